//! A day in a file that people write: `"2026-11-22"`, or without quotes, as TOML has days of its own.

use std::fmt;

use chrono::NaiveDate;
use serde::{
    Deserializer,
    de::{Error, MapAccess, Visitor},
};

struct Day;

impl<'de> Visitor<'de> for Day {
    type Value = NaiveDate;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("en dag, skriven som 2026-11-22")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<NaiveDate, E> {
        text.parse().map_err(|_| E::custom(format_args!("`{text}` är ingen dag; skriv som 2026-11-22")))
    }

    /// TOML hands its own days over as a table with one text.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<NaiveDate, A::Error> {
        match map.next_entry::<String, String>()? {
            Some((_, text)) => self.visit_str(&text),
            None => Err(A::Error::custom("en dag saknas; skriv som 2026-11-22")),
        }
    }
}

pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    deserializer.deserialize_any(Day)
}

pub(super) fn read_some<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    read(deserializer).map(Some)
}
