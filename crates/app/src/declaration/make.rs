//! Somebody declares, and sees what came of what they declared.

use std::collections::BTreeMap;

use access::Action;
use casework::{
    declaration::{
        Decided, Declaration,
        event::{Declared, Event, Tie},
        routine::Routine,
    },
    id::{CaseId, PersonId},
};

use super::{OwnDeclarations, staff::is_employed};
use crate::{App, AppError, Cx, app::Ask, case::stamped, session::own};

impl App {
    /// The routine of declarations in use.
    #[must_use]
    pub fn declaration_routine(&self) -> &Routine {
        &self.declarations
    }

    /// Declares secondary employment and ties of the person; none is also a declaration. It takes the place of the one
    /// before, which is kept. The person needs neither role nor keys.
    ///
    /// # Errors
    /// [`AppError::Rule`] with what the rules of declarations say no to.
    pub async fn declaration_make(&self, cx: &Cx, ties: Vec<Tie>) -> Result<CaseId, AppError> {
        let resource = own(cx);
        let id = CaseId::from_bits(self.random_bits());
        let ask = Ask { action: Action::DeclarationMake, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let row = self.store.person_get(&cx.person.to_string()).await.map_err(AppError::Store)?;
            let row = row.ok_or(AppError::NotFound)?;
            let bad = |error: casework::id::NotAnId| AppError::Internal(error.to_string());
            let authority = row.authority.parse().map_err(bad)?;
            let routine = self.declarations.clone();
            let event = Event::Declared(Box::new(Declared { declaration: id, authority, routine, ties }));
            let first = stamped(cx, 1, event);
            let declaration = self.declaration_begin(cx, &first).await?;
            if !declaration.is_settled()
                && let Some(manager) = self.nearest_manager_of(&row.id, &row.authority).await?
            {
                let text = "En uppgift om bisysslor väntar på din bedömning. Öppna Bisysslor.";
                self.notify(&manager, crate::recovery::About::Declarations, text).await?;
            }
            Ok(id)
        })
        .await
    }

    /// Everything that the person has declared, the newest first, and whether a round waits for them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn declaration_mine(&self, cx: &Cx) -> Result<OwnDeclarations, AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::DeclarationMine, resource: &resource, object: "declarations/mine".to_owned() };
        self.perform(cx, ask, async {
            let mut declarations = self.declarations_of(cx.person).await?;
            declarations.reverse();
            let names = self.deciders(&declarations).await?;
            Ok(OwnDeclarations { declarations, names, waits: self.round_waits(cx.person, cx.today()).await? })
        })
        .await
    }

    /// The last day of a round that the person has not answered; none when none waits. Nothing is journalled: it is a line
    /// on the start page.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn declaration_waits(&self, cx: &Cx) -> Result<Option<chrono::NaiveDate>, AppError> {
        self.round_waits(cx.person, cx.today()).await
    }

    async fn round_waits(
        &self,
        person: PersonId,
        today: chrono::NaiveDate,
    ) -> Result<Option<chrono::NaiveDate>, AppError> {
        let row = self.store.person_get(&person.to_string()).await.map_err(AppError::Store)?;
        let Some(row) = row.filter(|row| is_employed(row, today)) else { return Ok(None) };
        let Some(round) = self.round_of(&row.authority).await?.filter(|round| round.asks(row.unit.as_deref())) else {
            return Ok(None);
        };
        let last = self.declaration_last(person).await?;
        Ok((!round.is_answered(last.map(|last| last.at))).then_some(round.last_day))
    }

    /// The names of those who decided of these.
    pub(super) async fn deciders(&self, all: &[Declaration]) -> Result<BTreeMap<PersonId, String>, AppError> {
        let decided = all.iter().flat_map(|one| one.ties.iter().flat_map(|tie| &tie.decided));
        let people = decided.flat_map(|item| match &item.what {
            Decided::Allowed(_) => vec![item.by],
            Decided::Forbidden(forbidden) => vec![forbidden.two.proposer.person, forbidden.two.approver.person],
        });
        self.names(people.collect::<Vec<_>>()).await
    }
}
