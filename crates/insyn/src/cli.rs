//! The command line: one table of commands and flags, each with a Swedish and an English text.

mod decisions;
mod library;
mod link;
mod registers;
mod reveal;
mod scan;
mod screen;
mod signals;
mod site;

use std::process::ExitCode;

use clap::{
    Arg, ArgAction, Command,
    error::{ContextKind, ErrorKind},
    value_parser,
};

use crate::{console, language::Language};

/// The whole command line in a language.
pub(crate) fn command(language: Language) -> Command {
    let t = |sv, en| language.pick(sv, en);
    let flag = Flags { language };
    let insyn = Command::new("insyn")
        .about(t(
            "Hittar möjliggörare i kommunens egna register",
            "Finds enablers of organised crime in a municipality's own registers",
        ))
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .subcommand(demo_command(&flag))
        .subcommand(site::serve(&flag))
        .subcommand(site::journal(&flag))
        .subcommand(site::read(&flag))
        .subcommand(import_command(&flag))
        .subcommand(registers::command(&flag))
        .subcommand(library::command(&flag))
        .subcommand(decisions::command(&flag))
        .subcommand(scan::command(&flag))
        .subcommand(screen::command(&flag))
        .subcommand(screen::holds(&flag))
        .subcommand(screen::tokens(&flag))
        .subcommand(signals::command(&flag))
        .subcommand(reveal::command(&flag))
        .subcommand(link::command(&flag))
        .subcommand(modeltown_command(&flag))
        .subcommand(evaluate_command(&flag));
    localise(insyn, language)
}

fn demo_command(flag: &Flags) -> Command {
    flag.command(
        "demo",
        "Skapar en påhittad kommun, läser in den, kör alla kontroller, skriver rapporten och visar sidorna",
        "Makes up a municipality, imports it, runs every control, writes the report and serves the pages",
    )
    .arg(
        flag.value("out", "MAPP", "Mapp för kommunen, datan och rapporten", "Folder for town, data and report")
            .default_value("insyn-demo"),
    )
    .arg(flag.switch(
        "no-serve",
        "Slutar när rapporten är skriven, utan att visa sidorna",
        "Ends when the report is written, without serving the pages",
    ))
    .arg(site::address(flag))
    .args(flag.town())
}

fn import_command(flag: &Flags) -> Command {
    flag.command("import", "Läser in filer som ett register", "Imports files as a register")
        .arg(flag.sources())
        .arg(flag.value(
            "as",
            "REGISTER",
            "Registret som filerna är, till exempel ledger",
            "Register that the files are, such as ledger",
        ))
        .args(flag.provenance())
        .arg(flag.value(
            "profile",
            "PROFIL",
            "Profil eller profilfil (.toml) som säger vilken kolumn som är vilken",
            "Profile, or profile file, that says which column is which",
        ))
        .arg(flag.value(
            "save-profile",
            "FIL",
            "Sparar den mappning som användes som en profil att ändra och återanvända",
            "Saves the mapping used as a profile to edit and reuse",
        ))
        .arg(flag.switch(
            "add",
            "Lägger till raderna i registret i stället för att ersätta det",
            "Adds the rows instead of replacing the register",
        ))
        .arg(flag.switch("show-mapping", "Visar hur kolumnerna mappades", "Shows how columns were mapped"))
        .arg(flag.data())
        .arg(flag.threads())
}

fn modeltown_command(flag: &Flags) -> Command {
    flag.command(
        "modeltown",
        "Skriver en påhittad kommuns register, med facit",
        "Writes a made-up municipality's registers, with the truth",
    )
    .arg(flag.value("out", "MAPP", "Mapp att skriva i", "Folder to write to").required(true))
    .args(flag.town())
    .arg(
        flag.value(
            "later",
            "MÅNADER",
            "Samma kommun så många månader senare, 0 eller 1",
            "The same town so many months later, 0 or 1",
        )
        .default_value("0")
        .value_parser(value_parser!(u32).range(0..=1)),
    )
    .args_conflicts_with_subcommands(true)
    .subcommand_negates_reqs(true)
    .subcommand(
        flag.command(
            "payments",
            "Skriver en stor betalfil (pain.001) till en påhittad kommuns leverantörer, för mätningar",
            "Writes one large payment file (pain.001) to a made-up municipality's suppliers, for measuring",
        )
        .arg(flag.value("out", "FIL", "Fil att skriva", "File to write").required(true))
        .arg(
            flag.value("count", "ANTAL", "Betalningar", "Payments")
                .default_value("100000")
                .value_parser(value_parser!(u32)),
        )
        .args(flag.town()),
    )
    .subcommand(
        flag.command(
            "persons",
            "Skriver påhittade personers poster ur många register, med facit om vilka som är samma person",
            "Writes made-up persons' records from many registers, with the truth about who is the same",
        )
        .arg(flag.value("out", "MAPP", "Mapp att skriva i", "Folder to write to").required(true))
        .arg(
            flag.value("records", "ANTAL", "Poster, 1 till 20 000 000", "Records, 1 to 20 000 000")
                .default_value("1000000")
                .value_parser(value_parser!(u64)),
        )
        .arg(flag.seed("Frö: samma frö ger samma personer", "Seed: the same seed gives the same persons")),
    )
    .subcommand(
        flag.command(
            "applications",
            "Skriver påhittade jobbansökningar, hälften falska, med facit",
            "Writes made-up job applications, half of them false, with the truth",
        )
        .arg(flag.value("out", "MAPP", "Mapp att skriva i", "Folder to write to").required(true))
        .arg(
            flag.value("count", "ANTAL", "Ansökningar, 1 till 100 000", "Applications, 1 to 100 000")
                .default_value("1000")
                .value_parser(value_parser!(u64)),
        )
        .arg(flag.seed("Frö: samma frö ger samma ansökningar", "Seed: the same seed gives the same applications")),
    )
}

fn evaluate_command(flag: &Flags) -> Command {
    flag.command(
        "evaluate",
        "Jämför signaler med facit i en påhittad kommun",
        "Compares signals with the truth of a made-up municipality",
    )
    .arg(
        flag.value("truth", "MAPP", "Den påhittade kommunens mapp", "Folder of the made-up municipality")
            .required(true),
    )
    .arg(
        flag.value("from", "FIL", "Filen med signaler", "File with signals")
            .default_value("insyn-result/signals.jsonl"),
    )
    .arg(flag.data())
}

/// Makes arguments in one language.
struct Flags {
    language: Language,
}

impl Flags {
    fn command(&self, name: &'static str, sv: &'static str, en: &'static str) -> Command {
        Command::new(name).about(self.language.pick(sv, en))
    }

    fn value(&self, name: &'static str, value: &'static str, sv: &'static str, en: &'static str) -> Arg {
        Arg::new(name).long(name).value_name(value).help(self.language.pick(sv, en))
    }

    fn list(&self, name: &'static str, value: &'static str, sv: &'static str, en: &'static str) -> Arg {
        self.value(name, value, sv, en).action(ArgAction::Append)
    }

    fn switch(&self, name: &'static str, sv: &'static str, en: &'static str) -> Arg {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(self.language.pick(sv, en))
    }

    fn name(&self, value: &'static str, sv: &'static str, en: &'static str) -> Arg {
        Arg::new("name").value_name(value).help(self.language.pick(sv, en))
    }

    fn sources(&self) -> Arg {
        let help = self.language.pick(
            "Filer, mappar eller zip-arkiv; en mapp med insyn.toml läses in hel",
            "Files, folders or zips; a folder with insyn.toml is imported whole",
        );
        Arg::new("source").value_name("FIL").num_args(1..).required(true).help(help)
    }

    fn data(&self) -> Arg {
        self.value("data", "MAPP", "Mapp för inlästa register", "Folder of imported registers").default_value("data")
    }

    fn library(&self) -> Arg {
        self.value(
            "library",
            "MAPP",
            "Mapp med egna dokument som läggs över de inbyggda",
            "Folder of documents laid over the built-in ones",
        )
    }

    fn threads(&self) -> Arg {
        let arg = self.value(
            "threads",
            "ANTAL",
            "Antal trådar; resultatet är detsamma",
            "Number of threads; the result is the same",
        );
        arg.value_parser(value_parser!(usize))
    }

    fn by(&self) -> Arg {
        self.value("by", "NAMN", "Vem du är", "Who you are").required(true)
    }

    fn disposal_ground(&self) -> Arg {
        self.value(
            "ground",
            "GRUND",
            "Gallringsbeslutet, eller punkten i dokumenthanteringsplanen",
            "The decision or plan on disposal",
        )
        .required(true)
    }

    fn on(&self) -> Arg {
        self.value(
            "on",
            "DATUM",
            "Dagen som besluten prövas mot; i dag om inget anges",
            "Day on which decisions are tried; today when not given",
        )
    }

    fn one_authority(&self) -> Arg {
        self.value(
            "authority",
            "MYNDIGHET",
            "Myndigheten, eller flera som körts tillsammans: a+b",
            "The authority, or several that were scanned together: a+b",
        )
    }

    fn seed(&self, sv: &'static str, en: &'static str) -> Arg {
        self.value("seed", "TAL", sv, en).default_value("7").value_parser(value_parser!(u64))
    }

    fn provenance(&self) -> [Arg; 5] {
        [
            self.value(
                "authority",
                "MYNDIGHET",
                "Nämnd eller bolag som äger registret",
                "Board or company that owns the register",
            )
            .default_value("kommunstyrelsen"),
            self.value("purpose", "ÄNDAMÅL", "Ändamålet med behandlingen", "Purpose of the processing")
                .default_value("internal-control"),
            self.value("ground", "STÖD", "Rättsligt stöd", "Legal ground")
                .default_value("Kommunallagen (2017:725) 6 kap. 6 §"),
            self.value("owner", "ROLL", "Vem som svarar för registret", "Who answers for the register")
                .default_value("Ekonomichefen"),
            self.value(
                "retain-until",
                "DATUM",
                "Sista dag som raderna får bevaras",
                "Last day that the rows may be kept",
            ),
        ]
    }

    fn town(&self) -> [Arg; 5] {
        [
            self.value("inhabitants", "ANTAL", "Invånare, 1 000 till 1 250 000", "Inhabitants, 1 000 to 1 250 000")
                .default_value("50000")
                .value_parser(value_parser!(u64)),
            self.value("years", "ANTAL", "År, 1 till 10", "Years, 1 to 10")
                .default_value("3")
                .value_parser(value_parser!(u32)),
            self.value(
                "habit",
                "VANOR",
                "Kommunens vanor: ordinary, rural (liten landsbygdskommun) eller city (storstad)",
                "Habits of the town: ordinary, rural (a small municipality) or city",
            )
            .default_value("ordinary")
            .value_parser(["ordinary", "rural", "city"]),
            self.seed("Frö: samma frö ger samma kommun", "Seed: the same seed gives the same town"),
            self.threads(),
        ]
    }
}

/// Puts clap's own words into the language, in the command and all below it.
fn localise(command: Command, language: Language) -> Command {
    let t = |sv, en| language.pick(sv, en);
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help(t("Visar den här hjälpen", "Shows this help"));
    let lang = Arg::new("lang").long("lang").value_name("sv|en").help(t("Hjälpens språk", "Language of the help"));
    let names: Vec<String> = command.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
    let template = match language {
        Language::Swedish => "{about}\n\nAnvändning: {usage}\n\n{all-args}",
        Language::English => "{about}\n\nUsage: {usage}\n\n{all-args}",
    };
    let mut command = command
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .help_template(template)
        .subcommand_help_heading(t("Kommandon", "Commands"))
        .subcommand_value_name(t("KOMMANDO", "COMMAND"))
        .arg(help)
        .arg(lang)
        .mut_args(|arg| {
            let positional = arg.is_positional();
            arg.help_heading(if positional { t("Argument", "Arguments") } else { t("Flaggor", "Options") })
        });
    for name in names {
        command = command.mut_subcommand(name, |inner| localise(inner, language));
    }
    command
}

/// Says what is wrong with the command line, or shows the help that was asked for.
pub(crate) fn refuse(error: &clap::Error, language: Language) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        let _ignored = error.print();
        return ExitCode::SUCCESS;
    }
    if language == Language::English || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ignored = error.print();
        return ExitCode::from(2);
    }
    let context = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let argument = context(ContextKind::InvalidArg);
    let sentence = match error.kind() {
        ErrorKind::UnknownArgument => format!("`{argument}` känns inte igen"),
        ErrorKind::InvalidSubcommand => format!("kommandot `{}` finns inte", context(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("detta saknas: {argument}"),
        ErrorKind::InvalidValue if context(ContextKind::InvalidValue).is_empty() => {
            format!("`{argument}` behöver ett värde")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("`{}` är inget värde för {argument}", context(ContextKind::InvalidValue))
        }
        ErrorKind::ArgumentConflict => format!("`{argument}` står två gånger eller krockar med en annan flagga"),
        _ => error.to_string(),
    };
    console::error(&format!("{sentence}. Kör med --help för att se vad som går."));
    ExitCode::from(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound_in_both_languages() {
        command(Language::Swedish).debug_assert();
        command(Language::English).debug_assert();
    }

    #[test]
    fn help_is_in_the_language_asked_for() {
        let swedish = command(Language::Swedish).render_long_help().to_string();
        assert!(swedish.contains("Användning:") && swedish.contains("Kommandon:"), "{swedish}");
        let english = command(Language::English).render_long_help().to_string();
        assert!(english.contains("Usage:") && english.contains("Commands:"), "{english}");
    }
}
