//! Conflicts of interest (jäv): who can not take part in a case, and who takes their place.
//!
//! Förvaltningslagen (2017:900) 16-18 §§, and kommunallagen (2017:725) 6:28-32 and 7:4 §§ for elected officials and
//! employees. The program bars as a precaution, on what it is told: register of staff, declared ties, and what linkage
//! found. Whether somebody is disqualified by law is decided by people.

mod routing;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    Bars, Concerned, Conflicted,
    event::ConcernedKind,
    id::{AuthorityId, PersonId},
};

pub use routing::{Assigned, Holding, Offices, route};

/// What is known of the staff and their ties: only what the search reads.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// Everyone with an account, or whom somebody with an account reports to.
    #[serde(default)]
    pub staff: BTreeMap<PersonId, Staff>,
    /// Ties that people have declared.
    #[serde(default)]
    pub declared: Vec<Tie>,
    /// Ties that linkage found.
    #[serde(default)]
    pub linked: Vec<Tie>,
}

/// A member of the staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Staff {
    /// Number of employment in the register of staff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employee: Option<String>,
    /// The authority.
    pub authority: AuthorityId,
    /// The unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Nearest manager.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager: Option<PersonId>,
}

/// A tie between somebody and who or what a case may be about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tie {
    /// Who has the tie.
    pub person: PersonId,
    /// To what kind.
    pub kind: ConcernedKind,
    /// The id in the register of its kind, as in [`Concerned::id`].
    pub id: String,
    /// Of which sort.
    pub sort: Sort,
    /// Where it is known from, in Swedish: `anmäld bisyssla 2026-03-01`, `samma adress`.
    pub from: String,
}

/// The sort of a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// The same person or organisation.
    Same,
    /// Kin, partner, or someone else close.
    Close,
    /// Speaks or signs for it: board, officer, proxy.
    Represents,
    /// Works for it, owns in it, owes it or is owed by it.
    Interest,
    /// Friend, adversary, former colleague, shared address, and the like.
    Other,
}

impl Sort {
    /// The ground of the law, in Swedish.
    #[must_use]
    pub const fn ground(self) -> &'static str {
        match self {
            Self::Same => "är part eller berörd själv (FL 16 § första stycket 1)",
            Self::Close => "är närstående (FL 16 § första stycket 1)",
            Self::Represents => "är ställföreträdare eller ombud (FL 16 § första stycket 2)",
            Self::Interest => "kan påverkas av beslutet (FL 16 § första stycket 1)",
            Self::Other => "har en anknytning som gör opartiskheten ifrågasatt (FL 16 § första stycket 5)",
        }
    }
}

/// Everyone among the candidates who can not take part, each once, with every reason.
///
/// Barred from everything: who is concerned, tied by declaration or linkage, or manager of a unit that is concerned.
/// Barred from all but reporting: who reports to somebody concerned at any distance, and who works in the same unit (or,
/// where no unit is known, under the same nearest manager) without being a manager of theirs.
#[must_use]
pub fn find(known: &Known, concerned: &[Concerned], candidates: &BTreeSet<PersonId>) -> Vec<Conflicted> {
    let accounts = known.accounts(concerned);
    let mut found = Vec::new();
    for person in candidates {
        let reasons = known.reasons(*person, concerned, &accounts);
        let Some(bars) = reasons.iter().map(|(bars, _)| *bars).max() else { continue };
        let why = reasons.into_iter().map(|(_, why)| why).collect::<Vec<_>>().join("; ");
        found.push(Conflicted { person: *person, bars, why });
    }
    found
}

impl Known {
    /// The accounts of those concerned, by account or by number of employment.
    fn accounts(&self, concerned: &[Concerned]) -> BTreeSet<PersonId> {
        let mut accounts: BTreeSet<PersonId> = concerned.iter().filter_map(|one| one.person).collect();
        let numbers: BTreeSet<&str> =
            concerned.iter().filter(|one| is_staff(one.kind)).filter_map(|one| one.id.as_deref()).collect();
        for (person, staff) in &self.staff {
            if staff.employee.as_deref().is_some_and(|number| numbers.contains(number)) {
                accounts.insert(*person);
            }
        }
        accounts
    }

    fn reasons(
        &self,
        person: PersonId,
        concerned: &[Concerned],
        accounts: &BTreeSet<PersonId>,
    ) -> BTreeSet<(Bars, String)> {
        let mut reasons = BTreeSet::new();
        if accounts.contains(&person) {
            reasons.insert((Bars::Everything, Sort::Same.ground().to_owned()));
        }
        for tie in self.declared.iter().chain(&self.linked).filter(|tie| tie.person == person) {
            if concerned.iter().any(|one| same_kind(one.kind, tie.kind) && one.id.as_deref() == Some(tie.id.as_str())) {
                reasons.insert((Bars::Everything, format!("{}: {}", tie.sort.ground(), tie.from)));
            }
        }
        let units: BTreeSet<&str> = concerned
            .iter()
            .filter(|one| one.kind == ConcernedKind::Unit)
            .filter_map(|one| one.id.as_deref())
            .collect();
        self.reasons_of_staff(person, accounts, &units, &mut reasons);
        reasons
    }

    fn reasons_of_staff(
        &self,
        person: PersonId,
        accounts: &BTreeSet<PersonId>,
        units: &BTreeSet<&str>,
        reasons: &mut BTreeSet<(Bars, String)>,
    ) {
        let mut add = |bars, why: &str| {
            reasons.insert((bars, format!("{why} (FL 16 § första stycket 5)")));
        };
        if self.managers(person).any(|manager| accounts.contains(&manager)) {
            add(Bars::Deciding, "är underställd den som ärendet gäller");
        }
        let own = self.staff.get(&person);
        let beside = |account: &PersonId| {
            let (Some(own), Some(other)) = (own, self.staff.get(account)) else { return false };
            let near = match (&own.unit, &other.unit) {
                (Some(mine), Some(theirs)) => mine == theirs && own.authority == other.authority,
                _ => own.manager.is_some() && own.manager == other.manager,
            };
            near && *account != person && !self.managers(*account).any(|manager| manager == person)
        };
        if accounts.iter().any(beside) {
            add(Bars::Deciding, "arbetar på samma enhet som den som ärendet gäller");
        }
        if own.and_then(|own| own.unit.as_deref()).is_some_and(|unit| units.contains(unit)) {
            add(Bars::Deciding, "arbetar på enheten som ärendet gäller");
        }
        let leads = |staff: &Staff| {
            staff.manager == Some(person) && staff.unit.as_deref().is_some_and(|unit| units.contains(unit))
        };
        if self.staff.values().any(leads) {
            add(Bars::Everything, "är chef på enheten som ärendet gäller");
        }
    }

    /// The managers above a person, nearest first; a circle ends where it closes.
    fn managers(&self, person: PersonId) -> impl Iterator<Item = PersonId> {
        let mut seen = BTreeSet::from([person]);
        let mut at = person;
        std::iter::from_fn(move || {
            at = self.staff.get(&at)?.manager?;
            seen.insert(at).then_some(at)
        })
    }
}

fn is_staff(kind: ConcernedKind) -> bool {
    matches!(kind, ConcernedKind::Employee | ConcernedKind::Consultant | ConcernedKind::Elected)
}

/// Employees, consultants and elected officials are persons too: a tie to a person's id counts for all of them.
fn same_kind(one: ConcernedKind, other: ConcernedKind) -> bool {
    let person = |kind| is_staff(kind) || kind == ConcernedKind::Person;
    one == other || (person(one) && person(other))
}
