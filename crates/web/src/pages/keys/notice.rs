//! Messages on the start page: what was done with keys, until the reader takes them away.

use app::recovery::{About, Notice};

use crate::failure::{Answer, redirect};
use crate::frame::{Access, Page, Visit};
use crate::pages::approval::swedish;
use crate::part::{Markup, Notice as Message, Tone, escaped};
use crate::sent::Sent;

pub(super) fn pages() -> Vec<Page> {
    vec![Page::post("/meddelanden/ta-bort", Access::Act("session_list"), away)]
}

/// The messages, each with where to go and a button that takes it away.
pub(crate) fn notices(visit: &Visit, notices: &[Notice]) -> Markup {
    let t = visit.t();
    notices.iter().fold(Markup::default(), |all, notice| {
        let link = match notice.about {
            About::OwnKeys => Markup::link("/nycklar/mina", t.keys_notice_own()),
            About::Cases => Markup::link("/arenden", t.keys_notice_cases()),
            About::Declarations => Markup::link("/bisysslor", t.nav_declarations()),
            About::Recruitments => Markup::link("/rekrytering", t.nav_recruitment()),
            About::Training => Markup::link("/utbildning", t.training_title()),
            About::Incidents => Markup::link("/handelser", t.incident_list_title()),
        };
        let away = Markup::raw(format!(
            r#"<form class="actions" method="post" action="/meddelanden/ta-bort">{}<input type="hidden" name="meddelande" value="{}">{link}<button class="button button--secondary button--medium" type="submit">{}<span class="sr-only">: {}</span></button></form>"#,
            visit.csrf(),
            escaped(&notice.id),
            escaped(t.keys_notice_away()),
            escaped(&notice.text),
        ));
        let day = t.stamped_day(&notice.at);
        let body = Markup::raw(format!("<p>{}</p>", swedish(t, &notice.text))).then(&away);
        all.then(&Markup::of(&Message::new(Tone::Warning, t.keys_notice(day)).with(body)))
    })
}

async fn away(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    match app.notice_dismiss(cx, sent.text("meddelande")).await {
        // Where it is gone already, it is away.
        Ok(()) | Err(app::AppError::NotFound) => redirect("/"),
        Err(error) => Err(error.into()),
    }
}
