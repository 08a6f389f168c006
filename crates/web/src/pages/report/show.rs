//! A report: its clocks, what was reported, what was written, what was done, and who receives it.

use app::case::Clean;
use casework::id::FileId;
use casework::report::event::{Acknowledgement, Author, Event};

use super::{Seen, WRITINGS, path, quoted, seen, words};
use crate::failure::{Answer, Failure};
use crate::frame::{Access, Page, Visit};
use crate::pages::ask::{Sections, done, listed};
use crate::pages::case::{bytes_sent, clean_page, lines, soft, swedish};
use crate::part::{Chip, Column, Description, Markup, Notice, Table, Tone};
use crate::text::T;

const SHOW: Access = Access::Act("report_show");
const FILE: Access = Access::Act("report_file_show");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/rapporter/{id}", SHOW, show),
        Page::get("/rapporter/{id}/fil/{file}", FILE, file),
        Page::get("/rapporter/{id}/filer/{file}", FILE, picture),
    ]
}

async fn show(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    show_page(&visit, &seen)
}

/// The page.
pub(crate) fn show_page(visit: &Visit, seen: &Seen) -> Answer {
    let t = visit.t();
    let frame = visit.frame(seen.called(t)).below("/rapporter", t.report_list_title());
    let said = [("skrivet", t.case_done_written()), ("foreslaget", t.case_done_proposed())];
    let mut page = Sections::new(frame, t.report_lead()).notice(done(visit, &said)).notice(notices(t, seen));
    page = acts(t, seen, page);
    page.section(t.report_clocks(), clocks(t, seen))
        .section(t.report_received(), received(t, seen))
        .section(t.report_dialogue(), dialogue(t, seen))
        .section(t.report_follow_up(), follow_up(t, seen))
        .section(t.report_files(), files(t, seen))
        .section(t.report_recipients(), recipients(t, seen))
        .section(t.report_openings(), openings(t, seen))
        .section(t.report_log(), log(t, seen))
        .answer()
}

fn notices(t: T, seen: &Seen) -> Markup {
    let mut all = Markup::default();
    if seen.page.unreadable > 0 {
        all = Markup::of(&Notice::new(Tone::Warning, t.report_unreadable()));
    }
    for one in &seen.page.recovered {
        let text = t.report_recovered(one.by.join(", "), one.name.clone());
        all = all.then(&Markup::of(&Notice::new(Tone::Warning, text)));
    }
    for one in &seen.page.waiting {
        let link = Markup::link(&format!("/att-godkanna/{}", one.id), crate::pages::approval_kind(t, one.kind));
        all = all.then(&Markup::of(&Notice::new(Tone::Info, t.report_waiting()).with(link)));
    }
    all
}

/// What is done from here: what the clocks ask for first.
fn acts(t: T, seen: &Seen, mut page: Sections) -> Sections {
    let report = &seen.page.report;
    let reply = seen.may("report_reply");
    if seen.is_closed() {
        page = page.primary(seen.path("gallra"), t.report_dispose_title());
        if reply {
            page = page.link(seen.path("svar"), t.report_message_title());
        }
    } else {
        if reply && report.acknowledged.is_none() {
            page = page.primary(seen.path("bekrafta"), t.report_acknowledge_title());
        } else if reply && report.feedback.is_none() {
            page = page.primary(seen.path("aterkoppling"), t.report_feedback_title());
        } else if report.feedback.is_some() {
            page = page.primary(seen.path("avsluta"), t.report_close_title());
        }
        for writing in WRITINGS.iter().filter(|writing| seen.may(writing.act)) {
            let is_oral = report.form != casework::report::event::Form::Written;
            if writing.part != "protokoll" || is_oral {
                page = page.link(seen.path(writing.part), (writing.title)(t));
            }
        }
        if seen.may("report_hand_over_propose") {
            page = page.link(seen.path("lamna-vidare"), t.report_hand_over_title());
        }
    }
    if report.named && (seen.page.is_released || seen.may("report_identity_propose")) {
        page = page.link(seen.path("namn"), t.report_name_title());
    }
    page.link(seen.path("ta-bort"), t.report_redact_title())
        .link(seen.path("lamna-over"), t.report_leave_title())
        .link(seen.path("jav"), t.report_recuse_title())
}

fn clocks(t: T, seen: &Seen) -> Markup {
    use casework::report::clock::Duty;
    let word = |duty| match duty {
        Duty::Acknowledge => "acknowledge",
        Duty::Feedback => "feedback",
        Duty::Dispose => "dispose",
    };
    let columns = [t.report_duty(), t.case_due(), t.case_state(), t.report_law()].map(Column::text).into();
    let row = |clock: &casework::report::clock::Clock| -> Vec<Markup> {
        let state = match clock.done {
            Some(day) => Chip::new(Tone::Done, t.report_done_on(day.to_string())).into(),
            None => Chip::days_left(t, clock.days_left).into(),
        };
        let due = Markup::day(clock.due);
        vec![words::duty(t, word(clock.duty)).into(), due, state, swedish(t, clock.duty.law())]
    };
    let rows = seen.page.clocks.iter().map(row);
    Markup::of(&Table::new(t, "frister", t.report_clocks(), columns).rows(rows).under_heading())
}

fn received(t: T, seen: &Seen) -> Markup {
    let report = &seen.page.report;
    let concerned: Vec<&str> = report.concerned.iter().map(|one| one.name.as_str()).collect();
    let named = if report.named { t.report_named() } else { t.report_anonymous() };
    let mut facts = Description::new()
        .row(t.report_matter(), words::matter(t, report.matter))
        .row(t.report_form(), words::form(t, report.form))
        .row(t.report_arrived(), Markup::day(report.arrived))
        .row(t.report_concerned(), concerned.join(", "))
        .row(t.report_reporter(), named)
        .row(t.case_authority(), seen.page.authority.as_str());
    if let Some(acknowledged) = &report.acknowledged {
        let how = match &acknowledged.how {
            Acknowledgement::Sent => t.report_acknowledged_sent().to_owned(),
            Acknowledgement::Waived => t.report_acknowledged_waived().to_owned(),
            Acknowledgement::WouldReveal { why } => t.report_acknowledged_not(why),
        };
        facts = facts.row(t.report_duty_acknowledge(), how);
    }
    if let Some(closed) = &report.closed {
        let text = format!("{}, {}. {}", words::outcome(t, closed.outcome), closed.on, closed.why);
        facts = facts.row(t.report_outcome(), lines(&text));
    }
    let answers = report.answers.iter().map(|answer| quoted(question(t, &answer.question), &answer.text));
    answers.fold(Markup::of(&facts), |all, one| all.then(&one))
}

/// What the form of reporters calls a question.
fn question(t: T, id: &str) -> &str {
    match id {
        "vad" => t.report_question_kind(),
        "vem" => t.report_question_who(),
        "hande" => t.report_question_what(),
        "nar" => t.report_question_when(),
        other => other,
    }
}

fn dialogue(t: T, seen: &Seen) -> Markup {
    let report = &seen.page.report;
    let said = report.dialogue.iter().map(|line| {
        let who = if line.from_reporter { t.report_by_reporter() } else { t.report_by_recipients() };
        let files = line.message.files.len();
        let files = i64::try_from(files).unwrap_or(i64::MAX);
        let note = if files > 0 { soft(&t.report_with_files(files)) } else { Markup::default() };
        quoted(&t.report_said(app::swedish_day(line.at).to_string(), line.seq, who), &line.message.text).then(&note)
    });
    let said = said.fold(Markup::default(), |all, one| all.then(&one));
    let minutes = report.minutes.as_ref().map(|version| {
        let state = match version.signed {
            Some(at) => t.report_minutes_signed(app::swedish_day(at).to_string()),
            None if version.corrected => t.report_minutes_corrected().to_owned(),
            None => t.report_minutes_waiting().to_owned(),
        };
        quoted(t.report_minutes(), &version.minutes.text).then(&soft(&state))
    });
    let all = said.then(&minutes.unwrap_or_default());
    if report.dialogue.is_empty() && report.minutes.is_none() { soft(t.report_dialogue_empty()) } else { all }
}

fn follow_up(t: T, seen: &Seen) -> Markup {
    let report = &seen.page.report;
    let notes =
        report.follow_up.iter().map(|(seq, noted)| quoted(&t.report_noted(noted.on.to_string(), *seq), &noted.text));
    let handed = report.handed_over.iter().map(|(seq, handed)| {
        let text = format!("{}: {}. {}", handed.to, handed.items.join("; "), handed.need);
        quoted(&t.report_handed(handed.on.to_string(), *seq), &text)
    });
    let all = notes.chain(handed).fold(Markup::default(), |all, one| all.then(&one));
    if all == Markup::default() { soft(t.report_follow_up_empty()) } else { all }
}

fn files(t: T, seen: &Seen) -> Markup {
    if seen.page.files.is_empty() {
        return soft(t.report_files_empty());
    }
    let link = |(no, file): (i64, &app::report::ReportFile)| {
        let text = match &file.about {
            Some(about) => t.report_file_named(&about.name, kilobytes(about.size)),
            None => t.report_file(no),
        };
        let link = Markup::link(&seen.path(&format!("fil/{}", file.id)), &text);
        match &file.about {
            Some(about) if about.is_copy => link.then(&Chip::new(Tone::Calm, t.report_file_copy()).into()),
            _ => link,
        }
    };
    soft(t.report_files_lead()).then(&listed((1..).zip(&seen.page.files).map(link)))
}

fn kilobytes(bytes: u64) -> i64 {
    i64::try_from(bytes.div_ceil(1000)).unwrap_or(i64::MAX)
}

fn recipients(t: T, seen: &Seen) -> Markup {
    let one = |appointment: &casework::report::recipients::Appointment| {
        let name = seen.name(t, appointment.person);
        Markup::text(&t.report_successor(&appointment.decision, words::level(t, appointment.level), name))
    };
    listed(seen.page.report.recipients.values().map(one)).then(&soft(t.report_recipients_note()))
}

/// Who has looked at the report or taken something out of it, and when: what its reporter sees by role.
fn openings(t: T, seen: &Seen) -> Markup {
    let looked = seen.page.openings.iter().map(|one| {
        let what = match one.act {
            access::Action::ReportFileShow => t.report_opened_file(),
            access::Action::ReportIdentityShow => t.report_opened_name(),
            access::Action::ReportArchive => t.report_opened_archive(),
            _ => t.report_opened(),
        };
        (one.on, one.who.clone(), what.to_owned())
    });
    let shared = seen.page.entries.iter().filter_map(|entry| {
        let Author::Person(hand) = &entry.by else { return None };
        let what = match &entry.event {
            Event::HandedOver(handed) => t.report_opened_shared(&handed.to),
            Event::Recused(_) | Event::RecipientLeft(_) | Event::IdentityReleased(_) => {
                event(t, &entry.event).to_owned()
            }
            _ => return None,
        };
        Some((app::swedish_day(entry.at), seen.name(t, hand.person), what))
    });
    let mut rows: Vec<_> = looked.chain(shared).collect();
    rows.sort_by_key(|(on, ..)| std::cmp::Reverse(*on));
    let columns = [t.report_day(), t.report_who(), t.report_event()].map(Column::text).into();
    let row = |(on, who, what): (chrono::NaiveDate, String, String)| vec![Markup::day(on), who.into(), what.into()];
    let table = Table::new(t, "sedd", t.report_openings(), columns).rows(rows.into_iter().map(row)).under_heading();
    soft(t.report_openings_note()).then(&Markup::of(&table))
}

/// Every event by place, day and who: what is taken out is named by its place.
fn log(t: T, seen: &Seen) -> Markup {
    let columns = [t.report_place(), t.report_day(), t.report_event(), t.report_who()].map(Column::text).into();
    let row = |entry: &casework::report::event::Entry| -> Vec<Markup> {
        let who = match &entry.by {
            Author::Reporter => t.report_by_reporter().to_owned(),
            Author::Person(hand) => seen.name(t, hand.person),
        };
        let mut what = Markup::text(event(t, &entry.event));
        if seen.page.report.redacted.contains_key(&entry.seq) {
            what = what.then(&Chip::new(Tone::Calm, t.report_redacted()).into());
        }
        vec![entry.seq.to_string().into(), Markup::day(app::swedish_day(entry.at)), what, who.into()]
    };
    let rows = seen.page.entries.iter().map(row);
    Markup::of(&Table::new(t, "handelser", t.report_log(), columns).rows(rows).under_heading())
}

fn event(t: T, event: &Event) -> &'static str {
    match event {
        Event::Received(_) => t.report_received(),
        Event::Acknowledged(_) => t.report_event_acknowledged(),
        Event::MessageToReporter(_) => t.report_event_to(),
        Event::MessageFromReporter(_) => t.report_event_from(),
        Event::FeedbackGiven(_) => t.report_event_feedback(),
        Event::FollowUpNoted(_) => t.report_event_follow_up(),
        Event::IrrelevantRemoved(_) => t.report_event_removed(),
        Event::MinutesOffered(_) => t.report_event_minutes(),
        Event::MinutesCorrected(_) => t.report_event_corrected(),
        Event::MinutesSigned(_) => t.report_event_signed(),
        Event::ReporterTold(_) => t.report_event_told(),
        Event::HandedOver(_) => t.report_event_handed(),
        Event::Recused(_) => t.report_event_recused(),
        Event::RecipientLeft(_) => t.report_event_left(),
        Event::IdentityReleased(_) => t.report_event_identity(),
        Event::Closed(_) => t.report_event_closed(),
        Event::Disposed(_) => t.report_event_disposed(),
    }
}

fn file_of(visit: &Visit) -> Result<FileId, Failure> {
    visit.param("file").parse().map_err(|_| Failure::NotFound)
}

async fn file(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let (id, file, t) = (super::id(&visit)?, file_of(&visit)?, visit.t());
    let clean = app.report_file_show(cx, id, file).await?;
    let title = t.report_file_title();
    let frame = visit.frame(title).below("/rapporter", t.report_list_title()).below(path(id, ""), t.report_one());
    clean_page(t, frame, (title, &path(id, &format!("filer/{file}"))), &clean)
}

/// The clean copy of a picture: new bytes, made of nothing but its pixels.
async fn picture(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    match app.report_file_show(cx, super::id(&visit)?, file_of(&visit)?).await? {
        Clean::Picture { bytes, media, .. } => Ok(bytes_sent(bytes, media.content_type(), "inline")),
        Clean::Text { .. } | Clean::NotShown(_) => Err(Failure::NotFound),
    }
}
