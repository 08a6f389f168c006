//! What pages show of declarations.

use std::collections::BTreeMap;

use access::{Action, Resource};
use casework::{
    declaration::Declaration,
    id::{CaseId, PersonId},
};
use chrono::NaiveDate;
use documents::Meta;
use store::{CaseFilter, CaseState};

use super::{DECLARATION, of_authority};
use crate::{App, AppError, Cx, app::Ask, session::own};

/// What the person has declared.
#[derive(Debug, Clone)]
pub struct OwnDeclarations {
    /// The declarations, the newest first: the first one holds.
    pub declarations: Vec<Declaration>,
    /// Names of those who decided.
    pub names: BTreeMap<PersonId, String>,
    /// The last day of a round that waits for an answer.
    pub waits: Option<NaiveDate>,
}

/// A declaration in the list of who assesses.
#[derive(Debug, Clone)]
pub struct DeclarationRow {
    /// The declaration.
    pub declaration: Declaration,
    /// Who declared.
    pub name: String,
    /// Whether the person who looks assesses it.
    pub is_mine_to_assess: bool,
}

/// A declaration, open, for who assesses and for HR.
#[derive(Debug, Clone)]
pub struct DeclarationPage {
    /// The declaration.
    pub declaration: Declaration,
    /// Who declared.
    pub name: String,
    /// Names of those who decided.
    pub names: BTreeMap<PersonId, String>,
    /// The name of the nearest manager of today, who assesses; none when HR does.
    pub manager: Option<String>,
    /// The person's other declarations, the newest first, with their days.
    pub others: Vec<(CaseId, NaiveDate)>,
    /// Whether a later one has taken its place.
    pub is_replaced: bool,
    /// Whether the person who looks may assess it.
    pub may_assess: bool,
}

impl App {
    /// For a manager the last declarations of those whom they lead, for HR those that wait for an assessment; what waits
    /// first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn declaration_list(&self, cx: &Cx) -> Result<Vec<DeclarationRow>, AppError> {
        self.listed(cx, Action::DeclarationList, "declarations", async {
            let mut rows = Vec::new();
            for id in self.listed_ids(cx).await? {
                // One that can not be read hides none of the others.
                let Ok(opened) = self.declaration_open(&id).await else { continue };
                rows.push((self.declaration_resource(&id).await?, opened.declaration));
            }
            let mut list = Vec::new();
            for (resource, declaration) in rows {
                let seen = vec![(resource.clone(), declaration)];
                for declaration in self.policies.filter(&cx.subject, Action::DeclarationList, seen, cx.today()) {
                    let names = self.names([declaration.person]).await?;
                    list.push(DeclarationRow {
                        name: names.get(&declaration.person).cloned().unwrap_or_default(),
                        is_mine_to_assess: self.may(cx, Action::DeclarationAssess, &resource),
                        declaration,
                    });
                }
            }
            list.sort_by_key(|row| (row.declaration.is_settled(), row.declaration.review_by(), row.name.clone()));
            Ok(list)
        })
        .await
    }

    /// Which declarations can stand in the person's list; the policies say which of them do.
    async fn listed_ids(&self, cx: &Cx) -> Result<Vec<CaseId>, AppError> {
        let authority = cx.subject.authority.clone();
        if !self.may(cx, Action::DeclarationFigures, &of_authority(cx)) {
            return self.ids_of_own_staff(cx, &authority).await;
        }
        let (kind, state) = (Some(DECLARATION.to_owned()), Some(CaseState::Open));
        let filter = CaseFilter { authority: Some(authority.clone()), kind, state, ..CaseFilter::default() };
        let open = self.store.case_list(&filter).await.map_err(AppError::Store)?;
        Ok(open.into_iter().filter_map(|record| record.id.parse().ok()).collect())
    }

    /// The last declarations of those whose nearest manager the person seems to be.
    async fn ids_of_own_staff(&self, cx: &Cx, authority: &str) -> Result<Vec<CaseId>, AppError> {
        let (staff, me, mut ids) = (self.staff_now().await?, cx.person.to_string(), Vec::new());
        for row in staff.employed(authority, cx.today()) {
            if staff.manager(&row.id, authority).as_deref() != Some(me.as_str()) {
                continue;
            }
            let Ok(person) = row.id.parse() else { continue };
            ids.extend(self.declaration_last(person).await?.map(|last| last.id));
        }
        Ok(ids)
    }

    /// The written decision that forbids a tie, by its number from 1, as a tagged PDF: for the nearest manager and HR.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none that the person may know of, or nothing forbids the tie.
    pub async fn declaration_decision(&self, cx: &Cx, id: CaseId, tie: usize) -> Result<Vec<u8>, AppError> {
        let resource = self.declaration_resource(&id).await?;
        let ask = Ask { action: Action::DeclarationShow, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let declaration = self.declaration_open(&id).await?.declaration;
            self.decision_pdf(cx, &declaration, tie).await
        })
        .await
    }

    /// The same of the person's own declaration.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is not the person's, or nothing forbids the tie.
    pub async fn declaration_decision_mine(&self, cx: &Cx, id: CaseId, tie: usize) -> Result<Vec<u8>, AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::DeclarationMine, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let declaration = self.declaration_open(&id).await?.declaration;
            if declaration.person != cx.person {
                return Err(AppError::NotFound);
            }
            self.decision_pdf(cx, &declaration, tie).await
        })
        .await
    }

    async fn decision_pdf(&self, cx: &Cx, declaration: &Declaration, tie: usize) -> Result<Vec<u8>, AppError> {
        let mut names = self.deciders(std::slice::from_ref(declaration)).await?;
        names.extend(self.names([declaration.person]).await?);
        let authority = self.authority_name(declaration.authority.as_str()).await?;
        let letter = declaration.decision(tie, &names, &authority).ok_or(AppError::NotFound)?;
        let meta = Meta { municipality: self.municipality().to_owned(), made_at: cx.at, author: cx.name.clone() };
        let pdf = crate::app::blocking(move || documents::pdf(&letter, &meta)).await?;
        pdf.map_err(|error| AppError::Internal(error.to_string()))
    }

    /// A declaration with what was decided of it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none that the person may know of.
    pub async fn declaration_show(&self, cx: &Cx, id: CaseId) -> Result<DeclarationPage, AppError> {
        let resource = self.declaration_resource(&id).await?;
        let ask = Ask { action: Action::DeclarationShow, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let declaration = self.declaration_open(&id).await?.declaration;
            let all = self.declarations_of(declaration.person).await?;
            let others = all.iter().rev().filter(|one| one.id != id).map(|one| (one.id, one.declared_on()));
            let manager = match &resource {
                Resource::Declaration(one) => one.manager.as_deref().and_then(|manager| manager.parse().ok()),
                _ => None,
            };
            let names = self.names(manager.into_iter().chain([declaration.person])).await?;
            let is_replaced = all.last().is_some_and(|last| last.id != id);
            Ok(DeclarationPage {
                name: names.get(&declaration.person).cloned().unwrap_or_default(),
                manager: manager.and_then(|manager: PersonId| names.get(&manager).cloned()),
                names: self.deciders(std::slice::from_ref(&declaration)).await?,
                others: others.collect(),
                may_assess: !is_replaced && self.may(cx, Action::DeclarationAssess, &resource),
                is_replaced,
                declaration,
            })
        })
        .await
    }
}
