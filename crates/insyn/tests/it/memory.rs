//! What lies in the memory of a process that opens cases is written nowhere when it falls.

use std::{
    fs,
    io::{BufRead, BufReader},
    os::unix::process::ExitStatusExt,
    process::{Command, ExitStatus, Stdio},
};

use crate::support::Place;

/// Starts a program where core dumps are asked for, waits for its first line, and lets it fall as a fault would.
fn fallen(arguments: &[&str], place: &Place) -> (String, ExitStatus) {
    let mut child = Command::new("sh")
        .args(["-c", "ulimit -S -c \"$(ulimit -H -c)\"; exec \"$@\"", "sh"])
        .args(arguments)
        .current_dir(place.folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(!line.is_empty(), "{arguments:?} said nothing");
    let limits = fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
    let killed = Command::new("kill").args(["-ABRT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let limit = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap().to_owned();
    (limit, child.wait().unwrap())
}

#[test]
fn the_pages_leave_no_core_dump() {
    let place = Place::new();
    let insyn = env!("CARGO_BIN_EXE_insyn");
    let (limit, status) = fallen(&[insyn, "serve", "--data", "d", "--address", "127.0.0.1:0"], &place);
    assert_eq!(status.signal(), Some(6));
    assert!(!status.core_dumped());
    assert_eq!(limit.split_whitespace().collect::<Vec<_>>(), ["Max", "core", "file", "size", "0", "0", "bytes"]);
    assert!(fs::read_dir(place.folder.path()).unwrap().all(|entry| !entry.unwrap().file_name().eq("core")));
}
