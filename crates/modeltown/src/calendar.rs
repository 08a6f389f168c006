//! Days and moments as whole numbers, so that a town needs neither a clock nor a time zone.

/// A day, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day(pub(crate) i32);

impl Day {
    /// The day `year`-`month`-`day` of the Gregorian calendar (Howard Hinnant's `days_from_civil`).
    pub(crate) const fn new(year: i32, month: i32, day: i32) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let shifted = (month + 9) % 12;
        let of_year = (153 * shifted + 2) / 5 + day - 1;
        let in_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        Self(era * 146_097 + in_era - 719_468)
    }

    /// Year, month and day of the month.
    pub(crate) const fn civil(self) -> (i32, i32, i32) {
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let of_era = z.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
        (year, month, day)
    }

    /// The calendar year.
    pub(crate) const fn year(self) -> i32 {
        self.civil().0
    }

    /// `days` later (earlier when negative).
    pub(crate) const fn plus(self, days: i32) -> Self {
        Self(self.0 + days)
    }

    /// The first day of the month `months` later.
    pub(crate) const fn month_plus(self, months: i32) -> Self {
        let (year, month, _) = self.civil();
        let index = year * 12 + month - 1 + months;
        Self::new(index.div_euclid(12), index.rem_euclid(12) + 1, 1)
    }

    /// The day itself, or the Monday after when it falls on a weekend.
    pub(crate) const fn workday(self) -> Self {
        match (self.0 + 3).rem_euclid(7) {
            5 => Self(self.0 + 2),
            6 => Self(self.0 + 1),
            _ => self,
        }
    }

    /// A moment on this day.
    pub(crate) const fn at(self, hour: i64, minute: i64) -> Moment {
        Moment(self.0 as i64 * 1440 + hour * 60 + minute)
    }
}

/// A minute, counted from 1970-01-01 00:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(pub(crate) i64);

impl Moment {
    /// Day, hour and minute.
    pub(crate) fn parts(self) -> (Day, i64, i64) {
        let day = i32::try_from(self.0.div_euclid(1440)).unwrap_or(0);
        let minute = self.0.rem_euclid(1440);
        (Day(day), minute / 60, minute % 60)
    }

    /// The day.
    pub(crate) fn day(self) -> Day {
        self.parts().0
    }
}

/// The time that a town covers, both days included.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    /// First day.
    pub(crate) first: Day,
    /// Last day: 2026-06-30.
    pub(crate) last: Day,
}

impl Span {
    /// The `years` that end on 2026-06-30.
    pub(crate) fn ending_mid_2026(years: u32) -> Self {
        let years = i32::try_from(years).unwrap_or(1);
        Self { first: Day::new(2026 - years, 7, 1), last: Day::new(2026, 6, 30) }
    }

    /// The first days of its months.
    pub(crate) fn months(self) -> impl Iterator<Item = Day> {
        (0..).map(move |index| self.first.month_plus(index)).take_while(move |day| *day <= self.last)
    }

    /// Its length in days.
    pub(crate) fn days(self) -> i32 {
        self.last.0 - self.first.0 + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_agree_over_two_centuries() {
        let mut day = Day::new(1900, 1, 1);
        while day < Day::new(2100, 1, 1) {
            let (year, month, of_month) = day.civil();
            assert_eq!(Day::new(year, month, of_month), day);
            day = day.plus(1);
        }
        assert_eq!(Day::new(1970, 1, 1).0, 0);
        assert_eq!(Day::new(2026, 6, 30).civil(), (2026, 6, 30));
    }

    #[test]
    fn a_weekend_moves_to_monday() {
        assert_eq!(Day::new(2026, 6, 27).workday(), Day::new(2026, 6, 29));
        assert_eq!(Day::new(2026, 6, 28).workday(), Day::new(2026, 6, 29));
        assert_eq!(Day::new(2026, 6, 30).workday(), Day::new(2026, 6, 30));
    }
}
