//! Order and case of names in Swedish: neither database knows that å, ä and ö come last, or that Å is a large å.

/// What names are sorted by: without case, å ä ö after z, accents aside. Signs that differ only in case or accent follow
/// the text itself, so that the order is whole.
#[must_use]
pub fn key(name: &str) -> (Vec<u32>, String) {
    let letters = name
        .chars()
        .flat_map(char::to_lowercase)
        .map(|letter| match letter {
            'å' => after_z(1),
            'ä' | 'æ' => after_z(2),
            'ö' | 'ø' => after_z(3),
            'á' | 'à' | 'â' | 'ã' => u32::from('a'),
            'é' | 'è' | 'ê' | 'ë' => u32::from('e'),
            'í' | 'ì' | 'î' | 'ï' => u32::from('i'),
            'ó' | 'ò' | 'ô' | 'õ' => u32::from('o'),
            'ú' | 'ù' | 'û' => u32::from('u'),
            'ü' | 'ý' => u32::from('y'),
            'ç' => u32::from('c'),
            'ñ' => u32::from('n'),
            other => u32::from(other),
        })
        .collect();
    (letters, name.to_owned())
}

fn after_z(place: u32) -> u32 {
    u32::from('z') + place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_as_in_a_swedish_directory() {
        let mut names = ["Örn", "Ärling", "öberg", "Zetterlund", "Åkesson", "Andersson", "Édouard", "Ek", "von Essen"];
        names.sort_by_key(|name| key(name));
        assert_eq!(
            names,
            ["Andersson", "Édouard", "Ek", "von Essen", "Zetterlund", "Åkesson", "Ärling", "öberg", "Örn"]
        );
    }
}
