### Körningar.

run-title = Körningar
run-lead = En körning prövar alla kontroller mot de senast inlästa registren. Kontroller som inget beslut täcker, eller som saknar underlag, körs inte och räknas för sig.
run-caption = Senaste körningen per myndighet
run-empty = Inga kontroller är körda hos din myndighet. Läs in register och fatta ett beslut om kontroll, och starta sedan en körning.
run-group = Myndighet
run-when = När
run-computed = Kontroller som kördes
run-not-computed = Kunde inte köras
run-signals = Signaler
run-start = Starta en körning
run-start-lead = Körningen går av sig själv och tar oftast några minuter. Du kan lämna sidan. Den visar här hur långt den har kommit.
run-under-way = En körning pågår
run-progress = Kontroller
run-progress-now = Just nu: { $control }
run-failed = Den senaste körningen blev inte klar
run-started = Körningen är startad
