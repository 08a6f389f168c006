//! What is entered of an application by hand: the same claims as a file gives, one entry at a time.

use casework::{
    Seq,
    recruitment::{Candidate, extract_words},
};
use resume::{Certificate, Claims, Kind, Period, Referee, Subject, limits};

use super::{Care, application::claims_of};
use crate::{App, AppError, Problem};

/// Something that was entered by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// The event with the claims that the writer saw; none when there were none. Numbers of entries are of those claims.
    pub seen: Option<Seq>,
    /// What was entered.
    pub entry: Entry,
    /// Whether words of an extract stop it.
    pub care: Care,
}

/// A change of what an application says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A period, in the place of the one of a number, or last.
    Period(Option<usize>, Box<Period>),
    /// A certificate, in the place of the one of a number, or last.
    Certificate(Option<usize>, Certificate),
    /// A referee, in the place of the one of a number, or last.
    Referee(Option<usize>, Referee),
    /// The candidate's own telephone numbers, mail addresses and street addresses, in the place of those that were there.
    Contacts(Vec<String>),
    /// A period, certificate or referee is taken away.
    Gone(Subject),
}

impl App {
    /// The claims of a candidate with what was entered.
    pub(super) fn entered(&self, candidate: &Candidate, entered: Entered) -> Result<Claims, AppError> {
        let Entered { seen, entry, care } = entered;
        if candidate.application().map(|one| one.seq) != seen {
            // The numbers are of other entries by now.
            return Err(AppError::Conflict);
        }
        let mut problems = problems(&entry);
        let words = &self.recruitment_guide()?.extract_words;
        let found: Vec<String> = texts(&entry).iter().flat_map(|text| extract_words(text, &words.begin)).collect();
        if care == Care::Warn && !found.is_empty() {
            let text = format!("{} Det gäller: {}.", words.hint.sv, found.join(", "));
            problems.push(Problem { field: "extract_words", text });
        }
        if !problems.is_empty() {
            return Err(AppError::Invalid(problems));
        }
        let mut claims = candidate.application().and_then(claims_of).unwrap_or_default();
        match entry {
            Entry::Period(at, period) => put(&mut claims.periods, at, *period)?,
            Entry::Certificate(at, certificate) => put(&mut claims.certificates, at, certificate)?,
            Entry::Referee(at, referee) => put(&mut claims.referees, at, referee)?,
            Entry::Contacts(contacts) => claims.contacts = contacts,
            Entry::Gone(Subject::Period(at)) => take(&mut claims.periods, at)?,
            Entry::Gone(Subject::Certificate(at)) => take(&mut claims.certificates, at)?,
            Entry::Gone(Subject::Referee(at)) => take(&mut claims.referees, at)?,
            Entry::Gone(Subject::Application) => return Err(AppError::NotFound),
        }
        Ok(claims)
    }
}

fn put<T>(list: &mut Vec<T>, at: Option<usize>, one: T) -> Result<(), AppError> {
    match at {
        Some(at) => *list.get_mut(at).ok_or(AppError::NotFound)? = one,
        None if list.len() < limits::ENTRIES => list.push(one),
        None => {
            let most = limits::ENTRIES;
            return Err(AppError::field("entry", format!("Det finns redan {most} rader. Ta bort någon först.")));
        }
    }
    Ok(())
}

fn take<T>(list: &mut Vec<T>, at: usize) -> Result<(), AppError> {
    if at >= list.len() {
        return Err(AppError::NotFound);
    }
    list.remove(at);
    Ok(())
}

/// What must be mended, with the names of the fields.
fn problems(entry: &Entry) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut wrong = |field, is_wrong: bool, text: &str| {
        if is_wrong {
            problems.push(Problem { field, text: text.to_owned() });
        }
    };
    match entry {
        Entry::Period(_, period) => {
            let is_work = period.kind != Kind::Other;
            let organisation = is_work && period.organisation.trim().is_empty();
            wrong("organisation", organisation, "Skriv arbetsgivaren eller skolan.");
            wrong("title", !is_work && period.title.trim().is_empty(), "Skriv vad tiden gick till.");
            wrong("from", period.from.is_none(), "Skriv när perioden började, till exempel 2019-02 eller 2019.");
            let ends = period.to.is_some() != period.is_current;
            wrong("to", !ends, "Skriv när perioden slutade, eller kryssa för att den pågår. Inte båda.");
            let extent = period.extent.is_some_and(|extent| !(1..=100).contains(&extent));
            wrong("extent", extent, "Skriv ett helt tal från 1 till 100.");
        }
        Entry::Certificate(_, certificate) => {
            wrong("title", certificate.title.trim().is_empty(), "Skriv vad intyget gäller.");
            wrong("issuer", certificate.issuer.trim().is_empty(), "Skriv vem som har utfärdat intyget.");
        }
        Entry::Referee(_, referee) => wrong("name", referee.name.trim().is_empty(), "Skriv referensens namn."),
        Entry::Contacts(_) | Entry::Gone(_) => {}
    }
    let is_long = |text: &&str| text.chars().count() > limits::VALUE_CHARS;
    wrong("entry", texts(entry).iter().any(is_long), "En av texterna är för lång. Korta den.");
    problems
}

/// Every text that was written freely.
fn texts(entry: &Entry) -> Vec<&str> {
    match entry {
        Entry::Period(_, one) => {
            let more = [&one.org_no, &one.country].into_iter().filter_map(Option::as_deref);
            [one.organisation.as_str(), &one.title].into_iter().chain(more).collect()
        }
        Entry::Certificate(_, one) => {
            [one.title.as_str(), &one.issuer].into_iter().chain(one.number.as_deref()).collect()
        }
        Entry::Referee(_, one) => {
            let more = [&one.relation, &one.organisation].into_iter().filter_map(Option::as_deref);
            [one.name.as_str()].into_iter().chain(more).chain(one.contacts.iter().map(String::as_str)).collect()
        }
        Entry::Contacts(contacts) => contacts.iter().map(String::as_str).collect(),
        Entry::Gone(_) => Vec::new(),
    }
}
