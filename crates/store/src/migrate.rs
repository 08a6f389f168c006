//! Versions of the tables: forward only, each migration in one transaction, each with the hash of its text.

use sqlx::{AnyPool, Row as _, any::AnyRow};

use crate::{
    error::{Error, Result},
    open::Backend,
};

/// A step from one version to the next.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// The version that it reaches, from 1.
    pub version: i64,
    /// The name of its file in `migrations/`.
    pub name: &'static str,
    /// Its statements, the same for both databases.
    pub sql: &'static str,
}

/// All of them, in order. A migration that was released never changes: a new one follows it.
pub const MIGRATIONS: &[Migration] = &[
    Migration { version: 1, name: "0001_ground", sql: include_str!("../migrations/0001_ground.sql") },
    Migration { version: 2, name: "0002_passkeys", sql: include_str!("../migrations/0002_passkeys.sql") },
    Migration { version: 3, name: "0003_voices", sql: include_str!("../migrations/0003_voices.sql") },
    Migration { version: 4, name: "0004_marks", sql: include_str!("../migrations/0004_marks.sql") },
];

/// Where it stands which migrations were run.
const LEDGER: &str = "create table if not exists schema_migration (
    version bigint primary key,
    name text not null,
    hash text not null
)";

/// One process at a time, until the end of the transaction. SQLite needs none: a transaction that writes is alone.
const ALONE: &str = "select pg_advisory_xact_lock(4711202611220001)";

impl Migration {
    /// The hash of its text.
    #[must_use]
    pub fn hash(&self) -> String {
        blake3::hash(self.sql.as_bytes()).to_hex().to_string()
    }
}

/// Runs what was not run yet.
pub(crate) async fn run(pool: &AnyPool, backend: Backend) -> Result<()> {
    let known = MIGRATIONS.last().map_or(0, |migration| migration.version);
    let failed = |version| move |source| Error::Migrate { version, source };
    let mut change = match backend {
        Backend::Sqlite => pool.begin_with("begin immediate").await,
        Backend::Postgres => pool.begin().await,
    }
    .map_err(failed(known))?;
    if backend == Backend::Postgres {
        sqlx::raw_sql(ALONE).execute(&mut *change).await.map_err(failed(known))?;
    }
    sqlx::raw_sql(LEDGER).execute(&mut *change).await.map_err(failed(known))?;
    let rows = sqlx::raw_sql("select version, hash from schema_migration order by version")
        .fetch_all(&mut *change)
        .await
        .map_err(failed(known))?;
    let mut done = 0;
    for row in &rows {
        let (version, hash) = ledger_row(row).map_err(failed(known))?;
        check(version, &hash, known)?;
        done = version;
    }
    for migration in MIGRATIONS.iter().filter(|migration| migration.version > done) {
        let failed = failed(migration.version);
        sqlx::raw_sql(migration.sql).execute(&mut *change).await.map_err(failed)?;
        sqlx::query("insert into schema_migration (version, name, hash) values ($1, $2, $3)")
            .bind(migration.version)
            .bind(migration.name)
            .bind(migration.hash())
            .execute(&mut *change)
            .await
            .map_err(failed)?;
    }
    change.commit().await.map_err(failed(known))
}

fn ledger_row(row: &AnyRow) -> std::result::Result<(i64, String), sqlx::Error> {
    Ok((row.try_get("version")?, row.try_get("hash")?))
}

/// Whether a migration that was run is one of ours, unchanged.
fn check(version: i64, hash: &str, known: i64) -> Result<()> {
    match MIGRATIONS.iter().find(|migration| migration.version == version) {
        Some(migration) if migration.hash() == hash => Ok(()),
        Some(_) => Err(Error::Altered { version }),
        None => Err(Error::Newer { found: version, known }),
    }
}
