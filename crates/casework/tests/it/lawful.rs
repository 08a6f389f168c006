//! The law table: every group of posts, what applied on a day, and the day before and after each entry into force.

use std::{collections::BTreeSet, sync::OnceLock};

use casework::recruitment::law::{Checklist, Confirmations, Confirmed, Post, Why, digest};
use chrono::NaiveDate;
use library::{Form, Keeps, LawfulKind, Library, Register};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn post(form: Form, answers: &[&str]) -> Post {
    let answers: BTreeSet<String> = answers.iter().map(|one| (*one).to_owned()).collect();
    Post { title: "Påhittad post".to_owned(), unit: "Enhet 4".to_owned(), form, answers, why: "Skäl.".to_owned() }
}

/// Read once: a test asks it many times.
fn library() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(|| Library::embedded().unwrap())
}

fn list(form: Form, answers: &[&str], on: &str) -> Checklist {
    let library = library();
    Checklist::of(&library.lawful_checks(), &post(form, answers), day(on), &Confirmations::new())
}

/// What a checklist says, in short: `must a / may b / not c why`.
fn said(list: &Checklist) -> String {
    let of = |all: &[casework::recruitment::law::Allowed]| -> Vec<String> {
        all.iter().map(|one| one.basis().check().to_owned()).collect()
    };
    let why = |why: &Why| match why {
        Why::Forbidden => "forbidden".to_owned(),
        Why::Form => "form".to_owned(),
        Why::Yields(_) => "yields".to_owned(),
        Why::NotYet(day) => format!("from {day}"),
        Why::Ended(day) => format!("until {day}"),
        Why::Unconfirmed { must, .. } => format!("unconfirmed {}", if *must { "must" } else { "may" }),
    };
    let not: Vec<String> = list.must_not.iter().map(|one| format!("{} {}", one.check, why(&one.why))).collect();
    format!("must {} / may {} / not {}", of(&list.must).join(" "), of(&list.may).join(" "), not.join(", "))
}

fn check(form: Form, answers: &[&str], on: &str, expected: &str) {
    assert_eq!(said(&list(form, answers, on)), expected, "{form:?} {answers:?} {on}");
}

/// Every entry: id, first day, last day, kind, registers, months, what is kept, certainty. One line per entry of the table.
const TABLE: [&str; 19] = [
    "school 2011-07-01 - must belastning 12 note U",
    "hvb 2007-07-01 - must belastning+misstanke 6 extract C",
    "lss_children 2011-01-01 2026-02-28 must belastning 12 extract C",
    "lss_children 2026-03-01 - must belastning+misstanke 6 extract C",
    "child_other 2013-12-18 2026-02-28 may belastning 12 note C",
    "child_other 2026-03-01 - may belastning+misstanke 6 note C",
    "home_care 2026-03-01 - may belastning+misstanke 6 note C",
    "leading 2026-03-01 - may belastning 6 note C",
    "consultant_leading - - not - - nothing L",
    "care_direct - - may belastning+misstanke - file C",
    "contact_person - - may belastning+misstanke - file C",
    "security_class 2019-04-01 - must belastning+misstanke+polis - decision C",
    "guardian - - may belastning - file C",
    "flammable - - may belastning+misstanke - file C",
    "alcohol_applicant - - must yttrande - file C",
    "other_staff - - not - - nothing C",
    "current_staff - - not - - nothing C",
    "supplier_reps - - not - - nothing L",
    "elected - - not - - nothing U",
];

#[test]
fn the_library_says_what_the_table_says_entry_by_entry() {
    let library = library();
    let date = |day: Option<NaiveDate>| day.map_or("-".to_owned(), |day| day.to_string());
    let register = |register: &Register| match register {
        Register::Belastning => "belastning",
        Register::Misstanke => "misstanke",
        Register::Polis => "polis",
        Register::Yttrande => "yttrande",
    };
    let mut lines = Vec::new();
    for check in library.lawful_checks() {
        for entry in &check.entries {
            let kind = match entry.kind {
                LawfulKind::Mandatory => "must",
                LawfulKind::Optional => "may",
                LawfulKind::Forbidden => "not",
            };
            let keeps = match entry.keeps {
                Keeps::Nothing => "nothing",
                Keeps::Note => "note",
                Keeps::Extract => "extract",
                Keeps::File => "file",
                Keeps::Decision => "decision",
            };
            let registers: Vec<&str> = entry.registers.iter().map(register).collect();
            let registers = if registers.is_empty() { "-".to_owned() } else { registers.join("+") };
            let months = entry.max_months.map_or("-".to_owned(), |months| months.to_string());
            lines.push(format!(
                "{} {} {} {kind} {registers} {months} {keeps} {:?}",
                check.id,
                date(entry.from),
                date(entry.until),
                entry.certainty
            ));
            assert!(!check.sources.is_empty() && !entry.basis.is_empty() && !entry.note.is_empty(), "{}", check.id);
        }
    }
    assert_eq!(lines, TABLE);
}

#[test]
fn school_is_a_duty_that_waits_for_the_lawyer_from_its_first_day() {
    let waits = "must  / may  / not school unconfirmed must, current_staff forbidden";
    check(Form::Employee, &["school"], "2011-07-01", waits);
    check(Form::Employee, &["school"], "2026-11-22", waits);
    let before = "must  / may  / not school from 2011-07-01, current_staff forbidden, other_staff forbidden";
    check(Form::Employee, &["school"], "2011-06-30", before);
    check(Form::Consultant, &["school"], "2026-11-22", "must  / may  / not school unconfirmed must");
}

#[test]
fn an_entry_that_a_lawyer_confirmed_can_be_used_and_another_word_in_it_waits_again() {
    let library = library();
    let school = library.lawful_check("school").unwrap();
    let entry = digest(school, school.on(day("2026-11-22")).unwrap());
    let (check, lawyer) = ("school".to_owned(), "Påhittad Jurist".to_owned());
    let confirmed = Confirmed { check, entry: entry.clone(), lawyer, on: day("2026-11-20") };
    let all = Confirmations::from([(entry.clone(), confirmed.clone())]);
    let post = post(Form::Trainee, &["school"]);
    let list = Checklist::of(&library.lawful_checks(), &post, day("2026-11-22"), &all);
    assert_eq!(said(&list), "must school / may  / not ");
    assert_eq!(list.must[0].basis().confirmed(), Some(&confirmed));
    let mut other = school.clone();
    other.entries[0].max_months = Some(6);
    assert_ne!(digest(&other, &other.entries[0]), entry);
    assert_eq!(
        said(&Checklist::of(&[&other], &post, day("2026-11-22"), &all)),
        "must  / may  / not school unconfirmed must"
    );
}

#[test]
fn homes_that_take_children_are_a_duty_from_their_first_day() {
    check(Form::Employee, &["hvb"], "2007-07-01", "must hvb / may  / not current_staff forbidden");
    check(Form::Trainee, &["hvb"], "2026-11-22", "must hvb / may  / not ");
    check(Form::Assignment, &["hvb"], "2026-11-22", "must hvb / may  / not ");
    check(Form::Agency, &["hvb"], "2026-11-22", "must  / may  / not hvb unconfirmed must");
    let before = "must  / may  / not hvb from 2007-07-01, current_staff forbidden, other_staff forbidden";
    check(Form::Employee, &["hvb"], "2007-06-30", before);
}

#[test]
fn support_to_children_changes_on_the_first_of_march_2026() {
    for (on, months, registers) in
        [("2011-01-01", 12, 1), ("2026-02-28", 12, 1), ("2026-03-01", 6, 2), ("2026-03-02", 6, 2)]
    {
        let list = list(Form::Agency, &["lss_children"], on);
        let basis = list.must[0].basis();
        assert_eq!((basis.max_months(), basis.registers().len()), (Some(months), registers), "{on}");
        assert_eq!(basis.keep_months(), Some(24));
    }
    let before = "must  / may  / not lss_children from 2011-01-01, other_staff forbidden";
    check(Form::Agency, &["lss_children"], "2010-12-31", before);
    check(
        Form::Internal,
        &["lss_children"],
        "2026-03-01",
        "must  / may  / not lss_children unconfirmed must, current_staff forbidden",
    );
}

#[test]
fn other_work_with_children_changes_on_the_first_of_march_2026_and_yields_to_special_acts() {
    for (on, months, registers) in [("2013-12-18", 12, 1), ("2026-02-28", 12, 1), ("2026-03-01", 6, 2)] {
        let list = list(Form::Trainee, &["child_other"], on);
        let basis = list.may[0].basis();
        assert_eq!((basis.max_months(), basis.registers().len()), (Some(months), registers), "{on}");
    }
    check(
        Form::Trainee,
        &["child_other"],
        "2013-12-17",
        "must  / may  / not child_other from 2013-12-18, other_staff forbidden",
    );
    check(Form::Trainee, &["child_other", "hvb"], "2026-11-22", "must hvb / may  / not child_other yields");
}

#[test]
fn work_in_homes_may_be_checked_from_the_first_of_march_2026_also_of_those_who_change_task() {
    let no = "must  / may  / not home_care from 2026-03-01, other_staff forbidden";
    check(Form::Consultant, &["home_care"], "2026-02-28", no);
    check(Form::Consultant, &["home_care"], "2026-03-01", "must  / may home_care / not ");
    check(Form::Internal, &["home_care"], "2026-03-02", "must  / may home_care / not current_staff forbidden");
}

#[test]
fn leading_posts_may_be_checked_from_the_first_of_march_2026_of_those_who_are_employed_and_of_nobody_else() {
    let no = "must  / may  / not leading from 2026-03-01, current_staff forbidden, other_staff forbidden";
    check(Form::Employee, &["leading"], "2026-02-28", no);
    check(Form::Employee, &["leading"], "2026-03-01", "must  / may leading / not current_staff forbidden");
    let not_employed = "must  / may  / not leading form, consultant_leading forbidden, other_staff forbidden";
    check(Form::Consultant, &["leading"], "2026-03-01", not_employed);
    check(Form::Agency, &["leading"], "2026-11-22", not_employed);
    check(
        Form::Internal,
        &["leading"],
        "2026-11-22",
        "must  / may  / not leading form, current_staff forbidden, other_staff forbidden",
    );
    // Another act that gives a check goes before (3 §).
    check(
        Form::Employee,
        &["leading", "hvb"],
        "2026-11-22",
        "must hvb / may  / not current_staff forbidden, leading yields",
    );
    assert_eq!(list(Form::Employee, &["leading"], "2026-03-01").may[0].basis().registers(), [Register::Belastning]);
}

#[test]
fn an_authority_that_asks_by_itself_keeps_the_answer_in_its_file() {
    for (form, answer) in [
        (Form::Employee, "care_direct"),
        (Form::Assignment, "contact_person"),
        (Form::Assignment, "guardian"),
        (Form::Permit, "flammable"),
    ] {
        let list = list(form, &[answer], "2025-10-01");
        assert_eq!(list.may[0].basis().check(), answer);
        assert!(!list.may[0].basis().has_extract());
    }
    let list = list(Form::Permit, &["alcohol_applicant"], "2026-11-22");
    assert_eq!(list.must[0].basis().registers(), [Register::Yttrande]);
}

#[test]
fn a_security_class_is_a_duty_from_its_first_day_and_the_only_one_that_goes_on() {
    check(Form::Internal, &["security_class"], "2019-04-01", "must security_class / may  / not ");
    check(
        Form::Internal,
        &["security_class"],
        "2019-03-31",
        "must  / may  / not security_class from 2019-04-01, other_staff forbidden",
    );
}

#[test]
fn all_other_posts_bidders_and_the_elected_are_not_checked() {
    for on in ["2010-01-01", "2026-02-28", "2026-03-01", "2026-11-22"] {
        check(Form::Employee, &["finance"], on, "must  / may  / not current_staff forbidden, other_staff forbidden");
        check(Form::Consultant, &[], on, "must  / may  / not other_staff forbidden");
        check(Form::Bidder, &[], on, "must  / may  / not supplier_reps forbidden");
        check(Form::Elected, &[], on, "must  / may  / not elected forbidden");
    }
    let list = list(Form::Employee, &["finance"], "2026-11-22");
    let other = list.must_not.iter().find(|one| one.check == "other_staff").unwrap();
    assert!(other.instead.iter().any(|one| one.contains("LOA 7 b")) && !other.sources.is_empty());
    assert!(list.allowed("other_staff").is_none() && list.allowed("leading").is_none());
}
