//! Invented letters.

use casework::letter::{Block, Letter, Mark, Signature};
use chrono::{DateTime, NaiveDate};
use documents::Meta;

pub(crate) fn meta() -> Meta {
    Meta {
        municipality: "Exempel kommun".to_owned(),
        made_at: DateTime::from_timestamp(1_795_341_600, 0).unwrap(),
        author: "säkerhetssamordnare".to_owned(),
    }
}

pub(crate) fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

pub(crate) fn letter(blocks: Vec<Block>) -> Letter {
    let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    Letter {
        title: "Beslut om åtgärder".to_owned(),
        language: "sv".to_owned(),
        authority: "Socialnämnden".to_owned(),
        day,
        diary_no: Some("SN 2026/0123".to_owned()),
        secrecy_marks: vec![Mark {
            provision: "OSL 39 kap. 1 §".to_owned(),
            day,
            authority: "Socialnämnden".to_owned(),
        }],
        blocks,
    }
}

/// One of each block.
pub(crate) fn whole() -> Letter {
    letter(vec![
        Block::Heading { level: 1, text: "Bakgrund & skäl".to_owned() },
        Block::Paragraph { text: "Någon <har> attesterat »själv«.".to_owned() },
        Block::Heading { level: 2, text: "Vad som är känt".to_owned() },
        Block::List { numbered: false, items: texts(&["Första", "Andra"]) },
        Block::List { numbered: true, items: texts(&["Ett", "Två"]) },
        Block::Table {
            caption: "Fakturor".to_owned(),
            head: texts(&["Verifikat", "Belopp"]),
            rows: vec![texts(&["V-1", "14 000,00"]), texts(&["V-2", ""])],
        },
        Block::Signatures {
            lines: vec![
                Signature {
                    name: "Anna Exempelsson".to_owned(),
                    role: "samordnare".to_owned(),
                    signed: Some("2026-11-22 10.15".to_owned()),
                },
                Signature { name: "Bo Påhittad".to_owned(), role: "direktör".to_owned(), signed: None },
            ],
        },
    ])
}

/// A table of that many rows.
pub(crate) fn long_table(rows: u32) -> Letter {
    let row = |at: u32| texts(&[&format!("rad {at}"), "Exempelbolaget AB", &format!("{at} 000,00")]);
    letter(vec![Block::Table {
        caption: "Många rader".to_owned(),
        head: texts(&["Rad", "Leverantör", "Belopp"]),
        rows: (1..=rows).map(row).collect(),
    }])
}
