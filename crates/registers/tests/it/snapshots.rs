//! The data folder: what is written, what is left alone, and what a stop in the middle leaves behind.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use registers::folder::slug;
use registers::{IntakeError, Snapshot, import};

use crate::common::{AUTHORITY, Bench, column, names};

const HEADER: &str = "Betalnr;Levnr;Belopp;Betaldatum\n";

fn payments(ids: &[u32]) -> String {
    let rows = ids.iter().map(|id| format!("{id};77;{id},00;2024-03-01\n"));
    std::iter::once(HEADER.to_owned()).chain(rows).collect()
}

fn latest(bench: &Bench) -> Snapshot {
    bench.folder().snapshot_latest(AUTHORITY, "payments").unwrap().unwrap()
}

fn ids(bench: &Bench) -> Vec<String> {
    column(&bench.rows(), "payment_id")
}

#[test]
fn a_manifest_says_where_the_rows_came_from_and_why_they_may_be_held() {
    let mut bench = Bench::new("payments");
    bench.source("b.csv", payments(&[1, 2]));
    bench.request.imported_at = Some("2026-10-19T10:00:00".to_owned());
    let report = bench.import().unwrap();
    let snapshot = latest(&bench);
    let manifest = &snapshot.manifest;
    assert_eq!(Some(&manifest.id), report.snapshot.as_ref());
    assert_eq!((manifest.rows, manifest.sequence), (2, 1));
    assert_eq!(manifest.provenance.legal_ground, "KL 6:6");
    assert_eq!(manifest.imported_at.as_deref(), Some("2026-10-19T10:00:00"));
    assert_eq!(manifest.import.files[0].name, "b.csv");
    assert_eq!(manifest.import.files[0].hash, blake3::hash(payments(&[1, 2]).as_bytes()).to_hex().to_string());
    assert!(snapshot.has_column("amount") && !snapshot.has_column("released_by"));
    let present: Vec<&str> = snapshot.columns_present().collect();
    assert_eq!(present, ["amount", "paid_on", "payment_id", "source_file", "source_line", "supplier_id"]);
    assert_eq!(bench.folder().authorities().unwrap(), ["modellstads-kommun"]);
    assert_eq!(bench.folder().snapshots(AUTHORITY).unwrap(), [snapshot]);
}

#[test]
fn the_same_files_again_change_nothing() {
    let mut bench = Bench::new("payments");
    bench.source("b.csv", payments(&[1, 2]));
    let first = bench.import().unwrap();
    let folder = bench.register_folder();
    let state = |folder: &std::path::Path| -> Vec<(String, std::time::SystemTime)> {
        let modified = |name: String| (name.clone(), fs::metadata(folder.join(name)).unwrap().modified().unwrap());
        names(folder).into_iter().map(modified).collect()
    };
    let before = state(&folder);
    bench.request.threads = 1;
    let second = bench.import().unwrap();
    assert_eq!(state(&folder), before);
    assert!(!first.unchanged && second.unchanged);
    assert_eq!((second.snapshot, second.rows), (first.snapshot, 2));
}

#[test]
fn the_rejects_are_found_again_when_the_data_folder_has_moved() {
    let mut bench = Bench::new("payments");
    bench.source("b.csv", format!("{}9;77;nio;2024-03-01\n", payments(&[1])));
    let first = bench.import().unwrap();
    assert_eq!(bench.rejects(&first).len(), 1);
    fs::rename(bench.path("data"), bench.path("flyttad")).unwrap();
    let moved = registers::DataFolder::open(bench.path("flyttad")).unwrap();
    let again = import(&moved, &bench.catalogue, &bench.profiles, &bench.request, &mut |_| {}).unwrap();
    assert!(again.unchanged);
    assert_eq!((again.rejected, bench.rejects(&again).len()), (1, 1));
}

#[test]
fn the_same_contents_with_another_mapping_or_authority_are_another_snapshot() {
    let mut bench = Bench::new("payments");
    bench.source("b.csv", payments(&[1, 2]));
    let first = bench.import().unwrap().snapshot;
    bench.request.authority = "Modellstads Bostads AB".to_owned();
    assert_ne!(bench.import().unwrap().snapshot, first);
    assert_eq!(bench.folder().authorities().unwrap().len(), 2);
}

#[test]
fn going_back_to_older_files_makes_their_snapshot_the_latest_again() {
    let mut bench = Bench::new("payments");
    bench.source("b.csv", payments(&[1]));
    let first = bench.import().unwrap().snapshot;
    bench.source("b.csv", payments(&[2]));
    bench.import().unwrap();
    assert_eq!(ids(&bench), ["2"]);
    bench.source("b.csv", payments(&[1]));
    let third = bench.import().unwrap();
    assert!(third.unchanged);
    assert_eq!((third.snapshot, ids(&bench)), (first, vec!["1".to_owned()]));
    let history = bench.folder().snapshot_history(AUTHORITY, "payments").unwrap();
    assert_eq!(history.iter().map(|snapshot| snapshot.manifest.sequence).collect::<Vec<_>>(), [1, 2]);
}

#[test]
fn a_new_retention_date_is_noted_without_reading_the_rows_again() {
    let mut bench = Bench::new("payments");
    bench.source("b.csv", payments(&[1]));
    let first = bench.import().unwrap().snapshot;
    bench.request.provenance.retain_until = Some("2035-01-01".to_owned());
    let second = bench.import().unwrap();
    assert!(second.unchanged && second.snapshot == first);
    assert_eq!(latest(&bench).manifest.provenance.retain_until.as_deref(), Some("2035-01-01"));
}

#[test]
fn adding_keeps_the_rows_there_were_and_adding_the_same_again_does_not() {
    let mut bench = Bench::new("payments");
    bench.source("jan.csv", payments(&[1, 2]));
    bench.import().unwrap();
    bench.source("feb.csv", payments(&[3]));
    bench.request.add = true;
    let report = bench.import().unwrap();
    assert_eq!(report.accepted, 1);
    assert_eq!(ids(&bench), ["1", "2", "3"]);
    let manifest = latest(&bench).manifest;
    assert_eq!((manifest.rows, manifest.parts.len()), (3, 2));
    assert_eq!(manifest.nulls["released_by"], 3);
    assert!(bench.import().unwrap().unchanged);
    bench.source("jan.csv", payments(&[1, 2]));
    let again = bench.import().unwrap();
    assert!(again.unchanged);
    assert_eq!(ids(&bench), ["1", "2", "3"]);
    bench.source("mars.csv", payments(&[4]));
    bench.request.add = false;
    bench.import().unwrap();
    assert_eq!(ids(&bench), ["4"]);
}

#[test]
fn when_no_row_can_be_used_the_latest_snapshot_stays() {
    let mut bench = Bench::new("payments");
    bench.source("b.csv", payments(&[1]));
    let first = bench.import().unwrap().snapshot;
    bench.source("b.csv", format!("{HEADER}2;77;två;2024-03-01\n"));
    let report = bench.import().unwrap();
    assert_eq!((report.snapshot.as_ref(), report.rejected), (None, 1));
    assert_eq!(bench.rejects(&report)[0][3], "två");
    assert_eq!(Some(latest(&bench).manifest.id), first);
}

/// Makes the import of a second file fail at the given file of the folder, and checks that the first is untouched.
fn check_stop_at(name: &dyn Fn(&str) -> String) {
    let second = payments(&[2, 3]);
    let id = {
        let mut elsewhere = Bench::new("payments");
        elsewhere.source("b.csv", &second);
        elsewhere.import().unwrap().snapshot.unwrap()
    };
    let mut bench = Bench::new("payments");
    bench.source("b.csv", payments(&[1]));
    bench.import().unwrap();
    let before = latest(&bench);
    // A folder with something in it cannot be replaced by a file: the rename fails as on a broken disk.
    let obstacle = bench.register_folder().join(name(&id));
    if obstacle.is_file() {
        fs::rename(&obstacle, bench.path("aside")).unwrap();
    }
    fs::create_dir_all(obstacle.join("x")).unwrap();
    bench.source("b.csv", &second);
    let error = bench.import().unwrap_err();
    assert!(matches!(error, IntakeError::Write { .. }), "{error:?}");
    fs::remove_dir_all(&obstacle).unwrap();
    if bench.path("aside").is_file() {
        fs::rename(bench.path("aside"), &obstacle).unwrap();
    }
    assert_eq!(latest(&bench), before, "the latest snapshot is as it was");
    assert_eq!(ids(&bench), ["1"]);
    bench.import().unwrap();
    assert_eq!(ids(&bench), ["2", "3"]);
    assert!(!names(&bench.register_folder()).iter().any(|name| name.ends_with(".tmp")));
}

#[test]
fn a_disk_that_fails_at_the_rows_leaves_the_latest_snapshot_whole() {
    check_stop_at(&|id| format!("{id}.parquet"));
}

#[test]
fn a_disk_that_fails_at_the_manifest_leaves_the_latest_snapshot_whole() {
    check_stop_at(&|id| format!("{id}.json"));
}

#[test]
fn a_crash_in_the_middle_leaves_the_latest_snapshot_whole_and_the_next_import_cleans_up() {
    let mut bench = Bench::new("payments");
    bench.source("b.csv", payments(&[1]));
    bench.import().unwrap();
    let before = latest(&bench);
    bench.source("b.csv", payments(&[2, 3]));
    let crash = catch_unwind(AssertUnwindSafe(|| {
        let mut stop = |_| panic!("ström borta");
        import(&bench.folder(), &bench.catalogue, &bench.profiles, &bench.request, &mut stop)
    }));
    assert!(crash.is_err());
    assert_eq!(latest(&bench), before);
    // What a killed process leaves: unfinished files, and rows that no manifest names.
    let folder = bench.register_folder();
    for leftover in [".abc.parquet.tmp", "abc.parquet", "abc.rejects.csv", ".current.tmp"] {
        fs::write(folder.join(leftover), "half").unwrap();
    }
    assert_eq!(latest(&bench), before);
    bench.import().unwrap();
    assert_eq!(ids(&bench), ["2", "3"]);
    let left: Vec<String> =
        names(&folder).into_iter().filter(|name| name.contains("abc") || name.contains("tmp")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_manifest_that_cannot_be_read_is_named_and_costs_no_rows() {
    let mut bench = Bench::new("payments");
    bench.source("b.csv", payments(&[1]));
    let id = bench.import().unwrap().snapshot.unwrap();
    let path = bench.register_folder().join(format!("{id}.json"));
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    let error = bench.folder().snapshot_latest(AUTHORITY, "payments").unwrap_err();
    assert!(error.to_string().contains(&id), "{error}");
    bench.source("c.csv", payments(&[2]));
    bench.import().unwrap();
    assert!(bench.register_folder().join(format!("{id}.parquet")).is_file(), "rows of unknown standing are kept");
    assert_eq!(ids(&bench), ["2"]);
}

#[test]
fn two_imports_of_one_register_do_not_run_at_once() {
    let mut bench = Bench::new("payments");
    bench.source("b.csv", payments(&[1]));
    let mut inner = None;
    let mut meanwhile = |_| inner = Some(bench.import());
    import(&bench.folder(), &bench.catalogue, &bench.profiles, &bench.request, &mut meanwhile).unwrap();
    assert!(matches!(inner, Some(Err(IntakeError::Busy { .. }))), "{inner:?}");
}

#[test]
fn authorities_have_folder_names_that_every_system_accepts() {
    assert_eq!(slug("Örebro kommun"), "orebro-kommun");
    assert_eq!(slug("Göteborgs Stad / Nämnden (N 12)"), "goteborgs-stad-namnden-n-12");
    assert_eq!(slug("../../etc"), "etc");
    assert_eq!(slug("!!"), "namnlos");
    assert_eq!(slug(&slug("Örebro kommun")), slug("Örebro kommun"));
}

#[test]
fn a_snapshot_that_is_disposed_of_leaves_nothing_and_an_older_one_does_not_come_back() {
    let mut bench = Bench::new("payments");
    bench.source("b.csv", payments(&[1]));
    let first = bench.import().unwrap().snapshot.unwrap();
    bench.source("b.csv", format!("{}9;77;nio;2024-03-01\n", payments(&[2])));
    let second = bench.import().unwrap().snapshot.unwrap();
    assert!(bench.folder().dispose(AUTHORITY, "payments", &second).unwrap());
    assert_eq!(bench.folder().snapshot_latest(AUTHORITY, "payments").unwrap(), None);
    assert!(bench.folder().snapshots(AUTHORITY).unwrap().is_empty());
    let left = names(&bench.register_folder());
    assert_eq!(left.len(), 3, "the older snapshot's part and manifest, and `current`: {left:?}");
    assert!(left.contains(&format!("{first}.json")) && !left.iter().any(|name| name.contains(&second)), "{left:?}");
    assert!(!bench.folder().dispose(AUTHORITY, "payments", &second).unwrap(), "twice is nothing more");
    let again = bench.import().unwrap();
    assert_eq!((again.snapshot, again.unchanged, ids(&bench)), (Some(second), false, vec!["2".to_owned()]));
}

#[test]
fn disposing_of_an_older_snapshot_touches_neither_the_newer_nor_the_parts_that_it_shares() {
    let mut bench = Bench::new("payments");
    bench.source("jan.csv", payments(&[1, 2]));
    let first = bench.import().unwrap().snapshot.unwrap();
    bench.source("feb.csv", payments(&[3]));
    bench.request.add = true;
    bench.import().unwrap();
    assert!(bench.folder().dispose(AUTHORITY, "payments", &first).unwrap());
    assert_eq!(ids(&bench), ["1", "2", "3"]);
    assert_eq!(bench.folder().snapshot_history(AUTHORITY, "payments").unwrap().len(), 1);
    assert!(!bench.folder().dispose(AUTHORITY, "payments", "saknas").unwrap());
    assert!(!bench.folder().dispose("Ingen nämnd", "payments", &first).unwrap());
}
