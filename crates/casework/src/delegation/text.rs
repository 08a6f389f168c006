//! The text of the delegation order, written from its points: a letter to print, and Markdown.

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::{
    order::{Order, Point},
    reserved::reserved,
};
use crate::letter::{Block, Letter};

/// How many digits stand together in an amount.
const GROUP: usize = 3;

/// An amount as it stands in a text: `200 000 kr`, `0,50 kr`.
#[must_use]
pub fn amount(ore: i64) -> String {
    let digits = (ore / 100).abs().to_string();
    let mut shown = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(GROUP) {
            shown.push('\u{a0}');
        }
        shown.push(digit);
    }
    match (ore % 100).abs() {
        0 => format!("{shown}\u{a0}kr"),
        rest => format!("{shown},{rest:02}\u{a0}kr"),
    }
}

fn row(point: &Point, day: NaiveDate) -> Vec<String> {
    let mut terms = Vec::new();
    if point.onward {
        terms.push("får delegeras vidare");
    }
    if point.notify {
        terms.push("anmäls till nämnden");
    }
    vec![
        point.number.clone(),
        point.matter.clone(),
        point.holder.clone(),
        point.limit.map_or_else(|| "ingen gräns".to_owned(), |limit| limit.text_on(day)),
        terms.join(", "),
        point.source.clone(),
    ]
}

const HEAD: [&str; 6] = ["Punkt", "Ärende", "Delegat", "Högsta belopp", "Villkor", "Nämndens beslut"];

const LEAD: &str = "Nämnden har uppdragit åt dem som står här att besluta på nämndens vägnar, enligt 6 kap. 37 § och 7 kap. 5–6 §§ kommunallagen (2017:725). Det som inte står här beslutar nämnden.";

const NOTIFIED: &str = "Beslut som ska anmälas anmäls vid nämndens nästa sammanträde. Beslut som inte anmäls protokollförs särskilt, om de får överklagas enligt 13 kap. kommunallagen (6 kap. 40 § och 7 kap. 8 §).";

/// The order as it applies on a day.
#[must_use]
pub fn letter(order: &Order, authority: &str, day: NaiveDate) -> Letter {
    let heading = |text: &str| Block::Heading { level: 1, text: text.to_owned() };
    let paragraph = |text: &str| Block::Paragraph { text: text.to_owned() };
    let kept = reserved(day).map(|one| format!("{} ({})", one.sv, one.law)).collect();
    Letter {
        title: format!("Delegationsordning {day}"),
        language: "sv".to_owned(),
        authority: authority.to_owned(),
        day,
        diary_no: None,
        secrecy_marks: Vec::new(),
        blocks: vec![
            paragraph(LEAD),
            heading("Punkter"),
            Block::Table {
                caption: format!("Punkter som gäller {day}"),
                head: HEAD.map(str::to_owned).into(),
                rows: order.on(day).into_iter().map(|point| row(point, day)).collect(),
            },
            heading("Det här får nämnden inte delegera"),
            Block::List { numbered: false, items: kept },
            heading("Anmälan till nämnden"),
            paragraph(NOTIFIED),
        ],
    }
}

/// The same as Markdown.
#[must_use]
pub fn markdown(order: &Order, authority: &str, day: NaiveDate) -> String {
    let letter = letter(order, authority, day);
    let mut text = format!("# {}\n\n{authority}\n", letter.title);
    for block in &letter.blocks {
        text.push('\n');
        match block {
            Block::Heading { text: heading, .. } => {
                let _ = writeln!(text, "## {heading}");
            }
            Block::Paragraph { text: paragraph } => {
                let _ = writeln!(text, "{paragraph}");
            }
            Block::List { items, .. } => {
                for item in items {
                    let _ = writeln!(text, "- {item}");
                }
            }
            Block::Table { head, rows, .. } => {
                let _ = writeln!(text, "{}\n|{}", line(head), " --- |".repeat(head.len()));
                for row in rows {
                    let _ = writeln!(text, "{}", line(row));
                }
            }
            Block::Signatures { .. } => {}
        }
    }
    text
}

fn line(cells: &[String]) -> String {
    let plain = |cell: &String| cell.replace('|', "\\|").replace(['\n', '\r'], " ");
    format!("| {} |", cells.iter().map(plain).collect::<Vec<_>>().join(" | "))
}
