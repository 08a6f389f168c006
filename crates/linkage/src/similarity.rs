//! Similarity of two texts of one column, made for billions of calls.
//!
//! A text is coded once as 32 bytes, one per character; where a character stands in a text is then one SIMD comparison, and
//! Jaro-Winkler and the edit distance run on those position masks (Hyyrö 2003, "A bit-vector algorithm for computing
//! Levenshtein and Damerau edit distances"). A set of the letters in each text bounds both measures before they are
//! computed. Longer texts, and columns with an alphabet beyond 254 characters, go to `rapidfuzz`; the results are the same.

#![expect(
    clippy::indexing_slicing,
    reason = "ids come from the dictionary that was coded, positions from masks of 32 bits"
)]
#![expect(clippy::cast_precision_loss, reason = "lengths of texts are far below 2^53")]

use rapidfuzz::distance::{jaro_winkler, osa};
use rustc_hash::FxHashMap;
use wide::{u8x16, u8x32};

use crate::dictionary::Dictionary;

/// Characters of a coded text.
const WIDTH: usize = 32;

/// Length that marks a text kept as it is.
const LONG: u8 = u8::MAX;

#[derive(Debug, Clone, Copy)]
#[repr(align(32))]
struct Line {
    codes: [u8; WIDTH],
}

#[derive(Debug, Clone, Copy)]
struct Head {
    letters: u64,
    length: u8,
}

/// The values of a column, coded.
#[derive(Debug, Clone, Default)]
pub(crate) struct Coded {
    lines: Vec<Line>,
    heads: Vec<Head>,
    long: FxHashMap<u32, Vec<char>>,
    alphabet: FxHashMap<char, u8>,
    /// The codes of the first letters of Unicode, where they have one; the same as in `alphabet`.
    common: Vec<u8>,
}

/// Letters whose codes are found without hashing: Latin with its accents.
const COMMON: usize = 256;

impl Coded {
    /// Forgets all but the first `length` values.
    pub(crate) fn truncate(&mut self, length: usize) {
        for id in length..self.heads.len() {
            if self.heads[id].length == LONG {
                self.long.remove(&u32::try_from(id).unwrap_or(u32::MAX));
            }
        }
        self.lines.truncate(length);
        self.heads.truncate(length);
    }

    /// Codes the values that were added to the dictionary since.
    pub(crate) fn extend(&mut self, values: &Dictionary) {
        if self.lines.is_empty() {
            self.lines.reserve_exact(values.len());
            self.heads.reserve_exact(values.len());
        }
        for (id, text) in (self.lines.len()..).zip(values.texts_from(self.lines.len())) {
            self.push(u32::try_from(id).unwrap_or_default(), text);
        }
    }

    fn push(&mut self, id: u32, text: &str) {
        let mut line = Line { codes: [0; WIDTH] };
        let mut head = Head { letters: 0, length: 0 };
        for (at, letter) in text.chars().enumerate() {
            let code = self.code(letter);
            if at >= WIDTH || code == LONG {
                head.length = LONG;
                self.long.insert(id, text.chars().collect());
                break;
            }
            line.codes[at] = code;
            head.letters |= 1 << (code & 63);
            head.length += 1;
        }
        self.lines.push(line);
        self.heads.push(head);
    }

    fn code(&mut self, letter: char) -> u8 {
        if let Some(&code) = self.common.get(letter as usize).filter(|code| **code != 0) {
            return code;
        }
        let next = u8::try_from(self.alphabet.len() + 1).unwrap_or(LONG);
        let code = *self.alphabet.entry(letter).or_insert(next);
        self.common.resize(COMMON, 0);
        if let Some(common) = self.common.get_mut(letter as usize) {
            *common = code;
        }
        code
    }

    fn chars(&self, id: u32) -> Vec<char> {
        if let Some(chars) = self.long.get(&id) {
            return chars.clone();
        }
        let mut back = [' '; 256];
        for (&letter, &code) in &self.alphabet {
            back[usize::from(code)] = letter;
        }
        let head = self.heads[id as usize];
        self.lines[id as usize].codes[..usize::from(head.length)].iter().map(|&code| back[usize::from(code)]).collect()
    }

    /// Jaro-Winkler similarity where it reaches `least`; where it does not, any number below `least`.
    pub(crate) fn jaro_winkler(&self, a: u32, b: u32, least: f64) -> f64 {
        let (left, right) = (self.heads[a as usize], self.heads[b as usize]);
        if left.length == LONG || right.length == LONG {
            let (a, b) = ordered(self.chars(a), self.chars(b));
            return jaro_winkler::similarity(a, b);
        }
        let (one, other) = (&self.lines[a as usize].codes, &self.lines[b as usize].codes);
        let (la, lb) = (usize::from(left.length), usize::from(right.length));
        let prefix = common_prefix(one, other).min(la).min(lb);
        let most = (la - missing(left, right).min(la)).min(lb - missing(right, left).min(lb));
        if at_most(most, la, lb, prefix) < least {
            return 0.0;
        }
        // The measure is not quite symmetric: the order of the texts decides, not that of the records.
        let (one, other) = if (la, one) <= (lb, other) { ((one, la), (other, lb)) } else { ((other, lb), (one, la)) };
        if la.max(lb) <= HALF {
            jaro_winkler_masks::<u8x16>(one, other, prefix, least)
        } else {
            jaro_winkler_masks::<u8x32>(one, other, prefix, least)
        }
    }

    /// Optimal string alignment distance where it is at most `most`; where it is not, any number above `most`.
    pub(crate) fn edit(&self, a: u32, b: u32, most: usize) -> usize {
        let (left, right) = (self.heads[a as usize], self.heads[b as usize]);
        if left.length == LONG || right.length == LONG {
            return osa::distance(self.chars(a), self.chars(b));
        }
        let (la, lb) = (usize::from(left.length), usize::from(right.length));
        let least = missing(left, right).max(missing(right, left)).max(la.abs_diff(lb));
        if least > most {
            return least;
        }
        let (one, other) = (&self.lines[a as usize].codes, &self.lines[b as usize].codes);
        if la.max(lb) <= HALF {
            edit_within::<u8x16>((one, la), (other, lb), most)
        } else {
            edit_within::<u8x32>((one, la), (other, lb), most)
        }
    }
}

/// How many of the first four codes are equal; those behind a text's end are all the same.
fn common_prefix(one: &[u8; WIDTH], other: &[u8; WIDTH]) -> usize {
    let first = |codes: &[u8; WIDTH]| u32::from_le_bytes([codes[0], codes[1], codes[2], codes[3]]);
    (first(one) ^ first(other)).trailing_zeros() as usize / 8
}

/// How many letters of one text, at least, the other lacks.
fn missing(one: Head, other: Head) -> usize {
    (one.letters & !other.letters).count_ones() as usize
}

fn ordered(a: Vec<char>, b: Vec<char>) -> (Vec<char>, Vec<char>) {
    if (a.len(), &a) <= (b.len(), &b) { (a, b) } else { (b, a) }
}

fn jaro(matches: usize, moved: usize, la: usize, lb: usize) -> f64 {
    if matches == 0 {
        return if la == 0 && lb == 0 { 1.0 } else { 0.0 };
    }
    let m = matches as f64;
    (m / la as f64 + m / lb as f64 + (m - (moved / 2) as f64) / m) / 3.0
}

fn winkler(jaro: f64, prefix: usize) -> f64 {
    if jaro > 0.7 { jaro + prefix as f64 * 0.1 * (1.0 - jaro) } else { jaro }
}

/// No less than the similarity of two texts with so many letters in common; without a division.
fn at_most(matches: usize, la: usize, lb: usize, prefix: usize) -> f64 {
    const SLACK: f64 = 1e-9;
    if matches == 0 {
        return if la == 0 && lb == 0 { 1.0 } else { 0.0 };
    }
    let parts = |length: usize| SHARE.get(length).copied().unwrap_or(1.0);
    let jaro = (matches as f64 * (parts(la) + parts(lb)) + 1.0) * (1.0 / 3.0) + SLACK;
    winkler(jaro, prefix) + SLACK
}

/// One part of so many; of none, more than can be.
const SHARE: [f64; WIDTH + 1] = {
    let mut shares = [1.0; WIDTH + 1];
    let mut length = 1;
    while length <= WIDTH {
        shares[length] = 1.0 / length as f64;
        length += 1;
    }
    shares
};

/// Most edits for which [`is_near`] looks.
const REACH: usize = 4;

/// The codes of a text in one register.
trait Text: Copy {
    fn of(codes: &[u8]) -> Self;

    /// Where the two have the same code, a bit per place.
    fn same(self, other: Self) -> u32;

    /// Where a letter stands, a bit per place.
    fn places(self, letter: u8) -> u32;
}

/// Characters of a text that fits half a line: most names do, and cost half.
const HALF: usize = WIDTH / 2;

impl Text for u8x16 {
    #[inline]
    fn of(codes: &[u8]) -> Self {
        codes.first_chunk().map_or(Self::ZERO, |codes| Self::new(*codes))
    }

    #[inline]
    fn same(self, other: Self) -> u32 {
        self.simd_eq(other).to_bitmask()
    }

    #[inline]
    fn places(self, letter: u8) -> u32 {
        self.same(Self::splat(letter))
    }
}

impl Text for u8x32 {
    #[inline]
    fn of(codes: &[u8]) -> Self {
        codes.first_chunk().map_or(Self::ZERO, |codes| Self::new(*codes))
    }

    #[inline]
    fn same(self, other: Self) -> u32 {
        self.simd_eq(other).to_bitmask()
    }

    #[inline]
    fn places(self, letter: u8) -> u32 {
        self.same(Self::splat(letter))
    }
}

type Codes<'a> = (&'a [u8; WIDTH], usize);

/// Letters looked at in one go: behind a text's end stand codes that no letter has, and a count known beforehand is what
/// the processor guesses best.
const STEP: usize = 8;

/// Jaro-Winkler without a branch per letter; 0 where it can not reach `least`.
#[inline]
fn jaro_winkler_masks<T: Text>((a, la): Codes<'_>, (b, lb): Codes<'_>, prefix: usize, least: f64) -> f64 {
    if la == 0 || lb == 0 {
        return jaro(0, 0, la, lb);
    }
    let reach = (la.max(lb) / 2).saturating_sub(1);
    let whole = (1_u64 << la) - 1;
    let mut window = (1_u64 << (2 * reach + 1)) - 1;
    let text = T::of(a);
    let mut free = whole;
    let mut matched = [0_u8; WIDTH];
    let mut matches = 0;
    for letters in b.chunks_exact(STEP).take(lb.div_ceil(STEP)) {
        for &letter in letters {
            let found = u64::from(text.places(letter)) & (window >> reach) & free;
            window <<= 1;
            free &= !(found & found.wrapping_neg());
            matched[matches & (WIDTH - 1)] = letter;
            matches += usize::from(found != 0);
        }
    }
    if at_most(matches, la, lb, prefix) < least {
        return 0.0;
    }
    let mut moved = 0;
    let mut rest = whole & !free;
    for letter in &matched[..matches] {
        moved += usize::from(a[rest.trailing_zeros() as usize & (WIDTH - 1)] != *letter);
        rest &= rest.wrapping_sub(1);
    }
    winkler(jaro(matches, moved, la, lb), prefix)
}

/// Optimal string alignment distance, or more than `most` where it is certain to be.
#[inline]
fn edit_within<T: Text>(one: Codes<'_>, other: Codes<'_>, most: usize) -> usize {
    if most <= REACH && !is_near::<T>(one, other.0, most) {
        return most + 1;
    }
    edit_masks::<T>(one, other)
}

/// Whether two texts can be `most` edits from each other: an edit moves what stands behind it by one place and takes one
/// letter at most, so that all letters but `most` are found again within `most` places.
#[inline]
fn is_near<T: Text>((one, length): Codes<'_>, other: &[u8; WIDTH], most: usize) -> bool {
    let mut wide = [0; WIDTH + 2 * REACH];
    wide[REACH..REACH + WIDTH].copy_from_slice(other);
    let text = T::of(one);
    let found = (REACH - most..=REACH + most).fold(0, |found, from| found | text.same(T::of(&wide[from..])));
    let found = u64::from(found) & ((1 << length) - 1);
    found.count_ones() as usize + most >= length
}

#[inline]
fn edit_masks<T: Text>((a, la): Codes<'_>, (b, lb): Codes<'_>) -> usize {
    if la == 0 {
        return lb;
    }
    let text = T::of(a);
    let last = 1_u64 << (la - 1);
    let (mut vp, mut vn, mut d0, mut before) = (u64::MAX, 0_u64, 0_u64, 0_u64);
    let mut distance = la;
    for &letter in &b[..lb] {
        let here = u64::from(text.places(letter));
        let swap = ((!d0 & here) << 1) & before;
        d0 = ((here & vp).wrapping_add(vp) ^ vp) | here | vn | swap;
        let hp = vn | !(d0 | vp);
        let hn = d0 & vp;
        distance = distance + usize::from(hp & last != 0) - usize::from(hn & last != 0);
        let hp = (hp << 1) | 1;
        vp = (hn << 1) | !(d0 | hp);
        vn = hp & d0;
        before = here;
    }
    distance
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pair(a: &str, b: &str) -> (Coded, u32, u32) {
        let mut values = Dictionary::default();
        let (a, b) = (values.intern(a), values.intern(b));
        let mut coded = Coded::default();
        coded.extend(&values);
        (coded, a, b)
    }

    proptest! {
        #[test]
        fn both_measures_equal_rapidfuzz(a in "[a-eåäö ]{0,40}", b in "[a-eåäö ]{0,40}") {
            let (coded, x, y) = pair(&a, &b);
            let (left, right) = ordered(a.chars().collect(), b.chars().collect());
            let expected = jaro_winkler::similarity(left, right);
            let found = coded.jaro_winkler(x, y, 0.0);
            prop_assert!((found - expected).abs() < 1e-12, "{} {} {} {}", a, b, found, expected);
            prop_assert_eq!(coded.edit(x, y, 99), osa::distance(a.chars(), b.chars()));
        }

        #[test]
        fn bounds_never_hide_a_result(a in "[a-hå]{0,12}", b in "[a-hå]{0,12}", least in 0.5f64..1.0, most in 0usize..4) {
            let (coded, x, y) = pair(&a, &b);
            let exact = coded.jaro_winkler(x, y, 0.0);
            prop_assert_eq!(coded.jaro_winkler(x, y, least) >= least, exact >= least);
            let distance = osa::distance(a.chars(), b.chars());
            prop_assert_eq!(coded.edit(x, y, most) <= most, distance <= most);
        }
    }
}
