//! What somebody has declared, held against what a case is about: a declared organisation bars, the same name is asked
//! about.

use std::collections::BTreeSet;

use casework::{Concerned, conflict::Tie, declaration::Declaration, id::PersonId};

use crate::{App, AppError};

impl App {
    /// The last declaration of somebody. One that can not be read is none, and stops nobody's work.
    async fn declared_last(&self, person: PersonId) -> Result<Option<Declaration>, AppError> {
        let Ok(Some(last)) = self.declaration_last(person).await else { return Ok(None) };
        match self.declaration_open(&last.id).await {
            Ok(opened) => Ok(Some(opened.declaration).filter(|one| one.person == person)),
            Err(AppError::Store(error)) => Err(AppError::Store(error)),
            Err(_) => Ok(None),
        }
    }

    /// The organisations that these have declared.
    pub(crate) async fn declared_organisations(&self, people: &BTreeSet<PersonId>) -> Result<Vec<Tie>, AppError> {
        let today = casework::local::day(self.now());
        let mut ties = Vec::new();
        for person in people {
            ties.extend(self.declared_last(*person).await?.into_iter().flat_map(|one| one.conflicts(today)));
        }
        Ok(ties)
    }

    /// What somebody has declared that is called as one whom a case concerns, in Swedish.
    pub(crate) async fn declared_namesakes(
        &self,
        person: PersonId,
        concerned: &[Concerned],
    ) -> Result<Vec<String>, AppError> {
        let Some(declaration) = self.declared_last(person).await? else { return Ok(Vec::new()) };
        let names: Vec<&str> = concerned.iter().map(|one| one.name.as_str()).collect();
        let told = |declared: &casework::declaration::Declared| {
            let kind = declaration.kind_of(&declared.tie).map_or("", |kind| kind.title.sv.as_str());
            format!("»{}« ({kind}, anmält {})", declared.tie.name, declaration.declared_on())
        };
        let today = casework::local::day(self.now());
        Ok(declaration.namesakes(&names, today).into_iter().map(told).collect())
    }
}
