//! Small PDFs: one font, one page for each fifty lines, everything in ASCII.

use super::forms::{description, told};
use super::story::{Application, Attached, Paper};
use super::world::iso;
use crate::calendar::Day;
use std::fmt::Write as _;

/// A line: what stands in the left column, and in the right.
type Line = (String, String);

/// Lines of a page.
const LINES: usize = 50;

/// An application as the text of a PDF.
pub(super) fn application(application: &Application) -> String {
    let person = &application.person;
    let mut lines: Vec<Line> = vec![left(&person.name), left(&format!("{}, {}", person.mail, person.phone)), left("")];
    for (heading, is_education) in [("Arbetslivserfarenhet", false), ("Utbildning", true)] {
        lines.push(left(heading));
        for post in application.posts.iter().filter(|post| post.is_education == is_education) {
            let to = post.to.map_or_else(|| "nu".to_owned(), |to| told(post, to));
            let parts = [post.title.as_str(), post.organisation.as_str(), post.country.1];
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            lines.push((format!("{} – {to}", told(post, post.from)), parts.join(", ")));
            let more = description(post);
            if !more.is_empty() {
                lines.push((String::new(), more));
            }
        }
        lines.push(left(""));
    }
    if !application.papers.is_empty() {
        lines.push(left("Intyg"));
        for paper in &application.papers {
            lines.push(left(&format!("{} {}, {}, nr {}", iso(paper.issued), paper.title, paper.issuer, paper.number)));
        }
        lines.push(left(""));
    }
    if !application.referees.is_empty() {
        lines.push(left("Referenser"));
        for one in &application.referees {
            lines.push(left(&format!("{}, {}, {}, {}", one.name, one.organisation, one.phone, one.mail)));
        }
    }
    document(&lines, &application.author, "Exempel Skrivprogram", application.made)
}

/// A certificate as a PDF.
pub(super) fn paper(paper: &Paper, attached: &Attached, person: &str) -> String {
    let lines = [
        left(&paper.issuer),
        left(""),
        left(paper.title),
        left(person),
        left(&format!("{} {}", iso(paper.issued), paper.number)),
    ];
    document(&lines, &attached.author, attached.program, attached.made)
}

fn left(text: &str) -> Line {
    (text.to_owned(), String::new())
}

/// Writing to a String does not fail.
fn document(lines: &[Line], author: &str, program: &str, made: Day) -> String {
    let mut objects: Vec<String> = vec![String::new(); 4];
    let mut kids = String::new();
    for page in lines.chunks(LINES) {
        let mut content = String::from("BT /F1 10 Tf\n");
        for (row, (left, right)) in page.iter().enumerate() {
            for (x, text) in [(50, left), (180, right)] {
                if !text.is_empty() {
                    let _ = writeln!(content, "1 0 0 1 {x} {} Tm ({}) Tj", 800 - 15 * row, escaped(text));
                }
            }
        }
        content.push_str("ET\n");
        let number = objects.len() + 1;
        let _ = write!(kids, "{number} 0 R ");
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            number + 1
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}endstream", content.len()));
    }
    let count = lines.len().div_ceil(LINES);
    let (year, month, day) = made.civil();
    let fixed = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [ {kids}] /Count {count} >>"),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        format!(
            "<< /Author ({}) /Creator ({}) /Producer (Exempel PDF 1.0) /CreationDate (D:{year:04}{month:02}{day:02}120000Z) >>",
            escaped(author),
            escaped(program)
        ),
    ];
    for (own, text) in objects.iter_mut().zip(fixed) {
        *own = text;
    }
    let mut file = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (number, object) in (1_usize..).zip(&objects) {
        places.push(file.len());
        let _ = write!(file, "{number} 0 obj\n{object}\nendobj\n");
    }
    let table = file.len();
    let _ = write!(file, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1);
    for place in &places {
        let _ = writeln!(file, "{place:010} 00000 n ");
    }
    let _ =
        write!(file, "trailer\n<< /Size {} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{table}\n%%EOF\n", places.len() + 1);
    file
}

/// A string in Windows-1252, what is not ASCII as octal codes.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for char in text.chars() {
        match char {
            '(' | ')' | '\\' => {
                out.push('\\');
                out.push(char);
            }
            ' '..='~' => out.push(char),
            '–' => out.push_str("\\226"),
            other => {
                let _ = write!(out, "\\{:03o}", u8::try_from(u32::from(other)).unwrap_or(b'?'));
            }
        }
    }
    out
}
