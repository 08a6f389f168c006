//! The flags of `insyn registers`.

use clap::Command;

use super::Flags;

pub(super) fn command(flag: &Flags) -> Command {
    let authority = || {
        flag.value("authority", "MYNDIGHET", "Nämnd eller bolag som har registret", "Board or company that has it")
            .required(true)
    };
    let register = || flag.name("REGISTER", "Registret", "Register").required(true);
    flag.command(
        "registers",
        "Visar vilka register som finns, eller kolumnerna i ett; gallrar dem som är förfallna",
        "Lists the registers, or the columns of one; disposes of those past their date",
    )
    .args_conflicts_with_subcommands(true)
    .arg(flag.name("REGISTER", "Registret", "Register"))
    .arg(flag.data())
    .subcommand(
        flag.command(
            "due",
            "Visar vad som är förfallet till gallring, och vad som saknar gallringsdag",
            "Shows what is past its date, and what has none",
        )
        .arg(flag.on())
        .arg(flag.data()),
    )
    .subcommand(
        flag.command(
            "dispose",
            "Föreslår gallring av det som är förfallet i ett register",
            "Proposes to dispose of what is past its date in a register",
        )
        .arg(register())
        .arg(authority())
        .arg(flag.disposal_ground())
        .arg(flag.value("reason", "TEXT", "Skäl", "Reason").required(true))
        .arg(flag.by())
        .arg(flag.on())
        .arg(flag.data()),
    )
    .subcommand(
        flag.command(
            "dispose-confirm",
            "Bekräftar som andra person: raderna raderas och ett intyg skrivs",
            "Confirms as a second person: the rows are deleted and a certificate is written",
        )
        .arg(register())
        .arg(authority())
        .arg(flag.by())
        .arg(flag.on())
        .arg(flag.data()),
    )
}
