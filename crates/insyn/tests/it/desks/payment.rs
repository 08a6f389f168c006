//! Payments: the same answers and files as the command gives, and holds that only two people end.

use std::sync::Arc;

use app::ports::{DeskError, PaymentDesk, ScreenedFile, Written};
use chrono::NaiveDate;
use insyn::desks::Payments;
use payments::{
    Screened, Verdict,
    hold::{Answered, End, Ended, Ending},
};
use quorum::{Person, Proposal};

use super::folder;
use crate::{
    screen::PROPOSAL,
    support::{ON, Place},
};

fn desk(place: &Place) -> Payments {
    Payments::new(&folder(place), 1)
}

fn on() -> NaiveDate {
    ON[1].parse().unwrap()
}

fn place() -> Place {
    let place = Place::new();
    place.write("reskontra.csv", "Leverantörsnr;Fakturanr;Betaldatum;Belopp\nS1;77001;2026-03-03;4 000,00\n");
    place.import_ledger("reskontra.csv", &[]);
    place
}

fn screen(desk: &Payments, name: &str, text: &str) -> Result<ScreenedFile, DeskError> {
    desk.screen("kommunstyrelsen", name, text.as_bytes(), on())
}

#[test]
fn a_payday_file_is_screened_as_the_command_does_it() {
    let (web, command) = (place(), place());
    web.decide(&["kommunstyrelsen"]);
    command.decide(&["kommunstyrelsen"]);
    command.write("betal.csv", PROPOSAL);
    command.expect(1, &[&["screen", "betal.csv", "--authority", "kommunstyrelsen", "--out", "ut"], &ON[..]].concat());
    let screened = screen(&desk(&web), "betal.csv", PROPOSAL).unwrap();

    let answers: Vec<Screened> =
        command.read("ut/betal.screening.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told = |id: &str, verdict: Verdict, reasons: Vec<String>| (id.to_owned(), verdict, reasons);
    let sentences = |reasons: &[payments::Reason]| reasons.iter().map(|reason| reason.sentence.clone()).collect();
    let of_command: Vec<_> = answers.iter().map(|one| told(&one.id, one.verdict, sentences(&one.reasons))).collect();
    let of_web: Vec<_> = screened.rows.iter().map(|row| told(&row.id, row.verdict, sentences(&row.reasons))).collect();
    assert_eq!(of_web, of_command);
    assert_eq!(of_web.iter().filter(|(_, verdict, _)| *verdict == Verdict::Hold).count(), 1);
    for Written { name, bytes, .. } in screened.files.iter().filter(|file| file.name.ends_with(".csv")) {
        assert_eq!(String::from_utf8(bytes.clone()).unwrap(), command.read(&format!("ut/{name}")));
    }
    let names: Vec<&str> = screened.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["betal.go.csv", "betal.held.csv", "betal.screening.html"]);
    assert!(screened.warnings.iter().any(|warning| warning.contains("saknas")), "{:?}", screened.warnings);
    let of = |place: &Place| desk(place).holds().unwrap().iter().map(|(id, _)| id.to_owned()).collect::<Vec<_>>();
    assert_eq!(of(&web), of(&command));
}

#[test]
fn without_a_decision_nothing_is_screened_and_a_bad_file_says_why() {
    let place = place();
    let refused = screen(&desk(&place), "betal.csv", PROPOSAL).unwrap_err();
    assert!(matches!(&refused, DeskError::Refused(why) if why.contains("inget beslut")), "{refused}");
    place.decide(&["kommunstyrelsen"]);
    let bad = screen(&desk(&place), "betal.csv", "Konto;Datum\n1;2\n").unwrap_err();
    assert!(matches!(&bad, DeskError::Refused(why) if why.contains("betal.csv") && why.contains("Konto")), "{bad}");
    let stranger = desk(&place).screen("socialnamnden", "betal.csv", PROPOSAL.as_bytes(), on()).unwrap_err();
    assert!(matches!(&stranger, DeskError::NotFound(why) if why.contains("kommunstyrelsen")), "{stranger}");
    assert_eq!(desk(&place).holds().unwrap().iter().count(), 0);
}

fn answer(hold: &str, answer: &str) -> Answered {
    Answered {
        hold: hold.to_owned(),
        party: "leverantören, per telefon".to_owned(),
        answer: answer.to_owned(),
        by: Person::new("Anna Prov").unwrap(),
        at: "2026-06-02T09:00:00Z".to_owned(),
    }
}

fn end(hold: &str) -> Ended {
    let what = Ending { hold: hold.to_owned(), end: End::Released };
    let by = Person::new("Anna Prov").unwrap();
    let proposal = Proposal { what, reason: "två leveranser".to_owned(), by, at: "2026-06-02T09:00:00Z".to_owned() };
    Ended { agreed: proposal.confirm(Person::new("Bo Prov").unwrap(), "2026-06-02T10:00:00Z").unwrap() }
}

#[test]
fn a_hold_that_two_end_at_the_desk_is_ended_for_the_command() {
    let place = place();
    place.decide(&["kommunstyrelsen"]);
    let desk = desk(&place);
    screen(&desk, "betal.csv", PROPOSAL).unwrap();
    let before = desk.holds().unwrap();
    assert!(Arc::ptr_eq(&before, &desk.holds().unwrap()), "what has not changed is not read again");
    let hold = before.iter().next().unwrap().0.to_owned();
    assert!(matches!(desk.answer(answer(&hold, " ")), Err(DeskError::Refused(_))));
    desk.answer(answer(&hold, "det var två leveranser")).unwrap();
    let shown = place.expect(0, &["holds", "show", &hold]).out;
    assert!(shown.contains("det var två leveranser"), "{shown}");
    let propose = ["--end", "final", "--reason", "fel", "--by", "Cia Prov"];
    place.expect(0, &[&["holds", "propose", &hold], &propose[..]].concat());
    desk.end(end(&hold)).unwrap();
    assert!(place.expect(0, &["holds", "list", "--on", "2026-06-30"]).out.contains("Inga betalningar hålls"));
    place.expect(2, &["holds", "confirm", &hold, "--by", "Dan Prov"]);
    assert!(desk.holds().unwrap().get(&hold).unwrap().is_released());
    assert!(matches!(desk.end(end(&hold)), Err(DeskError::Refused(_))));
    assert!(matches!(desk.answer(answer(&hold, "nej")), Err(DeskError::Refused(_))));
    assert!(matches!(desk.end(end("S-0000000000")), Err(DeskError::NotFound(_))));
    let again = screen(&desk, "betal.csv", PROPOSAL).unwrap();
    assert!(again.rows.iter().all(|row| row.verdict != Verdict::Hold), "what two released goes");
}
