//! What the facts of a signal are called: as the register that has the column says, or else by the words of queries.

use app::signal::SignalPage;

use super::words::fact_name;
use crate::text::{Lang, T};

/// A word of queries that is no column of a register, and what it is called.
type Word = (&'static str, fn(T) -> &'static str);

const WORDS: [Word; 53] = [
    ("accesses", T::fact_accesses),
    ("account_id", T::fact_account_id),
    ("advice", T::fact_advice),
    ("amount", T::fact_amount),
    ("approval", T::fact_approval),
    ("award_limit", T::fact_award_limit),
    ("basis", T::fact_basis),
    ("bidders", T::fact_bidders),
    ("boundary_on", T::fact_boundary_on),
    ("ceiling", T::fact_ceiling),
    ("changed_on", T::fact_changed_on),
    ("comparable", T::fact_comparable),
    ("comparison", T::fact_comparison),
    ("crossed_on", T::fact_crossed_on),
    ("days", T::fact_days),
    ("dealings", T::fact_dealings),
    ("declaration", T::fact_declaration),
    ("difference", T::fact_difference),
    ("disqualified", T::fact_disqualified),
    ("estimate", T::fact_estimate),
    ("events", T::fact_events),
    ("first_paid_on", T::fact_first_paid_on),
    ("first_supplier_id", T::fact_first_supplier_id),
    ("guessed_amount", T::fact_guessed_amount),
    ("invoice_key", T::fact_invoice_key),
    ("invoices", T::fact_invoices),
    ("kinds", T::fact_kinds),
    ("level", T::fact_level),
    ("limit_amount", T::fact_limit_amount),
    ("lines", T::fact_lines),
    ("nearness", T::fact_nearness),
    ("occurred_from", T::fact_occurred_from),
    ("occurred_to", T::fact_occurred_to),
    ("organisation_id", T::fact_organisation_id),
    ("other_organisation_id", T::fact_other_organisation_id),
    ("other_supplier", T::fact_other_supplier),
    ("other_supplier_id", T::fact_other_supplier_id),
    ("over", T::fact_over),
    ("payments", T::fact_payments),
    ("persons", T::fact_persons),
    ("problem", T::fact_problem),
    ("quarters", T::fact_quarters),
    ("reader", T::fact_reader),
    ("registered", T::fact_registered),
    ("shared", T::fact_shared),
    ("single_percent", T::fact_single_percent),
    ("state", T::fact_state),
    ("steps", T::fact_steps),
    ("supplier", T::fact_supplier),
    ("time_words", T::fact_time_words),
    ("used_amount", T::fact_used_amount),
    ("used_percent", T::fact_used_percent),
    ("user_without_employee", T::fact_user_without_employee),
];

/// What a fact of the signal is called.
pub(super) fn name(t: T, shown: &SignalPage, fact: &str) -> String {
    if let Some((sv, en)) = shown.labels.get(fact) {
        return if t.lang() == Lang::Sv { sv } else { en }.clone();
    }
    match WORDS.iter().find(|(word, _)| *word == fact) {
        Some((_, text)) => text(t).to_owned(),
        None => fact_name(fact),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use super::*;

    fn files(folder: &Path) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
        }
        found
    }

    #[test]
    fn whatever_stands_in_the_sentence_of_a_control_has_a_name_that_people_read() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let catalogue = files(&root.join("crates/registers/catalogue"));
        let catalogue: String = catalogue.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
        let column = |line: &str| Some(line.strip_prefix("name = \"")?.strip_suffix('"')?.to_owned());
        let mut known: BTreeSet<String> = catalogue.lines().filter_map(column).collect();
        known.extend(WORDS.iter().map(|(word, _)| (*word).to_owned()));
        for file in files(&root.join("library/controls")) {
            let text = std::fs::read_to_string(&file).unwrap();
            let sentence = text.lines().find(|line| line.starts_with("sentence")).unwrap();
            for place in sentence.split('{').skip(1) {
                let (name, _) = place.split_once('}').unwrap();
                assert!(
                    known.contains(name),
                    "{}: give {name} a line in WORDS and in locales/*/fact.ftl",
                    file.display()
                );
            }
        }
    }

    #[test]
    fn the_words_stand_in_order_and_once() {
        assert!(WORDS.is_sorted_by(|(one, _), (next, _)| one < next));
    }
}
