//! A call of each use case, by its name.

use std::collections::BTreeSet;

use access::Role;
use app::{
    AppError, Cx, SecretString,
    case::{CaseDraft, ExportOrder, ExportPart, NewFile, two_to_be},
    directory::{DeputyPut, PersonPut, UnitPut},
    payment::End,
    ports::ImportOrder,
    proposal::{DelegationPut, ProposalRef, RoleChange},
    signal::{Filter, Judging, Outcome, Suppressing},
};
use casework::{
    Concerned, Custody, Event, Evidence, EvidenceKind, Fact, Layer, Note, Task,
    event::{ClockStop, ConcernedKind, CustodyAdded, How, MemberLeft, Provision, Recused, SecrecyMark},
    id::{CaseId, FileId},
};
use chrono::TimeDelta;
use signals::pseudonym::{Key, Pseudonym};

use crate::{
    acts::decision,
    desks::{DECISION, GROUP, HOLD, SIGNAL},
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
    /// A proposal that waits.
    pub(crate) waits: ProposalRef,
}

impl World {
    pub(crate) async fn calls(&self, cx: &Cx, what: &str, about: &About) -> Result<(), AppError> {
        match what.split('_').next().unwrap() {
            "case" => self.calls_case(cx, what, about).await,
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
            "sign_in_code" => app.sign_in_code(&cx.person.to_string(), "000000").await,
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
