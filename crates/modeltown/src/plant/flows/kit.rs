//! What the schemes of several flows are made with.

use super::super::{Planter, Story, single};
use crate::calendar::Day;
use crate::numbers::bankgiro_dashed;
use crate::truth::SubjectRef;
use crate::world::{Association, Grant, GrantFacts, Rhythm, Role, Session};
use crate::{life, names, suppliers};

/// Kronor in öre.
pub(super) const KR: i64 = 100;

impl Planter<'_> {
    /// Tells a scheme: id, name, enabler, what happens; controls; flows; who.
    pub(super) fn scheme(
        &mut self,
        words: [&'static str; 4],
        controls: &'static [&'static str],
        flows: &'static [&'static str],
        subjects: Vec<SubjectRef>,
    ) {
        let story: Story = single::story(words, controls, flows);
        self.tell(&story, subjects);
    }

    /// Two ordinary units.
    pub(super) fn units(&mut self) -> [usize; 2] {
        let first = self.unit();
        let other = (0..100).map(|_| self.unit()).find(|unit| *unit != first);
        [first, other.unwrap_or(first)]
    }

    /// A new association in both registers, with a bankgiro of its own and a board; the index of its supplier record.
    pub(super) fn club(&mut self) -> usize {
        let club = suppliers::club(self.world, &mut self.draw, Rhythm::Planned);
        let members = self.draw.between(30, 240);
        let founded = Day::new(1982, 3, 1).plus(self.draw.days(0, 9_000));
        self.record(club, |record| record.taken = true);
        let Some(record) = self.world.suppliers.get(club).cloned() else { return club };
        self.world.associations.push(Association {
            org: record.org,
            name: record.name,
            street: record.street,
            postal: record.postal,
            city: record.city,
            bankgiro: record.bankgiro,
            bank: String::new(),
            founded,
            members,
            umbrella: "",
        });
        club
    }

    /// Changes what the register of associations says about a club.
    pub(super) fn association(&mut self, club: usize, change: impl FnOnce(&mut Association)) {
        let org = self.org_of(club);
        if let Some(found) = self.world.associations.iter_mut().rev().find(|found| found.org == org) {
            change(found);
        }
    }

    /// A grant to a club's own bankgiro, prepared and decided in the ordinary way; its index for changes.
    pub(super) fn grant(&mut self, club: usize, kind: &'static str, (paid, days_ago): (i64, i32)) -> usize {
        let (handler, decider) = life::grant_officers(self.world);
        let account = self.world.suppliers.get(club).map_or_else(String::new, |found| bankgiro_dashed(&found.bankgiro));
        let on = self.ago(days_ago);
        let facts = GrantFacts { sought: Some(paid + 5_000 * KR), ..GrantFacts::default() };
        let org = self.org_of(club);
        self.world.grants.push(Grant { org, kind, paid, on, account, handler, decider, facts });
        self.world.grants.len() - 1
    }

    /// Changes a grant.
    pub(super) fn granted(&mut self, grant: usize, change: impl FnOnce(&mut Grant)) {
        if let Some(found) = self.world.grants.get_mut(grant) {
            change(found);
        }
    }

    /// A person who is nobody else in the town: number and name.
    pub(super) fn person(&mut self) -> (String, String) {
        (self.world.mint.worker(), names::person(&mut self.draw))
    }

    /// Gives a person a post in an organisation since a day.
    pub(super) fn post(&mut self, org: &str, who: &(String, String), (kind, starts): (&'static str, Day)) {
        let (person, name) = who.clone();
        self.world.roles.push(Role { org: org.to_owned(), person, name, kind, starts, ends: None });
    }

    /// Number and name of an employee.
    pub(super) fn identity(&self, employee: usize) -> (String, String) {
        self.world.staff.get(employee).map_or_else(Default::default, |found| (found.person.clone(), found.name.clone()))
    }

    /// So many people for attendance lists.
    pub(super) fn crowd(&mut self, count: usize) -> Vec<String> {
        (0..count).map(|_| self.world.mint.worker()).collect()
    }

    /// One evening on an association's lists; the first of the people leads.
    pub(super) fn session(
        &mut self,
        club: usize,
        (activity, hall): (&'static str, &'static str),
        (day, hour): (Day, i64),
        people: &[String],
    ) {
        let (org, at) = (self.org_of(club), day.at(hour, 0));
        self.world.planned.sessions.push(Session { org, activity, at, hall, people: people.to_vec() });
    }
}
