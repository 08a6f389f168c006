//! Who may do what, and when: one function per event, all pure.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{MeasureStatus, State};
use crate::{
    Bars, Capacity, CaseError, Closing, Decision, Event, Evidence, EvidenceKind, Layer, Note, Outcome, Seq, Two,
    event::{ClockStop, Concerned, MemberAdded, Opened, Recused, Reopening},
    id::PersonId,
    routine::{Measure, Starts},
};

type May = Result<(), CaseError>;

use Capacity::{Coordinator, DecisionMaker, Handler, Hr, Reporter};

/// Those who handle a case and read its working notes.
pub(super) const HANDLING: [Capacity; 3] = [Hr, Coordinator, Handler];
/// Those who propose and decide.
const WORKING: [Capacity; 4] = [Hr, Coordinator, Handler, DecisionMaker];
/// Those who can lead.
const LEADING: [Capacity; 2] = [Coordinator, Handler];
/// Those who know things.
const KNOWING: [Capacity; 6] = Capacity::ALL;
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
            (Event::Reopened(reopening), Some(_)) => return self.may_reopen(reopening, by),
            (Event::Reopened(_), None) => return Err(CaseError::NotClosed),
            (_, Some(_)) => return Err(CaseError::Closed),
            (_, None) => {}
        }
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
            Event::Taken(taken) => {
                self.capacity(by, "att ta ärendet", &LEADING)?;
                self.capacity(taken.leader, "att leda ärendet", &LEADING)
            }
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
                self.capacity(by, "att koppla en signal", &HANDLING)?;
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
                self.measure(&declining.measure)?;
                match self.measures.get(&declining.measure).map(super::MeasureState::status) {
                    Some(MeasureStatus::Decided) => Err(already("åtgärden", &declining.measure, "är redan beslutad")),
                    _ => Ok(()),
                }
            }
            Event::MeasureLifted(lifting) => {
                filled("skälet", &lifting.why)?;
                self.both(&lifting.two, by)?;
                let decision = self.decided(lifting.decision).ok_or_else(|| unknown("beslutet", lifting.decision))?;
                if decision.lifted.is_some() {
                    return Err(already("beslutet", &lifting.decision.to_string(), "är redan upphävt"));
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
                self.capacity(by, "att sekretessmarkera", &WORKING)?;
                filled("skälet", &mark.reason)?;
                filled("paragrafen", &mark.provision.section)?;
                let known = mark.on.is_none_or(|on| (1..=self.seq).contains(&on));
                exists(known, "händelsen", mark.on.unwrap_or_default())
            }
            Event::DiaryNumberSet(number) => {
                self.capacity(by, "att ange diarienummer", &HANDLING)?;
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

    fn may_add(&self, added: &MemberAdded, by: PersonId) -> May {
        let MemberAdded { member, why, two } = added;
        filled("varför personen behövs", why)?;
        different(two, by)?;
        self.capacity(two.proposer.person, "att föreslå en medlem", &WORKING)?;
        // The one who approves may stand outside, or a case with one member left could never get another.
        let approver = two.approver.person;
        if !self.members.contains_key(&approver) {
            self.not_barred(approver, DecisionMaker)?;
            if !self.routine.steps.iter().any(|step| step.role == two.approver.role) {
                return Err(CaseError::NotMember { person: approver });
            }
        }
        if approver == member.person {
            return Err(CaseError::Alone { person: approver });
        }
        self.not_barred(member.person, member.capacity)?;
        match self.is(member.person, &[member.capacity]) {
            true => Err(already("personen", &member.person.to_string(), "är redan med i den egenskapen")),
            false => Ok(()),
        }
    }

    fn not_barred(&self, person: PersonId, capacity: Capacity) -> May {
        if self.concerned.iter().any(|concerned| concerned.person == Some(person)) {
            return Err(CaseError::Conflict { person, why: "ärendet gäller personen".to_owned() });
        }
        match self.conflicted.get(&person) {
            Some(conflict) if conflict.bars.bars(capacity) => {
                Err(CaseError::Conflict { person, why: conflict.why.clone() })
            }
            _ => Ok(()),
        }
    }

    fn may_recuse(&self, recused: &Recused, by: PersonId) -> May {
        self.member(by)?;
        filled("skälet", &recused.why)?;
        if let Some(successor) = recused.successor {
            if successor == by {
                return Err(CaseError::Alone { person: by });
            }
            self.not_barred(successor, Handler)?;
        }
        self.still_handled_without(by)
    }

    /// Somebody must be left who can handle the case and let others in.
    fn still_handled_without(&self, person: PersonId) -> May {
        let others = self.members.keys().filter(|other| **other != person);
        if others.into_iter().any(|other| self.is(*other, &HANDLING)) || !self.is(person, &HANDLING) {
            Ok(())
        } else {
            Err(CaseError::Orphan)
        }
    }

    fn new_concern(&self, concerned: &Concerned) -> May {
        match self.concerned.contains(concerned) {
            true => Err(already("den berörda", &concerned.name, "är redan inskriven")),
            false => Ok(()),
        }
    }

    /// A new version of the routine may drop nothing that the case has used.
    fn may_renew(&self, routine: &crate::Routine) -> May {
        routine.check()?;
        if routine.id != self.routine.id {
            return Err(unknown("rutinen", &routine.id));
        }
        let used = self.measures.iter().filter(|(_, state)| state.status() != MeasureStatus::Open);
        if let Some((id, _)) = used.into_iter().find(|(id, _)| routine.measure(id).is_none()) {
            return Err(unknown("åtgärden", id));
        }
        if let Some(clock) = self.clocks.iter().find(|clock| routine.clock(&clock.clock).is_none()) {
            return Err(unknown("fristen", &clock.clock));
        }
        Ok(())
    }

    fn fact_clocks(&self, starts: &[String]) -> May {
        let mut seen = BTreeSet::new();
        for id in starts {
            let clock = self.routine.clock(id).ok_or_else(|| unknown("fristen", id))?;
            if !matches!(clock.starts, Starts::Fact(_)) {
                return Err(already("fristen", id, "börjar löpa av ett beslut, inte av en omständighet"));
            }
            if !seen.insert(id) {
                return Err(already("fristen", id, "står två gånger"));
            }
        }
        Ok(())
    }

    fn may_stop(&self, stop: &ClockStop, by: PersonId) -> May {
        self.capacity(by, "att stoppa en frist", &WORKING)?;
        filled("varför fristen stoppas", &stop.why)?;
        let running = self.clocks.iter().find(|c| c.clock == stop.clock && c.started_by == stop.started_by);
        let running = running.ok_or_else(|| unknown("fristen", &stop.clock))?;
        if running.stopped.is_some() {
            return Err(already("fristen", &stop.clock, "är redan stoppad"));
        }
        Ok(())
    }

    fn may_note(&self, note: &Note, by: PersonId) -> May {
        self.member(by)?;
        filled("anteckningen", &note.text)?;
        if note.layer == Layer::Handlers {
            self.capacity(by, "att skriva för handläggarna", &HANDLING)?;
        }
        let Some(seq) = note.corrects else { return Ok(()) };
        let old = self.notes.iter().find(|old| old.seq == seq && old.by == by && old.layer == note.layer);
        let old = old.ok_or_else(|| unknown("den egna anteckningen", seq))?;
        match old.corrected_by {
            Some(_) => Err(already("anteckningen", &seq.to_string(), "är redan rättad; rätta den senaste")),
            None => Ok(()),
        }
    }

    fn may_take(&self, evidence: &Evidence, by: PersonId) -> May {
        self.capacity(by, "att ta in underlag", &KNOWING)?;
        filled("vad underlaget är", &evidence.title)?;
        filled("var underlaget kommer från", &evidence.from)?;
        filled("vem som lämnade underlaget", &evidence.handed_over_by)?;
        hash("underlaget", &evidence.hash)?;
        let wrong = || Err(CaseError::Hash { what: "underlaget", hash: evidence.hash.clone() });
        match (evidence.kind, &evidence.rows, &evidence.file) {
            (EvidenceKind::SignalRows, Some(rows), None) => {
                let whole = rows.rows.iter().all(|row| row.len() == rows.columns.len());
                if whole && rows.hash() == evidence.hash { Ok(()) } else { wrong() }
            }
            (EvidenceKind::SignalRows, ..) => Err(CaseError::Empty { what: "kopian av raderna" }),
            (EvidenceKind::File, None, Some(_)) | (EvidenceKind::Other, None, _) => Ok(()),
            (EvidenceKind::File, ..) => Err(CaseError::Empty { what: "filen" }),
            (EvidenceKind::Other, ..) => wrong(),
        }
    }

    fn measure(&self, id: &str) -> Result<&Measure, CaseError> {
        self.routine.measure(id).ok_or_else(|| unknown("åtgärden", id))
    }

    /// A measure with one of its options, or with none when it has none.
    fn chosen(&self, id: &str, option: Option<&str>) -> Result<&Measure, CaseError> {
        let measure = self.measure(id)?;
        match option {
            Some(option) if measure.option(option).is_none() => Err(unknown("valet", option)),
            None if !measure.options.is_empty() => Err(CaseError::Empty { what: "vilket slag av åtgärden" }),
            _ => Ok(measure),
        }
    }

    fn may_decide(&self, decision: &Decision, by: PersonId) -> May {
        filled("beslutet", &decision.text)?;
        filled("skälet", &decision.why)?;
        filled("paragrafen", &decision.law)?;
        self.both(&decision.two, by)?;
        let option = decision.option.as_deref();
        let measure = self.chosen(&decision.measure, option)?;
        let deciders = measure.deciders(option);
        let role = &decision.two.approver.role;
        if !deciders.iter().any(|decider| decider.role == *role && decider.act == decision.delegation) {
            return Err(CaseError::Decider {
                measure: measure.title.sv.clone(),
                role: format!("{role}, punkt {}", decision.delegation),
                deciders: deciders
                    .iter()
                    .map(|d| format!("{} (punkt {})", d.role, d.act))
                    .collect::<Vec<_>>()
                    .join(", "),
            });
        }
        if let Some(to) = decision.to {
            period(decision.from, to)?;
        }
        let chosen = option.and_then(|id| measure.option(id));
        let Some((longest, choice)) = chosen.and_then(|choice| choice.longest.map(|longest| (longest, choice))) else {
            return Ok(());
        };
        // The first day counts: 30 days from the 1st end on the 30th.
        let last = longest.after(decision.from).pred_opt().unwrap_or(decision.from);
        if decision.to.is_none_or(|to| to > last) {
            return Err(CaseError::TooLong { measure: choice.title.sv.clone(), longest: longest.sv(), last });
        }
        Ok(())
    }

    fn open_task(&self, seq: Seq, by: PersonId) -> May {
        self.member(by)?;
        let task = self.tasks.iter().find(|task| task.seq == seq).ok_or_else(|| unknown("uppgiften", seq))?;
        if task.done.is_some() {
            return Err(already("uppgiften", &seq.to_string(), "är redan gjord"));
        }
        if task.task.owner == by { Ok(()) } else { self.capacity(by, "att ändra en annans uppgift", &WORKING) }
    }

    pub(super) fn unfinished(&self) -> Vec<String> {
        let mut left = Vec::new();
        for measure in &self.routine.measures {
            let status = self.measures.get(&measure.id).map_or(MeasureStatus::Open, super::MeasureState::status);
            if status == MeasureStatus::Open {
                left.push(format!("åtgärden »{}« är varken beslutad eller bortvald", measure.title.sv));
            }
        }
        for running in self.clocks.iter().filter(|clock| clock.stopped.is_none()) {
            let title = self.routine.clock(&running.clock).map_or(running.clock.as_str(), |clock| &clock.title.sv);
            left.push(format!("fristen »{title}« från {} är inte stoppad", running.from));
        }
        for task in self.tasks.iter().filter(|task| task.done.is_none()) {
            left.push(format!("uppgiften »{}« är inte gjord", task.task.title));
        }
        left
    }

    fn may_close(&self, closing: &Closing, by: PersonId) -> May {
        filled("varför utfallet blev så", &closing.why)?;
        filled("lärdomen", &closing.lesson)?;
        filled("grunden för bevarandet", &closing.retention_ground)?;
        self.both(&closing.two, by)?;
        let mut left = self.unfinished();
        let untold = closing.nobody_told_because.as_deref().is_none_or(|why| why.trim().is_empty());
        if self.told.is_empty() && untold {
            left.push(
                "ingen är underrättad; skriv vem som fått veta vad, eller varför ingen ska underrättas".to_owned(),
            );
        }
        if !left.is_empty() {
            return Err(CaseError::Unfinished { left });
        }
        match &closing.typology {
            Some(typology) if closing.outcome != Outcome::Confirmed || typology.help.is_empty() => {
                Err(CaseError::Typology)
            }
            _ => Ok(()),
        }
    }

    fn may_reopen(&self, reopening: &Reopening, by: PersonId) -> May {
        filled("skälet", &reopening.why)?;
        self.both(&reopening.two, by)
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
