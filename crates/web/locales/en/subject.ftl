### Subjects: whom or what signals are about, and the name behind a pseudonym.

subject-place = Place in the order
subject-place-words = { NUMBER($place) } of { NUMBER($all) }
subject-place-none = None of the signals counts in the order now, for example because they are suppressed.
subject-why = Why
subject-why-families = { $families ->
    [one] Shows in one family of controls: { $names }
   *[other] Shows in { $families } independent families of controls: { $names }
}
subject-why-amount = { $amount } at most by any one control
subject-why-rarest = { $signals ->
    [one] The rarest control raised this signal only
   *[other] The rarest control raised { $signals } signals
}
subject-why-best = { $control }: { $band }, { NUMBER($right) } of { NUMBER($judged) } judged were right
subject-band-often = mostly right
subject-band-sometimes = sometimes right, or too few judged
subject-band-seldom = seldom right
subject-order = The order: most independent families first, then how often the controls are right, then amount, then rarity. There is no score. Signals that you may not see count in the place but are not named here.
subject-kind = Kind
subject-kind-organisation = Organisation
subject-kind-employee = Employee
subject-kind-unit = Unit
subject-kind-user = User
subject-number = Number
subject-severity = Gravest
subject-signals = Signals
subject-signals-caption = { $signals ->
    [one] One signal about the subject
   *[other] { $signals } signals about the subject
}
subject-timeline = Signals in time
subject-network = Ties
subject-network-number = Ties ({ NUMBER($number) })
subject-name-link = The name behind the pseudonym

name-title = The name behind { $id }
name-lead = Persons are shown by pseudonym. The name may be shown only when an investigation needs it, when two people have decided so and as long as the decision holds. Each showing is written in the journal.
name-two = Another person must approve the proposal. It stands for 72 hours.
name-propose = Propose that the name may be shown
name-reason = Why is the name needed?
name-reason-hint = Write what is to be investigated and why it cannot be done without the name.
name-reason-empty = Write why the name is needed
name-until = May be shown until
name-until-hint = { $days ->
    [one] At most one day.
   *[other] At most { $days } days from today.
}
name-until-wrong = Write the day as 2026-12-31
name-submit = Send the proposal
name-done = The proposal is sent
name-show = Show the name
name-show-lead = When a decision is in force the name is shown once, on the next page. The showing is written in the journal.
name-shown = The name is shown now
name-shown-lead = The name is gone when you leave the page. Write it in the case only.
name-names = Name
name-nobody = Nobody in the registers has the pseudonym any more.
name-not-shown = The name cannot be shown
