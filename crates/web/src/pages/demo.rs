//! The page of the demo: whom to be, and what to try.

use askama::Template;

use crate::RoleName;
use crate::failure::{Answer, Failure, page};
use crate::frame::{Frame, Visit};
use crate::part::{Notice, Tone};
use crate::text::{Lang, T};

/// Somebody whom a visitor of the demo may be. Invented; everybody may know the passwords.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoPerson {
    /// The role.
    pub role: RoleName,
    /// The name of the account.
    pub username: String,
    /// The password.
    pub password: String,
    /// The passphrase; empty for who has no keys.
    pub passphrase: String,
    /// Who it is, in Swedish and English.
    pub who: [String; 2],
    /// What to try, in Swedish and English.
    pub steps: [Vec<String>; 2],
}

/// A person in one language.
struct Shown<'a> {
    role: &'static str,
    username: &'a str,
    password: &'a str,
    passphrase: &'a str,
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
