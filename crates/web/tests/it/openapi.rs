//! The description of the API: what it says is true, and what is true it says.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Value, json};
use web::{Config, OPENAPI, Route};

use crate::support::{Reply, start};

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(OPENAPI).unwrap());

/// A validator for each schema of the description.
static SCHEMAS: LazyLock<BTreeMap<String, Validator>> = LazyLock::new(|| {
    let names = DOCUMENT["components"]["schemas"].as_object().unwrap().keys();
    names.map(|name| (name.clone(), validator(&json!({ "$ref": format!("#/components/schemas/{name}") })))).collect()
});

/// A schema of the description, with the others in reach.
fn validator(schema: &Value) -> Validator {
    let mut schema = schema.clone();
    schema["components"] = DOCUMENT["components"].clone();
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

fn faults(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn resolved(value: &Value) -> &Value {
    match value["$ref"].as_str() {
        Some(place) => DOCUMENT.pointer(place.trim_start_matches('#')).expect("a $ref leads somewhere"),
        None => value,
    }
}

/// Whether an answer of the server is one that the description allows.
pub(crate) fn conforms(method: &str, path: &str, reply: &Reply) {
    if reply.header("content-security-policy").is_none() {
        // Closed at the door, before anything was read.
        assert_eq!(reply.body["type"], "urn:insyn:problem:crowded");
        return;
    }
    let operation = &DOCUMENT["paths"][path][method.to_ascii_lowercase()];
    let status = reply.status.to_string();
    let schema = match operation["responses"].get(&status) {
        Some(response) => {
            let response = resolved(response);
            for (name, _) in response["headers"].as_object().into_iter().flatten() {
                assert!(reply.header(name).is_some(), "{path} {status} lacks {name}: {reply:?}");
            }
            let kind = reply.header("content-type").unwrap();
            response["content"][kind]["schema"].clone()
        }
        // Addresses and methods that are not described.
        None => {
            assert!(operation.is_null(), "{path} {status} is not described: {reply:?}");
            json!({ "$ref": "#/components/schemas/Problem" })
        }
    };
    let validator = match schema["$ref"].as_str().and_then(|place| SCHEMAS.get(place.rsplit('/').next().unwrap())) {
        Some(validator) => validator,
        None => &validator(&schema),
    };
    assert_eq!(faults(validator, &reply.body), Vec::<String>::new(), "{path} {reply:?}");
}

#[test]
fn every_route_is_described_and_nothing_else() {
    let served: BTreeSet<String> =
        Route::ALL.iter().map(|route| format!("{} {}", route.method().to_ascii_lowercase(), route.path())).collect();
    let paths = DOCUMENT["paths"].as_object().unwrap();
    let methods = |(path, item): (&String, &Value)| -> Vec<String> {
        item.as_object().unwrap().keys().map(|method| format!("{method} {path}")).collect()
    };
    let described: BTreeSet<String> = paths.iter().flat_map(methods).collect();
    assert_eq!(served, described);
}

#[test]
fn what_is_served_is_the_description() {
    let server = start();
    let reply = server.get("/v1/openapi.json", None);
    assert_eq!((reply.status, &reply.body), (200, &*DOCUMENT));
    assert_eq!(reply.body["openapi"], "3.1.0");
}

/// Schema and examples of every `content` below a value.
fn contents<'a>(value: &'a Value, found: &mut Vec<(&'a Value, Vec<&'a Value>)>) {
    if let Some(schema) = value.get("schema") {
        let named = value["examples"].as_object().into_iter().flatten().map(|(_, example)| &example["value"]);
        found.push((schema, named.chain(value.get("example")).collect()));
    }
    let parts = value.as_object().into_iter().flatten().map(|(_, part)| part);
    for part in parts.chain(value.as_array().into_iter().flatten()) {
        contents(part, found);
    }
}

#[test]
fn every_example_is_as_its_schema_says() {
    let mut found = Vec::new();
    contents(&DOCUMENT, &mut found);
    let mut count = 0;
    for (schema, examples) in found {
        let validator = validator(schema);
        for example in examples {
            assert_eq!(faults(&validator, example), Vec::<String>::new(), "{example}");
            count += 1;
        }
    }
    assert_eq!(count, 10);
}

#[test]
fn every_reference_leads_somewhere_and_every_schema_is_used() {
    let mut used = BTreeSet::new();
    let mut waiting = vec![&*DOCUMENT];
    while let Some(value) = waiting.pop() {
        if let Some(place) = value.get("$ref").and_then(Value::as_str) {
            assert!(!resolved(value).is_null(), "{place}");
            used.insert(place.rsplit('/').next().unwrap());
        }
        waiting.extend(value.as_object().into_iter().flatten().map(|(_, part)| part));
        waiting.extend(value.as_array().into_iter().flatten());
    }
    for name in SCHEMAS.keys() {
        assert!(used.contains(name.as_str()), "{name}");
    }
}

#[test]
fn limits_in_the_description_are_those_of_the_server() {
    let most = &DOCUMENT["components"]["schemas"]["Batch"]["properties"]["payments"]["maxItems"];
    assert_eq!(most, Config::new("x").batch_payments);
}

#[test]
fn the_requests_in_the_description_are_answered() {
    let server = start();
    let operation = &DOCUMENT["paths"]["/v1/screen"]["post"];
    for (name, example) in operation["requestBody"]["content"]["application/json"]["examples"].as_object().unwrap() {
        let reply = server.post(Some(name), &example["value"]);
        assert_eq!(reply.status, 200, "{name} {reply:?}");
    }
}
