//! The bytes that are signed.

use serde::Serialize;
use serde_json::Value;

use super::{Hand, NotProposed, Signature};

const PROPOSAL: &str = "insyn/proposal/1";
const ACT: &str = "insyn/act/1";

/// Something as JSON in the one form that is signed.
pub(super) fn canonical<T: Serialize>(what: &T) -> Result<String, NotProposed> {
    let value = serde_json::to_value(what).map_err(|error| NotProposed::Form { detail: error.to_string() })?;
    canonical_value(&value)
}

/// A value with its keys sorted and without spaces.
pub(super) fn canonical_value(value: &Value) -> Result<String, NotProposed> {
    let mut text = String::new();
    write(value, &mut text)?;
    Ok(text)
}

fn write(value: &Value, text: &mut String) -> Result<(), NotProposed> {
    match value {
        Value::Number(number) if number.is_f64() => {
            return Err(NotProposed::Form { detail: format!("`{number}` är inget heltal") });
        }
        Value::Array(values) => {
            text.push('[');
            for (at, value) in values.iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                write(value, text)?;
            }
            text.push(']');
        }
        Value::Object(fields) => {
            // Sorted here and not by the map: a feature of serde_json can make it keep the order of arrival.
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_unstable_by_key(|(name, _)| *name);
            text.push('{');
            for (at, (name, value)) in fields.into_iter().enumerate() {
                if at > 0 {
                    text.push(',');
                }
                text.push_str(&Value::String(name.clone()).to_string());
                text.push(':');
                write(value, text)?;
            }
            text.push('}');
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => text.push_str(&value.to_string()),
    }
    Ok(())
}

/// What the proposer signs.
pub(super) fn of_proposal(id: &str, what: &str, reason: &str, by: &Hand, at: i64) -> Vec<u8> {
    let mut bytes = Vec::new();
    for field in [PROPOSAL, id, what, reason] {
        put(&mut bytes, field.as_bytes());
    }
    put_hand(&mut bytes, by, at);
    bytes
}

/// What the approver signs.
pub(super) fn of_act(proposal: &[u8], signature: &Signature, by: &Hand, at: i64) -> Vec<u8> {
    let mut bytes = Vec::new();
    put(&mut bytes, ACT.as_bytes());
    put(&mut bytes, proposal);
    put(&mut bytes, &signature.0);
    put_hand(&mut bytes, by, at);
    bytes
}

fn put(bytes: &mut Vec<u8>, field: &[u8]) {
    bytes.extend(u64::try_from(field.len()).unwrap_or(u64::MAX).to_le_bytes());
    bytes.extend(field);
}

fn put_hand(bytes: &mut Vec<u8>, hand: &Hand, at: i64) {
    let lower = |person: &crate::Person| person.as_str().to_lowercase();
    put(bytes, lower(&hand.person).as_bytes());
    put(bytes, hand.role.as_bytes());
    put(bytes, hand.manager.as_ref().map(lower).unwrap_or_default().as_bytes());
    put(bytes, hand.acting_for.as_ref().map(lower).unwrap_or_default().as_bytes());
    put(bytes, &at.to_le_bytes());
}
