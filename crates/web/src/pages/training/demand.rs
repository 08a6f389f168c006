//! What is required: days, courses for all, and what each unit does.

use std::collections::BTreeMap;

use app::training::{Demand, DemandPage, OfUnit, Plan, TrainingGroup};

use super::words::{self, said};
use crate::failure::{Answer, redirect};
use crate::frame::{Access, Page, Visit};
use crate::pages::ask::{Problems, done};
use crate::part::{Choice, Field, Markup};
use crate::sent::Sent;

const DEMAND: Access = Access::Act("training_demand");

pub(super) fn pages() -> Vec<Page> {
    vec![Page::get("/utbildning/krav", DEMAND, show), Page::post("/utbildning/krav", DEMAND, sent)]
}

async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    demand_page(&visit, &app.training_demand(cx).await?, &Problems::default())
}

/// The name of the field of a unit.
fn field_of(unit: &str) -> String {
    format!("enhet-{unit}")
}

/// The page of what is required.
pub(crate) fn demand_page(visit: &Visit, shown: &DemandPage, problems: &Problems) -> Answer {
    let (t, demand) = (visit.t(), &shown.demand);
    let number = |name: &str, label: &str, days: u32| {
        problems.on(name, Field::number(t, name, label).with_value(days.to_string()))
    };
    let courses: Vec<Choice> =
        shown.courses.iter().map(|(id, title)| Choice::new(id, said(t, &title.sv, &title.en))).collect();
    let mut form = visit
        .form("/utbildning/krav")
        .with_error(problems.general())
        .field(number("days_authority", t.training_days_authority(), demand.days_authority))
        .field(number("days", t.training_days(), demand.days))
        .field(
            Field::checks(t, "kurser", t.training_for_everybody(), courses.clone())
                .with_hint(t.training_for_everybody_hint())
                .with_values(demand.courses.iter().map(String::as_str))
                .optional(),
        );
    let keep = demand.keep.as_ref();
    let months = keep.map(|plan| plan.months.to_string()).unwrap_or_default();
    let months = Field::number(t, "keep_months", t.training_keep_months()).with_value(months).optional();
    let source = Field::text(t, "keep_source", t.training_keep_plan()).optional();
    let source = source.with_value(keep.map(|plan| plan.source.clone()).unwrap_or_default());
    form = form
        .field(problems.on("keep_months", months.with_hint(t.training_keep_hint())))
        .field(problems.on("keep_source", source.with_hint(t.training_keep_plan_hint())));
    for (id, name) in &shown.units {
        let groups = TrainingGroup::OF_UNITS.map(|group| Choice::new(group.word(), words::group(t, group)));
        let own = courses
            .iter()
            .map(|course| Choice::new(format!("kurs:{}", course.value), t.training_unit_course(course.text.as_str())));
        let known = demand.units.get(id);
        let chosen: Vec<String> = known
            .into_iter()
            .flat_map(|unit| {
                let groups = unit.groups.iter().map(|group| group.word().to_owned());
                groups.chain(unit.courses.iter().map(|course| format!("kurs:{course}")))
            })
            .collect();
        let field = Field::checks(t, field_of(id), name.as_str(), groups.into_iter().chain(own).collect());
        form = form.field(field.with_values(chosen.iter().map(String::as_str)).optional());
    }
    let form = form.submit(t.training_demand_save()).or_back("/utbildning");
    let frame = visit.frame(t.training_demand_title()).below("/utbildning", t.training_title());
    let facts = done(visit, &[("sparat", t.training_demand_done())]);
    crate::pages::ask::asked(frame, t.training_demand_lead(), facts.then(&Markup::default()), form)
}

/// What was sent, for units that there are.
fn read(sent: &Sent, shown: &DemandPage) -> Demand {
    let days = |name: &str| sent.text(name).parse().unwrap_or(0);
    let unit = |id: &String| {
        let field = field_of(id);
        let groups = sent.all(&field).filter_map(TrainingGroup::parse).collect();
        let courses = sent.all(&field).filter_map(|value| value.strip_prefix("kurs:")).map(str::to_owned).collect();
        (id.clone(), OfUnit { groups, courses })
    };
    let units: BTreeMap<String, OfUnit> = shown.units.iter().map(|(id, _)| unit(id)).collect();
    Demand {
        from: shown.demand.from,
        days_authority: days("days_authority"),
        days: days("days"),
        units,
        courses: sent.all("kurser").map(str::to_owned).collect(),
        keep: plan(sent),
    }
}

/// The board's own plan; none when neither field is filled in.
fn plan(sent: &Sent) -> Option<Plan> {
    let (months, source) = (sent.text("keep_months").trim(), sent.text("keep_source").trim());
    let is_empty = months.is_empty() && source.is_empty();
    (!is_empty).then(|| Plan { months: months.parse().unwrap_or(0), source: source.to_owned() })
}

async fn sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let mut shown = app.training_demand(cx).await?;
    let demand = read(&sent, &shown);
    match app.training_demand_put(cx, demand.clone()).await {
        Ok(()) => redirect("/utbildning/krav?klart=sparat"),
        Err(error) => {
            shown.demand = demand;
            demand_page(
                &visit,
                &shown,
                &Problems::of(error, &["days", "days_authority", "keep_months", "keep_source"])?,
            )
        }
    }
}
