//! Why a control may not run: every missing thing, in words that say what to do.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Gap, LONGEST_DAYS, PersonalData};

/// A control that may not run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Control id.
    pub control: String,
    /// The decision that comes closest; `None` when none names the control.
    pub decision: Option<String>,
    /// All that is missing, in the order of the rules. Never empty.
    pub reasons: Vec<Reason>,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} körs inte: ", self.control)?;
        for (at, reason) in self.reasons.iter().enumerate() {
            write!(f, "{}{reason}", if at == 0 { "" } else { "; " })?;
        }
        Ok(())
    }
}

/// One missing thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "missing", rename_all = "snake_case")]
pub enum Reason {
    /// No decision names the control.
    #[error("inget beslut om kontroll omfattar den; det behövs ett för ändamålet `{purpose}` med grunden {}, som omfattar {}{}",
        grounds.join(" och "), personal_data.label(), two_people(*personal_data))]
    NoDecision {
        /// Purpose of the control.
        purpose: String,
        /// Grounds of the control.
        grounds: Vec<String>,
        /// Personal data that it touches.
        personal_data: PersonalData,
    },
    /// The decision does not say something that it must say.
    #[error("beslutet saknar {gap}")]
    Incomplete {
        /// What it does not say.
        gap: Gap,
    },
    /// The decision does not hold yet.
    #[error("beslutet gäller först från {from}")]
    NotYet {
        /// Its first day.
        from: NaiveDate,
    },
    /// The decision was revoked.
    #[error("beslutet upphävdes {on} av {by}; fatta ett nytt")]
    Revoked {
        /// By whom.
        by: String,
        /// When.
        on: String,
    },
    /// The decision no longer holds.
    #[error("beslutet gällde till och med {to}; fatta ett nytt")]
    Expired {
        /// Its last day.
        to: NaiveDate,
    },
    /// The decision does not name a board or company whose register the control reads.
    #[error("beslutet nämner inte myndigheten {authority}, som har registret {register}")]
    Authority {
        /// Board or company.
        authority: String,
        /// One of its registers.
        register: String,
    },
    /// The decision does not name a register that the control reads.
    #[error("beslutet nämner inte registret {register}")]
    Register {
        /// The register.
        register: String,
    },
    /// The decision has another purpose.
    #[error("beslutets ändamål är `{decided}`, men kontrollen behöver `{needed}`")]
    Purpose {
        /// Purpose of the control.
        needed: String,
        /// Purpose of the decision.
        decided: String,
    },
    /// The decision does not name a ground of the control.
    #[error("beslutet nämner inte grunden {ground}")]
    Ground {
        /// The ground.
        ground: String,
    },
    /// The decision does not cover the personal data.
    #[error("beslutet omfattar inte {}; skriv {personal_data} i personal_data", personal_data.label())]
    Data {
        /// What the control touches.
        personal_data: PersonalData,
    },
    /// Nobody said what a snapshot was collected for.
    #[error("registret {register} hos {authority} är inläst utan ändamål; läs in det igen med ändamål")]
    SnapshotPurpose {
        /// Board or company.
        authority: String,
        /// The register.
        register: String,
    },
    /// Nobody said on which ground a snapshot is held.
    #[error("registret {register} hos {authority} är inläst utan rättslig grund; läs in det igen med grund")]
    SnapshotGround {
        /// Board or company.
        authority: String,
        /// The register.
        register: String,
    },
    /// Nobody answers for a snapshot.
    #[error("registret {register} hos {authority} är inläst utan ansvarig; läs in det igen med den som ansvarar")]
    SnapshotOwner {
        /// Board or company.
        authority: String,
        /// The register.
        register: String,
    },
    /// Nobody said how long a snapshot may be kept.
    #[error(
        "registret {register} hos {authority} är inläst utan gallringsdag; läs in det igen med en dag, som 2027-12-31"
    )]
    SnapshotRetention {
        /// Board or company.
        authority: String,
        /// The register.
        register: String,
    },
    /// A snapshot should have been disposed of.
    #[error("registret {register} hos {authority} fick sparas till och med {until} och ska gallras")]
    RetentionPassed {
        /// Board or company.
        authority: String,
        /// The register.
        register: String,
        /// Its last day.
        until: NaiveDate,
    },
    /// A register was collected for another purpose.
    #[error(
        "registret {register} hos {authority} är insamlat för `{collected}`; beslutet saknar grund för att använda det till annat (further_use_ground)"
    )]
    FurtherUse {
        /// Board or company.
        authority: String,
        /// The register.
        register: String,
        /// What it was collected for.
        collected: String,
    },
    /// Staff were not told.
    #[error("personalen har inte informerats (staff_informed_on)")]
    NotInformed,
    /// Staff will be told later.
    #[error("personalen informeras först {informed_on}; kontrollen får köras därefter")]
    InformedLater {
        /// The day.
        informed_on: NaiveDate,
    },
    /// There is no impact assessment.
    #[error("hänvisning till konsekvensbedömning saknas (dpia)")]
    NoAssessment,
    /// Registers of several authorities, and nothing that breaks secrecy between them.
    #[error("registren kommer från {}; beslutet saknar grund för att läsa dem tillsammans (sharing_ground)", authorities.join(" och "))]
    NoSharingGround {
        /// The boards and companies.
        authorities: Vec<String>,
    },
    /// It takes two, and one has signed.
    #[error("beslutet ska bekräftas av en andra person; bara {by} har skrivit under")]
    NotConfirmed {
        /// Who has.
        by: String,
    },
    /// A register that is reserved for another purpose.
    #[error("registret {register} får bara användas för ändamålet `{purpose}`")]
    Reserved {
        /// The register.
        register: String,
        /// The only purpose.
        purpose: String,
    },
    /// A register that is reserved for its own board.
    #[error("registret {register} får inte läsas tillsammans med andra myndigheters register")]
    ReservedAlone {
        /// The register.
        register: String,
    },
}

fn two_people(class: PersonalData) -> &'static str {
    if class.is_sensitive() {
        ", med information till personalen, konsekvensbedömning och en andra person som bekräftar"
    } else {
        ""
    }
}

/// The rules of the gate, in the order in which they are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Every control is named by a decision.
    Decision,
    /// A decision says all that it must say.
    Complete,
    /// It is in force on the day.
    Time,
    /// It names the authorities.
    Authority,
    /// It names the registers.
    Register,
    /// Its purpose is the control's.
    Purpose,
    /// It names the control's grounds.
    Ground,
    /// It covers the personal data.
    Data,
    /// Snapshots bring purpose, ground, owner and date of disposal.
    Snapshot,
    /// No snapshot is past its date.
    Retention,
    /// Registers of another purpose need a ground for the further use.
    FurtherUse,
    /// Staff are informed.
    Information,
    /// There is an impact assessment.
    Assessment,
    /// Several authorities need a sharing ground.
    Sharing,
    /// A second person has confirmed.
    TwoPeople,
    /// Some registers are reserved.
    Reserved,
}

impl Rule {
    /// All rules, in order.
    pub const ALL: [Self; 16] = [
        Self::Decision,
        Self::Complete,
        Self::Time,
        Self::Authority,
        Self::Register,
        Self::Purpose,
        Self::Ground,
        Self::Data,
        Self::Snapshot,
        Self::Retention,
        Self::FurtherUse,
        Self::Information,
        Self::Assessment,
        Self::Sharing,
        Self::TwoPeople,
        Self::Reserved,
    ];

    /// What it demands, in Swedish.
    #[must_use]
    pub fn demand(self) -> String {
        match self {
            Self::Decision => {
                "ett beslut om kontroll nämner kontrollen: dess id, dess grupp eller dess flöde".to_owned()
            }
            Self::Complete => {
                "beslutet har diarienummer, beslutsfattare, delegationspunkt, myndigheter, register, ändamål och grund"
                    .to_owned()
            }
            Self::Time => format!("beslutet gäller den dagen, och i högst {LONGEST_DAYS} dagar"),
            Self::Authority => "beslutet nämner den myndighet som har registret".to_owned(),
            Self::Register => "beslutet nämner varje register som kontrollen läser, eller alla med *".to_owned(),
            Self::Purpose => "beslutets ändamål är kontrollens".to_owned(),
            Self::Ground => "beslutet nämner varje rättslig grund som kontrollen behöver".to_owned(),
            Self::Data => "beslutet omfattar de personuppgifter som kontrollen rör".to_owned(),
            Self::Snapshot => "varje inläst register har ändamål, grund, ansvarig och gallringsdag".to_owned(),
            Self::Retention => "inget register är äldre än sin gallringsdag".to_owned(),
            Self::FurtherUse => {
                "register insamlat för annat ändamål kräver en grund för den nya användningen".to_owned()
            }
            Self::Information => "uppgifter om personal eller klienter: personalen är informerad före".to_owned(),
            Self::Assessment => "uppgifter om personal eller klienter: det finns en konsekvensbedömning".to_owned(),
            Self::Sharing => {
                "register från flera myndigheter tillsammans kräver en grund som bryter sekretessen".to_owned()
            }
            Self::TwoPeople => {
                "personal, klienter eller flera myndigheter: en andra person har bekräftat beslutet".to_owned()
            }
            Self::Reserved => {
                "svar från SSBTEK används bara för ekonomiskt bistånd, av den nämnd som beslutar".to_owned()
            }
        }
    }

    /// Where it comes from.
    #[must_use]
    pub fn source(self) -> &'static str {
        match self {
            Self::Decision => "dataskyddsförordningen 5.1 a, 5.2, 6.1 e, 6.3; KL 6:6",
            Self::Complete => "OSL 5:1-2; KL 6:37-39, 7:5-6; dataskyddsförordningen 5.2",
            Self::Time => "dataskyddsförordningen 5.1 b och e",
            Self::Authority => "OSL 8:2; KL 6:6",
            Self::Register => "dataskyddsförordningen 5.1 c",
            Self::Purpose => "dataskyddsförordningen 5.1 b",
            Self::Ground => "dataskyddsförordningen 6.1 e, 6.3",
            Self::Data => "dataskyddsförordningen 5.1 c, 6.3",
            Self::Snapshot => "dataskyddsförordningen 5.1 b och e, 5.2, 30",
            Self::Retention => "dataskyddsförordningen 5.1 e; arkivlagen 10 §",
            Self::FurtherUse => "dataskyddsförordningen 5.1 b, 6.4",
            Self::Information => "dataskyddsförordningen 13-14",
            Self::Assessment => "dataskyddsförordningen 35",
            Self::Sharing => "OSL 8:1-2, 10 kap.",
            Self::TwoPeople => "KL 6:6; regel i programmet",
            Self::Reserved => "villkoren för SSBTEK; lag (2001:454) 6 §",
        }
    }
}

impl Reason {
    /// The rule that is broken.
    #[must_use]
    pub fn rule(&self) -> Rule {
        match self {
            Self::NoDecision { .. } => Rule::Decision,
            Self::Incomplete { .. } => Rule::Complete,
            Self::NotYet { .. } | Self::Expired { .. } | Self::Revoked { .. } => Rule::Time,
            Self::Authority { .. } => Rule::Authority,
            Self::Register { .. } => Rule::Register,
            Self::Purpose { .. } => Rule::Purpose,
            Self::Ground { .. } => Rule::Ground,
            Self::Data { .. } => Rule::Data,
            Self::SnapshotPurpose { .. }
            | Self::SnapshotGround { .. }
            | Self::SnapshotOwner { .. }
            | Self::SnapshotRetention { .. } => Rule::Snapshot,
            Self::RetentionPassed { .. } => Rule::Retention,
            Self::FurtherUse { .. } => Rule::FurtherUse,
            Self::NotInformed | Self::InformedLater { .. } => Rule::Information,
            Self::NoAssessment => Rule::Assessment,
            Self::NoSharingGround { .. } => Rule::Sharing,
            Self::NotConfirmed { .. } => Rule::TwoPeople,
            Self::Reserved { .. } | Self::ReservedAlone { .. } => Rule::Reserved,
        }
    }
}
