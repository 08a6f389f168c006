//! The yearly round: HR starts it, everybody is asked until they have declared, managers see who of theirs has not.

use access::{Action, Resource};
use casework::{
    declaration::round::{Answers, Round, answers},
    id::AuthorityId,
};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;
use vault::{Context, Sealed};

use super::{of_authority, sealed::LAST, staff::Staff};
use crate::{App, AppError, Cx, app::Ask};

/// A round that HR wants to start.
#[derive(Debug, Clone)]
pub struct RoundDraft {
    /// The units that are asked, by id; none for all.
    pub units: Vec<String>,
    /// The last day to answer.
    pub last_day: NaiveDate,
}

/// A round, and how it goes.
#[derive(Debug, Clone)]
pub struct RoundPage {
    /// The round; none when none was started.
    pub round: Option<Round>,
    /// The units that are asked, by name; none for all.
    pub units: Vec<String>,
    /// How many have answered, small numbers hidden.
    pub answers: Answers,
    /// The units that can be asked: id and name.
    pub all_units: Vec<(String, String)>,
}

impl App {
    /// Starts a round in the person's authority: everybody of it, or of some units, is asked to declare by a day. It takes
    /// the place of the round before.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when the day has come already or a unit is not there.
    pub async fn declaration_round_start(&self, cx: &Cx, draft: RoundDraft) -> Result<(), AppError> {
        let resource = of_authority(cx);
        let object = "declarations/round".to_owned();
        let ask = Ask { action: Action::DeclarationRoundStart, resource: &resource, object };
        self.perform(cx, ask, async {
            if draft.last_day <= cx.today() {
                return Err(AppError::field("last_day", "Skriv en dag efter i dag, så att alla hinner svara."));
            }
            let authority = &cx.subject.authority;
            let known = self.store.unit_list(Some(authority)).await.map_err(AppError::Store)?;
            if draft.units.iter().any(|unit| !known.iter().any(|one| one.id == *unit)) {
                return Err(AppError::field("units", "Välj enheter som finns."));
            }
            let bad = |error: casework::id::NotAnId| AppError::Internal(error.to_string());
            let of: AuthorityId = authority.parse().map_err(bad)?;
            let round =
                Round { authority: of, units: draft.units, started_at: cx.at, last_day: draft.last_day, by: cx.person };
            let text = serde_json::to_vec(&round).map_err(|error| AppError::Internal(crate::error::place(&error)))?;
            let name = setting(authority);
            let sealed = self.with_random(|random| self.server.seal(&Context::new(ROUND, &name), &text, random))?;
            self.store.setting_put(&name, &sealed.into_bytes()).await.map_err(AppError::Store)
        })
        .await
    }

    /// The round of the person's authority with its figures: units, never names.
    ///
    /// # Errors
    /// When the person may not.
    pub async fn declaration_figures(&self, cx: &Cx) -> Result<RoundPage, AppError> {
        let resource = of_authority(cx);
        let object = "declarations/figures".to_owned();
        let ask = Ask { action: Action::DeclarationFigures, resource: &resource, object };
        self.perform(cx, ask, async {
            let authority = &cx.subject.authority;
            let units = self.store.unit_list(Some(authority)).await.map_err(AppError::Store)?;
            let all_units: Vec<(String, String)> = units.into_iter().map(|unit| (unit.id, unit.name)).collect();
            let round = self.round_of(authority).await?;
            let staff = self.staff_now().await?;
            let asked = match &round {
                Some(round) => self.asked(round, &staff, cx.today()).await?,
                None => Vec::new(),
            };
            let name = |unit: &Option<String>| {
                let known = all_units.iter().find(|(id, _)| Some(id) == unit.as_ref());
                known.map_or("Utan enhet", |(_, name)| name.as_str())
            };
            let counted = answers(asked.iter().map(|(row, is_answered)| (name(&row.unit), *is_answered)));
            let asked_units = round.iter().flat_map(|round| &round.units);
            Ok(RoundPage {
                units: asked_units.map(|unit| name(&Some(unit.clone())).to_owned()).collect(),
                answers: counted,
                round,
                all_units,
            })
        })
        .await
    }

    /// Those who have not answered the round and whom the person assesses, by name: their nearest manager sees them, and
    /// for those without a manager HR.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn declaration_missing(&self, cx: &Cx) -> Result<Vec<String>, AppError> {
        self.listed(cx, Action::DeclarationList, "declarations/missing", async {
            let authority = cx.subject.authority.clone();
            let Some(round) = self.round_of(&authority).await? else { return Ok(Vec::new()) };
            let (staff, mut rows) = (self.staff_now().await?, Vec::new());
            for (row, is_answered) in self.asked(&round, &staff, cx.today()).await? {
                if !is_answered {
                    let about = |manager| access::Declaration {
                        authority: authority.clone(),
                        person: Some(row.id.clone()),
                        manager,
                    };
                    // Asked of the database first, and of what the server wrote when it seems to be theirs.
                    let seems = Resource::Declaration(about(staff.manager(&row.id, &authority)));
                    if self.may(cx, Action::DeclarationAssess, &seems) {
                        let manager = self.nearest_manager_of(&row.id, &authority).await?;
                        rows.push((Resource::Declaration(about(manager)), row.name.clone()));
                    }
                }
            }
            let mut names = self.policies.filter(&cx.subject, Action::DeclarationAssess, rows, cx.today());
            names.sort();
            Ok(names)
        })
        .await
    }

    /// The round of an authority; none when none was started.
    pub(super) async fn round_of(&self, authority: &str) -> Result<Option<Round>, AppError> {
        let name = setting(authority);
        let Some(sealed) = self.store.setting_get(&name).await.map_err(AppError::Store)? else { return Ok(None) };
        let text = self.server.open(&Context::new(ROUND, &name), &Sealed::from_bytes(sealed)?)?;
        serde_json::from_slice(&text).map(Some).map_err(|error| AppError::Internal(crate::error::place(&error)))
    }

    /// Everybody whom a round asks, and whether they have answered.
    pub(super) async fn asked<'a>(
        &self,
        round: &Round,
        staff: &'a Staff,
        today: NaiveDate,
    ) -> Result<Vec<(&'a store::Person, bool)>, AppError> {
        let mut last: BTreeMap<String, DateTime<Utc>> = BTreeMap::new();
        for row in self.store.setting_list(LAST).await.map_err(AppError::Store)? {
            if let Ok(opened) = self.last_opened(&row.name, row.value) {
                last.insert(row.name, opened.at);
            }
        }
        let asked = staff.employed(round.authority.as_str(), today).filter(|row| round.asks(row.unit.as_deref()));
        let answered = |row: &store::Person| {
            let person = row.id.parse().ok()?;
            last.get(&self.last_setting(person)).copied()
        };
        Ok(asked.map(|row| (row, round.is_answered(answered(row)))).collect())
    }
}

/// Under which names rounds lie.
const ROUND: &str = "declaration-round/";

fn setting(authority: &str) -> String {
    format!("{ROUND}{authority}")
}
