//! Every building block and every page with made-up data, in both languages: what the browser test walks through.
//!
//! The persons, firms and numbers are invented. `cargo run -p web --example gallery` serves it.

mod application;
mod blocks;
mod case;
mod declaration;
mod delegation;
mod extract;
mod incident;
mod keys;
mod late;
mod recruitment;
mod reports;
mod sample;
mod shown;
mod signals;
mod training;
mod work;

use std::sync::Arc;

use askama::Template;

use crate::failure::{Answer, Failure, page};
use crate::frame::{Access, Frame, Page, Visit, router};
use crate::part::Markup;
use crate::{Site, pages, voices};

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
    ("/galleri/konto-utan-passnyckel", shown::account_off),
    ("/galleri/bekrafta-dig", shown::proof),
    ("/galleri/passnyckel-ny", shown::passkey_new),
    ("/galleri/passnyckel-ny-fel", shown::passkey_new_wrong),
    ("/galleri/passnyckel-ta-bort", shown::passkey_remove),
    ("/galleri/losenord", shown::password),
    ("/galleri/losenord-fel", shown::password_wrong),
    ("/galleri/losenfras", shown::passphrase),
    ("/galleri/andra-faktor", shown::factor),
    ("/galleri/logga-in", shown::sign_in),
    ("/galleri/logga-in-fel", shown::sign_in_wrong),
    ("/galleri/kod", shown::code),
    ("/galleri/kod-eller-passnyckel", shown::code_or_passkey),
    ("/galleri/passnyckel", shown::passkey),
    ("/galleri/passnyckel-av", shown::passkey_off),
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
    ("/galleri/handelser", incident::list),
    ("/galleri/handelser-egna", incident::list_own),
    ("/galleri/handelse-ny", incident::new),
    ("/galleri/handelse-ny-fel", incident::new_wrong),
    ("/galleri/handelse-min", incident::own),
    ("/galleri/handelse", incident::show),
    ("/galleri/handelse-otagen", incident::show_new),
    ("/galleri/handelse-kampanj", incident::show_campaign),
    ("/galleri/handelse-avslut", incident::show_closed),
    ("/galleri/handelse-polis", incident::act),
    ("/galleri/handelse-inlagg-fel", incident::act_wrong),
    ("/galleri/handelse-misstanke", incident::suspect),
    ("/galleri/handelser-siffror", incident::figures),
    ("/galleri/handelser-siffror-fa", incident::figures_few),
    ("/galleri/rekryteringar", recruitment::list),
    ("/galleri/rekryteringar-bedomare", recruitment::list_assessor),
    ("/galleri/rekryteringar-inga", recruitment::list_none),
    ("/galleri/rekrytering-ny", recruitment::new),
    ("/galleri/rekrytering-ny-fel", recruitment::new_wrong),
    ("/galleri/rekrytering-lagen", recruitment::law),
    ("/galleri/rekrytering-jurist", recruitment::law_confirm),
    ("/galleri/rekrytering", recruitment::show),
    ("/galleri/rekrytering-vantar", recruitment::show_waits),
    ("/galleri/rekrytering-beslutad", recruitment::show_decided),
    ("/galleri/rekrytering-kandidat", recruitment::candidate),
    ("/galleri/rekrytering-utskrift", recruitment::paper),
    ("/galleri/rekrytering-ansokan", recruitment::application_file),
    ("/galleri/rekrytering-uppgifter", recruitment::entries),
    ("/galleri/rekrytering-uppgifter-tomt", recruitment::entries_none),
    ("/galleri/rekrytering-period-ny", recruitment::entry_new),
    ("/galleri/rekrytering-period", recruitment::entry_period),
    ("/galleri/rekrytering-period-fel", recruitment::entry_wrong),
    ("/galleri/rekrytering-intyg", recruitment::entry_certificate),
    ("/galleri/rekrytering-referens", recruitment::entry_referee),
    ("/galleri/rekrytering-kontakt", recruitment::entry_contacts),
    ("/galleri/rekrytering-svar", recruitment::act_heard),
    ("/galleri/rekrytering-utdrag", recruitment::act_shown),
    ("/galleri/rekrytering-ord", recruitment::act_words),
    ("/galleri/rekrytering-bedom", recruitment::act_assess),
    ("/galleri/rekrytering-beslut", recruitment::decide),
    ("/galleri/rekrytering-gallra", recruitment::dispose),
    ("/galleri/rekrytering-gallra-andra", recruitment::dispose_second),
    ("/galleri/rekrytering-byte", recruitment::show_joined),
    ("/galleri/rekrytering-ta-in", recruitment::join),
    ("/galleri/rekrytering-ta-in-fel", recruitment::join_wrong),
    ("/galleri/intervjuer", recruitment::interviews),
    ("/galleri/intervjuer-egna", recruitment::interviews_mine),
    ("/galleri/intervju-fel", recruitment::interview_wrong),
    ("/galleri/bevara", recruitment::keep),
    ("/galleri/bevara-fel", recruitment::keep_wrong),
    ("/galleri/bevara-inget", recruitment::keep_nothing),
    ("/galleri/utdrag-bevarade", extract::list),
    ("/galleri/utdrag-inga", extract::list_empty),
    ("/galleri/utdrag", extract::show),
    ("/galleri/utdrag-olast", extract::show_unread),
    ("/galleri/utdrag-forfallet", extract::show_due),
    ("/galleri/utdrag-las", extract::read),
    ("/galleri/utdrag-las-fel", extract::read_wrong),
    ("/galleri/utdrag-startdag-fel", extract::starts_wrong),
    ("/galleri/utdrag-original", extract::returned),
    ("/galleri/utdrag-tillgang", extract::share),
    ("/galleri/utdrag-gallra", extract::dispose),
    ("/galleri/utdrag-gallra-andra", extract::dispose_second),
    ("/galleri/bisysslor", declaration::list),
    ("/galleri/bisysslor-egna", declaration::list_own),
    ("/galleri/bisyssla-ny", declaration::new),
    ("/galleri/bisyssla-ny-fel", declaration::new_wrong),
    ("/galleri/bisyssla-min", declaration::own),
    ("/galleri/bisyssla-min-ersatt", declaration::own_nothing),
    ("/galleri/bisyssla", declaration::show),
    ("/galleri/bisyssla-beslutad", declaration::show_decided),
    ("/galleri/bisyssla-bedom", declaration::assess),
    ("/galleri/bisyssla-forbjud", declaration::forbid),
    ("/galleri/bisysslor-runda", declaration::round),
    ("/galleri/bisysslor-runda-ingen", declaration::round_none),
    ("/galleri/bisysslor-runda-ny", declaration::round_new),
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
    ("/galleri/anstallning", work::employment),
    ("/galleri/anstallning-fel", work::employment_wrong),
    ("/galleri/roll", work::role),
    ("/galleri/rapporter", reports::list),
    ("/galleri/rapporter-tom", reports::list_empty),
    ("/galleri/rapport", reports::show),
    ("/galleri/rapport-avslutad", reports::ended),
    ("/galleri/rapport-bekrafta", reports::acknowledge),
    ("/galleri/rapport-aterkoppling", reports::feedback),
    ("/galleri/rapport-svar-fel", reports::message_wrong),
    ("/galleri/rapport-ta-bort", reports::redact),
    ("/galleri/rapport-jav", reports::recuse),
    ("/galleri/rapport-lamna-over", reports::leave),
    ("/galleri/rapport-lamna-vidare", reports::hand_over),
    ("/galleri/rapport-namn", reports::name),
    ("/galleri/rapport-namn-visat", reports::name_shown),
    ("/galleri/rapport-avsluta", reports::close),
    ("/galleri/rapport-gallra", reports::dispose),
    ("/galleri/rapport-siffror", reports::figures),
    ("/galleri/kanal", reports::channel),
    ("/galleri/kanal-tom", reports::channel_none),
    ("/galleri/kanal-andra", reports::channel_change),
    ("/galleri/kanal-utse", reports::appoint),
    ("/galleri/kanal-utse-sluta", reports::appointment_end),
    ("/galleri/rapportera-start", voices::sample::begin),
    ("/galleri/rapportera-vad-fel", voices::sample::what),
    ("/galleri/rapportera-vem", voices::sample::whom),
    ("/galleri/rapportera-mottagare", voices::sample::receivers),
    ("/galleri/rapportera-mottagare-ingen", voices::sample::nobody),
    ("/galleri/rapportera-hande", voices::sample::happened),
    ("/galleri/rapportera-nar", voices::sample::when),
    ("/galleri/rapportera-filer", voices::sample::files),
    ("/galleri/rapportera-kontakt", voices::sample::contact),
    ("/galleri/rapportera-samtal", voices::sample::talk),
    ("/galleri/rapportera-kontrollera", voices::sample::checked),
    ("/galleri/rapportera-vanta", voices::sample::waiting),
    ("/galleri/rapportera-kvitto", voices::sample::words),
    ("/galleri/rapportera-ord-fel", voices::sample::back),
    ("/galleri/rapportera-rapport", voices::sample::own),
    ("/galleri/rapportera-protokoll", voices::sample::minutes),
    ("/galleri/vagledning", training::guidance_list),
    ("/galleri/vagledning-ny", training::guidance_waiting),
    ("/galleri/vagledning-last", training::guidance_confirmed),
    ("/galleri/utbildning-gallring", training::disposal),
    ("/galleri/utbildning-gallring-inget", training::disposal_none),
    ("/galleri/utbildning-krav-fel", training::demand_wrong),
    ("/galleri/utbildning", training::list),
    ("/galleri/kurs", training::course_begun),
    ("/galleri/kurs-klar", training::course_passed),
    ("/galleri/kurs-inlast", training::course_imported),
    ("/galleri/lektion", training::lesson),
    ("/galleri/ovning", training::scenario),
    ("/galleri/ovning-fel", training::scenario_wrong),
    ("/galleri/ovning-slut", training::scenario_ended),
    ("/galleri/prov-kvar", training::check_left),
    ("/galleri/prov", training::check),
    ("/galleri/prov-fraga", training::question),
    ("/galleri/prov-fraga-fel", training::question_wrong),
    ("/galleri/prov-svar", training::answered),
    ("/galleri/prov-klarat", training::check_passed),
    ("/galleri/tillfallen", training::occasions),
    ("/galleri/tillfallen-inga", training::occasions_none),
    ("/galleri/tillfalle", training::occasion),
    ("/galleri/tillfalle-pagar-fel", training::occasion_under_way),
    ("/galleri/tillfalle-nytt", training::occasion_new),
    ("/galleri/tillfalle-nytt-fel", training::occasion_new_wrong),
    ("/galleri/tillfalle-stall-in", training::occasion_cancel),
    ("/galleri/tillfalle-deltagare", training::occasion_people),
    ("/galleri/tackning", training::coverage),
    ("/galleri/tackning-ingen", training::coverage_none),
    ("/galleri/medarbetare", training::staff),
    ("/galleri/krav", training::demand),
    ("/galleri/las-in-kurser", training::import),
    ("/galleri/las-in-kurser-klart", training::imported),
    ("/galleri/xapi", training::export),
    ("/galleri/delegation", delegation::show),
    ("/galleri/delegation-tom", delegation::empty),
    ("/galleri/delegation-punkt", delegation::point_doubted),
    ("/galleri/delegation-jamfor", delegation::between),
    ("/galleri/delegation-andra", delegation::change),
    ("/galleri/delegation-andra-fel", delegation::change_wrong),
    ("/galleri/delegation-upphor", delegation::end),
    ("/galleri/delegation-las-in", delegation::import),
    ("/galleri/delegation-las-in-granska", delegation::preview),
    ("/galleri/delegation-las-in-celler", delegation::preview_wrong),
    ("/galleri/delegation-beslut", delegation::check),
    ("/galleri/delegation-beslut-svar", delegation::checked),
    ("/galleri/delegation-anmalan", delegation::notification),
    ("/galleri/ensam", delegation::alone),
    ("/galleri/ensam-chef", delegation::alone_own),
    ("/galleri/ensam-tom", delegation::alone_none),
    ("/galleri/ensam-utan-beslut", delegation::alone_refused),
    ("/galleri/ensam-rakna", delegation::measure),
    ("/galleri/ensam-rakna-fel", delegation::measure_wrong),
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
