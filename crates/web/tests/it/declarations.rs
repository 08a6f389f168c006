//! Declarations of secondary employment by the pages, over the use cases and a database. People and firms are invented.

use access::Role;
use axum::http::StatusCode;

use crate::incidents::{Person, Town, run};

const PEOPLE: [Person; 4] = [
    ("direktor", Role::Director, None),
    ("hr", Role::Hr, Some("direktor")),
    ("chef", Role::Manager, Some("direktor")),
    ("medarbetare", Role::Employee, Some("chef")),
];

const FIRM: &str = "har=ja&antal=1&slag1=foretag&namn1=Exempel+St%C3%A4d+AB&orgnr1=556677-8899&vad1=St%C3%A4dar";

/// The first path in a page that begins so.
fn path(body: &str, begins: &str) -> String {
    let start = body.find(&format!("href=\"{begins}")).map(|at| at + 6).unwrap();
    body.split_at(start).1.split('"').next().unwrap().to_owned()
}

#[test]
fn an_employee_declares_nothing_without_keys() {
    run(async {
        let mut town = Town::with(&PEOPLE).await;
        let form = town.get("medarbetare", "/bisysslor/ny").await;
        assert!(form.body.contains("LOA 7 b") && !form.body.contains("slag2"), "{}", form.body);
        let none = town.does("medarbetare", "/bisysslor/ny", "").await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        let sent = town.does("medarbetare", "/bisysslor/ny", "har=nej&antal=1").await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let page = town.get("medarbetare", sent.header("location")).await;
        assert!(
            page.body.contains("Uppgiften är lämnad.") && page.body.contains("inte har något att anmäla"),
            "{}",
            page.body
        );
    });
}

#[test]
fn a_form_of_a_declaration_grows_and_says_what_is_wrong_in_which_part() {
    run(async {
        let mut town = Town::with(&PEOPLE).await;
        let more = town.does("medarbetare", "/bisysslor/ny", &format!("{FIRM}&knapp=fler")).await;
        assert!(more.status == StatusCode::OK && more.body.contains("slag2"), "{}", more.body);
        assert!(more.body.contains("Exempel Städ AB"), "what was written is there");
        let wrong = FIRM.replace("556677-8899", "556677-8890");
        let wrong = town.does("medarbetare", "/bisysslor/ny", &wrong).await;
        assert!(wrong.body.contains("href=\"#f-orgnr1\""), "{}", wrong.body);
        let both = town.does("medarbetare", "/bisysslor/ny", &FIRM.replace("har=ja", "har=nej")).await;
        assert!(both.body.contains("href=\"#f-har-1\""), "{}", both.body);
        let empty = town.does("medarbetare", "/bisysslor/ny", "har=ja&antal=1").await;
        assert!(empty.body.contains("href=\"#f-slag1\""), "{}", empty.body);
    });
}

#[test]
fn what_is_declared_is_assessed_forbidden_by_two_and_told_with_its_grounds() {
    run(async {
        let mut town = Town::with(&PEOPLE).await;
        let sent = town.does("medarbetare", "/bisysslor/ny", FIRM).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let (own, _) = sent.header("location").split_once('?').unwrap();
        let (own, id) = (own.to_owned(), own.rsplit('/').next().unwrap().to_owned());
        let other = format!("/bisysslor/{id}");
        assert_eq!(town.get("medarbetare", &other).await.status, StatusCode::NOT_FOUND);
        assert!(town.get("chef", "/").await.body.contains(&other), "it stands among what waits");
        let shown = town.get("chef", &other).await;
        assert!(shown.body.contains("556677-8899") && shown.body.contains("forbjud/1"), "{}", shown.body);
        assert!(!town.get("hr", &other).await.body.contains("bedom/1"), "the manager assesses");
        let without = town.does("chef", &format!("{other}/bedom/1"), "val=villkor&skal=Nej").await;
        assert!(without.body.contains("href=\"#f-villkor\""), "{}", without.body);
        let fields = "val=villkor&villkor=Inga+egna+kunder.&skal=Det+g%C3%A5r+bra.";
        let assessed = town.does("chef", &format!("{other}/bedom/1"), fields).await;
        assert_eq!(assessed.status, StatusCode::SEE_OTHER, "{}", assessed.body);
        let fields = "grund=fortroendeskadlig&skal=S%C3%A4ljer+till+enheten.&dag=2026-12-31";
        let proposed = town.does("chef", &format!("{other}/forbjud/1"), fields).await;
        assert_eq!(proposed.status, StatusCode::SEE_OTHER, "{}", proposed.body);
        let waits = path(&town.get("hr", "/att-godkanna").await.body, "/att-godkanna/");
        assert!(town.get("hr", &waits).await.body.contains("Säljer till enheten."));
        let approved = town.does("hr", &format!("{waits}/godkann"), "").await;
        assert_eq!(approved.status, StatusCode::SEE_OTHER, "{}", approved.body);
        let told = town.get("medarbetare", &own).await.body;
        for line in ["Inga egna kunder.", "inte tillåten", "Förtroendeskadlig", "Säljer till enheten.", "obekräftat"]
        {
            assert!(told.contains(line), "{line}: {told}");
        }
        assert!(told.contains(&format!("href=\"{own}/beslut/1\"")), "{told}");
        assert!(town.get("chef", &other).await.body.contains(&format!("href=\"{other}/beslut/1\"")));
        for (who, path) in [("medarbetare", own.as_str()), ("chef", &other), ("hr", &other)] {
            let decision = town.get(who, &format!("{path}/beslut/1")).await;
            assert_eq!(
                (decision.status, decision.header("content-type")),
                (StatusCode::OK, "application/pdf"),
                "{who}"
            );
        }
        for (who, path) in [("medarbetare", other.as_str()), ("hr", &own), ("direktor", &other)] {
            assert_eq!(town.get(who, &format!("{path}/beslut/1")).await.status, StatusCode::NOT_FOUND, "{who}");
        }
        assert_eq!(town.get("medarbetare", &format!("{own}/beslut/x")).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn hr_runs_a_round_and_fetches_the_register() {
    run(async {
        let mut town = Town::with(&PEOPLE).await;
        let late = town.does("hr", "/bisysslor/runda/ny", "dag=2026-11-22").await;
        assert!(late.body.contains("href=\"#f-dag\""), "{}", late.body);
        let started = town.does("hr", "/bisysslor/runda/ny", "dag=2026-12-22").await;
        assert_eq!(started.status, StatusCode::SEE_OTHER, "{}", started.body);
        let start = town.get("medarbetare", "/").await;
        assert!(start.body.contains("HR väntar på ditt svar"), "{}", start.body);
        assert!(town.get("chef", "/bisysslor").await.body.contains("Påhittad medarbetare"));
        assert!(!town.get("hr", "/bisysslor/runda").await.body.contains("Påhittad medarbetare"));
        town.does("medarbetare", "/bisysslor/ny", FIRM).await;
        assert!(!town.get("medarbetare", "/").await.body.contains("HR väntar på ditt svar"));
        let csv = town.get("hr", "/bisysslor/register.csv").await;
        assert!(csv.status == StatusCode::OK && csv.body.contains("5566778899;"), "{}", csv.body);
        assert_ne!(town.get("chef", "/bisysslor/register.csv").await.status, StatusCode::OK);
    });
}
