//! What the program writes: results to standard output, messages and progress to standard error, colour on terminals.

use std::{
    io::{self, IsTerminal, Write},
    time::Duration,
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Writes a line to standard output.
///
/// # Errors
/// When the reader has gone away.
pub(crate) fn line(text: &str) -> anyhow::Result<()> {
    writeln!(io::stdout().lock(), "{text}").map_err(Into::into)
}

/// Writes a message to standard error; what can not be written there can not be said anywhere.
pub(crate) fn note(text: &str) {
    let _ignored = writeln!(io::stderr().lock(), "{text}");
}

/// Writes an error to standard error.
pub(crate) fn error(text: &str) {
    let mark = if io::stderr().is_terminal() { "\u{1b}[1;31mFel:\u{1b}[0m" } else { "Fel:" };
    note(&format!("{mark} {text}"));
}

/// Bold on a terminal, plain elsewhere.
pub(crate) fn strong(text: &str) -> String {
    if io::stdout().is_terminal() { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
}

/// True when the error is that nobody reads the output any more, as in `insyn … | head`.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let kinds = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
    kinds.into_iter().any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}

/// A progress bar on a terminal, nothing elsewhere.
pub(crate) fn bar(total: u64) -> ProgressBar {
    let target = if io::stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(total), target);
    if let Ok(style) = ProgressStyle::with_template("  {bar:32} {percent:>3} %  {msg}") {
        bar.set_style(style.progress_chars("█▌ "));
    }
    bar
}

/// As [`bar`], but shown only when the work takes longer than two seconds.
pub(crate) fn late_bar(total: u64) -> ProgressBar {
    let bar = bar(total);
    if io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
        let late = bar.downgrade();
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_secs(2));
            if let Some(bar) = late.upgrade().filter(|bar| !bar.is_finished()) {
                bar.set_draw_target(ProgressDrawTarget::stderr());
            }
        });
    }
    bar
}

/// Lines up columns; numbers are right-aligned when `right` says so.
pub(crate) fn table(header: &[&str], rows: &[Vec<String>], right: &[bool]) -> Vec<String> {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        cells.chain(header.get(column).map(|text| text.chars().count())).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    let format = |cells: &mut dyn Iterator<Item = &str>| {
        let mut text = String::new();
        for ((cell, width), right) in cells.zip(&widths).zip(right) {
            let padding = " ".repeat(width.saturating_sub(cell.chars().count()));
            let (before, after) = if *right { (padding.as_str(), "") } else { ("", padding.as_str()) };
            text.push_str(&format!("  {before}{cell}{after}"));
        }
        text.trim_end().to_owned()
    };
    let mut lines = vec![strong(&format(&mut header.iter().copied()))];
    lines.extend(rows.iter().map(|row| format(&mut row.iter().map(String::as_str))));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_by_letters_and_not_by_bytes() {
        let rows = vec![vec!["å".to_owned(), "1".to_owned()], vec!["ab".to_owned(), "22".to_owned()]];
        let lines = table(&["x", "n"], &rows, &[false, true]);
        assert_eq!(lines[1], "  å    1");
        assert_eq!(lines[2], "  ab  22");
    }
}
