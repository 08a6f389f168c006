//! The flags of `insyn serve`, `insyn journal` and `insyn read`.

use clap::{Arg, Command};

use super::Flags;

pub(super) fn serve(flag: &Flags) -> Command {
    flag.command("serve", "Visar sidorna som man arbetar i", "Serves the pages that people work in")
        .arg(address(flag))
        .arg(flag.value("municipality", "NAMN", "Kommunens namn", "Name of the municipality").default_value("Kommunen"))
        .arg(flag.value(
            "origin",
            "ADRESS",
            "Adressen som webbläsare når sidorna på, som https://insyn.exempel.se; passnycklar gäller bara där",
            "The address that browsers reach the pages at, as https://insyn.exempel.se; passkeys hold for it alone",
        ))
        .arg(flag.switch(
            "demo-people",
            "Lägger upp demons påhittade personer om ingen finns; bara för att prova",
            "Makes the demo's invented people when nobody is there; for trying only",
        ))
        .arg(flag.value(
            "voices",
            "MAPP",
            "Visar i stället de öppna sidorna för visselblåsning över mappen, som delas med kärnan",
            "Serves the public whistleblowing pages instead, over the folder that is shared with the core",
        ))
        .arg(flag.value(
            "listener",
            "MAPP",
            "Tar in rapporter från de öppna sidorna, över mappen som delas med dem",
            "Takes in reports from the public pages, over the folder that is shared with them",
        ))
        .arg(flag.value(
            "mail",
            "MAPP",
            "Lägger meddelanden till mottagare av rapporter i mappen, som e-postservern hämtar från",
            "Leaves notices to recipients of reports in the folder, from which the mail server picks up",
        ))
        .arg(
            flag.value(
                "leave",
                "ADRESS",
                "Dit den kommer som lämnar de öppna sidorna snabbt",
                "Where somebody lands who leaves the public pages quickly",
            )
            .default_value("https://www.smhi.se/"),
        )
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
