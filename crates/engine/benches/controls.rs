//! Controls on a made-up ledger of 200 000 rows: the whole of a control's run, from Parquet to signals.

#![expect(clippy::unwrap_used, reason = "a benchmark that can not be set up has nothing to measure")]

use std::{fmt::Write as _, path::Path};

use criterion::{Criterion, criterion_group, criterion_main};
use engine::{Engine, Licence, Request, Source};
use library::Library;
use registers::{Catalogue, DataFolder, ImportRequest, Profiles, import};
use signals::{
    SnapshotRef,
    gate::{Gate, Held, gate},
    pseudonym::Key,
};

const ROWS: u64 = 200_000;

fn ledger() -> String {
    let mut text = String::from("supplier_id;invoice_no;paid_on;amount;unit\n");
    let mut state = 7_u64;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for _ in 0..ROWS {
        let (supplier, number, unit) = (next(2_000), next(90_000_000), next(12));
        let (month, day, kronor) = (1 + next(12), 1 + next(28), 100 + next(120_000));
        writeln!(text, "S{supplier};F-{number:08};2025-{month:02}-{day:02};{kronor},00;Förvaltning {unit}").unwrap();
    }
    text
}

fn source(folder: &Path) -> Source {
    let (catalogue, profiles) = (Catalogue::embedded().unwrap(), Profiles::embedded().unwrap());
    let data = DataFolder::open(folder.join("data")).unwrap();
    let csv = folder.join("reskontra.csv");
    std::fs::write(&csv, ledger()).unwrap();
    let request = ImportRequest {
        sources: vec![csv],
        register: "ledger".into(),
        authority: "kommunstyrelsen".into(),
        threads: 2,
        ..ImportRequest::default()
    };
    import(&data, &catalogue, &profiles, &request, &mut |_| {}).unwrap();
    let snapshot = data.snapshot_latest("kommunstyrelsen", "ledger").unwrap().unwrap();
    Source {
        register: "ledger".into(),
        parts: snapshot.parquet_paths(),
        filled: snapshot.columns_present().map(str::to_owned).collect(),
        snapshot: SnapshotRef {
            authority: "kommunstyrelsen".into(),
            register: "ledger".into(),
            register_label: "Reskontra".into(),
            id: snapshot.manifest.id.clone(),
            rows: snapshot.manifest.rows,
            rejected: 0,
            purpose: String::new(),
            legal_ground: String::new(),
        },
    }
}

/// A gate that lets the control through, by an invented decision.
fn open_gate(engine: &Engine, request: &Request, sources: &[Source]) -> Gate {
    let needs = engine.needs(request).unwrap();
    let held: Vec<Held> = sources
        .iter()
        .map(|source| Held {
            authority: source.snapshot.authority.clone(),
            register: source.register.clone(),
            snapshot: source.snapshot.id.clone(),
            purpose: "internal-control".into(),
            legal_ground: "KL (2017:725) 6:6".into(),
            owner: "Ekonomichefen".into(),
            retain_until: "2036-12-31".parse().ok(),
        })
        .collect();
    let decision = serde_json::json!({
        "id": "2026-01", "case_number": "KS 2026/1", "controls": ["supplier-payments"],
        "authorities": ["kommunstyrelsen"], "registers": ["*"], "personal_data": ["indirect"],
        "purpose": "internal-control", "grounds": needs.iter().flat_map(|need| &need.grounds).collect::<Vec<_>>(),
        "decided_by": "Prov Direktör", "delegation": "1.1", "from": "2026-01-01", "to": "2026-12-31",
        "reason": "prov", "by": "Anna Prov", "at": "2026-01-01",
    });
    gate(&needs, &held, &[serde_json::from_value(decision).unwrap()], "2026-06-01".parse().unwrap())
}

fn controls(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let sources = [source(folder.path())];
    let engine = Engine::new(Catalogue::embedded().unwrap(), Library::embedded().unwrap(), 2).unwrap();
    let mut group = criterion.benchmark_group("control");
    group.sample_size(10).throughput(criterion::Throughput::Elements(ROWS));
    for id in ["SP-01", "SP-03", "SP-14"] {
        let request = Request { controls: vec![id.to_owned()], ..Request::default() };
        let gate = open_gate(&engine, &request, &sources);
        assert!(gate.refusals.is_empty(), "{:#?}", gate.refusals);
        group.bench_function(id, |bench| {
            bench.iter(|| {
                engine.run(&sources, &request, &Licence { gate: &gate, key: &Key::new([7; 32]) }, &mut |_| {}).unwrap()
            })
        });
    }
    group.finish();
}

criterion_group!(benches, controls);
criterion_main!(benches);
