//! JSON Resume: the schema 1.0.0 (2020-11-25) and what was called otherwise before it.
//!
//! Source: `github.com/jsonresume/resume-schema`, `schema.json` of 0.0.16 and 1.0.0. `work.company` became `work.name`;
//! days are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; a post without `endDate` goes on.

use super::tree::Node;
use crate::extent::{contacts, extent, is_leave, org_no};
use crate::{Certificate, Claims, Document, Format, Kind, Period, Referee, Remark, Stamp, Words, limits};

/// The claims of a file, or nothing when it is no JSON Resume.
pub(super) fn claims(root: &Node) -> Option<Claims> {
    let known = ["basics", "work", "education", "volunteer", "certificates", "references"];
    if !known.iter().any(|name| root.child(name).is_some()) {
        return None;
    }
    let mut claims =
        Claims { document: Document { format: Format::JsonResume, ..Document::default() }, ..Claims::default() };
    if let Some(basics) = root.child("basics") {
        claims.person = basics.any(&["name"]).map(str::to_owned);
        claims.contacts = ["email", "phone"].iter().filter_map(|name| basics.any(&[name])).map(str::to_owned).collect();
    }
    if let Some(meta) = root.child("meta") {
        claims.document.changed = stamp(&mut claims.remarks, meta, "lastmodified").map(Stamp::latest);
    }
    for (section, kind) in [("work", Kind::Work), ("volunteer", Kind::Work), ("education", Kind::Education)] {
        for node in named(root, section) {
            let period = period(&mut claims.remarks, node, kind);
            claims.periods.push(period);
        }
    }
    for node in named(root, "certificates") {
        claims.certificates.push(Certificate {
            title: node.any(&["name", "title"]).unwrap_or_default().to_owned(),
            issuer: node.any(&["issuer", "institution"]).unwrap_or_default().to_owned(),
            number: node.any(&["number", "id", "credentialid", "url"]).map(str::to_owned),
            issued: stamp(&mut claims.remarks, node, "date"),
            place: node.place.clone(),
        });
    }
    for node in named(root, "references") {
        let words = node.any(&["reference"]).unwrap_or_default();
        let named = node.any(&["name"]).unwrap_or_default();
        let (name, behind) = named.split_once(',').map_or((named, None), |(name, rest)| (name, Some(rest)));
        let organisation = node.any(&["organization", "organisation", "company"]).or(behind).map(str::trim);
        let mut reached = contacts(words);
        reached.extend(["email", "phone"].iter().filter_map(|name| node.any(&[name])).map(str::to_owned));
        claims.referees.push(Referee {
            name: name.trim().to_owned(),
            relation: None,
            organisation: organisation.map(str::to_owned),
            contacts: reached,
            place: node.place.clone(),
        });
    }
    Some(claims)
}

/// The parts with a name, at most [`limits::ENTRIES`].
fn named<'a>(root: &'a Node, name: &'a str) -> impl Iterator<Item = &'a Node> {
    root.children.iter().filter(move |child| child.name == name).take(limits::ENTRIES)
}

fn period(remarks: &mut Vec<Remark>, node: &Node, kind: Kind) -> Period {
    let prose = node.prose();
    let title = match kind {
        Kind::Education => {
            let parts = [node.any(&["studytype"]), node.any(&["area"])];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
        Kind::Work | Kind::Other => node.any(&["position", "title", "role"]).unwrap_or_default().to_owned(),
    };
    let (from, to) = (stamp(remarks, node, "startdate"), stamp(remarks, node, "enddate"));
    let has_end = node.any(&["enddate"]).is_some();
    let names: &[&str] =
        if kind == Kind::Education { &["institution", "name"] } else { &["name", "company", "organization"] };
    Period {
        kind,
        organisation: node.any(names).unwrap_or_default().to_owned(),
        org_no: node.any(&["orgno", "organisationsnummer", "x-orgno"]).map(str::to_owned).or_else(|| org_no(&prose)),
        country: node
            .any(&["country", "countrycode"])
            .or_else(|| last_part(node.any(&["location"])?))
            .map(str::to_owned),
        title,
        from,
        to,
        is_current: from.is_some() && !has_end,
        extent: extent(&prose),
        is_leave: is_leave(&prose),
        place: node.place.clone(),
    }
}

/// What stands behind the last comma of a place: the country, when it is written so.
fn last_part(location: &str) -> Option<&str> {
    location.rsplit_once(',').map(|(_, country)| country.trim()).filter(|country| !country.is_empty())
}

/// A day of a part; what is no day becomes a remark.
fn stamp(remarks: &mut Vec<Remark>, node: &Node, name: &str) -> Option<Stamp> {
    let child = node.child(name)?;
    let text = child.words()?;
    let stamp = Stamp::parse(text);
    if stamp.is_none() && remarks.len() < limits::ENTRIES {
        remarks.push(not_a_day(&child.place, text));
    }
    stamp
}

/// A remark that a day is not understood.
pub(super) fn not_a_day(place: &str, value: &str) -> Remark {
    Remark {
        place: place.to_owned(),
        value: value.chars().take(60).collect(),
        words: Words::new(
            "Datumet går inte att läsa. Skriv det som år, år-månad eller år-månad-dag.",
            "The date cannot be read. Write it as year, year-month or year-month-day.",
        ),
    }
}
