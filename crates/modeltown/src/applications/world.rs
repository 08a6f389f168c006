//! The companies and schools of the applications: steady ones, and one for each fate that a company can have.

use crate::calendar::Day;
use crate::draw::Draw;
use crate::names;
use crate::numbers::{Mint, OrgForm};
use std::fmt::Write as _;

/// A company or a school.
#[derive(Debug, Clone, Default)]
pub(super) struct Company {
    pub(super) org: String,
    pub(super) name: String,
    pub(super) earlier: String,
    pub(super) from: Option<Day>,
    pub(super) to: Option<Day>,
    pub(super) bankrupt: Option<Day>,
    pub(super) merged_into: String,
}

/// Everything that the register knows, and what is still to be handed out.
#[derive(Debug)]
pub(super) struct World {
    pub(super) mint: Mint,
    draw: Draw,
    names: usize,
    /// Companies that have existed all the time.
    pub(super) steady: Vec<Company>,
    /// Companies with a fate, made for one application each.
    pub(super) others: Vec<Company>,
    /// Schools that have existed all the time.
    pub(super) schools: Vec<Company>,
}

/// The day that the register is of.
pub(super) const AS_OF: Day = Day::new(2026, 6, 30);

impl World {
    pub(super) fn new(seed: u64) -> Self {
        let draw = Draw::new(seed, "applications: world");
        let mut world =
            Self { mint: Mint::default(), draw, names: 0, steady: Vec::new(), others: Vec::new(), schools: Vec::new() };
        for _ in 0..240 {
            let from = Day::new(1970, 1, 1).plus(world.draw.days(0, 9_000));
            let company = world.company(" AB", from);
            world.steady.push(company);
        }
        for place in ["Lindåkers", "Norrby", "Åsens", "Brukstorps", "Kvarnviks", "Sjölunda"] {
            let org = world.mint.org(OrgForm::Public);
            let from = Some(Day::new(1977, 7, 1));
            world.schools.push(Company { org, name: format!("{place} högskola"), from, ..Company::default() });
        }
        world
    }

    /// A company with a name and number of its own, registered on a day.
    pub(super) fn company(&mut self, form: &str, from: Day) -> Company {
        self.names += 1;
        let name = format!("{}{form}", names::stem(&mut self.draw, self.names));
        Company { org: self.mint.org(OrgForm::Company), name, from: Some(from), ..Company::default() }
    }

    /// A name like that of a company, which the register has not.
    pub(super) fn unknown_name(&mut self) -> String {
        self.names += 1;
        names::stem(&mut self.draw, self.names)
    }

    /// The register, as `companies.csv`.
    pub(super) fn table(&self) -> String {
        let mut table = "org_no;name;earlier_name;registered;deregistered;bankrupt;merged_into\n".to_owned();
        let day = |day: Option<Day>| day.map(iso).unwrap_or_default();
        for company in self.steady.iter().chain(&self.others).chain(&self.schools) {
            let Company { org, name, earlier, from, to, bankrupt, merged_into } = company;
            let (from, to, bankrupt) = (day(*from), day(*to), day(*bankrupt));
            let _ = writeln!(table, "{org};{name};{earlier};{from};{to};{bankrupt};{merged_into}");
        }
        table
    }
}

/// `2026-06-30`.
pub(super) fn iso(day: Day) -> String {
    let (year, month, day) = day.civil();
    format!("{year:04}-{month:02}-{day:02}")
}

/// `2026-06`.
pub(super) fn month(day: Day) -> String {
    let (year, month, _) = day.civil();
    format!("{year:04}-{month:02}")
}
