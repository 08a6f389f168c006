//! What the examination of a fact gave.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Words;

/// One fact, what it came to, and why. There is no score, and no sum over findings.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Finding {
    /// The fact.
    pub fact: Fact,
    /// What it is about; two for what stands between two periods.
    pub about: Vec<Subject>,
    /// What it came to.
    pub verdict: Verdict,
    /// The days concerned, first and last: of a gap, an overlap, a bankruptcy.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// Why, in a sentence or two.
    pub reason: Words,
}

impl Finding {
    /// A name that stays the same as long as the claims do: for tying an answer of the candidate to it.
    #[must_use]
    pub fn key(&self) -> String {
        let about: Vec<String> = self.about.iter().map(Subject::key).collect();
        let days = self.days.map(|(from, to)| format!(":{from}:{to}")).unwrap_or_default();
        format!("{}:{}{days}", self.fact.code(), about.join("+"))
    }
}

/// What a fact came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Something other than the candidate's own word says the same, or the claims bear each other out.
    Verified,
    /// Nothing says it is so, and nothing that it is not: ask.
    NotVerified,
    /// Something says otherwise. The candidate must be heard.
    Contradicted,
    /// It cannot be examined with what there is.
    NotComputable,
}

impl Verdict {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Contradicted, Self::NotVerified, Self::NotComputable, Self::Verified];

    /// The name for data.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::NotVerified => "not_verified",
            Self::Contradicted => "contradicted",
            Self::NotComputable => "not_computable",
        }
    }

    /// The name for people.
    #[must_use]
    pub fn words(self) -> Words {
        match self {
            Self::Verified => Words::new("Bekräftat", "Verified"),
            Self::NotVerified => Words::new("Inte bekräftat", "Not verified"),
            Self::Contradicted => Words::new("Motsägs", "Contradicted"),
            Self::NotComputable => Words::new("Går inte att pröva", "Not computable"),
        }
    }
}

/// What a finding is about: a number counts from 0 in the list of the claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The application as a whole.
    Application,
    /// A period.
    Period(usize),
    /// A certificate.
    Certificate(usize),
    /// A referee.
    Referee(usize),
}

impl Subject {
    /// The subject of a name.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        let (kind, at) = match key.split_once('-') {
            None => return (key == "application").then_some(Self::Application),
            Some((kind, at)) => (kind, at.parse().ok()?),
        };
        match kind {
            "period" => Some(Self::Period(at)),
            "certificate" => Some(Self::Certificate(at)),
            "referee" => Some(Self::Referee(at)),
            _ => None,
        }
    }

    /// The name for data.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Application => "application".to_owned(),
            Self::Period(at) => format!("period-{at}"),
            Self::Certificate(at) => format!("certificate-{at}"),
            Self::Referee(at) => format!("referee-{at}"),
        }
    }
}

macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $sv:literal, $en:literal;)*) => {
        /// What is examined.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum Fact { $($(#[$doc])* $name,)* }

        impl Fact {
            /// All facts, in the order in which they are examined.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The name for data.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The question that is asked, for people.
            #[must_use]
            pub fn words(self) -> Words {
                match self { $(Self::$name => Words::new($sv, $en),)* }
            }
        }
    };
}

facts! {
    /// The days of a period or certificate stand in order and are not in the future.
    Dates = "dates", "Stämmer datumen med varandra?", "Do the dates agree with each other?";
    /// Time between the first period and today that is not accounted for.
    Gap = "gap", "Är all tid redovisad?", "Is all time accounted for?";
    /// Two full-time posts at the same time.
    Overlap = "overlap", "Går anställningarna att förena?", "Can the posts be held together?";
    /// The organisation number is one, and belongs to the employer named.
    OrganisationNumber = "organisation_number", "Hör organisationsnumret till arbetsgivaren?", "Does the organisation number belong to the employer?";
    /// The employer existed in the period.
    EmployerExisted = "employer_existed", "Fanns arbetsgivaren under perioden?", "Did the employer exist in the period?";
    /// The employer was not bankrupt in the period.
    EmployerSolvent = "employer_solvent", "Var arbetsgivaren i konkurs under perioden?", "Was the employer bankrupt in the period?";
    /// The employer has confirmed the post.
    EmploymentConfirmed = "employment_confirmed", "Har arbetsgivaren bekräftat anställningen?", "Has the employer confirmed the post?";
    /// The school existed in the period.
    SchoolExisted = "school_existed", "Fanns skolan under perioden?", "Did the school exist in the period?";
    /// The time of study is enough for the degree.
    StudyTime = "study_time", "Räcker studietiden för examen?", "Is the time of study enough for the degree?";
    /// The issuer has confirmed the degree or certificate.
    DegreeConfirmed = "degree_confirmed", "Har utfärdaren bekräftat examen eller intyget?", "Has the issuer confirmed the degree or certificate?";
    /// The number of the certificate is in no unrelated application.
    CertificateUnique = "certificate_unique", "Finns intygets nummer i någon annans ansökan?", "Is the certificate's number in somebody else's application?";
    /// An issuer that is in no register does not recur in unrelated applications.
    IssuerKnown = "issuer_known", "Är utfärdaren känd?", "Is the issuer known?";
    /// The same history is in no unrelated application.
    HistoryUnique = "history_unique", "Finns samma historia i någon annans ansökan?", "Is the same history in somebody else's application?";
    /// A referee is independent of the candidate and of those who recruit.
    RefereeIndependent = "referee_independent", "Är referensen oberoende?", "Is the referee independent?";
    /// A referee has been where they speak for.
    RefereePlaced = "referee_placed", "Har referensen arbetat där den säger?", "Has the referee worked where they say?";
    /// The file's own days agree with what it says.
    DocumentDates = "document_dates", "Stämmer filens egna datum?", "Do the file's own dates agree?";
    /// The file names the candidate, or nobody, as the one who made it; a certificate's file does not name the candidate.
    DocumentAuthor = "document_author", "Vem har gjort filen?", "Who made the file?";
    /// An identity document was shown.
    Identity = "identity", "Är identiteten visad?", "Was identity shown?";
    /// The right to work in Sweden was shown.
    RightToWork = "right_to_work", "Är rätten att arbeta visad?", "Was the right to work shown?";
}
