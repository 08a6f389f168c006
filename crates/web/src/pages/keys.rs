//! Keys that are recovered: what custodians see and do, and what the person does whose keys they are.

mod mine;
mod notice;

use app::recovery::{CeremonyRow, KeyRow, KeysPage};
use casework::id::PersonId;

use super::ask::{Problems, Sections, asked, done, listed};
use crate::failure::{Answer, Failure, redirect};
use crate::frame::{Access, Page, Visit};
use crate::part::{Cell, Chip, Column, Field, Markup, Notice, Table, Tone, escaped};
use crate::sent::Sent;
use crate::text::T;

pub(crate) use mine::{Mine, mine_page, phrase_page};
pub(crate) use notice::notices;

const TAKES_PART: Access = Access::Act("key_recover_propose");

/// The pages of keys.
pub(super) fn pages() -> Vec<Page> {
    let mut pages = vec![
        Page::get("/nycklar", TAKES_PART, list),
        Page::get("/nycklar/{person}/aterskapa", TAKES_PART, propose),
        Page::post("/nycklar/{person}/aterskapa", TAKES_PART, propose_sent),
        Page::get("/nycklar/{person}/del", TAKES_PART, share),
        Page::post("/nycklar/{person}/del", TAKES_PART, share_sent),
    ];
    pages.extend(mine::pages());
    pages.extend(notice::pages());
    pages
}

async fn list(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let keys = app.recovery_overview(cx).await?;
    list_page(&visit, &keys, &app.recovery_list(cx).await?)
}

/// The page of all keys of an authority.
pub(crate) fn list_page(visit: &Visit, keys: &KeysPage, ceremonies: &[CeremonyRow]) -> Answer {
    let t = visit.t();
    let said = [("foreslaget", t.keys_done_proposed()), ("lamnad", t.keys_done_given())];
    let mut page = Sections::new(visit.frame(t.keys_title()), t.keys_lead()).notice(done(visit, &said));
    if keys.custodians.iter().filter(|custodian| custodian.has_keys).count() < 2 {
        let notice = Notice::new(Tone::Warning, t.keys_too_few()).with(t.keys_too_few_what());
        page = page.notice(Markup::of(&notice));
    }
    page.section(t.keys_ceremonies(), under_way(t, ceremonies))
        .section(t.keys_people(), people(t, &keys.people, ceremonies))
        .section(t.keys_custodians(), custodians(t, keys))
        .answer()
}

fn soft(text: &str) -> Markup {
    Markup::raw(format!(r#"<p class="soft">{}</p>"#, escaped(text)))
}

fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn path_of(person: PersonId, act: &str) -> String {
    format!("/nycklar/{person}/{act}")
}

fn under_way(t: T, ceremonies: &[CeremonyRow]) -> Markup {
    let columns = [t.keys_who(), t.keys_state(), t.keys_given(), t.keys_until(), t.keys_act()].map(Column::text);
    let row = |one: &CeremonyRow| -> Vec<Cell> {
        let state = match (one.has_begun, one.given < one.needed) {
            (false, _) => Chip::new(Tone::Warning, t.keys_waits_person()),
            (true, true) => Chip::new(Tone::Info, t.keys_waits_shares()),
            (true, false) => Chip::new(Tone::Done, t.keys_waits_end()),
        };
        let act = match one {
            CeremonyRow { holds_share: false, .. } => t.keys_no_share().into(),
            CeremonyRow { has_given: true, .. } => t.keys_has_given().into(),
            CeremonyRow { has_begun: false, .. } => Markup::default(),
            _ => Markup::link(&path_of(one.person, "del"), t.keys_share()),
        };
        let until = one.until.split('T').next().unwrap_or_default();
        vec![
            one.name.as_str().into(),
            state.into(),
            t.keys_of(whole(one.given), whole(one.needed)).into(),
            until.into(),
            act,
        ]
    };
    let table = Table::new(t, "pagar", t.keys_ceremonies(), columns.into()).under_heading();
    Markup::of(&table.rows(ceremonies.iter().map(row)).when_empty(t.keys_ceremonies_empty()))
}

fn people(t: T, people: &[KeyRow], ceremonies: &[CeremonyRow]) -> Markup {
    let columns = [t.keys_name(), t.keys_state(), t.keys_act()].map(Column::text);
    let row = |one: &KeyRow| -> Vec<Cell> {
        let is_under_way = ceremonies.iter().any(|ceremony| ceremony.person == one.person);
        let (state, act) = match one.split {
            None => (Chip::new(Tone::Warning, t.keys_split_not()), Markup::default()),
            Some((needed, all)) => {
                let state = Chip::new(Tone::Done, t.keys_split(whole(all), whole(needed)));
                let act = match (one.is_proposed, is_under_way) {
                    (true, _) => Markup::link("/att-godkanna", t.keys_proposed()),
                    (_, true) => t.keys_under_way().into(),
                    _ => Markup::link(&path_of(one.person, "aterskapa"), &t.keys_propose_of(&one.name)),
                };
                (state, act)
            }
        };
        vec![one.name.as_str().into(), state.into(), act]
    };
    let table = Table::new(t, "nycklar", t.keys_people(), columns.into()).under_heading().with_filter();
    let table = table.rows(people.iter().map(row)).when_empty(t.keys_people_empty());
    soft(t.keys_people_lead()).then(&Markup::of(&table))
}

fn custodians(t: T, keys: &KeysPage) -> Markup {
    let columns = [t.keys_name(), t.keys_own()].map(Column::text);
    let rows = keys.custodians.iter().map(|one| -> Vec<Cell> {
        let own = match one.has_keys {
            true => Chip::new(Tone::Done, t.keys_own_yes()),
            false => Chip::new(Tone::Warning, t.keys_own_no()),
        };
        vec![one.name.as_str().into(), own.into()]
    });
    let table = Table::new(t, "forvaltare", t.keys_custodians(), columns.into()).under_heading().rows(rows);
    soft(t.keys_custodians_lead()).then(&Markup::of(&table.when_empty(t.keys_custodians_empty())))
}

fn person(visit: &Visit) -> Result<PersonId, Failure> {
    visit.param("person").parse().map_err(|_| Failure::NotFound)
}

/// Whose keys the path names.
async fn found(visit: &Visit) -> Result<KeyRow, Failure> {
    let ((app, cx), person) = (visit.acts()?, person(visit)?);
    let keys = app.recovery_overview(cx).await?;
    keys.people.into_iter().find(|row| row.person == person).ok_or(Failure::NotFound)
}

async fn propose(visit: Visit) -> Answer {
    visit.unlocked()?;
    propose_page(&visit, &found(&visit).await?, "", &Problems::default())
}

/// The page that proposes a recovery.
pub(crate) fn propose_page(visit: &Visit, of: &KeyRow, reason: &str, problems: &Problems) -> Answer {
    let t = visit.t();
    let steps = [t.keys_step_approve(), t.keys_step_person(), t.keys_step_read(), t.keys_step_end()];
    let steps = listed(steps.map(Markup::from));
    let facts = Markup::raw(format!("<h2>{}</h2>{steps}", escaped(t.keys_propose_steps())));
    let reason = Field::area(t, "reason", t.keys_why()).with_hint(t.ask_reason_hint()).with_value(reason).with_rows(3);
    let form = visit.form(path_of(of.person, "aterskapa")).with_error(problems.general());
    let form = form.field(problems.on("reason", reason)).submit(t.keys_propose()).or_back("/nycklar");
    let frame = visit.frame(t.keys_propose_of(&of.name)).below("/nycklar", t.keys_title());
    asked(frame, t.keys_propose_lead(), facts, form)
}

async fn propose_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let reason = sent.area("reason");
    match app.recovery_propose(cx, person(&visit)?, &reason).await {
        Ok(_) => redirect("/nycklar?klart=foreslaget"),
        Err(error) => {
            let problems = Problems::of(error, &["reason"])?;
            propose_page(&visit, &found(&visit).await?, &reason, &problems)
        }
    }
}

/// The ceremony that the path names.
async fn ceremony(visit: &Visit) -> Result<CeremonyRow, Failure> {
    let ((app, cx), person) = (visit.acts()?, person(visit)?);
    let all = app.recovery_list(cx).await?;
    all.into_iter().find(|row| row.person == person && row.holds_share).ok_or(Failure::NotFound)
}

async fn share(visit: Visit) -> Answer {
    visit.unlocked()?;
    share_page(&visit, &ceremony(&visit).await?, "", &Problems::default())
}

/// The page where a custodian gives their share.
pub(crate) fn share_page(visit: &Visit, of: &CeremonyRow, written: &str, problems: &Problems) -> Answer {
    let t = visit.t();
    let field = Field::text(t, "fingerprint", t.keys_share_field()).with_hint(t.keys_share_hint()).with_value(written);
    let form = visit.form(path_of(of.person, "del")).with_error(problems.general());
    let form = form.field(problems.on("fingerprint", field)).submit(t.keys_share_submit()).or_back("/nycklar");
    let frame = visit.frame(t.keys_share_of(&of.name)).below("/nycklar", t.keys_title());
    asked(frame, t.keys_share_lead(), Markup::default(), form)
}

async fn share_sent(visit: Visit, sent: Sent) -> Answer {
    let ((app, cx), t) = (visit.acts()?, visit.t());
    let written = sent.text("fingerprint");
    let problems = if written.is_empty() {
        Problems::default().with("fingerprint", t.keys_share_missing())
    } else {
        match app.recovery_share_give(cx, person(&visit)?, written).await {
            Ok(()) => return redirect("/nycklar?klart=lamnad"),
            Err(error) => Problems::of(error, &["fingerprint"])?,
        }
    };
    share_page(&visit, &ceremony(&visit).await?, written, &problems)
}
