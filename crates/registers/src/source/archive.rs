//! The members of a zip. A damaged archive still gives the members that are whole, and names those that are not.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use flate2::bufread::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use super::bytes::{Member, Seekable, Store};

/// A member: its path inside the archive, and its bytes or why there are none.
pub(crate) struct Entry {
    pub(crate) path: String,
    pub(crate) store: Result<Store, String>,
}

/// The members in the archive's order. `Err` when nothing at all can be read.
pub(crate) fn entry_list(archive: &Store) -> io::Result<Vec<Entry>> {
    // A member is read by position, so an archive inside an archive is unpacked once, here.
    let archive = match archive {
        Store::Member(_) => Store::Memory(archive.held()?),
        Store::Disk(_) | Store::Memory(_) => archive.clone(),
    };
    match ZipArchive::new(archive.seekable()?) {
        Ok(listing) => Ok(listed(&archive, listing)),
        Err(_) => salvaged(&archive),
    }
}

/// The names in the archive's own directory; empty when it has none.
pub(crate) fn name_list(archive: &Store) -> Vec<String> {
    let Ok(Ok(listing)) = archive.seekable().map(ZipArchive::new) else { return Vec::new() };
    listing.file_names().filter_map(Result::ok).map(std::borrow::Cow::into_owned).collect()
}

fn listed(archive: &Store, mut listing: ZipArchive<Box<dyn Seekable>>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for index in 0..listing.len() {
        let fallback = format!("fil nr {}", index + 1);
        let entry = match listing.by_index_raw(index) {
            Ok(file) if file.is_dir() => continue,
            Ok(file) => {
                let path = file.name().map_or(fallback, std::borrow::Cow::into_owned);
                let deflated = file.compression() == CompressionMethod::Deflated;
                let store = match file.data_start() {
                    _ if file.encrypted() => Err("filen är krypterad med lösenord; packa om den utan".to_owned()),
                    _ if !deflated && file.compression() != CompressionMethod::Stored => Err(format!(
                        "packningsmetoden {} stöds inte; packa om filen som vanlig zip",
                        file.compression()
                    )),
                    None => Err("arkivet säger inte var filen börjar".to_owned()),
                    Some(start) => Ok(Member {
                        archive: archive.clone(),
                        start,
                        packed: file.compressed_size(),
                        size: file.size(),
                        crc: file.crc32(),
                        deflated,
                    }),
                };
                Entry { path, store: store.map(|member| Store::Member(Box::new(member))) }
            }
            Err(error) => Entry { path: fallback, store: Err(format!("filen kan inte läsas ur arkivet: {error}")) },
        };
        entries.push(entry);
    }
    entries
}

const LOCAL_HEADER: [u8; 4] = *b"PK\x03\x04";
const DESCRIPTOR: [u8; 4] = *b"PK\x07\x08";

/// Walks the local headers of an archive whose directory is gone (a download that was cut).
fn salvaged(archive: &Store) -> io::Result<Vec<Entry>> {
    let mut reader = BufReader::new(archive.seekable()?);
    let mut entries = Vec::new();
    loop {
        let mut header = [0u8; 30];
        if reader.read_exact(&mut header).is_err() || !header.starts_with(&LOCAL_HEADER) {
            break;
        }
        let mut path = vec![0; usize::from(u16_at(&header, 26))];
        if reader.read_exact(&mut path).is_err() {
            break;
        }
        let path = String::from_utf8_lossy(&path).into_owned();
        match salvage_one(archive, &header, &mut reader) {
            Ok(member) if path.ends_with('/') => drop(member),
            Ok(member) => entries.push(Entry { path, store: Ok(Store::Member(Box::new(member))) }),
            Err(error) => {
                entries.push(Entry { path, store: Err(cut(&error)) });
                return Ok(entries);
            }
        }
    }
    if entries.is_empty() {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "ingen fil i det är hel"));
    }
    // The directory is gone, so members may be missing without a trace: say so.
    entries.push(Entry {
        path: String::new(),
        store: Err("zip-arkivets innehållsförteckning saknas, så filer kan fattas".into()),
    });
    Ok(entries)
}

fn cut(error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::UnexpectedEof {
        return "zip-arkivet är avkortat och tar slut mitt i filen".to_owned();
    }
    format!("zip-arkivet är avkortat och filen kan inte räddas: {error}")
}

/// One member after its name; leaves the reader at the next header.
fn salvage_one(archive: &Store, header: &[u8], reader: &mut BufReader<Box<dyn Seekable>>) -> io::Result<Member> {
    let (flags, method) = (u16_at(header, 6), u16_at(header, 8));
    if flags & 1 != 0 || (method != 0 && method != 8) {
        return Err(io::Error::new(io::ErrorKind::Unsupported, "filen är krypterad eller packad på ett ovanligt sätt"));
    }
    reader.seek_relative(i64::from(u16_at(header, 28)))?;
    let mut member = Member {
        archive: archive.clone(),
        start: reader.stream_position()?,
        packed: u64::from(u32_at(header, 18)),
        size: u64::from(u32_at(header, 22)),
        crc: u32_at(header, 14),
        deflated: method == 8,
    };
    if flags & 8 == 0 {
        let end = reader.seek(SeekFrom::End(0))?;
        if member.start + member.packed > end {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        reader.seek(SeekFrom::Start(member.start + member.packed))?;
    } else {
        find_end(&mut member, reader)?;
    }
    Ok(member)
}

/// A member written as a stream has its sizes after its bytes: unpack to find where they end.
fn find_end(member: &mut Member, reader: &mut BufReader<Box<dyn Seekable>>) -> io::Result<()> {
    if !member.deflated {
        return Err(io::Error::new(io::ErrorKind::Unsupported, "filens längd står inte i arkivet"));
    }
    let mut decoder = DeflateDecoder::new(&mut *reader);
    member.size = io::copy(&mut decoder, &mut io::sink())?;
    member.packed = decoder.total_in();
    let mut descriptor = [0u8; 12];
    if reader.fill_buf()?.starts_with(&DESCRIPTOR) {
        reader.consume(DESCRIPTOR.len());
    }
    reader.read_exact(&mut descriptor)?;
    member.crc = u32_at(&descriptor, 0);
    Ok(())
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).and_then(|b| b.try_into().ok()).map_or(0, u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes)
}
