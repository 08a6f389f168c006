//! `insyn library publish` and `publish-confirm`: a new version is tested, confirmed by a second person and never changes.

use std::{fs, path::Path};

use ::registers::Catalogue;
use ::signals::publication::{Draft, Published, TestReport};
use anyhow::{Context, bail};
use clap::ArgMatches;
use engine::Engine;
use quorum::Person;

use super::{
    super::text,
    judge,
    replay::{Compared, document},
};
use crate::{Outcome, clock, console, data, publications::Publications};

/// Tests the candidate and keeps the proposal until a second person confirms it.
pub(super) fn propose(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let folder = data::folder(matches)?;
    let id = text(matches, "name").to_uppercase();
    let path = Path::new(text(matches, "candidate"));
    let document = document(path, &id)?;
    let candidate = data::overlaid(path)?;
    let version = super::find(&candidate, &id)?.version;
    if let Some(live) = data::live(&folder)?.control(&id).filter(|live| live.version >= version) {
        bail!("{id} version {} gäller redan; ge den nya texten version {}", live.version, live.version + 1);
    }
    let reason = text(matches, "reason").trim();
    if reason.is_empty() {
        bail!("--reason är tom; skriv skälet");
    }
    let by = Person::new(text(matches, "by"))?;
    let draft = Draft::new(&id, version, &document);
    let publications = Publications::open(&folder)?;
    publications.check(&draft)?;
    let compared = compared(Path::new(text(matches, "replay")), &draft)?;
    let answers = judge::told(Path::new(text(matches, "replay")).parent().unwrap_or(Path::new("")), &compared)?;
    let engine = Engine::new(Catalogue::embedded()?, candidate, data::threads(matches))?;
    let faults = engine.check(std::slice::from_ref(&id))?;
    let (cases, failures) = engine.test_control(&id)?;
    for message in faults.iter().map(|fault| &fault.message).chain(failures.iter().map(|failure| &failure.message)) {
        console::line(&format!("  {message}"))?;
    }
    let failed = (faults.len() + failures.len()) as u64;
    let passed = (cases as u64).saturating_sub(failures.len() as u64);
    let tested = draft.clone().tested(TestReport { passed, failed, replay: compared.replay.hash(), answers })?;
    publications.keep_draft(&draft, &document)?;
    publications.waiting()?.keep(&id, tested.propose(reason, by, &clock::now()))?;
    console::line(&format!(
        "{id} version {version}: {passed} prov godkända, jämförd. Väntar på en andra person: `insyn library publish-confirm {id} --by …`."
    ))?;
    Ok(Outcome::Clean)
}

/// Confirms as a second person.
pub(super) fn confirm(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let id = text(matches, "name").to_uppercase();
    let by = Person::new(text(matches, "by"))?;
    let mut publications = Publications::open(&data::folder(matches)?)?;
    let mut waiting = publications.waiting()?;
    let Some(proposal) = waiting.all().get(&id).cloned() else {
        bail!("ingen har föreslagit en ny version av {id}; kör `insyn library publish` först");
    };
    let agreed = proposal.confirm(by, &clock::now())?;
    let draft = agreed.what().draft().clone();
    let answers = judge::lines(&agreed.what().report().answers);
    publications.publish(Published::new(agreed))?;
    waiting.forget(&id)?;
    console::line(&format!("{id} version {} gäller från nu. Kontrollsumma: {}", draft.version(), draft.hash()))?;
    answers.iter().try_for_each(|line| console::line(line))?;
    Ok(Outcome::Clean)
}

/// The comparison of this very text.
fn compared(path: &Path, draft: &Draft) -> anyhow::Result<Compared> {
    let read = || format!("`{}` går inte att läsa; kör `insyn library replay` först", path.display());
    let compared: Compared = serde_json::from_str(&fs::read_to_string(path).with_context(read)?).with_context(read)?;
    if compared.draft != *draft {
        bail!("`{}` är en jämförelse av en annan text; kör `insyn library replay` på den här", path.display());
    }
    Ok(compared)
}
