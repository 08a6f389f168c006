//! Figures for the board, from which nobody can be made out.
//!
//! A count below [`LEAST`] is hidden, nought too. A hidden count must not follow from the others and their sums, so more is
//! hidden until none does: of the hidden counts and hidden sums no one may be alone in what it takes part in, and those of
//! a line together make at least [`LEAST`]. All that is hidden looks alike.
//!
//! Two tables of the same reports, or one table of two quarters that share reports, can give away together what each
//! hides; so the board gets one table for each period, and periods do not overlap.

use std::collections::BTreeSet;

use super::{
    Report,
    clock::Duty,
    event::{Matter, Outcome},
};

/// The smallest count that is shown.
pub const LEAST: u64 = 5;

/// A number in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// As it is.
    Shown(u64),
    /// Fewer than [`LEAST`], or hidden so that a sum does not tell what is.
    Hidden,
}

impl Cell {
    /// The number for people: `12`, or a dash.
    #[must_use]
    pub fn text(self) -> String {
        match self {
            Self::Shown(number) => number.to_string(),
            Self::Hidden => "–".to_owned(),
        }
    }
}

/// A table with sums: the last cell of each row is the sum of the row, and the last row has the sums of the columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Rows of cells, all of one length.
    pub rows: Vec<Vec<Cell>>,
}

/// What is told of a table that hides something, in Swedish.
pub const NOTE: &str = "Ett streck betyder färre än fem, eller en siffra som annars skulle röja ett sådant tal.";

/// Tables of the same things counted in different ways, safe to show side by side: their sum of sums is shown in all or in
/// none, since nothing else ties them together.
#[must_use]
pub fn together(counts: &[Vec<Vec<u64>>]) -> Vec<Table> {
    let all = |hides_total| counts.iter().map(|one| Table::made(one, hides_total)).collect::<Vec<_>>();
    let tables = all(false);
    if tables.iter().any(Table::hides_total) { all(true) } else { tables }
}

impl Table {
    /// The table of these counts, with sums, safe to show. Rows that are shorter than the longest are filled with noughts.
    #[must_use]
    pub fn of(counts: &[Vec<u64>]) -> Self {
        Self::made(counts, false)
    }

    /// Whether the sum of sums is hidden.
    fn hides_total(&self) -> bool {
        self.rows.last().and_then(|row| row.last()) == Some(&Cell::Hidden)
    }

    fn made(counts: &[Vec<u64>], hides_total: bool) -> Self {
        let sums = Sums::of(counts);
        let total = (sums.height().saturating_sub(1), sums.width().saturating_sub(1));
        let hidden = sums.hide(hides_total.then_some(total));
        let cell = |at: Place, number: &u64| if hidden.contains(&at) { Cell::Hidden } else { Cell::Shown(*number) };
        let row = |(row, numbers): (usize, &Vec<u64>)| {
            numbers.iter().enumerate().map(|(column, number)| cell((row, column), number)).collect()
        };
        Self { rows: sums.0.iter().enumerate().map(row).collect() }
    }
}

/// Closed reports by matter (rows) and outcome (columns), with sums.
#[must_use]
pub fn by_matter_and_outcome<'a>(reports: impl IntoIterator<Item = &'a Report>) -> Table {
    let mut counts = vec![vec![0; Outcome::ALL.len()]; Matter::ALL.len()];
    for report in reports {
        let row = Matter::ALL.iter().position(|matter| *matter == report.matter);
        let outcome = report.closed.as_ref().map(|closed| closed.outcome);
        let column = outcome.and_then(|outcome| Outcome::ALL.iter().position(|one| *one == outcome));
        let cell = row.zip(column).and_then(|(row, column)| counts.get_mut(row)?.get_mut(column));
        if let Some(count) = cell {
            *count += 1;
        }
    }
    Table::of(&counts)
}

/// Duties to the reporter (rows: acknowledgement, feedback) by whether they were done in time and not (columns), with
/// sums. Duties that are not done yet are left out.
#[must_use]
pub fn in_time<'a>(reports: impl IntoIterator<Item = &'a Report>, today: chrono::NaiveDate) -> Table {
    let duties = [Duty::Acknowledge, Duty::Feedback];
    let mut counts = vec![vec![0; 2]; duties.len()];
    for clock in reports.into_iter().flat_map(|report| report.clocks(today)) {
        let row = duties.iter().position(|duty| *duty == clock.duty);
        let column = clock.in_time().map(|in_time| usize::from(!in_time));
        let cell = row.zip(column).and_then(|(row, column)| counts.get_mut(row)?.get_mut(column));
        if let Some(count) = cell {
            *count += 1;
        }
    }
    Table::of(&counts)
}

/// Row and column.
type Place = (usize, usize);

/// Counts with their sums: the last column, and the last row.
struct Sums(Vec<Vec<u64>>);

/// A row or a column of counts with its sum.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Line {
    Row(usize),
    Column(usize),
}

impl Sums {
    fn of(counts: &[Vec<u64>]) -> Self {
        let width = counts.iter().map(Vec::len).max().unwrap_or_default();
        let mut rows: Vec<Vec<u64>> = Vec::with_capacity(counts.len() + 1);
        for counts in counts {
            let mut row = counts.clone();
            row.resize(width, 0);
            row.push(row.iter().sum());
            rows.push(row);
        }
        let sums = (0..=width).map(|column| rows.iter().filter_map(|row| row.get(column)).sum()).collect();
        rows.push(sums);
        Self(rows)
    }

    fn at(&self, (row, column): Place) -> u64 {
        self.0.get(row).and_then(|row| row.get(column)).copied().unwrap_or_default()
    }

    fn height(&self) -> usize {
        self.0.len()
    }

    fn width(&self) -> usize {
        self.0.first().map_or(0, Vec::len)
    }

    fn lines(&self) -> impl Iterator<Item = Line> {
        (0..self.height()).map(Line::Row).chain((0..self.width()).map(Line::Column))
    }

    fn places(&self) -> impl Iterator<Item = Place> {
        (0..self.height()).flat_map(|row| (0..self.width()).map(move |column| (row, column)))
    }

    /// The counts of a line; the last is their sum.
    fn of_line(&self, line: Line) -> Vec<Place> {
        match line {
            Line::Row(row) => (0..self.width()).map(|column| (row, column)).collect(),
            Line::Column(column) => (0..self.height()).map(|row| (row, column)).collect(),
        }
    }

    /// Everything that is not shown, with what must not be for another reason.
    fn hide(&self, also: Option<Place>) -> BTreeSet<Place> {
        let mut hidden: BTreeSet<Place> = self.places().filter(|place| self.at(*place) < LEAST).chain(also).collect();
        // Each turn hides one more, and when all is hidden nothing follows: this ends.
        while let Some(next) = self.few(&hidden).or_else(|| self.told(&hidden)) {
            hidden.insert(next);
        }
        hidden
    }

    /// What to hide in a line whose sum is shown and whose hidden numbers together are few.
    fn few(&self, hidden: &BTreeSet<Place>) -> Option<Place> {
        let few = |line: &Line| {
            let places = self.of_line(*line);
            let Some((sum, counts)) = places.split_last() else { return false };
            let mut alone = counts.iter().filter(|place| hidden.contains(place)).peekable();
            !hidden.contains(sum) && alone.peek().is_some() && alone.map(|place| self.at(*place)).sum::<u64>() < LEAST
        };
        self.lines().filter(few).find_map(|line| self.cheapest(self.of_line(line), hidden))
    }

    /// What to hide so that a hidden number does not follow from what is shown: what does it at once, or a step on the way.
    fn told(&self, hidden: &BTreeSet<Place>) -> Option<Place> {
        hidden.iter().filter(|place| self.follows(**place, hidden)).find_map(|place| {
            let helps = |other: &Place| {
                let mut more = hidden.clone();
                more.insert(*other) && !self.follows(*place, &more)
            };
            let beside = || [Line::Row(place.0), Line::Column(place.1)].map(|line| self.of_line(line)).concat();
            let once = self.cheapest(self.places().filter(helps).collect(), hidden);
            once.or_else(|| self.cheapest(beside(), hidden))
        })
    }

    /// Of what is shown among these places the one that says least: sums last, of the others the smallest, then the first.
    fn cheapest(&self, places: Vec<Place>, hidden: &BTreeSet<Place>) -> Option<Place> {
        let sum = |(row, column): &Place| *row + 1 == self.height() || *column + 1 == self.width();
        let shown = places.into_iter().filter(|place| !hidden.contains(place));
        shown.min_by_key(|place| (sum(place), self.at(*place), *place))
    }

    /// Whether a hidden number follows from what is shown. Each line is one equation. Rows and columns are the corners
    /// of a graph and hidden numbers its edges; a number follows exactly when its edge is a bridge: the equations of one
    /// side of it, taken together, leave it alone.
    fn follows(&self, place: Place, hidden: &BTreeSet<Place>) -> bool {
        let (start, goal) = (Line::Row(place.0), Line::Column(place.1));
        let mut reached = BTreeSet::from([start]);
        let mut open = vec![start];
        while let Some(line) = open.pop() {
            for (row, column) in self.of_line(line).into_iter().filter(|at| *at != place && hidden.contains(at)) {
                let across = match line {
                    Line::Row(_) => Line::Column(column),
                    Line::Column(_) => Line::Row(row),
                };
                if reached.insert(across) {
                    open.push(across);
                }
            }
        }
        !reached.contains(&goal)
    }
}
