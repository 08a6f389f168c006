//! What pages show of ceremonies.

use access::{Action, Resource};
use casework::id::PersonId;

use super::ceremony::given_prefix;
use crate::{App, AppError, Cx, app::Ask, session::own};

/// A ceremony that is under way, as custodians see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CeremonyRow {
    /// Whose keys.
    pub person: PersonId,
    /// The person's name.
    pub name: String,
    /// Whether the person has chosen a new passphrase, so that shares can be given.
    pub has_begun: bool,
    /// How many shares it takes.
    pub needed: u64,
    /// How many were given.
    pub given: u64,
    /// Whether the one who looks holds a share of these keys.
    pub holds_share: bool,
    /// Whether the one who looks has given it.
    pub has_given: bool,
    /// When it ends by itself.
    pub until: String,
}

/// A ceremony, as the person whose keys are recovered sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryPage {
    /// What to read to the custodians, in the room or by telephone; none before a new passphrase was chosen.
    pub fingerprint: Option<String>,
    /// How many shares it takes.
    pub needed: u64,
    /// How many were given.
    pub given: u64,
    /// When it ends by itself.
    pub until: String,
}

impl App {
    /// The ceremonies under way in the authorities where the person may take part in one.
    ///
    /// # Errors
    /// When the person may not.
    pub async fn recovery_list(&self, cx: &Cx) -> Result<Vec<CeremonyRow>, AppError> {
        let resource = Resource::Directory { authority: cx.subject.authority.clone(), about: None };
        let ask = Ask { action: Action::KeyRecoverPropose, resource: &resource, object: "recoveries".to_owned() };
        self.perform(cx, ask, async {
            let mut rows = Vec::new();
            for person in self.ceremonies().await? {
                let Some(row) = self.store.person_get(&person).await.map_err(AppError::Store)? else { continue };
                let about = Resource::Directory { authority: row.authority.clone(), about: Some(person) };
                rows.push((about, row));
            }
            let mut list = Vec::new();
            for row in self.policies.filter(&cx.subject, Action::KeyRecoverPropose, rows, cx.today()) {
                list.extend(self.ceremony_row(cx, row).await?);
            }
            Ok(list)
        })
        .await
    }

    async fn ceremony_row(&self, cx: &Cx, row: store::Person) -> Result<Option<CeremonyRow>, AppError> {
        let Some(ceremony) = self.ceremony(&row.id, cx).await? else { return Ok(None) };
        let me = cx.person.to_string();
        let prefix = given_prefix(&row.id);
        let given = self.store.setting_list(&prefix).await.map_err(AppError::Store)?;
        let shares = self.store.recovery_share_list(&row.id, ceremony.version).await.map_err(AppError::Store)?;
        Ok(Some(CeremonyRow {
            person: row.id.parse().map_err(|_| AppError::NotFound)?,
            name: row.name,
            has_begun: ceremony.key.is_some(),
            needed: ceremony.needed,
            given: given.len() as u64,
            holds_share: shares.iter().any(|share| share.custodian == me),
            has_given: given.iter().any(|row| row.name.strip_prefix(&prefix) == Some(&me)),
            until: ceremony.until,
        }))
    }

    /// The ceremony that recovers the person's own keys, if there is one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn recovery_show(&self, cx: &Cx) -> Result<Option<RecoveryPage>, AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::SessionList, resource: &resource, object: "recovery".to_owned() };
        self.perform(cx, ask, async {
            let person = cx.person.to_string();
            let Some(ceremony) = self.ceremony(&person, cx).await? else { return Ok(None) };
            let given = self.store.setting_list(&given_prefix(&person)).await.map_err(AppError::Store)?;
            Ok(Some(RecoveryPage {
                fingerprint: ceremony.key.map(|key| key.public.fingerprint()),
                needed: ceremony.needed,
                given: given.len() as u64,
                until: ceremony.until,
            }))
        })
        .await
    }
}
