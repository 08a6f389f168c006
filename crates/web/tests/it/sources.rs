//! What templates and texts may contain: read from their files.

use std::fs;
use std::path::{Path, PathBuf};

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|own| own == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn name(path: &Path) -> String {
    path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().display().to_string()
}

/// A template without tags, comments and what is filled in: what would be read as it stands.
fn words(template: &str) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some(at) = rest.find(['<', '{']) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let end = match after.as_bytes().get(..2) {
            Some(b"{{") => "}}",
            Some(b"{%") => "%}",
            Some(b"{#") => "#}",
            _ => {
                // Tags may hold placeholders with `>` of their own.
                rest = after_tag(after);
                continue;
            }
        };
        rest = after.split_once(end).map_or("", |(_, rest)| rest);
    }
    out + rest
}

fn after_tag(tag: &str) -> &str {
    let mut depth = 0_usize;
    for (at, c) in tag.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '>' if depth == 0 => return tag.split_at(at + 1).1,
            _ => {}
        }
    }
    ""
}

#[test]
fn no_word_stands_in_a_template() {
    // The name of the product, and an address that is the same in every language.
    let known = ["Insyn", "digg.se/tdosanmalan"];
    for path in files("templates", "html") {
        let text = fs::read_to_string(&path).unwrap();
        let said = known.iter().fold(words(&text), |text, word| text.replace(word, " "));
        let letters: String = said.chars().filter(|c| c.is_alphabetic()).collect();
        assert!(letters.is_empty(), "{}: `{}` belongs into locales/", name(&path), letters);
        for attribute in ["alt", "title", "placeholder", "aria-label", "aria-description"] {
            for (_, rest) in
                text.match_indices(&format!(" {attribute}=\"")).map(|(at, found)| text.split_at(at + found.len()))
            {
                let value = rest.split('"').next().unwrap();
                assert!(words(value).trim().is_empty(), "{}: {attribute}=\"{value}\"", name(&path));
            }
        }
    }
}

#[test]
fn no_template_has_style_or_script_of_its_own() {
    for path in files("templates", "html") {
        let text = fs::read_to_string(&path).unwrap().to_lowercase();
        for forbidden in ["<style", " style=", " onclick", " onload", " onchange", " onsubmit", "javascript:", "|safe"]
        {
            assert!(!text.contains(forbidden), "{}: {forbidden}", name(&path));
        }
        let scripts = text.matches("<script").count();
        assert_eq!(scripts, text.matches("<script src=\"{{").count(), "{}", name(&path));
        // What only asks for another page carries no token: it would stand in the address.
        let forms = text.matches("<form").count() - text.matches("<form method=\"get\"").count();
        assert_eq!(forms, text.matches("csrf }}").count(), "{}: a form", name(&path));
    }
}

#[test]
fn every_text_is_used() {
    let sources: String = files("src", "rs")
        .into_iter()
        .filter(|path| !name(path).starts_with("src/gallery"))
        .chain(files("templates", "html"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let mut unused = Vec::new();
    for path in files("locales/sv", "ftl") {
        for line in fs::read_to_string(&path).unwrap().lines() {
            let Some((key, _)) = line.split_once(" =").filter(|(key, _)| !key.starts_with([' ', '#'])) else {
                continue;
            };
            let method = key.replace('-', "_");
            let is_used = [format!(".{method}("), format!("T::{method},"), format!("T::{method})")];
            if !is_used.iter().any(|used| sources.contains(used)) {
                unused.push(format!("{}: {key}", name(&path)));
            }
        }
    }
    assert!(unused.is_empty(), "no page says these:\n{}", unused.join("\n"));
}

#[test]
fn the_script_stays_small_and_asks_for_nothing() {
    let [path] = files("assets", "js").try_into().expect("one script");
    let script = fs::read_to_string(path).unwrap();
    assert!(script.len() < 8_000);
    for forbidden in ["innerHTML", "eval(", "fetch(", "XMLHttpRequest", "import ", "document.write", "sessionStorage"] {
        assert!(!script.contains(forbidden), "{forbidden}");
    }
    // Nothing is kept on a device but the draft of a form that says so.
    assert_eq!(script.matches("localStorage.setItem(").count(), 1);
}
