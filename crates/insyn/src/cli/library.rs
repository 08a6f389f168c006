//! The flags of `insyn library`.

use clap::{Arg, Command, value_parser};

use super::Flags;

pub(super) fn command(flag: &Flags) -> Command {
    flag.command(
        "library",
        "Visar, prövar och publicerar kontrolldokumenten",
        "Shows, tests and publishes the control documents",
    )
    .subcommand_required(true)
    .arg_required_else_help(true)
    .subcommand(
        flag.command("list", "Listar kontrollerna", "Lists the controls")
            .arg(flag.switch("markdown", "Skriver listan som Markdown", "Writes the list as Markdown"))
            .arg(flag.library()),
    )
    .subcommand(
        flag.command("show", "Visar ett dokument", "Shows a document")
            .arg(control(flag))
            .arg(flag.switch("html", "Skriver dokumentet som en webbsida", "Writes the document as a web page"))
            .arg(flag.library()),
    )
    .subcommand(
        flag.command(
            "test",
            "Prövar dokumenten: regler, kolumner och alla prov genom motorn",
            "Tests the documents: rules, columns and every case through the engine",
        )
        .arg(flag.name("KONTROLL", "Bara den här kontrollen", "Only this control"))
        .arg(flag.switch(
            "watch",
            "Prövar på nytt varje gång ett dokument i --library sparas",
            "Tests again each time a document in --library is saved",
        ))
        .arg(flag.library())
        .arg(flag.threads()),
    )
    .subcommands([explain(flag), doc(flag)])
    .subcommand(replay(flag))
    .subcommands([judge(flag), publish(flag), confirm(flag)])
}

fn control(flag: &Flags) -> Arg {
    flag.name("KONTROLL", "Kontrollen", "Control").required(true)
}

fn candidate(flag: &Flags) -> Arg {
    flag.value(
        "candidate",
        "MAPP",
        "Mapp med den nya versionens dokument i undermappen controls",
        "Folder with the new version's document in its subfolder controls",
    )
}

fn explain(flag: &Flags) -> Command {
    flag.command(
        "explain",
        "Visar steg för steg varför en kontroll träffade någon eller inte",
        "Shows step by step why a control hit somebody or did not",
    )
    .arg(control(flag))
    .arg(
        flag.value(
            "subject",
            "ID",
            "Organisationens eller fastighetens id, som `5560000001` eller `leverantör 17`; personens pseudonym",
            "The id of an organisation or property, as `5560000001` or `leverantör 17`; a person's pseudonym",
        )
        .required(true),
    )
    .arg(flag.list("authority", "MYNDIGHET", "Myndighet vars register läses", "Authority whose registers are read"))
    .arg(flag.on())
    .arg(flag.library())
    .arg(flag.data())
    .arg(flag.threads())
}

fn doc(flag: &Flags) -> Command {
    flag.command(
        "doc",
        "Skriver handboken om kontrollerna som webbsidor, efter flöde och med sökning",
        "Writes the handbook of controls as web pages, by flow and with search",
    )
    .arg(flag.value("out", "MAPP", "Mapp för sidorna", "Folder for the pages").default_value("insyn-handbook"))
    .arg(flag.library())
}

fn replay(flag: &Flags) -> Command {
    flag.command(
        "replay",
        "Jämför en ny version med den som gäller över de senaste månaderna. Båda körs på registren som de är nu och träffarna delas upp efter sina datum: vad registren sade då är inte sparat",
        "Compares a new version with the one in use over the last months. Both run on the registers as they are now and hits are told apart by their dates: what the registers said then is not kept",
    )
    .arg(control(flag))
    .arg(candidate(flag))
    .arg(flag.list(
        "set",
        "KONTROLL.PARAMETER=VÄRDE",
        "Ändrar en parameter hos den nya versionen",
        "Changes a parameter of the new version",
    ))
    .arg(
        flag.value("months", "ANTAL", "Månader bakåt, 12 till 36", "Months back, 12 to 36")
            .default_value("12")
            .value_parser(value_parser!(u32).range(12..=36)),
    )
    .arg(flag.list("authority", "MYNDIGHET", "Myndighet vars register läses", "Authority whose registers are read"))
    .arg(
        flag.value(
            "out",
            "MAPP",
            "Mapp för jämförelsen, exemplen att bedöma blint och nyckeln till dem",
            "Folder for the comparison, the examples to judge blind and their key",
        )
        .default_value("insyn-replay"),
    )
    .arg(flag.on())
    .arg(flag.data())
    .arg(flag.threads())
}

fn judge(flag: &Flags) -> Command {
    flag.command(
        "judge",
        "Läser bedömningarna av exemplen och visar hur ofta var version hade rätt",
        "Reads the judgements of the examples and shows how often each version was right",
    )
    .arg(
        flag.value(
            "out",
            "MAPP",
            "Mappen från insyn library replay, med answers.csv ifylld",
            "The folder from insyn library replay, with answers.csv filled in",
        )
        .default_value("insyn-replay"),
    )
}

fn publish(flag: &Flags) -> Command {
    flag.command(
        "publish",
        "Prövar en ny version och föreslår att den publiceras",
        "Tests a new version and proposes to publish it",
    )
    .arg(control(flag))
    .arg(candidate(flag).required(true))
    .arg(
        flag.value(
            "replay",
            "FIL",
            "Jämförelsen från insyn library replay",
            "The comparison from insyn library replay",
        )
        .default_value("insyn-replay/replay.json"),
    )
    .arg(flag.value("reason", "TEXT", "Skäl", "Reason").required(true))
    .arg(flag.by())
    .arg(flag.data())
    .arg(flag.threads())
}

fn confirm(flag: &Flags) -> Command {
    flag.command(
        "publish-confirm",
        "Bekräftar som andra person: versionen gäller och ändras aldrig",
        "Confirms as a second person: the version is in use and never changes",
    )
    .arg(control(flag))
    .arg(flag.by())
    .arg(flag.data())
}
