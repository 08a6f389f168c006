//! A case begins.

use std::collections::BTreeSet;

use casework::{
    Concerned, Evidence, Fact, Membership, Origin, Rows, SignalLink,
    conflict::{Holding, Offices, route},
    event::KeyGiven,
    id::AuthorityId,
};
use store::NewCase;
use vault::BlindKey;

use super::*;

/// A case that somebody wants to open.
#[derive(Debug, Clone)]
pub struct CaseDraft {
    /// Title.
    pub title: String,
    /// Where it comes from.
    pub origin: Origin,
    /// Who or what it is about.
    pub concerned: Vec<Concerned>,
    /// What is suspected, and how it is known.
    pub summary: String,
    /// The day it became known, which the clocks of the law count from.
    pub known_on: chrono::NaiveDate,
    /// The clocks of the routine that the fact starts.
    pub starts: Vec<String>,
    /// Signals that belong to it; their evidence is copied whole.
    pub signals: Vec<SignalRef>,
}

/// A signal, by group and fingerprint.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct SignalRef {
    /// The group.
    pub group: String,
    /// Its fingerprint.
    pub fingerprint: String,
}

impl App {
    /// Opens a case of suspicion in the person's authority. Its first members are those whom the routine names and who are
    /// not concerned or tied to those concerned.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when something is missing, [`AppError::Rule`] when nobody can handle it.
    pub async fn case_open(&self, cx: &Cx, draft: CaseDraft) -> Result<CaseId, AppError> {
        if let Err(error) = check(&draft) {
            return self.refuse(cx, Action::CaseOpen, "case".to_owned(), error).await;
        }
        let resource = case_to_be(cx, &draft);
        let id = CaseId::from_bits(self.random_bits());
        let ask = Ask { action: Action::CaseOpen, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            self.open_case(cx, id, &draft).await?;
            Ok(id)
        })
        .await
    }

    /// Opens a case in the act under way, whose entry of the journal then tells how far it reaches.
    pub(crate) async fn open_case(&self, cx: &Cx, id: CaseId, draft: &CaseDraft) -> Result<(), AppError> {
        let evidence = self.evidence_of(cx, &draft.signals).await?;
        let own: AuthorityId = cx
            .subject
            .authority
            .parse()
            .map_err(|error: casework::id::NotAnId| AppError::Internal(error.to_string()))?;
        let (members, conflicted) = self.first_members(cx, &own, &draft.concerned).await?;
        let mut without_keys = Vec::new();
        for person in members.iter().map(|member| member.person).chain([cx.person]).collect::<BTreeSet<_>>() {
            if self.public_keys(&person.to_string()).await?.is_none() {
                without_keys.push(person);
            }
        }
        let opened = casework::Opened {
            case: id,
            authority: own,
            title: draft.title.trim().to_owned(),
            origin: draft.origin,
            concerned: draft.concerned.clone(),
            members,
            conflicted,
            without_keys,
            routine: self.routine.clone(),
        };
        let events = Self::first_events(cx, draft, opened, evidence);
        let case = Case::fold(&events)?;
        self.begin_case(cx, id, &case, &events).await
    }

    fn first_events(cx: &Cx, draft: &CaseDraft, opened: casework::Opened, evidence: Vec<Event>) -> Vec<Stamped<Event>> {
        let opened = Event::Opened(Box::new(opened));
        let fact = Event::FactLearnt(Fact {
            text: draft.summary.trim().to_owned(),
            known_on: draft.known_on,
            starts: draft.starts.clone(),
        });
        let events = [opened, fact].into_iter().chain(evidence);
        (1_u64..).zip(events).map(|(seq, event)| stamped(cx, seq, event)).collect()
    }

    /// Writes the case: its shred key first, then the rows, all or none.
    async fn begin_case(&self, cx: &Cx, id: CaseId, case: &Case, events: &[Stamped<Event>]) -> Result<(), AppError> {
        let text = id.to_string();
        let (key, members) = self.lock_new(cx, &text, case.members.keys().copied()).await?;
        if members.len() < 2 {
            let why =
                "Minst två som kan handlägga ärendet måste först ha valt en lösenfras för sina nycklar.".to_owned();
            self.shred.destroy(&text)?;
            return Err(AppError::Denied { why });
        }
        let next = case.next_deadline(cx.today());
        let new = NewCase {
            id: text,
            kind: SUSPICION.to_owned(),
            authority: case.authority.to_string(),
            opened_at: cx.stamp(),
            next_deadline: next.as_ref().map(|deadline| deadline.due.to_string()),
            next_clock: next.map(|deadline| deadline.clock),
            members,
            events: Vec::new(),
            hints: self.hints(cx, &case.concerned).await?,
        };
        self.begin_locked(&key, new, events).await
    }

    /// Gives the key of a case to those of its first members who had no keys then and have made them since.
    ///
    /// Who they are stands in the sealed events, and once given the key stands there too: whoever writes the database and
    /// takes away a member's keys and row has no new ones let in by it. The others in the case see to whom it was given.
    pub(crate) async fn give_keys(&self, cx: &Cx, opened: &Opened) -> Result<bool, AppError> {
        let (mut events, mut members) = (Vec::new(), Vec::new());
        for person in opened.case.without_keys.iter().copied().filter(|person| *person != cx.person) {
            // Keys that nobody vouches for are none, and hinder nobody else from reading.
            let Ok(Some(public)) = self.public_keys(&person.to_string()).await else { continue };
            let event = Event::KeyGiven(KeyGiven { person, fingerprint: public.fingerprint() });
            let Some(member) = self.joining(cx, opened, (person, &public), None)? else { continue };
            if opened.case.may(&event, cx.person).is_ok() {
                events.push(event);
                members.push(member);
            }
        }
        if events.is_empty() {
            return Ok(false);
        }
        let people: Vec<PersonId> = members.iter().filter_map(|member| member.person.parse().ok()).collect();
        match self.append_with(cx, opened, events, members).await {
            // Who was first gave it, or leaves it to the next.
            Err(AppError::Conflict) => return Ok(false),
            given => given.map(|_| ())?,
        }
        for person in people {
            self.share_blind_key(cx, person).await?;
        }
        Ok(true)
    }

    /// The blind values of what a case is about; none while the person's keys are locked.
    pub(crate) async fn hints(&self, cx: &Cx, concerned: &[Concerned]) -> Result<Vec<Vec<u8>>, AppError> {
        let Some(blind) = self.blind_key(cx).await? else { return Ok(Vec::new()) };
        let ids = concerned.iter().filter_map(|one| Some((one.kind, one.id.as_deref()?)));
        Ok(ids.map(|(kind, id)| blind.blind(kind_word(kind), id.trim()).to_vec()).collect())
    }

    /// The key of the blind index, when the person holds it and is unlocked.
    pub(crate) async fn blind_key(&self, cx: &Cx) -> Result<Option<BlindKey>, AppError> {
        let Ok(keys) = self.keys(cx) else { return Ok(None) };
        let wrapped = self.store.setting_get(&blind_setting(&cx.person.to_string())).await.map_err(AppError::Store)?;
        Ok(wrapped.map(|wrapped| BlindKey::unwrap(&keys, &wrapped)).transpose()?)
    }

    /// Evidence of signals, copied whole at this moment.
    async fn evidence_of(&self, cx: &Cx, signals: &[SignalRef]) -> Result<Vec<Event>, AppError> {
        let mut events = Vec::new();
        for SignalRef { group, fingerprint } in signals {
            let book = self.book(group).await?;
            let (signal, resource) = self.one(cx, &book, fingerprint).await?;
            if !self.may(cx, Action::SignalShow, &resource) {
                return Err(AppError::NotFound);
            }
            let authority = group.parse().map_err(|_| AppError::NotFound)?;
            events.push(Event::SignalLinked(SignalLink { authority, fingerprint: fingerprint.clone() }));
            let cells = signal.evidence.rows.into_iter().map(|row| row.into_iter().map(Some).collect()).collect();
            let rows = Rows { columns: signal.evidence.columns, rows: cells };
            events.push(Event::EvidenceTaken(Box::new(Evidence {
                kind: EvidenceKind::SignalRows,
                title: format!("{}: {}", signal.control, signal.sentence),
                from: format!(
                    "Kontroll {} version {}, {}",
                    signal.control,
                    signal.control_version,
                    signal.snapshots.join(", ")
                ),
                handed_over_by: "Insyn".to_owned(),
                hash: rows.hash(),
                rows: Some(rows),
                file: None,
                custody: Vec::new(),
            })));
        }
        Ok(events)
    }

    /// Who the routine lets in, and who can not take part.
    async fn first_members(
        &self,
        cx: &Cx,
        own: &AuthorityId,
        concerned: &[Concerned],
    ) -> Result<(Vec<Membership>, Vec<casework::Conflicted>), AppError> {
        let offices = self.offices(own, cx).await?;
        let candidates: BTreeSet<PersonId> =
            offices.holdings.iter().map(|held| held.person).chain([cx.person]).collect();
        let conflicted = self.conflicts(concerned, &candidates).await?;
        let assigned = route(&self.routine, &offices, &conflicted);
        let member =
            |one: casework::conflict::Assigned| Some(Membership { person: one.person?, capacity: one.capacity });
        Ok((assigned.into_iter().filter_map(member).collect(), conflicted))
    }

    /// Who holds which role on the day, of those who are still employed and have keys: nobody else can be given a case.
    pub(crate) async fn offices(&self, own: &AuthorityId, cx: &Cx) -> Result<Offices, AppError> {
        let mut holdings = Vec::new();
        let held = self.store.role_list(None, &cx.today().to_string()).await.map_err(AppError::Store)?;
        for row in self.roles_given(held).await? {
            let Some(person) = self.store.person_get(&row.person).await.map_err(AppError::Store)? else { continue };
            let until = person.employed_until.as_deref();
            let employed = until.is_none_or(|day| day.parse().is_ok_and(|day: chrono::NaiveDate| cx.today() <= day));
            let has_keys = self.store.person_key_get(&row.person).await.map_err(AppError::Store)?.is_some();
            let (Ok(person), Ok(authority)) = (row.person.parse(), row.authority.parse()) else { continue };
            if employed && has_keys {
                holdings.push(Holding { person, role: row.role, authority });
            }
        }
        let central = CENTRAL.parse().map_err(|error: casework::id::NotAnId| AppError::Internal(error.to_string()))?;
        Ok(Offices { own: own.clone(), central, holdings })
    }
}

/// The authority that leads a municipality.
const CENTRAL: &str = "kommunstyrelsen";

/// Where a person's wrapped key of the blind index lies.
pub(crate) fn blind_setting(person: &str) -> String {
    format!("blind-key/{person}")
}

fn kind_word(kind: casework::event::ConcernedKind) -> &'static str {
    use casework::event::ConcernedKind as Kind;
    match kind {
        Kind::Employee | Kind::Consultant | Kind::Elected | Kind::Person => "person",
        Kind::Organisation => "organisation",
        Kind::Unit => "unit",
        Kind::Unknown => "unknown",
    }
}

/// The case to be, for the policies.
pub(crate) fn case_to_be(cx: &Cx, draft: &CaseDraft) -> Resource {
    let mut to_be = access::Case::new("", cx.subject.authority.clone(), CaseState::Open);
    to_be.conflicted = draft.concerned.iter().filter_map(|one| one.person).map(|person| person.to_string()).collect();
    Resource::Case(to_be)
}

pub(crate) fn check(draft: &CaseDraft) -> Result<(), AppError> {
    let mut problems = Vec::new();
    let mut missing = |field, is_empty: bool, text: &str| {
        if is_empty {
            problems.push(crate::Problem { field, text: text.to_owned() });
        }
    };
    missing("title", draft.title.trim().is_empty(), "Skriv en rubrik som inte röjer vem det gäller.");
    missing("summary", draft.summary.trim().is_empty(), "Skriv vad som misstänks och hur det är känt.");
    missing("concerned", draft.concerned.is_empty(), "Skriv vem eller vad det gäller.");
    if problems.is_empty() { Ok(()) } else { Err(AppError::Invalid(problems)) }
}
