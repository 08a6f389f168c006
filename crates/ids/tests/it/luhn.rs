//! The Luhn functions.

use ids::{luhn_check_digit, luhn_ok};

#[test]
fn a_right_check_digit_is_accepted_with_spaces_and_hyphens() {
    for text in ["5050-1055", "50501055", "991 2346", "212000–0142", "18"] {
        assert!(luhn_ok(text), "{text}");
    }
}

#[test]
fn a_wrong_digit_an_empty_text_and_a_letter_are_turned_down() {
    for text in ["5050-1056", "", "0", "  ", "5050A1055", "5050+1055"] {
        assert!(!luhn_ok(text), "{text}");
    }
}

#[test]
fn swapping_two_neighbours_is_noticed_except_for_nought_and_nine() {
    assert!(!luhn_ok("5051-0055"));
    assert!(luhn_ok("190") == luhn_ok("109"), "the known blind spot of the method");
}

#[test]
fn the_check_digit_completes_a_number() {
    assert_eq!(luhn_check_digit("212000-014"), Some(2));
    assert_eq!(luhn_check_digit("701063239"), Some(1));
    assert_eq!(luhn_check_digit("0"), Some(0));
    assert_eq!(luhn_check_digit(""), None);
    assert_eq!(luhn_check_digit("12x"), None);
}
