//! How a document's SQL is written: one way, so that a difference between two versions is a difference in what they do.

/// Words of SQL that are written in lower case, as the rest is.
const WORDS: [&str; 36] = [
    "all",
    "and",
    "as",
    "asc",
    "between",
    "by",
    "case",
    "cast",
    "desc",
    "distinct",
    "else",
    "end",
    "exists",
    "from",
    "group",
    "having",
    "in",
    "inner",
    "is",
    "join",
    "left",
    "like",
    "limit",
    "not",
    "null",
    "on",
    "or",
    "order",
    "over",
    "partition",
    "select",
    "then",
    "union",
    "when",
    "where",
    "with",
];

/// What is written another way, each with its line in the block, counted from 1.
#[must_use]
pub fn sql_style(sql: &str) -> Vec<(usize, &'static str)> {
    (1..).zip(sql.lines()).filter_map(|(at, line)| Some((at, untidy(line)?))).collect()
}

/// The first thing on a line that is written another way.
fn untidy(line: &str) -> Option<&'static str> {
    let code = without_texts(line);
    let inner = code.trim_start();
    let upper = |word: &str| WORDS.iter().any(|known| *known != word && known.eq_ignore_ascii_case(word));
    let mut words = code.split(|c: char| !c.is_alphanumeric() && c != '_');
    if line.trim().is_empty() {
        Some("en tom rad; ta bort den")
    } else if line.contains('\t') {
        Some("tabb; skriv mellanslag")
    } else if line.ends_with(' ') {
        Some("mellanslag sist på raden; ta bort dem")
    } else if words.any(upper) {
        Some("nyckelord med versaler; skriv dem med gemener")
    } else if code.contains(';') {
        Some("semikolon; ett block är en enda sats utan semikolon")
    } else if inner.contains("  ") {
        Some("två mellanslag i följd; skriv ett")
    } else if code.contains(" ,") || code.split(',').skip(1).any(|after| after.starts_with(|c: char| c != ' ')) {
        Some("komma utan mellanslag efter, eller med mellanslag före")
    } else if code.contains("( ") || inner.contains(" )") {
        Some("mellanslag innanför parentes; ta bort det")
    } else {
        None
    }
}

/// The line with every quoted text emptied: what stands in it is no code.
fn without_texts(line: &str) -> String {
    line.split('\'').enumerate().map(|(at, part)| if at % 2 == 0 { part } else { "''" }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_another_way_is_named_with_its_line() {
        let tidy = "select a, sum(b) as b\nfrom t -- 'x'\nwhere c = 'A  AND;B,C ' and d in ('x', 'y')\n";
        assert_eq!(sql_style(tidy), []);
        for bad in
            ["SELECT a", "select a,b", "select a , b", "sum( b)", "sum(b )", "a  b", "a;", "a ", "\ta", "", "a And b"]
        {
            assert_eq!(sql_style(&format!("select a\n{bad}\n")).first().map(|(at, _)| *at), Some(2), "{bad:?}");
        }
        assert_eq!(sql_style("select a\n       b\n"), [], "lines are set in");
    }
}
