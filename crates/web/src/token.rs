//! Tokens: who may ask. Only their hashes are kept, in a TOML file that the caller loads.
//!
//! ```toml
//! [[token]]
//! name = "ekonomisystemet"
//! authority = "kommunstyrelsen"
//! scope = ["screen"]
//! expires = "2027-01-31"
//! hash = "7d5…"
//! per_second = 200
//! ```

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use blake3::Hash;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{Fault, TokenError};

/// What stands before the random part, so that a secret that has leaked can be found by its look.
const PREFIX: &str = "insyn_";

/// The secret of a token: 256 random bits from the caller, shown once and then kept by its holder alone.
pub struct Secret([u8; 32]);

impl Secret {
    /// A secret from random bytes. They must come from the operating system's generator.
    #[must_use]
    pub const fn new(random: [u8; 32]) -> Self {
        Self(random)
    }

    /// The secret as its holder sends it.
    #[must_use]
    pub fn reveal(&self) -> String {
        format!("{PREFIX}{}", Hash::from_bytes(self.0).to_hex())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// What a token may be used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Screen payments, and read the basis.
    Screen,
    /// Read the basis only.
    Basis,
}

impl Scope {
    /// The name, as files and answers write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Screen => "screen",
            Self::Basis => "basis",
        }
    }
}

/// A token, without its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its name, which stands in logs: small letters, digits, `.`, `-` and `_`.
    pub name: String,
    /// Whose payments it is for.
    pub authority: String,
    /// What it may be used for.
    pub scope: BTreeSet<Scope>,
    /// The last day that it is valid.
    pub expires: NaiveDate,
    /// Requests per second; none means as the server's limits say.
    pub per_second: Option<u32>,
    hash: Hash,
}

impl Token {
    /// A token of a secret.
    #[must_use]
    pub fn new(name: &str, authority: &str, scope: &[Scope], expires: NaiveDate, secret: &Secret) -> Self {
        let scope = scope.iter().copied().collect();
        let hash = hash_of(&secret.reveal());
        Self { name: name.to_owned(), authority: authority.to_owned(), scope, expires, per_second: None, hash }
    }

    /// Whether a scope covers what is asked.
    fn may(&self, needed: Scope) -> bool {
        self.scope.contains(&needed) || self.scope.contains(&Scope::Screen)
    }
}

fn hash_of(secret: &str) -> Hash {
    Hash::from_bytes(blake3::derive_key("insyn api token 1", secret.as_bytes()))
}

/// The file.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    token: Vec<Entry>,
}

/// A token as written.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    authority: String,
    scope: BTreeSet<Scope>,
    expires: String,
    hash: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    per_second: Option<u32>,
}

/// All tokens that are valid here.
#[derive(Debug, Clone, Default)]
pub struct Tokens(Vec<Arc<Token>>);

impl Tokens {
    /// Reads a file of tokens.
    ///
    /// # Errors
    /// [`TokenError`]: then none of them is used.
    pub fn parse(text: &str) -> Result<Self, TokenError> {
        let file: File = toml::from_str(text).map_err(|error| TokenError::Toml { detail: place(text, &error) })?;
        let tokens = file.token.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
        Self::new(tokens)
    }

    /// Tokens made by the program.
    ///
    /// # Errors
    /// [`TokenError::Twice`] when two share a name or a secret.
    pub fn new(tokens: Vec<Token>) -> Result<Self, TokenError> {
        let mut seen = BTreeSet::new();
        for token in &tokens {
            let is_new = seen.insert(token.name.clone()) && seen.insert(token.hash.to_hex().to_string());
            if !is_new {
                return Err(TokenError::Twice { name: token.name.clone() });
            }
        }
        Ok(Self(tokens.into_iter().map(Arc::new).collect()))
    }

    /// The file that [`Tokens::parse`] reads.
    ///
    /// # Errors
    /// [`TokenError::Toml`] when it cannot be written.
    pub fn to_toml(&self) -> Result<String, TokenError> {
        let token = self.0.iter().map(|token| written(token)).collect();
        toml::to_string(&File { token }).map_err(|error| TokenError::Toml { detail: error.to_string() })
    }

    /// The tokens.
    pub fn iter(&self) -> impl Iterator<Item = &Token> {
        self.0.iter().map(AsRef::as_ref)
    }

    /// Who asks, when they may.
    pub(crate) fn admit(&self, header: Option<&str>, asked: &Asked<'_>) -> Result<Arc<Token>, Fault> {
        let (scheme, secret) = header.and_then(|header| header.split_once(' ')).ok_or(Fault::NoToken)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(Fault::NoToken);
        }
        let token = self.find(secret.trim()).ok_or(Fault::UnknownToken)?;
        if token.expires < asked.today {
            return Err(Fault::ExpiredToken { expires: token.expires });
        }
        if token.authority != asked.authority {
            return Err(Fault::Authority { authority: token.authority.clone() });
        }
        if !token.may(asked.scope) {
            return Err(Fault::Scope { needed: asked.scope.name() });
        }
        Ok(token)
    }

    /// Compares with every token, each in constant time (as `blake3::Hash` does), so that nothing shows in how long it
    /// takes.
    fn find(&self, secret: &str) -> Option<Arc<Token>> {
        let hash = hash_of(secret);
        self.0.iter().fold(None, |found, token| if token.hash == hash { Some(Arc::clone(token)) } else { found })
    }
}

/// What a token is asked for.
#[derive(Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) scope: Scope,
    pub(crate) authority: &'a str,
    pub(crate) today: NaiveDate,
}

fn read(entry: Entry) -> Result<Token, TokenError> {
    let wrong =
        |key, value: &str, what| TokenError::Value { name: entry.name.clone(), key, value: value.to_owned(), what };
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-_".contains(c);
    if entry.name.is_empty() || entry.name.len() > 64 || !entry.name.chars().all(is_name) {
        return Err(wrong("name", &entry.name, "det ska vara 1-64 små bokstäver a-z, siffror, punkt, - och _"));
    }
    if entry.authority.trim().is_empty() {
        return Err(wrong("authority", &entry.authority, "ange den myndighet vars betalningar granskas"));
    }
    if entry.per_second == Some(0) {
        return Err(wrong("per_second", "0", "ange minst 1, eller ta bort raden"));
    }
    let hash = Hash::from_hex(&entry.hash)
        .map_err(|_| wrong("hash", &entry.hash, "det ska vara 64 hexadecimala tecken, inte märket självt"))?;
    let expires = entry
        .expires
        .parse()
        .map_err(|_| wrong("expires", &entry.expires, "ange märkets sista dag som \"2027-01-31\""))?;
    let Entry { name, authority, scope, per_second, .. } = entry;
    Ok(Token { name, authority, scope, expires, per_second, hash })
}

fn written(token: &Token) -> Entry {
    Entry {
        name: token.name.clone(),
        authority: token.authority.clone(),
        scope: token.scope.clone(),
        expires: token.expires.to_string(),
        hash: token.hash.to_hex().to_string(),
        per_second: token.per_second,
    }
}

/// Line and message, without the lines of the file: a secret may stand in one by mistake.
fn place(text: &str, error: &toml::de::Error) -> String {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    format!("rad {}: {}", before.matches('\n').count() + 1, error.message())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn token(name: &str, scope: Scope, byte: u8) -> Token {
        Token::new(name, "kommunstyrelsen", &[scope], day("2026-06-30"), &Secret::new([byte; 32]))
    }

    fn admitted(header: &str, scope: Scope, today: &str) -> Result<String, Fault> {
        let tokens = Tokens::new(vec![token("a", Scope::Screen, 1), token("b", Scope::Basis, 2)]).unwrap();
        let asked = Asked { scope, authority: "kommunstyrelsen", today: day(today) };
        tokens.admit(Some(header), &asked).map(|token| token.name.clone())
    }

    fn bearer(byte: u8) -> String {
        format!("Bearer {}", Secret::new([byte; 32]).reveal())
    }

    #[test]
    fn a_token_is_valid_through_its_last_day_and_for_its_scope() {
        assert_eq!(admitted(&bearer(1), Scope::Screen, "2026-06-30").unwrap(), "a");
        assert_eq!(admitted(&bearer(1), Scope::Basis, "2026-06-30").unwrap(), "a");
        assert_eq!(admitted(&bearer(2), Scope::Basis, "2026-06-30").unwrap(), "b");
        assert_eq!(admitted(&bearer(1).replace("Bearer", "bearer"), Scope::Screen, "2026-01-01").unwrap(), "a");
        assert!(matches!(admitted(&bearer(1), Scope::Screen, "2026-07-01"), Err(Fault::ExpiredToken { .. })));
        assert!(matches!(admitted(&bearer(2), Scope::Screen, "2026-01-01"), Err(Fault::Scope { needed: "screen" })));
        assert!(matches!(admitted(&bearer(3), Scope::Screen, "2026-01-01"), Err(Fault::UnknownToken)));
        for header in ["", "Bearer", "Basic abc"] {
            assert!(matches!(admitted(header, Scope::Screen, "2026-01-01"), Err(Fault::NoToken)), "{header}");
        }
        assert!(matches!(admitted("Bearer ", Scope::Screen, "2026-01-01"), Err(Fault::UnknownToken)));
    }

    #[test]
    fn a_token_of_another_authority_is_refused() {
        let tokens = Tokens::new(vec![token("a", Scope::Screen, 1)]).unwrap();
        let asked = Asked { scope: Scope::Screen, authority: "bolaget", today: day("2026-01-01") };
        assert!(matches!(tokens.admit(Some(&bearer(1)), &asked), Err(Fault::Authority { .. })));
    }

    #[test]
    fn a_file_is_read_as_it_was_written_and_holds_no_secret() {
        let mut limited = token("b", Scope::Basis, 2);
        limited.per_second = Some(7);
        let tokens = Tokens::new(vec![token("a", Scope::Screen, 1), limited]).unwrap();
        let text = tokens.to_toml().unwrap();
        assert!(!text.contains(&Secret::new([1; 32]).reveal()));
        let again = Tokens::parse(&text).unwrap();
        assert!(again.iter().eq(tokens.iter()), "{text}");
        assert!(Tokens::parse("").unwrap().iter().next().is_none());
    }

    #[test]
    fn a_wrong_file_is_refused_with_its_place() {
        let right = Tokens::new(vec![token("a", Scope::Screen, 1)]).unwrap().to_toml().unwrap();
        let said = |text: &str| Tokens::parse(text).unwrap_err().to_string();
        assert!(said(&right.replace("\"a\"", "\"Å b\"")).contains("name `Å b`"));
        assert!(said(&right.replace("2026-06-30", "juni")).contains("expires `juni`"));
        assert!(said(&right.replace("screen", "all")).contains("rad "));
        assert!(said(&format!("{right}extra = 1\n")).contains("extra"));
        assert!(said(&format!("{right}{right}")).contains("två gånger"));
        let secret = Secret::new([1; 32]).reveal();
        let hash_line = right.lines().find(|line| line.starts_with("hash")).unwrap();
        assert!(said(&right.replace(hash_line, &format!("hash = \"{secret}\""))).contains("hash"));
        assert!(said("[[token]]\nname = ").contains("rad 2"));
    }

    #[test]
    fn a_secret_shows_nothing_of_itself_by_accident() {
        assert_eq!(format!("{:?}", Secret::new([1; 32])), "Secret");
    }
}
