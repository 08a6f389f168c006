//! What an application says, and whether it agrees with reality.
//!
//! [`read`] takes a file as a candidate sends it (JSON Resume, Europass XML or JSON of the old and the current schema, PDF
//! with text or with a Europass file inside) and gives [`Claims`]; claims entered by hand are the same type.
//! [`examine()`] holds them against what the caller knows ([`Reality`]: companies, confirmations, ties, marks of other
//! applications) and gives one [`Finding`] for each fact: verified, not verified, contradicted or not computable, with the
//! reason. There is no score, and a finding is no verdict on a person: the candidate may see and answer every one.
//! [`timeline`] draws the periods and their gaps as SVG, with a list that says the same.
//!
//! The crate is pure: no clock, no database, no network. Files come from outside, so size, depth, time and memory of reading
//! are bounded (see [`limits`]) and nothing in them can make it panic. Nothing here can hold the content of an extract from
//! the police's registers: there is no field for it.
//!
//! ```
//! use resume::{Claims, CompanyTable, Fact, Reality, Verdict, examine, read};
//!
//! let file = r#"{"basics": {"name": "Exempel Exempelsson"},
//!     "work": [{"name": "Exempel AB", "position": "Handläggare", "startDate": "2019-02", "endDate": "2018-06"}]}"#;
//! let claims: Claims = read(file.as_bytes(), "cv.json")?;
//! let none = CompanyTable::default();
//! let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default();
//! let findings = examine(&claims, &Reality::new(&none), today);
//! let dates = findings.iter().find(|finding| finding.fact == Fact::Dates).map(|finding| finding.verdict);
//! assert_eq!(dates, Some(Verdict::Contradicted));
//! # Ok::<(), resume::Unreadable>(())
//! ```

mod claims;
mod companies;
mod country;
mod error;
mod examine;
mod extent;
mod finding;
pub mod limits;
mod mark;
mod picture;
mod reading;
mod reality;
mod stamp;
mod words;

pub use claims::{Certificate, Claims, Document, Format, Kind, Period, Referee, Remark};
pub use companies::{Companies, Company, CompanyRole, CompanyTable, EarlierName, RegisterRow};
pub use error::{Unreadable, Why};
pub use examine::examine;
pub use finding::{Fact, Finding, Subject, Verdict};
pub use mark::{Key, Mark, certificate_mark, history_mark, issuer_mark, marks, person_mark};
pub use picture::{Bar, Picture, Shape, timeline};
pub use reading::{metadata, read};
pub use reality::{AttachedDocument, Confirmation, Outcome, Reality, Seen, Shown, Tie, TiedTo};
pub use stamp::Stamp;
pub use words::Words;
