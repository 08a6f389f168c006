//! Bankgiro, plusgiro, bank accounts, IBAN and OCR references.

use ids::{
    AccountCheck, BankAccount, Bankgiro, CLEARING_RANGES, CheckMethod, IBAN_COUNTRIES, Iban, Ocr, Plusgiro, Reason,
    Uncheckable, clearing_range,
};

use crate::reason;

#[test]
fn every_written_form_of_a_bankgiro_gives_the_same_digits() {
    for text in ["5050-1055", "50501055", "5050 1055", "BG 5050-1055", "bg:5050-1055", "0050501055", "5050\u{2013}1055"]
    {
        assert_eq!(Bankgiro::parse(text).unwrap().normalised(), "50501055", "{text}");
    }
    assert_eq!(Bankgiro::parse("991-2346").unwrap().normalised(), "9912346");
}

#[test]
fn a_bankgiro_has_seven_or_eight_digits_and_a_check_digit() {
    assert_eq!(reason(Bankgiro::parse("5050-1056")), Reason::CheckDigit);
    assert_eq!(reason(Bankgiro::parse("12-3455")), Reason::Length(6));
    assert_eq!(reason(Bankgiro::parse("123456782")), Reason::Length(9));
    assert_eq!(reason(Bankgiro::parse("0000-0000")), Reason::Zero);
    assert_eq!(reason(Bankgiro::parse("PG 5050-1055")), Reason::Character('P'));
}

#[test]
fn a_bankgiro_is_formatted_and_masked() {
    let (seven, eight) = (Bankgiro::parse("9912346").unwrap(), Bankgiro::parse("50501055").unwrap());
    assert_eq!((seven.formatted(), eight.formatted()), ("991-2346".into(), "5050-1055".into()));
    assert_eq!((seven.masked(), eight.masked()), ("991-****".into(), "5050-****".into()));
    assert_eq!(format!("{seven:?}"), "Bankgiro(..)");
}

#[test]
fn a_plusgiro_has_two_to_eight_digits_and_is_grouped_in_pairs() {
    for (text, formatted, masked) in [
        ("18", "1-8", "*-*"),
        ("1230", "1 23-0", "* **-*"),
        ("PG 12 34 56-6", "12 34 56-6", "12 3* **-*"),
        ("12345674", "123 45 67-4", "123 4* **-*"),
    ] {
        let id = Plusgiro::parse(text).unwrap();
        assert_eq!((id.formatted().as_str(), id.masked().as_str()), (formatted, masked), "{text}");
    }
    assert_eq!(reason(Plusgiro::parse("8")), Reason::Length(1));
    assert_eq!(reason(Plusgiro::parse("12 34 56-7")), Reason::CheckDigit);
    assert_eq!(reason(Plusgiro::parse("123456782")), Reason::Length(9));
}

#[test]
fn the_table_of_clearing_numbers_is_in_order_and_does_not_overlap() {
    for pair in CLEARING_RANGES.windows(2) {
        assert!(pair[0].first <= pair[0].last && pair[0].last < pair[1].first, "{pair:?}");
    }
    assert_eq!(CLEARING_RANGES.len(), 54);
    for (clearing, bank) in
        [(3409, "Länsförsäkringar Bank"), (3410, "Nordea"), (6000, "Handelsbanken"), (8999, "Swedbank")]
    {
        assert_eq!(clearing_range(clearing).unwrap().bank, bank);
    }
    assert!(clearing_range(1000).is_none() && clearing_range(2100).is_none() && clearing_range(9999).is_none());
}

/// One right account per method and the same with its last digit changed.
#[test]
fn each_check_method_tells_right_from_wrong() {
    for (clearing, account, method) in [
        ("5491", "1234504", CheckMethod::ShortClearingMod11),
        ("7104", "1234503", CheckMethod::ShortClearingMod11),
        ("9150", "1234503", CheckMethod::WholeClearingMod11),
        ("6130", "123456703", CheckMethod::AccountMod11),
        ("6130", "12345601", CheckMethod::AccountMod11),
        ("3300", "8001019812", CheckMethod::AccountLuhn),
        ("9570", "1234567806", CheckMethod::AccountLuhn),
        ("9180", "1234567806", CheckMethod::AccountLuhn),
        ("9960", "1234509", CheckMethod::PlusgirotLuhn),
    ] {
        assert_eq!(clearing_range(clearing.parse().unwrap()).unwrap().method, method);
        assert_eq!(BankAccount::check(&format!("{clearing}{account}")), AccountCheck::Valid, "{clearing} {account}");
        let (head, last) = account.split_at(account.len() - 1);
        let wrong = format!("{clearing}-{head}{}", (last.parse::<u8>().unwrap() + 1) % 10);
        assert_eq!(BankAccount::check(&wrong), AccountCheck::Invalid(Reason::CheckDigit), "{wrong}");
    }
}

#[test]
fn the_fifth_clearing_digit_of_swedbank_may_be_written_or_not() {
    for text in ["8327-9,123 456 780-6", "832791234567806", "8327,1234567806", "83271234567806"] {
        let id = BankAccount::parse(text).unwrap();
        assert_eq!((id.normalised().as_str(), id.uncheckable()), ("83271234567806", None), "{text}");
    }
    let parts = BankAccount::parse_parts("8327-9", "123 456 780-6").unwrap();
    assert_eq!(parts.normalised(), "83271234567806");
    assert_eq!(reason(BankAccount::parse_parts("8327-8", "1234567806")), Reason::Clearing);
}

#[test]
fn a_short_swedbank_account_is_filled_with_zeros() {
    assert_eq!(BankAccount::parse("8327-9, 1234566").unwrap().normalised(), "83270001234566");
}

#[test]
fn a_swedbank_account_with_a_wrong_check_digit_cannot_be_checked() {
    let text = "8327-9, 123 456 780-7";
    assert_eq!(BankAccount::check(text), AccountCheck::CannotBeChecked(Uncheckable::BankWithoutRule));
    assert_eq!(BankAccount::parse(text).unwrap().normalised(), "83271234567807");
}

#[test]
fn an_account_of_an_unknown_bank_cannot_be_checked() {
    assert_eq!(BankAccount::check("9999 1234567"), AccountCheck::CannotBeChecked(Uncheckable::UnknownBank));
    assert_eq!(BankAccount::parse("9999 1234567").unwrap().bank(), None);
}

#[test]
fn an_account_filled_with_zeros_to_twelve_digits_is_the_same_account() {
    assert_eq!(BankAccount::parse("5491000001234504").unwrap(), BankAccount::parse("5491-1234504").unwrap());
    assert_eq!(BankAccount::parse("6130 012 345 601").unwrap(), BankAccount::parse("6130 12345601").unwrap());
    assert_eq!(reason(BankAccount::parse("5491 01234504")), Reason::Length(12), "neither the bank's width nor twelve");
}

#[test]
fn an_account_of_the_wrong_length_or_clearing_is_turned_down() {
    assert_eq!(reason(BankAccount::parse("549112345678")), Reason::Length(12));
    assert_eq!(reason(BankAccount::parse("3300 800101981")), Reason::Length(13));
    assert_eq!(reason(BankAccount::parse("54")), Reason::Length(2));
    assert_eq!(reason(BankAccount::parse("0999 1234567")), Reason::Clearing);
    assert_eq!(reason(BankAccount::parse("5491 0000000")), Reason::Zero);
    assert_eq!(reason(BankAccount::parse("konto 5491")), Reason::Character('k'));
}

#[test]
fn an_account_is_formatted_with_a_hyphen_and_masked_whole() {
    let id = BankAccount::parse("6130, 123 456 703").unwrap();
    assert_eq!(id.formatted(), "6130-123456703");
    assert_eq!(id.masked(), "6130-*********");
    assert_eq!((id.clearing(), id.bank()), (6130, Some("Handelsbanken")));
    assert_eq!(format!("{id:?}"), "BankAccount(..)");
}

#[test]
fn every_written_form_of_an_iban_gives_the_same_text() {
    for text in [
        "SE3550000000054910000003",
        "se35 5000 0000 0549 1000 0003",
        "IBAN: SE35 5000 0000 0549 1000 0003",
        "SE35-5000-0000-0549-1000-0003",
    ] {
        let id = Iban::parse(text).unwrap();
        assert_eq!(id.normalised(), "SE3550000000054910000003", "{text}");
        assert!(id.is_swedish());
    }
}

#[test]
fn an_iban_of_another_country_follows_that_country() {
    for text in ["GB29 NWBK 6016 1331 9268 19", "NO93 8601 1117 947", "DE89 3704 0044 0532 0130 00"] {
        assert!(Iban::parse(text).is_ok(), "{text}");
    }
    assert_eq!(reason(Iban::parse("GB29 NWBK 6016 1331 9268 1")), Reason::Length(21));
    assert_eq!(reason(Iban::parse("GB29 NW3K 6016 1331 9268 19")), Reason::Structure);
    assert_eq!(reason(Iban::parse("ZZ29 NWBK 6016 1331 9268 19")), Reason::Country);
}

#[test]
fn a_swedish_iban_has_24_characters_all_digits_after_the_country() {
    assert_eq!(reason(Iban::parse("SE35 5000 0000 0549 1000 000")), Reason::Length(23));
    assert_eq!(reason(Iban::parse("SE35 5000 0000 0549 1000 000A")), Reason::Structure);
    assert_eq!(reason(Iban::parse("SE36 5000 0000 0549 1000 0003")), Reason::CheckDigit);
}

/// 00, 01 and 99 leave the remainder of 97, 98 and 02; no bank may issue them.
#[test]
fn check_digits_that_iso_7064_never_gives_are_turned_down() {
    let with = |check: u32, account: u32| format!("NO{check:02}{account:011}");
    let issued: Vec<String> = (0..3000)
        .flat_map(|account| [2, 97, 98].map(|check| with(check, account)))
        .filter(|t| Iban::parse(t).is_ok())
        .collect();
    assert!(issued.len() > 50);
    for text in issued {
        let check: u32 = text[2..4].parse().unwrap();
        let twin = format!("NO{:02}{}", (check + 97) % 194 % 100, &text[4..]);
        let twin = if check == 2 { twin } else { format!("NO{:02}{}", check - 97, &text[4..]) };
        assert_eq!(reason(Iban::parse(&twin)), Reason::CheckDigit, "{text} and {twin}");
    }
}

#[test]
fn the_table_of_countries_is_in_order() {
    assert!(IBAN_COUNTRIES.windows(2).all(|pair| pair[0].code < pair[1].code));
    assert!(IBAN_COUNTRIES.iter().all(|row| (11..=30).contains(&row.account_length())));
}

#[test]
fn an_iban_is_formatted_in_fours_and_masked_after_the_check_digits() {
    let id = Iban::parse("SE3550000000054910000003").unwrap();
    assert_eq!(id.formatted(), "SE35 5000 0000 0549 1000 0003");
    assert_eq!(id.masked(), "SE35 **** **** **** **** ****");
    assert_eq!(format!("{id:?}"), "Iban(..)");
}

#[test]
fn an_ocr_reference_ends_in_a_check_digit() {
    assert_eq!(Ocr::parse("12 34566").unwrap().normalised(), "1234566");
    assert_eq!(Ocr::parse("0018").unwrap().normalised(), "0018", "leading zeros count");
    assert_eq!(reason(Ocr::parse("1234567")), Reason::CheckDigit);
    assert_eq!(reason(Ocr::parse("8")), Reason::Length(1));
    assert_eq!(reason(Ocr::parse(&"18".repeat(13))), Reason::Length(26));
    assert_eq!(reason(Ocr::parse("000000")), Reason::Zero);
    assert_eq!(reason(Ocr::parse("F1234566")), Reason::Character('F'));
}

#[test]
fn a_length_digit_is_the_number_of_digits_modulo_ten() {
    let of = |body: &str| format!("{body}{}", ids::luhn_check_digit(body).unwrap());
    assert!(Ocr::parse_with_length_digit(&of("12345677")).is_err());
    assert!(Ocr::parse_with_length_digit(&of("12345679")).is_ok(), "nine digits");
    assert!(Ocr::parse_with_length_digit(&of("123456780")).is_ok(), "ten digits give 0");
    assert_eq!(reason(Ocr::parse_with_length_digit(&of("12345677"))), Reason::LengthDigit);
    assert_eq!(reason(Ocr::parse_with_length_digit("123456781")), Reason::CheckDigit);
}

#[test]
fn an_ocr_reference_is_grouped_in_fives_and_masked() {
    let id = Ocr::parse("1234566").unwrap();
    assert_eq!((id.formatted().as_str(), id.masked().as_str()), ("12 34566", "123****"));
    assert_eq!(format!("{id:?}"), "Ocr(..)");
}
