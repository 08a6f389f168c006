//! A post is prepared.

use std::collections::{BTreeMap, BTreeSet};

use access::{Action, CaseState, Resource};
use casework::{
    Stamped,
    id::{AuthorityId, CaseId, PersonId},
    recruitment::{
        Form, HR, RECRUITS, Recruitment,
        event::{Event, Member, Opened},
        extract_words,
        law::Post,
    },
};
use store::NewCase;

use super::{Care, RECRUITMENT, SHEET};
use crate::{App, AppError, Cx, Problem, app::Ask, case::stamped};

/// A post that somebody prepares.
#[derive(Debug, Clone)]
pub struct RecruitmentDraft {
    /// What it is called.
    pub title: String,
    /// The unit.
    pub unit: String,
    /// How somebody comes to it.
    pub form: Form,
    /// The questions that were answered with yes.
    pub answers: BTreeSet<String>,
    /// Why they were answered so.
    pub why: String,
    /// The two who assess.
    pub assessors: Vec<PersonId>,
}

/// Somebody who may take part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// In which role.
    pub role: String,
}

/// The roles in which somebody may be named to assess, and does nothing else: who knows the work.
const ASSESS: [&str; 5] = ["employee", "coordinator", "controller", "registrar", "safety_rep"];
/// Who runs the machine or gives out roles takes part in nothing.
pub(crate) const ADMINISTRATORS: [&str; 2] = ["operator", "user_admin"];

impl Colleague {
    /// Whether they recruit: others may be named to assess, and do nothing else.
    #[must_use]
    pub fn recruits(&self) -> bool {
        RECRUITS.contains(&self.role.as_str())
    }
}

impl App {
    /// Those of the person's authority who may take part in a recruitment.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the person may open none.
    pub async fn recruitment_new(&self, cx: &Cx) -> Result<Vec<Colleague>, AppError> {
        let resource = to_be(cx);
        let ask = Ask { action: Action::RecruitmentOpen, resource: &resource, object: "recruitment".to_owned() };
        self.perform(cx, ask, self.recruiters(cx)).await
    }

    /// Begins a recruitment in the person's authority.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when something is missing, [`AppError::Recruitment`] when the rules say no.
    pub async fn recruitment_open(&self, cx: &Cx, draft: RecruitmentDraft, care: Care) -> Result<CaseId, AppError> {
        let resource = to_be(cx);
        let id = CaseId::from_bits(self.random_bits());
        let ask = Ask { action: Action::RecruitmentOpen, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            self.check(&draft, care)?;
            let members = self.taking_part(cx, &draft).await?;
            let opened = self.opened(cx, id, draft, members)?;
            let event = Event::Opened(Box::new(opened));
            let stamped = stamped(cx, 1, event);
            let recruitment = Recruitment::fold(std::slice::from_ref(&stamped))?;
            self.begin_recruitment(cx, &recruitment, &stamped).await?;
            for person in recruitment.assessors.clone() {
                if recruitment.only_assesses(person) {
                    self.tell_assessor(person).await?;
                }
            }
            Ok(id)
        })
        .await
    }

    fn check(&self, draft: &RecruitmentDraft, care: Care) -> Result<(), AppError> {
        let mut problems = Vec::new();
        let mut missing = |field, is_missing: bool, text: &str| {
            if is_missing {
                problems.push(Problem { field, text: text.to_owned() });
            }
        };
        missing("title", draft.title.trim().is_empty(), "Skriv vad posten heter.");
        missing("unit", draft.unit.trim().is_empty(), "Skriv vilken enhet det gäller.");
        missing("assessors", draft.assessors.len() != 2, "Välj två olika personer som bedömer intervjuerna.");
        let guide = self.recruitment_guide()?;
        let asked = |id: &String| guide.question(id).is_some_and(|one| one.is_asked_for(draft.form));
        missing("answers", !draft.answers.iter().all(asked), "Svara på de frågor som gäller den här formen.");
        let explained = ["leading", "security_class"].iter().any(|id| draft.answers.contains(*id));
        missing("why", explained && draft.why.trim().is_empty(), "Skriv varför posten är det.");
        if care == Care::Warn && !extract_words(&draft.why, &guide.extract_words.begin).is_empty() {
            problems.push(Problem { field: "extract_words", text: guide.extract_words.hint.sv.clone() });
        }
        if problems.is_empty() { Ok(()) } else { Err(AppError::Invalid(problems)) }
    }

    fn opened(
        &self,
        cx: &Cx,
        id: CaseId,
        draft: RecruitmentDraft,
        members: BTreeMap<PersonId, String>,
    ) -> Result<Opened, AppError> {
        let sheet = self.library.interview(SHEET).map(|interview| interview.sheet.clone());
        let rule = self.recruitment_guide()?.retention_on(cx.today()).cloned();
        let lacks = |what: &str| AppError::Internal(format!("biblioteket saknar {what}"));
        let [first, second] = draft.assessors[..] else {
            return Err(AppError::field("assessors", "Välj två olika personer som bedömer intervjuerna."));
        };
        Ok(Opened {
            recruitment: id,
            authority: own(cx)?,
            post: Post {
                title: draft.title.trim().to_owned(),
                unit: draft.unit.trim().to_owned(),
                form: draft.form,
                answers: draft.answers,
                why: draft.why.trim().to_owned(),
            },
            members: members.into_iter().map(|(person, role)| Member { person, role }).collect(),
            assessors: [first, second],
            sheet: sheet.ok_or_else(|| lacks("intervjubladet"))?,
            retention: rule.ok_or_else(|| lacks("en regel för gallring i dag"))?,
        })
    }

    /// Those who may take part: who holds one of the roles in the authority, works there still and has keys.
    pub(super) async fn recruiters(&self, cx: &Cx) -> Result<Vec<Colleague>, AppError> {
        let own = own(cx)?;
        let offices = self.offices(&own, cx).await?;
        let mut held: BTreeMap<PersonId, String> = BTreeMap::new();
        // The role that names a person first.
        for role in RECRUITS.into_iter().chain(ASSESS) {
            for one in offices.holdings.iter().filter(|held| held.role == role && held.authority == own) {
                held.entry(one.person).or_insert_with(|| role.to_owned());
            }
        }
        for one in offices.holdings.iter().filter(|held| ADMINISTRATORS.contains(&held.role.as_str())) {
            held.remove(&one.person);
        }
        let names = self.names(held.keys().copied()).await?;
        let colleague = |(person, role): (PersonId, String)| {
            names.get(&person).map(|name| Colleague { person, name: name.clone(), role })
        };
        Ok(held.into_iter().filter_map(colleague).collect())
    }

    /// Whoever opens it, HR, and the two who assess.
    async fn taking_part(&self, cx: &Cx, draft: &RecruitmentDraft) -> Result<BTreeMap<PersonId, String>, AppError> {
        let all = self.recruiters(cx).await?;
        let stranger = draft.assessors.iter().any(|person| !all.iter().any(|one| one.person == *person));
        if stranger {
            return Err(AppError::field(
                "assessors",
                "Välj två ur listan: de ska ha valt en lösenfras för sina nycklar.",
            ));
        }
        let takes =
            |one: &&Colleague| one.person == cx.person || one.role == HR || draft.assessors.contains(&one.person);
        let members: BTreeMap<PersonId, String> =
            all.iter().filter(takes).map(|one| (one.person, one.role.clone())).collect();
        if members.contains_key(&cx.person) {
            return Ok(members);
        }
        let why = "Välj först en lösenfras för dina nycklar. Utan den kan du inte läsa rekryteringen.".to_owned();
        Err(AppError::Denied { why })
    }

    /// Writes the recruitment: its shred key first, then the rows, all or none.
    async fn begin_recruitment(
        &self,
        cx: &Cx,
        recruitment: &Recruitment,
        stamped: &Stamped<Event>,
    ) -> Result<(), AppError> {
        let id = recruitment.id.to_string();
        let (key, members) = self.lock_new(cx, &id, recruitment.members.keys().copied()).await?;
        let new = NewCase {
            id,
            kind: RECRUITMENT.to_owned(),
            authority: recruitment.authority.to_string(),
            opened_at: cx.stamp(),
            next_deadline: None,
            next_clock: None,
            members,
            events: Vec::new(),
            hints: Vec::new(),
        };
        self.begin_locked(&key, new, std::slice::from_ref(stamped)).await
    }
}

fn own(cx: &Cx) -> Result<AuthorityId, AppError> {
    cx.subject.authority.parse().map_err(|error: casework::id::NotAnId| AppError::Internal(error.to_string()))
}

fn to_be(cx: &Cx) -> Resource {
    Resource::Case(access::Case::new("", cx.subject.authority.clone(), CaseState::Open))
}
