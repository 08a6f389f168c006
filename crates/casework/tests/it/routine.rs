//! The routine that comes with the program, and what the reader says of a broken one.

use casework::{
    Event, Routine, RoutineError,
    event::RoutineRenewed,
    routine::{Certainty, Part, Starts, TemplateBlock},
};

use crate::town::{COORDINATOR, DIRECTOR, HR, ROUTINE, add, case, decided, decision, fact, refused, two};

fn front() -> String {
    library::Library::embedded().unwrap().routine("misstanke").unwrap().front.clone()
}

/// The routine with one change must be refused with `expected`.
fn check(from: &str, to: &str, expected: &str) {
    let text = front();
    assert!(text.contains(from), "the routine no longer holds `{from}`");
    let error = Routine::parse(&text.replacen(from, to, 1)).unwrap_err().to_string();
    assert!(error.contains(expected), "expected `{expected}` in `{error}`");
}

#[test]
fn the_routine_has_the_seven_measures_and_six_documents() {
    assert_eq!(ROUTINE.measures.len(), 7);
    assert_eq!(ROUTINE.templates.len(), 6);
    for measure in &ROUTINE.measures {
        assert!(!measure.laws.is_empty(), "{}", measure.id);
        assert!(measure.templates.contains(&"beslut".to_owned()), "{}", measure.id);
    }
    for template in &ROUTINE.templates {
        assert_eq!(template.blocks.last(), Some(&TemplateBlock::Part(Part::Signatures)), "{}", template.id);
    }
}

#[test]
fn every_law_clock_and_template_is_used() {
    let measures = || ROUTINE.measures.iter();
    let options = || measures().flat_map(|measure| &measure.options);
    let laws: Vec<&String> = measures()
        .flat_map(|measure| &measure.laws)
        .chain(options().flat_map(|option| &option.laws))
        .chain(ROUTINE.clocks.iter().flat_map(|clock| &clock.laws))
        .collect();
    // Two rules are about the whole routine and not about one measure.
    let whole = ["jav", "arkivlagen"];
    for law in &ROUTINE.laws {
        assert!(laws.contains(&&law.id) || whole.contains(&law.id.as_str()), "`{}` is used by nothing", law.id);
    }
    for template in &ROUTINE.templates {
        assert!(measures().any(|measure| measure.templates.contains(&template.id)), "`{}`", template.id);
    }
}

#[test]
fn a_clock_is_no_surer_than_the_surest_of_its_laws() {
    for clock in &ROUTINE.clocks {
        let surest = clock.laws.iter().filter_map(|id| ROUTINE.law(id)).map(|law| law.certainty).min().unwrap();
        assert!(clock.certainty >= surest, "{}", clock.id);
    }
    let uncertain: Vec<&str> =
        ROUTINE.clocks.iter().filter(|clock| clock.certainty == Certainty::U).map(|clock| clock.id.as_str()).collect();
    assert_eq!(uncertain, ["avstangning-slut", "bidragsbrott", "personuppgiftsincident"]);
    assert!(ROUTINE.fact_clocks().all(|clock| matches!(clock.starts, Starts::Fact(_))));
}

#[test]
fn a_broken_routine_is_refused_with_place_and_value() {
    check(
        "id          = \"las-uppsagning\"",
        "id          = \"las-avsked\"",
        "rutinen, clocks: `las-avsked` står två gånger",
    );
    check("id        = \"hotbild\"", "id        = \"Hot bild\"", "rutinen, measures: `Hot bild` är inget id");
    check(
        "templates = [\"hotbedomning\"",
        "templates = [\"sagor\"",
        "measures.hotbild: `sagor` finns inte bland `templates`",
    );
    check(
        "laws      = [\"aml-3-3a\", \"osl-39\"]",
        "laws      = [\"aml-9\"]",
        "measures.hotbild: `aml-9` finns inte bland `laws`",
    );
    check("option = \"avstangning\"", "option = \"semester\"", "clocks.avstangning-slut: `semester` finns inte");
    check(
        "expires = { measure = \"anstallning\",",
        "expires = { measure = \"kram\",",
        "`kram` finns inte bland `measures`",
    );
    check("capacity = \"decision_maker\"", "capacity = \"expert\"", "rutinen, steps: `decision_maker` saknas");
    check(
        "deciders  = [{ role = \"director\", act = \"MI-4\" }]",
        "deciders  = [{ role = \"director\", act = \" \" }]",
        "`deciders.act` är tomt",
    );
    check(
        "{ heading = \"Beslut\" },",
        "{ subheading = \"Beslut\" },",
        "templates.beslut: `Beslut` är en underrubrik utan rubrik",
    );
    check(
        "{ fill = { id = \"overklagande\"",
        "{ fill = { id = \"horande\"",
        "templates.beslut.fill: `horande` står två gånger",
    );
}

#[test]
fn a_role_without_a_name_is_refused_where_it_stands() {
    check("role     = \"hr\"", "role     = \"hrm\"", "rutinen, steps, nr 2: `hrm` finns inte bland `roles`");
    check("{ role = \"hr\", act = \"MI-5\" }", "{ role = \"hrm\", act = \"MI-5\" }", "measures.arbetsmiljo: `hrm`");
    assert_eq!(ROUTINE.role_sv("director"), "direktör");
    assert_eq!(ROUTINE.role_sv("controller"), "controller");
}

#[test]
fn a_routine_in_another_form_is_refused_with_its_line() {
    let text = front().replacen("capacity = \"reporter\"", "kapacitet = \"reporter\"", 1);
    let line = text.lines().position(|line| line.starts_with("kapacitet")).unwrap() + 1;
    let error = Routine::parse(&text).unwrap_err();
    assert!(
        matches!(&error, RoutineError::Form { line: found, detail } if *found == line && detail.contains("kapacitet")),
        "{error}"
    );
    assert!(Routine::parse("").is_err());
}

#[test]
fn another_municipality_can_have_a_routine_of_one_measure() {
    let text = r#"
        id = "egen"
        version = 3
        title = { sv = "Egen", en = "Own" }
        law_read = "2026-01-01"
        sources = ["nämnden"]
        laws = []
        clocks = []
        roles = [
          { id = "manager", title = { sv = "chef", en = "manager" } },
          { id = "coordinator", title = { sv = "samordnare", en = "coordinator" } },
          { id = "director", title = { sv = "direktör", en = "director" } },
        ]
        steps = [
          { capacity = "reporter", role = "manager", does = { sv = "anmäler", en = "reports" } },
          { capacity = "coordinator", role = "coordinator", does = { sv = "leder", en = "leads" } },
          { capacity = "decision_maker", role = "director", does = { sv = "beslutar", en = "decides" } },
        ]
        [[measures]]
        id = "samtal"
        title = { sv = "Samtal", en = "Talk" }
        about = { sv = "Prata", en = "Talk" }
        deciders = [{ role = "director", act = "1" }]
        laws = []
        deadline = { sv = "snart", en = "soon" }
        templates = ["brev"]
        [[templates]]
        id = "brev"
        title = { sv = "Brev", en = "Letter" }
        blocks = [{ text = "Hej" }]
    "#;
    assert_eq!(Routine::parse(text).unwrap().measures.len(), 1);
}

#[test]
fn a_case_follows_a_new_version_only_when_it_drops_nothing_that_was_used() {
    let mut case = case();
    add(&mut case, DIRECTOR, decided(decision("hotbild", None, "MI-3"))).unwrap();
    add(&mut case, HR, fact("2026-05-20", &["las-avsked"])).unwrap();
    let renewed = |change: &dyn Fn(&mut Routine)| {
        let mut routine = ROUTINE.clone();
        routine.version = 2;
        change(&mut routine);
        Event::RoutineRenewed(Box::new(RoutineRenewed {
            routine,
            why: "ny lag".to_owned(),
            two: two(COORDINATOR, DIRECTOR),
        }))
    };
    refused(&mut case, DIRECTOR, renewed(&|r| r.measures.retain(|m| m.id != "hotbild")), "åtgärden `hotbild`");
    refused(&mut case, DIRECTOR, renewed(&|r| r.clocks.retain(|c| c.id != "las-avsked")), "fristen `las-avsked`");
    refused(&mut case, DIRECTOR, renewed(&|r| r.id = "annan".to_owned()), "rutinen `annan`");
    add(&mut case, DIRECTOR, renewed(&|r| r.measures.retain(|m| m.id != "polis"))).unwrap();
    assert_eq!((case.routine.version, case.measures.len()), (2, 6));
}
