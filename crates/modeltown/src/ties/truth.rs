//! The truth about ties, out of the town itself.

use super::{How, Lookalike, RecordRef};
use crate::error::TownError;
use crate::exports::companies::document;
use crate::folder::Folder;
use crate::plant::org_is_valid;
use crate::world::{Excluded, Supplier, World};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// A record with what is true of it and what its register shows.
struct Entry {
    record: RecordRef,
    /// `person` or `organisation`.
    kind: &'static str,
    /// Whose it is.
    entity: String,
    /// The valid number that the register shows; empty when it shows none.
    number: String,
    /// What ties it to the others when it shows none.
    tie: How,
}

/// Writes `facit/records.csv`, `facit/ties.csv` and `facit/lookalikes.csv`.
pub(crate) fn write(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let entries = entries(world);
    let mut members: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in &entries {
        members.entry(&entry.entity).or_default().push(entry);
    }
    folder.write("facit/records.csv", &records(&entries))?;
    folder.write("facit/ties.csv", &ties(&entries, &members))?;
    folder.write("facit/lookalikes.csv", &lookalikes(&world.lookalikes))
}

fn records(entries: &[Entry]) -> String {
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    let mut text = String::from("register,record,kind,entity\n");
    for Entry { record, kind, entity, .. } in entries {
        let next = numbers.len() + 1;
        let number = *numbers.entry(entity).or_insert(next);
        let _ = writeln!(text, "{},{},{kind},{number}", record.register, record.record);
    }
    text
}

/// The pairs, entity by entity in the order of each entity's first record.
fn ties(entries: &[Entry], members: &BTreeMap<&str, Vec<&Entry>>) -> String {
    let mut text = String::from("kind,register_a,record_a,register_b,record_b,how,hidden\n");
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for Entry { entity, kind, .. } in entries {
        let Some(all) = members.get(entity.as_str()).filter(|all| all.len() > 1 && done.insert(entity)) else {
            continue;
        };
        for (place, a) in all.iter().enumerate() {
            for b in all.iter().skip(place + 1) {
                let how = how(a, b);
                let (a, b, hidden) = (&a.record, &b.record, how.is_hidden());
                let _ = writeln!(text, "{kind},{},{},{},{},{how},{hidden}", a.register, a.record, b.register, b.record);
            }
        }
    }
    text
}

fn lookalikes(all: &[Lookalike]) -> String {
    let mut text = String::from("trap,register_a,record_a,register_b,record_b\n");
    for Lookalike { trap, a, b } in all {
        let _ = writeln!(text, "{trap},{},{},{},{}", a.register, a.record, b.register, b.record);
    }
    text
}

fn how(a: &Entry, b: &Entry) -> How {
    let (short, long) = if a.number.len() < b.number.len() { (a, b) } else { (b, a) };
    if short.number.is_empty() {
        // The record without a number says what ties it; of two such, the later.
        return if b.number.is_empty() { b.tie } else { a.tie };
    }
    if a.number == b.number {
        How::SameNumber
    } else if short.number.len() < long.number.len() {
        How::SoleTrader
    } else {
        How::CoordinationNumber
    }
}

fn entries(world: &World) -> Vec<Entry> {
    let numbered = |register, record: &str, (kind, number): (&'static str, &str), entity: &str| Entry {
        record: RecordRef::new(register, record),
        kind,
        entity: entity.to_owned(),
        number: number.to_owned(),
        tie: How::SameNumber,
    };
    let person = |register, record: &str, number: &str| {
        let own = world.renumbered.get(number).map_or(number, String::as_str);
        numbered(register, record, ("person", number), own)
    };
    let mut seen = BTreeSet::new();
    let companies = world.companies.iter().map(|company| {
        let is_person = !company.owner.is_empty();
        let (kind, entity) = if is_person { ("person", &company.owner) } else { ("organisation", &company.org) };
        numbered("companies", &company.org, (kind, &company.org), entity)
    });
    let associations = world.associations.iter().map(|association| {
        numbered("associations", &association.org, ("organisation", &association.org), &association.org)
    });
    let employees = world.staff.iter().map(|employee| person("employees", &employee.id, &employee.person));
    let roles = world.roles.iter().filter(|role| seen.insert(&role.person));
    let roles = roles.map(|role| person("company_roles", &role.person, &role.person));
    let suppliers = world.suppliers.iter().map(supplier);
    let excluded = (1..).zip(&world.excluded).map(excluded);
    suppliers.chain(companies).chain(associations).chain(employees).chain(roles).chain(excluded).collect()
}

fn supplier(supplier: &Supplier) -> Entry {
    let is_person = supplier.whom.len() == 12 || matches!(supplier.kind, "private_person" | "foster_home");
    let is_valid = org_is_valid(&supplier.org);
    let slip = if supplier.org.is_empty() { How::MissingNumber } else { How::MistypedNumber };
    Entry {
        record: RecordRef::new("suppliers", &supplier.id),
        kind: if is_person { "person" } else { "organisation" },
        entity: supplier.whom.clone(),
        number: if is_valid { supplier.org.clone() } else { String::new() },
        tie: supplier.tie.unwrap_or(slip),
    }
}

fn excluded((number, party): (usize, &Excluded)) -> Entry {
    let document = document(number, party);
    let known = [&party.person, &party.org].into_iter().find(|number| !number.is_empty());
    let whom = Some(&party.whom).filter(|whom| !whom.is_empty());
    Entry {
        record: RecordRef::new("excluded_parties", known.unwrap_or(&document)),
        kind: if party.org.is_empty() { "person" } else { "organisation" },
        entity: whom.or(known).unwrap_or(&document).clone(),
        number: known.cloned().unwrap_or_default(),
        tie: How::NameAndBirthDate,
    }
}
