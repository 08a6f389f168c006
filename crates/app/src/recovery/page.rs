//! What pages show of ceremonies.

use std::collections::BTreeSet;

use access::{About, Action, ProposalKind, Resource, Role};
use casework::id::PersonId;
use store::{ProposalFilter, ProposalState};

use super::ceremony::given_prefix;
use crate::{App, AppError, Cx, app::Ask, directory::has_ended, session::own};

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

/// Who keeps shares in an authority, and whose keys they can recover.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeysPage {
    /// The custodians.
    pub custodians: Vec<CustodianRow>,
    /// Everybody of the authority who has keys, by name.
    pub people: Vec<KeyRow>,
}

/// A custodian.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustodianRow {
    /// Name.
    pub name: String,
    /// Whether the custodian has keys of their own, without which no share can be sealed to them.
    pub has_keys: bool,
}

/// Somebody's keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// Whose.
    pub person: PersonId,
    /// The person's name.
    pub name: String,
    /// How many shares it takes, of how many; none when the keys are not split.
    pub split: Option<(u64, u64)>,
    /// Whether a recovery is proposed and waits for a custodian.
    pub is_proposed: bool,
}

impl App {
    /// The custodians of the person's authority, and whose keys can be recovered.
    ///
    /// # Errors
    /// When the person may take part in no recovery.
    pub async fn recovery_overview(&self, cx: &Cx) -> Result<KeysPage, AppError> {
        let authority = cx.subject.authority.clone();
        let resource = Resource::Directory { authority: authority.clone(), about: None };
        let ask = Ask { action: Action::KeyRecoverPropose, resource: &resource, object: "keys".to_owned() };
        self.perform(cx, ask, async {
            let today = cx.today().to_string();
            let held = self.store.role_list(Some(&authority), &today).await.map_err(AppError::Store)?;
            let held = self.roles_given(held).await?;
            let custodians: BTreeSet<String> =
                held.into_iter().filter(|held| held.role == Role::Custodian.as_str()).map(|held| held.person).collect();
            let proposed = self.recoveries_proposed(cx, &authority).await?;
            let mut page = KeysPage::default();
            for row in self.store.person_list(None).await.map_err(AppError::Store)? {
                let is_custodian = custodians.contains(&row.id);
                if has_ended(&row, cx.today()) || !(is_custodian || row.authority == authority) {
                    continue;
                }
                let key = self.store.person_key_get(&row.id).await.map_err(AppError::Store)?;
                if is_custodian {
                    page.custodians.push(CustodianRow { name: row.name.clone(), has_keys: key.is_some() });
                }
                let Some(key) = key.filter(|_| row.authority == authority) else { continue };
                let shares = self.store.recovery_share_list(&row.id, key.version).await.map_err(AppError::Store)?;
                page.people.push(KeyRow {
                    person: row.id.parse().map_err(|_| AppError::NotFound)?,
                    split: shares.first().map(|share| (share.k, share.n)),
                    is_proposed: proposed.contains(&row.id),
                    name: row.name,
                });
            }
            page.custodians.sort_by(|a, b| a.name.cmp(&b.name));
            page.people.sort_by(|a, b| a.name.cmp(&b.name));
            Ok(page)
        })
        .await
    }

    /// Those whose recovery waits for a custodian.
    async fn recoveries_proposed(&self, cx: &Cx, authority: &str) -> Result<BTreeSet<String>, AppError> {
        let filter = ProposalFilter {
            state: Some(ProposalState::Open),
            authority: Some(authority.to_owned()),
            ..ProposalFilter::default()
        };
        let mut people = BTreeSet::new();
        for row in self.store.proposal_list(&filter).await.map_err(AppError::Store)? {
            if row.kind != ProposalKind::KeyRecover.as_str() || row.expires_at <= cx.stamp() {
                continue;
            }
            if let Some(Resource::Proposal(proposal)) = self.resource_of_row(cx, &row).await?
                && let About::Person(person) = proposal.about
            {
                people.insert(person);
            }
        }
        Ok(people)
    }

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
