//! What ties two entities.

/// A role in a company that is neither ownership nor a plain seat on the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CompanyRole {
    /// Chairs the board.
    Chair,
    /// Deputy member of the board.
    Deputy,
    /// Managing director.
    ManagingDirector,
    /// May sign for the company.
    Signatory,
    /// Auditor.
    Auditor,
}

/// What a tie says. Each reads from the first entity to the second: a person *is employed by* an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Has a role in a company.
    Role(CompanyRole),
    /// Sits on the board of.
    Board,
    /// Owns (a company, a property).
    Owner,
    /// Is employed by.
    Employed,
    /// Has attested invoices of.
    Attested,
    /// Has handled a case of.
    Handled,
    /// Rents.
    Tenant,
    /// Is registered at a street address.
    Address,
    /// Is registered in an apartment.
    Apartment,
    /// Holds an account.
    Account,
    /// Has a telephone number.
    Phone,
    /// Has an e-mail address.
    Email,
    /// Has declared a tie to.
    Declared,
    /// Is, by linkage, a relative or of the same household. The only one without direction.
    Household,
}

impl Relation {
    /// Every relation, in order.
    pub const ALL: [Self; 18] = [
        Self::Role(CompanyRole::Chair),
        Self::Role(CompanyRole::Deputy),
        Self::Role(CompanyRole::ManagingDirector),
        Self::Role(CompanyRole::Signatory),
        Self::Role(CompanyRole::Auditor),
        Self::Board,
        Self::Owner,
        Self::Employed,
        Self::Attested,
        Self::Handled,
        Self::Tenant,
        Self::Address,
        Self::Apartment,
        Self::Account,
        Self::Phone,
        Self::Email,
        Self::Declared,
        Self::Household,
    ];

    /// The relation's word in tables and queries. Those of the roles are the register's own `role_kind`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Role(CompanyRole::Chair) => "chair",
            Self::Role(CompanyRole::Deputy) => "deputy",
            Self::Role(CompanyRole::ManagingDirector) => "managing_director",
            Self::Role(CompanyRole::Signatory) => "signatory",
            Self::Role(CompanyRole::Auditor) => "auditor",
            Self::Board => "board_member",
            Self::Owner => "owner",
            Self::Employed => "employed",
            Self::Attested => "attested",
            Self::Handled => "handled",
            Self::Tenant => "tenant",
            Self::Address => "address",
            Self::Apartment => "apartment",
            Self::Account => "account",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Declared => "declared",
            Self::Household => "household",
        }
    }

    /// The relation with this [`code`](Self::code).
    ///
    /// ```
    /// use linkage::network::{CompanyRole, Relation};
    ///
    /// assert_eq!(Relation::parse("deputy"), Some(Relation::Role(CompanyRole::Deputy)));
    /// assert_eq!(Relation::parse("friend"), None);
    /// ```
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|relation| relation.code() == code)
    }

    /// Whether it says the same of both entities.
    #[must_use]
    pub const fn symmetric(self) -> bool {
        matches!(self, Self::Household)
    }

    /// Whether it only says that somebody did their duty: with whom a public servant has to do is no circle of theirs.
    #[must_use]
    pub const fn is_duty(self) -> bool {
        matches!(self, Self::Attested | Self::Handled)
    }

    /// In Swedish, read from the first entity to the second.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Role(CompanyRole::Chair) => "ordförande i",
            Self::Role(CompanyRole::Deputy) => "suppleant i",
            Self::Role(CompanyRole::ManagingDirector) => "vd i",
            Self::Role(CompanyRole::Signatory) => "firmatecknare för",
            Self::Role(CompanyRole::Auditor) => "revisor i",
            Self::Board => "styrelseledamot i",
            Self::Owner => "äger",
            Self::Employed => "anställd hos",
            Self::Attested => "har attesterat fakturor från",
            Self::Handled => "har handlagt ärende om",
            Self::Tenant => "hyr",
            Self::Address => "registrerad på",
            Self::Apartment => "registrerad i lägenheten",
            Self::Account => "har kontot",
            Self::Phone => "har telefon",
            Self::Email => "har e-post",
            Self::Declared => "har uppgett anknytning till",
            Self::Household => "trolig släkting eller i samma hushåll som",
        }
    }

    /// In Swedish, read from the second entity to the first.
    #[must_use]
    pub const fn words_back(self) -> &'static str {
        match self {
            Self::Role(CompanyRole::Chair) => "har som ordförande",
            Self::Role(CompanyRole::Deputy) => "har som suppleant",
            Self::Role(CompanyRole::ManagingDirector) => "har som vd",
            Self::Role(CompanyRole::Signatory) => "har som firmatecknare",
            Self::Role(CompanyRole::Auditor) => "har som revisor",
            Self::Board => "har i styrelsen",
            Self::Owner => "ägs av",
            Self::Employed => "har som anställd",
            Self::Attested => "fakturor attesterade av",
            Self::Handled => "ärende handlagt av",
            Self::Tenant => "hyrs av",
            Self::Address => "adress för",
            Self::Apartment => "lägenhet för",
            Self::Account => "konto för",
            Self::Phone => "telefon för",
            Self::Email => "e-post för",
            Self::Declared => "anknytning uppgiven av",
            Self::Household => "trolig släkting eller i samma hushåll som",
        }
    }
}
