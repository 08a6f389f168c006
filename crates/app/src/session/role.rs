//! Roles as two people gave them.
//!
//! A role opens no case by itself, but it is the first half of much: the next case is given to those who hold the roles of
//! the routine, and keys are split among those who are custodians. Whoever writes the database could give one to anybody,
//! so each is marked under the server's key when it is given and when it ends, and one without its mark is not held.

use store::RoleHolding;

use crate::{App, AppError};

impl App {
    /// Gives a role.
    pub(crate) async fn role_give(&self, holding: &RoleHolding) -> Result<(), AppError> {
        self.role_mark(holding).await?;
        self.store.role_put(holding).await.map_err(AppError::Store)
    }

    /// Ends a role after a day.
    pub(crate) async fn role_take(&self, held: RoleHolding, last: &str) -> Result<(), AppError> {
        if self.store.role_end(&held.id, last).await.map_err(AppError::Store)? {
            self.role_mark(&RoleHolding { to_day: Some(last.to_owned()), ..held }).await?;
        }
        Ok(())
    }

    /// Of some roles, those that the server wrote, as it wrote them.
    pub(crate) async fn roles_given(&self, rows: Vec<RoleHolding>) -> Result<Vec<RoleHolding>, AppError> {
        let mut given = Vec::with_capacity(rows.len());
        for row in rows {
            let mark = self.store.setting_get(&mark_setting(&row)).await.map_err(AppError::Store)?;
            let mark = mark.and_then(|mark| <[u8; 32]>::try_from(mark).ok()).map(blake3::Hash::from_bytes);
            if mark == Some(self.mark_of(&row)) {
                given.push(row);
            }
        }
        Ok(given)
    }

    async fn role_mark(&self, holding: &RoleHolding) -> Result<(), AppError> {
        let mark = self.mark_of(holding);
        self.store.setting_put(&mark_setting(holding), mark.as_bytes()).await.map_err(AppError::Store)
    }

    fn mark_of(&self, holding: &RoleHolding) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new_keyed(&self.server.subkey("roles of people"));
        let RoleHolding { id, person, role, authority, from_day, to_day, proposal: _ } = holding;
        let to_day = to_day.as_deref().unwrap_or_default();
        for part in [id.as_str(), person, role, authority, from_day, to_day] {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
        }
        hasher.finalize()
    }
}

fn mark_setting(holding: &RoleHolding) -> String {
    format!("role/{}", holding.id)
}
