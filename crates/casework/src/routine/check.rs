//! What a routine must keep to: ids that stand once, and names that lead somewhere.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;

use super::{Decider, Measure, Routine, Starts, Template, TemplateBlock, Which};
use crate::{Capacity, RoutineError};

pub(crate) type Checked = Result<(), RoutineError>;

/// What a front matter says, before it is checked.
pub(crate) fn read<T: DeserializeOwned>(front: &str) -> Result<T, RoutineError> {
    toml::from_str(front).map_err(|error| {
        let before = error.span().and_then(|span| front.get(..span.start)).unwrap_or("");
        RoutineError::Form { line: before.matches('\n').count() + 1, detail: error.message().to_owned() }
    })
}

/// A fault of a routine.
pub(crate) fn broken(place: impl Into<String>, value: &str, rule: &'static str) -> RoutineError {
    RoutineError::Broken { place: place.into(), value: value.to_owned(), rule }
}

/// Ids of one kind: written in small letters, each once.
pub(crate) fn unique<'a>(place: &str, ids: impl Iterator<Item = &'a String>) -> Checked {
    let mut seen = BTreeSet::new();
    for id in ids {
        let belongs = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_';
        if id.is_empty() || !id.bytes().all(belongs) {
            return Err(broken(place, id, "är inget id; skriv a-z, 0-9, - och _"));
        }
        if !seen.insert(id) {
            return Err(broken(place, id, "står två gånger; ge var och en ett eget id"));
        }
    }
    Ok(())
}

fn filled(place: &str, what: &str, text: &str) -> Checked {
    if text.trim().is_empty() { Err(broken(place, what, "är tomt; skriv det")) } else { Ok(()) }
}

impl Routine {
    /// Checks that ids are unique and that every measure, clock, law and template referred to exists.
    ///
    /// # Errors
    /// [`RoutineError::Broken`] with the first fault.
    pub fn check(&self) -> Checked {
        unique("id", std::iter::once(&self.id))?;
        unique("roles", self.roles.iter().map(|role| &role.id))?;
        unique("laws", self.laws.iter().map(|law| &law.id))?;
        unique("measures", self.measures.iter().map(|measure| &measure.id))?;
        unique("clocks", self.clocks.iter().map(|clock| &clock.id))?;
        unique("templates", self.templates.iter().map(|template| &template.id))?;
        if self.measures.is_empty() {
            return Err(broken("measures", "", "saknas; en rutin har minst en åtgärd"));
        }
        for capacity in [Capacity::Reporter, Capacity::Coordinator, Capacity::DecisionMaker] {
            if !self.steps.iter().any(|step| step.capacity == capacity) {
                return Err(broken("steps", capacity.id(), "saknas; skriv vem som deltar i den egenskapen"));
            }
        }
        for (at, step) in (1_usize..).zip(&self.steps) {
            let instead = step.instead.iter().map(|other| &other.role);
            std::iter::once(&step.role)
                .chain(instead)
                .try_for_each(|role| self.check_role(&format!("steps, nr {at}"), role))?;
        }
        for law in &self.laws {
            let place = format!("laws.{}", law.id);
            filled(&place, "cite", &law.cite)?;
            filled(&place, "says", &law.says)?;
            filled(&place, "source", &law.source)?;
        }
        self.measures.iter().try_for_each(|measure| self.check_measure(measure))?;
        self.check_clocks()?;
        self.templates.iter().try_for_each(check_template)
    }

    fn check_role(&self, place: &str, role: &str) -> Checked {
        if self.roles.iter().any(|named| named.id == role) {
            Ok(())
        } else {
            Err(broken(place, role, "finns inte bland `roles`; skriv vad rollen heter eller rätta id:t"))
        }
    }

    fn check_laws(&self, place: &str, laws: &[String]) -> Checked {
        match laws.iter().find(|id| self.law(id).is_none()) {
            Some(id) => Err(broken(place, id, "finns inte bland `laws`; skriv lagen där eller rätta id:t")),
            None => Ok(()),
        }
    }

    fn check_measure(&self, measure: &Measure) -> Checked {
        let place = format!("measures.{}", measure.id);
        self.check_laws(&place, &measure.laws)?;
        if measure.templates.is_empty() {
            return Err(broken(place, "templates", "är tomt; skriv minst en mall"));
        }
        if let Some(id) = measure.templates.iter().find(|id| self.template(id).is_none()) {
            return Err(broken(place, id, "finns inte bland `templates`; skriv mallen där eller rätta id:t"));
        }
        unique(&format!("{place}.options"), measure.options.iter().map(|option| &option.id))?;
        self.check_deciders(&place, &measure.deciders)?;
        for option in &measure.options {
            let place = format!("{place}.options.{}", option.id);
            self.check_laws(&place, &option.laws)?;
            if measure.deciders(Some(&option.id)).is_empty() {
                return Err(broken(place, "deciders", "saknas; skriv vem som får besluta"));
            }
            self.check_deciders(&place, &option.deciders)?;
        }
        if measure.options.is_empty() && measure.deciders.is_empty() {
            return Err(broken(place, "deciders", "saknas; skriv vem som får besluta"));
        }
        Ok(())
    }

    fn check_deciders(&self, place: &str, deciders: &[Decider]) -> Checked {
        for decider in deciders {
            self.check_role(place, &decider.role)?;
            filled(place, "deciders.act", &decider.act)?;
        }
        Ok(())
    }

    fn check_clocks(&self) -> Checked {
        for clock in &self.clocks {
            let place = format!("clocks.{}", clock.id);
            self.check_laws(&place, &clock.laws)?;
            if clock.laws.is_empty() {
                return Err(broken(place, "laws", "är tomt; en frist vilar på minst en regel"));
            }
            match &clock.starts {
                Starts::Fact(when) => filled(&place, "starts.fact", &when.sv)?,
                Starts::Decided(which) | Starts::Expires(which) => self.check_which(&place, which)?,
            }
        }
        Ok(())
    }

    fn check_which(&self, place: &str, which: &Which) -> Checked {
        let Some(id) = &which.measure else {
            return match &which.option {
                Some(option) => Err(broken(place, option, "är ett val utan åtgärd; skriv också `measure`")),
                None => Ok(()),
            };
        };
        let Some(measure) = self.measure(id) else {
            return Err(broken(place, id, "finns inte bland `measures`; rätta id:t"));
        };
        match &which.option {
            Some(option) if measure.option(option).is_none() => {
                Err(broken(place, option, "finns inte bland åtgärdens `options`; rätta id:t"))
            }
            _ => Ok(()),
        }
    }
}

fn check_template(template: &Template) -> Checked {
    let place = format!("templates.{}", template.id);
    unique(&format!("{place}.fill"), template.fills().map(|fill| &fill.id))?;
    let mut headed = false;
    for block in &template.blocks {
        match block {
            TemplateBlock::Heading(text) => {
                filled(&place, "heading", text)?;
                headed = true;
            }
            TemplateBlock::Subheading(text) if !headed => {
                return Err(broken(place, text, "är en underrubrik utan rubrik; skriv först en `heading`"));
            }
            TemplateBlock::Points(points) if points.is_empty() => {
                return Err(broken(place, "points", "är tomt; skriv minst en punkt"));
            }
            _ => {}
        }
    }
    Ok(())
}
