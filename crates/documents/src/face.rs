//! The two cuts of the font: which letters they have, and how wide each is.

use krilla::{
    Data,
    text::{Font, GlyphId, KrillaGlyph},
};
use skrifa::{
    FontRef, MetadataProvider,
    charmap::Charmap,
    instance::{LocationRef, Size},
    metrics::GlyphMetrics,
};

use crate::error::DocumentError;

const REGULAR: &[u8] = include_bytes!("../fonts/OpenSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../fonts/OpenSans-Bold.ttf");

/// How strong a text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// Both cuts.
pub(crate) struct Faces {
    regular: Face,
    bold: Face,
}

/// One cut.
pub(crate) struct Face {
    pub(crate) font: Font,
    letters: Charmap<'static>,
    metrics: GlyphMetrics<'static>,
    units: f32,
}

impl Faces {
    pub(crate) fn embedded() -> Result<Self, DocumentError> {
        Ok(Self { regular: Face::new(REGULAR, "Open Sans Regular")?, bold: Face::new(BOLD, "Open Sans Bold")? })
    }

    pub(crate) fn of(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    /// The text as it can be set: one space between words, no control characters, and a letter that a cut lacks as its
    /// number.
    pub(crate) fn settable(&self, text: &str) -> String {
        let mut set = String::with_capacity(text.len());
        for letter in text.chars() {
            match letter {
                '\t' | '\n' | '\r' => set.push(' '),
                '\u{2011}' => set.push('-'),
                // Soft hyphens and what gives direction or joins: no ink, and not allowed without.
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {
                }
                _ if letter.is_control() => {}
                _ if self.has(letter) => set.push(letter),
                _ => set.push_str(&format!("(U+{:04X})", u32::from(letter))),
            }
        }
        set
    }

    fn has(&self, letter: char) -> bool {
        // Letters for private use mean nothing to others; the formats forbid them.
        let private = ('\u{e000}'..='\u{f8ff}').contains(&letter) || letter >= '\u{f0000}';
        !private && self.regular.has(letter) && self.bold.has(letter)
    }
}

impl Face {
    fn new(bytes: &'static [u8], name: &'static str) -> Result<Self, DocumentError> {
        let fault = DocumentError::Font { name };
        let Ok(read) = FontRef::new(bytes) else { return Err(fault) };
        let Some(font) = Font::new(Data::from(bytes), 0) else { return Err(fault) };
        let metrics = read.glyph_metrics(Size::unscaled(), LocationRef::default());
        let units = font.units_per_em();
        Ok(Self { font, letters: read.charmap(), metrics, units })
    }

    fn has(&self, letter: char) -> bool {
        self.letters.map(letter).is_some_and(|glyph| glyph.to_u32() != 0)
    }

    /// The letters of a settable text, each with its width in parts of the size.
    pub(crate) fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let glyph = |(at, letter): (usize, char)| {
            let glyph = self.letters.map(letter).unwrap_or_default();
            let width = self.metrics.advance_width(glyph).unwrap_or_default() / self.units;
            let range = at..at + letter.len_utf8();
            KrillaGlyph::new(GlyphId::new(glyph.to_u32()), width, 0.0, 0.0, 0.0, range, None)
        };
        text.char_indices().map(glyph).collect()
    }

    /// The width of a settable text, in points.
    pub(crate) fn width(&self, text: &str, size: f32) -> f32 {
        let width = |letter| {
            let glyph = self.letters.map(letter).unwrap_or_default();
            self.metrics.advance_width(glyph).unwrap_or_default()
        };
        text.chars().map(width).sum::<f32>() / self.units * size
    }

    /// How many bytes from the beginning of a settable text are at most that wide.
    pub(crate) fn fits(&self, text: &str, size: f32, width: f32) -> usize {
        let mut room = width * self.units / size;
        let too_wide = |(_, letter): &(usize, char)| {
            let glyph = self.letters.map(*letter).unwrap_or_default();
            room -= self.metrics.advance_width(glyph).unwrap_or_default();
            room < 0.0
        };
        text.char_indices().find(too_wide).map_or(text.len(), |(at, _)| at)
    }
}
