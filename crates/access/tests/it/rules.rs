//! The rule files themselves.

use std::{collections::BTreeSet, str::FromStr};

use access::Action;
use cedar_policy::{Effect, PolicySet, Schema, ValidationMode, Validator};

fn all() -> String {
    let mut text = String::new();
    let mut files: Vec<_> = std::fs::read_dir("policies").unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "cedar")) {
        text.push_str(&std::fs::read_to_string(file).unwrap());
    }
    text
}

fn schema() -> Schema {
    let text = std::fs::read_to_string("policies/schema.cedarschema").unwrap();
    let (schema, warnings) = Schema::from_cedarschema_str(&text).unwrap();
    let warnings: Vec<String> = warnings.map(|warning| warning.to_string()).collect();
    assert!(warnings.is_empty(), "{warnings:?}");
    schema
}

#[test]
fn every_rule_agrees_with_the_schema_in_strict_mode() {
    let policies = PolicySet::from_str(&all()).unwrap();
    let result = Validator::new(schema()).validate(&policies, ValidationMode::Strict);
    let errors: Vec<String> = result.validation_errors().map(ToString::to_string).collect();
    let warnings: Vec<String> = result.validation_warnings().map(ToString::to_string).collect();
    assert!(errors.is_empty() && warnings.is_empty(), "{errors:#?}\n{warnings:#?}");
}

#[test]
fn a_misspelt_role_act_or_state_is_found() {
    for rule in [
        r#"permit (principal in Role::"controler", action, resource);"#,
        r#"permit (principal, action == Action::"case_shwo", resource);"#,
        r#"permit (principal, action == Action::"case_show", resource) when { resource.state == State::"opne" };"#,
    ] {
        let policies = PolicySet::from_str(rule).unwrap();
        assert!(!Validator::new(schema()).validate(&policies, ValidationMode::Strict).validation_passed(), "{rule}");
    }
}

#[test]
fn the_schema_has_the_acts_of_the_program_and_what_they_are_done_to() {
    let schema = schema();
    let declared: BTreeSet<String> = schema.actions().map(|action| action.id().unescaped().to_owned()).collect();
    let known: BTreeSet<String> = Action::all().map(|action| action.as_str().to_owned()).collect();
    assert_eq!(declared, known);
    for action in Action::all() {
        let uid = format!("Action::\"{action}\"").parse().unwrap();
        let declared: BTreeSet<String> =
            schema.resources_for_action(&uid).unwrap().map(|name| name.to_string().to_lowercase()).collect();
        let done_to: BTreeSet<String> =
            action.done_to().iter().map(|kind| kind.as_str().replace("self", "account")).collect();
        assert_eq!(declared, done_to, "{action}");
    }
}

#[test]
fn every_rule_has_a_name_and_every_rule_that_forbids_says_why() {
    let policies = PolicySet::from_str(&all()).unwrap();
    for policy in policies.policies() {
        assert!(policy.annotation("id").is_some(), "{policy}");
        if policy.effect() == Effect::Forbid {
            assert!(policy.annotation("why").is_some_and(|why| why.ends_with('.')), "{policy}");
        }
    }
}

#[test]
fn of_a_set_of_people_the_rules_ask_only_for_the_one_who_asks() {
    let text = all();
    for set in [".members", ".conflicted", ".named"] {
        for (at, _) in text.match_indices(set) {
            assert!(text[at + set.len()..].starts_with(".contains(principal)"), "{}", &text[at..at + 60]);
        }
    }
}
