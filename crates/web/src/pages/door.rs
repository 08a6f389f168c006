//! Sign-in, second factor, sign-out, unlocking.

use askama::Template;
use axum::http::HeaderValue;
use axum::http::header::{HeaderName, SET_COOKIE};
use axum::response::Response;

use crate::failure::{Answer, Failure, local, page, page_again, redirect};
use crate::frame::{Frame, Visit};
use crate::part::{ANSWER, Ceremony, Field, Form, Markup, Notice, Tone};
use crate::sent::Sent;
use crate::text::T;
use crate::{Credentials, DeskError, Factors, Session, SessionId, Stage};

/// A page with one small form.
#[derive(Template)]
#[template(path = "sign_in.html")]
struct DoorPage {
    frame: Frame,
    t: T,
    lead: &'static str,
    notice: Markup,
    form: Form,
    /// Another way to the same.
    other: Markup,
    is_demo: bool,
    is_unlock: bool,
}

impl DoorPage {
    fn new(visit: &Visit, title: &str, lead: &'static str, form: Form) -> Self {
        let frame = visit.frame(title).with_errors(form.has_errors());
        let (notice, other) = (Markup::default(), Markup::default());
        Self { frame, t: visit.t(), lead, notice, form, other, is_demo: false, is_unlock: false }
    }

    /// The page, marked as refused when something is wrong in its form.
    fn answer(&self) -> Answer {
        if self.form.has_errors() { page_again(self) } else { page(self) }
    }
}

/// What is wrong with a form of the door.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wrong {
    general: String,
    /// Name of the field and what is wrong.
    fields: Vec<(&'static str, &'static str)>,
}

impl Wrong {
    pub(crate) fn with(general: impl Into<String>) -> Self {
        Self { general: general.into(), fields: Vec::new() }
    }

    pub(crate) fn field(mut self, name: &'static str, what: &'static str) -> Self {
        self.fields.push((name, what));
        self
    }

    pub(crate) fn of(&self, name: &str) -> &'static str {
        self.fields.iter().find(|(field, _)| *field == name).map_or("", |(_, what)| what)
    }

    pub(crate) fn general(&self) -> &str {
        &self.general
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.general.is_empty() && self.fields.is_empty()
    }
}

/// What the desk said, for the reader; what only the keeper of the log may know becomes a failure.
pub(crate) fn refused(t: T, error: DeskError, wrong: &'static str) -> Result<Wrong, Failure> {
    match error {
        DeskError::Wrong => Ok(Wrong::with(wrong)),
        DeskError::TooOften { seconds } => Ok(Wrong::with(t.sign_in_wait(i64::from(seconds)))),
        other => Err(other.into()),
    }
}

pub(crate) fn sign_in_page(visit: &Visit, username: &str, till: &str, wrong: &Wrong) -> Answer {
    let t = visit.t();
    let name = Field::text(t, "namn", t.sign_in_username()).for_username().with_value(username);
    let password = Field::password(t, "losenord", t.sign_in_password(), "current-password");
    let form = visit
        .form("/logga-in")
        .field(Field::hidden(t, "till", local(till)))
        .field(name.with_error(wrong.of("namn")))
        .field(password.with_error(wrong.of("losenord")))
        .with_error(wrong.general())
        .submit(t.sign_in_submit());
    let mut page = DoorPage::new(visit, t.sign_in_title(), t.sign_in_lead(), form);
    page.is_demo = !visit.site().demo.is_empty();
    if visit.query("klart") == "ut" {
        page.notice = Markup::of(&Notice::new(Tone::Done, t.sign_in_out()));
    }
    page.answer()
}

pub(super) async fn sign_in(visit: Visit) -> Answer {
    sign_in_page(&visit, visit.query("namn"), visit.query("till"), &Wrong::default())
}

pub(super) async fn sign_in_sent(visit: Visit, sent: Sent) -> Answer {
    let t = visit.t();
    let (username, till) = (sent.text("namn"), sent.text("till"));
    let credentials = Credentials { username: username.to_owned(), password: sent.hidden("losenord") };
    let mut wrong = Wrong::default();
    if credentials.username.is_empty() {
        wrong = wrong.field("namn", t.sign_in_empty_username());
    }
    if credentials.password.is_empty() {
        wrong = wrong.field("losenord", t.sign_in_empty_password());
    }
    if !wrong.is_empty() {
        return sign_in_page(&visit, username, till, &wrong);
    }
    match visit.site().desk.sign_in(&credentials).await {
        Ok(signed_in) => {
            let stage = if signed_in.needs_code { Stage::Code } else { Stage::Full };
            let path = if signed_in.needs_code {
                format!("/logga-in/kod?till={}", crate::failure::encoded(local(till)))
            } else {
                local(till).to_owned()
            };
            entered(&visit, signed_in.person, stage, &path).await
        }
        Err(error) => sign_in_page(&visit, username, till, &refused(t, error, t.sign_in_wrong())?),
    }
}

/// Opens a session under a new identity. The one before, which somebody else may have prepared, ends.
async fn entered(visit: &Visit, person: String, stage: Stage, path: &str) -> Answer {
    let (site, now) = (visit.site(), visit.now());
    site.sessions.0.remove(&visit.id().hash()).await?;
    let id = site.new_id();
    let device = visit.device().to_owned();
    let session = Session { hash: id.hash(), person, stage, device, created_at: now, seen_at: now };
    site.sessions.0.put(session).await?;
    let mut response = redirect(path)?;
    give(&mut response, &id);
    Ok(response)
}

fn give(response: &mut Response, id: &SessionId) {
    if let Ok(cookie) = HeaderValue::from_str(&id.cookie()) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}

pub(crate) fn code_page(visit: &Visit, till: &str, factors: &Factors, wrong: &Wrong) -> Answer {
    let t = visit.t();
    let second = Second::new(visit, "/logga-in/kod", till, factors, wrong);
    let (title, lead) = match (factors.has_code, &factors.question) {
        (true, Some(_)) => (t.code_title(), t.code_or_passkey_lead()),
        (false, Some(_)) => (t.passkey_title(), t.passkey_lead()),
        (_, None) => (t.code_title(), t.code_lead()),
    };
    let mut shown = DoorPage::new(visit, title, lead, second.first);
    shown.frame = shown.frame.with_errors(!wrong.is_empty());
    shown.other = second.other;
    if wrong.is_empty() { page(&shown) } else { page_again(&shown) }
}

/// The forms for a second factor, at the door or where it is shown anew.
pub(crate) struct Second {
    /// The one with the primary button.
    pub(crate) first: Form,
    /// The other one, or why there is none.
    pub(crate) other: Markup,
}

impl Second {
    pub(crate) fn new(visit: &Visit, path: &str, till: &str, factors: &Factors, wrong: &Wrong) -> Self {
        let t = visit.t();
        let form = || visit.form(path).field(Field::hidden(t, "till", local(till)));
        let code = form().field(Field::code(t, "kod", t.code_field()).with_error(wrong.of("kod")));
        let code = code.with_error(wrong.general()).submit(t.code_submit());
        let Some(options) = &factors.question else {
            let off = Notice::new(Tone::Warning, t.passkey_off());
            let other = if factors.has_passkeys { Markup::of(&off) } else { Markup::default() };
            return Self { first: code, other };
        };
        let passkey = form().with_passkey(Ceremony::Show(options.clone())).submit(t.passkey_submit());
        if factors.has_code {
            return Self { first: code, other: Markup::of(&passkey.with_error(wrong.of(ANSWER)).quiet()) };
        }
        let what = if wrong.general().is_empty() { wrong.of(ANSWER) } else { wrong.general() };
        Self { first: passkey.with_error(what), other: Markup::default() }
    }
}

/// Tries the second factor that a form brings; what is wrong with it, if anything.
pub(crate) async fn tried(visit: &Visit, sent: &Sent) -> Result<Option<Wrong>, Failure> {
    let (t, desk, session) = (visit.t(), &visit.site().desk, visit.session()?);
    let is_passkey = sent.has(ANSWER);
    let given = sent.hidden(if is_passkey { ANSWER } else { "kod" });
    let (name, empty, not_right) = if is_passkey {
        (ANSWER, t.passkey_no_script(), t.passkey_wrong())
    } else {
        ("kod", t.code_empty(), t.code_wrong())
    };
    let field = |what| Ok(Some(Wrong::default().field(name, what)));
    if given.is_empty() {
        return field(empty);
    }
    let outcome = if is_passkey { desk.passkey(session, &given) } else { desk.code(session, &given) };
    match outcome.await {
        Ok(()) => Ok(None),
        Err(DeskError::Wrong) => field(not_right),
        Err(DeskError::Late) => field(t.passkey_late()),
        Err(error) => refused(t, error, not_right).map(Some),
    }
}

pub(super) async fn code(visit: Visit) -> Answer {
    let factors = visit.site().desk.factors(visit.session()?).await?;
    code_page(&visit, visit.query("till"), &factors, &Wrong::default())
}

pub(super) async fn code_sent(visit: Visit, sent: Sent) -> Answer {
    let (session, till) = (visit.session()?, sent.text("till"));
    match tried(&visit, &sent).await? {
        None => entered(&visit, session.person.clone(), Stage::Full, till).await,
        Some(wrong) => code_page(&visit, till, &visit.site().desk.factors(session).await?, &wrong),
    }
}

/// Ends the session, whatever state it is in, and gives the browser a fresh identity.
pub(super) async fn sign_out(visit: Visit, _: Sent) -> Answer {
    if let Ok(session) = visit.session() {
        visit.site().desk.sign_out(session).await?;
        visit.site().sessions.0.remove(&session.hash).await?;
    }
    let mut response = redirect("/logga-in?klart=ut")?;
    give(&mut response, &visit.site().new_id());
    let clear = HeaderName::from_static("clear-site-data");
    response.headers_mut().insert(clear, HeaderValue::from_static("\"storage\""));
    Ok(response)
}

pub(crate) fn unlock_page(visit: &Visit, till: &str, wrong: &Wrong) -> Answer {
    let t = visit.t();
    let passphrase = Field::password(t, "losenfras", t.unlock_passphrase(), "current-password");
    let form = visit
        .form("/las-upp")
        .field(Field::hidden(t, "till", local(till)))
        .field(passphrase.with_hint(t.unlock_hint()).with_error(wrong.of("losenfras")))
        .with_error(wrong.general())
        .submit(t.unlock_submit())
        .or_back("/");
    DoorPage { is_unlock: true, ..DoorPage::new(visit, t.unlock_title(), t.unlock_lead(), form) }.answer()
}

pub(super) async fn unlock(visit: Visit) -> Answer {
    unlock_page(&visit, visit.query("till"), &Wrong::default())
}

pub(super) async fn unlock_sent(visit: Visit, sent: Sent) -> Answer {
    let (t, till, passphrase) = (visit.t(), sent.text("till"), sent.hidden("losenfras"));
    if passphrase.is_empty() {
        return unlock_page(&visit, till, &Wrong::default().field("losenfras", t.unlock_empty()));
    }
    match visit.site().desk.unlock(visit.session()?, &passphrase).await {
        Ok(()) => redirect(till),
        Err(DeskError::Wrong) => unlock_page(&visit, till, &Wrong::default().field("losenfras", t.unlock_wrong())),
        Err(error) => unlock_page(&visit, till, &refused(t, error, t.unlock_wrong())?),
    }
}

pub(super) async fn lock(visit: Visit, _: Sent) -> Answer {
    visit.site().desk.lock(visit.session()?).await?;
    redirect("/")
}
