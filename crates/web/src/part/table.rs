//! A table of data.

use askama::Template;
use askama::filters::HtmlSafe;

use super::Markup;
use crate::text::T;

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    text: String,
    is_number: bool,
}

impl Column {
    /// A column of text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_number: false }
    }

    /// A column of figures, which stand to the right.
    #[must_use]
    pub fn number(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_number: true }
    }
}

/// A cell: text, a link, or what another building block wrote.
pub type Cell = Markup;

/// A table. Its first column names the row.
#[derive(Debug, Clone, Template)]
#[template(path = "part/table.html")]
pub struct Table {
    t: T,
    id: String,
    caption: String,
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    empty: String,
    has_filter: bool,
    is_caption_hidden: bool,
}

impl HtmlSafe for Table {}

impl Table {
    /// A table; `id` is its place in the page.
    #[must_use]
    pub fn new(t: T, id: impl Into<String>, caption: impl Into<String>, columns: Vec<Column>) -> Self {
        Self {
            t,
            id: id.into(),
            caption: caption.into(),
            columns,
            rows: Vec::new(),
            empty: String::new(),
            has_filter: false,
            is_caption_hidden: false,
        }
    }

    /// Adds a row.
    #[must_use]
    pub fn row(mut self, cells: Vec<Cell>) -> Self {
        self.rows.push(cells);
        self
    }

    /// Adds rows.
    #[must_use]
    pub fn rows(mut self, rows: impl IntoIterator<Item = Vec<Cell>>) -> Self {
        self.rows.extend(rows);
        self
    }

    /// What is said when there are no rows. Say what that means and does not mean: no signal is not the same as nothing
    /// wrong.
    #[must_use]
    pub fn when_empty(mut self, text: impl Into<String>) -> Self {
        self.empty = text.into();
        self
    }

    /// With script, a field above that shows only rows with what is written there.
    #[must_use]
    pub fn with_filter(mut self) -> Self {
        self.has_filter = true;
        self
    }

    /// The caption is for those who do not see the heading above.
    #[must_use]
    pub fn under_heading(mut self) -> Self {
        self.is_caption_hidden = true;
        self
    }

    fn is_number(&self, at: &usize) -> bool {
        self.columns.get(*at).is_some_and(|column| column.is_number)
    }
}

/// Links to the pages of a long list.
#[derive(Debug, Clone, Template)]
#[template(path = "part/pager.html")]
pub struct Pager {
    t: T,
    path: String,
    page: usize,
    pages: usize,
}

impl HtmlSafe for Pager {}

impl Pager {
    /// The links at a page (from 1) of so many. `path` may have a query; `sida` is added to it.
    #[must_use]
    pub fn new(t: T, path: impl Into<String>, page: usize, pages: usize) -> Self {
        let mut path = path.into();
        path.push(if path.contains('?') { '&' } else { '?' });
        Self { t, path, page, pages }
    }

    /// The first, the last, and those around the present one; 0 is a gap.
    fn shown(&self) -> Vec<usize> {
        let mut shown = Vec::new();
        for page in 1..=self.pages {
            if page == 1 || page == self.pages || page.abs_diff(self.page) <= 1 {
                shown.push(page);
            } else if shown.last() != Some(&0) {
                shown.push(0);
            }
        }
        shown
    }

    fn number(&self, page: &usize) -> String {
        self.t.number(i64::try_from(*page).unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_shows_its_ends_and_its_middle() {
        let shown = |page, pages| Pager::new(T::default(), "/x", page, pages).shown();
        assert_eq!(shown(1, 1), [1]);
        assert_eq!(shown(5, 9), [1, 0, 4, 5, 6, 0, 9]);
        assert_eq!(shown(2, 4), [1, 2, 3, 4]);
    }
}
