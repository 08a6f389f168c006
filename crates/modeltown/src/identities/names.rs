//! What people are called, and the other ways in which the same name is written.

use super::lottery::{Compound, Lottery};
use super::words::{MAIL, NATURE, ORIGINS, PARTICLES, PATRONYMICS, SHORT, SWEDISH, VARIANTS};
use crate::draw::Draw;
use std::collections::BTreeMap;

/// Where a family's names come from: 0 for Sweden, else the place among the origins from 1.
pub(super) type Origin = usize;

/// Woman or man, as the birth number says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sex {
    /// Even birth number.
    Woman,
    /// Odd birth number.
    Man,
}

/// A given name, perhaps of two parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Given {
    first: &'static str,
    second: &'static str,
    form: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    One,
    Hyphened,
    CalledFirst,
    CalledSecond,
}

impl Given {
    /// The name that the person goes by.
    pub(super) fn called(self) -> String {
        match self.form {
            Form::One | Form::CalledFirst => self.first.to_owned(),
            Form::CalledSecond => self.second.to_owned(),
            Form::Hyphened => format!("{}-{}", self.first, self.second),
        }
    }

    /// The name as one register or another has it: all of it, the name called by, or the first.
    pub(super) fn written(self, draw: &mut Draw) -> String {
        let of_ten = draw.below(10);
        match self.form {
            Form::Hyphened if of_ten == 0 => self.first.to_owned(),
            Form::Hyphened if of_ten == 1 => format!("{} {}", self.first, self.second),
            Form::CalledFirst | Form::CalledSecond if of_ten > 6 => format!("{} {}", self.first, self.second),
            Form::CalledSecond if of_ten == 6 => self.first.to_owned(),
            Form::One | Form::Hyphened | Form::CalledFirst | Form::CalledSecond => self.called(),
        }
    }
}

type BySex = [Lottery<&'static str>; 2];

/// Every name there is to draw.
#[derive(Debug)]
pub(super) struct Names {
    origin: Lottery<Origin>,
    swedish: [BySex; 3],
    foreign: Vec<(BySex, Lottery<&'static str>)>,
    patronymics: Lottery<&'static str>,
    nature: Lottery<Compound>,
    short: Lottery<&'static str>,
    variants: BTreeMap<&'static str, Vec<&'static str>>,
    mail: Lottery<&'static str>,
}

impl Names {
    /// The lists of the module `words`, ready to draw from.
    pub(super) fn new() -> Self {
        let words = |list: &'static str| Lottery::ranked(list.split_whitespace(), 4);
        let foreign: u64 = ORIGINS.iter().map(|origin| origin.share).sum();
        let shares = ORIGINS.iter().map(|origin| origin.share);
        let mut variants: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for group in VARIANTS.lines() {
            for name in group.split_whitespace() {
                variants.entry(name).or_default().extend(group.split_whitespace().filter(|other| *other != name));
            }
        }
        Self {
            origin: Lottery::weighted(std::iter::once(1000 - foreign).chain(shares).zip(0..).map(|(n, at)| (at, n))),
            swedish: SWEDISH.map(|sexes| sexes.map(words)),
            foreign: ORIGINS.iter().map(|origin| (origin.given.map(words), words(origin.surnames))).collect(),
            patronymics: words(PATRONYMICS),
            nature: Compound::all(NATURE[0], NATURE[1]),
            short: Lottery::ranked(SHORT.split_whitespace(), 20),
            variants,
            mail: words(MAIL),
        }
    }

    /// Where a family comes from.
    pub(super) fn origin(&self, draw: &mut Draw) -> Origin {
        self.origin.draw(draw)
    }

    /// A given name for somebody born in that year; now and then double.
    pub(super) fn given(&self, draw: &mut Draw, origin: Origin, sex: Sex, year: i32) -> Given {
        let foreign = origin.checked_sub(1).and_then(|at| self.foreign.get(at)).map(|(given, _)| given);
        let [older, old, young] = &self.swedish;
        let [women, men] = foreign.unwrap_or(match year {
            ..1960 => older,
            1960..1990 => old,
            _ => young,
        });
        let list = match sex {
            Sex::Woman => women,
            Sex::Man => men,
        };
        let form = match draw.below(100) {
            _ if foreign.is_some() => Form::One,
            0..4 => Form::Hyphened,
            4..9 => Form::CalledFirst,
            9..13 => Form::CalledSecond,
            _ => Form::One,
        };
        let (first, second) = (list.draw(draw), list.draw(draw));
        let form = if first == second || first.contains('-') || second.contains('-') { Form::One } else { form };
        Given { first, second, form }
    }

    /// A family's name; now and then double, rarely with a particle.
    pub(super) fn surname(&self, draw: &mut Draw, origin: Origin) -> String {
        let double = draw.chance(if origin == 0 { 45 } else { 20 });
        let one = self.one_surname(draw, origin);
        if double { format!("{one} {}", self.one_surname(draw, origin)) } else { one }
    }

    fn one_surname(&self, draw: &mut Draw, origin: Origin) -> String {
        if let Some((_, surnames)) = origin.checked_sub(1).and_then(|at| self.foreign.get(at)) {
            return surnames.draw(draw).to_owned();
        }
        match draw.below(1000) {
            0..340 => self.patronymics.draw(draw).to_owned(),
            340..800 => self.nature.draw(draw).to_string(),
            800..992 => self.short.draw(draw).to_owned(),
            _ => {
                let particles: Vec<&str> = PARTICLES.split_whitespace().collect();
                format!("{} {}", draw.pick(&particles), self.nature.draw(draw))
            }
        }
    }

    /// Another way to write a name, when there is one.
    pub(super) fn variant(&self, draw: &mut Draw, name: &str) -> Option<String> {
        if let Some(others) = self.variants.get(name) {
            return Some(draw.pick(others).to_owned());
        }
        let endings = ["qvist", "kvist", "quist"];
        if let Some((stem, at)) = (0..).zip(endings).find_map(|(at, ending)| Some((name.strip_suffix(ending)?, at))) {
            let other = (at + 1 + draw.index(2)) % endings.len();
            return endings.get(other).map(|ending| format!("{stem}{ending}"));
        }
        let pairs = [("ff", "f"), ("ss", "s"), ("ph", "f"), ("th", "t"), ("w", "v"), ("ck", "k")];
        pairs.iter().find(|(from, _)| name.contains(from)).map(|(from, to)| name.replacen(from, to, 1))
    }

    /// Where somebody has mail.
    pub(super) fn mail(&self, draw: &mut Draw) -> &'static str {
        self.mail.draw(draw)
    }
}
