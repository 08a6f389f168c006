//! What a run says about itself, in Swedish.

use linkage::{Clusters, Edge, Learnt, chart};
use signals::format_whole_number;

use super::run::Run;
use crate::console;

/// A group of so many records in a rule is worth a warning: it brings half a million pairs.
const LARGE: u64 = 1_000;

pub(super) fn number(value: u64) -> String {
    format_whole_number(value.into())
}

/// What was left out, which columns say nothing, and where the model came from. True when no row was rejected.
pub(super) fn remarks(run: &Run) -> anyhow::Result<bool> {
    let records = number(run.linker.len() as u64);
    let files = run.sources.join(", ");
    let how = match run.scope {
        linkage::Scope::All => "alla jämförs med alla",
        linkage::Scope::Between => "poster i olika filer jämförs",
    };
    console::line(&format!("{records} poster ur {files}; {how}"))?;
    if run.is_guessed {
        let names: Vec<&str> = run.model.comparisons.iter().map(|comparison| comparison.name.as_str()).collect();
        let id = run.model.id.as_deref().map_or("radens nummer".to_owned(), |id| format!("kolumnen `{id}`"));
        console::line(&format!("  modellen är gissad ur kolumnerna: jämför {}; id är {id}", names.join(", ")))?;
    }
    for remark in &run.remarks {
        console::line(&format!("  {}", remark.sentence()))?;
    }
    for note in &run.rejected.notes {
        console::line(&format!("  {note}"))?;
    }
    let rejected = &run.rejected;
    if rejected.count > 0 {
        console::line(&format!("  {} rader avvisades:", number(rejected.count)))?;
        for row in &rejected.named {
            console::line(&format!("    {row}"))?;
        }
        if rejected.count > rejected.named.len() as u64 {
            console::line(&format!("    … och {} till", number(rejected.count - rejected.named.len() as u64)))?;
        }
    }
    Ok(rejected.count == 0)
}

/// Pairs per rule and what each adds. True when no pair was given up.
pub(super) fn rules(run: &Run) -> anyhow::Result<bool> {
    let reports = run.linker.rule_reports();
    let rows: Vec<Vec<String>> = reports
        .iter()
        .map(|report| {
            let counts = [report.pairs, report.added, report.largest, report.lost];
            std::iter::once(report.rule.clone()).chain(counts.map(number)).collect()
        })
        .collect();
    let header = ["Regel", "Par", "Nya par", "Största grupp", "Uppgivna par"];
    console::line("")?;
    for line in console::table(&header, &rows, &[false, true, true, true, true]) {
        console::line(&line)?;
    }
    let compared: u64 = reports.iter().map(|report| report.added).sum();
    console::line(&format!("  {} olika par jämfördes", number(compared)))?;
    for report in reports.iter().filter(|report| report.largest > LARGE || report.lost > 0) {
        let (rule, largest) = (&report.rule, number(report.largest));
        let rest = if report.lost > 0 {
            format!(
                "den delades upp efter fler kolumner och {} par gavs upp; gör regeln snävare eller rensa platshållare",
                number(report.lost)
            )
        } else {
            "alla dess par jämfördes; är värdet en platshållare bör det rensas".to_owned()
        };
        console::line(&format!("  VARNING regeln {rule}: {largest} poster har samma nyckel; {rest}"))?;
    }
    Ok(reports.iter().all(|report| report.lost == 0))
}

/// How many entities there are.
pub(super) fn found(run: &Run, edges: &[Edge], clusters: &Clusters) -> anyhow::Result<()> {
    let mut sizes = vec![0_u64; clusters.count];
    for cluster in &clusters.of_row {
        if let Some(size) = sizes.get_mut(*cluster as usize) {
            *size += 1;
        }
    }
    let several = sizes.iter().filter(|size| **size > 1);
    let certain = edges.iter().filter(|edge| edge.probability() >= 0.95).count() as u64;
    console::line("")?;
    console::line(&format!(
        "{} entiteter: {} har flera poster, den största {}",
        number(clusters.count as u64),
        number(several.count() as u64),
        number(sizes.iter().copied().max().unwrap_or(0))
    ))?;
    console::line(&format!("  {} par är samma med minst 95 procents sannolikhet", number(certain)))?;
    if run.parameters.household.is_some() {
        console::line("  hushåll och släkt är en egen klass: det förklarar paren bättre än två klasser")?;
    }
    Ok(())
}

/// What was learnt, level by level.
pub(super) fn learnt(learnt: &Learnt) -> anyhow::Result<()> {
    let mut rows = Vec::new();
    for comparison in &learnt.comparisons {
        for (at, level) in comparison.levels.iter().enumerate() {
            let when = if level.when == "else" { "olika" } else { &level.when };
            rows.push(vec![
                if at == 0 { comparison.name.clone() } else { String::new() },
                when.to_owned(),
                chart::share(level.m),
                chart::share(level.u),
                level.household.map_or_else(|| "-".to_owned(), chart::share),
                chart::signed((level.m / level.u).log2()),
            ]);
        }
    }
    let header = ["Jämförelse", "Nivå", "Samma", "Obesläktade", "Hushåll", "Bitar"];
    for line in console::table(&header, &rows, &[false, false, true, true, true, true]) {
        console::line(&line)?;
    }
    for session in &learnt.evidence.sessions {
        console::line(&format!(
            "  lärt av {} par med lika {}: {} är samma",
            number(session.pairs),
            session.rule,
            chart::share(session.same)
        ))?;
    }
    let one_in = |share: f64| format!("ett par på {}", number(whole(1.0 / share.max(1e-15))));
    let household = if learnt.household_prior > 0.0 {
        format!(", {} är två i samma hushåll eller släkt", one_in(learnt.household_prior))
    } else {
        String::new()
    };
    console::line(&format!("  utgångsläge: {} är samma{household}", one_in(learnt.prior)))
}

/// A count, rounded.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 10^15 and not negative")]
fn whole(count: f64) -> u64 {
    count.round() as u64
}
