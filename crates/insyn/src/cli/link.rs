//! The flags of `insyn link` and its parts.

use clap::{Arg, ArgAction, Command, value_parser};

use super::Flags;

pub(super) fn command(flag: &Flags) -> Command {
    flag.command(
        "link",
        "Hittar poster som är samma person, företag eller sak i en eller flera filer",
        "Finds records that are the same person, firm or thing in one file or several",
    )
    .args(common(flag))
    .arg(flag.value(
        "out",
        "FIL",
        "Posternas entiteter: .csv, .jsonl eller .parquet",
        "Entities of the records: .csv, .jsonl or .parquet",
    ))
    .arg(flag.value(
        "pairs-out",
        "FIL",
        "Paren med sina vikter: .csv, .jsonl eller .parquet",
        "Pairs and weights: .csv, .jsonl or .parquet",
    ))
    .arg(flag.value(
        "households-out",
        "FIL",
        "Par som är samma hushåll eller släkt men inte samma person: .csv, .jsonl eller .parquet",
        "Pairs of one household or relatives, not the same person: .csv, .jsonl or .parquet",
    ))
    .arg(flag.value(
        "decisions",
        "FIL",
        "Vad två personer har beslutat om par, ett beslut per rad (JSON)",
        "What two people have decided about pairs, one decision a line (JSON)",
    ))
    .arg(flag.value(
        "write-model",
        "FIL",
        "Sparar den modell som användes, att ändra och återanvända",
        "Saves the model used, to edit and reuse",
    ))
    .args_conflicts_with_subcommands(true)
    .subcommand_negates_reqs(true)
    .subcommand(train(flag))
    .subcommand(explain(flag))
    .subcommand(evaluate(flag))
    .subcommand(label(flag))
}

fn train(flag: &Flags) -> Command {
    flag.command("train", "Lär modellens vikter och sparar dem", "Learns the model's weights and saves them")
        .args(common(flag))
        .arg(flag.value("out", "FIL", "Fil för vikterna", "File for the weights").default_value("parameters.json"))
}

fn explain(flag: &Flags) -> Command {
    flag.command(
        "explain",
        "Förklarar varför två poster hålls för samma, eller vad som håller ihop en entitet",
        "Explains why two records are taken for the same, or what holds an entity together",
    )
    .args(common(flag))
    .arg(
        flag.value("ids", "ID,ID", "Två posters id", "Ids of two records")
            .required_unless_present("entity")
            .conflicts_with("entity"),
    )
    .arg(flag.value("entity", "ID", "Id för en post i entiteten", "Id of a record in the entity"))
    .arg(flag.value("svg", "FIL", "Ritar förklaringen av ett par", "Draws the explanation of a pair"))
}

fn evaluate(flag: &Flags) -> Command {
    flag.command(
        "evaluate",
        "Jämför med facit eller med människors svar",
        "Compares with the truth or with people's answers",
    )
    .args(common(flag))
    .arg(flag.value("truth", "FIL", "Fil med id och rätt entitet", "File with id and true entity"))
    .arg(flag.value(
        "truth-column",
        "KOLUMN",
        "Kolumn i filerna med rätt entitet",
        "Column of the files with the true entity",
    ))
    .arg(flag.value(
        "labels",
        "FIL",
        "Ifyllt granskningsblad, eller fil med id_l, id_r och svar",
        "Filled in sheet, or file with id_l, id_r and answer",
    ))
    .arg(flag.value("svg", "FIL", "Ritar precision och täckning", "Draws precision and recall"))
    .group(clap::ArgGroup::new("against").args(["truth", "truth-column", "labels"]).required(true))
}

fn label(flag: &Flags) -> Command {
    flag.command(
        "label",
        "Skriver ett granskningsblad för två granskare, utan modellens svar",
        "Writes a sheet for two reviewers, without the model's answer",
    )
    .args(common(flag))
    .arg(
        flag.value("pairs", "ANTAL", "Antal par", "Number of pairs")
            .default_value("200")
            .value_parser(value_parser!(usize)),
    )
    .arg(flag.seed("Frö: samma frö ger samma par", "Seed: the same seed gives the same pairs"))
    .arg(flag.value("out", "FIL", "Granskningsbladet", "The sheet").default_value("granskning.csv"))
}

/// What every part of the command reads.
fn common(flag: &Flags) -> Vec<Arg> {
    let files = flag.language.pick(
        "Filer med poster: CSV, XLSX eller Parquet; var och en är en källa",
        "Files of records: CSV, XLSX or Parquet; each is a source",
    );
    let within = flag.switch(
        "within",
        "Jämför också poster i samma fil (så är det med en fil)",
        "Also compares records of one file (so with one file)",
    );
    let between = flag.switch(
        "between",
        "Jämför bara poster i olika filer (så är det med flera)",
        "Only compares records of different files (so with several)",
    );
    vec![
        Arg::new("source").value_name("FIL").num_args(1..).required(true).help(files),
        flag.value(
            "model",
            "FIL",
            "Modell (.toml); annars gissas en ur kolumnerna",
            "Model (.toml); otherwise guessed from the columns",
        ),
        flag.value(
            "parameters",
            "FIL",
            "Vikter från `insyn link train`; annars lärs de ur filerna",
            "Weights of `insyn link train`; otherwise learnt from the files",
        ),
        flag.value(
            "id",
            "KOLUMN",
            "Kolumn med posternas id; annars modellens, eller radens nummer",
            "Column with the records' ids; otherwise the model's, or row numbers",
        ),
        flag.value(
            "threshold",
            "TAL",
            "Sannolikhet, 0 till 1, från vilken grupper slås ihop",
            "Probability, 0 to 1, from which groups are joined",
        )
        .value_parser(value_parser!(f64)),
        flag.value("keep", "BITAR", "Lägsta vikt för par som behålls", "Lowest weight of pairs that are kept")
            .default_value("-7")
            .allow_negative_numbers(true)
            .value_parser(value_parser!(f64)),
        within.conflicts_with("between").action(ArgAction::SetTrue),
        between.action(ArgAction::SetTrue),
        flag.threads(),
    ]
}
