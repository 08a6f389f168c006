//! `insyn registers due`, `dispose` and `dispose-confirm`: what is past its date goes by an act of two people, and leaves a
//! certificate below `certificates/` in the data folder.

use ::registers::{DataFolder, Snapshot, folder::slug};
use anyhow::{Context, bail};
use chrono::NaiveDate;
use clap::ArgMatches;
use quorum::{Person, Proposal};
use signals::{
    format_whole_number,
    retention::{Certificate, Disposal, Kept, RetentionError, due as due_of},
};

use super::super::text;
use crate::{Outcome, certificates, clock, console, data, runs};

/// Shows what is past its date, and what has none.
pub(super) fn due(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let (folder, on) = (data::folder(matches)?, clock::day(matches)?);
    let mut kept = Vec::new();
    for authority in folder.authorities()? {
        for register in registers(&folder, &authority)? {
            kept.extend(kept_of(&folder, &authority, &register)?);
        }
    }
    let due = due_of(&kept, on);
    let row = |kept: &Kept, what: &str| {
        let until = kept.retain_until.map(|until| until.to_string()).unwrap_or_default();
        let rows = format_whole_number(kept.rows.into());
        let short = kept.snapshot.chars().take(12).collect();
        vec![kept.authority.clone(), kept.register.clone(), short, rows, until, what.to_owned()]
    };
    let rows: Vec<Vec<String>> = due
        .past
        .iter()
        .map(|kept| row(kept, "förfallet: gallra"))
        .chain(due.undated.iter().map(|kept| row(kept, "saknar gallringsdag: bestäm en")))
        .collect();
    if rows.is_empty() {
        console::line(&format!("Inget är förfallet till gallring {on}, och allt har en gallringsdag."))?;
        return Ok(Outcome::Clean);
    }
    let header = ["Myndighet", "Register", "Ögonblicksbild", "Rader", "Sparas till", ""];
    let right = [false, false, false, true, false, false];
    console::table(&header, &rows, &right).iter().try_for_each(|line| console::line(line))?;
    Ok(Outcome::Findings)
}

/// Proposes to dispose of every snapshot of a register that is past its date.
pub(super) fn propose(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let (folder, on) = (data::folder(matches)?, clock::day(matches)?);
    let (authority, register) = (text(matches, "authority"), text(matches, "name"));
    let snapshots = due_of(&kept_of(&folder, authority, register)?, on).past;
    if snapshots.is_empty() {
        bail!("inget i registret {register} hos {authority} är förfallet till gallring {on}; se `insyn registers due`");
    }
    let (ground, reason) = (text(matches, "ground").trim().to_owned(), text(matches, "reason").trim().to_owned());
    if ground.is_empty() {
        return Err(RetentionError::NoGround.into());
    }
    if reason.is_empty() {
        bail!("--reason är tom; skriv skälet");
    }
    let count = snapshots.len();
    let by = Person::new(text(matches, "by"))?;
    let what = Disposal { snapshots, signals: Vec::new(), ground };
    certificates::waiting(&folder)?
        .keep(&id(authority, register), Proposal { what, reason, by, at: clock::moment(matches)? })?;
    console::line(&format!(
        "Gallringen av {count} ögonblicksbilder väntar på en andra person: `insyn registers dispose-confirm {register} --authority {authority} --by …`."
    ))?;
    Ok(Outcome::Clean)
}

/// Confirms as a second person: deletes, then writes the certificate. What was cut off can be confirmed again.
pub(super) fn confirm(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let (folder, on) = (data::folder(matches)?, clock::day(matches)?);
    let (authority, register) = (text(matches, "authority"), text(matches, "name"));
    let (id, by) = (id(authority, register), Person::new(text(matches, "by"))?);
    let mut waiting = certificates::waiting(&folder)?;
    let Some(proposal) = waiting.all().get(&id).cloned() else {
        bail!("ingen har föreslagit gallring av {register} hos {authority}; kör `insyn registers dispose` först");
    };
    // A snapshot that got another date since is not what was proposed.
    let now = kept_of(&folder, authority, register)?;
    for kept in &proposal.what.snapshots {
        if now.iter().any(|present| present.snapshot == kept.snapshot && present != kept) {
            bail!("registret {register} hos {authority} har ändrats sedan gallringen föreslogs; föreslå den på nytt");
        }
    }
    let certificate = Certificate::issue(proposal.confirm(by, &clock::moment(matches)?)?, on)?;
    let snapshots = &certificate.act().what().snapshots;
    for kept in snapshots {
        folder.dispose(authority, register, &kept.snapshot)?;
    }
    runs::forget(&folder, &snapshots.iter().map(|kept| kept.snapshot.as_str()).collect())?;
    let path = certificates::keep(&folder, &certificate, &[authority, register])?;
    waiting.forget(&id)?;
    let rows = format_whole_number(certificate.rows().into());
    console::line(&format!("Gallrat: {rows} rader. Intyget: {}", path.display()))?;
    Ok(Outcome::Clean)
}

fn id(authority: &str, register: &str) -> String {
    format!("{}/{}", slug(authority), slug(register))
}

/// The registers that an authority has or had, also those whose latest snapshot is disposed of.
fn registers(folder: &DataFolder, authority: &str) -> anyhow::Result<Vec<String>> {
    let path = folder.path().join("registers").join(slug(authority));
    let read = || format!("mappen `{}` går inte att läsa", path.display());
    let mut names = Vec::new();
    for entry in std::fs::read_dir(&path).with_context(read)? {
        let entry = entry.with_context(read)?;
        if entry.path().is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Every snapshot of a register, old ones too.
fn kept_of(folder: &DataFolder, authority: &str, register: &str) -> anyhow::Result<Vec<Kept>> {
    folder.snapshot_history(authority, register)?.iter().map(kept).collect()
}

fn kept(snapshot: &Snapshot) -> anyhow::Result<Kept> {
    let manifest = &snapshot.manifest;
    let day = |text: &String| -> anyhow::Result<NaiveDate> {
        text.parse().with_context(|| format!("registret {}: gallringsdagen `{text}` är ingen dag", manifest.register))
    };
    Ok(Kept {
        authority: manifest.authority.clone(),
        register: manifest.register.clone(),
        snapshot: manifest.id.clone(),
        rows: manifest.rows,
        retain_until: manifest.provenance.retain_until.as_ref().map(day).transpose()?,
    })
}
