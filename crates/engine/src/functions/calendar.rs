//! Days: how many between two, and which are Swedish red days.

use std::sync::Arc;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use datafusion::{
    arrow::{
        array::{ArrayRef, AsArray, BooleanArray, Int64Array},
        datatypes::{DataType, Date32Type},
    },
    common::Result,
    logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility},
};

use super::kernel::columns;

pub(super) fn functions() -> Vec<ScalarUDF> {
    let of = |what: Calendar, arity| {
        let signature = Signature::exact(vec![DataType::Date32; arity], Volatility::Immutable);
        ScalarUDF::new_from_impl(CalendarFunction { what, signature })
    };
    vec![of(Calendar::DaysBetween, 2), of(Calendar::RedDay, 1)]
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Calendar {
    DaysBetween,
    RedDay,
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct CalendarFunction {
    what: Calendar,
    signature: Signature,
}

impl ScalarUDFImpl for CalendarFunction {
    fn name(&self) -> &str {
        match self.what {
            Calendar::DaysBetween => "days_between",
            Calendar::RedDay => "red_day",
        }
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(match self.what {
            Calendar::DaysBetween => DataType::Int64,
            Calendar::RedDay => DataType::Boolean,
        })
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arrays = columns(&args)?;
        let dates: Vec<_> = arrays.iter().map(|array| array.as_primitive::<Date32Type>()).collect();
        let result: ArrayRef = match (self.what, dates.as_slice()) {
            (Calendar::DaysBetween, [from, to]) => Arc::new(
                from.iter().zip(to.iter()).map(|(a, b)| Some(i64::from(b?) - i64::from(a?))).collect::<Int64Array>(),
            ),
            (_, [dates, ..]) => Arc::new(dates.iter().map(|day| Some(is_red(date32(day?)?))).collect::<BooleanArray>()),
            (_, []) => Arc::new(BooleanArray::new_null(args.number_rows)),
        };
        Ok(ColumnarValue::Array(result))
    }
}

/// The date that Arrow counts in days from 1970-01-01.
pub(crate) fn date32(days: i32) -> Option<NaiveDate> {
    NaiveDate::from_epoch_days(days)
}

/// Saturdays, Sundays and public holidays (lag 1989:253 om allmänna helgdagar), and the eves that offices keep closed.
fn is_red(date: NaiveDate) -> bool {
    if matches!(date.weekday(), Weekday::Sat | Weekday::Sun) {
        return true;
    }
    let fixed = [(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)];
    if fixed.contains(&(date.month(), date.day())) {
        return true;
    }
    let after_easter = easter(date.year()).map(|easter| date.signed_duration_since(easter).num_days());
    // Good Friday, Easter Monday, Ascension Day.
    if matches!(after_easter, Some(-2 | 1 | 39)) {
        return true;
    }
    // Midsummer Eve is the Friday of 19 to 25 June.
    date.month() == 6 && (19..=25).contains(&date.day()) && date.weekday() == Weekday::Fri
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm printed in Nature, 1876).
fn easter(year: i32) -> Option<NaiveDate> {
    let golden = year % 19;
    let (century, rest) = (year / 100, year % 100);
    let moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let shift = (golden + 11 * moon + 22 * weekday) / 451;
    let days = moon + weekday - 7 * shift + 21;
    NaiveDate::from_ymd_opt(year, 3, 1)?.checked_add_days(Days::new(u64::try_from(days).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, red: bool) {
        assert_eq!(is_red(text.parse().unwrap()), red, "{text}");
    }

    #[test]
    fn easter_is_where_the_almanac_has_it() {
        for (year, day) in [(2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"), (2038, "2038-04-25")] {
            assert_eq!(easter(year), day.parse().ok(), "{year}");
        }
    }

    #[test]
    fn holidays_are_red_and_ordinary_days_are_not() {
        for red in ["2026-04-03", "2026-04-06", "2026-05-14", "2026-06-06", "2026-06-19", "2026-12-24", "2026-11-21"] {
            check(red, true);
        }
        for plain in ["2026-04-02", "2026-06-18", "2026-11-20", "2026-05-15"] {
            check(plain, false);
        }
    }
}
