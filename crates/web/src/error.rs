//! Why the server does not run. What a caller is told stands in [`crate::Fault`].

use std::io;

/// Why the server cannot start or go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WebError {
    /// Limits that contradict each other.
    #[error("serverns gränser går inte ihop: {what}; rätta inställningarna och starta igen")]
    Config {
        /// What is wrong.
        what: &'static str,
    },
    /// A colour of the municipality that text cannot be read on, or in.
    #[error("färgen {name} `{value}`: {what}")]
    Colour {
        /// Which.
        name: &'static str,
        /// As written.
        value: String,
        /// What is wrong and what to do.
        what: String,
    },
    /// What is known of the accessibility of the pages.
    #[error("uppgifterna till tillgänglighetsredogörelsen kan inte läsas: {detail}")]
    Statement {
        /// Where and what.
        detail: String,
    },
    /// The address cannot be listened on.
    #[error("servern kan inte lyssna på sin adress; kontrollera att porten är ledig")]
    Listen {
        /// What the operating system said.
        #[source]
        source: io::Error,
    },
    /// A thread or the runtime cannot be started.
    #[error("servern kan inte starta sina trådar")]
    Start {
        /// What the operating system said.
        #[source]
        source: io::Error,
    },
    /// The thread that screens and writes the log is gone.
    #[error("tråden som granskar och skriver loggen har stannat; starta om servern så läses loggen på nytt")]
    Writer,
}

/// Why a file of tokens is not used. No token of it is then valid.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// Not TOML, or an unknown or missing key.
    #[error("filen med åtkomstmärken kan inte läsas ({detail}); rätta den, inga märken gäller innan dess")]
    Toml {
        /// Where and what.
        detail: String,
    },
    /// A value that cannot be right.
    #[error("åtkomstmärket `{name}`: {key} `{value}` duger inte; {what}")]
    Value {
        /// The token's name.
        name: String,
        /// The key in the file.
        key: &'static str,
        /// What stands there.
        value: String,
        /// What should.
        what: &'static str,
    },
    /// Two tokens with one name or one hash.
    #[error("åtkomstmärket `{name}` står två gånger; ta bort det ena")]
    Twice {
        /// The token's name.
        name: String,
    },
}
