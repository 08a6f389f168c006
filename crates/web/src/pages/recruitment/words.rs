//! What the words of recruitment are called in the reader's language.

use app::recruitment::{Verdict, Words};
use casework::recruitment::event::{Outcome, Proof};
use casework::recruitment::law::Why;
use casework::recruitment::{Form, Keeps, LawCertainty, LawfulEntry, LawfulKind, LibraryText, Register, Sheet};
use casework::routine::Certainty;

use crate::pages::case::said;
use crate::part::{Chip, Tone};
use crate::text::{Lang, T};

/// A text of the library in the reader's language.
pub(super) fn of_library(t: T, text: &LibraryText) -> &str {
    match t.lang() {
        Lang::Sv => &text.sv,
        Lang::En => &text.en,
    }
}

pub(super) fn form(t: T, form: Form) -> &'static str {
    match form {
        Form::Employee => t.recruitment_form_employee(),
        Form::Consultant => t.recruitment_form_consultant(),
        Form::Agency => t.recruitment_form_agency(),
        Form::Trainee => t.recruitment_form_trainee(),
        Form::Internal => t.recruitment_form_internal(),
        Form::Assignment => t.recruitment_form_assignment(),
        Form::Elected => t.recruitment_form_elected(),
        Form::Permit => t.recruitment_form_permit(),
        Form::Bidder => t.recruitment_form_bidder(),
    }
}

pub(super) fn registers(t: T, registers: &[Register]) -> String {
    let word = |register: &Register| match register {
        Register::Belastning => t.recruitment_register_belastning(),
        Register::Misstanke => t.recruitment_register_misstanke(),
        Register::Polis => t.recruitment_register_polis(),
        Register::Yttrande => t.recruitment_register_yttrande(),
    };
    registers.iter().map(word).collect::<Vec<_>>().join(", ")
}

pub(super) fn keeps(t: T, keeps: Keeps) -> &'static str {
    match keeps {
        Keeps::Nothing => t.recruitment_keeps_nothing(),
        Keeps::Note => t.recruitment_keeps_note(),
        Keeps::Extract => t.recruitment_keeps_extract(),
        Keeps::File => t.recruitment_keeps_file(),
        Keeps::Decision => t.recruitment_keeps_decision(),
    }
}

pub(super) fn why(t: T, why: &Why) -> String {
    match why {
        Why::Forbidden => t.recruitment_why_forbidden().to_owned(),
        Why::Form => t.recruitment_why_form().to_owned(),
        Why::Yields(title) => t.recruitment_why_yields(said(t, title)),
        Why::NotYet(day) => t.recruitment_why_not_yet(t.day(*day)),
        Why::Ended(day) => t.recruitment_why_ended(t.day(*day)),
        Why::Unconfirmed { must: true, .. } => t.recruitment_why_unconfirmed_must().to_owned(),
        Why::Unconfirmed { must: false, .. } => t.recruitment_why_unconfirmed_may().to_owned(),
    }
}

pub(super) fn kind(t: T, kind: LawfulKind) -> Chip {
    match kind {
        LawfulKind::Mandatory => Chip::new(Tone::Warning, t.recruitment_must()),
        LawfulKind::Optional => Chip::new(Tone::Info, t.recruitment_may()),
        LawfulKind::Forbidden => Chip::new(Tone::Serious, t.recruitment_must_not()),
    }
}

/// How sure an entry of the library is, as the pages say it.
pub(super) fn certainty(certainty: LawCertainty) -> Certainty {
    match certainty {
        LawCertainty::C => Certainty::C,
        LawCertainty::L => Certainty::L,
        LawCertainty::U => Certainty::U,
    }
}

/// Whether a lawyer's answer on an entry is of any use: what is forbidden is not used in any case.
pub(super) fn needs_lawyer(entry: &LawfulEntry) -> bool {
    let is_unsure = entry.certainty == LawCertainty::U || !entry.unsure.is_empty();
    is_unsure && entry.kind != LawfulKind::Forbidden
}

pub(super) fn verdict(t: T, verdict: Verdict) -> Chip {
    let tone = match verdict {
        Verdict::Verified => Tone::Done,
        Verdict::NotVerified => Tone::Warning,
        Verdict::Contradicted => Tone::Serious,
        Verdict::NotComputable => Tone::Calm,
    };
    Chip::new(tone, spoken(t, &verdict.words()))
}

/// A sentence in the reader's language.
pub(super) fn spoken(t: T, words: &Words) -> String {
    match t.lang() {
        Lang::Sv => words.sv.clone(),
        Lang::En => words.en.clone(),
    }
}

pub(super) fn outcome(t: T, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Confirmed => t.recruitment_outcome_confirmed(),
        Outcome::Denied => t.recruitment_outcome_denied(),
        Outcome::NoAnswer => t.recruitment_outcome_no_answer(),
    }
}

pub(super) fn proof(t: T, proof: Proof) -> &'static str {
    match proof {
        Proof::Identity => t.recruitment_proof_identity(),
        Proof::RightToWork => t.recruitment_proof_work(),
    }
}

/// What a level of a sheet is called.
pub(super) fn level<'a>(t: T, sheet: &'a Sheet, id: &'a str) -> &'a str {
    sheet.levels.iter().find(|level| level.id == id).map_or(id, |level| of_library(t, &level.title))
}
