//! The legal gate: what may run, by which decision, and what is missing for the rest.
//!
//! [`gate`] takes what the controls need, what the snapshots that are to be read *together* bring, and the decisions on
//! control. It gives a [`Warrant`] for the controls that a decision covers and a [`Refusal`] with every missing thing for
//! each of the others. Only the gate makes a warrant, and an engine runs nothing without one.
//!
//! | rule | demands | legal source |
//! | --- | --- | --- |
//! | decision | every control is named by a decision on control: by id, by `SP-*`, or by its flow | GDPR 5.1 a, 5.2, 6.1 e, 6.3; KL 6:6 |
//! | complete | it says case number, decider, point of the delegation order, authorities, registers, purpose, grounds | OSL 5:1-2; KL 6:37-39, 7:5-6; GDPR 5.2 |
//! | time | it is in force on the day, for at most [`LONGEST_DAYS`] days, and not revoked | GDPR 5.1 b, 5.1 e |
//! | authority | it names the board or company behind each register that the control reads | OSL 8:2; KL 6:6 |
//! | register | it names each such register, or `*` | GDPR 5.1 c |
//! | purpose | its purpose is the control's | GDPR 5.1 b |
//! | ground | it names each ground of the control | GDPR 6.1 e, 6.3 |
//! | data | it covers the personal data that the control touches | GDPR 5.1 c, 6.3 |
//! | snapshot | each snapshot brings purpose, ground, owner and a date of disposal | GDPR 5.1 b, 5.1 e, 5.2, 30 |
//! | retention | none is past that date | GDPR 5.1 e; Arkivlag (1990:782) 10 § |
//! | further use | a register that was collected for another purpose needs a ground for the further use | GDPR 5.1 b, 6.4 |
//! | information | for data about staff or clients staff were informed before | GDPR 13-14 |
//! | assessment | for data about staff or clients there is an impact assessment (DPIA) | GDPR 35 |
//! | sharing | registers of several authorities together need a ground that breaks secrecy | OSL 8:1-2, 10 kap. |
//! | two people | for staff, clients or several authorities a second person has confirmed it | KL 6:6; product rule |
//! | reserved | answers from SSBTEK are used for economic assistance only, by the deciding board alone | terms of SSBTEK; Lag (2001:454) 6 § |
//!
//! `tests/it/gate/matrix.txt` says what the gate does in every combination of personal data, purpose, ground, authorities
//! and people; a test computes it anew. The rules are the program's reading of the law, not legal advice.

mod day;
mod decision;
mod need;
mod record;
mod refusal;
mod registry;
mod rules;
mod warrant;

use chrono::NaiveDate;

pub use decision::{Decision, Gap, LONGEST_DAYS, PersonalData};
pub use need::{Held, Need};
pub use record::{InForce, Record, Revocation};
pub use refusal::{Reason, Refusal, Rule};
pub use registry::{Decisions, DecisionsError, Registry};
pub use warrant::{Grant, Warrant};

/// What the gate answers: the controls of the warrant run, the others are refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// What may run.
    pub warrant: Warrant,
    /// What may not, in the order of the needs.
    pub refusals: Vec<Refusal>,
}

/// Asks control by control whether a decision covers it on the day `on`.
///
/// `held` is every snapshot that the run will read together: with two authorities in it, each control that reads
/// registers of both crosses authorities. Run the authorities one by one, with one call each, where they may not be joined.
/// Of several decisions that cover a control the first by id counts.
///
/// ```
/// use signals::gate::{Rule, gate};
/// # use signals::gate::{Need, PersonalData};
/// # let need = Need {
/// #     control: "SP-01".to_owned(),
/// #     flow: "supplier-payments".to_owned(),
/// #     purpose: "internal-control".to_owned(),
/// #     grounds: vec!["KL (2017:725) 6:6".to_owned()],
/// #     personal_data: PersonalData::Indirect,
/// #     registers: ["ledger".to_owned()].into(),
/// # };
/// let today = "2026-11-22".parse()?;
/// let answer = gate(&[need], &[], &[], today);
/// assert!(answer.warrant.is_empty());
/// assert_eq!(answer.refusals[0].reasons[0].rule(), Rule::Decision);
/// # Ok::<(), chrono::ParseError>(())
/// ```
#[must_use]
pub fn gate(needs: &[Need], held: &[Held], decisions: &[Record], on: NaiveDate) -> Gate {
    let mut warrant = Warrant::empty(on);
    let mut refusals = Vec::new();
    let mut decisions: Vec<&Record> = decisions.iter().collect();
    decisions.sort_by(|a, b| a.decision().id.cmp(&b.decision().id));
    for need in needs {
        let read: Vec<&Held> = held.iter().filter(|held| need.registers.contains(&held.register)).collect();
        match rules::judge(need, &read, &decisions, on) {
            Ok(grant) => warrant.add(&need.control, grant),
            Err(refusal) => refusals.push(refusal),
        }
    }
    Gate { warrant, refusals }
}
