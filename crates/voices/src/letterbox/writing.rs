//! A report that is put down beside the others, until it is whole.

use std::{collections::BTreeMap, path::Path};

use casework::{
    id::{CaseId, PersonId},
    report::{
        Report, ReportError,
        event::{Author, Entry, Event, Received},
        recipients::Routed,
    },
};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use vault::{Cost, CryptoRngCore, DraftKey, PublicKeys, intake::Fresh, receipt::Receipt};

use crate::{
    Card, Drawers, FileAbout, Head, Identity, VoicesError,
    draft::{Draft, DraftFile},
    folder,
    letter::file_object,
};

/// What is told of a file as it is sent.
pub(super) fn about(file: &DraftFile, place: usize, bytes: &[u8]) -> FileAbout {
    FileAbout {
        id: file.id,
        name: file.sent_name(place),
        size: bytes.len() as u64,
        hash: blake3::hash(bytes).to_hex().to_string(),
        is_copy: file.is_copy_chosen,
    }
}

/// A report that is being put down beside the others.
pub(super) struct Writing<'a> {
    pub(super) card: &'a Card,
    pub(super) day: NaiveDate,
    pub(super) report: CaseId,
    pub(super) aside: &'a Path,
    pub(super) routed: Routed,
    pub(super) cost: Cost,
}

impl Writing<'_> {
    /// Writes everything, and gives back the lock.
    pub(super) fn all(
        &self,
        (drawers, key, draft): (&Drawers, &DraftKey, &Draft),
        receipt: &Receipt,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Vec<u8>, VoicesError> {
        for name in ["", "wraps", "files"] {
            folder::make(&self.aside.join(name))?;
        }
        let fresh = Fresh::generate(&self.report.to_string(), rng)?;
        let entry = self.entry(draft)?;
        let text = serde_json::to_vec(&entry).map(zeroize::Zeroizing::new).map_err(VoicesError::Write)?;
        self.put("event", fresh.seal("event/1", &text, rng)?.as_bytes())?;
        self.put("copy", &fresh.copy("copy", &text)?)?;
        for (file, place) in draft.files.iter().zip(1..) {
            let bytes = drawers.file(key, file)?;
            let object = file_object(file.id);
            let about = serde_json::to_vec(&about(file, place, &bytes)).map_err(VoicesError::Write)?;
            self.put(&format!("files/{}", file.id), fresh.seal(&object, &bytes, rng)?.as_bytes())?;
            let sealed = fresh.seal(&format!("{object}/about"), &about, rng)?;
            self.put(&format!("files/{}.about", file.id), sealed.as_bytes())?;
        }
        if draft.is_named() {
            let identity = Identity { name: draft.name.clone(), contact: draft.contact.clone() };
            let identity = serde_json::to_vec(&identity).map(zeroize::Zeroizing::new).map_err(VoicesError::Write)?;
            self.put("identity", &fresh.identity(&self.card.custodians, &identity)?)?;
        }
        let envelope = fresh.hand_in(&self.recipients()?, &self.card.core, (receipt, self.cost), rng)?;
        for (person, wrap) in &envelope.wraps {
            self.put(&format!("wraps/{person}"), wrap)?;
        }
        self.put("shred", &envelope.shred)?;
        self.put("lock", &envelope.lock)?;
        let head = Head {
            report: self.report,
            channel: self.card.channel.clone(),
            arrived: self.day,
            locator: receipt.locator().to_owned(),
            case: envelope.case,
            reporter: envelope.reporter,
            named: draft.is_named(),
            files: draft.files.iter().map(|file| file.id).collect(),
        };
        folder::write_json(&self.aside.join("head.json"), &head, Some(self.day))?;
        folder::time_folder(self.aside, self.day);
        Ok(envelope.lock)
    }

    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), VoicesError> {
        folder::write(&self.aside.join(name), bytes, Some(self.day))
    }

    /// The first event, checked by the rules that the core reads it with.
    fn entry(&self, draft: &Draft) -> Result<Entry, VoicesError> {
        let received = Received {
            report: self.report,
            authority: self.card.channel.clone(),
            arrived: self.day,
            matter: draft.matter.unwrap_or(casework::report::event::Matter::Other),
            form: draft.form(),
            answers: draft.answers(),
            files: draft.files.iter().map(|file| file.id).collect(),
            concerned: Card::concerned(draft.about()),
            named: draft.is_named(),
            recipients: self.routed.recipients.clone(),
            left_out: self.routed.left_out.clone(),
        };
        let at = noon(self.day);
        let entry = Entry { seq: 1, at, by: Author::Reporter, event: Event::Received(Box::new(received)) };
        Report::receive(&entry)?;
        Ok(entry)
    }

    /// The keys of those who receive, by id.
    fn recipients(&self) -> Result<BTreeMap<String, PublicKeys>, VoicesError> {
        let keys = |person: PersonId| self.card.receiver(person).map(|one| (person.to_string(), one.keys.clone()));
        let all: BTreeMap<_, _> = self.routed.recipients.iter().filter_map(|one| keys(one.person)).collect();
        if all.is_empty() { Err(ReportError::Nobody.into()) } else { Ok(all) }
    }
}

/// The hour that stands for all hours of a day.
fn noon(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default()).and_utc()
}
