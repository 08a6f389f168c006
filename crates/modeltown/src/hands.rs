//! Work in three steps over eight months, for the question where one person is alone: flows that rest on one pair of hands,
//! flows that only look so, and the truth about both in `facit/hands.csv`; with rights in the systems, a delegation order,
//! and decisions of which some break it.
//!
//! It stands beside the registers, in `delegation`, since it says of each step which unit it was in. The units and people
//! are invented.

use crate::calendar::Day;
use crate::draw::Draw;
use crate::error::TownError;
use crate::folder::Folder;
use std::fmt::Write as _;

/// The first day, and how many days there are; the last is 2026-06-30.
const FIRST: Day = Day::new(2025, 11, 3);
const LAST: Day = Day::new(2026, 6, 30);

/// How a matter finds its hands: the people of a unit, the day counted from [`FIRST`], and randomness; who did each step.
type Hands = fn(&mut Draw, i32) -> [usize; 3];

/// Somebody who is a machine, in the place of a person.
const ROBOT: usize = 99;
/// A step that is not done.
const NOBODY: usize = 98;

/// A flow of a unit.
struct Flow {
    unit: &'static str,
    flow: &'static str,
    steps: [&'static str; 3],
    /// How many matters each working day has, in tenths.
    tenths: i32,
    hands: Hands,
    /// What it is: planted, or why it only looks so.
    truth: &'static str,
    why: &'static str,
}

const INVOICE: (&str, [&str; 3]) = ("Fakturor", ["Registrerad", "Attesterad", "Släppt"]);
const MATTER: (&str, [&str; 3]) = ("Ärenden", ["Handlagd", "Beslutad", "Betald"]);
const REQUEST: (&str, [&str; 3]) = ("Beställningar", ["Frågat", "Sett", "Stängt"]);

const PLANTED: &str = "ensam";
const DECOY: &str = "inte ensam";

const fn flow(
    unit: &'static str,
    (flow, steps): (&'static str, [&'static str; 3]),
    (tenths, hands): (i32, Hands),
    (truth, why): (&'static str, &'static str),
) -> Flow {
    Flow { unit, flow, steps, tenths, hands, truth, why }
}

/// The day in the middle of the last 90.
const MIDDLE: i32 = LAST.0 - FIRST.0 - 45;

const FLOWS: [Flow; 12] = [
    flow("Kulturenheten", INVOICE, (10, |_, _| [0, 0, 0]), (PLANTED, "en person gör alla tre stegen")),
    flow(
        "Bidragsenheten",
        MATTER,
        (12, mostly_one),
        (PLANTED, "sju av tio ärenden handläggs, beslutas och betalas av en"),
    ),
    flow("Registerservice", REQUEST, (15, |_, _| [1, 1, 1]), (PLANTED, "en person frågar, ser och stänger")),
    flow(
        "Gatuenheten",
        INVOICE,
        (10, |_, _| [0, 0, ROBOT]),
        (PLANTED, "en person registrerar och attesterar, en automat betalar"),
    ),
    flow("Fritidsenheten", INVOICE, (10, left_alone), (PLANTED, "den andra slutade och ersattes inte")),
    flow("Parkenheten", INVOICE, (10, two_with_leave), (DECOY, "två personer, och den enes ledighet förklarar")),
    flow(
        "Arkivet",
        INVOICE,
        (1, |_, day| if day % 60 == 0 { [0, 0, 0] } else { [NOBODY; 3] }),
        (DECOY, "för få ärenden"),
    ),
    flow(
        "Skolmåltider",
        INVOICE,
        (15, |draw, _| [ROBOT, draw.index(3), 3 + draw.index(2)]),
        (DECOY, "en automat registrerar, två personer gör resten"),
    ),
    flow(
        "Ekonomiservice",
        INVOICE,
        (30, |draw, _| [draw.index(5), 5 + draw.index(5), 10]),
        (DECOY, "en person släpper allt, men är aldrig ensam"),
    ),
    flow("Postrummet", REQUEST, (10, |_, _| [0, NOBODY, NOBODY]), (DECOY, "bara ett steg utförs av människor")),
    flow("Upphandling", MATTER, (20, pairs), (DECOY, "två godkänner alltid åt varandra, men ingen är ensam")),
    flow(
        "Socialkontoret",
        MATTER,
        (30, |draw, _| {
            let one = draw.index(8);
            [one, (one + 1 + draw.index(6)) % 8, 8 + draw.index(4)]
        }),
        (DECOY, "åtta personer byts av"),
    ),
];

fn mostly_one(draw: &mut Draw, _: i32) -> [usize; 3] {
    if draw.chance(700) { [0, 0, 0] } else { [1 + draw.index(2), 3, 1 + draw.index(3)] }
}

fn left_alone(_: &mut Draw, day: i32) -> [usize; 3] {
    if day < MIDDLE - 30 { [0, 1, 1] } else { [0, 0, 0] }
}

/// Two who share the work, until first the one and then the other is on leave for five weeks.
fn two_with_leave(_: &mut Draw, day: i32) -> [usize; 3] {
    match day - MIDDLE {
        -37..=-3 => [1, 1, 1],
        3..=37 => [0, 0, 0],
        _ if day % 2 == 0 => [0, 1, 0],
        _ => [1, 0, 1],
    }
}

/// Six, of whom the first two always approve for each other.
fn pairs(draw: &mut Draw, _: i32) -> [usize; 3] {
    match draw.index(3) {
        0 => [0, 1, 0],
        1 => [1, 0, 1],
        _ => {
            let one = draw.index(4);
            [2 + one, 2 + (one + 1 + draw.index(3)) % 4, 6]
        }
    }
}

fn dashed(day: Day) -> String {
    let (year, month, of_month) = day.civil();
    format!("{year:04}-{month:02}-{of_month:02}")
}

/// The name of an account: three letters of the unit and a number. Nobody has it.
fn user(unit: &str, person: usize) -> String {
    let begins: String = unit.chars().take(3).collect();
    if person == ROBOT { "robot01".to_owned() } else { format!("{}{:02}", begins.to_lowercase(), person + 1) }
}

/// The steps as a table.
fn steps(seed: u64) -> String {
    let mut text = "Ansvar;Flöde;Faktura-id;Steg;Användare;Tidpunkt\n".to_owned();
    for flow in &FLOWS {
        let mut draw = Draw::new(seed, flow.unit);
        let (mut number, mut due) = (0_u32, 0);
        for day in 0..=(LAST.0 - FIRST.0) {
            let date = FIRST.plus(day);
            if date != date.workday() {
                continue;
            }
            due += flow.tenths;
            while due >= 10 {
                due -= 10;
                number += 1;
                let hands = (flow.hands)(&mut draw, day);
                for (person, step) in hands.into_iter().zip(flow.steps).filter(|(person, _)| *person != NOBODY) {
                    let (unit, name, date) = (flow.unit, flow.flow, dashed(date));
                    let person = user(unit, person);
                    let begins: String = unit.chars().take(2).collect();
                    let _ = writeln!(text, "{unit};{name};{begins}-{number};{step};{person};{date} 10:15");
                }
            }
        }
    }
    text
}

/// Rights: the one at Kulturenheten may do everything, the others what they do.
fn rights() -> String {
    let mut text = "Användare;System;Roll;Från;Till\n".to_owned();
    for (user, role) in [
        ("kul01", "Registrera faktura"),
        ("kul01", "Attestera faktura"),
        ("kul01", "Släppa betalning"),
        ("kul01", "Läsa rapporter"),
        ("eko01", "Registrera faktura"),
        ("eko06", "Attestera faktura"),
        ("eko11", "Släppa betalning"),
    ] {
        let _ = writeln!(text, "{user};Ekonomisystemet;{role};2024-01-01;");
    }
    // Had all three, until one was taken back.
    for (role, to) in [("Registrera faktura", ""), ("Attestera faktura", ""), ("Släppa betalning", "2026-01-31")] {
        let _ = writeln!(text, "par01;Ekonomisystemet;{role};2024-01-01;{to}");
    }
    text
}

const ORDER: &str = "\
Punkt;Ärende;Delegat;Beloppsgräns (kr);Gäller från;Gäller till;Får vidaredelegeras;Anmäls till nämnden;Nämndens beslut
1.1;Köp av varor och tjänster;Enhetschef;200 000;2025-01-01;;nej;ja;KS 2024-12-11, 9 §
1.1;Köp av varor och tjänster;Förvaltningschef;2 000 000;2025-01-01;;ja;ja;KS 2024-12-11, 9 §
1.2;Hyra av lokal, högst tre år;Förvaltningschef;1 000 000;2025-01-01;2026-03-31;nej;ja;KS 2024-12-11, 9 §
2.1;Bidrag till föreningar;Bidragshandläggare;50 000;2025-01-01;;nej;ja;KS 2024-12-11, 9 §
2.2;Utlämnande av allmän handling, avslag;Registrator;;2025-01-01;;nej;nej;KS 2024-12-11, 9 §
";

const RULINGS: &str = "\
Besluts-id;Beslutstyp;Belopp;Beslutsfattare;Roll;Förvaltning;Beslutsdatum;Delegationspunkt;Anmäld
B-101;Köp av möbler;150 000;par01;Enhetschef;Parkenheten;2026-06-02;1.1;2026-06-17
B-102;Köp av konsult;260 000;par01;Enhetschef;Parkenheten;2026-06-03;1.1;2026-06-17
B-103;Hyra av lokal;400 000;sto01;Förvaltningschef;Ledningen;2026-05-04;1.2;2026-06-17
B-104;Bidrag till förening;20 000;par01;Enhetschef;Parkenheten;2026-06-04;2.1;2026-06-17
B-105;Köp av datorer;90 000;kul01;Enhetschef;Kulturenheten;2026-03-12;1.1;
B-106;Köp av böcker;30 000;kul01;Enhetschef;Kulturenheten;2026-06-22;1.1;
B-107;Avslag på begäran om handling;;reg01;Registrator;Registerservice;2026-02-01;2.2;
B-108;Avtal om reklam;10 000;kul01;Enhetschef;Kulturenheten;2026-06-05;9.9;2026-06-17
";

/// Writes the tables, and the truth.
pub(crate) fn write(folder: &mut Folder, seed: u64) -> Result<(), TownError> {
    folder.write("delegation/steg.csv", &steps(seed))?;
    folder.write("delegation/behorigheter.csv", &rights())?;
    folder.write("delegation/delegationsordning.csv", ORDER)?;
    folder.write("delegation/beslut.csv", RULINGS)?;
    let mut truth = "Enhet;Flöde;Facit;Varför\n".to_owned();
    for Flow { unit, flow, truth: what, why, .. } in &FLOWS {
        let _ = writeln!(truth, "{unit};{flow};{what};{why}");
    }
    folder.write("facit/hands.csv", &truth)
}
