//! Where one person is alone: a picture per unit, what may be done, and what it did.

use std::collections::BTreeMap;

use app::delegation::{HandsFile, HandsKept, HandsPage};
use casework::hands::{Effect, FlowFigures, Only, Picture};

use super::{Came, below, count, words};
use crate::failure::{Answer, redirect};
use crate::frame::Visit;
use crate::pages::approval::swedish;
use crate::pages::ask::{Problems, Sections, asked, day, day_or_none, done, listed, sentence};
use crate::part::{Bar, Bars, Cell, Chip, Choice, Column, Description, Field, Markup, Notice, Table, Tone};
use crate::sent::Upload;
use crate::text::T;

/// The fields of the form.
const FIELDS: [&str; 6] = ["to", "days", "months", "measure_on", "steps", "rights"];
/// The longest time that is counted, in days.
const DAYS_MOST: u64 = 366;

pub(super) async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let page = app.hands_show(cx).await?;
    let may_measure = !app.acts_somewhere(cx, ["hands_measure"]).is_empty();
    show_page(&visit, &page, may_measure)
}

/// Names by pseudonym.
type Names = BTreeMap<String, String>;

/// Somebody, by the name that the reader may see.
fn person(names: &Names, person: &str) -> String {
    names.get(person).map_or_else(|| person.to_owned(), |name| format!("{name} ({person})"))
}

fn flow(t: T, flow: &FlowFigures) -> String {
    format!("{}: {}", flow.unit, words::flow(t, flow.flow))
}

fn only(t: T, (of, only): (&FlowFigures, &Only), names: &Names) -> String {
    let (step, who) = (words::step(t, of.flow, only.step), person(names, &only.person));
    match only.last_other {
        Some(last) => t.alone_only_since(t.day(last), step, who),
        None => t.alone_only_ever(step, who),
    }
}

/// The picture of every flow, with its table.
fn shares(t: T, picture: &Picture, names: &Names) -> Markup {
    let bars: Vec<Bar> =
        picture.flows.iter().map(|one| Bar { label: flow(t, one), permille: one.share_permille() }).collect();
    let columns = vec![
        Column::text(t.alone_unit()),
        Column::number(t.alone_share()),
        Column::number(t.alone_matters()),
        Column::number(t.alone_alone()),
        Column::number(t.alone_on_leave()),
        Column::number(t.alone_people()),
        Column::number(t.alone_factor()),
        Column::text(t.alone_who()),
        Column::text(t.alone_measures()),
    ];
    let row = |one: &FlowFigures| -> Vec<Cell> {
        let name = Markup::text(&flow(t, one));
        let name = if one.is_alone { name.then(&Chip::new(Tone::Serious, t.alone_is()).into()) } else { name };
        let who = one.factor.iter().map(|who| person(names, who)).collect::<Vec<_>>().join(", ");
        let numbers = [one.judged, one.alone, one.on_leave, one.people, one.factor.len()];
        let mut cells = vec![name, words::percent(t, one.share_permille()).into()];
        cells.extend(numbers.map(|number| t.number(count(number)).into()));
        cells.extend([who.into(), words::measures(t, &one.measures)]);
        cells
    };
    let table = Table::new(t, "floden", t.alone_shares(), columns).rows(picture.flows.iter().map(row));
    let table = table.when_empty(t.alone_flows_empty()).under_heading();
    Markup::of(&Bars::new(t.alone_shares(), &bars, picture.terms.alone_permille, table))
}

/// Steps that nobody else has done for long.
fn rotation(t: T, picture: &Picture, names: &Names) -> Markup {
    let told = picture.flows.iter().flat_map(|of| of.only.iter().map(move |one| (of, one)));
    let items: Vec<Markup> =
        told.map(|(of, one)| format!("{}. {}", flow(t, of), only(t, (of, one), names)).into()).collect();
    if items.is_empty() { Markup::text(t.alone_rotation_empty()).paragraph() } else { listed(items) }
}

fn pairs(t: T, picture: &Picture, names: &Names) -> Markup {
    let told = picture.flows.iter().flat_map(|of| of.pairs.iter().map(move |pair| (of, pair)));
    let items: Vec<Markup> = told
        .map(|(of, pair)| {
            let (first, second) = (person(names, &pair.first), person(names, &pair.second));
            format!("{}. {}", flow(t, of), t.alone_pair(first, second, count(pair.together))).into()
        })
        .collect();
    if items.is_empty() { Markup::text(t.alone_pairs_empty()).paragraph() } else { listed(items) }
}

fn rights(t: T, picture: &Picture, names: &Names) -> Markup {
    let items: Vec<Markup> = picture
        .can_all
        .iter()
        .map(|can| t.alone_can_all(words::flow(t, can.flow), &can.system, person(names, &can.person)).into())
        .collect();
    if items.is_empty() { Markup::text(t.alone_rights_empty()).paragraph() } else { listed(items) }
}

/// The same figures before and after.
fn effect(t: T, effect: &Effect) -> Markup {
    let columns = vec![
        Column::text(t.alone_unit()),
        Column::number(t.alone_share_before()),
        Column::number(t.alone_share_after()),
        Column::number(t.alone_factor_before()),
        Column::number(t.alone_factor_after()),
    ];
    let of = |picture: &Picture, one: &FlowFigures| -> [String; 2] {
        let same = picture.flows.iter().find(|other| other.unit == one.unit && other.flow == one.flow);
        same.map_or([String::new(), String::new()], |same| {
            [words::percent(t, same.share_permille()), t.number(count(same.factor.len()))]
        })
    };
    let mut all: Vec<&FlowFigures> = effect.before.flows.iter().chain(&effect.after.flows).collect();
    all.sort_by_key(|one| (one.unit.as_str(), one.flow));
    all.dedup_by_key(|one| (one.unit.as_str(), one.flow));
    let row = |one: &&FlowFigures| -> Vec<Cell> {
        let ([share, factor], [share_after, factor_after]) = (of(&effect.before, one), of(&effect.after, one));
        vec![flow(t, one).into(), share.into(), share_after.into(), factor.into(), factor_after.into()]
    };
    let (before, after) = (effect.before.period, effect.after.period);
    let lead = t.alone_effect_lead(t.day(after.from), t.day(after.to), t.day(before.from), t.day(before.to));
    let table = Table::new(t, "effekt", t.alone_effect(), columns).rows(all.iter().map(row)).under_heading();
    Markup::text(&lead).paragraph().then(&Markup::of(&table.when_empty(t.alone_flows_empty())))
}

fn facts(t: T, kept: &HandsKept, decisions: &[String]) -> Markup {
    let period = kept.picture.period;
    let facts = Description::new()
        .row(t.alone_period(), Markup::day(period.from).then(&Markup::text("–")).then(&Markup::day(period.to)))
        .row(t.alone_made_at(), t.stamped(&kept.made_at))
        .row(t.alone_rows(), t.number(count(kept.rows)))
        .row(t.alone_machines(), t.number(count(kept.machines)))
        .row(t.alone_unfit(), t.number(count(kept.unfit)))
        .row(t.delegation_rests_on(), decisions.join(", "));
    Markup::of(&facts)
}

pub(crate) fn show_page(visit: &Visit, page: &HandsPage, may_measure: bool) -> Answer {
    let t = visit.t();
    let said = [("raknat", t.alone_done())];
    let mut shown = Sections::new(below(visit, t.alone_title()), t.alone_lead()).notice(done(visit, &said));
    if may_measure {
        shown = shown.primary("/delegation/ensam/las-in", t.alone_measure());
    }
    if !page.refused.is_empty() {
        let why = swedish(t, &sentence(&page.refused));
        let why = Markup::text(t.alone_refused_what()).paragraph().then(&why.paragraph());
        return shown.notice(Markup::of(&Notice::new(Tone::Warning, t.alone_refused()).with(why))).answer();
    }
    let Some(kept) = &page.kept else {
        return shown.section(t.alone_shares(), Markup::text(t.alone_empty()).paragraph()).answer();
    };
    let (picture, names) = (&kept.picture, &page.names);
    shown = shown
        .section(t.alone_shares(), shares(t, picture, names))
        .section(t.alone_rotation(), rotation(t, picture, names))
        .section(t.alone_pairs(), pairs(t, picture, names))
        .section(t.alone_rights(), rights(t, picture, names));
    if let Some(measured) = &kept.effect {
        shown = shown.section(t.alone_effect(), effect(t, measured));
    }
    let explained = [t.alone_how_share(), t.alone_how_factor(), t.alone_how_leave(), t.alone_how_pairs()];
    shown
        .section(t.alone_about(), facts(t, kept, &page.decisions))
        .section(t.alone_how(), listed(explained.map(Markup::text)))
        .answer()
}

pub(crate) fn measure_page(visit: &Visit, given: &[String; 4], problems: &Problems) -> Answer {
    let t = visit.t();
    let [to, days, months, measure_on] = given;
    let files = ".xlsx,.csv,.txt";
    let form = visit
        .form("/delegation/ensam/las-in")
        .field(problems.on("to", Field::date(t, "to", t.alone_to()).with_value(to.as_str())))
        .field(problems.on("days", Field::number(t, "days", t.alone_days()).with_value(days.as_str())))
        .field(problems.on(
            "months",
            Field::number(t, "months", t.alone_months()).with_hint(t.alone_months_hint()).with_value(months.as_str()),
        ))
        .field(
            problems.on(
                "measure_on",
                Field::date(t, "measure_on", t.alone_measure_on())
                    .with_hint(t.alone_measure_on_hint())
                    .with_value(measure_on.as_str())
                    .optional(),
            ),
        )
        .field(
            Field::checks(t, "newest", t.delegation_rows_from(), vec![Choice::new("ja", t.alone_from_newest())])
                .optional(),
        )
        .field(
            problems.on(
                "steps",
                Field::file(t, "steps", t.alone_steps(), files).with_hint(t.alone_steps_hint()).optional(),
            ),
        )
        .field(problems.on(
            "rights",
            Field::file(t, "rights", t.alone_rights_file(), files).with_hint(t.alone_rights_hint()).optional(),
        ))
        .with_error(problems.general())
        .submit(t.alone_measure())
        .or_back("/delegation/ensam");
    let frame = below(visit, t.alone_measure()).below("/delegation/ensam", t.alone_title());
    asked(frame, t.alone_measure_lead(), Markup::default(), form)
}

pub(super) async fn measure(visit: Visit) -> Answer {
    let (_, cx) = visit.acts()?;
    let given = [cx.today().to_string(), "90".to_owned(), "6".to_owned(), String::new()];
    measure_page(&visit, &given, &Problems::default())
}

pub(super) async fn measure_sent(visit: Visit, upload: Upload) -> Answer {
    let ((app, cx), t) = (visit.acts()?, visit.t());
    let mut came = Came::of(upload).await?;
    let given = ["to", "days", "months", "measure_on"].map(|name| came.text(name));
    let [to, days, months, measure_on] = &given;
    let mut problems = Problems::default();
    let to = day(&visit, "to", to, &mut problems);
    let measure_on = day_or_none(&visit, "measure_on", measure_on, &mut problems);
    let days: Option<u64> = days.trim().parse().ok().filter(|days| (7..=DAYS_MOST).contains(days));
    let months: Option<u32> = months.trim().parse().ok().filter(|months| (1..=24).contains(months));
    for (name, is_wrong, text) in
        [("days", days.is_none(), t.alone_days_wrong()), ("months", months.is_none(), t.alone_months_wrong())]
    {
        if is_wrong {
            problems = problems.with(name, text);
        }
    }
    let Some(steps) = came.from("steps") else {
        return measure_page(&visit, &given, &problems.with("steps", t.delegation_from_wrong()));
    };
    if let (true, Some(days), Some(months)) = (problems.is_empty(), days, months) {
        let file = HandsFile { steps, rights: came.file("rights"), to, days, months, measure_on };
        match app.hands_measure(cx, file).await {
            Ok(()) => return redirect("/delegation/ensam?klart=raknat"),
            Err(error) => problems = Problems::of(error, &FIELDS)?,
        }
    }
    measure_page(&visit, &given, &problems)
}
