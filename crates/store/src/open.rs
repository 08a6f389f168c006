//! Opening a database, and the ways in and out that every statement takes.

use std::{fmt, net::IpAddr, path::Path, str::FromStr, time::Duration};

use sqlx::{
    Any, AnyConnection, AnyPool, ConnectOptions, Executor as _, Transaction,
    any::{AnyArguments, AnyConnectOptions, AnyPoolOptions},
    query::Query,
};

use crate::{
    error::{Error, Result, query},
    migrate,
    row::FromRow,
};

/// A statement with its values.
pub(crate) type Statement<'q> = Query<'q, Any, AnyArguments>;

/// A transaction of its own connection.
pub(crate) type Change = Transaction<'static, Any>;

/// How many connections, and how long to wait for one.
#[derive(Debug, Clone)]
pub struct Tuning {
    /// Connections that read, for SQLite; it has one more that writes.
    pub readers: u32,
    /// Connections in all, for PostgreSQL.
    pub connections: u32,
    /// How long a request waits for its turn.
    pub wait: Duration,
    /// How long SQLite waits for another process that writes.
    pub busy: Duration,
}

impl Default for Tuning {
    fn default() -> Self {
        Self { readers: 4, connections: 16, wait: Duration::from_secs(30), busy: Duration::from_secs(10) }
    }
}

/// Which database lies under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    /// A file in the data folder.
    Sqlite,
    /// A server.
    Postgres,
}

/// The database. Cheap to clone; every clone is the same database.
#[derive(Clone)]
pub struct Store {
    backend: Backend,
    /// Reads only. With PostgreSQL the same as `write`.
    read: AnyPool,
    /// With SQLite one connection: writers queue here, in order, and never meet a locked database.
    write: AnyPool,
}

impl fmt::Debug for Store {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("Store").field("backend", &self.backend).finish_non_exhaustive()
    }
}

/// The address of a database file, whatever signs are in its path.
#[must_use]
pub fn sqlite_url(path: &Path) -> String {
    let mut url = "sqlite://".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-~".contains(byte) {
            url.push(char::from(*byte));
        } else {
            url.push_str(&format!("%{byte:02X}"));
        }
    }
    url
}

impl Store {
    /// Opens `sqlite://path` (made when it is not there; see [`sqlite_url`]) or `postgres://…`, and brings its tables to
    /// the newest version.
    ///
    /// # Errors
    /// When the database can not be opened, or is newer than this program.
    pub async fn open(url: &str, tuning: &Tuning) -> Result<Self> {
        sqlx::any::install_default_drivers();
        let scheme = url.split(':').next().unwrap_or_default();
        let store = match scheme {
            "sqlite" => sqlite(url, tuning).await?,
            "postgres" | "postgresql" => postgres(url, tuning).await?,
            _ => return Err(Error::Url { scheme: scheme.chars().take(20).collect() }),
        };
        Ok(store)
    }

    /// Which database lies under.
    #[must_use]
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// Ends every connection, after what is under way.
    pub async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }

    /// Rows of a question.
    pub(crate) async fn all<T: FromRow>(&self, act: &'static str, statement: Statement<'_>) -> Result<Vec<T>> {
        let rows = statement.fetch_all(&self.read).await.map_err(query(act))?;
        rows.iter().map(T::from_row).collect::<std::result::Result<_, _>>().map_err(query(act))
    }

    /// The only row of a question, if any.
    pub(crate) async fn one<T: FromRow>(&self, act: &'static str, statement: Statement<'_>) -> Result<Option<T>> {
        let row = statement.fetch_optional(&self.read).await.map_err(query(act))?;
        row.as_ref().map(T::from_row).transpose().map_err(query(act))
    }

    /// A statement that changes rows; how many.
    pub(crate) async fn run(&self, act: &'static str, statement: Statement<'_>) -> Result<u64> {
        let done = statement.execute(&self.write).await.map_err(query(act))?;
        Ok(done.rows_affected())
    }

    /// A statement that changes rows and tells of them.
    pub(crate) async fn run_all<T: FromRow>(&self, act: &'static str, statement: Statement<'_>) -> Result<Vec<T>> {
        let rows = statement.fetch_all(&self.write).await.map_err(query(act))?;
        rows.iter().map(T::from_row).collect::<std::result::Result<_, _>>().map_err(query(act))
    }

    /// Several statements that hold together.
    pub(crate) async fn change(&self, act: &'static str) -> Result<Change> {
        // A transaction of SQLite that first reads and then writes can be refused halfway when another process wrote in
        // between; one that says at once that it will write waits instead.
        match self.backend {
            Backend::Sqlite => self.write.begin_with("begin immediate").await,
            Backend::Postgres => self.write.begin().await,
        }
        .map_err(query(act))
    }

    /// Moves what was written into the database file itself, so that what was deleted is not left in the log beside it.
    pub(crate) async fn settle(&self, act: &'static str) -> Result<()> {
        if self.backend == Backend::Sqlite {
            self.write.execute(sqlx::raw_sql("pragma wal_checkpoint(truncate)")).await.map_err(query(act))?;
        }
        Ok(())
    }
}

/// One statement within a change; how many rows it changed.
pub(crate) async fn step(act: &'static str, change: &mut Change, statement: Statement<'_>) -> Result<u64> {
    let done = statement.execute(&mut **change).await.map_err(query(act))?;
    Ok(done.rows_affected())
}

/// Makes a change last.
pub(crate) async fn commit(act: &'static str, change: Change) -> Result<()> {
    change.commit().await.map_err(query(act))
}

async fn sqlite(url: &str, tuning: &Tuning) -> Result<Store> {
    let place = path_of(url);
    private_file(&place)?;
    let failed = |source| Error::Open { place: place.clone(), source };
    let mut options = AnyConnectOptions::from_str(url).map_err(failed)?;
    options.database_url.set_query(Some("mode=rwc"));
    let options = options.disable_statement_logging();
    let busy = tuning.busy;
    let write = AnyPoolOptions::new()
        .max_connections(1)
        .acquire_timeout(tuning.wait)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .after_connect(move |connection, _| Box::pin(prepare(connection, busy, WRITER)))
        .connect_with(options.clone())
        .await
        .map_err(failed)?;
    migrate::run(&write, Backend::Sqlite).await?;
    let read = AnyPoolOptions::new()
        .max_connections(tuning.readers.max(1))
        .acquire_timeout(tuning.wait)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .after_connect(move |connection, _| Box::pin(prepare(connection, busy, READER)))
        .connect_with(options)
        .await
        .map_err(failed)?;
    Ok(Store { backend: Backend::Sqlite, read, write })
}

/// The path in the address of a file.
fn path_of(url: &str) -> String {
    let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
    let path = path.split('?').next().unwrap_or_default();
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        let decoded = match byte {
            b'%' => hex_digit(rest.next()).zip(hex_digit(rest.next())).map(|(high, low)| high * 16 + low),
            plain => Some(plain),
        };
        bytes.extend(decoded);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex_digit(digit: Option<u8>) -> Option<u8> {
    let value = char::from(digit?).to_digit(16)?;
    u8::try_from(value).ok()
}

/// Makes a new database file that only its owner reads; what lies beside it gets the same rights from SQLite.
fn private_file(place: &str) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(place).map(|_| ()).map_err(|source| Error::File { place: place.to_owned(), source })
}

/// Settings of a connection that writes. What is deleted is written over; nothing goes to temporary files.
const WRITER: &str = "pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on; \
                      pragma secure_delete = on; pragma temp_store = memory";

/// Settings of a connection that reads.
const READER: &str = "pragma synchronous = normal; pragma temp_store = memory; pragma query_only = on";

async fn prepare(
    connection: &mut AnyConnection,
    busy: Duration,
    settings: &'static str,
) -> std::result::Result<(), sqlx::Error> {
    // The patience comes first: the settings themselves may meet another process.
    let millis = busy.as_millis();
    connection.execute(sqlx::AssertSqlSafe(format!("pragma busy_timeout = {millis}"))).await?;
    connection.execute(sqlx::raw_sql(settings)).await?;
    Ok(())
}

/// Whether nobody on the way can read or change what is said: the machine is this one, or TLS proves whose it is. The
/// driver's own answer to an address that says nothing is to speak in the clear when TLS does not come about.
fn is_protected(options: &AnyConnectOptions) -> bool {
    let address = &options.database_url;
    let last = |names: &[&str]| {
        let of = address.query_pairs().filter(|(name, _)| names.contains(&name.as_ref())).last();
        of.map(|(_, value)| value.into_owned())
    };
    let host = last(&["host"]).or_else(|| address.host_str().map(str::to_owned)).unwrap_or_default();
    let is_here = |host: &str| {
        let number = host.trim_matches(['[', ']']).parse::<IpAddr>();
        host.is_empty() || host.starts_with('/') || host == "localhost" || number.is_ok_and(|it| it.is_loopback())
    };
    let is_proven = last(&["sslmode", "ssl-mode"]).is_some_and(|mode| mode == "verify-full" || mode == "verify-ca");
    is_proven || (is_here(&host) && last(&["hostaddr"]).is_none_or(|number| is_here(&number)))
}

async fn postgres(url: &str, tuning: &Tuning) -> Result<Store> {
    let options = AnyConnectOptions::from_str(url)
        .map_err(|source| Error::Open { place: "enligt adressen".to_owned(), source })?;
    let address = &options.database_url;
    let place = format!("{}{}", address.host_str().unwrap_or_default(), address.path());
    if !is_protected(&options) {
        return Err(Error::Unprotected { place });
    }
    let options = options.disable_statement_logging();
    let pool = AnyPoolOptions::new()
        .max_connections(tuning.connections.max(2))
        .acquire_timeout(tuning.wait)
        .connect_with(options)
        .await
        .map_err(|source| Error::Open { place, source })?;
    migrate::run(&pool, Backend::Postgres).await?;
    Ok(Store { backend: Backend::Postgres, read: pool.clone(), write: pool })
}
