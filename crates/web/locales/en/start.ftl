### The start page and the page of the demo.

start-title = Start
start-mine = Yours right now
start-mine-empty = Nothing waits for you right now. New signals and cases are shown here when they are given to you.
start-deadlines = Deadlines
start-deadlines-empty = No deadlines run in what you have part in. Deadlines in the cases of others are not shown here.
start-what = What
start-state = State
start-when = Last day
start-approve = Proposals to approve
start-own = Your proposals
start-waiting = { $count ->
    [one] one waits for you
   *[other] { $count } wait for you
}
start-proposed = { $count ->
    [one] one waits for somebody else
   *[other] { $count } wait for somebody else
}
start-signals = Signals: { $group }
start-signals-open = { $count ->
    [one] one to judge
   *[other] { $count } to judge
}
start-case-open = Open
start-case-locked = Case (unlock to see its name)
start-report = Report: { $duty }
start-reports-new = { $number ->
    [one] One new
   *[other] { $number } new
    }
start-reports-open = { $number ->
    [one] One open
   *[other] { $number } open
    }

demo-title = Whom do you want to be?
demo-lead = This is a model town. All persons, firms and numbers are invented, and what you do stays in the folder of the demo.
demo-note = Nobody is alone: try a decision that takes two by being two persons in two browser windows, one of them private.
demo-try = Try this
demo-code = Code right now
demo-be = Sign in as
demo-walk = A way through the whole system
demo-walk-judge = The controller (controller) opens the signal on top, judges it and opens a case.
demo-walk-take = The coordinator (samordnare) unlocks, takes the case and proposes which measures to choose and which not.
demo-walk-approve = The director (direktor) unlocks and approves under To approve.
demo-walk-close = The coordinator writes a decision as PDF, stops the deadlines and proposes to close the case. The director approves.
demo-walk-verify = The auditor (revisor) verifies that the journal is whole.
demo-walk-nothing = The operator (drift) tries the address of the case, and gets the same answer as if there were none.
start-incident = Report an incident
start-incident-open = incident to handle
