//! Controls, runs, registers and decisions on control.

mod decision;

use std::sync::Arc;

use access::{Action, Resource};
use quorum::Proposal;

use crate::{
    App, AppError, Cx,
    app::{Ask, desk},
    ports::{ImportOrder, Imported, Preview, Progress, RegisterState, RunNote},
    proposal::{Act, ProposalRef},
    signal::signature,
};

pub use decision::name;
pub use library::{Control, Parameter, Text};
pub use quorum::Person as Decider;
pub use signals::gate::{Decision, LONGEST_DAYS, PersonalData, Record, Revocation};

/// A section of a control's document as HTML that can not do anything but be read.
#[must_use]
pub fn prose(markdown: &str) -> String {
    library::prose(markdown)
}

/// A run and how far the next one has come.
#[derive(Debug, Clone)]
pub struct RunPage {
    /// The latest runs.
    pub runs: Vec<RunNote>,
    /// Of the person's authority.
    pub progress: Progress,
}

impl App {
    /// The controls of the library, by id.
    ///
    /// # Errors
    /// When the person may not.
    pub async fn control_list(&self, cx: &Cx) -> Result<Vec<&Control>, AppError> {
        let ask = Ask { action: Action::ControlList, resource: &Resource::Library, object: "library".to_owned() };
        self.perform(cx, ask, async { Ok(self.library.controls().collect()) }).await
    }

    /// A control's document.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none.
    pub async fn control_show(&self, cx: &Cx, id: &str) -> Result<&Control, AppError> {
        let object = match self.library.control(id) {
            Some(control) => format!("control/{}", control.id),
            None => self.object("control", id),
        };
        let ask = Ask { action: Action::ControlShow, resource: &Resource::Library, object };
        self.perform(cx, ask, async { self.library.control(id).ok_or(AppError::NotFound) }).await
    }

    /// The latest run of every group, and whether one is under way.
    ///
    /// # Errors
    /// When they can not be read.
    pub async fn run_list(&self, cx: &Cx) -> Result<RunPage, AppError> {
        let resource = registers_of(cx);
        let ask = Ask { action: Action::RunList, resource: &resource, object: "runs".to_owned() };
        self.perform(cx, ask, async {
            let (port, authority) = (Arc::clone(&self.registers), cx.subject.authority.clone());
            desk(move || {
                let mut runs = port.runs()?;
                runs.retain(|run| run.group.split('+').any(|part| part == authority));
                Ok(RunPage { runs, progress: port.progress(&authority) })
            })
            .await
        })
        .await
    }

    /// Starts a run of the person's authority.
    ///
    /// # Errors
    /// When one is under way.
    pub async fn run_start(&self, cx: &Cx) -> Result<(), AppError> {
        let resource = registers_of(cx);
        let ask = Ask { action: Action::RunStart, resource: &resource, object: "runs".to_owned() };
        self.perform(cx, ask, async {
            let (port, authority, by) = (Arc::clone(&self.registers), cx.subject.authority.clone(), signature(cx)?);
            let at = cx.stamp();
            desk(move || port.start(&authority, &by, &at)).await
        })
        .await
    }

    /// The registers of the person's authority.
    ///
    /// # Errors
    /// When they can not be read.
    pub async fn register_list(&self, cx: &Cx) -> Result<Vec<RegisterState>, AppError> {
        let resource = registers_of(cx);
        let ask = Ask { action: Action::RegisterList, resource: &resource, object: "registers".to_owned() };
        self.perform(cx, ask, async {
            let (port, authority) = (Arc::clone(&self.registers), cx.subject.authority.clone());
            desk(move || port.registers(&authority)).await
        })
        .await
    }

    /// Names and Swedish labels of the registers that can be read in.
    #[must_use]
    pub fn register_catalogue(&self) -> Vec<(String, String)> {
        self.registers.catalogue()
    }

    /// What a file would become. Nothing is written.
    ///
    /// # Errors
    /// When the file can not be read as a register.
    pub async fn import_preview(
        &self,
        cx: &Cx,
        register: String,
        name: String,
        bytes: Vec<u8>,
    ) -> Result<Preview, AppError> {
        let resource = registers_of(cx);
        let ask = Ask { action: Action::ImportPreview, resource: &resource, object: "registers".to_owned() };
        self.perform(cx, ask, async {
            let port = Arc::clone(&self.registers);
            desk(move || port.preview(&register, &name, &bytes)).await
        })
        .await
    }

    /// Reads a file in as the newest snapshot of a register of the person's authority.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when purpose, ground or owner is missing.
    pub async fn import_commit(&self, cx: &Cx, mut order: ImportOrder) -> Result<Imported, AppError> {
        order.authority.clone_from(&cx.subject.authority);
        order.at = cx.stamp();
        let resource = registers_of(cx);
        let is_known = self.registers.catalogue().iter().any(|(name, _)| *name == order.register);
        let object =
            if is_known { format!("register/{}", order.register) } else { self.object("register", &order.register) };
        let ask = Ask { action: Action::ImportCommit, resource: &resource, object };
        self.perform(cx, ask, async {
            for (field, text) in
                [("purpose", &order.purpose), ("legal_ground", &order.legal_ground), ("owner", &order.owner)]
            {
                if text.trim().is_empty() {
                    return Err(AppError::field(field, "Fyll i fältet: utan det får inga kontroller läsa registret."));
                }
            }
            let port = Arc::clone(&self.registers);
            desk(move || port.import(order)).await
        })
        .await
    }

    /// The decisions on control that concern the person's authority.
    ///
    /// # Errors
    /// When they can not be read.
    pub async fn decision_list(&self, cx: &Cx) -> Result<Vec<Record>, AppError> {
        let resource = registers_of(cx);
        let ask = Ask { action: Action::DecisionList, resource: &resource, object: "decisions".to_owned() };
        self.perform(cx, ask, async {
            let port = Arc::clone(&self.registers);
            let mut records = desk(move || port.decisions()).await?;
            records.retain(|record| record.decision().names_authority(&cx.subject.authority));
            Ok(records)
        })
        .await
    }

    /// Proposes a decision on control, or makes it when one person may. `None` when it is in force at once.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with everything that the decision lacks.
    pub async fn decision_propose(
        &self,
        cx: &Cx,
        decision: Decision,
        reason: &str,
    ) -> Result<Option<ProposalRef>, AppError> {
        let resource = registers_of(cx);
        let object = "decisions".to_owned();
        let ask = Ask { action: Action::DecisionPropose, resource: &resource, object };
        self.perform(cx, ask, async {
            if !decision.names_authority(&cx.subject.authority) {
                let text = "Beslutet måste gälla den myndighet som du arbetar för. För en annan föreslås det där.";
                return Err(AppError::field("authorities", text));
            }
            let gaps = decision.gaps();
            if !gaps.is_empty() {
                return Err(AppError::Invalid(gaps.into_iter().map(decision::problem).collect()));
            }
            if decision.takes_two() {
                return self.propose(cx, Act::Decide(Box::new(decision)), reason).await.map(Some);
            }
            let proposal = Proposal { what: decision, reason: reason.to_owned(), by: signature(cx)?, at: cx.stamp() };
            let port = Arc::clone(&self.registers);
            desk(move || port.decide(proposal)).await.map(|()| None)
        })
        .await
    }
}

impl App {
    /// A decision on control that concerns the person's authority.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none.
    pub async fn decision_show(&self, cx: &Cx, id: &str) -> Result<Record, AppError> {
        let resource = registers_of(cx);
        let ask = Ask { action: Action::DecisionList, resource: &resource, object: self.object("decision", id) };
        self.perform(cx, ask, self.decision(cx, id)).await
    }

    /// Revokes a decision on control: what it covered is not run from now on. One person does it alone, for it may be
    /// unlawful to go on.
    ///
    /// # Errors
    /// [`AppError::Invalid`] without a reason, [`AppError::NotFound`] when there is no such decision of the person's
    /// authority.
    pub async fn decision_revoke(&self, cx: &Cx, id: &str, reason: &str) -> Result<(), AppError> {
        let resource = registers_of(cx);
        let ask = Ask { action: Action::DecisionRevoke, resource: &resource, object: self.object("decision", id) };
        self.perform(cx, ask, async {
            let reason = reason.trim().to_owned();
            if reason.is_empty() {
                return Err(AppError::field("reason", "Skriv varför."));
            }
            let id = self.decision(cx, id).await?.decision().id.clone();
            let revoked = Revocation { by: signature(cx)?, at: cx.stamp(), reason };
            let port = Arc::clone(&self.registers);
            desk(move || port.revoke(&id, revoked)).await
        })
        .await
    }

    async fn decision(&self, cx: &Cx, id: &str) -> Result<Record, AppError> {
        let port = Arc::clone(&self.registers);
        let records = desk(move || port.decisions()).await?;
        let is_it = |record: &Record| {
            let decision = record.decision();
            decision.id == id && decision.names_authority(&cx.subject.authority)
        };
        records.into_iter().find(is_it).ok_or(AppError::NotFound)
    }
}

fn registers_of(cx: &Cx) -> Resource {
    Resource::Registers { authority: cx.subject.authority.clone() }
}
