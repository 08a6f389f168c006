//! A delegation order from a table, and as one: the template to fill in, and the form of the register `delegations`.

use chrono::NaiveDate;

use super::{
    limit::Limit,
    order::{Order, Point},
};
use crate::{
    letter::{Block, Letter},
    sheet::{Reading, Sheet, Unfit, Wanted, kronor},
};

/// The columns of a delegation order.
pub const COLUMNS: [Wanted; 10] = [
    wanted("number", "Punkt", &["nr", "delegationspunkt", "punkt nr", "delegationsnr", "paragraf", "nummer"], true),
    wanted("matter", "Ärende", &["ärendegrupp", "beslut", "vad", "ärendetyp", "beskrivning"], true),
    wanted("holder", "Delegat", &["befattning", "roll", "funktion", "delegatens befattning", "beslutande"], true),
    wanted(
        "limit",
        "Beloppsgräns",
        &["beloppsgräns kr", "gräns", "maxbelopp", "belopp", "tak", "högsta belopp"],
        false,
    ),
    wanted("base", "Prisbasbelopp", &["pbb", "antal prisbasbelopp", "gräns i prisbasbelopp"], false),
    wanted("from", "Gäller från", &["från", "fr o m", "giltig från", "startdatum"], false),
    wanted("to", "Gäller till", &["till", "t o m", "giltig till", "slutdatum"], false),
    wanted("onward", "Får vidaredelegeras", &["vidaredelegation", "vidaredelegeras", "vidaredelegering"], false),
    wanted("notify", "Anmäls till nämnden", &["anmälan", "anmäls", "anmälan till nämnd", "anmäls till nämnd"], false),
    wanted("source", "Nämndens beslut", &["källa", "beslutad", "nämndbeslut"], false),
];

const fn wanted(id: &'static str, label: &'static str, synonyms: &'static [&'static str], is_required: bool) -> Wanted {
    Wanted { id, label, synonyms, is_required }
}

/// A table as points. One that says no first day, or no decision, gets those of the whole.
///
/// # Errors
/// Every cell that can not be used; then nothing is.
pub fn points(sheet: &Sheet, from: NaiveDate, decision: &str) -> Result<Vec<Point>, Vec<Unfit>> {
    let columns = sheet.columns(&COLUMNS)?;
    let (mut points, mut unfit): (Vec<(u64, Point)>, Vec<Unfit>) = (Vec::new(), Vec::new());
    for row in &sheet.rows {
        let mut reading = Reading::new(row, &columns);
        if reading.is_empty() {
            continue;
        }
        let point = Point {
            number: reading.required("number"),
            matter: reading.required("matter"),
            holder: reading.required("holder"),
            limit: limit(&mut reading),
            from: reading.day("from").unwrap_or(from),
            to: reading.day("to"),
            onward: reading.yes("onward"),
            notify: reading.yes("notify"),
            source: Some(reading.text("source")).filter(|text| !text.is_empty()).unwrap_or(decision).to_owned(),
        };
        if point.to.is_some_and(|to| to < point.from) {
            reading.wrong("to", "sista dagen ligger före den första; rätta ett av datumen");
        }
        let same = |other: &&(u64, Point)| {
            let (_, other) = other;
            other.is(&point.number, &point.holder) && other.from == point.from
        };
        if let Some((line, _)) = points.iter().find(same) {
            let why = format!("samma punkt och delegat står på rad {line}; ta bort den ena eller ge dem olika tid");
            reading.wrong("number", &why);
        }
        unfit.extend(reading.into_unfit());
        points.push((row.line, point));
    }
    if points.is_empty() && unfit.is_empty() {
        let why = "tabellen har inga rader; skriv en punkt på varje rad under rubrikerna".to_owned();
        unfit.push(Unfit { line: 0, column: String::new(), value: String::new(), why });
    }
    if unfit.is_empty() { Ok(points.into_iter().map(|(_, point)| point).collect()) } else { Err(unfit) }
}

/// The limit of a row: in price base amounts when their column says so, or the cell of the limit does; else in kronor.
fn limit(reading: &mut Reading<'_>) -> Option<Limit> {
    let (base, text) = (reading.text("base"), reading.text("limit"));
    let (column, read) = match (base.is_empty(), Limit::is_base(text)) {
        (false, _) => ("base", Limit::base(base).or_else(|| Limit::parse(base).filter(|_| Limit::is_base(base)))),
        (true, true) => ("limit", Limit::parse(text)),
        (true, false) => return reading.ore("limit").map(Limit::Ore),
    };
    if read.is_none() {
        reading.wrong(column, "det är inget antal prisbasbelopp; skriv det som 2 prisbasbelopp eller 0,5 pbb");
    }
    read
}

/// A point as the cells of its row, its limit in kronor as of a day.
fn cells(point: &Point, day: NaiveDate) -> Vec<String> {
    let yes = |is: bool| if is { "ja" } else { "nej" }.to_owned();
    vec![
        point.number.clone(),
        point.matter.clone(),
        point.holder.clone(),
        point.limit.and_then(|limit| limit.ore_at_least(day)).map(kronor).unwrap_or_default(),
        point.limit.and_then(Limit::bases).unwrap_or_default(),
        point.from.to_string(),
        point.to.map(|to| to.to_string()).unwrap_or_default(),
        yes(point.onward),
        yes(point.notify),
        point.source.clone(),
    ]
}

fn letter(title: &str, authority: &str, day: NaiveDate, (lead, rows): (&str, Vec<Vec<String>>)) -> Letter {
    Letter {
        title: title.to_owned(),
        language: "sv".to_owned(),
        authority: authority.to_owned(),
        day,
        diary_no: None,
        secrecy_marks: Vec::new(),
        blocks: vec![
            Block::Paragraph { text: lead.to_owned() },
            Block::Heading { level: 1, text: "Delegationsordning".to_owned() },
            Block::Table {
                caption: "En punkt på varje rad".to_owned(),
                head: COLUMNS.iter().map(|column| column.label.to_owned()).collect(),
                rows,
            },
        ],
    }
}

/// The template to fill in, with invented rows.
#[must_use]
pub fn template(authority: &str, day: NaiveDate) -> Letter {
    let point = |number: &str, matter: &str, holder: &str, limit| Point {
        number: number.to_owned(),
        matter: matter.to_owned(),
        holder: holder.to_owned(),
        limit,
        from: day,
        to: None,
        onward: holder == "Förvaltningschef",
        notify: true,
        source: "Nämnden 2026-01-14, 7 §".to_owned(),
    };
    let rows = [
        point("1.1", "Exempel: köp av varor och tjänster", "Enhetschef", Some(Limit::Ore(20_000_000))),
        point("1.1", "Exempel: köp av varor och tjänster", "Avdelningschef", Some(Limit::Base(1000))),
        point("1.1", "Exempel: köp av varor och tjänster", "Förvaltningschef", None),
    ];
    let lead = "Skriv en punkt på varje rad och ta bort exemplen. Punkt, ärende och delegat måste fyllas i. Skriv gränsen i kronor, eller som antal prisbasbelopp i sin kolumn. Lämna båda tomma när gräns saknas.";
    letter("Mall för delegationsordning", authority, day, (lead, rows.iter().map(|point| cells(point, day)).collect()))
}

/// All wordings as a table that can be read in again, also as the register `delegations`, which the controls DE-01 and
/// onwards read.
#[must_use]
pub fn exported(order: &Order, authority: &str, day: NaiveDate) -> Letter {
    let mut points: Vec<&Point> = order.points.iter().collect();
    points.sort();
    let lead = "Alla lydelser av alla punkter, även de som har upphört. Bladet kan läsas in som registret Delegationsordning. En gräns i prisbasbelopp står också i kronor, efter årets belopp.";
    letter(
        "Delegationsordningen som tabell",
        authority,
        day,
        (lead, points.into_iter().map(|point| cells(point, day)).collect()),
    )
}
