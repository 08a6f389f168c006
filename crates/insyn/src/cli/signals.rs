//! The flags of `insyn signals`.

use clap::{Arg, Command, value_parser};

use super::Flags;

pub(super) fn command(flag: &Flags) -> Command {
    let signals = flag
        .command(
            "signals",
            "Visar signaler ur signals.jsonl, bedömer och dämpar dem",
            "Shows signals from signals.jsonl, judges and suppresses them",
        )
        .args_conflicts_with_subcommands(true)
        .arg(flag.name(
            "SIGNAL",
            "Början av en signals id: visar den hela",
            "Beginning of a signal's id: shows it whole",
        ))
        .arg(
            flag.value("from", "FIL", "Filen med signaler", "File with signals")
                .default_value("insyn-result/signals.jsonl"),
        )
        .arg(control(flag))
        .arg(flag.value("subject", "ID", "Bara de som gäller detta subjekt", "Only about this subject"));
    let suppressions = [suppress(flag), confirm(flag), lift(flag), suppressed(flag)];
    signals.subcommand(list(flag)).subcommand(judge(flag)).subcommands(suppressions).subcommands([
        health(flag),
        dispose(flag),
        dispose_confirm(flag),
        sample(flag),
        sample_judge(flag),
    ])
}

fn dispose(flag: &Flags) -> Command {
    flag.command(
        "dispose",
        "Föreslår gallring av signaler som länge har varit borta och som ingen har bedömt sedan dess",
        "Proposes to dispose of signals that are long gone and that nobody has judged since",
    )
    .arg(
        flag.value(
            "days",
            "DAGAR",
            "Så många dagar borta; minst så länge som en dämpning kan gälla",
            "Gone for so many days; at least as long as a suppression can hold",
        )
        .value_parser(value_parser!(i64).range(0..)),
    )
    .arg(flag.disposal_ground())
    .arg(flag.value("reason", "TEXT", "Skäl", "Reason").required(true))
    .arg(flag.by())
    .arg(flag.one_authority())
    .arg(flag.on())
    .arg(flag.data())
}

fn dispose_confirm(flag: &Flags) -> Command {
    flag.command(
        "dispose-confirm",
        "Bekräftar som andra person: signalerna glöms och ett intyg skrivs",
        "Confirms as a second person: the signals are forgotten and a certificate is written",
    )
    .arg(flag.by())
    .arg(flag.one_authority())
    .arg(flag.on())
    .arg(flag.data())
}

fn control(flag: &Flags) -> Arg {
    flag.value("control", "KONTROLL", "Bara den här kontrollens", "Only of this control")
}

fn signal(flag: &Flags) -> Arg {
    flag.name("SIGNAL", "Början av signalens id", "Beginning of the signal's id")
}

fn list(flag: &Flags) -> Command {
    let states = ["new", "same", "changed", "gone", "unknown"];
    flag.command(
        "list",
        "Listar signalerna med tillstånd, ålder, bedömning och dämpning",
        "Lists the signals with state, age, judgement and suppression",
    )
    .arg(
        flag.value(
            "state",
            "TILLSTÅND",
            "Bara de nya, ändrade …; annars alla som finns kvar",
            "Only those in this state",
        )
        .value_parser(states),
    )
    .arg(control(flag))
    .arg(flag.value("subject", "ID", "Bara de som gäller detta subjekt", "Only about this subject"))
    .arg(flag.switch("open", "Bara de som ingen har bedömt som de är nu", "Only those nobody judged as they are now"))
    .arg(flag.switch("show-suppressed", "Också dämpade", "Suppressed ones too"))
    .arg(flag.one_authority())
    .arg(flag.on())
    .arg(flag.data())
}

fn judge(flag: &Flags) -> Command {
    let outcomes = ["fraud", "corrected", "data", "person", "not-worked"];
    flag.command("judge", "Bedömer en signal", "Judges a signal")
        .arg(signal(flag).required(true))
        .arg(
            flag.value(
                "outcome",
                "UTFALL",
                "Brott eller misstanke (fraud), rättat fel (corrected), förklarat av uppgifter (data) eller av en person (person), inte utrett (not-worked)",
                "What it turned out to be",
            )
            .required(true)
            .value_parser(outcomes),
        )
        .arg(
            flag.value("recovered", "KRONOR", "Återfört belopp, när felet rättats", "Recovered, when an error was corrected")
                .value_parser(value_parser!(i64).range(0..)),
        )
        .arg(flag.value("note", "TEXT", "Vad som framkom", "What was found").required(true))
        .arg(flag.by())
        .arg(flag.one_authority())
        .arg(flag.on())
        .arg(flag.data())
}

fn suppress(flag: &Flags) -> Command {
    flag.command(
        "suppress",
        "Håller en kontrolls familj utanför arbetslistan för ett subjekt, en tid",
        "Keeps a control's family out of the work list for a subject, for a time",
    )
    .arg(signal(flag).required_unless_present("control").conflicts_with("control"))
    .arg(
        flag.value("control", "KONTROLL", "Kontroll, i stället för en signal", "Control, instead of a signal")
            .requires("subject"),
    )
    .arg(flag.value("subject", "ID", "Subjektet som det gäller", "Subject that it is about").requires("control"))
    .arg(
        flag.value(
            "counterpart",
            "ID",
            "Motparten, när dämpningen bara gäller dem två",
            "The other party, if only these two",
        )
        .requires("control"),
    )
    .arg(flag.value("reason", "TEXT", "Skäl", "Reason").required(true))
    .arg(flag.value("owner", "NAMN", "Vem som svarar för dämpningen", "Who answers for it").required(true))
    .arg(flag.value("to", "DATUM", "Sista dagen, högst 180 dagar", "Last day, at most 180 days").required(true))
    .arg(flag.by())
    .arg(flag.one_authority())
    .arg(flag.on())
    .arg(flag.data())
}

fn suppression(flag: &Flags) -> Arg {
    flag.name("DÄMPNING", "Dämpningens id, som D-1a2b3c4d", "Id of the suppression, such as D-1a2b3c4d").required(true)
}

fn confirm(flag: &Flags) -> Command {
    flag.command(
        "suppress-confirm",
        "Bekräftar en dämpning av allvarliga signaler som andra person",
        "Confirms a suppression of grave signals as a second person",
    )
    .arg(suppression(flag))
    .arg(flag.by())
    .arg(flag.one_authority())
    .arg(flag.on())
    .arg(flag.data())
}

fn lift(flag: &Flags) -> Command {
    flag.command("lift", "Häver en dämpning före dess sista dag", "Ends a suppression before its last day")
        .arg(suppression(flag))
        .arg(flag.by())
        .arg(flag.one_authority())
        .arg(flag.on())
        .arg(flag.data())
}

fn suppressed(flag: &Flags) -> Command {
    flag.command(
        "suppressed",
        "Visar vad som är dämpat, för vem och av vem, längst först",
        "Shows what is suppressed, for whom and by whom, longest first",
    )
    .arg(flag.one_authority())
    .arg(flag.on())
    .arg(flag.data())
}

fn health(flag: &Flags) -> Command {
    flag.command(
        "health",
        "Visar hur kontrollerna mår: volym, träffsäkerhet, dämpat, ålder, inte utrett",
        "Shows how the controls do: volume, precision, suppressed, age, not worked",
    )
    .arg(flag.value("html", "FIL", "Skriver också en sida med diagram", "Writes a page with a chart too"))
    .arg(flag.one_authority())
    .arg(flag.on())
    .arg(flag.data())
}

fn sample(flag: &Flags) -> Command {
    flag.command(
        "sample",
        "Visar slumpvis dragna fall som var i ordning, och hur mycket som högst missas",
        "Shows cases in order that were drawn at random, and how much is missed at most",
    )
    .arg(control(flag))
    .arg(flag.switch("all", "Också de som är bedömda", "Those that are judged too"))
    .arg(flag.one_authority())
    .arg(flag.data())
}

fn sample_judge(flag: &Flags) -> Command {
    flag.command("sample-judge", "Bedömer ett draget fall", "Judges a case that was drawn")
        .arg(flag.name("FALL", "Början av fallets id", "Beginning of the case's id").required(true))
        .arg(
            flag.value(
                "outcome",
                "missed|in-order",
                "Borde ha hittats (missed), eller i ordning (in-order)",
                "Should have been found, or in order",
            )
            .required(true)
            .value_parser(["missed", "in-order"]),
        )
        .arg(flag.value("note", "TEXT", "Vad som framkom", "What was found").required(true))
        .arg(flag.by())
        .arg(flag.one_authority())
        .arg(flag.data())
}
