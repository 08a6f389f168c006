//! A model guessed from the columns of some records, written as a file with comments, to be used as it is or to be edited.
//!
//! The guess is the text: [`Model::guess`] reads what [`Model::guess_file`] writes, so that the file gives the same run.

mod roles;
mod rules;

use std::fmt::Write as _;

use roles::{Role, Roles};

use super::Model;
use crate::{LinkageError, table::Table};

impl Model {
    /// A model for these records: what their headers and values say decides which columns are compared, and how.
    ///
    /// ```
    /// use linkage::{Model, Table};
    ///
    /// let mut table = Table::new(["id", "Förnamn", "Efternamn", "Född", "Telefon"]);
    /// table.push(0, ["1", "Anna", "Exempel", "1985-03-12", "070-174 06 05"]);
    /// table.push(0, ["2", "Ana", "Exempel", "1985-03-12", "070-174 06 05"]);
    /// table.push(0, ["3", "Bo", "Prov", "1990-01-01", "070-174 06 06"]);
    /// let model = Model::guess(&table)?;
    /// assert_eq!(model.id.as_deref(), Some("id"));
    /// assert_eq!(model.comparisons.len(), 4);
    /// # Ok::<(), linkage::LinkageError>(())
    /// ```
    ///
    /// # Errors
    /// [`LinkageError::NothingToCompare`] when no column tells records apart.
    pub fn guess(table: &Table) -> Result<Self, LinkageError> {
        Self::parse(&Self::guess_file(table)?)
    }

    /// The guessed model as a file with Swedish comments.
    ///
    /// # Errors
    /// As [`Model::guess`].
    pub fn guess_file(table: &Table) -> Result<String, LinkageError> {
        let roles = Roles::of(table);
        let comparisons = comparisons(&roles);
        if comparisons.is_empty() {
            return Err(LinkageError::NothingToCompare);
        }
        let mut text = String::from(INTRODUCTION);
        // Writing to a string never fails.
        let _ = match &roles.id {
            Some(id) => writeln!(text, "id = {}", quoted(id)),
            None => writeln!(text, "# Ingen kolumn duger som id: radens nummer används.\n# id = \"kolumn\""),
        };
        let _ = writeln!(text, "\n[columns]\n{}", columns(&roles));
        for comparison in &comparisons {
            let _ = writeln!(text, "{comparison}");
        }
        text.push_str(BLOCKING);
        for rule in rules::blocking(&roles) {
            let _ = writeln!(text, "[[blocking]]\n{rule}");
        }
        let _ = write!(text, "{}", rules::training(&roles));
        if roles.has(Role::ValidPersonNo) {
            text.push_str(CONSTRAINTS);
        }
        Ok(text)
    }
}

const INTRODUCTION: &str = "\
# Modell för `insyn link`, gissad ur kolumnernas rubriker och innehåll. Ändra fritt; docs/linkage.md beskriver allt.

";

const BLOCKING: &str = "\
# Vilka par som jämförs: två poster möts när minst en regel ger dem samma nyckel. Fler regler hittar fler och kostar mer;
# körningen visar hur många par varje regel ger och hur många som bara den ger.
";

const CONSTRAINTS: &str = "
[constraints]
# Två olika giltiga personnummer är aldrig samma person, vad allt annat än säger.
one_value = [\"giltigt personnummer\"]
";

/// A text as a TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// The lines under `[columns]`.
fn columns(roles: &Roles) -> String {
    roles.columns().fold(String::new(), |mut text, column| {
        let from: Vec<String> = column.from.iter().map(|name| quoted(name)).collect();
        let _ = writeln!(
            text,
            "{} = {{ from = [{}], as = \"{}\" }}",
            quoted(&column.name),
            from.join(", "),
            column.standard
        );
        text
    })
}

/// One comparison of the file.
struct Draft<'a> {
    name: &'a str,
    note: &'a str,
    flags: &'a [&'a str],
    /// Condition and, when rarity counts, the column whose values it is counted of.
    levels: Vec<(String, Option<&'a str>)>,
}

impl std::fmt::Display for Draft<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "# {}\n[[comparisons]]\nname = {}", self.note, quoted(self.name))?;
        self.flags.iter().try_for_each(|flag| writeln!(f, "{flag} = true"))?;
        writeln!(f, "levels = [")?;
        for (when, rarity) in &self.levels {
            match rarity {
                Some(column) => writeln!(f, "  {{ when = {}, term_frequency = {} }},", quoted(when), quoted(column))?,
                None => writeln!(f, "  {{ when = {} }},", quoted(when))?,
            }
        }
        writeln!(f, "]")
    }
}

/// What a household shares, what is each person's own, and what never ties two records by itself.
const SHARED: &[&str] = &["household"];
const NAME: &[&str] = &["never_alone"];
const SHARED_NAME: &[&str] = &["household", "never_alone"];
const OWN: &[&str] = &[];

fn comparisons(roles: &Roles) -> Vec<Draft<'_>> {
    let mut drafts: Vec<Draft<'_>> = Vec::new();
    let numbers = [
        (Role::PersonNo, "personnummer", "Ett eller två fel tecken är ett skrivfel oftare än en annan person."),
        (Role::OrgNo, "organisationsnummer", "Ett fel tecken är ett skrivfel oftare än en annan organisation."),
    ];
    for (role, name, note) in numbers {
        if roles.has(role) {
            let levels = [exact(name), rule(format!("edit({name}) <= 1")), rule(format!("edit({name}) <= 2"))];
            drafts.push(Draft { name, note, flags: OWN, levels: levels.into() });
        }
    }
    drafts.extend(firm(roles));
    drafts.extend(names(roles));
    if roles.has(Role::Birth) {
        let levels = ["edit(X) <= 1", "months(X) <= 1", "edit(X) <= 2", "years(X) <= 1", "years(X) <= 10"];
        let levels = levels.map(|level| rule(level.replace('X', "födelsedatum")));
        let note = "Födelsedatum, också ur personnummer.";
        let levels = [exact("födelsedatum")].into_iter().chain(levels).collect();
        drafts.push(Draft { name: "födelsedatum", note, flags: OWN, levels });
    }
    drafts.extend(address(roles));
    drafts.extend(contact(roles));
    drafts.extend(roles.others.iter().map(other));
    drafts
}

fn exact(column: &str) -> (String, Option<&'static str>) {
    (format!("exact({column})"), None)
}

fn rule(when: String) -> (String, Option<&'static str>) {
    (when, None)
}

/// Agreement on a value that counts more the rarer it is.
fn rare(when: String, column: &str) -> (String, Option<&str>) {
    (when, Some(column))
}

fn firm(roles: &Roles) -> Option<Draft<'_>> {
    let levels =
        ["jaro_winkler(firma) >= 0.95", "words(firma) >= 1", "jaro_winkler(firma) >= 0.88", "words(firma) >= 0.5"];
    let levels = [rare("exact(firma)".into(), "firma")].into_iter().chain(levels.map(|level| rule(level.into())));
    roles.has(Role::Firm).then(|| Draft {
        name: "firma",
        note: "Firma utan bolagsform; ett ovanligt namn väger mer än ett vanligt.",
        flags: OWN,
        levels: levels.collect(),
    })
}

fn names(roles: &Roles) -> Vec<Draft<'_>> {
    let (given, surname) = (roles.has(Role::Given), roles.has(Role::Surname));
    let mut drafts = Vec::new();
    if given {
        let mut levels = vec![rare("exact(förnamn)".into(), "förnamn")];
        if surname {
            levels.push(rule("swapped(förnamn, efternamn)".into()));
        }
        levels.push(rule("jaro_winkler(förnamn) >= 0.92".into()));
        levels.push(rule("exact(förnamnsljud) or words(förnamn) >= 1".into()));
        levels.push(rule("jaro_winkler(förnamn) >= 0.88".into()));
        if surname {
            levels.push(rule("jaro_winkler(förnamn, efternamn) >= 0.92".into()));
        }
        levels.push(rule("jaro_winkler(förnamn) >= 0.7".into()));
        let note = "Förnamn, kortformer återförda på det hela namnet. Ett namn ensamt binder aldrig ihop två.";
        drafts.push(Draft { name: "förnamn", note, flags: NAME, levels });
    }
    if surname {
        let levels = [
            "jaro_winkler(efternamn) >= 0.92",
            "exact(efternamnsljud) or words(efternamn) >= 1",
            "jaro_winkler(efternamn) >= 0.88",
            "jaro_winkler(efternamn) >= 0.7",
        ];
        let levels = levels.map(|level| rule(level.into()));
        drafts.push(Draft {
            name: "efternamn",
            note: "Efternamn; delas ofta inom ett hushåll.",
            // Without an address there is nothing that a household is known by.
            flags: if roles.has(Role::Street) || roles.has(Role::PostCode) { SHARED_NAME } else { NAME },
            levels: [rare("exact(efternamn)".into(), "efternamn")].into_iter().chain(levels).collect(),
        });
    }
    drafts
}

/// The address as one comparison: street, number and post code say the same thing and must not be counted three times.
fn address(roles: &Roles) -> Option<Draft<'_>> {
    let has = |role| roles.has(role);
    let (street, number, post, place) =
        (has(Role::Street), has(Role::StreetNumber), has(Role::PostCode), has(Role::Place));
    let mut levels = Vec::new();
    if street && number {
        if has(Role::Apartment) {
            levels.push(rare("exact(gata) and exact(nummer) and exact(lägenhet)".into(), "gata"));
        }
        if post {
            levels.push(rare("exact(gata) and exact(nummer) and exact(postnummer)".into(), "gata"));
        }
        levels.push(rare("exact(gata) and exact(nummer)".into(), "gata"));
        levels.push(rule("jaro_winkler(gata) >= 0.88 and exact(nummer)".into()));
    }
    if street && post {
        levels.push(rare("exact(gata) and exact(postnummer)".into(), "gata"));
    }
    if street {
        levels.push(rare("exact(gata)".into(), "gata"));
    }
    if street && !number {
        levels.push(rule("jaro_winkler(gata) >= 0.88".into()));
    }
    if post {
        levels.push(rare("exact(postnummer)".into(), "postnummer"));
    }
    if place {
        levels.push(rare("exact(ort)".into(), "ort"));
    }
    let note = "Adressen som en helhet: gata, nummer, postnummer och ort säger till stor del samma sak.";
    let flags = if street || post { SHARED } else { OWN };
    (!levels.is_empty()).then_some(Draft { name: "adress", note, flags, levels })
}

fn contact(roles: &Roles) -> Vec<Draft<'_>> {
    let mut drafts = Vec::new();
    if roles.has(Role::Phone) {
        let levels = vec![exact("telefon"), rule("edit(telefon) <= 1".into())];
        drafts.push(Draft { name: "telefon", note: "Telefonnummer.", flags: OWN, levels });
    }
    if roles.has(Role::Email) {
        let levels = vec![
            rare("exact(e-post)".into(), "e-post"),
            exact("e-postnamn"),
            rule("jaro_winkler(e-postnamn) >= 0.92".into()),
        ];
        drafts.push(Draft { name: "e-post", note: "E-postadress, och det som står före @.", flags: OWN, levels });
    }
    if roles.has(Role::Account) {
        let levels = vec![rare("exact(konto)".into(), "konto"), rule("edit(konto) <= 1".into())];
        drafts.push(Draft { name: "konto", note: "Konto, bankgiro eller plusgiro.", flags: OWN, levels });
    }
    drafts
}

/// A column of which nothing more is known.
fn other(column: &roles::Other) -> Draft<'_> {
    let name = column.name.as_str();
    let mut levels = vec![rare(format!("exact({name})"), name)];
    match column.shape {
        roles::Shape::Number => {
            levels.push(rule(format!("edit({name}) <= 1")));
            levels.push(rule(format!("edit({name}) <= 2")));
        }
        roles::Shape::Word => levels.push(rule(format!("jaro_winkler({name}) >= 0.92"))),
        roles::Shape::Prose => levels.push(rule(format!("words({name}) >= 0.5"))),
        roles::Shape::Code => {}
        roles::Shape::Date => levels.push(rule(format!("months({name}) <= 1"))),
    }
    Draft { name, note: "Kolumn utan känd betydelse; det som är vanligt väger lite.", flags: OWN, levels }
}
