//! Secondary employment and ties: everybody declares of themselves, the nearest manager assesses, two forbid, HR runs the
//! yearly round, and what is declared feeds the controls and the choice of members of cases.
//!
//! A declaration is kept as a case is, in events that the journal tells the extent of, but sealed by the server's key and
//! not to persons: who declares has no passphrase at hand, the nearest manager of tomorrow is another than today's, and
//! the choice of members must compare without anybody's keys. Who may read is what the policies say on the day.

mod assess;
mod check;
mod make;
mod page;
mod register;
mod reminder;
mod round;
mod sealed;
mod staff;

use access::Resource;

use crate::Cx;

pub use assess::{Assessment, Forbidding};
pub use casework::declaration::{event, round::Round};
pub use page::{DeclarationPage, DeclarationRow, OwnDeclarations};
pub use round::{RoundDraft, RoundPage};

/// The kind of case that a declaration is kept as.
pub(crate) const DECLARATION: &str = "declaration";

/// Those of the person's authority together, for the policies.
fn of_authority(cx: &Cx) -> Resource {
    let authority = cx.subject.authority.clone();
    Resource::Declaration(access::Declaration { authority, person: None, manager: None })
}
