//! The picture of ties, and the list that says the same.

use askama::Template;
use askama::filters::HtmlSafe;

use super::Markup;
use crate::text::T;

/// A tie in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tie {
    /// Who.
    pub who: String,
    /// How.
    pub how: String,
    /// Whom or what.
    pub whom: String,
    /// When.
    pub when: String,
    /// Which registers say so.
    pub source: String,
}

/// A picture with its list.
#[derive(Debug, Clone, Template)]
#[template(path = "part/network.html")]
pub struct Network {
    t: T,
    id: String,
    title: String,
    svg: Markup,
    ties: Vec<Tie>,
    more: String,
}

impl HtmlSafe for Network {}

impl Network {
    /// A picture that the engine drew (`signals::SubjectPicture`), and its ties. `more` says what is not shown.
    #[must_use]
    pub fn new(t: T, id: impl Into<String>, title: impl Into<String>, svg: &str, ties: Vec<Tie>) -> Self {
        Self { t, id: id.into(), title: title.into(), svg: Markup::raw(without_styles(svg)), ties, more: String::new() }
    }

    /// What the picture leaves out.
    #[must_use]
    pub fn with_more(mut self, more: impl Into<String>) -> Self {
        self.more = more.into();
        self
    }
}

/// The policy of pages forbids `style` attributes; our style sheet says the same of the picture.
fn without_styles(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len());
    let mut rest = svg;
    while let Some((before, after)) = rest.split_once(" style=\"") {
        out.push_str(before);
        rest = after.split_once('"').map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_loses_its_styles_and_nothing_else() {
        let svg = r#"<svg width="9" style="max-width:100%;height:auto" fill="none"><g style="x"/></svg>"#;
        assert_eq!(without_styles(svg), r#"<svg width="9" fill="none"><g/></svg>"#);
    }
}
