//! The list of signals.

use app::signal::{Filter, Order, SignalList, SignalRow};
use askama::Template;

use super::words::{self, below, control_link, length, of_both, swedish_link};
use crate::failure::{Answer, encoded, page, redirect};
use crate::frame::{Frame, Visit};
use crate::part::{Chip, Choice, Column, Field, Markup, Notice, Pager, Table, Tabs, Tone};
use crate::text::T;

/// Rows on a page.
const ROWS: usize = 50;

/// Stands for no limit in a choice.
const ALL: &str = "alla";

#[derive(Template)]
#[template(path = "signal_list.html")]
struct ListPage {
    frame: Frame,
    t: T,
    tabs: Markup,
    made_at: String,
    flows: Vec<Flow>,
    fields: Vec<Field>,
    filter: Filter,
    is_filtered: bool,
    suppressed: String,
    suppressed_path: String,
    table: Table,
    pager: Pager,
    silent: Vec<Markup>,
}

/// A flow as a link with its count.
struct Flow {
    path: String,
    text: String,
    is_current: bool,
}

#[derive(Template)]
#[template(path = "signal_none.html")]
struct NonePage {
    frame: Frame,
    t: T,
    notice: Notice,
}

/// What the page shows: the groups that the person may see, and the list of one of them.
pub(crate) struct Listed {
    pub(crate) groups: Vec<String>,
    pub(crate) list: SignalList,
    pub(crate) filter: Filter,
}

pub(in crate::pages) async fn list(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let groups = app.signal_groups(cx).await?;
    let asked = visit.query("grupp");
    let Some(group) = groups.iter().find(|group| *group == asked).or(groups.first()).cloned() else {
        return none_page(&visit);
    };
    let group = if asked.is_empty() { group } else { asked.to_owned() };
    let filter = filter_of(&visit);
    let first = (visit.page_no() - 1).saturating_mul(ROWS);
    let list = app.signal_list(cx, &group, &filter, first..first.saturating_add(ROWS)).await?;
    if list.rows.is_empty() && list.fitting > 0 {
        // The list has become shorter since the address was made.
        return redirect(&format!("{}&sida={}", path_of(&group, &filter), list.fitting.div_ceil(ROWS)));
    }
    list_page(&visit, &Listed { groups, list, filter })
}

/// Nothing that the reader may see.
pub(crate) fn none_page(visit: &Visit) -> Answer {
    let t = visit.t();
    let notice = Notice::new(Tone::Info, t.signal_no_groups()).with(t.signal_no_groups_what());
    page(&NonePage { frame: visit.frame(t.signal_title()), t, notice })
}

fn filter_of(visit: &Visit) -> Filter {
    let chosen = |name: &str| Some(visit.query(name)).filter(|value| *value != ALL).unwrap_or_default().to_owned();
    Filter {
        flow: chosen("flode"),
        control: chosen("kontroll"),
        only_open: !visit.query("oppna").is_empty(),
        with_suppressed: !visit.query("dampade").is_empty(),
        order: match visit.query("ordning") {
            "belopp" => Order::Amount,
            "alder" => Order::Age,
            _ => Order::Rank,
        },
    }
}

const fn order_word(order: Order) -> &'static str {
    match order {
        Order::Rank => "vikt",
        Order::Amount => "belopp",
        Order::Age => "alder",
    }
}

/// The address of a list, without the page.
fn path_of(group: &str, filter: &Filter) -> String {
    let mut path = format!("/signaler?grupp={}", encoded(group));
    for (name, value) in [("flode", filter.flow.as_str()), ("kontroll", &filter.control)] {
        if !value.is_empty() {
            path.push_str(&format!("&{name}={}", encoded(value)));
        }
    }
    for (name, is_chosen) in [("oppna", filter.only_open), ("dampade", filter.with_suppressed)] {
        if is_chosen {
            path.push_str(&format!("&{name}=1"));
        }
    }
    if filter.order != Order::default() {
        path.push_str(&format!("&ordning={}", order_word(filter.order)));
    }
    path
}

pub(crate) fn list_page(visit: &Visit, listed: &Listed) -> Answer {
    let (t, Listed { list, filter, .. }) = (visit.t(), listed);
    let pages = list.fitting.div_ceil(ROWS).max(1);
    let at = visit.page_no().min(pages);
    let first = (at - 1) * ROWS;
    let caption = if pages == 1 {
        t.signal_count(length(list.fitting))
    } else {
        let last = (first + ROWS).min(list.fitting);
        t.signal_count_part(length(list.fitting), length(first + 1), length(last))
    };
    let table = Table::new(t, "signaler", caption, row_columns(t)).when_empty(t.signal_empty());
    let silent = |control: &app::signal::ControlRef| {
        control_link(&list.group, &control.id, &control.id).then(&words::swedish(t, &control.title))
    };
    page(&ListPage {
        frame: visit.frame(t.signal_title()),
        t,
        tabs: group_tabs(t.signal_groups(), "/signaler", &listed.groups, &list.group),
        made_at: t.signal_made_at(t.stamped(&list.made_at)),
        flows: flows(t, list, filter),
        fields: fields(t, listed),
        filter: filter.clone(),
        is_filtered: *filter != Filter { flow: filter.flow.clone(), ..Filter::default() },
        suppressed: if list.suppressed > 0 {
            t.signal_suppressed_count(length(list.suppressed))
        } else {
            String::new()
        },
        suppressed_path: format!("/dampningar?grupp={}", encoded(&list.group)),
        table: table.rows(list.rows.iter().map(|row| row_cells(t, &list.group, row))),
        pager: Pager::new(t, path_of(&list.group, filter), at, pages),
        silent: list.silent.iter().map(silent).collect(),
    })
}

/// Tabs of groups, when there are several.
pub(in crate::pages) fn group_tabs(label: &str, path: &str, groups: &[String], current: &str) -> Markup {
    if groups.len() < 2 {
        return Markup::default();
    }
    let of = |group: &str| format!("{path}?grupp={}", encoded(group));
    let tabs = Tabs::new(label, of(current));
    Markup::of(&groups.iter().fold(tabs, |tabs, group| tabs.tab(of(group), group.replace('+', " + "))))
}

fn flows(t: T, list: &SignalList, filter: &Filter) -> Vec<Flow> {
    let flow = |id: &str, text: String| {
        let filter = Filter { flow: id.to_owned(), control: String::new(), ..filter.clone() };
        Flow { path: path_of(&list.group, &filter), text, is_current: false }
    };
    let named = |name: &str, signals: usize| format!("{name} ({})", t.number(length(signals)));
    let mut flows: Vec<_> = list.flows.iter().collect();
    flows.sort_by_key(|group| (words::flow_place(&group.id), group.id.clone()));
    let all = list.flows.iter().map(|group| group.signals).sum();
    let mut shown = vec![Flow { is_current: filter.flow.is_empty(), ..flow("", named(t.signal_flow_all(), all)) }];
    shown.extend(flows.into_iter().map(|group| Flow {
        is_current: group.id == filter.flow,
        ..flow(&group.id, named(&words::flow(t, &group.id), group.signals))
    }));
    shown
}

fn fields(t: T, listed: &Listed) -> Vec<Field> {
    let filter = &listed.filter;
    let all = Choice::new(ALL, t.signal_filter_control_all());
    let control =
        |(id, (sv, en)): (&String, &(String, String))| Choice::new(id, format!("{id} {}", of_both(t, sv, en)));
    let controls = std::iter::once(all).chain(listed.list.controls.iter().map(control)).collect();
    let control = if filter.control.is_empty() { ALL } else { &filter.control };
    let order = |order, text| Choice::new(order_word(order), text);
    let orders = vec![
        order(Order::Rank, t.signal_order_rank()).with_hint(t.signal_order_hint()),
        order(Order::Amount, t.signal_order_amount()),
        order(Order::Age, t.signal_order_age()),
    ];
    let flow = Field::hidden(t, "flode", filter.flow.as_str());
    vec![
        Field::hidden(t, "grupp", listed.list.group.as_str()),
        flow,
        Field::select(t, "kontroll", t.signal_filter_control(), controls).with_value(control),
        Field::radios(t, "ordning", t.signal_filter_order(), orders).with_value(order_word(filter.order)),
    ]
}

/// The columns of a list of signals.
pub(crate) fn row_columns(t: T) -> Vec<Column> {
    vec![
        Column::text(t.signal_what()),
        Column::text(t.signal_subject()),
        Column::text(t.signal_severity()),
        Column::number(t.signal_amount()),
        Column::number(t.signal_days()),
        Column::text(t.signal_state()),
        Column::text(t.signal_judgement()),
    ]
}

/// A signal as a row of [`row_columns`].
pub(crate) fn row_cells(t: T, group: &str, row: &SignalRow) -> Vec<Markup> {
    let sentence = swedish_link(t, &words::signal_path(group, &row.fingerprint), &row.sentence);
    let title = Markup::from(format!("{} {}", row.control, of_both(t, &row.title, &row.title_en)));
    vec![
        below(&sentence, &title),
        row.subjects.first().map(|subject| words::subject_link(t, group, subject)).unwrap_or_default(),
        Chip::severity(t, row.severity).into(),
        row.amount_ore.map(|ore| t.amount(ore)).unwrap_or_default().into(),
        row.days.map(|days| t.number(days)).unwrap_or_default().into(),
        words::state(t, row),
        words::judged(t, row),
    ]
}
