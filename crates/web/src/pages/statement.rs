//! The accessibility statement that the Act (2018:1937) asks for, made from data.

use askama::Template;
use chrono::NaiveDate;
use serde::Deserialize;

use crate::WebError;
use crate::failure::{Answer, page};
use crate::frame::{Frame, Visit};
use crate::text::{Lang, T};

/// What is known of the accessibility of the pages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// When the pages were last assessed.
    pub assessed: NaiveDate,
    /// When this was last changed.
    pub updated: NaiveDate,
    /// The version of axe-core that tests every page.
    pub axe: String,
    /// How many pages it tests.
    pub pages: u32,
    /// Whether the flows have been walked through with the keyboard alone.
    pub walked_by_keyboard: bool,
    /// Whether somebody who uses assistive technology has tried them.
    pub tried_by_users: bool,
    /// Where to write: the municipality's own address.
    #[serde(default)]
    pub contact: String,
    /// What is not accessible.
    #[serde(default, rename = "lack")]
    pub lacks: Vec<Lack>,
}

/// Something that is not accessible.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lack {
    /// What, in Swedish.
    pub sv: String,
    /// What, in English.
    pub en: String,
    /// The criterion: `WCAG 2.1 1.4.10`.
    pub criterion: String,
    /// When it will be mended.
    #[serde(default)]
    pub by: Option<NaiveDate>,
}

impl Statement {
    /// What is known of the pages of this version; the contact is the municipality's.
    ///
    /// # Errors
    /// [`WebError::Statement`], which a test excludes.
    pub fn of_program(contact: impl Into<String>) -> Result<Self, WebError> {
        let statement: Self = toml::from_str(include_str!("../../assets/statement.toml"))
            .map_err(|error| WebError::Statement { detail: error.to_string() })?;
        Ok(Self { contact: contact.into(), ..statement })
    }
}

/// A lack in one language.
struct Shown<'a> {
    what: &'a str,
    criterion: &'a str,
    plan: String,
}

#[derive(Template)]
#[template(path = "statement_page.html")]
struct StatementPage<'a> {
    frame: Frame,
    t: T,
    standing: &'static str,
    lacks: Vec<Shown<'a>>,
    contact: String,
    ways: Vec<String>,
    assessed: String,
    updated: String,
}

pub(crate) fn statement_page(visit: &Visit, statement: &Statement) -> Answer {
    let t = visit.t();
    let lacks = statement.lacks.iter().map(|lack| Shown {
        what: match t.lang() {
            Lang::Sv => &lack.sv,
            Lang::En => &lack.en,
        },
        criterion: &lack.criterion,
        plan: lack.by.map(|day| t.statement_plan(t.day(day))).unwrap_or_default(),
    });
    let mut ways =
        vec![t.statement_way_axe(i64::from(statement.pages), &statement.axe), t.statement_way_script().to_owned()];
    if statement.walked_by_keyboard {
        ways.push(t.statement_way_keyboard().to_owned());
    }
    if !statement.tried_by_users {
        ways.push(t.statement_way_people().to_owned());
    }
    let is_full = statement.lacks.is_empty();
    page(&StatementPage {
        frame: visit.frame(t.statement_title()),
        t,
        standing: if is_full { t.statement_full() } else { t.statement_partial() },
        lacks: lacks.collect(),
        contact: statement.contact.clone(),
        ways,
        assessed: t.day(statement.assessed),
        updated: t.day(statement.updated),
    })
}

pub(super) async fn show(visit: Visit) -> Answer {
    statement_page(&visit, &visit.site().statement)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_of_the_program_can_be_read() {
        let statement = Statement::of_program("registrator@exempelstad.example").unwrap();
        assert!(statement.updated >= statement.assessed);
        assert_eq!(statement.pages as usize, crate::gallery::paths().len(), "the pages that the browser test opens");
    }
}
