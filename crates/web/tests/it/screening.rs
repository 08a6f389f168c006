//! Verdicts, and when there is no `go`.

use std::sync::Arc;
use std::thread;

use payments::{Basis, ScreenError, Screened, Screener};
use serde_json::json;
use web::Event;

use crate::support::{Obedient, batch, config, lines, payment, post, start, start_with, until};

#[test]
fn a_single_payment_gets_its_verdict_and_what_it_rests_on() {
    let basis = Basis {
        generation: 7,
        snapshots: vec!["ledger-1".to_owned()],
        built_at: "2026-03-01".to_owned(),
        ..Basis::default()
    };
    let server = start_with(config(), Obedient { basis, ..Obedient::default() });
    let reply = server.post(None, &payment("A", "go"));
    assert_eq!(reply.verdicts(), ["go"]);
    assert_eq!(reply.body["answered_at"], "2026-03-01T08:00:00Z");
    assert_eq!(reply.body["basis"]["generation"], 7);
    assert_eq!(reply.body["basis"]["snapshots"], json!(["ledger-1"]));
    assert_eq!(server.get("/v1/basis", Some(5)).body["generation"], 7);
    assert_eq!(lines(&server.log()), 1);
}

#[test]
fn a_batch_is_answered_payment_by_payment_in_order() {
    let server = start();
    let asked = batch(&[payment("A", "go"), payment("B", "look"), payment("C", "hold"), payment("D", "go")]);
    let reply = server.post(Some("k"), &asked);
    assert_eq!(reply.verdicts(), ["go", "look", "hold", "go"]);
    assert_eq!(reply.body["answers"][2]["order"], 3);
    assert_eq!(reply.body["answers"][2]["reasons"][0]["sentence"], "Provat.");
}

#[test]
fn a_warning_leaves_no_go() {
    let basis = Basis { warnings: vec!["Registret är gammalt.".to_owned()], ..Basis::default() };
    let server = start_with(config(), Obedient { basis, ..Obedient::default() });
    let reply = server.post(Some("k"), &batch(&[payment("A", "go"), payment("B", "hold")]));
    assert_eq!(reply.verdicts(), ["look", "hold"]);
    assert!(reply.body["answers"][0]["reasons"][0]["sentence"].as_str().unwrap().contains("gammalt"));
}

#[test]
fn a_screener_that_fails_gives_no_verdict_and_leaves_no_trace() {
    let server = start();
    for says in ["fail", "panic", "short"] {
        let reply = server.post(Some(says), &batch(&[payment("A", "go"), payment("B", says)]));
        assert_eq!((reply.status, reply.problem()), (503, "screening"), "{says}");
    }
    assert_eq!(lines(&server.log()), 0);
    // The same keys are free, and the server lives on.
    assert_eq!(server.post(Some("fail"), &payment("A", "go")).verdicts(), ["go"]);
}

struct NotReady;

impl Screener for NotReady {
    fn screen(&self, _: &[payments::Payment]) -> Result<Vec<Screened>, ScreenError> {
        Err(ScreenError::NotReady { detail: "registren läses".to_owned() })
    }

    fn basis(&self) -> Basis {
        Basis::default()
    }
}

#[test]
fn a_server_that_is_not_ready_says_so_and_then_that_it_is() {
    let server = start_with(config(), NotReady);
    until("not ready", || server.get("/v1/health", None).status == 503);
    let health = server.get("/v1/health", None);
    assert!(health.body["reasons"][0].as_str().unwrap().contains("registren läses"));
    assert_eq!(server.post(None, &payment("A", "go")).problem(), "screening");
    server.screener.put(Arc::new(Obedient::default()));
    until("ready", || server.get("/v1/health", None).status == 200);
    assert_eq!(server.post(None, &payment("A", "go")).verdicts(), ["go"]);
    let events = server.events.lock().unwrap();
    assert!(events.iter().any(|event| matches!(event, Event::Trouble { .. })) && events.contains(&Event::Ready));
}

#[test]
fn the_index_is_exchanged_while_serving() {
    let server = start();
    let asking = |token: u8| {
        let address = server.address;
        thread::spawn(move || {
            let ask = |at: usize| {
                let reply = post(address, token, None, &payment(&format!("{token}-{at}"), "go"));
                assert_eq!(reply.verdicts(), ["go"]);
                reply.body["basis"]["generation"].as_u64().unwrap()
            };
            (0..60).map(ask).collect::<Vec<_>>()
        })
    };
    let threads = [asking(1), asking(2)];
    for generation in 1..=20 {
        let basis = Basis { generation, ..Basis::default() };
        server.screener.put(Arc::new(Obedient { basis, ..Obedient::default() }));
        thread::yield_now();
    }
    for thread in threads {
        let generations = thread.join().unwrap();
        assert!(generations.is_sorted(), "{generations:?}");
    }
    assert_eq!(server.post(None, &payment("last", "go")).body["basis"]["generation"], 20);
}

#[test]
fn what_is_told_of_requests_holds_nothing_of_the_payments() {
    let server = start();
    server.post(Some("nyckel"), &batch(&[payment("HEMLIG-1", "look"), payment("HEMLIG-2", "go")]));
    server.post(Some("nyckel"), &batch(&[payment("HEMLIG-1", "look"), payment("HEMLIG-2", "go")]));
    server.post(None, &payment("HEMLIG-3", "fail"));
    let events = server.events.lock().unwrap();
    let told = |event: &Event| serde_json::to_value(event).unwrap();
    let answered: Vec<_> = events.iter().map(told).filter(|event| event["event"] == "answered").collect();
    assert_eq!(answered.len(), 3);
    assert_eq!(answered[0]["token"], "a");
    assert_eq!(answered[0]["verdicts"], json!({ "go": 1, "look": 1, "hold": 0 }));
    assert_eq!((&answered[0]["replayed"], &answered[1]["replayed"]), (&json!(false), &json!(true)));
    assert_eq!((&answered[2]["status"], &answered[2]["problem"]), (&json!(503), &json!("screening")));
    let text = format!("{events:?}");
    for content in ["HEMLIG", "50501055", "5050-1055", "nyckel", "provat fel"] {
        assert!(!text.contains(content), "{content}: {text}");
    }
}

#[test]
fn every_answer_tells_a_browser_to_show_and_keep_nothing() {
    let server = start();
    let replies = [
        server.post(None, &payment("A", "go")),
        server.get("/v1/health", None),
        server.get("/v1/basis", None),
        server.get("/nowhere", None),
    ];
    for reply in replies {
        assert_eq!(reply.header("cache-control"), Some("no-store"));
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(reply.header("content-security-policy"), Some("default-src 'none'; frame-ancestors 'none'"));
        for absent in ["set-cookie", "access-control-allow-origin", "server"] {
            assert_eq!(reply.header(absent), None);
        }
    }
}
