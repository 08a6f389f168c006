//! Passkeys at the door and in the account, over the desk of the gallery.

use axum::http::StatusCode;

use crate::site::{Answer, Browser};

/// »rätt«, as a form sends it.
const RIGHT: &str = "r%C3%A4tt";

/// Somebody whose password was right.
async fn halfway(name: &str) -> Browser {
    let mut browser = Browser::new();
    let token = browser.get("/logga-in").await.token();
    let answer = browser.send("/logga-in", &token, &format!("namn={name}&losenord={RIGHT}&till=/konto")).await;
    assert_eq!(answer.header("location"), "/logga-in/kod?till=%2Fkonto");
    browser
}

async fn answered(browser: &mut Browser, fields: &str) -> Answer {
    let token = browser.get("/logga-in/kod").await.token();
    browser.send("/logga-in/kod", &token, fields).await
}

#[tokio::test]
async fn the_page_for_the_second_factor_offers_what_there_is() {
    for (name, code, passkey) in [("kod", true, false), ("tv%C3%A5", true, true), ("nyckel", false, true)] {
        let body = halfway(name).await.get("/logga-in/kod").await.body;
        assert_eq!(body.contains("name=\"kod\""), code, "{name}");
        assert_eq!(body.contains("data-passkey=\"show\""), passkey, "{name}");
        assert_eq!(body.matches("button--primary").count(), 1, "{name}: one primary button");
        assert!(!passkey || body.contains("<noscript>"), "{name}: what is said without script");
    }
}

#[tokio::test]
async fn what_a_passkey_says_signs_in_and_what_is_not_right_is_told() {
    let mut browser = halfway("nyckel").await;
    for (given, said) in [
        ("fel", "Passnyckeln godtogs inte"),
        ("sent", "Sidan var öppen för länge"),
        ("", "Passnycklar kräver att webbläsaren får köra skript"),
    ] {
        let answer = answered(&mut browser, &format!("svar={given}&till=/konto")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{given}");
        assert!(answer.body.contains(said), "{given}");
    }
    assert_eq!(browser.get("/konto").await.status, StatusCode::SEE_OTHER);
    let answer = answered(&mut browser, &format!("svar={RIGHT}&till=/konto")).await;
    assert_eq!(answer.header("location"), "/konto");
    assert_eq!(browser.get("/konto").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_passkey_is_made_under_a_name() {
    let mut browser = Browser::signed_in().await;
    let page = browser.get("/konto/passnycklar/ny").await;
    assert!(page.body.contains("data-passkey=\"make\""));
    let long = "a".repeat(61);
    for (fields, said) in [
        (format!("namn=&svar={RIGHT}"), "högst 60 tecken"),
        (format!("namn={long}&svar={RIGHT}"), "högst 60 tecken"),
        ("namn=Min&svar=".to_owned(), "köra skript"),
        ("namn=Min&svar=fel".to_owned(), "godtogs inte"),
    ] {
        let answer = browser.send("/konto/passnycklar/ny", &page.token(), &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields}");
        assert!(answer.body.contains(said), "{fields}");
    }
    let answer = browser.send("/konto/passnycklar/ny", &page.token(), &format!("namn=Min&svar={RIGHT}")).await;
    assert_eq!(answer.header("location"), "/konto?klart=passnyckel");
}

#[tokio::test]
async fn who_has_not_shown_who_they_are_does_it_first_and_comes_back() {
    let mut browser = Browser::new();
    let token = browser.get("/logga-in").await.token();
    browser.send("/logga-in", &token, &format!("namn=obekr%C3%A4ftad&losenord={RIGHT}&till=/konto")).await;
    let way = "/konto/bekrafta?till=/konto/passnycklar/ny";
    assert_eq!(browser.get("/konto/passnycklar/ny").await.header("location"), way);
    let token = browser.get(way).await.token();
    let wrong = browser.send("/konto/bekrafta", &token, "kod=1&till=/konto/passnycklar/ny").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for given in ["kod=123456".to_owned(), format!("svar={RIGHT}")] {
        let answer = browser.send("/konto/bekrafta", &token, &format!("{given}&till=/konto/passnycklar/ny")).await;
        assert_eq!(answer.header("location"), "/konto/passnycklar/ny", "{given}");
        let answer = browser.send("/konto/bekrafta", &token, &format!("{given}&till=https://evil.example")).await;
        assert_eq!(answer.header("location"), "/", "{given}");
    }
}

#[tokio::test]
async fn a_passkey_is_removed_on_a_page_of_its_own() {
    let mut browser = Browser::signed_in().await;
    let path = format!("/konto/passnycklar/{:032x}/ta-bort", 1);
    assert!(browser.get("/konto").await.body.contains(&path));
    let page = browser.get(&path).await;
    assert!(page.body.contains("Min telefon"));
    assert_eq!(browser.send(&path, &page.token(), "").await.header("location"), "/konto?klart=passnyckel-borta");
    assert_eq!(browser.get("/konto/passnycklar/0/ta-bort").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_last_second_factor_has_no_way_out_and_is_told_why() {
    let body = Browser::new().get("/galleri/konto-utan-passnyckel").await.body;
    assert!(body.contains("Min telefon") && !body.contains("/ta-bort"));
    assert!(body.contains("ditt enda andra steg"));
    assert!(body.contains("de kräver att sidorna nås över https"));
    assert!(!body.contains("/konto/passnycklar/ny"));
}

#[tokio::test]
async fn browsers_may_use_passkeys_on_these_pages_alone() {
    let answer = Browser::new().get("/logga-in").await;
    let policy = answer.header("permissions-policy");
    assert!(policy.contains("publickey-credentials-create=(self), publickey-credentials-get=(self)"), "{policy}");
}
