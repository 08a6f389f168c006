//! The own keys: whether they can be recovered, and the ceremony that gives them back.

use app::recovery::{RecoveryPage, RecoveryState};
use app::{AppError, SecretString};

use super::whole;
use crate::Hidden;
use crate::failure::{Answer, redirect};
use crate::frame::{Access, Page, Visit};
use crate::pages::ask::{Problems, Sections, asked, done};
use crate::part::{Description, Field, Markup, Notice, Tone, escaped};
use crate::sent::Sent;

const SEEN: Access = Access::Act("session_list");
const CHANGED: Access = Access::Act("passphrase_change");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/nycklar/mina", SEEN, show),
        Page::get("/nycklar/mina/losenfras", CHANGED, begin),
        Page::post("/nycklar/mina/losenfras", CHANGED, begin_sent),
        Page::get("/nycklar/mina/avsluta", CHANGED, end),
        Page::post("/nycklar/mina/avsluta", CHANGED, end_sent),
        Page::get("/nycklar/mina/avbryt", CHANGED, stop),
        Page::post("/nycklar/mina/avbryt", CHANGED, stop_sent),
    ]
}

/// What the page shows.
#[derive(Debug, Clone)]
pub(crate) struct Mine {
    /// Whether the keys can be recovered.
    pub(crate) state: RecoveryState,
    /// The ceremony that is under way.
    pub(crate) ceremony: Option<RecoveryPage>,
}

async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let state = app.account(cx).await?.recovery;
    mine_page(&visit, &Mine { state, ceremony: app.recovery_show(cx).await? })
}

/// The page.
pub(crate) fn mine_page(visit: &Visit, mine: &Mine) -> Answer {
    let t = visit.t();
    let said = [("klart", t.keys_mine_done()), ("avbrutet", t.keys_mine_stopped())];
    let page = Sections::new(visit.frame(t.keys_mine_title()), t.keys_mine_lead()).notice(done(visit, &said));
    match &mine.ceremony {
        Some(ceremony) => under_way(visit, page, ceremony),
        None => at_rest(visit, page, &mine.state),
    }
}

fn notice(tone: Tone, title: &str, body: impl Into<Markup>) -> Markup {
    Markup::of(&Notice::new(tone, title).with(body))
}

fn at_rest(visit: &Visit, page: Sections, state: &RecoveryState) -> Answer {
    let t = visit.t();
    match state {
        RecoveryState::NoKeys => page
            .notice(notice(Tone::Info, t.keys_mine_none(), t.keys_mine_none_what()))
            .primary("/konto/losenfras", t.keys_mine_none_link()),
        RecoveryState::NotSplit { custodians } => {
            let what = t.keys_mine_not_what(i64::try_from(*custodians).unwrap_or(i64::MAX));
            page.notice(notice(Tone::Warning, t.keys_mine_not(), what))
        }
        RecoveryState::Split { needed, custodians } => {
            let by = t.keys_mine_split_by(custodians.join(", "), whole(*needed));
            let facts = Description::new().row(t.keys_mine_split(), by);
            page.section(t.keys_title(), Markup::of(&facts))
                .section(t.keys_mine_forgot(), Markup::raw(format!("<p>{}</p>", escaped(t.keys_mine_forgot_what()))))
        }
    }
    .answer()
}

fn under_way(visit: &Visit, page: Sections, ceremony: &RecoveryPage) -> Answer {
    let t = visit.t();
    let page = page.notice(notice(Tone::Warning, t.keys_mine_decided(), t.keys_mine_decided_what()));
    let until = ceremony.until.split('T').next().unwrap_or_default();
    let Some(fingerprint) = &ceremony.fingerprint else {
        let facts = Description::new().row(t.keys_until(), until);
        return page
            .primary("/nycklar/mina/losenfras", t.keys_mine_choose())
            .link("/nycklar/mina/avbryt", t.keys_mine_stop())
            .section(t.keys_mine_decided(), Markup::of(&facts))
            .answer();
    };
    let is_enough = ceremony.given >= ceremony.needed;
    let page = if is_enough { page.primary("/nycklar/mina/avsluta", t.keys_mine_end()) } else { page };
    let read = Markup::raw(format!(
        r#"<p>{}</p><p class="mono secret">{}</p>"#,
        escaped(t.keys_mine_read_what()),
        escaped(fingerprint)
    ));
    let given = Description::new()
        .row(t.keys_given(), t.keys_of(whole(ceremony.given), whole(ceremony.needed)))
        .row(t.keys_until(), until);
    let wait = if is_enough { Markup::default() } else { Markup::raw(format!("<p>{}</p>", t.keys_mine_wait())) };
    page.link("/nycklar/mina/losenfras", t.keys_mine_again())
        .link("/nycklar/mina/avbryt", t.keys_mine_stop())
        .section(t.keys_mine_read(), read)
        .section(t.keys_mine_given(), Markup::of(&given).then(&wait))
        .answer()
}

/// A page that asks for the new passphrase: twice when it is chosen, once when it is used.
pub(crate) fn phrase_page(visit: &Visit, is_new: bool, problems: &Problems) -> Answer {
    let t = visit.t();
    let phrase = Field::password(t, "phrase", t.keys_phrase(), if is_new { "new-password" } else { "off" });
    let phrase = if is_new { phrase.with_hint(t.keys_phrase_hint()) } else { phrase };
    let form = |path: &str| visit.form(path).with_error(problems.general()).or_back("/nycklar/mina");
    let (title, lead, form) = if is_new {
        let again = Field::password(t, "again", t.keys_phrase_again(), "new-password");
        let form =
            form("/nycklar/mina/losenfras").field(problems.on("phrase", phrase)).field(problems.on("again", again));
        (t.keys_mine_choose(), t.keys_mine_choose_lead(), form.submit(t.keys_mine_choose()))
    } else {
        let form = form("/nycklar/mina/avsluta").field(problems.on("phrase", phrase));
        (t.keys_mine_end(), t.keys_mine_end_lead(), form.submit(t.keys_mine_end_submit()))
    };
    asked(visit.frame(title).below("/nycklar/mina", t.keys_mine_title()), lead, Markup::default(), form)
}

fn secret(hidden: &Hidden) -> SecretString {
    SecretString::from(hidden.reveal())
}

/// What is wrong with a passphrase, before it is tried.
fn unfit(visit: &Visit, sent: &Sent, is_new: bool) -> Problems {
    let t = visit.t();
    let (phrase, again) = (sent.hidden("phrase"), sent.hidden("again"));
    let problems = Problems::default();
    if phrase.is_empty() {
        problems.with("phrase", t.keys_phrase_missing())
    } else if is_new && phrase.reveal() != again.reveal() {
        problems.with("again", t.keys_phrase_differs())
    } else {
        problems
    }
}

async fn begin(visit: Visit) -> Answer {
    phrase_page(&visit, true, &Problems::default())
}

async fn begin_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let mut problems = unfit(&visit, &sent, true);
    if problems.is_empty() {
        match app.recovery_begin(cx, secret(&sent.hidden("phrase"))).await {
            Ok(_) => return redirect("/nycklar/mina"),
            Err(error) => problems = Problems::of(error, &["phrase"])?,
        }
    }
    phrase_page(&visit, true, &problems)
}

async fn end(visit: Visit) -> Answer {
    phrase_page(&visit, false, &Problems::default())
}

async fn end_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let mut problems = unfit(&visit, &sent, false);
    if problems.is_empty() {
        match app.recovery_finish(cx, secret(&sent.hidden("phrase"))).await {
            Ok(()) => return redirect("/nycklar/mina?klart=klart"),
            Err(error) => problems = Problems::of(error, &["phrase"])?,
        }
    }
    phrase_page(&visit, false, &problems)
}

async fn stop(visit: Visit) -> Answer {
    let t = visit.t();
    let form = visit.form("/nycklar/mina/avbryt").submit(t.keys_mine_stop()).grave().or_back("/nycklar/mina");
    let frame = visit.frame(t.keys_mine_stop()).below("/nycklar/mina", t.keys_mine_title());
    asked(frame, t.keys_mine_stop_lead(), Markup::default(), form)
}

async fn stop_sent(visit: Visit, _: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    match app.recovery_stop(cx).await {
        // Where there is none any more, it is stopped.
        Ok(()) | Err(AppError::NotFound) => redirect("/nycklar/mina?klart=avbrutet"),
        Err(error) => Err(error.into()),
    }
}
