### Bevarade registerutdrag.

extract-title = Bevarade utdrag
extract-lead = Registerutdrag som lagen säger ska bevaras. Bara HR och direktören kan läsa dem, och varje läsning antecknas.
extract-title-of = Utdrag för { $name }, { $register }
extract-of = { $register } ({ $check })
extract-count = { $many ->
    [one] Ett utdrag bevaras
   *[other] { $many } utdrag bevaras
}
extract-due = { $many ->
    [one] Ett utdrag har bevarats så länge som lagen säger. Gallra det, av två.
   *[other] { $many } utdrag har bevarats så länge som lagen säger. Gallra dem, av två.
}
extract-empty = Inga utdrag bevaras.
extract-locked = Utdrag, lås upp för att läsa
extract-person = Person
extract-register = Register
extract-started = Började
extract-readings = Läst
extract-unread = Ingen har läst utdraget.
extract-facts = Vad som bevaras
extract-holders = Vilka som kan läsa det
extract-kept-by = Bevarat
extract-show-lead = Här står vad som bevaras, till när och vem som har läst det. Vad utdraget visar står bara i filen.
extract-moved = Startdagen ändrad till { $day }: { $why }
extract-read-by = Läst { $at } av { $name } för: { $why }
extract-shared = { $many ->
    [one] En person till fick tillgång
   *[other] { $many } personer till fick tillgång
}
extract-keep = Bevara utdraget
extract-keep-lead = Lagen säger att utdraget för { $name } ska bevaras. Filen låses med en egen nyckel. Du kan inte läsa den efteråt om du inte står i listan.
extract-holders-lead = De här kommer att kunna läsa utdraget, och visa det för IVO:
extract-keep-nobody = Ingen har fått posten. Utdrag bevaras bara för den som får den.
extract-keep-nothing = Lagen säger inte att något utdrag ska bevaras för den som fick posten. Spara inget. Har kontrollen inte antecknats, kan den inte längre läggas till.
extract-kept-already = Redan bevarat:
extract-which = Vilket utdrag?
extract-starts-on = Första arbetsdagen
extract-starts-hint = Utdraget bevaras i minst { $months } månader från den dagen.
extract-returned-on = Originalet lämnades tillbaka
extract-returned-hint = Personen har rätt att få tillbaka originalet. Lämna dagen tom om det inte har skett.
extract-file = Filen
extract-file-hint = PDF, JPEG eller PNG, högst 20 MB. Bara utdraget, inget annat.
extract-file-missing = Välj en fil
extract-done-kept = Utdraget är bevarat. HR och direktören kan läsa det.
extract-done-disposed = Utdraget är gallrat.
extract-read = Läs utdraget
extract-read-lead = Att du läser, när och varför antecknas innan filen öppnas. De andra som har tillgång ser det.
extract-read-pdf = Du får filen som den kom. Spara inte en kopia, och lämna inte filen vidare i e-post.
extract-read-picture = Du får en ren kopia av bilden. Spara inte en kopia, och lämna inte filen vidare i e-post.
extract-read-why = Varför läser du det?
extract-read-hint = Till exempel: IVO:s tillsyn, med diarienummer.
extract-do-start = Ändra startdagen
extract-start-lead = Skriv den dag då personen verkligen började. Tiden räknas från den. Ett förslag om gallring faller.
extract-do-return = Anteckna att originalet lämnades tillbaka
extract-do-share = Ge tillgång till dem som har rollen nu
extract-share-lead = De som nu har rollen HR eller direktör får nyckeln. Den som inte längre har rollen kan inte läsa utdraget.
extract-dispose-lead = Utdraget försvinner och kan inte fås tillbaka. En annan som har tillgång ska bekräfta.
