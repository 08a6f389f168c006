//! Figures for the board, over the reports that the person receives: a report that they were left out of is in no count.

use casework::report::statistics::{Table, by_matter_and_outcome, in_time};
use chrono::NaiveDate;
use store::CaseFilter;

use super::*;

/// Half a year. Periods never overlap: two tables that share reports can tell together what each hides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// The year.
    pub year: i32,
    /// Whether it is the second half.
    pub second: bool,
}

impl Period {
    /// The half that a day is in.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        use chrono::Datelike as _;
        Self { year: day.year(), second: day.month() > 6 }
    }

    /// As `2026-2`.
    #[must_use]
    pub fn word(self) -> String {
        format!("{}-{}", self.year, if self.second { 2 } else { 1 })
    }

    /// The period of its word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        let (year, half) = word.split_once('-')?;
        let year = year.parse().ok().filter(|year| (2000..2200).contains(year))?;
        match half {
            "1" => Some(Self { year, second: false }),
            "2" => Some(Self { year, second: true }),
            _ => None,
        }
    }

    /// The one before.
    #[must_use]
    pub fn before(self) -> Self {
        if self.second { Self { second: false, ..self } } else { Self { year: self.year - 1, second: true } }
    }

    fn has(self, day: NaiveDate) -> bool {
        Self::of(day) == self
    }
}

/// Figures of half a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Closed reports by matter and outcome.
    pub outcomes: Table,
    /// Duties to those who reported, by whether they were done in time.
    pub in_time: Table,
}

impl App {
    /// Figures of the reports that the person receives and that arrived in half a year, small numbers hidden.
    ///
    /// # Errors
    /// [`AppError::Locked`] when the keys are locked, [`AppError::Denied`] when the person is no recipient.
    pub async fn report_statistics(&self, cx: &Cx, period: Period) -> Result<Figures, AppError> {
        let resource = Resource::Voices { authority: cx.subject.authority.clone() };
        let ask = Ask { action: Action::ReportStatistics, resource: &resource, object: "reports".to_owned() };
        self.perform(cx, ask, async {
            self.keys(cx)?;
            let (kind, member) = (Some(REPORT.to_owned()), Some(cx.person.to_string()));
            let filter = CaseFilter { kind, member, ..CaseFilter::default() };
            let mut reports = Vec::new();
            for record in self.store.case_list(&filter).await.map_err(AppError::Store)? {
                let plain = self.members_of(record).await?;
                // One that can not be read hides none of the others.
                let Ok(opened) = self.unseal_report(cx, plain).await else { continue };
                if period.has(opened.report.arrived) {
                    reports.push(opened.report);
                }
            }
            let outcomes = by_matter_and_outcome(reports.iter().filter(|report| report.closed.is_some()));
            Ok(Figures { outcomes, in_time: in_time(&reports, cx.today()) })
        })
        .await
    }
}
