//! The flags of `insyn serve`, `insyn journal` and `insyn read`.

use clap::{Arg, Command};

use super::Flags;

pub(super) fn serve(flag: &Flags) -> Command {
    flag.command("serve", "Visar sidorna som man arbetar i", "Serves the pages that people work in")
        .arg(address(flag))
        .arg(flag.value("municipality", "NAMN", "Kommunens namn", "Name of the municipality").default_value("Kommunen"))
        .arg(flag.switch(
            "demo-people",
            "Lägger upp demons påhittade personer om ingen finns; bara för att prova",
            "Makes the demo's invented people when nobody is there; for trying only",
        ))
        .arg(flag.data())
        .arg(flag.threads())
}

/// Where to listen.
pub(super) fn address(flag: &Flags) -> Arg {
    flag.value("address", "ADRESS", "Adress att lyssna på", "Address to listen on").default_value("127.0.0.1:8080")
}

pub(super) fn journal(flag: &Flags) -> Command {
    flag.command(
        "journal",
        "Kontrollerar journalen och skriver dess kvitto",
        "Verifies the journal and writes its receipt",
    )
    .subcommand_required(true)
    .arg_required_else_help(true)
    .subcommand(
        flag.command(
            "verify",
            "Läser hela journalen; namnger den första posten som inte stämmer",
            "Reads the whole journal; names the first entry that is not as it was written",
        )
        .arg(flag.data()),
    )
    .subcommand(
        flag.command(
            "head",
            "Undertecknar hur långt journalen når: en rad att registrera i diariet",
            "Signs how far the journal reaches: a line to register in the diary",
        )
        .arg(flag.data()),
    )
}

pub(super) fn read(flag: &Flags) -> Command {
    flag.command(
        "read",
        "Öppnar ett utlämnat ärende med mottagarens egen nyckel, på mottagarens egen dator",
        "Opens a disclosed case with its recipient's own key, on the recipient's own machine",
    )
    .arg(flag.name("FIL", "Filen som lämnades ut", "The file that was disclosed").required(true))
    .arg(
        flag.value("identity", "FIL", "Nyckelfilen, som age-keygen gör den", "The key file, as age-keygen makes it")
            .required(true),
    )
    .arg(flag.value("out", "MAPP", "Ny mapp för innehållet", "New folder for the content").default_value("arende"))
}
