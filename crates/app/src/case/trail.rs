//! The sealed events that a case is made of, and an incident, a recruitment, a report and a declaration: one way to open
//! them, to add to them and to begin.

use casework::{Hand, Seq};
use serde::{Serialize, de::DeserializeOwned};
use store::NewCase;
use vault::{PublicKeys, VaultError};

use super::*;

/// Opens what was sealed for a place.
type Opens<'a> = &'a (dyn Fn(&Context<'_>, &Sealed) -> Result<Zeroizing<Vec<u8>>, VaultError> + Sync);

/// The key of a case as its member holds it, and the case's events as they are sealed.
pub(crate) struct Trail {
    pub(crate) key: CaseKey,
    pub(crate) extent: Extent,
    pub(crate) events: Vec<Vec<u8>>,
}

impl App {
    /// The key and the events of what the person is a member of, if nothing is missing of what the journal told.
    pub(crate) async fn trail(&self, cx: &Cx, plain: &Plain) -> Result<Trail, AppError> {
        let keys = self.keys(cx)?;
        if plain.record.state == store::CaseState::Disposed {
            return Err(AppError::NotFound);
        }
        let person = cx.person.to_string();
        let wrapped = plain.current().find(|member| member.person == person).and_then(|one| one.wrapped_key.clone());
        let shred = self.shred.get(&plain.record.id)?;
        let key = CaseKey::unwrap(&keys, &wrapped.ok_or(AppError::NotFound)?, &shred)?;
        let (extent, events) = self.whole_events(plain).await?;
        Ok(Trail { key, extent, events })
    }

    /// The sealed events and how far they reach, if nothing is missing of what the journal told.
    pub(crate) async fn whole_events(&self, plain: &Plain) -> Result<(Extent, Vec<Vec<u8>>), AppError> {
        let told = self.told_of_case(&plain.record.id.parse().map_err(|_| AppError::NotFound)?).await?;
        let events = self.store.case_events(&plain.record.id).await.map_err(AppError::Store)?;
        Ok((self.whole(plain, told.as_ref(), &events)?, events))
    }

    /// An event, sealed with the key of its case for its place.
    pub(crate) fn seal_event<E: Serialize>(
        &self,
        key: &CaseKey,
        case: &str,
        event: &Stamped<E>,
    ) -> Result<Vec<u8>, AppError> {
        let (text, object) = written(event, event.seq)?;
        Ok(self.with_random(|random| key.seal(&Context::new(case, &object), &text, random))?.into_bytes())
    }

    /// Adds sealed events and what lists need of them: all or none, and only if nobody was before.
    pub(crate) async fn add_events(
        &self,
        record: &store::Case,
        extent: &Extent,
        sealed: &[Vec<u8>],
        update: &RecordUpdate,
    ) -> Result<Extent, AppError> {
        match self.store.case_append(&record.id, record.events, sealed, update).await {
            Ok(()) => {
                let extent = sealed.iter().fold(extent.clone(), |extent, sealed| extent.with(sealed));
                crate::app::tell(extent.payload());
                Ok(extent)
            }
            Err(store::Error::Conflict { .. }) => Err(AppError::Conflict),
            Err(error) => Err(AppError::Store(error)),
        }
    }

    /// A new key, and the rows of those of the people who have keys to wrap it to.
    pub(crate) async fn lock_new(
        &self,
        cx: &Cx,
        case: &str,
        people: impl Iterator<Item = PersonId>,
    ) -> Result<(CaseKey, Vec<store::Member>), AppError> {
        let key = self.with_random(CaseKey::generate)?;
        self.with_random(|random| self.shred.create(case, random))?;
        let mut members = Vec::new();
        for person in people {
            let Some(public) = self.public_keys(&person.to_string()).await? else { continue };
            members.push(self.member(cx, (case, &key), (person, &public), None)?);
        }
        Ok((key, members))
    }

    /// The row of somebody who becomes a member, with the key of the case wrapped to their own.
    pub(crate) fn member(
        &self,
        cx: &Cx,
        (case, key): (&str, &CaseKey),
        (person, public): (PersonId, &PublicKeys),
        proposal: Option<String>,
    ) -> Result<store::Member, AppError> {
        let shred = self.shred.get(case)?;
        let wrapped_key = Some(self.with_random(|random| key.wrap_to(public, &shred, random))?);
        let (case_id, person) = (case.to_owned(), person.to_string());
        Ok(store::Member { case_id, person, wrapped_key, since: cx.stamp(), until: None, proposal })
    }

    /// Writes what [`App::lock_new`] made a key for, all rows or none; its key goes with it when that fails.
    pub(crate) async fn begin_locked<E: Serialize>(
        &self,
        key: &CaseKey,
        new: NewCase,
        events: &[Stamped<E>],
    ) -> Result<(), AppError> {
        let sealed: Result<Vec<_>, _> = events.iter().map(|event| self.seal_event(key, &new.id, event)).collect();
        let new = NewCase { events: sealed?, ..new };
        let extent = new.events.iter().fold(self.extent(&new.id), |extent, sealed| extent.with(sealed));
        if let Err(error) = self.store.case_open(&new).await {
            self.shred.destroy(&new.id)?;
            return Err(AppError::Store(error));
        }
        crate::app::tell(extent.payload());
        Ok(())
    }
}

/// The act of a person as it stands in an event.
pub(crate) fn hand(cx: &Cx) -> Hand {
    Hand { person: cx.person, role: cx.role().as_str().to_owned() }
}

/// An event of the person, for its place.
pub(crate) fn stamped<E>(cx: &Cx, seq: Seq, event: E) -> Stamped<E> {
    let Hand { person: by, role } = hand(cx);
    Stamped { seq, at: cx.at, by, role, event }
}

/// The events of a case in their order; each must have been sealed for its place.
pub(crate) fn opened_events<E: DeserializeOwned>(
    case: &str,
    events: Vec<Vec<u8>>,
    open: Opens<'_>,
) -> Result<Vec<E>, AppError> {
    let one = |(seq, sealed): (Seq, Vec<u8>)| {
        let text = open(&Context::new(case, &place(seq)), &Sealed::from_bytes(sealed)?)?;
        read(&text, seq)
    };
    (1_u64..).zip(events).map(one).collect()
}

/// An event as it is written before it is sealed, and for which place.
pub(crate) fn written<E: Serialize>(event: &E, seq: Seq) -> Result<(Zeroizing<Vec<u8>>, String), AppError> {
    let text = serde_json::to_vec(event).map_err(|error| AppError::Internal(crate::error::place(&error)))?;
    Ok((Zeroizing::new(text), place(seq)))
}

/// An event as [`written`] wrote it.
pub(crate) fn read<E: DeserializeOwned>(text: &[u8], seq: Seq) -> Result<E, AppError> {
    serde_json::from_slice(text).map_err(|error| {
        AppError::Internal(format!("händelse {seq} går inte att läsa: {}", crate::error::place(&error)))
    })
}

fn place(seq: Seq) -> String {
    format!("event/{seq}")
}
