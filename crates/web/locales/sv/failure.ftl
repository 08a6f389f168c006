### Sidor som säger varför något inte visas.

failure-home = Till startsidan
failure-reference = Ange den här koden om du behöver hjälp:
failure-not-found = Sidan finns inte
failure-not-found-what = Adressen kan vara felskriven, eller så har sidan flyttats. Det du söker kan också höra till något som du inte har del i.
failure-refused = Det går inte
failure-forbidden = Du har inte behörighet
failure-forbidden-what = Din roll får inte öppna den här sidan. Fråga din chef om du behöver den i arbetet.
failure-foreign = Begäran kom från en annan webbplats
failure-foreign-what = Ingenting är ändrat. Gå till Insyn och gör det du vill göra på sidan där.
failure-token = Formuläret gäller inte längre
failure-token-what = Ingenting är sparat. Du kan ha loggats ut eller bytt konto sedan sidan öppnades. Gå tillbaka, läs om sidan och skicka igen.
failure-form = Formuläret kunde inte läsas
failure-form-what = Ingenting är sparat. Gå tillbaka och försök igen.
failure-too-large = För stort
failure-too-large-what = { $megabytes ->
    [one] Det du skickade är större än 1 MB, som är det mesta som tas emot här. Ingenting är sparat.
   *[other] Det du skickade är större än { $megabytes } MB, som är det mesta som tas emot här. Ingenting är sparat.
}
failure-outdated = Någon annan hann före
failure-outdated-what = Uppgiften har ändrats sedan du öppnade sidan. Ingenting av det du skickade är sparat. Öppna sidan igen och se vad som gäller.
failure-too-often = För många försök
failure-too-often-what = { $seconds ->
    [one] Vänta en sekund och försök igen.
   *[other] Vänta { $seconds } sekunder och försök igen.
}
failure-internal = Något gick fel
failure-internal-what = Felet ligger i systemet, inte hos dig. Det du skickade kan vara osparat. Försök igen om en stund.
