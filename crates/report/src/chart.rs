//! Charts as SVG made on the server: no script, the same picture on screen and on paper, a table beneath each.
//!
//! A chart has no `viewBox`: it is as wide as its place and every horizontal measure is a percentage, so the text keeps
//! its size on a telephone. All arithmetic is on integers, which makes equal data equal bytes.

mod bars;
mod canvas;
mod intervals;
mod outcomes;
mod reach;
mod timeline;

pub(crate) use bars::{Bar, bars};
pub(crate) use canvas::Percent;
pub(crate) use intervals::{Interval, intervals};
pub(crate) use outcomes::{Outcomes, outcomes};
pub(crate) use reach::{Reach, reach};
pub(crate) use timeline::{Mark, Series, months, spans};

/// A chart with its words and the table that says the same.
pub(crate) struct Figure {
    /// HTML id.
    pub id: String,
    /// Heading of the chart.
    pub title: String,
    /// How to read it, in a sentence.
    pub note: String,
    /// The picture.
    pub svg: String,
    /// The data.
    pub table: DataTable,
}

/// The data behind a chart.
pub(crate) struct DataTable {
    /// Column heads; the first column names the row.
    pub columns: Vec<String>,
    /// Rows of cells, all but the first column are figures.
    pub rows: Vec<Vec<String>>,
}
