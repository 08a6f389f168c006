//! Recruitments by the pages, over the use cases and a database: four posts and their lawful lists, a check recorded, and no
//! way for what an extract shows. People and words are invented.

use std::collections::BTreeSet;

use axum::http::StatusCode;

use crate::incidents::{Town, run};
use crate::site::Answer;

/// The values of the boxes of a name.
fn values(page: &Answer, name: &str) -> Vec<String> {
    let start = format!("name=\"{name}\" value=\"");
    let parts = page.body.split(start.as_str()).skip(1);
    parts.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// The path of a recruitment for a post.
async fn prepared(town: &mut Town, form: &str, answers: &[&str]) -> String {
    let page = town.get("chef", "/rekrytering/ny").await;
    let assessors: String = values(&page, "bedomare").iter().map(|id| format!("&bedomare={id}")).collect();
    let answers: String = answers.iter().map(|one| format!("&fragor={one}")).collect();
    let fields = format!("post=Exempelpost&enhet=Enhet+4&form={form}&skal=Behövs{answers}{assessors}");
    let sent = town.does("chef", "/rekrytering/ny", &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    sent.header("location").split('?').next().unwrap().to_owned()
}

#[test]
fn four_posts_get_four_lawful_lists_with_sources() {
    run(async {
        let mut town = Town::new().await;
        for (form, answers, expected) in [
            ("employee", vec!["home_care"], ["lagen (2026:43) 1-6", "Får kontrolleras", "högst 6 månader"]),
            ("employee", vec!["school"], ["skollagen (2010:800)", "inte bekräftat", "kommunens jurist"]),
            ("employee", vec!["finance"], ["JO:s beslut 2023", "LOA 7 b", "Ingen lag tillåter det."]),
            (
                "consultant",
                vec!["leading"],
                ["Dir. 2025:83", "leverantörens egna kontroller", "gäller inte den här formen"],
            ),
        ] {
            let path = prepared(&mut town, form, &answers).await;
            let page = town.get("chef", &path).await;
            for text in expected {
                assert!(page.body.contains(text), "{answers:?} lacks `{text}`: {}", page.body);
            }
            assert_eq!(town.get("medarbetare", &path).await.status, StatusCode::NOT_FOUND);
        }
    });
}

#[test]
fn a_check_is_recorded_by_its_dates_and_there_is_no_field_for_what_it_showed() {
    run(async {
        let mut town = Town::new().await;
        let path = prepared(&mut town, "employee", &["home_care"]).await;
        let act = |word: &str| format!("{path}/gor/{word}");
        let added = town.does("chef", &act("kandidat"), "namn=Petra+Påhittad&dag=2026-11-20").await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
        let form = town.get("chef", &format!("{}?kandidat=2", act("utdrag"))).await;
        let names: BTreeSet<&str> =
            form.body.split(" name=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(names.is_superset(&BTreeSet::from(["kandidat", "kontroll", "dag", "till", "utdrag"])), "{names:?}");
        assert!(!form.body.contains("type=\"file\"") && !form.body.contains("<textarea"), "{}", form.body);
        let sent = |extract: &str| {
            format!("kandidat=2&kontroll=home_care&dag=2026-11-22&till=Hanna+Påhittad&utdrag={extract}")
        };
        let old = town.does("chef", &act("utdrag"), &sent("2026-05-21")).await;
        assert!(old.body.contains("be om ett nytt"), "{}", old.body);
        let done = town.does("chef", &act("utdrag"), &sent("2026-05-22")).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let warned = town.does("chef", &act("anteckna"), "kandidat=2&text=Dömd+för+stöld").await;
        assert!(warned.body.contains("name=\"ord\"") && warned.body.contains("dömd, stöld"), "{}", warned.body);
        let paper = town.get("chef", &format!("{path}/kandidat/2/utskrift")).await;
        assert!(paper.body.contains("Hanna Påhittad") && !paper.body.contains("stöld"), "{}", paper.body);
        let law = town.get("hr", "/rekrytering/lagen?dag=2026-02-28").await;
        assert!(law.body.contains("Ingen regel fanns den dagen."), "{}", law.body);
    });
}
