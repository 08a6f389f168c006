//! The picture and its list.

use crate::{day, of, table, today, work};
use resume::{Reality, Shape, examine, timeline};

#[test]
fn the_picture_shows_periods_gaps_and_contradictions_and_the_list_says_the_same() {
    let claims = of(vec![
        work("Första & <b>AB</b>", "2010-01", "2012-12"),
        work("Andra AB", "2015-01", "nu"),
        work("Tredje AB", "2014-05", "2013-01"),
        work("Utan datum AB", "", ""),
    ]);
    let companies = table(Vec::new());
    let findings = examine(&claims, &Reality::new(&companies), today());
    let picture = timeline(&claims, &findings, today());
    let shapes: Vec<Shape> = picture.bars.iter().map(|bar| bar.shape).collect();
    assert!(shapes.contains(&Shape::Gap), "{shapes:?}");
    assert_eq!(picture.undated, [3]);
    let last = picture.bars.iter().find(|bar| bar.period == Some(1)).unwrap();
    assert_eq!((last.is_current, last.to), (true, today()));
    let wrong = picture.bars.iter().find(|bar| bar.period == Some(2)).unwrap();
    assert!(wrong.is_contradicted && wrong.from <= wrong.to);
    assert_eq!(picture.bars.iter().map(|bar| bar.from).min(), Some(day("2010-01-01")));
    for svg in [&picture.svg.sv, &picture.svg.en] {
        assert!(svg.starts_with("<svg class=\"timeline\" role=\"img\"") && svg.ends_with("</svg>"));
        assert!(svg.contains("&lt;b&gt;AB") && !svg.contains("<b>") && !svg.contains("style="), "{svg}");
    }
    assert!(picture.svg.sv.contains("Arbete: ") && picture.svg.en.contains("Work: "));
}

#[test]
fn an_application_without_days_has_no_picture() {
    let picture = timeline(&of(vec![work("Exempel AB", "", "")]), &[], today());
    assert!(picture.svg.sv.is_empty() && picture.bars.is_empty());
}
