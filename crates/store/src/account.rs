//! Accounts: how a person signs in. What a person can open is another matter, see [`crate::PersonKey`].

use sqlx::query;

use crate::{
    error::Result,
    open::Store,
    row::{Secret, from_row},
};

/// A local account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Whose it is.
    pub person: String,
    /// What they type; unique, kept as given (fold the case before).
    pub username: String,
    /// The password as an Argon2 PHC text.
    pub password: Secret,
    /// The second factor, sealed; none before it is set up.
    pub second_factor: Option<Vec<u8>>,
    /// Whether it opens nothing.
    pub disabled: bool,
}

from_row!(Account { person, username, password, second_factor, disabled });

impl Store {
    /// Adds or changes the account of a person.
    ///
    /// # Errors
    /// When the person is not there, when another account has the username, or the database fails.
    pub async fn account_put(&self, account: &Account) -> Result<()> {
        let statement = query(
            "insert into account (person, username, password, second_factor, disabled) values ($1, $2, $3, $4, $5)
             on conflict (person) do update set username = excluded.username, password = excluded.password,
                 second_factor = excluded.second_factor, disabled = excluded.disabled",
        )
        .bind(&account.person)
        .bind(&account.username)
        .bind(account.password.expose())
        .bind(account.second_factor.clone())
        .bind(i64::from(account.disabled));
        self.run("account_put", statement).await.map(|_| ())
    }

    /// The account of a person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_get(&self, person: &str) -> Result<Option<Account>> {
        let statement =
            query("select person, username, password, second_factor, disabled from account where person = $1")
                .bind(person);
        self.one("account_get", statement).await
    }

    /// The account of a username.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_by_username(&self, username: &str) -> Result<Option<Account>> {
        let statement =
            query("select person, username, password, second_factor, disabled from account where username = $1")
                .bind(username);
        self.one("account_by_username", statement).await
    }
}
