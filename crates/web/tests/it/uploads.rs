//! Forms with files.

use axum::body::Body;
use axum::http::StatusCode;
use web::frame::{Access, Page, Part, Upload, Visit, router};
use web::{failure, pages};

use crate::site::{Browser, site};

/// Answers with what came in.
async fn told(_: Visit, mut upload: Upload) -> failure::Answer {
    let mut said = String::new();
    while let Some(part) = upload.part().await? {
        match part {
            Part::Text { name, text } => said.push_str(&format!("{name}={text};")),
            Part::File(file) => {
                let (name, file_name) = (file.name.clone(), file.file_name.clone());
                let bytes = file.bytes(2_000).await?;
                said.push_str(&format!("{name}={file_name}:{};", bytes.len()));
            }
        }
    }
    failure::redirect(&format!("/{said}"))
}

fn browser() -> Browser {
    let mut browser = Browser::new();
    let mut all = pages::pages();
    all.push(Page::upload("/in", Access::Open, 4_000, told));
    browser.router = router(site(&browser.now, &browser.events), all);
    browser
}

/// A part: name, name of the file if it is one, content.
type Given<'a> = (&'a str, Option<&'a str>, String);

async fn sent(browser: &mut Browser, parts: &[Given<'_>]) -> (StatusCode, String) {
    let mut body = String::new();
    for (name, file, content) in parts {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        body.push_str(&format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n{content}\r\n"));
    }
    body.push_str("--x--\r\n");
    let request = browser.begin("POST", "/in").header("sec-fetch-site", "same-origin");
    let request = request.header("content-type", "multipart/form-data; boundary=x").body(Body::from(body)).unwrap();
    let answer = browser.ask(request).await;
    (answer.status, answer.header("location").to_owned())
}

#[tokio::test]
async fn files_come_part_by_part_and_their_names_lead_nowhere() {
    let mut browser = browser();
    let token = browser.get("/logga-in").await.token();
    let parts = [
        ("_formular", None, token),
        ("slag", None, "ledger".to_owned()),
        ("fil", Some("..\\hemligt/a.csv"), "a".repeat(1_500)),
    ];
    assert_eq!(sent(&mut browser, &parts).await, (StatusCode::SEE_OTHER, "/slag=ledger;fil=a.csv:1500;".to_owned()));
}

#[tokio::test]
async fn a_file_without_the_token_before_it_is_not_read() {
    let mut browser = browser();
    let token = browser.get("/logga-in").await.token();
    let file = || ("fil", Some("a.csv"), "a".to_owned());
    for parts in [
        vec![file()],
        vec![file(), ("_formular", None, token.clone())],
        vec![("_formular", None, "0".repeat(64)), file()],
        vec![("_formular", Some("token"), token.clone()), file()],
        vec![],
    ] {
        assert_eq!(sent(&mut browser, &parts).await.0, StatusCode::FORBIDDEN, "{parts:?}");
    }
}

#[tokio::test]
async fn more_than_is_taken_is_refused_by_the_file_and_by_the_form() {
    let mut browser = browser();
    let token = browser.get("/logga-in").await.token();
    let one = [("_formular", None, token.clone()), ("fil", Some("a"), "a".repeat(2_500))];
    assert_eq!(sent(&mut browser, &one).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    let all = [
        ("_formular", None, token),
        ("fil", Some("a"), "a".repeat(1_900)),
        ("fil", Some("b"), "b".repeat(1_900)),
        ("fil", Some("c"), "c".repeat(1_900)),
    ];
    assert_eq!(sent(&mut browser, &all).await.0, StatusCode::PAYLOAD_TOO_LARGE);
}
