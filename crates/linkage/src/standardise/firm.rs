//! Names of firms: the name itself, with legal form, state and trade name in fields of their own.

use super::letters::{is_apostrophe, lower_push};
use super::text::{finish, tidy};

/// The name of a firm in its parts.
///
/// ```
/// use linkage::standardise::FirmName;
///
/// let firm = FirmName::read("AB Exempel & Påhitt (publ) i likvidation, bifirma Exempel Städ").unwrap();
/// assert_eq!(firm.name, "exempel och påhitt");
/// assert_eq!((firm.form, firm.state), (Some("ab"), Some("likvidation")));
/// assert_eq!(firm.trade_name.as_deref(), Some("exempel städ"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirmName {
    /// Words in lower case; the whole when nothing but form and state stands there.
    pub name: String,
    /// Legal form: `ab`, `hb`, `kb`, `ek för`, `ideell förening`, `brf`, `stiftelse`, `enskild firma`, `filial`, or a foreign
    /// one such as `ltd` and `gmbh`.
    pub form: Option<&'static str>,
    /// `likvidation`, `konkurs` or `rekonstruktion`.
    pub state: Option<&'static str>,
    /// The name after `bifirma`.
    pub trade_name: Option<String>,
}

impl FirmName {
    /// Parts the name of a firm; `None` when nothing is left of it.
    #[must_use]
    pub fn read(raw: &str) -> Option<Self> {
        let text = firm_words(&tidy(raw)?);
        let all: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
        let at = all.iter().position(|word| TRADE_NAME.contains(word)).unwrap_or(all.len());
        let mut main: Vec<&str> = all.iter().take(at).copied().collect();
        let mut trade: Vec<&str> = all.iter().skip(at + 1).copied().filter(|word| !TRADE_NAME.contains(word)).collect();
        let (form, state) = stripped(&mut main);
        stripped(&mut trade);
        let name = [&main, &trade, &all].into_iter().find(|words| !words.is_empty())?.join(" ");
        let trade_name = (!main.is_empty()).then(|| trade.join(" ")).and_then(finish);
        Some(Self { name: finish(name)?, form, state, trade_name })
    }
}

/// The name of a firm without legal form, state and trade name.
///
/// ```
/// use linkage::standardise::firm;
///
/// assert_eq!(firm("Exempel Städ Aktiebolag"), firm("AB Exempel Städ"));
/// assert_eq!(firm("E.X. Bygg HB").as_deref(), Some("ex bygg"));
/// assert_eq!(firm("AB").as_deref(), Some("ab"));
/// ```
#[must_use]
pub fn firm(raw: &str) -> Option<String> {
    Some(FirmName::read(raw)?.name)
}

/// The legal form in the name of a firm.
///
/// ```
/// use linkage::standardise::firm_form;
///
/// assert_eq!(firm_form("Exempel Ekonomisk Förening").as_deref(), Some("ek för"));
/// assert_eq!(firm_form("Exempel"), None);
/// ```
#[must_use]
pub fn firm_form(raw: &str) -> Option<String> {
    FirmName::read(raw)?.form.map(str::to_owned)
}

/// What the name of a firm says about its state: `likvidation`, `konkurs` or `rekonstruktion`.
///
/// ```
/// use linkage::standardise::firm_state;
///
/// assert_eq!(firm_state("Exempel AB i konkurs").as_deref(), Some("konkurs"));
/// assert_eq!(firm_state("Exempel AB:s konkursbo").as_deref(), Some("konkurs"));
/// ```
#[must_use]
pub fn firm_state(raw: &str) -> Option<String> {
    FirmName::read(raw)?.state.map(str::to_owned)
}

/// The trade name in the name of a firm: what follows `bifirma`.
///
/// ```
/// use linkage::standardise::trade_name;
///
/// assert_eq!(trade_name("Exempel AB, bifirma: Påhittets Bageri").as_deref(), Some("påhittets bageri"));
/// ```
#[must_use]
pub fn trade_name(raw: &str) -> Option<String> {
    FirmName::read(raw)?.trade_name
}

/// Where in a name a pattern counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spot {
    Anywhere,
    First,
    Last,
}

/// Words, where they count, and what they mean; an empty meaning is a word to drop.
type Pattern = (&'static [&'static str], Spot, &'static str);

const TRADE_NAME: [&str; 3] = ["bifirma", "parallellfirma", "dba"];

const STATES: [Pattern; 16] = [
    (&["i", "frivillig", "likvidation"], Spot::Anywhere, "likvidation"),
    (&["i", "likvidation"], Spot::Anywhere, "likvidation"),
    (&["under", "likvidation"], Spot::Anywhere, "likvidation"),
    (&["i", "likv"], Spot::Last, "likvidation"),
    (&["i", "lik"], Spot::Last, "likvidation"),
    (&["likvidation"], Spot::Last, "likvidation"),
    (&["i", "konkurs"], Spot::Anywhere, "konkurs"),
    (&["försatt", "i", "konkurs"], Spot::Anywhere, "konkurs"),
    (&["konkursboet", "efter"], Spot::First, "konkurs"),
    (&["s", "konkursbo"], Spot::Last, "konkurs"),
    (&["konkursbo"], Spot::Anywhere, "konkurs"),
    (&["konkursboet"], Spot::Anywhere, "konkurs"),
    (&["konkurs"], Spot::Last, "konkurs"),
    (&["under", "rekonstruktion"], Spot::Anywhere, "rekonstruktion"),
    (&["under", "företagsrekonstruktion"], Spot::Anywhere, "rekonstruktion"),
    (&["rekonstruktion"], Spot::Last, "rekonstruktion"),
];

const FORMS: [Pattern; 51] = [
    (&["publ"], Spot::Anywhere, ""),
    (&["upa"], Spot::Anywhere, ""),
    (&["under", "bildande"], Spot::Anywhere, ""),
    (&["under", "namnändring"], Spot::Anywhere, ""),
    (&["filial"], Spot::Last, "filial"),
    (&["sverigefilial"], Spot::Last, "filial"),
    (&["ab"], Spot::Anywhere, "ab"),
    (&["aktiebolag"], Spot::Anywhere, "ab"),
    (&["aktiebolaget"], Spot::Anywhere, "ab"),
    (&["handelsbolag"], Spot::Anywhere, "hb"),
    (&["handelsbolaget"], Spot::Anywhere, "hb"),
    (&["hb"], Spot::Anywhere, "hb"),
    (&["kommanditbolag"], Spot::Anywhere, "kb"),
    (&["kommanditbolaget"], Spot::Anywhere, "kb"),
    (&["kb"], Spot::Anywhere, "kb"),
    (&["ekonomisk", "förening"], Spot::Anywhere, "ek för"),
    (&["ekonomiska", "föreningen"], Spot::Anywhere, "ek för"),
    (&["ek", "förening"], Spot::Anywhere, "ek för"),
    (&["ek", "för"], Spot::Anywhere, "ek för"),
    (&["ek", "f"], Spot::Last, "ek för"),
    (&["ekför"], Spot::Anywhere, "ek för"),
    (&["ideell", "förening"], Spot::Anywhere, "ideell förening"),
    (&["ideella", "föreningen"], Spot::Anywhere, "ideell förening"),
    (&["id", "för"], Spot::Last, "ideell förening"),
    (&["bostadsrättsförening"], Spot::Anywhere, "brf"),
    (&["bostadsrättsföreningen"], Spot::Anywhere, "brf"),
    (&["brf"], Spot::Anywhere, "brf"),
    (&["stiftelsen"], Spot::First, "stiftelse"),
    (&["stiftelsen"], Spot::Last, "stiftelse"),
    (&["stiftelse"], Spot::First, "stiftelse"),
    (&["stiftelse"], Spot::Last, "stiftelse"),
    (&["enskild", "firma"], Spot::Anywhere, "enskild firma"),
    (&["enskild", "näringsverksamhet"], Spot::Anywhere, "enskild firma"),
    (&["firma"], Spot::First, "enskild firma"),
    (&["firma"], Spot::Last, "enskild firma"),
    (&["fa"], Spot::First, "enskild firma"),
    (&["ltd"], Spot::Last, "ltd"),
    (&["limited"], Spot::Last, "ltd"),
    (&["plc"], Spot::Last, "plc"),
    (&["llc"], Spot::Last, "llc"),
    (&["inc"], Spot::Last, "inc"),
    (&["gmbh"], Spot::Last, "gmbh"),
    (&["bv"], Spot::Last, "bv"),
    (&["sa"], Spot::Last, "sa"),
    (&["oy"], Spot::First, "oy"),
    (&["oy"], Spot::Last, "oy"),
    (&["oyj"], Spot::Last, "oy"),
    (&["aps"], Spot::Last, "aps"),
    (&["as"], Spot::Last, "as"),
    (&["asa"], Spot::Last, "as"),
    (&["sp", "z", "oo"], Spot::Last, "sp z oo"),
];

/// Takes legal form and state out of the words, until there is none left; gives the first of each.
fn stripped(words: &mut Vec<&str>) -> (Option<&'static str>, Option<&'static str>) {
    let (mut form, mut state) = (None, None);
    // What one hid may be the other: `i likvidation AB`.
    while let Some((slot, meaning)) = taken_out(words, &STATES)
        .map(|found| (&mut state, found))
        .or_else(|| taken_out(words, &FORMS).map(|found| (&mut form, found)))
    {
        if slot.is_none() && !meaning.is_empty() {
            *slot = Some(meaning);
        }
    }
    (form, state)
}

/// Takes out the first that the patterns find and gives its meaning.
fn taken_out(words: &mut Vec<&str>, patterns: &'static [Pattern]) -> Option<&'static str> {
    patterns.iter().find_map(|(pattern, spot, meaning)| {
        let at = match spot {
            Spot::Anywhere => words.windows(pattern.len()).position(|window| window == *pattern)?,
            Spot::First => words.starts_with(pattern).then_some(0)?,
            Spot::Last => words.ends_with(pattern).then(|| words.len().saturating_sub(pattern.len()))?,
        };
        words.drain(at..at + pattern.len());
        Some(*meaning)
    })
}

/// Words in lower case. `&` and `+` are `och`; a full stop, slash or colon after a single letter joins (`E.X.`, `A/S`, `S:t`)
/// and otherwise parts; apostrophes are dropped.
fn firm_words(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    let mut run = 0_usize;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_alphanumeric() {
            lower_push(&mut out, c);
            run += 1;
        } else if matches!(c, '&' | '+') {
            out.push_str(" och ");
            run = 0;
        } else if matches!(c, '.' | '/' | ':') && run == 1 && chars.peek().is_some_and(|c| c.is_alphanumeric()) {
            run = 0;
        } else if !is_apostrophe(c) {
            out.push(' ');
            run = 0;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, name: &str, form: &str) {
        let firm = FirmName::read(text);
        assert_eq!(firm.as_ref().map(|f| (f.name.as_str(), f.form.unwrap_or(""))), Some((name, form)), "{text}");
    }

    #[test]
    fn the_legal_form_is_taken_out_wherever_it_stands() {
        check("Exempel Städ AB (publ)", "exempel städ", "ab");
        check("Exempel Städ A.B.", "exempel städ", "ab");
        check("Aktiebolaget Exempel", "exempel", "ab");
        check("Exempel AB Region Syd", "exempel region syd", "ab");
        check("Exempel & Co HB", "exempel och co", "hb");
        check("Exempel KB", "exempel", "kb");
        check("Exempelbönder Ek. för.", "exempelbönder", "ek för");
        check("Exempel Ek.För", "exempel", "ek för");
        check("Stiftelsen Exempel", "exempel", "stiftelse");
        check("BRF Exemplet 1", "exemplet 1", "brf");
        check("Exempel A/S", "exempel", "as");
        check("Firma Anna Exempel", "anna exempel", "enskild firma");
        check("Oy Exempel Ab", "exempel", "ab");
        check("Exempel GmbH", "exempel", "gmbh");
        check("Exempelstiftelsen", "exempelstiftelsen", "");
        check("As Exempel", "as exempel", "");
    }

    #[test]
    fn every_form_is_a_name_of_itself() {
        for (_, _, form) in FORMS.iter().filter(|row| !row.2.is_empty()) {
            assert_eq!(firm_form(form).as_deref(), Some(*form));
        }
        for (_, _, state) in STATES {
            assert_eq!(firm_state(state).as_deref(), Some(state));
        }
    }

    #[test]
    fn states_are_told_apart_from_names() {
        assert_eq!(firm_state("Exempel i Likvidation AB").as_deref(), Some("likvidation"));
        assert_eq!(firm("Konkursboet efter Exempel AB").as_deref(), Some("exempel"));
        assert_eq!(firm_state("Konkursrådgivning Exempel AB"), None);
    }
}
