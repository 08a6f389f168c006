//! The matrix: who may do what in which situation, as a table that a lawyer can read.

use std::fmt::Write as _;

use chrono::NaiveDate;

use crate::{
    action::Action,
    policies::Policies,
    resource::{ProposalKind, ResourceKind},
    role::Role,
    situations::{Situation, proposals, situations},
};

const HEAD: &str = "\
Vem får göra vad
================

Tabellen är räknad ur reglerna i policies/ och skrivs inte för hand.
En rad är något man kan göra, en kolumn är rollen man gör det i.
Bokstäverna i en ruta är de situationer där det är tillåtet; en punkt betyder: aldrig.
Den som har rollen har den i en enda nämnd och har inga andra roller.

";

/// The heads of the columns, in the order of [`Role::ALL`].
const COLUMNS: [&str; 14] = [
    "samordn",
    "control",
    "HR",
    "chef",
    "direktör",
    "visselbl",
    "medarb",
    "ombud",
    "central",
    "revisor",
    "nyckel",
    "registr",
    "behörigh",
    "drift",
];

const WIDTH: usize = 9;

/// Writes the matrix: role × act × situation, kind by kind.
#[must_use]
pub fn matrix(policies: &Policies) -> String {
    let mut text = HEAD.to_owned();
    for kind in ResourceKind::ALL {
        if *kind == ResourceKind::Proposal {
            for proposal in ProposalKind::ALL {
                let title = format!("Förslag: {}", proposal.approve().label_sv());
                section(&mut text, policies, (&title, &proposal_acts(*proposal), &proposals(*proposal)));
            }
        } else {
            let acts: Vec<Action> = Action::all().filter(|action| action.done_to().contains(kind)).collect();
            section(&mut text, policies, (title(*kind), &acts, &situations(*kind)));
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// The acts that can be done to a kind of proposal.
fn proposal_acts(kind: ProposalKind) -> Vec<Action> {
    let decline = (kind == ProposalKind::CaseMeasure).then_some(Action::CaseMeasureDecline);
    let seen = [Action::ProposalList, Action::ProposalShow, Action::ProposalWithdraw];
    [kind.approve()].into_iter().chain(decline).chain(seen).collect()
}

fn title(kind: ResourceKind) -> &'static str {
    match kind {
        ResourceKind::Self_ => "Konto",
        ResourceKind::Signals => "Signaler",
        ResourceKind::Library => "Bibliotek",
        ResourceKind::Registers => "Register, körningar och beslut om kontroll",
        ResourceKind::Payments => "Betalningar",
        ResourceKind::Case => "Ärenden",
        ResourceKind::Report => "Rapporter från visselblåsare",
        ResourceKind::Extract => "Bevarade registerutdrag",
        ResourceKind::Voices => "Kanaler, behöriga mottagare och siffror om rapporter",
        ResourceKind::Declaration => "Uppgifter om bisysslor",
        ResourceKind::Proposal => "Förslag",
        ResourceKind::Journal => "Journal",
        ResourceKind::Directory => "Personer, enheter och delegation",
    }
}

fn section(text: &mut String, policies: &Policies, (title, acts, all): (&str, &[Action], &[Situation])) {
    let _ = writeln!(text, "{title}\n{}\n", "-".repeat(title.chars().count()));
    for situation in all {
        let _ = writeln!(text, "  {}  {}", situation.letter, situation.label);
    }
    text.push('\n');
    let width = acts.iter().map(|action| action.as_str().len()).max().unwrap_or_default() + 2;
    let heads = COLUMNS.map(|head| format!("{head:WIDTH$}"));
    line(text, &format!("{:width$}", ""), &heads);
    for action in acts {
        let cells = Role::ALL.map(|role| format!("{:WIDTH$}", cell(policies, *action, role, all)));
        line(text, &format!("{:width$}", action.as_str()), &cells);
    }
    text.push('\n');
}

fn line(text: &mut String, name: &str, cells: &[String]) {
    let line = format!("{name}{}", cells.concat());
    let _ = writeln!(text, "{}", line.trim_end());
}

/// The letters of the situations in which it is allowed; a dot when there is none.
fn cell(policies: &Policies, action: Action, role: Role, all: &[Situation]) -> String {
    let allowed = |situation: &&Situation| {
        let subject = situation.subject(role, day());
        !policies.filter(&subject, action, [(situation.resource(role), ())], day()).is_empty()
    };
    let letters: String = all.iter().filter(allowed).map(|situation| situation.letter).collect();
    if letters.is_empty() { "·".to_owned() } else { letters }
}

/// The day on which the matrix is asked; no rule depends on which.
fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default()
}
