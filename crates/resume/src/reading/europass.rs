//! Europass: `SkillsPassport` (schema 3, 2013 to 2020) and `Candidate` (since 2020), each as XML or JSON.
//!
//! Sources: the schema of Cedefop, namespace `http://europass.cedefop.europa.eu/Europass`, V3.4, and its JSON form; for
//! the current format, which is not published, `github.com/europass-unofficial/europass-schema-docs` (namespace
//! `http://www.europass.eu/1.0`, on HR Open). Only names are looked at: prefixes and wrappers (`WorkExperienceList`, which
//! JSON lacks) make no difference.

use super::json_resume::not_a_day;
use super::tree::Node;
use crate::extent::{contacts, extent, is_leave, org_no};
use crate::{Certificate, Claims, Document, Format, Kind, Period, Referee, Stamp, Unreadable, Why, limits};

/// Reads an XML file.
pub(super) fn xml(text: &str, name: &str) -> Result<Claims, Unreadable> {
    let root = Node::from_xml(text, name)?;
    if !is_europass(&root) {
        return Err(Unreadable::new(name, root.place.clone(), &root.name, Why::UnknownXml));
    }
    claims(&root, name)
}

/// Whether a tree is of one of the schemas.
pub(super) fn is_europass(root: &Node) -> bool {
    top(root).is_some()
}

/// The element that holds everything, and whether it is of the current schema.
fn top(root: &Node) -> Option<(&Node, bool)> {
    let is = |node: &Node, names: [&str; 2]| names.iter().any(|name| node.child(name).is_some());
    let old = [Some(root), root.child("skillspassport"), root.child("europass")];
    if let Some(node) = old.into_iter().flatten().find(|node| node.child("learnerinfo").is_some()) {
        return Some((node, false));
    }
    let new = [Some(root), root.child("candidate")];
    let found = new.into_iter().flatten().find(|node| is(node, ["candidateprofile", "candidateperson"]));
    found.map(|node| (node, true))
}

/// The claims of a tree that [`is_europass`].
pub(super) fn claims(root: &Node, name: &str) -> Result<Claims, Unreadable> {
    let (top, is_new) = top(root).ok_or_else(|| Unreadable::new(name, "", "", Why::UnknownXml))?;
    let mut claims = Claims::default();
    if is_new {
        current(top, &mut claims)
    } else {
        old(top, &mut claims)
    }
    Ok(claims)
}

/// `SkillsPassport`.
fn old(top: &Node, claims: &mut Claims) {
    claims.document = Document { format: Format::EuropassOld, ..Document::default() };
    if let Some(info) = top.child("documentinfo") {
        claims.document.made = info.any(&["creationdate"]).and_then(Stamp::parse).map(Stamp::earliest);
        claims.document.changed = info.any(&["lastupdatedate"]).and_then(Stamp::parse).map(Stamp::earliest);
        claims.document.program = info.any(&["generator"]).map(str::to_owned);
    }
    if let Some(identification) = top.find("identification") {
        claims.person = identification.child("personname").and_then(|name| joined(name, &["firstname", "surname"]));
        claims.contacts = identification.child("contactinfo").map(|info| contacts(&info.prose())).unwrap_or_default();
    }
    for node in top.all("workexperience").into_iter().take(limits::ENTRIES) {
        let employer = node.child("employer");
        let period = Period {
            organisation: employer.and_then(|node| node.any(&["name"])).unwrap_or_default().to_owned(),
            country: employer.and_then(country),
            title: node.any(&["position"]).unwrap_or_default().to_owned(),
            ..dated(claims, node, node.child("period"), Kind::Work)
        };
        claims.periods.push(period);
    }
    for node in top.all("education").into_iter().take(limits::ENTRIES) {
        let school = node.child("organisation");
        let period = Period {
            organisation: school.and_then(|node| node.any(&["name"])).unwrap_or_default().to_owned(),
            country: school.and_then(country),
            title: node.any(&["title"]).unwrap_or_default().to_owned(),
            ..dated(claims, node, node.child("period"), Kind::Education)
        };
        claims.periods.push(period);
    }
    for node in top.all("certificate").into_iter().take(limits::ENTRIES) {
        let certificate = Certificate {
            title: node.any(&["title", "name"]).unwrap_or_default().to_owned(),
            issuer: node.any(&["awardingbody", "issuer", "organisation"]).unwrap_or_default().to_owned(),
            number: node.any(&["number", "id"]).map(str::to_owned),
            issued: node.child("date").and_then(|date| stamp(claims, date)),
            place: node.place.clone(),
        };
        claims.certificates.push(certificate);
    }
    for node in top.all("referee").into_iter().chain(top.all("reference")).take(limits::ENTRIES) {
        claims.referees.push(referee(node));
    }
}

/// `Candidate`.
fn current(top: &Node, claims: &mut Claims) {
    claims.document = Document { format: Format::Europass, ..Document::default() };
    if let Some(person) = top.child("candidateperson") {
        claims.person = person.child("personname").and_then(|name| joined(name, &["givenname", "familyname"]));
        claims.contacts = contacts(&person.prose());
    }
    for employer in top.all("employerhistory").into_iter().take(limits::ENTRIES) {
        let organisation = employer.any(&["organizationname"]).unwrap_or_default();
        let mut positions: Vec<&Node> = employer.all("positionhistory").into_iter().take(limits::ENTRIES).collect();
        if positions.is_empty() {
            positions.push(employer);
        }
        for node in positions {
            if claims.periods.len() >= limits::ENTRIES {
                break;
            }
            let days = node.child("employmentperiod").or_else(|| employer.child("employmentperiod"));
            let period = Period {
                organisation: organisation.to_owned(),
                country: country(node).or_else(|| country(employer)),
                title: node.any(&["positiontitle"]).unwrap_or_default().to_owned(),
                ..dated(claims, node, days, Kind::Work)
            };
            let own = employer.any(&["organizationid", "organizationlegalid"]).map(str::to_owned);
            claims.periods.push(Period { org_no: own.or(period.org_no.clone()), ..period });
        }
    }
    for node in top.all("educationorganizationattendance").into_iter().take(limits::ENTRIES) {
        let degree = node.child("educationdegree").and_then(|degree| degree.any(&["degreename"]));
        let period = Period {
            organisation: node.any(&["organizationname"]).unwrap_or_default().to_owned(),
            country: country(node),
            title: degree.or_else(|| node.any(&["programname"])).unwrap_or_default().to_owned(),
            ..dated(claims, node, node.child("attendanceperiod"), Kind::Education)
        };
        claims.periods.push(period);
    }
    let papers = ["certification", "coursecertification", "license"].map(|name| top.all(name));
    for node in papers.into_iter().flatten().take(limits::ENTRIES) {
        let issued = node.find("formatteddatetime").or_else(|| node.find("date"));
        let certificate = Certificate {
            title: node.any(&["certificationname", "title", "name", "licensename"]).unwrap_or_default().to_owned(),
            issuer: node.any(&["issuingauthority", "organizationname", "issuer"]).unwrap_or_default().to_owned(),
            number: node.any(&["certificationid", "credentialid", "documentid", "id"]).map(str::to_owned),
            issued: issued.and_then(|date| stamp(claims, date)),
            place: node.place.clone(),
        };
        claims.certificates.push(certificate);
    }
    for node in top.all("employmentreference").into_iter().take(limits::ENTRIES) {
        claims.referees.push(referee(node));
    }
}

fn referee(node: &Node) -> Referee {
    let names = ["firstname", "givenname", "surname", "familyname", "formattedname"];
    let name = node.find("personname").and_then(|name| joined(name, &names));
    let organisation = node.any(&["organizationname", "organisation", "employer"]);
    let organisation = organisation.or_else(|| node.find("organisation")?.any(&["name"]));
    Referee {
        name: name.or_else(|| node.any(&["name"]).map(str::to_owned)).unwrap_or_default(),
        relation: None,
        organisation: organisation.map(str::to_owned),
        contacts: contacts(&node.prose()),
        place: node.place.clone(),
    }
}

/// A period with its days and what its free text says; the caller fills in the rest.
fn dated(claims: &mut Claims, node: &Node, period: Option<&Node>, kind: Kind) -> Period {
    let mut day = |names: [&str; 2]| {
        let found = names.iter().find_map(|name| period?.child(name))?;
        stamp(claims, found)
    };
    let (from, to) = (day(["from", "startdate"]), day(["to", "enddate"]));
    let says = |name: &str| period.and_then(|period| period.any(&[name])).is_some_and(|text| text == "true");
    let prose = node.prose();
    Period {
        kind,
        organisation: String::new(),
        org_no: org_no(&prose),
        country: None,
        title: String::new(),
        from,
        to,
        is_current: to.is_none()
            && (says("current")
                || says("currentindicator")
                || says("ongoing")
                || node.any(&["currentindicator"]).is_some_and(|text| text == "true")),
        extent: extent(&prose),
        is_leave: is_leave(&prose),
        place: node.place.clone(),
    }
}

/// A day: parts `year`, `month` (`--09`) and `day` (`---01`), or a text.
fn stamp(claims: &mut Claims, node: &Node) -> Option<Stamp> {
    let part = |name: &str| -> Option<u32> { node.any(&[name])?.trim_start_matches('-').parse().ok() };
    let (written, stamp) = match part("year") {
        Some(year) => (node.prose(), Stamp::new(i32::try_from(year).ok()?, part("month"), part("day"))),
        None => {
            let text = node.words()?;
            (text.to_owned(), Stamp::parse(text))
        }
    };
    if stamp.is_none() && claims.remarks.len() < limits::ENTRIES {
        claims.remarks.push(not_a_day(&node.place, &written));
    }
    stamp
}

fn joined(node: &Node, names: &[&str]) -> Option<String> {
    let parts: Vec<&str> = names.iter().filter_map(|name| node.any(&[name])).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// The code of a country, or its name.
fn country(node: &Node) -> Option<String> {
    let found = node.find("countrycode").or_else(|| node.find("country"))?;
    found.any(&["code"]).or_else(|| found.words()).map(str::to_owned)
}
