//! Blocking and training for the columns that there are.

use std::fmt::Write as _;

use super::{
    quoted,
    roles::{Role, Roles},
};

/// A part of a key: a role and, in the file's words, what of its value counts.
type Part = (Role, Option<fn(&str) -> String>);

/// A key of whole columns.
const fn whole(role: Role) -> Part {
    (role, None)
}

const PERSON: Part = whole(Role::PersonNo);
const ORG: Part = whole(Role::OrgNo);
const FIRM: Part = whole(Role::Firm);
const FIRM_START: Part = (Role::Firm, Some(|name| format!("prefix({name}, 6)")));
const GIVEN: Part = whole(Role::Given);
const SURNAME: Part = whole(Role::Surname);
const GIVEN_SOUND: Part = whole(Role::GivenSound);
const SURNAME_SOUND: Part = whole(Role::SurnameSound);
const BIRTH: Part = whole(Role::Birth);
const BIRTH_YEAR: Part = (Role::Birth, Some(|name| format!("year({name})")));
const STREET: Part = whole(Role::Street);
const NUMBER: Part = whole(Role::StreetNumber);
const POST: Part = whole(Role::PostCode);
const PLACE: Part = whole(Role::Place);
const PHONE: Part = whole(Role::Phone);
const EMAIL: Part = whole(Role::Email);
const EMAIL_USER: Part = whole(Role::EmailUser);
const ACCOUNT: Part = whole(Role::Account);

/// Narrow rules: each brings few pairs per record, whatever the number of records.
const NARROW: [&[Part]; 24] = [
    &[PERSON],
    &[ORG],
    &[ACCOUNT],
    &[PHONE],
    &[EMAIL],
    &[FIRM],
    &[FIRM_START, POST],
    &[FIRM_START, PLACE],
    &[GIVEN, SURNAME, POST],
    &[GIVEN, BIRTH],
    &[SURNAME, BIRTH],
    &[GIVEN_SOUND, SURNAME_SOUND, BIRTH_YEAR],
    &[GIVEN, STREET, NUMBER],
    &[SURNAME, STREET, NUMBER],
    &[STREET, NUMBER, POST],
    &[GIVEN_SOUND, SURNAME_SOUND, STREET],
    &[GIVEN_SOUND, SURNAME_SOUND, PLACE],
    &[BIRTH, POST],
    &[BIRTH, STREET],
    &[BIRTH, PLACE],
    &[EMAIL_USER],
    &[(Role::PersonNo, Some(|name| format!("prefix({name}, 10)")))],
    &[(Role::OrgNo, Some(|name| format!("prefix({name}, 8)")))],
    &[SURNAME_SOUND, BIRTH_YEAR, POST],
];

/// Wide rules: taken while the records are so few that they cost little.
const WIDE: [&[Part]; 6] = [&[BIRTH], &[SURNAME], &[GIVEN], &[POST], &[PHONE], &[STREET]];
const WIDE_PAIRS: u64 = 2_000_000;

/// Where m is learnt: pairs that are mostly the same, chosen by something that leaves the rest to be learnt.
const SESSIONS: [&[Part]; 7] =
    [&[BIRTH, POST], &[STREET, NUMBER, POST], &[EMAIL], &[PERSON], &[PHONE], &[ORG], &[ACCOUNT]];
/// Where it is learnt when there are fewer than two of those.
const FURTHER: [&[Part]; 5] = [&[BIRTH], &[FIRM], &[GIVEN, SURNAME], &[STREET], &[POST]];

const CERTAIN: [&[Part]; 9] = [
    &[PERSON],
    &[ORG],
    &[GIVEN, SURNAME, BIRTH],
    &[EMAIL],
    &[GIVEN, SURNAME, POST],
    &[GIVEN, PHONE],
    &[FIRM, POST],
    &[FIRM, PHONE],
    &[FIRM, ACCOUNT],
];

/// The rules as lines of the file, without their heading.
pub(super) fn blocking(roles: &Roles) -> Vec<String> {
    let mut rules: Vec<String> = NARROW.iter().filter_map(|parts| on(roles, parts)).collect();
    if roles.has(Role::Given) && roles.has(Role::Surname) {
        rules.push("swapped = [\"förnamn\", \"efternamn\"]".to_owned());
        if rules.len() == 1 {
            rules.push("on = [\"förnamn\", \"efternamn\"]".to_owned());
        }
    }
    for parts in WIDE {
        let fits = parts.iter().all(|(role, _)| roles.pairs(*role) <= WIDE_PAIRS);
        if let Some(rule) = on(roles, parts).filter(|rule| fits && !rules.contains(rule)) {
            rules.push(rule);
        }
    }
    rules.extend(numbers(roles).map(|name| format!("on = [{}]", quoted(name))));
    if rules.is_empty() {
        // Nothing is known of any column: records meet when one of them agrees.
        rules.extend(roles.columns().map(|made| format!("on = [{}]", quoted(&made.name))));
    }
    rules
}

/// The lines under `[training]`.
pub(super) fn training(roles: &Roles) -> String {
    let inline = |rules: Vec<String>| rules.iter().map(|rule| format!("  {{ {rule} }},\n")).collect::<String>();
    let mut certain: Vec<String> = CERTAIN.iter().filter_map(|parts| on(roles, parts)).collect();
    certain.extend(numbers(roles).map(|name| format!("on = [{}]", quoted(name))));
    if certain.is_empty() {
        certain.extend(blocking(roles).into_iter().take(1));
    }
    let mut text = String::from(
        "\n# Hur vikterna lärs: u ur slumpvisa par, m genom att jämföra par som oftast är samma. Ingen facit behövs.\n\
         [training]\nseed = 1\nclasses = \"choose\"\n",
    );
    // Writing to a string never fails.
    let _ = writeln!(text, "# Regler som nästan bara hittar samma, och hur stor del av alla som är samma de hittar.");
    let _ = writeln!(text, "recall = 0.8\ndeterministic = [\n{}]", inline(certain));
    let _ = writeln!(text, "sessions = [\n{}]", inline(sessions(roles)));
    text
}

fn sessions(roles: &Roles) -> Vec<String> {
    let mut chosen: Vec<&[Part]> = SESSIONS.into_iter().filter(|parts| on(roles, parts).is_some()).collect();
    for parts in FURTHER {
        if chosen.len() + numbers(roles).count() < 2 && on(roles, parts).is_some() {
            chosen.push(parts);
        }
    }
    let mut sessions: Vec<String> = chosen.iter().filter_map(|parts| on(roles, parts)).collect();
    sessions.extend(numbers(roles).map(|name| format!("on = [{}]", quoted(name))));
    if sessions.len() < 2 {
        // A part of a value holds nothing fixed: every comparison can be learnt there.
        sessions.extend(
            roles.columns().take(2).map(|made| format!("on = [{}]", quoted(&format!("prefix({}, 3)", made.name)))),
        );
    }
    sessions
}

/// Columns of numbers that may name people: unknown, but many-valued.
fn numbers(roles: &Roles) -> impl Iterator<Item = &str> {
    let numbers = roles.others.iter().filter(|other| other.shape == super::roles::Shape::Number);
    numbers.map(|other| other.name.as_str())
}

/// A rule as a line of the file, when every column that it needs is there.
fn on(roles: &Roles, parts: &[Part]) -> Option<String> {
    let keys: Option<Vec<String>> = parts
        .iter()
        .map(|(role, cut)| {
            let name = &roles.get(*role)?.name;
            Some(quoted(&cut.map_or_else(|| name.clone(), |cut| cut(name))))
        })
        .collect();
    keys.map(|keys| format!("on = [{}]", keys.join(", ")))
}
