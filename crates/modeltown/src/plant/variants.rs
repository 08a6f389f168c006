//! Other ways in which people write the same name, address and number.

use super::org_is_valid;
use crate::draw::Draw;
use crate::names;

/// A firm's name written otherwise: the legal form is left out, and letters are lost, swapped, doubled or shortened, so that it
/// never reads the same.
pub(super) fn firm(draw: &mut Draw, name: &str) -> String {
    let bare = name.strip_suffix(" AB").unwrap_or(name);
    let folded = fold(bare);
    match draw.below(5) {
        0 if folded != bare => folded,
        1 => doubled(draw, bare),
        2 => format!("{bare} i Lindåker"),
        3 => shortened(bare).unwrap_or_else(|| slipped(draw, bare)),
        _ => slipped(draw, bare),
    }
}

/// An association's name with what it is shortened: `Norrby Idrottsförening` as `Norrby IF`.
pub(super) fn club(name: &str) -> String {
    const SHORT: [(&str, &str); 9] = [
        ("Idrottsförening", "IF"),
        ("Idrottsklubb", "IK"),
        ("Sportklubb", "SK"),
        ("Ungdomsförening", "UF"),
        ("Kulturförening", "Kulturfören."),
        ("Hembygdsförening", "Hembygdsfören."),
        ("Musikförening", "Musikfören."),
        ("Pensionärsförening", "Pensionärsfören."),
        ("Byalag", "byalaget"),
    ];
    let found = SHORT.iter().find(|(long, _)| name.ends_with(long));
    found.map_or_else(|| format!("{name} ideell förening"), |(long, short)| name.replace(long, short))
}

/// A person's name written otherwise: the surname first, a short form, another spelling, a second given name.
pub(super) fn person(draw: &mut Draw, name: &str) -> String {
    let (given, last) = name.split_once(' ').unwrap_or((name, ""));
    let short = other_form(given).unwrap_or(given);
    let spelt = other_form(last).unwrap_or(last);
    match draw.below(5) {
        0 => format!("{last}, {given}"),
        1 => format!("{spelt} {given}"),
        2 if short != given => format!("{short} {last}"),
        3 if spelt != last => format!("{given} {spelt}"),
        4 => format!("{given} {} {last}", names::second(given)),
        _ => format!("{last} {short}"),
    }
}

/// A street address written otherwise.
pub(super) fn street(draw: &mut Draw, street: &str) -> String {
    let shorter = |mark: &str| {
        ["gatan ", "vägen "].iter().find_map(|ending| {
            let (head, number) = street.split_once(ending)?;
            let letter = ending.chars().next()?;
            (!head.is_empty() && !head.ends_with(' ')).then(|| format!("{head}{letter}{mark} {number}"))
        })
    };
    match draw.below(5) {
        0 => shorter(".").unwrap_or_else(|| street.to_uppercase()),
        1 => shorter("").unwrap_or_else(|| street.to_owned()),
        2 => street.to_uppercase(),
        3 => format!("{street} lgh 1{}0{}", draw.below(9), draw.between(1, 9)),
        _ => street.to_owned(),
    }
}

/// A postal code without its space, and one without gets it back.
pub(super) fn postal(postal: &str) -> String {
    match postal.split_once(' ') {
        Some((head, tail)) => format!("{head}{tail}"),
        None => postal.split_at_checked(3).map_or_else(|| postal.to_owned(), |(head, tail)| format!("{head} {tail}")),
    }
}

/// The same phone number in another form.
pub(super) fn phone(draw: &mut Draw, written: &str) -> String {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.strip_prefix("46").map_or_else(|| digits.clone(), |rest| format!("0{rest}"));
    let start = draw.index(4);
    let others = (0..4).map(|step| names::phone_written(&digits, (start + step) % 4));
    let mut others = others.filter(|other| !written.starts_with(other.as_str()));
    others.next().unwrap_or(digits)
}

/// An organisation number with a slip that its check digit shows: two digits swapped, one lost, or one wrong.
pub(super) fn number(draw: &mut Draw, org: &str) -> String {
    let digits: Vec<char> = org.chars().collect();
    let place = 2 + draw.index(6);
    let mut slip = digits.clone();
    match draw.below(3) {
        0 => slip.swap(place, place + 1),
        1 => {
            slip.remove(place);
        }
        _ => {}
    }
    let slip: String = slip.into_iter().collect();
    if slip != org && !org_is_valid(&slip) {
        return slip;
    }
    let (head, last) = org.split_at_checked(9).unwrap_or((org, ""));
    let last: u32 = last.parse().unwrap_or(0);
    format!("{head}{}", (last + 3) % 10)
}

fn fold(name: &str) -> String {
    let plain = |char| match char {
        'å' | 'ä' => 'a',
        'ö' => 'o',
        'Å' | 'Ä' => 'A',
        'Ö' => 'O',
        other => other,
    };
    name.chars().map(plain).collect()
}

/// Two neighbouring letters inside the first word swapped.
fn slipped(draw: &mut Draw, name: &str) -> String {
    let (first, rest) = name.split_once(' ').unwrap_or((name, ""));
    let mut letters: Vec<char> = first.chars().collect();
    let count = letters.len().saturating_sub(2).max(1);
    let start = draw.index(count);
    let swap = (0..count)
        .map(|step| 1 + (start + step) % count)
        .find(|&at| letters.get(at).zip(letters.get(at + 1)).is_some_and(|(a, b)| a != b));
    match swap {
        Some(at) => letters.swap(at, at + 1),
        None => letters.push('s'),
    }
    let first: String = letters.into_iter().collect();
    format!("{first} {rest}").trim_end().to_owned()
}

/// A letter inside the first word written twice.
fn doubled(draw: &mut Draw, name: &str) -> String {
    let count = name.split(' ').next().unwrap_or_default().chars().count();
    let at = 1 + draw.index(count.saturating_sub(2));
    let twice = |(place, char): (usize, char)| std::iter::repeat_n(char, if place == at { 2 } else { 1 });
    name.chars().enumerate().flat_map(twice).collect()
}

/// The last word shortened: `Ekby Utbildning` as `Ekby Utbildn.`; `None` when it is short already.
fn shortened(name: &str) -> Option<String> {
    let (head, last) = name.rsplit_once(' ')?;
    let kept = last.chars().count().checked_sub(3).filter(|kept| *kept > 3)?;
    Some(format!("{head} {}.", last.chars().take(kept).collect::<String>()))
}

/// A short form or another spelling of a given name or surname.
fn other_form(name: &str) -> Option<&'static str> {
    const FORMS: [(&str, &str); 30] = [
        ("Karl", "Kalle"),
        ("Lars", "Lasse"),
        ("Jan", "Janne"),
        ("Per", "Pelle"),
        ("Hans", "Hasse"),
        ("Nils", "Nisse"),
        ("Mikael", "Micke"),
        ("Fredrik", "Fredde"),
        ("Stefan", "Steffe"),
        ("Thomas", "Tomas"),
        ("Sofia", "Sofie"),
        ("Oskar", "Oscar"),
        ("Viktor", "Victor"),
        ("Birgitta", "Gittan"),
        ("Hassan", "Hasan"),
        ("Mehmet", "Mehmed"),
        ("Peter", "Peder"),
        ("Daniel", "Danne"),
        ("Eva", "Ewa"),
        ("Annika", "Annica"),
        ("Karlsson", "Carlsson"),
        ("Gustafsson", "Gustavsson"),
        ("Lindqvist", "Lindkvist"),
        ("Lundqvist", "Lundkvist"),
        ("Pettersson", "Petersson"),
        ("Jonsson", "Johnsson"),
        ("Eriksson", "Ericsson"),
        ("Isaksson", "Isacsson"),
        ("Hussein", "Hussain"),
        ("Mohamed", "Muhammed"),
    ];
    FORMS.iter().find(|(known, _)| *known == name).map(|(_, other)| *other)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the controls compare names exactly.
    fn normal(name: &str) -> String {
        let words = name.split_whitespace().filter(|word| !word.eq_ignore_ascii_case("ab"));
        words.flat_map(str::chars).filter(|char| char.is_alphanumeric()).flat_map(char::to_uppercase).collect()
    }

    #[test]
    fn a_variant_never_reads_the_same_and_begins_alike() {
        let mut draw = Draw::new(3, "variants");
        for name in ["Åsensgård Måleri AB", "Mo El AB", "Albyby Bygg AB", "Isö AB", "Norrbytorp Utbildning AB"] {
            for _ in 0..60 {
                let other = firm(&mut draw, name);
                assert_ne!(normal(&other), normal(name), "{other}");
                assert!(fold(&other).starts_with(fold(name).chars().next().unwrap()), "{other}");
            }
        }
        for name in ["Karl Gustafsson", "Maria Ek", "Åsa Öberg"] {
            for _ in 0..60 {
                assert_ne!(normal(&person(&mut draw, name)), normal(name));
            }
        }
        assert_eq!(club("Norrby Idrottsförening"), "Norrby IF");
    }

    #[test]
    fn a_slip_in_a_number_fails_its_check() {
        let mut draw = Draw::new(3, "variants");
        for org in ["5570079195", "5570000002", "5571111111", "8070158388"] {
            for _ in 0..60 {
                let slip = number(&mut draw, org);
                assert!(!org_is_valid(&slip) && (9..=10).contains(&slip.len()), "{slip}");
            }
        }
    }

    #[test]
    fn a_phone_number_keeps_its_digits() {
        let mut draw = Draw::new(3, "variants");
        for form in 0..4 {
            let written = names::phone_written("0741234567", form);
            let other = phone(&mut draw, &format!("{written} vx"));
            assert_ne!(other, written);
            assert!(other.replace([' ', '/', '-'], "").ends_with("741234567"), "{other}");
        }
    }

    #[test]
    fn a_street_is_shortened_only_where_it_can_be_read_again() {
        let mut draw = Draw::new(3, "variants");
        let mut all =
            |street_name| (0..60).map(|_| street(&mut draw, street_name)).collect::<std::collections::BTreeSet<_>>();
        assert!(all("Bruksvägen 3").contains("Bruksv. 3"));
        assert!(!all("Norra Vägen 4").iter().any(|other| other.contains("v. ")));
    }
}
