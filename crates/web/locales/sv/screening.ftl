### Granskning av betalfiler.

screening-title = Granska en betalfil
screening-lead = Skicka in filen innan den går till banken. Insyn säger för varje betalning om den kan gå, behöver ett öga eller ska stoppas, och varför. Det som stoppas blir betalstopp.
screening-file = Betalfil
screening-file-hint = Högst 20 MB: pain.001, LB-rutinens fil eller CSV.
screening-submit = Granska filen
screening-result = Filen är granskad
screening-result-lead = Resultatet ligger kvar i tio minuter. Hämta filerna nu. Stoppen finns kvar under Betalstopp.
screening-format = Filens format
screening-go = Kan gå
screening-look = Behöver ett öga
screening-hold = Stoppad
screening-not-understood = Gick inte att läsa, och stoppas
screening-warnings = Läs detta först
screening-counts = Antal betalningar
screening-files = Filer att hämta
screening-payments = Betalningarna
screening-verdict = Svar
screening-none = Filen har inga betalningar.
