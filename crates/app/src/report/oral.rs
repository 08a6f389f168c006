//! An oral report, or one at a meeting (8 kap.): a recipient writes down what was said, and its reporter gets seven words as
//! everybody who reports does, to come back with, and to read, correct and sign the minutes.
//!
//! Who receives it is found by the card of the channel, as on the public pages and before anything is sealed. Whoever is
//! not among them has written nothing down when this ends: nothing of it is kept.

use std::collections::{BTreeMap, BTreeSet};

use casework::report::event::{Answer, Form, Matter, Minutes, Received};
use chrono::NaiveDate;
use vault::{
    Cost, PublicKeys, VaultError,
    intake::{Envelope, Fresh},
    receipt::Receipt,
};
use voices::{Card, Head, card::About, letter::Told};

use super::{
    adopt::{lock_of, new_case},
    post::{OPENED, ROLE},
    *,
};

/// What stands as the answer of a report whose content is minutes.
const IN_MINUTES: &str = "Det som sades står i protokollet.";

/// What the form of an oral report offers.
#[derive(Debug, Clone)]
pub struct OralForm {
    /// The id that the report gets: the form can be sent twice and makes one.
    pub id: CaseId,
    /// The units that it can concern.
    pub units: Vec<String>,
    /// The other recipients, whom the reporter may leave out.
    pub others: Vec<(PersonId, String)>,
    /// Whether somebody keeps names, so that one can be given.
    pub keeps_names: bool,
}

/// An oral report, as a recipient writes it down.
#[derive(Clone)]
pub struct OralDraft {
    /// The id of [`OralForm`].
    pub id: CaseId,
    /// By telephone or at a meeting.
    pub form: Form,
    /// The day of the talk: the clocks count from it.
    pub on: NaiveDate,
    /// What it is about.
    pub matter: Matter,
    /// Units that it concerns.
    pub units: Vec<String>,
    /// Names of whom it concerns.
    pub names: Vec<String>,
    /// Recipients whom the reporter leaves out.
    pub excluded: BTreeSet<PersonId>,
    /// The minutes.
    pub text: String,
    /// Who reported, when they say it and want it kept.
    pub identity: Option<Identity>,
}

impl std::fmt::Debug for OralDraft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OralDraft")
    }
}

/// An oral report that was written down.
pub struct Recorded {
    /// The report.
    pub report: CaseId,
    /// The words of its reporter, to show once.
    pub words: Zeroizing<String>,
    /// Who received it, by name.
    pub recipients: Vec<String>,
}

impl std::fmt::Debug for Recorded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Recorded")
    }
}

/// What is sealed of an oral report.
struct Sealing {
    words: Zeroizing<String>,
    locator: String,
    envelope: Envelope,
    events: Vec<Vec<u8>>,
    identity: Option<Vec<u8>>,
}

impl App {
    /// What the form of an oral report in the person's channel offers.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the person is no recipient, or there is no channel.
    pub async fn report_record_new(&self, cx: &Cx) -> Result<OralForm, AppError> {
        let resource = Resource::Voices { authority: cx.subject.authority.clone() };
        let ask = Ask { action: Action::ReportRecord, resource: &resource, object: "reports".to_owned() };
        self.perform(cx, ask, async {
            let card = self.own_card(cx).await?;
            let others = card.choosable(cx.today()).into_iter().filter(|one| one.appointment.person != cx.person);
            Ok(OralForm {
                id: CaseId::from_bits(self.random_bits()),
                others: others.map(|one| (one.appointment.person, one.title.sv.clone())).collect(),
                keeps_names: !card.custodians.is_empty(),
                units: card.units,
            })
        })
        .await
    }

    /// Writes an oral report down, for those who may receive it and nobody else. The words of its reporter are shown once.
    ///
    /// # Errors
    /// [`AppError::Locked`] when the keys are locked, [`AppError::Invalid`] when something is missing, [`AppError::Denied`]
    /// when the person is not among those who receive it or it is written down already.
    pub async fn report_record(&self, cx: &Cx, draft: OralDraft) -> Result<Recorded, AppError> {
        let resource = Resource::Voices { authority: cx.subject.authority.clone() };
        let ask = Ask { action: Action::ReportRecord, resource: &resource, object: self.case_object(&draft.id) };
        self.perform(cx, ask, async {
            self.keys(cx)?;
            let card = self.own_card(cx).await?;
            check(cx, &card, &draft)?;
            let entries = entries(cx, &card, &draft)?;
            let report = Report::fold(&entries)?;
            let id = draft.id.to_string();
            if self.store.case_get(&id).await.map_err(AppError::Store)?.is_some() {
                let why = "Rapporten är redan inskriven. Orden visades då, och visas bara en gång.".to_owned();
                return Err(AppError::Denied { why });
            }
            let sealed = self.seal_oral(&card, &draft, &report, &entries).await?;
            let head = Head {
                report: draft.id,
                channel: card.channel.clone(),
                arrived: draft.on,
                locator: sealed.locator,
                case: sealed.envelope.case,
                reporter: sealed.envelope.reporter,
                named: report.named,
                files: Vec::new(),
            };
            let new = new_case(&id, &head, &sealed.envelope.wraps, sealed.events);
            let extent = new.events.iter().fold(self.extent(&id), |extent, event| extent.with(event));
            if let Err(error) = self.store.case_open(&new).await {
                self.shred.destroy(&id)?;
                return Err(AppError::Store(error));
            }
            crate::app::tell(extent.payload());
            if let Some(identity) = &sealed.identity {
                self.store.voice_identity_put(&id, identity).await.map_err(AppError::Store)?;
            }
            let lock = lock_of(&id, &head, sealed.envelope.lock);
            self.store.voice_lock_put(&lock).await.map_err(AppError::Store)?;
            if let Some(told) = entries.last().and_then(|entry| Told::of(entry, ROLE)) {
                self.tell_reporter(&id, &told).await?;
            }
            // Whoever heard it has nothing new to read.
            let heard = format!("{OPENED}{id}/{}", self.blind.person(&cx.person.to_string()));
            self.store.setting_put(&heard, cx.today().to_string().as_bytes()).await.map_err(AppError::Store)?;
            let names = self.names(report.recipients.keys().copied().collect::<Vec<_>>()).await?;
            Ok(Recorded { report: draft.id, words: sealed.words, recipients: names.into_values().collect() })
        })
        .await
    }

    /// The card of the person's channel, as the public pages have it.
    async fn own_card(&self, cx: &Cx) -> Result<Card, AppError> {
        let channels = self.store.voice_channel_list().await.map_err(AppError::Store)?;
        let channel = channels.into_iter().find(|one| one.authority == cx.subject.authority);
        let why = "Här finns ingen visselblåsarkanal. Två öppnar den under »Visselblåsarkanal«.".to_owned();
        self.card_of(&channel.ok_or(AppError::Denied { why })?, String::new()).await
    }

    /// Seals an oral report on a thread of its own: its lock takes time and memory. Its shred key is filed then.
    async fn seal_oral(
        &self,
        card: &Card,
        draft: &OralDraft,
        report: &Report,
        entries: &[Entry],
    ) -> Result<Sealing, AppError> {
        let keys: BTreeMap<String, PublicKeys> = report
            .recipients
            .keys()
            .filter_map(|person| card.receiver(*person).map(|one| (person.to_string(), one.keys.clone())))
            .collect();
        let texts = entries.iter().map(|entry| written(entry, entry.seq)).collect::<Result<Vec<_>, _>>()?;
        let identity = draft.identity.as_ref().map(serde_json::to_vec).transpose();
        let identity = identity.map_err(|error| AppError::Internal(crate::error::place(&error)))?.map(Zeroizing::new);
        let (taken, custodians) = (self.locators().await?, card.custodians.clone());
        let (id, shred, mut random) = (draft.id.to_string(), self.shred.clone(), self.random_fork());
        let cost = self.receipt_cost();
        let seal = move || -> Result<Sealing, VaultError> {
            let fresh = Fresh::generate(&id, &mut *random)?;
            let seal = |(text, object): &(Zeroizing<Vec<u8>>, String), random: &mut dyn vault::CryptoRngCore| {
                fresh.seal(object, text, random).map(Sealed::into_bytes)
            };
            let events = texts.iter().map(|text| seal(text, &mut *random)).collect::<Result<_, _>>()?;
            let identity = identity.map(|text| fresh.identity(&custodians, &text)).transpose()?;
            let receipt = Receipt::generate(|word| taken.contains(word), &mut *random);
            let (words, locator) = (Zeroizing::new(receipt.words().join(" ")), receipt.locator().to_owned());
            let envelope = fresh.file(&keys, &shred, (&receipt, cost), &mut *random)?;
            Ok(Sealing { words, locator, envelope, events, identity })
        };
        Ok(self.hashing(seal).await??)
    }

    /// What the words of a receipt cost to try: what a password does ([`Cost::RECEIPT`]), and almost nothing in tests.
    const fn receipt_cost(&self) -> Cost {
        self.password_cost
    }

    /// The first words of the reports that there are. One that the listener has and the core has not may be drawn again; then
    /// that word leads to two, and the others tell which.
    async fn locators(&self) -> Result<BTreeSet<String>, AppError> {
        let kind = Some(REPORT.to_owned());
        let filter = store::CaseFilter { kind, ..store::CaseFilter::default() };
        let mut taken = BTreeSet::new();
        for record in self.store.case_list(&filter).await.map_err(AppError::Store)? {
            let lock = self.store.voice_lock_get(&record.id).await.map_err(AppError::Store)?;
            taken.extend(lock.map(|lock| lock.locator));
        }
        Ok(taken)
    }
}

fn check(cx: &Cx, card: &Card, draft: &OralDraft) -> Result<(), AppError> {
    let problem = |field, text: &str| Err(AppError::field(field, text));
    if draft.text.trim().is_empty() {
        return problem("text", "Skriv ned vad som sades.");
    }
    if draft.on > cx.today() {
        return problem("on", "Samtalet kan inte ha varit efter i dag.");
    }
    if !draft.units.iter().all(|unit| card.units.contains(unit)) {
        return problem("units", "Välj bland enheterna.");
    }
    if draft.identity.is_some() && card.custodians.is_empty() {
        return problem("name", "Här finns ingen nyckelförvaltare som kan vakta namn. Skriv inte vem det är.");
    }
    Ok(())
}

/// The events that the report begins with: that it came, and its minutes.
fn entries(cx: &Cx, card: &Card, draft: &OralDraft) -> Result<Vec<Entry>, AppError> {
    let about = About { units: &draft.units, names: &draft.names };
    let routed = card.routed(about, &draft.excluded, draft.on)?;
    if routed.recipients.iter().all(|one| one.person != cx.person) {
        let why = "Du är inte bland dem som ska ta emot den här rapporten, och inget är sparat. Be den som vill berätta \
                   att vända sig till en annan mottagare eller till kanalens sida. Skriv inte ned det på annat sätt.";
        return Err(AppError::Denied { why: why.to_owned() });
    }
    let received = Received {
        report: draft.id,
        authority: card.channel.clone(),
        arrived: draft.on,
        matter: draft.matter,
        form: draft.form,
        answers: vec![Answer { question: "hande".to_owned(), text: IN_MINUTES.to_owned() }],
        files: Vec::new(),
        concerned: Card::concerned(about),
        named: draft.identity.is_some(),
        recipients: routed.recipients,
        left_out: routed.left_out,
    };
    let by = Author::Person(hand(cx));
    let events = [Event::Received(Box::new(received)), Event::MinutesOffered(Minutes { text: draft.text.clone() })];
    Ok((1..).zip(events).map(|(seq, event)| Entry { seq, at: cx.at, by: by.clone(), event }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_receipt_cost_what_a_password_does() {
        assert_eq!(Cost::RECEIPT, Cost::PASSWORD);
    }
}
