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
            if self.is_marked(&mark_setting(&row), self.role_says(&row)).await? {
                given.push(row);
            }
        }
        Ok(given)
    }

    async fn role_mark(&self, holding: &RoleHolding) -> Result<(), AppError> {
        self.mark_keep(&mark_setting(holding), self.role_says(holding)).await
    }

    fn role_says(&self, holding: &RoleHolding) -> blake3::Hash {
        let RoleHolding { id, person, role, authority, from_day, to_day, proposal: _ } = holding;
        let to_day = to_day.as_deref().unwrap_or_default();
        self.mark_of("roles of people", &[id, person, role, authority, from_day, to_day].map(str::as_bytes))
    }
}

fn mark_setting(holding: &RoleHolding) -> String {
    format!("role/{}", holding.id)
}
