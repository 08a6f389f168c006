//! Every building block and every page with made-up data, in both languages: what the browser test walks through.
//!
//! The persons, firms and numbers are invented. `cargo run -p web --example gallery` serves it.

mod blocks;
mod case;
mod keys;
mod late;
mod sample;
mod shown;
mod signals;
mod work;

use std::sync::Arc;

use askama::Template;

use crate::failure::{Answer, Failure, page};
use crate::frame::{Access, Frame, Page, Visit, router};
use crate::part::Markup;
use crate::{Site, pages};

pub(crate) use sample::viewer;
pub use sample::{SampleDesk, demo_people};

/// The function of a page of the gallery.
type Shown = fn(&Visit) -> Answer;

/// What the gallery shows: path, function.
const SHOWN: &[(&str, Shown)] = &[
    ("/galleri/start", shown::start),
    ("/galleri/start-tom", shown::start_empty),
    ("/galleri/start-meddelanden", shown::start_notices),
    ("/galleri/konto", shown::account),
    ("/galleri/losenord", shown::password),
    ("/galleri/losenord-fel", shown::password_wrong),
    ("/galleri/losenfras", shown::passphrase),
    ("/galleri/andra-faktor", shown::factor),
    ("/galleri/logga-in", shown::sign_in),
    ("/galleri/logga-in-fel", shown::sign_in_wrong),
    ("/galleri/kod", shown::code),
    ("/galleri/las-upp", shown::unlock),
    ("/galleri/demo", shown::demo),
    ("/galleri/tillganglighet", shown::statement),
    ("/galleri/bekrafta", shown::confirm),
    ("/galleri/formular", blocks::form),
    ("/galleri/formular-fel", blocks::form_wrong),
    ("/galleri/fil", blocks::upload),
    ("/galleri/tabell", blocks::table),
    ("/galleri/tabell-tom", blocks::table_empty),
    ("/galleri/brickor", blocks::chips),
    ("/galleri/tva-personer", blocks::two_people),
    ("/galleri/tidslinje", blocks::timeline),
    ("/galleri/samband", blocks::network),
    ("/galleri/arbete", blocks::progress),
    ("/galleri/arenden", case::list),
    ("/galleri/arenden-tom", case::list_empty),
    ("/galleri/arende-nytt", case::new),
    ("/galleri/arende-nytt-fel", case::new_wrong),
    ("/galleri/arende", case::overview),
    ("/galleri/arende-underlag", case::evidence_page),
    ("/galleri/arende-fil-ny", case::file_add),
    ("/galleri/arende-fil", case::file),
    ("/galleri/arende-tidslinje", case::timeline),
    ("/galleri/arende-anteckning", case::note),
    ("/galleri/arende-samband", case::links),
    ("/galleri/arende-atgarder", case::measures_page),
    ("/galleri/arende-beslut", case::decision),
    ("/galleri/arende-dokument", case::documents),
    ("/galleri/arende-dokument-nytt", case::document),
    ("/galleri/arende-medlemmar", case::members),
    ("/galleri/arende-logg", case::log),
    ("/galleri/arende-avsluta", case::closing),
    ("/galleri/arende-avslut", case::close),
    ("/galleri/arende-utlamna-fil", late::file),
    ("/galleri/arende-utlamnat", late::documents),
    ("/galleri/arende-utlamnad-fil", late::disclosed_file),
    ("/galleri/arende-utlamnad-hamtad", late::disclosed_taken),
    ("/galleri/arende-avslutat", late::ended),
    ("/galleri/arende-oppna-igen", late::reopen),
    ("/galleri/diarium", late::cards),
    ("/galleri/registerkort", late::card),
    ("/galleri/nycklar", keys::list),
    ("/galleri/nycklar-inga", keys::empty),
    ("/galleri/nycklar-foresla", keys::propose),
    ("/galleri/nycklar-del", keys::share),
    ("/galleri/mina-nycklar", keys::mine),
    ("/galleri/mina-nycklar-odelade", keys::mine_not),
    ("/galleri/mina-nycklar-beslutat", keys::mine_decided),
    ("/galleri/mina-nycklar-pagar", keys::mine_under_way),
    ("/galleri/mina-nycklar-klart", keys::mine_ready),
    ("/galleri/mina-nycklar-losenfras", keys::phrase),
    ("/galleri/mina-nycklar-avsluta", keys::end),
    ("/galleri/signaler", signals::list),
    ("/galleri/signaler-inga", signals::none),
    ("/galleri/signal", signals::show),
    ("/galleri/signal-fel", signals::judge_wrong),
    ("/galleri/dampa", signals::suppress),
    ("/galleri/subjekt", signals::subject),
    ("/galleri/subjekt-person", signals::person),
    ("/galleri/namn", signals::name),
    ("/galleri/namn-visat", signals::names),
    ("/galleri/dampningar", signals::suppressions),
    ("/galleri/kontroller", signals::controls),
    ("/galleri/kontroll", signals::control),
    ("/galleri/kontroll-tyst", signals::control_silent),
    ("/galleri/korningar", signals::runs),
    ("/galleri/korning", signals::run_under_way),
    ("/galleri/att-godkanna", work::approvals),
    ("/galleri/att-godkanna-tom", work::approvals_empty),
    ("/galleri/forslag", work::approval),
    ("/galleri/forslag-eget", work::approval_own),
    ("/galleri/forslag-hinder", work::approval_not),
    ("/galleri/journal", work::journal),
    ("/galleri/journal-bruten", work::journal_broken),
    ("/galleri/betalstopp", work::holds),
    ("/galleri/betalstopp-tom", work::holds_empty),
    ("/galleri/betalstopp-ett", work::hold),
    ("/galleri/betalstopp-svar", work::hold_answer),
    ("/galleri/betalstopp-avsluta", work::hold_end),
    ("/galleri/betalfil", work::screening),
    ("/galleri/betalfil-svar", work::screened),
    ("/galleri/register", work::registers),
    ("/galleri/register-ny", work::register_new),
    ("/galleri/register-forhandsgranska", work::register_preview),
    ("/galleri/beslut", work::decisions),
    ("/galleri/beslut-nytt", work::decision_new),
    ("/galleri/beslut-ett", work::decision),
    ("/galleri/beslut-upphavt", work::decision_revoked),
    ("/galleri/beslut-upphav", work::decision_revoke),
    ("/galleri/administration", work::administration),
    ("/galleri/person", work::person),
    ("/galleri/roll", work::role),
    ("/galleri/hittas-inte", |_| Err(Failure::NotFound)),
    ("/galleri/obehorig", |_| Err(Failure::Forbidden)),
    ("/galleri/annan-plats", |_| Err(Failure::Foreign)),
    ("/galleri/gammalt", |_| Err(Failure::Token)),
    ("/galleri/for-stort", |_| Err(Failure::TooLarge { most: 50 << 20 })),
    ("/galleri/nagon-annan", |_| Err(Failure::Outdated)),
    ("/galleri/for-ofta", |_| Err(Failure::TooOften { seconds: 30 })),
    ("/galleri/fel", |_| Err(Failure::Internal("made up".to_owned()))),
];

/// The paths of the gallery, for the browser test.
#[must_use]
pub fn paths() -> Vec<&'static str> {
    std::iter::once("/galleri").chain(SHOWN.iter().map(|(path, _)| *path)).collect()
}

/// The site with the gallery beside its own pages. Its desk must be a [`SampleDesk`], whose person everybody is.
pub fn routed(site: &Arc<Site>) -> axum::Router {
    let shown = |(path, shown): &(&'static str, Shown)| {
        let shown = *shown;
        Page::get(path, Access::Open, move |visit: Visit| std::future::ready(shown(&visit.as_sample())))
    };
    let mut all = pages::pages();
    all.push(Page::get("/galleri", Access::Open, contents));
    all.extend(SHOWN.iter().map(shown));
    router(Arc::clone(site), all)
}

/// A page that shows blocks.
#[derive(Template)]
#[template(path = "gallery.html")]
struct Gallery {
    frame: Frame,
    blocks: Vec<Markup>,
}

fn gallery(frame: Frame, blocks: Vec<Markup>) -> Answer {
    page(&Gallery { frame, blocks })
}

async fn contents(visit: Visit) -> Answer {
    let links = SHOWN.iter().map(|(path, _)| Markup::raw(format!("<p>{}</p>", Markup::link(path, path))));
    gallery(visit.frame("Galleri"), links.collect())
}
