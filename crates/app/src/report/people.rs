//! Who receives a report, and who takes over: a recusal never leaves a report without anybody.

use std::collections::BTreeSet;

use casework::{
    conflict::Known,
    id::AuthorityId,
    report::{
        event::Recused,
        recipients::{Appointment, Level, Roster},
    },
};

use super::*;

impl App {
    /// The person steps down because of a conflict of interest; the successor is in at once, and the person can not come
    /// back.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the successor can not take over.
    pub async fn report_recuse(&self, cx: &Cx, id: CaseId, successor: PersonId, why: String) -> Result<(), AppError> {
        let plain = self.report_plain(&id).await?;
        let resource = Resource::Report(plain.resource());
        let ask = Ask { action: Action::ReportRecuse, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let mut opened = self.unseal_report(cx, plain).await?;
            let successor = self.successor(cx, &opened, (cx.person, successor)).await?;
            let joins = self.joining_report(cx, &opened, successor.person, None).await?;
            let event = Event::Recused(Box::new(Recused { why, successor }));
            self.append_report(cx, &mut opened, vec![event], joins.into_iter().collect()).await?;
            self.tell_last(&opened).await
        })
        .await
    }

    /// Those who can take over: the recipients, and those whom the decisions name next.
    pub(super) async fn successors(&self, cx: &Cx, opened: &OpenedReport) -> Result<Vec<Appointment>, AppError> {
        let report = &opened.report;
        let mut roster = self.roster(report.authority.as_str()).await?;
        let candidates: BTreeSet<PersonId> = roster.appointments.iter().map(|one| one.person).collect();
        let conflicted = self.conflicts(&report.concerned, &candidates).await?;
        let mut able = BTreeSet::new();
        for person in &candidates {
            if self.can_receive(cx, *person, report.authority.as_str()).await? {
                able.insert(*person);
            }
        }
        roster.appointments.retain(|one| {
            able.contains(&one.person) && conflicted.iter().all(|conflict| conflict.person != one.person)
        });
        let inside = report.recipients.values().cloned();
        Ok(inside.chain(report.successors(&roster, &Known::default(), cx.today())).collect())
    }

    /// One of [`App::successors`], other than the one who leaves.
    pub(super) async fn successor(
        &self,
        cx: &Cx,
        opened: &OpenedReport,
        (leaves, person): (PersonId, PersonId),
    ) -> Result<Appointment, AppError> {
        let found = self.successors(cx, opened).await?.into_iter().find(|one| one.person == person);
        found
            .filter(|one| one.person != leaves)
            .ok_or_else(|| AppError::field("successor", "Välj någon av dem som kan ta över."))
    }

    /// Whether a report can be given to somebody: employed, a recipient of the authority today, and with keys.
    async fn can_receive(&self, cx: &Cx, person: PersonId, authority: &str) -> Result<bool, AppError> {
        let Some(row) = self.store.person_get(&person.to_string()).await.map_err(AppError::Store)? else {
            return Ok(false);
        };
        let subject = self.subject(&row, Some(access::Role::Recipient)).await?;
        let employed = subject.employed_until.is_none_or(|last| cx.today() <= last);
        let holds = is_recipient(&subject, authority, cx.today());
        Ok(employed && holds && self.public_keys(&row.id).await.is_ok_and(|keys| keys.is_some()))
    }

    /// Everyone whom a decision names for a channel, of those that the server wrote down.
    pub(crate) async fn roster(&self, channel: &str) -> Result<Roster, AppError> {
        let rows = self.appointments_made().await?;
        let appointments = rows.into_iter().filter(|row| row.channel == channel).filter_map(appointment).collect();
        Ok(Roster { appointments })
    }
}

/// Whether somebody holds the role of recipient there, and none that keeps them from all reports.
pub(super) fn is_recipient(subject: &access::Subject, authority: &str, today: chrono::NaiveDate) -> bool {
    use access::Role::{Director, Operator, Recipient, UserAdmin};
    let holds =
        subject.roles.iter().any(|held| held.role == Recipient && held.authority == authority && held.holds(today));
    let held = subject.roles_held(today);
    holds && [Director, Operator, UserAdmin].iter().all(|power| !held.contains(power))
}

fn appointment(row: store::VoiceAppointment) -> Option<Appointment> {
    let to = match row.to_day {
        // A last day that can not be read is no day without end.
        Some(day) => Some(day.parse().ok()?),
        None => None,
    };
    Some(Appointment {
        person: row.person.parse().ok()?,
        channel: row.channel.parse::<AuthorityId>().ok()?,
        level: level(&row.level)?,
        decision: row.decision,
        from: row.from_day.parse().ok()?,
        to,
    })
}

/// A level by its word.
pub(super) fn level(word: &str) -> Option<Level> {
    match word {
        "own" => Some(Level::Own),
        "above" => Some(Level::Above),
        "outside" => Some(Level::Outside),
        _ => None,
    }
}
