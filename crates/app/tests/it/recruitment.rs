//! Recruitments: what the law allows is recorded by one use case alone, two assess without seeing each other, one decides,
//! and two dispose. People are invented.

use app::{
    AppError,
    recruitment::{
        ApplicationFacts, Care, Certificate, Check, CheckDraft, Entered, Entry, Fact as Asks, JoinDraft, Kind,
        LawConfirmation, NewClaims, Period, RecruitmentDraft, Referee, Stamp, Subject, Verdict, event::*, rules::Why,
    },
};
use casework::{
    Seq,
    id::CaseId,
    recruitment::{Form, Recruitment, RecruitmentError},
};
use chrono::TimeDelta;

use crate::{
    on_both,
    world::{World, day},
};

/// The one candidate of a recruitment of the tests.
pub(crate) const CANDIDATE: Seq = 2;

const RESUME: &str = r#"{"basics": {"name": "Petra Exempel"}, "work": [{"name": "Exempelbolaget", "position": "Handläggare",
    "startDate": "2019-02-01", "endDate": "2018-06-01"}]}"#;

/// A post, assessed by the manager and HR.
pub(crate) fn draft(world: &World, form: Form, answers: &[&str]) -> RecruitmentDraft {
    RecruitmentDraft {
        title: "Undersköterska".to_owned(),
        unit: "Hemtjänsten Norr".to_owned(),
        form,
        answers: answers.iter().map(|one| (*one).to_owned()).collect(),
        why: "Påhittat skäl.".to_owned(),
        assessors: vec![world.id("chef"), world.id("hr")],
    }
}

/// An application read.
pub(crate) fn file() -> NewClaims {
    NewClaims::File { name: "cv.json".to_owned(), bytes: RESUME.as_bytes().to_vec() }
}

/// That an extract was shown.
pub(crate) fn shown(check: &str, on: &str, extract: &str) -> CheckDraft {
    let what = Check::Shown { on: day(on), to: "Hanna Provberg".to_owned(), extract_on: Some(day(extract)) };
    CheckDraft { candidate: CANDIDATE, check: check.to_owned(), what }
}

fn assessed(of: &Recruitment) -> Event {
    let judged = |question: &casework::recruitment::Sheet| -> Vec<Judgement> {
        let one = |id: &str| Judgement { question: id.to_owned(), level: "visar".to_owned(), note: String::new() };
        question.questions().map(|question| one(&question.id)).collect()
    };
    Event::Assessed(Assessed { candidate: CANDIDATE, answers: judged(&of.sheet) })
}

impl World {
    /// A recruitment of the manager's, with a candidate.
    pub(crate) async fn recruitment(&self, form: Form, answers: &[&str]) -> CaseId {
        let cx = self.cx("chef").await;
        let opened = self.app.recruitment_open(&cx, draft(self, form, answers), Care::Warn);
        let id = self.once(opened).await.unwrap();
        let added = Added { name: "Petra Exempel".to_owned(), on: cx.today() };
        self.recruits("chef", id, Event::CandidateAdded(added)).await.unwrap();
        id
    }

    pub(crate) async fn recruits(&self, username: &str, id: CaseId, event: Event) -> Result<(), AppError> {
        let cx = self.cx(username).await;
        self.once(self.app.recruitment_event(&cx, id, event, Care::Warn)).await
    }

    async fn checks(&self, id: CaseId, draft: CheckDraft) -> Result<(), AppError> {
        let cx = self.cx("hr").await;
        self.once(self.app.recruitment_check(&cx, id, draft, Care::Warn)).await
    }

    async fn sees(&self, username: &str, id: CaseId) -> Recruitment {
        self.app.recruitment_show(&self.cx(username).await, id).await.unwrap().recruitment
    }

    /// The candidate's facts, as the manager sees them.
    async fn facts(&self, id: CaseId, candidate: Seq) -> ApplicationFacts {
        self.app.recruitment_show(&self.cx("chef").await, id).await.unwrap().facts.remove(&candidate).unwrap()
    }

    /// Something is entered by hand, over what is there now.
    async fn enters(&self, id: CaseId, candidate: Seq, entry: Entry) -> Result<(), AppError> {
        let cx = self.cx("hr").await;
        let page = self.app.recruitment_show(&cx, id).await.unwrap();
        let seen = page.recruitment.candidate(candidate).unwrap().application().map(|one| one.seq);
        let new = NewClaims::Entered(Box::new(Entered { seen, entry, care: Care::Warn }));
        self.once(self.app.recruitment_application(&cx, id, (candidate, new))).await
    }

    /// Another candidate of a recruitment.
    async fn applies(&self, id: CaseId, name: &str) -> Seq {
        let on = self.cx("chef").await.today();
        self.recruits("chef", id, Event::CandidateAdded(Added { name: name.to_owned(), on })).await.unwrap();
        self.sees("chef", id).await.candidates.last().unwrap().seq
    }

    /// A recruitment in which the candidate got the post, after a check of that group.
    pub(crate) async fn hired(&self, check: &str) -> CaseId {
        let id = self.recruitment(Form::Employee, &[check]).await;
        self.checks(id, shown(check, "2026-11-22", "2026-10-01")).await.unwrap();
        let (secondary, ties) = (String::new(), String::new());
        let declared = Declared { candidate: CANDIDATE, on: self.cx("chef").await.today(), secondary, ties };
        self.recruits("chef", id, Event::Declared(declared)).await.unwrap();
        let event = assessed(&self.sees("chef", id).await);
        self.recruits("chef", id, event.clone()).await.unwrap();
        self.recruits("hr", id, event).await.unwrap();
        self.decides(id, Some(CANDIDATE)).await.unwrap();
        id
    }

    async fn joins(&self, id: CaseId, username: &str, instead_of: Option<&str>) -> Result<(), AppError> {
        let (person, instead_of) = (self.id(username), instead_of.map(|one| self.id(one)));
        let draft = JoinDraft { person, instead_of, why: "Den andra är sjuk.".to_owned() };
        let cx = self.cx("chef").await;
        self.once(self.app.recruitment_join(&cx, id, draft, Care::Warn)).await
    }

    async fn decides(&self, id: CaseId, candidate: Option<Seq>) -> Result<(), AppError> {
        let cx = self.cx("chef").await;
        let act = self.app.recruitment_decide(&cx, id, (candidate, "Bäst meriterad."), Care::Warn);
        self.once(act).await
    }
}

fn words(text: &str) -> Words {
    Words { candidate: CANDIDATE, text: text.to_owned() }
}

pub(crate) fn heard(text: &str, on: Option<HeardOn>) -> Event {
    Event::Heard(Box::new(Heard { candidate: CANDIDATE, text: text.to_owned(), on }))
}

/// A post entered by hand.
pub(crate) fn post(organisation: &str, from: &str, to: &str) -> Period {
    Period {
        kind: Kind::Work,
        organisation: organisation.to_owned(),
        org_no: None,
        country: None,
        title: "Handläggare".to_owned(),
        from: Stamp::parse(from),
        to: Stamp::parse(to),
        is_current: to.is_empty(),
        extent: Some(100),
        is_leave: false,
        place: String::new(),
    }
}

fn certificate(number: &str) -> Certificate {
    Certificate {
        title: "Truckkort".to_owned(),
        issuer: "Påhittade Akademin".to_owned(),
        number: Some(number.to_owned()),
        issued: Stamp::parse("2019-05"),
        place: String::new(),
    }
}

fn referee(name: &str, contact: &str) -> Referee {
    let (name, contacts, place) = (name.to_owned(), vec![contact.to_owned()], String::new());
    Referee { name, relation: None, organisation: Some("Exempelbolaget".to_owned()), contacts, place }
}

/// What one fact came to, each time.
fn verdicts(facts: &ApplicationFacts, fact: Asks) -> Vec<Verdict> {
    facts.findings.iter().filter(|one| one.fact == fact).map(|one| one.verdict).collect()
}

/// The fields that must be mended.
fn fields(result: Result<(), AppError>) -> Vec<&'static str> {
    match result {
        Err(AppError::Invalid(problems)) => problems.into_iter().map(|one| one.field).collect(),
        other => panic!("{other:?}"),
    }
}

on_both! {
    async fn a_recruitment_goes_from_the_post_to_the_decision_and_is_disposed_of_by_two_when_its_day_has_passed(world: World) {
        let id = world.recruitment(Form::Employee, &["hvb"]).await;
        for username in ["samordnare", "direktor", "revisor", "behorighet", "drift", "medarbetare"] {
            let cx = world.cx(username).await;
            let shown = world.once(world.app.recruitment_show(&cx, id)).await;
            assert!(matches!(shown, Err(AppError::NotFound)), "{username}: {shown:?}");
        }
        let cx = world.cx("chef").await;
        world.once(world.app.recruitment_application(&cx, id, (CANDIDATE, file()))).await.unwrap();
        let page = world.app.recruitment_show(&cx, id).await.unwrap();
        assert!(page.facts[&CANDIDATE].findings.iter().any(|one| one.verdict.code() == "contradicted"));
        let unfinished = world.decides(id, Some(CANDIDATE)).await;
        assert!(matches!(unfinished, Err(AppError::Recruitment(RecruitmentError::Unfinished { left })) if left.len() == 3));
        world.checks(id, shown("hvb", "2026-11-22", "2026-10-01")).await.unwrap();
        let (secondary, ties) = (String::new(), String::new());
        let declared = Declared { candidate: CANDIDATE, on: cx.today(), secondary, ties };
        world.recruits("chef", id, Event::Declared(declared)).await.unwrap();
        let event = assessed(&page.recruitment);
        world.recruits("chef", id, event.clone()).await.unwrap();
        assert_eq!(world.sees("hr", id).await.candidates[0].assessed.len(), 0);
        world.recruits("hr", id, event).await.unwrap();
        assert_eq!(world.sees("hr", id).await.candidates[0].assessed.len(), 2);
        world.decides(id, Some(CANDIDATE)).await.unwrap();
        let decided = world.sees("chef", id).await;
        let decision = decided.decision.clone().unwrap().what;
        assert_eq!((decision.duties[0].check(), decided.keep_until()), ("hvb", Some(day("2028-11-22"))));
        assert!(decision.facts.iter().any(|fact| fact.verdict == "contradicted"));
        world.recruits("hr", id, heard("Datumen var förväxlade.", None)).await.unwrap();
        let kept = || Event::DisposalProposed(Disposal { kept: "Personalakten.".to_owned() });
        let early = world.recruits("hr", id, kept()).await;
        assert!(matches!(early, Err(AppError::Recruitment(RecruitmentError::Early { .. }))), "{early:?}");
        world.wait(TimeDelta::days(732));
        world.unlock_all().await;
        world.recruits("hr", id, kept()).await.unwrap();
        let cx = world.cx("hr").await;
        let alone = world.once(world.app.recruitment_dispose(&cx, id)).await;
        assert!(matches!(alone, Err(AppError::Recruitment(RecruitmentError::Alone))), "{alone:?}");
        let cx = world.cx("chef").await;
        world.once(world.app.recruitment_dispose(&cx, id)).await.unwrap();
        assert!(world.app.recruitment_list(&cx).await.unwrap().is_empty());
        assert!(matches!(world.once(world.app.recruitment_show(&cx, id)).await, Err(AppError::NotFound)));
    }

    async fn what_is_entered_by_hand_is_laid_on_the_same_line_of_time_and_examined_the_same_way(world: World) {
        let id = world.recruitment(Form::Employee, &[]).await;
        let add = |period: Period| Entry::Period(None, Box::new(period));
        world.enters(id, CANDIDATE, add(post("Exempelbolaget AB", "2010-02", "2015-06"))).await.unwrap();
        world.enters(id, CANDIDATE, add(post("Påhittade Bygg", "2019", ""))).await.unwrap();
        let school = Period { kind: Kind::Education, extent: None, ..post("Exempelskolan", "2005-08", "2008-06") };
        world.enters(id, CANDIDATE, add(school)).await.unwrap();
        let facts = world.facts(id, CANDIDATE).await;
        assert_eq!(verdicts(&facts, Asks::EmployerExisted), [Verdict::Verified, Verdict::NotVerified]);
        assert_eq!(verdicts(&facts, Asks::Gap), [Verdict::NotVerified, Verdict::NotVerified]);
        assert_eq!(facts.picture.bars.len(), 5, "three periods and two gaps");
        assert_eq!(facts.as_of, Some(day("2026-11-01")));
        assert_eq!(facts.claims.person.as_deref(), Some("Petra Exempel"));
        // Changed: both posts at once, each full time.
        let changed = Entry::Period(Some(1), Box::new(post("Påhittade Bygg", "2012-01", "")));
        world.enters(id, CANDIDATE, changed).await.unwrap();
        let facts = world.facts(id, CANDIDATE).await;
        assert_eq!(verdicts(&facts, Asks::Overlap), [Verdict::Contradicted]);
        world.enters(id, CANDIDATE, Entry::Gone(Subject::Period(0))).await.unwrap();
        let facts = world.facts(id, CANDIDATE).await;
        assert_eq!(facts.claims.said(Subject::Period(0)), "Handläggare, Påhittade Bygg");
        assert_eq!(verdicts(&facts, Asks::Overlap), [Verdict::Verified]);
        // What stood before stays until all is disposed of: who changed what can be seen.
        assert_eq!(world.sees("chef", id).await.candidates[0].applications.len(), 5);
    }

    async fn an_entry_that_is_not_whole_is_not_taken_and_says_where(world: World) {
        let id = world.recruitment(Form::Employee, &[]).await;
        let refused = async |entry: Entry| fields(world.enters(id, CANDIDATE, entry).await);
        let mut empty = Period { organisation: " ".to_owned(), from: None, extent: Some(0), ..post("", "", "2019") };
        empty.is_current = true;
        let add = |period: &Period| Entry::Period(None, Box::new(period.clone()));
        assert_eq!(refused(add(&empty)).await, ["organisation", "from", "to", "extent"]);
        let other = Period { kind: Kind::Other, title: String::new(), ..post("", "2019", "") };
        assert_eq!(refused(add(&other)).await, ["title"]);
        let paper = Certificate { title: String::new(), issuer: String::new(), ..certificate("") };
        assert_eq!(refused(Entry::Certificate(None, paper)).await, ["title", "issuer"]);
        assert_eq!(refused(Entry::Referee(None, referee("", ""))).await, ["name"]);
        let long = Period { title: "a".repeat(2_001), ..post("Exempelbolaget", "2019", "") };
        assert_eq!(refused(add(&long)).await, ["entry"]);
        let words = Period { title: "Dömd för stöld".to_owned(), ..post("Exempelbolaget", "2019", "") };
        assert_eq!(refused(add(&words)).await, ["extract_words"]);
        // Whoever was warned, and says that the words come from elsewhere, may.
        let cx = world.cx("hr").await;
        let told = Entered { seen: None, entry: add(&words), care: Care::Told };
        let new = |entered: &Entered| (CANDIDATE, NewClaims::Entered(Box::new(entered.clone())));
        world.once(world.app.recruitment_application(&cx, id, new(&told))).await.unwrap();
        // Whoever saw nothing yet can not change what somebody else has entered since.
        let late = world.once(world.app.recruitment_application(&cx, id, new(&told))).await;
        assert!(matches!(late, Err(AppError::Conflict)), "{late:?}");
        let none = world.enters(id, CANDIDATE, Entry::Gone(Subject::Period(7))).await;
        assert!(matches!(none, Err(AppError::NotFound)), "{none:?}");
    }

    async fn an_answer_holds_for_the_entry_as_it_stood_and_follows_it_when_others_come_and_go(world: World) {
        let id = world.recruitment(Form::Employee, &[]).await;
        let add = |organisation: &str| Entry::Period(None, Box::new(post(organisation, "2010", "2012")));
        for organisation in ["Påhittade Bygg", "Exempelbolaget"] {
            world.enters(id, CANDIDATE, add(organisation)).await.unwrap();
        }
        let [about, by, how] = ["period-1", "Löneenheten", "växeln"].map(str::to_owned);
        let on = world.cx("hr").await.today();
        let answered = Answered { candidate: CANDIDATE, about, by, on, how, outcome: Outcome::Denied };
        world.recruits("hr", id, Event::Answered(answered)).await.unwrap();
        let facts = world.facts(id, CANDIDATE).await;
        let denied = facts.findings.iter().find(|one| one.fact == Asks::EmploymentConfirmed).unwrap();
        assert_eq!(denied.verdict, Verdict::Contradicted);
        assert!(denied.reason.sv.contains("Löneenheten") && denied.reason.sv.contains("växeln"));
        // The candidate answers to that finding.
        let on = facts.heard_on(&denied.key()).unwrap();
        assert_eq!(on.said, "Handläggare, Exempelbolaget");
        world.recruits("hr", id, heard("Jag var inhyrd.", Some(on))).await.unwrap();
        // The first post goes: answers follow the second to its new place.
        world.enters(id, CANDIDATE, Entry::Gone(Subject::Period(0))).await.unwrap();
        let facts = world.facts(id, CANDIDATE).await;
        let at = facts.findings.iter().position(|one| one.fact == Asks::EmploymentConfirmed).unwrap();
        assert_eq!(facts.findings[at].about, [Subject::Period(0)]);
        let candidate = world.sees("chef", id).await.candidates[0].clone();
        assert_eq!(facts.heard[&at], [candidate.heard[0].seq]);
        let asked = |facts: &ApplicationFacts| facts.asked[&candidate.answered[0].seq].clone();
        assert_eq!((asked(&facts).said.as_str(), asked(&facts).stands), ("Handläggare, Exempelbolaget", true));
        // It is changed: nobody has answered about that.
        let other = Entry::Period(Some(0), Box::new(post("Exempelbolaget", "2011", "2012")));
        world.enters(id, CANDIDATE, other).await.unwrap();
        let facts = world.facts(id, CANDIDATE).await;
        assert!(verdicts(&facts, Asks::EmploymentConfirmed).is_empty() && facts.heard.is_empty());
        assert!(!asked(&facts).stands);
    }

    async fn a_certificate_in_somebody_elses_application_is_seen_and_which_application_is_not_told(world: World) {
        let first = world.recruitment(Form::Employee, &[]).await;
        let second = world.recruitment(Form::Employee, &[]).await;
        let unique = async |id: CaseId, candidate: Seq| {
            verdicts(&world.facts(id, candidate).await, Asks::CertificateUnique)
        };
        let add = |number: &str| Entry::Certificate(None, certificate(number));
        world.enters(first, CANDIDATE, add("T-12345")).await.unwrap();
        // The same person in another recruitment, and somebody else with another number.
        world.enters(second, CANDIDATE, add("t 12345")).await.unwrap();
        let other = world.applies(second, "Nils Påhitt").await;
        world.enters(second, other, add("T-99999")).await.unwrap();
        for (id, candidate) in [(first, CANDIDATE), (second, CANDIDATE), (second, other)] {
            assert_eq!(unique(id, candidate).await, [Verdict::Verified]);
        }
        let changed = Entry::Certificate(Some(0), certificate("T-12345"));
        world.enters(second, other, changed).await.unwrap();
        let facts = world.facts(second, other).await;
        let found = facts.findings.iter().find(|one| one.fact == Asks::CertificateUnique).unwrap();
        assert_eq!(found.verdict, Verdict::Contradicted);
        let told = format!("{} {}", found.reason.sv, found.reason.en);
        for hidden in ["Petra", "Undersköterska", &first.to_string(), &second.to_string(), "12345"] {
            assert!(!told.contains(hidden), "{told}");
        }
        assert_eq!(unique(first, CANDIDATE).await, [Verdict::Contradicted], "the earlier one sees it as well");
        // Of the certificate taken away nothing is left to be found.
        world.enters(second, other, Entry::Gone(Subject::Certificate(0))).await.unwrap();
        assert_eq!(unique(first, CANDIDATE).await, [Verdict::Verified]);
        // Marks go with the recruitment.
        world.enters(second, other, add("T-12345")).await.unwrap();
        let cx = world.cx("chef").await;
        let decide = world.app.recruitment_decide(&cx, second, (None, "Ingen var kvar."), Care::Warn);
        world.once(decide).await.unwrap();
        world.wait(TimeDelta::days(732));
        world.unlock_all().await;
        let kept = Event::DisposalProposed(Disposal { kept: "Inget.".to_owned() });
        world.recruits("hr", second, kept).await.unwrap();
        assert_eq!(unique(first, CANDIDATE).await, [Verdict::Contradicted]);
        let cx = world.cx("chef").await;
        world.once(world.app.recruitment_dispose(&cx, second)).await.unwrap();
        assert_eq!(unique(first, CANDIDATE).await, [Verdict::Verified]);
    }

    async fn a_referee_who_is_the_candidates_own_or_runs_the_employer_with_them_is_seen(world: World) {
        let id = world.recruitment(Form::Employee, &[]).await;
        world.enters(id, CANDIDATE, Entry::Contacts(vec!["070-174 06 05".to_owned()])).await.unwrap();
        let period = post("Exempelbolaget", "2010", "2015");
        world.enters(id, CANDIDATE, Entry::Period(None, Box::new(period))).await.unwrap();
        for (name, contact) in [
            ("Rut Fiktiv", "+46 70 174 06 05"),
            ("Sven Påhitt", "08-465 004 10"),
            ("Ture Exempel", "08-465 004 20"),
            ("Disa Fiktiv", "08-465 004 30"),
        ] {
            world.enters(id, CANDIDATE, Entry::Referee(None, referee(name, contact))).await.unwrap();
        }
        let facts = world.facts(id, CANDIDATE).await;
        let found: Vec<_> = facts.findings.iter().filter(|one| one.fact == Asks::RefereeIndependent).collect();
        let of = |at: usize| found.iter().find(|one| one.about == [Subject::Referee(at)]).unwrap();
        assert_eq!((of(0).verdict, of(1).verdict), (Verdict::Contradicted, Verdict::Contradicted));
        assert!(of(0).reason.sv.contains("eget telefonnummer"), "{:?}", of(0));
        assert!(of(1).reason.sv.contains("Exempelbolaget AB") && of(1).reason.sv.contains("styrelseledamot"));
        assert_eq!((of(2).verdict, of(3).verdict), (Verdict::NotVerified, Verdict::NotVerified));
        assert!(of(3).reason.sv.contains("beroende av den sökande"), "{:?}", of(3));
        assert_eq!(verdicts(&facts, Asks::RefereePlaced)[..2], [Verdict::NotVerified, Verdict::Verified]);
    }

    async fn what_the_law_does_not_allow_for_the_post_and_the_day_can_not_be_recorded(world: World) {
        let id = world.recruitment(Form::Employee, &["home_care"]).await;
        let refused = world.checks(id, shown("leading", "2026-11-22", "2026-11-01")).await;
        assert!(matches!(refused, Err(AppError::Denied { .. })), "{refused:?}");
        let before = world.checks(id, shown("home_care", "2026-02-28", "2026-02-01")).await;
        assert!(matches!(before, Err(AppError::Denied { .. })), "{before:?}");
        let old = world.checks(id, shown("home_care", "2026-11-22", "2026-05-21")).await;
        assert!(matches!(old, Err(AppError::Recruitment(RecruitmentError::TooOld { .. }))), "{old:?}");
        world.checks(id, shown("home_care", "2026-11-22", "2026-05-22")).await.unwrap();
        let consultant = world.recruitment(Form::Consultant, &["leading"]).await;
        for check in ["leading", "consultant_leading", "other_staff"] {
            let refused = world.checks(consultant, shown(check, "2026-11-22", "2026-11-01")).await;
            assert!(matches!(refused, Err(AppError::Denied { .. })), "{check}: {refused:?}");
        }
        // An event that the law must be asked for is taken by no other way.
        let why = "Skäl.".to_owned();
        let decided = Decided { candidate: None, why, duties: Vec::new(), facts: Vec::new() };
        let around = world.recruits("chef", id, Event::Decided(Box::new(decided))).await;
        assert!(matches!(around, Err(AppError::Internal(_))), "{around:?}");
    }

    async fn words_of_an_extract_stop_what_is_written_until_the_writer_has_read_it_again(world: World) {
        let id = world.recruitment(Form::Employee, &[]).await;
        let note = || Event::Noted(words("Dömd för stöld enligt utdraget."));
        let warned = world.recruits("chef", id, note()).await;
        assert!(matches!(&warned, Err(AppError::Invalid(all)) if all[0].field == "extract_words"), "{warned:?}");
        assert!(world.sees("chef", id).await.candidates[0].notes.is_empty());
        let cx = world.cx("chef").await;
        world.once(world.app.recruitment_event(&cx, id, note(), Care::Told)).await.unwrap();
        assert_eq!(world.sees("chef", id).await.candidates[0].notes.len(), 1);
    }

    async fn a_duty_that_nobody_read_waits_for_the_lawyer_and_two_write_the_answer_down(world: World) {
        let id = world.recruitment(Form::Employee, &["school"]).await;
        let cx = world.cx("chef").await;
        let page = world.app.recruitment_show(&cx, id).await.unwrap();
        let waits = page.checklist.waiting().next().unwrap().why.clone();
        let Why::Unconfirmed { entry, .. } = waits else { panic!("{waits:?}") };
        let refused = world.checks(id, shown("school", "2026-11-22", "2026-11-01")).await;
        assert!(matches!(refused, Err(AppError::Denied { .. })), "{refused:?}");
        let stopped = world.decides(id, Some(CANDIDATE)).await;
        assert!(matches!(stopped, Err(AppError::Denied { .. })), "{stopped:?}");
        let hr = world.cx("hr").await;
        let [authority, check, lawyer] = ["", "school", "Påhittad Jurist"].map(str::to_owned);
        let law = LawConfirmation { authority, check, entry: entry.clone(), lawyer, on: hr.today() };
        let other = LawConfirmation { entry: "0".repeat(64), ..law.clone() };
        assert!(matches!(world.once(world.app.lawful_propose(&hr, other, "Läst.")).await, Err(AppError::Invalid(_))));
        let proposal = world.once(world.app.lawful_propose(&hr, law, "Läst.")).await.unwrap();
        let director = world.cx("direktor").await;
        world.once(world.app.proposal_approve(&director, proposal)).await.unwrap();
        world.checks(id, shown("school", "2026-11-22", "2026-11-01")).await.unwrap();
        let shown = world.sees("chef", id).await.candidates[0].shown[0].what.clone();
        assert_eq!(shown.basis().confirmed().unwrap().lawyer, "Påhittad Jurist");
        // What somebody writes in the database is no lawyer's answer.
        for kept in world.store.setting_list("law/").await.unwrap() {
            world.store.setting_put(&kept.name, b"{}").await.unwrap();
        }
        let page = world.app.recruitment_show(&world.cx("chef").await, id).await.unwrap();
        assert_eq!(page.checklist.waiting().count(), 1);
    }

    async fn a_post_is_opened_with_two_who_assess_and_reasons_where_they_are_asked_for(world: World) {
        let cx = world.cx("chef").await;
        let fields = |result: Result<CaseId, AppError>| match result {
            Err(AppError::Invalid(problems)) => problems.into_iter().map(|one| one.field).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        let mut empty = draft(world, Form::Employee, &["leading"]);
        (empty.title, empty.why) = (String::new(), String::new());
        empty.assessors = vec![world.id("chef")];
        let opened = world.app.recruitment_open(&cx, empty, Care::Warn);
        assert_eq!(fields(world.once(opened).await), ["title", "assessors", "why"]);
        let mut stranger = draft(world, Form::Employee, &[]);
        // Who gives out roles takes part in nothing.
        stranger.assessors = vec![world.id("chef"), world.id("behorighet")];
        let opened = world.app.recruitment_open(&cx, stranger, Care::Warn);
        assert_eq!(fields(world.once(opened).await), ["assessors"]);
        let wrong = draft(world, Form::Employee, &["guardian"]);
        let opened = world.app.recruitment_open(&cx, wrong, Care::Warn);
        assert_eq!(fields(world.once(opened).await), ["answers"]);
    }

    async fn an_employee_takes_the_place_of_one_who_fell_ill_and_sees_the_interviews_and_nothing_else(world: World) {
        let (app, cx) = (&world.app, world.cx("chef").await);
        let mut new = draft(world, Form::Employee, &["hvb"]);
        new.assessors = vec![world.id("chef"), world.id("direktor")];
        let id = world.once(app.recruitment_open(&cx, new, Care::Warn)).await.unwrap();
        let added = Added { name: "Petra Exempel".to_owned(), on: cx.today() };
        world.recruits("chef", id, Event::CandidateAdded(added)).await.unwrap();
        let other = world.recruitment(Form::Employee, &["hvb"]).await;
        world.recruits("chef", id, Event::Noted(words("Kan börja i januari."))).await.unwrap();
        world.checks(id, shown("hvb", "2026-11-22", "2026-10-01")).await.unwrap();
        let event = assessed(&world.sees("chef", id).await);
        world.recruits("chef", id, event.clone()).await.unwrap();
        let expert = world.cx("medarbetare").await;
        assert!(matches!(world.once(app.recruitment_interview(&expert, id)).await, Err(AppError::NotFound)));

        // Not an administrator, not the same person twice, not without a place to take.
        let administrator = world.joins(id, "drift", Some("direktor")).await;
        assert!(matches!(administrator, Err(AppError::Invalid(all)) if all[0].field == "person"));
        let twice = world.joins(id, "chef", Some("direktor")).await;
        assert!(matches!(twice, Err(AppError::Recruitment(RecruitmentError::OneAssessor))), "{twice:?}");
        let idle = world.joins(id, "medarbetare", None).await;
        assert!(matches!(idle, Err(AppError::Recruitment(RecruitmentError::JoinsToAssess))), "{idle:?}");
        world.joins(id, "medarbetare", Some("direktor")).await.unwrap();

        let state = world.sees("hr", id).await;
        assert_eq!(state.assessors, [world.id("chef"), world.id("medarbetare")].into());
        assert_eq!((state.joined[0].by, state.joined[0].what.why.as_str()), (world.id("chef"), "Den andra är sjuk."));
        let gone = world.once(app.recruitment_show(&world.cx("direktor").await, id)).await;
        assert!(matches!(gone, Err(AppError::NotFound)), "who was replaced has no key: {gone:?}");
        let rows = world.store.case_members(&id.to_string()).await.unwrap();
        let key = |username: &str| {
            let person = world.id(username).to_string();
            rows.iter().find(|row| row.person == person).unwrap().wrapped_key.is_some()
        };
        assert!(!key("direktor") && key("medarbetare"));

        // Told, and in their list; the interview and the name, nothing of checks and notes.
        let notices = app.notices(&expert).await.unwrap();
        assert!(notices.iter().any(|one| one.text.contains("bedöma intervjuer")));
        let listed = app.recruitment_list(&expert).await.unwrap();
        assert_eq!(listed.iter().map(|row| row.id).collect::<Vec<_>>(), [id]);
        let page = world.once(app.recruitment_interview(&expert, id)).await.unwrap();
        for recruitment in [&page.recruitment, listed[0].recruitment.as_ref().unwrap()] {
            let one = &recruitment.candidates[0];
            assert!(one.shown.is_empty() && one.notes.is_empty() && one.assessed.is_empty(), "{one:?}");
            assert_eq!(one.added.name, "Petra Exempel");
        }
        for refused in [
            world.once(app.recruitment_show(&expert, id)).await.map(drop),
            world.once(app.recruitment_application(&expert, id, (CANDIDATE, file()))).await,
            world.once(app.recruitment_decide(&expert, id, (None, "Nej."), Care::Warn)).await,
            world.once(app.recruitment_joiners(&expert, id)).await.map(drop),
            world.once(app.extract_new(&expert, id)).await.map(drop),
            world.recruits("medarbetare", id, Event::Noted(words("Hej."))).await,
        ] {
            assert!(matches!(refused, Err(AppError::Denied { .. } | AppError::NotFound)), "{refused:?}");
        }
        assert!(matches!(world.once(app.recruitment_interview(&expert, other)).await, Err(AppError::NotFound)));

        // Both, each by themselves; a third is not asked.
        world.recruits("medarbetare", id, event.clone()).await.unwrap();
        assert_eq!(world.once(app.recruitment_interview(&expert, id)).await.unwrap().recruitment.candidates[0].assessed.len(), 2);
        // Back, with a membership of its own.
        world.wait(TimeDelta::minutes(1));
        world.joins(id, "direktor", Some("chef")).await.unwrap();
        let third = world.recruits("direktor", id, event).await;
        assert!(matches!(third, Err(AppError::Recruitment(RecruitmentError::BothAssessed))), "{third:?}");
        assert!(world.sees("chef", id).await.members.contains_key(&world.id("chef")), "who opened it stays");
    }

    async fn an_employee_can_be_named_to_assess_from_the_first_and_a_role_given_later_opens_no_more(world: World) {
        let (app, cx) = (&world.app, world.cx("hr").await);
        let mut new = draft(world, Form::Employee, &[]);
        new.assessors = vec![world.id("hr"), world.id("medarbetare")];
        let id = world.once(app.recruitment_open(&cx, new, Care::Warn)).await.unwrap();
        let added = Added { name: "Petra Exempel".to_owned(), on: cx.today() };
        world.recruits("hr", id, Event::CandidateAdded(added)).await.unwrap();
        let admin = world.cx("behorighet").await;
        let (person, authority) = (world.id("medarbetare"), crate::desks::GROUP.to_owned());
        let role = "manager".to_owned();
        let change = app::proposal::RoleChange { person, role, authority, from: Some(admin.today()), to: None };
        let proposal = world.once(app.role_propose(&admin, change, "Ny chef.")).await.unwrap();
        world.approve("direktor", proposal).await.unwrap();
        let cx = world.cx("medarbetare").await;
        world.once(app.role_choose(&cx, access::Role::Manager)).await.unwrap();
        let cx = world.cx("medarbetare").await;
        assert_eq!(cx.role(), access::Role::Manager);
        assert!(matches!(world.once(app.recruitment_show(&cx, id)).await, Err(AppError::NotFound)));
        assert!(matches!(world.once(app.extract_new(&cx, id)).await, Err(AppError::NotFound)));
        world.once(app.recruitment_interview(&cx, id)).await.unwrap();
    }
}
