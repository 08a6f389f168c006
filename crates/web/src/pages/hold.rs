//! Payments that are held: the list, one of them, the other party's view, and how two people end it.

use app::payment::{End, Hold, HoldList, Urgency, Warning};
use chrono::NaiveDate;

use crate::failure::{Answer, redirect};
use crate::frame::Visit;
use crate::pages::approval::swedish;
use crate::pages::ask::{Problems, Sections, asked, done, listed};
use crate::part::{Cell, Chip, Choice, Column, Description, Field, Markup, Notice, Table, Tone, escaped};
use crate::sent::Sent;
use crate::text::T;

fn path_of(hold: &str) -> String {
    format!("/betalstopp/{hold}")
}

/// How a hold stands.
fn state(t: T, hold: &Hold, warnings: &[Warning], today: NaiveDate) -> Chip {
    let warned = warnings.iter().find(|warning| warning.hold == hold.opened.hold);
    match (&hold.ended, warned.map(|warning| warning.urgency)) {
        (Some(agreed), _) if agreed.what().end == End::Released => Chip::new(Tone::Done, t.hold_released()),
        (Some(_), _) => Chip::new(Tone::Serious, t.hold_final()),
        (None, Some(Urgency::LimitPassed)) => Chip::new(Tone::Warning, t.hold_limit_passed()),
        (None, _) => Chip::days_left(t, (hold.opened.payment.pay_on - today).num_days()),
    }
}

fn row(t: T, hold: &Hold, warnings: &[Warning], today: NaiveDate) -> Vec<Cell> {
    let payment = &hold.opened.payment;
    let who = if payment.payee_name.is_empty() { &payment.id } else { &payment.payee_name };
    vec![
        Markup::link(&path_of(&hold.opened.hold), who),
        t.amount(payment.amount_ore).into(),
        Markup::day(payment.pay_on),
        state(t, hold, warnings, today).into(),
        t.number(i64::try_from(hold.opened.reasons.len()).unwrap_or(i64::MAX)).into(),
        Markup::text(if hold.answers.is_empty() { t.hold_not_heard() } else { t.hold_heard() }),
    ]
}

pub(crate) fn list_page(visit: &Visit, list: &HoldList, today: NaiveDate, may_screen: bool) -> Answer {
    let t = visit.t();
    let columns = || {
        vec![
            Column::text(t.hold_payee()),
            Column::number(t.hold_amount()),
            Column::text(t.hold_due()),
            Column::text(t.hold_state()),
            Column::number(t.hold_reasons()),
            Column::text(t.hold_party()),
        ]
    };
    let mut holds: Vec<&Hold> = list.holds.iter().map(|(_, hold)| hold).collect();
    holds.sort_by_key(|hold| hold.opened.payment.pay_on);
    let of = |is_open: bool| {
        let some = holds.iter().filter(move |hold| hold.is_open() == is_open);
        some.map(|hold| row(t, hold, &list.warnings, today))
    };
    let open = Table::new(t, "open", t.hold_open(), columns()).rows(of(true)).when_empty(t.hold_open_empty());
    let ended = Table::new(t, "ended", t.hold_ended(), columns()).rows(of(false)).under_heading();
    let mut shown = Sections::new(visit.frame(t.hold_title()), t.hold_lead());
    if !list.warnings.is_empty() {
        let all = listed(list.warnings.iter().map(|warning| swedish(t, &crate::pages::ask::sentence(&warning.text))));
        let count = i64::try_from(list.warnings.len()).unwrap_or(i64::MAX);
        shown = shown.notice(Markup::of(&Notice::new(Tone::Warning, t.hold_warnings(count)).with(all)));
    }
    if may_screen {
        shown = shown.primary("/betalstopp/granska", t.hold_screen());
    }
    shown = shown.section(t.hold_open(), Markup::of(&open.under_heading()));
    if holds.iter().any(|hold| !hold.is_open()) {
        shown = shown.section(t.hold_ended(), Markup::of(&ended));
    }
    shown.answer()
}

pub(super) async fn list(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let list = app.hold_list(cx).await?;
    let may_screen = !app.acts_somewhere(cx, ["screening_upload"]).is_empty();
    list_page(&visit, &list, cx.today(), may_screen)
}

/// What may be done with a hold.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct May {
    /// Write what the other party says.
    pub(crate) answer: bool,
    /// Propose how it ends.
    pub(crate) end: bool,
}

fn facts(t: T, hold: &Hold) -> Description {
    let (payment, opened) = (&hold.opened.payment, &hold.opened);
    let account = Markup::text(&payment.account.number);
    Description::new()
        .row(t.hold_payee(), payment.payee_name.as_str())
        .row(t.hold_payee_no(), payment.payee_id.as_str())
        .row(t.hold_org_no(), payment.payee_org_no.as_str())
        .row(t.hold_account(), account)
        .row(t.hold_amount(), t.amount(payment.amount_ore))
        .row(t.hold_due(), Markup::day(payment.pay_on))
        .row(t.hold_invoice(), payment.invoice_no.as_str())
        .row(t.hold_ocr(), payment.ocr.as_str())
        .row(t.hold_invoice_date(), payment.invoice_date.map(Markup::day).unwrap_or_default())
        .row(t.hold_registered_by(), payment.registered_by.as_str())
        .row(t.hold_approved_by(), payment.approved_by.as_str())
        .row(t.hold_at(), t.stamped(&opened.at))
        .row(t.hold_decide_by(), Markup::day(opened.decide_by))
}

fn reasons(t: T, hold: &Hold) -> Markup {
    listed(hold.opened.reasons.iter().map(|reason| {
        let of = t.hold_reason_of(reason.check.as_str(), i64::from(reason.version));
        let of = format!(r#"<span class="soft">({})</span>"#, escaped(&of));
        swedish(t, &reason.sentence).then(&Markup::raw(of))
    }))
}

fn answers(t: T, hold: &Hold) -> Markup {
    let columns = vec![Column::text(t.hold_when()), Column::text(t.hold_party()), Column::text(t.hold_said())];
    let rows = hold.answers.iter().map(|answer| -> Vec<Cell> {
        let who = format!("{} ({})", answer.party, answer.by.as_str());
        vec![t.stamped(&answer.at).into(), who.into(), answer.answer.as_str().into()]
    });
    let table = Table::new(t, "answers", t.hold_answers(), columns).rows(rows).under_heading();
    Markup::of(&table.when_empty(t.hold_answers_empty()))
}

fn ending(t: T, hold: &Hold) -> Markup {
    let Some(agreed) = &hold.ended else { return Markup::default() };
    let [first, second] = agreed.by();
    let (tone, title) = match agreed.what().end {
        End::Released => (Tone::Done, t.hold_released_title()),
        End::Final => (Tone::Serious, t.hold_final_title()),
    };
    let who = t.hold_ended_by(first.as_str(), second.as_str());
    Markup::of(&Notice::new(tone, title).with(Markup::text(&who).then(&Markup::text(agreed.reason()))))
}

pub(crate) fn show_page(visit: &Visit, hold: &Hold, may: May) -> Answer {
    let (t, path) = (visit.t(), path_of(&hold.opened.hold));
    let who = &hold.opened.payment.payee_name;
    let title = t.hold_one(if who.is_empty() { hold.opened.hold.as_str() } else { who.as_str() });
    let frame = visit.frame(title).below("/betalstopp", t.hold_title());
    let said = [("svar", t.hold_done_answer()), ("foreslaget", t.hold_done_proposed())];
    let mut shown = Sections::new(frame, "").notice(done(visit, &said)).notice(ending(t, hold));
    if hold.is_open() {
        if may.end {
            shown = shown.primary(format!("{path}/avsluta"), t.hold_end());
        }
        if may.answer {
            shown = shown.link(format!("{path}/svar"), t.hold_answer());
        }
    }
    shown
        .section(t.hold_why(), reasons(t, hold))
        .section(t.hold_payment(), Markup::of(&facts(t, hold)))
        .section(t.hold_answers(), answers(t, hold))
        .answer()
}

pub(super) async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let hold = app.hold_show(cx, visit.param("hold")).await?;
    let may = app.acts_somewhere(cx, ["hold_answer", "hold_end_propose"]);
    let may = May { answer: may.contains(&"hold_answer"), end: may.contains(&"hold_end_propose") };
    show_page(&visit, &hold, may)
}

pub(crate) fn answer_page(visit: &Visit, hold: &str, party: &str, answer: &str, problems: &Problems) -> Answer {
    let (t, path) = (visit.t(), path_of(hold));
    let party = Field::text(t, "party", t.hold_answer_party()).with_hint(t.hold_answer_party_hint()).with_value(party);
    let answer = Field::area(t, "answer", t.hold_said()).with_hint(t.hold_answer_hint()).with_value(answer);
    let form = visit.form(format!("{path}/svar")).guarded().field(problems.on("party", party));
    let form = form.field(problems.on("answer", answer)).with_error(problems.general());
    let form = form.submit(t.hold_answer_submit()).or_back(path.as_str());
    let frame = visit.frame(t.hold_answer()).below("/betalstopp", t.hold_title()).below(path, t.hold_this());
    asked(frame, t.hold_answer_lead(), Markup::default(), form)
}

pub(super) async fn answer(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let hold = app.hold_show(cx, visit.param("hold")).await?;
    answer_page(&visit, &hold.opened.hold, "", "", &Problems::default())
}

pub(super) async fn answer_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let (hold, party, answer) = (visit.param("hold"), sent.text("party"), sent.area("answer"));
    match app.hold_answer(cx, hold, party, &answer).await {
        Ok(()) => redirect(&format!("{}?klart=svar", path_of(hold))),
        Err(error) => answer_page(&visit, hold, party, &answer, &Problems::of(error, &["party", "answer"])?),
    }
}

pub(crate) fn end_page(visit: &Visit, hold: &Hold, end: &str, reason: &str, problems: &Problems) -> Answer {
    let (t, path) = (visit.t(), path_of(&hold.opened.hold));
    let choices = vec![
        Choice::new("slapp", t.hold_end_release()).with_hint(t.hold_end_release_hint()),
        Choice::new("stoppa", t.hold_end_final()).with_hint(t.hold_end_final_hint()),
    ];
    let end = Field::radios(t, "end", t.hold_end_how(), choices).with_value(end);
    let reason = Field::area(t, "reason", t.two_reason()).with_hint(t.ask_reason_hint()).with_value(reason);
    let form = visit.form(format!("{path}/avsluta")).guarded().field(problems.on("end", end));
    let form = form.field(problems.on("reason", reason)).with_error(problems.general());
    let form = form.submit(t.hold_end_submit()).or_back(path.as_str());
    let frame = visit.frame(t.hold_end()).below("/betalstopp", t.hold_title()).below(path, t.hold_this());
    let facts = Description::new()
        .row(t.hold_payee(), hold.opened.payment.payee_name.as_str())
        .row(t.hold_amount(), t.amount(hold.opened.payment.amount_ore))
        .row(t.hold_due(), Markup::day(hold.opened.payment.pay_on));
    asked(frame, t.hold_end_lead(), Markup::of(&facts), form)
}

pub(super) async fn end(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let hold = app.hold_show(cx, visit.param("hold")).await?;
    visit.unlocked()?;
    end_page(&visit, &hold, "", "", &Problems::default())
}

pub(super) async fn end_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let (id, reason) = (visit.param("hold"), sent.area("reason"));
    let how = match sent.text("end") {
        "slapp" => Some(End::Released),
        "stoppa" => Some(End::Final),
        _ => None,
    };
    let problems = match how {
        None => Problems::default().with("end", visit.t().hold_end_choose()),
        Some(end) => match app.hold_end_propose(cx, id, end, &reason).await {
            Ok(_) => return redirect(&format!("{}?klart=foreslaget", path_of(id))),
            Err(error) => Problems::of(error, &["reason"])?,
        },
    };
    let hold = app.hold_show(cx, id).await?;
    end_page(&visit, &hold, sent.text("end"), &reason, &problems)
}
