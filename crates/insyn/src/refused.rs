//! What the legal gate says when it lets nothing through.

use std::{collections::BTreeMap, fmt};

use signals::gate::Refusal;

/// How many controls are named for each reason, and how many reasons are told.
const NAMED: usize = 4;

/// No decision on control lets anything run.
#[derive(Debug)]
pub(crate) struct Refused(pub(crate) Vec<Refusal>);

impl std::error::Error for Refused {}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut reasons: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for refusal in &self.0 {
            for reason in &refusal.reasons {
                reasons.entry(reason.to_string()).or_default().push(&refusal.control);
            }
        }
        let mut told: Vec<_> = reasons.into_iter().collect();
        told.sort_by_key(|(_, controls)| std::cmp::Reverse(controls.len()));
        f.write_str("inget beslut om kontroll låter något köras. ")?;
        for (reason, controls) in told.iter().take(NAMED) {
            let named = controls.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
            let more = controls.len().saturating_sub(NAMED);
            let rest = if more == 0 { String::new() } else { format!(" och {more} till") };
            write!(f, "{named}{rest}: {reason}. ")?;
        }
        if told.len() > NAMED {
            write!(f, "Det finns {} skäl till. ", told.len() - NAMED)?;
        }
        f.write_str("Fatta ett beslut om kontroll och låt en andra person bekräfta det")
    }
}
