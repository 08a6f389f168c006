//! Guidance and courses: those that come with the program, and every rule of their format broken once.

use std::fmt::Write as _;

use library::{Course, Guidance, Library, MOST_LIX, lix};

fn guidance(change: impl Fn(String) -> String) -> Result<Guidance, String> {
    let text = "+++\nid = \"prov\"\nversion = 1\norder = 1\ntitle = { sv = \"Prov\", en = \"Trial\" }\nlaw_read = \"2026-04-25\"\n\
                confirm = true\nsources = [\"En källa\"]\n+++\nRing chefen.\n\n# Gör så här\n- Säg nej.\n";
    Guidance::parse("guidance/prov.md", &change(text.to_owned())).map_err(|error| error.to_string())
}

fn course(change: impl Fn(String) -> String) -> Result<Course, String> {
    let mut text = "+++\nid = \"prov\"\nversion = 1\norder = 1\ntitle = { sv = \"Prov\", en = \"Trial\" }\n\
                    audience = { sv = \"Alla\", en = \"All\" }\nroles = [\"all\"]\nminutes = 10\nvalid_months = 24\n\
                    draw = 6\npass = 5\nlaw_read = \"2026-04-25\"\nsources = [\"En källa\"]\n+++\nDu kan säga nej.\n"
        .to_owned();
    for number in 1..=3 {
        let _ = write!(text, "# Lektion: Del {number}\nSäg nej. Ring sedan.\n");
    }
    text.push_str(
        "# Scenario: Ett besök\nNågon kommer in.\n## start: Dörren\nDen öppnas.\n- [Fråga](#fraga)\n- [Gå](#ga)\n",
    );
    text.push_str("## fraga: Frågan\nDu frågar.\n- [Ring](#ring)\n- [Gå](#ga)\n## ring: Samtalet\nDu ringer.\n");
    text.push_str("- [Vänta](#bra)\n- [Gå](#ga)\n## ga: Ute\nDu gick.\n- [Tillbaka](#start)\n- [Hem](#daligt)\n");
    text.push_str("## bra: Bra\nDet blev bra.\n## daligt: Sämre\nDet blev inte bra.\n# Kunskapsprov\n");
    for number in 1..=10 {
        let _ = write!(
            text,
            "## Fråga {number}?\n- [x] Ja\n  Återkoppling: Så är det.\n- [ ] Nej\n  Återkoppling: Så är det\n  inte.\n"
        );
        text.push_str("- [ ] Kanske\n  Återkoppling: Inte så heller.\n");
    }
    Course::parse("courses/prov.md", &change(text)).map_err(|error| error.to_string())
}

#[test]
fn every_guidance_and_course_that_comes_with_the_program_is_sound_and_easy_to_read() {
    let library = Library::embedded().unwrap();
    assert!(library.guidance().len() >= 9 && library.courses().len() >= 6);
    for guidance in library.guidance() {
        assert!(lix(&guidance.body) < MOST_LIX, "{}", guidance.file);
    }
    for course in library.courses() {
        assert!(course.lessons.iter().all(|lesson| lix(&lesson.body) < MOST_LIX), "{}", course.file);
    }
    assert_eq!(library.stray_links(), []);
}

#[test]
fn a_guidance_has_its_texts_and_its_links() {
    let read = guidance(|text| text.replace("Ring chefen.", "Ring [chefen](guidance:gavor).")).unwrap();
    assert_eq!((read.id.as_str(), read.confirm, read.links()), ("prov", true, vec!["gavor".to_owned()]));
    assert!(read.body.starts_with("Ring [chefen]") && read.body.ends_with("Säg nej."));
}

#[test]
fn a_guidance_that_breaks_a_rule_is_told_with_its_line() {
    let hard = "Kommunfullmäktiges revisionsberättelser omfattar väsentlighetsbedömningar avseende förvaltningsövergripande \
                verksamhetsuppföljningar";
    for (from, to, told) in [
        ("order = 1", "orders = 1", "guidance/prov.md:4:"),
        ("confirm = true\n", "", "confirm"),
        ("id = \"prov\"", "id = \"annat\"", "2: filen ska heta annat.md"),
        ("2026-04-25", "2026-02-30", "6: `law_read` är ingen dag"),
        ("[\"En källa\"]", "[]", "8: `sources`"),
        ("Ring chefen.", "", "ingressen saknas"),
        ("# Gör så här", "Gör så här", "ingen rubrik"),
        ("- Säg nej.", "- Säg <b>nej</b>.", "13: texten har HTML"),
        ("- Säg nej.", "- Säg [nej](http://x.invalid).", "13: texten har en länk"),
        ("- Säg nej.", hard, "skriv kortare meningar"),
    ] {
        let error = guidance(|text| text.replace(from, to)).unwrap_err();
        assert!(error.contains(told), "{from} → {to}: {error}");
    }
}

#[test]
fn a_course_has_its_parts_in_order() {
    let read = course(|text| text).unwrap();
    assert_eq!((read.lessons.len(), read.scenarios.len(), read.questions.len()), (3, 1, 10));
    assert_eq!(read.lessons[1].title, "Del 2");
    let scenario = &read.scenarios[0];
    assert_eq!((scenario.intro.as_str(), scenario.steps.len()), ("Någon kommer in.", 6));
    assert_eq!(scenario.step("start").unwrap().choices[1].to, "ga");
    let answer = &read.questions[9].answers[1];
    assert_eq!((answer.text.as_str(), answer.right, answer.feedback.as_str()), ("Nej", false, "Så är det inte."));
}

#[test]
fn a_course_that_breaks_a_rule_is_told() {
    for (from, to, told) in [
        ("minutes = 10", "minuter = 10", "courses/prov.md:8:"),
        ("[\"all\"]", "[\"alla\"]", "7: `alla` är ingen av"),
        ("[\"all\"]", "[]", "`roles` är tom"),
        ("draw = 6", "draw = 10", "10: `draw` är 10"),
        ("pass = 5", "pass = 7", "11: `pass` ska vara"),
        ("pass = 5", "pass = 0", "11: `pass` ska vara"),
        ("valid_months = 24", "valid_months = 0", "`valid_months`"),
        ("# Lektion: Del 3", "# Läxa: Del 3", "rubriken `Läxa: Del 3`"),
        ("# Lektion: Del 3\nSäg nej. Ring sedan.\n", "", "kursen har 2 lektioner"),
        ("# Scenario: Ett besök", "# Lektion: Ett besök", "texten har en länk"),
        ("## start:", "## borjan:", "första steg"),
        ("(#fraga)", "(#finns-inte)", "`finns-inte`, som inte finns"),
        ("- [Hem](#daligt)\n", "", "inget val leder till steget `daligt`"),
        (
            "## daligt: Sämre\nDet blev inte bra.",
            "## daligt: Sämre\nDet blev inte bra.\n- [Om](#start)",
            "minst två slut",
        ),
        ("## bra: Bra", "## fraga: Bra", "`fraga` står två gånger"),
        ("## Fråga 10?\n- [x] Ja", "## Fråga 10?\n- [ ] Ja", "0 rätta svar"),
        ("## Fråga 10?\n- [x] Ja", "## Fråga 10?\n- [x] Jo\n  Återkoppling: Ja.\n- [x] Ja", "2 rätta svar"),
        (
            "## Fråga 10?\n- [x] Ja\n  Återkoppling: Så är det.\n",
            "## Fråga 10?\n- [x] Ja\n",
            "saknar sin rad `Återkoppling",
        ),
        ("## Fråga 10?\n- [x] Ja\n  Återkoppling: Så är det.\n", "## Fråga 10?\n", "2 svar"),
    ] {
        let error = course(|text| text.replacen(from, to, 1)).unwrap_err();
        assert!(error.contains(told), "{from} → {to}: {error}");
    }
    let few = course(|text| text.split("## Fråga 10?").next().unwrap_or_default().to_owned()).unwrap_err();
    assert!(few.contains("provet har 9 frågor"), "{few}");
}
