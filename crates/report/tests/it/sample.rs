//! A made-up run: every name, number and sum below is invented, and no organisation or person is meant.
//!
//! Rich enough to look at: hits in several flows, controls that could not run, a supplier with a hostile name, a sole
//! trader, and evidence with more rows than the page shows.

use chrono::{Days, NaiveDate};
use signals::{
    Comparison, ControlRef, ControlRun, EvidenceTable, Fact, Missing, OutcomeCount, OutcomeKind, Run, Signal,
    SnapshotRef, Subject, fingerprint, format_date, format_money, format_whole_number, rank,
};

/// A supplier name that would run if it were not escaped.
pub(crate) const HOSTILE: &str = "<script>alert('x')</script> & Söner \"AB\"";
/// A supplier name that would be a formula if it were not written as words.
pub(crate) const FORMULA: &str = "=HYPERLINK(\"http://example.invalid\";\"Klicka\")";
/// A valid personal number that must never come out.
pub(crate) const PERSON_NO: &str = "198001012387";

/// id, title, question, flow, family, severity, unit.
type About = (&'static str, &'static str, &'static str, &'static str, &'static str, u8, &'static str);

const CONTROLS: [About; 25] = [
    (
        "SP-01",
        "Samma faktura betald två gånger",
        "Har vi betalat samma faktura från samma leverantör två gånger?",
        "supplier-payments",
        "duplicate",
        4,
        "betalningar",
    ),
    (
        "SP-03",
        "Samma faktura via två leverantörsposter",
        "Har samma faktura betalats via två poster för samma leverantör?",
        "supplier-payments",
        "duplicate",
        4,
        "betalningar",
    ),
    (
        "SP-05",
        "Dubbla leverantörsposter",
        "Finns samma leverantör upplagd flera gånger?",
        "supplier-payments",
        "master-data",
        2,
        "leverantörer",
    ),
    (
        "SP-06",
        "Leverantör utan giltigt organisationsnummer",
        "Betalar vi någon vars organisationsnummer inte finns?",
        "supplier-payments",
        "master-data",
        2,
        "leverantörer",
    ),
    (
        "SP-07",
        "Bankkonto ändrat strax före betalning",
        "Betalade vi till ett konto som nyss hade bytts?",
        "supplier-payments",
        "account",
        5,
        "betalningar",
    ),
    (
        "SP-08",
        "Samma hand ändrar och godkänner",
        "Har samma person både ändrat och godkänt ett betalkonto?",
        "supplier-payments",
        "segregation",
        4,
        "ändringar",
    ),
    (
        "SP-10",
        "Betalt till annat konto än registrets",
        "Gick pengarna till ett annat konto än leverantörens?",
        "supplier-payments",
        "account",
        5,
        "betalningar",
    ),
    (
        "SP-11",
        "Leverantörens konto är en anställds",
        "Har en leverantör samma bankkonto som en anställd?",
        "supplier-payments",
        "conflict",
        4,
        "leverantörer",
    ),
    (
        "SP-14",
        "Uppdelade fakturor samma vecka",
        "Delas köp upp så att varje del hamnar under gränsen?",
        "supplier-payments",
        "split",
        3,
        "fönster om sju dagar",
    ),
    (
        "SP-15",
        "Samlade inköp över direktupphandlingsgränsen",
        "Har vi köpt för mer än gränsen utan upphandling?",
        "supplier-payments",
        "threshold",
        3,
        "leverantörsår",
    ),
    (
        "SP-19",
        "Betalt före start eller efter avregistrering",
        "Betalade vi ett företag som inte fanns?",
        "supplier-payments",
        "existence",
        4,
        "betalningar",
    ),
    (
        "SP-21",
        "Utan F-skatt och utan skatteavdrag",
        "Betalade vi för tjänster utan F-skatt och utan avdrag?",
        "supplier-payments",
        "tax",
        3,
        "fakturor",
    ),
    ("PR-01", "Ensam anbudsgivare", "Kom det bara in ett anbud?", "procurement", "competition", 2, "upphandlingar"),
    ("PR-03", "Kort anbudstid", "Var tiden för anbud ovanligt kort?", "procurement", "competition", 2, "upphandlingar"),
    (
        "PR-16",
        "Lägsta anbudet uteslutet",
        "Uteslöts det lägsta anbudet när priset avgjorde?",
        "procurement",
        "competition",
        3,
        "upphandlingar",
    ),
    (
        "PR-23",
        "Tilldelat utesluten part",
        "Fick någon på en uteslutningslista ett avtal?",
        "procurement",
        "excluded",
        5,
        "tilldelningar",
    ),
    ("CO-01", "Betalt över avtalets tak", "Har vi betalat mer än avtalet medger?", "contracts", "contract", 3, "avtal"),
    (
        "CO-10",
        "Betalt efter avtalets slut",
        "Betalar vi på ett avtal som har löpt ut?",
        "contracts",
        "contract",
        3,
        "avtal",
    ),
    (
        "CI-01",
        "Anställd i leverantörens styrelse",
        "Sitter en anställd i styrelsen för en leverantör?",
        "conflict-of-interest",
        "conflict",
        4,
        "leverantörer",
    ),
    (
        "CI-02",
        "Attesterar sin bisyssla",
        "Har någon attesterat en faktura från sin bisyssla?",
        "conflict-of-interest",
        "conflict",
        5,
        "attester",
    ),
    (
        "CI-03",
        "Delad adress med leverantör",
        "Bor en beställare på leverantörens adress?",
        "conflict-of-interest",
        "conflict",
        3,
        "leverantörer",
    ),
    (
        "DE-01",
        "Beslut över delegationens belopp",
        "Har någon beslutat över sin delegation?",
        "delegation",
        "delegation",
        4,
        "beslut",
    ),
    (
        "DE-04",
        "Registrerar, attesterar och betalar",
        "Gjorde en ensam person alla led?",
        "delegation",
        "segregation",
        5,
        "fakturor",
    ),
    (
        "DE-05",
        "Beslut som inte anmälts till nämnden",
        "Har ett delegationsbeslut inte anmälts i tid?",
        "delegation",
        "delegation",
        2,
        "beslut",
    ),
    (
        "AL-01",
        "Öppnar ärenden utan uppdrag",
        "Har någon öppnat ärenden som inte är dennes?",
        "access-logs",
        "access",
        4,
        "öppningar",
    ),
];

/// Control, register, its label, and the column with its label.
type Blocked = (&'static str, &'static str, &'static str, Option<(&'static str, &'static str)>);

/// Controls that could not run, and the column they miss (`None`: the whole register).
const BLOCKED: [Blocked; 7] = [
    ("SP-10", "payments", "Betalningar", Some(("account", "Konto"))),
    ("SP-21", "companies", "Företagsuppgifter", Some(("f_tax", "F-skatt"))),
    ("PR-03", "tenders", "Upphandlingar", Some(("bids_due_at", "Sista anbudsdag"))),
    ("PR-23", "excluded_parties", "Uteslutna parter", None),
    ("CI-03", "residence", "Folkbokföring", None),
    ("DE-05", "decisions", "Delegationsbeslut", Some(("reported_on", "Anmält"))),
    ("AL-01", "access_log", "Åtkomstlogg", None),
];

const NAMES: [&str; 12] = [
    "Kvarnåsens Bygg & Anläggning AB",
    "Lindvreta Städservice AB",
    "Norrhaga Transport HB",
    "Björkfors Konsult AB",
    "Stiftelsen Solgläntans omsorg",
    "Åsbro El & Teknik AB",
    "Västermarks Bemanning AB",
    "Granlidens Måleri AB",
    "Föreningen Ungdomens hus i Ekhult",
    "Hällsjö IT-drift AB",
    "Mossebo Fastighetsservice AB",
    "Tallviks Catering AB",
];

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// The run that the tests look at: 160 signals.
pub(crate) fn run() -> Run {
    run_of(160)
}

/// A run of so many signals.
pub(crate) fn run_of(count: u64) -> Run {
    let mut dice = Dice(7);
    let mut signals: Vec<Signal> = (0..count).map(|at| signal(at, count, &mut dice)).collect();
    signals.sort_by(|a, b| (&a.control, &a.fingerprint).cmp(&(&b.control, &b.fingerprint)));
    let controls = CONTROLS.iter().map(|about| control(about, &signals)).collect();
    Run { snapshots: snapshots(), controls, subjects: rank(&signals), signals, pictures: vec![] }
}

fn signal(at: u64, count: u64, dice: &mut Dice) -> Signal {
    let ran: Vec<&About> = CONTROLS.iter().filter(|c| BLOCKED.iter().all(|b| b.0 != c.0)).collect();
    let &&(control, title, _, _, family, severity, _) =
        &ran[usize::try_from(dice.roll(ran.len() as u64).min(dice.roll(30))).unwrap()];
    // A third of the signals gather on a few subjects, as they do in real data.
    let who = if dice.roll(3) == 0 { dice.roll(9) } else { dice.roll(count.max(10)) };
    let subjects = subjects(who, control, dice);
    let ore = i64::try_from(200_000 + dice.roll(9_000) * dice.roll(9_000)).unwrap();
    let from = NaiveDate::from_ymd_opt(2023, 1, 9).unwrap() + Days::new(dice.roll(1_050));
    let to = from + Days::new(dice.roll(4) * dice.roll(40));
    let key = format!("{control}/{at}");
    let shown = subjects[0].name.clone();
    let has_amount = !control.starts_with("DE") && !control.starts_with("PR");
    let rows = if at % 17 == 3 { 34 } else { 2 + dice.roll(4) };
    Signal {
        fingerprint: fingerprint(control, &key, &subjects),
        control: control.into(),
        control_version: 1,
        parameter_hash: "9f2c4e10a7b3".into(),
        snapshots: vec!["ekonomi/ledger/2026-02-28-1".into()],
        family: family.into(),
        severity,
        sentence: sentence(title, &shown, ore, from, to),
        subjects,
        amount_ore: has_amount.then_some(ore),
        from: Some(from),
        to: Some(to),
        facts: facts(at, ore, from, to),
        evidence: evidence(rows, at, ore, from, dice),
        tried: vec![
            "kreditfaktura på samma belopp inom 180 dagar".into(),
            "avtal med återkommande fast belopp".into(),
            "fakturanummer som är en avtalsreferens".into(),
        ],
        key,
    }
}

fn sentence(title: &str, name: &str, ore: i64, from: NaiveDate, to: NaiveDate) -> String {
    let name = if name.is_empty() { "en leverantör" } else { name };
    format!(
        "{title}: {name} fick {} den {} och igen den {}, med samma fakturanummer och belopp.",
        format_money(ore.into()),
        format_date(from),
        format_date(to)
    )
}

fn subjects(who: u64, control: &str, dice: &mut Dice) -> Vec<Subject> {
    let of = |kind: &str, id: String, name: &str| Subject { kind: kind.into(), id, name: name.into() };
    let organisation = match who {
        3 => of("organisation", "5569990003".into(), HOSTILE),
        5 => of("organisation", "5569990005".into(), FORMULA),
        7 => of("organisation", PERSON_NO[2..].into(), "Enskild firma Påhittad"),
        8 => of("organisation", "leverantör 40112".into(), ""),
        _ => {
            let name = NAMES[usize::try_from(who).unwrap() % NAMES.len()];
            let name = if who < 12 { name.to_owned() } else { format!("{name} {who}") };
            of("organisation", with_check_digit(559_000_000 + who), &name)
        }
    };
    let employee = of("employee", format!("E{}", 10_200 + dice.roll(40)), "Får inte synas");
    match control {
        "DE-01" | "DE-04" => vec![employee],
        "SP-14" | "SP-15" => vec![organisation, of("unit", "Kultur och fritid".into(), "Kultur och fritid")],
        "SP-08" | "SP-11" | "CI-01" | "CI-02" => vec![organisation, employee],
        _ => vec![organisation],
    }
}

/// Nine digits with the check digit that the tenth must be.
fn with_check_digit(nine: u64) -> String {
    let digits = nine.to_string();
    let sum: u32 = digits
        .bytes()
        .enumerate()
        .map(|(at, b)| u32::from(b - b'0') * if at % 2 == 0 { 2 } else { 1 })
        .map(|d| d / 10 + d % 10)
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

fn facts(at: u64, ore: i64, from: NaiveDate, to: NaiveDate) -> Vec<Fact> {
    let fact = |name: &str, value: String| Fact { name: name.into(), value };
    vec![
        fact("fakturanummer", format!("F-{}", 70_000 + at)),
        fact("belopp", format_money(ore.into())),
        fact("dagar emellan", format_whole_number((to - from).num_days().into())),
        fact("anteckning", format!("ringt {PERSON_NO} om saken")),
    ]
}

fn evidence(rows: u64, at: u64, ore: i64, from: NaiveDate, dice: &mut Dice) -> EvidenceTable {
    let columns = ["Fakturanummer", "Leverantör", "Bokförd", "Belopp", "Enhet", "Attesterad av", "Källfil", "Rad"];
    let row = |n: u64, dice: &mut Dice| {
        vec![
            format!("F-{}", 70_000 + at),
            (40_000 + at).to_string(),
            format_date(from + Days::new(n * 3)),
            format_money(ore.into()),
            ["Kultur och fritid", "Teknik", "Omsorg"][usize::try_from(n % 3).unwrap()].into(),
            format!("E{}", 10_200 + dice.roll(40)),
            "reskontra-2025.zip/januari.csv".into(),
            (1_000 + dice.roll(90_000)).to_string(),
        ]
    };
    EvidenceTable { columns: columns.map(str::to_owned).to_vec(), rows: (0..rows).map(|n| row(n, dice)).collect() }
}

fn control(about: &About, signals: &[Signal]) -> ControlRun {
    let &(id, title, question, flow, family, severity, unit) = about;
    let missing: Vec<Missing> = BLOCKED
        .iter()
        .filter(|blocked| blocked.0 == id)
        .map(|&(_, register, label, column)| Missing {
            register: register.into(),
            register_label: label.into(),
            column: column.map(|c| c.0.into()),
            column_label: column.map(|c| c.1.into()),
        })
        .collect();
    let hits: Vec<&Signal> = signals.iter().filter(|s| s.control == id).collect();
    let amount = hits.iter().map(|s| i128::from(s.amount_ore.unwrap_or(0))).sum();
    let ran = missing.is_empty();
    ControlRun {
        control: ControlRef {
            id: id.into(),
            version: 1,
            parameter_hash: "9f2c4e10a7b3".into(),
            title: title.into(),
            question: question.into(),
            flow: flow.into(),
            family: family.into(),
            severity,
            unit: unit.into(),
            investigate: INVESTIGATE.into(),
            false_alarms: FALSE_ALARMS.into(),
        },
        missing,
        refused: vec![],
        outcomes: if ran { outcomes(hits.len() as u64, amount) } else { vec![] },
        comparisons: if ran && id == "SP-01" { comparisons() } else { vec![] },
        band_warning: (id == "SP-05").then(|| "Andelen träffar är högre än kontrollen brukar ge (högst 0,10 %). Kontrollera att kolumnen organisationsnummer är rätt kopplad.".into()),
        sampled: Default::default(),
    }
}

fn outcomes(hits: u64, amount: i128) -> Vec<OutcomeCount> {
    let count = |kind, id: &str, label: &str, rows: u64, units: u64, excess: u64, amount_ore| OutcomeCount {
        kind,
        id: id.into(),
        label: label.into(),
        rows,
        units,
        excess,
        amount_ore,
    };
    vec![
        count(OutcomeKind::NotComputable, "no_number", "Fakturanummer saknas", 212, 212, 0, 4_811_200),
        count(OutcomeKind::Excluded, "small", "Under 500 kr", 1_204, 1_254, 50, 31_418_000),
        count(OutcomeKind::Excluded, "short", "Fakturanumret är kortare än fyra tecken", 67, 99, 32, 68_000_000),
        count(OutcomeKind::Excluded, "instalment", "Återkommande fast belopp", 58, 58, 0, 28_000_000),
        count(OutcomeKind::Hit, "hit", "Träff", hits, hits * 2, hits, amount),
        count(OutcomeKind::Pass, "pass", "Utan anmärkning", 43_871, 43_871, 0, 98_400_000_000),
    ]
}

fn comparisons() -> Vec<Comparison> {
    let row = |label: &str, rows, excess, amount_ore| Comparison { label: label.into(), rows, excess, amount_ore };
    vec![
        row("Samma leverantör och belopp", 13_197, 51_763, 36_060_000_000),
        row("Samma leverantör, belopp och datum", 6_036, 8_967, 4_350_000_000),
    ]
}

fn snapshots() -> Vec<SnapshotRef> {
    [
        ("ledger", "Leverantörsreskontra", 305_365, 0),
        ("suppliers", "Leverantörer", 11_345, 12),
        ("employees", "Anställda", 4_210, 0),
        ("contracts", "Avtal", 1_180, 3),
        ("delegations", "Delegationsordning", 214, 0),
    ]
    .into_iter()
    .map(|(register, label, rows, rejected)| SnapshotRef {
        authority: "Kommunstyrelsen".into(),
        register: register.into(),
        register_label: label.into(),
        id: "2026-02-28-1".into(),
        rows,
        rejected,
        purpose: "Intern kontroll av utbetalningar".into(),
        legal_ground: "KL 6 kap. 6 §".into(),
    })
    .collect()
}

const INVESTIGATE: &str = "1. Ta fram båda fakturabilderna och jämför nummer, datum och rader.\n2. Sök efter kreditfaktura i reskontran och fråga leverantören **skriftligt**.\n3. Se vem som registrerade och attesterade. Är det samma person, gå till [säkerhetssamordnaren](mailto:sakerhet@example.invalid).\n\nStöd: [kommunallagen 6 kap. 6 §](https://lagen.nu/2017:725#K6P6).";
const FALSE_ALARMS: &str = "- Avtalsreferens i fältet för fakturanummer\n- Hyra eller avgift med samma belopp varje månad\n- Faktura som betalats, krediterats och betalats igen <b>med rätt moms</b>";
