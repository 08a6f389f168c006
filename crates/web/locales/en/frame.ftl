### What stands around every page, and what all pages share.

frame-skip = Skip to content
frame-menu = Main menu
frame-crumbs = You are here
frame-waiting = waiting for you
frame-locked = Cases locked
frame-unlocked = Unlocked – lock
frame-sign-out = Sign out
frame-accessibility = Accessibility

nav-group-own = Mine
nav-group-find = Find and stop
nav-group-handle = Handle
nav-group-prevent = Prevent
nav-group-govern = Govern
nav-start = Start
nav-approvals = To approve
nav-signals = Signals
nav-cases = Cases
nav-reports = Reports
nav-voices = Whistleblowing channel
nav-holds = Payment stop
nav-controls = Controls
nav-runs = Runs
nav-registers = Registers
nav-decisions = Decisions
nav-suppressions = Suppressions
nav-journal = Journal
nav-administration = Administration

role-coordinator = Security coordinator
role-controller = Controller
role-hr = HR
role-manager = Manager
role-director = Director
role-recipient = Whistleblowing recipient
role-employee = Employee
role-central-security = Central security
role-auditor = Auditor
role-custodian = Key custodian
role-registrar = Registrar
role-user-admin = User administrator
role-operator = System operator
role-safety-rep = Safety representative

form-send = Save
form-optional = (optional)
form-choose = Choose
form-error = Error:
form-errors = Correct this and try again
form-back = Cancel
form-unsaved = You have written something that is not saved. Do you want to leave the page?

table-filter = Show only rows with
table-none = No row on this page contains what you wrote.
pager-label = Pages
pager-page = Page
pager-previous = Previous
pager-next = Next

severity-1 = Very low
severity-2 = Low
severity-3 = Moderate
severity-4 = High
severity-5 = Very high
days-left = { $days ->
    [one] one day left
   *[other] { $days } days left
}
days-late = { $days ->
    [one] one day late
   *[other] { $days } days late
}
days-today = last day today

two-before = Now
two-after = After approval
two-reason = Reason
two-by = Proposed by
two-ended = the time is up
two-hours-left = { $hours ->
    [one] one hour left
   *[other] { $hours } hours left
}

progress-words = { NUMBER($done) } of { NUMBER($all) }
progress-now = Reload now
progress-refresh = Reload by itself
progress-refreshed = The page reloads itself.
progress-stop = Stop reloading

timeline-row = What
timeline-from = From
timeline-to = To
timeline-what = Event
timeline-empty = No events have been written yet. That does not mean that nothing has happened.

network-picture = Picture of the ties
network-list = The ties in words
nav-incidents = Incidents
nav-recruitment = Recruitment
form-draft-kept = The draft is kept on this device until you send it.
form-draft-back = Your draft is back. It is only on this device.
form-draft-gone = The draft is removed from the device.
form-draft-away = Remove the draft
