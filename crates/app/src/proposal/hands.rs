//! The two hands of an act: whose keys sign, and what is known of both.

use std::collections::BTreeMap;

use access::Subject;
use quorum::{
    Person,
    signed::{Approver, Hand, Proposal, Proposer, Signature, Signs, Verifies},
};
use std::sync::Arc;
use vault::{PersonKeys, PublicKeys};

use super::Act;
use crate::{App, AppError, Cx};

/// A person's unlocked key.
pub(crate) struct Signer(Arc<PersonKeys>);

impl Signs for Signer {
    fn sign(&self, bytes: &[u8]) -> Signature {
        Signature(self.0.sign(bytes).0.to_vec())
    }
}

/// What is known of the two: their public keys, every one they ever had, and what they are today.
pub(crate) struct Both {
    keys: BTreeMap<Person, Vec<PublicKeys>>,
    subjects: BTreeMap<Person, Subject>,
    authority: String,
    today: chrono::NaiveDate,
}

impl Verifies for Both {
    fn verifies(&self, person: &Person, bytes: &[u8], signature: &Signature) -> bool {
        let Ok(signature) = <[u8; 64]>::try_from(signature.0.as_slice()) else { return false };
        let signature = vault::Signature(signature);
        self.keys.get(person).is_some_and(|keys| keys.iter().any(|key| key.verify(bytes, &signature).is_ok()))
    }

    fn holds(&self, hand: &Hand, _: i64) -> bool {
        let Some(subject) = self.subjects.get(&hand.person) else { return false };
        let employed = subject.employed_until.is_none_or(|last| self.today <= last);
        // In the authority of the proposal: the same role held elsewhere is another.
        let holds = |held: &access::Holding| held.authority == self.authority && held.holds(self.today);
        let role = subject.roles.iter().any(|held| held.role.as_str() == hand.role && holds(held));
        let manager = subject.manager.as_deref().and_then(|id| Person::new(id).ok());
        employed && role && hand.manager == manager && hand.acting_for.is_none()
    }
}

impl App {
    /// The person's key, to sign with.
    pub(crate) fn signer(&self, cx: &Cx) -> Result<Signer, AppError> {
        self.keys(cx).map(Signer)
    }

    pub(crate) fn proposer(&self, cx: &Cx) -> Result<Proposer, AppError> {
        hand(cx).map(Proposer)
    }

    pub(crate) fn approver(&self, cx: &Cx) -> Result<Approver, AppError> {
        hand(cx).map(Approver)
    }

    /// What is known of the proposer and of the one who is about to approve.
    pub(crate) async fn verifier(&self, cx: &Cx, proposal: &Proposal<Act>, authority: &str) -> Result<Both, AppError> {
        let people = [proposal.by().person.as_str().to_owned(), cx.person.to_string()];
        self.verifier_of(cx, people.into_iter(), authority).await
    }

    /// What is known of some people whose signatures are checked.
    pub(crate) async fn verifier_of(
        &self,
        cx: &Cx,
        people: impl Iterator<Item = String>,
        authority: &str,
    ) -> Result<Both, AppError> {
        let (keys, subjects) = (BTreeMap::new(), BTreeMap::new());
        let mut both = Both { keys, subjects, authority: authority.to_owned(), today: cx.today() };
        for id in people.collect::<Vec<_>>() {
            let person = name(&id)?;
            let Some(row) = self.store.person_get(&id).await.map_err(AppError::Store)? else { continue };
            both.subjects.insert(person.clone(), self.subject(&row, None).await?);
            both.keys.insert(person, self.all_public_keys(&id).await?);
        }
        Ok(both)
    }
}

fn hand(cx: &Cx) -> Result<Hand, AppError> {
    Ok(Hand {
        person: name(&cx.person.to_string())?,
        role: cx.role().as_str().to_owned(),
        manager: cx.subject.manager.as_deref().map(name).transpose()?,
        acting_for: None,
    })
}

fn name(id: &str) -> Result<Person, AppError> {
    Person::new(id).map_err(|error| AppError::Internal(error.to_string()))
}
