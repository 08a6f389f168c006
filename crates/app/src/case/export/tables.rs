//! The parts of a case as files that open everywhere: text and CSV (RFC 4180, UTF-8).

use std::collections::BTreeMap;

use casework::{Case, id::PersonId};
use vault::export::File;

/// The longest ending of a file's name that is kept.
const LONGEST_ENDING: usize = 5;

/// What the case is.
pub(super) fn cover(case: &Case) -> File {
    let number = case.diary_number.as_ref().map_or("saknas", |number| number.number.as_str());
    let concerned: Vec<&str> = case.concerned.iter().map(|one| one.name.as_str()).collect();
    let text = format!(
        "Ärende: {}\nDiarienummer: {number}\nÖppnat: {}\nGäller: {}\n",
        case.title,
        crate::stamp(case.opened_at),
        concerned.join("; ")
    );
    File { name: "arende.txt".to_owned(), bytes: text.into_bytes() }
}

/// What happened when. Notes are left out, whoever may read them.
pub(super) fn timeline(case: &Case, names: &BTreeMap<PersonId, String>, reader: PersonId) -> File {
    let rows = case.timeline(reader).filter(|entry| entry.event != "note_written").map(|entry| {
        let who = names.get(&entry.by).cloned().unwrap_or_default();
        vec![entry.seq.to_string(), crate::stamp(entry.at), who, entry.role.clone(), entry.text.clone()]
    });
    table("tidslinje.csv", &["nr", "tid", "vem", "roll", "vad"], rows)
}

/// The facts.
pub(super) fn facts(case: &Case) -> File {
    let rows = case
        .facts
        .iter()
        .map(|fact| vec![fact.seq.to_string(), fact.what.known_on.to_string(), fact.what.text.clone()]);
    table("fakta.csv", &["nr", "känt", "vad"], rows)
}

/// The measures that were decided.
pub(super) fn decisions(case: &Case) -> File {
    let rows = case.measures.iter().flat_map(|(measure, state)| {
        let title = case.routine.measure(measure).map_or_else(|| measure.clone(), |found| found.title.sv.clone());
        state.decisions.iter().map(move |item| {
            let what = &item.decided.what;
            let lifted = item.lifted.as_ref().map(|lifting| lifting.on.to_string()).unwrap_or_default();
            let to = what.to.map(|day| day.to_string()).unwrap_or_default();
            let seq = item.decided.seq.to_string();
            let [text, why, law] = [&what.text, &what.why, &what.law].map(Clone::clone);
            vec![seq, title.clone(), text, why, law, what.delegation.clone(), what.from.to_string(), to, lifted]
        })
    });
    let columns = ["nr", "åtgärd", "beslut", "skäl", "lagrum", "delegation", "från", "till och med", "upphävt"];
    table("beslut.csv", &columns, rows)
}

/// The rows behind signals, one file for each.
pub(super) fn evidence(case: &Case) -> Vec<File> {
    let files = case.evidence.iter().filter_map(|item| {
        let rows = item.taken.what.rows.as_ref()?;
        let columns: Vec<&str> = rows.columns.iter().map(String::as_str).collect();
        let cells = rows.rows.iter().map(|row| row.iter().map(|cell| cell.clone().unwrap_or_default()).collect());
        Some(table(&format!("underlag-{:03}.csv", item.taken.seq), &columns, cells))
    });
    files.collect()
}

/// The name of a file that came in: by its place in the case, and with the ending that it had.
pub(super) fn file_name(seq: u64, title: &str) -> String {
    let ending = title.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_ending =
        (1..=LONGEST_ENDING).contains(&ending.len()) && ending.chars().all(|sign| sign.is_ascii_alphanumeric());
    format!("fil-{seq:03}.{}", if is_ending { ending } else { "bin" })
}

fn table(name: &str, columns: &[&str], rows: impl Iterator<Item = Vec<String>>) -> File {
    let mut text = line(columns.iter().copied());
    for row in rows {
        text.push_str(&line(row.iter().map(String::as_str)));
    }
    File { name: name.to_owned(), bytes: text.into_bytes() }
}

fn line<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.map(cell).collect();
    format!("{}\r\n", cells.join(","))
}

fn cell(text: &str) -> String {
    if text.contains(['"', ',', '\r', '\n']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_with_signs_of_the_form_is_quoted() {
        let row = vec!["a,b".to_owned(), "sade \"nej\"".to_owned(), "rad\nrad".to_owned(), "åäö".to_owned()];
        let file = table("x.csv", &["ett", "två", "tre", "fyra"], [row].into_iter());
        let text = String::from_utf8(file.bytes).unwrap();
        assert_eq!(text, "ett,två,tre,fyra\r\n\"a,b\",\"sade \"\"nej\"\"\",\"rad\nrad\",åäö\r\n");
    }

    #[test]
    fn a_file_is_named_by_its_place_whatever_its_title_says() {
        let names = [(7, "kontrakt.PDF"), (12, "../../x"), (3, "a.b c"), (4, "arkiv.tar.gz"), (5, "a.ändelse")];
        let names: Vec<String> = names.into_iter().map(|(seq, title)| file_name(seq, title)).collect();
        assert_eq!(names, ["fil-007.PDF", "fil-012.bin", "fil-003.bin", "fil-004.gz", "fil-005.bin"]);
    }
}
