//! More than the server takes.

use std::io::{Read, Write};
use std::sync::{Arc, RwLock};
use std::thread;
use std::time::Duration;

use web::{Config, Event};

use crate::support::{
    Obedient, batch, call, config, connect, lines, payment, post, read, request, start_with, try_call, until,
};

/// A server whose screener waits for the gate.
fn gated(config: Config) -> (crate::support::Running, Arc<RwLock<()>>) {
    let gate = Arc::new(RwLock::new(()));
    let server = start_with(config, Obedient { gate: Arc::clone(&gate), ..Obedient::default() });
    until("ready", || server.get("/v1/health", None).status == 200);
    (server, gate)
}

#[test]
fn a_full_queue_sheds_and_answers_those_that_are_in_it() {
    let limits = Config { batch_payments: 2, queue_payments: 4, token_queue_payments: 4, ..config() };
    let (server, gate) =
        gated(Config { queue_wait: Duration::from_secs(600), answer_wait: Duration::from_secs(600), ..limits });
    let closed = gate.write().unwrap();
    let address = server.address;
    let waiting: Vec<_> = ["A", "B"]
        .map(|id| {
            let two = batch(&[payment(id, "go"), payment(&format!("{id}2"), "go")]);
            thread::spawn(move || post(address, 1, Some(id), &two))
        })
        .into_iter()
        .collect();
    // Refused from the moment that both are in; until then a lone payment would wait, so it asks with two.
    until("full", || {
        let text = request(2, Some("C"), &batch(&[payment("C", "go"), payment("C2", "go")]).to_string());
        let mut stream = connect(address).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        stream.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
        read(&mut stream).is_some_and(|reply| {
            assert_eq!((reply.status, reply.problem(), reply.header("retry-after")), (503, "full", Some("1")));
            true
        })
    });
    assert_eq!(lines(&server.log()), 0, "nobody is answered before the screener has answered");
    drop(closed);
    for thread in waiting {
        let reply = thread.join().unwrap();
        assert!(reply.status == 200 && reply.verdicts() == ["go", "go"] || reply.problem() == "full", "{reply:?}");
    }
}

#[test]
fn one_token_cannot_fill_the_queue_for_another() {
    let limits = Config { batch_payments: 1, queue_payments: 2, token_queue_payments: 1, ..config() };
    let (server, gate) =
        gated(Config { queue_wait: Duration::from_secs(600), answer_wait: Duration::from_secs(600), ..limits });
    let closed = gate.write().unwrap();
    let address = server.address;
    let ask = |token, id: &'static str| thread::spawn(move || post(address, token, Some(id), &payment(id, "go")));
    let threads = [ask(1, "A"), ask(1, "B")];
    // One of the two is refused while the other waits; the other token still gets in.
    let is_refused = |event: &Event| matches!(event, Event::Answered { problem: Some("token-queue"), .. });
    until("refused", || server.events.lock().unwrap().iter().any(is_refused));
    let other = ask(2, "C");
    // Time to come into the queue beside the first; it is answered in any case.
    thread::sleep(Duration::from_millis(300));
    drop(closed);
    let replies = threads.map(|thread| thread.join().unwrap());
    let mut statuses = replies.each_ref().map(|reply| reply.status);
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 429]);
    let refused = replies.iter().find(|reply| reply.status == 429).unwrap();
    assert_eq!((refused.problem(), refused.header("retry-after")), ("token-queue", Some("1")));
    assert_eq!(other.join().unwrap().verdicts(), ["go"]);
}

#[test]
fn who_waited_too_long_is_refused_unscreened() {
    let (server, _gate) = gated(Config { queue_wait: Duration::ZERO, ..config() });
    let reply = server.post(Some("A"), &payment("A", "go"));
    assert_eq!((reply.status, reply.problem(), reply.header("retry-after")), (503, "waited", Some("1")));
    assert_eq!(lines(&server.log()), 0);
}

#[test]
fn an_answer_that_does_not_come_is_no_go_and_can_be_had_later() {
    let (server, gate) = gated(Config { answer_wait: Duration::from_millis(100), ..config() });
    let closed = gate.write().unwrap();
    let late = server.post(Some("A"), &payment("A", "go"));
    assert_eq!((late.status, late.problem()), (503, "late"));
    drop(closed);
    until("recorded", || lines(&server.log()) == 1);
    let again = server.post(Some("A"), &payment("A", "go"));
    assert_eq!((again.verdicts(), &again.body["replayed"]), (vec!["go"], &true.into()));
}

#[test]
fn a_token_that_asks_too_often_is_told_to_wait() {
    let server = start_with(Config { token_per_second: 5, ..config() }, Obedient::default());
    let replies: Vec<_> = (0..60).map(|at| server.post(None, &payment(&format!("{at}"), "go"))).collect();
    let refused: Vec<_> = replies.iter().filter(|reply| reply.status == 429).collect();
    assert!(refused.len() > 5, "{}", refused.len());
    for reply in refused {
        assert_eq!((reply.problem(), reply.header("retry-after")), ("too-often", Some("1")));
    }
    assert_eq!(post(server.address, 2, None, &payment("other", "go")).verdicts(), ["go"]);
}

#[test]
fn a_slow_body_is_not_waited_for() {
    let server = start_with(Config { body_wait: Duration::from_millis(200), ..config() }, Obedient::default());
    let text = request(1, None, &payment("A", "go").to_string());
    let (cut, _) = text.split_at(text.len() - 5);
    let reply = call(server.address, cut);
    assert_eq!((reply.status, reply.problem()), (408, "slow"));
    assert_eq!(lines(&server.log()), 0);
}

#[test]
fn a_body_that_breaks_off_is_no_request() {
    let server = start_with(config(), Obedient::default());
    let text = request(1, None, &payment("A", "go").to_string());
    let mut stream = connect(server.address).unwrap();
    stream.write_all(&text.as_bytes()[..text.len() - 5]).unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let reply = read(&mut stream);
    assert!(reply.is_none_or(|reply| reply.status == 400));
    assert_eq!(lines(&server.log()), 0);
}

#[test]
fn a_slow_head_and_an_unused_connection_are_closed() {
    let server = start_with(Config { head_wait: Duration::from_millis(200), ..config() }, Obedient::default());
    for text in ["", "POST /v1/screen HTTP/1.1\r\nHost"] {
        let mut stream = connect(server.address).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        let mut rest = Vec::new();
        // The end comes, whatever it says: closed, or reset.
        drop(stream.read_to_end(&mut rest));
        assert!(!String::from_utf8_lossy(&rest).contains(" 200 "), "{text}");
    }
}

#[test]
fn answers_that_nobody_reads_close_the_connection() {
    let limits = Config { write_wait: Duration::from_millis(300), connections: 1, ..config() };
    let server = start_with(limits, Obedient::default());
    let mut greedy = connect(server.address).unwrap();
    greedy.set_write_timeout(Some(Duration::from_millis(300))).unwrap();
    let ask = "GET /v1/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n";
    // Asks until nothing more goes out, because the server cannot answer any more, or has closed.
    for _ in 0..100_000 {
        if greedy.write_all(ask.as_bytes()).is_err() {
            break;
        }
    }
    // The only place is free again although the client still holds its end.
    until("closed", || server.get("/v1/health", None).status == 200);
    drop(greedy);
}

#[test]
fn more_connections_than_allowed_are_turned_away_at_the_door() {
    let server = start_with(Config { connections: 2, ..config() }, Obedient::default());
    let held: Vec<_> = (0..2).map(|_| connect(server.address).unwrap()).collect();
    until("turned away", || {
        let reply = try_call(server.address, "GET /v1/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        reply.is_some_and(|reply| reply.status == 503 && reply.problem() == "crowded")
    });
    assert!(server.events.lock().unwrap().contains(&Event::Crowded));
    drop(held);
    let ask = "GET /v1/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    until("let in", || try_call(server.address, ask).is_some_and(|reply| reply.status == 200));
}

#[test]
fn limits_that_contradict_each_other_are_found_at_the_start() {
    let changes: [fn(&mut Config); 4] = [
        |config| config.authority.clear(),
        |config| config.queue_payments = config.batch_payments - 1,
        |config| config.reading_bytes = 1,
        |config| config.token_per_second = 0,
    ];
    for change in changes {
        let mut config = config();
        change(&mut config);
        let folder = tempfile::tempdir().unwrap();
        let parts = crate::support::parts(folder.path());
        assert!(web::Server::new(config, parts).is_err());
    }
}
