//! Every building block and every page with made-up data, in both languages: what the browser test walks through.

use crate::frame::Page;

/// The pages of the gallery.
#[must_use]
pub fn pages() -> Vec<Page> {
    Vec::new()
}
