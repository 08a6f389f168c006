//! The flags of `insyn scan`.

use clap::{Command, value_parser};

use super::Flags;

pub(super) fn command(flag: &Flags) -> Command {
    flag.command(
        "scan",
        "Kör kontrollerna, skriver signals.jsonl, signals.xlsx och report.html och följer signalernas liv",
        "Runs the controls, writes signals.jsonl, signals.xlsx and report.html and follows the signals' life",
    )
    .arg(flag.list(
        "authority",
        "MYNDIGHET",
        "Myndighet vars register läses; kan anges flera gånger",
        "Authority whose registers are read; may be repeated",
    ))
    .arg(flag.list(
        "control",
        "KONTROLL",
        "Kör bara den här kontrollen; kan anges flera gånger",
        "Runs only this control; may be repeated",
    ))
    .arg(flag.list(
        "set",
        "KONTROLL.PARAMETER=VÄRDE",
        "Ändrar en parameter för den här körningen, som då är ett prov och inte förs in i signalernas liv",
        "Changes a parameter for this run, which is then a trial and says nothing of the signals' life",
    ))
    .arg(flag.value(
        "explain",
        "KONTROLL",
        "Visar hur många som föll bort i varje steg",
        "Shows how many fell away at each step",
    ))
    .arg(flag.switch(
        "together",
        "Läser flera myndigheters register tillsammans; kräver ett beslut som bryter sekretessen",
        "Reads several authorities' registers together; takes a decision that breaks secrecy",
    ))
    .arg(flag.switch(
        "show-suppressed",
        "Tar med dämpade signaler i arbetslistan",
        "Puts suppressed signals in the work list too",
    ))
    .arg(flag.value(
        "shadow",
        "MAPP",
        "Mapp med kandidater till nya versioner, som körs bredvid och skriver till undermappen shadow",
        "Folder of candidates for new versions, which run beside and write to the subfolder shadow",
    ))
    .arg(
        flag.value(
            "sample",
            "ANTAL",
            "Slumpvis dragna fall per kontroll bland dem som är i ordning, att titta på",
            "Cases drawn at random per control among those in order, to look at",
        )
        .default_value("5")
        .value_parser(value_parser!(usize)),
    )
    .arg(flag.on())
    .arg(flag.value("out", "MAPP", "Mapp för resultatet", "Folder for the result").default_value("insyn-result"))
    .arg(flag.value("municipality", "NAMN", "Kommunens namn i rapporten", "Name of the municipality in the report"))
    .arg(flag.library())
    .arg(flag.data())
    .arg(flag.threads())
}
