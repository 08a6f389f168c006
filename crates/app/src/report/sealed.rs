//! Opening a report with one's own keys, and adding to it.

use std::collections::BTreeMap;

use casework::{Seq, report::clock::dispose_by};
use chrono::NaiveDate;
use store::RecordUpdate;

use super::*;

/// How many times one event may have been written over.
const MOST_VERSIONS: u64 = 16;

/// A report that was opened: its key, its events, and what they make.
pub(crate) struct OpenedReport {
    pub(crate) plain: Plain,
    pub(crate) key: CaseKey,
    pub(crate) report: Report,
    pub(crate) entries: Vec<Entry>,
    /// How many times an event was written over, by its place; none is never.
    pub(super) versions: BTreeMap<Seq, u64>,
    pub(super) sealed: Vec<Vec<u8>>,
    pub(super) extent: Extent,
}

impl std::fmt::Debug for OpenedReport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OpenedReport")
    }
}

impl OpenedReport {
    /// Its id, as places are called by it.
    pub(crate) fn id(&self) -> &str {
        &self.plain.record.id
    }
}

impl App {
    /// Opens a report with the person's unlocked keys.
    pub(crate) async fn unseal_report(&self, cx: &Cx, plain: Plain) -> Result<OpenedReport, AppError> {
        let Trail { key, extent, events: sealed } = self.trail(cx, &plain).await?;
        let id = plain.record.id.clone();
        let (mut entries, mut versions) = (Vec::with_capacity(sealed.len()), BTreeMap::new());
        for (seq, one) in (1_u64..).zip(&sealed) {
            let (entry, version) = open_event(&key, (&id, seq), one)?;
            entries.push(entry);
            if version > 0 {
                versions.insert(seq, version);
            }
        }
        let report = Report::fold(&entries)?;
        // The record is plain and whoever writes the database writes it; who may read stands in the sealed events.
        let is_this = report.id.to_string() == id && report.authority.as_str() == plain.record.authority;
        if !is_this || !report.recipients.contains_key(&cx.person) {
            return Err(AppError::NotFound);
        }
        Ok(OpenedReport { plain, key, report, entries, versions, sealed, extent })
    }

    /// Adds events of the person to a report that they opened: all or none, and only if nobody was before. Whoever is a
    /// recipient no more loses the key by the same act.
    pub(crate) async fn append_report(
        &self,
        cx: &Cx,
        opened: &mut OpenedReport,
        events: Vec<Event>,
        members: Vec<store::Member>,
    ) -> Result<(), AppError> {
        let by = Author::Person(hand(cx));
        let events = events.into_iter().map(|event| (cx.at, by.clone(), event)).collect();
        self.append_entries(cx, opened, events, members).await
    }

    /// As [`App::append_report`], with what the reporter did too.
    pub(super) async fn append_entries(
        &self,
        cx: &Cx,
        opened: &mut OpenedReport,
        events: Vec<(chrono::DateTime<chrono::Utc>, Author, Event)>,
        members: Vec<store::Member>,
    ) -> Result<(), AppError> {
        let (mut report, mut entries, mut sealed) = (opened.report.clone(), Vec::new(), Vec::new());
        for (at, by, event) in events {
            let entry = Entry { seq: report.seq + 1, at, by, event };
            report.apply(&entry)?;
            sealed.push(self.seal_entry(&opened.key, opened.id(), &entry, 0)?);
            entries.push(entry);
        }
        let update = RecordUpdate { members, ..record_of(&report, cx.today(), &opened.plain.record) };
        opened.extent = self.add_events(&opened.plain.record, &opened.extent, &sealed, &update).await?;
        for person in opened.report.recipients.keys().filter(|person| !report.recipients.contains_key(person)) {
            let ended = self.store.case_member_end(opened.id(), &person.to_string(), &cx.stamp()).await;
            ended.map_err(AppError::Store)?;
        }
        opened.plain.record.events += sealed.len() as u64;
        opened.sealed.extend(sealed);
        opened.entries.extend(entries);
        opened.report = report;
        Ok(())
    }

    /// An event, sealed for its place.
    pub(super) fn seal_entry(
        &self,
        key: &CaseKey,
        report: &str,
        entry: &Entry,
        version: u64,
    ) -> Result<Vec<u8>, AppError> {
        let (text, object) = written(entry, entry.seq)?;
        let place = Context { case: report, object: &object, version };
        Ok(self.with_random(|random| key.seal(&place, &text, random))?.into_bytes())
    }

    /// The row of somebody who becomes a recipient, with the key wrapped to their own. None when they have it.
    pub(crate) async fn joining_report(
        &self,
        cx: &Cx,
        opened: &OpenedReport,
        person: PersonId,
        proposal: Option<String>,
    ) -> Result<Option<store::Member>, AppError> {
        let name = person.to_string();
        if opened.plain.current().any(|member| member.person == name) {
            return Ok(None);
        }
        let no_keys = || AppError::Denied {
            why: "Personen har inga nycklar än: de måste först logga in och välja en lösenfras.".to_owned(),
        };
        let public = self.public_keys(&name).await?.ok_or_else(no_keys)?;
        self.member(cx, (opened.id(), &opened.key), (person, &public), proposal).map(Some)
    }
}

/// An event and how many times it was written over.
fn open_event(key: &CaseKey, (report, seq): (&str, Seq), sealed: &[u8]) -> Result<(Entry, u64), AppError> {
    let (object, sealed) = (format!("event/{seq}"), Sealed::from_bytes(sealed.to_vec())?);
    let mut found = key.open(&Context::new(report, &object), &sealed).map(|text| (text, 0));
    for version in 1..MOST_VERSIONS {
        if found.is_ok() {
            break;
        }
        found = key.open(&Context { case: report, object: &object, version }, &sealed).map(|text| (text, version));
    }
    let (text, version) = found?;
    Ok((read(&text, seq)?, version))
}

/// What lists and deadlines need of a report, in the plain.
pub(super) fn record_of(report: &Report, today: NaiveDate, before: &store::Case) -> RecordUpdate {
    let next = report.next_clock(today);
    let closed = report.closed.as_ref();
    RecordUpdate {
        state: if closed.is_some() { store::CaseState::Closed } else { store::CaseState::Open },
        closed_at: closed.map(|closed| closed.on.to_string()).or_else(|| before.closed_at.clone()),
        next_deadline: next.map(|clock| clock.due.to_string()),
        next_clock: next.map(|clock| duty_word(clock.duty).to_owned()),
        retain_until: closed.map(|closed| dispose_by(closed.on).to_string()),
        hints: Vec::new(),
        members: Vec::new(),
        marks: None,
    }
}

/// A duty as the record keeps it.
pub(super) fn duty_word(duty: casework::report::clock::Duty) -> &'static str {
    use casework::report::clock::Duty;
    match duty {
        Duty::Acknowledge => "acknowledge",
        Duty::Feedback => "feedback",
        Duty::Dispose => "dispose",
    }
}
