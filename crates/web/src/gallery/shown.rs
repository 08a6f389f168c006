//! The pages of the frame with made-up data.

use chrono::{NaiveDate, TimeDelta};

use super::sample;
use crate::failure::{Answer, Failure};
use crate::frame::Visit;
use crate::pages::{self, Confirm, Start, Wrong};
use crate::part::{Chip, Description, Field, Markup, Notice, Tone};
use crate::{Factors, Session, Stage};

pub(super) fn start(visit: &Visit) -> Answer {
    let t = visit.t();
    let notice =
        Notice::new(Tone::Warning, "En person är utpekad i två ärenden").with("Kontakta handläggaren i det andra.");
    let mine = [
        ("/arenden/1", "Misstanke 2026-14", Chip::new(Tone::Info, "Öppet")),
        ("/signaler", "4 nya signaler", Chip::severity(t, 4)),
    ];
    let deadlines =
        [("/arenden/1", "Underrättelse enligt 30 § LAS", 3, (11, 25)), ("/arenden/2", "Rapport", 19, (12, 11))];
    let start = Start {
        notice: Markup::of(&notice),
        mine: mine.map(|(path, what, chip)| vec![Markup::link(path, what), chip.into()]).into(),
        deadlines: deadlines
            .map(|(path, what, days, day)| {
                (days, vec![Markup::link(path, what), Chip::days_left(t, days).into(), day_of(day)])
            })
            .into(),
    };
    pages::start_page(visit, start)
}

pub(super) fn start_notices(visit: &Visit) -> Answer {
    let notice = pages::notices(visit, &super::keys::notices());
    pages::start_page(visit, Start { notice, ..Start::default() })
}

pub(super) fn start_empty(visit: &Visit) -> Answer {
    pages::start_page(visit, Start::default())
}

pub(super) fn account(visit: &Visit) -> Answer {
    let session = |device: &str, hours: i64| Session {
        hash: if hours == 0 { visit.id().hash() } else { format!("{hours:064}") },
        person: "p".to_owned(),
        stage: Stage::Full,
        device: device.to_owned(),
        created_at: visit.now(),
        seen_at: visit.now() - TimeDelta::hours(hours),
    };
    let sessions = [session("Firefox, Windows", 0), session("Chrome, Android", 1), session("", 2)];
    pages::account_page(visit, &sample::account(), &sessions)
}

/// Somebody with one second factor, where passkeys cannot be used.
pub(super) fn account_off(visit: &Visit) -> Answer {
    let mut account = sample::account();
    account.passkeys.truncate(1);
    account.takes_passkeys = false;
    pages::account_page(visit, &account, &[])
}

pub(super) fn proof(visit: &Visit) -> Answer {
    pages::proof_page(visit, "/konto/passnycklar/ny", &sample::factors("två"), &Wrong::default())
}

pub(super) fn passkey_new(visit: &Visit) -> Answer {
    pages::passkey_new_page(visit, "", sample::options(), &Wrong::default())
}

pub(super) fn passkey_new_wrong(visit: &Visit) -> Answer {
    let wrong = Wrong::default().field("namn", visit.t().passkey_name_wrong());
    pages::passkey_new_page(visit, "", sample::options(), &wrong)
}

pub(super) fn passkey_remove(visit: &Visit) -> Answer {
    let account = sample::account();
    let passkey = account.passkeys.first().ok_or(Failure::NotFound)?;
    pages::passkey_remove_page(visit, passkey)
}

pub(super) fn password(visit: &Visit) -> Answer {
    let form = pages::password_form(visit, &Wrong::default());
    pages::secret_page(visit, visit.t().account_password(), form)
}

pub(super) fn password_wrong(visit: &Visit) -> Answer {
    let t = visit.t();
    let wrong = Wrong::default().field("nuvarande", t.password_wrong()).field("igen", t.password_differs());
    pages::secret_page(visit, t.account_password(), pages::password_form(visit, &wrong))
}

pub(super) fn passphrase(visit: &Visit) -> Answer {
    let form = pages::passphrase_form(visit, &Wrong::default());
    pages::secret_page(visit, visit.t().account_passphrase(), form)
}

pub(super) fn factor(visit: &Visit) -> Answer {
    pages::factor_page(visit, &sample::enrolment(), &Wrong::default())
}

pub(super) fn sign_in(visit: &Visit) -> Answer {
    pages::sign_in_page(&visit.as_stranger(), "", "/", &Wrong::default())
}

pub(super) fn sign_in_wrong(visit: &Visit) -> Answer {
    let wrong = Wrong::with(visit.t().sign_in_wrong());
    pages::sign_in_page(&visit.as_stranger(), "samordnare", "/", &wrong)
}

pub(super) fn code(visit: &Visit) -> Answer {
    pages::code_page(&visit.as_stranger(), "/", &sample::factors("kod"), &Wrong::default())
}

pub(super) fn code_or_passkey(visit: &Visit) -> Answer {
    pages::code_page(&visit.as_stranger(), "/", &sample::factors("två"), &Wrong::default())
}

pub(super) fn passkey(visit: &Visit) -> Answer {
    let wrong = Wrong::default().field("svar", visit.t().passkey_wrong());
    pages::code_page(&visit.as_stranger(), "/", &sample::factors("nyckel"), &wrong)
}

/// Somebody who has a passkey as well, where passkeys cannot be used.
pub(super) fn passkey_off(visit: &Visit) -> Answer {
    let factors = Factors { question: None, ..sample::factors("två") };
    pages::code_page(&visit.as_stranger(), "/", &factors, &Wrong::default())
}

pub(super) fn unlock(visit: &Visit) -> Answer {
    pages::unlock_page(visit, "/", &Wrong::default().field("losenfras", visit.t().unlock_wrong()))
}

pub(super) fn demo(visit: &Visit) -> Answer {
    pages::demo_page(&visit.as_stranger(), &sample::demo_people())
}

pub(super) fn statement(visit: &Visit) -> Answer {
    pages::statement_page(&visit.as_stranger(), &visit.site().statement)
}

pub(super) fn confirm(visit: &Visit) -> Answer {
    let t = visit.t();
    let facts = Description::new()
        .row("Ärende", "Misstanke 2026-14")
        .row("Utfall", Chip::new(Tone::Done, "Styrkt"))
        .row("Bevaras till", "2031-12-31");
    let reason = Field::area(t, "skal", "Skäl").with_hint("Skriv så att någon annan förstår om fem år.").with_rows(3);
    let form = visit.form("/galleri/bekrafta").field(reason).submit("Föreslå att ärendet stängs").grave().or_back("/");
    let frame = visit.frame("Stäng ärendet?").below("/arenden", t.nav_cases()).below("/arenden/1", "Misstanke 2026-14");
    let lead = "Ett stängt ärende kan läsas men inte ändras. En annan person godkänner.";
    Confirm::answer(frame, lead, facts, &form)
}

fn day_of((month, day): (u32, u32)) -> Markup {
    Markup::day(NaiveDate::from_ymd_opt(2026, month, day).unwrap_or_default())
}
