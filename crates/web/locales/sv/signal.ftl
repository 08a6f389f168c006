### Signaler: lista, en signal, bedömning, förslag om dämpning.

signal-title = Signaler
signal-lead = En signal är ett skäl att titta, inte ett bevis. Människor bedömer, och den som berörs ska få ge sin bild.
signal-groups = Myndigheter
signal-no-groups = Det finns inga signaler som du kan se
signal-no-groups-what = Antingen har inga kontroller körts hos din myndighet, eller så får din roll inte se deras signaler. Det säger ingenting om hur det står till.
signal-flows = Signaler per flöde
signal-flow-all = Alla flöden
signal-filter = Välj och ordna
signal-filter-control = Kontroll
signal-filter-control-all = Alla kontroller
signal-filter-order = Ordning
signal-filter-which = Vilka
signal-filter-open = Bara de som ingen har bedömt som de är nu
signal-filter-suppressed = Även de som är dämpade
signal-filter-submit = Visa signaler
signal-order-rank = Det viktigaste först
signal-order-amount = Störst belopp först
signal-order-age = Äldst först
signal-order-hint = Det viktigaste är de subjekt som syns i flest oberoende familjer av kontroller. Det finns inga poäng.
signal-made-at = Senaste körning: { $at }
signal-suppressed-count = { $signals ->
    [one] En signal är dämpad.
   *[other] { $signals } signaler är dämpade.
}
signal-suppressed-link = Se vad som är dämpat och varför
signal-silent = Det här kan listan inte säga något om
signal-silent-what = De här kontrollerna kunde inte köras. Att de inte gav någon signal betyder inte att allt är i sin ordning.
signal-count = { $signals ->
    [one] En signal
   *[other] { $signals } signaler
}
signal-count-part = Signal { NUMBER($first) }–{ NUMBER($last) } av { NUMBER($all) }
signal-empty = Ingen signal passar det du valde. Det betyder inte att inget är fel, bara att kontrollerna som kunde köras inte fann något annat.
signal-what = Signal
signal-subject = Subjekt
signal-severity = Allvar
signal-amount = Belopp
signal-days = Dagar
signal-state = Läge
signal-judgement = Bedömning
signal-control = Kontroll
signal-version = version { $version }

signal-state-new = Ny
signal-state-same = Oförändrad
signal-state-changed = Ändrad
signal-state-changed-what = Ändrad: { $what }
signal-state-gone = Finns inte längre i registren
signal-state-gone-control = Finns inte längre: kontrollen har ändrats
signal-state-unknown = Okänt: kontrollen kunde inte köras
signal-part-amount = beloppet
signal-part-period = perioden
signal-part-severity = allvaret
signal-part-family = kontrollens familj
signal-part-returned = kom tillbaka
signal-suppressed = Dämpad
signal-suppressed-until = Dämpad till och med { $day }
signal-not-judged = Inte bedömd
signal-judge-again = Bedöm igen: signalen har ändrats

signal-asks-1 = Statistik
signal-asks-2 = Titta när det passar
signal-asks-3 = Granska denna vecka
signal-asks-4 = Öppna ett ärende
signal-asks-5 = Stoppa betalningen

signal-subject-employee = Anställd { $id }
signal-subject-user = Användare { $id }
signal-subject-organisation = Organisation { $id }
signal-subject-unit = Enhet { $id }

signal-family-access = Åtkomst
signal-family-account-change = Kontobyte
signal-family-ceiling = Avtalstak
signal-family-company-event = Händelser i företaget
signal-family-competition = Konkurrens
signal-family-conflict = Jäv
signal-family-delegation = Delegation
signal-family-duplicate = Dubbelbetalning
signal-family-excluded-party = Spärrlista
signal-family-existence = Företagets existens
signal-family-four-eyes = Ensam hand
signal-family-payment-account = Betalkonto
signal-family-split = Uppdelade köp
signal-family-staff-account = Anställds konto
signal-family-supplier-record = Leverantörspost
signal-family-tax = Skatt

signal-judge-jump = Till bedömningen
signal-open-case = Öppna ärende
signal-suppress = Föreslå dämpning
signal-acts = Vad du kan göra
signal-period = Period
signal-first-seen = Sågs först
signal-changed-at = Blev som den är
signal-about = Gäller
signal-about-too = Berör också
signal-family = Familj
signal-precision = Hur ofta kontrollen har haft rätt
signal-precision-none = Ingen signal är bedömd ännu, så det går inte att säga.
signal-precision-words = { $expected } (med 90 procents säkerhet mellan { $low } och { $high }); { NUMBER($right) } av { NUMBER($judged) } bedömda var rätt
signal-reference = Beteckning
signal-parameters = Parametrar
signal-snapshots = Underlag från
signal-why = Varför den slog till
signal-why-none = Kontrollen visar inga uppgifter utöver meningen ovan.
signal-evidence = Underlag
signal-evidence-caption = { $rows ->
    [one] Raden bakom signalen
   *[other] De { $rows } raderna bakom signalen
}
signal-evidence-empty = Kontrollen har inte kunnat visa några rader. Gå till källan innan du bedömer.
signal-tried = Oskyldiga förklaringar som har prövats
signal-tried-what = Ingen av dem stämmer enligt registren:
signal-tried-none = Kontrollen har ingen förklaring som går att pröva i registren. Fråga den som berörs.
signal-false-alarms = Kända falska larm
signal-investigate = Utred så här
signal-timeline = Händelser i tiden
signal-moment-concerns = Gäller
signal-moment-concerns-what = Det som signalen handlar om
signal-moment-signal = Signalen
signal-moment-found = Sågs först i en körning
signal-moment-changed = Ändrades
signal-moment-judged = Bedömning
signal-judgements = Bedömningar
signal-judgements-caption = Alla bedömningar, den senaste först
signal-judgements-empty = Ingen har bedömt signalen.
signal-judged-at = När
signal-judged-by = Vem
signal-judged-outcome = Utfall
signal-judged-note = Anteckning
signal-judged-recovered = Återvunnet

signal-judge = Bedöm signalen
signal-judge-lead = Bedömningen kan ändras, och alla bedömningar finns kvar. Av dem lär sig Insyn hur ofta kontrollen har rätt.
signal-judge-outcome = Vad var det?
signal-judge-outcome-empty = Välj vad det var
signal-judge-amount = Återvunnet belopp i kronor
signal-judge-amount-hint = Bara för fel som har rättats. Skriv till exempel 12 500 eller 12 500,50.
signal-judge-amount-wrong = Skriv beloppet med siffror, till exempel 12 500 eller 12 500,50
signal-judge-amount-odd = Ta bort beloppet, eller välj att felet har rättats
signal-judge-note = Vad framkom?
signal-judge-note-hint = Skriv vad du såg och hos vem du frågade, inte vad du tror. Anteckningen läses av alla som får se signalen. Skriv inga namn.
signal-judge-note-empty = Skriv vad som framkom
signal-judge-submit = Spara bedömningen
signal-judged-done = Bedömningen är sparad

signal-outcome-fraud = Brott eller misstanke om brott
signal-outcome-fraud-hint = Det finns skäl att utreda vidare. Öppna också ett ärende.
signal-outcome-corrected = Fel som har rättats
signal-outcome-corrected-hint = Något var fel utan att det var brott, och det är rättat.
signal-outcome-data = Inget fel, uppgifter förklarar det
signal-outcome-data-hint = Registren saknade en uppgift som förklarar det hela, till exempel en kreditfaktura.
signal-outcome-person = Inget fel, en person har förklarat det
signal-outcome-person-hint = Någon som vet har förklarat det, och förklaringen går att kontrollera.
signal-outcome-not-worked = Utreds inte
signal-outcome-not-worked-hint = Ingen kommer att titta. Det säger ingenting om kontrollen hade rätt.

suppress-title = Föreslå dämpning
suppress-lead = En dämpning håller en sorts signaler om ett subjekt borta från listan en tid. De räknas och redovisas ändå, och dämpningen upphör när konto, adress, enhet, styrelse eller beloppets storlek ändras.
suppress-two = En annan person ska godkänna förslaget. Det gäller i 72 timmar.
suppress-what = Signaler i familjen
suppress-for = Om
suppress-from = Signalen du utgår från
suppress-until = Sista dag
suppress-until-hint = { $days ->
    [one] Högst en dag.
   *[other] Högst { $days } dagar från i dag. Därefter kan den prövas på nytt.
}
suppress-until-wrong = Skriv dagen som 2026-12-31
suppress-reason = Varför?
suppress-reason-hint = Skriv vad som är utrett och varför signalen kommer att komma igen utan att något är fel.
suppress-reason-empty = Skriv varför den ska dämpas
suppress-submit = Skicka förslaget
suppress-done = Förslaget är skickat
suppress-done-link = Se det under Att godkänna
