//! The pages: who may come, what is said to the browser, what a form must carry.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::StatusCode;
use chrono::TimeDelta;
use web::frame::Access;
use web::{Event, gallery, pages};

use crate::site::{Browser, HOST};

/// A declared path with something in its places.
fn filled(path: &str) -> String {
    path.split('/').map(|part| if part.starts_with('{') { "1" } else { part }).collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn every_page_of_the_gallery_is_whole_in_both_languages() {
    let mut browser = Browser::new();
    for path in gallery::paths() {
        for lang in ["sv", "en"] {
            let request = browser.begin("GET", path).header("accept-language", lang);
            let answer = browser.ask(request.body(Body::empty()).unwrap()).await;
            let body = &answer.body;
            assert!(body.contains(&format!("<html lang=\"{lang}\">")), "{path} {lang}");
            assert_eq!(body.matches("<h1>").count(), 1, "{path}");
            assert!(body.trim_end().ends_with("</html>"), "{path}");
            assert!(
                [" style=", "<style", " onclick=", " onload=", "javascript:"]
                    .iter()
                    .all(|inline| !body.contains(inline)),
                "{path}: inline"
            );
            let forms = body.matches("<form").count() - body.matches("<form method=\"get\"").count();
            assert_eq!(body.matches("name=\"_formular\"").count(), forms, "{path}: a form without its token");
        }
    }
}

#[tokio::test]
async fn what_is_filled_in_stands_in_its_own_place() {
    let mut browser = Browser::new();
    for (path, text) in [
        ("/galleri/rapport", ", kom in 2026-"),
        ("/galleri/rapport", "Antecknat 2026-"),
        ("/galleri/rapport", "Mottagarna, 2026-"),
        ("/galleri/rapport", "Anna Exempelsson, i den egna funktionen, enligt KS "),
    ] {
        assert!(browser.get(path).await.body.contains(text), "{path}: {text}");
    }
}

#[tokio::test]
async fn every_answer_says_what_a_browser_may_do_with_it() {
    let mut browser = Browser::new();
    for path in ["/logga-in", "/tillganglighet", "/konto", "/finns-inte", "/galleri/fel", "/static/x/insyn.css"] {
        let answer = browser.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "),
            "{path}"
        );
        assert!(policy.ends_with("base-uri 'none'; require-trusted-types-for 'script'") && !policy.contains("unsafe"));
        for (name, value) in [
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-embedder-policy", "require-corp"),
            ("cross-origin-resource-policy", "same-origin"),
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(answer.header(name), value, "{path} {name}");
        }
        assert!(answer.header("permissions-policy").contains("camera=()"));
    }
}

#[tokio::test]
async fn what_a_page_is_made_of_is_kept_for_ever_under_its_hash() {
    let mut browser = Browser::new();
    let page = browser.get("/logga-in").await;
    let mut seen = BTreeSet::new();
    for (path, _) in page.body.split("\"/static/").skip(1).filter_map(|rest| rest.split_once('"')) {
        let answer = browser.get(&format!("/static/{path}")).await;
        assert_eq!(
            (answer.status, answer.header("cache-control")),
            (StatusCode::OK, "public, max-age=31536000, immutable")
        );
        let kind = match path.rsplit_once('.').unwrap().1 {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            _ => "image/svg+xml",
        };
        assert_eq!(answer.header("content-type"), kind, "{path}");
        assert!(!answer.body.contains("http:") || path.ends_with("svg"), "{path} asks for something elsewhere");
        assert!(!answer.body.contains("url(") && !answer.body.contains("@import"), "{path}");
        let (_, name) = path.split_once('/').unwrap();
        assert_eq!(browser.get(&format!("/static/0000000000000000/{name}")).await.status, StatusCode::NOT_FOUND);
        seen.insert(name.to_owned());
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), ["fkui.css", "insyn.css", "insyn.js", "logo.svg", "theme.css"]);
}

#[tokio::test]
async fn who_is_not_signed_in_comes_to_no_page_but_the_open_ones() {
    for page in pages::pages().into_iter().filter(|page| page.method == "GET" && page.access != Access::Open) {
        let path = filled(page.path);
        let answer = Browser::new().get(&path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert!(answer.header("location").starts_with("/logga-in"), "{path}");
    }
}

#[tokio::test]
async fn no_form_is_taken_from_elsewhere_or_without_its_token() {
    let mut browser = Browser::signed_in().await;
    let token = browser.get("/konto/losenord").await.token();
    let other = Browser::new().get("/logga-in").await.token();
    for page in pages::pages().into_iter().filter(|page| page.method == "POST") {
        let path = filled(page.path);
        let form = || browser.begin("POST", &path).header("content-type", "application/x-www-form-urlencoded");
        let body = |token: &str| Body::from(format!("_formular={token}"));
        let elsewhere = [
            form().header("sec-fetch-site", "cross-site").header("origin", "https://evil.example"),
            form().header("sec-fetch-site", "same-site"),
            form().header("origin", "https://evil.example"),
            form(),
        ];
        let elsewhere: Vec<_> = elsewhere.into_iter().map(|request| request.body(body(&token)).unwrap()).collect();
        let own = |given: &str| form().header("origin", format!("https://{HOST}")).body(body(given)).unwrap();
        let untrue = [own(""), own("00"), own(&other), own(&token.replace(['0', '1', '2'], "3"))];
        for (request, said) in elsewhere
            .into_iter()
            .map(|request| (request, "annan webbplats"))
            .chain(untrue.into_iter().map(|request| (request, "gäller inte längre")))
        {
            let is_for_code = page.access == Access::Code;
            let answer = browser.ask(request).await;
            if is_for_code && said != "annan webbplats" {
                assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: not on the way to a code");
                continue;
            }
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
            assert!(answer.body.contains(said), "{path}");
        }
    }
    assert_eq!(browser.get("/konto").await.status, StatusCode::OK, "nobody was signed out by any of it");
}

#[tokio::test]
async fn a_method_or_a_body_that_no_page_takes_changes_nothing() {
    let mut browser = Browser::signed_in().await;
    let token = browser.get("/konto/losenord").await.token();
    let own = |request: axum::http::request::Builder| request.header("sec-fetch-site", "same-origin");
    let delete = own(browser.begin("DELETE", "/konto")).body(Body::empty()).unwrap();
    assert_eq!(browser.ask(delete).await.status, StatusCode::NOT_FOUND);
    let json = own(browser.begin("POST", "/sprak")).header("content-type", "application/json");
    let json = json.body(Body::from(format!("{{\"_formular\":\"{token}\"}}"))).unwrap();
    assert_eq!(browser.ask(json).await.status, StatusCode::BAD_REQUEST);
    let large = own(browser.begin("POST", "/sprak")).header("content-type", "application/x-www-form-urlencoded");
    let large = large.body(Body::from(format!("_formular={token}&x={}", "a".repeat(300_000)))).unwrap();
    assert_eq!(browser.ask(large).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn signing_in_changes_the_identity_and_signing_out_ends_it() {
    let mut browser = Browser::new();
    let token = browser.get("/logga-in").await.token();
    let before = browser.cookies.clone();
    let wrong = browser.send("/logga-in", &token, "namn=samordnare&losenord=fel").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("role=\"alert\"") && wrong.body.contains("value=\"samordnare\""));
    assert!(!wrong.body.contains("value=\"fel\""), "a password is never given back");
    let right = browser.send("/logga-in", &token, "namn=samordnare&losenord=r%C3%A4tt&till=//evil.example").await;
    assert_eq!(right.header("location"), "/", "nobody is led elsewhere");
    let cookie = right.header("set-cookie");
    for part in ["__Host-insyn=", "; HttpOnly", "; Secure", "; SameSite=Strict", "; Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert_ne!(browser.cookies, before);
    let page = browser.get("/konto").await;
    assert!(page.body.contains("Astrid Exempelsson") && page.body.contains("Säkerhetssamordnare"));
    let kept = browser.cookies.clone();
    assert_eq!(browser.get("/logga-ut").await.status, StatusCode::NOT_FOUND, "a link cannot sign anybody out");
    let out = browser.send("/logga-ut", &page.token(), "").await;
    assert_eq!(out.header("location"), "/logga-in?klart=ut");
    browser.cookies = kept;
    assert_eq!(browser.get("/konto").await.status, StatusCode::SEE_OTHER, "the old cookie opens nothing");
}

#[tokio::test]
async fn a_password_opens_nothing_when_a_code_must_follow() {
    let mut browser = Browser::new();
    let token = browser.get("/logga-in").await.token();
    let answer = browser.send("/logga-in", &token, "namn=tv%C3%A5&losenord=r%C3%A4tt&till=/konto").await;
    assert_eq!(answer.header("location"), "/logga-in/kod?till=%2Fkonto");
    assert_eq!(browser.get("/konto").await.status, StatusCode::SEE_OTHER);
    let token = browser.get("/logga-in/kod?till=%2Fkonto").await.token();
    assert_eq!(browser.send("/logga-in/kod", &token, "kod=1").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let answer = browser.send("/logga-in/kod", &token, "kod=123456&till=/konto").await;
    assert_eq!(answer.header("location"), "/konto");
    assert_eq!(browser.get("/konto").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_session_ends_after_half_an_hour_of_nothing_and_when_the_person_is_gone() {
    let mut browser = Browser::signed_in().await;
    browser.wait(TimeDelta::minutes(29));
    assert_eq!(browser.get("/konto").await.status, StatusCode::OK);
    browser.wait(TimeDelta::minutes(31));
    assert_eq!(browser.get("/konto").await.status, StatusCode::SEE_OTHER);
    let mut browser = Browser::new();
    let token = browser.get("/logga-in").await.token();
    browser.send("/logga-in", &token, "namn=gone&losenord=r%C3%A4tt").await;
    assert_eq!(browser.get("/konto").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn one_can_end_ones_other_sessions_and_nobody_elses() {
    let mut browser = Browser::signed_in().await;
    let mine = browser.cookies.clone();
    // The same person on another device.
    browser.cookies.clear();
    let token = browser.get("/logga-in").await.token();
    browser.send("/logga-in", &token, "namn=samordnare&losenord=r%C3%A4tt").await;
    let other = std::mem::replace(&mut browser.cookies, mine);
    let page = browser.get("/konto").await;
    let (_, rest) = page.body.split_once("name=\"session\" value=\"").expect("the other device is listed");
    let hash = rest.split('"').next().unwrap().to_owned();
    let unknown = browser.send("/konto/sessioner/avsluta", &page.token(), &format!("session={}", "0".repeat(64))).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let ended = browser.send("/konto/sessioner/avsluta", &page.token(), &format!("session={hash}")).await;
    assert_eq!(ended.header("location"), "/konto?klart=session");
    browser.cookies = other;
    assert_eq!(browser.get("/konto").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_failure_shows_a_reference_to_the_reader_and_the_cause_to_the_keeper_of_the_log() {
    let mut browser = Browser::new();
    let token = browser.get("/logga-in").await.token();
    let answer = browser.send("/logga-in", &token, "namn=x&losenord=trasig").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!answer.body.contains("disken"));
    let events = browser.events.lock().unwrap();
    let [Event::PageFailed { reference, page, what }] = events.as_slice() else { panic!("{events:?}") };
    assert!(answer.body.contains(reference) && page == "/logga-in" && what.contains("disken är full"));
}

#[tokio::test]
async fn the_language_is_the_cookies_then_the_browsers_then_swedish() {
    let mut browser = Browser::new();
    let page = browser.get("/tillganglighet").await;
    assert!(page.body.contains("<html lang=\"sv\">"));
    let answer = browser.send("/sprak", &page.token(), "sprak=en&till=/tillganglighet").await;
    assert_eq!(answer.header("location"), "/tillganglighet");
    let request = browser.begin("GET", "/tillganglighet").header("accept-language", "sv");
    let answer = browser.ask(request.body(Body::empty()).unwrap()).await;
    assert!(answer.body.contains("<html lang=\"en\">"), "the choice is stronger than the browser");
}

#[tokio::test]
async fn the_menu_shows_what_one_may_open_and_no_more() {
    let mut browser = Browser::signed_in().await;
    let page = browser.get("/konto").await;
    assert!(page.body.contains("href=\"/signaler\"") && page.body.contains("href=\"/att-godkanna\""));
    assert!(!page.body.contains("href=\"/journal\"") && !page.body.contains("href=\"/administration\""));
}

#[test]
fn every_page_is_declared_once_and_what_is_open_is_known() {
    let mut seen = BTreeSet::new();
    let mut open = Vec::new();
    for page in pages::pages() {
        assert!(seen.insert((page.method, page.path)), "{} {}", page.method, page.path);
        if page.access == Access::Open {
            open.push(format!("{} {}", page.method, page.path));
        }
    }
    let known =
        ["GET /logga-in", "POST /logga-in", "POST /logga-ut", "POST /sprak", "GET /tillganglighet", "GET /demo"];
    assert_eq!(open, known, "a page that everybody may open is added here with thought");
}
