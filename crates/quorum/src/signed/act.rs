//! From a signed proposal to an act by two.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    Approver, Hand, LASTS, NotAnAct, NotApproved, NotProposed, Proposer, Signature, Signs, Verifies, Why, bytes,
};
use crate::Person;

/// What somebody is about to propose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft<T> {
    /// The id of the proposal: signed too, so that one approval is not two.
    pub id: String,
    /// What is proposed.
    pub what: T,
    /// Why.
    pub reason: String,
}

/// What one person proposes and has signed. Not in force: nothing acts on it.
///
/// Whether the signature is the proposer's is tried when it is approved, so a proposal can be read from anywhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
#[serde(bound(serialize = "T: Clone", deserialize = "T: DeserializeOwned"))]
pub struct Proposal<T> {
    what: T,
    written: Written,
}

/// The form in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    /// The JSON that was signed.
    what: String,
    reason: String,
    by: Hand,
    at: i64,
    signature: Signature,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    withdrawn: Option<i64>,
}

/// What two people have signed: in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(bound(serialize = "T: Clone"))]
pub struct Act<T> {
    proposal: Proposal<T>,
    approval: Approval,
}

/// The second signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Approval {
    by: Hand,
    at: i64,
    signature: Signature,
}

/// An act as it is read, not yet checked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, bound(deserialize = "T: DeserializeOwned"))]
struct Unchecked<T> {
    proposal: Proposal<T>,
    approval: Approval,
}

impl<T: Serialize + DeserializeOwned> Proposal<T> {
    /// Signs a proposal, at a time in seconds since 1970.
    ///
    /// # Errors
    /// [`NotProposed`] when the id or the reason is empty, or what is proposed has no form that can be signed and read back.
    pub fn sign(draft: Draft<T>, by: Proposer, now: i64, signer: &impl Signs) -> Result<Self, NotProposed> {
        let Draft { id, what, reason } = draft;
        for (name, text) in [("förslagets id", &id), ("skälet", &reason), ("rollen", &by.0.role)] {
            if text.trim().is_empty() {
                return Err(NotProposed::Empty { what: name });
            }
        }
        let text = bytes::canonical(&what)?;
        // What is acted on is what the signed text says, not what it was made from.
        let what = serde_json::from_str(&text).map_err(|error| NotProposed::Form { detail: error.to_string() })?;
        let signature = signer.sign(&bytes::of_proposal(&id, &text, &reason, &by.0, now));
        Ok(Self { what, written: Written { id, what: text, reason, by: by.0, at: now, signature, withdrawn: None } })
    }
}

impl<T> Proposal<T> {
    /// Makes it an act by the hand of another person, at a time in seconds since 1970.
    ///
    /// # Errors
    /// [`NotApproved`], with the proposal, and which rule stands against it.
    pub fn approve(
        self,
        by: Approver,
        now: i64,
        signer: &impl Signs,
        verifier: &impl Verifies,
    ) -> Result<Act<T>, NotApproved<T>> {
        let tried = self.may_approve(&by, now, verifier).and_then(|()| {
            let signature = signer.sign(&self.act_bytes(&by.0, now));
            let approval = Approval { by: by.0, at: now, signature };
            self.signatures(&approval, verifier).map(|()| approval)
        });
        match tried {
            Ok(approval) => Ok(Act { proposal: self, approval }),
            Err(why) => Err(NotApproved { proposal: Box::new(self), why }),
        }
    }

    /// Takes it back. Only the proposer can; whoever keeps the proposal must keep this too.
    ///
    /// # Errors
    /// The proposal, unchanged, when somebody else tries.
    pub fn withdraw(mut self, by: &Person, now: i64) -> Result<Self, Box<Self>> {
        if self.written.by.person != *by {
            return Err(Box::new(self));
        }
        self.written.withdrawn.get_or_insert(now);
        Ok(self)
    }

    /// What is proposed.
    #[must_use]
    pub fn what(&self) -> &T {
        &self.what
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.written.id
    }

    /// Why.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.written.reason
    }

    /// Who proposes.
    #[must_use]
    pub fn by(&self) -> &Hand {
        &self.written.by
    }

    /// When, in seconds since 1970.
    #[must_use]
    pub fn at(&self) -> i64 {
        self.written.at
    }

    /// When it can no longer be approved.
    #[must_use]
    pub fn expires(&self) -> i64 {
        self.written.at.saturating_add(LASTS)
    }

    /// When it was taken back.
    #[must_use]
    pub fn withdrawn(&self) -> Option<i64> {
        self.written.withdrawn
    }

    /// Whether a hand could approve it now, before anybody signs: for a page that shows who can.
    ///
    /// # Errors
    /// [`Why`] not.
    pub fn may_approve(&self, by: &Approver, now: i64, verifier: &impl Verifies) -> Result<(), Why> {
        self.rules(&by.0, now)?;
        self.held(&by.0, now, verifier)?;
        self.proposer_signed(verifier)
    }

    /// The rules on two hands and a time.
    fn rules(&self, by: &Hand, now: i64) -> Result<(), Why> {
        let first = &self.written.by;
        if self.written.withdrawn.is_some() {
            return Err(Why::Withdrawn);
        }
        if now < self.written.at || now >= self.expires() {
            return Err(Why::Expired);
        }
        if first.person == by.person {
            return Err(Why::Alone { person: by.person.clone() });
        }
        if first.shares(by) {
            return Err(Why::Proxy);
        }
        if !first.differs(by) {
            return Err(Why::SameRole { role: by.role.clone() });
        }
        Ok(())
    }

    fn held(&self, by: &Hand, now: i64, verifier: &impl Verifies) -> Result<(), Why> {
        match [&self.written.by, by].into_iter().find(|hand| !verifier.holds(hand, now)) {
            Some(hand) => Err(Why::NotHeld { person: hand.person.clone(), role: hand.role.clone() }),
            None => Ok(()),
        }
    }

    fn proposer_signed(&self, verifier: &impl Verifies) -> Result<(), Why> {
        let Written { by, signature, .. } = &self.written;
        if verifier.verifies(&by.person, &self.bytes(), signature) {
            Ok(())
        } else {
            Err(Why::Signature { person: by.person.clone() })
        }
    }

    fn signatures(&self, approval: &Approval, verifier: &impl Verifies) -> Result<(), Why> {
        self.proposer_signed(verifier)?;
        let bytes = self.act_bytes(&approval.by, approval.at);
        if verifier.verifies(&approval.by.person, &bytes, &approval.signature) {
            Ok(())
        } else {
            Err(Why::Signature { person: approval.by.person.clone() })
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let Written { id, what, reason, by, at, .. } = &self.written;
        bytes::of_proposal(id, what, reason, by, *at)
    }

    fn act_bytes(&self, by: &Hand, at: i64) -> Vec<u8> {
        bytes::of_act(&self.bytes(), &self.written.signature, by, at)
    }
}

impl<T> Act<T> {
    /// What was agreed.
    #[must_use]
    pub fn what(&self) -> &T {
        &self.proposal.what
    }

    /// The id of the proposal.
    #[must_use]
    pub fn id(&self) -> &str {
        self.proposal.id()
    }

    /// Why.
    #[must_use]
    pub fn reason(&self) -> &str {
        self.proposal.reason()
    }

    /// Who proposed.
    #[must_use]
    pub fn proposer(&self) -> &Hand {
        self.proposal.by()
    }

    /// Who approved.
    #[must_use]
    pub fn approver(&self) -> &Hand {
        &self.approval.by
    }

    /// When it was proposed and when it was approved, in seconds since 1970.
    #[must_use]
    pub fn at(&self) -> [i64; 2] {
        [self.proposal.at(), self.approval.at]
    }
}

impl<T: Clone> Act<T> {
    /// The act as bytes, for [`Act::read`].
    ///
    /// # Errors
    /// [`NotAnAct::Form`] when it can not be written; nothing that was signed is so.
    pub fn write(&self) -> Result<Vec<u8>, NotAnAct> {
        serde_json::to_vec(self).map_err(|error| NotAnAct::Form { detail: error.to_string() })
    }
}

impl<T: DeserializeOwned> Act<T> {
    /// Reads an act and checks both signatures and every rule, as they were at the time of the approval. Whether both held
    /// their roles was tried then, and is not asked again.
    ///
    /// # Errors
    /// [`NotAnAct`] with what is wrong.
    pub fn read(bytes: &[u8], verifier: &impl Verifies) -> Result<Self, NotAnAct> {
        let Unchecked { proposal, approval }: Unchecked<T> =
            serde_json::from_slice(bytes).map_err(|error| NotAnAct::Form { detail: error.to_string() })?;
        proposal.rules(&approval.by, approval.at)?;
        proposal.signatures(&approval, verifier)?;
        Ok(Self { proposal, approval })
    }
}

impl<T: DeserializeOwned> TryFrom<Written> for Proposal<T> {
    type Error = NotProposed;

    fn try_from(written: Written) -> Result<Self, NotProposed> {
        let form = |error: serde_json::Error| NotProposed::Form { detail: error.to_string() };
        let value: serde_json::Value = serde_json::from_str(&written.what).map_err(form)?;
        // Text in another form could be read in two ways, for example by a key that stands twice.
        if bytes::canonical_value(&value)? != written.what {
            return Err(NotProposed::Form { detail: "texten har inte den form som skrivs under".to_owned() });
        }
        Ok(Self { what: serde_json::from_value(value).map_err(form)?, written })
    }
}

impl<T> From<Proposal<T>> for Written {
    fn from(proposal: Proposal<T>) -> Self {
        proposal.written
    }
}
