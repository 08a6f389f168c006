//! Organisation numbers and VAT numbers.

use ids::{LegalForm, OrgNo, Reason, VatNo, legal_form, org_no_ok};

use crate::reason;

#[test]
fn every_written_form_gives_the_same_ten_digits() {
    for text in [
        "212000-0142",
        "2120000142",
        "16212000-0142",
        "162120000142",
        "212000 0142",
        "212000\u{2010}0142",
        "16-212000-0142",
    ] {
        assert_eq!(OrgNo::parse(text).unwrap().normalised(), "2120000142", "{text}");
    }
}

#[test]
fn a_sole_trader_keeps_the_last_ten_digits_of_the_person() {
    for text in ["19800101-9812", "800101-9812", "8001019812"] {
        let id = OrgNo::parse(text).unwrap();
        assert_eq!(id.normalised(), "8001019812");
        assert_eq!(id.legal_form(), LegalForm::SoleTrader);
        assert!(id.is_sole_trader());
    }
    assert_eq!(OrgNo::parse("121212+1212").unwrap().normalised(), "1212121212");
    assert_eq!(legal_form("701063-2391"), Some(LegalForm::SoleTrader));
}

/// A valid number of the group: eight digits in between, check digit appended.
fn of_group(group: u8) -> String {
    let body = format!("{group}69000100");
    format!("{body}{}", ids::luhn_check_digit(&body).unwrap())
}

#[test]
fn the_first_digit_tells_the_legal_form() {
    let forms = [
        (1, LegalForm::Estate),
        (2, LegalForm::Public),
        (3, LegalForm::Foreign),
        (4, LegalForm::Unassigned),
        (5, LegalForm::LimitedCompany),
        (6, LegalForm::SimplePartnership),
        (7, LegalForm::EconomicAssociation),
        (8, LegalForm::NonProfit),
        (9, LegalForm::TradingPartnership),
    ];
    for (group, form) in forms {
        assert_eq!(legal_form(&of_group(group)), Some(form), "{group}");
    }
    assert_eq!(legal_form("212000-0142"), Some(LegalForm::Public));
    assert_eq!(legal_form("556036-0793"), Some(LegalForm::LimitedCompany));
    assert_eq!(legal_form("556036-0794"), None);
}

#[test]
fn uncertain_groups_say_so() {
    assert!(LegalForm::LimitedCompany.is_certain());
    assert!(!LegalForm::Foreign.is_certain());
    assert_eq!(LegalForm::NonProfit.name_sv(), "ideell förening eller stiftelse");
    assert_eq!(LegalForm::NonProfit.as_str(), "non_profit");
}

#[test]
fn a_wrong_check_digit_is_turned_down() {
    assert_eq!(reason(OrgNo::parse("212000-0143")), Reason::CheckDigit);
    assert!(!org_no_ok("212000-0143"));
}

#[test]
fn a_third_digit_below_two_must_belong_to_a_person() {
    assert_eq!(reason(OrgNo::parse("551336-0791")), Reason::Group);
    assert_eq!(reason(OrgNo::parse("800101-9814")), Reason::CheckDigit);
    assert_eq!(reason(OrgNo::parse("16800101-9812")), Reason::Group, "a person never has 16 in front");
}

#[test]
fn twelve_digits_start_with_16_or_a_century() {
    assert_eq!(reason(OrgNo::parse("002120000142")), Reason::Group);
}

#[test]
fn length_emptiness_and_foreign_characters_are_told() {
    assert_eq!(reason(OrgNo::parse("212000-014")), Reason::Length(9));
    assert_eq!(reason(OrgNo::parse("5560360793.0")), Reason::Character('.'));
    assert_eq!(reason(OrgNo::parse("")), Reason::Empty);
    assert_eq!(reason(OrgNo::parse("-2120000142")), Reason::Separator);
}

#[test]
fn it_is_formatted_and_masked() {
    let id = OrgNo::parse("2120000142").unwrap();
    assert_eq!(id.formatted(), "212000-0142");
    assert_eq!(id.masked(), "212000-****");
    assert_eq!(format!("{id:?}"), "OrgNo(..)");
}

#[test]
fn a_vat_number_holds_an_organisation_number() {
    for text in ["SE202100544801", "se 202100-5448 01", "202100544801", "SE-202100544801", "SE2021005448-01"] {
        let id = VatNo::parse(text).unwrap();
        assert_eq!(id.normalised(), "SE202100544801", "{text}");
        assert_eq!(id.org_no(), OrgNo::parse("202100-5448").unwrap());
    }
    assert_eq!(VatNo::parse("SE800101981201").unwrap().masked(), "SE800101****01");
    assert_eq!(format!("{:?}", VatNo::parse("SE800101981201").unwrap()), "VatNo(..)");
}

#[test]
fn a_vat_number_ends_in_01_and_has_the_country_se() {
    assert_eq!(reason(VatNo::parse("SE202100544802")), Reason::Affix);
    assert_eq!(reason(VatNo::parse("SE2021005448")), Reason::Length(10));
    assert_eq!(reason(VatNo::parse("DK202100544801")), Reason::Character('D'));
    assert_eq!(reason(VatNo::parse("SE202100544901")), Reason::CheckDigit);
    assert_eq!(reason(VatNo::parse("SE")), Reason::Empty);
}
