//! One's own account: where one is signed in, password, passphrase, codes. Passkeys stand in [`super::passkey`].

use askama::Template;

use crate::desk::Account;
use crate::failure::{Answer, Failure, page, page_again, redirect};
use crate::frame::{Frame, Visit};
use crate::pages::door::{Wrong, refused};
use crate::part::{Chip, Description, Field, Form, Markup, Notice, Qr, Tone};
use crate::sent::Sent;
use crate::text::T;
use crate::{DeskError, Enrolment, Passkey, RoleName, Session};

/// A passkey as a row.
struct Key {
    id: String,
    name: String,
    made: String,
    used: String,
}

/// A role as a row.
struct RoleRow {
    key: &'static str,
    name: &'static str,
    is_now: bool,
}

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
    this_role: Chip,
    /// The roles to choose among; none for who holds one.
    roles: Vec<RoleRow>,
    has_keys: bool,
    has_code: bool,
    passkeys: Vec<Key>,
    /// Whether a passkey can be removed without the last second factor going with it.
    is_removable: bool,
    takes_passkeys: bool,
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
    let (held, acts_as) = visit.viewer().map(|viewer| (viewer.roles.clone(), viewer.acts_as)).unwrap_or_default();
    let names: Vec<&str> = held.iter().map(|role| role.shown(t)).collect();
    let role = |role: RoleName| RoleRow { key: role.key(), name: role.shown(t), is_now: acts_as == Some(role) };
    let roles = if held.len() > 1 { held.into_iter().map(role).collect() } else { Vec::new() };
    let key = |passkey: &Passkey| Key {
        id: passkey.id.clone(),
        name: passkey.name.clone(),
        made: t.passkey_made(t.moment(passkey.created_at)),
        used: passkey.used_at.map_or_else(|| t.passkey_unused().to_owned(), |at| t.passkey_used(t.moment(at))),
    };
    let factor = if account.has_second_factor() {
        Chip::new(Tone::Done, t.account_on())
    } else {
        Chip::new(Tone::Warning, t.account_off())
    };
    let done = match visit.query("klart") {
        "losenord" => t.account_done_password(),
        "losenfras" => t.account_done_passphrase(),
        "faktor" => t.account_done_factor(),
        "passnyckel" => t.account_done_passkey(),
        "passnyckel-borta" => t.account_done_passkey_gone(),
        "session" => t.account_done_session(),
        "roll" => t.account_done_role(),
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
            .row(t.account_roles(), names.join(", "))
            .row(t.account_second_factor_state(), factor),
        this: Chip::new(Tone::Info, t.account_session_this()),
        this_role: Chip::new(Tone::Info, t.account_role_now()),
        roles,
        has_keys: account.has_keys,
        has_code: account.has_code,
        passkeys: account.passkeys.iter().map(key).collect(),
        is_removable: account.is_passkey_removable(),
        takes_passkeys: account.takes_passkeys,
        sessions: sessions.iter().map(row).collect(),
    })
}

pub(super) async fn show(visit: Visit) -> Answer {
    let session = visit.session()?;
    let account = visit.site().desk.account(session).await?;
    let sessions = visit.site().sessions.of_person(&session.person, visit.now()).await?;
    account_page(&visit, &account, &sessions)
}

/// Acts in another of one's roles from now on, in this session.
pub(super) async fn role_sent(visit: Visit, sent: Sent) -> Answer {
    let role = RoleName::parse(sent.text("roll")).ok_or(Failure::Form)?;
    visit.site().desk.role_choose(visit.session()?, role).await?;
    redirect("/konto?klart=roll")
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
        Err(DeskError::Unproven) => redirect("/konto/bekrafta?till=/konto/andra-faktor"),
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
            Err(DeskError::Unproven) => return redirect("/konto/bekrafta?till=/konto/andra-faktor"),
            Err(error) => refused(t, error, t.code_wrong())?,
        }
    };
    factor_page(&visit, &desk.second_factor_begin(session).await?, &wrong)
}
