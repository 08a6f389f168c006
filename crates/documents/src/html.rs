//! The letter as HTML: the same text and the same structure, for the browser.

use std::fmt::Write as _;

use casework::letter::{Block, Letter, Signature};

use crate::compose::{secrecy, signed, words};

/// The letter as one `<article>`, without style. Headings begin at `<h1>`, the title.
#[must_use]
pub fn html(letter: &Letter) -> String {
    let words = words(&letter.language);
    let mut page = format!("<article class=\"letter\" lang=\"{}\">\n<header>\n", escape(&letter.language));
    element(&mut page, "p", &letter.authority);
    element(&mut page, "p", &letter.day.to_string());
    if let Some(no) = &letter.diary_no {
        element(&mut page, "p", &format!("{}: {no}", words.diary_no));
    }
    for mark in &letter.secrecy_marks {
        let _ = writeln!(page, "<p class=\"secrecy\"><strong>{}</strong></p>", escape(&secrecy(mark, words)));
    }
    page.push_str("</header>\n");
    element(&mut page, "h1", &letter.title);
    for block in &letter.blocks {
        match block {
            Block::Heading { level, text } => element(&mut page, heading(*level), text),
            Block::Paragraph { text } => element(&mut page, "p", text),
            Block::List { numbered, items } => {
                list(&mut page, if *numbered { "ol" } else { "ul" }, items);
            }
            Block::Table { caption, head, rows } => table(&mut page, caption, head, rows),
            Block::Signatures { lines } => {
                for signature in lines {
                    sign(&mut page, signature, &letter.language);
                }
            }
        }
    }
    page.push_str("</article>\n");
    page
}

fn heading(level: u8) -> &'static str {
    match level {
        0 | 1 => "h2",
        2 => "h3",
        _ => "h4",
    }
}

fn list(page: &mut String, tag: &str, items: &[String]) {
    let _ = writeln!(page, "<{tag}>");
    for item in items {
        element(page, "li", item);
    }
    let _ = writeln!(page, "</{tag}>");
}

fn table(page: &mut String, caption: &str, head: &[String], rows: &[Vec<String>]) {
    page.push_str("<table>\n");
    element(page, "caption", caption);
    page.push_str("<thead>\n<tr>");
    for cell in head {
        let _ = write!(page, "<th scope=\"col\">{}</th>", escape(cell));
    }
    page.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in rows {
        page.push_str("<tr>");
        for (column, cell) in row.iter().enumerate() {
            let _ = match column {
                0 => write!(page, "<th scope=\"row\">{}</th>", escape(cell)),
                _ => write!(page, "<td>{}</td>", escape(cell)),
            };
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table>\n");
}

fn sign(page: &mut String, signature: &Signature, language: &str) {
    page.push_str("<p class=\"signature\">");
    let when = signature.signed.as_deref().map(|when| signed(when, language));
    let parts = [when.as_deref(), Some(signature.name.as_str()), Some(signature.role.as_str())];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).map(escape).collect();
    page.push_str(&parts.join("<br>\n"));
    page.push_str("</p>\n");
}

fn element(page: &mut String, tag: &str, text: &str) {
    let _ = writeln!(page, "<{tag}>{}</{tag}>", escape(text));
}

/// Text as it may stand between tags and in attributes.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
