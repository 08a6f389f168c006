//! The decisions on control that the town brings: one file each in `beslut`, by invented people, for a year from the day after the
//! registers end.

mod rulings;

use crate::calendar::Day;
use crate::error::TownError;
use crate::folder::Folder;
use crate::world::World;
use std::fmt::Write as _;

use rulings::{LINKED, RULINGS, Ruling};

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
    line("authorities", list(ruling.authorities));
    line("registers", list(&registers));
    line("personal_data", list(ruling.personal_data));
    line("purpose", quoted(ruling.purpose));
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
