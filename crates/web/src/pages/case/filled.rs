//! What was written in a form of a case, and what is wrong with it.

use std::collections::BTreeMap;

use app::AppError;
use chrono::NaiveDate;

use super::capital;
use crate::failure::{Failure, told};
use crate::part::Field;
use crate::sent::Sent;
use crate::text::T;

/// What was written in a form, and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filled {
    pub(crate) values: BTreeMap<String, Vec<String>>,
    pub(crate) wrong: BTreeMap<String, String>,
    pub(crate) general: String,
}

impl Filled {
    /// The fields of these names.
    pub(crate) fn of(sent: &Sent, names: &[&str]) -> Self {
        let values = names.iter().map(|name| ((*name).to_owned(), sent.all(name).map(str::to_owned).collect()));
        Self { values: values.collect(), ..Self::default() }
    }

    pub(crate) fn put(mut self, name: &str, value: impl Into<String>) -> Self {
        self.values.insert(name.to_owned(), vec![value.into()]);
        self
    }

    pub(crate) fn wrong(mut self, name: &str, what: impl Into<String>) -> Self {
        self.wrong.insert(name.to_owned(), what.into());
        self
    }

    pub(crate) fn value(&self, name: &str) -> &str {
        self.values.get(name).and_then(|values| values.first()).map_or("", String::as_str)
    }

    pub(crate) fn text(&self, name: &str) -> String {
        self.value(name).replace("\r\n", "\n")
    }

    pub(crate) fn some(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    pub(crate) fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        self.values.get(name).into_iter().flatten().map(String::as_str)
    }

    pub(crate) fn is_right(&self) -> bool {
        self.wrong.is_empty() && self.general.is_empty()
    }

    /// Puts what was written into a field, and what is wrong beside it.
    pub(crate) fn into(&self, name: &str, field: Field) -> Field {
        let field = if self.values.contains_key(name) { field.with_value(self.value(name)) } else { field };
        field.with_error(self.wrong.get(name).map_or("", String::as_str))
    }

    /// The same for boxes.
    pub(crate) fn with_boxes(&self, name: &str, field: Field) -> Field {
        field.with_values(self.all(name)).with_error(self.wrong.get(name).map_or("", String::as_str))
    }

    /// A day that must be written.
    pub(crate) fn day(&mut self, t: T, name: &str) -> Option<NaiveDate> {
        let day = self.value(name).parse().ok();
        if day.is_none() {
            self.wrong.insert(name.to_owned(), t.case_day_wrong().to_owned());
        }
        day
    }

    /// A day that may be left out.
    pub(crate) fn day_if(&mut self, t: T, name: &str) -> Option<NaiveDate> {
        if self.value(name).is_empty() { None } else { self.day(t, name) }
    }

    /// Every one of these must be written.
    pub(crate) fn need(&mut self, names: &[(&str, &str)]) {
        for (name, what) in names {
            if self.value(name).is_empty() {
                self.wrong.insert((*name).to_owned(), (*what).to_owned());
            }
        }
    }

    /// What a use case said, beside its field; what is no field's stands above.
    pub(crate) fn refused(mut self, error: AppError, fields: &[(&str, &str)]) -> Result<Self, Failure> {
        match error {
            AppError::Invalid(problems) => {
                for problem in problems {
                    match fields.iter().find(|(theirs, _)| *theirs == problem.field) {
                        Some((_, own)) => drop(self.wrong.insert((*own).to_owned(), problem.text)),
                        None => self.general = problem.text,
                    }
                }
                Ok(self)
            }
            error
            @ (AppError::Rule(_) | AppError::Incident(_) | AppError::Recruitment(_) | AppError::Denied { .. }) => {
                self.general = capital(&told(&error));
                Ok(self)
            }
            error => Err(error.into()),
        }
    }
}
