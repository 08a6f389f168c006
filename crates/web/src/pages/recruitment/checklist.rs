//! What must, may and must not be checked, with the reason and the source of each.

use casework::recruitment::law::{Allowed, Checklist, Refused, Why};

use super::words;
use crate::pages::case::{said, swedish, words as case_words};
use crate::part::{Chip, Column, Markup, Notice, Table, Tone};
use crate::text::T;

/// The three tables of a checklist.
pub(super) fn tables(t: T, list: &Checklist) -> Markup {
    let lead = Markup::raw(format!("<p>{}</p>", crate::part::escaped(&t.recruitment_law_of(t.day(list.day)))));
    let waits = if list.waiting().next().is_some() {
        Markup::of(&Notice::new(Tone::Warning, t.recruitment_waits_for_lawyer()))
    } else {
        Markup::default()
    };
    lead.then(&waits)
        .then(&Markup::of(&of(t, ("ska", t.recruitment_must(), t.recruitment_must_empty()), &list.must)))
        .then(&Markup::of(&of(t, ("far", t.recruitment_may(), t.recruitment_may_empty()), &list.may)))
        .then(&Markup::of(&not(t, &list.must_not)))
}

fn of(t: T, (id, caption, empty): (&str, &str, &str), all: &[Allowed]) -> Table {
    let columns = [
        t.recruitment_check(),
        t.recruitment_registers(),
        t.recruitment_when(),
        t.recruitment_obtained(),
        t.recruitment_kept(),
        t.recruitment_source(),
    ];
    let row = |one: &Allowed| -> Vec<Markup> {
        let (basis, entry) = (one.basis(), one.entry());
        let mut check = Markup::text(said(t, basis.title()));
        if let Some(months) = basis.max_months() {
            check = check.then(&line(&t.recruitment_oldest(i64::from(months))));
        }
        if let Some(exemption) = basis.exemption() {
            check = check.then(&line(t.recruitment_exemption())).then(&Markup::raw(" ".to_owned()));
            check = check.then(&swedish(t, exemption));
        }
        let open = |key: &str| if entry.is_open(key) { unsure(t) } else { Markup::default() };
        vec![
            check,
            Markup::text(&words::registers(t, basis.registers())),
            swedish(t, &entry.when),
            swedish(t, entry.obtained.as_deref().unwrap_or_default()),
            Markup::text(words::keeps(t, basis.keeps())).then(&open("note")),
            swedish(t, basis.law())
                .then(&Markup::raw("<br>".to_owned()))
                .then(&case_words::certainty(t, basis.certainty()))
                .then(&open("from"))
                .then(&confirmed(t, one)),
        ]
    };
    Table::new(t, id, caption, columns.map(Column::text).into()).rows(all.iter().map(row)).when_empty(empty)
}

fn confirmed(t: T, one: &Allowed) -> Markup {
    let Some(confirmed) = one.basis().confirmed() else { return Markup::default() };
    line(&t.recruitment_confirmed_by(t.day(confirmed.on), &confirmed.lawyer))
}

fn not(t: T, all: &[Refused]) -> Table {
    let columns = [t.recruitment_check(), t.recruitment_reason(), t.recruitment_instead(), t.recruitment_source()];
    let row = |one: &Refused| -> Vec<Markup> {
        let mut reason = Markup::text(&words::why(t, &one.why));
        if let Why::Unconfirmed { entry, .. } = &one.why {
            let path = format!("/rekrytering/lagen/{}/bekrafta?post={entry}", one.check);
            reason = reason.then(&Markup::raw("<br>".to_owned())).then(&Markup::link(&path, t.law_confirm_title()));
        }
        let source = swedish(t, &one.law)
            .then(&Markup::raw("<br>".to_owned()))
            .then(&swedish(t, &one.sources.join("; ")))
            .then(&Markup::raw("<br>".to_owned()))
            .then(&case_words::certainty(t, one.certainty));
        vec![said(t, &one.title).into(), reason, swedish(t, &one.instead.join(", ")), source]
    };
    Table::new(t, "inte", t.recruitment_must_not(), columns.map(Column::text).into())
        .rows(all.iter().map(row))
        .when_empty(t.recruitment_must_not_empty())
}

/// A chip on what nobody has confirmed.
pub(super) fn unsure(t: T) -> Markup {
    Markup::raw(" ".to_owned()).then(&Chip::new(Tone::Warning, t.case_certainty_u()).into())
}

pub(crate) fn line(text: &str) -> Markup {
    Markup::raw(format!(r#"<br><span class="soft">{}</span>"#, crate::part::escaped(text)))
}
