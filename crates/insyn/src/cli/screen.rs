//! The flags of `insyn screen` and `insyn holds`.

use clap::{Arg, Command, value_parser};

use super::Flags;

pub(super) fn command(flag: &Flags) -> Command {
    flag.command(
        "screen",
        "Prövar betalningar innan de går: skriver en fil med det som får gå och en med det som hålls",
        "Screens payments before they go: writes a file of what may go and one of what is held",
    )
    .arg(Arg::new("file").value_name("FIL").num_args(1..).required_unless_present("serve").help(flag.language.pick(
        "Betalfil: pain.001, Bankgirot LB, Peppol-faktura eller betalningsförslag i CSV",
        "Payment file: pain.001, Bankgirot LB, Peppol invoice or payment proposal in CSV",
    )))
    .arg(flag.value("out", "MAPP", "Mapp för resultatet", "Folder for the result").default_value("insyn-screening"))
    .arg(flag.value(
        "serve",
        "ADRESS",
        "Svarar i stället över HTTP på adressen, till exempel 127.0.0.1:8080, och följer registren",
        "Answers over HTTP on the address instead, such as 127.0.0.1:8080, and follows the registers",
    ))
    .arg(flag.list("authority", "MYNDIGHET", "Myndighet som betalar", "Authority that pays"))
    .arg(flag.list("check", "KONTROLL", "Bara den här betalkontrollen", "Only this check"))
    .arg(
        flag.value(
            "max-age-days",
            "DAGAR",
            "Äldre register än så gör att varje betalning ska ses på",
            "Older registers make every payment one to look at",
        )
        .default_value("7")
        .value_parser(value_parser!(i64)),
    )
    .arg(flag.on())
    .arg(flag.library())
    .arg(flag.data())
    .arg(flag.threads())
}

pub(super) fn tokens(flag: &Flags) -> Command {
    flag.command(
        "tokens",
        "Gör ett åtkomstmärke för `screen --serve`; det visas en gång",
        "Makes a token for `screen --serve`; it is shown once",
    )
    .arg(flag.name("NAMN", "Vad märket heter, till exempel ekonomisystemet", "Name of the token").required(true))
    .arg(
        flag.value("authority", "MYNDIGHET", "Myndighet som betalar", "Authority that pays")
            .default_value("kommunstyrelsen"),
    )
    .arg(flag.value("to", "DATUM", "Sista dagen", "Last day").required(true))
    .arg(flag.data())
}

pub(super) fn holds(flag: &Flags) -> Command {
    let hold = || flag.name("STOPP", "Stoppets id", "Id of the hold").required(true);
    flag.command("holds", "Betalningar som hålls", "Payments that are held")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(
            flag.command("list", "Listar dem, och vad som är bråttom", "Lists them, and what is urgent")
                .arg(flag.switch("all", "Också avslutade", "Ended ones too"))
                .arg(flag.on())
                .arg(flag.data()),
        )
        .subcommand(flag.command("show", "Visar ett stopp", "Shows a hold").arg(hold()).arg(flag.data()))
        .subcommand(
            flag.command("answer", "Antecknar motpartens syn", "Records the other party's view")
                .arg(hold())
                .arg(flag.value("party", "VEM", "Vem som hördes och hur", "Who was heard and how").required(true))
                .arg(flag.value("answer", "TEXT", "Vad de sade", "What they said").required(true))
                .arg(flag.by())
                .arg(flag.data()),
        )
        .subcommand(
            flag.command("propose", "Föreslår att släppa eller stoppa för gott", "Proposes to release or to stop")
                .arg(hold())
                .arg(
                    flag.value("end", "released|final", "Släpp, eller stoppa för gott", "Release, or stop for good")
                        .required(true)
                        .value_parser(["released", "final"]),
                )
                .arg(flag.value("reason", "TEXT", "Skäl", "Reason").required(true))
                .arg(flag.by())
                .arg(flag.data()),
        )
        .subcommand(
            flag.command("confirm", "Bekräftar förslaget som andra person", "Confirms the proposal as a second person")
                .arg(hold())
                .arg(flag.by())
                .arg(flag.data()),
        )
}
