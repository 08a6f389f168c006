//! Declarations as the register `secondary_employments`, for the controls of conflicts of interest: a CSV file with the
//! headings that the catalogue knows.
//!
//! A declaration of nothing is a row with its day alone, so that a control can tell who has answered. What a later
//! declaration no longer says ended the day before it.

use chrono::NaiveDate;

use super::{Declaration, Declared, Standing, event::Tie};

/// The headings, as the catalogue of registers knows them.
pub const HEADINGS: [&str; 7] =
    ["Anställningsnummer", "Organisationsnummer", "Beskrivning", "Anmäld", "Godkänd", "Upphör", "Gäller vem"];

/// Somebody's declarations, the oldest first, with their number of employment.
#[derive(Debug, Clone, Copy)]
pub struct Of<'a> {
    /// Number of employment.
    pub employee: &'a str,
    /// The declarations, the oldest first.
    pub declarations: &'a [Declaration],
}

/// The register of these.
#[must_use]
pub fn csv(all: &[Of<'_>]) -> String {
    let mut text = line(&HEADINGS.map(str::to_owned));
    for of in all {
        let mut before: Vec<(&Tie, Standing)> = Vec::new();
        for (at, declaration) in of.declarations.iter().enumerate() {
            let next = of.declarations.get(at.saturating_add(1)).map(|next| next.declared_on());
            // What was allowed is so until it is assessed anew: to say it once more takes nothing back.
            let standing = |declared: &'_ Declared| match declared.standing() {
                Standing::Waits => {
                    before.iter().find(|(tie, _)| **tie == declared.tie).map_or(Standing::Waits, |one| one.1)
                }
                decided => decided,
            };
            let now: Vec<(&Tie, Standing)> = declaration.ties.iter().map(|one| (&one.tie, standing(one))).collect();
            rows(of.employee, declaration, (&now, next), &mut text);
            before = now;
        }
    }
    text
}

fn rows(
    employee: &str,
    declaration: &Declaration,
    (ties, next): (&[(&Tie, Standing)], Option<NaiveDate>),
    text: &mut String,
) {
    let (employee, on) = (employee.to_owned(), declaration.declared_on().to_string());
    if ties.is_empty() {
        let none = "Inget att anmäla".to_owned();
        let empty = String::new;
        text.push_str(&line(&[employee, empty(), none, on, empty(), empty(), empty()]));
        return;
    }
    for (tie, standing) in ties {
        let kind = declaration.kind_of(tie);
        let replaced = next.and_then(|day| day.pred_opt());
        let ends = [tie.ends_on, replaced].into_iter().flatten().min();
        let approved = match standing {
            Standing::Waits => "",
            Standing::Allowed | Standing::Conditions => "ja",
            Standing::Forbidden => "nej",
        };
        let whose = if kind.is_some_and(|kind| kind.relative) { "närstående" } else { "egen" };
        text.push_str(&line(&[
            employee.clone(),
            tie.org_no.as_deref().and_then(super::plain_number).unwrap_or_default(),
            format!("{}: {}", kind.map_or("", |kind| kind.title.sv.as_str()), tie.name),
            on.clone(),
            approved.to_owned(),
            ends.map(|day| day.to_string()).unwrap_or_default(),
            whose.to_owned(),
        ]));
    }
}

fn line(cells: &[String; 7]) -> String {
    let cell = |text: &String| {
        let text = text.replace(['\r', '\n'], " ");
        if text.contains([';', '"']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
    };
    cells.iter().map(cell).collect::<Vec<_>>().join(";") + "\r\n"
}
