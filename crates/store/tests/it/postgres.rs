//! A PostgreSQL of the tests' own: a cluster in a temporary folder, reached by a Unix socket, started by the first test
//! process that needs it and stopped after the last.
//!
//! Test runners may give every test a process of its own, so the cluster belongs to no process. Each one that uses it holds
//! a shared lock; a shell in the background waits for the exclusive lock and stops the cluster when it gets it, also when
//! the tests were killed. The tests of other crates take this file in as it is. It runs as the user `postgres` when the tests run as root, as PostgreSQL demands.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

const MISSING: &str = "PostgreSQL is not installed, and this suite runs on it too. Install it with
    sudo apt-get update && sudo apt-get install -y postgresql
or run `cargo xtask test tools`.";

/// The user of the database.
const USER: &str = "insyn";

/// A cluster that runs for as long as this lives.
struct Cluster {
    folder: PathBuf,
    /// Locked while this process uses the cluster.
    _in_use: File,
}

/// An empty database of the test's own; its address.
pub(crate) fn database() -> String {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let cluster = CLUSTER.get_or_init(start);
    let name = format!("t{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let programs = programs();
    let server = |program: &str| {
        let mut command = as_postgres(&programs.join(program));
        command.arg("-h").arg(&cluster.folder).args(["-U", USER]);
        command
    };
    // A process of the same number may have left one.
    run(server("dropdb").args(["--if-exists", &name]).stderr(Stdio::null()));
    run(server("createdb").arg(&name));
    cluster.url(&name)
}

impl Cluster {
    fn url(&self, database: &str) -> String {
        let folder = self.folder.to_str().unwrap().replace('/', "%2F");
        format!("postgres://{USER}@localhost/{database}?host={folder}")
    }
}

fn start() -> Cluster {
    let programs = programs();
    let key = blake3::hash(env!("CARGO_TARGET_TMPDIR").as_bytes()).to_hex();
    let folder = std::env::temp_dir().join(format!("insyn-test-postgres-{}", &key[..8]));
    fs::create_dir_all(&folder).unwrap();
    if is_root() {
        run(Command::new("chown").arg("postgres").arg(&folder));
    }
    let one_at_a_time = File::create(folder.join("start.lock")).unwrap();
    one_at_a_time.lock().unwrap();
    let in_use = File::create(folder.join("in-use.lock")).unwrap();
    // Waits while an earlier cluster is being stopped.
    in_use.lock_shared().unwrap();
    let data = folder.join("data");
    if !works(as_postgres(&programs.join("pg_ctl")).arg("status").arg("-D").arg(&data)) {
        create(&programs, &folder, &data);
        stop_when_unused(&programs, &folder, &data);
    }
    Cluster { folder, _in_use: in_use }
}

fn create(programs: &Path, folder: &Path, data: &Path) {
    if data.exists() {
        fs::remove_dir_all(data).unwrap();
    }
    // Swedish order, as a municipality would have it: what the store does must not depend on it.
    run(as_postgres(&programs.join("initdb")).arg("-D").arg(data).args([
        "-U",
        USER,
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--locale-provider=icu",
        "--icu-locale=sv-SE",
        "--no-sync",
    ]));
    let settings = format!(
        "-c listen_addresses= -c unix_socket_directories={} -c fsync=off -c max_connections=300",
        folder.display()
    );
    run(as_postgres(&programs.join("pg_ctl"))
        .args(["start", "-w", "-D"])
        .arg(data)
        .args(["-o", &settings, "-l"])
        .arg(data.join("server.log")));
}

/// Leaves a shell behind that outlives this process, its terminal and its group.
fn stop_when_unused(programs: &Path, folder: &Path, data: &Path) {
    let stop = as_postgres(&programs.join("pg_ctl"));
    let stop: Vec<String> = std::iter::once(stop.get_program())
        .chain(stop.get_args())
        .map(|word| format!("'{}'", word.to_str().unwrap()))
        .collect();
    let script = format!(
        "exec 9>'{}' && flock -x 9 && {} stop -m immediate -D '{data}' && rm -rf '{data}'",
        folder.join("in-use.lock").display(),
        stop.join(" "),
        data = data.display(),
    );
    // The outer shell ends at once, so that nothing waits for the inner one.
    let outer = "setsid sh -c \"$0\" </dev/null >/dev/null 2>&1 &";
    run(Command::new("sh").args(["-c", outer, &script]).current_dir("/"));
}

/// Where the programs of the server lie: Debian has them outside the path, others on it.
pub(crate) fn programs() -> PathBuf {
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path());
    let mut versions: Vec<(u32, PathBuf)> = debian
        .filter_map(|path| Some((path.file_name()?.to_str()?.parse().ok()?, path.join("bin"))))
        .filter(|(_, path)| path.join("initdb").is_file())
        .collect();
    versions.sort();
    let newest = versions.pop().map(|(_, path)| path);
    let path = std::env::var_os("PATH").unwrap_or_default();
    newest.or_else(|| std::env::split_paths(&path).find(|path| path.join("initdb").is_file())).expect(MISSING)
}

/// A program of the server, as the user that it demands.
pub(crate) fn as_postgres(program: &Path) -> Command {
    let mut command = if is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.current_dir("/");
    command
}

pub(crate) fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n")
}

fn works(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// The output of the server itself goes to its log, so that nothing of it holds on to the pipes of a test.
pub(crate) fn run(command: &mut Command) {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status();
    assert!(status.as_ref().is_ok_and(std::process::ExitStatus::success), "{command:?}: {status:?}");
}
