### Journalen.

journal-title = Journal
journal-lead = Allt som görs i Insyn skrivs här före och efter, också att någon läser, söker eller nekas. Personer och ärenden står under pseudonym. Ingen kan ändra eller ta bort en post utan att det syns.
journal-caption = Journalens poster, de senaste först
journal-empty = Inga poster finns här.
journal-no = Nr
journal-when = Tid (UTC)
journal-who = Vem
journal-role = Roll
journal-act = Vad
journal-object = Med vad
journal-outcome = Utfall
journal-begun = Påbörjat
journal-done = Gjort
journal-denied = Nekat
journal-failed = Gick inte
journal-not-found = Fanns inte
journal-opens = av nr { NUMBER($opens) }
journal-newest = De senaste
journal-older = Äldre
journal-verify = Kontrollera hela journalen
journal-sign = Skriv kvitto till diariet
journal-whole = { $entries ->
    [one] Journalen är hel: en post, i ordning och oförändrad
   *[other] Journalen är hel: { $entries } poster, i ordning och oförändrade
}
journal-whole-what = Varje post stämmer med den före, och journalen är inte kortare än något kvitto som har skrivits.
journal-unfinished = { $count ->
    [one] En handling påbörjades utan att avslutas. Det betyder oftast att programmet stoppades eller att den pågår just nu.
   *[other] { $count } handlingar påbörjades utan att avslutas. Det betyder oftast att programmet stoppades eller att de pågår just nu.
}
journal-broken = Journalen är inte hel: fel i post { NUMBER($seq) }
journal-broken-what = Poster efter den kan inte heller litas på. Rör ingenting, spara databasen och säkerhetskopiorna och kontakta revisionen.
journal-broken-head = Ett kvitto är inte äkta
journal-head-title = Kvitto till diariet
journal-head-what = Registrera raden i kommunens diarium. Den visar hur långt journalen räckte, och avslöjar om någon sedan skriver om den.
journal-head-label = Rad att kopiera
