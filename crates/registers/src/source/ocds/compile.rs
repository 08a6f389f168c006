//! Releases become one compiled release for each contracting process, by the merge rules of OCDS 1.1.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};

/// A release with the id of its process.
pub(super) type Release = (String, Map<String, Value>);

/// The ids of the processes that a post tells of, once for each release in it. A post that cannot be read tells of none.
pub(super) fn ocids(bytes: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    if let Ok(post) = serde_json::from_slice::<Post>(bytes) {
        post.count("", &mut found);
    }
    found
}

/// As much of a post as the first reading needs.
#[derive(Deserialize)]
struct Post {
    #[serde(default)]
    ocid: Value,
    #[serde(default)]
    releases: Option<Vec<Post>>,
    #[serde(default)]
    records: Option<Vec<Post>>,
    #[serde(default, rename = "compiledRelease")]
    compiled: Option<IgnoredAny>,
    #[serde(default)]
    url: Option<IgnoredAny>,
}

impl Post {
    fn count(&self, outer: &str, found: &mut Vec<String>) {
        let own = super::rows::text(&self.ocid);
        let ocid = if own.is_empty() { outer } else { &own };
        match (&self.records, self.compiled.is_some(), &self.releases) {
            (Some(records), ..) => records.iter().for_each(|record| record.count(ocid, found)),
            (None, false, Some(releases)) => releases.iter().for_each(|release| release.count(ocid, found)),
            _ if ocid.is_empty() || (own.is_empty() && self.url.is_some()) => {}
            _ => found.push(ocid.to_owned()),
        }
    }
}

/// The releases of a post: of a package, of a record (its compiled release if it has one), or itself.
///
/// # Errors
/// Why the post is none of these; Swedish, follows "Posten ".
pub(super) fn releases(post: Value, outer: &str, found: &mut Vec<Release>) -> Result<(), String> {
    let Value::Object(mut post) = post else {
        return Err("är inget objekt: här ska en release eller ett record stå".to_owned());
    };
    let own = post.get("ocid").map(super::rows::text).unwrap_or_default();
    let ocid = if own.is_empty() { outer.to_owned() } else { own.clone() };
    let lists = [post.remove("records"), post.remove("compiledRelease"), post.remove("releases")];
    match lists {
        [Some(Value::Array(records)), ..] => records.into_iter().try_for_each(|record| releases(record, &ocid, found)),
        [_, Some(compiled @ Value::Object(_)), _] => releases(compiled, &ocid, found),
        [_, _, Some(Value::Array(list))] => {
            let is_linked = |release: &Value| release.get("url").is_some() && release.get("ocid").is_none();
            if !list.is_empty() && list.iter().all(is_linked) {
                return Err("har bara länkar till sina releaser: begär releaserna själva, eller ett record med \
                            compiledRelease"
                    .to_owned());
            }
            list.into_iter().filter(|release| !is_linked(release)).try_for_each(|one| releases(one, &ocid, found))
        }
        _ if ocid.is_empty() => {
            Err("saknar ocid, upphandlingens id i OCDS: be utgivaren om en export med ocid".to_owned())
        }
        _ => {
            found.push((ocid, post));
            Ok(())
        }
    }
}

/// Lays a later release over an earlier one: objects member by member, lists of objects with ids by id, all else replaced.
/// A null takes away.
pub(super) fn merge(base: &mut Map<String, Value>, later: Map<String, Value>) {
    for (key, value) in later {
        match (base.get_mut(&key), value) {
            (Some(_), Value::Null) => drop(base.remove(&key)),
            (None, Value::Null) => {}
            (Some(Value::Object(base)), Value::Object(later)) => merge(base, later),
            (Some(Value::Array(base)), Value::Array(later)) => merge_list(base, later),
            (_, value) => drop(base.insert(key, value)),
        }
    }
}

fn merge_list(base: &mut Vec<Value>, later: Vec<Value>) {
    let has_id = |value: &Value| value.get("id").is_some_and(|id| !id.is_null());
    if !base.iter().chain(&later).all(has_id) {
        *base = later;
        return;
    }
    for value in later {
        let known = base.iter_mut().find(|known| known.get("id") == value.get("id"));
        match (known, value) {
            (Some(Value::Object(known)), Value::Object(value)) => merge(known, value),
            (_, value) => base.push(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn map(value: Value) -> Map<String, Value> {
        match value {
            Value::Object(map) => map,
            _ => panic!("no object"),
        }
    }

    #[test]
    fn a_later_release_is_laid_over_an_earlier_one() {
        let mut base = map(json!({"tender": {"title": "a", "value": 1}, "tags": ["x"],
            "awards": [{"id": 1, "status": "pending", "date": "d"}]}));
        merge(
            &mut base,
            map(json!({"tender": {"title": "b", "value": null}, "tags": ["y"],
                "awards": [{"id": 1, "status": "active"}, {"id": 2}]})),
        );
        let expect = json!({"tender": {"title": "b"}, "tags": ["y"],
            "awards": [{"id": 1, "status": "active", "date": "d"}, {"id": 2}]});
        assert_eq!(Value::Object(base), expect);
    }

    #[test]
    fn both_readings_find_the_same_processes() {
        let check = |text: &str| {
            let mut found = Vec::new();
            let value = serde_json::from_str(text).unwrap();
            let _fault = releases(value, "", &mut found);
            let found: Vec<String> = found.into_iter().map(|(ocid, _)| ocid).collect();
            assert_eq!(found, ocids(text.as_bytes()), "{text}");
            found.len()
        };
        assert_eq!(check(r#"{"ocid": "a", "tender": {}}"#), 1);
        assert_eq!(check(r#"{"ocid": 7}"#), 1);
        assert_eq!(check(r#"{"releases": [{"ocid": "a"}, {"ocid": "b"}]}"#), 2);
        assert_eq!(check(r#"{"ocid": "a", "compiledRelease": {"tender": {}}, "releases": [{"url": "u"}]}"#), 1);
        assert_eq!(check(r#"{"records": [{"ocid": "a", "releases": [{"tag": []}, {"ocid": "a"}]}]}"#), 2);
        assert_eq!(check(r#"{"ocid": "a", "releases": [{"url": "u"}]}"#), 0);
        assert_eq!(check(r#"{"tender": {}}"#), 0);
    }
}
