//! Attendance cards (`Aktivitetskort`, version 2.1), the XML that associations' systems send to municipalities: a row of
//! the register `attendance` for each person who was at a meeting.
//!
//! The persons stand after the cards, so what was at the meetings is held until they are known.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::bytes::{Held, Store};
use super::xml::{Broken, Element, Node, Rows, Xml, XmlTable};
use super::{RawChunk, RawReject, RawTable};

const COLUMNS: [&str; 8] = ["org_no", "activity", "held_on", "starts_at", "ends_at", "person_no", "leader", "hall"];

/// The table of a file of attendance cards.
#[must_use]
pub fn open(name: &str, bytes: Vec<u8>) -> Vec<Box<dyn RawTable>> {
    open_store(name, &Store::Memory(Held(Arc::from(bytes))))
}

pub(crate) fn open_store(name: &str, store: &Store) -> Vec<Box<dyn RawTable>> {
    let none = "aktivitetskort utan närvaro: exportera sammankomster med deltagare";
    vec![XmlTable::boxed((name, store), "attendance", &COLUMNS, none, || Box::new(Cards::default()))]
}

/// Participants and leaders have ids of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Participant,
    Leader,
}

/// Somebody at a meeting.
struct Presence {
    line: u64,
    /// Position in [`Cards::meetings`].
    meeting: usize,
    kind: Kind,
    id: String,
    leads: bool,
}

struct Meeting {
    org_no: String,
    activity: String,
    held_on: String,
    starts_at: String,
    ends_at: String,
    hall: String,
}

#[derive(Default)]
struct Cards {
    org_no: String,
    meetings: Vec<Meeting>,
    present: Vec<Presence>,
    persons: BTreeMap<(Kind, String), String>,
}

impl Rows for Cards {
    fn more(&mut self, xml: &mut Xml, chunk: &mut RawChunk) -> Result<bool, Broken> {
        match xml.next()? {
            Node::Open => {}
            Node::End => {
                self.tell(chunk);
                return Ok(false);
            }
            Node::Text(_) | Node::Close => return Ok(true),
        }
        match xml.path() {
            "Aktivitetskort/Kommun/Foerening" => xml.attribute("organisationsnummer").clone_into(&mut self.org_no),
            "Aktivitetskort/Kommun/Foerening/Naervarokort" => self.card(&xml.element()?, chunk),
            "Aktivitetskort/DeltagarRegister/Deltagare" => self.person(Kind::Participant, &xml.element()?),
            "Aktivitetskort/LedarRegister/Ledare" => self.person(Kind::Leader, &xml.element()?),
            _ => {}
        }
        Ok(true)
    }
}

impl Cards {
    fn person(&mut self, kind: Kind, person: &Element) {
        let id = person.attribute("id").to_owned();
        self.persons.insert((kind, id), person.text("Personnummer").to_owned());
    }

    fn card(&mut self, card: &Element, chunk: &mut RawChunk) {
        let first = |texts: [&str; 2]| texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned();
        for meeting in card.all("Sammankomster/Sammankomst") {
            if meeting.text("Metod") == "Remove" {
                *chunk.notes.entry("borttagna sammankomster är inte inlästa".to_owned()).or_default() += 1;
                continue;
            }
            let day = meeting.attribute("Datum");
            let at = |name: &str| match meeting.text(name) {
                "" => String::new(),
                time => format!("{day}T{time}"),
            };
            let lists = [("DeltagarLista/Deltagare", Kind::Participant), ("LedarLista/Ledare", Kind::Leader)];
            for (path, kind) in lists {
                for somebody in meeting.all(path) {
                    if !is_true(somebody.text("Naervarande")) {
                        *chunk.notes.entry("frånvarande på korten är inte inlästa".to_owned()).or_default() += 1;
                        continue;
                    }
                    let stands_in = [somebody.text("TillfaelligLedare"), somebody.attribute("tillfaelligLedare")];
                    self.present.push(Presence {
                        line: somebody.line,
                        meeting: self.meetings.len(),
                        kind,
                        id: somebody.attribute("id").to_owned(),
                        leads: kind == Kind::Leader || stands_in.into_iter().any(is_true),
                    });
                }
            }
            self.meetings.push(Meeting {
                org_no: self.org_no.clone(),
                activity: first([card.text("NamnPaaKort"), card.text("Aktivitet")]),
                held_on: day.to_owned(),
                starts_at: at("StartTid"),
                ends_at: at("StoppTid"),
                hall: first([meeting.text("Lokal"), card.text("Lokal")]),
            });
        }
    }

    /// A row for each of those present; who is not in the registers of the file is a reject.
    fn tell(&mut self, chunk: &mut RawChunk) {
        for presence in std::mem::take(&mut self.present) {
            let Some(meeting) = self.meetings.get(presence.meeting) else { continue };
            let leads = if presence.leads { "1" } else { "0" };
            match self.persons.get(&(presence.kind, presence.id.clone())) {
                Some(person) => {
                    let Meeting { org_no, activity, held_on, starts_at, ends_at, hall } = meeting;
                    chunk.push_row(presence.line, [org_no, activity, held_on, starts_at, ends_at, person, leads, hall]);
                }
                None => chunk.rejects.push(RawReject {
                    line: presence.line,
                    column: "id".to_owned(),
                    value: presence.id,
                    reason: "personen finns inte i filens DeltagarRegister eller LedarRegister: exportera korten med \
                             registren"
                        .to_owned(),
                }),
            }
        }
    }
}

fn is_true(text: &str) -> bool {
    matches!(text, "true" | "1")
}
