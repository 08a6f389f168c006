//! Amounts, quantities and whole numbers, as Swedish and English systems write them.

use super::{Fault, trimmed};

/// Which character stands before the decimals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DecimalMark {
    /// Either; a number that can be read in two ways is refused.
    #[default]
    Either,
    /// A comma; points separate thousands.
    Comma,
    /// A point; commas separate thousands.
    Point,
}

/// The largest number of eighteen digits.
const LIMIT: i64 = 999_999_999_999_999_999;

/// Reads an amount as whole öre: `1 234,50`, `1.234,50`, `1'234.5`, `-12`, `12-`, `(12)`, `12 kr`.
///
/// # Errors
/// [`Fault::Number`], [`Fault::Decimals`], [`Fault::Ambiguous`] (`1.234`) or [`Fault::TooLarge`].
pub fn parse_money(text: &str, mark: DecimalMark) -> Result<i64, Fault> {
    parse_decimal(text, 2, mark)
}

/// Reads a number as a whole count of its last decimal: with scale 2, `1,5` is 150.
///
/// # Errors
/// As [`parse_money`].
pub fn parse_decimal(text: &str, scale: u32, mark: DecimalMark) -> Result<i64, Fault> {
    match plain(text.as_bytes(), scale, mark) {
        Some(number) => Ok(number),
        None => dressed(text, scale, mark),
    }
}

/// Reads a whole number; decimals that are all zero are allowed.
///
/// # Errors
/// [`Fault::Integer`] or [`Fault::TooLarge`].
pub fn parse_integer(text: &str) -> Result<i64, Fault> {
    let text = trimmed(text);
    if let Ok(number) = text.parse() {
        return Ok(number);
    }
    match parse_decimal(text, 0, DecimalMark::Either) {
        Ok(number) => Ok(number),
        Err(Fault::TooLarge) => Err(Fault::TooLarge),
        Err(_) => Err(Fault::Integer),
    }
}

/// The common shape: an optional minus, digits, and at most `scale` decimals of which there are not exactly three.
fn plain(bytes: &[u8], scale: u32, mark: DecimalMark) -> Option<i64> {
    let (negative, digits) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        all => (false, all),
    };
    if digits.is_empty() || digits.len() > 16 {
        return None;
    }
    let mut number = 0_i64;
    let mut decimals = None;
    for byte in digits {
        match byte {
            b'0'..=b'9' => {
                number = number * 10 + i64::from(byte - b'0');
                decimals = decimals.map(|count: u32| count + 1);
            }
            b',' if decimals.is_none() && mark != DecimalMark::Point => decimals = Some(0),
            b'.' if decimals.is_none() && mark != DecimalMark::Comma => decimals = Some(0),
            _ => return None,
        }
    }
    let decimals = match decimals {
        None => 0,
        Some(0) => return None,
        Some(3) if mark == DecimalMark::Either => return None,
        Some(count) => count,
    };
    let missing = scale.checked_sub(decimals)?;
    let number = number.checked_mul(10_i64.checked_pow(missing)?)?;
    (number <= LIMIT).then_some(if negative { -number } else { number })
}

/// Everything else: signs in odd places, currency, thousands.
fn dressed(text: &str, scale: u32, mark: DecimalMark) -> Result<i64, Fault> {
    let (negative, body) = undressed(text).ok_or(Fault::Number)?;
    let split = split_at_mark(&body, mark)?;
    let (whole, decimals) = match split {
        Some(at) => (body.get(..at).unwrap_or_default(), body.get(at + 1..).unwrap_or_default()),
        None => (body.as_str(), ""),
    };
    let whole = without_thousands(whole)?;
    if whole.is_empty() && decimals.is_empty() || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Fault::Number);
    }
    let kept = decimals.len().min(scale as usize);
    if decimals.bytes().skip(kept).any(|byte| byte != b'0') {
        return Err(Fault::Decimals);
    }
    let padding = (scale as usize).saturating_sub(kept);
    let digits = whole.bytes().chain(decimals.bytes().take(kept)).chain(std::iter::repeat_n(b'0', padding));
    let mut number = 0_i64;
    for digit in digits {
        number = number
            .checked_mul(10)
            .and_then(|number| number.checked_add(i64::from(digit - b'0')))
            .filter(|number| *number <= LIMIT)
            .ok_or(Fault::TooLarge)?;
    }
    Ok(if negative { -number } else { number })
}

/// Takes off sign, parentheses and currency; every kind of blank and apostrophe becomes `'`.
fn undressed(text: &str) -> Option<(bool, String)> {
    let mut negative = false;
    let mut rest = trimmed(text);
    if let Some(inner) = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        negative = true;
        rest = inner;
    }
    rest = without_currency(trimmed(rest));
    let signed = rest.strip_prefix(is_minus).or_else(|| rest.strip_suffix(is_minus));
    if let Some(unsigned) = signed {
        if negative {
            return None;
        }
        negative = true;
        rest = unsigned;
    } else if let Some(unsigned) = rest.strip_prefix('+') {
        rest = unsigned;
    }
    rest = without_currency(trimmed(rest));
    let mut body = String::with_capacity(rest.len());
    for c in rest.chars() {
        match c {
            '0'..='9' | '.' | ',' => body.push(c),
            '\'' | '’' | '´' => body.push('\''),
            c if c.is_whitespace() || c == '\u{200b}' => body.push('\''),
            _ => return None,
        }
    }
    body.bytes().any(|byte| byte.is_ascii_digit()).then_some((negative, body))
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '−' | '–')
}

fn without_currency(text: &str) -> &str {
    let mut text = text;
    for word in ["kronor", "kr.", "kr", "sek", ":-"] {
        let end = text.len().saturating_sub(word.len());
        if let Some((rest, last)) = text.split_at_checked(end)
            && last.eq_ignore_ascii_case(word)
        {
            text = trimmed(rest);
            break;
        }
    }
    match text.split_at_checked(3) {
        Some((first, rest)) if first.eq_ignore_ascii_case("sek") => trimmed(rest),
        _ => text,
    }
}

/// Where the decimal mark stands, if there is one.
fn split_at_mark(body: &str, mark: DecimalMark) -> Result<Option<usize>, Fault> {
    let comma = (body.find(','), body.rfind(','));
    let point = (body.find('.'), body.rfind('.'));
    let single =
        |(first, last): (Option<usize>, Option<usize>)| if first == last { Ok(last) } else { Err(Fault::Number) };
    match mark {
        DecimalMark::Comma => return single(comma),
        DecimalMark::Point => return single(point),
        DecimalMark::Either => {}
    }
    match (comma.1, point.1) {
        (None, None) => Ok(None),
        (Some(c), Some(p)) => single(if c > p { comma } else { point }),
        (Some(_), None) => lone_mark(body, comma),
        (None, Some(_)) => lone_mark(body, point),
    }
}

/// One kind of mark only: several of them are thousands, a single one with three digits behind it may be either.
fn lone_mark(body: &str, (first, last): (Option<usize>, Option<usize>)) -> Result<Option<usize>, Fault> {
    let (Some(first), Some(last)) = (first, last) else { return Ok(None) };
    if first != last {
        return Ok(None);
    }
    let whole = body.get(..last).unwrap_or_default();
    let behind = body.len() - last - 1;
    let could_be_thousands = behind == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
    if could_be_thousands && whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Fault::Ambiguous);
    }
    Ok(Some(last))
}

/// The digits of the whole part; what separates thousands must do so in groups of three.
fn without_thousands(whole: &str) -> Result<String, Fault> {
    let mut digits = String::with_capacity(whole.len());
    for (at, group) in whole.split(['.', ',', '\'']).enumerate() {
        let fits = if at == 0 { group.len() <= 3 || group.len() == whole.len() } else { group.len() == 3 };
        if !fits || !group.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Fault::Number);
        }
        digits.push_str(group);
    }
    Ok(digits)
}
