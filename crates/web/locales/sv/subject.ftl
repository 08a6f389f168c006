### Subjekt: vem eller vad signaler handlar om, och namnet bakom en pseudonym.

subject-place = Plats i ordningen
subject-place-words = { NUMBER($place) } av { NUMBER($all) }
subject-place-none = Ingen av signalerna räknas i ordningen just nu, till exempel för att de är dämpade.
subject-why = Varför
subject-why-families = { $families ->
    [one] Syns i en familj av kontroller: { $names }
   *[other] Syns i { $families } oberoende familjer av kontroller: { $names }
}
subject-why-amount = { $amount } som mest enligt en enskild kontroll
subject-why-rarest = { $signals ->
    [one] Den ovanligaste kontrollen gav bara den här signalen
   *[other] Den ovanligaste kontrollen gav { $signals } signaler
}
subject-why-best = { $control }: { $band }, { NUMBER($right) } av { NUMBER($judged) } bedömda var rätt
subject-band-often = oftast rätt
subject-band-sometimes = ibland rätt, eller för få bedömda
subject-band-seldom = sällan rätt
subject-order = Ordningen: flest oberoende familjer först, sedan hur ofta kontrollerna har rätt, sedan belopp, sedan ovanlighet. Det finns inga poäng. Signaler som du inte får se räknas i platsen men nämns inte här.
subject-kind = Slag
subject-kind-organisation = Organisation
subject-kind-employee = Anställd
subject-kind-unit = Enhet
subject-kind-user = Användare
subject-number = Nummer
subject-severity = Allvarligast
subject-signals = Signaler
subject-signals-caption = { $signals ->
    [one] En signal om subjektet
   *[other] { $signals } signaler om subjektet
}
subject-timeline = Signaler i tiden
subject-network = Samband
subject-network-number = Samband ({ NUMBER($number) })
subject-name-link = Namnet bakom pseudonymen

name-title = Namnet bakom { $id }
name-lead = Personer visas med pseudonym. Namnet får bara visas när det behövs för att utreda, när två personer har beslutat det och så länge beslutet gäller. Varje visning skrivs i journalen.
name-two = En annan person ska godkänna förslaget. Det gäller i 72 timmar.
name-propose = Föreslå att namnet får visas
name-reason = Varför behövs namnet?
name-reason-hint = Skriv vad som ska utredas och varför det inte går utan namnet.
name-reason-empty = Skriv varför namnet behövs
name-until = Får visas till och med
name-until-hint = { $days ->
    [one] Högst en dag.
   *[other] Högst { $days } dagar från i dag.
}
name-until-wrong = Skriv dagen som 2026-12-31
name-submit = Skicka förslaget
name-done = Förslaget är skickat
name-show = Visa namnet
name-show-lead = Om ett beslut gäller visas namnet en gång på nästa sida. Visningen skrivs i journalen.
name-shown = Namnet visas nu
name-shown-lead = Namnet är borta när du lämnar sidan. Skriv det bara i ärendet.
name-names = Namn
name-nobody = Ingen i registren har pseudonymen längre.
name-not-shown = Namnet kan inte visas
