//! Registers: files are looked at before they are read in, and nothing runs without a decision.

use std::{thread, time::Duration};

use app::ports::{DeskError, ImportOrder, Progress, RegisterDesk, SignalDesk};
use insyn::desks::{Registers, Signals};
use quorum::{Agreed, Person, Proposal};
use signals::gate::{Decision, PersonalData};

use super::folder;
use crate::support::{Place, grounds};

const LEDGER: &str = "Leverantörsnr;Fakturanr;Betaldatum;Belopp;Övrigt\nS1;77001;2026-03-03;4 000,00;x\nS1;77 001;2026-03-20;4 000,00;y\n";
const BAD: &str = "Leverantörsnr;Fakturanr;Betaldatum;Belopp\nS1;77001;2026-02-30;4 000,00\nS1;77002;2026-03-03;900,50\nS2;77003;2026-03-04;mycket\n";

fn desk(place: &Place) -> Registers {
    Registers::new(&folder(place), 1).unwrap()
}

fn order(text: &str) -> ImportOrder {
    ImportOrder {
        authority: "kommunstyrelsen".to_owned(),
        register: "ledger".to_owned(),
        name: "reskontra.csv".to_owned(),
        bytes: text.as_bytes().to_vec(),
        purpose: "internal-control".to_owned(),
        legal_ground: "KL (2017:725) 6:6".to_owned(),
        owner: "Ekonomichefen".to_owned(),
        retain_until: "2099-12-31".parse().unwrap(),
        at: "2026-06-01T09:00:00Z".to_owned(),
    }
}

#[test]
fn a_bad_file_is_told_by_row_and_column_and_nothing_is_read_in() {
    let place = Place::new();
    let desk = desk(&place);
    let preview = desk.preview("", "reskontra.csv", BAD.as_bytes()).unwrap();
    assert_eq!((preview.register.as_str(), preview.accepted, preview.rejected), ("ledger", 1, 2));
    let rows: Vec<_> = preview.rejects.iter().map(|row| (row.line, row.column.as_str(), row.value.as_str())).collect();
    assert_eq!(rows, [(2, "Betaldatum", "2026-02-30"), (4, "Belopp", "mycket")]);
    assert!(preview.rejects.iter().all(|row| !row.reason.is_empty()));
    let missing =
        desk.preview("ledger", "reskontra.csv", b"Fakturanr;Betaldatum;Saldo\n77001;2026-03-03;x\n").unwrap_err();
    assert!(
        matches!(&missing, DeskError::Refused(why) if why.contains("amount") && why.contains("Saldo")),
        "{missing}"
    );
    let strange = desk.preview("", "lista.csv", "Färg;Form\nröd;rund\n".as_bytes()).unwrap_err();
    assert!(
        matches!(&strange, DeskError::Refused(why) if why.contains("liknar inget") && why.contains("Färg")),
        "{strange}"
    );
    assert_eq!(desk.authorities(), Ok(Vec::new()));
    assert_eq!(std::fs::read_dir(place.path("data/incoming")).unwrap().count(), 0, "nothing is left");
}

#[test]
fn a_preview_shows_where_each_column_is_found_and_what_it_holds() {
    let preview = desk(&Place::new()).preview("ledger", "reskontra.csv", LEDGER.as_bytes()).unwrap();
    let amount = preview.columns.iter().find(|column| column.header == "Belopp").unwrap();
    assert!(amount.is_required);
    assert_eq!(amount.examples, ["4 000,00", "4 000,00"]);
    assert_eq!(preview.unused, ["Övrigt"]);
    assert!(preview.columns.iter().any(|column| column.header.is_empty() && !column.is_required));
}

#[test]
fn a_file_that_is_read_in_at_the_desk_is_the_register_of_the_command() {
    let place = Place::new();
    let desk = desk(&place);
    let imported = desk.import(order(LEDGER)).unwrap();
    assert_eq!((imported.accepted, imported.rejected, imported.is_unchanged), (2, 0, false));
    let listed = place.expect(0, &["registers"]).out;
    assert!(listed.contains("kommunstyrelsen 2"), "{listed}");
    let held = desk.registers("kommunstyrelsen").unwrap();
    let [ledger] = held.as_slice() else { panic!("{held:?}") };
    assert_eq!((ledger.snapshot.as_str(), ledger.rows), (imported.snapshot.as_str(), 2));
    assert_eq!((ledger.owner.as_str(), ledger.retain_until.as_str()), ("Ekonomichefen", "2099-12-31"));
    assert!(desk.import(order(LEDGER)).unwrap().is_unchanged);
    let nameless = ImportOrder { owner: " ".to_owned(), ..order(LEDGER) };
    assert!(matches!(desk.import(nameless), Err(DeskError::Refused(why)) if why.contains("ansvarar")));
    let useless = order("Leverantörsnr;Fakturanr;Betaldatum;Belopp\nS1;77001;2026-02-30;4 000,00\n");
    let useless = desk.import(useless).unwrap_err();
    assert!(matches!(&useless, DeskError::Refused(why) if why.contains("rad 2, Betaldatum")), "{useless}");
    let unknown = ImportOrder { register: "månen".to_owned(), ..order(LEDGER) };
    assert!(matches!(desk.import(unknown), Err(DeskError::Refused(_))));
}

fn proposal(personal_data: &[PersonalData]) -> Proposal<Decision> {
    let what = Decision {
        id: "2026-01".to_owned(),
        case_number: "KS 2026/1".to_owned(),
        controls: ["SP-*".to_owned()].into(),
        authorities: ["kommunstyrelsen".to_owned()].into(),
        registers: ["*".to_owned()].into(),
        personal_data: personal_data.iter().copied().collect(),
        purpose: "internal-control".to_owned(),
        grounds: grounds().into_iter().collect(),
        decided_by: Person::new("Prov Direktör").unwrap(),
        delegation: "1.1".to_owned(),
        from: "2026-01-01".parse().unwrap(),
        to: "2026-12-31".parse().unwrap(),
        staff_informed_on: Some("2025-12-01".parse().unwrap()),
        dpia: "KS 2025/9".to_owned(),
        sharing_ground: String::new(),
        further_use_ground: String::new(),
    };
    let by = Person::new("Anna Prov").unwrap();
    Proposal { what, reason: "prov".to_owned(), by, at: "2026-01-01T09:00:00Z".to_owned() }
}

fn agreed(proposal: Proposal<Decision>) -> Agreed<Decision> {
    proposal.confirm(Person::new("Bo Prov").unwrap(), "2026-01-02T09:00:00Z").unwrap()
}

/// Waits for the run of the authority, however long it takes.
fn ended(desk: &Registers) -> Progress {
    loop {
        match desk.progress("kommunstyrelsen") {
            Progress::Running { .. } => thread::sleep(Duration::from_millis(10)),
            ended => return ended,
        }
    }
}

#[test]
fn a_run_without_a_decision_is_refused_with_what_is_missing_and_with_one_it_runs() {
    let place = Place::new();
    let desk = desk(&place);
    desk.import(order(LEDGER)).unwrap();
    let start = || desk.start("kommunstyrelsen", &Person::new("Anna Prov").unwrap(), "2026-06-01T09:00:00Z");
    let refused = start().unwrap_err();
    let is_told = |why: &str| why.contains("inget beslut om kontroll omfattar den") && why.contains("GR-01");
    assert!(matches!(&refused, DeskError::Refused(why) if is_told(why)), "{refused}");
    assert_eq!(desk.progress("kommunstyrelsen"), Progress::Idle);
    assert!(!place.path("data/signals/kommunstyrelsen").exists());

    let alone = desk.decide(proposal(&[PersonalData::Indirect, PersonalData::Staff])).unwrap_err();
    assert!(matches!(&alone, DeskError::Refused(why) if why.contains("tas av två")), "{alone}");
    let grave = proposal(&[PersonalData::Indirect, PersonalData::Staff, PersonalData::Clients]);
    desk.decide_together(agreed(grave.clone())).unwrap();
    assert!(matches!(desk.decide_together(agreed(grave)), Err(DeskError::Refused(why)) if why.contains("finns redan")));
    assert!(place.expect(0, &["decisions", "list"]).out.contains("bekräftat"));
    assert_eq!(desk.decisions().unwrap().len(), 1);

    start().unwrap();
    assert_eq!(ended(&desk), Progress::Idle);
    let runs = desk.runs().unwrap();
    let [note] = runs.as_slice() else { panic!("{runs:?}") };
    assert_eq!((note.made_at.as_str(), note.signals), ("2026-06-01T09:00:00Z", 1));
    assert!(note.computed >= 1 && note.not_computed >= 1);
    let listed = place.expect(1, &["signals", "list", "--on", "2026-06-02"]).out;
    assert!(listed.contains("SP-01"), "{listed}");
    let life = place.read("data/signals/kommunstyrelsen/life.jsonl");
    assert!(life.contains("\"by\":\"Anna Prov\""), "who started the run: {life}");
    assert_eq!(Signals::new(&folder(&place), 1).book("kommunstyrelsen").unwrap().run.signals.len(), 1);
}

#[test]
fn a_run_of_an_authority_without_registers_is_refused() {
    let desk = desk(&Place::new());
    let refused = desk.start("kommunstyrelsen", &Person::new("Anna Prov").unwrap(), "2026-06-01T09:00:00Z");
    assert!(matches!(refused, Err(DeskError::NotFound(why)) if why.contains("har inga register")));
}
