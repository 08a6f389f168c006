//! `insyn link` from files to entities, and its parts.

#![expect(clippy::indexing_slicing, clippy::string_slice, reason = "a test that is wrong may panic")]

use crate::support::Place;

/// Forty persons, most of them twice: the second time with a slip.
fn persons() -> String {
    let given = ["Anna", "Bo", "Carin", "David", "Eva", "Fredrik", "Gun", "Hassan"];
    let family = ["Exempel", "Prov", "Påhitt", "Berg", "Lind"];
    let mut text = String::from("id;Förnamn;Efternamn;Född;Adress;Postnr;Telefon;rätt\n");
    for n in 0..40_usize {
        let (g, f) = (given[n % 8], family[n % 5]);
        let born = format!("19{:02}-{:02}-{:02}", 40 + n, 1 + n % 12, 1 + n % 28);
        let line = |id: usize, g: &str, f: &str| {
            format!("{id};{g};{f};{born};Storgatan {};{:05};070-{:07};p{n}\n", n + 1, 12_300 + n % 7, 1_740_600 + n)
        };
        text.push_str(&line(2 * n, g, f));
        if n % 4 != 0 {
            text.push_str(&line(2 * n + 1, &g[..2], &f.to_uppercase()));
        }
    }
    text
}

#[test]
fn files_are_linked_without_a_model_and_the_bytes_are_the_same_on_every_run() {
    let place = Place::new();
    place.write("personer.csv", &persons());
    let arguments = ["link", "personer.csv", "--out", "ut.csv", "--pairs-out", "par.jsonl", "--write-model", "m.toml"];
    let ran = place.expect(0, &arguments);
    for said in ["70 poster ur personer", "modellen är gissad", "olika par jämfördes", "entiteter:", "Nya par"] {
        assert!(ran.out.contains(said), "{said}\n{}", ran.out);
    }
    let (entities, pairs) = (place.read("ut.csv"), place.read("par.jsonl"));
    assert!(entities.starts_with("source,id,entity,probability\npersoner,0,0,"), "{entities}");
    assert!(
        pairs.starts_with("{\"source_l\":\"personer\",\"id_l\":\"") && pairs.contains("\"match_weight\":"),
        "{pairs}"
    );
    place.expect(
        0,
        &[
            "link",
            "personer.csv",
            "--model",
            "m.toml",
            "--threads",
            "1",
            "--out",
            "ut2.csv",
            "--pairs-out",
            "par2.jsonl",
        ],
    );
    assert_eq!((place.read("ut2.csv"), place.read("par2.jsonl")), (entities, pairs));
}

#[test]
fn what_was_learnt_is_kept_explained_and_compared_with_the_truth() {
    let place = Place::new();
    place.write("personer.csv", &persons());
    place.expect(0, &["link", "train", "personer.csv", "--out", "vikter.json"]);
    assert!(place.read("vikter.json").contains("\"household_prior\""));
    let pair = ["link", "explain", "personer.csv", "--parameters", "vikter.json", "--ids", "2,3", "--svg", "par.svg"];
    let explained = place.expect(0, &pair).out;
    for said in ["2 och 3 hålls", "utgångsläge", "summa", "En bit fördubblar oddsen"] {
        assert!(explained.contains(said), "{said}\n{explained}");
    }
    let svg = place.read("par.svg");
    assert!(svg.starts_with("<svg") && svg.contains("role=\"img\"") && svg.contains("<desc"), "{svg}");
    let entity = place.expect(0, &["link", "explain", "personer.csv", "--entity", "2"]).out;
    assert!(entity.contains("Entiteten har"), "{entity}");
    let judged =
        place.expect(0, &["link", "evaluate", "personer.csv", "--truth-column", "rätt", "--svg", "facit.svg"]).out;
    assert!(judged.contains("30 sanna par") && judged.contains("B-cubed") && judged.contains("bästa F1"), "{judged}");
}

#[test]
fn a_label_sheet_shows_no_score_and_its_answers_are_compared() {
    let place = Place::new();
    place.write("personer.csv", &persons());
    place.expect(0, &["link", "label", "personer.csv", "--pairs", "20", "--seed", "3", "--out", "blad.csv"]);
    let sheet = place.read("blad.csv");
    let header = sheet.lines().next().unwrap();
    assert!(header.ends_with("svar_1,svar_2,anmärkning") && header.contains("Förnamn A,Förnamn B"), "{header}");
    assert!(!header.contains("weight") && !header.contains("probab"), "{header}");
    let answered: String = sheet
        .lines()
        .enumerate()
        .map(|(at, line)| match at {
            0 => format!("{line}\n"),
            1 => format!("{}ja,nej,\n", line.trim_end_matches(',')) + "",
            _ => format!("{}ja,ja,\n", line.strip_suffix(",,").unwrap_or(line)),
        })
        .collect();
    place.write("svar.csv", &answered);
    let ran = place.run(&["link", "evaluate", "personer.csv", "--labels", "svar.csv"]);
    assert!(ran.out.contains("par är besvarade"), "{}\n{}", ran.out, ran.err);
}

#[test]
fn a_label_sheet_holds_no_formula_and_its_ids_are_found_again() {
    let place = Place::new();
    let rows = persons().replace("Exempel", "=1+1");
    let rows: String =
        rows.lines().zip(0..).map(|(row, at)| format!("{}{row}\n", if at > 0 { "=" } else { "" })).collect();
    place.write("personer.csv", &rows);
    place.expect(0, &["link", "label", "personer.csv", "--id", "id", "--pairs", "20", "--out", "blad.csv"]);
    let sheet = place.read("blad.csv");
    assert!(sheet.contains(",'=1+1,") && !sheet.contains(",="), "{sheet}");
    place.write("svar.csv", &sheet.replace(",,,\n", ",ja,ja,\n"));
    let ran = place.run(&["link", "evaluate", "personer.csv", "--id", "id", "--labels", "svar.csv"]);
    assert!(ran.out.contains("par är besvarade"), "{}\n{}", ran.out, ran.err);
}

#[test]
fn rows_without_an_id_of_their_own_are_rejected_and_named() {
    let place = Place::new();
    place.write("a.csv", &(persons() + "2;Anna;Exempel;;;;;\n;Bo;Prov;;;;;\n"));
    let ran = place.expect(1, &["link", "a.csv", "--id", "id"]);
    assert!(ran.out.contains("`a.csv` rad 72: id `2` står på en tidigare rad"), "{}", ran.out);
    assert!(ran.out.contains("`a.csv` rad 73: id saknas i `id`"), "{}", ran.out);
}

#[test]
fn two_files_are_compared_with_each_other_only() {
    let place = Place::new();
    let text = persons();
    let header = text.lines().next().unwrap();
    let of = |odd: usize| {
        text.lines().skip(1).filter(move |line| line.split(';').next().unwrap().parse::<usize>().unwrap() % 2 == odd)
    };
    for (name, odd) in [("a.csv", 0), ("b.csv", 1)] {
        let lines: Vec<&str> = std::iter::once(header).chain(of(odd)).collect();
        place.write(name, &(lines.join("\n") + "\n"));
    }
    place.expect(0, &["link", "a.csv", "b.csv", "--pairs-out", "par.csv"]);
    let pairs = place.read("par.csv");
    assert!(
        pairs.lines().count() > 10 && pairs.lines().skip(1).all(|line| line.starts_with("a,") && line.contains(",b,")),
        "{pairs}"
    );
}

#[test]
fn faults_are_named_with_what_to_do() {
    let place = Place::new();
    place.write("a.csv", &persons());
    place.write(
        "m.toml",
        "[[comparisons]]\nname = \"x\"\nlevels = [{ when = \"sounds(x)\" }]\n[[blocking]]\non = [\"x\"]\n",
    );
    let model = place.expect(2, &["link", "a.csv", "--model", "m.toml"]).err;
    assert!(model.contains("rad 3 i modellen") && model.contains("sounds(x)"), "{model}");
    let id = place.expect(2, &["link", "a.csv", "--id", "nummer"]).err;
    assert!(id.contains("kolumnen `nummer` finns inte i underlaget; där finns id, Förnamn"), "{id}");
    let out = place.expect(2, &["link", "a.csv", "--out", "ut.txt"]).err;
    assert!(out.contains(".csv, .jsonl eller .parquet"), "{out}");
    let missing = place.expect(2, &["link", "saknas.csv"]).err;
    assert!(missing.contains("saknas.csv"), "{missing}");
    let ids = place.expect(2, &["link", "explain", "a.csv", "--ids", "2,999"]).err;
    assert!(ids.contains("ingen post har id `999`"), "{ids}");
}

#[test]
fn what_two_people_have_decided_overrules_the_weights_until_they_undo_it() {
    let place = Place::new();
    place.write("personer.csv", &persons());
    let decision = |verdict: &str, second: &str| {
        format!(
            r#"{{"pair":["2","3"],"verdict":"{verdict}","reason":"far och son","by":["Anna","{second}"],"at":["2026-11-21","2026-11-22"]}}"#
        ) + "\n"
    };
    let entity = |name: &str| {
        let arguments = ["link", "personer.csv", "--decisions", "beslut.jsonl", "--out", name];
        place.expect(0, &arguments);
        let rows: Vec<String> = place.read(name).lines().map(str::to_owned).collect();
        let of = |id: &str| {
            let row = rows.iter().find(|row| row.split(',').nth(1) == Some(id)).unwrap();
            row.split(',').nth(2).unwrap().to_owned()
        };
        of("2") == of("3")
    };
    place.write("beslut.jsonl", "");
    assert!(entity("före.csv"));
    place.write("beslut.jsonl", &decision("different", "Bo"));
    assert!(!entity("isär.csv"));
    place.write("beslut.jsonl", &(decision("different", "Bo") + &decision("undone", "Bo")));
    assert!(entity("efter.csv"));
    assert_eq!(place.read("före.csv"), place.read("efter.csv"));
    place.write("beslut.jsonl", &decision("different", "anna"));
    let refused = place.expect(2, &["link", "personer.csv", "--decisions", "beslut.jsonl"]).err;
    assert!(refused.contains("rad 1") && refused.contains("kräver två personer"), "{refused}");
}
