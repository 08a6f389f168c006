//! The words of reports in both languages.

use casework::report::event::{Form, Kept, Matter, Outcome};
use casework::report::recipients::Level;

use crate::part::Choice;
use crate::text::T;

pub(super) fn matter(t: T, matter: Matter) -> &'static str {
    match matter {
        Matter::Corruption => t.report_matter_corruption(),
        Matter::Enabling => t.report_matter_enabling(),
        Matter::Favouring => t.report_matter_favouring(),
        Matter::Procurement => t.report_matter_procurement(),
        Matter::Payments => t.report_matter_payments(),
        Matter::Information => t.report_matter_information(),
        Matter::Harm => t.report_matter_harm(),
        Matter::Other => t.report_matter_other(),
    }
}

const MATTERS: [(&str, Matter); 8] = [
    ("mutor", Matter::Corruption),
    ("natverk", Matter::Enabling),
    ("jav", Matter::Favouring),
    ("upphandling", Matter::Procurement),
    ("utbetalningar", Matter::Payments),
    ("uppgifter", Matter::Information),
    ("fara", Matter::Harm),
    ("annat", Matter::Other),
];

pub(super) fn matters(t: T) -> Vec<Choice> {
    MATTERS.iter().map(|(word, one)| Choice::new(*word, matter(t, *one))).collect()
}

pub(super) fn matter_of(word: &str) -> Option<Matter> {
    MATTERS.iter().find(|(known, _)| *known == word).map(|(_, matter)| *matter)
}

pub(super) fn outcome(t: T, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Founded => t.report_outcome_founded(),
        Outcome::Unfounded => t.report_outcome_unfounded(),
        Outcome::Unsettled => t.report_outcome_unsettled(),
        Outcome::HandedOver => t.report_outcome_handed_over(),
        Outcome::OutsideTheLaw => t.report_outcome_outside(),
    }
}

const OUTCOMES: [(&str, Outcome); 5] = [
    ("stamde", Outcome::Founded),
    ("stamde-inte", Outcome::Unfounded),
    ("oklart", Outcome::Unsettled),
    ("lamnad", Outcome::HandedOver),
    ("utanfor", Outcome::OutsideTheLaw),
];

pub(super) fn outcomes(t: T) -> Vec<Choice> {
    OUTCOMES.iter().map(|(word, one)| Choice::new(*word, outcome(t, *one))).collect()
}

pub(super) fn outcome_of(word: &str) -> Option<Outcome> {
    OUTCOMES.iter().find(|(known, _)| *known == word).map(|(_, outcome)| *outcome)
}

pub(super) fn form(t: T, form: Form) -> &'static str {
    match form {
        Form::Written => t.report_form_written(),
        Form::Oral(Kept::Minutes) => t.report_form_oral(),
        Form::Oral(_) => t.report_form_recorded(),
        Form::Meeting(_) => t.report_form_meeting(),
    }
}

pub(super) fn level(t: T, level: Level) -> &'static str {
    match level {
        Level::Own => t.report_level_own(),
        Level::Above => t.report_level_above(),
        Level::Outside => t.report_level_outside(),
    }
}

pub(super) const LEVELS: [(&str, Level); 3] =
    [("egen", Level::Own), ("over", Level::Above), ("utanfor", Level::Outside)];

/// A duty by the word that the list has.
pub(crate) fn duty(t: T, word: &str) -> &'static str {
    match word {
        "acknowledge" => t.report_duty_acknowledge(),
        "feedback" => t.report_duty_feedback(),
        "dispose" => t.report_duty_dispose(),
        _ => "",
    }
}

pub(super) fn state(t: T, state: access::CaseState) -> &'static str {
    match state {
        access::CaseState::Open => t.case_state_open(),
        access::CaseState::Closed => t.case_state_closed(),
        access::CaseState::Disposed => t.case_state_disposed(),
    }
}
