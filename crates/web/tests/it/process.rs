//! A real process, killed: nothing that was answered is lost, and nothing goes twice.
//!
//! The process is this test binary again, told by an environment variable to be a server.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use payments::log::{Log, RELEASED_BEFORE};
use serde_json::Value;
use web::Config;

use crate::support::{Reply, batch, config, lines, parts, payment, request, try_call, until};

const SERVE: &str = "INSYN_TEST_SERVE";

/// No test of its own: the server, when the variable is set.
#[test]
fn a_server_in_a_process_of_its_own() {
    let Ok(folder) = std::env::var(SERVE) else { return };
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    println!("\nlistening {}", listener.local_addr().unwrap());
    // Slow enough to be in the middle of something when it is killed.
    let config = Config { gather: Duration::from_millis(5), ..config() };
    web::serve(listener, config, parts(Path::new(&folder))).unwrap();
    println!("ended well");
}

struct Process {
    child: Child,
    out: BufReader<ChildStdout>,
    address: SocketAddr,
}

fn spawn(folder: &Path, most_blocks: Option<u32>) -> Process {
    let program = std::env::current_exe().unwrap();
    let arguments = ["--exact", "process::a_server_in_a_process_of_its_own", "--nocapture", "--test-threads=1"];
    let mut command = match most_blocks {
        None => Command::new(&program),
        Some(blocks) => {
            let mut shell = Command::new("sh");
            shell.args(["-c", &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"")]).arg(&program);
            shell
        }
    };
    command.args(arguments).env(SERVE, folder).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    let address = loop {
        line.clear();
        assert!(out.read_line(&mut line).unwrap() > 0, "the process listens");
        if let Some(address) = line.trim().strip_prefix("listening ") {
            break address.parse().unwrap();
        }
    };
    Process { child, out, address }
}

impl Process {
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    fn terminate(mut self) -> (bool, String) {
        let sent = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let mut rest = String::new();
        std::io::Read::read_to_string(&mut self.out, &mut rest).unwrap();
        (self.child.wait().unwrap().success(), rest)
    }

    fn ask(&self, key: &str, body: &Value) -> Option<Reply> {
        try_call(self.address, &request(1, Some(key), &body.to_string()))
    }
}

/// Three payments of a batch, of which the second is held.
fn three(batch_no: usize) -> Value {
    batch(&[
        payment(&format!("{batch_no}-1"), "go"),
        payment(&format!("{batch_no}-2"), "hold"),
        payment(&format!("{batch_no}-3"), "go"),
    ])
}

type Heard = Arc<Mutex<BTreeMap<usize, Value>>>;

/// Sends batches until the server is gone, and remembers every answer.
fn ask_until_it_dies(address: SocketAddr, first: usize, heard: &Heard) -> thread::JoinHandle<()> {
    let heard = Arc::clone(heard);
    thread::spawn(move || {
        for batch_no in (first..).step_by(4) {
            let text = request(1, Some(&format!("k{batch_no}")), &three(batch_no).to_string());
            match try_call(address, &text) {
                Some(reply) if reply.status == 200 => {
                    heard.lock().unwrap().insert(batch_no, reply.body["answers"].clone());
                }
                Some(reply) => assert!([429, 503].contains(&reply.status), "{reply:?}"),
                None => return,
            }
        }
    })
}

#[test]
fn killed_in_the_middle_nothing_is_lost_and_nothing_goes_twice() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("screening.log");
    let heard: Heard = Arc::default();
    for round in 0..3 {
        let process = spawn(folder.path(), None);
        let before = heard.lock().unwrap().len();
        let asking: Vec<_> =
            (0..4).map(|at| ask_until_it_dies(process.address, round * 100_000 + at, &heard)).collect();
        until("some answers", || heard.lock().unwrap().len() >= before + 24);
        process.kill();
        for thread in asking {
            thread.join().unwrap();
        }
    }
    let heard = heard.lock().unwrap().clone();
    let recorded = lines(&log);
    let process = spawn(folder.path(), None);
    for (batch_no, answers) in &heard {
        // Nothing is lost: the same key gives the same answers.
        let again = process.ask(&format!("k{batch_no}"), &three(*batch_no)).unwrap();
        assert_eq!((&again.body["answers"], &again.body["replayed"]), (answers, &true.into()), "{batch_no}");
        // Nothing goes twice: under another key all that went is held.
        let other = process.ask(&format!("new{batch_no}"), &three(*batch_no)).unwrap();
        assert_eq!(other.verdicts(), ["hold", "hold", "hold"]);
        assert_eq!(other.body["answers"][0]["reasons"][0]["check"], RELEASED_BEFORE);
    }
    // Batches whose answer was lost on the way can be had too, whether they were written or not.
    for batch_no in heard.keys().map(|batch_no| batch_no + 4).filter(|next| !heard.contains_key(next)) {
        let reply = process.ask(&format!("k{batch_no}"), &three(batch_no)).unwrap();
        assert_eq!(reply.verdicts(), ["go", "hold", "go"], "{batch_no}");
    }
    assert!(lines(&log) > recorded);
    let (is_success, said) = process.terminate();
    assert!(is_success && said.contains("ended well"), "{said}");
    assert_eq!(Log::open(&log).unwrap().1, None);
}

#[test]
fn a_log_that_cannot_be_written_lets_nothing_go() {
    let folder = tempfile::tempdir().unwrap();
    // 8 blocks of 512 or 1024 bytes, as the shell counts.
    let process = spawn(folder.path(), Some(8));
    let mut gone = Vec::new();
    let failed = (0..200).find(|batch_no| {
        let reply = process.ask(&format!("k{batch_no}"), &three(*batch_no)).unwrap();
        if reply.status == 200 {
            gone.push(*batch_no);
            return false;
        }
        assert_eq!((reply.status, reply.problem()), (503, "log"));
        true
    });
    let failed = failed.expect("the disk is full at last");
    let health = try_call(process.address, "GET /v1/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    assert_eq!(health.status, 503);
    assert!(health.body["reasons"][0].as_str().unwrap().contains("granskningsloggen"));
    // What was answered before is still known.
    assert_eq!(process.ask("k0", &three(0)).unwrap().body["replayed"], true);
    process.kill();
    let process = spawn(folder.path(), None);
    for batch_no in gone {
        assert_eq!(process.ask(&format!("k{batch_no}"), &three(batch_no)).unwrap().body["replayed"], true);
    }
    let reply = process.ask(&format!("k{failed}"), &three(failed)).unwrap();
    assert_eq!((reply.verdicts(), &reply.body["replayed"]), (vec!["go", "hold", "go"], &false.into()));
    process.kill();
}
