//! Declarations as a register for the controls, and their disposal when their time is over.

use access::Action;
use casework::{
    declaration::{
        Declaration,
        register::{self, Of},
    },
    id::{CaseId, PersonId},
};
use store::{CaseFilter, CaseState};

use super::{DECLARATION, of_authority, staff::is_employed};
use crate::{App, AppError, Cx, app::Ask};

impl App {
    /// The declarations of the person's authority as the register `secondary_employments`, in CSV, for an import. Who has
    /// no number of employment is left out: no control could tell who it is.
    ///
    /// # Errors
    /// When the person may not.
    pub async fn declaration_export(&self, cx: &Cx) -> Result<Vec<u8>, AppError> {
        let resource = of_authority(cx);
        let object = "declarations/register".to_owned();
        let ask = Ask { action: Action::DeclarationExport, resource: &resource, object };
        self.perform(cx, ask, async {
            let rows = self.store.person_list(Some(&cx.subject.authority)).await.map_err(AppError::Store)?;
            let mut all: Vec<(String, Vec<Declaration>)> = Vec::new();
            for row in rows {
                let (Some(employee), Ok(person)) = (row.employee_no, row.id.parse::<PersonId>()) else { continue };
                let declarations = self.declarations_of(person).await?;
                if !declarations.is_empty() {
                    all.push((employee, declarations));
                }
            }
            all.sort_by(|a, b| a.0.cmp(&b.0));
            let of = all.iter().map(|(employee, declarations)| Of { employee, declarations });
            Ok(register::csv(&of.collect::<Vec<_>>()).into_bytes())
        })
        .await
    }

    /// Disposes of the declarations of the person's authority whose time is over; how many. The last one of somebody who is
    /// employed is kept.
    ///
    /// # Errors
    /// When the person may not, or the database fails.
    pub async fn declaration_dispose(&self, cx: &Cx) -> Result<usize, AppError> {
        let resource = of_authority(cx);
        let object = "declarations/disposal".to_owned();
        let ask = Ask { action: Action::DeclarationDispose, resource: &resource, object };
        self.perform(cx, ask, async {
            let mut disposed = 0;
            let Some(before) = cx.today().pred_opt() else { return Ok(disposed) };
            let filter = CaseFilter {
                authority: Some(cx.subject.authority.clone()),
                kind: Some(DECLARATION.to_owned()),
                state: Some(CaseState::Closed),
                retain_until: Some(before.to_string()),
                ..CaseFilter::default()
            };
            for record in self.store.case_list(&filter).await.map_err(AppError::Store)? {
                let Ok(id) = record.id.parse::<CaseId>() else { continue };
                let declaration = self.declaration_open(&id).await?.declaration;
                // As the sealed events say: the day of the record can be written by whoever writes the database.
                if declaration.keep_until() > before {
                    continue;
                }
                let last = self.declaration_last(declaration.person).await?.is_some_and(|last| last.id == id);
                let person = declaration.person.to_string();
                let row = self.store.person_get(&person).await.map_err(AppError::Store)?;
                if last && row.is_some_and(|row| is_employed(&row, cx.today())) {
                    continue;
                }
                if last {
                    let name = self.last_setting(declaration.person);
                    self.store.setting_remove(&name).await.map_err(AppError::Store)?;
                }
                self.store.case_dispose(&record.id).await.map_err(AppError::Store)?;
                disposed += 1;
            }
            Ok(disposed)
        })
        .await
    }
}
