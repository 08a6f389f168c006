//! What a file may look like: opening, size, blanks, unfinished work, traces of a machine.

use super::Finding;

/// The most lines of code in a module, without blanks, comments and unit tests.
const MAX_NET_LINES: usize = 500;

/// Modules that may be longer, with the reason.
const LONG_FILES: &[(&str, &str)] = &[];

/// Endings of the files that people write; everything else is data.
const WRITTEN: [&str; 13] = ["rs", "toml", "md", "html", "css", "js", "mjs", "json", "yml", "yaml", "sql", "py", "sh"];

/// Endings of the files that hold code.
const CODE: [&str; 9] = ["rs", "toml", "html", "css", "js", "mjs", "sql", "py", "sh"];

/// Words that mark unfinished work. Written in halves, or this file would find itself.
const UNFINISHED: [&str; 5] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("to", "do!"),
    concat!("unimple", "mented!"),
    concat!("#[ig", "nore"),
];

/// What `new-control` leaves in a draft where a person has to write.
const DRAFT: &str = concat!("SK", "RIV:");

/// Beginnings of paths that exist on one machine only.
const MACHINE: [&str; 5] = [
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/Us", "ers/"),
    concat!("/wo", "rk/"),
    concat!("C:\\Us", "ers\\"),
];

/// Rules on the name of a file.
pub(super) fn check_path(path: &str) -> Vec<Finding> {
    if path == "mod.rs" || path.ends_with("/mod.rs") {
        return vec![Finding::new(path, 1, "name the module `foo.rs` beside the folder `foo/`, not `foo/mod.rs`")];
    }
    Vec::new()
}

/// Rules on the text of a file.
pub(super) fn check(path: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    if ending(path) == "rs" {
        findings.extend(opening(path, text));
        findings.extend(size(path, text));
    }
    if is_written(path) {
        findings.extend(blanks(path, text));
    }
    if CODE.contains(&ending(path)) || path == ".ci/run" {
        findings.extend(marked(path, text, &UNFINISHED, "finish it, or write an issue and leave no mark here"));
    }
    if path.starts_with("library/") {
        findings.extend(marked(path, text, &[DRAFT], "the document is still a draft here: write what is asked for"));
    }
    findings.extend(machine(path, text));
    findings
}

/// Exceptions for files that are gone.
pub(super) fn check_exceptions(files: &[String]) -> Vec<Finding> {
    let gone = LONG_FILES.iter().filter(|(path, _)| !files.iter().any(|file| file == path));
    gone.map(|(path, _)| Finding::new(path, 1, "is gone: take it out of LONG_FILES in xtask/src/tidy/text.rs"))
        .collect()
}

fn ending(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// Written by people: what tests compare byte by byte (under `tests/`) is data, unless it is Rust.
fn is_written(path: &str) -> bool {
    let data = path.contains("/tests/") || path.contains("/fixtures/");
    path == ".ci/run" || ending(path) == "rs" || (WRITTEN.contains(&ending(path)) && !data)
}

fn opening(path: &str, text: &str) -> Option<Finding> {
    let opens = text.lines().next().is_some_and(|line| line.starts_with("//!"));
    (!opens).then(|| Finding::new(path, 1, "open the module with a `//!` line that says what it is for"))
}

fn size(path: &str, text: &str) -> Option<Finding> {
    let of_tests = path.contains("/tests/") || path.ends_with("/tests.rs");
    let lines = net_lines(text);
    let excepted = LONG_FILES.iter().any(|(file, _)| *file == path);
    match (of_tests, lines > MAX_NET_LINES, excepted) {
        (true, ..) | (false, false, false) | (false, true, true) => None,
        (false, true, false) => Some(Finding::new(
            path,
            MAX_NET_LINES,
            format!("{lines} lines of code, at most {MAX_NET_LINES}: split the module by what its parts know"),
        )),
        (false, false, true) => {
            Some(Finding::new(path, 1, "is short enough now: take it out of LONG_FILES in xtask/src/tidy/text.rs"))
        }
    }
}

/// Lines that are neither blank nor comment, up to the unit tests (which stand last).
fn net_lines(text: &str) -> usize {
    let mut lines = text.lines().peekable();
    let mut count = 0;
    while let Some(line) = lines.next() {
        let tests_follow = lines.peek().is_some_and(|next| next.starts_with("mod ") && next.ends_with('{'));
        if line == "#[cfg(test)]" && tests_follow {
            break;
        }
        let line = line.trim_start();
        if !line.is_empty() && !line.starts_with("//") {
            count += 1;
        }
    }
    count
}

fn blanks(path: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, line) in text.split('\n').enumerate() {
        if line.ends_with([' ', '\t', '\r']) {
            findings.push(Finding::new(path, at + 1, "take away the blanks at the end of the line"));
        }
    }
    if !text.is_empty() && (!text.ends_with('\n') || text.ends_with("\n\n")) {
        findings.push(Finding::new(path, text.lines().count(), "end the file with one line break"));
    }
    findings
}

fn marked(path: &str, text: &str, marks: &[&str], advice: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, line) in text.lines().enumerate() {
        for mark in marks.iter().filter(|mark| has_word(line, mark)) {
            findings.push(Finding::new(path, at + 1, format!("`{mark}`: {advice}")));
        }
    }
    findings
}

/// Whether a line has the mark as a word of its own, not as a part of another word.
fn has_word(line: &str, mark: &str) -> bool {
    line.match_indices(mark).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + mark.len()..).and_then(|text| text.chars().next());
        let open = mark.ends_with(|last: char| !last.is_alphanumeric());
        !before.is_some_and(is_word) && (open || !after.is_some_and(is_word))
    })
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn machine(path: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if let Some(found) = MACHINE.iter().find(|beginning| starts_path(line, beginning)) {
            let what =
                format!("`{found}…` is a path on one machine: write it relative to the root, or take it as an option");
            findings.push(Finding::new(path, at + 1, what));
        }
    }
    findings
}

/// Whether a path with that beginning starts in the line: `/a/b` does, `x.se/a/b`, `../a/b` and `{dir}/a/b` do not.
fn starts_path(line: &str, beginning: &str) -> bool {
    line.match_indices(beginning).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        !before.is_some_and(|letter| is_word(letter) || ['.', '-', '/', '}', ')', '*', '~'].contains(&letter))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::lines;

    fn found(path: &str, text: &str) -> Vec<String> {
        lines(&check(path, text))
    }

    #[test]
    fn a_clean_module_has_no_findings() {
        assert!(found("crates/ids/src/luhn.rs", "//! Luhn.\n\nfn sum() {}\n").is_empty());
    }

    #[test]
    fn a_module_opens_with_its_purpose() {
        let lines = found("a.rs", "use std::fmt;\n");
        assert_eq!(lines, ["a.rs:1: open the module with a `//!` line that says what it is for"]);
        assert_eq!(found("a.rs", "").len(), 1);
        assert!(found("a.html", "<p>no module</p>\n").is_empty());
    }

    #[test]
    fn a_folder_module_is_refused() {
        assert_eq!(check_path("crates/ids/src/bank/mod.rs").len(), 1);
        assert!(check_path("crates/ids/src/bank_mod.rs").is_empty());
    }

    #[test]
    fn net_lines_leave_out_blanks_comments_and_unit_tests() {
        let text =
            "//! M.\n\n// why\nfn a() {\n    // how\n    b();\n}\n\n#[cfg(test)]\nmod tests {\n    fn t() {}\n}\n";
        assert_eq!(net_lines(text), 3);
        assert_eq!(net_lines("#[cfg(test)]\nfn helper() {}\n"), 2, "only a test module ends the count");
    }

    #[test]
    fn a_long_module_is_found_and_its_tests_do_not_count() {
        let code = |lines: usize| format!("//! M.\n{}", "a();\n".repeat(lines));
        assert!(found("a.rs", &code(MAX_NET_LINES)).is_empty());
        assert!(found("a.rs", &code(MAX_NET_LINES + 1))[0].contains("501 lines of code, at most 500"));
        assert!(found("crates/a/tests/it/b.rs", &code(MAX_NET_LINES + 1)).is_empty());
    }

    #[test]
    fn blanks_at_the_end_are_found_with_their_line() {
        let lines = found("docs/a.md", "one\ntwo \nthree\t\nfour\r\n");
        let starts: Vec<&str> = lines.iter().filter_map(|line| line.split(": ").next()).collect();
        assert_eq!(starts, ["docs/a.md:2", "docs/a.md:3", "docs/a.md:4"]);
    }

    #[test]
    fn a_file_ends_with_exactly_one_line_break() {
        assert_eq!(found("a.md", "one").len(), 1);
        assert_eq!(found("a.md", "one\n\n").len(), 1);
        assert!(found("a.md", "one\n").is_empty());
    }

    #[test]
    fn data_of_tests_may_have_any_blanks() {
        assert!(found("crates/registers/tests/data/a.csv", "a;b \n\n").is_empty());
        assert!(found("crates/insyn/tests/cmd/a.toml", "stdout = \"\"\"a \n\"\"\"\n").is_empty());
    }

    #[test]
    fn unfinished_work_is_found_as_a_word_only() {
        for mark in UNFINISHED {
            assert_eq!(found("a.rs", &format!("//! M.\n// {mark} later\n")).len(), 1, "{mark}");
        }
        assert!(found("a.rs", concat!("//! M.\nlet x = \"TO", "DOS LOS\";\n")).is_empty());
        assert!(found("a.rs", "//! M.\n#[expect(clippy::todo, reason = \"no\")]\nfn f() {}\n").is_empty());
    }

    #[test]
    fn a_draft_in_the_library_is_found() {
        let text = concat!("## Varför\nSK", "RIV: skadan och källan.\n");
        assert_eq!(found("library/controls/contracts/CO-02.md", text).len(), 1);
        assert!(found("docs/a.md", text).is_empty());
    }

    #[test]
    fn a_path_of_one_machine_is_found() {
        for beginning in MACHINE {
            assert_eq!(found("docs/a.md", &format!("see `{beginning}anna`\n")).len(), 1, "{beginning}");
        }
        let fine = concat!("x.se/wo", "rk/a and ../wo", "rk/a and $D/a and https://x.se/ho", "me/a\n");
        assert!(found("docs/a.md", fine).is_empty());
    }

    #[test]
    fn an_exception_for_a_file_that_is_gone_is_found() {
        assert_eq!(check_exceptions(&[]).len(), LONG_FILES.len());
    }
}
