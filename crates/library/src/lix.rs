//! How hard a Swedish text is to read: LIX (läsbarhetsindex).
//!
//! C. H. Björnsson, *Läsbarhet*, Liber 1968: words for each sentence, and words of more than six letters for each hundred
//! words, added. Below 25 is children's books, 40 newspapers, above 50 official texts as they should not be.

/// LIX of guidance and of lessons stays below this, in tenths.
pub const MOST_LIX: u32 = 450;

/// LIX of a Markdown text, in tenths. A heading and an item of a list are a sentence each; of a link only its words count.
#[must_use]
pub fn lix(markdown: &str) -> u32 {
    let (mut words, mut long, mut sentences) = (0_u32, 0_u32, 0_u32);
    for line in markdown.lines() {
        let (line, ends) = plain(line);
        for word in line.split(|sign: char| !sign.is_alphabetic()).filter(|word| !word.is_empty()) {
            words = words.saturating_add(1);
            long = long.saturating_add(u32::from(word.chars().count() > 6));
        }
        let mut signs = line.chars().peekable();
        let mut last = ' ';
        while let Some(sign) = signs.next() {
            let is_end = signs.peek().is_none_or(|next| next.is_whitespace());
            sentences = sentences.saturating_add(u32::from(is_end && matches!(sign, '.' | '!' | '?' | ':')));
            last = sign;
        }
        let is_open = ends && !line.trim().is_empty() && !matches!(last, '.' | '!' | '?' | ':');
        sentences = sentences.saturating_add(u32::from(is_open));
    }
    if words == 0 {
        return 0;
    }
    words.saturating_mul(10) / sentences.max(1) + long.saturating_mul(1_000) / words
}

/// A line without the signs of Markdown, and whether its end is the end of a sentence.
fn plain(line: &str) -> (String, bool) {
    let text = line.trim();
    let heading = text.trim_start_matches('#');
    let is_heading = heading.len() < text.len();
    let number = heading.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let item = heading.strip_prefix("- ").or_else(|| heading.strip_prefix("* "));
    let item = item.or_else(|| number.strip_prefix(". ").filter(|_| number.len() < heading.len()));
    let is_item = item.is_some();
    let mut shown = String::with_capacity(text.len());
    let mut rest = item.unwrap_or(heading).trim();
    // `[words](address)`: the words stay.
    while let Some((before, after)) = rest.split_once("](") {
        shown.push_str(before);
        rest = after.split_once(')').map_or("", |(_, after)| after);
    }
    shown.push_str(rest);
    (shown.replace(['*', '_', '[', '`'], "").trim_end().to_owned(), is_heading || is_item)
}

#[cfg(test)]
mod tests {
    use super::lix;

    #[test]
    fn it_is_words_for_each_sentence_and_long_words_for_each_hundred() {
        // 8 words, 2 sentences, 1 long word: 4 + 12.5.
        assert_eq!(lix("Du ringer genast till chefen. Myndigheten svarar sedan."), 40 + 125);
        assert_eq!(lix(""), 0);
    }

    #[test]
    fn a_heading_and_an_item_are_sentences_and_an_address_is_no_word() {
        assert_eq!(lix("# Ring nu\n- Ring chefen\n1. Skriv upp"), 20);
        assert_eq!(lix("Läs [om gåvor](guidance:otillaten-paverkan)."), lix("Läs om gåvor."));
        assert_eq!(lix("Ring **nu.**"), lix("Ring nu."));
    }
}
