//! No text makes the crate panic, and what it accepts it accepts again in every form it writes.

use ids::{
    AccountCheck, BankAccount, Bankgiro, Date, Iban, IdKind, MunicipalityCode, Ocr, OrgNo, PersonNo, Plusgiro,
    PropertyDesignation, VatNo, luhn_check_digit, luhn_ok, normalise,
};
use proptest::prelude::*;

/// Every kind, and normalising what is already normalised changes nothing.
fn try_every_kind(text: &str) {
    for kind in IdKind::ALL {
        match normalise(kind, text) {
            Ok(first) => assert_eq!(normalise(kind, &first).as_ref(), Ok(&first), "{kind}"),
            Err(error) => {
                assert!(!error.reason_sv().is_empty());
                assert!(!kind.looks_like(text), "{kind} looks like what it does not parse");
            }
        }
    }
    let today = Date::new(2026, 11, 21).unwrap();
    for pivot in [0, 1, 99, 1999, 2026, u16::MAX] {
        let _no_panic = PersonNo::parse_with_pivot(text, pivot);
    }
    let _no_panic = PersonNo::parse(text, today);
    let _no_panic = BankAccount::parse_parts(text, text);
    let _no_panic =
        (BankAccount::check(text), Ocr::parse_with_length_digit(text), luhn_ok(text), luhn_check_digit(text));
}

/// Characters that occur in identifiers, with the odd ones that files contain.
const NEAR: &str = "[0-9SEBGPIABNKVsekv:.,/+\\- \u{00A0}\u{2009}\u{2013}\u{2212}\u{FEFF}åÖß]{0,40}";

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_at_all_makes_it_panic(text in any::<String>()) {
        try_every_kind(&text);
    }

    #[test]
    fn no_text_of_near_misses_makes_it_panic(text in NEAR) {
        try_every_kind(&text);
    }

    #[test]
    fn no_run_of_digits_makes_it_panic(text in "[0-9]{0,30}") {
        try_every_kind(&text);
    }

    #[test]
    fn a_completed_number_passes_and_another_last_digit_does_not(body in "[0-9]{1,24}", shift in 1_u8..10) {
        let check = luhn_check_digit(&body).unwrap();
        let (right, wrong) = (format!("{body}{check}"), format!("{body}{}", (check + shift) % 10));
        prop_assert!(luhn_ok(&right) && !luhn_ok(&wrong));
    }

    #[test]
    fn every_date_with_a_birth_number_is_a_personnummer_in_all_forms(
        year in 1800_u16..2100, month in 1_u8..=12, day in 1_u8..=31, serial in 980_u16..=999, coordination: bool,
    ) {
        let written_day = if coordination { day + 60 } else { day };
        let body = format!("{year:04}{month:02}{written_day:02}{serial:03}");
        let check = luhn_check_digit(&body[2..]).unwrap();
        let text = format!("{body}{check}");
        let parsed = PersonNo::parse_any_century(&text);
        prop_assert_eq!(parsed.is_ok(), Date::new(year, month, day).is_some());
        if let Ok(id) = parsed {
            prop_assert_eq!(id.birth_date(), Date::new(year, month, day).unwrap());
            prop_assert_eq!(id.normalised(), text);
            prop_assert_eq!(PersonNo::parse_any_century(&id.formatted()).unwrap(), id);
        }
    }

    #[test]
    fn ten_digits_come_back_to_the_pivot_century(pivot in 1900_u16..2100, back in 0_u16..100, serial in 980_u16..=999) {
        let year = pivot - back;
        let body = format!("{:02}0615{serial}", year % 100);
        let check = luhn_check_digit(&body).unwrap();
        let id = PersonNo::parse_with_pivot(&format!("{body}{check}"), pivot).unwrap();
        prop_assert_eq!(id.birth_date().year(), year);
    }
}

/// The formatted form parses to the same value, the masked form hides the last four, `Debug` shows nothing.
macro_rules! forms {
    ($($test:ident, $type:ident, $pattern:expr, $parse:expr;)+) => {$(
        proptest! {
            #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, ..ProptestConfig::default() })]
            #[test]
            fn $test(text in $pattern) {
                let parse: fn(&str) -> Result<$type, ids::IdError> = $parse;
                if let Ok(id) = parse(&text) {
                    let (formatted, normalised, debug) = (id.formatted(), id.normalised(), format!("{id:?}"));
                    prop_assert_eq!(parse(&formatted), Ok(id.clone()));
                    prop_assert_eq!(parse(&normalised), Ok(id.clone()));
                    prop_assert_eq!(debug, concat!(stringify!($type), "(..)"));
                    let _no_panic = id.masked();
                }
            }
        }
    )+};
}

forms! {
    person_no_forms_agree, PersonNo, "19[0-9]{2}(0[1-9]|1[0-2])[0-2][0-9]9[89][0-9]{2}", PersonNo::parse_any_century;
    org_no_forms_agree, OrgNo, "[0-9]{10}", OrgNo::parse;
    vat_no_forms_agree, VatNo, "SE[0-9]{10}01", VatNo::parse;
    bankgiro_forms_agree, Bankgiro, "[0-9]{7,8}", Bankgiro::parse;
    plusgiro_forms_agree, Plusgiro, "[0-9]{2,8}", Plusgiro::parse;
    bank_account_forms_agree, BankAccount, "[1-9][0-9]{5,14}", BankAccount::parse;
    iban_forms_agree, Iban, "NO[0-9]{13}", Iban::parse;
    ocr_forms_agree, Ocr, "[0-9]{2,25}", Ocr::parse;
    municipality_forms_agree, MunicipalityCode, "[0-2][0-9]{3}", MunicipalityCode::parse;
    property_forms_agree, PropertyDesignation, "[A-Öa-ö ]{1,12} [1-9][0-9]?:[1-9]", PropertyDesignation::parse;
}

#[test]
fn check_and_parse_of_an_account_agree() {
    for text in ["54911234567", "6130123456785", "83279", "99991234567", "0999123456"] {
        let invalid = matches!(BankAccount::check(text), AccountCheck::Invalid(_));
        assert_eq!(invalid, BankAccount::parse(text).is_err(), "{text}");
    }
}
