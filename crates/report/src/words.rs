//! The Swedish words of the report: flows, families, severities, kinds of subject, periods and sums.

use chrono::NaiveDate;
use ids::{OrgNo, hide_person_nos};
use signals::{ControlRun, Subject, format_date, format_whole_number};

/// Flows in the order in which the report shows them.
const FLOWS: [(&str, &str); 12] = [
    ("supplier-payments", "Leverantörsbetalningar"),
    ("procurement", "Upphandling"),
    ("contracts", "Avtal"),
    ("conflict-of-interest", "Jäv"),
    ("payroll", "Lön och personal"),
    ("grants", "Föreningsbidrag"),
    ("economic-assistance", "Ekonomiskt bistånd"),
    ("property", "Tillstånd, mark och bostäder"),
    ("delegation", "Delegation"),
    ("access-logs", "Åtkomstloggar"),
    ("network", "Nätverk"),
    ("statistics", "Statistik"),
];

const FAMILIES: [(&str, &str); 82] = [
    ("absence-billing", "Fakturerad frånvaro"),
    ("access", "Åtkomst"),
    ("account-change", "Kontobyte"),
    ("account-owner", "Kontots ägare"),
    ("amendment", "Ändrat avtal"),
    ("attendance", "Närvaro"),
    ("bid-time", "Anbudstid"),
    ("billing-pattern", "Fakturamönster"),
    ("board", "Styrelse"),
    ("bridge", "Brygga mellan flöden"),
    ("capacity", "Kapacitet"),
    ("card", "Inköpskort"),
    ("ceiling", "Avtalstak"),
    ("collusion", "Samverkan mellan anbudsgivare"),
    ("company-age", "Företagets ålder"),
    ("company-event", "Händelser i företaget"),
    ("competition", "Konkurrens"),
    ("component", "Delade uppgifter"),
    ("conflict", "Jäv"),
    ("conflict-case", "Jäv i ett ärende"),
    ("conflict-elected", "Förtroendevaldas jäv"),
    ("conflict-path", "Jäv genom andra"),
    ("contract-period", "Avtalstid"),
    ("copied-document", "Återanvänd handling"),
    ("declaration", "Anmälan"),
    ("delegation", "Delegation"),
    ("direct-award", "Direktupphandling"),
    ("duplicate", "Dubbelbetalning"),
    ("entitlement", "Behörighet"),
    ("excluded-party", "Spärrlista"),
    ("existence", "Företagets existens"),
    ("follow-up", "Uppföljning"),
    ("four-eyes", "Ensam hand"),
    ("front", "Bulvan"),
    ("growth", "Ökning"),
    ("hiring", "Anställning"),
    ("housing-cost", "Boendekostnad"),
    ("identity", "Identitet"),
    ("income", "Inkomst"),
    ("leak", "Läcka"),
    ("mailbox", "Brevlådeföretag"),
    ("manual-payment", "Manuell betalning"),
    ("missed-income", "Utebliven intäkt"),
    ("nearness", "Närhet till ett bekräftat ärende"),
    ("new-supplier", "Ny leverantör"),
    ("odd-hours", "Udda tider"),
    ("ordering", "Beställning"),
    ("origin", "Samma ursprung"),
    ("own-log", "Egna uppgifter"),
    ("passivity", "Passivitet"),
    ("payment-account", "Betalkonto"),
    ("payroll-account", "Lönekonto"),
    ("payroll-change", "Ändrad lön"),
    ("payroll-employment", "Anställningens gränser"),
    ("payroll-ghost", "Anställd utan spår"),
    ("payroll-time", "Arbetad tid"),
    ("permit", "Tillstånd"),
    ("phoenix", "Företag som återuppstår"),
    ("premises", "Lokaler"),
    ("price", "Pris"),
    ("price-creep", "Smygande pris"),
    ("queue", "Kö"),
    ("reporting", "Redovisning"),
    ("residence", "Bosättning"),
    ("rubber-stamp", "Godkänner allt"),
    ("sample", "Stickprov"),
    ("several-flows", "Flera flöden"),
    ("sham-invoice", "Bluffaktura"),
    ("split", "Uppdelade köp"),
    ("spread", "Spridning"),
    ("staff-account", "Anställds konto"),
    ("staff-address", "Anställds adress"),
    ("standstill", "Avtalsspärr"),
    ("statistics", "Statistik"),
    ("subcontractor", "Underleverantör"),
    ("sublet", "Andrahandsuthyrning"),
    ("supplier-record", "Leverantörspost"),
    ("tax", "Skatt"),
    ("trade", "Bransch"),
    ("under-value", "Under värdet"),
    ("vat-arithmetic", "Momsuträkning"),
    ("workforce", "Arbetsstyrka"),
];

/// Name of a flow; an unknown one is shown as it is written.
#[must_use]
pub fn flow(id: &str) -> &str {
    FLOWS.iter().find(|(known, _)| *known == id).map_or(id, |(_, name)| name)
}

/// Place of a flow in the report, unknown ones last.
#[must_use]
pub fn flow_place(id: &str) -> usize {
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
        _ => hide_person_nos(&subject.name),
    }
}

/// The id as it is read: an organisation number with its hyphen, a sole trader's masked.
pub(crate) fn subject_id(subject: &Subject) -> String {
    if subject.kind != "organisation" {
        return hide_person_nos(&subject.id);
    }
    match OrgNo::parse(&subject.id) {
        Ok(number) if !number.is_sole_trader() => number.formatted(),
        _ => hide_person_nos(&subject.id),
    }
}

/// Why a control did not run: what the legal gate refused it for, then what is missing, as sentences.
pub(crate) fn not_run(found: &ControlRun) -> Vec<String> {
    let refused = found.refused.iter().map(|reason| format!("Körs inte: {reason}."));
    refused.chain(found.missing.iter().map(ToString::to_string)).collect()
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
    fn every_flow_and_family_of_the_library_has_a_name() {
        let library = library::Library::embedded().unwrap();
        for control in library.controls() {
            let (flow, family) = (control.flow.as_str(), control.family.as_str());
            assert!(FLOWS.iter().any(|(known, _)| *known == flow), "{}: the flow `{flow}`", control.id);
            assert!(FAMILIES.iter().any(|(known, _)| *known == family), "{}: the family `{family}`", control.id);
        }
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
