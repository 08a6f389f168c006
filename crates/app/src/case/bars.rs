//! What keeps somebody from a case or from a decision in it: conflicts of interest, and the delegation order.

use std::collections::BTreeSet;

use access::Role;
use casework::{
    CaseError, Concerned, Conflicted,
    conflict::{self, Known, Sort, Staff, Tie},
    declaration::plain_number,
    delegation::{Decides, Delegation, DelegationOrder, Deputy, Holder, Wanted},
    event::ConcernedKind,
};
use chrono::NaiveDate;

use super::*;
use crate::{
    proposal::{Act, complete},
    session::day_of,
};

impl App {
    /// Which of the candidates can not take part in a case about those concerned.
    pub(crate) async fn conflicts(
        &self,
        concerned: &[Concerned],
        candidates: &BTreeSet<PersonId>,
    ) -> Result<Vec<Conflicted>, AppError> {
        Ok(found_in(&self.known_of(candidates).await?, concerned, candidates))
    }

    /// What is known of the staff, and of the candidates' ties.
    pub(crate) async fn known_of(&self, candidates: &BTreeSet<PersonId>) -> Result<Known, AppError> {
        let mut known = self.staff().await?;
        known.declared = self.declared(candidates).await?;
        known.declared.extend(self.declared_organisations(candidates).await?);
        Ok(known)
    }

    async fn staff(&self) -> Result<Known, AppError> {
        let mut known = Known::default();
        for row in self.store.person_list(None).await.map_err(AppError::Store)? {
            let (Ok(person), Ok(authority)) = (row.id.parse(), row.authority.parse()) else { continue };
            let manager = row.manager.and_then(|manager| manager.parse().ok());
            known.staff.insert(person, Staff { employee: row.employee_no, authority, unit: row.unit, manager });
        }
        Ok(known)
    }

    /// The ties of the candidates, whoever of the two declared them.
    async fn declared(&self, candidates: &BTreeSet<PersonId>) -> Result<Vec<Tie>, AppError> {
        let mut ties = Vec::new();
        for person in candidates {
            let own = person.to_string();
            for row in self.store.tie_list(&own).await.map_err(AppError::Store)? {
                let other = if row.person == own { row.other } else { row.person };
                ties.push(Tie {
                    person: *person,
                    kind: ConcernedKind::Person,
                    id: other,
                    sort: sort(&row.kind),
                    from: format!("anmäld {}", day_of(&row.declared_at)),
                });
            }
        }
        Ok(ties)
    }

    /// Whether the act lets somebody into a case who can not take part in it.
    pub(crate) async fn no_conflict(&self, cx: &Cx, opened: &Opened, act: &Act) -> Result<(), AppError> {
        let Some(Event::MemberAdded(added)) = event_of(cx, act)? else { return Ok(()) };
        let (person, capacity) = (added.member.person, added.member.capacity);
        let found = self.conflicts(&opened.case.concerned, &BTreeSet::from([person])).await?;
        match found.into_iter().find(|conflict| conflict.bars.bars(capacity)) {
            Some(conflict) => Err(CaseError::Conflict { person, why: conflict.why }.into()),
            None => Ok(()),
        }
    }

    /// Whether somebody who is let into a case has declared something that is called as one whom it concerns, and nobody has
    /// written what that is worth.
    pub(crate) async fn ties_answered(&self, cx: &Cx, opened: &Opened, act: &Act) -> Result<(), AppError> {
        let Some(Event::MemberAdded(added)) = event_of(cx, act)? else { return Ok(()) };
        if added.tie_answered.as_ref().is_some_and(|answer| !answer.trim().is_empty()) {
            return Ok(());
        }
        let same = self.declared_namesakes(added.member.person, &opened.case.concerned).await?;
        if same.is_empty() {
            return Ok(());
        }
        let text = format!(
            "Personen har anmält {}. Ärendet gäller något med samma namn. Skriv varför det inte är jäv, eller välj en annan \
             person.",
            same.join(", ")
        );
        Err(AppError::field("tie", text))
    }

    /// What the delegation order says against a measure that somebody approves in a role today.
    pub(crate) async fn not_delegated(
        &self,
        cx: &Cx,
        opened: &Opened,
        act: &Act,
        (person, role): (PersonId, Role),
    ) -> Result<Option<String>, AppError> {
        let Some(Event::MeasureDecided(decision)) = event_of(cx, act)? else { return Ok(None) };
        let order = self.delegation_order(&opened.plain.record.authority, person).await?;
        let who = Decides { person, role: role.as_str().to_owned(), acting_for: None };
        let wanted = Wanted { act: &decision.delegation, amount_ore: None, day: cx.today() };
        Ok(order.covers(&who, &wanted).err().map(|not| not.to_string()))
    }

    /// The delegation order of an authority, with those whom a person stands in for.
    async fn delegation_order(&self, authority: &str, person: PersonId) -> Result<DelegationOrder, AppError> {
        let points = self.delegations_written(Some(authority)).await?;
        let deputies = self.deputies_written(&person.to_string()).await?;
        Ok(DelegationOrder {
            delegations: points.into_iter().filter_map(point).collect(),
            deputies: deputies.into_iter().filter_map(deputy).collect(),
        })
    }
}

/// Which of the candidates can not take part in what concerns these, by what is known.
pub(crate) fn found_in(known: &Known, concerned: &[Concerned], candidates: &BTreeSet<PersonId>) -> Vec<Conflicted> {
    // A declared tie is between accounts, and the one concerned may be known by account, by number or by both.
    let account = |one: &Concerned| {
        let number = one.id.as_deref();
        let of = |(person, staff): (&PersonId, &Staff)| {
            (number.is_some() && staff.employee.as_deref() == number).then_some(*person)
        };
        one.person.or_else(|| known.staff.iter().find_map(of))
    };
    let by_account = concerned.iter().filter_map(|one| {
        let person = account(one)?;
        let (kind, id) = (ConcernedKind::Person, Some(person.to_string()));
        Some(Concerned { kind, id, name: one.name.clone(), person: Some(person) })
    });
    // An organisation is declared by its number, and may be written in more than one way in a case.
    let by_number = concerned.iter().filter(|one| one.kind == ConcernedKind::Organisation).filter_map(|one| {
        let id = Some(plain_number(one.id.as_deref()?)?);
        Some(Concerned { kind: one.kind, id, name: one.name.clone(), person: None })
    });
    let concerned: Vec<Concerned> = concerned.iter().cloned().chain(by_account).chain(by_number).collect();
    conflict::find(known, &concerned, candidates)
}

impl Opened {
    /// Whether it is closed and the day until which it is kept has passed, as the sealed closing says: the days of the
    /// record can be written by whoever writes the database.
    pub(crate) fn may_be_disposed(&self, cx: &Cx) -> Result<(), AppError> {
        let denied = |why: String| Err(AppError::Denied { why });
        match &self.case.closed {
            None => denied("Bara ett avslutat ärende kan gallras. Avsluta det först.".to_owned()),
            Some(closed) if cx.today() <= closed.what.retain_until => {
                denied(format!("Ärendet ska finnas kvar till och med {}.", closed.what.retain_until))
            }
            Some(_) => Ok(()),
        }
    }
}

/// The event of an act in a case; who the two are does not matter.
fn event_of(cx: &Cx, act: &Act) -> Result<Option<Event>, AppError> {
    match act {
        Act::Case { event, .. } => complete(event, &super::two_to_be(cx)).map(Some),
        _ => Ok(None),
    }
}

fn sort(kind: &str) -> Sort {
    match kind {
        "family" | "household" => Sort::Close,
        "business" => Sort::Interest,
        _ => Sort::Other,
    }
}

fn point(row: store::Delegation) -> Option<Delegation> {
    let holder = match (row.holder_role, row.holder_person) {
        (Some(role), _) => Holder::Role(role),
        (None, person) => Holder::Person(person?.parse().ok()?),
    };
    Some(Delegation {
        title: row.act.clone(),
        act: row.act,
        holder,
        limit_ore: row.limit_ore,
        from: row.from_day.parse().ok()?,
        to: day(row.to_day)?,
        source: row.source,
    })
}

fn deputy(row: store::Deputy) -> Option<Deputy> {
    Some(Deputy {
        person: row.deputy.parse().ok()?,
        stands_for: row.person.parse().ok()?,
        from: row.from_day.parse().ok()?,
        to: row.to_day.parse().ok()?,
        source: String::new(),
    })
}

/// A last day that can not be read is no day without end.
fn day(text: Option<String>) -> Option<Option<NaiveDate>> {
    text.map_or(Some(None), |text| text.parse().ok().map(Some))
}
