//! From rows of the database to plain structs, and the few types of columns that both databases share.

use std::fmt;

use sqlx::{Row as _, any::AnyRow};
use zeroize::Zeroize;

/// A struct whose fields are named as the columns of a row.
pub(crate) trait FromRow: Sized {
    fn from_row(row: &AnyRow) -> Result<Self, sqlx::Error>;
}

/// A value of one column.
pub(crate) trait Column: Sized {
    fn column(row: &AnyRow, name: &str) -> Result<Self, sqlx::Error>;
}

/// Reads a struct by the names of its fields.
macro_rules! from_row {
    ($name:ident { $($field:ident),* $(,)? }) => {
        impl crate::row::FromRow for $name {
            fn from_row(row: &sqlx::any::AnyRow) -> std::result::Result<Self, sqlx::Error> {
                Ok(Self { $($field: crate::row::Column::column(row, stringify!($field))?),* })
            }
        }
    };
}

/// An enumeration that the database keeps as words.
macro_rules! words {
    ($name:ident { $($variant:ident = $word:literal),* $(,)? }) => {
        impl $name {
            /// Its word in the database.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// The one of that word.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                to.write_str(self.as_str())
            }
        }

        impl crate::row::Column for $name {
            fn column(row: &sqlx::any::AnyRow, name: &str) -> std::result::Result<Self, sqlx::Error> {
                let word = <String as crate::row::Column>::column(row, name)?;
                Self::from_word(&word).ok_or_else(|| crate::row::unreadable(name))
            }
        }
    };
}

pub(crate) use {from_row, words};

/// A value that the program never wrote.
pub(crate) fn unreadable(name: &str) -> sqlx::Error {
    sqlx::Error::ColumnDecode { index: name.to_owned(), source: "a value that the program never writes".into() }
}

macro_rules! plain {
    ($($type:ty),*) => { $(
        impl Column for $type {
            fn column(row: &AnyRow, name: &str) -> std::result::Result<Self, sqlx::Error> {
                row.try_get(name)
            }
        }
    )* };
}

plain!(String, Option<String>, i64, Option<i64>, Vec<u8>, Option<Vec<u8>>);

impl Column for u64 {
    fn column(row: &AnyRow, name: &str) -> std::result::Result<Self, sqlx::Error> {
        Self::try_from(i64::column(row, name)?).map_err(|_| unreadable(name))
    }
}

impl Column for bool {
    fn column(row: &AnyRow, name: &str) -> std::result::Result<Self, sqlx::Error> {
        match i64::column(row, name)? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(unreadable(name)),
        }
    }
}

impl Column for Secret {
    fn column(row: &AnyRow, name: &str) -> std::result::Result<Self, sqlx::Error> {
        String::column(row, name).map(Self)
    }
}

/// A count or number as the database takes it. What is larger than any real one stays the largest.
pub(crate) fn big(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// Text that no log shows.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Of that text.
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The text.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("Secret")
    }
}
