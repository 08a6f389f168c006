//! Completed courses in, from the city's learning system, and out, as statements without names.

use std::{collections::BTreeMap, iter};

use access::Action;
use casework::training::{
    How,
    sheet::{self, Sheet},
    xapi::{About, statement},
};
use chrono::NaiveDate;
use serde_json::Value;

use super::{ask, directory, outline};
use crate::{App, AppError, Cx, app::desk};

/// What a file of completed courses gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportedTraining {
    /// Rows that are new.
    pub taken: usize,
    /// Rows that were known.
    pub known: usize,
    /// Rows that could not be taken: line and reason.
    pub rejected: Vec<(u64, String)>,
}

impl App {
    /// Reads completed courses of the authority's people from a CSV or XLSX file. A row that can not be taken is told with
    /// its line; the others are.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when the file has not the columns, [`AppError::Desk`] when it can not be read at all.
    pub async fn training_import(&self, cx: &Cx, name: String, bytes: Vec<u8>) -> Result<ImportedTraining, AppError> {
        let resource = directory(cx);
        self.perform(cx, ask(Action::TrainingImport, &resource), async {
            let registers = std::sync::Arc::clone(&self.registers);
            let sheets = desk(move || registers.sheets(&name, &bytes, &sheet::headers())).await?;
            let table = sheets.into_iter().find(|table| !table.rows.is_empty()).unwrap_or_default();
            let rows = table.rows.into_iter().map(|row| (row.line, row.cells));
            let rows: Vec<(u64, Vec<String>)> = iter::once((0, table.header)).chain(rows).collect();
            let names = self.library.courses().into_iter().flat_map(|course| {
                let names = [&course.id, &course.title.sv, &course.title.en].map(|name| name.to_lowercase());
                names.map(|name| (name, course.id.clone()))
            });
            let courses: BTreeMap<String, String> = names.collect();
            let Sheet { rows, rejected } =
                sheet::read(&rows, &courses, cx.today()).map_err(|text| AppError::field("file", text))?;
            let mut imported = ImportedTraining { rejected, ..ImportedTraining::default() };
            let people = self.store.person_list(Some(&cx.subject.authority)).await.map_err(AppError::Store)?;
            let people: BTreeMap<String, String> =
                people.into_iter().filter_map(|person| Some((person.employee_no?, person.id))).collect();
            for row in rows {
                let (Some(person), Some(course)) = (people.get(&row.employee_no), self.library.course(&row.course))
                else {
                    let why = format!("anställningsnumret `{}` finns inte i nämnden", row.employee_no);
                    imported.rejected.push((row.line, why));
                    continue;
                };
                let outline = outline(course);
                let passed = |record: &mut casework::training::Record| Ok(record.passed(&outline, row.on, How::Import));
                match self.record_change(person, passed).await? {
                    true => imported.taken += 1,
                    false => imported.known += 1,
                }
            }
            imported.rejected.sort();
            Ok(imported)
        })
        .await
    }

    /// Courses that the authority's people have passed since a day, as statements of xAPI 1.0.3: JSON, nobody named.
    ///
    /// # Errors
    /// When the person may not.
    pub async fn training_export(&self, cx: &Cx, since: NaiveDate) -> Result<String, AppError> {
        let resource = directory(cx);
        self.perform(cx, ask(Action::TrainingExport, &resource), async {
            let key = self.server.subkey("people in statements on training");
            let mut records = self.records().await?;
            let mut all: Vec<Value> = Vec::new();
            for (person, _) in self.workers(&cx.subject.authority, cx.today()).await? {
                let Some(record) = records.remove(&person.id) else { continue };
                let mark = blake3::keyed_hash(&key, person.id.as_bytes()).to_hex();
                for (id, progress) in &record.courses {
                    let title = self.library.course(id).map(|course| (&course.title.sv, &course.title.en));
                    let title = title.map_or((id.as_str(), id.as_str()), |(sv, en)| (sv.as_str(), en.as_str()));
                    let home = if self.origin.is_empty() { "https://insyn.invalid" } else { &self.origin };
                    let about = About { home, account: &mark, course: id, title };
                    let new = progress.passes.iter().filter(|pass| pass.on >= since);
                    all.extend(new.map(|pass| statement(&about, pass)));
                }
            }
            // In the order of their marks, which tells nothing of who they are.
            all.sort_by_cached_key(ToString::to_string);
            serde_json::to_string_pretty(&all).map_err(|error| AppError::Internal(crate::error::place(&error)))
        })
        .await
    }
}
