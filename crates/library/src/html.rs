//! A control as a page that a controller reads.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html::push_html};

use crate::Control;

/// The whole document as one self-contained HTML page in Swedish; raw HTML in the document is shown as text.
#[must_use]
pub fn control_page(control: &Control) -> String {
    let mut body = String::new();
    for section in &control.sections {
        body.push_str(&format!("<h2>{}</h2>\n", escape(&section.heading)));
        let events = Parser::new_ext(&section.body, Options::ENABLE_TABLES).map(|event| match event {
            Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
            other => other,
        });
        push_html(&mut body, events);
    }
    let parameters: String = control
        .parameters
        .iter()
        .map(|(name, parameter)| {
            let bound = |v: &Option<crate::ParameterValue>| v.as_ref().map_or_else(String::new, ToString::to_string);
            format!(
                "<tr><th scope=\"row\"><code>{}</code></th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                escape(name),
                escape(&parameter.help.sv),
                escape(&parameter.default.to_string()),
                escape(&bound(&parameter.min)),
                escape(&bound(&parameter.max)),
            )
        })
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"sv\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>{id} {title}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n<main>\n<h1>{id} {title}</h1>\n<p>{summary}</p>\n<table>\n<caption>Parametrar</caption>\n<thead><tr>\
         <th scope=\"col\">Namn</th><th scope=\"col\">Betyder</th><th scope=\"col\">Värde</th><th scope=\"col\">Lägst</th>\
         <th scope=\"col\">Högst</th></tr></thead>\n<tbody>\n{parameters}</tbody>\n</table>\n{body}\n<p>Källor: {sources}. \
         Version {version}.</p>\n</main>\n</body>\n</html>\n",
        id = escape(&control.id),
        title = escape(&control.title.sv),
        summary = escape(&control.summary.sv),
        sources = escape(&control.sources.join("; ")),
        version = control.version,
    )
}

/// The controls of a flow, for [`handbook_page`].
#[derive(Debug, Clone)]
pub struct Chapter<'a> {
    /// The flow in Swedish.
    pub title: String,
    /// Its controls.
    pub controls: Vec<&'a Control>,
}

/// The list of all controls by flow as one self-contained HTML page in Swedish, which leads to the page of each
/// (`SP-01.html`). Its search needs the script on the page; without it the list is whole and the field is not there.
#[must_use]
pub fn handbook_page(chapters: &[Chapter<'_>]) -> String {
    let count: usize = chapters.iter().map(|chapter| chapter.controls.len()).sum();
    let body: String = chapters.iter().map(chapter).collect();
    format!(
        "<!doctype html>\n<html lang=\"sv\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>Handbok om kontrollerna</title>\n<style>{STYLE}{WIDE}</style>\n\
         </head>\n<body>\n<main>\n<h1>Handbok om kontrollerna</h1>\n<p>{count} kontroller i {} flöden.</p>\n\
         <p id=\"search\" hidden><label for=\"q\">Sök bland kontrollerna</label> <input id=\"q\" type=\"search\" \
         autocomplete=\"off\"> <span id=\"found\" role=\"status\"></span></p>\n{body}</main>\n<script>{SEARCH}</script>\n\
         </body>\n</html>\n",
        chapters.len(),
    )
}

fn chapter(Chapter { title, controls }: &Chapter<'_>) -> String {
    let row = |control: &&Control| {
        format!(
            "<tr data-text=\"{}\"><th scope=\"row\"><a href=\"{id}.html\">{id}</a></th><td>{}</td><td>{}</td><td>{}</td></tr>\n",
            escape(&searched(control)),
            escape(&control.title.sv),
            escape(&control.summary.sv),
            control.severity,
            id = escape(&control.id),
        )
    };
    let rows: String = controls.iter().map(row).collect();
    format!(
        "<section>\n<h2>{}</h2>\n<table>\n<thead><tr><th scope=\"col\">Kontroll</th><th scope=\"col\">Titel</th>\
         <th scope=\"col\">Vad en träff är</th><th scope=\"col\">Allvar, 1 till 5</th></tr></thead>\n<tbody>\n{rows}</tbody>\n\
         </table>\n</section>\n",
        escape(title),
    )
}

/// What the search looks in, in lower case: what the control is, why it is there and what it is mistaken for.
fn searched(control: &Control) -> String {
    let sections = ["Fråga", "Varför", "Falska larm"].map(|heading| control.prose(heading));
    let words = [control.id.as_str(), &control.title.sv, &control.title.en, &control.summary.sv, &control.family];
    words.into_iter().chain(sections).collect::<Vec<_>>().join(" ").to_lowercase()
}

const WIDE: &str = "main{max-width:64rem}input{font:inherit;padding:.4rem;min-height:44px;width:18rem;max-width:100%}";

/// Shows the rows that have every word, and the chapters that have such rows.
const SEARCH: &str = "document.getElementById('search').hidden=false;\
const q=document.getElementById('q');q.addEventListener('input',()=>{const words=q.value.toLowerCase().split(/\\s+/);let found=0;\
for(const section of document.querySelectorAll('section')){let any=false;for(const row of section.querySelectorAll('tbody tr')){\
const hit=words.every(word=>row.dataset.text.includes(word));row.hidden=!hit;any=any||hit;found+=hit?1:0}section.hidden=!any}\
document.getElementById('found').textContent=found+' kontroller'});";

/// A section of a document as HTML that can not do anything but be read, to stand on a page that has headings of its own:
/// raw HTML becomes text, headings strong paragraphs, images their alternative text, and only links to the web stay links.
#[must_use]
pub fn prose(markdown: &str) -> String {
    let mut links = Vec::new();
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).flat_map(|event| tamed(event, &mut links));
    let mut html = String::new();
    push_html(&mut html, events);
    html.replace("<th>", "<th scope=\"col\">")
}

/// A text for people as HTML with headings, each `deeper` levels below what it is written as, so that it fits below the
/// heading of its page. Raw HTML becomes text, images their alternative text. A link to the web stays, and one to a guidance
/// (`guidance:id`) leads to `guidance` with the id after it.
#[must_use]
pub fn text(markdown: &str, deeper: u8, guidance: &str) -> String {
    let mut links = Vec::new();
    let level = |level: HeadingLevel| {
        let levels = [HeadingLevel::H1, HeadingLevel::H2, HeadingLevel::H3, HeadingLevel::H4, HeadingLevel::H5];
        levels.into_iter().nth((level as usize).saturating_sub(1) + usize::from(deeper)).unwrap_or(HeadingLevel::H6)
    };
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).flat_map(|event| match event {
        Event::Start(Tag::Heading { level: of, .. }) => {
            vec![Event::Start(Tag::Heading { level: level(of), id: None, classes: Vec::new(), attrs: Vec::new() })]
        }
        Event::End(TagEnd::Heading(of)) => vec![Event::End(TagEnd::Heading(level(of)))],
        Event::Start(Tag::Link { link_type, dest_url, title, id }) if dest_url.starts_with(GUIDANCE) => {
            links.push(true);
            let to = dest_url.strip_prefix(GUIDANCE).unwrap_or_default();
            let dest_url = format!("{guidance}{to}").into();
            vec![Event::Start(Tag::Link { link_type, dest_url, title, id })]
        }
        other => tamed(other, &mut links),
    });
    let mut html = String::new();
    push_html(&mut html, events);
    html.replace("<th>", "<th scope=\"col\">")
}

/// What a link to a guidance begins with.
const GUIDANCE: &str = "guidance:";

/// What is no text for people in a text: HTML, images, links elsewhere than to the web and to guidance. With the guidance
/// that it links to.
pub(crate) fn read(markdown: &str) -> Result<Vec<String>, &'static str> {
    let mut to = Vec::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Html(_) | Event::InlineHtml(_) => return Err("HTML; skriv Markdown"),
            Event::Start(Tag::Image { .. }) => return Err("en bild; skriv vad den visar"),
            Event::Start(Tag::Link { dest_url, .. }) => match dest_url.strip_prefix(GUIDANCE) {
                Some(id) => to.push(id.to_owned()),
                None if dest_url.starts_with("https://") => {}
                None => return Err("en länk som varken går till https:// eller guidance:"),
            },
            _ => {}
        }
    }
    Ok(to)
}

/// `links` remembers of each link that is open whether it stays.
fn tamed<'a>(event: Event<'a>, links: &mut Vec<bool>) -> Vec<Event<'a>> {
    match event {
        Event::Html(raw) | Event::InlineHtml(raw) => vec![Event::Text(raw)],
        Event::Start(Tag::HtmlBlock) => vec![Event::Start(Tag::Paragraph)],
        Event::End(TagEnd::HtmlBlock) => vec![Event::End(TagEnd::Paragraph)],
        Event::Start(Tag::Heading { .. }) => vec![Event::Start(Tag::Paragraph), Event::Start(Tag::Strong)],
        Event::End(TagEnd::Heading(_)) => vec![Event::End(TagEnd::Strong), Event::End(TagEnd::Paragraph)],
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => vec![],
        Event::Start(Tag::Table(columns)) => {
            vec![Event::Start(Tag::Table(columns.iter().map(|_| pulldown_cmark::Alignment::None).collect()))]
        }
        Event::Start(Tag::Link { ref dest_url, .. }) => {
            let stays = ["https://", "http://"].iter().any(|scheme| dest_url.starts_with(scheme));
            links.push(stays);
            if stays { vec![event] } else { vec![] }
        }
        Event::End(TagEnd::Link) => {
            if links.pop() == Some(true) {
                vec![event]
            } else {
                vec![]
            }
        }
        other => vec![other],
    }
}

const STYLE: &str = "body{font:1rem/1.6 system-ui,sans-serif;margin:0;color:#1b1f24;background:#fff}\
main{max-width:46rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;display:block;overflow-x:auto}\
th,td{border-bottom:1px solid #c9ced6;padding:.3rem .7rem;text-align:left}caption{text-align:left;font-weight:600}\
pre{background:#f3f4f6;padding:1rem;overflow-x:auto}h2{margin-top:2.2rem}\
@media(prefers-color-scheme:dark){body{color:#e6e9ee;background:#14171b}pre{background:#1e232a}}";

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{prose, read, text};

    #[test]
    fn raw_html_is_shown_as_text() {
        assert_eq!(prose("a <b onclick=x>b</b>"), "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n");
        assert!(prose("<script>alert(1)</script>").contains("&lt;script&gt;"));
    }

    #[test]
    fn only_a_link_to_the_web_stays_a_link() {
        assert_eq!(prose("[x](javascript:alert(1))"), "<p>x</p>\n");
        assert_eq!(prose("[x](https://lagen.nu)"), "<p><a href=\"https://lagen.nu\">x</a></p>\n");
    }

    #[test]
    fn headings_and_tables_fit_a_page_with_headings_and_without_inline_style() {
        assert_eq!(prose("# Steg"), "<p><strong>Steg</strong></p>\n");
        assert!(!prose("| a | b |\n| --- | ---: |\n| 1 | 2 |\n").contains("style"));
    }

    #[test]
    fn a_text_keeps_its_headings_below_its_page_and_leads_to_guidance() {
        assert_eq!(text("# Steg\n\n## Sen", 1, "/v/"), "<h2>Steg</h2>\n<h3>Sen</h3>\n");
        assert_eq!(text("[x](guidance:gavor)", 1, "/v/"), "<p><a href=\"/v/gavor\">x</a></p>\n");
        assert_eq!(text("[x](javascript:alert(1)) <b>", 1, "/v/"), "<p>x &lt;b&gt;</p>\n");
        assert_eq!(read("[x](guidance:gavor)").unwrap(), ["gavor"]);
        for bad in ["<b>x</b>", "![x](y.png)", "[x](http://y)", "[x](y)"] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
