//! The pages of approval, journal, holds, registers, decisions and administration with made-up data.

use std::sync::Arc;

use app::directory::{Delegation, Directory, Person, PersonRow, RoleWord, Unit};
use app::journal_book::{JournalRow, Stage, Wholeness};
use app::payment::{HoldList, Holds};
use app::ports::{Column, Preview, RegisterState, Reject, ScreenedFile, ScreenedRow, Written};
use app::proposal::{ProposalKind, ProposalPage, ProposalRow};
use app::register::Record;
use chrono::NaiveDate;
use payments::{Reason, Verdict};

use crate::failure::{Answer, Failure};
use crate::frame::Visit;
use crate::pages::{self, Journal, Problems, Titles};
use crate::part::{Choice, Markup};

fn proposal(id: &str, kind: ProposalKind, is_own: bool, hours_left: i64) -> ProposalRow {
    ProposalRow {
        id: id.to_owned(),
        kind,
        authority: "Socialnämnden".to_owned(),
        proposer: "Bertil Påhittad".to_owned(),
        is_own,
        proposed_at: "2026-11-22T09:00:00Z".to_owned(),
        expires_at: "2026-11-25T09:00:00Z".to_owned(),
        hours_left,
        case: (kind == ProposalKind::CaseMeasure).then(|| "c1".to_owned()),
    }
}

fn titles() -> Titles {
    Titles::from([("c1".to_owned(), "Misstanke om muta i upphandling".to_owned())])
}

pub(super) fn approvals(visit: &Visit) -> Answer {
    let rows = [
        proposal("1", ProposalKind::CaseMeasure, false, 60),
        proposal("2", ProposalKind::HoldEnd, false, 3),
        proposal("3", ProposalKind::Role, true, 71),
    ];
    pages::approval_list_page(visit, &rows, &titles())
}

pub(super) fn approvals_empty(visit: &Visit) -> Answer {
    pages::approval_list_page(visit, &[], &titles())
}

fn shown(is_own: bool, hindrance: Option<&str>) -> ProposalPage {
    let row = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    ProposalPage {
        row: proposal("1", ProposalKind::CaseMeasure, is_own, 60),
        what: vec![
            row("Åtgärd", "Polisanmälan"),
            row("Beslut", "Anmälan görs till Polismyndigheten."),
            row("Lagrum", "10 kap. 5 a § brottsbalken"),
        ],
        before: "Inget är beslutat.".to_owned(),
        reason: "Uppgifterna tyder på tagande av muta.".to_owned(),
        role: "coordinator".to_owned(),
        hindrance: hindrance.map(str::to_owned),
    }
}

pub(super) fn approval(visit: &Visit) -> Answer {
    pages::approval_show_page(visit, &shown(false, None), &titles(), "")
}

pub(super) fn approval_own(visit: &Visit) -> Answer {
    pages::approval_show_page(visit, &shown(true, None), &titles(), "")
}

pub(super) fn approval_not(visit: &Visit) -> Answer {
    let why =
        "Båda har rollen controller och inte säkert olika chefer; låt någon med en annan roll eller chef godkänna";
    pages::approval_show_page(visit, &shown(false, Some(why)), &titles(), "")
}

fn entries() -> Vec<JournalRow> {
    let row = |seq: u64, stage, opens: Option<u64>, label: &'static str, action: &str, object: &str| JournalRow {
        seq,
        at: "2026-11-22T09:00:01Z".to_owned(),
        actor: "5f3c9a7be0214d18".to_owned(),
        role: "controller".to_owned(),
        authority: "socialnamnden".to_owned(),
        action: action.to_owned(),
        label,
        object: object.to_owned(),
        stage,
        opens,
    };
    vec![
        row(1_204, Stage::NotFound, Some(1_203), "läsa ärendet", "case_show", "case/81f0c2d4a9b3e7f6"),
        row(1_203, Stage::Begun, None, "läsa ärendet", "case_show", "case/81f0c2d4a9b3e7f6"),
        row(1_202, Stage::Done, Some(1_201), "se en signal", "signal_show", "signal/33aa"),
        row(1_201, Stage::Denied, Some(1_200), "läsa journalen", "journal_read", "journal"),
    ]
}

pub(super) fn journal(visit: &Visit) -> Answer {
    let wholeness = Some(Wholeness::Whole { entries: 1_204, unfinished: 1 });
    let head = Some(format!("insyn-journal 2026-11-22T09:00:02Z 1204 {} {}", "0f".repeat(32), "a7".repeat(64)));
    pages::journal_page(visit, Journal { rows: entries(), wholeness, head, may_verify: true, may_sign: true })
}

pub(super) fn journal_broken(visit: &Visit) -> Answer {
    let why = "posten eller dess hashsumma har ändrats sedan den skrevs".to_owned();
    let wholeness = Some(Wholeness::Broken { seq: 917, why });
    pages::journal_page(visit, Journal { rows: entries(), wholeness, may_verify: true, ..Journal::default() })
}

/// Two holds, one that has ended.
const HOLDS: &str = r#"
{"event":"opened","hold":"B-1","payment":{"id":"E2E-17","payee_name":"Exempel Städ AB","payee_id":"10044","account":{"kind":"bankgiro","number":"50501055"},"amount_ore":1250000,"pay_on":"2026-11-24","invoice_no":"F-881"},"reasons":[{"check":"SP-03","version":2,"verdict":"hold","sentence":"Kontot är nytt hos leverantören sedan två dagar."}],"at":"2026-11-22T08:00:00Z","decide_by":"2026-11-23"}
{"event":"opened","hold":"B-2","payment":{"id":"E2E-18","payee_name":"Påhittad Bygg AB","account":{"kind":"bankgiro","number":"50501055"},"amount_ore":98700050,"pay_on":"2026-11-20"},"reasons":[{"check":"SP-01","version":1,"verdict":"hold","sentence":"Samma faktura betalades 2026-11-03."}],"at":"2026-11-18T08:00:00Z","decide_by":"2026-11-19"}
{"event":"answered","hold":"B-1","party":"Exempel Städ AB, ekonomichefen","answer":"Vi har inte bytt konto.","by":"Astrid Exempelsson","at":"2026-11-22T10:00:00Z"}
"#;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default()
}

fn held() -> Holds {
    Holds::of_lines(HOLDS).unwrap_or_default()
}

pub(super) fn holds(visit: &Visit) -> Answer {
    let holds = held();
    let warnings = holds.due(today());
    pages::hold_list_page(visit, &HoldList { holds: Arc::new(holds), warnings }, today(), true)
}

pub(super) fn holds_empty(visit: &Visit) -> Answer {
    let list = HoldList { holds: Arc::default(), warnings: Vec::new() };
    pages::hold_list_page(visit, &list, today(), false)
}

pub(super) fn hold(visit: &Visit) -> Answer {
    let holds = held();
    let hold = holds.get("B-1").ok_or(Failure::NotFound)?;
    pages::hold_show_page(visit, hold, pages::May { answer: true, end: true })
}

pub(super) fn hold_answer(visit: &Visit) -> Answer {
    let problems = Problems::default().with("party", "Fyll i fältet.");
    pages::hold_answer_page(visit, "B-1", "", "Vi har inte bytt konto.", &problems)
}

pub(super) fn hold_end(visit: &Visit) -> Answer {
    let holds = held();
    let hold = holds.get("B-1").ok_or(Failure::NotFound)?;
    pages::hold_end_page(visit, hold, "slapp", "", &Problems::default())
}

pub(super) fn screening(visit: &Visit) -> Answer {
    pages::screening_upload_page(visit, &Problems::default().with("file", visit.t().ask_file()))
}

pub(super) fn screened(visit: &Visit) -> Answer {
    let row = |payee: &str, verdict, sentence: &str, hold: &str| ScreenedRow {
        id: "E2E-1".to_owned(),
        payee: payee.to_owned(),
        amount_ore: 1_250_000,
        pay_on: today(),
        verdict,
        reasons: if sentence.is_empty() {
            Vec::new()
        } else {
            vec![Reason { check: "SP-03".to_owned(), version: 2, verdict, sentence: sentence.to_owned() }]
        },
        hold: hold.to_owned(),
    };
    let file = |name: &str, what: &str| Written { name: name.to_owned(), what: what.to_owned(), bytes: Vec::new() };
    let screened = ScreenedFile {
        format: "pain.001.001.09".to_owned(),
        rows: vec![
            row("Trygg Exempel AB", Verdict::Go, "", ""),
            row("Exempel Städ AB", Verdict::Hold, "Kontot är nytt hos leverantören sedan två dagar.", "B-1"),
            row("Påhittad Bygg AB", Verdict::Look, "Beloppet är tre gånger det vanliga.", ""),
        ],
        not_understood: vec!["rad 14: beloppet `12,3,4` går inte att läsa; rätta det i ekonomisystemet".to_owned()],
        files: vec![file("kan-ga.xml", "betalningar som kan gå"), file("stoppade.xml", "betalningar som stoppas")],
        warnings: vec!["leverantörsregistret är 40 dagar gammalt".to_owned()],
    };
    pages::screening_result_page(visit, "k", &screened)
}

pub(super) fn registers(visit: &Visit) -> Answer {
    let register = RegisterState {
        register: "suppliers".to_owned(),
        label: "Leverantörer".to_owned(),
        snapshot: "s".to_owned(),
        rows: 8_120,
        rejected: 3,
        imported_at: "2026-11-20T07:00:00Z".to_owned(),
        purpose: "intern kontroll".to_owned(),
        legal_ground: "KL (2017:725) 6:6".to_owned(),
        owner: "ekonomichefen".to_owned(),
        retain_until: "2027-12-31".to_owned(),
    };
    pages::register_list_page(visit, &[register], true)
}

pub(super) fn register_new(visit: &Visit) -> Answer {
    let catalogue = vec![("suppliers".to_owned(), "Leverantörer".to_owned())];
    pages::register_new_page(visit, catalogue, "", &Problems::default())
}

pub(super) fn register_preview(visit: &Visit) -> Answer {
    let column = |label: &str, header: &str, is_required, examples: &[&str]| Column {
        label: label.to_owned(),
        header: header.to_owned(),
        is_required,
        examples: examples.iter().map(|example| (*example).to_owned()).collect(),
    };
    let reject = Reject {
        line: 17,
        column: "Organisationsnummer".to_owned(),
        value: "556000-0000".to_owned(),
        reason: "kontrollsiffran stämmer inte".to_owned(),
    };
    let preview = Preview {
        register: "suppliers".to_owned(),
        label: "Leverantörer".to_owned(),
        columns: vec![
            column("Leverantörsnummer", "LevNr", true, &["10044", "10045"]),
            column("Telefon", "", false, &[]),
        ],
        unused: vec!["Intern kod".to_owned()],
        accepted: 8_120,
        rejected: 1,
        rejects: vec![reject],
        notes: vec!["bladet `Gamla` lästes inte".to_owned()],
    };
    let problems = Problems::default().with("purpose", "Fyll i fältet: utan det får inga kontroller läsa registret.");
    pages::register_preview_page(visit, ("k", "leverantorer.csv"), &preview, &Default::default(), &problems)
}

/// Decided by two, and waiting for the second.
const DECISION: &str = r#"
id = "2026-01"
case_number = "KS 2026/123"
controls = ["SP-*", "conflict-of-interest"]
authorities = ["kommunstyrelsen"]
registers = ["*"]
personal_data = ["staff"]
purpose = "internal-control"
grounds = ["KL (2017:725) 6:6"]
decided_by = "Kommundirektören"
delegation = "3.14"
from = 2026-01-01
to = 2026-12-31
reason = "internkontrollplanen 2026"
"#;

pub(super) fn decisions(visit: &Visit) -> Answer {
    let two = format!("{DECISION}by = [\"Anna Exempel\", \"Bo Påhittad\"]\nat = [\"2025-12-20\", \"2025-12-21\"]\n");
    let one = format!("{DECISION}by = \"Anna Exempel\"\nat = \"2025-12-20\"\n");
    let records: Vec<Record> = [two, one].iter().filter_map(|text| toml::from_str(text).ok()).collect();
    pages::decision_list_page(visit, &records, today(), true)
}

fn record(more: &str) -> Result<Record, Failure> {
    let two =
        format!("{DECISION}by = [\"Anna Exempel\", \"Bo Påhittad\"]\nat = [\"2025-12-20\", \"2025-12-21\"]\n{more}");
    toml::from_str(&two).map_err(|error| Failure::Internal(error.to_string()))
}

pub(super) fn decision(visit: &Visit) -> Answer {
    pages::decision_show_page(visit, &record("")?, today(), true)
}

pub(super) fn decision_revoked(visit: &Visit) -> Answer {
    let revoked = "[revoked]\nby = \"Dag Direktör\"\nat = \"2026-06-01T08:00:00Z\"\nreason = \"grunden brister\"\n";
    pages::decision_show_page(visit, &record(revoked)?, today(), true)
}

pub(super) fn decision_revoke(visit: &Visit) -> Answer {
    pages::decision_revoke_page(visit, &record("")?, "", &Problems::default())
}

pub(super) fn decision_new(visit: &Visit) -> Answer {
    let problems = Problems::default().with("controls", "Skriv vilka kontroller beslutet gäller.");
    let given = [("id", "2026-02".to_owned()), ("from", "2026-11-22".to_owned())].into();
    pages::decision_new_page(visit, &given, &["staff".to_owned()], &problems)
}

fn directory() -> Directory {
    let person = |id: &str, name: &str, username: Option<&str>, ends: Option<&str>| PersonRow {
        person: Person {
            id: id.to_owned(),
            name: name.to_owned(),
            email: None,
            employee_no: Some(id.to_owned()),
            authority: "socialnamnden".to_owned(),
            unit: Some("ifo".to_owned()),
            manager: None,
            employed_until: ends.map(str::to_owned),
            locale: "sv".to_owned(),
        },
        username: username.map(str::to_owned),
        roles: vec![(RoleWord::Controller, "socialnamnden".to_owned())],
        manager: "Cecilia Chefsson".to_owned(),
        employed_from: chrono::NaiveDate::from_ymd_opt(2026, 11, 1),
        has_keys: username.is_some(),
    };
    Directory {
        authorities: Vec::new(),
        units: vec![Unit {
            id: "ifo".to_owned(),
            authority: "socialnamnden".to_owned(),
            name: "Individ och familj".to_owned(),
            parent: None,
            manager: Some("1".to_owned()),
        }],
        people: vec![
            person("1", "Astrid Exempelsson", Some("astrid"), None),
            person("2", "Bertil Påhittad", None, Some("2026-12-31")),
        ],
        delegations: vec![Delegation {
            id: "d".to_owned(),
            authority: "socialnamnden".to_owned(),
            act: "HR-7".to_owned(),
            holder_role: Some("director".to_owned()),
            holder_person: None,
            limit_ore: Some(5_000_000),
            from_day: "2026-01-01".to_owned(),
            to_day: None,
            source: "SN 2026-01-14 § 7".to_owned(),
        }],
    }
}

pub(super) fn administration(visit: &Visit) -> Answer {
    let may = ["person_put", "person_import", "unit_put", "deputy_put", "delegation_put_propose"];
    pages::admin_page(visit, &directory(), &may)
}

pub(super) fn person(visit: &Visit) -> Answer {
    let given = ["Astrid Exempelsson", "", "", "4711", "ifo", ""].map(str::to_owned);
    let units = vec![Choice::new("", visit.t().admin_no_unit()), Choice::new("ifo", "Individ och familj")];
    let person = pages::Person { id: "1".to_owned(), given, units, ..pages::Person::default() };
    let problems = Problems::default().with("username", "Skriv vad personen ska logga in som.");
    pages::person_page(visit, pages::Person { facts: Markup::text("HR"), ..person }, &problems)
}

pub(super) fn employment(visit: &Visit) -> Answer {
    pages::begin_page(visit, ("1", "Astrid Exempelsson"), "2026-11-01", &Problems::default())
}

pub(super) fn employment_wrong(visit: &Visit) -> Answer {
    let problems = Problems::default().with("first", "Första dagen ligger efter den sista. Rätta en av dem.");
    pages::begin_page(visit, ("1", "Astrid Exempelsson"), "2027-11-01", &problems)
}

pub(super) fn role(visit: &Visit) -> Answer {
    let change = pages::Change { how: "ge".to_owned(), from: "2026-11-22".to_owned(), ..pages::Change::default() };
    pages::role_page(visit, ("1", "Astrid Exempelsson", "Controller (socialnamnden)"), change, &Problems::default())
}
