//! Plain text: decided by its bytes, shown as signs.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

use super::Clean;
use crate::html;

/// How much of a long text is shown.
const SHOWN: usize = 512 << 10;

/// How the bytes of a text are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// What everything new writes.
    Utf8,
    /// What older Swedish systems write.
    Windows1252,
}

impl Encoding {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Windows1252 => "Windows-1252",
        }
    }
}

/// Text, unless something in it says that it is not.
pub(super) fn clean(file: &[u8]) -> Option<Clean> {
    // Documents that begin as text do not end as one.
    if [&b"%PDF-"[..], b"{\\rtf", b"%!PS"].iter().any(|begin| file.starts_with(begin)) {
        return None;
    }
    // What no text has: the signs below blank, but for the few of a printer and a terminal.
    if file.iter().any(|byte| matches!(byte, 0..=6 | 14..=26 | 28..=31)) {
        return None;
    }
    let (shown, encoding, taken) = if let Ok(text) = std::str::from_utf8(file) {
        let shown = text.get(..text.floor_char_boundary(SHOWN)).unwrap_or(text);
        (Cow::Borrowed(shown), Encoding::Utf8, shown.len())
    } else if file.iter().any(|byte| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d)) {
        // These five are nothing in Windows-1252.
        return None;
    } else {
        let shown = file.get(..SHOWN).unwrap_or(file);
        (WINDOWS_1252.decode_without_bom_handling(shown).0, Encoding::Windows1252, shown.len())
    };
    let html = show(shown.strip_prefix('\u{feff}').unwrap_or(&shown));
    Some(Clean::Text { html, encoding, left_out: file.len() - taken })
}

/// Escaped, with what cannot be seen made visible and line ends made one.
fn show(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '\r' => {
                signs.next_if_eq(&'\n');
                html.push('\n');
            }
            '\n' | '\t' => html.push(sign),
            // The pictures of control signs stand in the same order as the signs.
            '\0'..='\x1f' => html.extend(char::from_u32(0x2400 + u32::from(sign))),
            '\x7f' => html.push('␡'),
            sign if sign.is_control() || unseen(sign) => html.push_str(&format!("⟦U+{:04X}⟧", u32::from(sign))),
            sign => html::push(&mut html, sign),
        }
    }
    html
}

/// Signs that take no room or turn the text around, with which one text is made to look like another.
pub(crate) fn unseen(sign: char) -> bool {
    matches!(
        sign,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}
