//! An application as its files: JSON Resume, Europass of both schemas, PDF.

use super::pdf;
use super::story::{Application, Form, Post};
use super::world::{iso, month};
use crate::calendar::Day;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// The files of an application, with their names.
pub(super) fn files(application: &Application) -> Vec<(String, String)> {
    let text = match application.form {
        Form::JsonResume => json_resume(application),
        Form::Europass => europass(application),
        Form::OldEuropass => old_europass(application),
        Form::Pdf => pdf::application(application),
    };
    let mut files = vec![(application.file(), text)];
    for (at, attached) in application.attached.iter().enumerate() {
        if let Some(paper) = application.papers.get(at) {
            files.push((application.paper_file(at), pdf::paper(paper, attached, &application.person.name)));
        }
    }
    files
}

/// A month, or the year when only that is told.
pub(super) fn told(post: &Post, day: Day) -> String {
    if post.is_years { day.year().to_string() } else { month(day) }
}

/// What is said about a period beside its name.
pub(super) fn description(post: &Post) -> String {
    let org = if post.org.is_empty() { String::new() } else { format!("Org.nr {}.", post.org) };
    format!("{} {org}", post.note).trim().to_owned()
}

fn json_resume(application: &Application) -> String {
    let dated = |post: &Post| {
        let mut entry = Map::new();
        entry.insert("startDate".to_owned(), told(post, post.from).into());
        if let Some(to) = post.to {
            entry.insert("endDate".to_owned(), told(post, to).into());
        }
        entry.insert("summary".to_owned(), description(post).into());
        if !post.country.1.is_empty() {
            entry.insert("location".to_owned(), format!("Exempelstad, {}", post.country.1).into());
        }
        entry
    };
    let (mut work, mut education) = (Vec::new(), Vec::new());
    for post in &application.posts {
        let mut entry = dated(post);
        if post.is_education {
            entry.insert("institution".to_owned(), post.organisation.clone().into());
            entry.insert("studyType".to_owned(), post.title.clone().into());
            education.push(Value::Object(entry));
        } else {
            entry.insert("name".to_owned(), post.organisation.clone().into());
            entry.insert("position".to_owned(), post.title.clone().into());
            work.push(Value::Object(entry));
        }
    }
    let certificates: Vec<Value> = application
        .papers
        .iter()
        .map(
            |paper| json!({"name": paper.title, "issuer": paper.issuer, "date": iso(paper.issued), "id": paper.number}),
        )
        .collect();
    let references: Vec<Value> = application
        .referees
        .iter()
        .map(|one| json!({"name": format!("{}, {}", one.name, one.organisation), "reference": format!("Nås på {} eller {}.", one.phone, one.mail)}))
        .collect();
    let person = &application.person;
    let whole = json!({
        "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
        "basics": {"name": person.name, "email": person.mail, "phone": person.phone},
        "work": work,
        "education": education,
        "certificates": certificates,
        "references": references,
    });
    format!("{whole:#}\n")
}

fn split(name: &str) -> (&str, &str) {
    name.split_once(' ').unwrap_or((name, ""))
}

/// Writing to a String does not fail.
fn europass(application: &Application) -> String {
    let person = &application.person;
    let (given, family) = split(&person.name);
    let mut xml = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<Candidate xmlns="http://www.europass.eu/1.0" xmlns:oa="http://www.openapplications.org/oagis/9" xmlns:eures="http://www.europass_eures.eu/1.0" xmlns:hr="http://www.hr-xml.org/3">
  <hr:DocumentID schemeID="Exempel-{:05}" schemeName="DocumentIdentifier"/>
  <CandidatePerson>
    <PersonName><oa:GivenName>{given}</oa:GivenName><hr:FamilyName>{family}</hr:FamilyName></PersonName>
    <Communication><ChannelCode>Email</ChannelCode><oa:URI>{}</oa:URI></Communication>
    <Communication><ChannelCode>Telephone</ChannelCode><oa:DialNumber>{}</oa:DialNumber></Communication>
  </CandidatePerson>
  <CandidateProfile languageCode="sv">
    <EmploymentHistory>
"#,
        application.number, person.mail, person.phone
    );
    for post in application.posts.iter().filter(|post| !post.is_education) {
        let _ = writeln!(
            xml,
            "      <EmployerHistory><hr:OrganizationName>{}</hr:OrganizationName><PositionHistory><PositionTitle \
             typeCode=\"FREETEXT\">{}</PositionTitle><eures:EmploymentPeriod>{}</eures:EmploymentPeriod><oa:Description>{}\
             </oa:Description><Country>{}</Country></PositionHistory></EmployerHistory>",
            post.organisation,
            post.title,
            days(post, "eures:", "hr:CurrentIndicator"),
            description(post),
            if post.country.0.is_empty() { "se" } else { post.country.0 },
        );
    }
    xml.push_str("    </EmploymentHistory>\n    <EducationHistory>\n");
    for post in application.posts.iter().filter(|post| post.is_education) {
        let _ = writeln!(
            xml,
            "      <EducationOrganizationAttendance><hr:OrganizationName>{}</hr:OrganizationName><AttendancePeriod>{}\
             </AttendancePeriod><EducationDegree><hr:DegreeName>{}</hr:DegreeName></EducationDegree>\
             </EducationOrganizationAttendance>",
            post.organisation,
            days(post, "", "Ongoing"),
            post.title,
        );
    }
    xml.push_str("    </EducationHistory>\n    <Certifications>\n");
    for paper in &application.papers {
        let _ = writeln!(
            xml,
            "      <Certification><hr:CertificationName>{}</hr:CertificationName><hr:IssuingAuthority>{}</hr:IssuingAuthority>\
             <hr:CertificationID>{}</hr:CertificationID><hr:FirstIssuedDate><hr:FormattedDateTime>{}</hr:FormattedDateTime>\
             </hr:FirstIssuedDate></Certification>",
            paper.title,
            paper.issuer,
            paper.number,
            iso(paper.issued),
        );
    }
    xml.push_str("    </Certifications>\n    <EmploymentReferences>\n");
    for referee in &application.referees {
        let (given, family) = split(&referee.name);
        let _ = writeln!(
            xml,
            "      <EmploymentReference><PersonName><oa:GivenName>{given}</oa:GivenName><hr:FamilyName>{family}</hr:FamilyName>\
             </PersonName><hr:OrganizationName>{}</hr:OrganizationName><Communication><oa:URI>{}</oa:URI></Communication>\
             <Communication><oa:DialNumber>{}</oa:DialNumber></Communication></EmploymentReference>",
            referee.organisation, referee.mail, referee.phone,
        );
    }
    xml.push_str("    </EmploymentReferences>\n  </CandidateProfile>\n</Candidate>\n");
    xml
}

fn days(post: &Post, prefix: &str, current: &str) -> String {
    let day = |name: &str, day: Day| {
        format!("<{prefix}{name}><hr:FormattedDateTime>{}</hr:FormattedDateTime></{prefix}{name}>", told(post, day))
    };
    let to = post.to.map_or_else(|| format!("<{current}>true</{current}>"), |to| day("EndDate", to));
    format!("{}{to}", day("StartDate", post.from))
}

fn old_europass(application: &Application) -> String {
    let person = &application.person;
    let (given, family) = split(&person.name);
    let mut xml = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass" locale="sv">
  <DocumentInfo><DocumentType>ECV</DocumentType><CreationDate>{0}T09:00:00.000Z</CreationDate><LastUpdateDate>{0}T09:30:00.000Z</LastUpdateDate><XSDVersion>V3.4</XSDVersion><Generator>Exempel</Generator></DocumentInfo>
  <LearnerInfo>
    <Identification><PersonName><FirstName>{given}</FirstName><Surname>{family}</Surname></PersonName><ContactInfo><Email><Contact>{1}</Contact></Email><TelephoneList><Telephone><Contact>{2}</Contact></Telephone></TelephoneList></ContactInfo></Identification>
    <WorkExperienceList>
"#,
        iso(application.made),
        person.mail,
        person.phone
    );
    let day = |name: &str, post: &Post, day: Day| {
        let (year, month, _) = day.civil();
        if post.is_years {
            format!("<{name} year=\"{year}\"/>")
        } else {
            format!("<{name} year=\"{year}\" month=\"--{month:02}\"/>")
        }
    };
    let period = |post: &Post| {
        let to = post.to.map_or_else(|| "<Current>true</Current>".to_owned(), |to| day("To", post, to));
        format!("<Period>{}{to}</Period>", day("From", post, post.from))
    };
    let country = |post: &Post| {
        if post.country.0.is_empty() {
            String::new()
        } else {
            format!(
                "<ContactInfo><Address><Contact><Country><Code>{}</Code></Country></Contact></Address></ContactInfo>",
                post.country.0
            )
        }
    };
    for post in application.posts.iter().filter(|post| !post.is_education) {
        let _ = writeln!(
            xml,
            "      <WorkExperience>{}<Position><Label>{}</Label></Position><Activities>{}</Activities><Employer><Name>{}</Name>{}\
             </Employer></WorkExperience>",
            period(post),
            post.title,
            description(post),
            post.organisation,
            country(post),
        );
    }
    xml.push_str("    </WorkExperienceList>\n    <EducationList>\n");
    for post in application.posts.iter().filter(|post| post.is_education) {
        let _ = writeln!(
            xml,
            "      <Education>{}<Title>{}</Title><Organisation><Name>{}</Name></Organisation></Education>",
            period(post),
            post.title,
            post.organisation,
        );
    }
    xml.push_str("    </EducationList>\n  </LearnerInfo>\n</SkillsPassport>\n");
    xml
}
