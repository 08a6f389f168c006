//! What the municipality does besides paying: contracts, tenders, decisions, grants, cases.

use crate::calendar::{Day, Moment};

/// A contract.
#[derive(Debug, Clone)]
pub(crate) struct Contract {
    pub(crate) id: String,
    pub(crate) supplier: usize,
    pub(crate) unit: usize,
    pub(crate) starts: Day,
    pub(crate) ends: Day,
    /// Known for schemes and decoys; otherwise set from what was spent.
    pub(crate) ceiling: Option<i64>,
    pub(crate) procurement: String,
    pub(crate) owner: usize,
    pub(crate) kind: &'static str,
    pub(crate) document: &'static str,
    pub(crate) spent: i64,
    /// When it is not the day it starts.
    pub(crate) signed: Option<Day>,
    /// Nobody has followed it up.
    pub(crate) forgotten: bool,
    /// A case in court about the award.
    pub(crate) court: &'static str,
}

/// A tender.
#[derive(Debug, Clone)]
pub(crate) struct Tender {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) unit: usize,
    pub(crate) cpv: &'static str,
    pub(crate) method: &'static str,
    pub(crate) published: Day,
    pub(crate) due: Moment,
    pub(crate) estimate: i64,
    pub(crate) awarded: Option<Day>,
    pub(crate) officer: usize,
    pub(crate) criterion: &'static str,
    pub(crate) cancelled: bool,
    /// Who helped to write it; an organisation number.
    pub(crate) adviser: String,
}

/// A bid.
#[derive(Debug, Clone)]
pub(crate) struct Bid {
    pub(crate) tender: String,
    pub(crate) org: String,
    pub(crate) name: String,
    pub(crate) price: i64,
    pub(crate) at: Moment,
    pub(crate) status: &'static str,
    pub(crate) reason: &'static str,
    /// Author of the document and address it was sent from.
    pub(crate) origin: [&'static str; 2],
}

/// An award.
#[derive(Debug, Clone)]
pub(crate) struct Award {
    pub(crate) tender: String,
    pub(crate) org: String,
    pub(crate) name: String,
    pub(crate) amount: i64,
    pub(crate) on: Day,
    pub(crate) contract: String,
}

/// A declared secondary employment.
#[derive(Debug, Clone)]
pub(crate) struct SideJob {
    pub(crate) employee: usize,
    pub(crate) org: String,
    pub(crate) text: &'static str,
    pub(crate) declared: Day,
    pub(crate) approved: bool,
}

/// A delegated decision.
#[derive(Debug, Clone)]
pub(crate) struct Decision {
    pub(crate) kind: &'static str,
    pub(crate) amount: i64,
    pub(crate) by: usize,
    pub(crate) role: &'static str,
    pub(crate) unit: usize,
    pub(crate) on: Day,
    pub(crate) point: String,
    pub(crate) reported: Option<Day>,
    pub(crate) subject: String,
    pub(crate) org: String,
    /// The conflict of interest stands in the decision.
    pub(crate) recused: bool,
}

/// A line of the delegation order.
#[derive(Debug, Clone)]
pub(crate) struct Delegation {
    pub(crate) point: String,
    pub(crate) role: &'static str,
    pub(crate) max: i64,
    pub(crate) starts: Day,
    pub(crate) ends: Option<Day>,
}

/// An association that may seek grants.
#[derive(Debug, Clone)]
pub(crate) struct Association {
    pub(crate) org: String,
    pub(crate) name: String,
    pub(crate) street: String,
    pub(crate) postal: String,
    pub(crate) city: String,
    pub(crate) bankgiro: String,
    pub(crate) bank: String,
    pub(crate) founded: Day,
    pub(crate) members: i64,
    pub(crate) umbrella: &'static str,
}

/// A grant.
#[derive(Debug, Clone)]
pub(crate) struct Grant {
    pub(crate) org: String,
    pub(crate) kind: &'static str,
    pub(crate) paid: i64,
    pub(crate) on: Day,
    pub(crate) account: String,
    pub(crate) handler: usize,
    pub(crate) decider: usize,
    pub(crate) facts: GrantFacts,
}

/// What the application and the account of it say, where it is not what they ordinarily say.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct GrantFacts {
    pub(crate) sought: Option<i64>,
    pub(crate) members: Option<i64>,
    pub(crate) activity: Option<&'static str>,
    pub(crate) funder: Option<&'static str>,
    pub(crate) cost: Option<i64>,
    pub(crate) to_board: i64,
    pub(crate) agreed: bool,
    pub(crate) no_lease: bool,
}

/// A case of economic assistance.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) person: String,
    pub(crate) household: String,
    pub(crate) street: String,
    pub(crate) postal: String,
    /// An index into the users of the case system.
    pub(crate) handler: usize,
    pub(crate) opened: Day,
    pub(crate) closed: Option<Day>,
    pub(crate) account: String,
    pub(crate) facts: CaseFacts,
}

/// What a case says, where it is not what cases ordinarily say.
#[derive(Debug, Clone, Default)]
pub(crate) struct CaseFacts {
    pub(crate) protected: bool,
    /// The organisation that lets the flat.
    pub(crate) landlord: String,
    pub(crate) sublet: bool,
    /// The last meeting or call, when it is long ago.
    pub(crate) contact: Option<Day>,
}

/// Who may work on a case.
#[derive(Debug, Clone)]
pub(crate) struct Assignment {
    pub(crate) case: String,
    pub(crate) user: usize,
    pub(crate) kind: &'static str,
    pub(crate) starts: Day,
    pub(crate) ends: Option<Day>,
}

/// One look into a file.
#[derive(Debug, Clone)]
pub(crate) struct Access {
    pub(crate) user: usize,
    pub(crate) person: String,
    pub(crate) case: String,
    pub(crate) act: &'static str,
    pub(crate) at: Moment,
    /// The system, when it is not the case system.
    pub(crate) system: Option<&'static str>,
    /// The employee whom it concerns, in the program that checks: an index into staff.
    pub(crate) about: Option<usize>,
}
