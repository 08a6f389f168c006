//! Keys come back by custodians together and by nobody alone; what is disclosed opens for its recipient, once.

use std::collections::BTreeSet;

use app::{
    AppError,
    case::{CaseDraft, ExportOrder, ExportPart},
    session::KeyState,
};
use casework::{
    Concerned, Origin,
    event::ConcernedKind,
    id::{CaseId, PersonId},
};
use vault::{ExposeSecret as _, OsRng, PersonKeys, export};

use crate::recovery_fixture::{House, WORD, house, secret};

const NEW: &str = "fyra gröna paraplyer under bron vid torget";

async fn case_of(house: &House) -> CaseId {
    let concerned =
        Concerned { kind: ConcernedKind::Organisation, id: None, name: "Påhittat Bygg AB".to_owned(), person: None };
    let draft = CaseDraft {
        title: "Leverantör med kopplingar".to_owned(),
        origin: Origin::Manager,
        concerned: vec![concerned],
        summary: "Fakturor som ingen har beställt".to_owned(),
        known_on: "2026-11-20".parse().unwrap(),
        starts: Vec::new(),
        signals: Vec::new(),
    };
    house.app.case_open(&house.cx["samordnare"], draft).await.unwrap()
}

/// Two have decided that HR's keys are recovered, and HR has chosen a new passphrase: the fingerprint.
async fn begun(house: &House) -> (PersonId, String) {
    let person = house.cx["hr"].person;
    let proposed = house.app.recovery_propose(&house.cx["samordnare"], person, "Lösenfrasen är glömd").await.unwrap();
    house.app.proposal_approve(&house.cx["nyckel1"], proposed).await.unwrap();
    (person, house.app.recovery_begin(&house.cx["hr"], secret(NEW)).await.unwrap())
}

#[tokio::test]
async fn two_of_three_custodians_give_a_person_their_keys_back_and_the_members_of_the_cases_are_told() {
    let house = house().await;
    house.unlock(&["samordnare", "nyckel1", "nyckel2"]).await;
    let case = case_of(&house).await;
    let (person, fingerprint) = begun(&house).await;
    assert_eq!(house.app.notices(&house.cx["hr"]).await.unwrap().len(), 1, "the person hears of it first");

    let hr = &house.cx["hr"];
    house.app.recovery_share_give(&house.cx["nyckel1"], person, &fingerprint).await.unwrap();
    assert!(matches!(house.app.recovery_finish(hr, secret(NEW)).await, Err(AppError::Denied { .. })));
    house.app.recovery_share_give(&house.cx["nyckel1"], person, &fingerprint).await.unwrap();
    assert!(matches!(house.app.recovery_finish(hr, secret(NEW)).await, Err(AppError::Denied { .. })), "the same twice");
    house.app.recovery_share_give(&house.cx["nyckel2"], person, &fingerprint.to_uppercase()).await.unwrap();
    assert!(matches!(house.app.recovery_finish(hr, secret(WORD)).await, Err(AppError::Invalid(_))));
    house.app.recovery_finish(hr, secret(NEW)).await.unwrap();

    assert_eq!(house.app.key_state(hr).await.unwrap(), KeyState::Unlocked);
    assert_eq!(house.app.case_show(hr, case).await.unwrap().case.title, "Leverantör med kopplingar");
    house.app.lock(hr).await.unwrap();
    assert!(matches!(house.app.unlock(hr, secret(WORD)).await, Err(AppError::Invalid(_))), "the old one is over");
    house.app.unlock(hr, secret(NEW)).await.unwrap();
    assert!(house.app.recovery_show(hr).await.unwrap().is_none());

    let told = house.app.notices(&house.cx["samordnare"]).await.unwrap();
    assert_eq!(told.len(), 1);
    let text = &told[0].text;
    assert!(!text.contains("Leverantör"), "{text}");
    let seen = house.app.case_show(&house.cx["samordnare"], case).await.unwrap().recovered;
    let [recovered] = seen.as_slice() else { panic!("{seen:?}") };
    assert_eq!((recovered.name.as_str(), recovered.by.len()), (hr.name.as_str(), 2));
    for name in recovered.by.iter().chain([&recovered.name]) {
        assert!(text.contains(name.as_str()), "{text}");
    }
    assert!(house.app.notices(&house.cx["revisor"]).await.unwrap().is_empty(), "who shares no case is not told");
    house.app.notice_dismiss(&house.cx["samordnare"], &told[0].id).await.unwrap();
    assert!(house.app.notices(&house.cx["samordnare"]).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_share_is_given_only_for_the_fingerprint_that_was_read_by_an_unlocked_custodian_and_after_a_decision() {
    let house = house().await;
    let person = house.cx["hr"].person;
    house.unlock(&["samordnare", "nyckel1"]).await;
    let (nyckel1, nyckel3) = (&house.cx["nyckel1"], &house.cx["nyckel3"]);
    let not_found = house.app.recovery_share_give(nyckel1, person, "").await;
    assert!(matches!(not_found, Err(AppError::NotFound)), "nobody has decided it");
    assert!(matches!(house.app.recovery_begin(&house.cx["hr"], secret(NEW)).await, Err(AppError::NotFound)));
    let (_, fingerprint) = begun(&house).await;
    let other = PersonKeys::generate(&mut OsRng).unwrap().public().fingerprint();
    let refused = house.app.recovery_share_give(nyckel1, person, &other).await;
    assert!(matches!(refused, Err(AppError::Invalid(_))));
    let locked = house.app.recovery_share_give(nyckel3, person, &fingerprint).await;
    assert!(matches!(locked, Err(AppError::Locked)));
    let coordinator = house.app.recovery_share_give(&house.cx["samordnare"], person, &fingerprint).await;
    assert!(matches!(coordinator, Err(AppError::NotFound)), "who holds no share");
    let auditor = house.app.recovery_share_give(&house.cx["revisor"], person, &fingerprint).await;
    assert!(matches!(auditor, Err(AppError::Denied { .. })));
    house.app.recovery_share_give(nyckel1, person, &fingerprint).await.unwrap();
    let rows = house.app.recovery_list(nyckel1).await.unwrap();
    assert_eq!((rows[0].given, rows[0].needed, rows[0].has_given), (1, 2, true));
    house.app.recovery_begin(&house.cx["hr"], secret("en annan lösenfras med många ord i sig")).await.unwrap();
    assert_eq!(house.app.recovery_list(nyckel1).await.unwrap()[0].given, 0, "new keys of the ceremony, new shares");
    house.app.recovery_stop(&house.cx["hr"]).await.unwrap();
    assert!(house.app.recovery_list(nyckel1).await.unwrap().is_empty());
}

#[tokio::test]
async fn no_share_and_no_phrase_stands_readable_in_the_database() {
    let house = house().await;
    house.unlock(&["samordnare", "nyckel1", "nyckel2"]).await;
    let (person, fingerprint) = begun(&house).await;
    house.app.recovery_share_give(&house.cx["nyckel1"], person, &fingerprint).await.unwrap();
    let keys = PersonKeys::generate(&mut OsRng).unwrap();
    for file in std::fs::read_dir(house.folder.path()).unwrap().flatten().filter(|file| file.path().is_file()) {
        let bytes = std::fs::read(file.path()).unwrap();
        for word in [NEW, WORD, &fingerprint, keys.age_secret_key().expose_secret().get(..14).unwrap()] {
            assert!(!bytes.windows(word.len()).any(|part| part == word.as_bytes()), "{word} in {:?}", file.path());
        }
    }
}

#[tokio::test]
async fn what_two_disclose_is_read_by_its_recipient_and_handed_out_once() {
    let house = house().await;
    house.unlock(&["samordnare", "hr"]).await;
    let case = case_of(&house).await;
    let recipient = PersonKeys::generate(&mut OsRng).unwrap();
    let mut order = ExportOrder {
        to: "Polismyndigheten, en påhittad utredare".to_owned(),
        recipient: "age1fel".to_owned(),
        purpose: "Förundersökning".to_owned(),
        law: "OSL 10 kap. 24 §".to_owned(),
        weighing: "Uppgifterna behövs och gäller misstanke om brott.".to_owned(),
        parts: BTreeSet::from([ExportPart::Timeline, ExportPart::Facts]),
    };
    let coordinator = &house.cx["samordnare"];
    let wrong = house.app.case_export_propose(coordinator, case, order.clone(), "Begäran").await;
    assert!(matches!(wrong, Err(AppError::Invalid(problems)) if problems[0].field == "recipient"));
    order.recipient = recipient.public().recipient;
    let proposed = house.app.case_export_propose(coordinator, case, order, "Begäran").await.unwrap();
    house.app.proposal_approve(&house.cx["hr"], proposed).await.unwrap();

    let seq = house.app.case_show(coordinator, case).await.unwrap().case.disclosures[0].seq;
    let (name, file) = house.app.case_export_take(coordinator, case, seq).await.unwrap();
    assert!(name.ends_with(".age"));
    let bundle = export::read(&recipient.age_secret_key(), &file).unwrap();
    let names: Vec<&str> = bundle.files().iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["arende.txt", "fakta.csv", "tidslinje.csv"]);
    assert_eq!(bundle.manifest().context["grund"], "OSL 10 kap. 24 §");
    let facts = String::from_utf8(bundle.files()[1].bytes.clone()).unwrap();
    assert!(facts.contains("Fakturor som ingen har beställt"), "{facts}");
    for person in ["samordnare", "hr"] {
        let again = house.app.case_export_take(&house.cx[person], case, seq).await;
        assert!(matches!(again, Err(AppError::Denied { .. })), "{person}");
    }
    let outsider = PersonKeys::generate(&mut OsRng).unwrap();
    assert!(export::read(&outsider.age_secret_key(), &file).is_err());
}
