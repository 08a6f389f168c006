//! The workbook of a letter, read again by another program than the one that wrote it.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use casework::letter::{Block, Letter};
use documents::workbook;

use crate::letters::{letter, meta, texts};

fn whole() -> Letter {
    let table = |caption: &str| Block::Table {
        caption: caption.to_owned(),
        head: texts(&["Form", "Antal"]),
        rows: vec![texts(&["=1+1", "12"]), texts(&["2026", "–"])],
    };
    let heading = |text: &str| Block::Heading { level: 1, text: text.to_owned() };
    letter(vec![
        Block::Paragraph { text: "Hela kvartal.".to_owned() },
        heading("Former"),
        table("Former"),
        heading("Enheter: [alla] och några till som gör namnet långt"),
        table("Enheter"),
    ])
}

#[test]
fn each_table_is_a_sheet_words_stay_words_and_numbers_are_numbers() {
    let bytes = workbook(&whole(), &meta()).unwrap();
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let names = book.sheet_names();
    assert_eq!(names, ["Läs mig", "Former", "Enheter alla och några till som"]);
    let sheet = book.worksheet_range("Former").unwrap();
    let cell = |row, column| sheet.get_value((row, column)).unwrap().clone();
    assert_eq!(cell(2, 0), Data::String("Form".to_owned()));
    assert_eq!((cell(3, 0), cell(3, 1)), (Data::String("=1+1".to_owned()), Data::Float(12.0)));
    assert_eq!((cell(4, 0), cell(4, 1)), (Data::String("2026".to_owned()), Data::String("–".to_owned())));
    let about = book.worksheet_range("Läs mig").unwrap();
    assert_eq!(about.get_value((3, 0)), Some(&Data::String("Hela kvartal.".to_owned())));
}

#[test]
fn the_same_letter_gives_the_same_bytes() {
    assert_eq!(workbook(&whole(), &meta()).unwrap(), workbook(&whole(), &meta()).unwrap());
}
