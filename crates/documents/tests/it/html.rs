//! The HTML.

use documents::html;

use crate::letters::{letter, whole};

#[test]
fn the_page_has_the_structure_of_the_letter() {
    let page = html(&whole());
    assert!(page.starts_with("<article class=\"letter\" lang=\"sv\">"));
    for part in [
        "<h1>Beslut om åtgärder</h1>",
        "<h2>Bakgrund &amp; skäl</h2>",
        "<h3>Vad som är känt</h3>",
        "<p>Någon &lt;har&gt; attesterat »själv«.</p>",
        "<ul>\n<li>Första</li>",
        "<ol>\n<li>Ett</li>",
        "<caption>Fakturor</caption>",
        "<th scope=\"col\">Belopp</th>",
        "<th scope=\"row\">V-1</th><td>14 000,00</td>",
        "<strong>Sekretess: OSL 39 kap. 1 §. Socialnämnden, 2026-11-22.</strong>",
        "Undertecknat i Insyn: 2026-11-22 10.15<br>\nAnna Exempelsson<br>\nsamordnare",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
}

#[test]
fn nothing_in_a_letter_becomes_a_tag() {
    let mut bad = letter(Vec::new());
    bad.title = "<script>alert(1)</script>".to_owned();
    bad.language = "sv\" onload=\"x".to_owned();
    let page = html(&bad);
    assert!(!page.contains("<script") && !page.contains("\" onload"), "{page}");
}
