//! The sections of a control document as HTML that can not do anything but be read.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

/// Renders Markdown. Raw HTML becomes text, images their alternative text, headings strong paragraphs (the page has
/// its own headings), and links that do not lead to the web or to a mailbox lose their target.
pub(crate) fn render(markdown: &str) -> String {
    let mut link_open = false;
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES)
        .flat_map(|event| tamed(event, &mut link_open))
        .collect::<Vec<_>>();
    let mut out = String::new();
    html::push_html(&mut out, events.into_iter());
    out.replace("<th>", "<th scope=\"col\">").replace("<th style", "<th scope=\"col\" style")
}

fn tamed<'a>(event: Event<'a>, link_open: &mut bool) -> Vec<Event<'a>> {
    match event {
        Event::Html(raw) | Event::InlineHtml(raw) => vec![Event::Text(raw)],
        Event::Start(Tag::HtmlBlock) => vec![Event::Start(Tag::Paragraph)],
        Event::End(TagEnd::HtmlBlock) => vec![Event::End(TagEnd::Paragraph)],
        Event::Start(Tag::Heading { .. }) => vec![Event::Start(Tag::Paragraph), Event::Start(Tag::Strong)],
        Event::End(TagEnd::Heading(_)) => vec![Event::End(TagEnd::Strong), Event::End(TagEnd::Paragraph)],
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => vec![],
        Event::Start(Tag::Link { ref dest_url, .. }) => {
            *link_open = leads_out(dest_url);
            if *link_open { vec![event] } else { vec![] }
        }
        Event::End(TagEnd::Link) => {
            if std::mem::take(link_open) {
                vec![event]
            } else {
                vec![]
            }
        }
        other => vec![other],
    }
}

fn leads_out(target: &CowStr<'_>) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| target.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::render;

    #[test]
    fn raw_html_is_shown_as_text() {
        assert_eq!(render("a <b onclick=x>b</b>"), "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n");
        assert!(render("<script>alert(1)</script>").contains("&lt;script&gt;"));
    }

    #[test]
    fn a_script_link_loses_its_target_and_a_web_link_keeps_it() {
        assert_eq!(render("[x](javascript:alert(1))"), "<p>x</p>\n");
        assert_eq!(render("[x](https://lagen.nu)"), "<p><a href=\"https://lagen.nu\">x</a></p>\n");
    }

    #[test]
    fn headings_do_not_disturb_the_order_of_the_page() {
        assert_eq!(render("# Steg"), "<p><strong>Steg</strong></p>\n");
    }
}
