//! The pages of signals, subjects, suppressions, controls and runs with made-up data.

use app::ports::{Progress, RunNote};
use app::register::{Control, RunPage};
use app::signal::{
    BestControl, ControlRef, ControlRun, Counted, Filter, Group, Health, Judgement, Precision, Prior, RankedSubject,
    Report, Row, Signal, SignalList, SignalPage, SignalRow, State, Status, Subject, SubjectPage, SubjectPicture, Tally,
    Target, Trait,
};
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::failure::{Answer, Failure};
use crate::frame::Visit;
use crate::pages::{self, Controls, Document, Listed, Suppressions, Unfit};

/// The document of a control that comes with the program.
const DOCUMENT: &str = include_str!("../../../../library/controls/supplier-payments/SP-01.md");

const GROUP: &str = "kommunstyrelsen";

fn read<D: DeserializeOwned>(value: Value) -> Result<D, Failure> {
    serde_json::from_value(value).map_err(|error| Failure::Internal(error.to_string()))
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap_or_default()
}

fn groups() -> Vec<String> {
    vec![GROUP.to_owned(), "socialnamnden".to_owned()]
}

fn control_ref(id: &str, title: &str) -> ControlRef {
    ControlRef {
        id: id.to_owned(),
        version: 1,
        parameter_hash: "9f2c".to_owned(),
        title: title.to_owned(),
        question: "Har samma leverantörsfaktura betalats två gånger?".to_owned(),
        flow: "supplier-payments".to_owned(),
        family: "duplicate".to_owned(),
        severity: 4,
        unit: "betalningar".to_owned(),
        investigate: "1. Jämför fakturabilderna.\n2. Sök en **kreditfaktura**.".to_owned(),
        false_alarms: "- En avtalsreferens används som fakturanummer.\n- Fakturan är krediterad.".to_owned(),
    }
}

fn organisation() -> Subject {
    Subject { kind: "organisation".to_owned(), id: "5560000001".to_owned(), name: "Exempel Städ AB".to_owned() }
}

fn employee() -> Subject {
    Subject { kind: "employee".to_owned(), id: "P-7K3M9Q2X".to_owned(), name: String::new() }
}

fn judgement() -> Result<Judgement, Failure> {
    read(json!({
        "outcome": { "error_corrected": { "recovered_ore": 1_250_000 } },
        "note": "Leverantören har betalat tillbaka.", "by": "Astrid Exempelsson",
        "at": "2026-11-03T10:12:00Z", "content": "0011223344556677",
    }))
}

fn signal_row(fingerprint: &str, severity: u8) -> SignalRow {
    SignalRow {
        fingerprint: fingerprint.to_owned(),
        control: "SP-01".to_owned(),
        title: "Samma faktura betald två gånger".to_owned(),
        title_en: "Same invoice paid twice".to_owned(),
        flow: "supplier-payments".to_owned(),
        severity,
        sentence: "Exempel Städ AB fick 12 500 kr för faktura F-2041 både 2026-03-03 och 2026-03-28, 25 dagar emellan."
            .to_owned(),
        subjects: vec![organisation(), employee()],
        amount_ore: Some(1_250_000),
        state: Some(State::New),
        days: Some(21),
        judgement: None,
        is_open: true,
        is_suppressed: false,
    }
}

fn signal_rows() -> Result<Vec<SignalRow>, Failure> {
    let what = vec!["amount".to_owned(), "returned".to_owned()];
    Ok(vec![
        signal_row("a1", 4),
        SignalRow { state: Some(State::Changed { what }), judgement: Some(judgement()?), ..signal_row("b2", 5) },
        SignalRow {
            state: Some(State::Same),
            subjects: vec![employee()],
            amount_ore: None,
            is_suppressed: true,
            ..signal_row("c3", 2)
        },
    ])
}

fn evidence() -> Value {
    let columns = ["Leverantör", "Fakturanummer", "Betald", "Belopp", "Källa"];
    let row = |number: &str, day: &str, line: &str| json!(["Exempel Städ AB", number, day, "12\u{a0}500,00", line]);
    json!({
        "columns": columns,
        "rows": [row("F-2041", "2026-03-03", "reskontra.csv:118"), row("F2041", "2026-03-28", "reskontra.csv:402")],
    })
}

fn signal() -> Result<Signal, Failure> {
    let row = signal_row("a1", 4);
    read(json!({
        "fingerprint": row.fingerprint, "control": row.control, "control_version": 1, "parameter_hash": "9f2c",
        "snapshots": ["S-2026-11-01"], "family": "duplicate", "severity": 4, "key": "F2041", "subjects": row.subjects,
        "amount_ore": row.amount_ore, "from": "2026-03-03", "to": "2026-03-28", "sentence": row.sentence,
        "facts": [
            { "name": "supplier", "value": "Exempel Städ AB" }, { "name": "invoice_no", "value": "F-2041" },
            { "name": "days", "value": "25" },
        ],
        "evidence": evidence(),
        "tried": ["beloppet är krediterat senare", "leverantören får samma belopp ofta"],
    }))
}

fn precision() -> Precision {
    Precision::of(Prior::default(), Tally { right: 12, wrong: 3, not_worked: 1, recovered_ore: 4_500_000 })
}

fn one() -> Result<SignalPage, Failure> {
    Ok(SignalPage {
        row: SignalRow { judgement: Some(judgement()?), ..signal_row("a1", 4) },
        signal: signal()?,
        labels: [("invoice_no".to_owned(), ("Fakturanummer".to_owned(), "Invoice number".to_owned()))].into(),
        control: control_ref("SP-01", "Samma faktura betald två gånger"),
        judgements: vec![judgement()?],
        precision: Some(precision()),
        first_day: Some(day(11, 1)),
        changed_at: "2026-11-08T06:00:00Z".to_owned(),
        suppressed_until: Some(day(12, 24)),
    })
}

pub(super) fn list(visit: &Visit) -> Answer {
    let flow = |id: &str, signals| Group { id: id.to_owned(), signals };
    let title = ("Samma faktura betald två gånger".to_owned(), "Same invoice paid twice".to_owned());
    let list = SignalList {
        group: GROUP.to_owned(),
        made_at: "2026-11-22T06:00:00Z".to_owned(),
        fitting: signal_rows()?.len(),
        rows: signal_rows()?,
        flows: vec![flow("conflict-of-interest", 1), flow("supplier-payments", 2)],
        controls: [("SP-01".to_owned(), title)].into(),
        suppressed: 1,
        silent: vec![control_ref("SP-19", "Leverantören finns inte i företagsregistret")],
    };
    let filter = Filter { flow: "supplier-payments".to_owned(), with_suppressed: true, ..Filter::default() };
    pages::signals_page(visit, &Listed { groups: groups(), list, filter })
}

pub(super) fn none(visit: &Visit) -> Answer {
    pages::none_page(visit)
}

pub(super) fn show(visit: &Visit) -> Answer {
    pages::signal_page(visit, GROUP, &one()?, &Unfit::default())
}

pub(super) fn judge_wrong(visit: &Visit) -> Answer {
    let t = visit.t();
    let wrong = Unfit::default()
        .field("utfall", t.signal_judge_outcome_empty())
        .field("belopp", t.signal_judge_amount_wrong())
        .field("anteckning", t.signal_judge_note_empty());
    pages::signal_page(visit, GROUP, &one()?, &wrong)
}

pub(super) fn suppress(visit: &Visit) -> Answer {
    pages::suppress_page(visit, GROUP, &one()?, &Unfit::default())
}

pub(super) fn subject(visit: &Visit) -> Answer {
    let band = read(json!("often"))?;
    let ranked = RankedSubject {
        subject: organisation(),
        families: vec!["conflict".to_owned(), "duplicate".to_owned()],
        controls: vec!["CI-01".to_owned(), "SP-01".to_owned()],
        signals: vec!["a1".to_owned(), "b2".to_owned()],
        amount_ore: 2_500_000,
        rarest: 2,
        severity: 5,
        precision: Some(BestControl { control: "SP-01".to_owned(), band, right: 12, wrong: 3 }),
    };
    let picture: SubjectPicture = read(json!({
        "kind": "organisation", "id": "5560000001",
        "svg": "<svg width=\"240\" height=\"60\" role=\"img\" aria-labelledby=\"natverk-t\"><title id=\"natverk-t\">\
                Samband kring Exempel Städ AB</title><circle cx=\"20\" cy=\"30\" r=\"8\"/><line x1=\"28\" x2=\"92\" \
                y1=\"30\" y2=\"30\" stroke=\"#555\"/><circle cx=\"100\" cy=\"30\" r=\"8\"/></svg>",
        "lines": [{
            "who": "P-7K3M9Q2X", "how": "styrelseledamot i", "whom": "Exempel Städ AB",
            "when": "sedan 2024-02-01", "source": "företagsregistret",
        }],
        "more": "Och 3 till.",
    }))?;
    let days = [(3, 28), (5, 2), (6, 9)].map(|(month, of)| (Some(day(month, 3)), Some(day(month, of))));
    let shown = SubjectPage {
        group: GROUP.to_owned(),
        subject: organisation(),
        place: Some((1, ranked)),
        subjects: 214,
        rows: signal_rows()?,
        days: days.into(),
        pictures: vec![picture],
    };
    pages::subject_page(visit, &shown, false)
}

pub(super) fn person(visit: &Visit) -> Answer {
    let shown = SubjectPage {
        group: GROUP.to_owned(),
        subject: employee(),
        place: None,
        subjects: 214,
        rows: signal_rows()?.into_iter().take(1).collect(),
        days: vec![(None, None)],
        pictures: Vec::new(),
    };
    pages::subject_page(visit, &shown, true)
}

pub(super) fn name(visit: &Visit) -> Answer {
    pages::name_page(visit, (GROUP, "employee", "P-7K3M9Q2X"), &Unfit::default())
}

pub(super) fn names(visit: &Visit) -> Answer {
    pages::names_page(visit, (GROUP, "employee", "P-7K3M9Q2X"), &["Kim Exempel".to_owned()])
}

pub(super) fn suppressions(visit: &Visit) -> Answer {
    let subject = ("organisation".to_owned(), "5560000001".to_owned());
    let row = |id: &str, status| Row {
        id: id.to_owned(),
        target: Target { family: "duplicate".to_owned(), subject: subject.clone(), counterpart: None },
        from: day(11, 1),
        to: day(12, 24),
        days: 54,
        status,
        owner: "Astrid Exempelsson".to_owned(),
        by: vec!["Astrid Exempelsson".to_owned(), "Bo Exempel".to_owned()],
        reason: "Hyran betalas i två delar enligt avtal.".to_owned(),
        signals: 2,
        amount_ore: 1_250_000,
    };
    let what = vec![Trait::Account, Trait::AmountBand];
    let ended = Status::Rearmed { at: "2026-11-12T06:00:00Z".to_owned(), fingerprint: "a1".to_owned(), what };
    let report = Report {
        on: day(11, 22),
        hidden: 2,
        signals: 96,
        rows: vec![row("D-0011aabb", Status::Holds), row("D-2233ccdd", ended)],
        most: vec![(subject.clone(), 2)],
    };
    let (groups, group) = (groups(), GROUP.to_owned());
    pages::suppressions_page(visit, &Suppressions { groups, group, report, may_lift: true, may_see: true })
}

fn document() -> Result<Control, Failure> {
    Control::parse("supplier-payments/SP-01.md", DOCUMENT).map_err(|error| Failure::Internal(error.to_string()))
}

fn counted() -> Result<Counted, Failure> {
    let outcome = |kind: &str, id: &str, label: &str, rows: u64| {
        json!({ "kind": kind, "id": id, "label": label, "rows": rows, "units": rows * 2, "excess": 0,
                "amount_ore": 1_250_000 })
    };
    let run: ControlRun = read(json!({
        "control": control_ref("SP-01", "Samma faktura betald två gånger"),
        "missing": [],
        "outcomes": [
            outcome("pass", "pass", "", 41_200), outcome("excluded", "credited", "beloppet är krediterat senare", 12),
            outcome("not_computable", "no_invoice_no", "fakturanummer saknas på raden", 7), outcome("hit", "hit", "", 9),
        ],
        "comparisons": [{ "label": "samma belopp två gånger", "rows": 910, "excess": 0, "amount_ore": 99_000_000 }],
        "band_warning": "2,2 per 10 000 är mer än väntat.",
    }))?;
    let health = Health {
        control: "SP-01".to_owned(),
        signals: 9,
        suppressed: 2,
        open: 5,
        median_days_open: Some(12),
        precision: precision(),
    };
    Ok(Counted { run, health: Some(health) })
}

/// A control that could not be run: a register is missing.
fn silent() -> Result<Counted, Failure> {
    let run = read(json!({
        "control": control_ref("SP-01", "Samma faktura betald två gånger"),
        "missing": [{ "register": "ledger", "register_label": "Leverantörsreskontra", "column": null, "column_label": null }],
        "refused": ["inget beslut täcker kontrollen"], "outcomes": [], "comparisons": [], "band_warning": null,
    }))?;
    Ok(Counted { run, health: None })
}

pub(super) fn controls(visit: &Visit) -> Answer {
    let control = document()?;
    let (groups, group) = (groups(), GROUP.to_owned());
    pages::controls_page(visit, &Controls { groups, group, controls: vec![&control], counted: vec![counted()?] })
}

fn control_of(visit: &Visit, counted: Counted) -> Answer {
    let control = document()?;
    let (groups, group) = (groups(), GROUP.to_owned());
    pages::document_page(visit, &Document { groups, group, control: &control, counted: Some(counted), may_see: true })
}

pub(super) fn control(visit: &Visit) -> Answer {
    control_of(visit, counted()?)
}

pub(super) fn control_silent(visit: &Visit) -> Answer {
    control_of(visit, silent()?)
}

fn run_page(visit: &Visit, progress: Progress) -> Answer {
    let note = RunNote {
        group: GROUP.to_owned(),
        made_at: "2026-11-22T06:00:00Z".to_owned(),
        computed: 41,
        not_computed: 6,
        signals: 96,
    };
    pages::run_page(visit, &RunPage { runs: vec![note], progress }, true)
}

pub(super) fn runs(visit: &Visit) -> Answer {
    run_page(visit, Progress::Failed("Registret Leverantörsreskontra går inte att läsa.".to_owned()))
}

pub(super) fn run_under_way(visit: &Visit) -> Answer {
    run_page(visit, Progress::Running { done: 12, total: 47, control: "SP-01".to_owned() })
}
