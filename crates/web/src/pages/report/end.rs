//! What leaves a report and how it ends: handing over, the name, closing, the archive, disposal. All by two.

use app::case::two_to_be;
use app::report::Identity;
use casework::report::event::{HandedOver, Identity as Disclosure};

use super::{Seen, form, form_page, frame, path, seen, words};
use crate::failure::{Answer, redirect};
use crate::frame::{Access, Page, Visit};
use crate::pages::ask::parts;
use crate::pages::case::{Filled, bytes_sent, paragraph, shown};
use crate::part::{Choice, Field, Markup, escaped};
use crate::sent::Sent;

const HAND_OVER: Access = Access::Act("report_hand_over_propose");
const NAME: Access = Access::Act("report_identity_propose");
const CLOSE: Access = Access::Act("report_close_propose");
const DISPOSE: Access = Access::Act("report_show");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/rapporter/{id}/lamna-vidare", HAND_OVER, hand_over),
        Page::post("/rapporter/{id}/lamna-vidare", HAND_OVER, hand_over_sent),
        Page::get("/rapporter/{id}/namn", NAME, name),
        Page::post("/rapporter/{id}/namn", NAME, name_sent),
        Page::post("/rapporter/{id}/namn/visa", Access::Act("report_identity_show"), name_shown),
        Page::get("/rapporter/{id}/avsluta", CLOSE, close),
        Page::post("/rapporter/{id}/avsluta", CLOSE, close_sent),
        // Asked of a report that is open the acts of the end are denied, so the way in is that of the report.
        Page::get("/rapporter/{id}/gallra", DISPOSE, dispose),
        Page::post("/rapporter/{id}/gallra", DISPOSE, dispose_sent),
        Page::post("/rapporter/{id}/arkiv", DISPOSE, archive),
    ]
}

async fn hand_over(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    hand_over_form(&visit, &seen, &Filled::default().put("namn", "nej"))
}

pub(crate) fn hand_over_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let t = visit.t();
    let ways = vec![
        Choice::new("nej", t.report_name_withheld()),
        Choice::new("underrattad", t.report_name_told()),
        Choice::new("utan", t.report_name_untold()),
    ];
    let form = form(visit, seen, "lamna-vidare", filled)
        .field(filled.into("till", Field::text(t, "till", t.report_hand_over_to())))
        .field(filled.into("vad", Field::area(t, "vad", t.report_hand_over_items()).with_hint(t.report_one_a_line())))
        .field(filled.into("behov", Field::area(t, "behov", t.report_hand_over_need()).with_rows(3)))
        .field(filled.into("namn", Field::radios(t, "namn", t.report_hand_over_name(), ways)))
        .field(filled.into("skal", Field::area(t, "skal", t.report_hand_over_untold()).with_rows(3).optional()))
        .submit(t.report_propose());
    form_page(visit, seen, (t.report_hand_over_title(), t.report_hand_over_lead()), form)
}

async fn hand_over_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let t = visit.t();
    let mut filled = Filled::of(&sent, &["till", "vad", "behov", "namn", "skal"]);
    filled.need(&[("till", t.report_hand_over_to_missing()), ("vad", t.report_text_missing())]);
    filled.need(&[("behov", t.case_reason_missing()), ("namn", t.case_choose())]);
    let identity = match filled.value("namn") {
        "underrattad" => {
            seen.page.report.told.iter().next_back().map(|told| Disclosure::FollowsAfterTelling { told: *told })
        }
        "utan" => Some(Disclosure::FollowsUntold { why: filled.text("skal") }),
        _ => Some(Disclosure::Withheld),
    };
    if identity.is_none() {
        filled = filled.wrong("namn", t.report_name_tell_first());
    }
    if let (Some(identity), true) = (identity, filled.is_right()) {
        let items = parts(&filled.text("vad")).collect();
        let (to, need, on, two) = (filled.text("till"), filled.text("behov"), cx.today(), two_to_be(cx));
        let handed = HandedOver { to, items, need, identity, on, two };
        match app.report_hand_over_propose(cx, seen.id, handed).await {
            Ok(_) => return redirect(&seen.done("foreslaget")),
            Err(error) => filled = filled.refused(error, &[("reason", "behov")])?,
        }
    }
    hand_over_form(&visit, &seen, &filled)
}

async fn name(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    name_form(&visit, &seen, &Filled::default())
}

/// The page where the name is asked for, or read when it is released.
pub(crate) fn name_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let t = visit.t();
    if seen.page.is_released {
        let form = form(visit, seen, "namn/visa", filled).submit(t.report_name_read());
        return form_page(visit, seen, (t.report_name_title(), t.report_name_released()), form);
    }
    let form = form(visit, seen, "namn", filled)
        .field(filled.into("skal", Field::area(t, "skal", t.report_name_why()).with_hint(t.report_name_why_hint())))
        .submit(t.report_name_ask());
    form_page(visit, seen, (t.report_name_title(), t.report_name_lead()), form)
}

async fn name_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let mut filled = Filled::of(&sent, &["skal"]);
    filled.need(&[("skal", visit.t().case_reason_missing())]);
    if filled.is_right() {
        match app.report_identity_propose(cx, seen.id, &filled.text("skal")).await {
            Ok(_) => return redirect(&seen.done("foreslaget")),
            Err(error) => filled = filled.refused(error, &[("reason", "skal")])?,
        }
    }
    name_form(&visit, &seen, &filled)
}

async fn name_shown(visit: Visit, _: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    match app.report_identity_show(cx, seen.id).await {
        Ok(name) => name_page(&visit, &seen, &name),
        Err(error) => name_form(&visit, &seen, &Filled::default().refused(error, &[])?),
    }
}

/// The name. It stands on this page and nowhere else.
pub(crate) fn name_page(visit: &Visit, seen: &Seen, one: &Identity) -> Answer {
    let t = visit.t();
    let name = Markup::raw(format!(r#"<p class="lead">{}</p><p>{}</p>"#, escaped(&one.name), escaped(&one.contact)));
    shown(frame(visit, seen, t.report_name_title()), name.then(&paragraph(t.report_name_care())))
}

async fn close(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    close_form(&visit, &seen, &Filled::default())
}

pub(crate) fn close_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let t = visit.t();
    let form = form(visit, seen, "avsluta", filled)
        .field(filled.into("utfall", Field::radios(t, "utfall", t.report_outcome(), words::outcomes(t))))
        .field(filled.into("skal", Field::area(t, "skal", t.report_reason()).with_rows(4)))
        .submit(t.report_propose());
    form_page(visit, seen, (t.report_close_title(), t.report_close_lead()), form)
}

async fn close_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let t = visit.t();
    let mut filled = Filled::of(&sent, &["utfall", "skal"]);
    filled.need(&[("utfall", t.case_choose()), ("skal", t.case_reason_missing())]);
    if let (Some(outcome), true) = (words::outcome_of(filled.value("utfall")), filled.is_right()) {
        match app.report_close_propose(cx, seen.id, outcome, filled.text("skal")).await {
            Ok(_) => return redirect(&seen.done("foreslaget")),
            Err(error) => filled = filled.refused(error, &[("reason", "skal")])?,
        }
    }
    close_form(&visit, &seen, &filled)
}

async fn dispose(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    dispose_form(&visit, &seen, &Filled::default().put("arkiv", "utskriven"))
}

pub(crate) fn dispose_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let t = visit.t();
    let ways =
        vec![Choice::new("utskriven", t.report_archive_written()), Choice::new("inget", t.report_archive_nothing())];
    let csrf = Markup::of(&visit.csrf());
    let (action, text) = (path(seen.id, "arkiv"), escaped(t.report_archive_write()));
    let archive = Markup::raw(format!(
        r#"<form method="post" action="{action}">{csrf}<p><button class="button button--secondary" type="submit">{text}</button></p></form>"#
    ));
    let form = form(visit, seen, "gallra", filled)
        .field(filled.into("arkiv", Field::radios(t, "arkiv", t.report_archive(), ways)))
        .field(filled.into("grund", Field::text(t, "grund", t.report_archive_ground()).optional()))
        .field(filled.into("skal", Field::area(t, "skal", t.report_reason()).with_rows(3)))
        .submit(t.report_propose())
        .grave();
    let lead = paragraph(t.report_dispose_lead()).then(&archive);
    crate::pages::case::formed(frame(visit, seen, t.report_dispose_title()), lead, form)
}

async fn dispose_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let t = visit.t();
    let mut filled = Filled::of(&sent, &["arkiv", "grund", "skal"]);
    filled.need(&[("skal", t.case_reason_missing())]);
    let nothing = filled.value("arkiv") == "inget";
    if nothing {
        filled.need(&[("grund", t.report_archive_ground_missing())]);
    }
    if filled.is_right() {
        let ground = nothing.then(|| filled.text("grund"));
        match app.report_dispose_propose(cx, seen.id, ground, &filled.text("skal")).await {
            Ok(_) => return redirect(&seen.done("foreslaget")),
            Err(error) => filled = filled.refused(error, &[("reason", "skal")])?,
        }
    }
    dispose_form(&visit, &seen, &filled)
}

async fn archive(visit: Visit, _: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    match app.report_archive(cx, seen.id).await {
        Ok(archived) => {
            let name: String = archived.hash.chars().take(12).collect();
            let disposition = format!("attachment; filename=\"rapport-{name}.pdf\"");
            Ok(bytes_sent(archived.pdf, "application/pdf", &disposition))
        }
        Err(error) => dispose_form(&visit, &seen, &Filled::default().refused(error, &[])?),
    }
}
