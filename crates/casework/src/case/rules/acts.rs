//! What may be written, decided and closed.

use std::collections::BTreeSet;

use super::{HANDLING, KNOWING, May, WORKING, already, filled, hash, period, unknown};
use crate::{
    CaseError, Closing, Decision, Evidence, EvidenceKind, Layer, MeasureStatus, Note, Outcome, Seq,
    case::{MeasureState, State},
    event::{ClockStop, Reopening},
    id::PersonId,
    routine::{Measure, Starts},
};

impl State {
    pub(super) fn fact_clocks(&self, starts: &[String]) -> May {
        let mut seen = BTreeSet::new();
        for id in starts {
            let clock = self.routine.clock(id).ok_or_else(|| unknown("fristen", id))?;
            let title = &clock.title.sv;
            if !matches!(clock.starts, Starts::Fact(_)) {
                return Err(already("fristen", title, "börjar löpa av ett beslut, inte av en omständighet"));
            }
            if !seen.insert(id) {
                return Err(already("fristen", title, "står två gånger"));
            }
        }
        Ok(())
    }

    pub(super) fn may_stop(&self, stop: &ClockStop, by: PersonId) -> May {
        self.capacity(by, "att stoppa en frist", &WORKING)?;
        filled("varför fristen stoppas", &stop.why)?;
        let running = self.clocks.iter().find(|c| c.clock == stop.clock && c.started_by == stop.started_by);
        let running = running.ok_or_else(|| unknown("fristen", &stop.clock))?;
        if running.stopped.is_some() {
            let title = self.routine.clock(&stop.clock).map_or(stop.clock.as_str(), |clock| &clock.title.sv);
            return Err(already("fristen", title, "är redan stoppad"));
        }
        Ok(())
    }

    pub(super) fn may_note(&self, note: &Note, by: PersonId) -> May {
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

    pub(super) fn may_take(&self, evidence: &Evidence, by: PersonId) -> May {
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

    pub(super) fn measure(&self, id: &str) -> Result<&Measure, CaseError> {
        self.routine.measure(id).ok_or_else(|| unknown("åtgärden", id))
    }

    /// A measure with one of its options, or with none when it has none.
    pub(super) fn chosen(&self, id: &str, option: Option<&str>) -> Result<&Measure, CaseError> {
        let measure = self.measure(id)?;
        match option {
            Some(option) if measure.option(option).is_none() => Err(unknown("valet", option)),
            None if !measure.options.is_empty() => Err(CaseError::Empty { what: "vilket slag av åtgärden" }),
            _ => Ok(measure),
        }
    }

    pub(super) fn may_decide(&self, decision: &Decision, by: PersonId) -> May {
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
                role: format!("{}, punkt {}", self.routine.role_sv(role), decision.delegation),
                deciders: deciders
                    .iter()
                    .map(|decider| format!("{} (punkt {})", self.routine.role_sv(&decider.role), decider.act))
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

    pub(super) fn open_task(&self, seq: Seq, by: PersonId) -> May {
        self.member(by)?;
        let task = self.tasks.iter().find(|task| task.seq == seq).ok_or_else(|| unknown("uppgiften", seq))?;
        if task.done.is_some() {
            return Err(already("uppgiften", &task.task.title, "är redan gjord"));
        }
        if task.task.owner == by { Ok(()) } else { self.capacity(by, "att ändra en annans uppgift", &WORKING) }
    }

    pub(in crate::case) fn unfinished(&self) -> Vec<String> {
        let mut left = Vec::new();
        for measure in &self.routine.measures {
            let status = self.measures.get(&measure.id).map_or(MeasureStatus::Open, MeasureState::status);
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

    pub(super) fn may_close(&self, closing: &Closing, by: PersonId) -> May {
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

    pub(super) fn may_reopen(&self, reopening: &Reopening, by: PersonId) -> May {
        filled("skälet", &reopening.why)?;
        self.both(&reopening.two, by)
    }
}
