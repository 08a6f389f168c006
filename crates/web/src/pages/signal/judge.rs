//! To say what a signal turned out to be.

use app::AppError;
use app::signal::{Judging, Outcome, SignalRow};

use super::show::signal_page;
use super::words;
use crate::failure::{Answer, redirect, told};
use crate::frame::Visit;
use crate::part::{Choice, Field, Form};
use crate::sent::Sent;
use crate::text::T;

/// What was written in a form of these pages, and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wrong {
    values: Vec<(&'static str, String)>,
    errors: Vec<(&'static str, String)>,
    general: String,
}

impl Wrong {
    /// What was written.
    pub(in crate::pages) fn written(sent: &Sent, names: &[&'static str]) -> Self {
        Self { values: names.iter().map(|name| (*name, sent.area(name))).collect(), ..Self::default() }
    }

    pub(crate) fn field(mut self, name: &'static str, what: impl Into<String>) -> Self {
        self.errors.push((name, what.into()));
        self
    }

    /// What a use case says is wrong, on the fields that its own are called here.
    ///
    /// # Errors
    /// The error itself, when it is about no field.
    pub(in crate::pages) fn said(mut self, error: AppError, names: &[(&str, &'static str)]) -> Result<Self, AppError> {
        match error {
            AppError::Invalid(problems) => {
                for problem in problems {
                    match names.iter().find(|(theirs, _)| *theirs == problem.field) {
                        Some((_, ours)) => self.errors.push((ours, problem.text)),
                        None => self.general.push_str(&problem.text),
                    }
                }
                Ok(self)
            }
            AppError::Rule(_) | AppError::Desk(app::ports::DeskError::Refused(_)) => {
                self.general = told(&error);
                Ok(self)
            }
            error => Err(error),
        }
    }

    pub(in crate::pages) fn value(&self, name: &str) -> &str {
        self.values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
    }

    pub(in crate::pages) fn of(&self, name: &str) -> &str {
        self.errors.iter().find(|(known, _)| *known == name).map_or("", |(_, what)| what)
    }

    pub(in crate::pages) fn general(&self) -> &str {
        &self.general
    }

    pub(in crate::pages) fn is_none(&self) -> bool {
        self.errors.is_empty() && self.general.is_empty()
    }
}

pub(super) fn judge_form(visit: &Visit, group: &str, row: &SignalRow, wrong: &Wrong) -> Form {
    let t = visit.t();
    let outcome = |value: &str, text: &str, hint: &str| Choice::new(value, text).with_hint(hint);
    let outcomes = vec![
        outcome("brott", t.signal_outcome_fraud(), t.signal_outcome_fraud_hint()),
        outcome("rattat", t.signal_outcome_corrected(), t.signal_outcome_corrected_hint()),
        outcome("uppgift", t.signal_outcome_data(), t.signal_outcome_data_hint()),
        outcome("person", t.signal_outcome_person(), t.signal_outcome_person_hint()),
        outcome("inte", t.signal_outcome_not_worked(), t.signal_outcome_not_worked_hint()),
    ];
    let amount = Field::number(t, "belopp", t.signal_judge_amount()).with_hint(t.signal_judge_amount_hint()).optional();
    let note = Field::area(t, "anteckning", t.signal_judge_note()).with_hint(t.signal_judge_note_hint());
    let filled = |field: Field, name: &str| field.with_value(wrong.value(name)).with_error(wrong.of(name));
    visit
        .form(format!("{}/bedom", words::signal_path(group, &row.fingerprint)))
        .field(filled(Field::radios(t, "utfall", t.signal_judge_outcome(), outcomes), "utfall"))
        .field(filled(amount, "belopp"))
        .field(filled(note, "anteckning"))
        .with_error(wrong.general())
        .submit(t.signal_judge_submit())
        .guarded()
}

pub(in crate::pages) async fn sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let (group, fingerprint) = (visit.param("group"), visit.param("fingerprint"));
    let wrong = Wrong::written(&sent, &["utfall", "belopp", "anteckning"]);
    let wrong = match read(visit.t(), wrong) {
        Err(wrong) => wrong,
        Ok((outcome, wrong)) => {
            let judging = Judging {
                group: group.to_owned(),
                fingerprint: fingerprint.to_owned(),
                outcome,
                note: wrong.value("anteckning").to_owned(),
            };
            match app.signal_judge(cx, judging).await {
                Ok(()) => return redirect(&format!("{}?klart=bedomd", words::signal_path(group, fingerprint))),
                Err(error) => wrong.said(error, &[("note", "anteckning")])?,
            }
        }
    };
    let signal = app.signal_show(cx, group, fingerprint).await?;
    signal_page(&visit, group, &signal, &wrong)
}

/// What was chosen, or what is wrong with it.
fn read(t: T, wrong: Wrong) -> Result<(Outcome, Wrong), Wrong> {
    let amount = wrong.value("belopp");
    let ore = if amount.is_empty() { Some(0) } else { ore(amount) };
    let outcome = match wrong.value("utfall") {
        "brott" => Some(Outcome::FraudOrCrime),
        "rattat" => Some(Outcome::ErrorCorrected { recovered_ore: ore.unwrap_or(0) }),
        "uppgift" => Some(Outcome::ExplainedByData),
        "person" => Some(Outcome::ExplainedByPerson),
        "inte" => Some(Outcome::NotWorked),
        _ => None,
    };
    let mut mended = wrong;
    match outcome {
        None => mended = mended.field("utfall", t.signal_judge_outcome_empty()),
        Some(Outcome::ErrorCorrected { .. }) => {}
        Some(_) if ore == Some(0) => {}
        Some(_) => mended = mended.field("belopp", t.signal_judge_amount_odd()),
    }
    if ore.is_none() && mended.of("belopp").is_empty() {
        mended = mended.field("belopp", t.signal_judge_amount_wrong());
    }
    if mended.value("anteckning").is_empty() {
        mended = mended.field("anteckning", t.signal_judge_note_empty());
    }
    match outcome {
        Some(outcome) if mended.is_none() => Ok((outcome, mended)),
        _ => Err(mended),
    }
}

/// An amount as people write it, in öre: `12 500`, `12 500,50`, `12500.5 kr`.
fn ore(text: &str) -> Option<i64> {
    let text = text.trim().trim_end_matches("kr").trim_end();
    let bare: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let (kronor, rest) = bare.split_once([',', '.']).unwrap_or((&bare, ""));
    let is_figures = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if kronor.is_empty() || !is_figures(kronor) || !is_figures(rest) || rest.len() > 2 {
        return None;
    }
    let rest: i64 = format!("{rest:0<2}").parse().ok()?;
    kronor.parse::<i64>().ok()?.checked_mul(100)?.checked_add(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_as_people_write_it() {
        let cases = [("12 500", 1_250_000), ("12\u{a0}500,5", 1_250_050), ("0,05 kr", 5), ("12500.50", 1_250_050)];
        for (text, expected) in cases {
            assert_eq!(ore(text), Some(expected), "{text}");
        }
        for text in ["", "kr", "-5", "12,345", "1.234.567", "tolv", "99999999999999999999"] {
            assert_eq!(ore(text), None, "{text}");
        }
    }

    #[test]
    fn an_amount_belongs_to_an_error_that_was_corrected() {
        let written = |utfall: &str, belopp: &str| {
            let values = [("utfall", utfall), ("belopp", belopp), ("anteckning", "x")];
            Wrong { values: values.map(|(name, value)| (name, value.to_owned())).into(), ..Wrong::default() }
        };
        let read = |utfall, belopp| read(T::default(), written(utfall, belopp));
        assert_eq!(
            read("rattat", "5").map(|(outcome, _)| outcome).ok(),
            Some(Outcome::ErrorCorrected { recovered_ore: 500 })
        );
        assert_eq!(read("inte", "").map(|(outcome, _)| outcome).ok(), Some(Outcome::NotWorked));
        assert!(read("inte", "5").is_err_and(|wrong| !wrong.of("belopp").is_empty()));
        assert!(read("rattat", "fem").is_err_and(|wrong| !wrong.of("belopp").is_empty()));
        assert!(read("", "").is_err_and(|wrong| !wrong.of("utfall").is_empty()));
    }
}
