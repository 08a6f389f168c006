//! `insyn signals judge`: what a signal turned out to be.

use ::signals::judge::Outcome as Judged;
use anyhow::bail;
use clap::ArgMatches;
use quorum::Person;

use super::super::text;
use crate::{Outcome, clock, console, data, lives::find};

/// Judges the signal that the command line names.
pub(super) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let outcome = outcome(text(matches, "outcome"), matches.get_one::<i64>("recovered").copied())?;
    let by = Person::new(text(matches, "by"))?;
    let at = clock::moment(matches)?;
    let (mut book, fingerprint) = find(&data::folder(matches)?, text(matches, "authority"), text(matches, "name"))?;
    let short: String = fingerprint.chars().take(8).collect();
    book.judge(&fingerprint, (outcome, text(matches, "note")), (by, at))?;
    console::line(&format!("Signal {short} hos {}: {}", book.group(), outcome.label()))?;
    Ok(Outcome::Clean)
}

fn outcome(word: &str, recovered: Option<i64>) -> anyhow::Result<Judged> {
    if recovered.is_some() && word != "corrected" {
        bail!("--recovered hör till --outcome corrected");
    }
    Ok(match word {
        "fraud" => Judged::FraudOrCrime,
        "corrected" => {
            let Some(recovered_ore) = recovered.unwrap_or(0).checked_mul(100) else {
                bail!("--recovered: beloppet är för stort")
            };
            Judged::ErrorCorrected { recovered_ore }
        }
        "data" => Judged::ExplainedByData,
        "person" => Judged::ExplainedByPerson,
        _ => Judged::NotWorked,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_comes_back_only_from_an_error_that_was_corrected() {
        assert_eq!(outcome("corrected", Some(1_250)).unwrap(), Judged::ErrorCorrected { recovered_ore: 125_000 });
        assert_eq!(outcome("corrected", None).unwrap(), Judged::ErrorCorrected { recovered_ore: 0 });
        assert!(outcome("fraud", Some(1)).is_err());
        assert!(outcome("corrected", Some(i64::MAX)).is_err());
    }
}
