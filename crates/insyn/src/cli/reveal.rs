//! The flags of `insyn reveal`.

use clap::Command;

use super::Flags;

pub(super) fn command(flag: &Flags) -> Command {
    let pseudonym =
        || flag.name("PSEUDONYM", "Pseudonymen, som P-7K3M9Q2X", "The pseudonym, such as P-7K3M9Q2X").required(true);
    flag.command(
        "reveal",
        "Visar vem en pseudonym är; kräver två personer, skäl och slutdag, och varje visning antecknas",
        "Shows who a pseudonym is; takes two people, a reason and an end, and every showing is recorded",
    )
    .subcommand_required(true)
    .arg_required_else_help(true)
    .subcommand(
        flag.command("propose", "Föreslår att få se ett namn", "Proposes to see a name")
            .arg(pseudonym())
            .arg(flag.value("reason", "TEXT", "Skäl, till exempel ärendet", "Reason, such as the case").required(true))
            .arg(
                flag.value("until", "DATUM", "Sista dagen, högst 90 dagar", "Last day, at most 90 days").required(true),
            )
            .arg(flag.by())
            .arg(flag.one_authority())
            .arg(flag.on())
            .arg(flag.data())
            .arg(flag.threads()),
    )
    .subcommand(
        flag.command("confirm", "Bekräftar förslaget som andra person", "Confirms the proposal as a second person")
            .arg(pseudonym())
            .arg(flag.by())
            .arg(flag.one_authority())
            .arg(flag.on())
            .arg(flag.data()),
    )
    .subcommand(
        flag.command("show", "Visar namnet, och antecknar det", "Shows the name, and records it")
            .arg(pseudonym())
            .arg(flag.by())
            .arg(flag.one_authority())
            .arg(flag.on())
            .arg(flag.data())
            .arg(flag.threads()),
    )
}
