//! What the words of cases are called in the reader's language.

use access::CaseState;
use casework::event::{Awareness, Bond, ConcernedKind, Duration, EffectOn, Frequency, HelpType, How, RecruitmentPath};
use casework::routine::Certainty;
use casework::{Bars, Capacity, EvidenceKind, Layer, MeasureStatus, Origin, Outcome};

use crate::RoleName;
use crate::part::{Chip, Choice, Markup, Tone};
use crate::text::T;

pub(crate) fn capacity(t: T, capacity: Capacity) -> &'static str {
    match capacity {
        Capacity::Reporter => t.case_capacity_reporter(),
        Capacity::Hr => t.case_capacity_hr(),
        Capacity::Coordinator => t.case_capacity_coordinator(),
        Capacity::Handler => t.case_capacity_handler(),
        Capacity::DecisionMaker => t.case_capacity_decision_maker(),
        Capacity::Expert => t.case_capacity_expert(),
        Capacity::Registrar => t.case_capacity_registrar(),
    }
}

pub(crate) fn role(t: T, role: &str) -> String {
    RoleName::parse(role).map_or_else(|| role.to_owned(), |role| role.shown(t).to_owned())
}

pub(crate) fn state(t: T, state: CaseState) -> Chip {
    match state {
        CaseState::Open => Chip::new(Tone::Info, t.case_state_open()),
        CaseState::Closed => Chip::new(Tone::Done, t.case_state_closed()),
        CaseState::Disposed => Chip::new(Tone::Calm, t.case_state_disposed()),
    }
}

pub(crate) fn status(t: T, status: MeasureStatus) -> Chip {
    match status {
        MeasureStatus::Open => Chip::new(Tone::Warning, t.case_measure_open()),
        MeasureStatus::Decided => Chip::new(Tone::Done, t.case_measure_decided()),
        MeasureStatus::Declined => Chip::new(Tone::Calm, t.case_measure_declined()),
    }
}

/// How sure a statement of law is: said plainly when it is not.
pub(crate) fn certainty(t: T, certainty: Certainty) -> Markup {
    match certainty {
        Certainty::C => Chip::new(Tone::Done, t.case_certainty_c()),
        Certainty::L => Chip::new(Tone::Info, t.case_certainty_l()),
        Certainty::U => Chip::new(Tone::Warning, t.case_certainty_u()),
    }
    .into()
}

pub(crate) fn certainty_word(t: T, certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::C => t.case_certainty_c(),
        Certainty::L => t.case_certainty_l(),
        Certainty::U => t.case_certainty_u(),
    }
}

/// How an act ended, as the journal calls it.
pub(crate) fn went(t: T, outcome: &str) -> String {
    match outcome {
        "done" => t.case_log_done(),
        "denied" => t.case_log_denied(),
        "failed" => t.case_log_failed(),
        "not_found" => t.case_log_not_found(),
        other => other,
    }
    .to_owned()
}

pub(crate) const ORIGINS: [(&str, Origin); 5] = [
    ("manager", Origin::Manager),
    ("signals", Origin::Signals),
    ("report", Origin::Report),
    ("police_tip", Origin::PoliceTip),
    ("other", Origin::Other),
];

pub(crate) fn origin(t: T, origin: Origin) -> &'static str {
    match origin {
        Origin::Manager => t.case_origin_manager(),
        Origin::Signals => t.case_origin_signals(),
        Origin::Report => t.case_origin_report(),
        Origin::PoliceTip => t.case_origin_police_tip(),
        Origin::Other => t.case_origin_other(),
    }
}

pub(crate) const KINDS: [(&str, ConcernedKind); 7] = [
    ("employee", ConcernedKind::Employee),
    ("consultant", ConcernedKind::Consultant),
    ("elected", ConcernedKind::Elected),
    ("person", ConcernedKind::Person),
    ("organisation", ConcernedKind::Organisation),
    ("unit", ConcernedKind::Unit),
    ("unknown", ConcernedKind::Unknown),
];

pub(crate) fn kind(t: T, kind: ConcernedKind) -> &'static str {
    match kind {
        ConcernedKind::Employee => t.case_kind_employee(),
        ConcernedKind::Consultant => t.case_kind_consultant(),
        ConcernedKind::Elected => t.case_kind_elected(),
        ConcernedKind::Person => t.case_kind_person(),
        ConcernedKind::Organisation => t.case_kind_organisation(),
        ConcernedKind::Unit => t.case_kind_unit(),
        ConcernedKind::Unknown => t.case_kind_unknown(),
    }
}

pub(crate) fn bars(t: T, bars: Bars) -> &'static str {
    match bars {
        Bars::Deciding => t.case_bars_deciding(),
        Bars::Everything => t.case_bars_everything(),
    }
}

pub(crate) fn evidence(t: T, kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::SignalRows => t.case_evidence_rows(),
        EvidenceKind::File => t.case_evidence_file(),
        EvidenceKind::Other => t.case_evidence_other(),
    }
}

pub(crate) const LAYERS: [(&str, Layer); 3] = [("all", Layer::All), ("handlers", Layer::Handlers), ("me", Layer::Me)];

pub(crate) fn layer(t: T, layer: Layer) -> &'static str {
    match layer {
        Layer::All => t.case_layer_all(),
        Layer::Handlers => t.case_layer_handlers(),
        Layer::Me => t.case_layer_me(),
    }
}

pub(crate) const HOWS: [(&str, How); 3] =
    [("met", How::Met), ("not_applicable", How::NotApplicable), ("missed", How::Missed)];

pub(crate) fn how(t: T, how: How) -> &'static str {
    match how {
        How::Met => t.case_how_met(),
        How::NotApplicable => t.case_how_not_applicable(),
        How::Missed => t.case_how_missed(),
    }
}

pub(crate) const OUTCOMES: [(&str, Outcome); 5] = [
    ("confirmed", Outcome::Confirmed),
    ("other_fault", Outcome::OtherFault),
    ("unfounded", Outcome::Unfounded),
    ("unsettled", Outcome::Unsettled),
    ("handed_over", Outcome::HandedOver),
];

pub(crate) fn outcome(t: T, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Confirmed => t.case_outcome_confirmed(),
        Outcome::OtherFault => t.case_outcome_other_fault(),
        Outcome::Unfounded => t.case_outcome_unfounded(),
        Outcome::Unsettled => t.case_outcome_unsettled(),
        Outcome::HandedOver => t.case_outcome_handed_over(),
    }
}

pub(crate) fn effects() -> [(&'static str, EffectOn); 5] {
    [
        ("plan", EffectOn::Plan),
        ("recruitment", EffectOn::Recruitment),
        ("routine", EffectOn::Routine),
        ("delegation", EffectOn::Delegation),
        ("training", EffectOn::Training),
    ]
}

pub(crate) fn effect(t: T, on: &EffectOn) -> String {
    match on {
        EffectOn::Control(id) => t.case_effect_control_of(id),
        EffectOn::Plan => t.case_effect_plan().to_owned(),
        EffectOn::Recruitment => t.case_effect_recruitment().to_owned(),
        EffectOn::Routine => t.case_effect_routine().to_owned(),
        EffectOn::Delegation => t.case_effect_delegation().to_owned(),
        EffectOn::Training => t.case_effect_training().to_owned(),
    }
}

pub(crate) fn recruitments(t: T) -> [(&'static str, RecruitmentPath, &'static str); 6] {
    [
        ("cultivated", RecruitmentPath::Cultivated, t.case_recruitment_cultivated()),
        ("placed", RecruitmentPath::Placed, t.case_recruitment_placed()),
        ("self_offered", RecruitmentPath::SelfOffered, t.case_recruitment_self_offered()),
        ("head_hunted", RecruitmentPath::HeadHunted, t.case_recruitment_head_hunted()),
        ("coerced", RecruitmentPath::Coerced, t.case_recruitment_coerced()),
        ("unknown", RecruitmentPath::Unknown, t.case_not_known()),
    ]
}

pub(crate) fn awarenesses(t: T) -> [(&'static str, Awareness, &'static str); 3] {
    [
        ("aware", Awareness::Aware, t.case_awareness_aware()),
        ("unaware", Awareness::Unaware, t.case_awareness_unaware()),
        ("unknown", Awareness::Unknown, t.case_not_known()),
    ]
}

pub(crate) fn bonds(t: T) -> [(&'static str, Bond, &'static str); 6] {
    [
        ("kin", Bond::Kin, t.case_bond_kin()),
        ("romance", Bond::Romance, t.case_bond_romance()),
        ("friend", Bond::Friend, t.case_bond_friend()),
        ("debt", Bond::Debt, t.case_bond_debt()),
        ("money", Bond::Money, t.case_bond_money()),
        ("threat", Bond::Threat, t.case_bond_threat()),
    ]
}

pub(crate) fn helps(t: T) -> [(&'static str, HelpType, &'static str); 7] {
    [
        ("information", HelpType::Information, t.case_help_information()),
        ("decision", HelpType::Decision, t.case_help_decision()),
        ("passivity", HelpType::Passivity, t.case_help_passivity()),
        ("front", HelpType::Front, t.case_help_front()),
        ("logistics", HelpType::Logistics, t.case_help_logistics()),
        ("laundering", HelpType::Laundering, t.case_help_laundering()),
        ("procurement_favour", HelpType::ProcurementFavour, t.case_help_procurement()),
    ]
}

pub(crate) fn durations(t: T) -> [(&'static str, Duration, &'static str); 4] {
    [
        ("short", Duration::Short, t.case_duration_short()),
        ("months", Duration::Months, t.case_duration_months()),
        ("long_term", Duration::LongTerm, t.case_duration_long()),
        ("unknown", Duration::Unknown, t.case_not_known()),
    ]
}

pub(crate) fn frequencies(t: T) -> [(&'static str, Frequency, &'static str); 4] {
    [
        ("once", Frequency::Once, t.case_frequency_once()),
        ("repeated", Frequency::Repeated, t.case_frequency_repeated()),
        ("steady", Frequency::Steady, t.case_frequency_steady()),
        ("unknown", Frequency::Unknown, t.case_not_known()),
    ]
}

/// The choices of words, and what one of them is.
pub(crate) fn choices<V: Copy>(words: &[(&str, V)], shown: impl Fn(V) -> &'static str) -> Vec<Choice> {
    words.iter().map(|(word, value)| Choice::new(*word, shown(*value))).collect()
}

pub(crate) fn choices_of<V>(words: &[(&str, V, &str)]) -> Vec<Choice> {
    words.iter().map(|(word, _, text)| Choice::new(*word, *text)).collect()
}

pub(crate) fn one<V: Copy>(words: &[(&str, V)], word: &str) -> Option<V> {
    words.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
}

pub(crate) fn one_of<V: Copy>(words: &[(&str, V, &str)], word: &str) -> Option<V> {
    words.iter().find(|(known, ..)| *known == word).map(|(_, value, _)| *value)
}
