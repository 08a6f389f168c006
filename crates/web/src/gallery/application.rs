//! An application with made-up data: what it says, what facts come to, and an answer. All of it is invented.

use app::recruitment::{
    Certificate, Claims, Fact, Finding, Kind, Period, Referee, Stamp, Subject, Verdict, Words as Said,
};
use casework::Seq;
use casework::recruitment::event::{Event, Heard, HeardOn};

/// What the candidate answered to a gap.
pub(super) fn heard(candidate: Seq) -> Event {
    let said = |sv: &str, en: &str| casework::Text { sv: sv.to_owned(), en: en.to_owned() };
    let on = HeardOn {
        fact: "gap".to_owned(),
        about: vec!["period-0".to_owned(), "period-1".to_owned()],
        said: String::new(),
        question: said("Är all tid redovisad?", "Is all time accounted for?"),
        reason: said(
            "Inte bekräftat. Ansökan säger inget om tiden.",
            "Not verified. The application says nothing of it.",
        ),
    };
    let text = "Luckan var föräldraledighet.".to_owned();
    Event::Heard(Box::new(Heard { candidate, text, on: Some(on) }))
}

/// What an invented application says.
pub(super) fn claims() -> Claims {
    let period = |kind, (title, organisation): (&str, &str), (from, to): (&str, &str)| Period {
        kind,
        organisation: organisation.to_owned(),
        org_no: None,
        country: None,
        title: title.to_owned(),
        from: Stamp::parse(from),
        to: Stamp::parse(to),
        is_current: to.is_empty(),
        extent: (kind == Kind::Work).then_some(75),
        is_leave: false,
        place: String::new(),
    };
    let certificate = Certificate {
        title: "Delegering läkemedel".to_owned(),
        issuer: "Påhittade Akademin".to_owned(),
        number: Some("T-12345".to_owned()),
        issued: Stamp::parse("2024-05"),
        place: String::new(),
    };
    let referee = Referee {
        name: "Rut Påhitt".to_owned(),
        relation: Some("chef".to_owned()),
        organisation: Some("Exempelbolaget".to_owned()),
        contacts: vec!["070-174 06 06".to_owned()],
        place: String::new(),
    };
    Claims {
        contacts: vec!["070-174 06 05".to_owned(), "petra@exempel.example".to_owned()],
        periods: vec![
            period(Kind::Education, ("Vårdutbildning", "Exempelskolan"), ("2018-08", "2020-06")),
            period(Kind::Work, ("Undersköterska", "Exempelbolaget"), ("2022-01", "")),
        ],
        certificates: vec![certificate],
        referees: vec![referee],
        ..Claims::default()
    }
}

/// What some of its facts come to. The sentences are the gallery's own.
pub(super) fn findings() -> Vec<Finding> {
    let finding = |fact, about: &[Subject], verdict, sv: &str, en: &str| Finding {
        fact,
        about: about.to_vec(),
        verdict,
        days: None,
        reason: Said::new(sv, en),
    };
    let (school, post) = (Subject::Period(0), Subject::Period(1));
    vec![
        finding(
            Fact::Gap,
            &[school, post],
            Verdict::NotVerified,
            "Ansökan säger inget om tiden mellan dem. Fråga den sökande.",
            "The application says nothing of the time between them. Ask the candidate.",
        ),
        finding(
            Fact::EmploymentConfirmed,
            &[post],
            Verdict::Verified,
            "Löneenheten, Exempelbolaget bekräftade (telefon till växeln).",
            "The payroll unit of Exempelbolaget confirmed (switchboard).",
        ),
        finding(
            Fact::CertificateUnique,
            &[Subject::Certificate(0)],
            Verdict::Contradicted,
            "Samma intygsnummer står i en annan ansökan, under ett annat namn. Fråga den sökande.",
            "The same certificate number stands in another application, under another name. Ask the candidate.",
        ),
        finding(
            Fact::RightToWork,
            &[Subject::Application],
            Verdict::NotVerified,
            "Rätten att arbeta är inte visad ännu.",
            "The right to work has not been shown yet.",
        ),
    ]
}
