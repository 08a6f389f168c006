//! One's own account: where one is signed in, password, passphrase, second factor.

use askama::Template;

use crate::desk::Account;
use crate::failure::{Answer, Failure, page, page_again, redirect};
use crate::frame::{Frame, Visit};
use crate::pages::door::{Wrong, refused};
use crate::part::{Chip, Description, Field, Form, Markup, Notice, Qr, Tone};
use crate::sent::Sent;
use crate::text::T;
use crate::{DeskError, Enrolment, Session};

/// A session as a row.
struct Row {
    device: String,
    seen: String,
    hash: String,
    is_this: bool,
}

#[derive(Template)]
#[template(path = "account_show.html")]
struct AccountPage {
    frame: Frame,
    t: T,
    notice: Markup,
    facts: Description,
    this: Chip,
    has_keys: bool,
    has_second_factor: bool,
    sessions: Vec<Row>,
}

pub(crate) fn account_page(visit: &Visit, account: &Account, sessions: &[Session]) -> Answer {
    let t = visit.t();
    let own = visit.id().hash();
    let row = |session: &Session| Row {
        device: if session.device.is_empty() { t.account_session_unknown() } else { &session.device }.to_owned(),
        seen: t.account_session_seen(t.moment(session.seen_at)),
        hash: session.hash.clone(),
        is_this: session.hash == own,
    };
    let roles = visit.viewer().map(|viewer| viewer.roles.iter().map(|role| role.shown(t)).collect::<Vec<_>>());
    let factor = if account.has_second_factor {
        Chip::new(Tone::Done, t.account_on())
    } else {
        Chip::new(Tone::Warning, t.account_off())
    };
    let done = match visit.query("klart") {
        "losenord" => t.account_done_password(),
        "losenfras" => t.account_done_passphrase(),
        "faktor" => t.account_done_factor(),
        "session" => t.account_done_session(),
        _ => "",
    };
    let notice = if done.is_empty() { Markup::default() } else { Markup::of(&Notice::new(Tone::Done, done)) };
    page(&AccountPage {
        frame: visit.frame(t.account_title()),
        t,
        notice,
        facts: Description::new()
            .row(t.account_name(), account.name.as_str())
            .row(t.account_username(), account.username.as_str())
            .row(t.account_roles(), roles.unwrap_or_default().join(", "))
            .row(t.account_second_factor_state(), factor),
        this: Chip::new(Tone::Info, t.account_session_this()),
        has_keys: account.has_keys,
        has_second_factor: account.has_second_factor,
        sessions: sessions.iter().map(row).collect(),
    })
}

pub(super) async fn show(visit: Visit) -> Answer {
    let session = visit.session()?;
    let account = visit.site().desk.account(session).await?;
    let sessions = visit.site().sessions.of_person(&session.person, visit.now()).await?;
    account_page(&visit, &account, &sessions)
}

/// Ends another session of the same person; of anybody else's the reader does not learn.
pub(super) async fn session_end(visit: Visit, sent: Sent) -> Answer {
    let (site, session, hash) = (visit.site(), visit.session()?, sent.text("session"));
    let own = site.sessions.of_person(&session.person, visit.now()).await?;
    let ended = own.iter().find(|other| other.hash == hash).ok_or(Failure::NotFound)?;
    site.desk.sign_out(ended).await?;
    site.sessions.0.remove(&ended.hash).await?;
    redirect("/konto?klart=session")
}

/// The words of a form that changes a secret.
struct Words {
    path: &'static str,
    old: &'static str,
    new: &'static str,
    hint: &'static str,
    again: &'static str,
    submit: &'static str,
}

fn secret_form(visit: &Visit, words: &Words, wrong: &Wrong) -> Form {
    let t = visit.t();
    let field = |name, label, complete| Field::password(t, name, label, complete).with_error(wrong.of(name));
    visit
        .form(words.path)
        .field(field("nuvarande", words.old, "current-password"))
        .field(field("nytt", words.new, "new-password").with_hint(words.hint))
        .field(field("igen", words.again, "new-password"))
        .with_error(wrong.general())
        .submit(words.submit)
        .or_back("/konto")
}

pub(crate) fn password_form(visit: &Visit, wrong: &Wrong) -> Form {
    let t = visit.t();
    let words = Words {
        path: "/konto/losenord",
        old: t.password_old(),
        new: t.password_new(),
        hint: t.password_hint(),
        again: t.password_again(),
        submit: t.password_submit(),
    };
    secret_form(visit, &words, wrong)
}

pub(crate) fn passphrase_form(visit: &Visit, wrong: &Wrong) -> Form {
    let t = visit.t();
    let words = Words {
        path: "/konto/losenfras",
        old: t.passphrase_old(),
        new: t.passphrase_new(),
        hint: t.passphrase_hint(),
        again: t.passphrase_again(),
        submit: t.passphrase_submit(),
    };
    secret_form(visit, &words, wrong)
}

#[derive(Template)]
#[template(path = "form_page.html")]
struct FormPage {
    frame: Frame,
    form: Form,
}

/// A page with one form, below the account.
pub(crate) fn secret_page(visit: &Visit, title: &str, form: Form) -> Answer {
    let frame = visit.frame(title).below("/konto", visit.t().account_title()).with_errors(form.has_errors());
    let is_wrong = form.has_errors();
    let shown = FormPage { frame, form };
    if is_wrong { page_again(&shown) } else { page(&shown) }
}

/// What is wrong with a change of secret before anybody is asked.
fn unfit(t: T, sent: &Sent) -> Option<Wrong> {
    let mut wrong = Wrong::default();
    let empty = ["nuvarande", "nytt", "igen"].into_iter().filter(|name| sent.hidden(name).is_empty());
    let mut is_empty = false;
    for name in empty {
        is_empty = true;
        wrong = wrong.field(name, t.password_empty());
    }
    if is_empty {
        return Some(wrong);
    }
    let differs = sent.hidden("nytt").reveal() != sent.hidden("igen").reveal();
    differs.then(|| wrong.field("igen", t.password_differs()))
}

pub(super) async fn password(visit: Visit) -> Answer {
    let form = password_form(&visit, &Wrong::default());
    secret_page(&visit, visit.t().account_password(), form)
}

pub(super) async fn password_sent(visit: Visit, sent: Sent) -> Answer {
    let t = visit.t();
    let wrong = match unfit(t, &sent) {
        Some(wrong) => wrong,
        None => {
            let (old, new) = (sent.hidden("nuvarande"), sent.hidden("nytt"));
            match visit.site().desk.password_change(visit.session()?, &old, &new).await {
                Ok(()) => return redirect("/konto?klart=losenord"),
                Err(DeskError::Wrong) => Wrong::default().field("nuvarande", t.password_wrong()),
                Err(DeskError::Weak) => Wrong::default().field("nytt", t.password_weak()),
                Err(error) => refused(t, error, t.password_wrong())?,
            }
        }
    };
    secret_page(&visit, t.account_password(), password_form(&visit, &wrong))
}

pub(super) async fn passphrase(visit: Visit) -> Answer {
    let form = passphrase_form(&visit, &Wrong::default());
    secret_page(&visit, visit.t().account_passphrase(), form)
}

pub(super) async fn passphrase_sent(visit: Visit, sent: Sent) -> Answer {
    let t = visit.t();
    let wrong = match unfit(t, &sent) {
        Some(wrong) => wrong,
        None => {
            let (old, new) = (sent.hidden("nuvarande"), sent.hidden("nytt"));
            match visit.site().desk.passphrase_change(visit.session()?, &old, &new).await {
                Ok(()) => return redirect("/konto?klart=losenfras"),
                Err(DeskError::Wrong) => Wrong::default().field("nuvarande", t.passphrase_wrong()),
                Err(DeskError::Weak) => Wrong::default().field("nytt", t.passphrase_weak()),
                Err(error) => refused(t, error, t.passphrase_wrong())?,
            }
        }
    };
    secret_page(&visit, t.account_passphrase(), passphrase_form(&visit, &wrong))
}

#[derive(Template)]
#[template(path = "account_factor.html")]
struct FactorPage<'a> {
    frame: Frame,
    t: T,
    qr: Qr,
    secret: &'a str,
    form: Form,
}

pub(crate) fn factor_page(visit: &Visit, enrolment: &Enrolment, wrong: &Wrong) -> Answer {
    let t = visit.t();
    let code = Field::code(t, "kod", t.code_field()).with_error(wrong.of("kod"));
    let form = visit.form("/konto/andra-faktor").field(code).with_error(wrong.general());
    let form = form.submit(t.factor_submit()).or_back("/konto");
    let is_wrong = form.has_errors();
    let shown = FactorPage {
        frame: visit.frame(t.factor_title()).below("/konto", t.account_title()).with_errors(is_wrong),
        t,
        qr: Qr::new(enrolment.uri.reveal(), t.factor_qr()),
        secret: enrolment.secret.reveal(),
        form,
    };
    if is_wrong { page_again(&shown) } else { page(&shown) }
}

pub(super) async fn factor(visit: Visit) -> Answer {
    match visit.site().desk.second_factor_begin(visit.session()?).await {
        Ok(enrolment) => factor_page(&visit, &enrolment, &Wrong::default()),
        // Who has one already: the account says what to do.
        Err(DeskError::Wrong) => redirect("/konto"),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn factor_sent(visit: Visit, sent: Sent) -> Answer {
    let (t, desk, code) = (visit.t(), &visit.site().desk, sent.hidden("kod"));
    let session = visit.session()?;
    let wrong = if code.is_empty() {
        Wrong::default().field("kod", t.code_empty())
    } else {
        match desk.second_factor_confirm(session, &code).await {
            Ok(()) => return redirect("/konto?klart=faktor"),
            Err(DeskError::Wrong) => Wrong::default().field("kod", t.code_wrong()),
            Err(error) => refused(t, error, t.code_wrong())?,
        }
    };
    factor_page(&visit, &desk.second_factor_begin(session).await?, &wrong)
}
