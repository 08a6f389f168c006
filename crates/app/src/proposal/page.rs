//! What »Att godkänna« shows.

use casework::{Event, id::PersonId};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use super::{Act, Held, ManagerChange, RoleChange, act::complete};
use crate::{App, AppError, Cx, session::time};

/// A proposal in the list.
#[derive(Debug, Clone)]
pub struct ProposalRow {
    /// Its id.
    pub id: String,
    /// What is asked for, as the policies call it.
    pub kind: access::ProposalKind,
    /// The authority.
    pub authority: String,
    /// Who proposed it.
    pub proposer: String,
    /// Whether that is the person who looks.
    pub is_own: bool,
    /// When.
    pub proposed_at: String,
    /// When it can no longer be approved.
    pub expires_at: String,
    /// Hours until then; the last hour that has begun counts as one.
    pub hours_left: i64,
    /// The case that it is about.
    pub case: Option<String>,
}

/// A proposal, whole.
#[derive(Debug, Clone)]
pub struct ProposalPage {
    /// In the list.
    pub row: ProposalRow,
    /// What it would do, as rows of a name and a value, in Swedish.
    pub what: Vec<(String, String)>,
    /// How it is now, when that is known.
    pub before: String,
    /// Why.
    pub reason: String,
    /// The role that it was proposed in.
    pub role: String,
    /// Why the person who looks can not approve it; `None` when they can.
    pub hindrance: Option<String>,
}

impl App {
    pub(crate) async fn proposal_row(&self, cx: &Cx, row: store::Proposal) -> Result<ProposalRow, AppError> {
        let proposer = self.store.person_get(&row.proposer).await.map_err(AppError::Store)?;
        let left = time(&row.expires_at)
            .map_or(0, |until: DateTime<Utc>| (until - cx.at + TimeDelta::minutes(59)).num_hours());
        Ok(ProposalRow {
            kind: row.kind.parse().map_err(|_| AppError::NotFound)?,
            authority: self.authority_name(&row.authority).await?,
            proposer: proposer.map(|person| person.name).unwrap_or_default(),
            is_own: row.proposer == cx.person.to_string(),
            proposed_at: row.proposed_at,
            expires_at: row.expires_at,
            hours_left: left.max(0),
            case: row.case_id,
            id: row.id,
        })
    }

    pub(super) async fn proposal_page(&self, cx: &Cx, held: Held) -> Result<ProposalPage, AppError> {
        let verifier = self.verifier(cx, &held.proposal, &held.row.authority).await?;
        let hindrance = match held.proposal.may_approve(&self.approver(cx)?, cx.at.timestamp(), &verifier) {
            Ok(()) => self.hindrance(cx, &held).await?,
            Err(why) => Some(self.in_names(&self.why(why)).await?),
        };
        let (what, before) = self.told(cx, held.proposal.what(), &held).await?;
        Ok(ProposalPage {
            row: self.proposal_row(cx, held.row).await?,
            what,
            before,
            reason: held.proposal.reason().to_owned(),
            role: held.proposal.by().role.clone(),
            hindrance,
        })
    }

    /// What stands against the person as the second of the two: the rules of handling, a conflict of interest that has
    /// come since, or the delegation order.
    async fn hindrance(&self, cx: &Cx, held: &Held) -> Result<Option<String>, AppError> {
        if let Some(why) = self.rule_against(cx, held) {
            return self.in_names(&why).await.map(Some);
        }
        if matches!(held.proposal.what(), Act::Forbid { .. })
            && let Some(two) = two_as(cx, held)
            && let Err(error) = self.may_forbid(cx, held.proposal.what(), &two).await
        {
            return self.in_names(&error.to_string()).await.map(Some);
        }
        let Some(opened) = &held.case else { return Ok(None) };
        let act = held.proposal.what();
        if let Err(error) = self.no_conflict(cx, opened, act).await {
            return self.in_names(&error.to_string()).await.map(Some);
        }
        match self.not_delegated(cx, opened, act, (cx.person, cx.role())).await? {
            Some(why) => self.in_names(&why).await.map(Some),
            None => Ok(None),
        }
    }

    /// What the rules of handling say against the person as the second of the two.
    fn rule_against(&self, cx: &Cx, held: &Held) -> Option<String> {
        let two = two_as(cx, held)?;
        if let Some(opened) = &held.report {
            let against = crate::report::report_rules(opened, held.proposal.what(), &two).err();
            return against.map(|error| error.to_string());
        }
        let (Act::Case { event, .. } | Act::Export { event, .. }, Some(opened)) = (held.proposal.what(), &held.case)
        else {
            return None;
        };
        let event = complete(event, &two).ok()?;
        opened.case.may(&event, cx.person).err().map(|error| error.to_string())
    }

    /// The proposals about a case that wait.
    pub(crate) async fn waiting_in(&self, cx: &Cx, opened: &crate::case::Opened) -> Result<Vec<ProposalRow>, AppError> {
        let filter = store::ProposalFilter {
            state: Some(store::ProposalState::Open),
            case_id: Some(opened.plain.record.id.clone()),
            ..store::ProposalFilter::default()
        };
        let mut rows = Vec::new();
        for row in self.store.proposal_list(&filter).await.map_err(AppError::Store)? {
            if row.expires_at > cx.stamp() {
                rows.push(self.proposal_row(cx, row).await?);
            }
        }
        Ok(rows)
    }

    /// An act in words: what it would do, and how it is now.
    async fn told(&self, cx: &Cx, act: &Act, held: &Held) -> Result<(Vec<(String, String)>, String), AppError> {
        let row = |name: &str, value: String| (name.to_owned(), value);
        Ok(match act {
            Act::Suppress { what, about, .. } => {
                let (period, target) = (what.period(), what.target());
                let rows = vec![
                    row("Dämpas", format!("{} för {}", target.family, target.subject.1)),
                    row("Till och med", period.to().to_string()),
                    row("Allvar", what.severity().to_string()),
                    row("Utgår från signal", about.chars().take(8).collect()),
                ];
                (rows, "Signalerna visas i listan.".to_owned())
            }
            Act::Reveal { what, .. } => {
                let rows = vec![
                    row("Namn visas för", what.pseudonym.to_string()),
                    row("Till och med", what.until.to_string()),
                ];
                (rows, "Bara pseudonymen visas.".to_owned())
            }
            Act::Decide(what) => told_of_decision(what),
            Act::EndHold { what, .. } => {
                let holds = std::sync::Arc::clone(&self.payments);
                let holds = crate::app::desk(move || holds.holds()).await?;
                let payment = holds.get(&what.hold).map(|hold| hold.opened.payment.clone());
                let mut rows = vec![row("Betalningen", what.end.sv().to_owned()), row("Stopp", what.hold.clone())];
                if let Some(payment) = payment {
                    rows.push(row("Mottagare", payment.payee_name));
                    rows.push(row("Belopp", signals::format_money(payment.amount_ore.into())));
                    rows.push(row("Förfaller", payment.pay_on.to_string()));
                }
                (rows, "Betalningen hålls.".to_owned())
            }
            Act::Case { event, .. } => (self.told_of_event(event, held).await?, "Inget är beslutat.".to_owned()),
            Act::Export { event, to, .. } => {
                let mut rows = self.told_of_event(event, held).await?;
                rows.push(row("Ändamål", to.purpose.clone()));
                rows.push(row("Krypteras till", to.recipient.clone()));
                (rows, "Inget är utlämnat.".to_owned())
            }
            Act::Dispose { .. } => told_of_disposal(),
            Act::Forbid { .. } => self.told_of_forbid(act).await?,
            Act::Role(change) => self.told_of_role(cx, change).await?,
            Act::Managers { changes, .. } => {
                (self.told_of_managers(changes).await?, "Cheferna är som personregistret säger.".to_owned())
            }
            Act::Delegate(point) => {
                let rows = vec![
                    row("Punkt", point.act.clone()),
                    row("Får beslutas av", point.role.clone()),
                    row("Källa", point.source.clone()),
                    row("Från", point.from.to_string()),
                ];
                (rows, String::new())
            }
            Act::ConfirmLaw(law) => self.told_of_law(law),
            Act::Amend { what, .. } => (super::amend::told(what), String::new()),
            Act::RecoverKeys { person, .. } => {
                let names = self.names([*person]).await?;
                let rows = vec![
                    row("Nycklarna återskapas för", names.get(person).cloned().unwrap_or_default()),
                    row(
                        "Sedan",
                        "Nyckelförvaltarna lämnar sina delar en i taget, när personen har valt en ny lösenfras."
                            .to_owned(),
                    ),
                ];
                (rows, "Nycklarna öppnas bara med den lösenfras som personen har valt.".to_owned())
            }
            Act::ResetSecondFactor { person } => {
                let names = self.names([*person]).await?;
                let rows = vec![row("Nollställs för", names.get(person).cloned().unwrap_or_default())];
                (rows, "Personen loggar in med sin app. Ärenden kan inte öppnas med en nollställning.".to_owned())
            }
            report => self.told_of_report(report, held).await?,
        })
    }

    async fn told_of_managers(&self, changes: &[ManagerChange]) -> Result<Vec<(String, String)>, AppError> {
        let people: Vec<PersonId> =
            changes.iter().flat_map(|change| [Some(change.person), change.from, change.to]).flatten().collect();
        let names = self.names(people).await?;
        let name = |id: Option<PersonId>| match id {
            Some(id) => names.get(&id).cloned().unwrap_or_else(|| id.to_string()),
            None => "ingen".to_owned(),
        };
        let line = |change: &ManagerChange| {
            (name(Some(change.person)), format!("{} i stället för {}", name(change.to), name(change.from)))
        };
        Ok(changes.iter().map(line).collect())
    }

    async fn told_of_role(&self, cx: &Cx, change: &RoleChange) -> Result<(Vec<(String, String)>, String), AppError> {
        let row = |name: &str, value: String| (name.to_owned(), value);
        let label = change.role.parse::<access::Role>().map_or(change.role.clone(), |role| role.label_sv().to_owned());
        let what = if change.from.is_some() { "Får rollen" } else { "Lämnar rollen" };
        let names = self.names([change.person]).await?;
        let mut rows = vec![
            row("Vem", names.get(&change.person).cloned().unwrap_or_default()),
            row(what, label),
            row("Myndighet", self.authority_name(&change.authority).await?),
        ];
        rows.push(row("Närmaste chef", self.manager_name(change.person).await?));
        rows.extend(change.from.map(|day| row("Från", day.to_string())));
        rows.extend(change.to.map(|day| row("Till och med", day.to_string())));
        Ok((rows, self.roles_now(cx, change.person).await?))
    }

    /// Whom somebody answers to: it decides with whom they count as two.
    async fn manager_name(&self, person: PersonId) -> Result<String, AppError> {
        let row = self.store.person_get(&person.to_string()).await.map_err(AppError::Store)?;
        let Some(manager) = row.and_then(|row| row.manager) else { return Ok("ingen".to_owned()) };
        let row = self.store.person_get(&manager).await.map_err(AppError::Store)?;
        Ok(row.map_or(manager, |row| row.name))
    }

    async fn roles_now(&self, cx: &Cx, person: PersonId) -> Result<String, AppError> {
        let Some(row) = self.store.person_get(&person.to_string()).await.map_err(AppError::Store)? else {
            return Ok(String::new());
        };
        let roles = self.subject(&row, None).await?.roles_held(cx.today());
        let roles: Vec<&str> = roles.into_iter().map(access::Role::label_sv).collect();
        Ok(format!("Har nu: {}.", if roles.is_empty() { "ingen roll".to_owned() } else { roles.join(", ") }))
    }

    /// A case's event in words: the line that the timeline would get, and the texts in it.
    async fn told_of_event(&self, event: &Value, held: &Held) -> Result<Vec<(String, String)>, AppError> {
        let Some(opened) = &held.case else { return Ok(Vec::new()) };
        let routine = &opened.case.routine;
        let first: PersonId = held.row.proposer.parse().map_err(|_| AppError::NotFound)?;
        let hand = casework::Hand { person: first, role: String::new() };
        let proposal = held.row.id.parse().map_err(|_| AppError::NotFound)?;
        let two = casework::Two { proposal, proposer: hand.clone(), approver: hand };
        let title = |id: &str| routine.measure(id).map_or_else(|| id.to_owned(), |found| found.title.sv.clone());
        let row = |name: &str, value: String| (name.to_owned(), value);
        Ok(match complete(event, &two)? {
            Event::MeasureDecided(decision) => {
                let mut rows = vec![
                    row("Åtgärd", title(&decision.measure)),
                    row("Beslut", decision.text.clone()),
                    row("Skäl", decision.why.clone()),
                    row("Lagrum", decision.law.clone()),
                    row("Delegation", decision.delegation.clone()),
                    row("Från", decision.from.to_string()),
                ];
                rows.extend(decision.to.map(|day| row("Till och med", day.to_string())));
                rows
            }
            Event::MeasureDeclined(declining) => {
                vec![row("Åtgärd som inte väljs", title(&declining.measure)), row("Därför att", declining.because)]
            }
            Event::MeasureLifted(lifting) => {
                vec![row("Beslut som upphör", lifting.on.to_string()), row("Skäl", lifting.why)]
            }
            Event::MemberAdded(added) => {
                let names = self.names([added.member.person]).await?;
                let mut rows = vec![
                    row("Ny medlem", names.get(&added.member.person).cloned().unwrap_or_default()),
                    row("Som", added.member.capacity.sv().to_owned()),
                    row("Därför att", added.why),
                ];
                rows.extend(added.tie_answered.map(|answer| row("Anmäld anknytning, bedömd", answer)));
                rows
            }
            Event::MemberLeft(left) => {
                let names = self.names([left.person]).await?;
                vec![
                    row("Lämnar ärendet", names.get(&left.person).cloned().unwrap_or_default()),
                    row("Därför att", left.why),
                ]
            }
            Event::Disclosed(disclosure) => vec![
                row("Lämnas ut till", disclosure.to.clone()),
                row("Grund", disclosure.law.clone()),
                row("Avvägning", disclosure.weighing.clone()),
                row("Vad", disclosure.items.join("; ")),
            ],
            Event::Closed(closing) => vec![
                row("Utfall", closing.outcome.sv().to_owned()),
                row("Skäl", closing.why.clone()),
                row("Lärdom", closing.lesson.clone()),
                row("Bevaras till och med", closing.retain_until.to_string()),
                row("Enligt", closing.retention_ground.clone()),
            ],
            Event::Reopened(reopening) => vec![row("Öppnas igen därför att", reopening.why)],
            Event::ConcernAdded(added) => vec![row("Ärendet gäller också", added.concerned.name)],
            Event::ConflictNoted(noted) => vec![row("Jäv", noted.conflict.why)],
            _ => Vec::new(),
        })
    }
}

/// The two of a proposal, with the person as the second.
fn two_as(cx: &Cx, held: &Held) -> Option<casework::Two> {
    let first: PersonId = held.row.proposer.parse().ok()?;
    Some(casework::Two {
        proposal: held.row.id.parse().ok()?,
        proposer: casework::Hand { person: first, role: held.proposal.by().role.clone() },
        approver: crate::case::hand(cx),
    })
}

/// A decision on control in words.
fn told_of_decision(what: &signals::gate::Decision) -> (Vec<(String, String)>, String) {
    let row = |name: &str, value: String| (name.to_owned(), value);
    let joined = |set: &std::collections::BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join(", ");
    let rows = vec![
        row("Beslut", format!("{} ({})", what.id, what.case_number)),
        row("Kontroller", joined(&what.controls)),
        row("Register", joined(&what.registers)),
        row("Myndigheter", joined(&what.authorities)),
        row("Ändamål", what.purpose.clone()),
        row("Rättslig grund", joined(&what.grounds)),
        row("Gäller", format!("{} till {}", what.from, what.to)),
        row("Beslutat av", format!("{}, {}", what.decided_by, what.delegation)),
    ];
    (rows, "Beslutet gäller inte: kontrollerna körs inte med stöd av det.".to_owned())
}

fn told_of_disposal() -> (Vec<(String, String)>, String) {
    let gone = "Ärendet, dess filer och alla nycklar till det. Det går inte att få tillbaka.";
    let rows = vec![("Gallras".to_owned(), gone.to_owned())];
    (rows, "Ärendet är avslutat och kan läsas av medlemmarna.".to_owned())
}
