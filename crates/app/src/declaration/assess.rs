//! The assessment of a declaration, and the decision of two that forbids.

use access::Action;
use casework::{
    Two,
    declaration::event::{Assessed, Event, Forbidden},
    id::CaseId,
};
use chrono::NaiveDate;
use quorum::signed;

use crate::{
    App, AppError, Cx,
    app::Ask,
    case::two_to_be,
    proposal::{Act, ProposalRef, complete_as, two},
};

/// How somebody assesses a tie.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// Which, from 1.
    pub tie: usize,
    /// On which conditions; none when it is allowed as it is.
    pub conditions: Option<String>,
    /// Why.
    pub why: String,
}

/// What somebody would forbid.
#[derive(Debug, Clone)]
pub struct Forbidding {
    /// Which, from 1.
    pub tie: usize,
    /// The ground, by id.
    pub ground: String,
    /// The reasons.
    pub why: String,
    /// The day by which it has ended.
    pub stop_by: NaiveDate,
}

impl App {
    /// Allows a tie, perhaps on conditions. Whose it is is told.
    ///
    /// # Errors
    /// [`AppError::Rule`] with what the rules of declarations say no to.
    pub async fn declaration_assess(&self, cx: &Cx, id: CaseId, assessment: Assessment) -> Result<(), AppError> {
        let resource = self.declaration_resource(&id).await?;
        let ask = Ask { action: Action::DeclarationAssess, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let opened = self.declaration_open(&id).await?;
            self.is_last(&opened.declaration).await?;
            let Assessment { tie, conditions, why } = assessment;
            let event = Event::Assessed(Assessed { tie, conditions, why });
            self.declaration_append(cx, &opened, event).await.map(|_| ())
        })
        .await
    }

    /// Proposes that secondary employment is forbidden: HR approves what a manager proposes, the director what HR does
    /// where nobody leads.
    ///
    /// # Errors
    /// [`AppError::Rule`] with what the rules of declarations say no to, [`AppError::Locked`] when the keys are locked.
    pub async fn declaration_forbid_propose(
        &self,
        cx: &Cx,
        id: CaseId,
        forbidding: Forbidding,
    ) -> Result<ProposalRef, AppError> {
        let resource = self.declaration_resource(&id).await?;
        let ask = Ask { action: Action::DeclarationForbidPropose, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let opened = self.declaration_open(&id).await?;
            self.is_last(&opened.declaration).await?;
            let Forbidding { tie, ground, why, stop_by } = forbidding;
            // The second is not known yet; the rules are asked as if it were one who may.
            let mut two = two_to_be(cx);
            two.approver.person = casework::id::PersonId::from_bits(0);
            two.approver.role = if cx.role() == access::Role::Hr { "director" } else { "hr" }.to_owned();
            let event = Event::Forbidden(Forbidden { tie, ground, why: why.clone(), stop_by, two });
            opened.declaration.may(&event, cx.person, cx.today())?;
            let (authority, person) = (opened.record.authority.clone(), opened.declaration.person);
            let act = Act::of_declaration(authority, (id, person), &event)?;
            self.propose(cx, act, &why).await
        })
        .await
    }

    /// What the rules say against the person as the second of the two.
    pub(crate) async fn may_forbid(&self, cx: &Cx, act: &Act, two: &Two) -> Result<(), AppError> {
        let Act::Forbid { declaration, event, .. } = act else { return Ok(()) };
        let event: Event = complete_as(event, two)?;
        let opened = self.declaration_open(declaration).await?;
        self.is_last(&opened.declaration).await?;
        Ok(opened.declaration.may(&event, cx.person, cx.today())?)
    }

    /// Forbids what two have signed.
    pub(crate) async fn carry_out_forbid(&self, cx: &Cx, act: &signed::Act<Act>) -> Result<(), AppError> {
        let Act::Forbid { declaration, event, person, .. } = act.what() else { return Err(AppError::NotFound) };
        let event = complete_as(event, &two(act)?)?;
        let opened = self.declaration_open(declaration).await?;
        if opened.declaration.person != *person {
            return Err(AppError::NotFound);
        }
        self.is_last(&opened.declaration).await?;
        self.declaration_append(cx, &opened, event).await.map(|_| ())
    }
}

impl App {
    /// What would be forbidden, in words.
    pub(crate) async fn told_of_forbid(&self, act: &Act) -> Result<(Vec<(String, String)>, String), AppError> {
        let Act::Forbid { declaration, event, .. } = act else { return Err(AppError::NotFound) };
        let declaration = self.declaration_open(declaration).await?.declaration;
        let text = |name: &str| event.get(name).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
        let number = event.get("tie").and_then(serde_json::Value::as_u64).and_then(|tie| usize::try_from(tie).ok());
        let declared = number.and_then(|tie| declaration.tie(tie)).ok_or(AppError::NotFound)?;
        let names = self.names([declaration.person]).await?;
        let kind = declaration.kind_of(&declared.tie).map_or("", |kind| kind.title.sv.as_str());
        let ground = declaration.routine.ground(&text("ground"));
        let law = ground.and_then(|ground| declaration.routine.law(&ground.law));
        let confirmed = law.is_none_or(|law| law.certainty != casework::routine::Certainty::U);
        let unsure = if confirmed { "" } else { " (obekräftad: ska kontrolleras av jurist)" };
        let row = |name: &str, value: String| (name.to_owned(), value);
        let rows = vec![
            row("Vem", names.get(&declaration.person).cloned().unwrap_or_default()),
            row("Bisyssla", format!("{kind}: {}", declared.tie.name)),
            row("Vad", declared.tie.what.clone()),
            row("Grund", ground.map(|ground| ground.title.sv.clone()).unwrap_or_default()),
            row("Lagrum", format!("{}{unsure}", law.map_or("", |law| law.cite.as_str()))),
            row("Skäl", text("why")),
            row("Ska ha upphört", text("stop_by")),
        ];
        Ok((rows, "Inget är beslutat.".to_owned()))
    }
}
