//! Numbers that a format stores as binary floats, written as the decimal number that the person typed.

/// The decimal text of a float: no exponent, no float noise.
///
/// Spreadsheets keep 15 significant digits; what lies beyond them is noise. A number within 1e-6 of whole
/// hundredths is written with at most two decimals, so that sums of amounts come out exact.
pub(crate) fn decimal_text(value: f64) -> String {
    if !value.is_finite() {
        return value.to_string();
    }
    let magnitude = value.abs();
    if magnitude >= 1e15 {
        return format!("{value:.0}");
    }
    let cents = magnitude * 100.0;
    let is_money = magnitude >= 0.01 && (cents - cents.round()).abs() < 1e-4 && magnitude < 1e13;
    let decimals = if is_money { 2 } else { 15 - whole_digits(magnitude) };
    let text = format!("{value:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Digits before the decimal point, from 1 to 15; a small fraction gets its leading zeros for free.
fn whole_digits(magnitude: f64) -> usize {
    let mut digits = 1;
    let mut limit = 10.0;
    while digits < 15 && magnitude >= limit {
        digits += 1;
        limit *= 10.0;
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::decimal_text;

    #[test]
    fn floats_become_the_number_that_was_typed() {
        let check = |value: f64, expect: &str| assert_eq!(decimal_text(value), expect);
        check(0.1 + 0.2, "0.3");
        check(1_234.499_999_999_999_8, "1234.5");
        check(-438.8, "-438.8");
        check(1_234_567.890_000_000_1, "1234567.89");
        check(5_560_123_456.0, "5560123456");
        check(199_001_011_234.0, "199001011234");
        check(1e20, "100000000000000000000");
        check(0.000_123, "0.000123");
        check(2.5e-20, "0");
        check(-0.0, "0");
        check(1.2345, "1.2345");
        check(12_345_678_901.23, "12345678901.23");
        check(f64::NAN, "NaN");
    }
}
