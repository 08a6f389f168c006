//! How many identifiers one core validates per second.
//!
//! `cargo bench -p ids` ; the figures stand in `docs/ids.md`. Invented personnummer use the birth numbers 980 to 999 of
//! Skatteverket's test series.
#![expect(clippy::unwrap_used, clippy::string_slice, reason = "made-up numbers of known length")]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use ids::{Date, IdKind, PersonNo, luhn_check_digit, org_no_ok, person_no_ok};

/// Numbers per measured pass: more than a branch predictor remembers, few enough for the first cache.
const COUNT: u32 = 10_000;

/// Twelve digits, valid, every date from 1930 on in a scattered order.
fn person_numbers() -> Vec<String> {
    (0..COUNT)
        .map(|i| {
            let step = i.wrapping_mul(7919) % 30_000;
            let (year, month, day) = (1930 + step / 372, step / 31 % 12 + 1, step % 28 + 1);
            let body = format!("{year}{month:02}{day:02}{}", 980 + i % 20);
            let check = luhn_check_digit(&body[2..]).unwrap();
            format!("{body}{check}")
        })
        .collect()
}

fn organisation_numbers() -> Vec<String> {
    (0..COUNT)
        .map(|i| {
            let body = format!("556{:06}", i.wrapping_mul(7919) % 1_000_000);
            let check = luhn_check_digit(&body).unwrap();
            format!("{body}{check}")
        })
        .collect()
}

/// The last digit of every fourth number is turned into another.
fn spoiled(numbers: &[String]) -> Vec<String> {
    let spoil = |(i, number): (usize, &String)| {
        let (head, last) = number.split_at(number.len() - 1);
        let last: u32 = last.parse().unwrap();
        if i % 4 == 0 { format!("{head}{}", (last + 1) % 10) } else { number.clone() }
    };
    numbers.iter().enumerate().map(spoil).collect()
}

fn benches(criterion: &mut Criterion) {
    let twelve = person_numbers();
    let hyphened: Vec<String> = twelve.iter().map(|n| format!("{}-{}", &n[..8], &n[8..])).collect();
    let ten: Vec<String> = twelve.iter().map(|n| format!("{}-{}", &n[2..8], &n[8..])).collect();
    let wrong = spoiled(&hyphened);
    let organisations = organisation_numbers();
    let today = Date::new(2026, 11, 21).unwrap();

    let mut group = criterion.benchmark_group("ids");
    group.throughput(Throughput::Elements(u64::from(COUNT)));
    for (name, numbers) in [
        ("personnummer YYYYMMDDNNNN", &twelve),
        ("personnummer YYYYMMDD-NNNN", &hyphened),
        ("personnummer YYMMDD-NNNN", &ten),
        ("personnummer a quarter wrong", &wrong),
    ] {
        group.bench_function(name, |b| b.iter(|| count(numbers, person_no_ok)));
    }
    group.bench_function("personnummer parsed with a date", |b| {
        b.iter(|| count(&ten, |text| PersonNo::parse(text, today).is_ok()));
    });
    group.bench_function("organisation number", |b| b.iter(|| count(&organisations, org_no_ok)));
    group.bench_function("personnummer normalised into a buffer", |b| {
        let mut out = String::with_capacity(16);
        b.iter(|| {
            count(&hyphened, |text| {
                out.clear();
                IdKind::PersonNo.normalise_into(text, &mut out).is_ok()
            })
        });
    });
    group.finish();
}

fn count(numbers: &[String], mut ok: impl FnMut(&str) -> bool) -> usize {
    numbers.iter().filter(|text| ok(black_box(text))).count()
}

criterion_group!(all, benches);
criterion_main!(all);
