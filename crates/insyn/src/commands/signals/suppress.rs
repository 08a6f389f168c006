//! `insyn signals suppress`, `suppress-confirm`, `lift` and `suppressed`.

use ::signals::{
    format_money, format_whole_number,
    life::Life,
    suppress::{Period, Row, Status, SubjectKey, SuppressError, Suppressed, Suppression, TAKES_TWO, Target, report},
};
use anyhow::{Context, bail};
use clap::ArgMatches;
use quorum::{Person, Proposal};

use super::super::text;
use crate::{
    Outcome, clock, console, data,
    lives::{LifeBook, find, groups},
};

/// Suppresses what the command line names; grave signals wait for a second person.
pub(super) fn suppress(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let (mut book, target) = target(matches)?;
    let to = clock::flag(matches, "to")?.context("ange sista dagen med --to")?;
    let period = Period::new(clock::day(matches)?, to)?;
    let what = Suppression::new(book.life(), target, period, Person::new(text(matches, "owner"))?)?;
    let id = what.id();
    let (by, at) = (Person::new(text(matches, "by"))?, clock::moment(matches)?);
    let reason = text(matches, "reason").trim().to_owned();
    if reason.is_empty() {
        let Target { family, subject, .. } = what.target().clone();
        return Err(SuppressError::NoReason { family, subject }.into());
    }
    let severity = what.severity();
    let proposal = Proposal { what, reason, by, at: at.clone() };
    if severity >= TAKES_TWO {
        book.waiting()?.keep(&id, proposal)?;
        console::line(&format!(
            "Dämpningen {id} gäller signaler med allvar {severity} och väntar på en andra person: `insyn signals suppress-confirm {id} --by …`."
        ))?;
        return Ok(Outcome::Clean);
    }
    book.suppress(Suppressed::alone(proposal)?, at)?;
    console::line(&format!("Dämpningen {id} gäller {} till {to}.", period.from()))?;
    Ok(Outcome::Clean)
}

/// Confirms as a second person. What was proposed must still be what is there.
pub(super) fn confirm(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let (by, at) = (Person::new(text(matches, "by"))?, clock::moment(matches)?);
    let id = text(matches, "name");
    let folder = data::folder(matches)?;
    for group in groups(&folder, text(matches, "authority"))? {
        let mut book = LifeBook::open(&folder, &group)?;
        let Some(proposal) = book.waiting()?.all().get(id).cloned() else { continue };
        let agreed = proposal.confirm(by, &at)?;
        book.suppress(Suppressed::agreed(agreed)?, at)?;
        console::line(&format!("Dämpningen {id} gäller."))?;
        return Ok(Outcome::Clean);
    }
    bail!("ingen dämpning `{id}` väntar på en andra person; `insyn signals suppressed` visar vad som gäller och väntar")
}

/// Ends a suppression before its day.
pub(super) fn lift(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let (by, at) = (Person::new(text(matches, "by"))?, clock::moment(matches)?);
    let id = text(matches, "name");
    let folder = data::folder(matches)?;
    for group in groups(&folder, text(matches, "authority"))? {
        let mut book = LifeBook::open(&folder, &group)?;
        if !book.life().suppressions().any(|standing| standing.suppressed().suppression().id() == id) {
            continue;
        }
        book.lift(id, (by, at))?;
        console::line(&format!("Dämpningen {id} är hävd."))?;
        return Ok(Outcome::Clean);
    }
    bail!("dämpningen `{id}` finns inte; `insyn signals suppressed` visar vilka som finns")
}

/// Shows what is suppressed for whom, the longest first, and the subjects with most.
pub(super) fn suppressed(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let (folder, on) = (data::folder(matches)?, clock::day(matches)?);
    for group in groups(&folder, text(matches, "authority"))? {
        let book = LifeBook::open(&folder, &group)?;
        let report = report(book.life(), on);
        console::line(&console::strong(&format!(
            "{group}: {} av {} signaler är dämpade {on}",
            format_whole_number(report.hidden.into()),
            format_whole_number(report.signals.into())
        )))?;
        let rows: Vec<Vec<String>> = report.rows.iter().map(row).collect();
        let header =
            ["Dämpning", "Familj", "För", "Dagar", "Till", "Signaler", "Största", "Ansvarig", "Av", "Läge", "Skäl"];
        let right = [false, false, false, true, false, true, true, false, false, false, false];
        if !rows.is_empty() {
            console::table(&header, &rows, &right).iter().try_for_each(|line| console::line(line))?;
        }
        for (id, proposal) in book.waiting()?.all() {
            let target = proposal.what.target();
            console::line(&format!(
                "  {id} väntar på en andra person: {} för {}, föreslagen av {}: {}",
                target.family, target.subject.1, proposal.by, proposal.reason
            ))?;
        }
        if !report.most.is_empty() {
            console::line("Mest dämpade:")?;
        }
        for ((kind, id), count) in &report.most {
            console::line(&format!("  {kind} {id}: {} signaler", format_whole_number((*count).into())))?;
        }
    }
    Ok(Outcome::Clean)
}

fn row(row: &Row) -> Vec<String> {
    let status = match &row.status {
        Status::NotYet => "har inte börjat".to_owned(),
        Status::Holds => "gäller".to_owned(),
        Status::Over => "har gått ut".to_owned(),
        Status::Lifted { by, at } => format!("hävd av {by} {at}"),
        Status::Rearmed { at, what, .. } => {
            let what: Vec<&str> = what.iter().map(|kind| kind.label()).collect();
            format!("bröts {at}: {} ändrades", what.join(", "))
        }
    };
    let counterpart = row.target.counterpart.as_ref().map(|(_, id)| format!(" och {id}")).unwrap_or_default();
    vec![
        row.id.clone(),
        row.target.family.clone(),
        format!("{}{counterpart}", row.target.subject.1),
        row.days.to_string(),
        row.to.to_string(),
        row.signals.to_string(),
        format_money(row.amount_ore.into()),
        row.owner.clone(),
        row.by.join(", "),
        status,
        row.reason.clone(),
    ]
}

/// The life and the target that the command line names: of a signal its family, for those that it is about, or of a control.
fn target(matches: &ArgMatches) -> anyhow::Result<(LifeBook, Target)> {
    let (folder, named) = (data::folder(matches)?, text(matches, "authority"));
    let control = text(matches, "control");
    if control.is_empty() {
        let (book, fingerprint) = find(&folder, named, text(matches, "name"))?;
        let seen = book.life().signal(&fingerprint).context("signalen finns inte")?.seen().clone();
        let mut subjects = seen.subjects.into_iter();
        let subject = subjects.next().context("signalen gäller ingen som kan dämpas")?;
        return Ok((book, Target { family: seen.family, subject, counterpart: subjects.next() }));
    }
    let mut targets = Vec::new();
    for group in groups(&folder, named)? {
        let book = LifeBook::open(&folder, &group)?;
        if let Some(target) = by_control(book.life(), control, (text(matches, "subject"), text(matches, "counterpart")))
        {
            targets.push((book, target));
        }
    }
    match (targets.pop(), targets.pop()) {
        (Some(only), None) => Ok(only),
        (None, _) => bail!(
            "ingen signal från {} gäller {}; det finns inget att dämpa",
            control.to_uppercase(),
            text(matches, "subject")
        ),
        _ => bail!("flera myndigheter har sådana signaler; ange --authority"),
    }
}

fn by_control(life: &Life, control: &str, (subject, counterpart): (&str, &str)) -> Option<Target> {
    let seen = life.signals().filter(|(_, known)| !known.is_gone()).map(|(_, known)| known.seen());
    seen.filter(|seen| seen.control.eq_ignore_ascii_case(control)).find_map(|seen| {
        let key = |wanted: &str| -> Option<SubjectKey> { seen.subjects.iter().find(|(_, id)| id == wanted).cloned() };
        let subject = key(subject)?;
        let counterpart = if counterpart.is_empty() { None } else { Some(key(counterpart)?) };
        Some(Target { family: seen.family.clone(), subject, counterpart })
    })
}
