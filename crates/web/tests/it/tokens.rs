//! Who may ask.

use std::sync::Arc;

use web::Tokens;

use crate::support::{call, lines, payment, post, start, until};

#[test]
fn without_a_valid_token_nothing_is_screened() {
    let server = start();
    let cases = [(9, 401, "unknown-token"), (3, 401, "expired-token"), (4, 403, "authority"), (5, 403, "scope")];
    for (token, status, problem) in cases {
        let reply = post(server.address, token, None, &payment("A", "go"));
        assert_eq!((reply.status, reply.problem()), (status, problem));
        assert!(reply.header("www-authenticate").unwrap().starts_with("Bearer"));
        assert!(reply.body["detail"].as_str().unwrap().starts_with("Åtkomstmärket"));
    }
    assert_eq!(lines(&server.log()), 0);
    assert_eq!(post(server.address, 1, None, &payment("A", "go")).verdicts(), ["go"]);
}

#[test]
fn a_header_that_is_no_bearer_token_is_refused() {
    let server = start();
    for header in ["", "Authorization: Basic YTpi\r\n", "Authorization: Bearer\r\n", "Authorization: \u{e5}\r\n"] {
        let text = format!("GET /v1/basis HTTP/1.1\r\nHost: x\r\n{header}Connection: close\r\n\r\n");
        assert_eq!(call(server.address, &text).status, 401, "{header}");
    }
}

#[test]
fn health_and_description_need_no_token_and_the_basis_does() {
    let server = start();
    until("ready", || server.get("/v1/health", None).body["status"] == "ready");
    assert_eq!(server.get("/v1/openapi.json", None).status, 200);
    assert_eq!(server.get("/v1/basis", None).status, 401);
    assert_eq!(server.get("/v1/basis", Some(1)).status, 200);
    assert_eq!(server.get("/v1/basis", Some(5)).status, 200);
}

#[test]
fn a_token_that_is_taken_back_stops_working_at_once() {
    let server = start();
    assert_eq!(server.get("/v1/basis", Some(1)).status, 200);
    server.tokens.put(Arc::new(Tokens::default()));
    assert_eq!(server.get("/v1/basis", Some(1)).problem(), "unknown-token");
}
