//! What recurs in unrelated applications, as keyed hashes. Which application has a mark is never told.

use sqlx::query;

use crate::{
    error::Result,
    open::{Change, Store, step},
    row::{big, from_row},
};

/// The marks of a candidate's application: they take the place of those that were there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationMarks {
    /// The candidate of the recruitment.
    pub candidate: u64,
    /// The mark of who applied.
    pub person: String,
    /// The marks.
    pub marks: Vec<String>,
}

/// That somebody applied with a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationMark {
    /// The mark.
    pub mark: String,
    /// The mark of who applied.
    pub person: String,
}

from_row!(ApplicationMark { mark, person });

impl Store {
    /// Everybody who applied with one of the marks, each mark and person once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn application_marks(&self, marks: &[String]) -> Result<Vec<ApplicationMark>> {
        let mut all = Vec::new();
        for mark in marks {
            let statement =
                query("select distinct mark, person from application_mark where mark = $1 order by person").bind(mark);
            all.extend(self.all::<ApplicationMark>("application_marks", statement).await?);
        }
        Ok(all)
    }
}

/// Puts the marks of a candidate in the place of those that were there.
pub(super) async fn put_all(
    act: &'static str,
    change: &mut Change,
    case_id: &str,
    marks: &ApplicationMarks,
) -> Result<()> {
    let gone = query("delete from application_mark where case_id = $1 and candidate = $2");
    step(act, change, gone.bind(case_id).bind(big(marks.candidate))).await?;
    for mark in &marks.marks {
        let statement = query(
            "insert into application_mark (mark, case_id, candidate, person) values ($1, $2, $3, $4)
             on conflict (mark, case_id, candidate) do nothing",
        )
        .bind(mark)
        .bind(case_id)
        .bind(big(marks.candidate))
        .bind(&marks.person);
        step(act, change, statement).await?;
    }
    Ok(())
}
