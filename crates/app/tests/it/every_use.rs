//! Every use case opens an entry of the journal before it acts and closes it after, whoever asks and however it ends.

use std::{collections::BTreeSet, fs, path::Path};

use access::{Action, ResourceKind};
use app::{AppError, case::NewFile, proposal::ProposalRef};
use journal::{Outcome, Phase};

use crate::{
    acts::{Ground, Try},
    calls::About,
    on_both,
    world::World,
};

/// The use cases of an act; what stands behind a blank tells apart what one of them does. An act that is new does not
/// compile until it is told here which they are.
fn uses(action: Action) -> &'static [&'static str] {
    match action {
        Action::SignIn => &["sign_in", "sign_in_second", "prove"],
        Action::SignOut => &["sign_out"],
        Action::Unlock => &["unlock"],
        Action::Lock => &["lock"],
        Action::RoleChoose => &["role_choose"],
        Action::LocaleChoose => &["locale_choose"],
        Action::SessionList => &["account", "notices", "notice_dismiss", "recovery_show"],
        Action::PasswordChange => &[
            "password_change",
            "second_factor_begin",
            "second_factor_confirm",
            "passkey_begin",
            "passkey_add",
            "passkey_remove",
        ],
        Action::PassphraseChange => {
            &["keys_create", "passphrase_change", "recovery_begin", "recovery_finish", "recovery_stop"]
        }
        Action::SignalList => &["signal_groups", "signal_list", "subject_show"],
        Action::SignalShow => &["signal_show"],
        Action::SignalJudge => &["signal_judge"],
        Action::SuppressionPropose => &["suppression_propose"],
        Action::SuppressionApprove => &["proposal_approve Suppress"],
        Action::SuppressionLift => &["suppression_lift"],
        Action::RevealPropose => &["reveal_propose"],
        Action::RevealApprove => &["proposal_approve Reveal"],
        Action::RevealShow => &["reveal_show"],
        Action::SignalHealth => &["health_groups", "suppression_list", "signal_health", "control_counts"],
        Action::ControlList => &["control_list"],
        Action::ControlShow => &["control_show"],
        Action::RunList => &["run_list"],
        Action::RunStart => &["run_start"],
        Action::RegisterList => &["register_list"],
        Action::ImportPreview => &["import_preview", "import_keep", "import_kept"],
        Action::ImportCommit => &["import_commit"],
        Action::DecisionList => &["decision_list", "decision_show"],
        Action::DecisionPropose => &["decision_propose"],
        Action::DecisionRevoke => &["decision_revoke"],
        Action::DecisionApprove => &["proposal_approve Decide"],
        Action::ScreeningList => &["screening_kept"],
        Action::ScreeningUpload => &["screening_upload", "screening_keep"],
        Action::HoldList => &["hold_list"],
        Action::HoldShow => &["hold_show"],
        Action::HoldAnswer => &["hold_answer"],
        Action::HoldEndPropose => &["hold_end_propose"],
        Action::HoldEndApprove => &["proposal_approve EndHold"],
        Action::CaseList => &["case_list"],
        Action::CaseOpen => &["case_open"],
        Action::CaseShow => &["case_show"],
        Action::CaseCard => &["case_card_list", "case_card_show"],
        Action::CaseTake => &["case_take"],
        Action::CaseNote => &["case_event note"],
        Action::CaseFact => &["case_event fact"],
        Action::CaseEvidence => &["case_event evidence", "case_event custody"],
        Action::CaseFileAdd => &["case_file_add"],
        Action::CaseFileShow => &["case_file_show"],
        Action::CaseTask => &["case_event task"],
        Action::CaseMark => &["case_event mark"],
        Action::CaseMemberPropose => &["case_propose member"],
        Action::CaseMemberApprove => &["proposal_approve MemberAdded"],
        Action::CaseMemberRemovePropose => &["case_propose leave"],
        Action::CaseMemberRemoveApprove => &["proposal_approve MemberLeft"],
        Action::CaseRecuse => &["case_event recuse"],
        Action::CaseMeasurePropose => &["case_propose measure"],
        Action::CaseMeasureApprove => &["proposal_approve MeasureDecided"],
        Action::CaseClockClose => &["case_event clock"],
        Action::CaseDocumentMake => &["case_document_make"],
        Action::CaseDocumentShow => &["case_document_show", "case_export_take"],
        Action::CaseOpenings => &["case_openings"],
        Action::CaseExportPropose => &["case_export_propose", "case_propose disclose"],
        Action::CaseExportApprove => &["proposal_approve Disclosed"],
        Action::CaseClosePropose => &["case_propose close"],
        Action::CaseCloseApprove => &["proposal_approve Closed"],
        Action::CaseDisposePropose => &["case_dispose_propose"],
        Action::CaseDisposeApprove => &["proposal_approve Dispose"],
        Action::ReportList => &["report_list"],
        Action::ReportShow => &["report_show"],
        Action::ReportFileShow => &["report_file_show"],
        Action::ReportReply => &["report_write reply", "report_answer"],
        Action::ReportNote => &["report_write note"],
        Action::ReportRedact => &["report_redact"],
        Action::ReportRecuse => &["report_recuse"],
        Action::ReportMemberPropose => &["report_leave_propose"],
        Action::ReportMemberApprove => &["proposal_approve ReportLeft"],
        Action::ReportHandOverPropose => &["report_hand_over_propose"],
        Action::ReportHandOverApprove => &["proposal_approve ReportHandedOver"],
        Action::ReportIdentityPropose => &["report_identity_propose"],
        Action::ReportIdentityApprove => &["proposal_approve ReportIdentity"],
        Action::ReportIdentityShow => &["report_identity_show"],
        Action::ReportClosePropose => &["report_close_propose"],
        Action::ReportCloseApprove => &["proposal_approve ReportClosed"],
        Action::ReportArchive => &["report_archive"],
        Action::ReportDisposePropose => &["report_dispose_propose"],
        Action::ReportDisposeApprove => &["proposal_approve ReportDisposed"],
        Action::ReportRecord => &["report_record_new", "report_record"],
        Action::ReportStatistics => &["report_statistics"],
        Action::VoiceList => &["voice_list"],
        Action::VoicePropose => &["voice_propose"],
        Action::VoiceApprove => &["proposal_approve Voice"],

        Action::IncidentReport => &["incident_report"],
        Action::IncidentMine => &["incident_mine"],
        Action::IncidentList => &["incident_list"],
        Action::IncidentShow => &["incident_show"],
        Action::IncidentFileShow => &["incident_file_show"],
        Action::IncidentHandle => &["incident_event note"],
        Action::IncidentClose => &["incident_event close"],
        Action::IncidentMember => &["incident_joiners", "incident_join"],
        Action::IncidentDispose => &["incident_dispose_propose", "incident_dispose", "incident_certificates"],
        Action::IncidentSuspect => &["incident_suspect"],
        Action::IncidentFigures => &["incident_figures", "incident_board"],

        Action::RecruitmentOpen => &["recruitment_new", "recruitment_open"],
        Action::RecruitmentList => &["recruitment_list"],
        Action::RecruitmentShow => &["recruitment_show"],
        Action::RecruitmentHandle => &["recruitment_event note", "recruitment_check", "recruitment_application"],
        Action::RecruitmentHear => &["recruitment_event hear"],
        Action::RecruitmentAssess => &["recruitment_interview", "recruitment_event assess"],
        Action::RecruitmentMember => &["recruitment_joiners", "recruitment_join"],
        Action::RecruitmentDecide => &["recruitment_decide"],
        Action::RecruitmentDispose => &["recruitment_event dispose", "recruitment_dispose"],
        Action::ExtractKeep => &["extract_new", "extract_keep"],
        Action::ExtractList => &["extract_list"],
        Action::ExtractShow => &["extract_show"],
        Action::ExtractRead => &["extract_read"],
        Action::ExtractHandle => &["extract_note"],
        Action::ExtractDispose => &["extract_dispose_propose", "extract_dispose"],
        Action::LawfulList => &["lawful_list"],
        Action::LawfulPropose => &["lawful_propose"],
        Action::LawfulApprove => &["proposal_approve ConfirmLaw"],

        Action::DeclarationMake => &["declaration_make"],
        Action::DeclarationMine => &["declaration_mine", "declaration_decision_mine"],
        Action::DeclarationList => &["declaration_list", "declaration_missing"],
        Action::DeclarationShow => &["declaration_show", "declaration_decision"],
        Action::DeclarationAssess => &["declaration_assess"],
        Action::DeclarationForbidPropose => &["declaration_forbid_propose"],
        Action::DeclarationForbidApprove => &["proposal_approve Forbid"],
        Action::DeclarationRoundStart => &["declaration_round_start"],
        Action::DeclarationFigures => &["declaration_figures"],
        Action::DeclarationExport => &["declaration_export"],
        Action::DeclarationDispose => &["declaration_dispose"],

        Action::GuidanceRead => &["guidance_list", "guidance_show"],
        Action::GuidanceConfirm => &["guidance_confirm"],
        Action::CourseTake => &["course_list", "course_show", "course_step"],
        Action::OccasionList => &["occasion_list", "occasion_show", "occasion_calendar"],
        Action::OccasionEnrol => &["occasion_enrol", "occasion_leave", "occasion_code"],
        Action::OccasionLead => &["occasion_lead", "occasion_tick"],
        Action::OccasionPut => &["occasion_put", "occasion_cancel"],
        Action::TrainingImport => &["training_import"],
        Action::TrainingExport => &["training_export"],
        Action::TrainingDispose => &["training_disposal", "training_dispose"],
        Action::TrainingDemand => &["training_demand", "training_demand_put"],
        Action::TrainingCoverage => &["training_coverage", "training_board"],
        Action::TrainingStaff => &["training_staff"],

        Action::ProposalList => &["proposal_list"],
        Action::ProposalShow => &["proposal_show"],
        Action::ProposalWithdraw => &["proposal_withdraw"],
        Action::JournalRead => &["journal_read", "journal_page"],
        Action::JournalVerify => &["journal_verify"],
        Action::JournalHeadExport => &["journal_head"],
        Action::UnitPut => &["unit_put"],
        Action::PersonList => &["directory", "colleagues", "deputy_list"],
        Action::PersonPut => &["person_put"],
        Action::PersonImport => &["person_import"],
        Action::PersonBegin => &["person_begin"],
        Action::PersonEnd => &["person_end"],
        Action::RolePropose => &["role_propose"],
        Action::RoleApprove => &["proposal_approve RoleGiven"],
        Action::ManagersApprove => &["proposal_approve Managers"],
        Action::DelegationPutPropose => &[
            "delegation_propose",
            "delegation_change_propose",
            "delegation_import",
            "delegation_import_kept",
            "delegation_import_propose",
        ],
        Action::DelegationShow => &["delegation_show", "delegation_file"],
        Action::DelegationCheck => &["delegation_check", "delegation_checked", "delegation_notification"],
        Action::HandsMeasure => &["hands_measure"],
        Action::HandsShow => &["hands_show"],
        Action::DelegationPutApprove => &["proposal_approve Delegate", "proposal_approve Amend"],
        Action::DeputyPut => &["deputy_put"],
        Action::SecondFactorResetPropose => &["second_factor_reset_propose"],
        Action::SecondFactorResetApprove => &["proposal_approve ResetSecondFactor"],
        Action::KeyRecoverPropose => &["recovery_propose", "recovery_list", "recovery_overview", "recovery_share_give"],
        Action::KeyRecoverApprove => &["proposal_approve RecoverKeys"],
        // Who ends another session of theirs signs out of it; managers are proposed where they are written down, by
        // `person_put` and `person_import`; a measure is declined by a proposal of a measure.
        Action::SessionRevoke | Action::ManagersPropose | Action::CaseMeasureDecline => &[],
        // No use case does it.
        Action::RunShow
        | Action::AuthorityList
        | Action::AuthorityPut
        | Action::CustodianPropose
        | Action::CustodianApprove => &[],
    }
}

/// What takes a context and is no use case: it says what a page may offer, and reads nothing but the person's own state.
const LOOKS: [&str; 8] = [
    "acts_somewhere",
    "declaration_waits",
    "is_unlocked",
    "key_state",
    "may",
    "may_reveal",
    "proposals_waiting",
    "unshelve",
];

/// The functions of the application that take a context, as they stand in its source.
fn written() -> BTreeSet<String> {
    fn sources(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries
            .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![fs::read_to_string(path).unwrap()] })
            .collect()
    }
    let mut names = BTreeSet::new();
    for text in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        for start in ["    pub async fn ", "    pub fn "] {
            for (at, _) in text.match_indices(start) {
                let rest = &text[at + start.len()..];
                let signature = &rest[..rest.find('{').unwrap_or(rest.len())];
                if signature.contains("&self") && signature.contains("cx: &Cx") {
                    names.insert(signature[..signature.find(['(', '<']).unwrap()].to_owned());
                }
            }
        }
    }
    names
}

/// Who asks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asks {
    /// Somebody who may, and somebody who may not.
    Both(&'static str),
    /// Everybody gets what they may see.
    All(&'static str),
    /// Everybody, of themselves.
    Own(&'static str),
}

fn asks(action: Action, what: &str) -> Asks {
    let of_all = ["signal_groups", "health_groups", "colleagues", "case_list", "incident_list", "proposal_list"];
    if what == "case_card_list" {
        return Asks::All("registrator");
    }
    if ["recruitment_list", "declaration_list", "declaration_missing"].contains(&what) {
        return Asks::All("chef");
    }
    if what == "extract_list" {
        return Asks::All("hr");
    }
    if what == "report_list" {
        return Asks::All("mottagare1");
    }
    if of_all.contains(&what) || action == Action::DelegationShow {
        return Asks::All("samordnare");
    }
    if action.done_to() == [ResourceKind::Self_] {
        return Asks::Own(if what == "sign_out" { "revisor" } else { "drift" });
    }
    if let Some(act) = what.strip_prefix("proposal_approve ") {
        let act = *Try::ALL.iter().find(|known| format!("{known:?}") == act).unwrap();
        return Asks::Both(act.seconds(act.hands().0[0])[0]);
    }
    Asks::Both(match what.split(['_', ' ']).next().unwrap() {
        "declaration" if ["show", "decision", "assess", "forbid_propose"].iter().any(|end| what.ends_with(end)) => {
            "chef"
        }
        "declaration" => "hr",
        "case" if what == "case_event recuse" => "controller",
        "case" if what == "case_card_show" => "registrator",
        "decision" if what == "decision_revoke" => "direktor",
        "case" | "incident" | "reveal" | "proposal" | "hands" | "occasion" | "training" => "samordnare",
        "signal" | "subject" | "suppression" | "control" | "run" | "register" | "import" | "decision" | "screening"
        | "hold" => "controller",
        "recruitment" => "chef",
        "lawful" | "extract" => "hr",
        "journal" => "revisor",
        "report" => "mottagare1",
        "voice" => "registrator",
        "deputy" if what == "deputy_put" => "direktor",
        "delegation" => "registrator",
        "recovery" => "nyckel1",
        _ => "behorighet",
    })
}

impl World {
    /// Exactly one entry is opened and closed, of that act.
    async fn entry<T>(
        &self,
        act: impl Future<Output = Result<T, AppError>>,
    ) -> (Action, Outcome, Result<(), AppError>) {
        let before = self.tip().await;
        let result = act.await.map(|_| ());
        let records = self.journal_from(before + 1).await;
        let [opened, closed] = &records[..] else { panic!("{} entries: {records:?}, {result:?}", records.len()) };
        assert_eq!(opened.phase, Phase::Opened);
        let Phase::Closed { opens, outcome } = closed.phase else { panic!("{closed:?}") };
        assert_eq!((opens, &opened.action, &opened.object), (before + 1, &closed.action, &closed.object));
        (opened.action.parse().unwrap(), outcome, result)
    }

    /// With what waits, for what is to be approved, shown or withdrawn.
    async fn with_what_waits(&self, what: &str, about: About) -> About {
        let act = match what {
            "proposal_show" | "proposal_withdraw" => Some(Try::MeasureDecided),
            _ => Try::ALL.iter().copied().find(|known| what == format!("proposal_approve {known:?}")),
        };
        let Some(act) = act else { return about };
        let case = if act == Try::Dispose { about.old } else { self.ground(act.ground()).await };
        About { waits: self.tries(act.hands().0[0], act, case).await.unwrap(), ..about }
    }
}

#[test]
fn every_function_that_takes_a_context_is_a_use_case_of_an_act() {
    let told: BTreeSet<String> = Action::all()
        .flat_map(uses)
        .map(|what| what.split(' ').next().unwrap().to_owned())
        .filter(|name| !["sign_in", "sign_in_second"].contains(&name.as_str()))
        .chain(LOOKS.map(str::to_owned))
        .collect();
    assert_eq!(written(), told);
}

on_both! {
    async fn every_use_case_is_journalled_with_its_act_whoever_asks(world: World) {
        let old = world.old(1).await[0];
        let case = world.case().await;
        world.register(case).await;
        let cx = world.cx("samordnare").await;
        let [title, from, handed_over_by] = ["Fakturan", "Ekonomi", "Ek"].map(str::to_owned);
        let file = NewFile { title, from, handed_over_by, bytes: b"text".to_vec() };
        let evidence = world.once(world.app.case_file_add(&cx, case, file)).await.unwrap();
        let answers = Default::default();
        let made = world.app.case_document_make(&cx, case, ("atgardsplan", None), &answers);
        let document = world.once(made).await.unwrap();
        let report = world.report().await;
        let ended = world.ground(Ground::ReportClosed).await;
        let (incident, picture) = world.incident().await;
        let declared = world.declared("medarbetare").await;
        let waits = ProposalRef::from_bits(1);
        let recruitment = world.recruitment(casework::recruitment::Form::Employee, &["home_care"]).await;
        let (_, extract) = world.kept_extract().await;
        let shared = About {
            report,
            ended,
            case,
            evidence,
            document,
            old,
            incident,
            picture,
            recruitment,
            extract,
            declared,
            waits,
        };
        for action in Action::all() {
            for what in uses(action) {
                let about = world.with_what_waits(what, shared).await;
                let who = asks(action, what);
                if let Asks::Both(_) = who {
                    let cx = world.cx("medarbetare").await;
                    let (said, outcome, result) = world.entry(world.calls(&cx, what, &about)).await;
                    assert_eq!(said, action, "{what}");
                    assert!(matches!(outcome, Outcome::Denied | Outcome::NotFound), "{what}: {outcome} {result:?}");
                }
                let (Asks::Both(person) | Asks::All(person) | Asks::Own(person)) = who;
                let cx = world.cx(person).await;
                let (said, outcome, result) = world.entry(world.calls(&cx, what, &about)).await;
                assert_eq!(said, action, "{what}");
                if !matches!(who, Asks::Own(_)) {
                    assert_ne!(outcome, Outcome::Denied, "{what} by {person}: {result:?}");
                }
                assert_eq!(result.is_ok(), outcome == Outcome::Done, "{what}: {result:?}");
            }
        }
    }
}
