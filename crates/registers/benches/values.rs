//! How fast the text of cells becomes values: `cargo bench -p registers --bench values`.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use registers::csv::{Fields, Records, Step};
use registers::value::{DecimalMark, parse_date, parse_money, parse_timestamp};

const CELLS: usize = 1000;

fn cells(make: impl Fn(usize) -> String) -> Vec<String> {
    (0..CELLS).map(make).collect()
}

fn parsing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("values");
    group.throughput(Throughput::Elements(CELLS as u64));
    let money = |text: &String| parse_money(text, DecimalMark::Either);
    let plain = cells(|at| format!("{},{:02}", at * 7919 % 100_000, at % 100));
    group.bench_function("money, plain", |bench| {
        bench.iter(|| black_box(&plain).iter().filter_map(|t| money(t).ok()).sum::<i64>())
    });
    let dressed = cells(|at| format!("{} {:03},{:02} kr", at % 90 + 1, at * 7919 % 1000, at % 100));
    group.bench_function("money, dressed", |bench| {
        bench.iter(|| black_box(&dressed).iter().filter_map(|t| money(t).ok()).sum::<i64>())
    });
    let iso = cells(|at| format!("20{:02}-{:02}-{:02}", at % 30, at % 12 + 1, at % 28 + 1));
    group.bench_function("date, ISO", |bench| {
        bench.iter(|| black_box(&iso).iter().filter_map(|t| parse_date(t).ok()).max())
    });
    let slashed = cells(|at| format!("{:02}/{:02}/20{:02}", at % 28 + 1, at % 12 + 1, at % 30));
    group.bench_function("date, day first", |bench| {
        bench.iter(|| black_box(&slashed).iter().filter_map(|t| parse_date(t).ok()).max())
    });
    let moments =
        cells(|at| format!("20{:02}-{:02}-{:02} {:02}:{:02}:00", at % 30, at % 12 + 1, at % 28 + 1, at % 24, at % 60));
    group.bench_function("timestamp", |bench| {
        bench.iter(|| black_box(&moments).iter().filter_map(|t| parse_timestamp(t).ok()).max())
    });
    group.finish();
}

fn cutting(criterion: &mut Criterion) {
    let line =
        "2120000142;Kommunen;10000000;Sydvård 45 AB;5562427319;4028;Läromedel;222,49;2022-05-10;\"a; \"\"b\"\"\";F0\n";
    let text = line.repeat(CELLS);
    let mut group = criterion.benchmark_group("records");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("cut", |bench| {
        bench.iter(|| {
            let mut records = Records::new(black_box(&text), b';', 1);
            let mut fields = Fields::default();
            let mut count = 0;
            while records.next(&mut fields) != Step::End {
                count += fields.len();
            }
            count
        });
    });
    group.finish();
}

criterion_group!(benches, parsing, cutting);
criterion_main!(benches);
