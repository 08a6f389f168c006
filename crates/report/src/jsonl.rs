//! `signals.jsonl`: one signal per line, keys in the order of [`Signal`], nothing else.
//!
//! The machine's copy: identifiers stand as the run holds them, because an evaluation must find the same subject again.

use std::io::{BufRead, Write};

use signals::{Run, Signal};

use crate::ReportError;

/// Writes the signals of `run`, one JSON object and a line feed each, in the order of the run.
///
/// # Errors
/// [`ReportError::Write`] when `out` refuses the bytes, [`ReportError::Encode`] when a signal has no JSON form.
pub fn write_jsonl(run: &Run, mut out: impl Write) -> Result<(), ReportError> {
    for signal in &run.signals {
        let line = serde_json::to_string(signal)
            .map_err(|source| ReportError::Encode { fingerprint: signal.fingerprint.clone(), source })?;
        out.write_all(line.as_bytes()).and_then(|()| out.write_all(b"\n")).map_err(ReportError::Write)?;
    }
    out.flush().map_err(ReportError::Write)
}

/// Reads what [`write_jsonl`] wrote. Empty lines are passed over.
///
/// # Errors
/// [`ReportError::Read`] when a line can not be read, [`ReportError::Decode`] when it is not a signal.
pub fn read_jsonl(input: impl BufRead) -> Result<Vec<Signal>, ReportError> {
    let mut signals = Vec::new();
    for (line, text) in (1_u64..).zip(input.lines()) {
        let text = text.map_err(|source| ReportError::Read { line, source })?;
        if !text.trim().is_empty() {
            signals.push(serde_json::from_str(&text).map_err(|source| ReportError::Decode { line, source })?);
        }
    }
    Ok(signals)
}
