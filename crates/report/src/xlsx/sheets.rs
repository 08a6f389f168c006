//! The five sheets.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Worksheet, XlsxError};
use signals::{ControlRun, OutcomeKind, Run, Signal, Subject};

use super::sheet::{Column, Sheet, Value};
use crate::index::Index;
use crate::page::hit_share;
use crate::words;

/// Rows of evidence that a person can still work with in a workbook; `signals.jsonl` holds all.
const EVIDENCE_ROWS: usize = 100_000;
/// Columns of evidence that a sheet takes.
const EVIDENCE_COLUMNS: usize = 400;

/// What the workbook is and which registers it rests on.
pub(super) fn read_me(run: &Run, evidence: &EvidenceSheet) -> Result<Worksheet, XlsxError> {
    let mut sheet = Sheet::blank("Läs mig")?;
    for (column, width) in (0_u16..).zip([34.0, 28.0, 30.0, 12.0, 12.0, 44.0, 36.0]) {
        sheet.width(column, width)?;
    }
    sheet.title("Signaler")?;
    let mut lines = vec![
        "En signal är ett skäl att titta, inte ett bevis.".to_owned(),
        "Subjekt: i den ordning som de bör granskas: flest oberoende familjer, därefter belopp, därefter ovanligast \
         kontroll."
            .to_owned(),
        "Signaler: en rad per signal. Kolumnen Signal är samma i varje körning som finner samma sak.".to_owned(),
        "Underlag: raderna bakom signalerna, med källfil och rad.".to_owned(),
        "Kontroller: de fyra antalen. Ej beräkningsbar betyder att frågan inte kunde ställas, inte att allt är i ordning."
            .to_owned(),
        "Belopp är vad signalerna gäller, inte en förlust. Samma pengar kan synas i flera kontroller: summera inte \
         kolumnen Belopp i Signaler."
            .to_owned(),
        "Personnummer skrivs aldrig ut; de är ersatta med stjärnor.".to_owned(),
    ];
    if evidence.left_out > 0 {
        lines.push(format!(
            "Underlag visar högst {} rader per signal; {} rader till finns i signals.jsonl.",
            words::number(evidence.most as u64),
            words::number(evidence.left_out)
        ));
    }
    for line in lines {
        sheet.row([Value::words(&line)])?;
    }
    sheet.row([])?;
    sheet.head(&["Register", "Myndighet", "Ögonblicksbild", "Rader", "Avvisade", "Ändamål", "Rättslig grund"])?;
    for snapshot in &run.snapshots {
        sheet.row([
            Value::words(&snapshot.register_label),
            Value::words(&snapshot.authority),
            Value::words(&snapshot.id),
            Value::Count(snapshot.rows),
            Value::Count(snapshot.rejected),
            Value::words(&snapshot.purpose),
            Value::words(&snapshot.legal_ground),
        ])?;
    }
    sheet.finish()
}

/// The ranking, whole.
pub(super) fn subjects(index: &Index<'_>) -> Result<Worksheet, XlsxError> {
    let columns: [Column<'_>; 14] = [
        ("Rang", 7.0),
        ("Slag", 13.0),
        ("Id", 20.0),
        ("Namn", 36.0),
        ("Antal familjer", 10.0),
        ("Familjer", 32.0),
        ("Antal kontroller", 11.0),
        ("Kontroller", 26.0),
        ("Signaler", 10.0),
        ("Belopp", 18.0),
        ("Från", 12.0),
        ("Till", 12.0),
        ("Allvar", 8.0),
        ("Allvar i ord", 22.0),
    ];
    let mut sheet = Sheet::table("Subjekt", &columns)?;
    for (rank, ranked) in (1..).zip(&index.run.subjects) {
        let (from, to) = index.period(ranked);
        let families: Vec<&str> = ranked.families.iter().map(|id| words::family(id)).collect();
        sheet.row([
            Value::Count(rank),
            Value::words(words::kind(&ranked.subject)),
            Value::words(&words::subject_id(&ranked.subject)),
            name(&ranked.subject),
            Value::count(families.len()),
            Value::words(&families.join(", ")),
            Value::count(ranked.controls.len()),
            Value::words(&ranked.controls.join(", ")),
            Value::count(ranked.signals.len()),
            Value::Money(ranked.amount_ore.into()),
            Value::day(from),
            Value::day(to),
            Value::Count(ranked.severity.into()),
            Value::words(words::severity(ranked.severity)),
        ])?;
    }
    sheet.finish()
}

/// Persons are shown by id only.
fn name(subject: &Subject) -> Value {
    match subject.kind.as_str() {
        "employee" | "user" => Value::Empty,
        _ => Value::words(&subject.name),
    }
}

/// One row per signal.
pub(super) fn signals(index: &Index<'_>) -> Result<Worksheet, XlsxError> {
    let columns: [Column<'_>; 20] = [
        ("Signal", 34.0),
        ("Kontroll", 10.0),
        ("Titel", 34.0),
        ("Flöde", 22.0),
        ("Familj", 20.0),
        ("Allvar", 8.0),
        ("Allvar i ord", 22.0),
        ("Slag", 13.0),
        ("Subjekt", 20.0),
        ("Namn", 32.0),
        ("Berör också", 32.0),
        ("Belopp", 18.0),
        ("Från", 12.0),
        ("Till", 12.0),
        ("Mening", 80.0),
        ("Uppgifter", 50.0),
        ("Prövade förklaringar", 50.0),
        ("Underlagsrader", 14.0),
        ("Kontrollens version", 11.0),
        ("Parametrar", 18.0),
    ];
    let mut sheet = Sheet::table("Signaler", &columns)?;
    for signal in &index.run.signals {
        sheet.row(signal_row(index, signal))?;
    }
    sheet.finish()
}

fn signal_row(index: &Index<'_>, signal: &Signal) -> [Value; 20] {
    let main = signal.subjects.first();
    let others: Vec<String> = signal.subjects.iter().skip(1).map(words::subject).collect();
    let facts: Vec<String> = signal.facts.iter().map(|f| format!("{}: {}", f.name, f.value)).collect();
    let flow = index.control(&signal.control).map_or("", |control| words::flow(&control.flow));
    [
        Value::words(&signal.fingerprint),
        Value::words(&signal.control),
        Value::words(index.title(&signal.control)),
        Value::words(flow),
        Value::words(words::family(&signal.family)),
        Value::Count(signal.severity.into()),
        Value::words(words::severity(signal.severity)),
        Value::words(main.map_or("", words::kind)),
        main.map_or(Value::Empty, |subject| Value::words(&words::subject_id(subject))),
        main.map_or(Value::Empty, name),
        Value::words(&others.join("; ")),
        Value::money(signal.amount_ore),
        Value::day(signal.from),
        Value::day(signal.to),
        Value::words(&signal.sentence),
        Value::words(&facts.join("; ")),
        Value::words(&signal.tried.join("; ")),
        Value::count(signal.evidence.rows.len()),
        Value::Count(signal.control_version.into()),
        Value::words(&signal.parameter_hash),
    ]
}

/// The sheet of evidence, how many rows a signal may have in it, and how many rows are left out by that.
pub(super) struct EvidenceSheet {
    pub(super) sheet: Worksheet,
    pub(super) most: usize,
    pub(super) left_out: u64,
}

/// Rows that every signal may have so that all fit together: those with fewer leave room for those with more.
fn most_rows(counts: impl IntoIterator<Item = usize>) -> usize {
    let mut counts: Vec<usize> = counts.into_iter().collect();
    counts.sort_unstable();
    let (mut room, mut signals) = (EVIDENCE_ROWS, counts.len());
    for count in counts {
        if count * signals > room {
            return room / signals;
        }
        room -= count;
        signals -= 1;
    }
    EVIDENCE_ROWS
}

/// The evidence of all signals under one head: the labels of all controls, in order of first appearance.
pub(super) fn evidence(index: &Index<'_>) -> Result<EvidenceSheet, XlsxError> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut labels: Vec<String> = Vec::new();
    let layouts: Vec<Vec<usize>> = index
        .run
        .signals
        .iter()
        .map(|signal| {
            let own = told_apart(&signal.evidence.columns).into_iter().map(|label| {
                *places.entry(label.clone()).or_insert_with(|| {
                    labels.push(label);
                    labels.len() - 1
                })
            });
            own.collect()
        })
        .collect();
    let mut columns: Vec<Column<'_>> = vec![("Signal", 34.0), ("Kontroll", 10.0), ("Subjekt", 32.0), ("Rad", 6.0)];
    columns.extend(labels.iter().take(EVIDENCE_COLUMNS).map(|label| (label.as_str(), 18.0)));
    let mut sheet = Sheet::table("Underlag", &columns)?;
    let most = most_rows(index.run.signals.iter().map(|signal| signal.evidence.rows.len()));
    let mut left_out = 0;
    for (signal, layout) in index.run.signals.iter().zip(&layouts) {
        left_out += signal.evidence.rows.len().saturating_sub(most) as u64;
        for (number, cells) in (1..).zip(signal.evidence.rows.iter().take(most)) {
            let placed: BTreeMap<usize, &str> = layout.iter().copied().zip(cells.iter().map(String::as_str)).collect();
            let subject = signal.subjects.first().map(words::subject).unwrap_or_default();
            let front = [
                Value::words(&signal.fingerprint),
                Value::words(&signal.control),
                Value::words(&subject),
                Value::Count(number),
            ];
            let shown = labels.len().min(EVIDENCE_COLUMNS);
            let rest = (0..shown).map(|at| placed.get(&at).map_or(Value::Empty, |cell| Value::of_cell(cell)));
            sheet.row(front.into_iter().chain(rest))?;
        }
    }
    Ok(EvidenceSheet { sheet: sheet.finish()?, most, left_out })
}

/// Column labels where a repeated one gets a number: `Datum`, `Datum (2)`.
fn told_apart(columns: &[String]) -> Vec<String> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let name = |label: &'_ str, count: usize| if count == 1 { label.to_owned() } else { format!("{label} ({count})") };
    columns
        .iter()
        .map(|label| {
            let count = seen.entry(label).or_default();
            *count += 1;
            name(label, *count)
        })
        .collect()
}

/// The four counts of every control.
pub(super) fn controls(run: &Run) -> Result<Worksheet, XlsxError> {
    let columns: [Column<'_>; 19] = [
        ("Kontroll", 10.0),
        ("Titel", 40.0),
        ("Flöde", 22.0),
        ("Familj", 20.0),
        ("Allvar", 8.0),
        ("Läge", 18.0),
        ("Träff, rader", 12.0),
        ("Utan anmärkning, rader", 14.0),
        ("Undantagen, rader", 13.0),
        ("Ej beräkningsbar, rader", 15.0),
        ("Träff, enheter", 12.0),
        ("Utan anmärkning, enheter", 14.0),
        ("Undantagen, enheter", 13.0),
        ("Ej beräkningsbar, enheter", 15.0),
        ("Enhet", 16.0),
        ("Andel träffar", 14.0),
        ("Belopp i träffar", 18.0),
        ("Varning", 50.0),
        ("Saknas", 60.0),
    ];
    let mut sheet = Sheet::table("Kontroller", &columns)?;
    for found in &run.controls {
        sheet.row(control_row(found))?;
    }
    sheet.finish()
}

fn control_row(found: &ControlRun) -> Vec<Value> {
    use OutcomeKind::{Excluded, Hit, NotComputable, Pass};
    let (control, computed) = (&found.control, found.is_computed());
    let count = |count: u64| if computed { Value::Count(count) } else { Value::Empty };
    let missing = words::not_run(found);
    let hits = found.outcomes.iter().filter(|o| o.kind == Hit).map(|o| o.amount_ore).sum();
    let mut row = vec![
        Value::words(&control.id),
        Value::words(&control.title),
        Value::words(words::flow(&control.flow)),
        Value::words(words::family(&control.family)),
        Value::Count(control.severity.into()),
        Value::words(if computed { "Körd" } else { "Ej beräkningsbar" }),
    ];
    row.extend([Hit, Pass, Excluded, NotComputable].map(|kind| count(found.rows(kind))));
    row.extend([Hit, Pass, Excluded, NotComputable].map(|kind| count(found.units(kind))));
    row.extend([
        Value::words(&control.unit),
        Value::words(&hit_share(found)),
        if computed { Value::Money(hits) } else { Value::Empty },
        Value::words(found.band_warning.as_deref().unwrap_or_default()),
        Value::words(&missing.join(" ")),
    ]);
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signals_with_few_rows_leave_room_for_those_with_many() {
        assert_eq!(most_rows([1, 2, 3]), EVIDENCE_ROWS, "all fit");
        assert_eq!(most_rows([50_000, 40_000, 60_000]), 33_333);
        assert_eq!(most_rows([1, EVIDENCE_ROWS, EVIDENCE_ROWS]), (EVIDENCE_ROWS - 1) / 2);
        assert_eq!(most_rows([]), EVIDENCE_ROWS);
    }
}
