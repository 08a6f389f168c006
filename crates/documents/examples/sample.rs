//! Writes a sample letter, with invented people: `cargo run -p documents --example sample -- sample.pdf`.

use std::{error::Error, fs};

use casework::letter::{Block, Letter, Mark, Signature};
use chrono::{DateTime, NaiveDate};
use documents::{Meta, pdf};

fn heading(level: u8, text: &str) -> Block {
    Block::Heading { level, text: text.to_owned() }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph { text: text.to_owned() }
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn letter() -> Letter {
    let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default();
    let rows = (1..=60).map(|at| {
        texts(&[
            &format!("V-{at:04}"),
            "Exempelbolaget Mark & Schakt i Åkersberga AB",
            &format!("{} 000,00", at * 7),
            if at % 9 == 0 {
                "Fakturan gäller samma arbete som en tidigare faktura, med annat löpnummer"
            } else {
                ""
            },
        ])
    });
    let sign = |name: &str, role: &str, signed: Option<&str>| Signature {
        name: name.to_owned(),
        role: role.to_owned(),
        signed: signed.map(str::to_owned),
    };
    Letter {
        title: "Beslut om åtgärder vid misstanke om otillåten påverkan".to_owned(),
        language: "sv".to_owned(),
        authority: "Socialnämnden".to_owned(),
        day,
        diary_no: Some("SN 2026/0123".to_owned()),
        secrecy_marks: vec![Mark {
            provision: "OSL 39 kap. 1 §".to_owned(),
            day,
            authority: "Socialnämnden".to_owned(),
        }],
        blocks: vec![
            heading(1, "Bakgrund"),
            paragraph(
                "En kontroll av leverantörsbetalningar visade att sex fakturor från samma leverantör har attesterats \
                 av en och samma person utan att leveransen är bekräftad. Uppgifterna är påhittade och finns bara för \
                 att visa hur ett dokument ser ut.",
            ),
            heading(2, "Vad som är känt"),
            Block::List {
                numbered: false,
                items: texts(&[
                    "Leverantören bildades två månader före den första betalningen.",
                    "Kontaktpersonen har samma adress som en anställd. Det kan ha en oskyldig förklaring, till exempel \
                     att de delar trapphus, och är därför inte skäl nog för sig.",
                    "Attesten skedde utanför arbetstid.",
                ]),
            },
            heading(1, "Beslut"),
            Block::List {
                numbered: true,
                items: texts(&[
                    "Intern utredning inleds.",
                    "Polisanmälan görs.",
                    "Facket underrättas en vecka i förväg.",
                ]),
            },
            heading(1, "Underlag"),
            Block::Table {
                caption: "Fakturor i urvalet".to_owned(),
                head: texts(&["Verifikat", "Leverantör", "Belopp, kr", "Anmärkning"]),
                rows: rows.collect(),
            },
            heading(1, "Underskrifter"),
            Block::Signatures {
                lines: vec![
                    sign("Anna Exempelsson", "säkerhetssamordnare", Some("2026-11-22 10.15")),
                    sign("Bo Påhittad", "direktör", None),
                ],
            },
        ],
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("name the file to write")?;
    let meta = Meta {
        municipality: "Exempel kommun".to_owned(),
        made_at: DateTime::from_timestamp(1_795_341_600, 0).unwrap_or_default(),
        author: "säkerhetssamordnare".to_owned(),
    };
    Ok(fs::write(path, pdf(&letter(), &meta)?)?)
}
