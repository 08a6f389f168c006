//! A report leaves the listener, and what passes afterwards.

use casework::{
    ClockState,
    report::{
        Report,
        clock::Duty,
        event::{Author, Entry, Event, Message, Minutes, Signing},
    },
};
use vault::{Context, OsRng, Sealed, VaultError, intake, receipt::Receipt};
use voices::{
    Exchange as _, Identity, Letterbox, Opened, Parcel, Restored, Side, VoicesError,
    draft::{Draft, Way},
    letter::{Act, Said, Told, in_object, out_object},
};

use crate::town::{CHEAP, Town, day, draft, now, person};

/// The core tells the reporter something.
fn push(town: &Town, parcel: &Parcel, number: u64, told: &Told) {
    let report = parcel.head.report.to_string();
    let object = out_object(number);
    let sealed = intake::send(&parcel.head.reporter, &Context::new(&report, &object), &told.text().unwrap()).unwrap();
    town.exchange.push(parcel.head.report, number, &sealed, told.on()).unwrap();
}

/// The reporter says something.
fn say(town: &Town, opened: &Opened, event: Event) {
    let key = vault::DraftKey::generate(&mut OsRng);
    town.letterbox.send(opened, |_| event, (&town.drawers, &key, &[]), now()).unwrap();
}

fn message(text: &str) -> Event {
    Event::MessageFromReporter(Message { text: text.to_owned(), files: Vec::new() })
}

#[test]
fn a_report_reaches_its_recipients_and_nobody_else() {
    let town = Town::new();
    let draft = Draft { units: vec!["Bygglov".to_owned()], name: "Eva Påhittad".to_owned(), ..draft() };
    town.hand_in(&draft);
    let parcel = town.parcel();
    let report = parcel.head.report.to_string();
    assert_eq!(parcel.envelope.wraps.keys().cloned().collect::<Vec<_>>(), [0, 2].map(|no| person(no).to_string()));
    assert!(town.key(&parcel, 1).is_none() && town.key(&parcel, 3).is_none());
    let key = town.key(&parcel, 2).unwrap();
    let event = Sealed::from_bytes(parcel.event.clone()).unwrap();
    let text = key.open(&Context::new(&report, "event/1"), &event).unwrap();
    let entry: Entry = serde_json::from_slice(&text).unwrap();
    assert_eq!(entry.at.to_rfc3339(), "2026-11-22T12:00:00+00:00", "the hour is not kept");
    let folded = Report::fold(&[entry]).unwrap();
    assert_eq!(folded.answers.iter().map(|one| one.question.as_str()).collect::<Vec<_>>(), ["vem", "hande", "nar"]);
    assert!(folded.named && parcel.head.named);
    let released = intake::release(&town.custodian, parcel.identity.as_deref().unwrap()).unwrap();
    let identity = key.open_identity(&report, &released).unwrap();
    assert_eq!(serde_json::from_slice::<Identity>(&identity).unwrap().name, "Eva Påhittad");
    assert!(!String::from_utf8_lossy(&text).contains("Eva"), "the name is in no event");
}

#[test]
fn what_the_core_has_is_gone_from_the_listener_and_the_reporter_still_comes_back() {
    let town = Town::new();
    let receipt = town.hand_in(&draft());
    let parcel = town.parcel();
    let report = parcel.head.report;
    town.exchange.report_done(report).unwrap();
    town.exchange.report_done(report).unwrap();
    assert!(town.exchange.reports().unwrap().is_empty());
    assert!(matches!(town.exchange.report(report), Err(VoicesError::NoReport)));
    let left = std::fs::read_dir(town.folder.path().join("host/reports").join(report.to_string())).unwrap();
    let mut left: Vec<String> = left.map(|one| one.unwrap().file_name().into_string().unwrap()).collect();
    left.sort();
    assert_eq!(left, ["copy", "files", "head.json", "lock"]);
    let mine = town.letterbox.page(&town.unlock(&receipt), day("2026-11-23")).unwrap();
    assert!(mine.received.unwrap().answers.iter().any(|answer| answer.text.contains("kobolt")));
}

#[test]
fn both_write_and_each_sees_the_order() {
    let town = Town::new();
    let receipt = town.hand_in(&draft());
    let parcel = town.parcel();
    let opened = town.unlock(&receipt);
    say(&town, &opened, message("en sak till"));
    push(&town, &parcel, 1, &Told::Acknowledged { on: day("2026-11-24"), sent: true });
    push(
        &town,
        &parcel,
        2,
        &Told::Message { on: day("2026-11-24"), text: "Tack. Var förvaras pärmen?".to_owned(), files: Vec::new() },
    );
    let role = "behörig mottagare".to_owned();
    push(
        &town,
        &parcel,
        3,
        &Told::Seen { on: day("2026-11-24"), role: role.clone(), act: Act::Opened, to: String::new() },
    );
    say(&town, &opened, message("i hyllan"));
    push(&town, &parcel, 4, &Told::Feedback { on: day("2026-12-20"), text: "Rutinen är ändrad.".to_owned() });
    let mine = town.letterbox.page(&opened, day("2026-12-21")).unwrap();
    let lines: Vec<(Side, &str)> = mine.lines.iter().map(|line| (line.side, line.text.as_str())).collect();
    assert_eq!(
        lines,
        [
            (Side::Reporter, "en sak till"),
            (Side::Recipients, "Tack. Var förvaras pärmen?"),
            (Side::Reporter, "i hyllan"),
            (Side::Feedback, "Rutinen är ändrad."),
        ]
    );
    assert_eq!(mine.seen, [(day("2026-11-24"), role, Act::Opened, String::new())]);
    let clocks: Vec<_> = mine.clocks.iter().map(|clock| (clock.duty, clock.due, clock.state)).collect();
    assert_eq!(
        clocks,
        [
            (Duty::Acknowledge, day("2026-11-29"), ClockState::Stopped),
            (Duty::Feedback, day("2027-02-24"), ClockState::Stopped),
        ]
    );
}

#[test]
fn a_letter_of_the_reporter_reaches_the_case_as_an_event_of_the_reporter() {
    let town = Town::new();
    let receipt = town.hand_in(&draft());
    let parcel = town.parcel();
    let key = town.key(&parcel, 0).unwrap();
    say(&town, &town.unlock(&receipt), message("en sak till"));
    let report = parcel.head.report;
    assert_eq!(town.exchange.posts().unwrap(), [(report, 1)]);
    let object = in_object(1);
    let post = town.exchange.post(report, 1).unwrap();
    let id = report.to_string();
    let said = key.open_sent(&Context::new(&id, &object), &post).unwrap();
    let said: Said = serde_json::from_slice(&said).unwrap();
    let event = Sealed::from_bytes(parcel.event.clone()).unwrap();
    let first = key.open(&Context::new(&id, "event/1"), &event).unwrap();
    let folded = Report::fold(&[serde_json::from_slice(&first).unwrap()]).unwrap();
    assert_eq!(folded.may(&said.event, &Author::Reporter), Ok(()));
    town.exchange.post_done(report, 1, &[]).unwrap();
    assert!(town.exchange.posts().unwrap().is_empty());
    let mine = town.letterbox.page(&town.unlock(&receipt), day("2026-11-23")).unwrap();
    assert_eq!(mine.lines.len(), 1, "the reporter still sees what they wrote");
    // A later letter gets a number of its own.
    say(&town, &town.unlock(&receipt), message("och en"));
    assert_eq!(town.exchange.posts().unwrap(), [(report, 2)]);
}

/// 8 kap. 3 §: the reporter checks, corrects and signs minutes.
#[test]
fn law_8_3_minutes_are_checked_corrected_and_signed() {
    let town = Town::new();
    let receipt = town.hand_in(&Draft { way: Way::Meeting, wishes: "på kvällen".to_owned(), ..draft() });
    let parcel = town.parcel();
    let opened = town.unlock(&receipt);
    let offer = |number, version, text: &str| {
        push(&town, &parcel, number, &Told::Minutes { on: day("2026-11-25"), version, text: text.to_owned() });
        town.letterbox.page(&opened, day("2026-11-25")).unwrap().minutes.unwrap()
    };
    assert_eq!(offer(1, 4, "Mötet hölls i oktober.").signed, None);
    say(&town, &opened, Event::MinutesCorrected(Minutes { text: "Mötet hölls i november.".to_owned() }));
    let corrected = town.letterbox.page(&opened, day("2026-11-25")).unwrap().minutes.unwrap();
    assert!(corrected.is_corrected && corrected.text.contains("november"));
    assert!(!offer(2, 5, "Mötet hölls i november.").is_corrected);
    say(&town, &opened, Event::MinutesSigned(Signing { version: 5 }));
    let signed = town.letterbox.page(&opened, day("2026-11-26")).unwrap().minutes.unwrap();
    assert_eq!((signed.signed, signed.version), (Some(day("2026-11-22")), 5));
}

#[test]
fn other_words_open_nothing_and_say_nothing() {
    let town = Town::new();
    let receipt = town.hand_in(&draft());
    let mut words = receipt.words();
    words.swap(1, 2);
    let swapped = Receipt::parse(&words.join(" ")).unwrap();
    let unknown = Receipt::generate(|word| word == receipt.locator(), &mut OsRng);
    for wrong in [swapped, unknown] {
        let refused = town.letterbox.unlock(&wrong);
        assert!(matches!(refused, Err(VoicesError::Vault(VaultError::Receipt))));
    }
}

#[test]
fn a_lost_listener_is_filled_again_and_a_disposed_report_is_gone() {
    let town = Town::new();
    let receipt = town.hand_in(&draft());
    let parcel = town.parcel();
    let restored = Restored { head: parcel.head.clone(), lock: parcel.envelope.lock.clone() };
    town.exchange.restore(&restored).unwrap();
    assert_eq!(town.parcel(), parcel, "what is there is not touched");
    town.exchange.forget(parcel.head.report).unwrap();
    town.letterbox.refresh().unwrap();
    assert!(town.letterbox.unlock(&receipt).is_err());
    town.exchange.restore(&restored).unwrap();
    let again = Letterbox::open(town.folder.path().join("host"), CHEAP).unwrap();
    push(&town, &parcel, 1, &Told::Closed { on: day("2026-12-24") });
    let mine = again.page(&again.unlock(&receipt).unwrap(), day("2026-12-25")).unwrap();
    assert_eq!((mine.received, mine.closed), (None, Some(day("2026-12-24"))));
}

#[test]
fn nothing_that_was_written_lies_in_the_folder_and_no_file_tells_the_hour() {
    let town = Town::new();
    let receipt = town.hand_in(&Draft { names: vec!["Kalle Koboltsson".to_owned()], ..draft() });
    say(&town, &town.unlock(&receipt), message("hemligheten är kobolt"));
    let mut folders = vec![town.folder.path().join("host/reports")];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            files += 1;
            let bytes = std::fs::read(&path).unwrap();
            let found = |word: &str| bytes.to_ascii_lowercase().windows(word.len()).any(|part| part == word.as_bytes());
            assert!(!found("kobolt") && !receipt.words()[1..].iter().any(|word| found(word)), "{path:?}");
            let changed = std::fs::metadata(&path).unwrap().modified().unwrap();
            let changed = changed.duration_since(std::time::SystemTime::UNIX_EPOCH).unwrap().as_secs();
            assert_eq!(changed % 86_400, 43_200, "{path:?}");
        }
    }
    assert!(files >= 8);
}
