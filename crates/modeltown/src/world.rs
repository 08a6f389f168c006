//! The town in memory: everything except the mass of daily rows, which is drawn while it is written.

mod affairs;
mod planned;

pub(crate) use affairs::{
    Access, Assignment, Association, Award, Bid, Case, CaseFacts, Contract, Decision, Delegation, Grant, GrantFacts,
    SideJob, Tender,
};
pub(crate) use planned::{Aid, Lease, Offer, Ordinary, Permit, Planned, Resident, Session, Tenancy, Wage};

use crate::Habit;
use crate::calendar::{Day, Moment, Span};
use crate::draw::Draw;
use crate::numbers::Mint;
use crate::payday::Wish;
use crate::ties::{How, Lookalike};
use crate::truth::Truth;
use std::collections::{BTreeMap, BTreeSet};

/// A unit with its own people in the invoice chain.
#[derive(Debug, Clone, Default)]
pub(crate) struct Unit {
    /// Name as in every register.
    pub(crate) name: String,
    /// What most people there do; also decides which trades it buys.
    pub(crate) kind: &'static str,
    /// Users who register invoices.
    pub(crate) registrars: Vec<usize>,
    /// Users who approve invoices.
    pub(crate) approvers: Vec<usize>,
    /// The manager, an index into staff.
    pub(crate) manager: usize,
}

/// An employee.
#[derive(Debug, Clone)]
pub(crate) struct Employee {
    pub(crate) id: String,
    pub(crate) person: String,
    pub(crate) name: String,
    pub(crate) street: String,
    pub(crate) postal: String,
    pub(crate) city: String,
    pub(crate) dwelling: String,
    pub(crate) account: String,
    /// Ten digits.
    pub(crate) phone: String,
    pub(crate) unit: usize,
    pub(crate) position: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) starts: Day,
    pub(crate) ends: Option<Day>,
    pub(crate) manager: Option<usize>,
    pub(crate) salary: i64,
}

/// A user of the ledger or of the case system.
#[derive(Debug, Clone)]
pub(crate) struct User {
    pub(crate) id: String,
    pub(crate) employee: Option<usize>,
    pub(crate) name: String,
    pub(crate) kind: &'static str,
}

/// How a supplier bills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rhythm {
    /// Under contract: about so many invoices a month.
    Contract(u64),
    /// One invoice a month at most, in so many months out of a thousand.
    Occasional(u64),
    /// Only what a scheme or a decoy has planned.
    Planned,
}

/// A record in the supplier register.
#[derive(Debug, Clone)]
pub(crate) struct Supplier {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) org: String,
    pub(crate) kind: &'static str,
    pub(crate) bankgiro: String,
    pub(crate) plusgiro: String,
    pub(crate) iban: String,
    pub(crate) bank: String,
    pub(crate) care_of: String,
    pub(crate) street: String,
    pub(crate) postal: String,
    pub(crate) city: String,
    pub(crate) phone: String,
    pub(crate) site: String,
    pub(crate) factoring: bool,
    pub(crate) created: Day,
    pub(crate) created_by: usize,
    pub(crate) trade: usize,
    pub(crate) rhythm: Rhythm,
    pub(crate) units: Vec<usize>,
    /// The account (as written) that was paid to before a day.
    pub(crate) before: Option<(Day, String)>,
    /// Already part of a scheme, a decoy or an honest oddity.
    pub(crate) taken: bool,
    /// Whose record it is in truth: an organisation number, a personal number of twelve digits, or its own supplier number.
    pub(crate) whom: String,
    /// What ties it to its owner's other records when no number does and it is not the number's slip.
    pub(crate) tie: Option<How>,
    /// Exported letter by letter as it stands here.
    pub(crate) as_is: bool,
    /// Mail, when it is not the ordinary one of its name.
    pub(crate) email: String,
    /// No longer to be paid.
    pub(crate) blocked: bool,
}

/// A company, association or other organisation as the company register knows it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Company {
    pub(crate) org: String,
    pub(crate) name: String,
    pub(crate) form: &'static str,
    pub(crate) registered: Option<Day>,
    pub(crate) deregistered: Option<Day>,
    pub(crate) reason: &'static str,
    pub(crate) proceeding: &'static str,
    pub(crate) proceeding_on: Option<Day>,
    pub(crate) sni: &'static str,
    pub(crate) care_of: String,
    pub(crate) street: String,
    pub(crate) postal: String,
    pub(crate) city: String,
    pub(crate) f_tax: bool,
    pub(crate) f_tax_from: Option<Day>,
    pub(crate) f_tax_to: Option<Day>,
    pub(crate) vat: bool,
    pub(crate) employer: bool,
    pub(crate) contributions: i64,
    pub(crate) turnover: i64,
    pub(crate) debt: i64,
    pub(crate) activity: &'static str,
    /// Twelve digits of the person who trades under it; empty for a legal person.
    pub(crate) owner: String,
}

/// A person's post in a company.
#[derive(Debug, Clone)]
pub(crate) struct Role {
    pub(crate) org: String,
    pub(crate) person: String,
    pub(crate) name: String,
    pub(crate) kind: &'static str,
    pub(crate) starts: Day,
    pub(crate) ends: Option<Day>,
}

/// Something that happened to a company.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) org: String,
    pub(crate) kind: &'static str,
    pub(crate) on: Day,
    pub(crate) detail: &'static str,
}

/// A change of a supplier record.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    pub(crate) supplier: String,
    pub(crate) field: &'static str,
    pub(crate) old: String,
    pub(crate) new: String,
    pub(crate) at: Moment,
    pub(crate) by: String,
    pub(crate) approved_by: String,
    pub(crate) channel: &'static str,
    pub(crate) called_back: Option<(String, Moment)>,
    pub(crate) batch: String,
}

/// An account with its owner in the giro register.
#[derive(Debug, Clone)]
pub(crate) struct Giro {
    pub(crate) account: String,
    pub(crate) owner: String,
    pub(crate) name: String,
}

/// A supplier's claims pledged to a financier.
#[derive(Debug, Clone)]
pub(crate) struct Pledge {
    pub(crate) supplier: String,
    pub(crate) account: String,
    pub(crate) financier: String,
    pub(crate) starts: Day,
}

/// A party on an exclusion list.
#[derive(Debug, Clone)]
pub(crate) struct Excluded {
    pub(crate) list: &'static str,
    pub(crate) org: String,
    pub(crate) person: String,
    pub(crate) name: String,
    pub(crate) born: Option<Day>,
    pub(crate) listed: Day,
    pub(crate) until: Day,
    /// Who it is in truth, when the list gives no number.
    pub(crate) whom: String,
}

/// An invoice with everything that happens to it.
#[derive(Debug, Clone)]
pub(crate) struct Invoice {
    pub(crate) supplier: usize,
    pub(crate) number: String,
    pub(crate) dated: Day,
    pub(crate) paid: Day,
    pub(crate) net: i64,
    pub(crate) vat: i64,
    pub(crate) withheld: i64,
    pub(crate) unit: usize,
    pub(crate) trade: usize,
    pub(crate) contract: String,
    pub(crate) order: Option<Day>,
    pub(crate) text: &'static str,
    /// Who registers, approves and releases it: indexes into users.
    pub(crate) chain: [usize; 3],
    /// The account that was paid to, when it is not the supplier's own.
    pub(crate) account: Option<String>,
    pub(crate) manual: bool,
    pub(crate) lines: i64,
    /// Numbered and drawn beside all others, so that it changes nothing about them.
    pub(crate) apart: bool,
    /// When it was approved, when that matters.
    pub(crate) approved: Option<Moment>,
}

/// The whole town.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) seed: u64,
    pub(crate) inhabitants: u64,
    pub(crate) habit: Habit,
    /// What the town was made for; what is drawn over the years never reaches past it.
    pub(crate) span: Span,
    /// The last day of the registers: the span's, or later.
    pub(crate) until: Day,
    pub(crate) mint: Mint,
    /// Numbers for what is made beside the town's own life: the payment day and the month after.
    pub(crate) aside: Option<Mint>,
    pub(crate) units: Vec<Unit>,
    pub(crate) staff: Vec<Employee>,
    pub(crate) users: Vec<User>,
    pub(crate) case_users: Vec<User>,
    /// The robot that registers electronic invoices.
    pub(crate) robot: usize,
    /// Central finance: they release payments and change supplier records.
    pub(crate) finance: Vec<usize>,
    /// Who buys: indexes into staff.
    pub(crate) buyers: Vec<usize>,
    pub(crate) suppliers: Vec<Supplier>,
    pub(crate) companies: Vec<Company>,
    /// How many of them were there before the payment day was prepared.
    pub(crate) settled: usize,
    pub(crate) roles: Vec<Role>,
    pub(crate) events: Vec<Event>,
    pub(crate) changes: Vec<Change>,
    pub(crate) giros: Vec<Giro>,
    pub(crate) pledges: Vec<Pledge>,
    pub(crate) excluded: Vec<Excluded>,
    pub(crate) contracts: Vec<Contract>,
    /// Contracts of each supplier that has any.
    pub(crate) covers: BTreeMap<usize, Vec<usize>>,
    pub(crate) tenders: Vec<Tender>,
    pub(crate) bids: Vec<Bid>,
    pub(crate) awards: Vec<Award>,
    pub(crate) side_jobs: Vec<SideJob>,
    pub(crate) decisions: Vec<Decision>,
    pub(crate) delegations: Vec<Delegation>,
    pub(crate) associations: Vec<Association>,
    pub(crate) grants: Vec<Grant>,
    pub(crate) cases: Vec<Case>,
    /// Where the assignments of each ordinary case stand.
    pub(crate) case_ranges: Vec<std::ops::Range<usize>>,
    pub(crate) assignments: Vec<Assignment>,
    pub(crate) accesses: Vec<Access>,
    pub(crate) invoices: Vec<Invoice>,
    pub(crate) stems: usize,
    /// Another number that a person has had, to the person's own.
    pub(crate) renumbered: BTreeMap<String, String>,
    pub(crate) lookalikes: Vec<Lookalike>,
    pub(crate) truth: Truth,
    /// What is planted now is made apart from all others.
    pub(crate) apart: bool,
    pub(crate) ordinary: Ordinary,
    pub(crate) planned: Planned,
    /// What the next payment day holds besides ordinary payments.
    pub(crate) wishes: Vec<Wish>,
    /// Suppliers of those; they bill nothing after the span.
    pub(crate) held: BTreeSet<usize>,
    /// Ordinary invoices paid in the last months of the span.
    pub(crate) recent: Vec<Invoice>,
}

impl World {
    /// A town without anybody in it.
    pub(crate) fn empty(seed: u64, inhabitants: u64, span: Span) -> Self {
        Self {
            seed,
            inhabitants,
            habit: Habit::Ordinary,
            span,
            until: span.last,
            mint: Mint::default(),
            aside: None,
            units: Vec::new(),
            staff: Vec::new(),
            users: Vec::new(),
            case_users: Vec::new(),
            robot: 0,
            finance: Vec::new(),
            buyers: Vec::new(),
            suppliers: Vec::new(),
            companies: Vec::new(),
            settled: 0,
            roles: Vec::new(),
            events: Vec::new(),
            changes: Vec::new(),
            giros: Vec::new(),
            pledges: Vec::new(),
            excluded: Vec::new(),
            contracts: Vec::new(),
            covers: BTreeMap::new(),
            tenders: Vec::new(),
            bids: Vec::new(),
            awards: Vec::new(),
            side_jobs: Vec::new(),
            decisions: Vec::new(),
            delegations: Vec::new(),
            associations: Vec::new(),
            grants: Vec::new(),
            cases: Vec::new(),
            case_ranges: Vec::new(),
            assignments: Vec::new(),
            accesses: Vec::new(),
            invoices: Vec::new(),
            stems: 0,
            renumbered: BTreeMap::new(),
            lookalikes: Vec::new(),
            truth: Truth::default(),
            apart: false,
            ordinary: Ordinary::default(),
            planned: Planned::default(),
            wishes: Vec::new(),
            held: BTreeSet::new(),
            recent: Vec::new(),
        }
    }

    /// The stream of draws for a part of the town.
    pub(crate) fn draw(&self, part: &str) -> Draw {
        Draw::new(self.seed, part)
    }

    /// The first days of the months that the registers cover.
    pub(crate) fn months(&self) -> impl Iterator<Item = Day> + use<> {
        Span { first: self.span.first, last: self.until }.months()
    }

    /// So many of something, given how many there are in a town of 50 000; at least `least`.
    pub(crate) fn scaled(&self, at_50_000: u64, least: u64) -> usize {
        usize::try_from((at_50_000 * self.inhabitants / 50_000).max(least)).unwrap_or(usize::MAX)
    }

    /// So many of something that depends on what is usual: the shares of a rural town and a city in per cent.
    pub(crate) fn habitual(&self, at_50_000: u64, least: u64, shares: [u64; 2]) -> usize {
        self.scaled(at_50_000 * self.habit.of(shares) / 100, least)
    }

    /// A unit's name.
    pub(crate) fn unit_name(&self, unit: usize) -> &str {
        self.units.get(unit).map_or("", |unit| unit.name.as_str())
    }

    /// An employee's number.
    pub(crate) fn employee_id(&self, employee: usize) -> &str {
        self.staff.get(employee).map_or("", |employee| employee.id.as_str())
    }

    /// A ledger user's name in the system.
    pub(crate) fn user_id(&self, user: usize) -> &str {
        self.users.get(user).map_or("", |user| user.id.as_str())
    }
}
