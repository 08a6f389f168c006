//! Rows of the registers that are written beside the ordinary ones: only something planted makes them.

use crate::calendar::{Day, Moment};
use std::collections::BTreeSet;

/// How much of each there was before anything was planted apart; the rest is drawn apart too, so that nobody else's figures change.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Ordinary {
    pub(crate) staff: usize,
    pub(crate) associations: usize,
    pub(crate) cases: usize,
    pub(crate) case_users: usize,
}

/// The rows, register by register.
#[derive(Debug, Default)]
pub(crate) struct Planned {
    /// How many properties have been named.
    pub(crate) properties: usize,
    pub(crate) sessions: Vec<Session>,
    pub(crate) permits: Vec<Permit>,
    pub(crate) leases: Vec<Lease>,
    /// Organisations in confirmed cases, and since when.
    pub(crate) confirmed: Vec<(String, Day)>,
    pub(crate) offers: Vec<Offer>,
    pub(crate) tenancies: Vec<Tenancy>,
    /// In the municipality's extract of the population register.
    pub(crate) homes: Vec<Resident>,
    pub(crate) wages: Vec<Wage>,
    /// An employee's salary of a month that went to another account.
    pub(crate) diverted: Vec<(usize, Day, String)>,
    /// Employees who leave no trace: neither shifts nor absences.
    pub(crate) silent: BTreeSet<usize>,
    /// Employees who never showed an extract from the criminal register.
    pub(crate) unchecked: BTreeSet<usize>,
    /// Employee, first and last moment.
    pub(crate) shifts: Vec<(usize, Moment, Moment)>,
    /// Employee, first and last day, kind.
    pub(crate) absences: Vec<(usize, Day, Day, &'static str)>,
    /// Whose pay was changed, which field, when, by and approved by whom (users).
    pub(crate) pay_changes: Vec<(usize, &'static str, Moment, usize, Option<usize>)>,
    /// Employee, organisation, first and last day, whether somebody asked the employer.
    pub(crate) certificates: Vec<(usize, String, Day, Day, bool)>,
    /// User and role in the ledger.
    pub(crate) entitlements: Vec<(usize, &'static str)>,
    /// Users who belong to no employee and whom nobody answers for.
    pub(crate) orphans: BTreeSet<usize>,
    /// Users that were closed.
    pub(crate) closed: BTreeSet<usize>,
    /// Contract, day, kind, sum.
    pub(crate) amendments: Vec<(String, Day, &'static str, i64)>,
    /// Contract, whose worker, when the work began; eight hours each.
    pub(crate) on_site: Vec<(String, String, Moment)>,
    /// Contract, main supplier, subcontractor, first day.
    pub(crate) subcontractors: Vec<(String, String, String, Day)>,
    pub(crate) aid: Vec<Aid>,
    /// Person, month, source, sum.
    pub(crate) incomes: Vec<(String, Day, &'static str, i64)>,
    /// In the social board's own extract of the population register.
    pub(crate) residents: Vec<Resident>,
    /// Organisations that stand in the social board's own extract of the company register.
    pub(crate) known_firms: Vec<String>,
}

/// A payment of economic assistance.
#[derive(Debug, Clone, Default)]
pub(crate) struct Aid {
    pub(crate) case: String,
    pub(crate) amount: i64,
    /// As the payment file writes it.
    pub(crate) account: String,
    pub(crate) on: Day,
    /// Users of the case system.
    pub(crate) handler: usize,
    pub(crate) decider: usize,
    pub(crate) kind: &'static str,
    pub(crate) manual: bool,
    pub(crate) payee: String,
    pub(crate) payee_role: &'static str,
    pub(crate) income: i64,
    pub(crate) document: String,
}

/// Where a person is registered, in the social board's extract.
#[derive(Debug, Clone, Default)]
pub(crate) struct Resident {
    pub(crate) person: String,
    pub(crate) street: String,
    pub(crate) postal: String,
    pub(crate) dwelling: String,
    pub(crate) since: Day,
    /// When and why the person was taken off the register.
    pub(crate) gone: Option<(Day, &'static str)>,
}

/// A flat that was offered to somebody in the queue.
#[derive(Debug, Clone)]
pub(crate) struct Offer {
    pub(crate) person: String,
    pub(crate) points: i64,
    pub(crate) on: Day,
    /// A user in the ledger.
    pub(crate) officer: usize,
    pub(crate) priority: &'static str,
}

/// A flat that is let.
#[derive(Debug, Clone)]
pub(crate) struct Tenancy {
    pub(crate) person: String,
    pub(crate) street: String,
    pub(crate) postal: String,
    pub(crate) dwelling: String,
    pub(crate) starts: Day,
    pub(crate) consent: bool,
}

/// A line of a payroll beside the monthly salary.
#[derive(Debug, Clone)]
pub(crate) struct Wage {
    pub(crate) employee: usize,
    /// The first day of the month.
    pub(crate) month: Day,
    pub(crate) kind: &'static str,
    pub(crate) gross: i64,
    /// Users.
    pub(crate) by: usize,
    pub(crate) approver: usize,
}

/// One evening of an association with everybody on its list.
#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub(crate) org: String,
    pub(crate) activity: &'static str,
    pub(crate) at: Moment,
    pub(crate) hall: &'static str,
    /// Twelve digits; the first leads.
    pub(crate) people: Vec<String>,
}

/// A permit that was sought.
#[derive(Debug, Clone, Default)]
pub(crate) struct Permit {
    pub(crate) kind: &'static str,
    pub(crate) org: String,
    pub(crate) property: String,
    pub(crate) street: String,
    /// Users in the ledger.
    pub(crate) handler: usize,
    pub(crate) decider: usize,
    pub(crate) applied: Day,
    pub(crate) decided: Day,
    pub(crate) outcome: &'static str,
    pub(crate) opinion: &'static str,
}

/// A lease or a sale.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lease {
    pub(crate) kind: &'static str,
    pub(crate) property: String,
    pub(crate) org: String,
    pub(crate) name: String,
    pub(crate) rent: i64,
    pub(crate) reference: i64,
    pub(crate) starts: Day,
    pub(crate) ends: Day,
    /// An index into staff.
    pub(crate) signer: usize,
    pub(crate) street: String,
    pub(crate) postal: String,
    pub(crate) consent: bool,
    pub(crate) reviewed: &'static str,
    pub(crate) reduced: &'static str,
    /// Price, valuation and deduction of a sale.
    pub(crate) sale: Option<[i64; 3]>,
}
