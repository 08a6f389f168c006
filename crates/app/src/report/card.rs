//! The card of a channel: all that the listener knows of the municipality. Who is in conflict is computed here, so that
//! no register of staff lies on its host.

use std::collections::BTreeSet;

use casework::{Concerned, conflict::Known, event::ConcernedKind, report::recipients::Appointment};
use store::VoiceChannel;
use vault::PublicKeys;
use voices::card::{Card, Receiver, Text, mark};

use super::*;
use crate::case::found_in;

impl App {
    /// The card of a channel as it is now, with serial 0 and the first of days: both are set when it is handed over. `core`
    /// is where shred keys are sealed to.
    pub(super) async fn card_of(&self, channel: &VoiceChannel, core: String) -> Result<Card, AppError> {
        let today = crate::swedish_day(self.now());
        let name = self.authority_name(&channel.authority).await?;
        let roster = self.roster(&channel.authority).await?;
        let units = self.store.unit_list(None).await.map_err(AppError::Store)?;
        let own = units.iter().filter(|unit| unit.authority == channel.authority);
        let mut receivers = Vec::new();
        for appointment in roster.appointments.iter().filter(|one| one.to.is_none_or(|to| today <= to)) {
            receivers.extend(self.receiver(appointment.clone(), &units).await?);
        }
        Ok(Card {
            channel: channel.authority.parse().map_err(|_| AppError::NotFound)?,
            serial: 0,
            made: chrono::NaiveDate::MIN,
            is_open: channel.open,
            name: Text { sv: name.clone(), en: name },
            about: Text { sv: channel.about_sv.clone(), en: channel.about_en.clone() },
            external: Text { sv: channel.external_sv.clone(), en: channel.external_en.clone() },
            phone: channel.phone.clone(),
            receivers,
            units: own.map(|unit| unit.name.clone()).collect(),
            custodians: self.custodian_keys(&channel.authority, today).await?,
            core,
        })
    }

    /// Somebody who may receive: employed, with keys, and with what they are left out of.
    async fn receiver(&self, appointment: Appointment, units: &[store::Unit]) -> Result<Option<Receiver>, AppError> {
        let person = appointment.person;
        let row = self.store.person_get(&person.to_string()).await.map_err(AppError::Store)?;
        let (Some(row), Ok(Some(keys))) = (row, self.public_keys(&person.to_string()).await) else { return Ok(None) };
        let (today, channel) = (crate::swedish_day(self.now()), appointment.channel.as_str());
        let subject = self.subject(&row, Some(access::Role::Recipient)).await?;
        let employed = subject.employed_until.is_none_or(|last| today <= last);
        if !employed || !super::people::is_recipient(&subject, channel, today) {
            return Ok(None);
        }
        let own = BTreeSet::from([person]);
        let known = self.known_of(&own).await?;
        let is_out = |kind, id: Option<String>, name: &str, account| {
            let concerned = Concerned { kind, id, name: name.to_owned(), person: account };
            !found_in(&known, &[concerned], &own).is_empty()
        };
        // A unit is written down by its id, or by its name by those who import people.
        let unit_out = |unit: &&store::Unit| {
            [&unit.id, &unit.name].into_iter().any(|id| is_out(ConcernedKind::Unit, Some(id.clone()), &unit.name, None))
        };
        let left_out = units.iter().filter(unit_out).map(|unit| unit.name.clone()).collect();
        let near = near(&known, person);
        let mut names = BTreeSet::from([mark(&row.name)]);
        for (id, other) in self.names(near).await? {
            let number = known.staff.get(&id).and_then(|staff| staff.employee.clone());
            if is_out(ConcernedKind::Employee, number, &other, Some(id)) {
                names.insert(mark(&other));
            }
        }
        let title = Text { sv: row.name.clone(), en: row.name };
        Ok(Some(Receiver { appointment, title, keys, units: left_out, names }))
    }

    /// The keys of those who keep names: custodians of the authority who receive no reports.
    async fn custodian_keys(&self, authority: &str, today: chrono::NaiveDate) -> Result<Vec<PublicKeys>, AppError> {
        let held = self.store.role_list(None, &today.to_string()).await.map_err(AppError::Store)?;
        let roster = self.roster(authority).await?;
        let mut keys = Vec::new();
        for row in self.roles_given(held).await? {
            let is_custodian = row.role == access::Role::Custodian.as_str() && row.authority == authority;
            let receives = roster.appointments.iter().any(|one| one.person.to_string() == row.person);
            if is_custodian
                && !receives
                && let Ok(Some(public)) = self.public_keys(&row.person).await
                && !keys.contains(&public)
            {
                keys.push(public);
            }
        }
        Ok(keys)
    }
}

/// Those whose names can leave somebody out: who manage above them, work beside them, or are tied to them. Nobody else's
/// can, and to ask of everybody would take a municipality's whole staff for each.
fn near(known: &Known, person: PersonId) -> BTreeSet<PersonId> {
    let mut near: BTreeSet<PersonId> = known.declared.iter().filter_map(|tie| tie.id.parse().ok()).collect();
    let Some(own) = known.staff.get(&person) else { return near };
    let beside = known.staff.iter().filter(|(_, other)| {
        (own.unit.is_some() && own.unit == other.unit) || (own.manager.is_some() && own.manager == other.manager)
    });
    near.extend(beside.map(|(other, _)| *other));
    // A circle of managers ends where it closes.
    let (mut chain, mut above) = (BTreeSet::new(), own.manager);
    while let Some(manager) = above.filter(|manager| chain.insert(*manager)) {
        above = known.staff.get(&manager).and_then(|staff| staff.manager);
    }
    near.extend(chain);
    near
}
