//! The page of the demo: whom to be, and what to try.

use std::fmt;
use std::sync::Arc;

use askama::Template;
use chrono::{DateTime, Utc};

use crate::RoleName;
use crate::failure::{Answer, Failure, page};
use crate::frame::{Frame, Visit};
use crate::part::{Notice, Tone};
use crate::text::{Lang, T};

/// Somebody whom a visitor of the demo may be. Invented; everybody may know the passwords.
#[derive(Debug, Clone)]
pub struct DemoPerson {
    /// The role.
    pub role: RoleName,
    /// The name of the account.
    pub username: String,
    /// The password.
    pub password: String,
    /// The passphrase; empty for who has no keys.
    pub passphrase: String,
    /// What their app for codes would show.
    pub code: DemoCode,
    /// Who it is, in Swedish and English.
    pub who: [String; 2],
    /// What to try, in Swedish and English.
    pub steps: [Vec<String>; 2],
}

/// The code of a demo person at a time.
#[derive(Clone)]
pub struct DemoCode(Arc<dyn Fn(DateTime<Utc>) -> String + Send + Sync>);

impl DemoCode {
    /// Made by a function of the time.
    pub fn new(code: impl Fn(DateTime<Utc>) -> String + Send + Sync + 'static) -> Self {
        Self(Arc::new(code))
    }
}

impl fmt::Debug for DemoCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DemoCode")
    }
}

/// A person in one language.
struct Shown<'a> {
    role: &'static str,
    username: &'a str,
    password: &'a str,
    passphrase: &'a str,
    code: String,
    who: &'a str,
    steps: &'a [String],
}

#[derive(Template)]
#[template(path = "demo_page.html")]
struct DemoPage<'a> {
    frame: Frame,
    t: T,
    notice: Notice,
    people: Vec<Shown<'a>>,
}

pub(crate) fn demo_page(visit: &Visit, people: &[DemoPerson]) -> Answer {
    let t = visit.t();
    let people = people.iter().map(|person| {
        let ([swedish, english], [steps, steps_english]) = (&person.who, &person.steps);
        let (who, steps) = match t.lang() {
            Lang::Sv => (swedish, steps),
            Lang::En => (english, steps_english),
        };
        Shown {
            role: person.role.shown(t),
            username: &person.username,
            password: &person.password,
            passphrase: &person.passphrase,
            code: (person.code.0)(visit.now()),
            who,
            steps,
        }
    });
    let notice = Notice::new(Tone::Info, t.demo_note());
    page(&DemoPage { frame: visit.frame(t.demo_title()), t, notice, people: people.collect() })
}

pub(super) async fn show(visit: Visit) -> Answer {
    let people = &visit.site().demo;
    if people.is_empty() {
        return Err(Failure::NotFound);
    }
    demo_page(&visit, people)
}
