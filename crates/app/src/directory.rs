//! People, units, roles and the delegation order.

mod employment;
mod import;
mod manager;
mod unit;
mod written;

use access::{Action, Resource, Role};
use casework::id::PersonId;
use chrono::NaiveDate;
use vault::{ExposeSecret as _, SecretString};

use crate::{
    App, AppError, Cx, Problem,
    app::Ask,
    proposal::{Act, DelegationPut, ProposalRef, RoleChange},
};

pub use access::Role as RoleWord;
pub use import::ImportedPeople;
pub use store::{Authority, Delegation, Person, Unit};
pub use unit::{DeputyPut, UnitPut};

/// A person as the directory shows them.
#[derive(Debug, Clone)]
pub struct PersonRow {
    /// The person.
    pub person: store::Person,
    /// What they sign in as; `None` without an account.
    pub username: Option<String>,
    /// Roles held today, in which authority.
    pub roles: Vec<(Role, String)>,
    /// Name of the nearest manager.
    pub manager: String,
    /// The first day of their employment, when HR has said it.
    pub employed_from: Option<NaiveDate>,
    /// Whether they have chosen a passphrase, so that cases can be shared with them.
    pub has_keys: bool,
}

/// The directory of an authority.
#[derive(Debug, Clone)]
pub struct Directory {
    /// All authorities.
    pub authorities: Vec<store::Authority>,
    /// Units of the person's authority.
    pub units: Vec<store::Unit>,
    /// People of it, by name.
    pub people: Vec<PersonRow>,
    /// The delegation order.
    pub delegations: Vec<store::Delegation>,
}

/// A person to be added or changed.
#[derive(Debug, Clone)]
pub struct PersonPut {
    /// The person; `None` for a new one.
    pub id: Option<PersonId>,
    /// Name.
    pub name: String,
    /// User name.
    pub username: String,
    /// Where notices go.
    pub email: String,
    /// Employee number.
    pub employee_no: String,
    /// Unit.
    pub unit: String,
    /// Nearest manager.
    pub manager: Option<PersonId>,
}

/// A new person's first password, shown this once.
#[derive(Debug)]
pub struct FirstPassword {
    /// The person.
    pub person: PersonId,
    /// The password; `None` when an old one was kept.
    pub password: Option<SecretString>,
    /// The proposal to give the person another manager, when that was changed: it takes two.
    pub manager: Option<ProposalRef>,
}

impl FirstPassword {
    /// The password, to be shown this once.
    #[must_use]
    pub fn shown(&self) -> Option<&str> {
        self.password.as_ref().map(|password| password.expose_secret())
    }
}

impl App {
    /// The directory of the person's authority.
    ///
    /// # Errors
    /// When the person may not.
    pub async fn directory(&self, cx: &Cx) -> Result<Directory, AppError> {
        let resource = directory_of(cx, None);
        let ask = Ask { action: Action::PersonList, resource: &resource, object: "directory".to_owned() };
        self.perform(cx, ask, async {
            let own = Some(cx.subject.authority.as_str());
            let mut people = Vec::new();
            for person in self.store.person_list(own).await.map_err(AppError::Store)? {
                people.push(self.person_row(person, cx.today()).await?);
            }
            Ok(Directory {
                authorities: self.store.authority_list().await.map_err(AppError::Store)?,
                units: self.store.unit_list(own).await.map_err(AppError::Store)?,
                people,
                delegations: self.delegations_written(own).await?,
            })
        })
        .await
    }

    /// People who could be made members of a case, or named as managers: name and id, of one authority. Empty for who
    /// neither works with cases nor keeps the directory.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn colleagues(&self, cx: &Cx) -> Result<Vec<(PersonId, String)>, AppError> {
        self.listed(cx, Action::PersonList, "directory", async {
            let mut case = access::Case::new("", cx.subject.authority.clone(), access::CaseState::Open);
            case.members.insert(cx.person.to_string());
            let works = self.may(cx, Action::CaseList, &Resource::Case(case));
            if !works && !self.may(cx, Action::PersonList, &directory_of(cx, None)) {
                return Ok(Vec::new());
            }
            let rows = self.store.person_list(Some(&cx.subject.authority)).await.map_err(AppError::Store)?;
            Ok(rows.into_iter().filter_map(|row| Some((row.id.parse().ok()?, row.name))).collect())
        })
        .await
    }

    /// Adds or changes a person. It gives no role: that takes two, as another manager does for somebody who is there.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when something is missing or taken, [`AppError::Locked`] when the manager is changed and the
    /// keys that would sign the proposal are locked.
    pub async fn person_put(&self, cx: &Cx, put: PersonPut) -> Result<FirstPassword, AppError> {
        let about = put.id.map(|id| id.to_string());
        let resource = match put.id {
            Some(id) => self.directory_about(cx, id).await?,
            // A new person is somebody else.
            None => directory_of(cx, Some(String::new())),
        };
        let ask = Ask { action: Action::PersonPut, resource: &resource, object: "directory".to_owned() };
        self.perform(cx, ask, async {
            let known = match &about {
                Some(id) => self.person_read(id).await?,
                None => None,
            };
            if put.id.is_some() && known.is_none() {
                return Err(AppError::NotFound);
            }
            check(&put, known.as_ref())?;
            let id = put.id.unwrap_or_else(|| PersonId::from_bits(self.random_bits()));
            let full = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
            let manager = put.manager.map(|manager| manager.to_string());
            let (manager, wanted) = Self::manager_of(known.as_ref(), manager);
            if wanted.is_some() {
                self.signer(cx)?;
            }
            let row = store::Person {
                id: id.to_string(),
                name: put.name.trim().to_owned(),
                email: full(&put.email),
                employee_no: full(&put.employee_no),
                authority: known.as_ref().map_or_else(|| cx.subject.authority.clone(), |row| row.authority.clone()),
                unit: full(&put.unit),
                manager,
                employed_until: known.as_ref().and_then(|row| row.employed_until.clone()),
                locale: known.as_ref().map_or_else(|| "sv".to_owned(), |row| row.locale.clone()),
            };
            self.person_keep(&row).await.map_err(taken)?;
            let password = self.account_of(&row.id, &put.username).await?;
            let wanted = wanted.into_iter().collect();
            let proposed = self.managers_propose(cx, wanted, "Ändrad i personregistret.").await?;
            Ok(FirstPassword { person: id, password, manager: proposed.first().copied() })
        })
        .await
    }

    /// Makes an account for a person who has none, with a password that is shown once.
    async fn account_of(&self, person: &str, username: &str) -> Result<Option<SecretString>, AppError> {
        let username = username.trim().to_lowercase();
        let _alone = self.accounts.lock().await;
        if let Some(account) = self.account_read(person).await? {
            let account = store::Account { username, ..account };
            self.account_keep(&account).await.map_err(taken)?;
            return Ok(None);
        }
        let first = SecretString::from(format!("{:032x}", self.random_bits()));
        let password = self.password_hash(first.clone()).await?;
        let account =
            store::Account { person: person.to_owned(), username, password, second_factor: None, disabled: false };
        self.account_keep(&account).await.map_err(taken)?;
        Ok(Some(first))
    }

    /// Ends a person's access after a day; a day that has passed closes it at once. Only towards less: nobody is let in
    /// again by it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is no such person.
    pub async fn person_end(&self, cx: &Cx, person: PersonId, last: NaiveDate) -> Result<(), AppError> {
        let resource = self.directory_about(cx, person).await?;
        let ask = Ask { action: Action::PersonEnd, resource: &resource, object: "directory".to_owned() };
        self.perform(cx, ask, async {
            let id = person.to_string();
            let row = self.person_read(&id).await?.ok_or(AppError::NotFound)?;
            if has_ended(&row, cx.today()) && last >= cx.today() {
                let why = "Personens tillgång har upphört. Den som kommer tillbaka läggs upp som ny.".to_owned();
                return Err(AppError::Denied { why });
            }
            let row = store::Person { employed_until: Some(last.to_string()), ..row };
            self.person_keep(&row).await.map_err(AppError::Store)?;
            if last < cx.today() {
                self.end_access(&id).await?;
            }
            Ok(())
        })
        .await
    }

    /// Proposes to give a role, or to take it.
    ///
    /// # Errors
    /// [`AppError::Invalid`] without a reason.
    pub async fn role_propose(&self, cx: &Cx, change: RoleChange, reason: &str) -> Result<ProposalRef, AppError> {
        // A role is proposed by who administers the authority that it is held in.
        let (authority, about) = (change.authority.clone(), Some(change.person.to_string()));
        let resource = Resource::Directory { authority, about };
        let ask = Ask { action: Action::RolePropose, resource: &resource, object: "directory".to_owned() };
        self.perform(cx, ask, async {
            if change.role.parse::<Role>().is_err() {
                return Err(AppError::field("role", "Välj en roll i listan."));
            }
            self.propose(cx, Act::Role(change), reason).await
        })
        .await
    }

    /// Proposes a point of the delegation order.
    ///
    /// # Errors
    /// [`AppError::Invalid`] without a reason.
    pub async fn delegation_propose(
        &self,
        cx: &Cx,
        mut point: DelegationPut,
        reason: &str,
    ) -> Result<ProposalRef, AppError> {
        point.authority.clone_from(&cx.subject.authority);
        let resource = directory_of(cx, None);
        let ask = Ask { action: Action::DelegationPutPropose, resource: &resource, object: "directory".to_owned() };
        self.perform(cx, ask, self.propose(cx, Act::Delegate(point), reason)).await
    }

    /// Proposes that a person's second factor is forgotten.
    ///
    /// # Errors
    /// [`AppError::Invalid`] without a reason.
    pub async fn second_factor_reset_propose(
        &self,
        cx: &Cx,
        person: PersonId,
        reason: &str,
    ) -> Result<ProposalRef, AppError> {
        let resource = self.directory_about(cx, person).await?;
        let ask = Ask { action: Action::SecondFactorResetPropose, resource: &resource, object: "directory".to_owned() };
        self.perform(cx, ask, self.propose(cx, Act::ResetSecondFactor { person }, reason)).await
    }

    /// The directory that a person stands in, for an act on them: that of their authority, not of who acts.
    async fn directory_about(&self, cx: &Cx, person: PersonId) -> Result<Resource, AppError> {
        let about = person.to_string();
        let row = self.store.person_get(&about).await.map_err(AppError::Store)?;
        let authority = row.map_or_else(|| cx.subject.authority.clone(), |row| row.authority);
        Ok(Resource::Directory { authority, about: Some(about) })
    }

    async fn person_row(&self, person: store::Person, today: NaiveDate) -> Result<PersonRow, AppError> {
        let account = self.account_read(&person.id).await?;
        let subject = self.subject(&person, None).await?;
        let roles = subject.roles.iter().filter(|held| held.holds(today));
        let manager = match &person.manager {
            Some(id) => self.store.person_get(id).await.map_err(AppError::Store)?.map(|row| row.name),
            None => None,
        };
        let keys = self.store.person_key_get(&person.id).await.map_err(AppError::Store)?;
        Ok(PersonRow {
            username: account.map(|account| account.username),
            roles: roles.map(|held| (held.role, held.authority.clone())).collect(),
            manager: manager.unwrap_or_default(),
            employed_from: self.employed_from(&person.id).await?,
            has_keys: keys.is_some(),
            person,
        })
    }
}

fn directory_of(cx: &Cx, about: Option<String>) -> Resource {
    Resource::Directory { authority: cx.subject.authority.clone(), about }
}

/// Whether somebody's access is over; a day that can not be read ends it.
pub(crate) fn has_ended(person: &store::Person, today: NaiveDate) -> bool {
    person.employed_until.as_deref().is_some_and(|day| day.parse().map_or(true, |day: NaiveDate| day < today))
}

fn check(put: &PersonPut, known: Option<&store::Person>) -> Result<(), AppError> {
    let mut problems = Vec::new();
    // By the number a person is known in the registers, and so kept from signals and cases about themselves.
    let number = known.and_then(|known| known.employee_no.as_deref());
    if number.is_some_and(|number| number != put.employee_no.trim()) {
        let text = "Numret kan inte ändras. Är det fel, avsluta personens tillgång och lägg upp personen som ny.";
        problems.push(Problem { field: "employee_no", text: text.to_owned() });
    }
    if put.id.is_some() && put.id == put.manager {
        problems.push(Problem { field: "manager", text: "Ingen är sin egen chef. Välj någon annan.".to_owned() });
    }
    if put.name.trim().is_empty() {
        problems.push(Problem { field: "name", text: "Skriv personens namn.".to_owned() });
    }
    if put.username.trim().is_empty() {
        problems.push(Problem { field: "username", text: "Skriv vad personen ska logga in som.".to_owned() });
    }
    if problems.is_empty() { Ok(()) } else { Err(AppError::Invalid(problems)) }
}

fn taken(error: store::Error) -> AppError {
    match error {
        store::Error::Exists { .. } => {
            AppError::field("username", "Användarnamnet eller anställningsnumret finns redan. Välj ett annat.")
        }
        store::Error::Reference { .. } => AppError::field("unit", "Enheten finns inte. Välj en i listan."),
        error => AppError::Store(error),
    }
}
