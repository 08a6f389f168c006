//! What was run, when, on which registers, and three honest figures.

use ids::hide_person_nos;
use signals::Run;

use crate::index::{money_concerned, span};
use crate::{ReportHead, words};

/// The head of the page.
pub(super) struct Head {
    pub(super) municipality: String,
    pub(super) notice: String,
    pub(super) about: Vec<(&'static str, String)>,
    pub(super) figures: Vec<KeyFigure>,
    pub(super) not_computable: String,
    pub(super) registers: Vec<Register>,
    pub(super) rejected: String,
    pub(super) program: String,
}

/// One large figure with what it means and does not mean.
pub(super) struct KeyFigure {
    pub(super) value: String,
    pub(super) label: &'static str,
    pub(super) note: String,
}

/// One register snapshot.
pub(super) struct Register {
    pub(super) label: String,
    pub(super) name: String,
    pub(super) authority: String,
    pub(super) snapshot: String,
    pub(super) rows: String,
    pub(super) rejected: String,
    pub(super) has_rejects: bool,
    pub(super) purpose: String,
    pub(super) ground: String,
}

pub(super) fn head(run: &Run, head: &ReportHead) -> Head {
    let rejected: u64 = run.snapshots.iter().map(|s| s.rejected).sum();
    Head {
        municipality: head.municipality.clone(),
        notice: head.notice.clone(),
        about: about(run, head),
        figures: vec![signals_figure(run), families_figure(run), money_figure(run)],
        not_computable: not_computable(run),
        registers: run.snapshots.iter().map(register).collect(),
        rejected: match rejected {
            0 => "Inga rader avvisades vid importen.".to_owned(),
            some => format!(
                "{} rader avvisades vid importen och ingår inte i kontrollerna. Skälen står i avvisningsfilen för varje \
                 register.",
                words::number(some)
            ),
        },
        program: head.program.clone(),
    }
}

fn about(run: &Run, head: &ReportHead) -> Vec<(&'static str, String)> {
    let period = if head.period.is_empty() {
        let (from, to) = span(run.signals.iter());
        words::period(from, to)
    } else {
        head.period.clone()
    };
    let mut authorities = head.authorities.clone();
    if authorities.is_empty() {
        authorities = run.snapshots.iter().map(|s| s.authority.clone()).collect();
        authorities.sort();
        authorities.dedup();
    }
    let computed = run.controls.iter().filter(|c| c.is_computed()).count();
    let controls = format!("{} av {} kördes", computed, run.controls.len());
    [
        ("Skapad", head.made_at.clone()),
        ("Period", period),
        ("Myndigheter", authorities.join(", ")),
        ("Kontroller", controls),
        ("Program", head.program.clone()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .collect()
}

fn signals_figure(run: &Run) -> KeyFigure {
    let hit: std::collections::BTreeSet<&str> = run.signals.iter().map(|s| s.control.as_str()).collect();
    KeyFigure {
        value: words::number(run.signals.len() as u64),
        label: "signaler",
        note: format!(
            "från {} om {}",
            words::counted(hit.len(), "kontroll", "kontroller"),
            words::counted(run.subjects.len(), "subjekt", "subjekt")
        ),
    }
}

fn families_figure(run: &Run) -> KeyFigure {
    let several = run.subjects.iter().filter(|s| s.families.len() >= 2).count();
    KeyFigure {
        value: words::number(several as u64),
        label: "subjekt i minst två familjer",
        note: "syns i två eller flera slags kontroller som är oberoende av varandra".to_owned(),
    }
}

fn money_figure(run: &Run) -> KeyFigure {
    let without = run.signals.iter().filter(|s| s.amount_ore.is_none()).count();
    let mut note = "belopp som signalerna gäller, inte en förlust; samma pengar räknas en gång per subjekt".to_owned();
    if without > 0 {
        note += &format!("; {} saknar belopp", words::counted(without, "signal", "signaler"));
    }
    KeyFigure { value: words::kronor(money_concerned(run)), label: "kronor berörs", note }
}

fn not_computable(run: &Run) -> String {
    let blocked = run.controls.iter().filter(|c| !c.is_computed()).count();
    if blocked == 0 {
        return String::new();
    }
    format!(
        "{} av {} kontroller kunde inte köras, eftersom register eller kolumner saknas. Där vet vi ingenting: det är inte \
         samma sak som att allt är i ordning.",
        blocked,
        run.controls.len()
    )
}

fn register(snapshot: &signals::SnapshotRef) -> Register {
    Register {
        label: snapshot.register_label.clone(),
        name: snapshot.register.clone(),
        authority: snapshot.authority.clone(),
        snapshot: snapshot.id.clone(),
        rows: words::number(snapshot.rows),
        rejected: words::number(snapshot.rejected),
        has_rejects: snapshot.rejected > 0,
        purpose: hide_person_nos(&snapshot.purpose),
        ground: snapshot.legal_ground.clone(),
    }
}
