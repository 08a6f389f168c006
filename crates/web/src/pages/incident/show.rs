//! An incident for those who handle it: what happened, what must be done, what was done.

use std::collections::BTreeSet;

use app::case::Clean;
use casework::incident::event::{Exposed, Picture};
use casework::incident::pattern::{Pattern, Repeats};
use casework::{ClockState, Deadline};

use super::{SHOW, Seen, done, links, list, seen, words};
use crate::failure::{Answer, Failure};
use crate::frame::{Access, Page, Visit};
use crate::pages::ask::Sections;
use crate::pages::case::{self, left, lines, said};
use crate::part::{Chip, Column, Description, Markup, Notice, Reached, Spread, Table, Tone, escaped};
use crate::text::T;

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/handelser/{id}", SHOW, show),
        Page::get("/handelser/{id}/bild/{file}", Access::Act("incident_file_show"), picture),
    ]
}

async fn show(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    show_page(&visit, &seen)
}

/// The clean copy of a picture: new bytes, made of nothing but its pixels.
async fn picture(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let file = visit.param("file").parse().map_err(|_| Failure::NotFound)?;
    match app.incident_file_show(cx, super::id(&visit)?, file).await?.clean {
        Clean::Picture { bytes, media, .. } => Ok(case::bytes_sent(bytes, media.content_type(), "inline")),
        Clean::Text { .. } | Clean::NotShown(_) => Err(Failure::NotFound),
    }
}

/// The page.
pub(crate) fn show_page(visit: &Visit, seen: &Seen) -> Answer {
    let (t, incident) = (visit.t(), &seen.page.incident);
    let frame = visit.frame(seen.title(t)).below("/handelser", t.incident_list_title());
    let mut page = Sections::new(frame, "");
    if let Some(notice) = done(visit) {
        page = page.notice(&notice);
    }
    if incident.grave {
        page = page.notice(&Notice::new(Tone::Serious, t.incident_grave_notice()));
    }
    if let Some(proposed) = &incident.disposal {
        let who = t.incident_dispose_proposed(t.moment(proposed.at), seen.name(t, proposed.by));
        page = page.notice(&Notice::new(Tone::Warning, who).with(lines(&proposed.what.ground)));
    }
    if let Some(closing) = incident.closing.as_ref().filter(|_| !seen.is_closed()) {
        let who = seen.name(t, closing.by);
        let text = t.incident_closing_waits(who);
        page = page.notice(&Notice::new(Tone::Warning, text).with(lines(&closing.what.outcome)));
    }
    for pattern in &seen.page.patterns {
        let text =
            t.incident_part_of(pattern.incidents.len().try_into().unwrap_or(i64::MAX), repeats(t, seen, pattern));
        page = page.notice(&Notice::new(Tone::Warning, text));
    }
    let may = |act: &str| seen.may.contains(act);
    if !seen.is_closed() && incident.handler.is_none() && may("incident_handle") {
        page = page.primary(seen.path("gor/ta"), t.incident_take());
    }
    page = page
        .section(t.incident_what_happened(), facts(t, seen))
        .section(t.incident_clocks(), clocks(t, seen))
        .section(t.incident_to_do(), to_do(t, seen));
    page = page
        .section(t.incident_police(), police(t, seen))
        .section(t.incident_talks(), talks(t, seen))
        .section(t.incident_measures(), measures(t, seen))
        .section(t.incident_review(), review(t, seen));
    if incident.is_campaign() {
        page = page.section(t.incident_campaign(), campaign(t, seen));
    }
    page.section(t.incident_told(), words_of(t, seen, &incident.told, t.incident_told_empty()))
        .section(t.incident_notes(), words_of(t, seen, &incident.notes, t.incident_notes_empty()))
        .section(t.incident_closing(), closing(t, seen))
        .answer()
}

/// In what something repeats, in words.
pub(super) fn repeats(t: T, seen: &Seen, pattern: &Pattern) -> String {
    repeated(t, &seen.page.incident.routine, pattern)
}

/// The same for a routine.
pub(super) fn repeated(t: T, routine: &casework::incident::routine::Routine, pattern: &Pattern) -> String {
    match pattern.repeats {
        Repeats::Person => t.incident_repeats_person(&pattern.label),
        Repeats::Source => t.incident_repeats_source(&pattern.label),
        Repeats::Unit => t.incident_repeats_unit(&pattern.label),
        Repeats::Process => t.incident_repeats_process(words::process(t, routine, &pattern.label)),
    }
}

fn facts(t: T, seen: &Seen) -> Markup {
    let incident = &seen.page.incident;
    let exposed = match &incident.exposed {
        Exposed::Reporter => seen.name(t, incident.reporter),
        Exposed::Colleague { name, .. } => name.clone(),
        Exposed::Unit => t.incident_who_unit().to_owned(),
    };
    let yes = |is: bool| if is { t.incident_yes() } else { t.incident_no() };
    let members = incident.members.iter();
    let members = members
        .map(|(person, role)| format!("{} ({})", seen.name(t, *person), words::role(t, &incident.routine, role)))
        .map(Markup::from);
    let left_out: Vec<String> = incident.left_out.iter().map(|role| words::role(t, &incident.routine, role)).collect();
    let handler = incident.handler.map_or_else(|| t.incident_untaken().to_owned(), |person| seen.name(t, person));
    let rows = Description::new()
        .row(t.case_state(), case::words::state(t, seen.page.state))
        .row(t.incident_kind(), words::kind(t, &incident.routine, &incident.kind))
        .row(t.incident_day(), t.incident_day_time(t.day(incident.happened_on), incident.time.as_str()))
        .row(t.incident_place(), words::place(t, incident.place))
        .row(t.incident_unit(), incident.unit.as_str())
        .row(t.incident_process(), words::process(t, &incident.routine, &incident.process))
        .row(t.incident_exposed(), exposed)
        .row(t.incident_reporter(), t.case_at_by(t.moment(incident.reported_at), seen.name(t, incident.reporter)))
        .row(t.incident_source(), incident.source.as_str())
        .row(t.incident_grave(), yes(incident.grave))
        .row(t.incident_called(), yes(incident.called_112))
        .row(t.incident_text(), lines(&incident.text))
        .row(t.incident_witnesses(), incident.witnesses.as_str())
        .row(t.incident_handler(), handler)
        .row(t.incident_who_got(), case::points(members))
        .row(t.incident_leave_out(), left_out.join(", "));
    let pictures = incident.pictures.iter().map(|picture| shown(t, seen, picture));
    pictures.fold(Markup::of(&rows), |all, picture| all.then(&picture))
}

/// A picture with when it was taken and its hash.
fn shown(t: T, seen: &Seen, picture: &Picture) -> Markup {
    let path = seen.path(&format!("bild/{}", picture.file));
    let taken = picture.taken.map(|taken| taken.format("%Y-%m-%d %H:%M").to_string());
    let came = t.moment(seen.page.incident.reported_at);
    let hash = Markup::raw(format!(r#"<span class="mono secret">{}</span>"#, escaped(&picture.hash)));
    let facts = Description::new()
        .row(t.incident_taken(), taken.unwrap_or_else(|| t.incident_taken_unknown().to_owned()))
        .row(t.incident_came(), came)
        .row(t.case_evidence_hash(), hash);
    let (path, title) = (escaped(&path), escaped(&t.case_file_picture(&picture.title)));
    let image = format!(r#"<p><img class="clean" src="{path}" alt="{title}" loading="lazy"></p>"#);
    Markup::raw(format!("<h3>{}</h3>{image}", escaped(&picture.title))).then(&Markup::of(&facts))
}

fn clocks(t: T, seen: &Seen) -> Markup {
    let columns = [t.case_clock(), t.case_left(), t.case_due(), t.case_why(), t.case_what_to_do(), t.case_certainty()];
    let row = |one: &Deadline| -> Vec<Markup> {
        let mut title = Markup::text(said(t, &one.title));
        let by_hand = seen.page.incident.stops_by_hand(&one.clock);
        if one.state != ClockState::Stopped && by_hand && may_handle(seen) {
            let path = seen.path(&format!("gor/frist?frist={}&post={}", one.clock, one.started_by));
            title = title.then(&Markup::link(&path, &t.case_stop_title(said(t, &one.title))));
        }
        vec![
            title,
            left(t, one),
            Markup::day(one.due),
            list::reason(t, &one.reason),
            said(t, &one.act).into(),
            case::words::certainty(t, one.certainty),
        ]
    };
    let table = Table::new(t, "frister", t.incident_clocks(), columns.map(Column::text).into()).under_heading();
    Markup::of(&table.rows(seen.page.deadlines.iter().map(row)).when_empty(t.case_deadlines_empty()))
}

fn may_handle(seen: &Seen) -> bool {
    !seen.is_closed() && seen.may.contains("incident_handle")
}

/// What can be done, each on a page of its own.
fn to_do(t: T, seen: &Seen) -> Markup {
    let incident = &seen.page.incident;
    let offered = |act: &&super::act::Act| act.is_offered(seen);
    let mut all: Vec<(String, String)> = super::ACTS
        .iter()
        .filter(offered)
        .map(|act| (seen.path(&format!("gor/{}", act.word)), (act.title)(t).to_owned()))
        .collect();
    if seen.may.contains("incident_suspect") && !seen.is_closed() {
        all.push((seen.path("misstanke"), t.incident_suspect().to_owned()));
    }
    if seen.may.contains("incident_member") {
        all.push((seen.path("ta-med"), t.incident_join().to_owned()));
    }
    // Offered once the time has run out.
    let is_over = incident.closed.as_ref().is_some_and(|closed| closed.what.retain_until < seen.today);
    if is_over && seen.may.contains("incident_dispose") {
        all.push((seen.path("gallra"), t.incident_dispose().to_owned()));
    }
    if incident.handler.is_some_and(|person| person != seen.me) && may_handle(seen) {
        all.push((seen.path("gor/ta"), t.incident_take().to_owned()));
    }
    links(all)
}

fn police(t: T, seen: &Seen) -> Markup {
    let Some(police) = &seen.page.incident.police else { return case::paragraph(t.incident_police_open()) };
    let chip = if police.what.reported {
        Chip::new(Tone::Done, t.incident_police_yes())
    } else {
        Chip::new(Tone::Calm, t.incident_police_no())
    };
    let facts = Description::new()
        .row(t.incident_police(), chip)
        .row(t.incident_on(), Markup::day(police.what.on))
        .row(t.incident_police_number(), police.what.number.as_str())
        .row(t.case_why(), lines(&police.what.why))
        .row(t.case_written_by(), seen.name(t, police.by));
    Markup::of(&facts)
}

fn talks(t: T, seen: &Seen) -> Markup {
    let columns = [t.incident_on(), t.incident_talk(), t.case_written_by()].map(Column::text).into();
    let rows = seen.page.incident.talks.iter().map(|talk| -> Vec<Markup> {
        vec![Markup::day(talk.what.on), lines(&talk.what.text), seen.name(t, talk.by).into()]
    });
    let table = Table::new(t, "samtal", t.incident_talks(), columns).under_heading().rows(rows);
    Markup::of(&table.when_empty(t.incident_talks_empty()))
}

fn measures(t: T, seen: &Seen) -> Markup {
    let columns = [t.incident_measure(), t.case_task_owner(), t.case_due(), t.case_state()].map(Column::text).into();
    let rows = seen.page.incident.measures.iter().map(|(measure, done)| -> Vec<Markup> {
        let state = match done {
            Some(done) => Markup::from(Chip::new(Tone::Done, t.case_task_is_done())).then(&lines(&done.text)),
            None if may_handle(seen) => {
                let path = seen.path(&format!("gor/atgard-klar?post={}", measure.seq));
                Markup::link(&path, &t.case_task_finish(&measure.what.text))
            }
            None => Markup::default(),
        };
        let owner = measure.what.owner.as_str();
        vec![measure.what.text.as_str().into(), owner.into(), Markup::day(measure.what.due), state]
    });
    let table = Table::new(t, "atgarder", t.incident_measures(), columns).under_heading().rows(rows);
    Markup::of(&table.when_empty(t.incident_measures_empty()))
}

fn review(t: T, seen: &Seen) -> Markup {
    let Some(review) = &seen.page.incident.review else { return case::paragraph(t.incident_review_open()) };
    let word = if review.what.needed { t.incident_review_yes() } else { t.incident_review_no() };
    let facts = Description::new()
        .row(t.incident_review(), word)
        .row(t.case_why(), lines(&review.what.why))
        .row(t.case_written_by(), t.case_at_by(t.moment(review.at), seen.name(t, review.by)));
    Markup::of(&facts)
}

/// Posts, reach over time, answers and the level of threat.
fn campaign(t: T, seen: &Seen) -> Markup {
    let incident = &seen.page.incident;
    let level = match incident.levels.last() {
        Some(level) => Markup::from(words::level(t, level.what.level)).then(&lines(&level.what.why)),
        None => t.incident_level_none().into(),
    };
    let level = Description::new().row(t.incident_level(), level);
    let answered: BTreeSet<_> = incident.counters.iter().map(|counter| counter.what.on).collect();
    let days = incident.spread().into_iter();
    let days: Vec<Reached> =
        days.map(|(day, reach, sum)| Reached { day, reach, sum, is_answered: answered.contains(&day) }).collect();
    let spread = Spread::new(t, "spridning", t.incident_spread(), &days);
    let columns = vec![
        Column::text(t.incident_on()),
        Column::text(t.incident_post_place()),
        Column::text(t.incident_post_text()),
        Column::number(t.spread_reach()),
    ];
    let number = |number: u64| t.number(i64::try_from(number).unwrap_or(i64::MAX));
    let posts = incident.posts.iter().map(|post| -> Vec<Markup> {
        let post = &post.what;
        vec![Markup::day(post.on), post.place.as_str().into(), lines(&post.text), number(post.reach).into()]
    });
    let posts = Table::new(t, "inlagg", t.incident_posts(), columns).rows(posts).when_empty(t.incident_posts_empty());
    let columns = [t.incident_on(), t.incident_post_place(), t.incident_counter_text()].map(Column::text).into();
    let counters = incident.counters.iter().map(|counter| -> Vec<Markup> {
        vec![Markup::day(counter.what.on), counter.what.place.as_str().into(), lines(&counter.what.text)]
    });
    let counters = Table::new(t, "bemotande", t.incident_counters(), columns).rows(counters);
    Markup::of(&level)
        .then(&Markup::of(&spread))
        .then(&Markup::of(&posts))
        .then(&Markup::of(&counters.when_empty(t.incident_counters_empty())))
}

fn words_of(t: T, seen: &Seen, words: &[casework::Item<casework::incident::event::Words>], empty: &str) -> Markup {
    if words.is_empty() {
        return case::paragraph(empty);
    }
    case::points(words.iter().map(|one| {
        let by = t.case_at_by(t.moment(one.at), seen.name(t, one.by));
        lines(&one.what.text).then(&Markup::raw(format!(r#"<br><span class="soft">{}</span>"#, escaped(&by))))
    }))
}

fn closing(t: T, seen: &Seen) -> Markup {
    let incident = &seen.page.incident;
    if let Some(closed) = &incident.closed {
        let facts = Description::new()
            .row(t.incident_outcome(), lines(&closed.what.outcome))
            .row(t.incident_lesson(), lines(&closed.what.lesson))
            .row(t.incident_retain(), Markup::day(closed.what.retain_until))
            .row(t.case_written_by(), t.case_at_by(t.moment(closed.at), seen.name(t, closed.by)));
        return Markup::of(&facts);
    }
    let left = incident.unfinished();
    if left.is_empty() {
        return case::paragraph(t.incident_closing_ready());
    }
    case::paragraph(t.incident_closing_left()).then(&case::points(left.iter().map(|one| list::reason(t, one))))
}
