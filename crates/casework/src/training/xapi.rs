//! What was passed, as statements of the Experience API (xAPI 1.0.3, ADL 2016), for a learning record store of the city.
//!
//! The actor is an account: the home page of the municipality's Insyn and a mark that stands for the person there. No name
//! and no address leaves.

use serde_json::{Value, json};

use super::{How, Pass};

/// What a statement is about.
#[derive(Debug, Clone)]
pub struct About<'a> {
    /// The address of the pages: `https://insyn.exempel.se`.
    pub home: &'a str,
    /// The mark that stands for the person.
    pub account: &'a str,
    /// The course, by id.
    pub course: &'a str,
    /// Its title in Swedish and English.
    pub title: (&'a str, &'a str),
}

/// The statement of a pass. The same pass always gives the same statement with the same id, so a store that has it refuses
/// it and nothing is counted twice.
#[must_use]
pub fn statement(about: &About<'_>, pass: &Pass) -> Value {
    let verb = match pass.how {
        How::Check { .. } => "passed",
        How::Session(_) => "attended",
        How::Import => "completed",
    };
    let result = match pass.how {
        How::Check { right, of } => json!({
            "success": true,
            "completion": true,
            "score": { "raw": right, "min": 0, "max": of },
        }),
        How::Session(_) | How::Import => json!({ "completion": true }),
    };
    let home = about.home.trim_end_matches('/');
    json!({
        "id": id(about, pass),
        "actor": { "objectType": "Agent", "account": { "homePage": home, "name": about.account } },
        "verb": {
            "id": format!("http://adlnet.gov/expapi/verbs/{verb}"),
            "display": { "en-US": verb },
        },
        "object": {
            "objectType": "Activity",
            "id": format!("{home}/utbildning/kurs/{}", about.course),
            "definition": {
                "type": "http://adlnet.gov/expapi/activities/course",
                "name": { "sv-SE": about.title.0, "en-US": about.title.1 },
            },
        },
        "result": result,
        "context": { "platform": "Insyn", "language": "sv-SE" },
        // A day without a time of day is noon in Swedish winter: nobody's hours are told.
        "timestamp": format!("{}T11:00:00Z", pass.on),
        "version": "1.0.3",
    })
}

/// A UUID (RFC 9562, version 8) that follows from what the statement says.
fn id(about: &About<'_>, pass: &Pass) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("insyn 2026 ids of xapi statements");
    let how = match &pass.how {
        How::Check { right, of } => format!("check {right} {of}"),
        How::Session(session) => format!("session {session}"),
        How::Import => "import".to_owned(),
    };
    for part in [about.home, about.account, about.course, &pass.on.to_string(), &pass.version.to_string(), &how] {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
    }
    let hash = hasher.finalize();
    let hex: String = hash.to_hex().chars().take(32).collect();
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default().to_owned();
    format!("{}-{}-8{}-a{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32))
}
