//! Each fact: what verifies it, what does not, and what contradicts it.

use crate::{company, day, of, table, today, verdicts, work};
use resume::Verdict::{Contradicted, NotComputable, NotVerified, Verified};
use resume::{
    AttachedDocument, Certificate, Claims, Companies, CompanyRole, CompanyTable, Confirmation, Document, EarlierName,
    Fact, Format, Key, Kind, Outcome, Period, Reality, Referee, RegisterRow, Seen, Shown, Subject, Tie, TiedTo,
    Verdict, certificate_mark, examine, history_mark, issuer_mark, marks, person_mark,
};

fn found(claims: &Claims, companies: &dyn Companies, fact: Fact) -> Vec<Verdict> {
    verdicts(&examine(claims, &Reality::new(companies), today()), fact)
}

fn about(period: Period, companies: &CompanyTable, fact: Fact) -> Vec<Verdict> {
    found(&of(vec![period]), companies, fact)
}

#[test]
fn time_without_account_is_asked_about_after_three_months() {
    let companies = table(Vec::new());
    let two =
        |to: &str, from: &str| found(&of(vec![work("A", "2010-01", to), work("B", from, "nu")]), &companies, Fact::Gap);
    assert_eq!(two("2012-01", "2012-05"), [Verified], "91 days");
    assert_eq!(two("2012-01", "2012-06"), [NotVerified], "four months");
    assert_eq!(two("2012", "2013"), [NotComputable], "years alone may hide months");
    assert_eq!(two("2012", "2013-12"), [NotVerified]);
    assert_eq!(found(&of(vec![work("A", "2010-01", "2026-06")]), &companies, Fact::Gap), [NotVerified], "until today");
    assert_eq!(found(&of(vec![work("A", "", "")]), &companies, Fact::Gap), [NotComputable]);
    let findings = examine(
        &of(vec![work("A", "2010-01", "2012-01"), work("B", "2013-01", "nu")]),
        &Reality::new(&companies),
        today(),
    );
    let gap = findings.iter().find(|finding| finding.fact == Fact::Gap).unwrap();
    assert_eq!(gap.days, Some((day("2012-02-01"), day("2012-12-31"))));
    assert_eq!(gap.key(), "gap:period-0+period-1:2012-02-01:2012-12-31");
    assert!(gap.reason.sv.contains("omkring 11 månader"), "{}", gap.reason.sv);
}

#[test]
fn leave_and_study_account_for_time() {
    let companies = table(Vec::new());
    let leave = Period { kind: Kind::Other, ..work("", "2012-02", "2012-12") };
    let claims = of(vec![work("A", "2010-01", "2012-01"), leave, work("B", "2013-01", "nu")]);
    assert_eq!(found(&claims, &companies, Fact::Gap), [Verified]);
}

#[test]
fn two_full_time_posts_at_once_contradict_each_other_and_part_time_does_not() {
    let companies = table(Vec::new());
    let both = |one: Option<u8>, two: Option<u8>, from: &str| {
        let first = Period { extent: one, ..work("A", "2015-01", "2018-12") };
        let second = Period { extent: two, ..work("B", from, "2019-12") };
        found(&of(vec![first, second]), &companies, Fact::Overlap)
    };
    assert_eq!(both(Some(100), Some(100), "2016-01"), [Contradicted]);
    assert_eq!(both(Some(100), Some(100), "2018-11"), [Verified], "a month on notice");
    assert_eq!(both(Some(50), Some(50), "2016-01"), [Verified]);
    assert_eq!(both(Some(100), None, "2016-01"), [NotVerified]);
    assert_eq!(both(None, None, "2016-01"), [NotVerified]);
    let away = Period { extent: Some(100), is_leave: true, ..work("A", "2015-01", "2018-12") };
    let other = Period { extent: Some(100), ..work("B", "2015-01", "2018-12") };
    assert_eq!(found(&of(vec![away, other]), &companies, Fact::Overlap), [Verified]);
    let same = |name: &str| Period { extent: Some(100), ..work(name, "2015-01", "2018-12") };
    assert_eq!(
        found(&of(vec![same("Exempel AB"), same("AB Exempel")]), &companies, Fact::Overlap),
        [Verified],
        "promoted"
    );
}

#[test]
fn days_out_of_order_are_contradicted() {
    let companies = table(Vec::new());
    assert_eq!(about(work("A", "2015-03", "2014-01"), &companies, Fact::Dates), [Contradicted]);
    assert_eq!(about(work("A", "2015", "2015-01"), &companies, Fact::Dates), [Verified]);
    assert_eq!(about(work("A", "2027-01", "nu"), &companies, Fact::Dates), [NotVerified]);
    let certificate = Certificate {
        title: "T".into(),
        issuer: "I".into(),
        number: None,
        issued: resume::Stamp::parse("2026-12"),
        place: String::new(),
    };
    let claims = Claims { certificates: vec![certificate], ..of(vec![work("A", "2015", "nu")]) };
    assert_eq!(found(&claims, &companies, Fact::Dates), [Contradicted]);
}

/// A number of a block that is not handed out, with its check digit.
const ONE: &str = "5570000009";
const TWO: &str = "5570000017";

#[test]
fn an_employer_must_have_existed_in_the_period() {
    let existed = |from: &str, to: &str, number: Option<&str>| {
        let gone =
            resume::Company { deregistered: Some(day("2018-01-15")), ..company(ONE, "Exempel AB", "2010-06-01") };
        let period = Period { org_no: number.map(str::to_owned), ..work("Exempel", from, to) };
        about(period, &table(vec![gone]), Fact::EmployerExisted)
    };
    for number in [Some("557000-0009"), None] {
        assert_eq!(existed("2010-07", "2018-01", number), [Verified]);
        assert_eq!(existed("2010-01", "2017-01", number), [NotVerified], "the time before registration");
        assert_eq!(existed("2009-01", "2017-01", number), [Contradicted], "long before registration");
        assert_eq!(existed("2011-01", "2018-02", number), [Verified], "a month is let pass");
        assert_eq!(existed("2011-01", "2018-06", number), [Contradicted]);
        assert_eq!(existed("2011-01", "nu", number), [Contradicted]);
        assert_eq!(existed("", "2018-06", number), [NotComputable]);
    }
}

#[test]
fn a_name_alone_contradicts_only_where_the_register_is_complete() {
    let late = company(ONE, "Exempel AB", "2010-06-01");
    let whole = CompanyTable::new(today(), Some(day("2009-01-01")), [late.clone()]);
    let part = CompanyTable::new(today(), None, [late]);
    let period = || work("Exempel AB", "2008-01", "2017-01");
    assert_eq!(about(period(), &whole, Fact::EmployerExisted), [NotVerified]);
    assert_eq!(about(work("Exempel AB", "2009-02", "2017-01"), &whole, Fact::EmployerExisted), [Contradicted]);
    assert_eq!(about(work("Exempel AB", "2009-02", "2017-01"), &part, Fact::EmployerExisted), [NotVerified]);
    assert_eq!(about(work("Okänd AB", "2009-02", "2017-01"), &whole, Fact::EmployerExisted), [NotVerified]);
    assert_eq!(about(period(), &CompanyTable::default(), Fact::EmployerExisted), [NotComputable]);
}

#[test]
fn of_several_companies_of_a_name_the_one_that_fits_is_believed() {
    let companies =
        table(vec![company(ONE, "Exempel AB", "2020-01-01"), company(TWO, "Exempel Aktiebolag", "2001-01-01")]);
    assert_eq!(about(work("Exempel", "2010-01", "2012-01"), &companies, Fact::EmployerExisted), [Verified]);
}

#[test]
fn merged_and_renamed_employers_and_foreign_ones_are_no_contradiction() {
    let merged = resume::Company {
        deregistered: Some(day("2015-03-01")),
        merged_into: Some(TWO.to_owned()),
        earlier_names: vec![EarlierName { name: "Gamla Namnet AB".to_owned(), to: None }],
        ..company(ONE, "Exempel AB", "2001-01-01")
    };
    let companies = table(vec![merged, company(TWO, "Större AB", "2014-01-01")]);
    for name in ["Exempel AB", "Gamla Namnet AB", "Större AB"] {
        assert_eq!(about(work(name, "2010-01", "2019-01"), &companies, Fact::EmployerExisted), [Verified], "{name}");
    }
    let numbered = Period { org_no: Some(TWO.to_owned()), ..work("Exempel AB", "2010-01", "2019-01") };
    assert_eq!(about(numbered, &companies, Fact::OrganisationNumber), [Verified]);
    let foreign = Period { country: Some("NO".to_owned()), ..work("Exempel AS", "2010-01", "2019-01") };
    assert_eq!(about(foreign, &companies, Fact::EmployerExisted), [NotComputable]);
}

#[test]
fn a_number_must_be_one_and_belong_to_the_name() {
    let companies = table(vec![company(ONE, "Exempel AB", "2001-01-01"), company(TWO, "Annat AB", "2001-01-01")]);
    let number = |name: &str, number: &str| {
        let period = Period { org_no: Some(number.to_owned()), ..work(name, "2010-01", "2012-01") };
        let findings = examine(&of(vec![period]), &Reality::new(&companies), today());
        (verdicts(&findings, Fact::OrganisationNumber), verdicts(&findings, Fact::EmployerExisted))
    };
    assert_eq!(number("Exempel", "557000-0009"), (vec![Verified], vec![Verified]));
    assert_eq!(number("Exempel AB", "557000-0006").0, [Contradicted], "the check digit");
    assert_eq!(number("Annat AB", "557000-0009").0, [Contradicted], "the number of another");
    assert_eq!(number("Exempels dagliga namn", "557000-0009").0, [NotVerified]);
    assert_eq!(number("Exempel AB", "557000-0025").1, [Contradicted], "a limited company that never was");
    assert_eq!(number("Utländskt", "HRB 12345").0, [NotComputable]);
    assert_eq!(number("Kommunen", "219900-0007").1, [NotComputable], "an authority");
}

#[test]
fn a_post_may_end_with_a_bankruptcy_but_not_go_on_after_it() {
    let bankrupt =
        resume::Company { bankruptcies: vec![(day("2015-03-10"), None)], ..company(ONE, "Exempel AB", "2001-01-01") };
    let companies = table(vec![bankrupt]);
    let solvent = |from: &str, to: &str| about(work("Exempel AB", from, to), &companies, Fact::EmployerSolvent);
    assert_eq!(solvent("2010-01", "2014-12"), [Verified]);
    assert_eq!(solvent("2010-01", "2015-06"), [NotVerified], "on notice");
    assert_eq!(solvent("2010-01", "2016-06"), [Contradicted]);
    assert_eq!(solvent("2015-05", "2015-08"), [Contradicted], "begun in bankruptcy");
}

#[test]
fn a_row_of_the_register_is_a_company_with_its_bankruptcy_or_merger() {
    let row = |reason: &str, proceeding: &str, on: Option<&str>, gone: Option<&str>| {
        let company = resume::Company::from_register(&RegisterRow {
            org_no: ONE,
            name: "Exempel AB",
            registered_on: Some(day("2001-01-01")),
            deregistered_on: gone.map(day),
            deregistration_reason: reason,
            proceeding,
            proceeding_on: on.map(day),
        });
        let companies = table(vec![company]);
        let findings = examine(&of(vec![work("Exempel AB", "2010-01", "2019-01")]), &Reality::new(&companies), today());
        (verdicts(&findings, Fact::EmployerExisted), verdicts(&findings, Fact::EmployerSolvent))
    };
    assert_eq!(row("", "", None, None), (vec![Verified], vec![Verified]));
    assert_eq!(row("", "KK", Some("2015-01-01"), None), (vec![Verified], vec![Contradicted]));
    assert_eq!(row("", "LI", Some("2015-01-01"), None), (vec![Verified], vec![Verified]));
    assert_eq!(row("Konkurs", "", None, Some("2015-01-01")), (vec![Contradicted], vec![Contradicted]));
    assert_eq!(row("FUAV", "", None, Some("2015-01-01")), (vec![NotVerified], vec![Verified]));
}

fn school(title: &str, from: &str, to: &str) -> Period {
    Period { kind: Kind::Education, title: title.to_owned(), ..work("Exempelhögskolan", from, to) }
}

#[test]
fn a_school_must_have_existed_and_time_must_be_enough() {
    let companies = table(vec![company("2199000007", "Exempelhögskolan", "2010-07-01")]);
    assert_eq!(about(school("Kandidatexamen", "2010-09", "2013-06"), &companies, Fact::SchoolExisted), [Verified]);
    assert_eq!(about(school("Kandidatexamen", "2005-09", "2008-06"), &companies, Fact::SchoolExisted), [Contradicted]);
    assert_eq!(
        about(school("Kandidatexamen", "2005-09", "2008-06"), &table(Vec::new()), Fact::SchoolExisted),
        [NotComputable]
    );
    assert_eq!(about(school("Kandidatexamen", "2010-09", "2013-06"), &companies, Fact::StudyTime), [Verified]);
    assert_eq!(about(school("Kandidatexamen", "2012-09", "2013-06"), &companies, Fact::StudyTime), [NotVerified]);
    assert_eq!(about(school("Magister", "2012-09", "2013-06"), &companies, Fact::StudyTime), [Verified]);
    assert_eq!(about(school("Kurs 300 hp", "2012-09", "2013-06"), &companies, Fact::StudyTime), [NotVerified]);
    assert_eq!(about(school("Kurs", "2012-09", "2013-06"), &companies, Fact::StudyTime), [], "no degree is told");
}

#[test]
fn an_answer_of_the_issuer_decides_with_who_when_and_how() {
    let companies = table(Vec::new());
    let claims = of(vec![school("Kandidatexamen", "2010-09", "2013-06")]);
    let answered = |answers: &[(Outcome, &str)]| {
        let confirmations: Vec<Confirmation> = answers
            .iter()
            .map(|(outcome, on)| Confirmation {
                about: Subject::Period(0),
                by: "Registrator vid Exempelhögskolan".into(),
                on: day(on),
                how: "mejl".into(),
                outcome: *outcome,
            })
            .collect();
        let mut reality = Reality::new(&companies);
        reality.confirmations = &confirmations;
        let findings = examine(&claims, &reality, today());
        let finding = findings.iter().find(|finding| finding.fact == Fact::DegreeConfirmed).unwrap();
        (finding.verdict, finding.reason.sv.clone())
    };
    assert_eq!(answered(&[]).0, NotVerified);
    assert_eq!(answered(&[(Outcome::NoAnswer, "2026-10-01")]).0, NotVerified);
    let (verdict, reason) = answered(&[(Outcome::Confirmed, "2026-10-02"), (Outcome::NoAnswer, "2026-10-09")]);
    assert_eq!(
        (verdict, reason.as_str()),
        (Verified, "Registrator vid Exempelhögskolan bekräftade 2026-10-02 (mejl).")
    );
    assert_eq!(
        answered(&[(Outcome::Confirmed, "2026-10-02"), (Outcome::Denied, "2026-10-09")]).0,
        Contradicted,
        "the last answer counts"
    );
}

fn certificate(number: Option<&str>) -> Certificate {
    Certificate {
        title: "Truck".into(),
        issuer: "Okänd Akademi".into(),
        number: number.map(str::to_owned),
        issued: resume::Stamp::parse("2019-05-01"),
        place: String::new(),
    }
}

#[test]
fn a_certificate_number_in_an_unrelated_application_is_a_contradiction_and_in_the_own_is_not() {
    let companies = table(Vec::new());
    let key = Key::new([1; 32]);
    let (own, other) = (person_mark(&key, "en"), person_mark(&key, "en annan"));
    let claims = Claims { certificates: vec![certificate(Some("T-12345"))], ..of(vec![work("A", "2010", "nu")]) };
    let mark = certificate_mark(&key, &certificate(Some("t 12345"))).unwrap();
    let unique = |person: Option<&resume::Mark>, seen: Option<resume::Mark>| {
        let seen = [Seen { mark: mark.clone(), person: seen }];
        let mut reality = Reality::new(&companies);
        (reality.key, reality.person, reality.seen) = (Some(&key), person, &seen);
        verdicts(&examine(&claims, &reality, today()), Fact::CertificateUnique)
    };
    assert_eq!(unique(own.as_ref(), other.clone()), [Contradicted]);
    assert_eq!(unique(own.as_ref(), own.clone()), [Verified]);
    assert_eq!(unique(own.as_ref(), None), [NotVerified]);
    assert_eq!(unique(None, other), [NotVerified]);
    assert_eq!(
        certificate_mark(&Key::new([2; 32]), &certificate(Some("T-12345"))).as_ref().map(|other| other == &mark),
        Some(false)
    );
    assert_eq!(certificate_mark(&key, &certificate(Some("12"))), None, "too short to be its own");
    assert!(!mark.0.contains("12345") && mark.0.len() == 64);
}

#[test]
fn an_issuer_that_no_register_has_is_said_when_it_recurs_with_others() {
    let companies = table(Vec::new());
    let key = Key::new([1; 32]);
    let own = person_mark(&key, "en");
    let claims = Claims { certificates: vec![certificate(None)], ..of(vec![work("A", "2010", "nu")]) };
    let issuer = |companies: &CompanyTable, others: &[&str]| {
        let seen: Vec<Seen> = others
            .iter()
            .map(|other| Seen { mark: issuer_mark(&key, "Okänd Akademi").unwrap(), person: person_mark(&key, other) })
            .collect();
        let mut reality = Reality::new(companies);
        (reality.key, reality.person, reality.seen) = (Some(&key), own.as_ref(), &seen);
        verdicts(&examine(&claims, &reality, today()), Fact::IssuerKnown)
    };
    assert_eq!(issuer(&companies, &["a", "b"]), [NotVerified]);
    assert_eq!(issuer(&companies, &["a", "en"]), [NotComputable]);
    assert_eq!(issuer(&table(vec![company(ONE, "Okänd Akademi AB", "2001-01-01")]), &["a", "b"]), [Verified]);
}

#[test]
fn the_same_history_of_another_person_is_a_contradiction() {
    let companies = table(Vec::new());
    let key = Key::new([1; 32]);
    let (own, other) = (person_mark(&key, "en"), person_mark(&key, "en annan"));
    let claims =
        of(vec![work("A AB", "2010-01", "2012-01"), work("B AB", "2012-02", "2014-01"), work("C AB", "2014-02", "nu")]);
    let turned = of(claims.periods.iter().rev().cloned().collect());
    let seen = [Seen { mark: history_mark(&key, &turned).unwrap(), person: other }];
    let mut reality = Reality::new(&companies);
    (reality.key, reality.person, reality.seen) = (Some(&key), own.as_ref(), &seen);
    assert_eq!(verdicts(&examine(&claims, &reality, today()), Fact::HistoryUnique), [Contradicted]);
    assert_eq!(history_mark(&key, &of(claims.periods.into_iter().take(2).collect())), None);
}

#[test]
fn a_referee_must_be_somebody_else_and_untied() {
    let companies = table(Vec::new());
    let referee = |name: &str, contact: &str| Referee {
        name: name.into(),
        relation: None,
        organisation: Some("Exempel AB".into()),
        contacts: vec![contact.into()],
        place: String::new(),
    };
    let judged = |referees: Vec<Referee>, ties: &[Tie]| {
        let claims =
            Claims { referees, contacts: vec!["070-174 06 05".into()], ..of(vec![work("Exempel AB", "2010", "nu")]) };
        let mut reality = Reality::new(&companies);
        reality.ties = ties;
        let findings = examine(&claims, &reality, today());
        (verdicts(&findings, Fact::RefereeIndependent), verdicts(&findings, Fact::RefereePlaced))
    };
    let tie = |to: TiedTo| [Tie { referee: 0, to, what: "syskon".into(), source: "referensen".into() }];
    let one = || vec![referee("Chef Chefsson", "070-174 06 06")];
    assert_eq!(judged(one(), &[]), (vec![NotVerified], vec![NotVerified]));
    assert_eq!(judged(one(), &tie(TiedTo::Candidate)).0, [Contradicted]);
    assert_eq!(judged(one(), &tie(TiedTo::Recruiter)).0, [Contradicted]);
    assert_eq!(judged(one(), &tie(TiedTo::ClaimedEmployer)).1, [Verified]);
    assert_eq!(judged(one(), &tie(TiedTo::OtherEmployer)).1, [Contradicted]);
    assert_eq!(judged(vec![referee("Chef Chefsson", "+46 70 174 06 05")], &[]).0, [Contradicted]);
    assert_eq!(judged(vec![referee("Exempel Exempelsson", "070-174 06 06")], &[]).0, [Contradicted]);
    assert_eq!(
        judged(vec![referee("En Chef", "08-465 004 10"), referee("Annan Person", "08-465 004 10")], &[]).0,
        [NotVerified, NotVerified]
    );
}

fn referee_of(name: &str, contact: &str) -> Referee {
    let (name, contacts, place) = (name.to_owned(), vec![contact.to_owned()], String::new());
    Referee { name, relation: Some("chef".into()), organisation: Some("Exempel AB".into()), contacts, place }
}

#[test]
fn a_surname_or_an_address_in_common_is_a_question_and_never_a_contradiction() {
    let companies = table(Vec::new());
    let said = |name: &str, contact: &str| {
        let contacts = vec!["Storgatan 1 B, 111 22 Exempelstad".to_owned()];
        let referees = vec![referee_of(name, contact)];
        let claims = Claims { contacts, referees, ..of(vec![work("Exempel AB", "2010", "nu")]) };
        let findings = examine(&claims, &Reality::new(&companies), today());
        let found = findings.iter().find(|one| one.fact == Fact::RefereeIndependent).unwrap();
        assert_eq!(found.verdict, NotVerified);
        found.reason.sv.clone()
    };
    assert!(said("Chef Exempelsson", "070-174 06 06").contains("samma efternamn"));
    assert!(said("Chef Chefsson", "Storg. 1B").contains("samma adress"));
    let other = said("Chef Chefsson", "Storgatan 1 B, 222 33 Annanstad");
    assert!(other.starts_with("Ansökan säger: chef."), "{other}");
}

#[test]
fn who_speaks_for_the_employer_together_with_the_candidate_is_not_independent() {
    let role = |person: &str, kind: &str, from: &str, to: &str| CompanyRole {
        org_no: ONE.into(),
        person: person.into(),
        kind: kind.into(),
        from: from.parse().ok(),
        to: to.parse().ok(),
    };
    let judged = |roles: Vec<CompanyRole>| {
        let companies = table(vec![company(ONE, "Exempel AB", "2001-01-01")]).with_roles(roles);
        let referees = vec![referee_of("Chef Chefsson", "070-174 06 06")];
        let claims = Claims { referees, ..of(vec![work("Exempel AB", "2010", "nu")]) };
        let findings = examine(&claims, &Reality::new(&companies), today());
        (verdicts(&findings, Fact::RefereeIndependent), verdicts(&findings, Fact::RefereePlaced))
    };
    let own = || role("Exempelsson, Exempel Maria", "board_member", "2011-01-01", "2014-12-31");
    let chair = |from: &str| role("CHEFSSON Chef", "chair", from, "");
    assert_eq!(judged(vec![]), (vec![NotVerified], vec![NotVerified]));
    assert_eq!(judged(vec![own(), chair("2012-01-01")]), (vec![Contradicted], vec![Verified]));
    assert_eq!(judged(vec![own(), chair("2015-01-01")]).0, [NotVerified], "not at the same time");
    assert_eq!(judged(vec![own(), role("Chef Chefsson", "auditor", "", "")]), (vec![NotVerified], vec![NotVerified]));
    assert_eq!(judged(vec![chair("")]), (vec![NotVerified], vec![Verified]), "the employer's own chair");
    let other = CompanyRole { org_no: "5560000001".into(), ..own() };
    assert_eq!(judged(vec![other, chair("")]).0, [NotVerified], "another company is not asked");
}

#[test]
fn the_mark_of_a_person_is_the_name_in_any_order_and_the_marks_of_an_application_are_of_its_papers() {
    let key = Key::new([1; 32]);
    let mark = |person: &str| person_mark(&key, person).unwrap();
    assert_eq!(mark("Exempel Exempelsson"), mark("exempelsson,  EXEMPEL"));
    assert_ne!(mark("Exempel Exempelsson"), mark("Exempel Annansson"));
    assert_ne!(mark("19850101-9807"), mark("19850101-9815"));
    let claims = Claims { certificates: vec![certificate(Some("T-12345"))], ..Claims::default() };
    let mut all = [certificate_mark(&key, &certificate(Some("T-12345"))), issuer_mark(&key, "Okänd Akademi")];
    all.sort();
    assert_eq!(marks(&key, &claims), all.map(Option::unwrap));
}

#[test]
fn a_subject_is_named_by_its_key_and_by_the_words_of_the_application() {
    let claims = Claims {
        certificates: vec![certificate(None)],
        referees: vec![referee_of("Chef Chefsson", "")],
        ..of(vec![work("Exempel AB", "2010", "nu")])
    };
    for (subject, said) in [
        (resume::Subject::Certificate(0), "Truck, Okänd Akademi"),
        (resume::Subject::Referee(0), "Chef Chefsson, Exempel AB"),
        (resume::Subject::Referee(1), ""),
        (resume::Subject::Application, ""),
    ] {
        assert_eq!(claims.said(subject), said);
        assert_eq!(resume::Subject::of_key(&subject.key()), Some(subject));
    }
    assert_eq!(resume::Subject::of_key("period-x"), None);
}

#[test]
fn a_file_cannot_be_made_after_it_came_in_or_before_what_it_tells() {
    let companies = table(Vec::new());
    let judged = |made: &str, changed: &str, author: &str| {
        let document = Document {
            format: Format::PdfText,
            author: Some(author.into()),
            made: made.parse().ok(),
            changed: changed.parse().ok(),
            ..Document::default()
        };
        let claims = Claims { document, ..of(vec![work("A", "2020-01", "nu")]) };
        let mut reality = Reality::new(&companies);
        reality.received = Some(day("2026-06-10"));
        let findings = examine(&claims, &reality, today());
        (verdicts(&findings, Fact::DocumentDates), verdicts(&findings, Fact::DocumentAuthor))
    };
    assert_eq!(judged("2026-06-09", "2026-06-10", "Exempel Exempelsson"), (vec![Verified], vec![Verified]));
    assert_eq!(judged("2026-06-20", "", "").0, [Contradicted]);
    assert_eq!(judged("2026-06-12", "", "").0, [Verified], "clocks differ");
    assert_eq!(judged("2018-01-01", "2019-01-01", "").0, [Contradicted]);
    assert_eq!(judged("2018-01-01", "2026-01-01", "").0, [Verified], "changed since");
    assert_eq!(judged("2026-06-09", "2026-05-01", "").0, [Contradicted]);
    assert_eq!(judged("", "", "Hjälpsam Bibliotekarie"), (vec![NotComputable], vec![NotVerified]));
}

#[test]
fn the_file_of_a_certificate_is_not_older_than_it() {
    let companies = table(Vec::new());
    let claims = Claims { certificates: vec![certificate(None)], ..of(vec![work("A", "2010", "nu")]) };
    let judged = |made: &str, program: &str| {
        let document = Document { made: made.parse().ok(), program: Some(program.into()), ..Document::default() };
        let documents = [
            AttachedDocument { certificate: 0, document },
            AttachedDocument { certificate: 9, document: Document::default() },
        ];
        let mut reality = Reality::new(&companies);
        reality.documents = &documents;
        let findings = examine(&claims, &reality, today());
        (verdicts(&findings, Fact::DocumentDates), verdicts(&findings, Fact::DocumentAuthor))
    };
    assert_eq!(judged("2019-04-01", "Skanner"), (vec![Contradicted], vec![]));
    assert_eq!(judged("2024-04-01", "Skanner"), (vec![Verified], vec![]), "scanned later");
    assert_eq!(judged("2019-05-01", "Microsoft Word"), (vec![Verified], vec![NotVerified]));
}

#[test]
fn identity_and_the_right_to_work_are_shown_or_not() {
    let companies = table(Vec::new());
    let claims = of(vec![work("A", "2010", "nu")]);
    let shown = |valid_to: Option<&str>| Shown {
        what: "pass".into(),
        on: day("2026-11-01"),
        to: "rekryterande chef".into(),
        valid_to: valid_to.map(day),
    };
    let (pass, old) = (shown(Some("2030-01-01")), shown(Some("2026-11-10")));
    let mut reality = Reality::new(&companies);
    let before = examine(&claims, &reality, today());
    assert_eq!(
        (verdicts(&before, Fact::Identity), verdicts(&before, Fact::RightToWork)),
        (vec![NotVerified], vec![NotVerified])
    );
    (reality.identity, reality.right_to_work) = (Some(&pass), Some(&old));
    let after = examine(&claims, &reality, today());
    assert_eq!(
        (verdicts(&after, Fact::Identity), verdicts(&after, Fact::RightToWork)),
        (vec![Verified], vec![NotVerified])
    );
}

#[test]
fn every_finding_has_its_reason_in_both_languages_and_a_place_in_the_order() {
    let companies = table(Vec::new());
    let findings = examine(
        &of(vec![work("A", "2010", "2012"), school("Kandidatexamen", "2005", "2008")]),
        &Reality::new(&companies),
        today(),
    );
    assert!(findings.iter().all(|finding| !finding.reason.sv.is_empty() && !finding.reason.en.is_empty()));
    assert!(findings.is_sorted_by_key(|finding| finding.fact));
    let mut keys: Vec<String> = findings.iter().map(resume::Finding::key).collect();
    let all = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), all);
    for fact in Fact::ALL {
        assert!(fact.words().sv.ends_with('?') && fact.words().en.ends_with('?'), "{fact:?}");
    }
}
