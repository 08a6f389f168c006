//! Notes in layers, evidence, marks, and how events are written.

use casework::{
    Case, CaseError, Custody, Disclosure, Document, Event, Evidence, EvidenceKind, Layer, Note, Rows, SecrecyMark,
    SignalLink,
    event::{CustodyAdded, DiaryNumber, Provision},
    id::{FileId, PersonId},
};

use crate::town::{
    COORDINATOR, DIRECTOR, EXPERT, HR, MANAGER, OUTSIDER, add, case, day, fact, opened, refused, stamp, time, two,
};

fn note(layer: Layer, text: &str, corrects: Option<u64>) -> Event {
    Event::NoteWritten(Note { layer, text: text.to_owned(), corrects })
}

fn read(case: &Case, person: PersonId) -> Vec<&str> {
    case.notes_for(person).iter().map(|note| note.text.as_str()).collect()
}

#[test]
fn each_reads_the_layers_that_are_theirs() {
    let mut case = case();
    add(&mut case, HR, note(Layer::All, "alla", None)).unwrap();
    add(&mut case, HR, note(Layer::Handlers, "handläggarna", None)).unwrap();
    add(&mut case, HR, note(Layer::Me, "bara HR", None)).unwrap();
    refused(&mut case, MANAGER, note(Layer::Handlers, "jag också", None), "att skriva för handläggarna");
    refused(&mut case, OUTSIDER, note(Layer::Me, "smyg", None), "är inte med i ärendet");
    assert_eq!(read(&case, HR), ["alla", "handläggarna", "bara HR"]);
    assert_eq!(read(&case, COORDINATOR), ["alla", "handläggarna"]);
    for reader in [MANAGER, DIRECTOR, EXPERT] {
        assert_eq!(read(&case, reader), ["alla"]);
    }
    assert!(read(&case, OUTSIDER).is_empty());
    let lines = |person| case.timeline(person).filter(|entry| entry.event == "note_written").count();
    assert_eq!([HR, COORDINATOR, MANAGER, OUTSIDER].map(lines), [3, 2, 1, 0]);
}

#[test]
fn a_correction_is_a_new_note_that_points_at_ones_own_old_one() {
    let mut case = case();
    let old = add(&mut case, HR, note(Layer::Handlers, "tisdag", None)).unwrap();
    refused(&mut case, COORDINATOR, note(Layer::Handlers, "onsdag", Some(old)), "den egna anteckningen");
    refused(&mut case, HR, note(Layer::All, "onsdag", Some(old)), "den egna anteckningen");
    let new = add(&mut case, HR, note(Layer::Handlers, "onsdag", Some(old))).unwrap();
    refused(&mut case, HR, note(Layer::Handlers, "torsdag", Some(old)), "är redan rättad");
    let notes = case.notes_for(COORDINATOR);
    assert_eq!(notes[0].corrected_by, Some(new));
    assert_eq!((notes[0].text.as_str(), notes[1].corrects), ("tisdag", Some(old)));
}

fn rows() -> Rows {
    let cell = |text: &str| Some(text.to_owned());
    Rows {
        columns: vec!["tid".to_owned(), "anvandare".to_owned()],
        rows: vec![vec![cell("2026-05-02T23:10"), cell("e17")], vec![cell("2026-05-03T23:12"), None]],
    }
}

fn evidence(kind: EvidenceKind, rows: Option<Rows>, file: Option<FileId>) -> Evidence {
    Evidence {
        kind,
        title: "Slagningar i hyresregistret".to_owned(),
        from: "access_log, rad 17 och 41".to_owned(),
        handed_over_by: "Kontrollen AL-01".to_owned(),
        hash: rows.as_ref().map_or("a".repeat(64), Rows::hash),
        rows,
        file,
        custody: Vec::new(),
    }
}

fn taken(evidence: Evidence) -> Event {
    Event::EvidenceTaken(Box::new(evidence))
}

#[test]
fn rows_of_a_signal_are_copied_whole_and_their_hash_tells_of_a_change() {
    let mut case = case();
    let whole = evidence(EvidenceKind::SignalRows, Some(rows()), None);
    add(&mut case, HR, taken(whole.clone())).unwrap();
    let changed = |change: &dyn Fn(&mut Rows)| {
        let mut changed = whole.clone();
        change(changed.rows.as_mut().unwrap());
        taken(changed)
    };
    refused(&mut case, HR, changed(&|rows| rows.rows[0][1] = None), "stämmer");
    refused(&mut case, HR, changed(&|rows| rows.columns[0].push('x')), "stämmer");
    refused(&mut case, HR, changed(&|rows| rows.rows.truncate(1)), "stämmer");
    refused(&mut case, HR, taken(evidence(EvidenceKind::SignalRows, None, None)), "kopian av raderna är tomt");
    let mut ragged = rows();
    ragged.rows[0].truncate(1);
    refused(&mut case, HR, taken(evidence(EvidenceKind::SignalRows, Some(ragged), None)), "stämmer");
    let mut short = evidence(EvidenceKind::File, None, Some(FileId::from_bits(1)));
    short.hash = "A1".to_owned();
    refused(&mut case, HR, taken(short), "`A1`");
    refused(&mut case, HR, taken(evidence(EvidenceKind::File, None, None)), "filen är tomt");
    refused(&mut case, OUTSIDER, taken(whole.clone()), "är inte med");
}

#[test]
fn a_missing_cell_is_not_an_empty_one_and_cells_do_not_run_together() {
    let table = |rows: &[&[Option<&str>]]| Rows {
        columns: vec!["a".to_owned(), "b".to_owned()],
        rows: rows.iter().map(|row| row.iter().map(|cell| cell.map(str::to_owned)).collect()).collect(),
    };
    let hashes: std::collections::BTreeSet<String> = [
        table(&[&[Some("x"), None]]),
        table(&[&[Some("x"), Some("")]]),
        table(&[&[None, Some("x")]]),
        table(&[&[Some("xy"), Some("")]]),
        table(&[&[Some("x"), Some("y")]]),
        table(&[]),
    ]
    .iter()
    .map(Rows::hash)
    .collect();
    assert_eq!(hashes.len(), 6);
}

#[test]
fn the_chain_of_custody_grows_link_by_link() {
    let mut case = case();
    let seq = add(&mut case, HR, taken(evidence(EvidenceKind::Other, None, None))).unwrap();
    let link = |evidence, holder: &str| {
        let entry = Custody { at: time(9), holder: holder.to_owned(), what: "hämtad och förseglad".to_owned() };
        Event::CustodyAdded(CustodyAdded { evidence, entry })
    };
    add(&mut case, COORDINATOR, link(seq, "Polisen, beslagsnummer 12 (påhittat)")).unwrap();
    refused(&mut case, COORDINATOR, link(seq + 5, "Polisen"), "underlaget `7` finns inte");
    refused(&mut case, COORDINATOR, link(seq, " "), "vem som har underlaget är tomt");
    assert_eq!(case.evidence[0].custody.len(), 1);
}

#[test]
fn marks_numbers_signals_documents_and_disclosures_are_kept() {
    let mut case = case();
    let provision = Provision { chapter: 39, section: "3".to_owned() };
    assert_eq!(provision.to_string(), "OSL 39 kap. 3 §");
    let mark = SecrecyMark { provision, reason: "uppgift om hot".to_owned(), on: Some(1) };
    add(&mut case, HR, Event::SecrecyMarked(mark.clone())).unwrap();
    refused(&mut case, HR, Event::SecrecyMarked(SecrecyMark { on: Some(9), ..mark }), "händelsen `9` finns inte");
    let number = DiaryNumber { number: "SN 2026/0412".to_owned(), on: day("2026-05-29") };
    add(&mut case, HR, Event::DiaryNumberSet(number)).unwrap();
    let link = SignalLink { authority: "socialnamnden".parse().unwrap(), fingerprint: "f1".to_owned() };
    // Whoever opens a case from a signal is its reporter.
    add(&mut case, MANAGER, Event::SignalLinked(link.clone())).unwrap();
    refused(&mut case, HR, Event::SignalLinked(link), "hör redan till ärendet");
    let document = Document {
        template: "beslut".to_owned(),
        title: "Beslut".to_owned(),
        file: FileId::from_bits(2),
        hash: "b".repeat(64),
        decision: None,
    };
    refused(
        &mut case,
        HR,
        Event::DocumentMade(Document { template: "saga".to_owned(), ..document.clone() }),
        "mallen `saga`",
    );
    refused(&mut case, HR, Event::DocumentMade(Document { decision: Some(2), ..document.clone() }), "beslutet `2`");
    add(&mut case, HR, Event::DocumentMade(document)).unwrap();
    let disclosure = Disclosure {
        to: "Polismyndigheten".to_owned(),
        items: vec!["Loggutdrag".to_owned()],
        law: "6 § lagen (2025:170)".to_owned(),
        weighing: "Behovet väger tyngre".to_owned(),
        on: day("2026-05-28"),
        two: two(COORDINATOR, DIRECTOR),
    };
    let silent = Disclosure { weighing: String::new(), two: two(COORDINATOR, DIRECTOR), ..disclosure.clone() };
    refused(&mut case, DIRECTOR, Event::Disclosed(silent), "avvägningen är tomt");
    add(&mut case, DIRECTOR, Event::Disclosed(disclosure)).unwrap();
    assert_eq!((case.marks.len(), case.signals.len(), case.documents.len(), case.disclosures.len()), (1, 1, 1, 1));
}

#[test]
fn an_event_out_of_place_is_refused() {
    let mut case = case();
    for seq in [0, 1, 3] {
        let found = case.apply(&stamp(seq, HR, fact("2026-05-20", &[]))).unwrap_err();
        assert_eq!(found, CaseError::Sequence { expected: 2, found: seq });
    }
    refused(&mut case, MANAGER, Event::Opened(Box::new(opened())), "är redan öppnat");
}

#[test]
fn an_event_is_written_with_its_name_and_an_unknown_field_is_refused() {
    let event = stamp(2, HR, note(Layer::Me, "kom ihåg", None));
    let json = serde_json::to_string(&event).unwrap();
    assert_eq!(
        json,
        r#"{"seq":2,"at":"2026-05-28T20:28:40Z","by":"00000000000000000000000000000002","role":"hr","event":{"event":"note_written","layer":"me","text":"kom ihåg"}}"#
    );
    assert_eq!(serde_json::from_str::<casework::Stamped>(&json).unwrap(), event);
    for broken in
        [json.replace("\"layer\":\"me\"", "\"layer\":\"me\",\"score\":9"), json.replace("note_written", "note_2")]
    {
        assert!(serde_json::from_str::<casework::Stamped>(&broken).is_err(), "{broken}");
    }
    let whole = stamp(1, MANAGER, Event::Opened(Box::new(opened())));
    let json = serde_json::to_string(&whole).unwrap();
    assert_eq!(serde_json::from_str::<casework::Stamped>(&json).unwrap(), whole);
    assert!(json.len() < 64 * 1024, "{} bytes for the opening with its routine", json.len());
}
