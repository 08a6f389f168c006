//! What free text beside a period says: per cent of full time, leave, an organisation number, ways to reach somebody.

/// Per cent of full time, when the text says it.
pub(crate) fn extent(text: &str) -> Option<u8> {
    let text = text.to_lowercase();
    if let Some(share) = percent(&text) {
        return Some(share);
    }
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["heltid", "full-time", "full time", "fulltime"]) {
        return Some(100);
    }
    has(&["halvtid", "half-time", "half time"]).then_some(50)
}

/// A whole number from 1 to 100 before a per cent sign, behind a word that says what it is a share of, or alone.
fn percent(text: &str) -> Option<u8> {
    text.match_indices(['%']).find_map(|(at, _)| {
        let before = text.get(..at)?.trim_end();
        let digits: String = before.chars().rev().take_while(char::is_ascii_digit).collect();
        let digits: String = digits.chars().rev().collect();
        let share: u8 = digits.parse().ok()?;
        let words = before.strip_suffix(digits.as_str())?.trim_end();
        let stands_alone = words.is_empty() || words.ends_with(['(', ',', ';', '.', '|', ':']);
        let is_named = ["tjänst", "omfattning", "sysselsättningsgrad", "deltid", "heltid", "extent", "employment"];
        let follows = text.get(at + 1..).unwrap_or_default().trim_start();
        let named = is_named.iter().any(|name| words.ends_with(name) || follows.starts_with(name));
        ((1..=100).contains(&share) && (stands_alone || named)).then_some(share)
    })
}

/// The text says that the candidate was away, or still employed while away.
pub(crate) fn is_leave(text: &str) -> bool {
    let text = text.to_lowercase();
    let words = [
        "tjänstledig",
        "föräldraledig",
        "föräldrapenning",
        "mammaledig",
        "pappaledig",
        "sjukskriv",
        "vårdledig",
        "parental leave",
        "on leave",
        "leave of absence",
        "studieledig",
        "timanställ",
        "vid behov",
        "extraarbete",
        "behovsanställ",
    ];
    words.iter().any(|word| text.contains(word))
}

/// An organisation number in the text: six digits, a hyphen, four digits, and a third digit that no personnummer has.
pub(crate) fn org_no(text: &str) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    chars.windows(11).enumerate().find_map(|(at, window)| {
        let is_shape = window.iter().enumerate().all(|(i, c)| if i == 6 { *c == '-' } else { c.is_ascii_digit() });
        let digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
        let is_alone = !digit(at + 11) && !at.checked_sub(1).is_some_and(digit);
        let is_org = window.get(2).is_some_and(|third| *third >= '2');
        (is_shape && is_alone && is_org).then(|| window.iter().collect())
    })
}

/// Mail addresses and telephone numbers in the text, in the order in which they stand.
pub(crate) fn contacts(text: &str) -> Vec<String> {
    let mut found: Vec<String> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '<' | '>' | '(' | ')'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.')))
        .map(str::to_owned)
        .collect();
    let is_phone = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '+' | '(' | ')' | '/');
    for piece in text.split(|c| !is_phone(c)) {
        let digits = piece.chars().filter(char::is_ascii_digit).count();
        let piece = piece.trim();
        let begins = piece.starts_with('0') || piece.starts_with("+") || piece.starts_with("(0");
        if begins && (8..=15).contains(&digits) {
            found.push(piece.to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extent_is_read_in_the_ways_it_is_written() {
        for (text, share) in [
            ("Heltid", Some(100)),
            ("tjänst 80 %", Some(80)),
            ("(50%)", Some(50)),
            ("Handläggare, 75 % tjänst", Some(75)),
            ("halvtid", Some(50)),
            ("Ökade försäljningen med 30 %", None),
            ("900 %", None),
            ("", None),
        ] {
            assert_eq!(extent(text), share, "{text}");
        }
    }

    #[test]
    fn a_number_of_an_organisation_is_none_of_a_person() {
        assert_eq!(org_no("Exempel AB (org.nr 557000-0009)").as_deref(), Some("557000-0009"));
        assert_eq!(org_no("född 850101-9807"), None);
        assert_eq!(org_no("19557000-00092"), None);
    }

    #[test]
    fn ways_to_reach_somebody_are_found_in_text() {
        let found = contacts("Chef: Exempel (exempel@exempel.example), tel 070-174 06 05.");
        assert_eq!(found, ["exempel@exempel.example", "070-174 06 05"]);
        assert!(contacts("2015-2018").is_empty());
    }
}
