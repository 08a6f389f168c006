//! What the town a month later and its decisions promise.

use super::{files, town};
use modeltown::truth::Truth;
use modeltown::{Habit, Settings, generate};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

fn later() -> &'static Path {
    static TOWN: OnceLock<tempfile::TempDir> = OnceLock::new();
    TOWN.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings {
            inhabitants: 2_000,
            years: 1,
            seed: 7,
            later: 1,
            habit: Habit::Ordinary,
            out: folder.path().to_owned(),
        };
        generate(&settings, &mut |_, _, _| {}).unwrap();
        folder
    })
    .path()
}

/// Scheme, control and state of every row.
fn fates() -> Vec<[String; 3]> {
    let text = fs::read_to_string(later().join("facit/later.csv")).unwrap();
    let row = |line: &str| {
        let mut cells = line.split(';').map(str::to_owned);
        [cells.next().unwrap(), cells.next().unwrap(), cells.next().unwrap()]
    };
    text.lines().skip(1).map(row).collect()
}

#[test]
fn the_months_before_are_the_same_bytes_and_one_month_is_added() {
    let (first, second) = (files(town()), files(later()));
    let daily =
        |name: &&PathBuf| name.starts_with("kommunstyrelsen/reskontra") || name.starts_with("kommunstyrelsen/lon");
    let before: BTreeSet<&PathBuf> = first.keys().filter(daily).collect();
    for name in &before {
        assert!(first[*name] == second[*name], "{} differs", name.display());
    }
    let added: Vec<String> = second
        .keys()
        .filter(daily)
        .filter(|name| !before.contains(name))
        .map(|name| name.display().to_string())
        .collect();
    assert_eq!(
        added,
        ["kommunstyrelsen/lon/lon_202607.csv", "kommunstyrelsen/reskontra/leverantorsreskontra_2026-07.csv"]
    );
    for name in ["attester.txt", "inkopsordrar.csv"] {
        let name = Path::new("kommunstyrelsen").join(name);
        assert!(second[&name].starts_with(&first[&name]), "{} was not only added to", name.display());
    }
}

#[test]
fn every_scheme_and_control_has_a_fate_and_all_four_occur() {
    let fates = fates();
    let told: BTreeSet<(&str, &str)> =
        fates.iter().map(|[scheme, control, _]| (scheme.as_str(), control.as_str())).collect();
    let truth = Truth::load(later()).unwrap();
    let before = Truth::load(town()).unwrap();
    let planted: BTreeSet<(&str, &str)> = before
        .schemes
        .iter()
        .chain(&truth.schemes)
        .flat_map(|scheme| scheme.controls.iter().map(|control| (scheme.id.as_str(), control.as_str())))
        .collect();
    assert_eq!(told, planted);
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    fates.iter().for_each(|[.., state]| *count.entry(state.as_str()).or_default() += 1);
    assert_eq!(count.keys().copied().collect::<Vec<_>>(), ["changed", "gone", "new", "same"]);
    assert!(count["gone"] >= 7 && count["changed"] >= 5 && count["new"] >= 10, "{count:?}");
    assert_eq!(truth.decoys, before.decoys);
    let gone = |scheme: &str, control: &str| {
        fates.iter().any(|[id, code, state]| id == scheme && code == control && state == "gone")
    };
    for scheme in &truth.schemes {
        assert!(scheme.controls.iter().all(|control| !gone(&scheme.id, control)), "{}", scheme.id);
        let known = before.schemes.iter().any(|other| other.id == scheme.id);
        let new = fates.iter().filter(|[id, ..]| *id == scheme.id).all(|[.., state]| state == "new");
        assert!(known != new, "{}", scheme.id);
    }
}

#[test]
fn parties_with_a_new_account_stand_in_the_change_log_after_the_first_state() {
    let text = fs::read_to_string(later().join("facit/later_accounts.csv")).unwrap();
    let changes = fs::read_to_string(later().join("kommunstyrelsen/leverantorsandringar.csv")).unwrap();
    assert!(text.lines().count() >= 5);
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(';').collect();
        let found = changes.lines().any(|change| change.starts_with(cells[5]) && change.contains(cells[1]));
        assert!(found && cells[5] > "2026-06-30" && cells[3] != cells[4], "{line}");
    }
    assert!(!later().join("betalfiler").exists());
}

/// The text of a key in the front matter of a document of the library.
fn front<'a>(document: &'a str, key: &str) -> &'a str {
    let line = document.lines().find(|line| line.split('=').next().unwrap().trim() == key).unwrap();
    line.split_once('=').unwrap().1.trim()
}

#[test]
fn decisions_cover_every_control_of_the_library_in_its_own_words() {
    let library = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../library/controls");
    let decisions: Vec<String> =
        files(&town().join("beslut")).into_values().map(|bytes| String::from_utf8(bytes).unwrap()).collect();
    assert_eq!(decisions.len(), 12);
    let mut controls = 0;
    for document in files(&library).into_values() {
        let document = String::from_utf8(document).unwrap();
        let id = front(&document, "id").trim_matches('"').to_owned();
        let group = format!("\"{}*\"", id.get(..3).unwrap());
        let decision = decisions.iter().find(|text| {
            let named = front(text, "controls");
            named.contains(&group) || named.contains(&format!("\"{id}\""))
        });
        let decision = decision.unwrap_or_else(|| panic!("no decision on {id}"));
        assert_eq!(front(decision, "purpose"), front(&document, "purpose"), "{id}");
        assert!(front(decision, "personal_data").contains(front(&document, "personal_data")), "{id}");
        for ground in front(&document, "grounds").trim_matches(['[', ']']).split("\", \"") {
            let ground = ground.trim_matches('"');
            assert!(front(decision, "grounds").contains(&format!("\"{ground}\"")), "{id}: {ground}");
        }
        for line in document.lines().filter_map(|line| line.strip_prefix("[reads.")) {
            let register = format!("\"{}\"", line.trim_end_matches(']'));
            assert!(front(decision, "registers").contains(&register), "{id}: {register}");
        }
        controls += 1;
    }
    assert!(controls >= 157);
    for decision in &decisions {
        assert_eq!([front(decision, "from"), front(decision, "to")], ["\"2026-07-01\"", "\"2027-06-30\""]);
        assert!(front(decision, "staff_informed_on").trim_matches('"') < "2026-07-01");
        assert_eq!(front(decision, "by").matches('"').count(), 4);
    }
}

#[test]
fn both_states_bring_the_same_decisions() {
    assert!(files(&later().join("beslut")) == files(&town().join("beslut")));
}

#[test]
fn more_than_a_month_later_is_refused() {
    let settings = Settings {
        inhabitants: 2_000,
        years: 1,
        seed: 7,
        later: 2,
        habit: Habit::Ordinary,
        out: PathBuf::from("/nowhere"),
    };
    let message = generate(&settings, &mut |_, _, _| {}).unwrap_err().to_string();
    assert_eq!(message, "a town needs 0 or 1 month later, not `2`");
}
