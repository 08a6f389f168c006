//! Somebody reports.

use std::collections::{BTreeMap, BTreeSet};

use access::Action;
use casework::{
    Bars, Stamped,
    id::{AuthorityId, CaseId, FileId, PersonId},
    incident::{
        Incident,
        event::{Event, Exposed, Member, Picture, Place, Reported},
    },
};
use chrono::{NaiveDate, NaiveDateTime};
use store::NewCase;
use vault::{
    Context,
    clean::{self, Clean},
};

use super::INCIDENT;
use crate::{App, AppError, Cx, Problem, app::Ask, case::stamped, session::own};

/// The most pictures of a report.
const PICTURES: usize = 10;

/// What somebody wants to report.
#[derive(Debug, Clone)]
pub struct IncidentDraft {
    /// The form, by id.
    pub kind: String,
    /// The day.
    pub happened_on: NaiveDate,
    /// The time of day, as it is written.
    pub time: String,
    /// Where.
    pub place: Place,
    /// The unit.
    pub unit: String,
    /// The work that it touched, by id.
    pub process: String,
    /// The colleague who was exposed; none when it was whoever reports.
    pub colleague: Option<String>,
    /// Whether nobody in particular was exposed.
    pub whole_unit: bool,
    /// Who did it.
    pub source: String,
    /// Whether somebody was badly hurt or in serious danger.
    pub grave: bool,
    /// Whether 112 was called.
    pub called_112: bool,
    /// What happened.
    pub text: String,
    /// Who saw it.
    pub witnesses: String,
    /// Roles that must not get it.
    pub left_out: Vec<String>,
    /// Pictures.
    pub pictures: Vec<NewPicture>,
}

/// A picture that comes in.
#[derive(Debug, Clone)]
pub struct NewPicture {
    /// What the sender calls it.
    pub title: String,
    /// When it was taken, as the sender says.
    pub taken: Option<NaiveDateTime>,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl App {
    /// Reports an incident: sealed to those whom the routine names. The person needs neither role nor keys.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when something is missing, [`AppError::Incident`] when nobody can receive it.
    pub async fn incident_report(&self, cx: &Cx, draft: IncidentDraft) -> Result<CaseId, AppError> {
        let resource = own(cx);
        let id = CaseId::from_bits(self.random_bits());
        let ask = Ask { action: Action::IncidentReport, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            check(&draft)?;
            let pictures = self.pictures(draft.pictures.clone()).await?;
            let exposed = self.exposed(cx, &draft).await?;
            let members = self.receivers(cx, &draft, &exposed).await?;
            let described = pictures.iter().map(|(picture, _)| picture.clone()).collect();
            let reported = self.reported(cx, id, draft, (exposed, members, described))?;
            let event = Event::Reported(Box::new(reported));
            let stamped = stamped(cx, 1, event);
            let incident = Incident::fold(std::slice::from_ref(&stamped))?;
            self.begin_incident(cx, &incident, &stamped, pictures).await?;
            self.tell_listeners(&incident, &stamped).await?;
            self.notify_members(cx, &incident, "En händelse har rapporterats till dig. Öppna Händelser.").await?;
            Ok(id)
        })
        .await
    }

    fn reported(
        &self,
        cx: &Cx,
        id: CaseId,
        draft: IncidentDraft,
        (exposed, members, pictures): (Exposed, Vec<Member>, Vec<Picture>),
    ) -> Result<Reported, AppError> {
        Ok(Reported {
            incident: id,
            authority: authority(cx)?,
            routine: self.incidents.clone(),
            kind: draft.kind,
            happened_on: draft.happened_on,
            time: draft.time.trim().to_owned(),
            place: draft.place,
            unit: draft.unit.trim().to_owned(),
            process: draft.process,
            exposed,
            source: draft.source.trim().to_owned(),
            grave: draft.grave,
            called_112: draft.called_112,
            text: draft.text.trim().to_owned(),
            witnesses: draft.witnesses.trim().to_owned(),
            pictures,
            members,
            left_out: draft.left_out,
        })
    }

    /// The pictures with their hashes; each must be one that can be shown, and the same one twice is one.
    async fn pictures(&self, pictures: Vec<NewPicture>) -> Result<Vec<(Picture, Vec<u8>)>, AppError> {
        let looked = crate::app::blocking(move || {
            let unfit = pictures.iter().find(|one| !matches!(clean::clean(&one.bytes), Clean::Picture { .. }));
            match unfit {
                Some(NewPicture { title, .. }) => {
                    let text =
                        format!("»{title}« är ingen bild som kan visas. Skicka en skärmbild som PNG eller JPEG.");
                    Err(AppError::field("pictures", text))
                }
                None => Ok(pictures),
            }
        });
        let mut all: Vec<(Picture, Vec<u8>)> = Vec::new();
        for NewPicture { title, taken, bytes } in looked.await?? {
            let hash = blake3::hash(&bytes).to_hex().to_string();
            if !all.iter().any(|(known, _)| known.hash == hash) {
                let file = FileId::from_bits(self.random_bits());
                all.push((Picture { file, title, taken, hash }, bytes));
            }
        }
        Ok(all)
    }

    /// Who was exposed. A colleague is known by the whole name or the user name, when exactly one has it.
    async fn exposed(&self, cx: &Cx, draft: &IncidentDraft) -> Result<Exposed, AppError> {
        let Some(name) = &draft.colleague else {
            return Ok(if draft.whole_unit { Exposed::Unit } else { Exposed::Reporter });
        };
        let known = self.people_called(name).await?;
        let person = if known.len() == 1 { known.first().copied() } else { None };
        if person == Some(cx.person) {
            return Ok(Exposed::Reporter);
        }
        Ok(Exposed::Colleague { name: name.trim().to_owned(), person })
    }

    /// Everyone who is called so.
    pub(super) async fn people_called(&self, name: &str) -> Result<Vec<PersonId>, AppError> {
        let wanted = name.trim().to_lowercase();
        let mut found = Vec::new();
        if wanted.is_empty() {
            return Ok(found);
        }
        for row in self.store.person_list(None).await.map_err(AppError::Store)? {
            if row.name.to_lowercase() == wanted {
                found.extend(row.id.parse::<PersonId>().ok());
            }
        }
        if let Some(account) = self.store.account_by_username(&wanted).await.map_err(AppError::Store)? {
            found.extend(account.person.parse::<PersonId>().ok());
        }
        Ok(found)
    }

    /// Those whom the routine names for the form, without those whom the report points out, those tied to them, and the
    /// roles that were left out; at least two when two can be found.
    async fn receivers(&self, cx: &Cx, draft: &IncidentDraft, exposed: &Exposed) -> Result<Vec<Member>, AppError> {
        let own = authority(cx)?;
        let offices = self.offices(&own, cx).await?;
        let pointed_out = self.pointed_out(&draft.source).await?;
        let candidates: BTreeSet<PersonId> = offices.holdings.iter().map(|held| held.person).collect();
        let conflicts = self.conflicts(&pointed_out, &candidates).await?;
        let barred = |person: PersonId, least: Bars| {
            conflicts.iter().any(|conflict| conflict.person == person && conflict.bars >= least)
        };
        let mut people: BTreeMap<PersonId, String> = BTreeMap::new();
        let kind = self.incidents.kind(&draft.kind);
        let holders = |role: &str, of: &AuthorityId, least: Bars| -> Vec<PersonId> {
            let held = offices.holdings.iter().filter(|held| held.role == role && held.authority == *of);
            held.map(|held| held.person).filter(|person| !barred(*person, least)).collect()
        };
        for role in kind.iter().flat_map(|kind| &kind.to).filter(|role| !draft.left_out.contains(role)) {
            let mut to = holders(role, &own, Bars::Deciding);
            if role == MANAGER {
                let nearest = self.nearest_manager(cx, exposed, &to).await?;
                to = nearest.into_iter().collect();
            }
            for person in to {
                people.entry(person).or_insert_with(|| role.clone());
            }
        }
        // Nobody alone, and never nobody: those who can step in, one at a time; those who work beside or under whom the
        // report points out only when nobody else is left.
        let instead =
            [("coordinator", &own), ("hr", &own), ("coordinator", &offices.central), (CENTRAL, &offices.central)];
        for least in [Bars::Deciding, Bars::Everything] {
            for (role, of) in instead {
                if people.len() >= 2 || draft.left_out.iter().any(|left| left == role) {
                    continue;
                }
                if let Some(person) = holders(role, of, least).into_iter().find(|person| !people.contains_key(person)) {
                    people.insert(person, role.to_owned());
                }
            }
        }
        Ok(people.into_iter().map(|(person, role)| Member { person, role }).collect())
    }

    /// The nearest manager, upwards, of whoever was exposed: the first of them who can receive it.
    async fn nearest_manager(
        &self,
        cx: &Cx,
        exposed: &Exposed,
        managers: &[PersonId],
    ) -> Result<Option<PersonId>, AppError> {
        let mut at = match exposed {
            Exposed::Colleague { person: Some(person), .. } => *person,
            _ => cx.person,
        };
        let mut seen = BTreeSet::new();
        while seen.insert(at) {
            let row = self.store.person_get(&at.to_string()).await.map_err(AppError::Store)?;
            let Some(next) = row.and_then(|row| row.manager?.parse::<PersonId>().ok()) else { return Ok(None) };
            if managers.contains(&next) {
                return Ok(Some(next));
            }
            at = next;
        }
        Ok(None)
    }

    /// Writes the incident: its shred key first, then the rows, all or none, then the pictures.
    async fn begin_incident(
        &self,
        cx: &Cx,
        incident: &Incident,
        stamped: &Stamped<Event>,
        pictures: Vec<(Picture, Vec<u8>)>,
    ) -> Result<(), AppError> {
        let id = incident.id.to_string();
        let (key, members) = self.lock_new(cx, &id, incident.members.keys().copied()).await?;
        let next = incident.next_deadline(cx.today());
        let new = NewCase {
            id: id.clone(),
            kind: INCIDENT.to_owned(),
            authority: incident.authority.to_string(),
            opened_at: cx.stamp(),
            next_deadline: next.as_ref().map(|deadline| deadline.due.to_string()),
            next_clock: next.map(|deadline| deadline.clock),
            members,
            events: Vec::new(),
            hints: Vec::new(),
        };
        self.begin_locked(&key, new, std::slice::from_ref(stamped)).await?;
        for (picture, bytes) in pictures {
            let object = format!("file/{}", picture.file);
            let sealed = self.with_random(|random| key.seal(&Context::new(&id, &object), &bytes, random))?.into_bytes();
            let size = sealed.len() as u64;
            let file = store::File { case_id: id.clone(), id: picture.file.to_string(), sealed, size };
            self.store.case_file_put(&file).await.map_err(AppError::Store)?;
        }
        Ok(())
    }
}

/// The role that is not everybody's who holds it, but the nearest manager's.
const MANAGER: &str = "manager";
/// Who steps in above all boards.
const CENTRAL: &str = "central_security";

fn authority(cx: &Cx) -> Result<AuthorityId, AppError> {
    cx.subject.authority.parse().map_err(|error: casework::id::NotAnId| AppError::Internal(error.to_string()))
}

fn check(draft: &IncidentDraft) -> Result<(), AppError> {
    let mut problems = Vec::new();
    let mut missing = |field, is_missing: bool, text: &str| {
        if is_missing {
            problems.push(Problem { field, text: text.to_owned() });
        }
    };
    missing("text", draft.text.trim().is_empty(), "Skriv vad som hände, med egna ord.");
    missing("unit", draft.unit.trim().is_empty(), "Skriv vilken enhet det gäller.");
    let unnamed = draft.colleague.as_ref().is_some_and(|name| name.trim().is_empty());
    missing("colleague", unnamed, "Skriv vad kollegan heter.");
    missing(
        "pictures",
        draft.pictures.len() > PICTURES,
        "Skicka högst tio bilder. Fler kan du lämna till den som hör av sig.",
    );
    if problems.is_empty() { Ok(()) } else { Err(AppError::Invalid(problems)) }
}
