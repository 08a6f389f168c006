//! Amounts without loss: whole hundred-thousandths, the finest that ISO 20022 allows in a payment.

/// Hundred-thousandths in a unit.
const UNIT: i128 = 100_000;
/// Hundred-thousandths in a hundredth.
const ORE: i128 = 1_000;

/// Reads digits with at most one point. Decimals beyond the fifth must be zero.
pub(crate) fn parse(text: &str) -> Option<i128> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && decimals.is_empty() || whole.len() > 18 || decimals.len() > 30 {
        return None;
    }
    let mut exact = 0_i128;
    for byte in whole.bytes().chain(decimals.bytes().chain(std::iter::repeat(b'0')).take(5)) {
        if !byte.is_ascii_digit() {
            return None;
        }
        exact = exact * 10 + i128::from(byte - b'0');
    }
    if decimals.bytes().skip(5).any(|byte| byte != b'0') {
        return None;
    }
    Some(if negative { -exact } else { exact })
}

/// Whole hundredths; nothing when there are finer parts.
pub(crate) fn ore(exact: i128) -> Option<i64> {
    if exact % ORE == 0 { i64::try_from(exact / ORE).ok() } else { None }
}

/// Two decimals, or as many as it takes.
pub(crate) fn write(exact: i128) -> String {
    let sign = if exact < 0 { "-" } else { "" };
    let (whole, rest) = (exact.abs() / UNIT, exact.abs() % UNIT);
    let mut decimals = format!("{rest:05}");
    while decimals.len() > 2 && decimals.ends_with('0') {
        decimals.pop();
    }
    format!("{sign}{whole}.{decimals}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_read_without_loss() {
        for (text, exact, hundredths) in [
            ("12.5", Some(1_250_000), Some(1250)),
            ("0.01", Some(1_000), Some(1)),
            ("12", Some(1_200_000), Some(1200)),
            ("-1.00000000", Some(-100_000), Some(-100)),
            (".5", Some(50_000), Some(50)),
            ("0.001", Some(100), None),
            ("0.000001", None, None),
            ("1,5", None, None),
            ("1.2.3", None, None),
            ("", None, None),
            (".", None, None),
            ("1e3", None, None),
        ] {
            assert_eq!(parse(text), exact, "{text}");
            assert_eq!(parse(text).and_then(ore), hundredths, "{text}");
        }
    }

    #[test]
    fn an_amount_is_written_with_two_decimals_or_more() {
        assert_eq!(
            ["12.5", "-0.01", "3", "0.12345"].map(|text| write(parse(text).unwrap())),
            ["12.50", "-0.01", "3.00", "0.12345"]
        );
    }
}
