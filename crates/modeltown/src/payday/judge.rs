//! How well a screening stopped what was planted in the payment files, and how much of the good it held.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::TownError;

/// What a screening said of a payment: it may go, somebody should look, or it is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stopped {
    /// It may go.
    Go,
    /// It may go, but somebody should look.
    Look,
    /// It is held.
    Hold,
}

/// A payment by its file, as the truth names it, and its place.
type Place = (String, u64);

/// How a screening did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScreeningScore {
    /// Planted bad payments that were stopped at least as the truth wants, of all.
    pub stopped: (u64, u64),
    /// Those that were not: file, place and what they are.
    pub missed: Vec<String>,
    /// Good payments that were held, of all good ones; payments that only look bad are good.
    pub held: (u64, u64),
    /// Those among them that were planted to look bad: file, place and what they are.
    pub fooled: Vec<String>,
}

/// Compares the verdicts on all payments, by file as the truth names it and place in it, with the truth in a town's folder.
///
/// # Errors
/// [`TownError`] when the truth is not there or is damaged.
pub fn evaluate_payments(
    verdicts: &BTreeMap<(String, u64), Stopped>,
    town: &Path,
) -> Result<ScreeningScore, TownError> {
    let path = town.join("facit/payments.csv");
    let text = fs::read_to_string(&path).map_err(|source| TownError::Read { path: path.clone(), source })?;
    let mut score = ScreeningScore::default();
    let mut planted: BTreeMap<Place, (&str, Stopped)> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(';').collect();
        let [file, order, _, kind, must, ..] = cells.as_slice() else { return Err(damaged(&path, line)) };
        let order = order.parse().map_err(|_| damaged(&path, line))?;
        let must = match *must {
            "hold" => Stopped::Hold,
            "look" => Stopped::Look,
            _ => Stopped::Go,
        };
        planted.insert(((*file).to_owned(), order), (kind, must));
    }
    for (place, verdict) in verdicts {
        let told = planted.get(place);
        let name = |kind: &str| format!("{} nr {}: {kind}", place.0, place.1);
        match told {
            Some((kind, must)) if *must != Stopped::Go => {
                score.stopped.1 += 1;
                if verdict >= must {
                    score.stopped.0 += 1;
                } else {
                    score.missed.push(name(kind));
                }
            }
            _ => {
                score.held.1 += 1;
                if *verdict == Stopped::Hold {
                    score.held.0 += 1;
                    score.fooled.extend(told.map(|(kind, _)| name(kind)));
                }
            }
        }
    }
    // A planted payment that the screening did not even see is missed.
    for (place, (kind, _)) in
        planted.iter().filter(|(place, told)| told.1 != Stopped::Go && !verdicts.contains_key(*place))
    {
        score.stopped.1 += 1;
        score.missed.push(format!("{} nr {}: {kind} saknas bland svaren", place.0, place.1));
    }
    Ok(score)
}

fn damaged(path: &Path, line: &str) -> TownError {
    let source = std::io::Error::new(std::io::ErrorKind::InvalidData, format!("raden `{line}` är skadad"));
    TownError::Read { path: path.to_owned(), source }
}
