//! The same question twice, and the same payment twice.

use std::thread;

use crate::support::{batch, lines, payment, post, start};

#[test]
fn the_same_key_and_body_give_the_same_answers_again() {
    let server = start();
    let asked = batch(&[payment("A", "go"), payment("B", "hold")]);
    let first = server.post(Some("k"), &asked);
    let again = server.post(Some("\"k\""), &asked);
    assert_eq!(first.body["answers"], again.body["answers"]);
    assert_eq!(first.body["answered_at"], again.body["answered_at"]);
    assert_eq!((&first.body["replayed"], &again.body["replayed"]), (&false.into(), &true.into()));
    assert!(again.body["basis"].is_null());
    assert_eq!(lines(&server.log()), 1);
    // As long as the log is there, so is the answer.
    let server = server.again();
    assert_eq!(server.post(Some("k"), &asked).body["answers"], first.body["answers"]);
}

#[test]
fn the_same_key_with_another_body_is_refused() {
    let server = start();
    server.post(Some("k"), &batch(&[payment("A", "go")]));
    for other in [payment("B", "go"), payment("A", "another name")] {
        let reply = server.post(Some("k"), &batch(&[other]));
        assert_eq!((reply.status, reply.problem()), (422, "key-reused"));
    }
    let server = server.again();
    assert_eq!(server.post(Some("k"), &batch(&[payment("B", "go")])).problem(), "key-reused");
}

#[test]
fn a_payment_that_was_released_is_held_under_every_other_key() {
    let server = start();
    assert_eq!(server.post(None, &payment("A", "go")).verdicts(), ["go"]);
    for key in [None, Some("k")] {
        let reply = server.post(key, &payment("A", "go"));
        assert_eq!(reply.verdicts(), ["hold"]);
        assert_eq!(reply.body["answers"][0]["reasons"][0]["check"], "released-before");
    }
    assert_eq!(post(server.address, 2, Some("k"), &payment("A", "go")).verdicts(), ["hold"]);
    let server = server.again();
    assert_eq!(server.post(None, &payment("A", "go")).verdicts(), ["hold"]);
    assert_eq!(server.post(Some("n"), &batch(&[payment("B", "go"), payment("B", "go")])).verdicts(), ["go", "hold"]);
}

#[test]
fn two_tokens_may_use_the_same_key() {
    let server = start();
    assert_eq!(post(server.address, 1, Some("k"), &payment("A", "go")).verdicts(), ["go"]);
    let reply = post(server.address, 2, Some("k"), &payment("B", "go"));
    assert_eq!(reply.verdicts(), ["go"]);
    assert_eq!(reply.body["replayed"], false);
}

#[test]
fn asked_by_many_at_once_a_payment_goes_once() {
    let server = start();
    let address = server.address;
    let ask = |at: u8| {
        thread::spawn(move || {
            let key = format!("k{at}");
            let reply = post(address, 1 + at % 2, Some(&key), &batch(&[payment("A", "go")]));
            reply.verdicts()[0] == "go"
        })
    };
    let threads: Vec<_> = (0..24).map(ask).collect();
    let gone = threads.into_iter().map(|thread| thread.join().unwrap()).filter(|is_go| *is_go).count();
    assert_eq!(gone, 1);
}
