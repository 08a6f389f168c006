//! People, deputies and the order of delegation as the server wrote them.
//!
//! Another manager makes two people of two hands, an end of employment closes access, a point lets somebody decide: a row
//! that was changed in the database counts for nothing.

use store::{Delegation, Deputy, Person};

use crate::{App, AppError};

/// What is said of a row that somebody else wrote.
pub(super) const CHANGED: &str = "Personens uppgifter har ändrats i databasen utanför Insyn. Återställ raden från en säkerhetskopia, och ta reda på vem som ändrade den.";

impl App {
    /// Writes a person. The error is the store's, so that the caller can tell what is taken.
    pub(crate) async fn person_keep(&self, person: &Person) -> Result<(), store::Error> {
        self.store.setting_put(&person_setting(&person.id), self.person_says(person).as_bytes()).await?;
        self.store.person_put(person).await
    }

    /// Writes several people, all or none.
    pub(crate) async fn person_keep_all(&self, people: &[Person]) -> Result<(), AppError> {
        for person in people {
            self.mark_keep(&person_setting(&person.id), self.person_says(person)).await?;
        }
        self.store.person_put_all(people).await.map_err(AppError::Store)
    }

    /// The row of a person, to be changed: one that was changed outside is not taken for ours by writing it anew.
    pub(crate) async fn person_read(&self, id: &str) -> Result<Option<Person>, AppError> {
        let Some(person) = self.store.person_get(id).await.map_err(AppError::Store)? else { return Ok(None) };
        if self.is_person_written(&person).await? {
            return Ok(Some(person));
        }
        Err(AppError::Denied { why: CHANGED.to_owned() })
    }

    /// Whether the server wrote what a person's row says of where they work, until when and under whom.
    pub(crate) async fn is_person_written(&self, person: &Person) -> Result<bool, AppError> {
        self.is_marked(&person_setting(&person.id), self.person_says(person)).await
    }

    fn person_says(&self, person: &Person) -> blake3::Hash {
        let Person { id, name: _, email: _, employee_no, authority, unit, manager, employed_until, locale: _ } = person;
        let optional = |text: &Option<String>| text.clone().unwrap_or_default();
        let [number, unit, manager, until] = [employee_no, unit, manager, employed_until].map(optional);
        self.mark_of("people", &[id, authority, &number, &unit, &manager, &until].map(String::as_bytes))
    }

    /// Writes a point of the order of delegation.
    pub(crate) async fn delegation_keep(&self, point: &Delegation) -> Result<(), AppError> {
        self.mark_keep(&format!("delegation/{}", point.id), self.delegation_says(point)).await?;
        self.store.delegation_put(point).await.map_err(AppError::Store)
    }

    /// The order of delegation of an authority, or of all, as the server wrote it.
    pub(crate) async fn delegations_written(&self, authority: Option<&str>) -> Result<Vec<Delegation>, AppError> {
        let mut written = Vec::new();
        for point in self.store.delegation_list(authority).await.map_err(AppError::Store)? {
            if self.is_marked(&format!("delegation/{}", point.id), self.delegation_says(&point)).await? {
                written.push(point);
            }
        }
        Ok(written)
    }

    fn delegation_says(&self, point: &Delegation) -> blake3::Hash {
        let Delegation { id, authority, act, holder_role, holder_person, limit_ore, from_day, to_day, source } = point;
        let limit = limit_ore.map(|ore| ore.to_string());
        let [role, person, limit, to] =
            [holder_role, holder_person, &limit, to_day].map(|text| text.clone().unwrap_or_default());
        let parts = [id, authority, act, &role, &person, &limit, from_day, &to, source].map(String::as_bytes);
        self.mark_of("order of delegation", &parts)
    }

    /// Writes a deputy. The error is the store's, so that the caller can tell who is missing.
    pub(crate) async fn deputy_keep(&self, deputy: &Deputy) -> Result<(), store::Error> {
        self.store.setting_put(&deputy_setting(deputy), self.deputy_says(deputy).as_bytes()).await?;
        self.store.deputy_put(deputy).await
    }

    /// Whom a person stands in for and who stands in for them, as the server wrote it.
    pub(crate) async fn deputies_written(&self, person: &str) -> Result<Vec<Deputy>, AppError> {
        let mut written = Vec::new();
        for deputy in self.store.deputy_list(person).await.map_err(AppError::Store)? {
            if self.is_marked(&deputy_setting(&deputy), self.deputy_says(&deputy)).await? {
                written.push(deputy);
            }
        }
        Ok(written)
    }

    fn deputy_says(&self, deputy: &Deputy) -> blake3::Hash {
        let Deputy { person, deputy, from_day, to_day } = deputy;
        self.mark_of("deputies", &[person, deputy, from_day, to_day].map(String::as_bytes))
    }
}

fn person_setting(id: &str) -> String {
    format!("person/{id}")
}

fn deputy_setting(deputy: &Deputy) -> String {
    format!("deputy/{}/{}/{}", deputy.person, deputy.deputy, deputy.from_day)
}
