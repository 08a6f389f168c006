//! Where a file's bytes are: on disk, inside a zip on disk, or in memory. Reading is the same for all three.

use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::Arc;

use flate2::Crc;
use flate2::read::DeflateDecoder;

/// A file larger than this is never taken into memory (zip bombs, and workbooks that no office program wrote).
const MEMORY_LIMIT: u64 = 2 << 30;

/// The bytes of one source file.
#[derive(Debug, Clone)]
pub(crate) enum Store {
    /// A file of its own.
    Disk(PathBuf),
    /// Taken out of an archive that lay inside another one.
    Memory(Held),
    /// A member of a zip, read where it lies.
    Member(Box<Member>),
}

/// Bytes in memory; its `Debug` prints the length only.
#[derive(Clone)]
pub(crate) struct Held(pub(crate) Arc<[u8]>);

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Held({} bytes)", self.0.len())
    }
}

/// A zip member: the span of its packed bytes, and what they must become.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) archive: Store,
    pub(crate) start: u64,
    pub(crate) packed: u64,
    pub(crate) size: u64,
    pub(crate) crc: u32,
    pub(crate) deflated: bool,
}

/// What can be read from any position.
pub(crate) trait Seekable: Read + Seek + Send {}
impl<T: Read + Seek + Send> Seekable for T {}

impl Store {
    /// Reads from the first byte to the last; a zip member that does not match its checksum ends in an error.
    pub(crate) fn reader(&self) -> io::Result<Box<dyn Read + Send>> {
        match self {
            Self::Disk(path) => Ok(Box::new(File::open(path)?)),
            Self::Memory(held) => Ok(Box::new(Cursor::new(held.clone()))),
            Self::Member(member) => Ok(Box::new(member.reader()?)),
        }
    }

    /// Reads from any position; a zip member is unpacked into memory first.
    pub(crate) fn seekable(&self) -> io::Result<Box<dyn Seekable>> {
        match self {
            Self::Disk(path) => Ok(Box::new(BufReader::new(File::open(path)?))),
            Self::Memory(held) => Ok(Box::new(Cursor::new(held.clone()))),
            Self::Member(_) => Ok(Box::new(Cursor::new(self.held()?))),
        }
    }

    /// All bytes at once.
    pub(crate) fn held(&self) -> io::Result<Held> {
        if let Self::Memory(held) = self {
            return Ok(held.clone());
        }
        let mut bytes = Vec::new();
        self.reader()?.take(MEMORY_LIMIT + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MEMORY_LIMIT {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "filen är större än 2 GiB"));
        }
        Ok(Held(bytes.into()))
    }

    /// The first bytes of the file, at most `limit`.
    pub(crate) fn head(&self, limit: u64) -> io::Result<Vec<u8>> {
        let mut head = Vec::new();
        self.reader()?.take(limit).read_to_end(&mut head)?;
        Ok(head)
    }
}

impl Member {
    fn reader(&self) -> io::Result<MemberReader> {
        let mut archive = self.archive.seekable()?;
        archive.seek(SeekFrom::Start(self.start))?;
        let packed = BufReader::new(archive).take(self.packed);
        let inner: Box<dyn Read + Send> =
            if self.deflated { Box::new(DeflateDecoder::new(packed)) } else { Box::new(packed) };
        Ok(MemberReader { inner, seen: Crc::new(), left: self.size, crc: self.crc })
    }
}

/// Unpacks a member and compares length and checksum when it ends.
struct MemberReader {
    inner: Box<dyn Read + Send>,
    seen: Crc,
    left: u64,
    crc: u32,
}

impl Read for MemberReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let count = self.inner.read(buffer).map_err(|error| {
            // What flate2 calls a corrupt stream.
            let is_corrupt = error.kind() == io::ErrorKind::InvalidInput;
            if is_corrupt { broken("den packade filen är skadad i arkivet") } else { error }
        })?;
        let Some(left) = self.left.checked_sub(count as u64) else {
            return Err(broken("filen är längre än arkivets förteckning säger"));
        };
        self.left = left;
        self.seen.update(buffer.get(..count).unwrap_or_default());
        if count == 0 && left > 0 {
            return Err(broken("filen är avkortad i arkivet"));
        }
        if count == 0 && self.seen.sum() != self.crc {
            return Err(broken("kontrollsumman stämmer inte: filen är skadad i arkivet"));
        }
        Ok(count)
    }
}

fn broken(reason: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}
