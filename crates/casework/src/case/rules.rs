//! Who may do what, and when: one function per event, all pure.

mod acts;
mod people;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{MeasureStatus, State};
use crate::{Bars, Capacity, CaseError, Event, Seq, Stamped, Two, event::Opened, id::PersonId, local};

type May = Result<(), CaseError>;

use Capacity::{Coordinator, DecisionMaker, Expert, Handler, Hr, Registrar, Reporter};

/// Those who handle a case and read its working notes.
pub(super) const HANDLING: [Capacity; 3] = [Hr, Coordinator, Handler];
/// Those who propose and decide.
const WORKING: [Capacity; 4] = [Hr, Coordinator, Handler, DecisionMaker];
/// Those who can lead.
const LEADING: [Capacity; 2] = [Coordinator, Handler];
/// Those who know things.
const KNOWING: [Capacity; 6] = [Reporter, Hr, Coordinator, Handler, DecisionMaker, Expert];
/// Those who give it its number in the diary.
const REGISTERING: [Capacity; 4] = [Hr, Coordinator, Handler, Registrar];
/// Those who mark secrecy.
const MARKING: [Capacity; 5] = [Hr, Coordinator, Handler, DecisionMaker, Registrar];
/// Those who know of the suspicion and its facts.
const TELLING: [Capacity; 5] = [Reporter, Hr, Coordinator, Handler, DecisionMaker];

fn filled(what: &'static str, text: &str) -> May {
    if text.trim().is_empty() { Err(CaseError::Empty { what }) } else { Ok(()) }
}

fn period(from: NaiveDate, to: NaiveDate) -> May {
    if to < from { Err(CaseError::Period { from, to }) } else { Ok(()) }
}

fn hash(what: &'static str, hash: &str) -> May {
    let sound = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    if sound { Ok(()) } else { Err(CaseError::Hash { what, hash: hash.to_owned() }) }
}

/// Whether a case may be opened so.
pub(super) fn may_open(opened: &Opened, by: PersonId) -> May {
    opened.routine.check()?;
    filled("ärendets rubrik", &opened.title)?;
    if opened.concerned.is_empty() {
        return Err(CaseError::Empty { what: "vem eller vad ärendet gäller" });
    }
    opened.concerned.iter().try_for_each(|concerned| filled("namnet på den som ärendet gäller", &concerned.name))?;
    let barred = |person: PersonId, capacity: Capacity| {
        if opened.concerned.iter().any(|concerned| concerned.person == Some(person)) {
            return Err(CaseError::Conflict { person, why: "ärendet gäller personen".to_owned() });
        }
        match opened.conflicted.iter().find(|conflict| conflict.person == person && conflict.bars.bars(capacity)) {
            Some(conflict) => Err(CaseError::Conflict { person, why: conflict.why.clone() }),
            None => Ok(()),
        }
    };
    for member in &opened.members {
        barred(member.person, member.capacity)?;
    }
    barred(by, Reporter)?;
    let working = opened.members.iter().filter(|member| WORKING.contains(&member.capacity));
    if working.map(|member| member.person).collect::<BTreeSet<_>>().len() < 2 {
        return Err(CaseError::TooFew);
    }
    Ok(())
}

/// A day that lies ahead is no day that something was known or done: the clocks count from it.
pub(super) fn not_ahead(stamped: &Stamped<Event>) -> May {
    let (what, day) = match &stamped.event {
        Event::FactLearnt(fact) => ("dagen då omständigheten blev känd", fact.known_on),
        Event::ClockStopped(stop) => ("dagen då fristen stoppades", stop.on),
        Event::Disclosed(disclosure) => ("dagen för utlämnandet", disclosure.on),
        Event::Told(telling) => ("dagen för underrättelsen", telling.on),
        _ => return Ok(()),
    };
    if day > local::day(stamped.at) { Err(CaseError::Ahead { what, day }) } else { Ok(()) }
}

impl Bars {
    /// Whether a conflict keeps somebody from a capacity.
    #[must_use]
    pub const fn bars(self, capacity: Capacity) -> bool {
        match self {
            Self::Everything => true,
            Self::Deciding => !matches!(capacity, Reporter),
        }
    }
}

impl State {
    pub(super) fn may(&self, event: &Event, by: PersonId) -> May {
        match (event, &self.closed) {
            (Event::Opened(_), _) => return Err(CaseError::AlreadyOpened),
            (Event::Reopened(reopening), Some(_)) => {
                self.not_yet_done(event)?;
                return self.may_reopen(reopening, by);
            }
            (Event::Reopened(_), None) => return Err(CaseError::NotClosed),
            (_, Some(_)) => return Err(CaseError::Closed),
            (_, None) => {}
        }
        self.not_yet_done(event)?;
        match event {
            Event::RoutineRenewed(renewed) => {
                filled("skälet", &renewed.why)?;
                self.both(&renewed.two, by)?;
                self.may_renew(&renewed.routine)
            }
            Event::ConcernAdded(added) => {
                filled("namnet på den som ärendet gäller", &added.concerned.name)?;
                self.both(&added.two, by)?;
                self.new_concern(&added.concerned)
            }
            Event::ConflictNoted(noted) => {
                filled("skälet", &noted.conflict.why)?;
                self.both(&noted.two, by)
            }
            Event::MemberAdded(added) => self.may_add(added, by),
            Event::MemberLeft(left) => {
                filled("skälet", &left.why)?;
                self.member(left.person)?;
                self.both(&left.two, by)?;
                self.still_handled_without(left.person)
            }
            Event::Recused(recused) => self.may_recuse(recused, by),
            Event::KeyGiven(given) => self.may_give_key(given, by),
            Event::Taken(taken) => {
                self.capacity(by, "att ta ärendet", &LEADING)?;
                self.capacity(taken.leader, "att leda ärendet", &LEADING)
            }
            _ => self.may_act(event, by),
        }
    }

    /// Facts, evidence and measures.
    fn may_act(&self, event: &Event, by: PersonId) -> May {
        match event {
            Event::FactLearnt(fact) => {
                self.capacity(by, "att skriva in en omständighet", &TELLING)?;
                filled("omständigheten", &fact.text)?;
                self.fact_clocks(&fact.starts)
            }
            Event::ClockStopped(stop) => self.may_stop(stop, by),
            Event::NoteWritten(note) => self.may_note(note, by),
            Event::EvidenceTaken(evidence) => self.may_take(evidence, by),
            Event::CustodyAdded(added) => {
                self.capacity(by, "att föra in vem som haft underlaget", &KNOWING)?;
                filled("vem som har underlaget", &added.entry.holder)?;
                filled("vad som gjordes med underlaget", &added.entry.what)?;
                let known = self.evidence.iter().any(|evidence| evidence.taken.seq == added.evidence);
                exists(known, "underlaget", added.evidence)
            }
            Event::SignalLinked(link) => {
                // Who reports a suspicion brings the signals that it rests on.
                self.capacity(by, "att koppla en signal", &TELLING)?;
                filled("signalens fingeravtryck", &link.fingerprint)?;
                match self.signals.contains(link) {
                    true => Err(already("signalen", &link.fingerprint, "hör redan till ärendet")),
                    false => Ok(()),
                }
            }
            Event::MeasureProposed(proposed) => {
                self.capacity(by, "att föreslå en åtgärd", &WORKING)?;
                filled("skälet", &proposed.why)?;
                self.chosen(&proposed.measure, proposed.option.as_deref()).map(|_| ())
            }
            Event::MeasureDecided(decision) => self.may_decide(decision, by),
            Event::MeasureDeclined(declining) => {
                filled("»inte vald därför att«", &declining.because)?;
                self.both(&declining.two, by)?;
                let title = &self.measure(&declining.measure)?.title.sv;
                match self.measures.get(&declining.measure).map(super::MeasureState::status) {
                    Some(MeasureStatus::Decided) => Err(already("åtgärden", title, "är redan beslutad")),
                    _ => Ok(()),
                }
            }
            Event::MeasureLifted(lifting) => {
                filled("skälet", &lifting.why)?;
                self.both(&lifting.two, by)?;
                let decision = self.decided(lifting.decision).ok_or_else(|| unknown("beslutet", lifting.decision))?;
                if decision.lifted.is_some() {
                    let title = self.measure(&decision.decided.what.measure).map(|measure| measure.title.sv.as_str());
                    return Err(already("beslutet", title.unwrap_or_default(), "är redan upphävt"));
                }
                period(decision.decided.what.from, lifting.on)
            }
            _ => self.may_record(event, by),
        }
    }

    /// The rest: what is written down, and the end.
    fn may_record(&self, event: &Event, by: PersonId) -> May {
        match event {
            Event::TaskSet(task) => {
                self.capacity(by, "att ge en uppgift", &WORKING)?;
                filled("uppgiften", &task.title)?;
                self.member(task.owner)?;
                task.measure.as_deref().map_or(Ok(()), |id| self.measure(id).map(|_| ()))
            }
            Event::TaskDone(done) => {
                filled("vad uppgiften gav", &done.result)?;
                self.open_task(done.task, by)
            }
            Event::TaskMoved(moved) => {
                filled("skälet", &moved.why)?;
                self.member(moved.owner)?;
                self.open_task(moved.task, by)
            }
            Event::SecrecyMarked(mark) => {
                self.capacity(by, "att sekretessmarkera", &MARKING)?;
                filled("skälet", &mark.reason)?;
                filled("paragrafen", &mark.provision.section)?;
                let known = mark.on.is_none_or(|on| (1..=self.seq).contains(&on));
                exists(known, "händelsen", mark.on.unwrap_or_default())
            }
            Event::DiaryNumberSet(number) => {
                self.capacity(by, "att ange diarienummer", &REGISTERING)?;
                filled("diarienumret", &number.number)
            }
            Event::DocumentMade(document) => {
                self.capacity(by, "att göra en handling", &WORKING)?;
                filled("handlingens rubrik", &document.title)?;
                hash("handlingen", &document.hash)?;
                if self.routine.template(&document.template).is_none() {
                    return Err(unknown("mallen", &document.template));
                }
                exists(
                    document.decision.is_none_or(|seq| self.decided(seq).is_some()),
                    "beslutet",
                    document.decision.unwrap_or_default(),
                )
            }
            Event::Disclosed(disclosure) => {
                self.both(&disclosure.two, by)?;
                filled("mottagaren", &disclosure.to)?;
                filled("grunden", &disclosure.law)?;
                filled("avvägningen", &disclosure.weighing)?;
                filled("vad som lämnades ut", &disclosure.items.concat())
            }
            Event::Told(telling) => {
                self.capacity(by, "att föra in vem som underrättats", &WORKING)?;
                filled("vem som underrättades", &telling.who)?;
                filled("vad som sades", &telling.what)?;
                filled("grunden", &telling.law)
            }
            Event::Closed(closing) => self.may_close(closing, by),
            // An event without a rule is refused, not let through.
            _ => Err(unknown("regeln", "för händelsen")),
        }
    }

    /// A proposal is carried out once.
    fn not_yet_done(&self, event: &Event) -> May {
        match event.two().map(|two| two.proposal) {
            Some(proposal) if self.carried_out.contains(&proposal) => Err(CaseError::CarriedOut { proposal }),
            _ => Ok(()),
        }
    }

    fn member(&self, person: PersonId) -> May {
        if self.members.contains_key(&person) { Ok(()) } else { Err(CaseError::NotMember { person }) }
    }

    fn capacity(&self, person: PersonId, what: &'static str, may: &'static [Capacity]) -> May {
        self.member(person)?;
        if self.is(person, may) { Ok(()) } else { Err(CaseError::Capacity { what, may }) }
    }

    /// Two working members, of whom one writes the event.
    fn both(&self, two: &Two, by: PersonId) -> May {
        different(two, by)?;
        two.hands().into_iter().try_for_each(|hand| self.capacity(hand.person, "att besluta två tillsammans", &WORKING))
    }

    pub(super) fn decided(&self, seq: Seq) -> Option<&super::DecisionItem> {
        self.measures.values().flat_map(|measure| &measure.decisions).find(|decision| decision.decided.seq == seq)
    }
}

/// Two different people, of whom one writes the event.
fn different(two: &Two, by: PersonId) -> May {
    let [first, second] = two.hands();
    if first.person == second.person {
        return Err(CaseError::Alone { person: first.person });
    }
    if by != first.person && by != second.person {
        return Err(CaseError::NotOfTwo { person: by });
    }
    Ok(())
}

fn exists(known: bool, what: &'static str, seq: Seq) -> May {
    if known { Ok(()) } else { Err(unknown(what, seq)) }
}

fn unknown(what: &'static str, id: impl ToString) -> CaseError {
    CaseError::Unknown { what, id: id.to_string() }
}

fn already(what: &'static str, id: &str, state: &'static str) -> CaseError {
    CaseError::Already { what, id: id.to_owned(), state }
}
