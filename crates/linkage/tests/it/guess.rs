//! Models guessed from columns.

use linkage::{LinkageError, Linker, Model, Scope, Table};

fn table(header: &[&str], rows: &[&[&str]]) -> Table {
    let mut table = Table::new(header.iter().copied());
    rows.iter().for_each(|row| table.push(0, row.iter().copied()));
    table
}

fn persons() -> Table {
    table(
        &["record_id", "Förnamn", "Efternamn", "Personnummer", "Adress", "Postnr", "Ort", "Telefon", "E-post"],
        &[
            &["1", "Anna", "Exempel", "850312-2386", "Storgatan 1", "123 45", "Prov", "070-174 06 05", "anna@prov.se"],
            &["2", "Ana", "Exempel", "", "Storg. 1", "123 45", "Prov", "0701740605", ""],
            &["3", "Bo", "Prov", "19790310-2387", "Lillgatan 7", "543 21", "Exempelby", "", "bo@prov.se"],
        ],
    )
}

#[test]
fn a_guessed_file_reads_back_as_the_guessed_model_and_runs() {
    let table = persons();
    let file = Model::guess_file(&table).unwrap();
    let model = Model::guess(&table).unwrap();
    assert_eq!(Model::parse(&file).unwrap(), model);
    assert_eq!(model.id.as_deref(), Some("record_id"));
    let names: Vec<&str> = model.comparisons.iter().map(|comparison| comparison.name.as_str()).collect();
    assert_eq!(names, ["personnummer", "förnamn", "efternamn", "födelsedatum", "adress", "telefon", "e-post"]);
    assert!((12..=26).contains(&model.blocking.len()), "{}", model.blocking.len());
    assert_eq!(model.constraints.one_value.len(), 1);
    let linker = Linker::new(model, &table, Scope::All).unwrap();
    let parameters = linker.train().unwrap();
    assert!(linker.explain(&parameters, 0, 1).bits > linker.explain(&parameters, 0, 2).bits);
}

#[test]
fn every_line_of_a_guess_is_explained_or_data() {
    let file = Model::guess_file(&persons()).unwrap();
    assert!(file.starts_with("# Modell för `insyn link`"), "{file}");
    assert!(file.matches("\n# ").count() >= 8, "{file}");
}

#[test]
fn firms_are_blocked_by_number_name_and_place() {
    let table = table(
        &["Leverantörsnr", "Leverantörsnamn", "Org.nr", "Bankgiro", "Postnr"],
        &[
            &["L1", "Exempel Bygg AB", "556000-0001", "123-4567", "123 45"],
            &["L2", "Exempel Bygg Aktiebolag", "", "123-4567", "123 45"],
            &["L3", "Påhitt HB", "969600-0001", "765-4321", "543 21"],
        ],
    );
    let model = Model::guess(&table).unwrap();
    assert_eq!(model.id.as_deref(), Some("Leverantörsnr"));
    let rules: Vec<&str> = model.blocking.iter().map(|rule| rule.text.as_str()).collect();
    for rule in ["organisationsnummer", "konto", "firma", "prefix(firma, 6) + postnummer"] {
        assert!(rules.contains(&rule), "{rules:?}");
    }
}

#[test]
fn unknown_columns_are_compared_by_what_they_look_like() {
    let rows: Vec<[String; 2]> = (0..40).map(|n| [format!("vara nummer{}", n / 2), format!("{}", n % 3)]).collect();
    let mut table = Table::new(["benämning", "sort or (annat)"]);
    rows.iter().for_each(|row| table.push(0, row.iter().map(String::as_str)));
    let model = Model::guess(&table).unwrap();
    assert_eq!((model.id, model.comparisons.len()), (None, 2));
}

#[test]
fn columns_that_tell_nobody_apart_are_left_out_and_nothing_left_is_an_error() {
    let table = table(&["id", "tom", "lika"], &[&["1", "", "x"], &["2", "", "x"], &["3", "", "x"]]);
    assert_eq!(Model::guess(&table), Err(LinkageError::NothingToCompare));
}

#[test]
fn the_order_of_rows_changes_no_guess() {
    let mut forth = Table::new(["nr", "namn"]);
    let mut back = forth.clone();
    let rows: Vec<[String; 2]> = (0..3_000).map(|n| [n.to_string(), format!("namn{} efter{}", n / 2, n / 3)]).collect();
    rows.iter().for_each(|row| forth.push(0, row.iter().map(String::as_str)));
    rows.iter().rev().for_each(|row| back.push(0, row.iter().map(String::as_str)));
    assert_eq!(Model::guess_file(&forth), Model::guess_file(&back));
}
