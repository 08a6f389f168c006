//! The delegation order as the board adopted it: its points, what applied on a day, and what changed between two days.
//!
//! A point is never written over. Another wording ends the one before and begins on its own day, so that a decision is
//! always read against what applied when it was made. The order changes by an [`Amendment`] that two have agreed on, each
//! citing the decision of the board.

use chrono::NaiveDate;
use quorum::Agreed;
use serde::{Deserialize, Serialize};

use super::limit::Limit;
use crate::sheet::folded;

/// A point of the order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// Its number: `4.2`.
    pub number: String,
    /// What is decided.
    pub matter: String,
    /// Who decides, by post: `Enhetschef`.
    pub holder: String,
    /// The highest amount; none without a limit.
    #[serde(default, rename = "limit_ore", skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
    /// First day.
    pub from: NaiveDate,
    /// Last day; none until it is changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Whether the holder may hand it on (KL 7 kap. 6 §: only the head of an administration, when the board says so).
    #[serde(default)]
    pub onward: bool,
    /// Whether decisions are notified to the board (KL 6 kap. 40 §, 7 kap. 8 §).
    #[serde(default)]
    pub notify: bool,
    /// The decision of the board that it rests on.
    pub source: String,
}

/// An adopted change, as the order remembers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adopted {
    /// The decision of the board: `KS 2026-01-14, 7 §`.
    pub decision: String,
    /// The day of that decision.
    pub decided_on: NaiveDate,
    /// When the second of the two confirmed the change here.
    pub confirmed_at: String,
    /// How many points it touched.
    pub touched: usize,
}

/// The delegation order of one authority.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// All wordings of all points, also those that have ended.
    #[serde(default)]
    pub points: Vec<Point>,
    /// The changes, the first first.
    #[serde(default)]
    pub adopted: Vec<Adopted>,
}

/// What a change does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The whole order from a day: what is not in it ends the day before.
    Whole {
        /// First day.
        from: NaiveDate,
        /// The points.
        points: Vec<Point>,
    },
    /// A point that is new, or a new wording of one.
    Put(Point),
    /// A point ends.
    End {
        /// Its number.
        number: String,
        /// Whose.
        holder: String,
        /// Its last day.
        last: NaiveDate,
    },
}

/// A change as it is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    /// What it does.
    pub change: Change,
    /// The decision of the board, cited.
    pub decision: String,
    /// Its day.
    pub decided_on: NaiveDate,
    /// How many changes the order had when it was proposed: on another order it is not carried out.
    pub after: usize,
}

/// A change that can not be. In Swedish.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OrderError {
    /// Something is left out.
    #[error("{what} saknas; skriv det")]
    Empty {
        /// What, in Swedish.
        what: &'static str,
    },
    /// A period that ends before it begins.
    #[error("punkt {number}: perioden slutar {to} men börjar {from}; rätta datumen")]
    Period {
        /// The point.
        number: String,
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
    },
    /// A limit below nothing.
    #[error("punkt {number}: beloppsgränsen är mindre än noll; rätta den")]
    Limit {
        /// The point.
        number: String,
    },
    /// Two wordings of one point would apply the same day.
    #[error("punkt {number} för {holder} står två gånger med samma tid; ta bort den ena")]
    Twice {
        /// The point.
        number: String,
        /// Whose.
        holder: String,
    },
    /// A later wording is there.
    #[error("punkt {number} för {holder} har redan en lydelse som gäller från {from}; avsluta den först")]
    Later {
        /// The point.
        number: String,
        /// Whose.
        holder: String,
        /// The first day of the later one.
        from: NaiveDate,
    },
    /// No such point.
    #[error("punkt {number} för {holder} gäller inte; kontrollera nummer och delegat")]
    Unknown {
        /// The point.
        number: String,
        /// Whose.
        holder: String,
    },
    /// Somebody else changed the order meanwhile.
    #[error("delegationsordningen har ändrats sedan förslaget lades; ta tillbaka det och lägg ett nytt")]
    Moved,
}

/// What is another between two days: one point for one holder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference<'a> {
    /// The wording on the first day; none when it did not apply.
    pub before: Option<&'a Point>,
    /// The wording on the second day; none when it does not apply.
    pub after: Option<&'a Point>,
}

impl Point {
    /// Whether it applies on a day.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// Whether it is the same point for the same holder.
    #[must_use]
    pub fn is(&self, number: &str, holder: &str) -> bool {
        folded(&self.number) == folded(number) && folded(&self.holder) == folded(holder)
    }

    /// Whether it says the same, whenever it applies and wherever it comes from.
    fn says(&self, other: &Self) -> bool {
        self.is(&other.number, &other.holder)
            && (&self.matter, self.limit, self.onward, self.notify)
                == (&other.matter, other.limit, other.onward, other.notify)
    }

    /// By number as people count (4.2 before 4.10), then by holder and first day.
    fn place(&self) -> (Vec<(u64, String)>, String, NaiveDate) {
        let part = |part: &str| {
            let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
            (digits.parse().unwrap_or(u64::MAX), part.to_lowercase())
        };
        (self.number.split(['.', '-', ' ']).map(part).collect(), folded(&self.holder), self.from)
    }

    fn check(&self) -> Result<(), OrderError> {
        for (what, text) in [
            ("punktens nummer", &self.number),
            ("ärendet", &self.matter),
            ("delegaten", &self.holder),
            ("nämndens beslut", &self.source),
        ] {
            if text.trim().is_empty() {
                return Err(OrderError::Empty { what });
            }
        }
        if let Some(to) = self.to.filter(|to| *to < self.from) {
            return Err(OrderError::Period { number: self.number.clone(), from: self.from, to });
        }
        match self.limit {
            Some(limit) if limit.is_negative() => Err(OrderError::Limit { number: self.number.clone() }),
            _ => Ok(()),
        }
    }
}

impl Amendment {
    /// Whether it could be made to an order.
    ///
    /// # Errors
    /// [`OrderError`] with what stands against it.
    pub fn check(&self, order: &Order) -> Result<(), OrderError> {
        order.changed(self).map(|_| ())
    }

    /// How many points it names.
    #[must_use]
    pub fn touched(&self) -> usize {
        match &self.change {
            Change::Whole { points, .. } => points.len(),
            Change::Put(_) | Change::End { .. } => 1,
        }
    }
}

impl Order {
    /// What applies on a day, in the order of the numbers.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Vec<&Point> {
        let mut points: Vec<&Point> = self.points.iter().filter(|point| point.on(day)).collect();
        points.sort_by_cached_key(|point| point.place());
        points
    }

    /// All wordings of a point, the first first.
    #[must_use]
    pub fn wordings(&self, number: &str) -> Vec<&Point> {
        let number = folded(number);
        let mut points: Vec<&Point> = self.points.iter().filter(|point| folded(&point.number) == number).collect();
        points.sort_by_cached_key(|point| point.place());
        points
    }

    /// What applies on the second day and did not on the first, the other way, and what says something else.
    #[must_use]
    pub fn between(&self, first: NaiveDate, second: NaiveDate) -> Vec<Difference<'_>> {
        let (before, after) = (self.on(first), self.on(second));
        let same = |a: &Point, b: &Point| a.is(&b.number, &b.holder);
        let gone = before.iter().filter(|old| !after.iter().any(|new| same(old, new)));
        let gone = gone.map(|old| Difference { before: Some(old), after: None });
        let come = after.iter().filter_map(|new| match before.iter().find(|old| same(old, new)) {
            Some(old) if old.says(new) => None,
            old => Some(Difference { before: old.copied(), after: Some(new) }),
        });
        let mut all: Vec<Difference<'_>> = gone.chain(come).collect();
        all.sort_by_cached_key(|one| one.after.or(one.before).map(Point::place));
        all
    }

    /// The order as two have agreed to change it.
    ///
    /// # Errors
    /// [`OrderError`] with what stands against it.
    pub fn amended(&self, agreed: &Agreed<Amendment>) -> Result<Self, OrderError> {
        let amendment = agreed.what();
        let mut order = Self { points: self.changed(amendment)?, adopted: self.adopted.clone() };
        let [_, confirmed_at] = agreed.at();
        order.adopted.push(Adopted {
            decision: amendment.decision.clone(),
            decided_on: amendment.decided_on,
            confirmed_at: confirmed_at.to_owned(),
            touched: amendment.touched(),
        });
        Ok(order)
    }

    fn changed(&self, amendment: &Amendment) -> Result<Vec<Point>, OrderError> {
        if amendment.after != self.adopted.len() {
            return Err(OrderError::Moved);
        }
        if amendment.decision.trim().is_empty() {
            return Err(OrderError::Empty { what: "nämndens beslut" });
        }
        let mut points = match &amendment.change {
            Change::Whole { from, points } => self.whole(*from, points)?,
            Change::Put(point) => self.put(point)?,
            Change::End { number, holder, last } => self.ended(number, holder, *last)?,
        };
        points.sort_by_cached_key(Point::place);
        Ok(points)
    }

    fn whole(&self, from: NaiveDate, new: &[Point]) -> Result<Vec<Point>, OrderError> {
        if new.is_empty() {
            return Err(OrderError::Empty { what: "punkterna" });
        }
        let mut points: Vec<Point> = Vec::new();
        for point in new {
            point.check()?;
            let overlaps = |other: &&Point| other.is(&point.number, &point.holder) && overlap(other, point);
            if let Some(other) = points.iter().find(overlaps) {
                return Err(OrderError::Twice { number: other.number.clone(), holder: other.holder.clone() });
            }
            points.push(Point { from: point.from.max(from), ..point.clone() });
        }
        let mut kept = Vec::new();
        for old in &self.points {
            let is_over = old.to.is_some_and(|to| to < from);
            // What goes on unchanged keeps the day it began and the decision that it rests on.
            let goes_on = points.iter().position(|new| old.on(from) && new.from == from && new.says(old));
            match goes_on {
                Some(at) => {
                    if let Some(new) = points.get_mut(at) {
                        *new = Point { to: new.to, ..old.clone() };
                    }
                }
                None if is_over => kept.push(old.clone()),
                None => {
                    // Until the next wording begins, when there is one.
                    let next = points.iter().filter(|new| new.is(&old.number, &old.holder)).map(|new| new.from).min();
                    kept.extend(until(old, next.unwrap_or(from)));
                }
            }
        }
        points.extend(kept);
        Ok(points)
    }

    fn put(&self, point: &Point) -> Result<Vec<Point>, OrderError> {
        point.check()?;
        let mut points = Vec::new();
        for old in &self.points {
            if !old.is(&point.number, &point.holder) || old.to.is_some_and(|to| to < point.from) {
                points.push(old.clone());
            } else if old.from >= point.from {
                let (number, holder) = (old.number.clone(), old.holder.clone());
                return Err(OrderError::Later { number, holder, from: old.from });
            } else {
                points.extend(until(old, point.from));
            }
        }
        points.push(point.clone());
        Ok(points)
    }

    fn ended(&self, number: &str, holder: &str, last: NaiveDate) -> Result<Vec<Point>, OrderError> {
        let goes_on = |point: &Point| point.is(number, holder) && point.to.is_none_or(|to| last < to);
        if !self.points.iter().any(goes_on) {
            return Err(OrderError::Unknown { number: number.to_owned(), holder: holder.to_owned() });
        }
        let after = last.succ_opt().unwrap_or(last);
        let kept = |point: &Point| if goes_on(point) { until(point, after) } else { Some(point.clone()) };
        Ok(self.points.iter().filter_map(kept).collect())
    }
}

/// A point that ends the day before; none when it would never have applied.
fn until(point: &Point, day: NaiveDate) -> Option<Point> {
    let last = day.pred_opt()?;
    (point.from <= last).then(|| Point { to: Some(point.to.map_or(last, |to| to.min(last))), ..point.clone() })
}

/// Whether two wordings apply on the same day.
fn overlap(one: &Point, other: &Point) -> bool {
    other.to.is_none_or(|to| one.from <= to) && one.to.is_none_or(|to| other.from <= to)
}
