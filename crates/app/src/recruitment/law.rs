//! The law as the library has it, and what the municipality's lawyer has confirmed of it.
//!
//! What nobody has read in the law is shown as not confirmed and can not be used. A lawyer's answer is written down by one
//! and approved by another, and holds for the entry as it stood: another word in it, and it waits again.

use access::{Action, Resource};
use casework::recruitment::law::{Checklist, Confirmations, Confirmed, Post, digest};
use chrono::NaiveDate;
use library::{LawfulCheck, LawfulEntry};
use serde::{Deserialize, Serialize};
use vault::{Context, Sealed};

use crate::{
    App, AppError, Cx,
    app::Ask,
    proposal::{Act, ProposalRef},
};

/// That a lawyer confirmed an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LawConfirmation {
    /// The authority whose lawyer it is.
    pub authority: String,
    /// The document.
    pub check: String,
    /// The entry, by its digest.
    pub entry: String,
    /// The lawyer.
    pub lawyer: String,
    /// The day.
    pub on: NaiveDate,
}

/// An entry of the law table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawRow {
    /// The document.
    pub check: LawfulCheck,
    /// What applied on the day; none when nothing did.
    pub entry: Option<LawfulEntry>,
    /// Its digest.
    pub digest: String,
    /// Who confirmed it.
    pub confirmed: Option<Confirmed>,
}

/// The law on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawPage {
    /// The day.
    pub day: NaiveDate,
    /// Every group of posts.
    pub rows: Vec<LawRow>,
    /// Whether the person may propose that an answer of a lawyer is written down.
    pub may_propose: bool,
}

impl App {
    /// What the law lets be checked on a day, group by group.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lawful_list(&self, cx: &Cx, day: NaiveDate) -> Result<LawPage, AppError> {
        let ask = Ask { action: Action::LawfulList, resource: &Resource::Library, object: "law".to_owned() };
        self.perform(cx, ask, async {
            let confirmed = self.law_confirmed(&cx.subject.authority).await?;
            let row = |check: &LawfulCheck| {
                let entry = check.on(day).cloned();
                let digest = entry.as_ref().map(|entry| digest(check, entry)).unwrap_or_default();
                LawRow { confirmed: confirmed.get(&digest).cloned(), check: check.clone(), entry, digest }
            };
            let resource = directory(cx);
            Ok(LawPage {
                day,
                rows: self.library.lawful_checks().into_iter().map(row).collect(),
                may_propose: self.may(cx, Action::LawfulPropose, &resource),
            })
        })
        .await
    }

    /// Proposes to write down that the lawyer has confirmed an entry.
    ///
    /// # Errors
    /// [`AppError::Invalid`] without a name, or when nothing in the library is that entry.
    pub async fn lawful_propose(
        &self,
        cx: &Cx,
        mut law: LawConfirmation,
        reason: &str,
    ) -> Result<ProposalRef, AppError> {
        law.authority.clone_from(&cx.subject.authority);
        law.lawyer = law.lawyer.trim().to_owned();
        let resource = directory(cx);
        let ask = Ask { action: Action::LawfulPropose, resource: &resource, object: "law".to_owned() };
        self.perform(cx, ask, async {
            if law.lawyer.is_empty() {
                return Err(AppError::field("lawyer", "Skriv vad juristen heter."));
            }
            if law.on > cx.today() {
                return Err(AppError::field("on", "Skriv den dag då juristen svarade."));
            }
            self.entry_of(&law)?;
            self.propose(cx, Act::ConfirmLaw(law), reason).await
        })
        .await
    }

    /// What applies to a post on a day, with what the authority's lawyer has confirmed.
    pub(super) async fn checklist(&self, authority: &str, post: &Post, day: NaiveDate) -> Result<Checklist, AppError> {
        let confirmed = self.law_confirmed(authority).await?;
        Ok(Checklist::of(&self.library.lawful_checks(), post, day, &confirmed))
    }

    /// Writes down what two have signed.
    pub(crate) async fn law_confirm(&self, law: &LawConfirmation) -> Result<(), AppError> {
        self.entry_of(law)?;
        let text = serde_json::to_vec(law).map_err(|error| AppError::Internal(crate::error::place(&error)))?;
        let name = place(&law.authority, &law.entry);
        let sealed = self.with_random(|random| self.server.seal(&Context::new("law", &name), &text, random))?;
        self.store.setting_put(&name, &sealed.into_bytes()).await.map_err(AppError::Store)
    }

    /// What a proposal of it tells the one who approves.
    pub(crate) fn told_of_law(&self, law: &LawConfirmation) -> (Vec<(String, String)>, String) {
        let row = |name: &str, value: String| (name.to_owned(), value);
        let check = self.library.lawful_check(&law.check);
        let mut rows = vec![
            row("Kontroll", check.map_or_else(|| law.check.clone(), |check| check.title.sv.clone())),
            row("Jurist", law.lawyer.clone()),
            row("Dag", law.on.to_string()),
        ];
        if let Ok(entry) = self.entry_of(law) {
            rows.push(row("Lagrum", entry.basis.clone()));
        }
        (rows, "Kontrollen visas som inte bekräftad och kan inte användas.".to_owned())
    }

    fn entry_of(&self, law: &LawConfirmation) -> Result<&LawfulEntry, AppError> {
        let check = self.library.lawful_check(&law.check);
        let found = check.and_then(|check| check.entries.iter().find(|entry| digest(check, entry) == law.entry));
        found.ok_or_else(|| AppError::field("entry", "Posten i biblioteket har ändrats. Läs om sidan."))
    }

    /// What the authority's lawyer has confirmed, as the server wrote it.
    async fn law_confirmed(&self, authority: &str) -> Result<Confirmations, AppError> {
        let mut all = Confirmations::new();
        for kept in self.store.setting_list(&place(authority, "")).await.map_err(AppError::Store)? {
            // What somebody else wrote in the database counts for nothing.
            let Ok(sealed) = Sealed::from_bytes(kept.value) else { continue };
            let Ok(text) = self.server.open(&Context::new("law", &kept.name), &sealed) else { continue };
            let Ok(law) = serde_json::from_slice::<LawConfirmation>(&text) else { continue };
            let LawConfirmation { authority: _, check, entry, lawyer, on } = law;
            all.insert(entry.clone(), Confirmed { check, entry, lawyer, on });
        }
        Ok(all)
    }
}

fn place(authority: &str, entry: &str) -> String {
    // A prefix of the store holds no `_`, which short names may have.
    let authority = blake3::hash(authority.as_bytes()).to_hex();
    format!("law/{authority}/{entry}")
}

fn directory(cx: &Cx) -> Resource {
    Resource::Directory { authority: cx.subject.authority.clone(), about: None }
}
