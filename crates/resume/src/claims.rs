//! What a candidate says: periods of work and education, certificates, referees; the same for a file and for what is
//! entered by hand.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{Stamp, Subject, Words};

/// Everything that an application says, in the order in which it says it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// What was read.
    pub document: Document,
    /// The candidate's name, as written.
    pub person: Option<String>,
    /// The candidate's own contact details, as written: telephone numbers, mail addresses and street addresses.
    pub contacts: Vec<String>,
    /// Work, education and other accounted time.
    pub periods: Vec<Period>,
    /// Certificates, diplomas and other papers.
    pub certificates: Vec<Certificate>,
    /// Referees.
    pub referees: Vec<Referee>,
    /// Places of the file that were not understood, or understood with doubt: a person should look at them.
    pub remarks: Vec<Remark>,
}

impl Claims {
    /// What a subject is called in the application's own words, `Handläggare, Exempel AB`; empty for the application itself
    /// and for what is not there.
    #[must_use]
    pub fn said(&self, subject: Subject) -> String {
        let words = match subject {
            Subject::Application => None,
            Subject::Period(at) => self.periods.get(at).map(|one| [one.title.as_str(), one.organisation.as_str()]),
            Subject::Certificate(at) => self.certificates.get(at).map(|one| [one.title.as_str(), one.issuer.as_str()]),
            Subject::Referee(at) => {
                self.referees.get(at).map(|one| [one.name.as_str(), one.organisation.as_deref().unwrap_or_default()])
            }
        };
        let words: Vec<&str> = words.into_iter().flatten().filter(|word| !word.trim().is_empty()).collect();
        words.join(", ")
    }
}

/// The file that claims were read from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The name of the file; empty for what was entered by hand.
    pub name: String,
    /// What it was read as.
    pub format: Format,
    /// Who made it, says the file (`Author` of a PDF).
    pub author: Option<String>,
    /// The program that it was written in, says the file (`Creator` of a PDF, `Generator` of a Europass file).
    pub program: Option<String>,
    /// The program that made the file (`Producer` of a PDF).
    pub producer: Option<String>,
    /// The day when it was made, says the file.
    pub made: Option<NaiveDate>,
    /// The day when it was last changed, says the file.
    pub changed: Option<NaiveDate>,
}

/// What a file is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Entered by hand.
    #[default]
    Entered,
    /// JSON Resume, `jsonresume.org`.
    JsonResume,
    /// Europass until 2020: `SkillsPassport`, XML or JSON.
    EuropassOld,
    /// Europass since 2020: `Candidate`, XML or JSON.
    Europass,
    /// The text of a PDF, cut into periods by its lines and dates.
    PdfText,
    /// A Europass file inside a PDF.
    PdfEuropass,
}

/// What a period was spent on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A post or an assignment, also voluntary.
    Work,
    /// Education.
    Education,
    /// Anything else that accounts for time: parental leave, illness, care of a relative, military service, travel.
    Other,
}

/// A period with one employer, school or other content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// What it was spent on.
    pub kind: Kind,
    /// The employer or school, as written; empty when none is named.
    pub organisation: String,
    /// The organisation number, as written, when one is given.
    pub org_no: Option<String>,
    /// The country as the file has it, code or name; nothing when it says nothing.
    pub country: Option<String>,
    /// Post, degree or heading.
    pub title: String,
    /// The first day, as exactly as it is written.
    pub from: Option<Stamp>,
    /// The last day. Nothing together with `is_current` means that it goes on.
    pub to: Option<Stamp>,
    /// It goes on, says the file.
    pub is_current: bool,
    /// Per cent of full time, when stated.
    pub extent: Option<u8>,
    /// The candidate was away from it at least in part: parental leave, leave of absence.
    pub is_leave: bool,
    /// Where in the file it stands: `work[2]`, `sida 1, rad 14`; empty for what was entered by hand.
    pub place: String,
}

/// A certificate, diploma or other paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// What it certifies.
    pub title: String,
    /// Who issued it, as written.
    pub issuer: String,
    /// Its number or address at the issuer, as written.
    pub number: Option<String>,
    /// The day of issue.
    pub issued: Option<Stamp>,
    /// Where in the file it stands; empty for what was entered by hand.
    pub place: String,
}

/// Someone who speaks for the candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referee {
    /// The name, as written.
    pub name: String,
    /// How they know the candidate, as written: »chef«, »kollega«.
    #[serde(default)]
    pub relation: Option<String>,
    /// The employer that they speak for, as written.
    pub organisation: Option<String>,
    /// Telephone numbers, mail addresses and street addresses, as written.
    pub contacts: Vec<String>,
    /// Where in the file they stand; empty for what was entered by hand.
    pub place: String,
}

/// A place that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Where in the file.
    pub place: String,
    /// What stands there, shortened.
    pub value: String,
    /// What is the matter.
    pub words: Words,
}
