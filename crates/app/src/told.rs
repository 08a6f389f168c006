//! What a person is told, with names where the rules have ids.

use casework::{CaseError, id::PersonId};

use crate::{App, AppError};

/// Signs of an id.
const LENGTH: usize = 32;

impl App {
    /// An error of a use case, as a person is to read it.
    /// Where the names can not be read it stays as it is: what failed first is what the journal must close with.
    pub(crate) async fn named(&self, error: AppError) -> AppError {
        match error {
            AppError::Rule(rule) => {
                let plain = rule.to_string();
                let text = self.in_names(&plain).await.unwrap_or_else(|_| plain.clone());
                let is_same = text == plain;
                AppError::Rule(if is_same { rule } else { CaseError::Named { text, error: Box::new(rule) } })
            }
            AppError::Denied { why } => {
                let told = self.in_names(&why).await;
                AppError::Denied { why: told.unwrap_or(why) }
            }
            error => error,
        }
    }

    /// A text with the names of people in place of their ids, and of roles in place of their words.
    pub(crate) async fn in_names(&self, text: &str) -> Result<String, AppError> {
        let mut told = text.to_owned();
        let words = text.split(|sign: char| !sign.is_ascii_hexdigit()).filter(|word| word.len() == LENGTH);
        let people: Vec<PersonId> = words.filter_map(|word| word.parse().ok()).collect();
        for (person, name) in self.names(people).await? {
            told = told.replace(&format!("`{person}`"), &name).replace(&format!("»{person}«"), &name);
            told = told.replace(&person.to_string(), &name);
        }
        for role in access::Role::ALL {
            told = told.replace(&format!("`{role}`"), role.label_sv());
        }
        Ok(told)
    }
}
