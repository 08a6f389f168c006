//! The page's structure.

use std::collections::BTreeSet;

use report::ReportHead;
use signals::{PictureLine, Run, SubjectPicture};

use crate::sample;

fn page(run: &Run) -> String {
    let head = ReportHead {
        municipality: "Ekhults kommun".into(),
        made_at: "2026-03-01 14:20".into(),
        ..ReportHead::default()
    };
    let mut bytes = Vec::new();
    report::write_html(run, &head, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// The values of an attribute, in order.
fn attribute<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let mark = format!(" {name}=\"");
    html.split(&mark).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_link_in_the_page_leads_somewhere_and_no_id_stands_twice() {
    let html = page(&sample::run());
    let ids = attribute(&html, "id");
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), known.len(), "an id stands twice");
    let inner: Vec<&str> = attribute(&html, "href").into_iter().filter_map(|href| href.strip_prefix('#')).collect();
    assert!(inner.len() > 50);
    for target in inner {
        assert!(known.contains(target), "nothing is called `{target}`");
    }
}

#[test]
fn the_page_asks_for_nothing_from_outside_and_runs_nothing() {
    let html = page(&sample::run());
    assert!(!html.contains("<script"));
    assert!(attribute(&html, "src").is_empty());
    // Links in the text are opened by a person; what the page itself would fetch is named in `link` and `src`.
    for rest in html.split("<link").skip(1) {
        let tag = rest.split('>').next().unwrap();
        assert!(tag.contains("href=\"data:"), "{tag}");
    }
    assert!(!html.contains("@import") && !html.contains("url(http"));
}

#[test]
fn every_chart_has_a_name_and_its_numbers_in_a_table_after_it() {
    let html = page(&sample::run());
    let charts: Vec<&str> = html.split("<figure ").skip(1).collect();
    assert!(charts.len() >= 4, "{}", charts.len());
    for chart in charts {
        let figure = chart.split("</figure>").next().unwrap();
        let (svg, table) = (figure.find("<svg").unwrap(), figure.find("<table").expect("a chart without a table"));
        assert!(svg < table);
        assert!(figure.contains("role=\"img\" aria-label=\""), "{figure}");
    }
}

#[test]
fn headings_never_skip_a_level() {
    let html = page(&sample::run());
    let mut last = 0;
    for rest in html.split("<h").skip(1) {
        let Some(level) = rest.chars().next().and_then(|c| c.to_digit(10)) else { continue };
        assert!(level <= last + 1, "h{level} after h{last}");
        last = level;
    }
    assert_eq!(html.matches("<h1").count(), 1);
}

#[test]
fn a_hostile_name_is_text_and_a_person_number_never_comes_out() {
    let run = sample::run();
    assert!(serde_json::to_string(&run.signals).unwrap().contains("<script>"), "the sample lost its hostile name");
    let html = page(&run);
    assert!(!html.contains("<script"));
    assert!(html.contains("&#60;script&#62;") || html.contains("&lt;script&gt;"));
    let serial = sample::PERSON_NO.get(8..).unwrap();
    assert!(
        !html.contains(sample::PERSON_NO)
            && !html.contains(&format!("80010-{serial}"))
            && !html.contains(&format!("800101-{serial}"))
    );
}

#[test]
fn what_could_not_be_computed_says_what_is_missing() {
    let html = page(&sample::run());
    assert!(html.contains("Ej beräkningsbar"));
    assert!(html.contains("Åtkomstlogg"));
}

#[test]
fn equal_runs_give_equal_bytes() {
    assert_eq!(page(&sample::run()), page(&sample::run()));
}

#[test]
fn a_run_of_two_thousand_signals_stays_below_ten_megabytes() {
    let html = page(&sample::run_of(2_000));
    assert!(html.len() < 10 << 20, "{} bytes", html.len());
    assert!(html.contains("signals.xlsx"), "the page says where the rest is");
}

#[test]
fn a_run_without_signals_is_not_called_clean() {
    let mut run = sample::run();
    run.signals.clear();
    run.subjects.clear();
    assert!(page(&run).contains("Inga signaler. Se under"));
}

#[test]
fn the_network_of_a_subject_stands_on_its_page_with_the_same_as_a_table() {
    let mut run = sample::run();
    let subject = run.subjects[0].subject.clone();
    let picture = SubjectPicture {
        kind: subject.kind,
        id: subject.id,
        svg: "<svg role=\"img\" aria-labelledby=\"natverk-7-titel natverk-7-beskrivning\"><title id=\"natverk-7-titel\">A</title>\
              <desc id=\"natverk-7-beskrivning\">B</desc><text>19800101-2387</text></svg>"
            .into(),
        lines: vec![PictureLine {
            who: "Anna Ek".into(),
            how: "styrelseledamot i".into(),
            whom: "<b>Ek</b>".into(),
            when: "sedan 2021-03-01".into(),
            source: "Företrädare 8001012387".into(),
        }],
        more: "och 3 till inom 2 steg".into(),
    };
    // Two authorities may both know the subject, and number their networks alike.
    run.pictures = vec![picture.clone(), picture];
    let html = page(&run);
    let ids = attribute(&html, "id");
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "an id stands twice");
    for name in attribute(&html, "aria-labelledby").into_iter().flat_map(str::split_whitespace) {
        assert!(ids.contains(&name), "nothing is called `{name}`");
    }
    assert_eq!(html.matches("<td>styrelseledamot i</td>").count(), 2);
    assert!(!html.contains("<b>Ek</b>"), "a name is text");
    assert_eq!(html.matches("och 3 till inom 2 steg").count(), 2);
    assert!(!html.contains("19800101-2387") && !html.contains("8001012387"));
}

#[test]
fn a_page_without_pictures_has_no_empty_network() {
    assert!(!page(&sample::run()).contains("class=\"network\""));
}
