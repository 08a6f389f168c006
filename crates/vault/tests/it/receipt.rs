//! The receipt of a report, and what comes in by an intake.

use std::collections::BTreeMap;

use rand_core::RngCore as _;
use vault::{
    CaseKey, Context, Cost, PersonKeys, PublicKeys, Sealed, ShredKeys, VaultError,
    intake::{self, Envelope, Fresh, IntakeKey},
    receipt::{NotAReceipt, Receipt, ReporterKeys},
};

use crate::common::{CHEAP, Seeded, holds, person};

fn receipt(seed: &str) -> Receipt {
    Receipt::generate(|_| false, &mut Seeded::new(seed))
}

#[test]
fn a_receipt_is_read_however_it_was_written() {
    let receipt = receipt("one");
    let words = receipt.words();
    let folded = |text: &str| text.replace(['å', 'ä'], "a").replace('ö', "o");
    for written in [
        words.join(" "),
        words.join("-"),
        format!("  {}\n", words.join("   ")),
        words.join("\n").to_uppercase(),
        folded(&words.join(" – ")),
        words.iter().enumerate().map(|(at, word)| format!("{}. {word}\r\n", at + 1)).collect(),
        words.join(" ").replace('ö', "o\u{308}").replace('ä', "a\u{308}").replace('å', "a\u{30a}"),
    ] {
        assert_eq!(Receipt::parse(&written).unwrap().words(), words, "{written}");
    }
    assert_eq!(receipt.locator(), words[0]);
}

#[test]
fn a_word_with_a_slip_is_named_with_the_one_that_was_meant() {
    let error = Receipt::parse("abborre absint ackord adagio adress aerosol affäer").unwrap_err();
    assert_eq!(error.to_string(), "ord 7, »affaer«, finns inte bland kvittots ord; menade du »affär«?");
    assert_eq!(format!("{error:?}"), "Unknown { place: 7, … }", "the word does not reach a log by `Debug`");
    let error = Receipt::parse("abborre absint xxxxxxxxxxxxxxxx adagio adress aerosol affär").unwrap_err();
    assert_eq!(error.to_string(), "ord 3, »xxxxxxxxxxxxxxxx«, finns inte bland kvittots ord; jämför med kvittot");
    let error = Receipt::parse("abborre absint").unwrap_err();
    assert!(error.to_string().contains("är 7 ord men här står 2"), "{error}");
    assert_eq!(Receipt::parse("").unwrap_err(), NotAReceipt::Count { found: 0 });
    assert_eq!(Receipt::parse(&"absint ".repeat(8)).unwrap_err(), NotAReceipt::Count { found: 8 });
}

#[test]
fn a_receipt_takes_a_locator_that_no_other_report_has() {
    let mut taken: Vec<String> = Vec::new();
    let mut rng = Seeded::new("locators");
    for _ in 0..300 {
        let receipt = Receipt::generate(|word| taken.iter().any(|other| other == word), &mut rng);
        assert!(!taken.iter().any(|other| other == receipt.locator()));
        taken.push(receipt.locator().to_owned());
    }
    let only = Receipt::generate(|word| word != "abborre", &mut rng);
    assert_eq!(only.locator(), "abborre");
    // When every locator is taken a report is still received.
    assert_eq!(Receipt::generate(|_| true, &mut rng).words().len(), 7);
}

#[test]
fn no_word_is_drawn_much_more_often_than_another() {
    let mut rng = Seeded::new("uniform");
    let mut drawn: BTreeMap<&str, u32> = BTreeMap::new();
    for _ in 0..20_000 {
        for word in Receipt::generate(|_| false, &mut rng).words() {
            *drawn.entry(word).or_default() += 1;
        }
    }
    // 140 000 words, 18 each on the average; the seed is fixed, so this can not come out otherwise by chance.
    assert_eq!(drawn.len(), 7776);
    let squares: f64 = drawn.values().map(|count| (f64::from(*count) - 18.004).powi(2) / 18.004).sum();
    assert!((7400.0..8150.0).contains(&squares), "chi-square {squares} on 7 775 degrees of freedom");
}

#[test]
fn the_words_open_the_reporters_keys_and_other_words_do_not() {
    let mut rng = Seeded::new("lock");
    let (own, other) = (receipt("own"), receipt("other"));
    let keys = ReporterKeys::generate(&mut rng).unwrap();
    let lock = keys.lock(&own, CHEAP, &mut rng).unwrap();
    let again = keys.lock(&own, CHEAP, &mut rng).unwrap();
    assert_ne!(lock, again, "each report has its own salt");

    let foreign = ReporterKeys::generate(&mut rng).unwrap().lock(&other, CHEAP, &mut rng).unwrap();
    let read = Receipt::parse(&own.words().join(" ").to_uppercase()).unwrap();
    let (at, opened) = ReporterKeys::unlock(&[&foreign, &lock], &read, CHEAP).unwrap();
    assert_eq!((at, opened.recipient()), (1, keys.recipient()));
    assert!(matches!(ReporterKeys::unlock(&[&foreign], &own, CHEAP), Err(VaultError::Receipt)));
    assert!(matches!(ReporterKeys::unlock(&[] as &[Vec<u8>], &own, CHEAP), Err(VaultError::Receipt)));
    assert!(matches!(ReporterKeys::unlock(&[&lock[..9]], &own, CHEAP), Err(VaultError::KeyForm { .. })));
}

#[test]
fn an_unknown_locator_asks_for_the_same_work() {
    // More than Argon2id is ever given here: so it is seen to be asked, without a clock.
    let unreasonable = Cost { memory_kib: u32::MAX, passes: 1, lanes: 1 };
    let none: &[Vec<u8>] = &[];
    assert!(matches!(ReporterKeys::unlock(none, &receipt("none"), unreasonable), Err(VaultError::Cost { .. })));
    assert_eq!((Cost::RECEIPT.memory_kib, Cost::RECEIPT.passes, Cost::RECEIPT.lanes), (65_536, 3, 1));
}

#[test]
fn nothing_of_a_receipt_shows_in_debug() {
    let receipt = receipt("debug");
    let keys = ReporterKeys::generate(&mut Seeded::new("debug")).unwrap();
    assert_eq!(format!("{receipt:?} {keys:?}"), "Receipt(…) ReporterKeys(…)");
}

/// A report as an intake leaves it, and those who have something to do with it.
struct Left {
    folder: tempfile::TempDir,
    core: IntakeKey,
    receipt: Receipt,
    content: Sealed,
    copy: Vec<u8>,
    envelope: Envelope,
}

const PLACE: Context<'static> = Context::new("a1b2", "event/1");
const TEXT: &[u8] = b"KANARIE-4711 chefen tar emot mutor";

fn recipients(names: &[&str]) -> BTreeMap<String, PublicKeys> {
    names.iter().map(|name| ((*name).to_owned(), person(name).public())).collect()
}

fn left(recipients: &BTreeMap<String, PublicKeys>) -> Left {
    let folder = tempfile::tempdir().unwrap();
    let mut rng = Seeded::new("intake");
    let core = IntakeKey::open_or_create(&folder.path().join("core/intake.key"), &mut rng).unwrap();
    let receipt = receipt("left");
    let fresh = Fresh::generate("a1b2", &mut rng).unwrap();
    let content = fresh.seal("event/1", TEXT, &mut rng).unwrap();
    let copy = fresh.copy("event/1", TEXT).unwrap();
    let envelope = fresh.hand_in(recipients, &core.recipient(), (&receipt, CHEAP), &mut rng).unwrap();
    Left { folder, core, receipt, content, copy, envelope }
}

impl Left {
    fn shreds(&self) -> ShredKeys {
        ShredKeys::new(self.folder.path().join("core/shred"))
    }

    /// Everything that lies on the intake's disk, as one run of bytes.
    fn disk(&self) -> Vec<u8> {
        let Envelope { wraps, shred, lock, case, reporter } = &self.envelope;
        let mut disk =
            [self.content.as_bytes(), &self.copy, shred, lock, case.as_bytes(), reporter.as_bytes()].concat();
        disk.extend(wraps.iter().flat_map(|(id, wrap)| [id.as_bytes(), wrap].concat()));
        disk.extend(self.receipt.locator().as_bytes());
        disk
    }
}

#[test]
fn a_recipient_reads_the_report_once_the_core_has_its_shred_key() {
    let left = left(&recipients(&["anna", "bo"]));
    let shred = left.core.adopt("a1b2", &left.envelope.shred, &left.shreds()).unwrap();
    for name in ["anna", "bo"] {
        let key = CaseKey::unwrap(&person(name), &left.envelope.wraps[name], &shred).unwrap();
        assert_eq!(key.open(&PLACE, &left.content).unwrap().as_slice(), TEXT);
        assert_eq!(key.recipient(), left.envelope.case);
    }
    // Pulled again after a broken line: the same key, no error; another report's key in its place is one.
    left.core.adopt("a1b2", &left.envelope.shred, &left.shreds()).unwrap();
    let foreign = Fresh::generate("a1b2", &mut Seeded::new("foreign")).unwrap();
    let foreign = foreign
        .hand_in(&recipients(&["bo"]), &left.core.recipient(), (&left.receipt, CHEAP), &mut Seeded::new("x"))
        .unwrap();
    let refused = left.core.adopt("a1b2", &foreign.shred, &left.shreds());
    assert!(matches!(refused, Err(VaultError::ShredExists { .. })));
    assert!(matches!(left.core.adopt("c3d4", &left.envelope.shred, &left.shreds()), Err(VaultError::NotOpened)));
}

#[test]
fn what_the_intake_stores_opens_nothing_alone() {
    let left = left(&recipients(&["anna", "bo"]));
    let disk = left.disk();
    for secret in [&TEXT[..7], b"chefen", b"AGE-SECRET-KEY"] {
        assert!(!holds(&disk, secret));
    }
    let [_, secret @ ..] = left.receipt.words();
    assert!(secret.iter().all(|word| !holds(&disk, word.as_bytes())), "no secret word is stored");
    // Whoever has the disk makes keys of their own, and public keys are all they find.
    let mut rng = Seeded::new("thief");
    let thief = PersonKeys::generate(&mut rng).unwrap();
    let own = ShredKeys::new(left.folder.path().join("thief")).create("a1b2", &mut rng).unwrap();
    for wrap in left.envelope.wraps.values() {
        assert!(CaseKey::unwrap(&thief, wrap, &own).is_err());
    }
    assert!(CaseKey::generate(&mut rng).unwrap().open(&PLACE, &left.content).is_err());
    assert!(ReporterKeys::generate(&mut rng).unwrap().open(&PLACE, &left.copy).is_err());
    assert!(ReporterKeys::unlock(&[&left.envelope.lock], &receipt("guess"), CHEAP).is_err());
    let other = IntakeKey::open_or_create(&left.folder.path().join("thief.key"), &mut rng).unwrap();
    assert!(matches!(
        other.adopt("a1b2", &left.envelope.shred, &ShredKeys::new(left.folder.path().join("t"))),
        Err(VaultError::NotOpened)
    ));
}

#[test]
fn the_disk_of_the_intake_and_every_recipient_open_nothing_without_the_core() {
    let left = left(&recipients(&["anna", "bo"]));
    let own = ShredKeys::new(left.folder.path().join("own")).create("a1b2", &mut Seeded::new("own")).unwrap();
    for (name, wrap) in &left.envelope.wraps {
        assert!(matches!(CaseKey::unwrap(&person(name), wrap, &own), Err(VaultError::NotOpened)));
    }
}

#[test]
fn who_was_left_out_is_in_no_wrap_and_opens_nothing_even_with_the_core() {
    // Names so long that no ciphertext holds one by chance.
    let everybody = ["anna-exempel", "bo-exempel", "cecilia-exempel", "david-exempel"];
    for left_out in everybody {
        let names: Vec<&str> = everybody.into_iter().filter(|name| *name != left_out).collect();
        let left = left(&recipients(&names));
        let shred = left.core.adopt("a1b2", &left.envelope.shred, &left.shreds()).unwrap();
        assert!(!left.envelope.wraps.contains_key(left_out));
        assert!(!holds(&left.disk(), left_out.as_bytes()));
        let excluded = person(left_out);
        for wrap in left.envelope.wraps.values() {
            assert!(matches!(CaseKey::unwrap(&excluded, wrap, &shred), Err(VaultError::NotOpened)));
        }
    }
}

#[test]
fn a_name_is_read_by_a_custodian_and_a_recipient_together_and_by_neither_alone() {
    let mut rng = Seeded::new("identity");
    let fresh = Fresh::generate("a1b2", &mut rng).unwrap();
    assert!(matches!(fresh.identity(&[], b"Kim"), Err(VaultError::NoRecipient)));
    let custodians = [person("nyckel1").public(), person("nyckel2").public()];
    let identity = fresh.identity(&custodians, b"Kim Exempel").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let core = IntakeKey::open_or_create(&folder.path().join("intake.key"), &mut rng).unwrap();
    let people = recipients(&["anna", "nyckel3"]);
    let envelope = fresh.hand_in(&people, &core.recipient(), (&receipt("name"), CHEAP), &mut rng).unwrap();
    let shred = core.adopt("a1b2", &envelope.shred, &ShredKeys::new(folder.path().join("shred"))).unwrap();
    let key = CaseKey::unwrap(&person("anna"), &envelope.wraps["anna"], &shred).unwrap();

    assert!(intake::release(&person("anna"), &identity).is_err(), "a recipient alone");
    assert!(key.open_identity("a1b2", &identity).is_err(), "a recipient with the key of the case");
    for custodian in ["nyckel1", "nyckel2"] {
        let released = intake::release(&person(custodian), &identity).unwrap();
        assert!(!holds(&released, b"Kim"), "a custodian alone");
        assert_eq!(key.open_identity("a1b2", &released).unwrap().as_slice(), b"Kim Exempel");
        assert!(key.open_identity("c3d4", &released).is_err(), "the name of another report");
    }
}

#[test]
fn a_report_that_nobody_could_open_is_not_handed_in() {
    let mut rng = Seeded::new("nobody");
    let folder = tempfile::tempdir().unwrap();
    let core = IntakeKey::open_or_create(&folder.path().join("intake.key"), &mut rng).unwrap();
    let fresh = Fresh::generate("a1b2", &mut rng).unwrap();
    let refused = fresh.hand_in(&BTreeMap::new(), &core.recipient(), (&receipt("nobody"), CHEAP), &mut rng);
    assert!(matches!(refused, Err(VaultError::NoRecipient)));
    let again = IntakeKey::open_or_create(&folder.path().join("intake.key"), &mut rng).unwrap();
    assert_eq!(again.recipient(), core.recipient());
}

#[test]
fn a_destroyed_shred_key_disposes_of_the_report_for_every_recipient() {
    let left = left(&recipients(&["anna"]));
    let shreds = left.shreds();
    left.core.adopt("a1b2", &left.envelope.shred, &shreds).unwrap();
    shreds.destroy("a1b2").unwrap();
    assert!(matches!(shreds.get("a1b2"), Err(VaultError::ShredMissing { .. })));
}

#[test]
fn reporter_and_recipients_answer_each_other_and_neither_reads_the_others_post() {
    let left = left(&recipients(&["anna"]));
    let shred = left.core.adopt("a1b2", &left.envelope.shred, &left.shreds()).unwrap();
    let key = CaseKey::unwrap(&person("anna"), &left.envelope.wraps["anna"], &shred).unwrap();
    let read = Receipt::parse(&left.receipt.words().join("-")).unwrap();
    let (_, reporter) = ReporterKeys::unlock(&[&left.envelope.lock], &read, CHEAP).unwrap();
    assert_eq!(reporter.open(&PLACE, &left.copy).unwrap().as_slice(), TEXT);

    let place = Context::new("a1b2", "to-reporter/1");
    let answer = intake::send(&left.envelope.reporter, &place, b"tack").unwrap();
    assert_eq!(reporter.open(&place, &answer).unwrap().as_slice(), b"tack");
    assert!(key.open_sent(&place, &answer).is_err());
    let back = Context::new("a1b2", "from-reporter/1");
    let more = intake::send(&left.envelope.case, &back, b"det finns mer").unwrap();
    assert_eq!(key.open_sent(&back, &more).unwrap().as_slice(), b"det finns mer");
    assert!(reporter.open(&back, &more).is_err());
    assert!(matches!(key.open_sent(&place, &more), Err(VaultError::NotOpened)), "bound to its place");
    assert!(matches!(intake::send("age1", &back, b""), Err(VaultError::PublicKey { .. })));
}

#[test]
fn any_text_is_a_receipt_or_an_error() {
    let mut rng = Seeded::new("any");
    for _ in 0..300 {
        let mut bytes = [0; 40];
        rng.fill_bytes(&mut bytes);
        let text = String::from_utf8_lossy(&bytes);
        assert!(Receipt::parse(&text).is_err());
    }
}
