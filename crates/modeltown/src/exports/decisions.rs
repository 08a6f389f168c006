//! The decisions on control that the town brings: one file each in `beslut`, by invented people, for a year from the day after the
//! registers end.

use crate::calendar::Day;
use crate::error::TownError;
use crate::folder::Folder;
use crate::world::World;
use std::fmt::Write as _;

/// A decision.
struct Ruling {
    id: &'static str,
    case_number: &'static str,
    title: &'static str,
    controls: &'static [&'static str],
    registers: &'static [&'static str],
    personal_data: &'static [&'static str],
    grounds: &'static [&'static str],
    further_use_ground: &'static str,
    reason: &'static str,
}

/// What the links between records read, whatever the control.
const LINKED: &[&str] =
    &["suppliers", "companies", "associations", "excluded_parties", "employees", "company_roles", "users", "residence"];

/// The decisions; their controls are all that the library has, and the checks of payments before they are made (`PS`), with the
/// grounds that each document states.
const RULINGS: [Ruling; 6] = [
    Ruling {
        id: "2026-01",
        case_number: "KS 2026/411",
        title: "Kontroll av leverantörsbetalningar",
        controls: &["SP-*"],
        registers: &[
            "ledger",
            "payments",
            "approvals",
            "supplier_changes",
            "giro_register",
            "account_pledges",
            "contracts",
            "secondary_employments",
            "purchase_orders",
            "delegations",
        ],
        personal_data: &["indirect", "staff"],
        grounds: &[
            "KL (2017:725) 6:6",
            "LOU (2016:1145) 5:3-8",
            "LOU (2016:1145) 5:7",
            "LOU (2016:1145) 5:11",
            "LOU (2016:1145) 19 a:2",
            "LOU (2016:1145) 19 a:11",
            "Skatteförfarandelagen (2011:1244) 10 kap.",
            "Lag (1994:260) om offentlig anställning 7-7 c",
        ],
        further_use_ground: "",
        reason: "Betalningar utgör den största ekonomiska risken i årets riskanalys.",
    },
    Ruling {
        id: "2026-02",
        case_number: "KS 2026/412",
        title: "Kontroll av upphandling och avtal",
        controls: &["PR-*", "CO-*"],
        registers: &["tenders", "bids", "awards", "contracts", "ledger", "company_events"],
        personal_data: &["indirect", "staff"],
        grounds: &[
            "KL (2017:725) 6:6",
            "LOU (2016:1145) 4 kap. 1 §",
            "LOU (2016:1145) 5 kap. 3-8 §§",
            "LOU (2016:1145) 13 kap.",
            "LOU (2016:1145) 13 kap. 1-3 §§",
            "LOU (2016:1145) 13 kap. 2-3 §§",
            "LOU (2016:1145) 19 a kap. 2 §",
        ],
        further_use_ground: "",
        reason: "Uppföljning av inköp enligt internkontrollplanen.",
    },
    Ruling {
        id: "2026-03",
        case_number: "KS 2026/413",
        title: "Kontroll av jäv och bisysslor",
        controls: &["CI-*"],
        registers: &["ledger", "approvals", "secondary_employments"],
        personal_data: &["indirect", "staff"],
        grounds: &[
            "KL (2017:725) 6:6",
            "KL (2017:725) 6:28-32 och 7:4",
            "FL (2017:900) 16-18 §§",
            "LOA (1994:260) 7-7 c §§",
        ],
        further_use_ground: "",
        reason: "Förtroendeskadliga bisysslor och jäv ska upptäckas innan de skadar.",
    },
    Ruling {
        id: "2026-04",
        case_number: "KS 2026/414",
        title: "Kontroll av delegation och attest",
        controls: &["DE-*"],
        registers: &["decisions", "delegations", "approvals", "ledger"],
        personal_data: &["indirect", "staff"],
        grounds: &["KL (2017:725) 6:6", "KL (2017:725) 6:37-41 och 7:5-8"],
        further_use_ground: "",
        reason: "Ingen ska kunna besluta eller betala ensam.",
    },
    Ruling {
        id: "2026-05",
        case_number: "SN 2026/87",
        title: "Logguppföljning i socialtjänstens system",
        controls: &["AL-01"],
        registers: &["access_log", "case_assignments", "assistance_cases", "assistance_payments", "decisions"],
        personal_data: &["indirect", "staff", "clients"],
        grounds: &[
            "KL (2017:725) 6:6",
            "Lag (2001:454) om behandling av personuppgifter inom socialtjänsten 10 §",
            "Dataskyddsförordningen (EU) 2016/679 art. 32",
        ],
        further_use_ground: "Dataskyddsförordningen (EU) 2016/679 art. 6.4 och 32: åtkomst till uppgifter om enskilda ska följas upp.",
        reason: "Åtkomst till enskildas uppgifter ska följas upp systematiskt.",
    },
    Ruling {
        id: "2026-06",
        case_number: "KS 2026/415",
        title: "Granskning av betalningar innan de går till banken",
        controls: &["PS-*"],
        registers: &[
            "ledger",
            "payments",
            "approvals",
            "supplier_changes",
            "giro_register",
            "account_pledges",
            "contracts",
            "secondary_employments",
            "delegations",
            "confirmed_cases",
        ],
        personal_data: &["indirect", "staff"],
        grounds: &[
            "KL (2017:725) 6:6",
            "KL (2017:725) 6:37-39",
            "LOA (1994:260) 7 §",
            "LOU (2016:1145) 19 a:2",
            "Skatteförfarandelagen (2011:1244) 10 kap.",
        ],
        further_use_ground: "",
        reason: "Felaktiga betalningar ska stoppas innan pengarna lämnar kommunen.",
    },
];

/// Writes them.
pub(super) fn write(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    // A year from the day after the span, whichever state of the town this is: a decision is not made anew each month.
    let from = world.span.last.plus(1);
    let to = from.plus(364);
    for ruling in &RULINGS {
        folder.write(&format!("beslut/{}.toml", ruling.id), &text(ruling, from, to))?;
    }
    Ok(())
}

fn text(ruling: &Ruling, from: Day, to: Day) -> String {
    let mut out = format!("# Lindåkers kommun, påhittad. {}.\n", ruling.title);
    let mut line = |key: &str, value: String| {
        let _ = writeln!(out, "{key} = {value}");
    };
    let mut registers: Vec<&str> = LINKED.iter().chain(ruling.registers).copied().collect();
    registers.sort_unstable();
    registers.dedup();
    line("id", quoted(ruling.id));
    line("case_number", quoted(ruling.case_number));
    line("controls", list(ruling.controls));
    line("authorities", list(&["kommunstyrelsen", "socialnamnden"]));
    line("registers", list(&registers));
    line("personal_data", list(ruling.personal_data));
    line("purpose", quoted("internal-control"));
    line("grounds", list(ruling.grounds));
    line("decided_by", quoted("Kommundirektör Siv Almkvist"));
    line("delegation", quoted("7.3 Kontroll och uppföljning"));
    line("from", quoted(&dashed(from)));
    line("to", quoted(&dashed(to)));
    line("staff_informed_on", quoted(&dashed(from.plus(-42))));
    line("dpia", quoted("KS 2026/398, konsekvensbedömning för automatiserade kontroller"));
    line("sharing_ground", quoted("OSL (2009:400) 10:17, kommunstyrelsens uppsikt och revision enligt KL 6:1"));
    if !ruling.further_use_ground.is_empty() {
        line("further_use_ground", quoted(ruling.further_use_ground));
    }
    line("reason", quoted(ruling.reason));
    line("by", list(&["Ekonomichef Ragnar Tegelsten", "Dataskyddshandläggare Mona Vikbolandet"]));
    line("at", list(&[&format!("{}T09:10", dashed(from.plus(-20))), &format!("{}T14:35", dashed(from.plus(-18)))]));
    out
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

fn list(items: &[&str]) -> String {
    let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
    format!("[{}]", items.join(", "))
}

fn dashed(day: Day) -> String {
    let (year, month, of_month) = day.civil();
    format!("{year:04}-{month:02}-{of_month:02}")
}
