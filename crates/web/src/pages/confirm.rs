//! A page before what cannot be undone: what will happen, and one button.

use askama::Template;

use crate::failure::{Answer, page};
use crate::frame::Frame;
use crate::part::{Description, Form, Markup};

/// A page that asks.
#[derive(Debug, Template)]
#[template(path = "confirm.html")]
pub struct Confirm {
    /// The frame; its title is the question.
    pub frame: Frame,
    /// What happens, and what cannot be taken back.
    pub lead: String,
    /// What it is done to.
    pub facts: Description,
    /// The form with its button; `.grave()` when it cannot be undone.
    pub form: Markup,
}

impl Confirm {
    /// The page.
    ///
    /// # Errors
    /// When the template cannot be written.
    pub fn answer(frame: Frame, lead: impl Into<String>, facts: Description, form: &Form) -> Answer {
        page(&Self { frame, lead: lead.into(), facts, form: Markup::of(form) })
    }
}
