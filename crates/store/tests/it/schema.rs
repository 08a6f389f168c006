//! The tables themselves: as `schema.sql` says, every column declared in `columns.toml`, every migration in its file.

use std::collections::{BTreeMap, BTreeSet};

use sqlx::{AnyConnection, Executor as _, Row as _};
use store::{Backend, migrate::MIGRATIONS};

use crate::{
    on_both,
    support::{Db, connect, run},
};

pub(crate) const SCHEMA: &str = include_str!("../../schema.sql");

/// Lines that describe every table, column, index and constraint.
async fn described(connection: &mut AnyConnection, backend: Backend) -> Vec<String> {
    let question = match backend {
        Backend::Sqlite => "select sql as line from sqlite_schema where sql is not null",
        Backend::Postgres => {
            "select cast(table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' '
                 || ordinal_position || coalesce(column_default, '') as text) as line
             from information_schema.columns where table_schema = 'public'
             union all
             select cast(cast(conrelid as regclass) as text) || ' ' || pg_get_constraintdef(oid)
             from pg_constraint where connamespace = cast('public' as regnamespace)
             union all
             select cast(indexdef as text) from pg_indexes where schemaname = 'public'"
        }
    };
    let rows = connection.fetch_all(question).await.unwrap();
    let mut lines: Vec<String> = rows.iter().map(|row| plain(row.get("line"))).collect();
    lines.sort();
    lines
}

/// Without comments and with one way of writing blanks.
fn plain(sql: &str) -> String {
    let sql: Vec<&str> = sql.lines().map(|line| line.split("--").next().unwrap_or_default()).collect();
    let words: Vec<&str> = sql.iter().flat_map(|line| line.split_whitespace()).collect();
    words.join(" ").replace("create table if not exists", "create table").replace("CREATE TABLE", "create table")
}

/// Tables and columns of a SQLite database.
pub(crate) async fn columns(connection: &mut AnyConnection) -> BTreeMap<String, BTreeSet<String>> {
    let rows = connection
        .fetch_all(
            "select cast(t.name as text) as name, cast(c.name as text) as column_name
             from sqlite_schema t join pragma_table_info(t.name) c where t.type = 'table'",
        )
        .await
        .unwrap();
    let mut tables: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in &rows {
        tables.entry(row.get("name")).or_default().insert(row.get("column_name"));
    }
    tables
}

on_both! {
    async fn the_migrations_make_the_schema(db: Db) {
        let (url, _folder) = Db::address(db.store.backend());
        let mut connection = connect(&url).await;
        connection.execute(SCHEMA).await.unwrap();
        let written = described(&mut connection, db.store.backend()).await;
        let made = described(&mut connect(&db.url).await, db.store.backend()).await;
        assert!(made.len() > 20);
        assert_eq!(made, written, "crates/store/schema.sql is not what the migrations make: mend it");
    }
}

#[test]
fn every_column_is_declared_and_every_declaration_is_a_column() {
    let declared: BTreeMap<String, BTreeMap<String, BTreeMap<String, String>>> =
        toml::from_str(include_str!("../../columns.toml")).unwrap();
    for (table, columns) in &declared {
        for (column, said) in columns {
            let keys: Vec<&str> = said.keys().map(String::as_str).collect();
            assert_eq!(keys, ["class", "purpose", "retention"], "{table}.{column}");
            assert!(["none", "personal", "sensitive", "secret"].contains(&said["class"].as_str()), "{table}.{column}");
            assert!(said["purpose"].len() >= 8 && said["retention"].len() >= 8, "{table}.{column}");
        }
    }
    let declared: BTreeMap<String, BTreeSet<String>> =
        declared.into_iter().map(|(table, columns)| (table, columns.into_keys().collect())).collect();
    run(Backend::Sqlite, async |db| {
        let there = columns(&mut connect(&db.url).await).await;
        assert_eq!(there, declared, "crates/store/columns.toml does not tell of the columns that there are: mend it");
    });
}

#[test]
fn migrations_are_numbered_without_gaps_and_each_is_a_file() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
    let mut files: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    files.sort();
    let names: Vec<String> = MIGRATIONS.iter().map(|migration| format!("{}.sql", migration.name)).collect();
    assert_eq!(files, names);
    for (number, migration) in (1..).zip(MIGRATIONS) {
        assert_eq!(migration.version, number);
        assert!(migration.name.starts_with(&format!("{number:04}_")), "{}", migration.name);
    }
}
