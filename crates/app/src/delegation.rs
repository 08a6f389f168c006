//! The delegation order of an authority: shown, written out, changed by two; decisions held against it; and where one
//! person is alone.
//!
//! The order is one document per authority, marked by the server, and kept whole: it is folded from the changes that two
//! have agreed on, each citing the decision of the board. Decisions and steps come as files that are read and not kept.
//! They are about staff, so the legal gate is asked before they are read, as for the controls that ask the same question
//! of the registers; and whoever did something is a pseudonym from the moment the file is read.

mod checked;
mod hands;
mod import;
mod order;

use access::Resource;
use casework::sheet::{Sheet, Unfit, Wanted};
use signals::gate::{Held, Need, gate};
use std::sync::Arc;

use crate::{
    App, AppError, Cx,
    app::desk,
    ports::{DeskError, RegisterState},
};

pub use casework::delegation::{
    limit::{BaseAmount, Limit, base_amounts},
    order::{Amendment, Change, Difference, Order, Point},
    reserved::{Doubt, Reserved, doubts, reserved},
    ruling::{Fault, Ruling},
};
pub use checked::{Checked, Judged};
pub use hands::{HandsFile, HandsKept, HandsPage};
pub use import::OrderRead;
pub use order::{OrderFile, OrderPage};

/// A file that was sent: its name and what is in it.
#[derive(Clone, Default)]
pub struct Sent {
    /// What the sender calls it.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Sent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sent")
    }
}

/// Where decisions or steps come from.
#[derive(Debug, Clone)]
pub enum Origin {
    /// A file that was sent.
    File(Sent),
    /// The newest snapshot of the register that the authority has read in.
    Snapshot,
}

/// The order of the person's authority, as a resource.
fn order_of(cx: &Cx) -> Resource {
    Resource::Directory { authority: cx.subject.authority.clone(), about: None }
}

/// What is done to decisions and steps, as a resource.
fn registers_of(cx: &Cx) -> Resource {
    Resource::Registers { authority: cx.subject.authority.clone() }
}

/// What is wrong with a file, told in one sentence; the first that is.
fn first_unfit(unfit: &[Unfit]) -> String {
    unfit.first().map_or_else(String::new, |one| match (one.line, one.value.as_str()) {
        (0, _) => format!("{}: {}", one.column, one.why),
        (line, "") => format!("rad {line}, {}: {}", one.column, one.why),
        (line, value) => format!("rad {line}, {} `{value}`: {}", one.column, one.why),
    })
}

impl App {
    /// The table of a file that names most of the wanted columns.
    async fn sheet(&self, sent: Sent, wanted: &'static [Wanted]) -> Result<Sheet, AppError> {
        let port = Arc::clone(&self.registers);
        let headers = wanted.iter().flat_map(|one| std::iter::once(one.label).chain(one.synonyms.iter().copied()));
        let headers: Vec<String> = headers.map(casework::sheet::folded).collect();
        let sheets = desk(move || port.sheets(&sent.name, &sent.bytes, &headers)).await?;
        let best = sheets.into_iter().rev().max_by_key(|sheet| sheet.names(wanted));
        best.ok_or_else(|| DeskError::Refused("filen har ingen tabell med rubriker".to_owned()).into())
    }

    /// The newest snapshot of a register, when the rows are to come from it.
    async fn newest(&self, cx: &Cx, from: &Origin, register: &'static str) -> Result<Option<RegisterState>, AppError> {
        let Origin::Snapshot = from else { return Ok(None) };
        let (port, authority) = (Arc::clone(&self.registers), cx.subject.authority.clone());
        let registers = desk(move || port.registers(&authority)).await?;
        let newest = registers
            .into_iter()
            .filter(|one| one.register == register)
            .max_by(|one, other| (&one.imported_at, &one.snapshot).cmp(&(&other.imported_at, &other.snapshot)));
        let why = || format!("registret `{register}` är inte inläst; läs in det under Register, eller skicka en fil");
        newest.map(Some).ok_or_else(|| DeskError::Refused(why()).into())
    }

    /// The table of a file, or of the newest snapshot of a register. The legal gate is asked before it.
    async fn rows_from(
        &self,
        cx: &Cx,
        from: Origin,
        (register, wanted): (&'static str, &'static [Wanted]),
    ) -> Result<Sheet, AppError> {
        match from {
            Origin::File(sent) => self.sheet(sent, wanted).await,
            Origin::Snapshot => {
                let (port, authority) = (Arc::clone(&self.registers), cx.subject.authority.clone());
                let sheet = desk(move || port.rows(&authority, register)).await?;
                let why = || format!("registret `{register}` går inte att läsa härifrån; skicka en fil");
                sheet.ok_or_else(|| DeskError::Refused(why()).into())
            }
        }
    }

    /// Whether a decision on control in force covers reading registers for what some controls ask, on the day. The
    /// answer is the decisions.
    ///
    /// What was sent is held for that purpose alone, and no longer than the day; a snapshot is held as it was read in.
    async fn covered(
        &self,
        cx: &Cx,
        asked: &[(&str, &[&str])],
        newest: Option<&RegisterState>,
    ) -> Result<Vec<String>, AppError> {
        let port = Arc::clone(&self.registers);
        let records = desk(move || port.decisions()).await?;
        let (today, mut decisions) = (cx.today(), Vec::new());
        for (id, registers) in asked {
            let control = self.library.control(id);
            let control = control.ok_or_else(|| AppError::Internal(format!("biblioteket saknar kontrollen {id}")))?;
            let need = Need {
                control: control.id.clone(),
                flow: control.flow.clone(),
                purpose: control.purpose.clone(),
                grounds: control.grounds.clone(),
                personal_data: control.personal_data.parse().map_err(|_| AppError::NotFound)?,
                registers: registers.iter().map(|register| (*register).to_owned()).collect(),
            };
            let sent = |register: &&str| Held {
                authority: cx.subject.authority.clone(),
                register: (*register).to_owned(),
                snapshot: "fil".to_owned(),
                purpose: control.purpose.clone(),
                legal_ground: control.grounds.join("; "),
                owner: cx.role().label_sv().to_owned(),
                retain_until: Some(today),
            };
            let held = |register: &&str| match newest.filter(|one| one.register == *register) {
                None => sent(register),
                Some(one) => Held {
                    snapshot: one.snapshot.clone(),
                    purpose: one.purpose.clone(),
                    legal_ground: one.legal_ground.clone(),
                    owner: one.owner.clone(),
                    retain_until: one.retain_until.parse().ok(),
                    ..sent(register)
                },
            };
            let held: Vec<Held> = registers.iter().map(held).collect();
            let answer = gate(&[need], &held, &records, today);
            match answer.warrant.grant(id) {
                Some(grant) if !decisions.iter().any(|known| known == grant.decision()) => {
                    decisions.push(grant.decision().to_owned());
                }
                Some(_) => {}
                None => {
                    let why: Vec<String> = answer.refusals.iter().map(ToString::to_string).collect();
                    return Err(DeskError::Refused(why.join("; ")).into());
                }
            }
        }
        Ok(decisions)
    }

    /// What somebody is called where a name must not stand. The same person is the same pseudonym within an authority.
    fn hidden(&self, authority: &str, person: &str) -> String {
        let key = self.server.subkey("nobody alone");
        let mut hasher = blake3::Hasher::new_keyed(&key);
        for part in [authority, casework::sheet::folded(person).as_str()] {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
        }
        format!("person {}", hasher.finalize().to_hex().chars().take(6).collect::<String>().to_uppercase())
    }
}
