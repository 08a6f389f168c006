//! The members of a case, each with the key of the case wrapped to them.

use sqlx::query;

use crate::{
    error::{Error, Result},
    open::{Statement, Store},
    row::from_row,
};

/// A person's membership of a case. Whoever leaves and comes back has two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Which case.
    pub case_id: String,
    /// Who.
    pub person: String,
    /// The key of the case wrapped to the person; none once the membership is over.
    pub wrapped_key: Option<Vec<u8>>,
    /// From when.
    pub since: String,
    /// Until when; none while it goes on.
    pub until: Option<String>,
    /// The proposal by which two people agreed to it; none for the first members.
    pub proposal: Option<String>,
}

from_row!(Member { case_id, person, wrapped_key, since, until, proposal });

/// Adds a membership.
pub(super) fn put(member: &Member) -> Statement<'_> {
    query(
        "insert into case_member (case_id, person, wrapped_key, since, until, proposal)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&member.case_id)
    .bind(&member.person)
    .bind(member.wrapped_key.clone())
    .bind(&member.since)
    .bind(&member.until)
    .bind(&member.proposal)
}

impl Store {
    /// Adds a membership.
    ///
    /// # Errors
    /// When the person is a member since that very moment already, when what it names is not there, when it is over and
    /// still holds a key, or the database fails.
    pub async fn case_member_put(&self, member: &Member) -> Result<()> {
        self.run("case_member_put", put(member)).await.map(|_| ())
    }

    /// Wraps the key of a case anew to a member, as after a recovery of the member's own key.
    ///
    /// # Errors
    /// [`Error::Missing`] when the person is no member now; and when the database fails.
    pub async fn case_member_rewrap(&self, case_id: &str, person: &str, wrapped_key: &[u8]) -> Result<()> {
        const ACT: &str = "case_member_rewrap";
        let statement =
            query("update case_member set wrapped_key = $3 where case_id = $1 and person = $2 and until is null")
                .bind(case_id)
                .bind(person)
                .bind(wrapped_key.to_vec());
        match self.run(ACT, statement).await? {
            0 => Err(Error::Missing { act: ACT }),
            _ => Ok(()),
        }
    }

    /// Ends a person's membership now and takes the wrapped key away. The answer is whether there was one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_member_end(&self, case_id: &str, person: &str, until: &str) -> Result<bool> {
        let statement = query(
            "update case_member set until = $3, wrapped_key = null
             where case_id = $1 and person = $2 and until is null",
        )
        .bind(case_id)
        .bind(person)
        .bind(until);
        Ok(self.run("case_member_end", statement).await? > 0)
    }

    /// Every membership of a case, also those that are over, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_members(&self, case_id: &str) -> Result<Vec<Member>> {
        let statement = query(
            "select case_id, person, wrapped_key, since, until, proposal from case_member
             where case_id = $1 order by since, person",
        )
        .bind(case_id);
        self.all("case_members", statement).await
    }

    /// The memberships of a person that go on now, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_members_by_person(&self, person: &str) -> Result<Vec<Member>> {
        let statement = query(
            "select case_id, person, wrapped_key, since, until, proposal from case_member
             where person = $1 and until is null order by since, case_id",
        )
        .bind(person);
        self.all("case_members_by_person", statement).await
    }
}
