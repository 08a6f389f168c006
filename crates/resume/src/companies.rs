//! The port to Bolagsverket's data: which organisations there are, from when to when, and when they were bankrupt.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use linkage::standardise::firm;

/// An organisation of the register. Also schools and issuers may stand among them: what is asked of them is the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Company {
    /// Ten digits.
    pub org_no: String,
    /// The name that it has now, or had last.
    pub name: String,
    /// Names that it has had.
    pub earlier_names: Vec<EarlierName>,
    /// The day of registration; unknown when nothing.
    pub registered: Option<NaiveDate>,
    /// The day when it was taken out of the register.
    pub deregistered: Option<NaiveDate>,
    /// Bankruptcies: first day, and last when it has ended.
    pub bankruptcies: Vec<(NaiveDate, Option<NaiveDate>)>,
    /// The number of the company that it was merged into; an empty text when it is known only that it was merged.
    pub merged_into: Option<String>,
}

/// What a row of the register `companies` says, which Bolagsverket's bulk file fills.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RegisterRow<'a> {
    /// `org_no`, ten digits.
    pub org_no: &'a str,
    /// `name`.
    pub name: &'a str,
    /// `registered_on`.
    pub registered_on: Option<NaiveDate>,
    /// `deregistered_on`.
    pub deregistered_on: Option<NaiveDate>,
    /// `deregistration_reason`: Bolagsverket's code or the word.
    pub deregistration_reason: &'a str,
    /// `proceeding`: Bolagsverket's code or the word.
    pub proceeding: &'a str,
    /// `proceeding_on`.
    pub proceeding_on: Option<NaiveDate>,
}

impl Company {
    /// The company of a row: `KK` and `KKAV` are bankruptcies, `FUAV` is a merger. A bankruptcy that ended with the
    /// company has no first day in the bulk file: nothing is said of it before the deregistration.
    #[must_use]
    pub fn from_register(row: &RegisterRow<'_>) -> Self {
        let says = |text: &str, codes: [&str; 2]| codes.iter().any(|code| text.trim().to_lowercase().starts_with(code));
        let is_bankrupt = says(row.proceeding, ["kk", "konkurs"]) || says(row.deregistration_reason, ["kk", "konkurs"]);
        let is_merged = says(row.deregistration_reason, ["fu", "fusion"]);
        let bankruptcy = row.proceeding_on.or(row.deregistered_on).filter(|_| is_bankrupt);
        Self {
            org_no: row.org_no.to_owned(),
            name: row.name.to_owned(),
            earlier_names: Vec::new(),
            registered: row.registered_on,
            deregistered: row.deregistered_on,
            bankruptcies: bankruptcy.map(|from| (from, row.deregistered_on)).into_iter().collect(),
            merged_into: is_merged.then(String::new),
        }
    }
}

/// A name that a company has had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierName {
    /// The name.
    pub name: String,
    /// The last day with it, when known.
    pub to: Option<NaiveDate>,
}

/// Somebody who speaks for a company, or did: what a row of the register `company_roles` says. An application has no
/// personnummer, so the register's is left.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CompanyRole {
    /// `org_no`, ten digits.
    pub org_no: String,
    /// `person_name`.
    pub person: String,
    /// `role_kind`, as the register writes it.
    pub kind: String,
    /// `starts_on`.
    pub from: Option<NaiveDate>,
    /// `ends_on`.
    pub to: Option<NaiveDate>,
}

/// Where organisations are looked up. Answers must not depend on the order of anything but the data.
pub trait Companies {
    /// The day that the data are of; nothing when there are none. What happened later is not known.
    fn as_of(&self) -> Option<NaiveDate>;
    /// From this day every limited company that was registered on it or later, or still was, is among the data. Nothing
    /// when that is not certain: then a missing number says nothing.
    fn complete_from(&self) -> Option<NaiveDate>;
    /// The organisation with a number of ten digits.
    fn by_number(&self, org_no: &str) -> Option<Company>;
    /// The organisations that have or have had a name, whatever legal form is written with it.
    fn by_name(&self, name: &str) -> Vec<Company>;
    /// The organisations that were merged into one.
    fn merged_into(&self, org_no: &str) -> Vec<Company>;
    /// Those who speak for the organisation with a number, or did.
    fn roles(&self, org_no: &str) -> Vec<CompanyRole>;
}

/// Organisations held in memory.
#[derive(Debug, Clone, Default)]
pub struct CompanyTable {
    as_of: Option<NaiveDate>,
    complete_from: Option<NaiveDate>,
    by_number: BTreeMap<String, Company>,
    by_name: BTreeMap<String, Vec<String>>,
    merged: BTreeMap<String, Vec<String>>,
    roles: BTreeMap<String, Vec<CompanyRole>>,
}

impl CompanyTable {
    /// A table of a day. `complete_from` as in [`Companies::complete_from`].
    #[must_use]
    pub fn new(
        as_of: NaiveDate,
        complete_from: Option<NaiveDate>,
        companies: impl IntoIterator<Item = Company>,
    ) -> Self {
        let mut table = Self { as_of: Some(as_of), complete_from, ..Self::default() };
        for company in companies {
            let names = company.earlier_names.iter().map(|earlier| &earlier.name).chain([&company.name]);
            for name in names.filter_map(|name| firm(name)) {
                let numbers = table.by_name.entry(name).or_default();
                if !numbers.contains(&company.org_no) {
                    numbers.push(company.org_no.clone());
                }
            }
            if let Some(into) = company.merged_into.as_ref().filter(|into| !into.is_empty()) {
                table.merged.entry(into.clone()).or_default().push(company.org_no.clone());
            }
            table.by_number.insert(company.org_no.clone(), company);
        }
        for numbers in table.by_name.values_mut().chain(table.merged.values_mut()) {
            numbers.sort_unstable();
        }
        table
    }

    /// The same with those who speak for the companies.
    #[must_use]
    pub fn with_roles(mut self, roles: impl IntoIterator<Item = CompanyRole>) -> Self {
        for role in roles {
            self.roles.entry(role.org_no.clone()).or_default().push(role);
        }
        self
    }

    fn all(&self, numbers: Option<&Vec<String>>) -> Vec<Company> {
        numbers.into_iter().flatten().filter_map(|number| self.by_number.get(number)).cloned().collect()
    }
}

impl Companies for CompanyTable {
    fn as_of(&self) -> Option<NaiveDate> {
        self.as_of
    }

    fn complete_from(&self) -> Option<NaiveDate> {
        self.complete_from
    }

    fn by_number(&self, org_no: &str) -> Option<Company> {
        self.by_number.get(org_no).cloned()
    }

    fn by_name(&self, name: &str) -> Vec<Company> {
        self.all(firm(name).and_then(|name| self.by_name.get(&name)))
    }

    fn merged_into(&self, org_no: &str) -> Vec<Company> {
        self.all(self.merged.get(org_no))
    }

    fn roles(&self, org_no: &str) -> Vec<CompanyRole> {
        self.roles.get(org_no).cloned().unwrap_or_default()
    }
}
