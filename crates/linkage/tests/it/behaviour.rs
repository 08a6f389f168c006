//! What never changes, whatever the records: order of rows, threads, human decisions, additions; and what bad input gives.

use std::collections::BTreeMap;

use linkage::{
    Clustering, Clusters, Edge, Index, Learnt, LinkageError, Linker, Model, Parameters, RemarkKind, Scope, Table,
};
use proptest::prelude::*;

const MODEL: &str = r#"
id = "id"
[[comparisons]]
name = "given"
levels = [{ when = "exact(given)", term_frequency = "given" }, { when = "jaro_winkler(given) >= 0.8" }]
[[comparisons]]
name = "family"
household = true
levels = [{ when = "exact(family)", term_frequency = "family" }, { when = "edit(family) <= 1" }]
[[comparisons]]
name = "birth"
levels = [{ when = "exact(birth)" }, { when = "years(birth) <= 1" }]
[[comparisons]]
name = "town"
household = true
levels = [{ when = "exact(town)" }]
[[blocking]]
on = ["family"]
[[blocking]]
on = ["birth"]
[[blocking]]
on = ["given", "town"]
[training]
seed = 3
sample_pairs = 20000
deterministic = [{ on = ["given", "family", "birth"] }]
sessions = [{ on = ["birth"] }, { on = ["family", "town"] }]
[constraints]
one_value = ["number"]
"#;

const HEADER: [&str; 6] = ["id", "given", "family", "birth", "town", "number"];

type Row = [String; 6];

const GIVEN: [&str; 6] = ["anna", "ana", "bo", "boel", "karin", "carin"];
const FAMILY: [&str; 5] = ["exempel", "exempl", "prov", "berg", "bergh"];
const BIRTH: [&str; 5] = ["1985-03-12", "1985-03-13", "1990-01-01", "1962-07-30", ""];
const TOWN: [&str; 3] = ["umeå", "lund", ""];
const NUMBER: [&str; 5] = ["", "", "", "a", "b"];

fn rows(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Row>> {
    let row = (0..6_usize, 0..5_usize, 0..5_usize, 0..3_usize, 0..5_usize);
    prop::collection::vec(row, count).prop_map(|rows| {
        let text = |(at, (g, f, b, t, n)): (usize, (usize, usize, usize, usize, usize))| {
            [format!("r{at}"), GIVEN[g].into(), FAMILY[f].into(), BIRTH[b].into(), TOWN[t].into(), NUMBER[n].into()]
        };
        rows.into_iter().enumerate().map(text).collect()
    })
}

fn table(rows: &[Row]) -> Table {
    let mut table = Table::new(HEADER);
    rows.iter().for_each(|row| table.push(0, row.iter().map(String::as_str)));
    table
}

/// Stored weights of pairs by id.
type Weights = BTreeMap<(String, String), i32>;

struct Ran {
    linker: Linker,
    parameters: Parameters,
    edges: Vec<Edge>,
}

impl Ran {
    fn of(rows: &[Row]) -> Self {
        let linker = Linker::new(Model::parse(MODEL).unwrap(), &table(rows), Scope::All).unwrap();
        let parameters = linker.train().unwrap();
        let edges = linker.predict(&parameters, -7.0);
        Self { linker, parameters, edges }
    }

    fn clusters(&self, how: &Clustering) -> Clusters {
        self.linker.cluster(&self.parameters, &self.edges, how)
    }

    fn id(&self, row: u32) -> String {
        self.linker.id(row).to_owned()
    }

    /// Pairs by id with their stored weights, and entities by id: nothing that hangs on the order of rows.
    fn by_id(&self) -> (Weights, Vec<Vec<String>>) {
        let pair = |edge: &Edge| {
            let (a, b) = (self.id(edge.a), self.id(edge.b));
            ((a.clone().min(b.clone()), a.max(b)), edge.weight)
        };
        (self.edges.iter().map(pair).collect(), self.groups(&self.clusters(&Clustering::default())))
    }

    fn groups(&self, clusters: &Clusters) -> Vec<Vec<String>> {
        let sorted = |rows: &Vec<u32>| {
            let mut ids: Vec<String> = rows.iter().map(|row| self.id(*row)).collect();
            ids.sort();
            ids
        };
        let mut groups: Vec<Vec<String>> = clusters.members().iter().map(sorted).collect();
        groups.sort();
        groups
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_order_of_rows_changes_nothing(rows in rows(20..80), seed in 0..1_000_usize) {
        let forth = Ran::of(&rows);
        let mut mixed = rows.clone();
        let turn = seed % rows.len();
        mixed.rotate_left(turn);
        mixed.reverse();
        let back = Ran::of(&mixed);
        prop_assert_eq!(&forth.parameters, &back.parameters);
        prop_assert_eq!(forth.by_id(), back.by_id());
    }

    #[test]
    fn the_number_of_threads_changes_nothing(rows in rows(20..80)) {
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| {
                let ran = Ran::of(&rows);
                let clusters = ran.clusters(&Clustering::default());
                (ran.parameters, ran.edges, clusters)
            })
        };
        let one = on(1);
        prop_assert_eq!(&one, &on(2));
        prop_assert_eq!(&one, &on(5));
    }

    #[test]
    fn every_pair_stands_on_one_level_of_each_comparison(rows in rows(20..80)) {
        let linker = Linker::new(Model::parse(MODEL).unwrap(), &table(&rows), Scope::All).unwrap();
        let counts = linker.level_counts();
        let pairs: u64 = linker.rule_reports().iter().map(|report| report.added).sum();
        prop_assert!(counts.iter().all(|levels| levels.iter().sum::<u64>() == pairs));
        // Town: the same, another, and not known of both.
        let brought = |a: &Row, b: &Row| {
            let same = |at: usize| a[at] == b[at] && !a[at].is_empty();
            same(2) || same(3) || (same(1) && same(4))
        };
        let of = |kind: fn(&Row, &Row) -> bool| {
            let pairs = rows.iter().enumerate().flat_map(|(at, a)| rows[at + 1..].iter().map(move |b| (a, b)));
            pairs.filter(|(a, b)| brought(a, b) && kind(a, b)).count() as u64
        };
        let unknown = |a: &Row, b: &Row| a[4].is_empty() || b[4].is_empty();
        let expected = vec![
            of(|a, b| a[4] == b[4] && !a[4].is_empty()),
            of(|a, b| a[4] != b[4] && !a[4].is_empty() && !b[4].is_empty()),
            of(unknown),
        ];
        prop_assert_eq!(&counts[3], &expected);
    }

    #[test]
    fn a_can_not_link_is_never_broken(rows in rows(20..80), pairs in prop::collection::vec((0..20_u32, 0..20_u32), 0..8)) {
        let ran = Ran::of(&rows);
        let apart: Vec<(u32, u32)> = pairs.into_iter().filter(|(a, b)| a != b).collect();
        let clusters = ran.clusters(&Clustering { apart: apart.clone(), ..Clustering::default() });
        for (a, b) in apart {
            prop_assert_ne!(clusters.of_row[a as usize], clusters.of_row[b as usize]);
        }
        for members in clusters.members() {
            let mut numbers: Vec<&str> =
                members.iter().map(|row| rows[*row as usize][5].as_str()).filter(|number| !number.is_empty()).collect();
            numbers.sort_unstable();
            numbers.dedup();
            prop_assert!(numbers.len() <= 1, "{:?}", numbers);
        }
    }

    #[test]
    fn a_decision_holds_and_its_undoing_restores(rows in rows(20..60), a in 0..20_u32, b in 0..20_u32, yes: bool) {
        prop_assume!(a != b);
        let ran = Ran::of(&rows);
        let before = ran.clusters(&Clustering::default());
        let pair = vec![(ran.id(a), ran.id(b))];
        let decided = if yes { ran.linker.clustering(&pair, &[]) } else { ran.linker.clustering(&[], &pair) };
        let clusters = ran.clusters(&decided);
        let numbers = (rows[a as usize][5].as_str(), rows[b as usize][5].as_str());
        let forbidden = !numbers.0.is_empty() && !numbers.1.is_empty() && numbers.0 != numbers.1;
        let together = clusters.of_row[a as usize] == clusters.of_row[b as usize];
        let holds = if yes { together || forbidden } else { !together };
        prop_assert!(holds);
        prop_assert_eq!(ran.clusters(&ran.linker.clustering(&[], &[])), before);
    }

    #[test]
    fn a_record_that_is_added_changes_no_other_entity(rows in rows(20..60), added in rows(1..6)) {
        let ran = Ran::of(&rows);
        let clusters = ran.clusters(&Clustering::default());
        let before = clusters.members();
        let mut index = Index::new(ran.linker, &ran.parameters, &clusters, Clustering::default());
        let mut grown: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (number, row) in added.iter().enumerate() {
            let id = format!("new{number}");
            let mut record: Vec<(&str, &str)> = HEADER.iter().copied().zip(row.iter().map(String::as_str)).collect();
            record[0].1 = &id;
            let placed = index.add(0, &record).unwrap();
            grown.entry(placed.entity).or_default().push(placed.row);
        }
        for (entity, rows) in (0..).zip(&before) {
            let expected: Vec<u32> = rows.iter().chain(grown.get(&entity).into_iter().flatten()).copied().collect();
            prop_assert_eq!(index.members(entity), expected.as_slice());
        }
    }

    #[test]
    fn weights_that_were_kept_give_the_same_run(rows in rows(20..60)) {
        let ran = Ran::of(&rows);
        let model = Model::parse(MODEL).unwrap();
        let learnt = Learnt::new(&model, &ran.parameters);
        prop_assert_eq!(learnt.into_parameters(&model).unwrap(), ran.parameters);
    }
}

#[test]
fn two_added_records_may_share_a_value_that_no_record_had() {
    let rows: Vec<Row> = (0..30)
        .map(|n| {
            [format!("r{n}"), "anna".into(), format!("f{}", n / 2), "1985-03-12".into(), "lund".into(), String::new()]
        })
        .collect();
    let ran = Ran::of(&rows);
    let clusters = ran.clusters(&Clustering::default());
    let mut index = Index::new(ran.linker, &ran.parameters, &clusters, Clustering::default());
    let mut add = |id: &str| {
        let record = ["new", "name", "1950-01-01", "umeå", ""];
        let record: Vec<(&str, &str)> = HEADER.iter().copied().zip([id].into_iter().chain(record)).collect();
        index.add(0, &record).unwrap()
    };
    assert_eq!((add("x").row, add("y").row), (30, 31));
}

#[test]
fn weights_of_another_model_are_refused() {
    let rows: Vec<Row> = (0..30)
        .map(|n| {
            [format!("r{n}"), "anna".into(), format!("f{}", n / 2), "1985-03-12".into(), "lund".into(), String::new()]
        })
        .collect();
    let ran = Ran::of(&rows);
    let learnt = Learnt::new(&Model::parse(MODEL).unwrap(), &ran.parameters);
    let other = Model::parse(&MODEL.replace("edit(family) <= 1", "edit(family) <= 2")).unwrap();
    assert!(matches!(learnt.clone().into_parameters(&other), Err(LinkageError::OtherModel { .. })));
    let same = Model::parse(&MODEL.replace("seed = 3", "seed = 4")).unwrap();
    assert!(learnt.into_parameters(&same).is_ok());
}

#[test]
fn a_label_sheet_has_pairs_of_every_weight_and_the_same_for_a_seed() {
    let rows: Vec<Row> = (0..200)
        .map(|n| {
            let (g, f, b) = (GIVEN[n % 6], FAMILY[n / 6 % 5], BIRTH[n / 30 % 4]);
            [format!("r{n}"), g.into(), f.into(), b.into(), TOWN[n % 2].into(), String::new()]
        })
        .collect();
    let ran = Ran::of(&rows);
    let sheet = ran.linker.label_sample(&ran.edges, 30, 5);
    assert_eq!(sheet.len(), 30);
    assert_eq!(sheet, ran.linker.label_sample(&ran.edges, 30, 5));
    assert_ne!(sheet, ran.linker.label_sample(&ran.edges, 30, 6));
    let falls = sheet.windows(2).filter(|pair| pair[0].weight > pair[1].weight).count();
    assert!((5..25).contains(&falls), "the order tells the weight: {falls} falls");
    assert_eq!(ran.linker.label_sample(&ran.edges, usize::MAX, 5).len(), ran.edges.len());
}

/// Bad input.
mod bad {
    use super::*;

    #[test]
    fn columns_that_say_nothing_are_named_with_what_follows() {
        let mut table = Table::new(["id", "tom", "lika", "egen", "namn"]);
        for row in [["1", "", "SE", "a", "Anna"], ["2", " ", "SE", "b", "Anna"], ["3", "", "SE", "c", "Bo"]] {
            table.push(0, row);
        }
        let remarks = table.remarks(Some("id"));
        let kinds: Vec<&RemarkKind> = remarks.iter().map(|remark| &remark.kind).collect();
        assert_eq!(kinds, [&RemarkKind::Empty, &RemarkKind::Constant("SE".into()), &RemarkKind::Unique]);
        assert_eq!(remarks[0].sentence(), "kolumnen `tom` är tom: den säger ingenting om något par");
        assert!(remarks[1].sentence().contains("`lika`") && remarks[1].sentence().contains("`SE`"));
        assert!(remarks[2].sentence().contains("--id"));
    }

    /// A column that says nothing changes no weight by more than what chance gives.
    #[test]
    fn an_empty_a_constant_and_a_unique_column_are_survived() {
        let rows: Vec<Row> = (0..60)
            .map(|n| {
                let family = format!("familj{}", n / 2);
                [format!("r{n}"), String::new(), family, "1985-03-12".into(), format!("stad{n}"), String::new()]
            })
            .collect();
        let ran = Ran::of(&rows);
        assert!(ran.edges.iter().all(|edge| edge.bits().is_finite()));
        let explained = ran.linker.explain(&ran.parameters, 0, 1);
        assert!(explained.steps[0].bits.abs() < 0.01, "empty: {:?}", explained.steps[0]);
        assert!(explained.steps[2].bits.abs() < 0.5, "constant: {:?}", explained.steps[2]);
        assert!(explained.bits.is_finite());
    }

    #[test]
    fn a_block_of_200_000_equal_keys_is_capped_and_reported() {
        let mut table = Table::new(HEADER);
        for n in 0..200_000_u32 {
            let (id, given, family, birth) =
                (format!("r{n}"), format!("g{}", n % 50_000), format!("f{n}"), format!("{}-01-01", 1900 + n % 100));
            table.push(0, [id.as_str(), &given, &family, &birth, "samma", ""]);
        }
        let text = MODEL.replace("on = [\"given\", \"town\"]", "on = [\"town\"]").replace("2 0000", "1000");
        let model = Model::parse(&text.replace("on = [\"birth\"]", "on = [\"given\"]")).unwrap();
        let linker = Linker::new(model, &table, Scope::All).unwrap();
        let reports = linker.rule_reports();
        let wide = reports.iter().find(|report| report.rule == "town").unwrap();
        assert_eq!(wide.largest, 200_000);
        assert_eq!(wide.pairs, 200_000 * 199_999 / 2);
        assert!(wide.lost > 0 && wide.lost < wide.pairs, "{wide:?}");
        assert!(wide.added <= wide.pairs - wide.lost, "{wide:?}");
    }

    #[test]
    fn an_unknown_comparison_is_an_error_with_its_line() {
        let text = MODEL.replace("edit(family) <= 1", "sounds_like(family)");
        let Err(LinkageError::Model { line, message }) = Model::parse(&text) else { panic!("no error") };
        assert_eq!(line, 9);
        assert!(
            message.contains("`sounds_like(family)`") && message.contains("jaro_winkler(kolumn) >= 0.9"),
            "{message}"
        );
    }

    #[test]
    fn a_column_that_the_records_lack_is_an_error_that_names_those_there() {
        let mut table = Table::new(["id", "namn"]);
        table.push(0, ["1", "a"]);
        table.push(0, ["2", "b"]);
        let error = Linker::new(Model::parse(MODEL).unwrap(), &table, Scope::All).unwrap_err().to_string();
        assert!(error.contains("finns inte i underlaget; där finns id, namn"), "{error}");
    }
}
