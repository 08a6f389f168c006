//! Decisions on control: which controls may read which registers, for what, by whom and until when.

use std::collections::{BTreeMap, BTreeSet};

use app::register::{Decision, LONGEST_DAYS, PersonalData, Record};
use chrono::NaiveDate;

use crate::failure::{Answer, encoded, redirect};
use crate::frame::Visit;
use crate::pages::ask::{Problems, Sections, asked, day, day_or_none, done, listed, parts};
use crate::part::{Cell, Chip, Choice, Column, Description, Field, Form, Markup, Notice, Table, Tone, escaped};
use crate::sent::Sent;
use crate::text::T;

/// The fields of the form, as the use case calls them.
const FIELDS: [&str; 16] = [
    "id",
    "case_number",
    "controls",
    "authorities",
    "registers",
    "purpose",
    "grounds",
    "decided_by",
    "delegation",
    "from",
    "to",
    "staff_informed_on",
    "dpia",
    "sharing_ground",
    "further_use_ground",
    "reason",
];

fn joined(set: &BTreeSet<String>) -> String {
    set.iter().cloned().collect::<Vec<_>>().join(", ")
}

fn class(t: T, class: PersonalData) -> &'static str {
    match class {
        PersonalData::None => t.decision_data_none(),
        PersonalData::Indirect => t.decision_data_indirect(),
        PersonalData::Staff => t.decision_data_staff(),
        PersonalData::Clients => t.decision_data_clients(),
    }
}

fn state(t: T, record: &Record, today: NaiveDate) -> Chip {
    let decision = record.decision();
    if record.revoked().is_some() {
        return Chip::new(Tone::Serious, t.decision_revoked());
    }
    if record.in_force().is_none() {
        return Chip::new(Tone::Warning, t.decision_waits());
    }
    if !decision.gaps().is_empty() {
        return Chip::new(Tone::Serious, t.decision_incomplete());
    }
    if today < decision.from {
        return Chip::new(Tone::Info, t.decision_coming());
    }
    if decision.to < today {
        return Chip::new(Tone::Calm, t.decision_over());
    }
    Chip::new(Tone::Done, t.decision_in_force())
}

/// The address of a decision.
fn path_of(id: &str) -> String {
    format!("/beslut/{}", encoded(id))
}

/// Whether it waits for a second person on the command line, where it was written.
fn waits(record: &Record) -> bool {
    record.in_force().is_none() && record.revoked().is_none()
}

/// What to do with a decision that waits: it is not signed, so nobody can approve it here.
fn elsewhere(t: T) -> Markup {
    let command = r#" <code class="nb">insyn decisions confirm</code>"#;
    Markup::raw(format!("<p>{}{command}</p>", escaped(t.decision_elsewhere_what())))
}

fn row(t: T, record: &Record, today: NaiveDate) -> Vec<Cell> {
    let decision = record.decision();
    let by: Vec<&str> = record.by().into_iter().map(|person| person.as_str()).collect();
    let data: Vec<&str> = decision.personal_data.iter().map(|data| class(t, *data)).collect();
    let period = Markup::day(decision.from).then(&"–".into()).then(&Markup::day(decision.to));
    vec![
        Markup::link(&path_of(&decision.id), &format!("{} ({})", decision.id, decision.case_number)),
        state(t, record, today).into(),
        joined(&decision.controls).into(),
        joined(&decision.registers).into(),
        data.join(", ").into(),
        decision.purpose.as_str().into(),
        period,
        format!("{}, {}", decision.decided_by.as_str(), decision.delegation).into(),
        by.join(", ").into(),
    ]
}

pub(crate) fn list_page(visit: &Visit, records: &[Record], today: NaiveDate, may_propose: bool) -> Answer {
    let t = visit.t();
    let columns = [
        t.decision_decision(),
        t.decision_state(),
        t.decision_controls(),
        t.decision_registers(),
        t.decision_data(),
        t.decision_purpose(),
        t.decision_period(),
        t.decision_decided_by(),
        t.decision_recorded_by(),
    ];
    let table = Table::new(t, "decisions", t.decision_caption(), columns.map(Column::text).into());
    let table = table.rows(records.iter().map(|record| row(t, record, today))).when_empty(t.decision_empty());
    let said = [
        ("foreslaget", t.decision_done_proposed()),
        ("beslutat", t.decision_done()),
        ("upphavt", t.decision_done_revoked()),
    ];
    let mut shown = Sections::new(visit.frame(t.decision_title()), t.decision_lead()).notice(done(visit, &said));
    if records.iter().any(waits) {
        shown = shown.notice(Markup::of(&Notice::new(Tone::Info, t.decision_elsewhere()).with(elsewhere(t))));
    }
    let shown = if may_propose { shown.primary("/beslut/nytt", t.decision_new()) } else { shown };
    shown.section(t.decision_caption(), Markup::of(&table.under_heading())).answer()
}

pub(super) async fn list(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let records = app.decision_list(cx).await?;
    let may_propose = !app.acts_somewhere(cx, ["decision_propose"]).is_empty();
    list_page(&visit, &records, cx.today(), may_propose)
}

/// The page of one decision.
pub(crate) fn show_page(visit: &Visit, record: &Record, today: NaiveDate, may_revoke: bool) -> Answer {
    let (t, decision) = (visit.t(), record.decision());
    let frame = visit.frame(t.decision_one(&decision.id)).below("/beslut", t.decision_title());
    let mut shown = Sections::new(frame, "").notice(revoked(t, record));
    if waits(record) {
        shown = shown.notice(Markup::of(&Notice::new(Tone::Info, t.decision_elsewhere()).with(elsewhere(t))));
    }
    if may_revoke && record.revoked().is_none() {
        shown = shown.link(format!("{}/upphav", path_of(&decision.id)), t.decision_revoke());
    }
    shown.section(t.decision_decision(), Markup::of(&facts(t, record, today))).answer()
}

fn revoked(t: T, record: &Record) -> Markup {
    let Some(revoked) = record.revoked() else { return Markup::default() };
    let day = t.stamped_day(&revoked.at);
    let notice = Notice::new(Tone::Serious, t.decision_revoked_by(day, revoked.by.as_str()));
    Markup::of(&notice.with(revoked.reason.as_str()))
}

fn facts(t: T, record: &Record, today: NaiveDate) -> Description {
    let decision = record.decision();
    let data: Vec<&str> = decision.personal_data.iter().map(|data| class(t, *data)).collect();
    let by: Vec<String> =
        record.by().into_iter().zip(record.at()).map(|(by, at)| format!("{by}, {}", t.stamped_day(at))).collect();
    let grounds: Vec<Markup> = decision.grounds.iter().map(|ground| Markup::text(ground)).collect();
    Description::new()
        .row(t.decision_state(), state(t, record, today))
        .row(t.decision_case_number(), decision.case_number.as_str())
        .row(t.decision_period(), Markup::day(decision.from).then(&"–".into()).then(&Markup::day(decision.to)))
        .row(t.decision_controls(), joined(&decision.controls))
        .row(t.decision_registers(), joined(&decision.registers))
        .row(t.decision_authorities(), joined(&decision.authorities))
        .row(t.decision_data(), data.join(", "))
        .row(t.decision_purpose(), decision.purpose.as_str())
        .row(t.decision_grounds(), listed(grounds))
        .row(t.decision_informed(), decision.staff_informed_on.map(Markup::day).unwrap_or_default())
        .row(t.decision_dpia(), decision.dpia.as_str())
        .row(t.decision_sharing(), decision.sharing_ground.as_str())
        .row(t.decision_further(), decision.further_use_ground.as_str())
        .row(t.decision_decided_by(), format!("{}, {}", decision.decided_by, decision.delegation))
        .row(t.decision_recorded_by(), by.join("; "))
        .row(t.two_reason(), record.reason())
}

pub(super) async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let record = app.decision_show(cx, visit.param("id")).await?;
    let may_revoke = !app.acts_somewhere(cx, ["decision_revoke"]).is_empty();
    show_page(&visit, &record, cx.today(), may_revoke)
}

/// The page that revokes a decision.
pub(crate) fn revoke_page(visit: &Visit, record: &Record, reason: &str, problems: &Problems) -> Answer {
    let (t, decision) = (visit.t(), record.decision());
    let path = path_of(&decision.id);
    let field = Field::area(t, "reason", t.decision_revoke_why()).with_hint(t.ask_reason_hint()).with_value(reason);
    let form = visit.form(format!("{path}/upphav")).field(problems.on("reason", field.with_rows(3)));
    let form = form.with_error(problems.general()).submit(t.decision_revoke()).grave().or_back(path.as_str());
    let facts = Description::new()
        .row(t.decision_controls(), joined(&decision.controls))
        .row(t.decision_period(), Markup::day(decision.from).then(&"–".into()).then(&Markup::day(decision.to)));
    let frame = visit.frame(t.decision_revoke_one(&decision.id)).below("/beslut", t.decision_title());
    asked(frame.below(path, t.decision_one(&decision.id)), t.decision_revoke_lead(), Markup::of(&facts), form)
}

pub(super) async fn revoke(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    revoke_page(&visit, &app.decision_show(cx, visit.param("id")).await?, "", &Problems::default())
}

pub(super) async fn revoke_sent(visit: Visit, sent: Sent) -> Answer {
    let ((app, cx), id) = (visit.acts()?, visit.param("id"));
    let reason = sent.area("reason");
    match app.decision_revoke(cx, id, &reason).await {
        Ok(()) => redirect("/beslut?klart=upphavt"),
        Err(error) => {
            let problems = Problems::of(error, &["reason"])?;
            revoke_page(&visit, &app.decision_show(cx, id).await?, &reason, &problems)
        }
    }
}

/// What was written in the form, by field.
pub(crate) type Given = BTreeMap<&'static str, String>;

/// A field with its hint, what was written, and what is wrong.
struct Fields<'a> {
    t: T,
    given: &'a Given,
    problems: &'a Problems,
}

impl Fields<'_> {
    fn filled(&self, name: &str, field: Field) -> Field {
        let value = self.given.get(name).map_or("", String::as_str);
        self.problems.on(name, field.with_value(value))
    }

    fn text(&self, name: &'static str, label: &str, hint: &str) -> Field {
        self.filled(name, Field::text(self.t, name, label).with_hint(hint))
    }

    fn area(&self, name: &'static str, label: &str, hint: &str) -> Field {
        self.filled(name, Field::area(self.t, name, label).with_hint(hint).with_rows(3))
    }

    fn date(&self, name: &'static str, label: &str, hint: &str) -> Field {
        self.filled(name, Field::date(self.t, name, label).with_hint(hint))
    }
}

fn form(visit: &Visit, given: &Given, data: &[String], problems: &Problems) -> Form {
    let t = visit.t();
    let of = Fields { t, given, problems };
    let choices = [PersonalData::Indirect, PersonalData::Staff, PersonalData::Clients].map(|data| {
        let choice = Choice::new(data.as_str(), class(t, data));
        if data.is_sensitive() { choice.with_hint(t.decision_data_two()) } else { choice }
    });
    let data = Field::checks(t, "personal_data", t.decision_data(), choices.into())
        .with_hint(t.decision_data_hint())
        .with_values(data.iter().map(String::as_str))
        .optional();
    visit
        .form("/beslut/nytt")
        .guarded()
        .with_error(problems.general())
        .group(t.decision_group_what(), |form| {
            form.field(of.text("id", t.decision_id(), t.decision_id_hint()).short())
                .field(of.text("case_number", t.decision_case_number(), t.decision_case_number_hint()).short())
                .field(of.area("controls", t.decision_controls(), t.decision_controls_hint()))
                .field(of.area("registers", t.decision_registers(), t.decision_registers_hint()))
                .field(of.text("authorities", t.decision_authorities(), t.decision_authorities_hint()))
                .field(data)
        })
        .group(t.decision_group_why(), |form| {
            form.field(of.text("purpose", t.decision_purpose(), t.decision_purpose_hint()))
                .field(of.area("grounds", t.decision_grounds(), t.decision_grounds_hint()))
                .field(of.date("staff_informed_on", t.decision_informed(), t.decision_informed_hint()).optional())
                .field(of.text("dpia", t.decision_dpia(), t.decision_dpia_hint()).optional())
                .field(of.text("sharing_ground", t.decision_sharing(), t.decision_sharing_hint()).optional())
                .field(of.text("further_use_ground", t.decision_further(), t.decision_further_hint()).optional())
        })
        .group(t.decision_group_who(), |form| {
            form.field(of.text("decided_by", t.decision_decided_by(), t.decision_decided_by_hint()))
                .field(of.text("delegation", t.decision_delegation(), t.decision_delegation_hint()).short())
                .field(of.date("from", t.decision_from(), ""))
                .field(of.date("to", t.decision_to(), &t.decision_to_hint(LONGEST_DAYS)))
                .field(of.area("reason", t.two_reason(), t.ask_reason_hint()))
        })
        .submit(t.decision_submit())
        .or_back("/beslut")
}

pub(crate) fn new_page(visit: &Visit, given: &Given, data: &[String], problems: &Problems) -> Answer {
    let t = visit.t();
    let frame = visit.frame(t.decision_new()).below("/beslut", t.decision_title());
    asked(frame, t.decision_new_lead(), Markup::default(), form(visit, given, data, problems))
}

pub(super) async fn new(visit: Visit) -> Answer {
    let (_, cx) = visit.acts()?;
    visit.unlocked()?;
    let given = Given::from([
        ("authorities", cx.subject.authority.clone()),
        ("purpose", "internal-control".to_owned()),
        ("from", cx.today().to_string()),
    ]);
    new_page(&visit, &given, &[], &Problems::default())
}

/// The decision that was written; what is no day or no name is a problem.
fn written(visit: &Visit, given: &Given, data: &[String], problems: &mut Problems) -> Option<Decision> {
    let text = |name: &str| given.get(name).cloned().unwrap_or_default();
    let set = |name: &str| parts(&text(name)).collect::<BTreeSet<String>>();
    let (from, to) = (day(visit, "from", &text("from"), problems), day(visit, "to", &text("to"), problems));
    let staff_informed_on = day_or_none(visit, "staff_informed_on", &text("staff_informed_on"), problems);
    let decided_by = match app::register::name(&text("decided_by")) {
        Ok(person) => person,
        Err(_) => {
            *problems = std::mem::take(problems).with("decided_by", visit.t().decision_decided_by_missing());
            return None;
        }
    };
    let lines =
        |name: &str| text(name).lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    Some(Decision {
        id: text("id"),
        case_number: text("case_number"),
        controls: set("controls"),
        authorities: set("authorities"),
        registers: set("registers"),
        personal_data: data.iter().filter_map(|word| word.parse().ok()).collect(),
        purpose: text("purpose"),
        grounds: lines("grounds"),
        decided_by,
        delegation: text("delegation"),
        from,
        to,
        staff_informed_on,
        dpia: text("dpia"),
        sharing_ground: text("sharing_ground"),
        further_use_ground: text("further_use_ground"),
    })
}

pub(super) async fn new_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let given: Given = FIELDS.into_iter().map(|name| (name, sent.area(name))).collect();
    let data: Vec<String> = sent.all("personal_data").map(str::to_owned).collect();
    let mut problems = Problems::default();
    let decision = written(&visit, &given, &data, &mut problems);
    if let Some(decision) = decision.filter(|_| problems.is_empty()) {
        let reason = given.get("reason").cloned().unwrap_or_default();
        match app.decision_propose(cx, decision, &reason).await {
            Ok(Some(_)) => return redirect("/beslut?klart=foreslaget"),
            Ok(None) => return redirect("/beslut?klart=beslutat"),
            Err(error) => problems = Problems::of(error, &FIELDS)?,
        }
    }
    new_page(&visit, &given, &data, &problems)
}
