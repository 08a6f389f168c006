//! Accounts and sessions as the server wrote them.
//!
//! A password or a session that somebody else put into the database would make its writer that person, for all that needs
//! no keys.

use store::{Account, Secret};
use zeroize::Zeroizing;

use crate::{App, AppError};

const ACCOUNT: &str = "accounts of people";
const SESSION: &str = "sessions of people";

impl App {
    /// Writes an account. The error is the store's, so that the caller can tell a username that is taken.
    pub(crate) async fn account_keep(&self, account: &Account) -> Result<(), store::Error> {
        let parts = [account.person.as_bytes(), account.username.as_bytes()];
        let password = Secret::new(self.marked(ACCOUNT, &parts, account.password.expose()));
        self.store.account_put(&Account { password, ..account.clone() }).await
    }

    /// The account of a person, when the server wrote it.
    pub(crate) async fn account_read(&self, person: &str) -> Result<Option<Account>, AppError> {
        let account = self.store.account_get(person).await.map_err(AppError::Store)?;
        Ok(account.and_then(|account| self.account_written(account)))
    }

    /// The account of a username, when the server wrote it.
    pub(crate) async fn account_named(&self, username: &str) -> Result<Option<Account>, AppError> {
        let account = self.store.account_by_username(username).await.map_err(AppError::Store)?;
        Ok(account.and_then(|account| self.account_written(account)))
    }

    fn account_written(&self, account: Account) -> Option<Account> {
        let parts = [account.person.as_bytes(), account.username.as_bytes()];
        let password = Zeroizing::new(self.unmarked(ACCOUNT, &parts, account.password.expose())?);
        Some(Account { password: Secret::new(password.to_string()), ..account })
    }

    /// A session with its mark, to be written.
    pub(super) fn session_marked(&self, row: store::Session) -> store::Session {
        let device = self.marked(SESSION, &[&row.hash, row.person.as_bytes(), row.created_at.as_bytes()], &row.device);
        store::Session { device, ..row }
    }

    /// A session as it was, when the server wrote it.
    pub(super) fn session_written(&self, row: store::Session) -> Option<store::Session> {
        let parts: [&[u8]; 3] = [&row.hash, row.person.as_bytes(), row.created_at.as_bytes()];
        let device = self.unmarked(SESSION, &parts, &row.device)?;
        Some(store::Session { device, ..row })
    }
}
