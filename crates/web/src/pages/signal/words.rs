//! What the pages of signals, subjects and controls call things, and where they lie.

use app::signal::{Because, Outcome, Precision, SignalRow, State, Subject, subject_id, subject_place};
use chrono::NaiveDate;

use crate::failure::encoded;
use crate::part::{Chip, Markup, Tone};
use crate::text::{Lang, T};

/// A word and the text that it is called by.
type Word = (&'static str, fn(T) -> &'static str);

const FAMILIES: [Word; 82] = [
    ("absence-billing", T::signal_family_absence_billing),
    ("access", T::signal_family_access),
    ("account-change", T::signal_family_account_change),
    ("account-owner", T::signal_family_account_owner),
    ("amendment", T::signal_family_amendment),
    ("attendance", T::signal_family_attendance),
    ("bid-time", T::signal_family_bid_time),
    ("billing-pattern", T::signal_family_billing_pattern),
    ("board", T::signal_family_board),
    ("bridge", T::signal_family_bridge),
    ("capacity", T::signal_family_capacity),
    ("card", T::signal_family_card),
    ("ceiling", T::signal_family_ceiling),
    ("collusion", T::signal_family_collusion),
    ("company-age", T::signal_family_company_age),
    ("company-event", T::signal_family_company_event),
    ("competition", T::signal_family_competition),
    ("component", T::signal_family_component),
    ("conflict", T::signal_family_conflict),
    ("conflict-case", T::signal_family_conflict_case),
    ("conflict-elected", T::signal_family_conflict_elected),
    ("conflict-path", T::signal_family_conflict_path),
    ("contract-period", T::signal_family_contract_period),
    ("copied-document", T::signal_family_copied_document),
    ("declaration", T::signal_family_declaration),
    ("delegation", T::signal_family_delegation),
    ("direct-award", T::signal_family_direct_award),
    ("duplicate", T::signal_family_duplicate),
    ("entitlement", T::signal_family_entitlement),
    ("excluded-party", T::signal_family_excluded_party),
    ("existence", T::signal_family_existence),
    ("follow-up", T::signal_family_follow_up),
    ("four-eyes", T::signal_family_four_eyes),
    ("front", T::signal_family_front),
    ("growth", T::signal_family_growth),
    ("hiring", T::signal_family_hiring),
    ("housing-cost", T::signal_family_housing_cost),
    ("identity", T::signal_family_identity),
    ("income", T::signal_family_income),
    ("leak", T::signal_family_leak),
    ("mailbox", T::signal_family_mailbox),
    ("manual-payment", T::signal_family_manual_payment),
    ("missed-income", T::signal_family_missed_income),
    ("nearness", T::signal_family_nearness),
    ("new-supplier", T::signal_family_new_supplier),
    ("odd-hours", T::signal_family_odd_hours),
    ("ordering", T::signal_family_ordering),
    ("origin", T::signal_family_origin),
    ("own-log", T::signal_family_own_log),
    ("passivity", T::signal_family_passivity),
    ("payment-account", T::signal_family_payment_account),
    ("payroll-account", T::signal_family_payroll_account),
    ("payroll-change", T::signal_family_payroll_change),
    ("payroll-employment", T::signal_family_payroll_employment),
    ("payroll-ghost", T::signal_family_payroll_ghost),
    ("payroll-time", T::signal_family_payroll_time),
    ("permit", T::signal_family_permit),
    ("phoenix", T::signal_family_phoenix),
    ("premises", T::signal_family_premises),
    ("price", T::signal_family_price),
    ("price-creep", T::signal_family_price_creep),
    ("queue", T::signal_family_queue),
    ("reporting", T::signal_family_reporting),
    ("residence", T::signal_family_residence),
    ("rubber-stamp", T::signal_family_rubber_stamp),
    ("sample", T::signal_family_sample),
    ("several-flows", T::signal_family_several_flows),
    ("sham-invoice", T::signal_family_sham_invoice),
    ("split", T::signal_family_split),
    ("spread", T::signal_family_spread),
    ("staff-account", T::signal_family_staff_account),
    ("staff-address", T::signal_family_staff_address),
    ("standstill", T::signal_family_standstill),
    ("statistics", T::signal_family_statistics),
    ("subcontractor", T::signal_family_subcontractor),
    ("sublet", T::signal_family_sublet),
    ("supplier-record", T::signal_family_supplier_record),
    ("tax", T::signal_family_tax),
    ("trade", T::signal_family_trade),
    ("under-value", T::signal_family_under_value),
    ("vat-arithmetic", T::signal_family_vat_arithmetic),
    ("workforce", T::signal_family_workforce),
];

/// The flows in the order of the pages.
const FLOWS: [Word; 12] = [
    ("supplier-payments", T::flow_supplier_payments),
    ("procurement", T::flow_procurement),
    ("contracts", T::flow_contracts),
    ("conflict-of-interest", T::flow_conflict_of_interest),
    ("payroll", T::flow_payroll),
    ("grants", T::flow_grants),
    ("economic-assistance", T::flow_economic_assistance),
    ("property", T::flow_property),
    ("delegation", T::flow_delegation),
    ("access-logs", T::flow_access_logs),
    ("network", T::flow_network),
    ("statistics", T::flow_statistics),
];

const PARTS: [Word; 6] = [
    ("amount", T::signal_part_amount),
    ("occurred_from", T::signal_part_period),
    ("occurred_to", T::signal_part_period),
    ("severity", T::signal_part_severity),
    ("family", T::signal_part_family),
    ("returned", T::signal_part_returned),
];

/// The word of a text; an unknown one is shown as it is written.
fn word(t: T, words: &[Word], id: &str) -> String {
    words.iter().find(|(known, _)| *known == id).map_or_else(|| id.replace('_', " "), |(_, text)| text(t).to_owned())
}

/// A family of controls.
pub(crate) fn family(t: T, id: &str) -> String {
    word(t, &FAMILIES, id)
}

/// A flow.
pub(crate) fn flow(t: T, id: &str) -> String {
    word(t, &FLOWS, id)
}

/// The place of a flow, unknown ones last.
pub(crate) fn flow_place(id: &str) -> usize {
    FLOWS.iter().position(|(known, _)| *known == id).unwrap_or(FLOWS.len())
}

/// A part of an address, whole whatever stands in it.
pub(crate) fn step(text: &str) -> String {
    encoded(text).replace('+', "%20")
}

/// Where a signal lies.
pub(crate) fn signal_path(group: &str, fingerprint: &str) -> String {
    format!("/signaler/{}/{}", step(group), step(fingerprint))
}

/// Where a subject lies.
pub(crate) fn subject_path(group: &str, kind: &str, id: &str) -> String {
    format!("/subjekt/{}/{}/{}", step(group), step(kind), step(&subject_place(kind, id)))
}

/// What a subject is called: its name, and for persons only their pseudonym.
pub(crate) fn subject(t: T, subject: &Subject) -> String {
    let id = subject_id(&subject.kind, &subject.id);
    match subject.kind.as_str() {
        "employee" => t.signal_subject_employee(id),
        "user" => t.signal_subject_user(id),
        _ if !subject.name.is_empty() => subject.name.clone(),
        "organisation" => t.signal_subject_organisation(id),
        "unit" => t.signal_subject_unit(id),
        _ => id,
    }
}

/// A subject as a link.
pub(crate) fn subject_link(t: T, group: &str, about: &Subject) -> Markup {
    Markup::link(&subject_path(group, &about.kind, &about.id), &subject(t, about))
}

/// A text that is Swedish whatever language the page is in.
pub(crate) fn swedish(t: T, text: &str) -> Markup {
    match t.lang() {
        Lang::Sv => Markup::text(text),
        Lang::En => Markup::raw(format!(r#"<span lang="sv">{}</span>"#, Markup::text(text))),
    }
}

/// A link whose words are Swedish whatever language the page is in.
pub(crate) fn swedish_link(t: T, path: &str, text: &str) -> Markup {
    let lang = if t.lang() == Lang::Sv { "" } else { r#" lang="sv""# };
    Markup::raw(format!(r#"<a class="anchor" href="{}"{lang}>{}</a>"#, Markup::text(path), Markup::text(text)))
}

/// A text of the library, in the reader's language.
pub(crate) fn of_both<'a>(t: T, sv: &'a str, en: &'a str) -> &'a str {
    if t.lang() == Lang::En && !en.is_empty() { en } else { sv }
}

/// A second line in a cell.
pub(crate) fn below(first: &Markup, second: &Markup) -> Markup {
    Markup::raw(format!(r#"{first}<br><span class="soft">{second}</span>"#))
}

/// A control's id as a link to its document.
pub(crate) fn control_link(group: &str, id: &str, text: &str) -> Markup {
    Markup::link(&format!("/kontroller/{}?grupp={}", step(id), encoded(group)), text)
}

/// What a severity asks for.
pub(crate) fn asks(t: T, level: u8) -> &'static str {
    match level {
        0 | 1 => t.signal_asks_1(),
        2 => t.signal_asks_2(),
        3 => t.signal_asks_3(),
        4 => t.signal_asks_4(),
        _ => t.signal_asks_5(),
    }
}

/// How a signal stands; nothing when the life does not know it.
pub(crate) fn state(t: T, row: &SignalRow) -> Markup {
    let state = match &row.state {
        None => Markup::default(),
        Some(State::New) => Chip::new(Tone::Info, t.signal_state_new()).into(),
        Some(State::Same) => t.signal_state_same().into(),
        Some(State::Changed { what }) => Chip::new(Tone::Warning, changed(t, what)).into(),
        Some(State::Gone { because: Because::Registers }) => Chip::new(Tone::Calm, t.signal_state_gone()).into(),
        Some(State::Gone { because: Because::Control }) => Chip::new(Tone::Calm, t.signal_state_gone_control()).into(),
        Some(State::Unknown { .. }) => Chip::new(Tone::Warning, t.signal_state_unknown()).into(),
    };
    if row.is_suppressed { state.then(&Chip::new(Tone::Calm, t.signal_suppressed()).into()) } else { state }
}

fn changed(t: T, what: &[String]) -> String {
    let mut words: Vec<String> = what.iter().map(|part| word(t, &PARTS, part)).collect();
    words.dedup();
    if words.is_empty() { t.signal_state_changed().to_owned() } else { t.signal_state_changed_what(words.join(", ")) }
}

/// What people said of it last.
pub(crate) fn judged(t: T, row: &SignalRow) -> Markup {
    let Some(judgement) = &row.judgement else { return t.signal_not_judged().into() };
    let said = Markup::from(outcome(t, judgement.outcome));
    if row.is_open { below(&said, &t.signal_judge_again().into()) } else { said }
}

/// An outcome.
pub(crate) fn outcome(t: T, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::FraudOrCrime => t.signal_outcome_fraud(),
        Outcome::ErrorCorrected { .. } => t.signal_outcome_corrected(),
        Outcome::ExplainedByData => t.signal_outcome_data(),
        Outcome::ExplainedByPerson => t.signal_outcome_person(),
        Outcome::NotWorked => t.signal_outcome_not_worked(),
    }
}

/// `2026-03-01`, `2026-03-01 – 2026-04-15`, or nothing.
pub(crate) fn period(t: T, from: Option<NaiveDate>, to: Option<NaiveDate>) -> String {
    match (from.or(to), to.or(from)) {
        (Some(first), Some(last)) if first == last => t.day(first),
        (Some(first), Some(last)) => format!("{} – {}", t.day(first), t.day(last)),
        _ => String::new(),
    }
}

/// A share from 0 to 1 in whole per cent.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.0}\u{a0}%", share.clamp(0.0, 1.0) * 100.0)
}

/// How often a control is right, with its interval and what it rests on.
pub(crate) fn precision(t: T, precision: Option<&Precision>) -> String {
    let Some(known) = precision.filter(|precision| precision.judged() > 0) else {
        return t.signal_precision_none().to_owned();
    };
    let shares = [known.expected, known.high, known.low].map(percent);
    let [expected, high, low] = shares;
    t.signal_precision_words(expected, high, whole(known.judged()), low, whole(known.tally.right))
}

/// A count as the texts take it.
pub(crate) fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A length as the texts take it.
pub(crate) fn length(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A column of a query as words: `paid_on` is `Paid on`.
pub(crate) fn fact_name(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>());
    first.unwrap_or_default().replace('_', " ")
}

/// Whether a column of evidence holds money or counts, and stands to the right.
pub(crate) fn is_figures(rows: &[Vec<String>], at: usize) -> bool {
    let mut cells = rows.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.is_empty()).peekable();
    let is_figure = |cell: &String| {
        let bare = cell.trim_end_matches("kr").trim();
        let figures = |letter: char| letter.is_ascii_digit() || matches!(letter, '\u{a0}' | ',' | '−' | '-' | '%');
        bare.chars().all(figures) && !bare.starts_with('0') && !bare.trim_start_matches(['-', '−']).contains('-')
    };
    cells.peek().is_some() && cells.all(is_figure)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flow_and_family_of_the_library_has_a_name() {
        let library = library::Library::embedded().unwrap();
        for control in library.controls() {
            let (flow, family) = (control.flow.as_str(), control.family.as_str());
            assert!(FLOWS.iter().any(|(known, _)| *known == flow), "{}: the flow `{flow}`", control.id);
            assert!(FAMILIES.iter().any(|(known, _)| *known == family), "{}: the family `{family}`", control.id);
        }
    }

    #[test]
    fn whatever_stands_in_a_name_an_address_keeps_its_steps() {
        assert_eq!(signal_path("a+b", "f/1 å"), "/signaler/a%2Bb/f%2F1%20%C3%A5");
    }

    #[test]
    fn a_person_is_never_called_by_name() {
        let about = Subject { kind: "employee".into(), id: "P-7K3M9Q2X".into(), name: "Karin Exempel".into() };
        assert_eq!(subject(T::default(), &about), "Anställd P-7K3M9Q2X");
    }

    #[test]
    fn columns_of_figures_stand_to_the_right_and_numbers_that_name_something_do_not() {
        let rows = [["12\u{a0}500,00\u{a0}kr", "2026-03-01", "0012"], ["−4", "2026-03-02", "12"]];
        let rows = rows.map(|row| row.map(str::to_owned).to_vec());
        assert_eq!([0, 1, 2, 3].map(|at| is_figures(&rows, at)), [true, false, false, false]);
    }
}
