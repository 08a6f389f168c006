//! `insyn library judge`: what people said of the examples of a comparison, told apart by which version found them.

use std::{collections::BTreeMap, fs, path::Path};

use ::signals::replay::{AnswerKey, Answers, Example, Origin};
use anyhow::{Context, bail};
use clap::ArgMatches;

use super::{super::text, replay::Compared};
use crate::{Outcome, console, journal::replace};

/// The sheet that people fill in.
const SHEET: &str = "answers.csv";

/// What they said, told apart.
const TOLD: &str = "answers.json";

/// Words of the sheet and what they say of an example; no answer is *did not know*.
const WORDS: [(&str, Option<bool>); 3] = [("rätt", Some(true)), ("fel", Some(false)), ("vet inte", None)];

/// Reads the sheet, tells the versions apart and prints how often each was right.
pub(super) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let folder = Path::new(text(matches, "out"));
    let compared: Compared = read(&folder.join("replay.json"))?;
    let key: AnswerKey = read(&folder.join("key.json"))?;
    let judged = judged(&folder.join(SHEET), &compared.replay.examples)?;
    let answers = key.answers(&judged);
    let told = Told { replay: compared.replay.hash(), answers };
    replace(&folder.join(TOLD), serde_json::to_string_pretty(&told)?.as_bytes())?;
    lines(&told.answers).iter().try_for_each(|line| console::line(line))?;
    let unknown = compared.replay.examples.len() - judged.len();
    if unknown > 0 {
        console::line(&format!("Vet inte: {unknown}"))?;
    }
    Ok(Outcome::Clean)
}

/// The answers and the comparison that they belong to.
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    replay: String,
    answers: Answers,
}

/// Writes an empty sheet for a comparison. One that somebody has begun on is left: it belongs to this comparison, or the
/// comparison goes elsewhere.
pub(super) fn keep_sheet(folder: &Path, compared: &Compared) -> anyhow::Result<()> {
    let path = folder.join(SHEET);
    let before: Option<Compared> = read(&folder.join("replay.json")).ok();
    if path.exists() && before.is_some_and(|before| before == *compared) {
        return Ok(());
    }
    if fs::read_to_string(&path).is_ok_and(|sheet| rows(&sheet).any(|(_, _, word)| !word.is_empty())) {
        bail!("`{}` har bedömningar av en annan jämförelse; välj en annan mapp med --out", path.display());
    }
    let mut sheet = "\u{feff}Nummer;Bedömning (rätt, fel eller vet inte)\n".to_owned();
    for example in &compared.replay.examples {
        sheet += &format!("{};\n", example.number);
    }
    replace(&path, sheet.as_bytes())
}

/// What was said of the examples of a comparison: all of them have to be judged before a version is published.
pub(super) fn told(folder: &Path, compared: &Compared) -> anyhow::Result<Answers> {
    if compared.replay.examples.is_empty() {
        return Ok(Answers::default());
    }
    let path = folder.join(TOLD);
    let told: Option<Told> = if path.exists() { Some(read(&path)?) } else { None };
    match told.filter(|told| told.replay == compared.replay.hash()) {
        Some(told) => Ok(told.answers),
        None => bail!(
            "exemplen i `{}` är inte bedömda; fyll i `{}` och kör `insyn library judge` först",
            folder.join("examples.txt").display(),
            folder.join(SHEET).display()
        ),
    }
}

/// How often each version was right, a line each.
pub(super) fn lines(answers: &Answers) -> Vec<String> {
    let name = |origin: &Origin| match origin {
        Origin::Live => "Bara den gällande",
        Origin::Candidate => "Bara den nya",
        Origin::Both => "Båda",
    };
    let line = |(origin, (all, right)): (&Origin, &(u64, u64))| format!("{}: {right} rätt av {all}", name(origin));
    answers.0.iter().map(line).collect()
}

/// The judgements of the sheet by number. An example without a word is an error: nobody has looked at it.
fn judged(path: &Path, examples: &[Example]) -> anyhow::Result<BTreeMap<usize, bool>> {
    let sheet = fs::read_to_string(path)
        .with_context(|| format!("`{}` går inte att läsa; kör `insyn library replay` först", path.display()))?;
    let mut words: BTreeMap<usize, Option<bool>> = BTreeMap::new();
    for (line, number, word) in rows(&sheet) {
        let place = format!("`{}` rad {line}", path.display());
        let Some(number) = number.parse().ok().filter(|number| examples.iter().any(|one| one.number == *number)) else {
            bail!("{place}: det finns inget exempel `{number}`; numren står i examples.txt");
        };
        let Some((_, says)) = WORDS.iter().find(|(known, _)| *known == word.to_lowercase()) else {
            bail!("{place}: `{word}` är ingen bedömning av exempel {number}; skriv rätt, fel eller vet inte");
        };
        if words.insert(number, *says).is_some() {
            bail!("{place}: exempel {number} står två gånger; ta bort den ena raden");
        }
    }
    let missing: Vec<String> =
        examples.iter().filter(|one| !words.contains_key(&one.number)).map(|one| one.number.to_string()).collect();
    if !missing.is_empty() {
        bail!("`{}` saknar exempel {}; bedöm alla", path.display(), missing.join(", "));
    }
    Ok(words.into_iter().filter_map(|(number, says)| Some((number, says?))).collect())
}

/// Line, number and word of every row but the heading, whatever a spreadsheet made of quotes, separators and line ends.
fn rows(sheet: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    let lines = sheet.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty());
    lines.map(move |(at, line)| {
        let (number, word) = line.split_once([';', ',', '\t']).unwrap_or((line, ""));
        (at + 1, bare(number), bare(word))
    })
}

fn bare(cell: &str) -> &str {
    cell.trim().trim_matches('"').trim()
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> anyhow::Result<T> {
    let why = || format!("`{}` går inte att läsa; kör `insyn library replay` först", path.display());
    serde_json::from_str(&fs::read_to_string(path).with_context(why)?).with_context(why)
}
