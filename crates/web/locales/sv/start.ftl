### Startsidan och demosidan.

start-title = Start
start-mine = Ditt just nu
start-mine-empty = Ingenting väntar på dig just nu. Nya signaler och ärenden visas här när de fördelas till dig.
start-deadlines = Tidsfrister
start-deadlines-empty = Inga tidsfrister löper i det du har del i. Frister i andras ärenden visas inte här.
start-what = Vad
start-state = Läge
start-when = Sista dag
start-approve = Förslag att godkänna
start-own = Dina förslag
start-waiting = { $count ->
    [one] ett väntar på dig
   *[other] { $count } väntar på dig
}
start-proposed = { $count ->
    [one] ett väntar på någon annan
   *[other] { $count } väntar på någon annan
}
start-signals = Signaler: { $group }
start-signals-open = { $count ->
    [one] en att bedöma
   *[other] { $count } att bedöma
}
start-case-open = Öppet
start-case-locked = Ärende (lås upp för att se namnet)
start-report = Rapport: { $duty }
start-reports-new = { $number ->
    [one] En ny
   *[other] { $number } nya
    }
start-reports-open = { $number ->
    [one] En öppen
   *[other] { $number } öppna
    }

demo-title = Vem vill du vara?
demo-lead = Det här är en modellstad. Alla personer, företag och nummer är påhittade, och det du gör stannar i demons egen mapp.
demo-note = Ingen är ensam: prova ett beslut som två måste fatta genom att vara två personer i två webbläsarfönster, varav ett privat.
demo-try = Prova detta
demo-code = Kod just nu
demo-be = Logga in som
demo-walk = En väg genom hela systemet
demo-walk-judge = Controllern (controller) öppnar den översta signalen, bedömer den och öppnar ett ärende.
demo-walk-take = Samordnaren (samordnare) låser upp, tar ärendet och föreslår vilka åtgärder som ska väljas och inte.
demo-walk-approve = Direktören (direktor) låser upp och godkänner under Att godkänna.
demo-walk-close = Samordnaren skriver ett beslut som PDF, stoppar fristerna och föreslår att ärendet avslutas. Direktören godkänner.
demo-walk-verify = Revisorn (revisor) kontrollerar att journalen är hel.
demo-walk-nothing = Driftadministratören (drift) försöker öppna ärendets adress, och får samma svar som om det inte fanns.
start-incident = Rapportera en händelse
start-incident-open = händelse att handlägga
