### Startsidan och demosidan.

start-title = Start
start-mine = Ditt just nu
start-mine-empty = Ingenting väntar på dig just nu. Nya signaler och ärenden visas här när de fördelas till dig.
start-deadlines = Tidsfrister
start-deadlines-empty = Inga tidsfrister löper i det du har del i. Frister i andras ärenden visas inte här.
start-what = Vad
start-state = Läge
start-when = Sista dag

demo-title = Vem vill du vara?
demo-lead = Det här är en modellstad. Alla personer, företag och nummer är påhittade, och det du gör stannar i demons egen mapp.
demo-note = Ingen är ensam: prova ett beslut som två måste fatta genom att vara två personer i två webbläsarfönster, varav ett privat.
demo-try = Prova detta
demo-code = Kod just nu
demo-be = Logga in som
