### Det som står runt varje sida, och det som alla sidor delar.

frame-skip = Till innehållet
frame-menu = Huvudmeny
frame-crumbs = Du är här
frame-waiting = väntar på dig
frame-locked = Ärenden låsta
frame-unlocked = Upplåst – lås
frame-sign-out = Logga ut
frame-accessibility = Tillgänglighet

nav-group-own = Mitt
nav-group-find = Hitta och stoppa
nav-group-handle = Handlägga
nav-group-prevent = Förebygga
nav-group-govern = Styra
nav-start = Start
nav-approvals = Att godkänna
nav-signals = Signaler
nav-cases = Ärenden
nav-reports = Rapporter
nav-voices = Visselblåsarkanal
nav-holds = Betalstopp
nav-controls = Kontroller
nav-runs = Körningar
nav-registers = Register
nav-decisions = Beslut
nav-suppressions = Dämpningar
nav-journal = Journal
nav-administration = Administration

role-coordinator = Säkerhetssamordnare
role-controller = Controller
role-hr = HR
role-manager = Chef
role-director = Direktör
role-recipient = Visselblåsarmottagare
role-employee = Medarbetare
role-central-security = Central säkerhet
role-auditor = Revisor
role-custodian = Nyckelförvaltare
role-registrar = Registrator
role-user-admin = Behörighetsadministratör
role-operator = Driftadministratör
role-safety-rep = Skyddsombud

form-send = Spara
form-optional = (frivilligt)
form-choose = Välj
form-error = Fel:
form-errors = Rätta detta och försök igen
form-back = Avbryt
form-unsaved = Du har skrivit något som inte är sparat. Vill du lämna sidan?

table-filter = Visa bara rader med
table-none = Ingen rad på den här sidan innehåller det du skrev.
pager-label = Sidor
pager-page = Sida
pager-previous = Föregående
pager-next = Nästa

severity-1 = Mycket låg
severity-2 = Låg
severity-3 = Måttlig
severity-4 = Hög
severity-5 = Mycket hög
days-left = { $days ->
    [one] en dag kvar
   *[other] { $days } dagar kvar
}
days-late = { $days ->
    [one] en dag försenat
   *[other] { $days } dagar försenat
}
days-today = sista dagen i dag

two-before = Nu
two-after = Efter godkännande
two-reason = Skäl
two-by = Föreslås av
two-ended = tiden är ute
two-hours-left = { $hours ->
    [one] en timme kvar
   *[other] { $hours } timmar kvar
}

progress-words = { NUMBER($done) } av { NUMBER($all) }
progress-now = Läs om nu
progress-refresh = Läs om av sig själv
progress-refreshed = Sidan läses om av sig själv.
progress-stop = Sluta läsa om

timeline-row = Vad
timeline-from = Från
timeline-to = Till
timeline-what = Händelse
timeline-empty = Inga händelser har skrivits in ännu. Det betyder inte att ingenting har hänt.

network-picture = Bild av sambanden
network-list = Sambanden i ord
nav-incidents = Händelser
nav-recruitment = Rekrytering
form-draft-kept = Utkastet sparas på den här enheten tills du skickar det.
form-draft-back = Ditt utkast är tillbaka. Det finns bara på den här enheten.
form-draft-gone = Utkastet är borttaget från enheten.
form-draft-away = Ta bort utkastet
