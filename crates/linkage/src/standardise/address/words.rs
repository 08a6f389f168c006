//! The words of an address line and what each may mean.

use crate::standardise::letters::{is_apostrophe, is_hyphen, lower_push};
use crate::standardise::text::word_push;

/// The text in lower case with one comma between lines and one space between words. A hyphen, slash or colon inside a word
/// stays; a full stop stays after a word that it shortens and is dropped between single letters (`P.O.`).
pub(super) fn address_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let (mut run, mut previous) = (0_usize, ' ');
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        let inside = previous.is_alphanumeric() && next.is_alphanumeric();
        match c {
            _ if c.is_alphanumeric() => lower_push(&mut out, c),
            ',' | ';' | '|' | '\n' | '\r' => gap_push(&mut out, ','),
            '℅' => {
                gap_push(&mut out, ' ');
                out.push_str(CARE_OF);
                gap_push(&mut out, ' ');
            }
            '.' if inside && run == 1 && next.is_alphabetic() => {}
            '.' if previous.is_alphabetic() => {
                out.push('.');
                gap_push(&mut out, ' ');
            }
            '/' | ':' if inside => out.push(c),
            _ if inside && is_hyphen(c) => out.push('-'),
            _ if is_apostrophe(c) => {}
            _ => gap_push(&mut out, ' '),
        }
        run = if c.is_alphanumeric() { run + 1 } else { 0 };
        previous = c;
    }
    let kept = out.trim_end_matches([' ', ',']).len();
    out.truncate(kept);
    out
}

/// One gap between words or lines; a line's gap stands for that of words as well.
fn gap_push(out: &mut String, gap: char) {
    if gap == ',' && out.ends_with(' ') {
        out.pop();
    }
    if !out.is_empty() && !out.ends_with([' ', ',']) {
        out.push(gap);
    }
}

const CARE_OF: &str = "c/o";

/// Words that come before the name of somebody at the address.
const CARE_OF_WORDS: [&str; 4] = ["c/o", "co", "att", "attn"];

/// The words before `c/o`, and those after it.
pub(super) fn care_of_split<'a, 'b>(words: &'b [&'a str]) -> Option<(&'b [&'a str], Vec<&'a str>)> {
    let at = words.iter().position(|word| word.starts_with(CARE_OF) || CARE_OF_WORDS.contains(&plain(word)))?;
    let (before, from) = words.split_at(at);
    let (marker, after) = from.split_first()?;
    // `c/oAnna`, `c/o:Anna`
    let grown = marker.strip_prefix(CARE_OF).map_or("", |rest| rest.trim_matches([':', '/', '-', '.']));
    let name = Some(grown).filter(|word| !word.is_empty()).into_iter().chain(after.iter().copied());
    Some((before, name.collect()))
}

/// The word without the full stop of an abbreviation.
fn plain(word: &str) -> &str {
    word.trim_end_matches('.')
}

/// Whether a street with a number after it is among the words.
pub(super) fn has_number_behind(words: &[&str]) -> bool {
    let is_post_code = Words::new(words).next_post_code();
    words.split_first().is_some_and(|(first, rest)| {
        !is_post_code && number_parts(first).is_none() && rest.iter().any(|word| number_parts(word).is_some())
    })
}

/// The number of a house and its entrance: `12`, `12-14`, `12b`, `12a-c`. Not `3rd`, not `5:e`.
pub(super) fn number_parts(word: &str) -> Option<(String, Option<&str>)> {
    let (digits, mut rest) = leading_digits(plain(word));
    let significant = digits.trim_start_matches('0');
    if significant.is_empty() || digits.len() > 5 {
        return None;
    }
    let mut number = significant.to_owned();
    if let Some(after) = rest.strip_prefix(['-', '/'])
        && let (end @ [_, ..], behind) = (after.as_bytes(), leading_digits(after))
        && end.first().is_some_and(u8::is_ascii_digit)
    {
        number.push('-');
        number.push_str(behind.0);
        rest = behind.1;
    }
    let mut letters = rest.chars();
    match (letters.next(), letters.next()) {
        (None, _) => Some((number, None)),
        (Some(letter), None | Some('-' | '/')) if letter.is_alphabetic() => {
            Some((number, rest.get(..letter.len_utf8())))
        }
        _ => None,
    }
}

fn leading_digits(word: &str) -> (&str, &str) {
    let end = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    word.split_at_checked(end).unwrap_or((word, ""))
}

/// Whether the word can be the number of an apartment: a few letters and digits, among the first two a digit.
pub(super) fn is_apartment(word: &str) -> bool {
    (1..=6).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_alphanumeric())
        && word.bytes().take(2).any(|b| b.is_ascii_digit())
}

/// The name of a street, word by word: abbreviations written out. `is_first`: no word of the name stands before it.
pub(super) fn street_word(word: &str, is_first: bool, following: &Words<'_>) -> String {
    let bare = plain(word);
    let is_initial =
        is_first && following.rest.first().is_some_and(|next| !next.starts_with(|c: char| c.is_ascii_digit()));
    let whole = match bare {
        "s:t" => "sankt",
        "s:ta" => "sankta",
        "g:a" => "gamla",
        "l:a" => "lilla",
        "st:a" => "stora",
        "n:a" => "norra",
        "s:a" => "södra",
        "v:a" => "västra",
        "ö:a" => "östra",
        "st" if is_initial => "sankt",
        "n" if is_initial => "norra",
        "s" if is_initial => "södra",
        "v" if is_initial => "västra",
        "ö" if is_initial => "östra",
        "storg" => "storgatan",
        "postbox" | "pobox" => "box",
        "po" if following.rest.iter().any(|word| word.ends_with("box")) => "",
        _ if bare.len() < word.len() || is_cut(bare) => return unshortened(bare),
        _ => bare,
    };
    whole.to_owned()
}

/// Endings that no whole word of a street has, cut without a full stop: `kungsg`, `björkv`; but `storälv`.
fn is_cut(bare: &str) -> bool {
    let is_word = bare.chars().count() > 4 && bare.chars().all(|c| c.is_ascii_lowercase() || "åäöé".contains(c));
    let before_v = bare.strip_suffix('v').and_then(|stem| stem.chars().next_back());
    is_word && (bare.ends_with("sg") || before_v.is_some_and(|c| !"aeiouyåäöél".contains(c)))
}

/// Endings that a full stop cuts, and words that end so without being cut.
fn unshortened(bare: &str) -> String {
    const WHOLE: [&str; 3] = ["torg", "berg", "borg"];
    const ENDINGS: [(&str, &str); 5] =
        [("gat", "gatan"), ("väg", "vägen"), ("gr", "gränd"), ("g", "gatan"), ("v", "vägen")];
    let cut = ENDINGS.iter().find_map(|(short, long)| {
        let stem = bare.strip_suffix(short).filter(|stem| stem.len() > 1)?;
        Some(format!("{stem}{long}"))
    });
    cut.filter(|_| !WHOLE.iter().any(|end| bare.ends_with(end))).unwrap_or_else(|| bare.to_owned())
}

/// The words of a line that are not read yet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'a> {
    rest: &'a [&'a str],
}

impl<'a> Words<'a> {
    pub(super) const fn new(rest: &'a [&'a str]) -> Self {
        Self { rest }
    }

    pub(super) fn next(&mut self) -> Option<&'a str> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    /// All words left, as one text.
    pub(super) fn all_left(&mut self) -> String {
        let mut out = String::new();
        while let Some(word) = self.next() {
            word_push(&mut out, word);
        }
        out
    }

    fn next_if(&mut self, wanted: impl FnOnce(&str) -> bool) -> Option<&'a str> {
        self.rest.first().filter(|word| wanted(plain(word)))?;
        self.next()
    }

    /// What follows `lgh`, which `word` is or starts with; empty when nothing that can be an apartment does.
    pub(super) fn apartment(&mut self, word: &'a str) -> Option<&'a str> {
        const MARKERS: [&str; 6] = ["lgh", "lghnr", "lägenhet", "lägenhetsnr", "lägenhetsnummer", "apt"];
        if let Some(number) = plain(word).strip_prefix("lgh").filter(|rest| is_apartment(rest)) {
            return Some(number);
        }
        if !MARKERS.contains(&plain(word)) {
            return None;
        }
        self.next_if(|next| next == "nr");
        Some(self.next_if(is_apartment).map_or("", plain))
    }

    /// Whether a floor begins at `word`; its words are then read.
    pub(super) fn is_floor(&mut self, word: &str) -> bool {
        const BEFORE: [&str; 3] = ["våning", "vån", "plan"];
        const ALONE: [&str; 9] = ["nb", "bv", "ög", "ng", "tr", "trp", "trappor", "vån", "våning"];
        let (digits, unit) = leading_digits(plain(word));
        let is_short = |word: &str| word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
        match (digits.len(), unit) {
            (0, unit) if BEFORE.contains(&unit) && self.next_if(is_short).is_some() => true,
            (0, unit) => ALONE.contains(&unit),
            (1 | 2, "") => self.next_if(|next| ALONE.contains(&next)).is_some(),
            (1 | 2, unit) => ALONE.contains(&unit),
            _ => false,
        }
    }

    /// The post code that begins at `word`, when one `may` stand there and something follows it.
    pub(super) fn post_code(&mut self, word: &str, may: bool) -> Option<String> {
        let word = plain(word);
        let bare = word.strip_prefix("se-").or_else(|| word.strip_prefix("s-")).unwrap_or(word);
        let are_digits = |word: &str, length: usize| word.len() == length && word.bytes().all(|b| b.is_ascii_digit());
        if !may || self.rest.is_empty() {
            None
        } else if are_digits(bare, 5) {
            Some(bare.to_owned())
        } else if are_digits(bare, 3) {
            self.next_if(|next| are_digits(next, 2)).map(|end| format!("{bare}{}", plain(end)))
        } else {
            None
        }
    }

    fn next_post_code(mut self) -> bool {
        self.next().is_some_and(|word| self.post_code(word, true).is_some())
    }

    /// The letter of an entrance, with a word such as `uppg` before it or without.
    pub(super) fn entrance(&mut self) -> Option<&'a str> {
        const MARKERS: [&str; 6] = ["uppg", "uppgång", "ing", "ingång", "port", "trappa"];
        let mut ahead = *self;
        ahead.next_if(|word| MARKERS.contains(&word));
        let word = ahead.next().map(plain)?;
        let mut letters = word.chars();
        let (letter, follows) = (letters.next()?, letters.next());
        if !letter.is_alphabetic() || !matches!(follows, None | Some('-' | '/')) {
            return None;
        }
        *self = ahead;
        word.get(..letter.len_utf8())
    }
}
