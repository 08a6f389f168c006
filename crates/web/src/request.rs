//! What is asked: the body and the idempotency key, checked.

use axum::http::HeaderMap;
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use payments::Payment;
use serde::de::IgnoredAny;
use serde::{Deserialize, de::DeserializeOwned};

use crate::{Config, Fault};

/// The header with the caller's key.
pub(crate) const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// The longest text that is taken as the id of a payment or as an account number; no payment format allows a longer one.
const LONGEST: usize = 140;

/// A request that can be screened.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// The caller's key; none only for a single payment.
    pub(crate) key: Option<String>,
    pub(crate) payments: Vec<Payment>,
}

/// Whether the body is a batch.
#[derive(Deserialize)]
struct Head {
    payments: Option<IgnoredAny>,
}

/// The body of a batch.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Batch {
    payments: Vec<Payment>,
}

/// What the headers say of the body, before any of it is read.
pub(crate) fn check_headers(headers: &HeaderMap, config: &Config) -> Result<usize, Fault> {
    let is_json = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).is_some_and(|value| {
        let (kind, _) = value.split_once(';').unwrap_or((value, ""));
        kind.trim().eq_ignore_ascii_case("application/json")
    });
    if !is_json || headers.contains_key(CONTENT_ENCODING) {
        return Err(Fault::MediaType);
    }
    // A body of unknown length may become as large as any.
    let length = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    let length: usize = length.unwrap_or(config.body_bytes);
    if length > config.body_bytes {
        return Err(Fault::TooLarge { most: config.body_bytes });
    }
    Ok(length)
}

/// The caller's key, with or without the quotes of a structured field.
fn key(headers: &HeaderMap) -> Result<Option<String>, Fault> {
    let mut values = headers.get_all(IDEMPOTENCY_KEY).iter();
    let Some(value) = values.next() else { return Ok(None) };
    let text = value.to_str().map_err(|_| Fault::BadKey)?.trim();
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    let is_key = (1..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    if !is_key || values.next().is_some() {
        return Err(Fault::BadKey);
    }
    Ok(Some(text.to_owned()))
}

/// Reads a request.
pub(crate) fn read(headers: &HeaderMap, body: &[u8], config: &Config) -> Result<Asked, Fault> {
    let key = key(headers)?;
    if body.trim_ascii_start().first() != Some(&b'{') {
        return Err(Fault::Json {
            place: "början".to_owned(), detail: "begäran ska vara ett JSON-objekt".to_owned()
        });
    }
    let head: Head = parse(body)?;
    let is_batch = head.payments.is_some();
    let mut payments = if is_batch { parse::<Batch>(body)?.payments } else { vec![parse(body)?] };
    if payments.len() > config.batch_payments {
        return Err(Fault::TooMany { count: payments.len(), most: config.batch_payments });
    }
    if payments.is_empty() {
        return Err(Fault::Payment {
            place: "payments".to_owned(),
            what: "omgången är tom; skicka minst en betalning",
        });
    }
    if is_batch && key.is_none() {
        return Err(Fault::NoKey);
    }
    number(&mut payments);
    for (at, payment) in payments.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| payments.get(before));
        check(payment, before).map_err(|(field, what)| Fault::Payment {
            place: if is_batch { format!("payments[{at}].{field}") } else { field.to_owned() },
            what,
        })?;
    }
    Ok(Asked { key, payments })
}

/// A batch without places is numbered as it came.
fn number(payments: &mut [Payment]) {
    if payments.iter().all(|payment| payment.order == 0) {
        for (payment, order) in payments.iter_mut().zip(1..) {
            payment.order = order;
        }
    }
}

fn check(payment: &Payment, before: Option<&Payment>) -> Result<(), (&'static str, &'static str)> {
    let is_text =
        |text: &str| !text.trim().is_empty() && text.chars().count() <= LONGEST && !text.chars().any(char::is_control);
    // Two ids that look alike must not be two payments.
    if !is_text(&payment.id) || payment.id.trim() != payment.id {
        return Err((
            "id",
            "id ska vara 1-140 tecken utan styrtecken och utan blanksteg först eller sist; på det känns \
                           betalningen igen",
        ));
    }
    if !is_text(&payment.account.number) {
        return Err(("account.number", "kontonummer ska vara 1-140 tecken utan styrtecken"));
    }
    if payment.currency.len() != 3 || !payment.currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Err(("currency", "valutan ska vara tre stora bokstäver enligt ISO 4217, till exempel SEK"));
    }
    if payment.order <= before.map_or(0, |before| before.order) {
        return Err(("order", "order ska stiga genom omgången, från 1, eller utelämnas på alla betalningar"));
    }
    Ok(())
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Fault> {
    let mut reader = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let inner = error.into_inner();
        let line = format!("rad {}, kolumn {}", inner.line(), inner.column());
        Fault::Json { place: if path == "." { line } else { format!("{path} ({line})") }, detail: shortened(&inner) }
    })?;
    reader.end().map_err(|error| Fault::Json { place: "slutet".to_owned(), detail: shortened(&error) })?;
    Ok(value)
}

/// What the parser says, without the place, which is told apart, and no longer than a sentence.
fn shortened(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let said = text.split(" at line ").next().unwrap_or_default();
    said.chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    const ONE: &str =
        r#"{"id":"F-1","account":{"kind":"bankgiro","number":"5050-1055"},"amount_ore":1,"pay_on":"2026-03-02"}"#;

    fn asked(key: Option<&str>, body: &str) -> Result<Asked, Fault> {
        let mut headers = HeaderMap::new();
        if let Some(key) = key {
            headers.insert(IDEMPOTENCY_KEY, HeaderValue::from_str(key).unwrap());
        }
        read(&headers, body.as_bytes(), &Config { batch_payments: 3, ..Config::new("x") })
    }

    fn said(key: Option<&str>, body: &str) -> String {
        asked(key, body).unwrap_err().to_string()
    }

    fn batch(payments: &[&str]) -> String {
        format!("{{\"payments\":[{}]}}", payments.join(","))
    }

    fn placed(order: u64) -> String {
        ONE.replacen('{', &format!("{{\"order\":{order},"), 1)
    }

    #[test]
    fn a_single_payment_needs_no_key_and_a_batch_does() {
        assert_eq!(asked(None, ONE).unwrap().payments[0].order, 1);
        assert!(matches!(asked(None, &batch(&[ONE])), Err(Fault::NoKey)));
        let batch = asked(Some("\"k-1\""), &batch(&[ONE, ONE])).unwrap();
        assert_eq!(batch.key.as_deref(), Some("k-1"));
        assert_eq!(batch.payments.iter().map(|payment| payment.order).collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn places_are_kept_when_they_rise() {
        let given = asked(Some("k"), &batch(&[&placed(4), &placed(9)])).unwrap();
        assert_eq!(given.payments.iter().map(|payment| payment.order).collect::<Vec<_>>(), [4, 9]);
        assert!(said(Some("k"), &batch(&[&placed(4), &placed(4)])).starts_with("payments[1].order"));
        assert!(said(Some("k"), &batch(&[&placed(4), ONE])).starts_with("payments[1].order"));
        assert_eq!(asked(None, &placed(7)).unwrap().payments[0].order, 7);
    }

    #[test]
    fn keys_that_are_none_are_refused() {
        for key in ["", "\"\"", "a b", "å", &"k".repeat(129)] {
            assert!(matches!(asked(Some(key), ONE), Err(Fault::BadKey)), "{key}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        assert!(
            said(Some("k"), &batch(&[ONE, &ONE.replace("2026-03-02", "2026-02-30")])).contains("payments[1].pay_on")
        );
        assert!(said(None, &ONE.replace("bankgiro", "swish")).contains("account.kind"));
        assert!(said(None, &ONE.replace("\"id\"", "\"extra\":1,\"id\"")).contains("extra"));
        assert!(said(None, &ONE.replace("\"amount_ore\":1", "\"amount_ore\":1.5")).contains("amount_ore"));
        assert!(said(None, &ONE.replace("F-1", " ")).starts_with("id: "));
        assert!(said(None, &ONE.replace("F-1", "F-1 ")).starts_with("id: "));
        assert!(said(None, &ONE.replace("5050-1055", "")).starts_with("account.number: "));
        assert!(said(None, &ONE.replacen('{', "{\"currency\":\"sek\",", 1)).starts_with("currency: "));
        assert!(said(Some("k"), &batch(&[])).starts_with("payments: "));
        assert!(said(Some("k"), "{\"payments\":[],\"extra\":1}").contains("extra"));
        assert!(said(Some("k"), "{\"payments\":{}}").contains("payments"));
        assert!(matches!(asked(Some("k"), &batch(&[ONE; 4])), Err(Fault::TooMany { count: 4, most: 3 })));
        for body in ["", "{", "[]", "null", "x", &format!("{ONE}{ONE}"), &"[".repeat(100_000), "\"\u{0}\""] {
            assert!(matches!(asked(Some("k"), body), Err(Fault::Json { .. })), "{body:.20}");
        }
        let twice = ONE.replace("\"amount_ore\":1", "\"amount_ore\":1,\"amount_ore\":2");
        assert!(said(None, &twice).contains("duplicate field"));
    }

    #[test]
    fn headers_are_checked_before_the_body() {
        let config = Config { body_bytes: 10, ..Config::new("x") };
        let headers = |pairs: &[(&'static str, &'static str)]| -> HeaderMap {
            pairs.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value))).collect()
        };
        let json = ("content-type", "Application/JSON; charset=utf-8");
        assert_eq!(check_headers(&headers(&[json, ("content-length", "9")]), &config).unwrap(), 9);
        assert_eq!(check_headers(&headers(&[json]), &config).unwrap(), 10);
        assert!(matches!(
            check_headers(&headers(&[json, ("content-length", "11")]), &config),
            Err(Fault::TooLarge { most: 10 })
        ));
        for wrong in [&[("content-type", "text/plain")] as &[_], &[], &[json, ("content-encoding", "gzip")]] {
            assert!(matches!(check_headers(&headers(wrong), &config), Err(Fault::MediaType)));
        }
    }
}
