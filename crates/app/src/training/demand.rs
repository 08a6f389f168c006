//! What an authority requires: which units exercise authority, which courses everybody needs, how long people have.

use access::Action;
use casework::training::{Group, demand::Demand};

use super::{ask, directory};
use crate::{App, AppError, Cx, Problem};

/// Where what is required lies.
const DEMANDS: &str = "training-demand/";

/// The most days that people can have.
const DAYS: u32 = 730;

/// The most months that a plan can keep training.
const MONTHS: u32 = 240;

/// What is required, and of what it can be.
#[derive(Debug, Clone)]
pub struct DemandPage {
    /// What is required.
    pub demand: Demand,
    /// The units of the authority: id and name.
    pub units: Vec<(String, String)>,
    /// The courses: id and title.
    pub courses: Vec<(String, library::Text)>,
}

impl App {
    /// What an authority requires.
    pub(super) async fn demand_of(&self, authority: &str) -> Result<Demand, AppError> {
        let name = format!("{DEMANDS}{authority}");
        match self.store.setting_get(&name).await.map_err(AppError::Store)? {
            Some(bytes) => self.training_open(authority, &name, bytes),
            None => Ok(Demand::default()),
        }
    }

    /// What the person's authority requires.
    ///
    /// # Errors
    /// When the person may not.
    pub async fn training_demand(&self, cx: &Cx) -> Result<DemandPage, AppError> {
        let resource = directory(cx);
        self.perform(cx, ask(Action::TrainingDemand, &resource), async {
            let authority = &cx.subject.authority;
            let units = self.store.unit_list(Some(authority)).await.map_err(AppError::Store)?;
            Ok(DemandPage {
                demand: self.demand_of(authority).await?,
                units: units.into_iter().map(|unit| (unit.id, unit.name)).collect(),
                courses: self.library.courses().into_iter().map(|one| (one.id.clone(), one.title.clone())).collect(),
            })
        })
        .await
    }

    /// Says what the person's authority requires from now on.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when days are too many, or a unit or a course is none.
    pub async fn training_demand_put(&self, cx: &Cx, mut demand: Demand) -> Result<(), AppError> {
        let resource = directory(cx);
        self.perform(cx, ask(Action::TrainingDemand, &resource), async {
            let authority = &cx.subject.authority;
            let units = self.store.unit_list(Some(authority)).await.map_err(AppError::Store)?;
            demand.units.retain(|_, unit| !unit.groups.is_empty() || !unit.courses.is_empty());
            let is_known = |course: &String| self.library.course(course).is_some();
            let mut problems = Vec::new();
            for (field, days) in [("days", demand.days), ("days_authority", demand.days_authority)] {
                if !(1..=DAYS).contains(&days) {
                    problems.push(Problem { field, text: format!("Skriv 1 till {DAYS} dagar.") });
                }
            }
            if let Some(plan) = &mut demand.keep {
                plan.source = plan.source.trim().to_owned();
                if !(1..=MONTHS).contains(&plan.months) {
                    problems.push(Problem { field: "keep_months", text: format!("Skriv 1 till {MONTHS} månader.") });
                }
                if plan.source.is_empty() {
                    let text = "Skriv vilken plan eller vilket beslut tiden står i.".to_owned();
                    problems.push(Problem { field: "keep_source", text });
                }
            }
            let groups = demand.units.values().flat_map(|unit| &unit.groups);
            let courses = demand.units.values().flat_map(|unit| &unit.courses).chain(&demand.courses);
            let is_unit = |id: &String| units.iter().any(|unit| unit.id == *id);
            if !demand.units.keys().all(is_unit)
                || !courses.into_iter().all(is_known)
                || !groups.into_iter().all(|group| Group::OF_UNITS.contains(group))
            {
                problems.push(Problem { field: "units", text: "Välj enheter och kurser i listorna.".to_owned() });
            }
            if !problems.is_empty() {
                return Err(AppError::Invalid(problems));
            }
            demand.from = demand.from.or(Some(cx.today()));
            self.training_keep(authority, &format!("{DEMANDS}{authority}"), &demand).await
        })
        .await
    }
}
