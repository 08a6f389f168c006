//! The pages of keys with made-up data.

use app::recovery::{About, CeremonyRow, CustodianRow, KeyRow, KeysPage, Notice, RecoveryPage, RecoveryState};
use casework::id::PersonId;

use crate::failure::Answer;
use crate::frame::Visit;
use crate::pages::{self, MyKeys, Problems};

fn ceremony(no: u128, name: &str, has_begun: bool, given: u64) -> CeremonyRow {
    CeremonyRow {
        person: PersonId::from_bits(no),
        name: name.to_owned(),
        has_begun,
        needed: 2,
        given,
        holds_share: true,
        has_given: given > 1,
        until: "2026-12-06T09:00:00Z".to_owned(),
    }
}

fn key(no: u128, name: &str, split: Option<(u64, u64)>, is_proposed: bool) -> KeyRow {
    KeyRow { person: PersonId::from_bits(no), name: name.to_owned(), split, is_proposed }
}

pub(super) fn list(visit: &Visit) -> Answer {
    let custodian = |name: &str, has_keys| CustodianRow { name: name.to_owned(), has_keys };
    let keys = KeysPage {
        custodians: vec![
            custodian("Nils Provsson", true),
            custodian("Nora Provsson", true),
            custodian("Nadja Provsson", false),
        ],
        people: vec![
            key(1, "Astrid Exempelsson", Some((2, 3)), false),
            key(2, "Dag Direktör", Some((2, 3)), true),
            key(3, "Hanna Påhitt", Some((2, 3)), false),
            key(4, "Malte Chef", None, false),
        ],
    };
    let ceremonies = [ceremony(3, "Hanna Påhitt", true, 1), ceremony(5, "Cilla Kontroll", false, 0)];
    pages::keys_page(visit, &keys, &ceremonies)
}

pub(super) fn empty(visit: &Visit) -> Answer {
    pages::keys_page(visit, &KeysPage::default(), &[])
}

pub(super) fn propose(visit: &Visit) -> Answer {
    pages::keys_propose_page(visit, &key(1, "Hanna Påhitt", Some((2, 3)), false), "", &Problems::default())
}

pub(super) fn share(visit: &Visit) -> Answer {
    let problems = Problems::default().with("fingerprint", visit.t().keys_share_missing());
    pages::keys_share_page(visit, &ceremony(3, "Hanna Påhitt", true, 1), "", &problems)
}

fn split() -> RecoveryState {
    let custodians = ["Nils Provsson", "Nora Provsson", "Nadja Provsson"].map(str::to_owned).into();
    RecoveryState::Split { needed: 2, custodians }
}

fn under_way(fingerprint: Option<&str>, given: u64) -> MyKeys {
    let until = "2026-12-06T09:00:00Z".to_owned();
    let ceremony = RecoveryPage { fingerprint: fingerprint.map(str::to_owned), needed: 2, given, until };
    MyKeys { state: split(), ceremony: Some(ceremony) }
}

/// Made up.
const FINGERPRINT: &str = "7f3a 91c2 04be d85e 66a0 1f9d 3c27 b4e8";

pub(super) fn mine(visit: &Visit) -> Answer {
    pages::keys_mine_page(visit, &MyKeys { state: split(), ceremony: None })
}

pub(super) fn mine_not(visit: &Visit) -> Answer {
    pages::keys_mine_page(visit, &MyKeys { state: RecoveryState::NotSplit { custodians: 1 }, ceremony: None })
}

pub(super) fn mine_decided(visit: &Visit) -> Answer {
    pages::keys_mine_page(visit, &under_way(None, 0))
}

pub(super) fn mine_under_way(visit: &Visit) -> Answer {
    pages::keys_mine_page(visit, &under_way(Some(FINGERPRINT), 1))
}

pub(super) fn mine_ready(visit: &Visit) -> Answer {
    pages::keys_mine_page(visit, &under_way(Some(FINGERPRINT), 2))
}

pub(super) fn phrase(visit: &Visit) -> Answer {
    pages::keys_phrase_page(visit, true, &Problems::default().with("again", visit.t().keys_phrase_differs()))
}

pub(super) fn end(visit: &Visit) -> Answer {
    pages::keys_phrase_page(visit, false, &Problems::default())
}

/// Messages, as the start page has them.
pub(super) fn notices() -> [Notice; 2] {
    let notice = |about, text: &str| Notice {
        id: "a1".to_owned(),
        at: "2026-11-22T09:00:00Z".to_owned(),
        text: text.to_owned(),
        about,
    };
    [
        notice(About::OwnKeys, "Två personer har beslutat att dina nycklar ska återskapas."),
        notice(
            About::Cases,
            "Nycklarna för Hanna Påhitt, som är med i ett av dina ärenden, har återskapats av Nils Provsson, Nora \
             Provsson, den 2026-11-20.",
        ),
    ]
}
