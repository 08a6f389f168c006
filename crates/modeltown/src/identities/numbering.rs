//! Personal numbers and phone numbers that nobody has been given, as far as there are enough.
//!
//! Birth numbers 980 to 999 are Skatteverket's series for tests: twenty a day. A hundred years hold 730 000 of them, and
//! people are not born evenly, so a million records (400 000 persons) just fit while twenty million do not. The test
//! series is therefore used up first, day by day; after that come birth numbers under 980, which somebody may have. Data
//! made here is for measuring and stays with whoever made it.

use super::lottery::scattered;
use super::names::Sex;
use crate::calendar::Day;
use crate::numbers::luhn;

/// The first birthday there is.
pub(super) const FIRST: Day = Day::new(1926, 1, 1);
/// The last birthday there is.
pub(super) const LAST: Day = Day::new(2026, 6, 30);

/// Personnummer, or samordningsnummer (60 added to the day) for those not registered as resident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Registered as resident.
    Resident,
    /// Not registered.
    Coordination,
}

/// How many numbers have been handed out, by day of birth and sex.
#[derive(Debug)]
pub(super) struct Numbers {
    handed_out: Vec<[u16; 2]>,
}

impl Numbers {
    /// None handed out.
    pub(super) fn new() -> Self {
        Self { handed_out: vec![[0; 2]; usize::try_from(LAST.0 - FIRST.0 + 1).unwrap_or(0)] }
    }

    /// The next number of a day of birth, twelve digits with a valid check digit. The 499 numbers of a day and sex come once
    /// each before any comes again.
    pub(super) fn next(&mut self, born: Day, sex: Sex, kind: Kind) -> String {
        let days = usize::try_from(born.0 - FIRST.0).unwrap_or(0);
        let count = self.handed_out.get_mut(days).map(|[women, men]| match sex {
            Sex::Woman => women,
            Sex::Man => men,
        });
        let turn = count.map_or(0, |count| {
            let turn = *count;
            *count = (turn + 1) % 499;
            u64::from(turn)
        });
        let odd = u64::from(sex == Sex::Man);
        let start = scattered(days as u64);
        let serial =
            if turn < 10 { 980 + 2 * ((turn * 3 + start) % 10) } else { 2 + 2 * ((turn * 211 + start) % 489) } + odd;
        let (year, month, day) = born.civil();
        let day = if kind == Kind::Coordination { day + 60 } else { day };
        let short = format!("{:02}{month:02}{day:02}{serial:03}", year % 100);
        format!("{year:04}{month:02}{day:02}{serial:03}{}", luhn(&short))
    }
}

/// The mobile number of the person with that number: 074, the series of pagers, which no telephone answers. Ten million.
pub(super) fn phone(person: u64) -> String {
    format!("074{:07}", (person % 10_000_000 * 6_364_133 + 1_234_567) % 10_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_day_has_499_numbers_for_each_sex_and_the_test_series_comes_first() {
        let mut numbers = Numbers::new();
        let born = Day::new(1980, 2, 29);
        for (sex, parity) in [(Sex::Woman, 0), (Sex::Man, 1)] {
            let all: Vec<String> = (0..499).map(|_| numbers.next(born, sex, Kind::Resident)).collect();
            assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 499);
            for (turn, number) in all.iter().enumerate() {
                let serial: u64 = number.get(8..11).unwrap().parse().unwrap();
                assert_eq!(luhn(number.get(2..11).unwrap()).to_string(), number.get(11..).unwrap());
                assert_eq!(serial % 2, parity);
                assert_eq!(serial >= 980, turn < 10, "{number}");
                assert!(serial > 1);
            }
        }
        assert!(numbers.next(born, Sex::Man, Kind::Coordination).starts_with("19800289"));
    }

    #[test]
    fn phone_numbers_come_once() {
        let all: BTreeSet<String> = (0..200_000).map(phone).collect();
        assert_eq!(all.len(), 200_000);
        assert!(all.iter().all(|number| number.len() == 10 && number.starts_with("074")));
    }
}
