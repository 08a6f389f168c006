//! The linker on the public sets beside the project (`../shared/data/linkage`): pair counts and accuracy, to the last pair.

use std::path::{Path, PathBuf};

use linkage::{Clustering, Clusters, Dictionary, Edge, Linker, Model, Parameters, Scope, Table, Truth, best};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/linkage");

/// A folder of data, or nothing with a line that says so.
fn data() -> Option<PathBuf> {
    let path = Path::new(DATA);
    if path.is_dir() {
        return Some(path.to_owned());
    }
    println!("not run: ../shared/data/linkage is absent");
    None
}

fn model(name: &str) -> Model {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../benches/peers/linkage/models").join(name);
    Model::parse(&std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))).unwrap()
}

/// Reads files without quotes, each a source; cells are trimmed by the table.
fn read(files: &[PathBuf]) -> Table {
    let mut table: Option<Table> = None;
    for (source, path) in (0..).zip(files) {
        let text = std::fs::read_to_string(path).unwrap();
        let mut lines = text.lines();
        let header = lines.next().unwrap().split(',');
        let table = table.get_or_insert_with(|| Table::new(header));
        lines.for_each(|line| table.push(source, line.split(',')));
    }
    table.unwrap()
}

struct Ran {
    linker: Linker,
    parameters: Parameters,
    edges: Vec<Edge>,
    clusters: Clusters,
    truth: Truth,
}

/// Runs a model; the true entity stands between the first two hyphens of the id (`rec-17-dup-0`).
fn run(model: Model, table: &Table, scope: Scope) -> Ran {
    let mut names = Dictionary::default();
    let ids = table.column("rec_id").unwrap();
    let entity = |row: usize| names.intern(ids.text(row).unwrap().split('-').nth(1).unwrap());
    let entities = (0..table.len()).map(entity).collect();
    let linker = Linker::new(model, table, scope).unwrap();
    let parameters = linker.train().unwrap();
    let edges = linker.predict(&parameters, -7.0);
    let clusters = linker.cluster(&parameters, &edges, &Clustering::default());
    Ran { linker, parameters, edges, clusters, truth: Truth::new(entities, table.sources.clone(), scope) }
}

/// Pairs, best F1 of pairs and B-cubed F1 of entities.
fn figures(ran: &Ran) -> (u64, f64, f64) {
    let pairs = ran.linker.rule_reports().iter().map(|report| report.added).sum();
    let best = best(&ran.truth.thresholds(&ran.edges, 0.1)).unwrap();
    (pairs, best.scores.f1, ran.truth.b_cubed(&ran.clusters).f1)
}

#[test]
fn febrl_3_is_linked_as_well_as_promised() {
    let Some(data) = data() else { return };
    let ran = run(model("febrl3.toml"), &read(&[data.join("dataset3.csv")]), Scope::All);
    let (pairs, f1, b_cubed) = figures(&ran);
    assert_eq!(pairs, 87_583);
    assert!(f1 >= 0.9944, "{f1}");
    assert!(b_cubed >= 0.998, "{b_cubed}");
    // What holds an entity together by all its pairs is what its kept pairs say.
    let weakest = ran.linker.weakest_holds(&ran.parameters, &ran.edges, &ran.clusters);
    for (cluster, hold) in (0..).zip(&weakest).take(300) {
        let explained = ran.linker.explain_cluster(&ran.parameters, &ran.clusters, cluster);
        assert_eq!(*hold, explained.weakest.map(|edge| edge.weight));
    }
}

#[test]
fn febrl_4_is_linked_as_well_as_promised() {
    let Some(data) = data() else { return };
    let table = read(&[data.join("dataset4a.csv"), data.join("dataset4b.csv")]);
    let (pairs, f1, b_cubed) = figures(&run(model("febrl4.toml"), &table, Scope::Between));
    assert_eq!(pairs, 31_956);
    assert!(f1 >= 0.9995, "{f1}");
    assert!(b_cubed >= 0.9995, "{b_cubed}");
}

#[test]
fn febrl_3_is_linked_well_by_a_guessed_model() {
    let Some(data) = data() else { return };
    let table = read(&[data.join("dataset3.csv")]);
    let model = Model::guess(&table).unwrap();
    assert_eq!(model.id.as_deref(), Some("rec_id"));
    let (_, f1, b_cubed) = figures(&run(model, &table, Scope::All));
    assert!(f1 >= 0.99 && b_cubed >= 0.99, "{f1} {b_cubed}");
}
