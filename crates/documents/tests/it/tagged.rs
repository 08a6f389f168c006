//! What is read back from the bytes. The structure tree and the properties stand in them as plain text.

use casework::letter::{Block, Letter};
use documents::{DocumentError, pdf};

use crate::letters::{letter, long_table, meta, texts, whole};

fn bytes(letter: &Letter) -> Vec<u8> {
    pdf(letter, &meta()).unwrap()
}

fn count(bytes: &[u8], part: &str) -> usize {
    bytes.windows(part.len()).filter(|window| *window == part.as_bytes()).count()
}

fn tags(bytes: &[u8], tag: &str) -> usize {
    count(bytes, &format!("/S/{tag}/"))
}

#[test]
fn the_file_says_which_standards_it_keeps_and_has_title_and_language() {
    let bytes = bytes(&whole());
    assert!(bytes.starts_with(b"%PDF-1.7"));
    for part in [
        "<pdfaid:part>2<",
        "<pdfaid:conformance>A<",
        "<pdfuaid:part>1<",
        "/Lang(sv)",
        "/Marked true",
        "/DisplayDocTitle true",
        "Beslut om åtgärder</rdf:li>",
    ] {
        assert!(count(&bytes, part) > 0, "{part}");
    }
}

#[test]
fn every_part_of_a_letter_has_its_tag() {
    let bytes = bytes(&whole());
    let expected = [
        ("H1", 1), // the title
        ("H2", 1),
        ("H3", 1),
        ("L", 2),
        ("LI", 4),
        ("Lbl", 4),
        ("LBody", 4),
        ("Table", 1),
        ("Caption", 1),
        ("THead", 1),
        ("TBody", 1),
        ("TR", 3),
        ("TH", 4),
        ("TD", 2),
        ("P", 12), // 4 of the sender, 1 mark, 1 paragraph, 6 of the signatures
    ];
    for (tag, number) in expected {
        assert_eq!(tags(&bytes, tag), number, "{tag}");
    }
    assert_eq!((count(&bytes, "/Scope/Column"), count(&bytes, "/Scope/Row")), (2, 2));
    assert!(count(&bytes, "/ListNumbering/Decimal") == 1 && count(&bytes, "/ListNumbering/Disc") == 1);
}

#[test]
fn the_same_letter_gives_the_same_bytes() {
    assert_eq!(bytes(&whole()), bytes(&whole()));
    let mut other = meta();
    other.made_at += chrono::TimeDelta::seconds(1);
    assert_ne!(pdf(&whole(), &other).unwrap(), bytes(&whole()));
}

#[test]
fn a_table_of_two_hundred_rows_is_one_table_on_many_pages() {
    let bytes = bytes(&long_table(200));
    assert!(count(&bytes, "/Type/Page/") >= 5, "{}", count(&bytes, "/Type/Page/"));
    assert_eq!((tags(&bytes, "Table"), tags(&bytes, "TR"), tags(&bytes, "TD")), (1, 201, 400));
    assert_eq!((tags(&bytes, "TH"), count(&bytes, "/Scope/Column")), (203, 3));
}

#[test]
fn whatever_people_write_becomes_a_document() {
    let long = "x".repeat(600);
    let many = "ord ".repeat(1500);
    let odd = "a\u{0}b\tc\u{ad}\u{feff}\u{e000}\u{202e}😀ظ\u{fffe}\u{301} ½ §";
    let table = |cell: &str| Block::Table {
        caption: odd.to_owned(),
        head: texts(&[odd, ""]),
        rows: vec![texts(&[cell, cell]), texts(&[]), texts(&["en", "två", "tre"])],
    };
    for text in [odd, &long, &many, "", " "] {
        let mut letter = letter(vec![
            Block::Heading { level: 1, text: text.to_owned() },
            Block::Paragraph { text: text.to_owned() },
            Block::List { numbered: true, items: texts(&[text, text]) },
            table(text),
            Block::Table { caption: String::new(), head: Vec::new(), rows: Vec::new() },
            Block::Signatures { lines: Vec::new() },
        ]);
        letter.title = format!("Titel {text}");
        let result = pdf(&letter, &meta());
        assert!(result.is_ok(), "{:.40}: {:?}", text, result.err());
    }
}

#[test]
fn a_letter_without_title_or_language_is_no_document() {
    let mut nameless = whole();
    nameless.title = " ".to_owned();
    assert!(matches!(pdf(&nameless, &meta()), Err(DocumentError::NoTitle)));
    let mut mute = whole();
    mute.language = String::new();
    let error = pdf(&mute, &meta()).unwrap_err();
    assert!(error.to_string().starts_with("dokumentet »Beslut om åtgärder« saknar språk"), "{error}");
}
