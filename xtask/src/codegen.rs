//! `cargo xtask codegen`: documents that are made from the program, so that they cannot tell another story.

use std::{fs, process::Command};

use anyhow::{Context, Result, bail};

use crate::house::{House, read};

/// What every generated document begins with.
const NOTE: &str = "<!-- Made by `cargo xtask codegen`; change the program or the library, not this file. -->\n";

/// A document, and how its text is made.
struct Document {
    path: &'static str,
    make: fn(&House) -> Result<String>,
}

const DOCUMENTS: [Document; 2] =
    [Document { path: "docs/controls.md", make: controls }, Document { path: "docs/cli.md", make: cli }];

/// Writes every document.
///
/// # Errors
/// When the program does not build or does not answer, or a file cannot be written.
pub(crate) fn write(house: &House) -> Result<()> {
    house.build_insyn()?;
    for document in &DOCUMENTS {
        let text = (document.make)(house)?;
        let path = house.root.join(document.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
        }
        fs::write(&path, text).with_context(|| format!("cannot write `{}`", document.path))?;
        println!("wrote {}", document.path);
    }
    Ok(())
}

/// Compares every document with what would be written.
///
/// # Errors
/// When one differs; the message names the first line that does.
pub(crate) fn check(house: &House) -> Result<()> {
    house.build_insyn()?;
    let mut stale = 0;
    for document in &DOCUMENTS {
        let text = (document.make)(house)?;
        let present = fs::read_to_string(house.root.join(document.path)).unwrap_or_default();
        if let Some(line) = first_difference(&present, &text) {
            println!("{}:{line}: differs from what the program says", document.path);
            stale += 1;
        }
    }
    if stale > 0 {
        bail!("{stale} document(s) are stale: run `cargo xtask codegen` and commit the result");
    }
    println!("codegen: {} documents are current", DOCUMENTS.len());
    Ok(())
}

/// The first line, from 1, where two texts differ.
fn first_difference(one: &str, other: &str) -> Option<usize> {
    if one == other {
        return None;
    }
    let same = one.lines().zip(other.lines()).take_while(|(left, right)| left == right).count();
    Some(same + 1)
}

/// The program asked in the same surroundings everywhere: no colour, English, a fixed width.
fn ask(house: &House, words: &[&str]) -> Result<String> {
    let mut insyn = Command::new(house.insyn());
    insyn.current_dir(&house.root).args(words);
    insyn.env("NO_COLOR", "1").env("COLUMNS", "100").env("LC_ALL", "C.UTF-8").env("LANG", "C.UTF-8");
    insyn.env_remove("LANGUAGE");
    read(&mut insyn)
}

fn controls(house: &House) -> Result<String> {
    let list = ask(house, &["library", "list", "--markdown"])?;
    Ok(document(&list))
}

fn cli(house: &House) -> Result<String> {
    let mut text = String::from("# The command line\n\nWhat `insyn --help` and the help of every command say.\n");
    let mut waiting = vec![Vec::new()];
    while let Some(words) = waiting.pop() {
        let mut asked: Vec<&str> = words.iter().map(String::as_str).collect();
        asked.push("--help");
        let help = ask(house, &asked)?;
        let name = [&["insyn".to_owned()], words.as_slice()].concat().join(" ");
        text.push_str(&format!("\n## `{name}`\n```text\n{}\n```\n", help.trim_end()));
        // Taken from the end, so that the commands follow in the order of the help text.
        for command in commands(&help).into_iter().rev() {
            waiting.push([words.as_slice(), &[command]].concat());
        }
    }
    Ok(document(&text))
}

/// The commands that a help text lists: the indented words under its heading, without `help` itself.
fn commands(help: &str) -> Vec<String> {
    let below = help.lines().skip_while(|line| !matches!(*line, "Commands:" | "Kommandon:")).skip(1);
    let listed = below.take_while(|line| !line.is_empty());
    // A description that is broken over lines is indented further than the name of a command.
    let names = listed.filter_map(|line| line.strip_prefix("  ").filter(|rest| !rest.starts_with(' ')));
    let words = names.filter_map(|line| line.split([' ', ',']).next());
    words.filter(|word| !word.is_empty() && *word != "help").map(str::to_owned).collect()
}

/// The text under the note, each line without blanks at its end.
fn document(text: &str) -> String {
    let mut document = NOTE.to_owned();
    for line in text.trim_end().lines() {
        document.push_str(line.trim_end());
        document.push('\n');
    }
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_are_read_from_the_help_text() {
        let help = "Insyn\n\nUsage: insyn <COMMAND>\n\nCommands:\n  demo     Show all\n  library  List, show\n           and test\n  help     Print this\n\nOptions:\n  -h, --help  Print help\n";
        assert_eq!(commands(help), ["demo", "library"]);
        assert_eq!(commands(&help.replace("Commands:", "Kommandon:")), ["demo", "library"]);
        assert!(commands("Usage: insyn demo\n\nOptions:\n  -h\n").is_empty());
    }

    #[test]
    fn a_difference_is_found_with_its_line() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(first_difference("a\nb\n", "a\nc\n"), Some(2));
        assert_eq!(first_difference("a\n", "a\nb\n"), Some(2));
        assert_eq!(first_difference("", "a\n"), Some(1));
    }

    #[test]
    fn a_document_starts_with_the_note_and_has_no_trailing_blanks() {
        assert_eq!(document("# A  \n\ntext \n\n\n"), format!("{NOTE}# A\n\ntext\n"));
    }
}
