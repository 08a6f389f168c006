//! Files: sealed while they come, whole when they arrive, and clean when the reporter wants.

use casework::report::event::{Event, Message};
use vault::{Context, DraftKey, OsRng, Sealed};
use voices::{
    Exchange as _, FileAbout, VoicesError,
    draft::{Draft, DraftFile},
    letter::file_object,
    reveals::{Kind, Trace},
};

use crate::town::{Town, draft, file_id, now};

/// A JPEG with a note of the place: a small picture encoded by the vault, with the notes of a camera put in.
fn photograph() -> Vec<u8> {
    // One red pixel as PNG, which the cleaning reads; the notes stand in a part of their own.
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let part = |kind: &[u8; 4], content: &[u8]| {
        let body = [kind.as_slice(), content].concat();
        [&u32::try_from(content.len()).unwrap().to_be_bytes()[..], &body, &crc(&body).to_be_bytes()].concat()
    };
    png.extend(part(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]));
    let mut notes = b"II*\0\x08\0\0\0\x01\0".to_vec();
    notes.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 0x1a, 0, 0, 0]);
    notes.extend(b"hemma hos kobolt");
    png.extend(part(b"eXIf", &notes));
    let raw = [0, 0xff, 0, 0];
    let stored = [&[0x78, 1, 1, 4, 0, 0xfb, 0xff][..], &raw, &adler(&raw).to_be_bytes()].concat();
    png.extend(part(b"IDAT", &stored));
    png.extend(part(b"IEND", &[]));
    png
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

fn adler(bytes: &[u8]) -> u32 {
    let (low, high) = bytes.iter().fold((1, 0), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    high << 16 | low
}

fn upload(town: &Town, key: &DraftKey, no: u128, name: &str, bytes: &[u8]) -> Result<DraftFile, VoicesError> {
    let mut file = town.drawers.incoming(key, &draft(), file_id(no))?;
    for piece in bytes.chunks(50_000) {
        file.add(piece, &mut OsRng)?;
    }
    file.done(name, &mut OsRng)
}

fn drawer(town: &Town) -> DraftKey {
    let key = DraftKey::generate(&mut OsRng);
    town.drawers.put(&key, &draft(), now(), &mut OsRng).unwrap();
    key
}

#[test]
fn a_file_of_one_byte_and_one_of_many_pieces_come_back_as_they_were() {
    let town = Town::new();
    let key = drawer(&town);
    for size in [1, (1 << 20) - 1, 1 << 20, (5 << 20) / 2] {
        let bytes: Vec<u8> = (0..size).map(|at: usize| at.to_le_bytes()[0]).collect();
        let file = upload(&town, &key, size as u128, "a.bin", &bytes).unwrap();
        assert_eq!(file.size, bytes.len() as u64);
        assert!(*town.drawers.file(&key, &file).unwrap() == bytes, "{size}");
        town.drawers.remove(&key, &file).unwrap();
        assert!(matches!(town.drawers.file(&key, &file), Err(VoicesError::Forgotten)));
    }
}

#[test]
fn a_picture_is_sent_as_a_clean_copy_without_its_name_unless_the_reporter_wants_the_original() {
    let town = Town::new();
    let key = drawer(&town);
    let mut file = upload(&town, &key, 1, "Eva Påhittads telefon.png", &photograph()).unwrap();
    assert_eq!(file.revealed.kind, Kind::Picture);
    assert_eq!(file.revealed.traces.iter().copied().collect::<Vec<_>>(), [Trace::Place, Trace::Device]);
    assert!(file.is_copy_chosen);
    let copy = town.drawers.file(&key, &file).unwrap();
    assert!(copy.starts_with(b"\x89PNG") && !copy.windows(6).any(|part| part == b"kobolt" || part == b"eXIf\0\0"));
    let town_draft = Draft { files: vec![file.clone()], ..draft() };
    town.letterbox.hand_in((&town.drawers, &key, &town_draft), now(), &mut OsRng).unwrap();
    let parcel = town.parcel();
    let case = town.key(&parcel, 0).unwrap();
    let report = parcel.head.report.to_string();
    let open = |object: &str, bytes: Vec<u8>| {
        case.open(&Context::new(&report, object), &Sealed::from_bytes(bytes).unwrap()).unwrap()
    };
    let object = file_object(file.id);
    assert_eq!(open(&object, town.exchange.file(parcel.head.report, file.id).unwrap()), copy);
    let about = open(&format!("{object}/about"), parcel.files[&file.id].clone());
    let about: FileAbout = serde_json::from_slice(&about).unwrap();
    assert_eq!((about.name.as_str(), about.is_copy), ("bild-1.png", true));
    file.is_copy_chosen = false;
    assert_eq!(*town.drawers.file(&key, &file).unwrap(), photograph(), "the original is evidence, byte for byte");
    assert_eq!(file.sent_name(1), "Eva Påhittads telefon.png");
}

#[test]
fn a_file_that_is_broken_off_leaves_nothing_and_too_many_are_refused() {
    let town = Town::new();
    let key = drawer(&town);
    let mut file = town.drawers.incoming(&key, &draft(), file_id(1)).unwrap();
    file.add(&vec![0; 3 << 20], &mut OsRng).unwrap();
    drop(file);
    let folder = town.folder.path().join("host/drafts").join(key.name());
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 0);
    let one = upload(&town, &key, 2, "a.txt", b"x").unwrap();
    let full = Draft { files: vec![one; 20], ..draft() };
    assert!(matches!(town.drawers.incoming(&key, &full, file_id(3)), Err(VoicesError::TooMuch { .. })));
}

#[test]
fn a_file_of_a_later_message_is_sent_to_the_case() {
    let town = Town::new();
    let receipt = town.hand_in(&draft());
    let parcel = town.parcel();
    let key = drawer(&town);
    let file = upload(&town, &key, 9, "lista.pdf", b"%PDF-1.7 /Author (x)").unwrap();
    assert!(file.tells() && !file.is_copy_chosen);
    let event = |files| Event::MessageFromReporter(Message { text: String::new(), files });
    let opened = town.unlock(&receipt);
    town.letterbox.send(&opened, event, (&town.drawers, &key, &[file]), now()).unwrap();
    let case = town.key(&parcel, 1).unwrap();
    let report = parcel.head.report;
    let object = file_object(file_id(9));
    let id = report.to_string();
    let place = Context::new(&id, &object);
    let bytes = case.open_sent(&place, &town.exchange.file(report, file_id(9)).unwrap()).unwrap();
    assert_eq!(bytes.as_slice(), b"%PDF-1.7 /Author (x)");
    town.exchange.post_done(report, 1, &[file_id(9)]).unwrap();
    assert!(matches!(town.exchange.file(report, file_id(9)), Err(VoicesError::NoReport)));
    let mine = town.letterbox.page(&opened, crate::town::day("2026-11-23")).unwrap();
    assert_eq!(mine.lines[0].files, ["lista.pdf"]);
}
