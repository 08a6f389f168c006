//! People of the municipality.

use sqlx::query;

use crate::{
    error::Result,
    open::{Statement, Store, commit, step},
    order,
    row::from_row,
};

/// A person as HR knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Where notices go.
    pub email: Option<String>,
    /// Their number in the HR system; unique within the authority.
    pub employee_no: Option<String>,
    /// The authority they work for.
    pub authority: String,
    /// The unit they work in.
    pub unit: Option<String>,
    /// The person who manages them.
    pub manager: Option<String>,
    /// The last day of their employment, `2026-11-22`; none while it goes on.
    pub employed_until: Option<String>,
    /// The language they read: `sv` or `en`.
    pub locale: String,
}

from_row!(Person { id, name, email, employee_no, authority, unit, manager, employed_until, locale });

/// Adds or changes one person.
fn put(person: &Person) -> Statement<'_> {
    query(
        "insert into person (id, name, email, employee_no, authority, unit, manager, employed_until, locale)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (id) do update set name = excluded.name, email = excluded.email,
             employee_no = excluded.employee_no, authority = excluded.authority, unit = excluded.unit,
             manager = excluded.manager, employed_until = excluded.employed_until, locale = excluded.locale",
    )
    .bind(&person.id)
    .bind(&person.name)
    .bind(&person.email)
    .bind(&person.employee_no)
    .bind(&person.authority)
    .bind(&person.unit)
    .bind(&person.manager)
    .bind(&person.employed_until)
    .bind(&person.locale)
}

impl Store {
    /// Adds or changes a person.
    ///
    /// # Errors
    /// When the authority or the unit is not there, when another person has the employee number, or the database fails.
    pub async fn person_put(&self, person: &Person) -> Result<()> {
        self.run("person_put", put(person)).await.map(|_| ())
    }

    /// Adds or changes many people: all of them or none.
    ///
    /// # Errors
    /// As [`Self::person_put`].
    pub async fn person_put_all(&self, people: &[Person]) -> Result<()> {
        const ACT: &str = "person_put_all";
        let mut change = self.change(ACT).await?;
        for person in people {
            step(ACT, &mut change, put(person)).await?;
        }
        commit(ACT, change).await
    }

    /// One person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn person_get(&self, id: &str) -> Result<Option<Person>> {
        let statement = query(
            "select id, name, email, employee_no, authority, unit, manager, employed_until, locale
             from person where id = $1",
        )
        .bind(id);
        self.one("person_get", statement).await
    }

    /// People by name: those of an authority, or all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn person_list(&self, authority: Option<&str>) -> Result<Vec<Person>> {
        let statement = query(
            "select id, name, email, employee_no, authority, unit, manager, employed_until, locale
             from person where $1 is null or authority = $1",
        )
        .bind(authority.map(str::to_owned));
        let mut list: Vec<Person> = self.all("person_list", statement).await?;
        list.sort_by_cached_key(|person| (order::key(&person.name), person.id.clone()));
        Ok(list)
    }
}
