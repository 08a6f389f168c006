### Inloggning, kod, upplåsning.

sign-in-title = Logga in
sign-in-lead = Använd det konto som du har fått av din förvaltning.
sign-in-username = Användarnamn
sign-in-password = Lösenord
sign-in-submit = Logga in
sign-in-wrong = Användarnamnet eller lösenordet stämmer inte. Kontrollera att du skrev rätt och försök igen.
sign-in-empty-username = Skriv ditt användarnamn
sign-in-empty-password = Skriv ditt lösenord
sign-in-wait = { $seconds ->
    [one] För många försök. Vänta en sekund innan du försöker igen.
   *[other] För många försök. Vänta { $seconds } sekunder innan du försöker igen.
}
sign-in-demo = Det här är en demo: se vem du kan vara
sign-in-out = Du är utloggad
code-title = Ange kod
code-lead = Öppna appen för koder i din telefon och skriv den kod som visas för Insyn.
code-field = Kod med sex siffror
code-submit = Fortsätt
code-wrong = Koden stämmer inte. Vänta tills appen visar en ny kod och skriv den.
code-empty = Skriv koden från appen
code-or-passkey-lead = Skriv koden som appen i din telefon visar för Insyn, eller använd din passnyckel.

passkey-title = Visa din passnyckel
passkey-lead = Använd den passnyckel som du har lagt till: med fingret, ansiktet eller enhetens kod.
passkey-submit = Använd passnyckel
passkey-failed = Webbläsaren gav ingen passnyckel. Kontrollera att enheten med passnyckeln är till hands och försök igen.
passkey-not-made = Ingen passnyckel skapades. Har enheten redan en för de här sidorna behöver du ingen ny. Försök annars igen.
passkey-no-script = Passnycklar kräver att webbläsaren får köra skript på de här sidorna.
passkey-wrong = Passnyckeln godtogs inte. Försök igen, eller använd ett annat sätt.
passkey-late = Sidan var öppen för länge. Försök igen.

unlock-title = Lås upp ärenden
unlock-lead = Innehållet i ärenden är krypterat med din egen nyckel. Den öppnas med din lösenfras och låses igen efter 15 minuter utan att du gör något.
unlock-passphrase = Lösenfras
unlock-hint = Lösenfrasen är inte ditt lösenord. Ingen annan kan återställa den åt dig på egen hand.
unlock-submit = Lås upp
unlock-wrong = Lösenfrasen stämmer inte. Kontrollera stora och små bokstäver och blanksteg.
unlock-lost = Har du glömt lösenfrasen?
unlock-empty = Skriv din lösenfras
