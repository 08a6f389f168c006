//! What a decision on control lacks, on the fields of its form.

use quorum::Person;
use signals::gate::{Gap, LONGEST_DAYS};

use crate::{AppError, Problem};

/// Who decided, from what was written.
///
/// # Errors
/// [`AppError::Invalid`] when nothing that can be a name was written.
pub fn name(text: &str) -> Result<Person, AppError> {
    Person::new(text).map_err(|_| AppError::field("decided_by", "Skriv vem som har fattat beslutet."))
}

/// A gap as a problem with a field.
pub(super) fn problem(gap: Gap) -> Problem {
    let (field, text) = match gap {
        Gap::Id => ("id", "Skriv ett kort namn på beslutet, till exempel 2026-01.".to_owned()),
        Gap::CaseNumber => ("case_number", "Skriv beslutets diarienummer.".to_owned()),
        Gap::Controls => ("controls", "Skriv vilka kontroller beslutet gäller.".to_owned()),
        Gap::AllControls => ("controls", "Bara * är för vitt. Skriv till exempel SP-*.".to_owned()),
        Gap::Authorities => ("authorities", "Skriv vilken myndighet beslutet gäller.".to_owned()),
        Gap::Registers => ("registers", "Skriv vilka register som får läsas.".to_owned()),
        Gap::Purpose => ("purpose", "Skriv ändamålet.".to_owned()),
        Gap::Grounds => ("grounds", "Skriv den rättsliga grunden.".to_owned()),
        Gap::Delegation => ("delegation", "Skriv punkten i delegationsordningen.".to_owned()),
        Gap::Backwards => ("to", "Sista dagen ligger före den första.".to_owned()),
        Gap::TooLong => ("to", format!("Välj en sista dag inom {LONGEST_DAYS} dagar från den första.")),
    };
    Problem { field, text }
}
