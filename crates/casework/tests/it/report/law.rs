//! What lagen (2021:890) om skydd för personer som rapporterar om missförhållanden demands of the report, and OSL 32:3 b;
//! each test has its paragraph in the name.

use casework::report::{
    Report, ReportError,
    event::{
        Acknowledged, Acknowledgement, Archive, Author, Entry, Event, Form, HandedOver, Identity, IdentityReleased,
        Kept, Message, Minutes, Outcome, REDACTED, Removal, Signing,
    },
};

use super::{
    ADMIN, ANNA, BO, CECILIA, CONCERNED, CUSTODIAN, acknowledged, add, appointment, at, by, closed, disposed, feedback,
    followed_up, message, receive, received, refused, report, settled, two,
};
use crate::town::day;

#[test]
fn kap_5_4_channels_may_be_shared_and_a_recipient_of_one_operator_never_receives_for_another() {
    let mut other = received();
    other.authority = "exempelbolaget".parse().unwrap();
    assert!(matches!(receive(other), Err(ReportError::NotAppointed { person: ANNA, .. })));
}

#[test]
fn kap_5_5_a_recipient_is_named_by_a_decision_on_file_that_is_in_force() {
    let with = |change: fn(&mut casework::report::recipients::Appointment)| {
        let mut received = received();
        change(&mut received.recipients[0]);
        receive(received)
    };
    assert!(with(|_| {}).is_ok());
    assert!(matches!(with(|one| one.decision = " ".to_owned()), Err(ReportError::NotAppointed { .. })));
    assert!(matches!(with(|one| one.from = day("2026-01-31")), Err(ReportError::NotAppointed { .. })));
    assert!(matches!(with(|one| one.to = Some(day("2026-01-29"))), Err(ReportError::NotAppointed { .. })));
    assert!(with(|one| one.to = Some(day("2026-01-30"))).is_ok());
}

#[test]
fn kap_5_8_p1_a_report_is_made_in_writing_or_orally_or_at_a_meeting() {
    for form in [Form::Written, Form::Oral(Kept::Minutes), Form::Meeting(Kept::RecordedWithConsent)] {
        let mut received = received();
        received.form = form;
        assert_eq!(receive(received).unwrap().form, form);
    }
}

#[test]
fn kap_5_8_p2_the_reporter_is_acknowledged_or_has_waived_it_or_it_would_reveal_who_it_is() {
    let mut told = report();
    add(&mut told, by(ANNA), acknowledged(day("2026-02-06"))).unwrap();
    refused(&mut told, by(BO), acknowledged(day("2026-02-06")), "bekräftelsen är redan gjort");

    let as_said = |how| Event::Acknowledged(Acknowledged { how, on: day("2026-01-30") });
    let mut waived = report();
    add(&mut waived, Author::Reporter, as_said(Acknowledgement::Waived)).unwrap();
    let mut revealing = report();
    refused(&mut revealing, Author::Reporter, as_said(Acknowledgement::Sent), "behörig mottagare");
    let why = |why: &str| as_said(Acknowledgement::WouldReveal { why: why.to_owned() });
    refused(&mut revealing, by(ANNA), why(""), "skälet är tomt");
    add(&mut revealing, by(ANNA), why("bara en person har den adressen")).unwrap();
}

#[test]
fn kap_5_8_p3_a_report_is_not_closed_before_the_reporter_had_feedback() {
    let mut report = report();
    refused(&mut report, by(BO), closed(day("2026-03-01"), Outcome::Unfounded), "ingen återkoppling är lämnad");
    add(&mut report, by(ANNA), acknowledged(day("2026-02-02"))).unwrap();
    add(&mut report, by(ANNA), followed_up(day("2026-02-03"))).unwrap();
    assert_eq!(report.unfinished(), ["ingen återkoppling är lämnad"]);
    add(&mut report, by(ANNA), feedback(day("2026-02-20"))).unwrap();
    assert_eq!(report.dialogue.last().unwrap().message.text, "Vi har granskat avtalen", "the reporter reads it");
    add(&mut report, by(BO), closed(day("2026-03-01"), Outcome::Unfounded)).unwrap();
}

fn handed(identity: Identity) -> Event {
    Event::HandedOver(Box::new(HandedOver {
        to: "Polismyndigheten".to_owned(),
        items: vec!["attestlistan".to_owned()],
        need: "misstanke om mutbrott".to_owned(),
        identity,
        on: day("2026-03-01"),
        two: two(ANNA, BO),
    }))
}

fn released() -> Event {
    let why = "måste höras".to_owned();
    Event::IdentityReleased(IdentityReleased { why, two: two(ANNA, CUSTODIAN) })
}

#[test]
fn kap_5_8_p4_the_reporter_is_told_before_the_identity_follows_unless_it_would_harm_the_follow_up() {
    let mut report = report();
    let after = |told| handed(Identity::FollowsAfterTelling { told });
    refused(&mut report, by(BO), after(2), "ingen underrättelse");
    let said = add(&mut report, by(ANNA), Event::MessageToReporter(message("hej"))).unwrap();
    refused(&mut report, by(BO), after(said), "ingen underrättelse");
    let told = add(&mut report, by(ANNA), Event::ReporterTold(message("Polisen får veta vem du är"))).unwrap();
    refused(&mut report, by(BO), after(told), "begär den hos en nyckelförvaltare först");
    add(&mut report, by(CUSTODIAN), released()).unwrap();
    refused(&mut report, by(BO), after(told + 5), "ingen underrättelse");
    add(&mut report, by(BO), after(told)).unwrap();

    let untold = |why: &str| handed(Identity::FollowsUntold { why: why.to_owned() });
    refused(&mut report, by(BO), untold(" "), "försvåra uppföljningen är tomt");
    add(&mut report, by(BO), untold("den som rapporterade skulle varna den misstänkta")).unwrap();
    assert_eq!(report.handed_over.len(), 2);
}

#[test]
fn kap_5_8_p4_an_anonymous_report_has_no_identity_that_could_follow() {
    let mut anonymous = received();
    anonymous.named = false;
    let mut report = receive(anonymous).unwrap();
    let untold = Identity::FollowsUntold { why: "x".to_owned() };
    refused(&mut report, by(BO), handed(untold), "rapporten är anonym");
    refused(&mut report, by(CUSTODIAN), released(), "rapporten är anonym");
}

#[test]
fn kap_5_10_what_another_authority_needs_is_handed_to_it_by_two_with_what_and_why() {
    let mut report = report();
    let without = |change: fn(&mut HandedOver)| {
        let Event::HandedOver(mut handed) = handed(Identity::Withheld) else { unreachable!() };
        change(&mut handed);
        Event::HandedOver(handed)
    };
    refused(&mut report, by(BO), without(|handed| handed.to.clear()), "mottagaren är tomt");
    refused(&mut report, by(BO), without(|handed| handed.items.clear()), "vad som lämnas är tomt");
    refused(&mut report, by(BO), without(|handed| handed.need.clear()), "varför det behövs är tomt");
    refused(&mut report, by(ANNA), without(|handed| handed.two = two(ANNA, ANNA)), "står som båda");
    add(&mut report, by(BO), handed(Identity::Withheld)).unwrap();
}

#[test]
fn kap_7_6_only_the_authorised_act_and_no_administrator_does() {
    let mut report = report();
    for outsider in [ADMIN, CUSTODIAN, CECILIA, CONCERNED] {
        let events = [
            acknowledged(day("2026-02-01")),
            Event::MessageToReporter(message("hej")),
            feedback(day("2026-02-01")),
            followed_up(day("2026-02-01")),
            Event::ReporterTold(message("hej")),
            Event::IrrelevantRemoved(Removal { of: 1, kind: "hälsa".to_owned(), why: "utomstående".to_owned() }),
        ];
        for event in events {
            refused(&mut report, by(outsider), event, "behörig mottagare");
        }
        let Event::Closed(mut closing) = closed(day("2026-02-01"), Outcome::Unfounded) else { unreachable!() };
        closing.two = two(ANNA, outsider);
        refused(&mut report, by(outsider), Event::Closed(closing), "behörig mottagare");
    }
    refused(&mut report, by(ANNA), Event::MessageFromReporter(message("jag")), "den som rapporterade");
    assert_eq!(report.notified().into_iter().collect::<Vec<_>>(), [ANNA, BO]);
}

#[test]
fn kap_7_7_personal_data_of_no_importance_is_taken_out_of_the_event_that_holds_it() {
    let mut first = received();
    first.answers[0].text.push_str(". Grannen Kim är sjuk.");
    let event = Event::Received(Box::new(first));
    let redacted = event.redact("Grannen Kim är sjuk").unwrap();
    let written = serde_json::to_string(&redacted).unwrap();
    assert!(!written.contains("Kim") && written.contains(REDACTED), "{written}");
    assert!(written.contains("Chefen tar emot mutor"));
    assert_eq!(event.redact("Lisa"), None);
    assert_eq!(event.redact(""), None);

    // The redacted event folds like the old one, and the report says that something was taken out.
    let removal = Removal { of: 1, kind: "hälsa hos en utomstående".to_owned(), why: "hör inte dit".to_owned() };
    let entry = |seq, by, event| Entry { seq, at: at(1), by, event };
    let events = [entry(1, Author::Reporter, redacted), entry(2, by(ANNA), Event::IrrelevantRemoved(removal.clone()))];
    assert_eq!(Report::fold(&events).unwrap().redacted.get(&1), Some(&2));
    let mut report = report();
    let of = |of| Event::IrrelevantRemoved(Removal { of, ..removal.clone() });
    refused(&mut report, by(ANNA), of(2), "finns inte i rapporten");
    refused(&mut report, by(ANNA), of(0), "finns inte i rapporten");
}

#[test]
fn kap_7_8_disposal_takes_two_a_certificate_and_the_archive_first() {
    let mut open = report();
    refused(&mut open, by(ANNA), Event::Disposed(disposed(day("2028-01-01"))), "inte avslutad");
    let mut report = settled(day("2026-03-01"));
    let with = |change: fn(&mut casework::report::event::Disposed)| {
        let mut disposed = disposed(day("2028-02-01"));
        change(&mut disposed);
        Event::Disposed(disposed)
    };
    refused(&mut report, by(ANNA), with(|act| act.two = two(ANNA, ANNA)), "står som båda");
    refused(&mut report, by(ANNA), with(|act| act.two = two(ANNA, ADMIN)), "behörig mottagare");
    refused(&mut report, by(ANNA), with(|act| act.certificate.clear()), "gallringsintyget");
    refused(
        &mut report,
        by(ANNA),
        with(|act| act.archive = Archive::Exported { hash: "x".to_owned() }),
        "arkivexporten",
    );
    let nothing = |act: &mut casework::report::event::Disposed| {
        act.archive = Archive::NothingToKeep { ground: String::new() };
    };
    refused(&mut report, by(ANNA), with(nothing), "grunden för att inget bevaras är tomt");
    refused(&mut report, by(ANNA), with(|act| act.on = day("2026-02-28")), "före rapportens ankomst");
    add(&mut report, by(ANNA), with(|_| {})).unwrap();
    assert!(report.recipients.is_empty() && report.notified().is_empty());
    refused(&mut report, Author::Reporter, Event::MessageFromReporter(message("hallå")), "gallrad");
}

#[test]
fn kap_7_8_a_closed_report_still_hears_the_reporter_and_nothing_else_of_the_follow_up() {
    let mut report = settled(day("2026-03-01"));
    add(&mut report, Author::Reporter, Event::MessageFromReporter(message("det händer igen"))).unwrap();
    add(&mut report, by(ANNA), Event::MessageToReporter(message("gör en ny rapport"))).unwrap();
    refused(&mut report, by(ANNA), followed_up(day("2026-03-02")), "avslutad");
    refused(&mut report, by(ANNA), closed(day("2026-03-02"), Outcome::Founded), "avslutad");
}

#[test]
fn kap_8_1_what_is_said_is_recorded_only_with_consent() {
    for form in [Form::Oral(Kept::RecordedWithout), Form::Meeting(Kept::RecordedWithout)] {
        let mut received = received();
        received.form = form;
        assert_eq!(receive(received).err(), Some(ReportError::NoConsent));
    }
}

#[test]
fn kap_8_2_an_oral_report_is_written_down_by_a_recipient_who_heard_it_and_by_nobody_else() {
    let entry = |person, form| {
        let mut received = received();
        received.form = form;
        Report::receive(&Entry { seq: 1, at: at(0), by: by(person), event: Event::Received(Box::new(received)) })
    };
    assert!(entry(ANNA, Form::Oral(Kept::Minutes)).is_ok());
    for (person, form) in
        [(ADMIN, Form::Oral(Kept::Minutes)), (ANNA, Form::Written), (CECILIA, Form::Meeting(Kept::Minutes))]
    {
        assert!(matches!(entry(person, form), Err(ReportError::NotRecipient { .. })));
    }
}

#[test]
fn kap_8_3_the_reporter_may_check_correct_and_sign_the_minutes() {
    let minutes = |text: &str| Minutes { text: text.to_owned() };
    let sign = |version| Event::MinutesSigned(Signing { version });
    let mut written = report();
    refused(&mut written, by(ANNA), Event::MinutesOffered(minutes("samtal")), "rapporten är skriftlig");
    refused(&mut written, Author::Reporter, sign(1), "inget protokoll");

    let mut received = received();
    received.form = Form::Oral(Kept::Minutes);
    let mut report = receive(received).unwrap();
    let offered = add(&mut report, by(ANNA), Event::MinutesOffered(minutes("Chefen fick tio tusen"))).unwrap();
    refused(&mut report, by(ANNA), Event::MinutesCorrected(minutes("nej")), "den som rapporterade");
    let corrected =
        add(&mut report, Author::Reporter, Event::MinutesCorrected(minutes("Chefen fick hundra tusen"))).unwrap();
    refused(&mut report, Author::Reporter, sign(offered), "inte protokollets senaste version");
    refused(&mut report, by(ANNA), sign(corrected), "den som rapporterade");
    add(&mut report, Author::Reporter, sign(corrected)).unwrap();
    let version = report.minutes.as_ref().unwrap();
    assert!(version.corrected && version.signed.is_some());
    assert_eq!(version.minutes.text, "Chefen fick hundra tusen");
    refused(&mut report, Author::Reporter, Event::MinutesCorrected(minutes("x")), "underskriften är redan gjort");
}

#[test]
fn osl_32_3_b_the_identity_is_released_by_a_custodian_with_a_recipient_and_by_no_one_alone() {
    let mut report = report();
    let by_two = |first, second| {
        let why = "måste höras".to_owned();
        Event::IdentityReleased(IdentityReleased { why, two: two(first, second) })
    };
    refused(&mut report, by(ANNA), by_two(ANNA, BO), "nyckelförvaltare");
    refused(&mut report, by(CUSTODIAN), by_two(CUSTODIAN, ADMIN), "nyckelförvaltare");
    refused(&mut report, by(CUSTODIAN), by_two(CUSTODIAN, CUSTODIAN), "står som båda");
    refused(&mut report, by(BO), by_two(ANNA, CUSTODIAN), "en av de två");
    add(&mut report, by(ANNA), by_two(ANNA, CUSTODIAN)).unwrap();
    refused(&mut report, by(ANNA), by_two(ANNA, CUSTODIAN), "är redan gjort");
    // A recipient who holds the role of custodian too is still only one of the two.
    let mut received = received();
    received.recipients.push(appointment(CUSTODIAN));
    let mut report = receive(received).unwrap();
    refused(&mut report, by(ANNA), by_two(ANNA, CUSTODIAN), "nyckelförvaltare");
}

#[test]
fn nothing_empty_is_written_to_anybody() {
    let mut report = report();
    refused(&mut report, Author::Reporter, Event::MessageFromReporter(message(" ")), "meddelandet är tomt");
    let with_file = Message { text: String::new(), files: vec![casework::id::FileId::from_bits(1)] };
    add(&mut report, Author::Reporter, Event::MessageFromReporter(with_file)).unwrap();
    let mut empty = received();
    empty.answers.clear();
    assert_eq!(receive(empty).err(), Some(ReportError::Empty { what: "rapporten" }));
}
