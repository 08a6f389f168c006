//! Input that is wrong, on purpose or not.

use std::io::Write;

use serde_json::{Value, json};
use web::Config;

use crate::support::{
    Obedient, batch, call, config, connect, lines, payment, read, request, secret, start, start_with,
};

#[test]
fn a_body_that_is_not_as_described_is_refused_with_its_place() {
    let server = start();
    let mut cases: Vec<(Value, u16, &str, &str)> = vec![
        (json!([]), 400, "json", "objekt"),
        (json!({}), 400, "json", "id"),
        (json!({ "payments": 1 }), 400, "json", "payments"),
        (batch(&[]), 422, "payment", "tom"),
    ];
    let changed = |field: &str, value: Value| {
        let mut payment = payment("A", "go");
        payment[field] = value;
        batch(&[self::payment("B", "go"), payment])
    };
    cases.push((changed("amount_ore", json!("100")), 400, "json", "payments[1].amount_ore"));
    cases.push((changed("amount_ore", json!(1.5)), 400, "json", "payments[1].amount_ore"));
    cases.push((changed("pay_on", json!("i morgon")), 400, "json", "payments[1].pay_on"));
    cases.push((changed("belopp", json!(1)), 400, "json", "belopp"));
    cases.push((changed("id", json!("")), 422, "payment", "Payments[1].id"));
    cases.push((changed("currency", json!("kr")), 422, "payment", "Payments[1].currency"));
    for (body, status, problem, place) in cases {
        let reply = server.post(Some("k"), &body);
        assert_eq!((reply.status, reply.problem()), (status, problem), "{body}");
        assert!(reply.body["detail"].as_str().unwrap().contains(place), "{reply:?}");
    }
    assert_eq!(lines(&server.log()), 0);
}

#[test]
fn a_batch_needs_a_key() {
    let server = start();
    assert_eq!(server.post(None, &batch(&[payment("A", "go")])).problem(), "no-key");
    assert_eq!(server.post(Some("å"), &batch(&[payment("A", "go")])).problem(), "bad-key");
}

#[test]
fn too_much_in_one_request_is_refused() {
    let server = start_with(Config { batch_payments: 2, body_bytes: 2_000, ..config() }, Obedient::default());
    let three = batch(&[payment("A", "go"), payment("B", "go"), payment("C", "go")]);
    assert_eq!(server.post(Some("k"), &three).problem(), "too-many");
    let long = payment("A", &"x".repeat(3_000));
    let reply = server.post(None, &long);
    assert_eq!((reply.status, reply.problem()), (413, "too-large"));
    // Without a length the body is counted as it comes.
    let text = format!(
        "POST /v1/screen HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n\
         Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n{:x}\r\n{long}\r\n0\r\n\r\n",
        secret(1),
        long.to_string().len()
    );
    assert_eq!(call(server.address, &text).problem(), "too-large");
}

#[test]
fn a_chunked_body_is_read_like_any_other() {
    let server = start();
    let body = payment("A", "go").to_string();
    let (first, last) = body.split_at(10);
    let text = format!(
        "POST /v1/screen HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n\
         Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n{:x}\r\n{first}\r\n{:x}\r\n{last}\r\n0\r\n\r\n",
        secret(1),
        first.len(),
        last.len()
    );
    assert_eq!(call(server.address, &text).verdicts(), ["go"]);
}

#[test]
fn other_addresses_methods_and_types_are_refused() {
    let server = start();
    let bare = |line: &str| format!("{line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    assert_eq!(call(server.address, &bare("GET /v2/screen")).problem(), "not-found");
    let reply = call(server.address, &bare("GET /v1/screen"));
    assert_eq!((reply.status, reply.header("allow")), (405, Some("POST")));
    let reply = call(server.address, &bare("DELETE /v1/health"));
    assert_eq!((reply.status, reply.header("allow")), (405, Some("GET, HEAD")));
    let text = request(1, None, &payment("A", "go").to_string());
    assert_eq!(call(server.address, &text.replace("application/json", "text/plain")).problem(), "media-type");
    let packed = text.replace("Connection", "Content-Encoding: gzip\r\nConnection");
    assert_eq!(call(server.address, &packed).problem(), "media-type");
}

#[test]
fn what_is_no_http_gets_no_verdict() {
    let server = start();
    let long = format!("GET /v1/health HTTP/1.1\r\nHost: x\r\nX: {}\r\n\r\n", "y".repeat(100_000));
    let many = format!("GET /v1/health HTTP/1.1\r\n{}\r\n", "X: y\r\n".repeat(200));
    for text in ["\u{0}\u{0}\r\n\r\n", "GET\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", &long, &many] {
        let mut stream = connect(server.address).unwrap();
        drop(stream.write_all(text.as_bytes()));
        let reply = read(&mut stream);
        assert!(reply.is_none_or(|reply| reply.status >= 400), "{text:.40}");
    }
    assert_eq!(server.post(None, &payment("A", "go")).verdicts(), ["go"]);
}
