//! What may happen in an incident, and when: pure.

use chrono::NaiveDate;

use super::{
    IncidentError, State,
    event::{Added, Closing, Disposal, Event, Exposed, Reported},
    routine::Ends,
};
use crate::{Stamped, event::ClockStop, id::PersonId, local};

type May = Result<(), IncidentError>;

fn filled(what: &'static str, text: &str) -> May {
    if text.trim().is_empty() { Err(IncidentError::Empty { what }) } else { Ok(()) }
}

fn not_ahead(what: &'static str, day: NaiveDate, today: NaiveDate) -> May {
    if day > today { Err(IncidentError::Ahead { what, day }) } else { Ok(()) }
}

/// Whether an incident may be reported so.
pub(super) fn may_report(reported: &Reported, first: &Stamped<Event>) -> May {
    reported.routine.check()?;
    if reported.routine.kind(&reported.kind).is_none() {
        return Err(IncidentError::Unknown { what: "form", id: reported.kind.clone() });
    }
    if reported.routine.process(&reported.process).is_none() {
        return Err(IncidentError::Unknown { what: "process", id: reported.process.clone() });
    }
    filled("vad som hände", &reported.text)?;
    filled("enheten", &reported.unit)?;
    if let Exposed::Colleague { name, .. } = &reported.exposed {
        filled("namnet på den utsatta kollegan", name)?;
    }
    not_ahead("dagen för händelsen", reported.happened_on, local::day(first.at))?;
    let is_hash = |hash: &str| hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !reported.pictures.iter().all(|picture| is_hash(&picture.hash)) {
        return Err(IncidentError::Hash);
    }
    if reported.members.is_empty() {
        return Err(IncidentError::Nobody);
    }
    Ok(())
}

impl State {
    /// Whether an event may come next.
    pub(super) fn may(&self, stamped: &Stamped<Event>) -> May {
        let (by, today) = (stamped.by, local::day(stamped.at));
        if !self.members.contains_key(&by) {
            return Err(IncidentError::NotMember { person: by });
        }
        match (&stamped.event, &self.closed) {
            (Event::Reopened(words), Some(_)) => return filled("skälet", &words.text),
            (Event::Reopened(_), None) => return Err(IncidentError::Open),
            (Event::DisposalProposed(disposal), _) => return self.may_propose_disposal(disposal, today),
            (Event::NoteWritten(_) | Event::MemberAdded(_), _) | (_, None) => {}
            (_, Some(_)) => return Err(IncidentError::Closed),
        }
        match &stamped.event {
            Event::Reported(_) => Err(IncidentError::AlreadyReported),
            Event::Taken(_) if self.handler == Some(by) => {
                Err(IncidentError::Done { what: "att du tar hand om händelsen" })
            }
            // What a closed incident lets happen was settled above.
            Event::Taken(_) | Event::Reopened(_) | Event::DisposalProposed(_) => Ok(()),
            Event::MemberAdded(added) => self.may_add(added),
            Event::Judged(judged) => {
                filled("skälet", &judged.why)?;
                not_ahead("dagen då det blev känt", judged.known_on, today)
            }
            Event::ClockStopped(stop) => self.may_stop(stop, today),
            Event::PoliceDecided(police) => {
                filled("skälet", &police.why)?;
                not_ahead("dagen för beslutet", police.on, today)
            }
            Event::Talked(talk) => {
                filled("vad ni kom fram till", &talk.text)?;
                not_ahead("dagen för samtalet", talk.on, today)
            }
            Event::MeasureSet(measure) => {
                filled("åtgärden", &measure.text)?;
                filled("vem som gör det", &measure.owner)?;
                if measure.due < today {
                    return Err(IncidentError::Past { what: "den sista dagen", day: measure.due });
                }
                Ok(())
            }
            Event::MeasureDone(done) => {
                filled("vad som gjordes", &done.text)?;
                if self.open_measures().contains(&done.measure) {
                    Ok(())
                } else {
                    Err(IncidentError::Absent { what: "åtgärd som ska göras", seq: done.measure })
                }
            }
            Event::ReviewDecided(review) => filled("skälet", &review.why),
            Event::NoteWritten(words) => filled("anteckningen", &words.text),
            Event::Told(words) => filled("meddelandet", &words.text),
            Event::PostAdded(_) | Event::Countered(_) | Event::LevelSet(_) => {
                self.may_in_campaign(&stamped.event, today)
            }
            Event::ClosingProposed(closing) => self.may_propose(closing, today),
            Event::Closed(agreed) => match &self.closing {
                Some(closing) if closing.seq != agreed.proposed => {
                    Err(IncidentError::Absent { what: "föreslaget avslut", seq: agreed.proposed })
                }
                // Where nobody else could be found, nobody else can agree.
                Some(closing) if closing.by == by && self.members.len() > 1 => Err(IncidentError::Alone),
                Some(_) => Ok(()),
                None => Err(IncidentError::Absent { what: "föreslaget avslut", seq: agreed.proposed }),
            },
        }
    }

    /// Somebody comes in by their role, and never by one that whoever reported left out.
    fn may_add(&self, added: &Added) -> May {
        filled("skälet", &added.why)?;
        if self.members.contains_key(&added.person) {
            return Err(IncidentError::Done { what: "att personen är med i händelsen" });
        }
        if self.left_out.contains(&added.role) {
            return Err(IncidentError::LeftOut);
        }
        Ok(())
    }

    fn may_propose_disposal(&self, disposal: &Disposal, today: NaiveDate) -> May {
        self.is_over(today)?;
        filled("grunden för gallringen", &disposal.ground)
    }

    /// Whether the time has run out that a closed incident is kept.
    fn is_over(&self, today: NaiveDate) -> May {
        let closed = self.closed.as_ref().ok_or(IncidentError::Open)?;
        let until = closed.what.retain_until;
        if until < today { Ok(()) } else { Err(IncidentError::Kept { until }) }
    }

    pub(super) fn may_dispose(&self, person: PersonId, today: NaiveDate) -> May {
        if !self.members.contains_key(&person) {
            return Err(IncidentError::NotMember { person });
        }
        self.is_over(today)?;
        match &self.disposal {
            None => Err(IncidentError::Absent { what: "föreslagen gallring", seq: self.seq }),
            Some(proposed) if proposed.by == person => Err(IncidentError::DisposesAlone),
            Some(_) => Ok(()),
        }
    }

    fn may_stop(&self, stop: &ClockStop, today: NaiveDate) -> May {
        filled("skälet", &stop.why)?;
        not_ahead("dagen då fristen stoppades", stop.on, today)?;
        let known = self.clocks.iter().find(|one| one.clock == stop.clock && one.started_by == stop.started_by);
        match known {
            Some(running) if running.stopped.is_some() => Err(IncidentError::Done { what: "att stoppa fristen" }),
            Some(_) if !self.stops_by_hand(&stop.clock) => Err(IncidentError::Decide),
            Some(_) => Ok(()),
            None => Err(IncidentError::Absent { what: "frist som startades", seq: stop.started_by }),
        }
    }

    fn may_in_campaign(&self, event: &Event, today: NaiveDate) -> May {
        if !self.is_campaign() {
            return Err(IncidentError::NotCampaign);
        }
        match event {
            Event::PostAdded(post) => {
                filled("var inlägget finns", &post.place)?;
                filled("vad inlägget påstår", &post.text)?;
                not_ahead("dagen för inlägget", post.on, today)
            }
            Event::Countered(counter) => {
                filled("var ni svarade", &counter.place)?;
                filled("vad ni svarade", &counter.text)?;
                not_ahead("dagen för svaret", counter.on, today)
            }
            Event::LevelSet(level) => filled("skälet", &level.why),
            _ => Ok(()),
        }
    }

    fn may_propose(&self, closing: &Closing, today: NaiveDate) -> May {
        filled("vad som blev av händelsen", &closing.outcome)?;
        filled("lärdomen", &closing.lesson)?;
        if closing.retain_until < today {
            return Err(IncidentError::Past {
                what: "den sista dag som händelsen finns kvar",
                day: closing.retain_until,
            });
        }
        let left = self.unfinished();
        if left.is_empty() { Ok(()) } else { Err(IncidentError::Unfinished { left }) }
    }

    /// Whether somebody stops a clock by hand: one that the routine ends so, or a talk that nobody needs. The others end
    /// with their decision.
    #[must_use]
    pub fn stops_by_hand(&self, clock: &str) -> bool {
        self.routine.clock(clock).is_some_and(|known| matches!(known.ends, Ends::ByHand | Ends::Talk | Ends::TalkAgain))
    }
}
