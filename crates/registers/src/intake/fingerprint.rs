//! The first reading of a file: the hash of its bytes, their number and their encoding.

use std::io::Read;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use crate::IntakeError;
use crate::encoding::Census;
use crate::source::SourceFile;

const BUFFER: usize = 1 << 20;

/// What one reading of a file tells.
#[derive(Debug)]
pub(super) struct Fingerprint {
    pub(super) hash: String,
    pub(super) bytes: u64,
    pub(super) census: Census,
}

/// Reads every file once, some at a time; the results are in the order of the files.
pub(super) fn all(files: &[SourceFile], threads: usize) -> Vec<Result<Fingerprint, IntakeError>> {
    let next = AtomicUsize::new(0);
    let (send, receive) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..threads.min(files.len()) {
            let (send, next) = (send.clone(), &next);
            scope.spawn(move || {
                while let Some((at, file)) =
                    Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, files.get(at)?)))
                {
                    if send.send((at, of(file))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        let mut found: Vec<_> = receive.into_iter().collect();
        found.sort_by_key(|(at, _)| *at);
        found.into_iter().map(|(_, fingerprint)| fingerprint).collect()
    })
}

fn of(file: &SourceFile) -> Result<Fingerprint, IntakeError> {
    let broken = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof => {
            IntakeError::damaged(&file.name, error.to_string())
        }
        _ => IntakeError::read(&file.name, error),
    };
    let mut reader = file.reader()?;
    let mut hash = blake3::Hasher::new();
    let mut census = Census::default();
    let mut bytes = 0;
    let mut buffer = vec![0; BUFFER];
    let mut carried = 0;
    while let Some(free) = buffer.get_mut(carried..) {
        let count = reader.read(free).map_err(broken)?;
        let Some(new) = free.get(..count).filter(|new| !new.is_empty()) else { break };
        hash.update(new);
        bytes += count as u64;
        let filled = carried + count;
        carried = census.update(buffer.get(..filled).unwrap_or_default());
        buffer.copy_within(filled - carried..filled, 0);
    }
    Ok(Fingerprint { hash: hash.finalize().to_hex().to_string(), bytes, census })
}
