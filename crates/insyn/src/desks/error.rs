//! What a port says when it could not: what a person can mend, what is not there, and what the program could not.

use std::error::Error;

use ::registers::IntakeError;
use app::ports::DeskError;
use engine::EngineError;
use payments::{FileError, SplitError, hold::HoldError};
use signals::{gate::DecisionsError, life::LifeError, pseudonym::RevealError, suppress::SuppressError};

use super::{
    preview::NoRegister,
    register::{NoDay, NoRow},
};
use crate::{
    holds::NoAnswer,
    lives::{Changed, NoNote},
    refused::Refused,
    reveals::{Backwards, Nobody},
};

/// The error of a port.
pub(super) fn desk(error: anyhow::Error) -> DeskError {
    let kind = error.chain().find_map(kind).unwrap_or(Kind::Failed);
    let text = text(&error);
    match kind {
        Kind::Refused => DeskError::Refused(text),
        Kind::NotFound => DeskError::NotFound(text),
        Kind::Failed => DeskError::Failed(text),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Refused,
    NotFound,
    Failed,
}

/// The error with its causes, each once.
fn text(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if text.is_empty() {
            text = cause;
        } else if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}

fn kind(cause: &(dyn Error + 'static)) -> Option<Kind> {
    if let Some(error) = cause.downcast_ref::<LifeError>() {
        return Some(match error {
            LifeError::NoSignal { .. } | LifeError::NoSuppression { .. } => Kind::NotFound,
            LifeError::Twice { .. } => Kind::Refused,
            LifeError::Line { .. } => Kind::Failed,
        });
    }
    if let Some(error) = cause.downcast_ref::<HoldError>() {
        return Some(match error {
            HoldError::Unknown { .. } => Kind::NotFound,
            HoldError::Line { .. } => Kind::Failed,
            _ => Kind::Refused,
        });
    }
    if let Some(error) = cause.downcast_ref::<IntakeError>() {
        return Some(of_intake(error));
    }
    if let Some(error) = cause.downcast_ref::<DecisionsError>() {
        let is_storage = matches!(error, DecisionsError::Storage(_));
        return Some(if is_storage { Kind::Failed } else { Kind::Refused });
    }
    if cause.is::<Nobody>() {
        return Some(Kind::NotFound);
    }
    let is_mendable = cause.is::<SuppressError>()
        || cause.is::<RevealError>()
        || cause.is::<Backwards>()
        || cause.is::<Changed>()
        || cause.is::<NoNote>()
        || cause.is::<NoAnswer>()
        || cause.is::<Refused>()
        || cause.is::<NoRegister>()
        || cause.is::<NoRow>()
        || cause.is::<NoDay>()
        || cause.is::<FileError>()
        || cause.is::<SplitError>()
        || matches!(cause.downcast_ref::<EngineError>(), Some(EngineError::NoCheck));
    is_mendable.then_some(Kind::Refused)
}

fn of_intake(error: &IntakeError) -> Kind {
    match error {
        IntakeError::Damaged { .. }
        | IntakeError::UnknownFormat { .. }
        | IntakeError::NoHeader { .. }
        | IntakeError::NoRows { .. }
        | IntakeError::MissingColumns { .. }
        | IntakeError::Profile { .. }
        | IntakeError::UnknownRegister { .. }
        | IntakeError::NothingToImport { .. }
        | IntakeError::Busy { .. } => Kind::Refused,
        _ => Kind::Failed,
    }
}

#[cfg(test)]
mod tests {
    use anyhow::Context;

    use super::*;

    #[test]
    fn a_cause_that_stands_in_the_error_already_is_not_told_twice() {
        let error = payments::read("tom.csv", b"").map(drop).context("filen").unwrap_err();
        let told = desk(error);
        assert!(matches!(told, DeskError::Refused(_)));
        assert_eq!(told.to_string().matches("filen är tom").count(), 1, "{told}");
    }

    #[test]
    fn what_nobody_can_mend_has_failed() {
        assert!(matches!(desk(anyhow::anyhow!("disken är full")), DeskError::Failed(_)));
    }
}
