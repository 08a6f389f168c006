//! Roles and days as annual reports write them.

/// The roles that a title says, in the words that the controls know; another stays as written.
pub(super) fn of(title: &str, is_audit: bool) -> Vec<String> {
    let title = title.trim();
    if title.is_empty() {
        return vec![if is_audit { "auditor" } else { "undertecknare" }.to_owned()];
    }
    let parts = title.replace(" och ", "/").replace(" samt ", "/").replace(" & ", "/").replace(',', "/");
    let roles = parts.split('/').map(str::trim).filter(|part| !part.is_empty()).map(|part| role(part, is_audit));
    let mut found: Vec<String> = Vec::new();
    for role in roles {
        if !found.contains(&role) {
            found.push(role);
        }
    }
    found
}

fn role(title: &str, is_audit: bool) -> String {
    let lower = title.to_lowercase();
    let has = |word: &str| lower.contains(word);
    let known = if has("revisorssuppleant") {
        "deputy_auditor"
    } else if is_audit || has("revisor") {
        "auditor"
    } else if has("suppleant") {
        "deputy"
    } else if lower == "vd" || lower.starts_with("vd ") || has("verkställande direktör") {
        "managing_director"
    } else if has("ordförande") {
        "chair"
    } else if has("ledamot") || has("styrelsemedlem") {
        "board_member"
    } else {
        title
    };
    known.to_owned()
}

/// `21 februari 2026` as `2026-02-21`.
pub(super) fn swedish_day(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ];
    let text = text.to_lowercase();
    let mut words = text.split_whitespace().skip_while(|word| matches!(*word, "den"));
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    let (day, year): (u32, u32) = (day.parse().ok()?, year.parse().ok()?);
    words.next().is_none().then(|| format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_become_the_roles_of_the_controls() {
        let check = |title: &str, expect: &[&str]| assert_eq!(of(title, false), expect, "{title}");
        check("Styrelseordförande", &["chair"]);
        check("VD och styrelseledamot", &["managing_director", "board_member"]);
        check("Verkställande direktör, ledamot", &["managing_director", "board_member"]);
        check("Extern verkställande direktör", &["managing_director"]);
        check("Styrelsesuppleant", &["deputy"]);
        check("Auktoriserad revisor", &["auditor"]);
        check("Likvidator", &["Likvidator"]);
        check("", &["undertecknare"]);
        assert_eq!(of("Huvudansvarig", true), ["auditor"]);
        assert_eq!(of("", true), ["auditor"]);
    }

    #[test]
    fn days_in_words_are_read() {
        let check = |text: &str, expect: Option<&str>| assert_eq!(swedish_day(text).as_deref(), expect, "{text}");
        check("21 februari 2026", Some("2026-02-21"));
        check("den 3 Mars 2026", Some("2026-03-03"));
        check("2026-02-21", None);
        check("21 februari", None);
    }
}
