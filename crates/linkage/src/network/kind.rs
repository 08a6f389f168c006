//! What a node is, and when it carries no paths.

use std::fmt;

/// What an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeKind {
    /// A living or dead person.
    Person,
    /// A company, an association, an authority.
    Organisation,
    /// A bank account, bankgiro, plusgiro or IBAN.
    Account,
    /// A street address, with or without an apartment.
    Address,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A real property (fastighet).
    Property,
}

impl NodeKind {
    /// Every kind, in order.
    pub const ALL: [Self; 7] =
        [Self::Person, Self::Organisation, Self::Account, Self::Address, Self::Phone, Self::Email, Self::Property];

    /// The kind's word in tables and queries.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Account => "account",
            Self::Address => "address",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Property => "property",
        }
    }

    /// The kind with this [`code`](Self::code).
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The kind's word in Swedish, for people.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Account => "konto",
            Self::Address => "adress",
            Self::Phone => "telefon",
            Self::Email => "e-post",
            Self::Property => "fastighet",
        }
    }
}

/// How many an identifier may be tied to and still carry paths, per kind.
///
/// Persons and organisations have no cap: those that everyone is tied to are listed as hubs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caps {
    /// For accounts.
    pub account: u32,
    /// For addresses.
    pub address: u32,
    /// For telephone numbers.
    pub phone: u32,
    /// For e-mail addresses.
    pub email: u32,
    /// For properties.
    pub property: u32,
}

impl Caps {
    /// The same cap for every kind of identifier.
    #[must_use]
    pub const fn all(cap: u32) -> Self {
        Self { account: cap, address: cap, phone: cap, email: cap, property: cap }
    }

    /// The cap of a kind, `None` for what is not an identifier.
    #[must_use]
    pub const fn of(&self, kind: NodeKind) -> Option<u32> {
        match kind {
            NodeKind::Person | NodeKind::Organisation => None,
            NodeKind::Account => Some(self.account),
            NodeKind::Address => Some(self.address),
            NodeKind::Phone => Some(self.phone),
            NodeKind::Email => Some(self.email),
            NodeKind::Property => Some(self.property),
        }
    }
}

/// 20 of each.
impl Default for Caps {
    fn default() -> Self {
        Self::all(20)
    }
}

/// Why a node is on the list of hubs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HubKind {
    /// Keeps the books of many firms.
    Accountant,
    /// Lets desks and addresses to many firms.
    OfficeHotel,
    /// The municipality itself, or a company that it owns.
    Municipal,
    /// Legal guardian, trustee or administrator of bankrupt estates.
    Trustee,
    /// Anything else that ties many who have nothing to do with each other.
    Other,
}

impl HubKind {
    /// Every kind of hub.
    pub const ALL: [Self; 5] = [Self::Accountant, Self::OfficeHotel, Self::Municipal, Self::Trustee, Self::Other];

    /// The word in lists of hubs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accountant => "accountant",
            Self::OfficeHotel => "office_hotel",
            Self::Municipal => "municipal",
            Self::Trustee => "trustee",
            Self::Other => "other",
        }
    }

    /// The kind with this [`code`](Self::code).
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// In Swedish, for people.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Accountant => "redovisningsbyrå",
            Self::OfficeHotel => "kontorshotell",
            Self::Municipal => "kommunen eller ett kommunalt bolag",
            Self::Trustee => "god man eller förvaltare",
            Self::Other => "känt nav",
        }
    }
}

/// Why no path passes through a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cut {
    /// It is listed.
    Hub(HubKind),
    /// It is an identifier that too many share.
    Degree {
        /// How many it is tied to.
        degree: u32,
        /// How many it may be tied to.
        cap: u32,
    },
}

/// In Swedish, for people.
impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hub(kind) => write!(f, "bär inga vägar: {}", kind.words()),
            Self::Degree { degree, cap } => write!(f, "bär inga vägar: {degree} kopplingar, gränsen är {cap}"),
        }
    }
}
