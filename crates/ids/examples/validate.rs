//! Reads `kind<TAB>text` lines on standard input and answers `ok`, `bad` or `cannot`, a tab and the normalised form or
//! the reason for each. `scripts/ids-agreement/run.sh` compares the answers with independent implementations.
//!
//! Kinds are those of [`ids::IdKind`] and `ocr_length` for references with a length digit. A personnummer of ten digits
//! is read with the pivot year given as the first argument (default [`ids::DEFAULT_PIVOT_YEAR`]).

use std::io::{BufRead, BufWriter, Write};

use ids::{AccountCheck, BankAccount, DEFAULT_PIVOT_YEAR, IdError, IdKind, Ocr};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pivot = std::env::args().nth(1).map_or(Ok(DEFAULT_PIVOT_YEAR), |year| year.parse())?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (kind, text) = line.split_once('\t').ok_or("a line without a tab")?;
        let (verdict, detail) = answer(kind, text, pivot)?;
        writeln!(out, "{verdict}\t{detail}")?;
    }
    out.flush()?;
    Ok(())
}

fn answer(kind: &str, text: &str, pivot: u16) -> Result<(&'static str, String), Box<dyn std::error::Error>> {
    let result: Result<String, IdError> = match kind {
        "ocr_length" => Ocr::parse_with_length_digit(text).map(|ocr| ocr.normalised()),
        _ => {
            let mut normalised = String::new();
            kind.parse::<IdKind>()?.normalise_with(text, pivot, &mut normalised).map(|()| normalised)
        }
    };
    Ok(match result {
        Ok(id) if kind == "bank_account" && matches!(BankAccount::check(text), AccountCheck::CannotBeChecked(_)) => {
            ("cannot", id)
        }
        Ok(id) => ("ok", id),
        Err(error) => ("bad", error.reason.to_string()),
    })
}
