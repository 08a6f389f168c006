//! Text that may stand in a page.

/// The text with the five signs that mean something in HTML written out.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    text.chars().for_each(|sign| push(&mut escaped, sign));
    escaped
}

/// One sign, written out if it means something.
pub(crate) fn push(escaped: &mut String, sign: char) {
    match sign {
        '&' => escaped.push_str("&amp;"),
        '<' => escaped.push_str("&lt;"),
        '>' => escaped.push_str("&gt;"),
        '"' => escaped.push_str("&quot;"),
        '\'' => escaped.push_str("&#39;"),
        sign => escaped.push(sign),
    }
}
