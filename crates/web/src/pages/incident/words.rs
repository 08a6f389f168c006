//! What the words of incidents are called in the reader's language.

use casework::incident::event::{Level, Place};
use casework::incident::routine::Routine;

use crate::RoleName;
use crate::pages::case::said;
use crate::part::{Chip, Tone};
use crate::text::T;

/// A form of the routine.
pub(super) fn kind<'a>(t: T, routine: &'a Routine, id: &'a str) -> &'a str {
    routine.kind(id).map_or(id, |kind| said(t, &kind.title))
}

/// A process of the routine.
pub(super) fn process<'a>(t: T, routine: &'a Routine, id: &'a str) -> &'a str {
    routine.process(id).map_or(id, |process| said(t, &process.title))
}

/// A role, as the routine calls it.
pub(super) fn role(t: T, routine: &Routine, id: &str) -> String {
    let named = routine.roles.iter().find(|role| role.id == id).map(|role| said(t, &role.title).to_owned());
    named.unwrap_or_else(|| RoleName::parse(id).map_or_else(|| id.to_owned(), |role| role.shown(t).to_owned()))
}

pub(super) fn place(t: T, place: Place) -> &'static str {
    match place {
        Place::Work => t.incident_place_work(),
        Place::Visit => t.incident_place_visit(),
        Place::Home => t.incident_place_home(),
        Place::Phone => t.incident_place_phone(),
        Place::Letter => t.incident_place_letter(),
        Place::SocialMedia => t.incident_place_media(),
    }
}

pub(super) fn level_word(t: T, level: Level) -> &'static str {
    match level {
        Level::Low => t.incident_level_low(),
        Level::Raised => t.incident_level_raised(),
        Level::High => t.incident_level_high(),
    }
}

pub(super) fn level(t: T, level: Level) -> Chip {
    let tone = match level {
        Level::Low => Tone::Calm,
        Level::Raised => Tone::Warning,
        Level::High => Tone::Serious,
    };
    Chip::new(tone, level_word(t, level))
}
