//! The sealed files of a case.

use sqlx::query;

use crate::{
    error::{Error, Result},
    open::{Store, commit, step},
    row::{big, from_row},
};

/// A sealed file. Its name is in the events of the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Which case.
    pub case_id: String,
    /// Its id.
    pub id: String,
    /// The content, sealed.
    pub sealed: Vec<u8>,
    /// The size as the caller counts it (padded), in bytes.
    pub size: u64,
}

from_row!(File { case_id, id, sealed, size });

/// A file without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEntry {
    /// Which case.
    pub case_id: String,
    /// Its id.
    pub id: String,
    /// The size as the caller counts it (padded), in bytes.
    pub size: u64,
}

from_row!(FileEntry { case_id, id, size });

impl Store {
    /// Adds a file to a case that is not disposed of.
    ///
    /// # Errors
    /// When the id is there already; [`Error::Conflict`] when the case is disposed of or is not there; and when the
    /// database fails.
    pub async fn case_file_put(&self, file: &File) -> Result<()> {
        const ACT: &str = "case_file_put";
        let mut change = self.change(ACT).await?;
        let touched = query("update case_record set revision = revision + 1 where id = $1 and state <> 'disposed'");
        if step(ACT, &mut change, touched.bind(&file.case_id)).await? == 0 {
            return Err(Error::Conflict { act: ACT });
        }
        let statement = query("insert into case_file (case_id, id, sealed, size) values ($1, $2, $3, $4)")
            .bind(&file.case_id)
            .bind(&file.id)
            .bind(file.sealed.clone())
            .bind(big(file.size));
        step(ACT, &mut change, statement).await?;
        commit(ACT, change).await
    }

    /// A file with its content.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_file_get(&self, case_id: &str, id: &str) -> Result<Option<File>> {
        let statement = query("select case_id, id, sealed, size from case_file where case_id = $1 and id = $2")
            .bind(case_id)
            .bind(id);
        self.one("case_file_get", statement).await
    }

    /// The files of a case by id, without their content.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_file_list(&self, case_id: &str) -> Result<Vec<FileEntry>> {
        let statement = query("select case_id, id, size from case_file where case_id = $1 order by id").bind(case_id);
        self.all("case_file_list", statement).await
    }
}
