//! What a municipality puts its mark on: name, logo, colours. Colours that cannot be read are refused at the start.

use std::fmt::{self, Write as _};

use crate::WebError;

/// The least contrast between text and its ground: WCAG 2.1, 1.4.3, in hundredths.
const LEAST: u64 = 450;

/// A colour of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

impl Colour {
    /// White.
    pub const WHITE: Self = Self { red: 255, green: 255, blue: 255 };

    /// The ground of pages and of every second row.
    const GROUND: Self = Self { red: 0xf4, green: 0xf4, blue: 0xf4 };

    /// Reads `#17506a`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        Some(Self { red: part(0)?, green: part(2)?, blue: part(4)? })
    }

    /// The contrast to another colour, from 100 (none) to 2100.
    #[must_use]
    pub fn contrast(self, other: Self) -> u64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 5_000_000) * 100 / (one.min(two) + 5_000_000)
    }

    /// The same colour, darker.
    #[must_use]
    pub fn darker(self) -> Self {
        let less = |part: u8| u8::try_from(u16::from(part) * 3 / 4).unwrap_or(part);
        Self { red: less(self.red), green: less(self.green), blue: less(self.blue) }
    }

    /// Relative luminance as WCAG defines it, in hundred-millionths.
    fn luminance(self) -> u64 {
        let part = |value: u8| {
            let share = f64::from(value) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        let sum = 0.2126 * part(self.red) + 0.7152 * part(self.green) + 0.0722 * part(self.blue);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1e8")]
        let whole = (sum * 100_000_000.0).round() as u64;
        whole
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

/// A municipality, as its pages show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipality {
    name: String,
    logo: Option<String>,
    band: Colour,
    accent: Colour,
}

impl Municipality {
    /// A municipality with the colours of the house.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        let band = Colour { red: 0x17, green: 0x3a, blue: 0x4c };
        let accent = Colour { red: 0x17, green: 0x50, blue: 0x6a };
        Self { name: name.into(), logo: None, band, accent }
    }

    /// With a logo (an SVG file), shown 40 pixels high on the band.
    #[must_use]
    pub fn with_logo(mut self, svg: impl Into<String>) -> Self {
        self.logo = Some(svg.into());
        self
    }

    /// With colours of its own: the band at the top, under white text, and the accent of links and buttons.
    ///
    /// # Errors
    /// [`WebError::Colour`] when text in them, or on them, could not be read.
    pub fn with_colours(mut self, band: &str, accent: &str) -> Result<Self, WebError> {
        self.band = readable("band", band, &[("vit text", Colour::WHITE)])?;
        self.accent = readable("accent", accent, &[("vit text", Colour::WHITE), ("sidans grå yta", Colour::GROUND)])?;
        Ok(self)
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its logo.
    pub(crate) fn logo(&self) -> Option<&str> {
        self.logo.as_deref()
    }

    /// The style sheet with its colours.
    pub(crate) fn style(&self) -> String {
        let (band, accent, deep) = (self.band, self.accent, self.accent.darker());
        let mut css = format!(":root{{--band:{band};--accent:{accent};--accent-deep:{deep};");
        for (what, default) in [("text", accent), ("background", accent), ("border", accent)] {
            let _ = write!(css, "--fkds-color-action-{what}-primary-default:{default};");
            for state in ["hover", "active", "focus"] {
                let _ = write!(css, "--fkds-color-action-{what}-primary-{state}:{deep};");
            }
        }
        css.push_str("}\n");
        css
    }
}

/// A colour that can be read against others.
fn readable(name: &'static str, text: &str, others: &[(&'static str, Colour)]) -> Result<Colour, WebError> {
    let wrong = |what: String| WebError::Colour { name, value: text.to_owned(), what };
    let colour = Colour::parse(text).ok_or_else(|| wrong("skriv den som #17506a".to_owned()))?;
    for (against, other) in others {
        let contrast = colour.contrast(*other);
        if contrast < LEAST {
            let (whole, part) = (contrast / 100, contrast % 100);
            return Err(wrong(format!(
                "kontrasten mot {against} är {whole},{part:02} och måste vara minst 4,5; välj en mörkare färg"
            )));
        }
    }
    Ok(colour)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_as_the_standard_reckons() {
        let colour = |text| Colour::parse(text).unwrap();
        assert_eq!(Colour::WHITE.contrast(colour("#000000")), 2_100);
        assert_eq!(Colour::WHITE.contrast(Colour::WHITE), 100);
        assert_eq!(colour("#767676").contrast(Colour::WHITE), 454);
    }

    #[test]
    fn colours_that_cannot_be_read_are_refused_with_the_reason() {
        let town = || Municipality::new("Exempelstad");
        assert!(town().with_colours("#173a4c", "#17506a").is_ok());
        let said = |band, accent| town().with_colours(band, accent).unwrap_err().to_string();
        assert!(said("#ffd000", "#17506a").contains("band `#ffd000`: kontrasten mot vit text är 1,"));
        assert!(said("#173a4c", "#777777").contains("accent `#777777`"));
        assert!(said("blue", "#17506a").contains("skriv den som"));
        assert_eq!(Colour::parse("#åå0000"), None);
    }

    #[test]
    fn the_colours_of_the_house_can_be_read() {
        let town = Municipality::new("Exempelstad");
        assert!(town.clone().with_colours(&town.band.to_string(), &town.accent.to_string()).is_ok());
    }
}
