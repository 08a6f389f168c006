//! The text of a CV, cut into sections by its headings and into periods by its dates. A person looks at the result: text
//! has no schema.

use super::months;
use crate::country::is_sweden;
use crate::extent::{contacts, extent, is_leave, org_no};
use crate::{Certificate, Claims, Document, Format, Kind, Period, Referee, Remark, Words, limits};

/// What the lines belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Section {
    Head,
    Work,
    Education,
    Certificates,
    Referees,
    Rest,
}

const HEADINGS: &[(Section, &[&str])] = &[
    (
        Section::Work,
        &[
            "arbetslivserfarenhet",
            "arbetslivserfarenheter",
            "anställningar",
            "arbetserfarenhet",
            "erfarenhet",
            "erfarenheter",
            "yrkeserfarenhet",
            "tidigare anställningar",
            "work experience",
            "employment",
            "employment history",
            "experience",
            "professional experience",
            "övrig tid",
            "annan tid",
        ],
    ),
    (
        Section::Education,
        &["utbildning", "utbildningar", "education", "education and training", "akademiska meriter", "studier"],
    ),
    (
        Section::Certificates,
        &[
            "intyg",
            "certifikat",
            "intyg och certifikat",
            "certifieringar",
            "legitimationer",
            "certificates",
            "certifications",
            "licences",
        ],
    ),
    (Section::Referees, &["referenser", "referens", "references", "referees"]),
    (
        Section::Rest,
        &[
            "språk",
            "languages",
            "kompetenser",
            "kunskaper",
            "skills",
            "övrigt",
            "om mig",
            "profil",
            "profile",
            "summary",
            "sammanfattning",
            "intressen",
            "interests",
            "körkort",
            "datorkunskaper",
            "uppdrag",
            "publikationer",
        ],
    ),
];

/// Words that a name of an organisation has.
const OF_ORGANISATIONS: &[&str] = &[
    "ab",
    "hb",
    "kb",
    "aktiebolag",
    "kommun",
    "region",
    "landsting",
    "skola",
    "skolan",
    "universitet",
    "högskola",
    "högskolan",
    "universitetet",
    "myndigheten",
    "verket",
    "styrelsen",
    "förening",
    "stiftelsen",
    "ltd",
    "gmbh",
    "inc",
    "oy",
    "as",
    "aps",
    "university",
    "college",
    "gymnasium",
    "gymnasiet",
    "förvaltningen",
    "bolaget",
    "institutet",
];

/// The claims of a text.
pub(super) fn claims(text: &str) -> Claims {
    let mut claims = Claims {
        document: Document { format: Format::PdfText, ..Document::default() },
        remarks: vec![Remark {
            place: String::new(),
            value: String::new(),
            words: Words::new(
                "Uppgifterna är lästa ur texten i en PDF. Jämför dem med filen.",
                "The details were read from the text of a PDF. Compare them with the file.",
            ),
        }],
        ..Claims::default()
    };
    let mut section = Section::Head;
    let mut above: Option<String> = None;
    for (page, lines) in (1_usize..).zip(text.split('\u{c}')) {
        for (number, line) in (1_usize..).zip(lines.lines()) {
            let line = line.trim();
            if line.is_empty() {
                above = None;
                continue;
            }
            if let Some(new) = heading(line) {
                (section, above) = (new, None);
                continue;
            }
            let place = format!("sida {page}, rad {number}");
            match section {
                Section::Head => head(&mut claims, line),
                Section::Work => entry(&mut claims, line, above.as_deref(), place, Kind::Work),
                Section::Education => entry(&mut claims, line, above.as_deref(), place, Kind::Education),
                Section::Certificates => certificate(&mut claims, line, place),
                Section::Referees => referee(&mut claims, line, place),
                Section::Rest => {}
            }
            above = Some(line.to_owned());
        }
    }
    for period in &mut claims.periods {
        finish(period);
    }
    claims
}

/// The section that a line opens, when it is a heading.
fn heading(line: &str) -> Option<Section> {
    let word = line.trim_end_matches(':').trim().to_lowercase();
    HEADINGS.iter().find(|(_, words)| words.contains(&word.as_str())).map(|(section, _)| *section)
}

fn head(claims: &mut Claims, line: &str) {
    let lower = line.to_lowercase();
    let name = ["curriculum vitae", "meritförteckning", "cv", "namn:", "name:"]
        .iter()
        .fold(line, |line, word| if lower.starts_with(word) { line.get(word.len()..).unwrap_or(line) } else { line });
    let name = name.trim_matches(|c: char| !c.is_alphanumeric());
    let is_name =
        !name.is_empty() && !name.chars().any(|c| c.is_ascii_digit() || c == '@') && name.split(' ').count() <= 5;
    if claims.person.is_none() && is_name {
        claims.person = Some(name.to_owned());
    }
    if claims.contacts.len() < 16 {
        claims.contacts.extend(contacts(line));
    }
}

/// A line of a section with periods: one with a date begins a period, the others belong to the last.
fn entry(claims: &mut Claims, line: &str, above: Option<&str>, place: String, kind: Kind) {
    let found = months::find(line).filter(|found| !found.is_single || kind == Kind::Education);
    let Some(found) = found.filter(|_| claims.periods.len() < limits::ENTRIES && !line.starts_with(['•', '-', '*']))
    else {
        // What is said about the period is gathered in its title until the end, when it is cut into parts.
        if let Some(last) =
            claims.periods.last_mut().filter(|last| last.kind == kind && last.title.len() < limits::VALUE_CHARS)
        {
            last.title.push('\n');
            last.title.push_str(line);
        }
        return;
    };
    let mut title = found.rest;
    if title.is_empty() {
        // The name stood in the line above, which went to the period before.
        if let Some(above) = above {
            if let Some(last) = claims.periods.last_mut().filter(|last| last.title.ends_with(above)) {
                let end = last.title.len() - above.len();
                last.title.truncate(end);
            }
            above.clone_into(&mut title);
        }
    }
    let (from, to) = if found.is_single { (None, Some(found.from)) } else { (Some(found.from), found.to) };
    claims.periods.push(Period {
        kind,
        organisation: String::new(),
        org_no: None,
        country: None,
        title,
        from,
        to,
        is_current: found.is_current,
        extent: None,
        is_leave: false,
        place,
    });
}

/// Cuts what was gathered about a period into title, organisation and the rest.
fn finish(period: &mut Period) {
    let prose = std::mem::take(&mut period.title);
    period.extent = extent(&prose);
    period.is_leave = is_leave(&prose);
    period.org_no = org_no(&prose);
    let mut lines = prose.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut named = parts(lines.next().unwrap_or_default());
    let is_name = |line: &&str| is_organisation(line) || (line.chars().count() <= 40 && !line.ends_with('.'));
    if named.len() < 2 {
        named.extend(lines.next().filter(is_name).map(parts).unwrap_or_default());
    }
    if let Some(at) = named.iter().position(|part| is_sweden(part).is_some()) {
        period.country = Some(named.remove(at));
    }
    if period.kind == Kind::Work && period.is_leave && named.len() <= 1 {
        period.kind = Kind::Other;
    }
    let at = named.iter().position(|part| is_organisation(part)).unwrap_or(1);
    if at < named.len() {
        period.organisation = named.remove(at);
    }
    period.title = named.into_iter().next().unwrap_or_default();
}

/// The parts of a line.
fn parts(line: &str) -> Vec<String> {
    let mut line = line.replace([';', '|', '•'], "\t");
    for sign in [", ", " – ", " — ", " - ", " hos ", " vid ", " at "] {
        line = line.replace(sign, "\t");
    }
    let parts = line.split('\t').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| part.trim_matches(|c: char| matches!(c, ',' | '(' | ')' | '.')).to_owned()).take(6).collect()
}

fn is_organisation(part: &str) -> bool {
    let lower = part.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.any(|word| OF_ORGANISATIONS.iter().any(|known| word == *known || (known.len() > 5 && word.ends_with(known))))
}

fn certificate(claims: &mut Claims, line: &str, place: String) {
    if claims.certificates.len() >= limits::ENTRIES {
        return;
    }
    let found = months::find(line);
    let (issued, rest) = found.map_or((None, line.to_owned()), |found| (Some(found.from), found.rest));
    let mut named = parts(&rest);
    let number = |part: &String| {
        let lower = part.to_lowercase();
        ["nr ", "nummer ", "no. ", "id "].iter().find_map(|word| lower.strip_prefix(word).map(|_| word.len()))
    };
    let at = named.iter().position(|part| number(part).is_some());
    let number = at.map(|at| named.remove(at)).and_then(|part| {
        let from = number(&part)?;
        part.get(from..).map(|number| number.trim().to_owned())
    });
    let mut named = named.into_iter();
    if let Some(title) = named.next() {
        let issuer = named.next().unwrap_or_default();
        claims.certificates.push(Certificate { title, issuer, number, issued, place });
    }
}

fn referee(claims: &mut Claims, line: &str, place: String) {
    let reached = contacts(line);
    let is_word = |part: &String| !part.chars().any(|c| c.is_ascii_digit() || c == '@');
    let named: Vec<String> = parts(line).into_iter().filter(is_word).collect();
    let Some(name) = named.first() else {
        if let Some(last) = claims.referees.last_mut() {
            last.contacts.extend(reached);
        }
        return;
    };
    if claims.referees.len() < limits::ENTRIES {
        let organisation = if named.len() > 1 { named.last().cloned() } else { None };
        let (name, relation) = (name.clone(), None);
        claims.referees.push(Referee { name, relation, organisation, contacts: reached, place });
    }
}
