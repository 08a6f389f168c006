### Signals: list, one signal, judgement, proposal to suppress.

signal-title = Signals
signal-lead = A signal is a reason to look, not a proof. People judge, and whoever is concerned is to be heard.
signal-groups = Authorities
signal-no-groups = There are no signals that you can see
signal-no-groups-what = Either no controls have been run at your authority, or your role may not see their signals. It says nothing of how things are.
signal-flows = Signals by flow
signal-flow-all = All flows
signal-filter = Choose and sort
signal-filter-control = Control
signal-filter-control-all = All controls
signal-filter-order = Order
signal-filter-which = Which
signal-filter-open = Only those that nobody has judged as they are now
signal-filter-suppressed = Also those that are suppressed
signal-filter-submit = Show signals
signal-order-rank = Most important first
signal-order-amount = Largest amount first
signal-order-age = Oldest first
signal-order-hint = Most important are the subjects that show in most independent families of controls. There is no score.
signal-made-at = Latest run: { $at }
signal-suppressed-count = { $signals ->
    [one] One signal is suppressed.
   *[other] { $signals } signals are suppressed.
}
signal-suppressed-link = See what is suppressed and why
signal-silent = Of this the list can say nothing
signal-silent-what = These controls could not be run. That they gave no signal does not mean that all is well.
signal-count = { $signals ->
    [one] One signal
   *[other] { $signals } signals
}
signal-count-part = Signals { NUMBER($first) }–{ NUMBER($last) } of { NUMBER($all) }
signal-empty = No signal fits what you chose. That does not mean that nothing is wrong, only that the controls that could be run found nothing else.
signal-what = Signal
signal-subject = Subject
signal-severity = Severity
signal-amount = Amount
signal-days = Days
signal-state = State
signal-judgement = Judgement
signal-control = Control
signal-version = version { $version }

signal-state-new = New
signal-state-same = Unchanged
signal-state-changed = Changed
signal-state-changed-what = Changed: { $what }
signal-state-gone = No longer in the registers
signal-state-gone-control = No longer found: the control was changed
signal-state-unknown = Unknown: the control could not be run
signal-part-amount = the amount
signal-part-period = the period
signal-part-severity = the severity
signal-part-family = the control's family
signal-part-returned = came back
signal-suppressed = Suppressed
signal-suppressed-until = Suppressed until { $day }
signal-not-judged = Not judged
signal-judge-again = Judge again: the signal has changed

signal-asks-1 = Statistics
signal-asks-2 = Look when convenient
signal-asks-3 = Review this week
signal-asks-4 = Open a case
signal-asks-5 = Hold the payment

signal-subject-employee = Employee { $id }
signal-subject-user = User { $id }
signal-subject-organisation = Organisation { $id }
signal-subject-unit = Unit { $id }

signal-family-access = Access
signal-family-account-change = Change of account
signal-family-ceiling = Contract ceiling
signal-family-company-event = Events in the company
signal-family-competition = Competition
signal-family-conflict = Conflict of interest
signal-family-delegation = Delegation
signal-family-duplicate = Duplicate payment
signal-family-excluded-party = Exclusion list
signal-family-existence = Existence of the company
signal-family-four-eyes = One hand alone
signal-family-payment-account = Payment account
signal-family-split = Split purchases
signal-family-staff-account = Account of an employee
signal-family-supplier-record = Supplier record
signal-family-tax = Tax

signal-judge-jump = To the judgement
signal-open-case = Open a case
signal-suppress = Propose suppression
signal-acts = What you can do
signal-period = Period
signal-first-seen = First seen
signal-changed-at = Became what it is
signal-about = Is about
signal-about-too = Concerns also
signal-family = Family
signal-precision = How often the control has been right
signal-precision-none = No signal has been judged yet, so nothing can be said.
signal-precision-words = { $expected } (with 90 per cent certainty between { $low } and { $high }); { NUMBER($right) } of { NUMBER($judged) } judged were right
signal-reference = Reference
signal-parameters = Parameters
signal-snapshots = Based on
signal-why = Why it was raised
signal-why-none = The control shows no facts beyond the sentence above.
signal-evidence = Evidence
signal-evidence-caption = { $rows ->
    [one] The row behind the signal
   *[other] The { $rows } rows behind the signal
}
signal-evidence-empty = The control could not show any rows. Go to the source before you judge.
signal-tried = Innocent explanations that were tried
signal-tried-what = None of them holds according to the registers:
signal-tried-none = The control has no explanation that can be tried in the registers. Ask whoever is concerned.
signal-false-alarms = Known false alarms
signal-investigate = How to investigate
signal-timeline = Events in time
signal-moment-concerns = Concerns
signal-moment-concerns-what = What the signal is about
signal-moment-signal = The signal
signal-moment-found = First seen in a run
signal-moment-changed = Changed
signal-moment-judged = Judgement
signal-judgements = Judgements
signal-judgements-caption = All judgements, the latest first
signal-judgements-empty = Nobody has judged the signal.
signal-judged-at = When
signal-judged-by = Who
signal-judged-outcome = Outcome
signal-judged-note = Note
signal-judged-recovered = Recovered

signal-judge = Judge the signal
signal-judge-lead = A judgement can be changed, and all judgements are kept. From them Insyn learns how often the control is right.
signal-judge-outcome = What was it?
signal-judge-outcome-empty = Choose what it was
signal-judge-amount = Recovered amount in kronor
signal-judge-amount-hint = Only for errors that were corrected. Write for example 12500 or 12500.50.
signal-judge-amount-wrong = Write the amount in figures, for example 12500 or 12500.50
signal-judge-amount-odd = Remove the amount, or choose that the error was corrected
signal-judge-note = What did you find?
signal-judge-note-hint = Write what you saw and whom you asked, not what you believe. The note is read by everybody who may see the signal. Write no names.
signal-judge-note-empty = Write what you found
signal-judge-submit = Save the judgement
signal-judged-done = The judgement is saved

signal-outcome-fraud = Crime or suspected crime
signal-outcome-fraud-hint = There are reasons to investigate further. Open a case as well.
signal-outcome-corrected = An error that was corrected
signal-outcome-corrected-hint = Something was wrong without being a crime, and it is put right.
signal-outcome-data = No error, data explain it
signal-outcome-data-hint = The registers lacked a fact that explains it all, for example a credit note.
signal-outcome-person = No error, a person has explained it
signal-outcome-person-hint = Somebody who knows has explained it, and the explanation can be checked.
signal-outcome-not-worked = Will not be investigated
signal-outcome-not-worked-hint = Nobody will look. That says nothing of whether the control was right.

suppress-title = Propose suppression
suppress-lead = A suppression keeps one kind of signals about one subject out of the list for a time. They are still counted and reported, and the suppression ends when account, address, unit, board or size of the amount changes.
suppress-two = Another person must approve the proposal. It stands for 72 hours.
suppress-what = Signals of the family
suppress-for = About
suppress-from = The signal that you start from
suppress-until = Last day
suppress-until-hint = { $days ->
    [one] At most one day.
   *[other] At most { $days } days from today. After that it can be tried anew.
}
suppress-until-wrong = Write the day as 2026-12-31
suppress-reason = Why?
suppress-reason-hint = Write what has been looked into and why the signal will come again without anything being wrong.
suppress-reason-empty = Write why it is to be suppressed
suppress-submit = Send the proposal
suppress-done = The proposal is sent
suppress-done-link = See it under To approve
