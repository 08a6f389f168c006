//! Who may do what in a report, and when; all pure.

use chrono::NaiveDate;

use super::{
    ReportError, State,
    event::{
        Acknowledged, Acknowledgement, Archive, Author, Closed, Disposed, Entry, Event, Form, HandedOver, Identity,
        IdentityReleased, Kept, Leaving, Message, Received, RecipientLeft, Recused, Removal, Signing,
    },
    recipients::Appointment,
};
use crate::{Two, id::PersonId};

type May = Result<(), ReportError>;

/// The role in which identities are kept.
const CUSTODIAN: &str = "custodian";

fn filled(what: &'static str, text: &str) -> May {
    if text.trim().is_empty() { Err(ReportError::Empty { what }) } else { Ok(()) }
}

fn hash(what: &'static str, hash: &str) -> May {
    let sound = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    if sound { Ok(()) } else { Err(ReportError::Hash { what, hash: hash.to_owned() }) }
}

fn said(message: &Message) -> May {
    if message.files.is_empty() { filled("meddelandet", &message.text) } else { Ok(()) }
}

/// Whether a report may be received so.
pub(super) fn may_receive(received: &Received, by: &Author) -> May {
    filled("rapporten", &received.answers.iter().map(|answer| answer.text.as_str()).collect::<String>())?;
    match received.form {
        Form::Oral(Kept::RecordedWithout) | Form::Meeting(Kept::RecordedWithout) => return Err(ReportError::NoConsent),
        Form::Written | Form::Oral(_) | Form::Meeting(_) => {}
    }
    if received.recipients.is_empty() {
        return Err(ReportError::Nobody);
    }
    for one in &received.recipients {
        if received.barred().any(|barred| barred == one.person) {
            return Err(ReportError::Barred);
        }
        appointed(one, &received.authority, received.arrived)?;
    }
    // What is said is written down by one of those who heard it.
    match (by, received.form) {
        (Author::Reporter, _) => Ok(()),
        (Author::Person(hand), Form::Oral(_) | Form::Meeting(_))
            if received.recipients.iter().any(|one| one.person == hand.person) =>
        {
            Ok(())
        }
        (Author::Person(_), _) => Err(ReportError::NotRecipient { what: "att skriva in en muntlig rapport" }),
    }
}

fn appointed(one: &Appointment, channel: &crate::id::AuthorityId, day: NaiveDate) -> May {
    if one.channel == *channel && one.holds(day) {
        Ok(())
    } else {
        Err(ReportError::NotAppointed { person: one.person, day })
    }
}

impl State {
    pub(super) fn may(&self, event: &Event, by: &Author) -> May {
        self.still(event)?;
        if event.two().is_some_and(|two| self.carried_out.contains(&two.proposal)) {
            return Err(ReportError::Already { what: "förslaget" });
        }
        match event {
            Event::Received(_) => Err(ReportError::AlreadyReceived),
            Event::Acknowledged(acknowledged) => self.may_acknowledge(acknowledged, by),
            Event::MessageToReporter(message) => {
                self.recipient(by, "att skriva till den som rapporterade", said(message))
            }
            Event::MessageFromReporter(message) => reporter(by, "att skriva som den som rapporterade", said(message)),
            Event::FeedbackGiven(feedback) => {
                self.recipient(by, "att ge återkoppling", filled("återkopplingen", &feedback.text))
            }
            Event::FollowUpNoted(follow_up) => {
                self.recipient(by, "att anteckna uppföljning", filled("uppföljningen", &follow_up.text))
            }
            Event::IrrelevantRemoved(removal) => self.recipient(by, "att ta bort uppgifter", self.may_remove(removal)),
            Event::MinutesOffered(minutes) => {
                self.recipient(by, "att lägga fram ett protokoll", filled("protokollet", &minutes.text))?;
                self.oral()
            }
            Event::MinutesCorrected(minutes) => {
                reporter(by, "att rätta protokollet", filled("protokollet", &minutes.text))?;
                self.unsigned().map(drop)
            }
            Event::MinutesSigned(signing) => reporter(by, "att skriva under protokollet", self.may_sign(signing)),
            Event::ReporterTold(message) => {
                self.recipient(by, "att underrätta", filled("underrättelsen", &message.text))
            }
            Event::HandedOver(handed) => self.may_hand_over(handed, by),
            Event::Recused(recused) => self.may_recuse(recused, by),
            Event::RecipientLeft(left) => self.may_leave(left, by),
            Event::IdentityReleased(released) => self.may_release(released, by),
            Event::Closed(closed) => self.may_close(closed, by),
            Event::Disposed(disposed) => self.may_dispose(disposed, by),
        }
    }

    /// What a closed report still lets happen: nobody is silenced, and nobody is stuck in it.
    fn still(&self, event: &Event) -> May {
        match event {
            _ if self.disposed.is_some() => Err(ReportError::Disposed),
            Event::Disposed(_) if self.closed.is_none() => Err(ReportError::NotClosed),
            Event::MessageToReporter(_)
            | Event::MessageFromReporter(_)
            | Event::IrrelevantRemoved(_)
            | Event::Recused(_)
            | Event::RecipientLeft(_)
            | Event::Disposed(_) => Ok(()),
            _ if self.closed.is_some() => Err(ReportError::Closed),
            _ => Ok(()),
        }
    }

    /// A day of an act lies between the arrival and the day of writing, or the next, which may have begun in Sweden.
    pub(super) fn not_ahead(&self, entry: &Entry) -> May {
        let day = match &entry.event {
            Event::Acknowledged(acknowledged) => acknowledged.on,
            Event::FeedbackGiven(feedback) => feedback.on,
            Event::FollowUpNoted(follow_up) => follow_up.on,
            Event::HandedOver(handed) => handed.on,
            Event::Closed(closed) => closed.on,
            Event::Disposed(disposed) => disposed.on,
            Event::Recused(recused) => return self.comes_in(&recused.successor, entry),
            Event::RecipientLeft(left) => return self.comes_in(&left.successor, entry),
            _ => return Ok(()),
        };
        let first = match &entry.event {
            Event::Disposed(_) => self.closed.as_ref().map_or(self.arrived, |closed| closed.on),
            _ => self.arrived,
        };
        let last = entry.at.date_naive().succ_opt().unwrap_or(NaiveDate::MAX);
        if (first..=last).contains(&day) { Ok(()) } else { Err(ReportError::Day { day }) }
    }

    /// A successor's decision is in force on the day; a recipient who is in already was let in by theirs.
    fn comes_in(&self, successor: &Appointment, entry: &Entry) -> May {
        match self.recipients.contains_key(&successor.person) {
            true => Ok(()),
            false => appointed(successor, &self.authority, entry.at.date_naive()),
        }
    }

    fn recipient(&self, by: &Author, what: &'static str, rest: May) -> May {
        match by {
            Author::Person(hand) if self.recipients.contains_key(&hand.person) => rest,
            _ => Err(ReportError::NotRecipient { what }),
        }
    }

    fn may_acknowledge(&self, acknowledged: &Acknowledged, by: &Author) -> May {
        let why = match &acknowledged.how {
            Acknowledgement::WouldReveal { why } => filled("skälet", why),
            Acknowledgement::Sent | Acknowledgement::Waived => Ok(()),
        };
        // The reporter says no to it, or a recipient notes that the reporter did.
        match (&acknowledged.how, by) {
            (Acknowledgement::Waived, Author::Reporter) => {}
            _ => self.recipient(by, "att bekräfta mottagandet", why)?,
        }
        if self.acknowledged.is_some() { Err(ReportError::Already { what: "bekräftelsen" }) } else { Ok(()) }
    }

    fn may_remove(&self, removal: &Removal) -> May {
        filled("slaget av uppgift", &removal.kind)?;
        filled("skälet", &removal.why)?;
        if (1..=self.seq).contains(&removal.of) { Ok(()) } else { Err(ReportError::Unknown { seq: removal.of }) }
    }

    fn oral(&self) -> May {
        if self.form == Form::Written { Err(ReportError::NotOral) } else { Ok(()) }
    }

    /// The minutes, as long as they are not signed.
    fn unsigned(&self) -> Result<&super::Version, ReportError> {
        match &self.minutes {
            None => Err(ReportError::NotOral),
            Some(version) if version.signed.is_some() => Err(ReportError::Already { what: "underskriften" }),
            Some(version) => Ok(version),
        }
    }

    fn may_sign(&self, signing: &Signing) -> May {
        let latest = self.unsigned()?.seq;
        if signing.version == latest { Ok(()) } else { Err(ReportError::OldVersion { version: signing.version }) }
    }

    fn may_hand_over(&self, handed: &HandedOver, by: &Author) -> May {
        self.both(&handed.two, by, &[])?;
        filled("mottagaren", &handed.to)?;
        filled("vad som lämnas", &handed.items.concat())?;
        filled("varför det behövs", &handed.need)?;
        match &handed.identity {
            Identity::Withheld => return Ok(()),
            Identity::FollowsAfterTelling { told } if !self.told.contains(told) => {
                return Err(ReportError::NotTold { told: *told });
            }
            Identity::FollowsAfterTelling { .. } => {}
            Identity::FollowsUntold { why } => filled("hur det skulle försvåra uppföljningen", why)?,
        }
        match (self.named, &self.identity_released) {
            (false, _) => Err(ReportError::Anonymous),
            (true, None) => Err(ReportError::NotReleased),
            (true, Some(_)) => Ok(()),
        }
    }

    fn may_recuse(&self, recused: &Recused, by: &Author) -> May {
        self.recipient(by, "att anmäla jäv", filled("skälet", &recused.why))?;
        match by {
            Author::Person(hand) => self.may_succeed(hand.person, recused.successor.person),
            Author::Reporter => Err(ReportError::NotRecipient { what: "att anmäla jäv" }),
        }
    }

    fn may_leave(&self, left: &RecipientLeft, by: &Author) -> May {
        filled("skälet", left.leaving.why())?;
        if !self.recipients.contains_key(&left.person) {
            return Err(ReportError::NotRecipient { what: "att lämna över" });
        }
        self.may_succeed(left.person, left.successor.person)?;
        self.both(&left.two, by, &[left.successor.person])?;
        let own = left.two.hands().into_iter().any(|hand| hand.person == left.person);
        if own && matches!(left.leaving, Leaving::Conflict { .. }) { Err(ReportError::Barred) } else { Ok(()) }
    }

    /// Somebody takes over: never the one who goes, and nobody who may not know of the report.
    fn may_succeed(&self, person: PersonId, successor: PersonId) -> May {
        if successor == person {
            return Err(ReportError::Alone { person });
        }
        if self.barred.contains(&successor) { Err(ReportError::Barred) } else { Ok(()) }
    }

    fn may_release(&self, released: &IdentityReleased, by: &Author) -> May {
        filled("skälet", &released.why)?;
        different(&released.two, by)?;
        let hands = released.two.hands();
        let inside = |person: PersonId| self.recipients.contains_key(&person);
        let custodian = hands.iter().any(|hand| hand.role == CUSTODIAN && !inside(hand.person));
        if !custodian || !hands.iter().any(|hand| inside(hand.person)) {
            return Err(ReportError::NoCustodian);
        }
        if hands.iter().any(|hand| self.barred.contains(&hand.person)) {
            return Err(ReportError::Barred);
        }
        match (self.named, &self.identity_released) {
            (false, _) => Err(ReportError::Anonymous),
            (true, Some(_)) => Err(ReportError::Already { what: "utlämnandet av identiteten" }),
            (true, None) => Ok(()),
        }
    }

    pub(super) fn unfinished(&self) -> Vec<&'static str> {
        let mut left = Vec::new();
        if self.acknowledged.is_none() {
            left.push("mottagandet är inte bekräftat, och det står inte varför");
        }
        if self.feedback.is_none() {
            left.push("ingen återkoppling är lämnad");
        }
        if self.follow_up.is_empty() {
            left.push("ingen uppföljning är antecknad");
        }
        left
    }

    fn may_close(&self, closed: &Closed, by: &Author) -> May {
        self.both(&closed.two, by, &[])?;
        filled("skälet", &closed.why)?;
        let left = self.unfinished();
        if left.is_empty() { Ok(()) } else { Err(ReportError::Unfinished { left }) }
    }

    fn may_dispose(&self, disposed: &Disposed, by: &Author) -> May {
        self.both(&disposed.two, by, &[])?;
        hash("gallringsintyget", &disposed.certificate)?;
        match &disposed.archive {
            Archive::Exported { hash: of } => hash("arkivexporten", of),
            Archive::NothingToKeep { ground } => filled("grunden för att inget bevaras", ground),
        }
    }

    /// Two recipients, or one and somebody of `others`, of whom one writes the event.
    fn both(&self, two: &Two, by: &Author, others: &[PersonId]) -> May {
        different(two, by)?;
        let hands = two.hands();
        let inside = |person: PersonId| self.recipients.contains_key(&person);
        let all = hands.iter().all(|hand| inside(hand.person) || others.contains(&hand.person));
        if all && hands.iter().any(|hand| inside(hand.person)) {
            Ok(())
        } else {
            Err(ReportError::NotRecipient { what: "att besluta två tillsammans" })
        }
    }
}

fn reporter(by: &Author, what: &'static str, rest: May) -> May {
    if *by == Author::Reporter { rest } else { Err(ReportError::NotReporter { what }) }
}

/// Two different people, of whom one writes the event.
fn different(two: &Two, by: &Author) -> May {
    let [first, second] = two.hands();
    if first.person == second.person {
        return Err(ReportError::Alone { person: first.person });
    }
    match by {
        Author::Person(hand) if [first.person, second.person].contains(&hand.person) => Ok(()),
        _ => Err(ReportError::NotOfTwo),
    }
}
