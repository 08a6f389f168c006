//! Recruitments by the pages, over the use cases and a database: four posts and their lawful lists, a check recorded, and no
//! way for what an extract shows. People and words are invented.

use std::collections::BTreeSet;

use access::Role;
use axum::http::StatusCode;

use crate::incidents::{Person, Town, run};
use crate::site::Answer;

/// With a director, and an employee who has unlocked.
const PEOPLE: [Person; 4] = [
    ("direktor", Role::Director, None),
    ("chef", Role::Manager, Some("direktor")),
    ("hr", Role::Hr, Some("direktor")),
    ("kunnig", Role::Employee, Some("chef")),
];

/// The sheet of an interview, filled in.
fn sheet(page: &Answer) -> String {
    let names: BTreeSet<&str> =
        page.body.split("name=\"niva-").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    names.into_iter().map(|name| format!("&niva-{name}=visar")).collect()
}

/// The values of the boxes of a name.
fn values(page: &Answer, name: &str) -> Vec<String> {
    let start = format!("name=\"{name}\" value=\"");
    let parts = page.body.split(start.as_str()).skip(1);
    parts.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// The path of a recruitment for a post.
async fn prepared(town: &mut Town, form: &str, answers: &[&str]) -> String {
    let page = town.get("chef", "/rekrytering/ny").await;
    let assessors: String = values(&page, "bedomare").iter().map(|id| format!("&bedomare={id}")).collect();
    let answers: String = answers.iter().map(|one| format!("&fragor={one}")).collect();
    let fields = format!("post=Exempelpost&enhet=Enhet+4&form={form}&skal=Behövs{answers}{assessors}");
    let sent = town.does("chef", "/rekrytering/ny", &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    sent.header("location").split('?').next().unwrap().to_owned()
}

#[test]
fn four_posts_get_four_lawful_lists_with_sources() {
    run(async {
        let mut town = Town::new().await;
        for (form, answers, expected) in [
            ("employee", vec!["home_care"], ["lagen (2026:43) 1-6", "Får kontrolleras", "högst 6 månader"]),
            ("employee", vec!["school"], ["skollagen (2010:800)", "inte bekräftat", "kommunens jurist"]),
            ("employee", vec!["finance"], ["JO:s beslut 2023", "LOA 7 b", "Ingen lag tillåter det."]),
            (
                "consultant",
                vec!["leading"],
                ["Dir. 2025:83", "leverantörens egna kontroller", "gäller inte den här formen"],
            ),
        ] {
            let path = prepared(&mut town, form, &answers).await;
            let page = town.get("chef", &path).await;
            for text in expected {
                assert!(page.body.contains(text), "{answers:?} lacks `{text}`: {}", page.body);
            }
            assert_eq!(town.get("medarbetare", &path).await.status, StatusCode::NOT_FOUND);
        }
    });
}

#[test]
fn a_check_is_recorded_by_its_dates_and_there_is_no_field_for_what_it_showed() {
    run(async {
        let mut town = Town::new().await;
        let path = prepared(&mut town, "employee", &["home_care"]).await;
        let act = |word: &str| format!("{path}/gor/{word}");
        let added = town.does("chef", &act("kandidat"), "namn=Petra+Påhittad&dag=2026-11-20").await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
        let form = town.get("chef", &format!("{}?kandidat=2", act("utdrag"))).await;
        let names: BTreeSet<&str> =
            form.body.split(" name=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(names.is_superset(&BTreeSet::from(["kandidat", "kontroll", "dag", "till", "utdrag"])), "{names:?}");
        assert!(!form.body.contains("type=\"file\"") && !form.body.contains("<textarea"), "{}", form.body);
        let sent = |extract: &str| {
            format!("kandidat=2&kontroll=home_care&dag=2026-11-22&till=Hanna+Påhittad&utdrag={extract}")
        };
        let old = town.does("chef", &act("utdrag"), &sent("2026-05-21")).await;
        assert!(old.body.contains("be om ett nytt"), "{}", old.body);
        let done = town.does("chef", &act("utdrag"), &sent("2026-05-22")).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let warned = town.does("chef", &act("anteckna"), "kandidat=2&text=Dömd+för+stöld").await;
        assert!(warned.body.contains("name=\"ord\"") && warned.body.contains("dömd, stöld"), "{}", warned.body);
        let paper = town.get("chef", &format!("{path}/kandidat/2/utskrift")).await;
        assert!(paper.body.contains("Hanna Påhittad") && !paper.body.contains("stöld"), "{}", paper.body);
        let law = town.get("hr", "/rekrytering/lagen?dag=2026-02-28").await;
        assert!(law.body.contains("Ingen regel fanns den dagen."), "{}", law.body);
    });
}

#[test]
fn an_application_is_entered_by_hand_changed_and_answered_and_the_print_has_all_of_it() {
    run(async {
        let mut town = Town::new().await;
        let path = prepared(&mut town, "employee", &[]).await;
        let added = town.does("chef", &format!("{path}/gor/kandidat"), "namn=Petra+Påhittad&dag=2026-11-20").await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
        let of = |part: &str| format!("{path}/kandidat/2/{part}");
        let list = town.get("chef", &of("uppgifter")).await;
        assert!(list.body.contains("Inget är inläst eller inskrivet.") && !list.body.contains("?nr="), "{}", list.body);
        // What can not be read, and what is missing, stands beside its field, with what was written.
        let wrong = "sett=&nr=&slag=arbete&organisation=Exempelbolaget&fran=hösten&omfattning=mycket";
        let answer = town.does("chef", &of("uppgifter/period"), wrong).await;
        assert!(answer.body.contains("2019-02") && answer.body.contains("value=\"hösten\""), "{}", answer.body);
        let missing = town.does("chef", &of("uppgifter/period"), "sett=&nr=&slag=arbete&fran=2019").await;
        for text in ["Skriv arbetsgivaren eller skolan.", "kryssa för att den pågår"] {
            assert!(missing.body.contains(text), "{}", missing.body);
        }
        let period = |sett: &str, organisation: &str, more: &str| {
            format!("sett={sett}&nr=&slag=arbete&organisation={organisation}&titel=Vårdare&{more}")
        };
        let first = period("", "Exempelbolaget", "fran=2010-02&till=2015-06&omfattning=100");
        let done = town.does("chef", &of("uppgifter/period"), &first).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        let second = period("3", "Annat+exempel", "fran=2012&pagar=ja&omfattning=100");
        let done = town.does("chef", &of("uppgifter/period"), &second).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        // Whoever still saw the first one only changes nothing.
        let late = town.does("chef", &of("uppgifter/period"), &second).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
        let paper = "sett=4&nr=&titel=Truckkort&utfardare=Påhittade+Akademin&nummer=T-12345&dag=2019-05";
        town.does("chef", &of("uppgifter/intyg"), paper).await;
        let referee = "sett=5&nr=&namn=Rut+Påhitt&relation=chef&arbetsgivare=Exempelbolaget&kontakt=070-174+06+06";
        town.does("chef", &of("uppgifter/referens"), referee).await;
        town.does("chef", &of("uppgifter/kontakt"), "sett=6&nr=&kontakt=070-174+06+05").await;
        let list = town.get("chef", &of("uppgifter")).await;
        for text in ["Ändra Vårdare, Annat exempel", "T-12345", "070-174 06 05", "100 procent", "tills vidare"] {
            assert!(list.body.contains(text), "{text}: {}", list.body);
        }
        let form = town.get("chef", &of("uppgifter/period?nr=1")).await;
        assert!(
            form.body.contains("value=\"Annat exempel\"") && form.body.contains("value=\"ta-bort\""),
            "{}",
            form.body
        );
        assert_eq!(town.get("chef", &of("uppgifter/period?nr=9")).await.status, StatusCode::NOT_FOUND);
        // The candidate answers to the overlap.
        let act = format!("{path}/gor/svar?kandidat=2");
        let form = town.get("chef", &act).await;
        let key = form.body.split("value=\"overlap:").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let key = format!("overlap:{}", key.replace("&#43;", "+"));
        let sent = format!("kandidat=2&vad={}&text=Jag+arbetade+natt.", key.replace('+', "%2B"));
        let done = town.does("chef", &act, &sent).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        for page in ["", "/utskrift"] {
            let page = town.get("chef", &format!("{path}/kandidat/2{page}")).await;
            let answers = page.body.matches("Jag arbetade natt.").count();
            assert_eq!(answers, 2, "beside the fact and in the list: {}", page.body);
            for text in
                ["Motsägs", "T-12345", "Rut Påhitt", "070-174 06 05", "Svar på: Går anställningarna att förena?"]
            {
                assert!(page.body.contains(text), "{text}: {}", page.body);
            }
        }
        // Taken away, with the button of the form.
        let gone = town.does("chef", &of("uppgifter/period?nr=0"), "sett=7&nr=0&knapp=ta-bort").await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.body);
        assert!(!town.get("chef", &of("uppgifter")).await.body.contains("Vårdare, Exempelbolaget"));
    });
}

#[test]
fn an_employee_who_takes_a_place_assesses_and_finds_nothing_else() {
    run(async {
        let mut town = Town::with(&PEOPLE).await;
        let new = town.get("chef", "/rekrytering/ny").await;
        let boxes = values(&new, "bedomare");
        assert_eq!(boxes.len(), 3, "those who recruit; others are chosen in a list of their own");
        assert!(new.body.contains("name=\"sakkunnig\"") && new.body.contains("Påhittad kunnig (medarbetare)"));
        let path = prepared_by(&mut town, &boxes[..2]).await;
        town.does("chef", &format!("{path}/gor/kandidat"), "namn=Petra+Påhittad&dag=2026-11-20").await;
        town.does("chef", &format!("{path}/gor/anteckna"), "kandidat=2&text=Kan+börja+i+januari").await;
        let form = town.get("chef", &format!("{path}/medlemmar/ny")).await;
        let select = |name: &str, text: &str| {
            let (_, rest) = form.body.split_once(&format!("name=\"{name}\"")).unwrap();
            let (options, _) = rest.split_once("</select>").unwrap();
            let option = options.split("<option ").find(|one| one.contains(text)).unwrap();
            option.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
        };
        let assesses = ["direktor", "hr", "chef"].into_iter().find(|one| {
            let (_, rest) = form.body.split_once("name=\"ersatter\"").unwrap();
            *one != "chef" && rest.split_once("</select>").unwrap().0.contains(&format!("Påhittad {one}"))
        });
        let before = select("ersatter", &format!("Påhittad {}", assesses.unwrap()));
        let who = select("person", "Påhittad kunnig");
        let empty =
            town.does("chef", &format!("{path}/medlemmar/ny"), &format!("person={who}&ersatter={before}")).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "a reason is asked for: {}", empty.status);
        let fields = format!("person={who}&ersatter={before}&skal=Sjuk");
        let joined = town.does("chef", &format!("{path}/medlemmar/ny"), &fields).await;
        assert_eq!(joined.status, StatusCode::SEE_OTHER, "{}", joined.body);
        let shown = town.get("chef", &path).await;
        assert!(shown.body.contains("Påhittad kunnig bedömer i stället för Påhittad"), "{}", shown.body);

        let list = town.get("kunnig", "/rekrytering").await;
        assert!(list.body.contains(&format!("{path}/intervjuer")) && !list.body.contains("/rekrytering/ny"));
        let page = town.get("kunnig", &format!("{path}/intervjuer")).await;
        assert!(page.body.contains("Petra Påhittad") && !page.body.contains("januari"), "{}", page.body);
        for closed in
            ["", "/kandidat/2", "/kandidat/2/utskrift", "/gor/anteckna?kandidat=2", "/bevara", "/medlemmar/ny"]
        {
            let refused = town.get("kunnig", &format!("{path}{closed}")).await;
            assert!(
                [StatusCode::NOT_FOUND, StatusCode::FORBIDDEN].contains(&refused.status),
                "{closed}: {}",
                refused.status
            );
            assert!(!refused.body.contains("Petra"), "{closed}");
        }
        let form = town.get("kunnig", &format!("{path}/intervjuer/2")).await;
        let sent = town.does("kunnig", &format!("{path}/intervjuer/2"), sheet(&form).trim_start_matches('&')).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let page = town.get("kunnig", &format!("{path}/intervjuer")).await;
        assert!(page.body.contains("du har bedömt"), "{}", page.body);
    });
}

/// The path of a recruitment for a home that takes children, with these who assess.
async fn prepared_by(town: &mut Town, assessors: &[String]) -> String {
    let assessors: String = assessors.iter().map(|id| format!("&bedomare={id}")).collect();
    let fields = format!("post=Exempelpost&enhet=Enhet+4&form=employee&skal=Behövs&fragor=hvb{assessors}");
    let sent = town.does("chef", "/rekrytering/ny", &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    sent.header("location").split('?').next().unwrap().to_owned()
}

#[test]
fn an_extract_is_kept_by_the_manager_and_read_by_hr_for_a_reason() {
    run(async {
        let mut town = Town::with(&PEOPLE).await;
        let boxes = values(&town.get("chef", "/rekrytering/ny").await, "bedomare");
        let path = prepared_by(&mut town, &boxes[..2]).await;
        let act = |word: &str| format!("{path}/gor/{word}");
        town.does("chef", &act("kandidat"), "namn=Petra+Påhittad&dag=2026-11-20").await;
        let nobody = town.get("chef", &format!("{path}/bevara")).await;
        assert!(nobody.body.contains("Ingen har fått posten."), "{}", nobody.body);
        let shown = "kandidat=2&kontroll=hvb&dag=2026-11-22&till=Hanna+Påhittad&utdrag=2026-11-01";
        town.does("chef", &act("utdrag"), shown).await;
        town.does("chef", &act("bisysslor"), "kandidat=2&dag=2026-11-22&text=&vad=").await;
        for username in ["direktor", "chef", "hr"] {
            let form = town.get(username, &format!("{}?kandidat=2", act("bedom"))).await;
            if form.status == StatusCode::OK {
                town.does(username, &act("bedom"), &format!("kandidat=2{}", sheet(&form))).await;
            }
        }
        let decided = town.does("chef", &format!("{path}/beslut"), "kandidat=2&text=Bäst+meriterad").await;
        assert_eq!(decided.status, StatusCode::SEE_OTHER, "{}", decided.body);
        let page = town.get("chef", &path).await;
        assert!(page.body.contains(&format!("{path}/bevara")), "{}", page.body);
        let keep = format!("{path}/bevara");
        let fields = [("utdrag", "hvb/belastning"), ("start", "2026-12-01"), ("ater", "")];
        let wrong = town.uploads("chef", &keep, &fields, "inget utdrag").await;
        assert!(wrong.body.contains("varken PDF, JPEG eller PNG"), "{}", wrong.body);
        let done = town.uploads("chef", &keep, &fields, "%PDF-1.7 påhittat %%EOF").await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);

        assert_eq!(town.get("kunnig", "/utdrag").await.body.matches("Petra").count(), 0);
        let list = town.get("hr", "/utdrag").await;
        assert!(list.body.contains("Ett utdrag bevaras") && list.body.contains("2028"), "{}", list.body);
        let (_, rest) = list.body.split_once("href=\"/utdrag/").unwrap();
        let extract = format!("/utdrag/{}", rest.split('"').next().unwrap());
        for username in ["chef", "kunnig"] {
            assert_eq!(town.get(username, &extract).await.status, StatusCode::NOT_FOUND, "{username}");
        }
        let silent = town.does("hr", &format!("{extract}/las"), "skal=").await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        let file = town.does("hr", &format!("{extract}/las"), "skal=IVO:s+tillsyn").await;
        assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "application/pdf"));
        assert!(file.header("content-disposition").starts_with("attachment"));
        assert_eq!(file.body, "%PDF-1.7 påhittat %%EOF");
        let page = town.get("direktor", &extract).await;
        assert!(page.body.contains("av Påhittad hr för: IVO:s tillsyn"), "{}", page.body);
        let early = town.get("direktor", &format!("{extract}/gallra")).await;
        assert_eq!(early.status, StatusCode::OK);
        let early = town.does("direktor", &format!("{extract}/gallra"), "").await;
        assert!(early.body.contains("till och med 2028-12-01"), "{}", early.body);
    });
}
