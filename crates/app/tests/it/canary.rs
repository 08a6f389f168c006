//! What is written in a case stands nowhere in the clear.

use std::{collections::BTreeMap, fs, path::Path};

use app::case::{CaseDraft, NewFile, two_to_be};
use casework::{
    Concerned, Custody, Declining, Event, Evidence, EvidenceKind, Fact, Layer, Note, Task,
    event::{ConcernedKind, CustodyAdded, DiaryNumber, MemberLeft, Provision, Recused, SecrecyMark, Telling},
};
use store::Backend;

use crate::{
    on_both,
    walk::decided,
    world::{World, draft},
};

/// Texts that stand nowhere else, one for each input.
#[derive(Default)]
struct Canaries(Vec<String>);

impl Canaries {
    fn text(&mut self) -> String {
        let text = format!("Qz{:02}kanariefågel Jåhvy{:02}", self.0.len(), self.0.len());
        self.0.push(text.clone());
        text
    }

    /// Every form that is looked for: whole and the first 12 signs, in UTF-8 and UTF-16.
    fn forms(&self) -> Vec<Vec<u8>> {
        let mut forms = Vec::new();
        for text in &self.0 {
            for piece in [text.clone(), text.chars().take(12).collect()] {
                forms.push(piece.encode_utf16().flat_map(u16::to_le_bytes).collect());
                forms.push(piece.into_bytes());
            }
        }
        forms
    }
}

fn holds(bytes: &[u8], forms: &[Vec<u8>]) -> bool {
    forms.iter().any(|form| bytes.windows(form.len()).any(|window| window[0] == form[0] && window == form))
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Everything that the database is: its files and a copy of them, or a dump.
fn dump(world: &World) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<(String, Vec<u8>)> =
        files(&world.data()).into_iter().map(|path| (path.display().to_string(), fs::read(&path).unwrap())).collect();
    if world.backend == Backend::Postgres {
        let out = std::process::Command::new("pg_dump").arg(&world.url).output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        all.push(("pg_dump".to_owned(), out.stdout));
    }
    all
}

on_both! {
    async fn what_is_written_in_a_case_stands_nowhere_in_the_clear(world: World) {
        let mut canaries = Canaries::default();
        let (app, controller) = (&world.app, world.cx("controller").await);
        let mut errors = String::new();
        let about = Concerned {
            kind: ConcernedKind::Employee,
            id: Some(canaries.text()),
            name: canaries.text(),
            person: None,
        };
        let new = CaseDraft { title: canaries.text(), summary: canaries.text(), concerned: vec![about], ..draft() };
        let id = world.once(app.case_open(&controller, new)).await.unwrap();
        let cx = world.cx("samordnare").await;
        let two = two_to_be(&cx);
        let file = NewFile {
            title: canaries.text(),
            from: canaries.text(),
            handed_over_by: canaries.text(),
            bytes: canaries.text().into_bytes(),
        };
        world.once(app.case_file_add(&cx, id, file)).await.unwrap();
        let evidence = Evidence {
            kind: EvidenceKind::Other,
            title: canaries.text(),
            from: canaries.text(),
            handed_over_by: canaries.text(),
            rows: None,
            file: None,
            hash: "0".repeat(64),
            custody: vec![Custody { at: cx.at, holder: canaries.text(), what: canaries.text() }],
        };
        world.once(app.case_event(&cx, id, Event::EvidenceTaken(Box::new(evidence)))).await.unwrap();
        let page = world.once(app.case_show(&cx, id)).await.unwrap();
        let taken = page.case.evidence.last().unwrap().taken.seq;
        let mut events = vec![
            Event::FactLearnt(Fact { text: canaries.text(), known_on: cx.today(), starts: vec![] }),
            Event::CustodyAdded(CustodyAdded {
                evidence: taken,
                entry: Custody { at: cx.at, holder: canaries.text(), what: canaries.text() },
            }),
            Event::TaskSet(Task { title: canaries.text(), owner: cx.person, due: cx.today(), measure: None }),
            Event::SecrecyMarked(SecrecyMark {
                provision: Provision { chapter: 39, section: "3".to_owned() },
                reason: canaries.text(),
                on: None,
            }),
            Event::DiaryNumberSet(DiaryNumber { number: canaries.text(), on: cx.today() }),
            Event::Told(Telling { who: canaries.text(), what: canaries.text(), law: canaries.text(), on: cx.today() }),
        ];
        for layer in [Layer::All, Layer::Handlers, Layer::Me] {
            events.push(Event::NoteWritten(Note { layer, text: canaries.text(), corrects: None }));
        }
        for event in events {
            world.once(app.case_event(&cx, id, event)).await.unwrap();
        }
        let mut decision = decided(&cx, "polis", "MI-2");
        if let Event::MeasureDecided(decision) = &mut decision {
            decision.text = canaries.text();
            decision.why = canaries.text();
            decision.law = canaries.text();
            decision.conditions = vec![canaries.text()];
        }
        let because = canaries.text();
        let declined = Event::MeasureDeclined(Declining { measure: "hotbild".to_owned(), because, two: two.clone() });
        for event in [decision, declined] {
            let proposal = world.once(app.case_propose(&cx, id, event, &canaries.text())).await.unwrap();
            world.approve("direktor", proposal).await.unwrap();
        }
        let left = MemberLeft { person: world.id("controller"), why: canaries.text(), two: two.clone() };
        let reason = canaries.text();
        let waits = app.case_propose(&cx, id, Event::MemberLeft(left), &reason);
        world.once(waits).await.unwrap();
        let closing = match crate::walk::closing(&cx, cx.today()) {
            Event::Closed(mut closing) => {
                closing.why = canaries.text();
                closing.lesson = canaries.text();
                closing.retention_ground = canaries.text();
                Event::Closed(closing)
            }
            event => event,
        };
        // Unfinished: the error names the task.
        let refused = world.once(app.case_propose(&cx, id, closing, &canaries.text())).await.unwrap_err();
        errors.push_str(&format!("{refused:?}"));
        let answers = BTreeMap::from([("information".to_owned(), canaries.text())]);
        world.once(app.case_document_make(&cx, id, ("atgardsplan", None), &answers)).await.unwrap();
        let hr = world.cx("hr").await;
        let recused = Event::Recused(Recused { why: canaries.text(), successor: None });
        world.once(app.case_event(&hr, id, recused)).await.unwrap();
        errors.push_str(&format!("{app:?} {:?}", world.once(app.case_show(&hr, id)).await.unwrap_err()));
        let forms = canaries.forms();
        assert!(canaries.0.len() > 35 && holds(canaries.0[0].as_bytes(), &forms), "the search finds what is there");
        assert!(!holds(errors.as_bytes(), &forms), "{errors}");
        // With the log still beside the database, and after it was taken in.
        for _ in 0..2 {
            for (name, bytes) in dump(world) {
                assert!(!holds(&bytes, &forms), "{name}");
            }
            world.store.close().await;
        }
    }

    async fn what_is_written_in_an_incident_stands_nowhere_in_the_clear_nor_who_reported_it(world: World) {
        let mut canaries = Canaries::default();
        let (app, reporter) = (&world.app, world.cx("medarbetare").await);
        let mut draft = crate::incident::draft(&world.now());
        draft.text = canaries.text();
        draft.unit = canaries.text();
        draft.source = canaries.text();
        draft.witnesses = canaries.text();
        draft.time = canaries.text();
        draft.colleague = Some(canaries.text());
        draft.pictures[0].title = canaries.text();
        let id = world.once(app.incident_report(&reporter, draft)).await.unwrap();
        let cx = world.cx("samordnare").await;
        let words = |text| casework::incident::event::Words { text };
        for event in [
            casework::incident::event::Event::NoteWritten(words(canaries.text())),
            casework::incident::event::Event::Told(words(canaries.text())),
        ] {
            world.once(app.incident_event(&cx, id, event)).await.unwrap();
        }
        let forms = canaries.forms();
        let reporter = reporter.person.to_string();
        for (name, bytes) in dump(world) {
            assert!(!holds(&bytes, &forms), "{name}");
            let told = format!("incident-told/{reporter}");
            assert!(!holds(&bytes, &[told.into_bytes()]), "{name}");
        }
    }
}
