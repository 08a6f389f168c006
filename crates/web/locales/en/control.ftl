### Controls: the list with four counts, and the document.

control-title = Controls
control-lead = Each control gives four counts. A hit is a signal. Excluded ones have a known innocent explanation. Not computable means that the question could not be asked, not that all is well.
control-groups = Authorities
control-not-run = No controls have been run whose numbers you may see. You can read the documents all the same.
control-what = Control
control-hit = Hit
control-pass = In order
control-excluded = Excluded
control-missing = Not computable
control-share = Share of hits
control-precision = Right (90%)
control-open = Open
control-suppressed = Suppressed
control-none = not run
control-silent = Can say nothing
control-warned = warning
control-under-least = below 0.01%
control-flow-empty = The flow has no controls.

flow-supplier-payments = Supplier payments
flow-procurement = Procurement
flow-contracts = Contracts
flow-conflict-of-interest = Conflicts of interest
flow-payroll = Payroll and staff
flow-grants = Grants to associations
flow-economic-assistance = Economic assistance
flow-property = Permits, land and housing
flow-delegation = Delegation
flow-access-logs = Access logs
flow-network = Network
flow-statistics = Statistics

control-page-title = { $id } { $title }
control-facts = About the control
control-flow = Flow
control-family = Family
control-version = Version
control-unit = Tests
control-purpose = Purpose
control-purpose-internal-control = internal control
control-grounds = Legal ground
control-personal = Personal data
control-personal-none = none
control-personal-indirect = indirect
control-personal-staff = about staff
control-personal-clients = about individuals
control-band = Expected share of hits
control-band-words = { $min }–{ $max } per 10,000 tested
control-sources = Sources
control-cases = Cases
control-cases-words = { $cases ->
    [one] One case shows what the control does, and is run at every change of it.
   *[other] { $cases } cases show what the control does, and are run at every change of it.
}
control-latest = The latest run
control-latest-of = The latest run at { $group }
control-signals-link = See the control's signals
control-latest-none = The control has not been run at any authority whose numbers you may see.
control-could-not = The control could not be run
control-could-not-what = That says nothing of how things are.
control-missing-register = The register { $label } ({ $register }) is missing.
control-missing-column = The column { $label } of the register { $register } has no value in any row.
control-refused = Is not run: { $why }.
control-warning = The share of hits is outside what is expected
control-funnel = From all tested to hit
control-step = Step
control-kind = Kind
control-rows = Rows
control-units = Units
control-amount = Amount
control-comparison = Comparison
control-health = How the control does
control-health-open = Signals to judge
control-health-suppressed = Suppressed signals
control-health-suppressed-words = { NUMBER($suppressed) } of { NUMBER($signals) }
control-health-waited = Half have waited at least
control-health-days = { $days ->
    [one] one day
   *[other] { $days } days
}
control-health-recovered = Recovered
control-question = Question
control-how = How it works
control-why = Why
control-false-alarms = False alarms
control-investigate = How to investigate
control-parameters = Parameters
control-parameters-empty = The control has no parameters.
control-parameter = Name
control-parameter-help = Means
control-parameter-value = Value
control-parameter-min = Lowest
control-parameter-max = Highest
control-reads = Registers that it reads
control-reads-register = Register
control-reads-required = Must be there
control-reads-optional = Used when they are there
control-query = Query
control-query-lead = This is the whole control, as the program runs it.
