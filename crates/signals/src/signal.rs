//! A signal: one finding of one control, with everything that a person needs in order to judge it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Which control, in which version and with which parameters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlRef {
    /// Control id, `SP-01`.
    pub id: String,
    /// Version of the document.
    pub version: u32,
    /// Hash of the parameter values used (hex).
    pub parameter_hash: String,
    /// Title in Swedish.
    pub title: String,
    /// The question that the control answers, in Swedish.
    pub question: String,
    /// Flow id, `supplier-payments`.
    pub flow: String,
    /// Family: controls of one family see the same thing and count once in the ranking.
    pub family: String,
    /// 1 statistic, 2 look when convenient, 3 review this week, 4 case and owner, 5 hold the payment.
    pub severity: u8,
    /// What is tested, in Swedish plural: `betalningar`.
    pub unit: String,
    /// How to investigate, the document's section as Markdown.
    pub investigate: String,
    /// Known innocent explanations, the document's section as Markdown.
    pub false_alarms: String,
}

/// Who or what a signal is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Subject {
    /// `organisation`, `employee`, `unit` or `user`.
    pub kind: String,
    /// Stable id inside its kind: organisation number, employee id, unit name.
    pub id: String,
    /// Name for display; empty for persons.
    pub name: String,
}

/// A named value of the finding, written as it shall be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Column of the control's query.
    pub name: String,
    /// Value, formatted in Swedish.
    pub value: String,
}

/// A cell of evidence, formatted; person numbers are masked.
pub type Cell = String;

/// Whole rows of one register that show the finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceTable {
    /// Column labels in Swedish.
    pub columns: Vec<String>,
    /// Rows in a stable order; each ends with source file and line.
    pub rows: Vec<Vec<Cell>>,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal {
    /// Same for the same finding in every run: hash of control id, key and subjects.
    pub fingerprint: String,
    /// Which control found it.
    pub control: String,
    /// Version of the control.
    pub control_version: u32,
    /// Hash of the parameters.
    pub parameter_hash: String,
    /// Snapshots that were read.
    pub snapshots: Vec<String>,
    /// Family of the control, for ranking.
    pub family: String,
    /// Severity of the control, 1 to 5.
    pub severity: u8,
    /// What makes the finding itself inside the control.
    pub key: String,
    /// Who or what it is about; the first is the main one.
    pub subjects: Vec<Subject>,
    /// What it is worth in whole öre; `None` when it has no amount.
    pub amount_ore: Option<i64>,
    /// First day of the period it concerns.
    pub from: Option<NaiveDate>,
    /// Last day of the period it concerns.
    pub to: Option<NaiveDate>,
    /// The finding as a Swedish sentence.
    pub sentence: String,
    /// Values of the finding.
    pub facts: Vec<Fact>,
    /// Rows behind it.
    pub evidence: EvidenceTable,
    /// Innocent explanations that were tried and did not apply, in Swedish.
    pub tried: Vec<String>,
}

/// Stable identity of a finding: the first 16 bytes of BLAKE3 over control, key and subjects, in hex.
#[must_use]
pub fn fingerprint(control: &str, key: &str, subjects: &[Subject]) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut part = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    part(control);
    part(key);
    for subject in subjects {
        part(&subject.kind);
        part(&subject.id);
    }
    hasher.finalize().to_hex().chars().take(32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_fingerprint_do_not_run_together() {
        assert_ne!(fingerprint("SP-01", "ab", &[]), fingerprint("SP-01a", "b", &[]));
        assert_eq!(fingerprint("SP-01", "ab", &[]).len(), 32);
    }

    #[test]
    fn a_name_does_not_change_the_fingerprint() {
        let subject = |name: &str| Subject { kind: "organisation".into(), id: "5560000001".into(), name: name.into() };
        assert_eq!(fingerprint("SP-01", "k", &[subject("A")]), fingerprint("SP-01", "k", &[subject("B")]));
    }
}
