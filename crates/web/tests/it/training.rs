//! Training by the pages, over the use cases and a database, with forms alone: guidance confirmed, a course taken to its
//! end, a session, coverage. People are invented.

use std::collections::BTreeSet;

use axum::http::StatusCode;

use crate::incidents::{Town, run};

const COURSE: &str = "/utbildning/kurs/otillaten-paverkan";

/// The values of the radios on a page.
fn radios(body: &str, name: &str) -> Vec<String> {
    let mark = format!("name=\"{name}\" value=\"");
    body.split(&mark).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

impl Town {
    /// Walks a scenario from choice to choice that was not taken, until it ends.
    async fn walks(&mut self, username: &str, path: &str) {
        let mut been: Vec<String> = Vec::new();
        loop {
            let page = self.get(username, path).await;
            let choices = radios(&page.body, "val");
            let Some(to) = choices.iter().find(|to| !been.contains(to)) else { break };
            let answer = self.does(username, path, &format!("val={to}")).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
            been.push(to.clone());
        }
        assert!(self.get(username, path).await.body.contains("Här slutar övningen"));
    }
}

#[test]
fn guidance_is_read_and_confirmed_without_script() {
    run(async {
        let mut town = Town::new().await;
        let list = town.get("medarbetare", "/vagledning").await;
        assert!(list.body.contains("/vagledning/otillaten-paverkan") && list.body.contains("läs och bekräfta"));
        let page = town.get("medarbetare", "/vagledning/otillaten-paverkan").await;
        assert!(page.body.contains("lang=\"sv\"><p>") && page.body.contains("<h2>"), "{}", page.body);
        let browser_path = "/vagledning/otillaten-paverkan/forstatt";
        let sent = town.confirms("medarbetare", "/vagledning/otillaten-paverkan", browser_path, "version=1").await;
        assert_eq!(sent.header("location"), "/vagledning/otillaten-paverkan?klart=forstatt");
        let after = town.get("medarbetare", "/vagledning/otillaten-paverkan?klart=forstatt").await;
        assert!(after.body.contains("läst och förstått 2026-11-22"), "{}", after.body);
        assert_eq!(town.get("medarbetare", "/vagledning/finns-inte").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_course_is_taken_form_by_form_and_shows_in_the_coverage() {
    run(async {
        let mut town = Town::new().await;
        let list = town.get("medarbetare", "/utbildning").await;
        assert!(list.body.contains(COURSE) && !list.body.contains("/utbildning/tackning"), "{}", list.body);
        let first = town.get("medarbetare", COURSE).await;
        assert!(first.body.contains("Börja kursen"));
        let early = town.get("medarbetare", &format!("{COURSE}/prov")).await;
        assert!(early.body.contains("Det här är kvar") && !early.body.contains("Börja provet"));
        let mut lesson = format!("{COURSE}/lektion/1");
        while lesson.contains("/lektion/") {
            let next = town.does("medarbetare", &lesson, "last=1").await;
            assert_eq!(next.status, StatusCode::SEE_OTHER, "{}", next.body);
            lesson = next.header("location").to_owned();
        }
        let mut scenario = lesson;
        while scenario.contains("/ovning/") {
            let nothing = town.does("medarbetare", &scenario, "").await;
            assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
            town.walks("medarbetare", &scenario).await;
            let body = town.get("medarbetare", &scenario).await.body;
            let (_, rest) = body.split_once("button--primary\" href=\"").unwrap();
            scenario = rest.split('"').next().unwrap().to_owned();
        }
        let check = format!("{COURSE}/prov");
        assert_eq!(scenario, check);
        let begun = town.does("medarbetare", &check, "borja=1").await;
        assert_eq!(begun.header("location"), check);
        for _ in 0..20 {
            let page = town.get("medarbetare", &check).await;
            let places = page.body.split("name=\"fraga\" value=\"").nth(1).map(|rest| rest.split('"').next().unwrap());
            let Some(place) = places else { break };
            let fields = format!("fraga={place}&svar={}", radios(&page.body, "svar")[0]);
            let place: usize = place.parse().unwrap();
            let answer = town.does("medarbetare", &check, &fields).await;
            assert_eq!(answer.header("location"), format!("{check}/{}", place + 1), "{}", answer.body);
            let why = town.get("medarbetare", answer.header("location")).await.body;
            assert!(why.contains("Ditt svar") && (why.contains(">rätt<") || why.contains("inte rätt")), "{why}");
        }
        let result = town.get("medarbetare", &check).await.body;
        assert!(result.contains("rätt av"), "{result}");
        let denied = town.get("medarbetare", "/utbildning/tackning").await;
        assert_eq!(denied.status, StatusCode::FORBIDDEN);
        let coverage = town.get("samordnare", "/utbildning/tackning").await;
        assert!(
            coverage.body.contains("<svg class=\"timeline heat\"") && coverage.body.contains("<table"),
            "{}",
            coverage.body
        );
        let between = |open: &str, close: &str| -> Vec<String> {
            let parts = coverage.body.split(open).skip(1);
            parts.map(|rest| rest.split(close).next().unwrap().to_owned()).collect()
        };
        let (headings, captions) = (between("<section><h2>", "</h2>"), between("<figcaption>", "</figcaption>"));
        assert!(headings.contains(&"Per enhet".to_owned()) && headings.contains(&"Per roll eller uppgift".to_owned()));
        let said: BTreeSet<&String> = headings.iter().chain(&captions).collect();
        assert_eq!(said.len(), headings.len() + captions.len(), "{headings:?} {captions:?}");
        for table in between("<tbody>", "</tbody>") {
            assert!(table.matches(">Alla").count() <= 1, "{table}");
        }
        let names = town.get("chef", "/utbildning/medarbetare").await;
        assert!(names.body.contains("Påhittad medarbetare") && !names.body.contains("Påhittad samordnare"));
        assert_eq!(town.get("samordnare", "/utbildning/tackning/annat").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_session_is_laid_out_and_enrolled_to() {
    run(async {
        let mut town = Town::new().await;
        let new = "/utbildning/tillfallen/nytt";
        let fields = "kurs=otillaten-paverkan&dag=2026-12-08&tid=09.00&minuter=90&slag=rum&plats=Rum+1&ledare=chef\
                      &platser=1&antal=2&manader=2";
        let wrong = town.does("samordnare", new, &fields.replace("tid=09.00", "tid=nio")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("href=\"#f-tid\"") && wrong.body.contains("Rum 1"), "{}", wrong.body);
        let laid = town.does("samordnare", new, fields).await;
        assert_eq!(laid.header("location"), "/utbildning/tillfallen?klart=lagt", "{}", laid.body);
        let list = town.get("medarbetare", "/utbildning/tillfallen").await.body;
        assert!(list.contains("2026-12-08 09:00") && list.contains("2027-02-09 09:00"), "{list}");
        assert!(!list.contains(new));
        let (_, rest) = list.split_once("href=\"/utbildning/tillfallen/").unwrap();
        let path = format!("/utbildning/tillfallen/{}", rest.split('"').next().unwrap());
        let sent = town.confirms("medarbetare", &path, &format!("{path}/anmal"), "gor=anmal").await;
        assert_eq!(sent.header("location"), format!("{path}?klart=anmald"), "{}", sent.body);
        let shown = town.get("medarbetare", &path).await.body;
        assert!(shown.contains("du har en plats") && shown.contains("Avanmäl mig") && shown.contains("fullt"));
        assert!(!shown.contains("deltagare\""), "who else comes is for the one who leads it");
        let again = town.confirms("medarbetare", &path, &format!("{path}/anmal"), "gor=anmal").await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.body.contains("redan anmäld"));
        let calendar = town.get("medarbetare", &format!("{path}/kalender.ics")).await;
        assert!(calendar.header("content-type").starts_with("text/calendar"));
        assert!(calendar.body.contains("DTSTART:20261208T080000Z"));
        // The trainer sees who comes, by name.
        let people = town.get("chef", &format!("{path}/deltagare")).await.body;
        assert!(people.contains("Påhittad medarbetare"), "{people}");
        let refused = town.get("medarbetare", &format!("{path}/deltagare")).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn a_plan_for_disposal_is_written_and_the_page_tells_of_it() {
    run(async {
        let mut town = Town::new().await;
        let first = town.get("samordnare", "/utbildning/gallring").await;
        assert_eq!(first.status, StatusCode::OK, "{}", first.body);
        assert!(first.body.contains("arkivlagen (1990:782)") && first.body.contains("Inget är gammalt nog."));
        let demand = "days=90&days_authority=30";
        let wrong = town.does("samordnare", "/utbildning/krav", &format!("{demand}&keep_months=24")).await;
        assert!(wrong.body.contains("href=\"#f-keep_source\""), "{}", wrong.body);
        let fields = format!("{demand}&keep_months=36&keep_source=Plan+2026-03-04%2C+12+%C2%A7");
        let saved = town.does("samordnare", "/utbildning/krav", &fields).await;
        assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
        let page = town.get("samordnare", "/utbildning/gallring").await;
        assert!(page.body.contains("Plan 2026-03-04, 12 §") && page.body.contains("36"), "{}", page.body);
        assert!(town.get("samordnare", "/utbildning").await.body.contains("/utbildning/gallring"));
        assert_eq!(town.get("medarbetare", "/utbildning/gallring").await.status, StatusCode::FORBIDDEN);
        let disposed = town.does("samordnare", "/utbildning/gallring", "").await;
        assert_eq!(disposed.header("location"), "/utbildning/gallring?klart=gallrat", "{}", disposed.body);
    });
}
