//! The pages. **How to add one:**
//!
//! 1. A module `pages/<noun>.rs` with the view model and the functions. A view model is a struct with
//!    `#[derive(Template)]`, `frame: Frame`, `t: T`, plain data and building blocks of [`crate::part`]:
//!
//!    ```ignore
//!    #[derive(Template)]
//!    #[template(path = "run_list.html")]
//!    struct RunList { frame: Frame, t: T, table: Table }
//!
//!    pub(super) async fn list(visit: Visit) -> Answer {
//!        let t = visit.t();
//!        let table = Table::new(t, "runs", t.run_list_caption(), vec![Column::text(t.run_when())]);
//!        page(&RunList { frame: visit.frame(t.run_list_title()), t, table })
//!    }
//!    ```
//! 2. A template `templates/<noun>_<what>.html`: `{% extends "layout.html" %}`, one `{% block main %}`, the texts as
//!    `{{ t.run_lead() }}`, the blocks as `{{ table }}`. The layout writes title, `h1` and breadcrumb
//!    (`visit.frame(title).below("/korningar", t.run_list_title())`).
//! 3. The texts in `locales/sv/<noun>.ftl` and `locales/en/<noun>.ftl`; a text that is missing in one does not build. No
//!    word stands in a template.
//! 4. A line in [`pages`]: method, path, who may come, the function. There is no other way to a route.
//! 5. The page with sample data in [`crate::gallery`], where the browser test finds it in both languages.
//!
//! **Forms.** `Page::post` gives the function the fields ([`Sent`](crate::frame)), read only when the token of the session
//! was right. `visit.form(path)` makes a form that carries it. When something is wrong, show the same page again with
//! `.with_error(…)` on the fields, `frame.with_errors(true)` and [`page_again`](crate::failure::page_again); when all is
//! well, do it and end with [`redirect`](crate::failure::redirect). A page has one primary button. What cannot be undone
//! gets a page of its own ([`Confirm`]). Files come with `Page::upload`, part by part.
//!
//! **Failures.** `Err(Failure::NotFound)` both for what is not there and for what the reader may not know of. Everything
//! unexpected is `Failure::Internal`: the reader gets a reference, the keeper of the log the cause.

mod account;
mod admin;
mod approval;
pub(crate) mod ask;
pub(crate) mod case;
mod confirm;
mod control;
mod decision;
pub(crate) mod declaration;
pub(crate) mod delegation;
mod demo;
mod door;
pub(crate) mod extract;
mod hold;
pub(crate) mod incident;
mod journal;
mod keys;
mod language;
mod passkey;
pub(crate) mod recruitment;
mod register;
pub(crate) mod report;
mod run;
mod screening;
mod signal;
mod start;
mod statement;
mod subject;
mod suppression;
pub(crate) mod training;

pub use confirm::Confirm;
pub use demo::{DemoCode, DemoPerson};
pub use statement::{Lack, Statement};

pub(crate) use account::{account_page, factor_page, passphrase_form, password_form, secret_page};
pub(crate) use admin::{Change, Person, begin_page, directory_page as admin_page, person_page, role_page};
pub(crate) use approval::{
    Titles, kind_shown as approval_kind, list_page as approval_list_page, show_page as approval_show_page,
};
pub(crate) use ask::Problems;
pub(crate) use control::{Controls, Document, controls_page, document_page};
pub(crate) use decision::{
    list_page as decision_list_page, new_page as decision_new_page, revoke_page as decision_revoke_page,
    show_page as decision_show_page,
};
pub(crate) use demo::demo_page;
pub(crate) use door::{Wrong, code_page, sign_in_page, unlock_page};
pub(crate) use hold::{
    May, answer_page as hold_answer_page, end_page as hold_end_page, list_page as hold_list_page,
    show_page as hold_show_page,
};
pub(crate) use journal::{Journal, journal_page};
pub(crate) use keys::{
    Mine as MyKeys, list_page as keys_page, mine_page as keys_mine_page, notices, phrase_page as keys_phrase_page,
    propose_page as keys_propose_page, share_page as keys_share_page,
};
pub(crate) use passkey::{new_page as passkey_new_page, proof_page, remove_page as passkey_remove_page};
pub(crate) use register::{
    list_page as register_list_page, new_page as register_new_page, preview_page as register_preview_page,
};
pub(crate) use run::run_page;
pub(crate) use screening::{result_page as screening_result_page, upload_page as screening_upload_page};
pub(crate) use signal::{Listed, Wrong as Unfit, list_page as signals_page, none_page, signal_page, suppress_page};
pub(crate) use start::{Start, report_rows, start_page};
pub(crate) use statement::statement_page;
pub(crate) use subject::{name_page, names_page, subject_page};
pub(crate) use suppression::{Suppressions, suppressions_page};

use crate::frame::{Access, Page};

/// Every page there is.
#[must_use]
#[expect(clippy::too_many_lines, reason = "a table: one line for each route")]
pub fn pages() -> Vec<Page> {
    use Access::{Act, Code, Open};
    let mut pages = vec![
        Page::get("/", Act("session_list"), start::show),
        Page::get("/logga-in", Open, door::sign_in),
        Page::post("/logga-in", Open, door::sign_in_sent),
        Page::get("/logga-in/kod", Code, door::code),
        Page::post("/logga-in/kod", Code, door::code_sent),
        Page::post("/logga-ut", Open, door::sign_out),
        Page::get("/las-upp", Act("unlock"), door::unlock),
        Page::post("/las-upp", Act("unlock"), door::unlock_sent),
        Page::post("/las", Act("unlock"), door::lock),
        Page::post("/sprak", Open, language::choose),
        Page::get("/konto", Act("session_list"), account::show),
        Page::post("/konto/roll", Act("role_choose"), account::role_sent),
        Page::post("/konto/sessioner/avsluta", Act("session_revoke"), account::session_end),
        Page::get("/konto/losenord", Act("password_change"), account::password),
        Page::post("/konto/losenord", Act("password_change"), account::password_sent),
        Page::get("/konto/losenfras", Act("passphrase_change"), account::passphrase),
        Page::post("/konto/losenfras", Act("passphrase_change"), account::passphrase_sent),
        Page::get("/konto/andra-faktor", Act("password_change"), account::factor),
        Page::post("/konto/andra-faktor", Act("password_change"), account::factor_sent),
        Page::get("/konto/bekrafta", Act("sign_in"), passkey::proof),
        Page::post("/konto/bekrafta", Act("sign_in"), passkey::proof_sent),
        Page::get("/konto/passnycklar/ny", Act("password_change"), passkey::new),
        Page::post("/konto/passnycklar/ny", Act("password_change"), passkey::new_sent),
        Page::get("/konto/passnycklar/{id}/ta-bort", Act("password_change"), passkey::remove),
        Page::post("/konto/passnycklar/{id}/ta-bort", Act("password_change"), passkey::remove_sent),
        Page::get("/tillganglighet", Open, statement::show),
        Page::get("/demo", Open, demo::show),
        Page::get("/att-godkanna", Act("proposal_list"), approval::list),
        Page::get("/att-godkanna/{id}", Act("proposal_show"), approval::show),
        Page::post("/att-godkanna/{id}/godkann", Act("proposal_show"), approval::approve),
        Page::post("/att-godkanna/{id}/ta-tillbaka", Act("proposal_withdraw"), approval::withdraw),
        Page::get("/journal", Act("journal_read"), journal::show),
        Page::get("/journal/kontrollera", Act("journal_read"), journal::show),
        Page::get("/journal/kvitto", Act("journal_read"), journal::show),
        Page::get("/att-godkanna/{id}/godkann", Act("proposal_show"), approval::show),
        Page::get("/att-godkanna/{id}/ta-tillbaka", Act("proposal_show"), approval::show),
        Page::post("/journal/kontrollera", Act("journal_verify"), journal::verify),
        Page::post("/journal/kvitto", Act("journal_head_export"), journal::sign),
        Page::get("/signaler", Act("signal_list"), signal::list),
        Page::get("/signaler/{group}/{fingerprint}", Act("signal_show"), signal::show),
        Page::post("/signaler/{group}/{fingerprint}/bedom", Act("signal_judge"), signal::judge_sent),
        Page::get("/signaler/{group}/{fingerprint}/dampa", Act("suppression_propose"), signal::suppress),
        Page::post("/signaler/{group}/{fingerprint}/dampa", Act("suppression_propose"), signal::suppress_sent),
        Page::get("/subjekt/{group}/{kind}/{id}", Act("signal_list"), subject::show),
        Page::get("/subjekt/{group}/{kind}/{id}/namn", Act("reveal_propose"), subject::name_propose),
        Page::post("/subjekt/{group}/{kind}/{id}/namn", Act("reveal_propose"), subject::name_sent),
        Page::post("/subjekt/{group}/{kind}/{id}/namn/visa", Act("reveal_show"), subject::name_show),
        Page::get("/dampningar", Act("signal_health"), suppression::list),
        Page::post("/dampningar/hav", Act("suppression_lift"), suppression::lift),
        Page::get("/kontroller", Act("control_list"), control::list),
        Page::get("/kontroller/{id}", Act("control_show"), control::show),
        Page::get("/korningar", Act("run_list"), run::list),
        Page::post("/korningar/starta", Act("run_start"), run::start),
        Page::get("/betalstopp", Act("hold_list"), hold::list),
        Page::get("/betalstopp/granska", Act("screening_upload"), screening::upload),
        Page::upload(
            "/betalstopp/granska",
            Act("screening_upload"),
            screening::MOST + (64 << 10),
            screening::upload_sent,
        ),
        Page::get("/betalstopp/granska/{key}", Act("screening_list"), screening::result),
        Page::get("/betalstopp/granska/{key}/{file}", Act("screening_list"), screening::file),
        Page::get("/betalstopp/{hold}", Act("hold_show"), hold::show),
        Page::get("/betalstopp/{hold}/svar", Act("hold_answer"), hold::answer),
        Page::post("/betalstopp/{hold}/svar", Act("hold_answer"), hold::answer_sent),
        Page::get("/betalstopp/{hold}/avsluta", Act("hold_end_propose"), hold::end),
        Page::post("/betalstopp/{hold}/avsluta", Act("hold_end_propose"), hold::end_sent),
        Page::get("/register", Act("register_list"), register::list),
        Page::get("/register/ny", Act("import_preview"), register::new),
        Page::upload("/register/ny", Act("import_preview"), register::MOST + (64 << 10), register::new_sent),
        Page::get("/register/ny/{key}", Act("import_preview"), register::preview),
        Page::post("/register/ny/{key}", Act("import_commit"), register::commit),
        Page::get("/beslut", Act("decision_list"), decision::list),
        Page::get("/beslut/{id}", Act("decision_list"), decision::show),
        Page::get("/beslut/{id}/upphav", Act("decision_revoke"), decision::revoke),
        Page::post("/beslut/{id}/upphav", Act("decision_revoke"), decision::revoke_sent),
        Page::get("/beslut/nytt", Act("decision_propose"), decision::new),
        Page::post("/beslut/nytt", Act("decision_propose"), decision::new_sent),
        Page::get("/administration", Act("person_list"), admin::list),
        Page::get("/administration/personer/ny", Act("person_put"), admin::new),
        Page::post("/administration/personer/ny", Act("person_put"), admin::new_sent),
        Page::get("/administration/personer/las-in", Act("person_import"), admin::people_in),
        Page::upload(
            "/administration/personer/las-in",
            Act("person_import"),
            admin::PEOPLE_MOST,
            admin::people_in_sent,
        ),
        Page::get("/administration/personer/{id}", Act("person_put"), admin::change),
        Page::post("/administration/personer/{id}", Act("person_put"), admin::change_sent),
        Page::get("/administration/personer/{id}/anstallning", Act("person_begin"), admin::begin),
        Page::post("/administration/personer/{id}/anstallning", Act("person_begin"), admin::begin_sent),
        Page::get("/administration/personer/{id}/avsluta", Act("person_end"), admin::end),
        Page::post("/administration/personer/{id}/avsluta", Act("person_end"), admin::end_sent),
        Page::get("/administration/personer/{id}/roll", Act("role_propose"), admin::role),
        Page::post("/administration/personer/{id}/roll", Act("role_propose"), admin::role_sent),
        Page::get("/administration/personer/{id}/nollstall", Act("second_factor_reset_propose"), admin::reset),
        Page::post("/administration/personer/{id}/nollstall", Act("second_factor_reset_propose"), admin::reset_sent),
        Page::get("/administration/delegation", Act("delegation_put_propose"), admin::delegation),
        Page::post("/administration/delegation", Act("delegation_put_propose"), admin::delegation_sent),
        Page::get("/administration/enhet", Act("unit_put"), admin::unit),
        Page::post("/administration/enhet", Act("unit_put"), admin::unit_sent),
        Page::get("/administration/ersattare", Act("deputy_put"), admin::deputy),
        Page::post("/administration/ersattare", Act("deputy_put"), admin::deputy_sent),
    ];
    pages.extend(case::pages());
    pages.extend(declaration::pages());
    pages.extend(delegation::pages());
    pages.extend(extract::pages());
    pages.extend(incident::pages());
    pages.extend(recruitment::pages());
    pages.extend(keys::pages());
    pages.extend(report::pages());
    pages.extend(training::pages());
    pages
}
