//! Everything that can be done, one word each. Every use case names exactly one.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{error::UnknownWord, resource::ResourceKind};

/// Writes the enum, its words, its labels and what each act is done to.
macro_rules! actions {
    ($($variant:ident $word:literal $label:literal [$($kind:ident),+])*) => {
        /// Something that a person does: the word that use cases, routes, journal and policies share.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Action {
            $(#[doc = concat!("`", $word, "`: ", $label, ".")] $variant,)*
        }

        impl Action {
            /// All acts, in the order of the matrix.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word in data, journal and policies: `case_open`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// In Swedish, after »får« or »inte får«: `öppna ett ärende`.
            #[must_use]
            pub fn label_sv(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }

            /// What it can be done to. To anything else it is denied.
            #[must_use]
            pub fn done_to(self) -> &'static [ResourceKind] {
                match self { $(Self::$variant => &[$(ResourceKind::$kind),+],)* }
            }
        }
    };
}

actions! {
    SignIn "sign_in" "logga in" [Self_]
    SignOut "sign_out" "logga ut" [Self_]
    Unlock "unlock" "låsa upp sina nycklar" [Self_]
    SessionList "session_list" "se sina inloggningar" [Self_]
    SessionRevoke "session_revoke" "avsluta en inloggning" [Self_]
    Lock "lock" "låsa sina nycklar" [Self_]
    RoleChoose "role_choose" "välja vilken roll man har för stunden" [Self_]
    LocaleChoose "locale_choose" "välja språk" [Self_]
    PasswordChange "password_change" "byta lösenord" [Self_]
    PassphraseChange "passphrase_change" "byta lösenfras" [Self_]

    SignalList "signal_list" "se listan över signaler" [Signals]
    SignalShow "signal_show" "se en signal" [Signals]
    SignalJudge "signal_judge" "bedöma en signal" [Signals]
    SuppressionPropose "suppression_propose" "föreslå att en signal dämpas" [Signals]
    SuppressionApprove "suppression_approve" "godkänna att en signal dämpas" [Proposal]
    SuppressionLift "suppression_lift" "häva en dämpning" [Signals]
    RevealPropose "reveal_propose" "föreslå att namn visas" [Signals]
    RevealApprove "reveal_approve" "godkänna att namn visas" [Proposal]
    RevealShow "reveal_show" "se namn som två har beslutat att visa" [Signals]
    SignalHealth "signal_health" "se hur många signaler kontrollerna ger" [Signals]

    ControlList "control_list" "se kontrollerna" [Library]
    ControlShow "control_show" "läsa en kontroll" [Library]
    RunList "run_list" "se körningarna" [Registers]
    RunShow "run_show" "se en körning" [Registers]
    RunStart "run_start" "starta en körning" [Registers]
    RegisterList "register_list" "se registren" [Registers]
    ImportPreview "import_preview" "granska en inläsning" [Registers]
    ImportCommit "import_commit" "läsa in ett register" [Registers]
    DecisionList "decision_list" "se besluten om kontroll" [Registers]
    DecisionPropose "decision_propose" "föreslå ett beslut om kontroll" [Registers]
    DecisionApprove "decision_approve" "godkänna ett beslut om kontroll" [Proposal]
    DecisionRevoke "decision_revoke" "upphäva ett beslut om kontroll" [Registers]
    DelegationCheck "delegation_check" "pröva beslut mot delegationsordningen" [Registers]
    HandsMeasure "hands_measure" "räkna var någon är ensam i arbetet" [Registers]
    HandsShow "hands_show" "se var någon är ensam i arbetet" [Registers]

    ScreeningList "screening_list" "se granskade betalfiler" [Payments]
    ScreeningUpload "screening_upload" "granska en betalfil" [Payments]
    HoldList "hold_list" "se stoppade betalningar" [Payments]
    HoldShow "hold_show" "se en stoppad betalning" [Payments]
    HoldAnswer "hold_answer" "skriva in motpartens svar" [Payments]
    HoldEndPropose "hold_end_propose" "föreslå att ett betalstopp upphör" [Payments]
    HoldEndApprove "hold_end_approve" "godkänna att ett betalstopp upphör" [Proposal]

    CaseList "case_list" "se ärendet i en lista" [Case]
    CaseOpen "case_open" "öppna ett ärende" [Case]
    CaseShow "case_show" "läsa ärendet" [Case]
    CaseCard "case_card" "se ärendets registerkort" [Case]
    CaseTake "case_take" "ta hand om ärendet" [Case]
    CaseNote "case_note" "skriva en anteckning i ärendet" [Case]
    CaseFact "case_fact" "skriva in en uppgift i ärendet" [Case]
    CaseEvidence "case_evidence" "lägga underlag till ärendet" [Case]
    CaseFileAdd "case_file_add" "lägga en fil till ärendet" [Case]
    CaseFileShow "case_file_show" "öppna en fil i ärendet" [Case]
    CaseTask "case_task" "lägga eller avsluta en uppgift i ärendet" [Case]
    CaseMark "case_mark" "sätta sekretessmarkering eller diarienummer" [Case]
    CaseMemberPropose "case_member_propose" "föreslå en ny medlem i ärendet" [Case]
    CaseMemberApprove "case_member_approve" "godkänna en ny medlem i ärendet" [Proposal]
    CaseMemberRemovePropose "case_member_remove_propose" "föreslå att en medlem lämnar ärendet" [Case]
    CaseMemberRemoveApprove "case_member_remove_approve" "godkänna att en medlem lämnar ärendet" [Proposal]
    CaseRecuse "case_recuse" "anmäla eget jäv" [Case]
    CaseMeasurePropose "case_measure_propose" "föreslå en åtgärd" [Case]
    CaseMeasureApprove "case_measure_approve" "godkänna en åtgärd" [Proposal]
    CaseMeasureDecline "case_measure_decline" "avstå från en åtgärd" [Case, Proposal]
    CaseClockClose "case_clock_close" "avsluta en tidsfrist" [Case]
    CaseDocumentMake "case_document_make" "skriva ett dokument i ärendet" [Case]
    CaseDocumentShow "case_document_show" "öppna ett dokument i ärendet" [Case]
    CaseOpenings "case_openings" "se vem som har öppnat ärendet" [Case]
    CaseExportPropose "case_export_propose" "föreslå att ärendet lämnas ut" [Case]
    CaseExportApprove "case_export_approve" "godkänna att ärendet lämnas ut" [Proposal]
    CaseClosePropose "case_close_propose" "föreslå att ärendet avslutas eller öppnas igen" [Case]
    CaseCloseApprove "case_close_approve" "godkänna att ärendet avslutas eller öppnas igen" [Proposal]
    CaseDisposePropose "case_dispose_propose" "föreslå att ärendet gallras" [Case]
    CaseDisposeApprove "case_dispose_approve" "godkänna att ärendet gallras" [Proposal]

    ReportList "report_list" "se rapporten i en lista" [Report]
    ReportShow "report_show" "läsa rapporten" [Report]
    ReportFileShow "report_file_show" "öppna en fil i rapporten" [Report]
    ReportReply "report_reply" "svara den som rapporterade" [Report]
    ReportNote "report_note" "anteckna uppföljning av rapporten" [Report]
    ReportRedact "report_redact" "ta bort en uppgift utan betydelse ur rapporten" [Report]
    ReportRecuse "report_recuse" "anmäla eget jäv i rapporten" [Report]
    ReportMemberPropose "report_member_propose" "föreslå att en mottagare lämnar över rapporten" [Report]
    ReportMemberApprove "report_member_approve" "godkänna att en mottagare lämnar över rapporten" [Proposal]
    ReportHandOverPropose "report_hand_over_propose" "föreslå att uppgifter ur rapporten lämnas till en annan myndighet" [Report]
    ReportHandOverApprove "report_hand_over_approve" "godkänna att uppgifter ur rapporten lämnas till en annan myndighet" [Proposal]
    ReportIdentityPropose "report_identity_propose" "föreslå att den rapporterandes namn lämnas ut till mottagarna" [Report]
    ReportIdentityApprove "report_identity_approve" "lämna ut den rapporterandes namn till mottagarna" [Proposal]
    ReportIdentityShow "report_identity_show" "läsa den rapporterandes namn" [Report]
    ReportClosePropose "report_close_propose" "föreslå att rapporten avslutas" [Report]
    ReportCloseApprove "report_close_approve" "godkänna att rapporten avslutas" [Proposal]
    ReportArchive "report_archive" "skriva ut rapporten till arkivet" [Report]
    ReportDisposePropose "report_dispose_propose" "föreslå att rapporten gallras" [Report]
    ReportDisposeApprove "report_dispose_approve" "godkänna att rapporten gallras" [Proposal]
    ReportRecord "report_record" "skriva in en muntlig rapport" [Voices]
    ReportStatistics "report_statistics" "se siffror om rapporter" [Voices]
    VoiceList "voice_list" "se kanaler och behöriga mottagare" [Voices]
    VoicePropose "voice_propose" "föreslå en ändrad kanal eller behörig mottagare" [Voices]
    VoiceApprove "voice_approve" "godkänna en ändrad kanal eller behörig mottagare" [Proposal]

    IncidentReport "incident_report" "rapportera en händelse" [Self_]
    IncidentMine "incident_mine" "se vad som har hänt med det man har rapporterat" [Self_]
    IncidentList "incident_list" "se händelsen i en lista" [Case]
    IncidentShow "incident_show" "läsa händelsen" [Case]
    IncidentFileShow "incident_file_show" "öppna en bild i händelsen" [Case]
    IncidentHandle "incident_handle" "handlägga händelsen" [Case]
    IncidentMember "incident_member" "ta med någon i händelsen" [Case]
    IncidentDispose "incident_dispose" "gallra händelsen" [Case]
    IncidentClose "incident_close" "avsluta händelsen eller öppna den igen" [Case]
    IncidentSuspect "incident_suspect" "öppna ett ärende om misstanke ur händelsen" [Case]
    IncidentFigures "incident_figures" "räkna händelsen i siffror och mönster" [Case]

    RecruitmentOpen "recruitment_open" "påbörja en rekrytering" [Case]
    RecruitmentList "recruitment_list" "se rekryteringen i en lista" [Case]
    RecruitmentShow "recruitment_show" "läsa rekryteringen" [Case]
    RecruitmentHandle "recruitment_handle" "handlägga rekryteringen" [Case]
    RecruitmentHear "recruitment_hear" "anteckna vad en kandidat svarade" [Case]
    RecruitmentAssess "recruitment_assess" "se och bedöma intervjuer i rekryteringen" [Case]
    RecruitmentMember "recruitment_member" "ta in någon i rekryteringen eller byta ut den som bedömer" [Case]
    RecruitmentDecide "recruitment_decide" "besluta vem som får posten" [Case]
    RecruitmentDispose "recruitment_dispose" "gallra rekryteringen" [Case]
    ExtractKeep "extract_keep" "bevara ett registerutdrag som lagen säger ska bevaras" [Extract]
    ExtractList "extract_list" "se ett bevarat utdrag i en lista" [Extract]
    ExtractShow "extract_show" "se vad som är antecknat om ett bevarat utdrag" [Extract]
    ExtractRead "extract_read" "läsa ett bevarat utdrag" [Extract]
    ExtractHandle "extract_handle" "anteckna startdag, återlämnat original och vilka som har tillgång" [Extract]
    ExtractDispose "extract_dispose" "gallra ett bevarat utdrag" [Extract]
    LawfulList "lawful_list" "se vilka kontroller lagen tillåter" [Library]
    LawfulPropose "lawful_propose" "föreslå att juristens besked om en kontroll skrivs in" [Directory]
    LawfulApprove "lawful_approve" "godkänna att juristens besked om en kontroll skrivs in" [Proposal]

    DeclarationMake "declaration_make" "lämna uppgift om sina bisysslor" [Self_]
    DeclarationMine "declaration_mine" "se sina egna uppgifter om bisysslor" [Self_]
    DeclarationList "declaration_list" "se uppgifter om bisysslor i en lista" [Declaration]
    DeclarationShow "declaration_show" "läsa en uppgift om bisysslor" [Declaration]
    DeclarationAssess "declaration_assess" "bedöma en bisyssla" [Declaration]
    DeclarationForbidPropose "declaration_forbid_propose" "föreslå att en bisyssla förbjuds" [Declaration]
    DeclarationForbidApprove "declaration_forbid_approve" "godkänna att en bisyssla förbjuds" [Proposal]
    DeclarationRoundStart "declaration_round_start" "starta en runda om bisysslor" [Declaration]
    DeclarationFigures "declaration_figures" "se siffror om uppgifter om bisysslor" [Declaration]
    DeclarationExport "declaration_export" "skriva ut registret över bisysslor" [Declaration]
    DeclarationDispose "declaration_dispose" "gallra gamla uppgifter om bisysslor" [Declaration]

    GuidanceRead "guidance_read" "läsa vägledningen" [Self_]
    GuidanceConfirm "guidance_confirm" "bekräfta att man har läst och förstått vägledningen" [Self_]
    CourseTake "course_take" "gå en kurs" [Self_]
    OccasionList "occasion_list" "se utbildningstillfällen" [Self_]
    OccasionEnrol "occasion_enrol" "anmäla sig till ett utbildningstillfälle" [Self_]
    OccasionLead "occasion_lead" "se deltagare och pricka av dem vid ett utbildningstillfälle" [Self_, Directory]
    OccasionPut "occasion_put" "lägga upp eller ställa in ett utbildningstillfälle" [Directory]
    TrainingImport "training_import" "läsa in genomförda kurser" [Directory]
    TrainingExport "training_export" "hämta genomförda kurser utan namn" [Directory]
    TrainingDemand "training_demand" "bestämma vilka kurser som krävs" [Directory]
    TrainingDispose "training_dispose" "gallra uppgifter om genomförda kurser" [Directory]
    TrainingCoverage "training_coverage" "se hur många som har gått kurserna" [Directory]
    TrainingStaff "training_staff" "se vad de egna medarbetarna har kvar att gå" [Directory]

    ProposalList "proposal_list" "se förslaget i en lista" [Proposal]
    ProposalShow "proposal_show" "läsa förslaget" [Proposal]
    ProposalWithdraw "proposal_withdraw" "ta tillbaka förslaget" [Proposal]

    JournalRead "journal_read" "läsa journalen" [Journal]
    JournalVerify "journal_verify" "kontrollera att journalen är hel" [Journal]
    JournalHeadExport "journal_head_export" "skriva ut journalens kvitto till diariet" [Journal]

    AuthorityList "authority_list" "se nämnder och enheter" [Directory]
    AuthorityPut "authority_put" "ändra en nämnd" [Directory]
    UnitPut "unit_put" "ändra en enhet" [Directory]
    PersonList "person_list" "se personer och roller" [Directory]
    PersonPut "person_put" "ändra en person" [Directory]
    PersonImport "person_import" "läsa in personer" [Directory]
    PersonBegin "person_begin" "skriva en persons första anställningsdag" [Directory]
    PersonEnd "person_end" "avsluta en persons åtkomst" [Directory]
    RolePropose "role_propose" "föreslå att en roll ges eller tas" [Directory]
    RoleApprove "role_approve" "godkänna att en roll ges eller tas" [Proposal]
    ManagersPropose "managers_propose" "föreslå att någon får en annan chef" [Directory]
    ManagersApprove "managers_approve" "godkänna att någon får en annan chef" [Proposal]
    DelegationPutPropose "delegation_put_propose" "föreslå en ändrad delegationsordning" [Directory]
    DelegationPutApprove "delegation_put_approve" "godkänna en ändrad delegationsordning" [Proposal]
    DelegationShow "delegation_show" "läsa delegationsordningen" [Directory]
    DeputyPut "deputy_put" "utse en ersättare" [Directory]
    SecondFactorResetPropose "second_factor_reset_propose" "föreslå att någons andra inloggningssteg nollställs" [Directory]
    SecondFactorResetApprove "second_factor_reset_approve" "godkänna att någons andra inloggningssteg nollställs" [Proposal]
    CustodianPropose "custodian_propose" "föreslå en nyckelförvaltare" [Directory]
    CustodianApprove "custodian_approve" "godkänna en nyckelförvaltare" [Proposal]
    KeyRecoverPropose "key_recover_propose" "föreslå att en nyckel återskapas" [Directory]
    KeyRecoverApprove "key_recover_approve" "godkänna att en nyckel återskapas" [Proposal]
}

impl Action {
    /// All acts.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied()
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Action {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        Self::all().find(|action| action.as_str() == word).ok_or_else(|| UnknownWord {
            word: word.to_owned(),
            what: "ingen åtgärd",
            allowed: Self::all().map(Self::as_str).collect::<Vec<_>>().join(", "),
        })
    }
}
