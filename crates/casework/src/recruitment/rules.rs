//! What may happen in a recruitment, and when: pure.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{
    Candidate, RECRUITS, RecruitmentError, State,
    event::{Assessed, Decided, Event, Exempted, Joined, Opened, Shown},
    law::{Allowed, Basis},
};
use crate::{Seq, Stamped, id::PersonId, local};

type May = Result<(), RecruitmentError>;

fn filled(what: &'static str, text: &str) -> May {
    if text.trim().is_empty() { Err(RecruitmentError::Empty { what }) } else { Ok(()) }
}

fn not_ahead(what: &'static str, day: NaiveDate, today: NaiveDate) -> May {
    if day > today { Err(RecruitmentError::Ahead { what, day }) } else { Ok(()) }
}

/// Whether a check can have been made so, by the law that it rests on.
fn may_be_shown(basis: &Basis, on: NaiveDate, extract: Option<NaiveDate>) -> May {
    if !basis.applied_on(on) {
        return Err(RecruitmentError::NotLaw { day: on });
    }
    let day = match (basis.has_extract(), extract) {
        (true, None) => return Err(RecruitmentError::ExtractDate),
        (false, Some(_)) => return Err(RecruitmentError::NoExtract),
        (false, None) => return Ok(()),
        (true, Some(day)) => day,
    };
    not_ahead("utdragets datum", day, on)?;
    match (basis.oldest(on), basis.max_months()) {
        (Some(oldest), Some(months)) if day < oldest => Err(RecruitmentError::TooOld { day, months }),
        _ => Ok(()),
    }
}

impl Allowed {
    /// That the check was made: shown on a day, to somebody, with the date of the extract. What it showed has no place.
    ///
    /// # Errors
    /// [`RecruitmentError`] when the law did not apply on the day, or the extract was too old.
    pub fn shown(
        &self,
        candidate: Seq,
        (on, to): (NaiveDate, &str),
        extract: Option<NaiveDate>,
    ) -> Result<Shown, RecruitmentError> {
        filled("vem utdraget visades för", to)?;
        may_be_shown(self.basis(), on, extract)?;
        Ok(Shown::new(candidate, self.basis().clone(), (on, to.trim().to_owned()), extract))
    }

    /// That the duty does not apply to a candidate.
    ///
    /// # Errors
    /// [`RecruitmentError::NoExemption`] when the law has none.
    pub fn exempted(&self, candidate: Seq, why: &str) -> Result<Exempted, RecruitmentError> {
        filled("varför undantaget gäller", why)?;
        self.basis().exemption().ok_or(RecruitmentError::NoExemption)?;
        Ok(Exempted::new(candidate, self.basis().clone(), why.trim().to_owned()))
    }
}

/// Whether a recruitment may be opened so.
pub(super) fn may_open(opened: &Opened, by: PersonId) -> May {
    filled("vad posten heter", &opened.post.title)?;
    filled("enheten", &opened.post.unit)?;
    let members: BTreeSet<PersonId> = opened.members.iter().map(|member| member.person).collect();
    if !members.contains(&by) {
        return Err(RecruitmentError::NotMember { person: by });
    }
    let [first, second] = opened.assessors;
    if first == second {
        return Err(RecruitmentError::OneAssessor);
    }
    match opened.assessors.into_iter().find(|person| !members.contains(person)) {
        Some(person) => Err(RecruitmentError::NotMember { person }),
        None => Ok(()),
    }
}

impl State {
    /// Whether an event may come next.
    pub(super) fn may(&self, stamped: &Stamped<Event>) -> May {
        let (by, today) = (stamped.by, local::day(stamped.at));
        if !self.members.contains_key(&by) {
            return Err(RecruitmentError::NotMember { person: by });
        }
        let is_late = matches!(stamped.event, Event::Heard(_) | Event::DisposalProposed(_));
        if self.decision.is_some() && !is_late {
            return Err(RecruitmentError::Decided);
        }
        if self.only_assesses(by) && !matches!(stamped.event, Event::Assessed(_)) {
            return Err(RecruitmentError::OnlyAssesses);
        }
        match &stamped.event {
            Event::Opened(_) => Err(RecruitmentError::AlreadyOpened),
            Event::Joined(joined) => self.may_join(joined),
            Event::CandidateAdded(added) => {
                filled("kandidatens namn", &added.name)?;
                not_ahead("dagen då ansökan kom", added.on, today)
            }
            Event::Shown(shown) => {
                self.present(shown.candidate())?;
                filled("vem utdraget visades för", shown.to())?;
                not_ahead("dagen då det visades", shown.on(), today)?;
                may_be_shown(shown.basis(), shown.on(), shown.extract_on())
            }
            Event::Exempted(exempted) => {
                self.present(exempted.candidate())?;
                filled("varför undantaget gäller", exempted.why())?;
                exempted.basis().exemption().map(|_| ()).ok_or(RecruitmentError::NoExemption)
            }
            Event::ApplicationRead(application) => self.present(application.candidate).map(|_| ()),
            Event::Answered(answered) => {
                self.present(answered.candidate)?.application().ok_or(RecruitmentError::NoApplication)?;
                filled("vem som svarade", &answered.by)?;
                filled("hur ni frågade", &answered.how)?;
                not_ahead("dagen för svaret", answered.on, today)
            }
            Event::Proved(proved) => {
                self.present(proved.candidate)?;
                filled("vad som visades", &proved.what)?;
                filled("vem det visades för", &proved.to)?;
                not_ahead("dagen då det visades", proved.on, today)
            }
            Event::Declared(declared) => {
                self.present(declared.candidate)?;
                not_ahead("dagen för frågan", declared.on, today)
            }
            Event::Assessed(assessed) => self.may_assess(assessed, by),
            Event::Heard(heard) => {
                self.candidate(heard.candidate).ok_or(RecruitmentError::Candidate)?;
                filled("vad kandidaten svarade", &heard.text)
            }
            Event::Noted(words) => {
                self.present(words.candidate)?;
                filled("anteckningen", &words.text)
            }
            Event::Withdrawn(words) => self.present(words.candidate).map(|_| ()),
            Event::Decided(decided) => self.may_decide(decided),
            Event::DisposalProposed(disposal) => {
                self.may_be_disposed(today)?;
                filled("var det som ska bevaras finns", &disposal.kept)?;
                if self.disposal.is_some() { Err(RecruitmentError::Proposed) } else { Ok(()) }
            }
        }
    }

    /// A candidate who has not withdrawn.
    fn present(&self, candidate: Seq) -> Result<&Candidate, RecruitmentError> {
        let found = self.candidate(candidate).filter(|one| one.withdrawn.is_none());
        found.ok_or(RecruitmentError::Candidate)
    }

    fn may_assess(&self, assessed: &Assessed, by: PersonId) -> May {
        let candidate = self.present(assessed.candidate)?;
        if !self.assessors.contains(&by) {
            return Err(RecruitmentError::NotAssessor);
        }
        if candidate.assessed.contains_key(&by) {
            return Err(RecruitmentError::Assessed);
        }
        if candidate.is_assessed() {
            return Err(RecruitmentError::BothAssessed);
        }
        let answered: Vec<&str> = assessed.answers.iter().map(|answer| answer.question.as_str()).collect();
        let asked: Vec<&str> = self.sheet.questions().map(|question| question.id.as_str()).collect();
        let known = |level: &str| self.sheet.levels.iter().any(|one| one.id == level);
        if answered == asked && assessed.answers.iter().all(|answer| known(&answer.level)) {
            Ok(())
        } else {
            Err(RecruitmentError::Sheet)
        }
    }

    fn may_join(&self, joined: &Joined) -> May {
        filled("varför", &joined.why)?;
        filled("rollen", &joined.role)?;
        let is_member = self.members.contains_key(&joined.person);
        match joined.instead_of {
            Some(before) if !self.assessors.contains(&before) => Err(RecruitmentError::NotReplaced),
            Some(_) if self.assessors.contains(&joined.person) => Err(RecruitmentError::OneAssessor),
            Some(_) => Ok(()),
            None if is_member => Err(RecruitmentError::Member),
            None if !RECRUITS.contains(&joined.role.as_str()) => Err(RecruitmentError::JoinsToAssess),
            None => Ok(()),
        }
    }

    /// What is left before a candidate can be chosen, in Swedish, with the duties of the day. Empty when nothing is.
    #[must_use]
    pub fn unfinished(&self, candidate: &Candidate, duties: &[Basis]) -> Vec<String> {
        let mut left: Vec<String> = duties
            .iter()
            .filter(|duty| !candidate.has_met(duty.check()))
            .map(|duty| format!("kontrollen »{}« är ett krav och är inte antecknad", duty.title().sv))
            .collect();
        let mut missing = |is_missing: bool, what: &str| {
            if is_missing {
                left.push(what.to_owned());
            }
        };
        missing(candidate.declared.is_none(), "frågan om bisysslor och jäv är inte ställd");
        missing(!candidate.is_assessed(), "båda har inte bedömt intervjun");
        left
    }

    fn may_decide(&self, decided: &Decided) -> May {
        filled("skälen för beslutet", &decided.why)?;
        let Some(candidate) = decided.candidate else { return Ok(()) };
        let left = self.unfinished(self.present(candidate)?, &decided.duties);
        if left.is_empty() { Ok(()) } else { Err(RecruitmentError::Unfinished { left }) }
    }

    /// Whether the time to keep it has run out on a day.
    ///
    /// # Errors
    /// [`RecruitmentError`] with the last day, or that no decision is made.
    pub fn may_be_disposed(&self, today: NaiveDate) -> May {
        match self.keep_until() {
            None => Err(RecruitmentError::Undecided),
            Some(until) if today <= until => Err(RecruitmentError::Early { until }),
            Some(_) => Ok(()),
        }
    }

    /// Whether a person may dispose of it now: another proposed it.
    ///
    /// # Errors
    /// [`RecruitmentError::Alone`] when nobody else did.
    pub fn may_dispose(&self, by: PersonId, today: NaiveDate) -> May {
        self.may_be_disposed(today)?;
        match &self.disposal {
            Some(proposed) if proposed.by != by => Ok(()),
            _ => Err(RecruitmentError::Alone),
        }
    }
}
