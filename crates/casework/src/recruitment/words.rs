//! Words in a free text that belong to an extract from a criminal register.

/// The words of a text that begin as the library says, each once, in the order they stand.
#[must_use]
pub fn extract_words(text: &str, begin: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in text.split(|sign: char| !sign.is_alphanumeric()) {
        let lower = word.to_lowercase();
        if begin.iter().any(|begin| lower.starts_with(begin.as_str())) && !found.contains(&lower) {
            found.push(lower);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_how_they_begin_whatever_their_case_and_each_once() {
        let begin = ["dömd", "brott"].map(str::to_owned);
        assert_eq!(extract_words("Han är Dömd för BROTT, dömd!", &begin), ["dömd", "brott"]);
        assert_eq!(extract_words("Avbrott i arbetet 2019. Bedömd som kunnig.", &begin), Vec::<String>::new());
        assert_eq!(extract_words("", &begin), Vec::<String>::new());
    }
}
