//! What the gate does in every combination, written so that a lawyer can read it and a test can compare it.

use std::fmt::Write;

use signals::gate::{Decision, Held, PersonalData, Rule, gate};

use super::{confirmed, crossing, day, decision, held, need, proposed, set, today};

const FILE: &str = "tests/it/gate/matrix.txt";

#[derive(Clone, Copy)]
struct Combination {
    class: PersonalData,
    purpose: &'static str,
    ground: &'static str,
    authorities: &'static str,
}

const PURPOSES: [&str; 3] = ["samma", "annat, med grund", "annat, utan grund"];
const GROUNDS: [&str; 2] = ["nämnd", "inte nämnd"];
const AUTHORITIES: [&str; 3] = ["en", "flera, med grund", "flera, utan grund"];

/// The rules that refuse, by one person's decision and by two people's, each complete in all else.
fn answer(combination: Combination, people: usize) -> String {
    let several = combination.authorities != "en";
    let what = Decision {
        authorities: if several { set(["kommunstyrelsen", "socialnamnden"]) } else { set(["kommunstyrelsen"]) },
        personal_data: [combination.class].into(),
        grounds: if combination.ground == "nämnd" { decision().grounds } else { set(["annan lag"]) },
        sharing_ground: if combination.authorities == "flera, med grund" {
            decision().sharing_ground
        } else {
            String::new()
        },
        further_use_ground: if combination.purpose == "annat, med grund" { "6.4".to_owned() } else { String::new() },
        ..decision()
    };
    let purpose = if combination.purpose == "samma" { "internal-control" } else { "log-review" };
    let of = |held: Held| Held { purpose: purpose.to_owned(), ..held };
    let both = crossing().map(of);
    let read = if several { &both[..] } else { &both[..1] };
    let record = match people {
        1 => signals::gate::Record::propose(proposed(what)).unwrap(),
        _ => confirmed(what),
    };
    verdict(&gate(&[need(combination.class)], read, &[record], today()).refusals)
}

fn verdict(refusals: &[signals::gate::Refusal]) -> String {
    let Some(refusal) = refusals.first() else { return "körs".to_owned() };
    let mut rules: Vec<usize> = refusal.reasons.iter().map(|reason| number(reason.rule())).collect();
    rules.dedup();
    format!("nej: {}", rules.iter().map(usize::to_string).collect::<Vec<_>>().join(", "))
}

fn number(rule: Rule) -> usize {
    Rule::ALL.iter().position(|known| *known == rule).unwrap() + 1
}

fn text() -> String {
    let mut text =
        "Rättsgrinden: vad som körs och vad som stoppas\n\nSiffrorna efter \"nej\" är reglerna som stoppar.\n\n"
            .to_owned();
    for rule in Rule::ALL {
        let _ = writeln!(text, "{:>2}. {}\n    Källa: {}", number(rule), rule.demand(), rule.source());
    }
    text.push_str("\nRegister lästa under ett beslut som i övrigt är komplett\n\n");
    let _ = writeln!(
        text,
        "{:<34}{:<20}{:<12}{:<20}{:<22}av två",
        "personuppgifter", "registrets ändamål", "grunden", "myndigheter", "beslut av en person"
    );
    for class in PersonalData::ALL {
        for purpose in PURPOSES {
            for ground in GROUNDS {
                for authorities in AUTHORITIES {
                    let row = Combination { class, purpose, ground, authorities };
                    let (one, two) = (answer(row, 1), answer(row, 2));
                    let label = class.label();
                    let _ = writeln!(text, "{label:<34}{purpose:<20}{ground:<12}{authorities:<20}{one:<22}{two}");
                }
            }
        }
    }
    text.push_str("\nInformation till personalen och konsekvensbedömning, beslut av två personer, en myndighet\n\n");
    let _ = writeln!(text, "{:<34}{:<24}{:<20}svar", "personuppgifter", "personalen informerad", "bedömning");
    for class in PersonalData::ALL {
        for (informed, on) in [("före", Some("2025-12-10")), ("efter", Some("2026-11-23")), ("nej", None)] {
            for (assessment, dpia) in [("finns", "KS 2025/900"), ("saknas", "")] {
                let what = Decision {
                    personal_data: [class].into(),
                    staff_informed_on: on.map(day),
                    dpia: dpia.to_owned(),
                    ..decision()
                };
                let read = [held("kommunstyrelsen", "ledger")];
                let answer = verdict(&gate(&[need(class)], &read, &[confirmed(what)], today()).refusals);
                let _ = writeln!(text, "{:<34}{informed:<24}{assessment:<20}{answer}", class.label());
            }
        }
    }
    text
}

/// `INSYN_WRITE=1 cargo test -p signals matrix` writes the file anew.
#[test]
fn the_matrix_that_lawyers_read_is_what_the_gate_does() {
    let now = text();
    if std::env::var_os("INSYN_WRITE").is_some() {
        std::fs::write(FILE, &now).unwrap();
    }
    let written = std::fs::read_to_string(FILE).unwrap_or_default();
    assert!(written == now, "{FILE} is not what the gate does; run with INSYN_WRITE=1 and read the difference");
}

#[test]
fn nothing_that_touches_people_runs_by_one_person() {
    for class in [PersonalData::Staff, PersonalData::Clients] {
        for authorities in AUTHORITIES {
            let row = Combination { class, purpose: "samma", ground: "nämnd", authorities };
            assert!(answer(row, 1).starts_with("nej"), "{class} {authorities}");
        }
    }
}
