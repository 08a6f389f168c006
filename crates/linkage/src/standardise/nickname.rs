//! Short forms and spellings of given names that no rule of sound brings together.
//!
//! Only forms that are hardly ever a name apart from the long one: Lena may be Helena, Magdalena or just Lena and is left
//! alone.

use super::name::given_name;
use super::text::{finish, word_push};

/// Given names with each word led back to the form that stands for its family.
///
/// ```
/// use linkage::standardise::formal_name;
///
/// assert_eq!(formal_name("Kalle"), formal_name("Carl"));
/// assert_eq!(formal_name("Muhammed Ali").as_deref(), Some("mohammed ali"));
/// ```
#[must_use]
pub fn formal_name(raw: &str) -> Option<String> {
    let given = given_name(raw)?;
    let mut out = String::with_capacity(given.len());
    given.split(' ').for_each(|word| word_push(&mut out, formal_word(word).unwrap_or(word)));
    finish(out)
}

/// The form that stands for the family of a single given name in lower case; `None` when the table does not have it.
///
/// ```
/// use linkage::standardise::formal_word;
///
/// assert_eq!(formal_word("lasse"), Some("lars"));
/// assert_eq!(formal_word("lars"), None);
/// ```
#[must_use]
pub fn formal_word(word: &str) -> Option<&'static str> {
    let at = FORMS.binary_search_by(|(form, _)| (*form).cmp(word)).ok()?;
    FORMS.get(at).map(|(_, family)| *family)
}

/// Form and family, sorted by the bytes of the form.
#[rustfmt::skip]
const FORMS: [(&str, &str); 161] = [
    ("abbe", "albert"), ("acke", "axel"), ("adde", "andreas"), ("affe", "alf"), ("ahmad", "ahmed"),
    ("ahmet", "ahmed"), ("aleksander", "alexander"), ("aleksandra", "alexandra"), ("anki", "anna karin"),
    ("annakarin", "anna karin"), ("annamaria", "anna maria"), ("annica", "annika"), ("berra", "bertil"),
    ("bettan", "elisabet"), ("bibbi", "birgitta"), ("bobban", "robert"), ("bosse", "bo"), ("carl", "karl"),
    ("carolina", "karolina"), ("caroline", "karolina"), ("catarina", "katarina"), ("catharina", "katarina"),
    ("charlie", "karl"), ("christer", "krister"), ("christian", "kristian"), ("christina", "kristina"),
    ("christine", "kristina"), ("christoffer", "kristoffer"), ("christopher", "kristoffer"), ("claes", "klas"),
    ("clas", "klas"), ("danne", "daniel"), ("ebrahim", "ibrahim"), ("elisabeth", "elisabet"), ("eric", "erik"),
    ("erich", "erik"), ("ewa", "eva"), ("figge", "fredrik"), ("fredde", "fredrik"), ("frederick", "fredrik"),
    ("frederik", "fredrik"), ("fredric", "fredrik"), ("gittan", "birgitta"), ("gullan", "gunilla"),
    ("gustav", "gustaf"), ("hasan", "hassan"), ("hasse", "hans"), ("henke", "henrik"), ("henric", "henrik"),
    ("henrich", "henrik"), ("hossein", "hussein"), ("husain", "hussein"), ("husein", "hussein"),
    ("hussain", "hussein"), ("jacke", "jakob"), ("jacob", "jakob"), ("janne", "jan"), ("johann", "johan"),
    ("jompa", "johan"), ("jonte", "jonas"), ("joseph", "josef"), ("jöran", "göran"), ("kalle", "karl"),
    ("katharina", "katarina"), ("kattis", "katarina"), ("kicki", "kristina"), ("klaes", "klas"),
    ("kristine", "kristina"), ("kristofer", "kristoffer"), ("lasse", "lars"), ("leffe", "leif"), ("lelle", "lennart"),
    ("lisbet", "elisabet"), ("lisbeth", "elisabet"), ("louise", "lovisa"), ("maggan", "margareta"),
    ("mange", "magnus"), ("margareth", "margareta"), ("margaretha", "margareta"), ("mathias", "matias"),
    ("matte", "mats"), ("matthias", "matias"), ("mattias", "matias"), ("matts", "mats"), ("mehmed", "mohammed"),
    ("mehmet", "mohammed"), ("michael", "mikael"), ("michel", "mikael"), ("micke", "mikael"), ("mohamad", "mohammed"),
    ("mohamed", "mohammed"), ("mohamet", "mohammed"), ("mohammad", "mohammed"), ("mohamud", "mohammed"),
    ("mostafa", "mustafa"), ("moustafa", "mustafa"), ("muhamad", "mohammed"), ("muhamed", "mohammed"),
    ("muhammad", "mohammed"), ("muhammed", "mohammed"), ("nicke", "nikolas"), ("nicklas", "nikolas"),
    ("niclas", "nikolas"), ("nicolas", "nikolas"), ("niels", "nils"), ("niklas", "nikolas"), ("nilla", "pernilla"),
    ("nisse", "nils"), ("olle", "olof"), ("olov", "olof"), ("oscar", "oskar"), ("owe", "ove"), ("patric", "patrik"),
    ("patrich", "patrik"), ("patrick", "patrik"), ("peder", "peter"), ("pelle", "per"), ("pär", "per"),
    ("riccard", "rikard"), ("richard", "rikard"), ("rickard", "rikard"), ("robban", "robert"), ("rogge", "roger"),
    ("sebbe", "sebastian"), ("sofie", "sofia"), ("sophia", "sofia"), ("sophie", "sofia"), ("steen", "sten"),
    ("steffan", "stefan"), ("steffe", "stefan"), ("stephan", "stefan"), ("stoffe", "kristoffer"),
    ("susann", "susanna"), ("susanne", "susanna"), ("sussi", "susanna"), ("suzanne", "susanna"), ("svenne", "sven"),
    ("swen", "sven"), ("tedde", "teodor"), ("teres", "teresa"), ("theodor", "teodor"), ("theresa", "teresa"),
    ("therese", "teresa"), ("thomas", "tomas"), ("thorbjörn", "torbjörn"), ("thorsten", "torsten"),
    ("tobbe", "tobias"), ("tobben", "torbjörn"), ("tompa", "tomas"), ("uffe", "ulf"), ("ullis", "ulrika"),
    ("ulrica", "ulrika"), ("vicke", "viktor"), ("victor", "viktor"), ("victoria", "viktoria"), ("wilhelm", "vilhelm"),
    ("wille", "vilhelm"), ("yousef", "josef"), ("youssef", "josef"), ("yusef", "josef"), ("yusuf", "josef"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_leads_to_names_that_stay() {
        assert!(FORMS.is_sorted_by(|a, b| a.0 < b.0));
        for (form, family) in FORMS {
            assert!(family.split(' ').all(|word| formal_word(word).is_none()), "{form}");
        }
    }
}
