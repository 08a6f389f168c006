//! Documents: what each template says of a case.

use std::collections::BTreeMap;

use casework::{
    Case, Event, LetterError, Seq,
    event::DiaryNumber,
    id::PersonId,
    letter::{Block, Letter, Order},
};

use crate::town::{COORDINATOR, DIRECTOR, HR, ROUTINE, add, case, closing, day, decided, decision, fact, settled};

fn write(case: &Case, template: &str, decision: Option<Seq>, answers: &[(&str, &str)]) -> Result<Letter, LetterError> {
    let names: BTreeMap<PersonId, String> =
        [(COORDINATOR, "Kim Exempel".to_owned()), (DIRECTOR, "Robin Påhittad".to_owned())].into();
    let answers = answers.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned())).collect();
    let order = Order {
        template,
        decision,
        day: day("2026-06-02"),
        authority: "Socialnämnden",
        names: &names,
        answers: &answers,
    };
    Letter::write(case, &order)
}

/// Everything that stands in a document, as lines.
fn text(letter: &Letter) -> String {
    let mut lines = Vec::new();
    for block in &letter.blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph { text } => lines.push(text.clone()),
            Block::List { items, .. } => lines.extend(items.clone()),
            Block::Table { caption, head, rows } => {
                lines.push(caption.clone());
                lines.push(head.join(" | "));
                lines.extend(rows.iter().map(|row| row.join(" | ")));
            }
            Block::Signatures { lines: signatures } => {
                lines
                    .extend(signatures.iter().map(|line| format!("{} / {} / {:?}", line.name, line.role, line.signed)));
            }
        }
    }
    lines.join("\n")
}

fn full() -> Case {
    let mut case = settled();
    add(&mut case, HR, fact("2026-05-20", &["las-avsked"])).unwrap();
    let number = DiaryNumber { number: "SN 2026/0412".to_owned(), on: day("2026-05-29") };
    add(&mut case, HR, Event::DiaryNumberSet(number)).unwrap();
    case
}

#[test]
fn every_template_gives_a_sound_document() {
    let case = full();
    for template in &ROUTINE.templates {
        let letter = write(&case, &template.id, Some(2), &[]).unwrap();
        assert_eq!((letter.title.as_str(), letter.language.as_str()), (template.title.sv.as_str(), "sv"));
        assert_eq!(letter.diary_no.as_deref(), Some("SN 2026/0412"));
        let mut level = 0;
        for block in &letter.blocks {
            match block {
                Block::Heading { level: next, text } => {
                    assert!(
                        (1..=3).contains(next) && *next <= level + 1 && !text.is_empty(),
                        "{}: {text}",
                        template.id
                    );
                    level = *next;
                }
                Block::Paragraph { text } => {
                    assert!(!text.trim().is_empty() && !text.contains('\n'), "{}", template.id)
                }
                Block::List { items, .. } => assert!(!items.is_empty(), "{}", template.id),
                Block::Table { head, rows, caption } => {
                    assert!(!head.is_empty() && !caption.is_empty() && !rows.is_empty());
                    assert!(rows.iter().all(|row| row.len() == head.len()), "{}", template.id);
                }
                Block::Signatures { lines } => assert_eq!(lines.len(), 2),
            }
        }
        assert!(!text(&letter).contains('{'), "{}: a place that nobody filled", template.id);
        let json = serde_json::to_string(&letter).unwrap();
        assert_eq!(serde_json::from_str::<Letter>(&json).unwrap(), letter);
    }
}

#[test]
fn a_decision_names_what_why_how_long_by_whom_and_by_which_law() {
    let mut case = case();
    let mut suspension = decision("anstallning", Some("avstangning"), "MI-4b");
    suspension.to = Some(day("2026-06-30"));
    let seq = add(&mut case, DIRECTOR, decided(suspension)).unwrap();
    let letter = write(&case, "beslut", Some(seq), &[("horande", "Hon bestrider.\n\nHon vill ha ett ombud.")]).unwrap();
    let text = text(&letter);
    for expected in [
        "Beslutet gäller: Avstängning.",
        "från 2026-06-01 till och med 2026-06-30",
        "delegationsordningens punkt MI-4b",
        "Behörigheterna dras in",
        "föreslogs av Kim Exempel (säkerhets- eller trygghetssamordnare) och godkändes av Robin Påhittad (direktör)",
        "Hon bestrider.\nHon vill ha ett ombud.",
        "[Fyll i: hur beslutet kan överklagas",
        "avstängning: En arbetstagare kan stängas av i högst 30 kalenderdagar i taget",
        "(obekräftad uppgift, ska kontrolleras av jurist)",
        "Robin Påhittad / direktör / Some(\"Undertecknat i Insyn, beslut 2\")",
    ] {
        assert!(text.contains(expected), "expected `{expected}` in\n{text}");
    }
    assert!(!text.contains("18 §"), "the law of other options is left out\n{text}");
}

#[test]
fn the_plan_shows_every_measure_with_its_decision_or_reason() {
    let text = text(&write(&full(), "atgardsplan", None, &[]).unwrap());
    assert!(text.contains("Intern utredning och incidentrapport | Åtgärden vidtas | från 2026-06-01 och tills vidare"));
    assert!(text.contains("Hotbild mot förvaltningen eller anställda | Inte vald därför att inget tyder på hot"));
    assert!(text.contains("Två månader till avsked | 2026-07-20 | 48 dagar kvar"), "{text}");
    assert!(text.contains("okänd"), "who has no name here is not guessed\n{text}");
}

#[test]
fn the_lessons_show_the_outcome_once_the_case_is_closed() {
    let mut case = settled();
    assert!(!text(&write(&case, "lardomar", None, &[]).unwrap()).contains("Lärdom:"));
    add(&mut case, DIRECTOR, Event::Closed(Box::new(closing()))).unwrap();
    let text = text(&write(&case, "lardomar", None, &[]).unwrap());
    assert!(text.contains("Misstanken var ogrundad. Slagningarna hade ett ärende"), "{text}");
    assert!(text.contains("bevaras till och med 2031-12-31 (dokumenthanteringsplanen, punkt 4)"), "{text}");
}

#[test]
fn a_template_a_decision_or_an_answer_that_is_not_there_is_named() {
    let case = full();
    let message = |result: Result<Letter, LetterError>| result.unwrap_err().to_string();
    assert!(message(write(&case, "saga", None, &[])).contains("mallen `saga`"));
    assert!(message(write(&case, "beslut", None, &[])).contains("ange vilket av ärendets beslut"));
    assert!(message(write(&case, "beslut", Some(99), &[])).contains("ange vilket"));
    assert!(message(write(&case, "atgardsplan", None, &[("brott", "x")])).contains("frågar inte efter `brott`"));
}
