//! The flags of `insyn decisions`.

use clap::{Arg, Command};

use super::Flags;

pub(super) fn command(flag: &Flags) -> Command {
    flag.command(
        "decisions",
        "Beslut om kontroll: vilka kontroller som får läsa vilka register, för vad och till när",
        "Decisions on control: which controls may read which registers, for what and until when",
    )
    .subcommand_required(true)
    .arg_required_else_help(true)
    .subcommand(new_command(flag))
    .subcommand(
        flag.command("add", "Lägger in beslut som finns som filer", "Takes in decisions that stand in files")
            .arg(
                Arg::new("file")
                    .value_name("FIL")
                    .num_args(1..)
                    .required(true)
                    .help(flag.language.pick("Beslut som TOML-filer", "Decisions as TOML files")),
            )
            .arg(flag.data()),
    )
    .subcommand(
        flag.command("confirm", "Bekräftar ett beslut som andra person", "Confirms a decision as a second person")
            .arg(flag.name("BESLUT", "Beslutets id", "Id of the decision").required(true))
            .arg(flag.by())
            .arg(flag.data()),
    )
    .subcommand(flag.command("list", "Listar besluten", "Lists the decisions").arg(flag.data()))
    .subcommand(
        flag.command("show", "Visar ett beslut", "Shows a decision")
            .arg(flag.name("BESLUT", "Beslutets id", "Id of the decision").required(true))
            .arg(flag.data()),
    )
}

fn new_command(flag: &Flags) -> Command {
    let day = |name, sv, en| flag.value(name, "DATUM", sv, en);
    let words = |name, value, sv, en| flag.list(name, value, sv, en).required(true);
    flag.command("new", "Lägger in ett beslut", "Brings a decision")
        .arg(flag.name("BESLUT", "Beslutets id, till exempel 2026-01", "Id, such as 2026-01").required(true))
        .arg(flag.value("case-number", "DIARIENR", "Diarienummer", "Number in the case register").required(true))
        .arg(words(
            "control",
            "KONTROLL",
            "Kontroller: id, grupp som SP-* eller flöde; kan anges flera gånger",
            "Controls: id, group such as SP-* or flow; may be repeated",
        ))
        .arg(words(
            "authority",
            "MYNDIGHET",
            "Myndighet vars register får läsas",
            "Authority whose registers may be read",
        ))
        .arg(words("register", "REGISTER", "Register som får läsas, eller *", "Registers that may be read, or *"))
        .arg(flag.list(
            "personal-data",
            "KLASS",
            "Personuppgifter som får beröras: none, indirect, staff, clients",
            "Personal data that may be touched: none, indirect, staff, clients",
        ))
        .arg(flag.value("purpose", "ÄNDAMÅL", "Ändamålet", "Purpose").default_value("internal-control"))
        .arg(words(
            "ground",
            "STÖD",
            "Rättsligt stöd, som kontrollens dokument skriver det",
            "Legal ground, as the document writes it",
        ))
        .arg(flag.value("decided-by", "NAMN", "Vem som har beslutat", "Who decided").required(true))
        .arg(
            flag.value("delegation", "PUNKT", "Punkt i delegationsordningen", "Point of the delegation order")
                .required(true),
        )
        .arg(day("from", "Första dagen; i dag om inget anges", "First day; today when not given"))
        .arg(day("to", "Sista dagen, högst ett år senare", "Last day, at most a year later").required(true))
        .arg(day("staff-informed-on", "Dagen då personalen informerades", "Day when staff were told"))
        .arg(flag.value("dpia", "HANDLING", "Konsekvensbedömning", "Impact assessment"))
        .arg(flag.value(
            "sharing-ground",
            "STÖD",
            "Vad som bryter sekretessen mellan myndigheterna",
            "What breaks secrecy between the authorities",
        ))
        .arg(flag.value(
            "further-use-ground",
            "STÖD",
            "Varför register som samlats in för annat får användas",
            "Why registers collected for something else may be used",
        ))
        .arg(flag.value("reason", "TEXT", "Skäl", "Reason").required(true))
        .arg(flag.by())
        .arg(flag.data())
}
