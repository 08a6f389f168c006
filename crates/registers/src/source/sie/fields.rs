//! One line of a SIE file: its label and fields.

/// A field of a SIE line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Field {
    Text(String),
    /// An object list `{1 "100" 6 "P7"}`.
    List(Vec<String>),
    /// A `{` that ends the line: some programs open the voucher's block on its first line.
    Open,
}

/// A line: `#TRANS` and what follows it, the label in capitals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) label: String,
    fields: Vec<Field>,
}

impl Line {
    /// Splits a line that begins with `#`.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let (label, rest) = text.split_once([' ', '\t']).unwrap_or((text, ""));
        let mut fields = Vec::new();
        let mut rest = rest.trim_start();
        while !rest.is_empty() {
            let (field, left) = next_field(rest)?;
            fields.push(field);
            rest = left.trim_start();
        }
        Ok(Self { label: label.to_ascii_uppercase(), fields })
    }

    /// A text field by position, trimmed; empty when there is none. An object list counts as a position.
    pub(crate) fn text(&self, at: usize) -> &str {
        match self.fields.get(at) {
            Some(Field::Text(text)) => text.trim(),
            Some(Field::List(_) | Field::Open) | None => "",
        }
    }

    /// An object list by position; empty when there is none.
    pub(crate) fn list(&self, at: usize) -> &[String] {
        match self.fields.get(at) {
            Some(Field::List(items)) => items,
            Some(Field::Text(_) | Field::Open) | None => &[],
        }
    }

    pub(crate) fn is_list(&self, at: usize) -> bool {
        matches!(self.fields.get(at), Some(Field::List(_)))
    }
}

fn next_field(text: &str) -> Result<(Field, &str), String> {
    if let Some(rest) = text.strip_prefix('"') {
        return quoted(rest).map(|(value, rest)| (Field::Text(value), rest));
    }
    if let Some(rest) = text.strip_prefix('{') {
        if rest.trim().is_empty() {
            return Ok((Field::Open, ""));
        }
        return list(rest);
    }
    let end = text.find([' ', '\t', '{']).unwrap_or(text.len());
    let (value, rest) = text.split_at(end);
    Ok((Field::Text(value.to_owned()), rest))
}

/// A quoted text after its first quote. A quote inside it is `\"`; a bare one that no space follows is text, as some
/// programs write `"Rör 12"x4"`.
fn quoted(text: &str) -> Result<(String, &str), String> {
    let mut value = String::new();
    let mut chars = text.char_indices().peekable();
    while let Some((_, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        match (c, next) {
            ('\\', Some('"')) => {
                value.push('"');
                chars.next();
            }
            ('"', None | Some(' ' | '\t' | '}' | '{')) => {
                let rest = chars.peek().map_or("", |(at, _)| text.get(*at..).unwrap_or_default());
                return Ok((value, rest));
            }
            _ => value.push(c),
        }
    }
    Err("citattecknet avslutas inte".to_owned())
}

fn list(text: &str) -> Result<(Field, &str), String> {
    let mut items = Vec::new();
    let mut rest = text.trim_start();
    loop {
        if let Some(after) = rest.strip_prefix('}') {
            return Ok((Field::List(items), after));
        }
        if rest.is_empty() {
            return Err("objektlistan avslutas inte med }".to_owned());
        }
        let (item, left) = match rest.strip_prefix('"') {
            Some(inner) => quoted(inner)?,
            None => {
                let end = rest.find([' ', '\t', '}']).unwrap_or(rest.len());
                let (item, left) = rest.split_at(end);
                (item.to_owned(), left)
            }
        };
        items.push(item);
        rest = left.trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::Line;

    #[test]
    fn a_line_is_split_into_texts_and_object_lists() {
        let line = Line::parse(r#"#trans 5410 {1 "100" 6 P7} 1250.50 20240131 "Rör 12\" \"extra\"" "" anna"#).unwrap();
        assert_eq!(line.label, "#TRANS");
        assert_eq!(line.list(1), ["1", "100", "6", "P7"]);
        assert_eq!(
            [line.text(0), line.text(2), line.text(3), line.text(4)],
            ["5410", "1250.50", "20240131", "Rör 12\" \"extra\""]
        );
        assert_eq!([line.text(5), line.text(6), line.text(7)], ["", "anna", ""]);
    }

    #[test]
    fn empty_lists_tabs_and_bare_quotes_are_tolerated() {
        let line = Line::parse("#TRANS\t1930\t{}\t-10\t\"\"\t\"Rör 12\"x4\"").unwrap();
        assert!(line.is_list(1));
        assert_eq!(line.text(4), "Rör 12\"x4");
        assert_eq!(Line::parse("#VER A 1 20240101 \"Text\" {").unwrap().text(3), "Text");
    }

    #[test]
    fn an_open_quote_or_list_is_an_error() {
        assert_eq!(Line::parse("#TRANS 1930 {} 1 \"\" \"text").unwrap_err(), "citattecknet avslutas inte");
        assert_eq!(Line::parse("#TRANS 1930 {1 10").unwrap_err(), "objektlistan avslutas inte med }");
    }
}
