//! Which language the help is in: Swedish unless asked otherwise.

/// A language of the program's own texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    Swedish,
    English,
}

impl Language {
    /// The text of this language.
    pub(crate) fn pick(self, sv: &'static str, en: &'static str) -> &'static str {
        match self {
            Self::Swedish => sv,
            Self::English => en,
        }
    }
}

/// `--lang en` on the command line, otherwise `INSYN_LANG`, otherwise Swedish.
pub(crate) fn choose(arguments: &[String], variable: Option<&str>) -> Language {
    let mut pairs = arguments.iter().zip(arguments.iter().skip(1));
    let named = pairs.find(|(flag, _)| *flag == "--lang").map(|(_, value)| value.as_str());
    let joined = arguments.iter().find_map(|argument| argument.strip_prefix("--lang="));
    match named.or(joined).or(variable) {
        Some(tag) if tag.to_lowercase().starts_with("en") => Language::English,
        _ => Language::Swedish,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(arguments: &[&str], variable: Option<&str>, expected: Language) {
        let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
        assert_eq!(choose(&arguments, variable), expected);
    }

    #[test]
    fn the_command_line_wins_over_the_environment() {
        check(&["insyn", "--lang", "en"], None, Language::English);
        check(&["insyn", "--lang=sv"], Some("en"), Language::Swedish);
        check(&["insyn"], Some("en_GB.UTF-8"), Language::English);
        check(&["insyn"], None, Language::Swedish);
    }
}
