//! The Swedish words of the report: flows, families, severities, kinds of subject, periods and sums.

use chrono::NaiveDate;
use ids::OrgNo;
use signals::{ControlRun, Missing, Subject, format_date, format_whole_number};

use crate::mask;

/// Flows in the order in which the report shows them.
const FLOWS: [(&str, &str); 13] = [
    ("supplier-payments", "Leverantörsbetalningar"),
    ("procurement", "Upphandling"),
    ("contracts", "Avtal"),
    ("conflict-of-interest", "Jäv"),
    ("payroll", "Lön och personal"),
    ("association-grants", "Föreningsbidrag"),
    ("economic-assistance", "Ekonomiskt bistånd"),
    ("permits", "Tillstånd"),
    ("leases", "Arrende och tomträtt"),
    ("rentals", "Hyresbostäder"),
    ("delegation", "Delegation"),
    ("access-logs", "Åtkomstloggar"),
    ("networks", "Nätverk"),
];

const FAMILIES: [(&str, &str); 16] = [
    ("access", "Åtkomst"),
    ("account-change", "Kontobyte"),
    ("ceiling", "Avtalstak"),
    ("company-event", "Händelser i företaget"),
    ("competition", "Konkurrens"),
    ("conflict", "Jäv"),
    ("delegation", "Delegation"),
    ("duplicate", "Dubbelbetalning"),
    ("excluded-party", "Spärrlista"),
    ("existence", "Företagets existens"),
    ("four-eyes", "Ensam hand"),
    ("payment-account", "Betalkonto"),
    ("split", "Uppdelade köp"),
    ("staff-account", "Anställds konto"),
    ("supplier-record", "Leverantörspost"),
    ("tax", "Skatt"),
];

/// Name of a flow; an unknown one is shown as it is written.
pub(crate) fn flow(id: &str) -> &str {
    FLOWS.iter().find(|(known, _)| *known == id).map_or(id, |(_, name)| name)
}

/// Place of a flow in the report, unknown ones last.
pub(crate) fn flow_place(id: &str) -> usize {
    FLOWS.iter().position(|(known, _)| *known == id).unwrap_or(FLOWS.len())
}

/// Name of a control family; an unknown one is shown as it is written.
pub(crate) fn family(id: &str) -> &str {
    FAMILIES.iter().find(|(known, _)| *known == id).map_or(id, |(_, name)| name)
}

/// What a severity asks the reader to do.
pub(crate) fn severity(level: u8) -> &'static str {
    match level {
        0 | 1 => "Statistik",
        2 => "När det passar",
        3 => "Granska denna vecka",
        4 => "Öppna ärende",
        _ => "Stoppa betalningen",
    }
}

/// The severity as a shape: filled and empty marks out of five.
pub(crate) fn severity_marks(level: u8) -> String {
    let filled = usize::from(level.clamp(1, 5));
    "●".repeat(filled) + &"○".repeat(5 - filled)
}

/// Kind of subject as a word.
pub(crate) fn kind(subject: &Subject) -> &str {
    match subject.kind.as_str() {
        "organisation" => "Organisation",
        "employee" => "Anställd",
        "unit" => "Enhet",
        "user" => "Användare",
        other => other,
    }
}

/// What a subject is called: its name, and for persons only their id.
pub(crate) fn subject(subject: &Subject) -> String {
    let id = subject_id(subject);
    match subject.kind.as_str() {
        "employee" | "user" => format!("{} {id}", kind(subject)),
        _ if subject.name.is_empty() => match subject.kind.as_str() {
            "organisation" if id.starts_with(|c: char| c.is_ascii_digit() || c == '*') => format!("Organisation {id}"),
            _ => id,
        },
        _ => mask::text(&subject.name),
    }
}

/// The id as it is read: an organisation number with its hyphen, a sole trader's masked.
pub(crate) fn subject_id(subject: &Subject) -> String {
    if subject.kind != "organisation" {
        return mask::text(&subject.id);
    }
    match OrgNo::parse(&subject.id) {
        Ok(number) if !number.is_sole_trader() => number.formatted(),
        _ => mask::text(&subject.id),
    }
}

/// Why a control did not run: what the legal gate refused it for, then what is missing, as sentences.
pub(crate) fn not_run(found: &ControlRun) -> Vec<String> {
    let refused = found.refused.iter().map(|reason| format!("Körs inte: {reason}."));
    refused.chain(found.missing.iter().map(missing)).collect()
}

/// What is missing, as a sentence.
pub(crate) fn missing(missing: &Missing) -> String {
    match (&missing.column, &missing.column_label) {
        (None, _) => format!("Registret {} ({}) saknas.", missing.register_label, missing.register),
        (Some(column), label) => format!(
            "Kolumnen {} ({column}) i registret {} ({}) saknar värden på alla rader.",
            label.as_deref().unwrap_or(column),
            missing.register_label,
            missing.register
        ),
    }
}

/// `2026-03-01`, `2026-03-01 – 2026-04-15`, or nothing.
pub(crate) fn period(from: Option<NaiveDate>, to: Option<NaiveDate>) -> String {
    match (from.or(to), to.or(from)) {
        (Some(first), Some(last)) if first == last => format_date(first),
        (Some(first), Some(last)) => format!("{} – {}", format_date(first), format_date(last)),
        _ => String::new(),
    }
}

/// Whole kronor without unit, for columns and charts where every figure is money.
pub(crate) fn kronor(ore: i128) -> String {
    let half = if ore < 0 { -50 } else { 50 };
    format_whole_number((ore + half) / 100)
}

/// A count with its word: `1 signal`, `12 signaler`.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{}\u{a0}{}", number(count as u64), if count == 1 { one } else { many })
}

/// A count with grouped thousands.
pub(crate) fn number(count: u64) -> String {
    format_whole_number(i128::from(count))
}

/// `part` of `whole` as `1,25 %`.
pub(crate) fn share(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let hundredths = (u128::from(part) * 10_000 + u128::from(whole) / 2) / u128::from(whole);
    match hundredths {
        0 if part > 0 => "under 0,01\u{a0}%".to_owned(),
        _ => format!("{},{:02}\u{a0}%", hundredths / 100, hundredths % 100),
    }
}

/// `id` as an HTML id: letters and digits of ASCII, everything else a hyphen.
pub(crate) fn anchor(prefix: &str, id: &str) -> String {
    let tail: String = id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("{prefix}-{tail}")
}

/// `text` cut to `limit` characters, with an ellipsis when anything was cut.
pub(crate) fn clipped(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(limit.saturating_sub(1)).collect();
    cut.truncate(cut.trim_end().len());
    cut + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: &str, id: &str, name: &str) -> Subject {
        Subject { kind: kind.into(), id: id.into(), name: name.into() }
    }

    #[test]
    fn a_person_is_never_called_by_name() {
        assert_eq!(subject(&of("employee", "E1023", "Karin Ek")), "Anställd E1023");
    }

    #[test]
    fn the_number_of_a_sole_trader_is_masked() {
        assert_eq!(subject_id(&of("organisation", "8001012387", "")), "******-****");
        assert_eq!(subject_id(&of("organisation", "2120001355", "")), "212000-1355");
    }

    #[test]
    fn shares_are_never_rounded_to_nothing() {
        assert_eq!(share(1, 1_000_000), "under 0,01\u{a0}%");
        assert_eq!(share(1, 80), "1,25\u{a0}%");
        assert_eq!(share(0, 0), "–");
    }

    #[test]
    fn kronor_are_rounded_to_the_nearest() {
        assert_eq!(kronor(149), "1");
        assert_eq!(kronor(150), "2");
        assert_eq!(kronor(-150), "−2");
    }
}
