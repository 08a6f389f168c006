//! A call of each use case, by its name.

use std::collections::BTreeSet;

use access::Role;
use app::{
    AppError, Cx, SecretString,
    case::{CaseDraft, ExportOrder, ExportPart, NewFile, two_to_be},
    declaration::{Assessment, Forbidding, RoundDraft},
    directory::{DeputyPut, PersonPut, UnitPut},
    extract::ExtractNote,
    incident::BoardFile,
    payment::End,
    ports::ImportOrder,
    proposal::{DelegationPut, ProposalRef, RoleChange},
    recruitment::{Care, JoinDraft, LawConfirmation, event as recruiting},
    session::Shown,
    signal::{Filter, Judging, Outcome, Suppressing},
};
use casework::{
    Concerned, Custody, Event, Evidence, EvidenceKind, Fact, Layer, Note, Task,
    event::{ClockStop, ConcernedKind, CustodyAdded, How, MemberLeft, Provision, Recused, SecrecyMark},
    id::{CaseId, FileId},
    incident,
    recruitment::Form,
};
use chrono::TimeDelta;
use signals::pseudonym::{Key, Pseudonym};

use crate::{
    acts::decision,
    desks::{DECISION, GROUP, HOLD, SIGNAL},
    extracts,
    incident::draft as incident_draft,
    recruitment,
    walk::{closing, decided},
    world::{World, day, draft, password, phrase},
};

/// What the calls are about.
#[derive(Clone, Copy)]
pub(crate) struct About {
    pub(crate) case: CaseId,
    pub(crate) evidence: FileId,
    pub(crate) document: FileId,
    /// Closed, and kept long enough.
    pub(crate) old: CaseId,
    /// A report, with a name that a custodian has released.
    pub(crate) report: CaseId,
    /// A report that is closed.
    pub(crate) ended: CaseId,

    /// Reported, with a picture.
    pub(crate) incident: CaseId,
    pub(crate) picture: FileId,

    /// A recruitment with a candidate.
    pub(crate) recruitment: CaseId,
    /// A kept extract.
    pub(crate) extract: CaseId,
    /// A declaration of the employee.
    pub(crate) declared: CaseId,
    /// A proposal that waits.
    pub(crate) waits: ProposalRef,
}

impl World {
    pub(crate) async fn calls(&self, cx: &Cx, what: &str, about: &About) -> Result<(), AppError> {
        match what.split('_').next().unwrap() {
            "case" => self.calls_case(cx, what, about).await,
            "report" | "voice" => self.calls_report(cx, what, about).await,

            "incident" => self.calls_incident(cx, what, about).await,
            "recruitment" | "lawful" => self.calls_recruitment(cx, what, about).await,
            "extract" => self.calls_extract(cx, what, about).await,
            "declaration" => self.calls_declaration(cx, what, about.declared).await,
            "guidance" | "course" | "occasion" | "training" => self.calls_training(cx, what).await,
            "delegation" | "hands" if what != "delegation_propose" => self.calls_delegation(cx, what, about).await,
            "signal" | "subject" | "suppression" | "health" | "reveal" | "control" | "run" | "register" | "import"
            | "decision" | "screening" | "hold" => self.calls_desk(cx, what).await,
            _ => self.calls_other(cx, what, about).await,
        }
    }

    async fn calls_desk(&self, cx: &Cx, what: &str) -> Result<(), AppError> {
        let (app, name, bytes) = (&self.app, "fil.csv".to_owned(), b"a;b".to_vec());
        let (group, fingerprint, register) = (GROUP.to_owned(), SIGNAL.to_owned(), "ledger".to_owned());
        let whose = Pseudonym::of(&Key::new([7; 32]), "E6");
        match what {
            "signal_groups" => app.signal_groups(cx).await.map(drop),
            "health_groups" => app.health_groups(cx).await.map(drop),
            "signal_list" => app.signal_list(cx, GROUP, &Filter::default(), 0..50).await.map(drop),
            "signal_show" => app.signal_show(cx, GROUP, SIGNAL).await.map(drop),
            "subject_show" => app.subject_show(cx, GROUP, "organisation", "2120001355").await.map(drop),
            "signal_judge" => {
                let note = "Två betalningar.".to_owned();
                app.signal_judge(cx, Judging { group, fingerprint, outcome: Outcome::FraudOrCrime, note }).await
            }
            "suppression_list" => app.suppression_list(cx, GROUP).await.map(drop),
            "signal_health" => app.signal_health(cx, GROUP).await.map(drop),
            "control_counts" => app.control_counts(cx, GROUP).await.map(drop),
            "suppression_propose" => {
                let (to, reason) = (cx.today() + TimeDelta::days(9), "Förklarat.".to_owned());
                app.suppression_propose(cx, Suppressing { group, fingerprint, to, reason }).await.map(drop)
            }
            "suppression_lift" => app.suppression_lift(cx, GROUP, SIGNAL).await,
            "reveal_propose" => {
                app.reveal_propose(cx, GROUP, whose, (cx.today() + TimeDelta::days(5), "Utredning.")).await.map(drop)
            }
            "reveal_show" => app.reveal_show(cx, GROUP, whose).await.map(drop),
            "control_list" => app.control_list(cx).await.map(drop),
            "control_show" => app.control_show(cx, "SP-01").await.map(drop),
            "run_list" => app.run_list(cx).await.map(drop),
            "run_start" => app.run_start(cx).await,
            "register_list" => app.register_list(cx).await.map(drop),
            "import_preview" => app.import_preview(cx, register, name, bytes).await.map(drop),
            "import_keep" => app.import_keep(cx, register, name, bytes).await.map(drop),
            "import_kept" => app.import_kept(cx, "nyckel").await.map(drop),
            "import_commit" => {
                let [purpose, legal_ground, owner] = ["kontroll", "KL 6:6", "Ekonomi"].map(str::to_owned);
                let (retain_until, at) = (day("2030-01-01"), String::new());
                let order = ImportOrder {
                    authority: group,
                    register,
                    name,
                    bytes,
                    purpose,
                    legal_ground,
                    owner,
                    retain_until,
                    at,
                };
                app.import_commit(cx, order).await.map(drop)
            }
            "decision_list" => app.decision_list(cx).await.map(drop),
            "decision_propose" => app.decision_propose(cx, decision(cx), "Ny kontroll.").await.map(drop),
            "decision_show" => app.decision_show(cx, DECISION).await.map(drop),
            "decision_revoke" => app.decision_revoke(cx, DECISION, "Grunden brister.").await,
            "screening_upload" => app.screening_upload(cx, name, bytes).await.map(drop),
            "screening_keep" => app.screening_keep(cx, name, bytes).await.map(drop),
            "screening_kept" => app.screening_kept(cx, "nyckel").await.map(drop),
            "hold_list" => app.hold_list(cx).await.map(drop),
            "hold_show" => app.hold_show(cx, HOLD).await.map(drop),
            "hold_answer" => app.hold_answer(cx, HOLD, "Exempel AB", "Vi har bytt bank.").await,
            "hold_end_propose" => app.hold_end_propose(cx, HOLD, End::Final, "Fel konto.").await.map(drop),
            other => panic!("{other} is called nowhere"),
        }
    }

    async fn calls_case(&self, cx: &Cx, what: &str, about: &About) -> Result<(), AppError> {
        let (app, id, why) = (&self.app, about.case, "Det behövs.".to_owned());
        if let Some(event) = what.strip_prefix("case_event ") {
            return app.case_event(cx, id, self.one_event(cx, event)).await;
        }
        if let Some(event) = what.strip_prefix("case_propose ") {
            let two = two_to_be(cx);
            let event = match event {
                "member" => {
                    let (kind, id, name) = (ConcernedKind::Organisation, None, "Påhittade Bygg AB".to_owned());
                    let concerned = Concerned { kind, id, name, person: None };
                    Event::ConcernAdded(casework::event::ConcernAdded { concerned, two })
                }
                "leave" => Event::MemberLeft(MemberLeft { person: self.id("controller"), why, two }),
                "measure" => decided(cx, "polis", "MI-2"),
                "disclose" => {
                    let (to, items) = ("Polismyndigheten".to_owned(), vec!["fakturan".to_owned()]);
                    let (law, weighing, on) = ("OSL 10:24".to_owned(), why, cx.today());
                    Event::Disclosed(casework::Disclosure { to, items, law, weighing, on, two })
                }
                "close" => closing(cx, day("2027-01-31")),
                other => panic!("{other} is proposed nowhere"),
            };
            return app.case_propose(cx, id, event, "Nu.").await.map(drop);
        }
        match what {
            "case_list" => app.case_list(cx).await.map(drop),
            "case_open" => app.case_open(cx, CaseDraft { signals: Vec::new(), ..draft() }).await.map(drop),
            "case_show" => app.case_show(cx, id).await.map(drop),
            "case_card_list" => app.case_card_list(cx).await.map(drop),
            "case_card_show" => app.case_card_show(cx, id).await.map(drop),
            "case_take" => app.case_take(cx, id).await,
            "case_openings" => app.case_openings(cx, id).await.map(drop),
            "case_file_add" => {
                let [title, from, handed_over_by] = ["Fakturan", "Ekonomi", "Ek"].map(str::to_owned);
                let file = NewFile { title, from, handed_over_by, bytes: b"text".to_vec() };
                app.case_file_add(cx, id, file).await.map(drop)
            }
            "case_file_show" => app.case_file_show(cx, id, about.evidence).await.map(drop),
            "case_document_make" => {
                app.case_document_make(cx, id, ("atgardsplan", None), &Default::default()).await.map(drop)
            }
            "case_document_show" => app.case_document_show(cx, id, about.document).await.map(drop),
            "case_export_take" => app.case_export_take(cx, id, 1).await.map(drop),
            "case_export_propose" => {
                let recipient = vault::PersonKeys::generate(&mut vault::OsRng).unwrap().public().recipient;
                let [to, purpose, law, weighing] = ["Polisen", "utredning", "OSL 10:24", "vägt"].map(str::to_owned);
                let parts = BTreeSet::from([ExportPart::Facts]);
                let order = ExportOrder { to, recipient, purpose, law, weighing, parts };
                app.case_export_propose(cx, id, order, "Nu.").await.map(drop)
            }
            "case_dispose_propose" => app.case_dispose_propose(cx, about.old, "Tiden är ute.").await.map(drop),
            other => panic!("{other} is called nowhere"),
        }
    }

    async fn calls_recruitment(&self, cx: &Cx, what: &str, about: &About) -> Result<(), AppError> {
        let (app, id, candidate) = (&self.app, about.recruitment, recruitment::CANDIDATE);
        let words = || recruiting::Words { candidate, text: "Ringde i dag.".to_owned() };
        match what {
            "recruitment_new" => app.recruitment_new(cx).await.map(drop),
            "recruitment_open" => {
                let draft = recruitment::draft(self, Form::Employee, &["home_care"]);
                app.recruitment_open(cx, draft, Care::Warn).await.map(drop)
            }
            "recruitment_list" => app.recruitment_list(cx).await.map(drop),
            "recruitment_show" => app.recruitment_show(cx, id).await.map(drop),
            "recruitment_event note" => {
                app.recruitment_event(cx, id, recruiting::Event::Noted(words()), Care::Warn).await
            }
            "recruitment_event hear" => {
                app.recruitment_event(cx, id, recruitment::heard("Ringde i dag.", None), Care::Warn).await
            }
            "recruitment_event dispose" => {
                let kept = "Personalakten.".to_owned();
                let event = recruiting::Event::DisposalProposed(recruiting::Disposal { kept });
                app.recruitment_event(cx, id, event, Care::Warn).await
            }
            "recruitment_event assess" => {
                let event = recruiting::Event::Assessed(recruiting::Assessed { candidate, answers: Vec::new() });
                app.recruitment_event(cx, id, event, Care::Warn).await
            }
            "recruitment_interview" => app.recruitment_interview(cx, id).await.map(drop),
            "recruitment_joiners" => app.recruitment_joiners(cx, id).await.map(drop),
            "recruitment_join" => {
                let (person, instead_of) = (self.id("controller"), Some(self.id("hr")));
                let draft = JoinDraft { person, instead_of, why: "HR är sjuk.".to_owned() };
                app.recruitment_join(cx, id, draft, Care::Warn).await
            }
            "recruitment_check" => {
                let draft = recruitment::shown("home_care", "2026-11-22", "2026-11-01");
                app.recruitment_check(cx, id, draft, Care::Warn).await
            }
            "recruitment_application" => app.recruitment_application(cx, id, (candidate, recruitment::file())).await,
            "recruitment_decide" => app.recruitment_decide(cx, id, (None, "Ingen var kvar."), Care::Warn).await,
            "recruitment_dispose" => app.recruitment_dispose(cx, id).await,
            "lawful_list" => app.lawful_list(cx, cx.today()).await.map(drop),
            "lawful_propose" => app.lawful_propose(cx, self.law_answer(cx), "Läst.").await.map(drop),
            other => panic!("{other} is called nowhere"),
        }
    }

    async fn calls_extract(&self, cx: &Cx, what: &str, about: &About) -> Result<(), AppError> {
        let (app, id) = (&self.app, about.extract);
        match what {
            "extract_new" => app.extract_new(cx, about.recruitment).await.map(drop),
            "extract_keep" => app.extract_keep(cx, about.recruitment, extracts::draft()).await.map(drop),
            "extract_list" => app.extract_list(cx).await.map(drop),
            "extract_show" => app.extract_show(cx, id).await.map(drop),
            "extract_read" => app.extract_read(cx, id, "IVO:s tillsyn.").await.map(drop),
            "extract_note" => app.extract_note(cx, id, ExtractNote::Returned { on: cx.today() }).await,
            "extract_dispose_propose" => app.extract_dispose_propose(cx, id).await,
            "extract_dispose" => app.extract_dispose(cx, id).await,
            other => panic!("{other} is called nowhere"),
        }
    }

    async fn calls_declaration(&self, cx: &Cx, what: &str, id: CaseId) -> Result<(), AppError> {
        let (app, why) = (&self.app, "Säljer till enheten.".to_owned());
        match what {
            "declaration_make" => app.declaration_make(cx, Vec::new()).await.map(drop),
            "declaration_mine" => app.declaration_mine(cx).await.map(drop),
            "declaration_list" => app.declaration_list(cx).await.map(drop),
            "declaration_missing" => app.declaration_missing(cx).await.map(drop),
            "declaration_show" => app.declaration_show(cx, id).await.map(drop),
            "declaration_decision" => app.declaration_decision(cx, id, 1).await.map(drop),
            "declaration_decision_mine" => app.declaration_decision_mine(cx, id, 1).await.map(drop),
            "declaration_assess" => app.declaration_assess(cx, id, Assessment { tie: 1, conditions: None, why }).await,
            "declaration_forbid_propose" => {
                let forbidding =
                    Forbidding { tie: 1, ground: "fortroendeskadlig".to_owned(), why, stop_by: cx.today() };
                app.declaration_forbid_propose(cx, id, forbidding).await.map(drop)
            }
            "declaration_round_start" => {
                let last_day = cx.today() + TimeDelta::days(30);
                app.declaration_round_start(cx, RoundDraft { units: Vec::new(), last_day }).await
            }
            "declaration_figures" => app.declaration_figures(cx).await.map(drop),
            "declaration_export" => app.declaration_export(cx).await.map(drop),
            "declaration_dispose" => app.declaration_dispose(cx).await.map(drop),
            other => panic!("{other} is called nowhere"),
        }
    }

    /// The lawyer's answer on checks in schools.
    pub(crate) fn law_answer(&self, cx: &Cx) -> LawConfirmation {
        let library = library::Library::embedded().unwrap();
        let school = library.lawful_check("school").unwrap();
        let entry = casework::recruitment::law::digest(school, school.on(cx.today()).unwrap());
        let [authority, check, lawyer] = ["", "school", "Påhittad Jurist"].map(str::to_owned);
        LawConfirmation { authority, check, entry, lawyer, on: cx.today() }
    }

    async fn calls_incident(&self, cx: &Cx, what: &str, about: &About) -> Result<(), AppError> {
        let (app, id) = (&self.app, about.incident);
        match what {
            "incident_report" => app.incident_report(cx, incident_draft(&self.now())).await.map(drop),
            "incident_mine" => app.incident_mine(cx).await.map(drop),
            "incident_list" => app.incident_list(cx).await.map(drop),
            "incident_show" => app.incident_show(cx, id).await.map(drop),
            "incident_file_show" => app.incident_file_show(cx, id, about.picture).await.map(drop),
            "incident_event note" => {
                let text = "Ringt den utsatta.".to_owned();
                app.incident_event(cx, id, incident::event::Event::NoteWritten(incident::event::Words { text })).await
            }
            "incident_event close" => {
                let (outcome, lesson) = ("Klart.".to_owned(), "Två på mötet.".to_owned());
                let closing = incident::event::Closing { outcome, lesson, retain_until: day("2029-01-01") };
                app.incident_event(cx, id, incident::event::Event::ClosingProposed(closing)).await
            }
            "incident_joiners" => app.incident_joiners(cx, id).await.map(drop),
            "incident_join" => app.incident_join(cx, id, self.id("hr"), "Ska med.").await,
            "incident_dispose_propose" => app.incident_dispose_propose(cx, id, "Planen 4.2").await,
            "incident_dispose" => app.incident_dispose(cx, id).await,
            "incident_certificates" => app.incident_certificates(cx).await.map(drop),
            "incident_suspect" => {
                app.incident_suspect(cx, id, CaseDraft { signals: Vec::new(), ..draft() }).await.map(drop)
            }
            "incident_figures" => app.incident_figures(cx, 2026).await.map(drop),
            "incident_board" => app.incident_board(cx, 2026, BoardFile::Pdf).await.map(drop),
            other => panic!("{other} is called nowhere"),
        }
    }

    /// What one person writes.
    fn one_event(&self, cx: &Cx, event: &str) -> Event {
        let (text, custody) =
            ("En uppgift.".to_owned(), Custody { at: cx.at, holder: "Ek".to_owned(), what: "sett".to_owned() });
        match event {
            "note" => Event::NoteWritten(Note { layer: Layer::All, text, corrects: None }),
            "fact" => Event::FactLearnt(Fact { text, known_on: cx.today(), starts: vec![] }),
            "evidence" => Event::EvidenceTaken(Box::new(Evidence {
                kind: EvidenceKind::Other,
                title: text.clone(),
                from: text.clone(),
                handed_over_by: text,
                rows: None,
                file: None,
                hash: "0".repeat(64),
                custody: vec![],
            })),
            // The fourth event of a case is the evidence that it began with.
            "custody" => Event::CustodyAdded(CustodyAdded { evidence: 4, entry: custody }),
            "task" => Event::TaskSet(Task { title: text, owner: cx.person, due: cx.today(), measure: None }),
            "mark" => {
                let provision = Provision { chapter: 39, section: "3".to_owned() };
                Event::SecrecyMarked(SecrecyMark { provision, reason: text, on: None })
            }
            "clock" => {
                let (clock, how, on) = ("las-avsked".to_owned(), How::NotApplicable, cx.today());
                Event::ClockStopped(ClockStop { clock, started_by: 2, how, on, why: text })
            }
            "recuse" => Event::Recused(Recused { why: text, successor: None }),
            other => panic!("{other} is written nowhere"),
        }
    }

    async fn calls_other(&self, cx: &Cx, what: &str, about: &About) -> Result<(), AppError> {
        let (app, person, authority) = (&self.app, self.id("medarbetare"), GROUP.to_owned());
        let secret = |text: &str| SecretString::from(text.to_owned());
        match what {
            "sign_in" => app.sign_in(&cx.username, secret("fel")).await.map(drop),
            "sign_in_second" => app.sign_in_second(&cx.person.to_string(), Shown::Code("000000")).await,
            "prove" => app.prove(cx, Shown::Code("000000")).await,
            "sign_out" => app.sign_out(cx).await,
            "unlock" => app.unlock(cx, phrase(&cx.username)).await,
            "lock" => app.lock(cx).await,
            "role_choose" => app.role_choose(cx, Role::Director).await,
            "locale_choose" => app.locale_choose(cx, "en").await,
            "account" => app.account(cx).await.map(drop),
            "notices" => app.notices(cx).await.map(drop),
            "notice_dismiss" => app.notice_dismiss(cx, "ingen").await,
            "recovery_show" => app.recovery_show(cx).await.map(drop),
            "password_change" => app.password_change(cx, secret("fel"), password()).await,
            "second_factor_begin" => app.second_factor_begin(cx).await.map(drop),
            "second_factor_confirm" => app.second_factor_confirm(cx, "000000").await,
            "passkey_begin" => app.passkey_begin(cx).await.map(drop),
            "passkey_add" => app.passkey_add(cx, "Telefonen", "{}").await,
            "passkey_remove" => app.passkey_remove(cx, "ingen").await,
            "keys_create" => app.keys_create(cx, phrase("igen")).await,
            "passphrase_change" => app.passphrase_change(cx, secret("fel"), phrase("ny")).await,
            "recovery_begin" => app.recovery_begin(cx, phrase("ny")).await.map(drop),
            "recovery_finish" => app.recovery_finish(cx, phrase("ny")).await,
            "recovery_stop" => app.recovery_stop(cx).await,
            "recovery_propose" => app.recovery_propose(cx, self.id("hr"), "Glömd.").await.map(drop),
            "recovery_list" => app.recovery_list(cx).await.map(drop),
            "recovery_overview" => app.recovery_overview(cx).await.map(drop),
            "recovery_share_give" => app.recovery_share_give(cx, self.id("hr"), "ab12").await,
            "journal_read" => app.journal_read(cx, None).await.map(drop),
            "journal_page" => app.journal_page(cx, None).await.map(drop),
            "journal_verify" => app.journal_verify(cx).await.map(drop),
            "journal_head" => app.journal_head(cx).await.map(drop),
            "proposal_list" => app.proposal_list(cx).await.map(drop),
            "proposal_show" => app.proposal_show(cx, about.waits).await.map(drop),
            "proposal_withdraw" => app.proposal_withdraw(cx, about.waits).await,
            approve if approve.starts_with("proposal_approve ") => app.proposal_approve(cx, about.waits).await,
            "directory" => app.directory(cx).await.map(drop),
            "colleagues" => app.colleagues(cx).await.map(drop),
            "deputy_list" => app.deputy_list(cx, person).await.map(drop),
            "person_put" => app.person_put(cx, new_person()).await.map(drop),
            "person_import" => {
                app.person_import(cx, "anstallningsnr;namn;epost;enhet;chef;slutdatum\n").await.map(drop)
            }
            "person_begin" => app.person_begin(cx, self.id("chef"), Some(day("2026-11-01"))).await,
            "person_end" => app.person_end(cx, self.id("chef"), day("2030-01-01")).await,
            "role_propose" => {
                let (role, from) = ("manager".to_owned(), Some(cx.today()));
                let change = RoleChange { person, role, authority, from, to: None };
                app.role_propose(cx, change, "Ny.").await.map(drop)
            }
            "delegation_propose" => {
                let (act, role, source) = ("MI-9".to_owned(), "hr".to_owned(), "KS § 2".to_owned());
                let point = DelegationPut { authority, act, role, limit_ore: None, from: cx.today(), to: None, source };
                app.delegation_propose(cx, point, "Nytt.").await.map(drop)
            }
            "second_factor_reset_propose" => {
                app.second_factor_reset_propose(cx, self.id("chef"), "Ny.").await.map(drop)
            }
            "unit_put" => {
                let unit = UnitPut { id: "enhet".to_owned(), name: "Enheten".to_owned(), ..UnitPut::default() };
                app.unit_put(cx, unit).await
            }
            "deputy_put" => {
                let (deputy, from, to) = (self.id("chef"), cx.today(), cx.today());
                app.deputy_put(cx, DeputyPut { person, deputy, from, to }).await
            }
            other => panic!("{other} is called nowhere"),
        }
    }
}

fn new_person() -> PersonPut {
    let [name, username, email, employee_no, unit] = ["Nils Nylund", "nils", "", "E88", ""].map(str::to_owned);
    PersonPut { id: None, name, username, email, employee_no, unit, manager: None }
}
