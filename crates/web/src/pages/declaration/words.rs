//! What the words of declarations are called in the reader's language, and a tie as both sides see it.

use std::collections::BTreeMap;

use casework::declaration::{Decided, Declaration, Declared, Standing, shown_number};
use casework::id::PersonId;
use casework::routine::Certainty;

use crate::pages::case::{lines, points, said, swedish, words as case_words};
use crate::part::{Chip, Description, Markup, Tone};
use crate::text::T;

/// What a tie is called: its kind and its name.
pub(super) fn title(t: T, declaration: &Declaration, declared: &Declared) -> String {
    let kind = declaration.kind_of(&declared.tie).map_or("", |kind| said(t, &kind.title));
    t.declaration_tie_title(kind, &declared.tie.name)
}

/// How a tie stands.
pub(super) fn standing(t: T, standing: Standing) -> Chip {
    match standing {
        Standing::Waits => Chip::new(Tone::Warning, t.declaration_waits()),
        Standing::Allowed => Chip::new(Tone::Done, t.declaration_allowed()),
        Standing::Conditions => Chip::new(Tone::Info, t.declaration_conditions_chip()),
        Standing::Forbidden => Chip::new(Tone::Serious, t.declaration_forbidden()),
    }
}

/// How a whole declaration stands, in a list.
pub(super) fn whole(t: T, declaration: &Declaration) -> Chip {
    if declaration.ties.is_empty() {
        return Chip::new(Tone::Calm, t.declaration_nothing());
    }
    let worst = declaration.ties.iter().map(Declared::standing);
    let waits = declaration.ties.iter().any(|tie| tie.standing() == Standing::Waits);
    standing(t, if waits { Standing::Waits } else { worst.max().unwrap_or(Standing::Allowed) })
}

/// A tie with what was declared and what was decided of it.
pub(super) fn tie(
    t: T,
    declaration: &Declaration,
    declared: &Declared,
    names: &BTreeMap<PersonId, String>,
) -> Description {
    let one = &declared.tie;
    let yes = if one.deals { t.incident_yes() } else { t.incident_no() };
    let facts = Description::new()
        .row(t.case_state(), standing(t, declared.standing()))
        .row(t.declaration_what(), lines(&one.what))
        .row(t.declaration_org_no(), one.org_no.as_deref().map(shown_number).unwrap_or_default())
        .row(t.declaration_hours(), one.hours.map(|hours| t.number(hours.into())).unwrap_or_default())
        .row(t.declaration_ends(), one.ends_on.map(Markup::day).unwrap_or_default())
        .row(t.declaration_deals(), yes);
    let name = |person: &PersonId| names.get(person).cloned().unwrap_or_else(|| t.case_unknown().to_owned());
    let mut facts = facts;
    for item in &declared.decided {
        let when = t.moment(item.at);
        facts = match &item.what {
            Decided::Allowed(assessed) => {
                let conditions = assessed.conditions.as_deref().map(lines).unwrap_or_default();
                facts
                    .row(t.declaration_assessed(), t.case_at_by(when, name(&item.by)))
                    .row(t.declaration_conditions(), conditions)
                    .row(t.case_why(), lines(&assessed.why))
            }
            Decided::Forbidden(forbidden) => {
                let two =
                    t.declaration_by_two(name(&forbidden.two.proposer.person), name(&forbidden.two.approver.person));
                facts
                    .row(t.declaration_decided(), t.case_at_by(when, two))
                    .row(t.declaration_ground(), ground(t, declaration, &forbidden.ground))
                    .row(t.declaration_reasons(), lines(&forbidden.why))
                    .row(t.declaration_stop_by(), Markup::day(forbidden.stop_by))
                    .row(t.declaration_negotiate(), negotiate(t, declaration))
            }
        };
    }
    facts
}

/// A link to the written decision, where something is forbidden.
pub(super) fn decision(t: T, declared: &Declared, path: &str) -> Markup {
    match declared.forbidden() {
        Some(_) => points([Markup::link(path, &t.declaration_decision_pdf(&declared.tie.name))]),
        None => Markup::default(),
    }
}

/// A ground with the law that it rests on.
pub(super) fn ground(t: T, declaration: &Declaration, id: &str) -> Markup {
    let Some(ground) = declaration.routine.ground(id) else { return Markup::default() };
    let text = Markup::text(said(t, &ground.title)).then(&Markup::text(said(t, &ground.says)));
    law(t, declaration, &ground.law).fold(text, |all, part| all.then(&part))
}

/// What whoever was forbidden something can do, and how sure that is.
fn negotiate(t: T, declaration: &Declaration) -> Markup {
    let negotiate = &declaration.routine.negotiate;
    law(t, declaration, &negotiate.law).fold(Markup::text(said(t, &negotiate.text)), |all, part| all.then(&part))
}

/// A law as it is cited, marked when it is not confirmed.
fn law(t: T, declaration: &Declaration, id: &str) -> impl Iterator<Item = Markup> {
    let known = declaration.routine.law(id);
    let cite = known.map(|law| swedish(t, &law.cite));
    let unsure = known.filter(|law| law.certainty != Certainty::C);
    let unsure = unsure.map(|law| case_words::certainty(t, law.certainty));
    cite.into_iter().chain(unsure)
}
