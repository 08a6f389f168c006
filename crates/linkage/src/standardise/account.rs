//! Accounts: bankgiro, plusgiro, bank account and IBAN.

use ids::{BankAccount, Bankgiro, Iban, Plusgiro};

use super::text::{capitals_and_digits, finish, tidy};

/// An account in one written form: bankgiro and plusgiro as their digits without filling zeros, a bank account as
/// clearing number and account in the bank's width, an IBAN in capitals without spaces. What is none of these becomes its
/// letters and digits. Words such as `BG` or `konto` in front are dropped.
///
/// The kind is not part of the form, since registers mix the kinds in one column.
///
/// ```
/// use linkage::standardise::account;
///
/// assert_eq!(account("BG 9900-0010").as_deref(), Some("99000010"));
/// assert_eq!(account("0099000010").as_deref(), Some("99000010"));
/// assert_eq!(account("5000 123 45 67").as_deref(), Some("50001234567"));
/// assert_eq!(account("iban se45 5000 0000 0583 9825 7466").as_deref(), Some("SE4550000000058398257466"));
/// ```
#[must_use]
pub fn account(raw: &str) -> Option<String> {
    let text = tidy(raw)?;
    let bare = label_strip(&text);
    if let Some(known) = known(bare) {
        return finish(known);
    }
    let plain = capitals_and_digits(bare);
    let bare = label_strip(&plain);
    finish(known(bare).unwrap_or_else(|| bare.to_owned()))
}

/// The form of an account that is valid, or not known to be wrong.
fn known(text: &str) -> Option<String> {
    if text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Iban::parse(text).ok().map(|iban| iban.to_string());
    }
    let giro = Bankgiro::parse(text).map(|giro| giro.to_string());
    let giro = giro.or_else(|_| Plusgiro::parse(text).map(|giro| giro.to_string())).ok();
    // Eight digits or fewer are a giro with a slip rather than an account at an unknown bank.
    let may_be_account = text.bytes().filter(u8::is_ascii_digit).count() > 8;
    giro.or_else(|| BankAccount::parse(text).ok().filter(|_| may_be_account).map(|account| account.to_string()))
}

/// Words before the number, in lower case, longer ones before those that they begin with.
const LABELS: [&str; 17] = [
    "bankgironummer",
    "bankgironr",
    "bankgiro",
    "bankkonto",
    "bank account",
    "bg",
    "clearing",
    "clnr",
    "iban",
    "kontonummer",
    "kontonr",
    "konto",
    "plusgirot",
    "plusgiro",
    "postgiro",
    "pgnr",
    "pg",
];

/// The text after all labels, the signs around them, and zeros: no clearing number begins with one, they fill a giro.
fn label_strip(text: &str) -> &str {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c == '0' || !c.is_alphanumeric());
        let after = LABELS.iter().find_map(|label| {
            rest.split_at_checked(label.len())
                .filter(|(head, _)| head.eq_ignore_ascii_case(label))
                .map(|(_, after)| after)
        });
        match after {
            // `BG18…` is a Bulgarian IBAN.
            Some(_) if Iban::parse(rest).is_ok() => return rest,
            Some(after) => rest = after,
            None => return rest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(account(text).as_deref(), Some(expected), "{text}");
    }

    #[test]
    fn accounts_have_one_form_for_all_they_are_written_in() {
        for text in ["9900-0010", "99000010", "Bankgiro: 9900-0010", "bg9900-0010", "0099000010", "9900 0010"] {
            check(text, "99000010");
        }
        for text in ["5000-1234567", "5000, 123 45 67", "Konto 5000-123 45 67", "50001234567"] {
            check(text, "50001234567");
        }
        for text in ["8327-9,123 456 780-6", "832791234567806", "8327,1234567806"] {
            check(text, "83271234567806");
        }
        check("Plusgiro 12 34 56-6", "1234566");
    }

    #[test]
    fn what_cannot_be_read_keeps_letters_and_digits() {
        check("bg 9900-0011", "99000011");
        check("12-ab", "12AB");
    }

    #[test]
    fn an_account_of_zeros_is_none() {
        assert_eq!(account("0000-0000"), None);
        assert_eq!(account("BG"), None);
    }
}
