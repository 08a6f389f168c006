//! Names of people, streets, companies and units. Nobody in particular is meant.

use crate::draw::Draw;

const FIRST: [&str; 64] = [
    "Anna", "Eva", "Maria", "Karin", "Sara", "Lena", "Emma", "Kerstin", "Malin", "Ingrid", "Helena", "Sofia", "Elin",
    "Hanna", "Johanna", "Linda", "Jenny", "Åsa", "Ulla", "Birgitta", "Fatima", "Amina", "Leila", "Zahra", "Sanna",
    "Ida", "Frida", "Camilla", "Annika", "Ellen", "Signe", "Märta", "Erik", "Lars", "Karl", "Anders", "Per", "Johan",
    "Nils", "Mikael", "Jan", "Hans", "Peter", "Daniel", "Fredrik", "Mats", "Thomas", "Andreas", "Göran", "Stefan",
    "Björn", "Håkan", "Östen", "Ali", "Hassan", "Omar", "Yusuf", "Marek", "Ivan", "Mehmet", "Viktor", "Oskar", "Simon",
    "Axel",
];

const LAST: [&str; 72] = [
    "Andersson",
    "Johansson",
    "Karlsson",
    "Nilsson",
    "Eriksson",
    "Larsson",
    "Olsson",
    "Persson",
    "Svensson",
    "Gustafsson",
    "Pettersson",
    "Jonsson",
    "Jansson",
    "Hansson",
    "Bengtsson",
    "Lindberg",
    "Lindström",
    "Lindqvist",
    "Lindgren",
    "Berg",
    "Berglund",
    "Bergström",
    "Lundgren",
    "Lundqvist",
    "Lundberg",
    "Mattsson",
    "Berggren",
    "Björk",
    "Nyström",
    "Holm",
    "Engström",
    "Sjöberg",
    "Wallin",
    "Danielsson",
    "Håkansson",
    "Åberg",
    "Öberg",
    "Söderberg",
    "Hedlund",
    "Ekström",
    "Fransson",
    "Nordin",
    "Ström",
    "Holmberg",
    "Sandberg",
    "Forsberg",
    "Sundberg",
    "Hermansson",
    "Isaksson",
    "Åkesson",
    "Norberg",
    "Blom",
    "Falk",
    "Ahmed",
    "Ali",
    "Hussein",
    "Mohamed",
    "Yilmaz",
    "Kovac",
    "Nowak",
    "Haddad",
    "Rahimi",
    "Virtanen",
    "Korhonen",
    "Ek",
    "Lind",
    "Strand",
    "Dahl",
    "Friberg",
    "Hallgren",
    "Molin",
    "Westerlund",
];

const STREETS: [&str; 48] = [
    "Storgatan",
    "Kyrkogatan",
    "Skolgatan",
    "Järnvägsgatan",
    "Drottninggatan",
    "Kungsgatan",
    "Bruksvägen",
    "Industrivägen",
    "Ringvägen",
    "Parkvägen",
    "Björkvägen",
    "Granvägen",
    "Tallvägen",
    "Almvägen",
    "Lindvägen",
    "Åvägen",
    "Sjövägen",
    "Hamngatan",
    "Kvarngatan",
    "Smedjegatan",
    "Trädgårdsgatan",
    "Vasagatan",
    "Östra Långgatan",
    "Västra Långgatan",
    "Norra Vägen",
    "Södra Vägen",
    "Hantverkargatan",
    "Verkstadsgatan",
    "Backvägen",
    "Ängsvägen",
    "Slottsgatan",
    "Torggatan",
    "Nygatan",
    "Bangatan",
    "Bergsgatan",
    "Dalvägen",
    "Fabriksgatan",
    "Gruvvägen",
    "Hagavägen",
    "Idrottsvägen",
    "Källgatan",
    "Lasarettsgatan",
    "Mossvägen",
    "Odlarvägen",
    "Prästgatan",
    "Rosenvägen",
    "Stationsgatan",
    "Ugglevägen",
];

const STEMS: [&str; 60] = [
    "Lindåkers",
    "Norrby",
    "Åsens",
    "Älvdals",
    "Bergslagens",
    "Granit",
    "Nordan",
    "Sunnan",
    "Västan",
    "Östan",
    "Kvarn",
    "Bruks",
    "Silver",
    "Järn",
    "Koppar",
    "Tall",
    "Gran",
    "Björk",
    "Rönn",
    "Al",
    "Ek",
    "Ask",
    "Lönn",
    "Hassel",
    "Sten",
    "Klipp",
    "Mo",
    "Hed",
    "Ängs",
    "Dal",
    "Fjäll",
    "Skogs",
    "Sjö",
    "Å",
    "Bäck",
    "Fors",
    "Holm",
    "Vik",
    "Udd",
    "Näs",
    "Sund",
    "Strand",
    "Hamn",
    "Torg",
    "Port",
    "Bro",
    "Kors",
    "Stjärn",
    "Måne",
    "Sol",
    "Vind",
    "Storm",
    "Frost",
    "Is",
    "Snö",
    "Regn",
    "Moln",
    "Åsk",
    "Blixt",
    "Nord",
];

const ENDINGS: [&str; 20] = [
    "mark", "gård", "by", "hult", "rud", "torp", "sätra", "inge", "löv", "dalen", "viken", "åker", "stad", "hem",
    "ryd", "tuna", "lunda", "vall", "näs", "ö",
];

const PLACES: [&str; 10] =
    ["Lindåker", "Lindåker", "Lindåker", "Lindåker", "Norrby", "Åsen", "Brukstorp", "Kvarnvik", "Stockholm", "Gävle"];

/// A first and a last name.
pub(crate) fn person(draw: &mut Draw) -> String {
    format!("{} {}", draw.pick(&FIRST), draw.pick(&LAST))
}

/// Another given name that goes with one.
pub(crate) fn second(given: &str) -> &'static str {
    let is_woman = FIRST.iter().take(FIRST.len() / 2).any(|name| *name == given);
    match (is_woman, given) {
        (true, "Maria") => "Elisabet",
        (true, _) => "Maria",
        (false, "Johan") => "Karl",
        (false, _) => "Johan",
    }
}

/// A street, a postal code and a place.
pub(crate) fn address(draw: &mut Draw) -> (String, String, String) {
    let street = format!("{} {}", draw.pick(&STREETS), draw.between(1, 96));
    let postal = format!("99{} {}{}", draw.below(10), draw.between(1, 9), draw.below(10));
    (street, postal, draw.pick(&PLACES).to_owned())
}

/// The first part of a company's name; `number` makes it the only one of its kind.
pub(crate) fn stem(draw: &mut Draw, number: usize) -> String {
    let stem = STEMS.get(number % STEMS.len()).copied().unwrap_or_default();
    let ending = ENDINGS.get(number / STEMS.len() % ENDINGS.len()).copied().unwrap_or_default();
    let round = number / (STEMS.len() * ENDINGS.len());
    let second = match round {
        0 => String::new(),
        _ => format!(" {}", LAST.get((round * 7 + draw.index(3)) % LAST.len()).copied().unwrap_or_default()),
    };
    let third = if round > 9 { format!(" {round}") } else { String::new() };
    format!("{stem}{ending}{second}{third}")
}

/// A phone number of ten digits in one of the ways that people write them, now and then with a remark.
pub(crate) fn phone(draw: &mut Draw, digits: &str) -> String {
    let written = phone_written(digits, draw.index(4));
    if draw.chance(40) { format!("{written} vx") } else { written }
}

/// A phone number of ten digits in one of four forms.
pub(crate) fn phone_written(digits: &str, form: usize) -> String {
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    let [area, first, second, third] = [part(0, 3), part(3, 6), part(6, 8), part(8, 10)];
    match form {
        0 => format!("{area}-{first} {second} {third}"),
        1 => digits.to_owned(),
        2 => format!("+46 {} {first} {second} {third}", part(1, 3)),
        _ => format!("{area}/{first}{second}{third}"),
    }
}

/// A name without Swedish letters and spaces, for user names and mail.
pub(crate) fn plain(name: &str) -> String {
    name.chars()
        .filter_map(|char| match char.to_lowercase().next().unwrap_or(char) {
            'å' | 'ä' => Some('a'),
            'ö' => Some('o'),

            ' ' => Some('.'),
            other if other.is_ascii_alphanumeric() => Some(other),
            _ => None,
        })
        .collect()
}

/// The units of a municipality: what they do, and how many of a thousand employees work there.
pub(crate) const UNIT_KINDS: [(&str, &str); 22] = [
    ("Ekonomiavdelningen", "finance"),
    ("Upphandlingsenheten", "buyer"),
    ("IT-enheten", "other"),
    ("HR-avdelningen", "other"),
    ("Kommunledningskontoret", "other"),
    ("Gatuenheten", "other"),
    ("Parkenheten", "other"),
    ("Fastighetsenheten", "other"),
    ("Kultur- och fritidsenheten", "other"),
    ("Bygg- och miljöenheten", "case_officer"),
    ("Försörjningsstödsenheten", "case_officer"),
    ("Kostenheten", "other"),
    ("Äldreomsorg", "care"),
    ("Hemtjänst", "care"),
    ("Grundskola", "teacher"),
    ("Förskola", "teacher"),
    ("Funktionsstöd", "care"),
    ("Gymnasieskola", "teacher"),
    ("Särskilt boende", "care"),
    ("Elevhälsa", "teacher"),
    ("Daglig verksamhet", "care"),
    ("Individ- och familjeomsorg", "case_officer"),
];

/// Parts of the municipality that units are named after.
pub(crate) const DISTRICTS: [&str; 16] = [
    "Centrum",
    "Norr",
    "Söder",
    "Väster",
    "Öster",
    "Norrby",
    "Åsen",
    "Brukstorp",
    "Kvarnvik",
    "Hagalund",
    "Sjöstaden",
    "Berga",
    "Ekbacken",
    "Mossen",
    "Tallåsen",
    "Hamnen",
];
