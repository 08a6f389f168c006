//! `IdKind`: names, normalising into a buffer, recognising columns.

use ids::{IdKind, Reason, normalise};

use crate::reason;

#[test]
fn names_are_those_of_the_catalogue_and_can_be_read_back() {
    for kind in IdKind::ALL {
        assert_eq!(kind.as_str().parse::<IdKind>().unwrap(), kind);
    }
    assert!("personnummer".parse::<IdKind>().is_err());
}

#[test]
fn the_normalised_form_is_appended() {
    let mut out = String::from("x=");
    IdKind::OrgNo.normalise_into("212000-0142", &mut out).unwrap();
    assert_eq!(out, "x=2120000142");
}

#[test]
fn a_value_that_is_wrong_leaves_the_buffer_as_it_was() {
    for kind in IdKind::ALL {
        let mut out = String::from("before");
        kind.normalise_into("Kronan ! 3", &mut out).unwrap_err();
        assert_eq!(out, "before", "{kind}");
    }
}

#[test]
fn the_pivot_year_is_passed_on() {
    let mut out = String::new();
    IdKind::PersonNo.normalise_with("270101-9800", 2030, &mut out).unwrap();
    assert_eq!(out, "202701019800");
    assert_eq!(normalise(IdKind::PersonNo, "270101-9800").unwrap(), "192701019800");
}

#[test]
fn a_column_of_persons_does_not_look_like_organisations_and_the_reverse() {
    assert!(IdKind::PersonNo.looks_like("19800101-9812"));
    assert!(!IdKind::OrgNo.looks_like("19800101-9812"));
    assert!(IdKind::OrgNo.looks_like("212000-0142"));
    assert!(!IdKind::PersonNo.looks_like("212000-0142"));
}

#[test]
fn what_only_happens_to_parse_does_not_look_like_it() {
    assert!(IdKind::VatNo.looks_like("SE202100544801"));
    assert!(!IdKind::VatNo.looks_like("202100544801"));
    assert!(IdKind::Property.looks_like("Berga 1:2"));
    assert!(!IdKind::Property.looks_like("Storgatan 3"), "an address");
    assert!(!IdKind::BankAccount.looks_like("9999123456"), "cannot be checked");
    assert!(!IdKind::Iban.looks_like("2120000142"));
}

#[test]
fn kinds_that_one_number_in_ten_passes_are_not_distinctive() {
    assert!(IdKind::OrgNo.is_distinctive());
    assert!(!IdKind::Plusgiro.is_distinctive());
}

#[test]
fn every_reason_has_a_swedish_text_that_tells_what_to_do() {
    let reasons = [
        Reason::Empty,
        Reason::Character('x'),
        Reason::Length(3),
        Reason::Separator,
        Reason::Century,
        Reason::Date,
        Reason::Future,
        Reason::Serial,
        Reason::CheckDigit,
        Reason::Group,
        Reason::Affix,
        Reason::Clearing,
        Reason::Country,
        Reason::Structure,
        Reason::LengthDigit,
        Reason::County,
        Reason::Shape,
        Reason::Zero,
    ];
    for kind in IdKind::ALL {
        for reason in reasons {
            let text = ids::IdError { kind, reason }.reason_sv();
            let (fault, advice) = text.split_once(": ").unwrap();
            assert!(fault.starts_with(kind.definite_sv()), "{text}");
            assert!(advice.chars().count() > 10 && !text.ends_with('.'), "{text}");
        }
    }
}

#[test]
fn an_error_names_the_kind_that_was_asked_for() {
    for kind in IdKind::ALL {
        assert_eq!(normalise(kind, "").unwrap_err().kind, kind);
        assert_eq!(reason(normalise(kind, "")), Reason::Empty);
    }
}
