//! Normal forms of names, invoice numbers, addresses and accounts, and tests on words.

use datafusion::logical_expr::ScalarUDF;

use super::kernel::{text_to_bool, text_to_text};

pub(super) fn functions() -> Vec<ScalarUDF> {
    vec![
        text_to_text("invoice_no_norm", 1, |args, out| with_first(args, out, invoice_no_norm)),
        text_to_text("name_norm", 1, |args, out| with_first(args, out, name_norm)),
        text_to_text("account_norm", 1, |args, out| with_first(args, out, account_norm)),
        text_to_text("account_key", 1, |args, out| with_first(args, out, account_key)),
        text_to_text("address_norm", 2, |args, out| match args {
            [street, postal_code] => address_norm(street, postal_code, out),
            _ => false,
        }),
        text_to_bool("is_redacted", 1, |args| Some(args.first().copied().flatten().is_some_and(is_redacted))),
        text_to_bool("has_digit", 1, |args| {
            args.first().copied().flatten().map(|text| text.bytes().any(|b| b.is_ascii_digit()))
        }),
        text_to_bool("in_list", 2, |args| list_test(args, |value, word| value == word)),
        text_to_bool("starts_with_any", 2, |args| list_test(args, |value, word| value.starts_with(word))),
    ]
}

fn with_first(args: &[&str], out: &mut String, normalise: fn(&str, &mut String)) -> bool {
    let Some(text) = args.first() else { return false };
    normalise(text, out);
    true
}

/// `value in a, b, c` with the list as the engine binds a list parameter: words joined by commas.
fn list_test(args: &[Option<&str>], test: fn(&str, &str) -> bool) -> Option<bool> {
    match args {
        [Some(value), Some(list)] => Some(list.split(',').any(|word| !word.is_empty() && test(value.trim(), word))),
        _ => None,
    }
}

/// Upper case letters and digits only, leading zeros dropped: `0012-345 a` gives `12345A`.
fn invoice_no_norm(text: &str, out: &mut String) {
    let mut leading = true;
    let mut push = |letter: char| {
        if leading && letter == '0' {
            return;
        }
        leading = false;
        out.push(letter);
    };
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() {
            push(letter.to_ascii_uppercase());
        } else if !letter.is_ascii() && letter.is_alphanumeric() {
            letter.to_uppercase().for_each(&mut push);
        }
    }
}

/// Words that say what kind of legal person it is, upper case, without punctuation.
const LEGAL_FORMS: [&str; 19] = [
    "AB",
    "AKTIEBOLAG",
    "AKTIEBOLAGET",
    "PUBL",
    "HB",
    "HANDELSBOLAG",
    "KB",
    "KOMMANDITBOLAG",
    "EKFÖR",
    "EK",
    "FÖR",
    "EKONOMISK",
    "IDEELL",
    "FÖRENING",
    "STIFTELSEN",
    "STIFTELSE",
    "LTD",
    "LIMITED",
    "GMBH",
];

/// Upper case, legal form, punctuation and spaces dropped: `Exempel Städ AB (publ)` gives `EXEMPELSTÄD`.
///
/// A name made of nothing but such words keeps them, so that it does not become empty.
fn name_norm(text: &str, out: &mut String) {
    let upper = text.to_uppercase();
    let letters = |word: &str| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let words = || upper.split(|c: char| c.is_whitespace() || matches!(c, ',' | '/' | '(' | ')')).map(letters);
    for word in words().filter(|word| !LEGAL_FORMS.contains(&word.as_str())) {
        out.push_str(&word);
    }
    if out.is_empty() {
        words().for_each(|word| out.push_str(&word));
    }
}

/// Letters and digits only, upper case: bankgiro, plusgiro and bank accounts become digits, an IBAN keeps its letters.
fn account_norm(text: &str, out: &mut String) {
    out.extend(text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()));
}

/// As [`account_norm`], but a Swedish IBAN becomes the clearing number and account that it holds, so that an account is the
/// same in both forms: `SE08 6000 0000 0006 1234 5678` gives `612345678`.
///
/// Banks whose IBAN leaves the clearing number out (6xxx, 3300) keep the account alone.
fn account_key(text: &str, out: &mut String) {
    account_norm(text, out);
    // Country, two check digits and the bank's three stand before the account, which is filled up with zeros.
    if out.len() == 24 && out.starts_with("SE") {
        let account = out.get(7..).unwrap_or_default().trim_start_matches('0').to_owned();
        *out = account;
    }
}

/// Street and number in upper case without spaces and punctuation, then the digits of the postal code; `c/o` dropped.
fn address_norm(street: &str, postal_code: &str, out: &mut String) -> bool {
    let upper = street.to_uppercase();
    let street = upper.split_once("C/O").map_or(upper.as_str(), |(before, after)| {
        if before.trim().is_empty() { after.split_once(',').map_or("", |(_, street)| street) } else { before }
    });
    out.extend(street.chars().filter(|c| c.is_alphanumeric()));
    if out.is_empty() {
        return false;
    }
    out.push(' ');
    out.extend(postal_code.chars().filter(char::is_ascii_digit));
    true
}

/// Words that stand where a publisher has taken something out, in upper case.
const REDACTIONS: [&str; 6] = ["REDACTED", "MASKERAD", "MASKERAT", "SEKRETESS", "SKYDDAD", "BORTTAGEN"];

/// True when the text is a placeholder for something that is not shown.
fn is_redacted(text: &str) -> bool {
    let text = text.trim();
    if !text.is_empty() && text.chars().all(|c| c == '*') {
        return true;
    }
    let first: String = text.chars().take_while(|c| c.is_alphabetic()).flat_map(char::to_uppercase).collect();
    REDACTIONS.contains(&first.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(normalise: fn(&str, &mut String), input: &str, expected: &str) {
        let mut out = String::new();
        normalise(input, &mut out);
        assert_eq!(out, expected);
    }

    #[test]
    fn invoice_numbers_lose_separators_and_leading_zeros() {
        check(invoice_no_norm, "0012-345 a", "12345A");
        check(invoice_no_norm, "å-1", "Å1");
        check(invoice_no_norm, "000", "");
    }

    #[test]
    fn names_lose_their_legal_form() {
        check(name_norm, "Exempel Städ AB (publ)", "EXEMPELSTÄD");
        check(name_norm, "AB Exempel-Städ", "EXEMPELSTÄD");
        check(name_norm, "AB", "AB");
    }

    #[test]
    fn accounts_keep_digits_and_iban_letters() {
        check(account_norm, "5050-1055", "50501055");
        check(account_norm, "se35 5000 0000", "SE3550000000");
    }

    #[test]
    fn a_swedish_iban_is_the_account_that_it_holds() {
        check(account_key, "SE35 5000 0000 0549 1000 0003", "54910000003");
        check(account_key, "5491-0000003", "54910000003");
        check(account_key, "DE89 3704 0044 0532 0130 00", "DE89370400440532013000");
    }

    #[test]
    fn addresses_drop_the_care_of_line() {
        let norm = |street: &str| {
            let mut out = String::new();
            address_norm(street, "123 45", &mut out).then_some(out)
        };
        assert_eq!(norm("Storgatan 1 B").as_deref(), Some("STORGATAN1B 12345"));
        assert_eq!(norm("c/o Exempel, Storgatan 1B"), norm("Storgatan 1 B"));
        assert_eq!(norm("c/o Exempel"), None);
    }

    #[test]
    fn only_placeholders_are_redacted() {
        assert!(is_redacted("REDACTED PERSONAL DATA"));
        assert!(is_redacted("***"));
        assert!(!is_redacted("Redactive Exempel Ltd"));
        assert!(!is_redacted(""));
    }

    #[test]
    fn a_list_is_compared_word_by_word() {
        assert_eq!(list_test(&[Some("5010"), Some("4,50")], |v, w| v.starts_with(w)), Some(true));
        assert_eq!(list_test(&[Some("5010"), Some("4,50")], |v, w| v == w), Some(false));
        assert_eq!(list_test(&[None, Some("4")], |v, w| v == w), None);
    }
}
