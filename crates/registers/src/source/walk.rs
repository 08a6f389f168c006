//! From the paths that a person names to the list of files to read: folders, zips and zips in zips are opened.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::archive::{self, Entry};
use super::bytes::Store;
use super::kind::{FileKind, Sniffed, sniff};
use super::{RawTable, aktivitetskort, bulk, ixbrl, ocds, parquet, paxml, sie, sie5, ted, xlsx};
use crate::IntakeError;

/// Folders in folders and zips in zips deeper than this are a loop or an attack.
const DEPTH_LIMIT: usize = 16;

/// One file to read, or one that was found and cannot be.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// As it stands in `source_file`: `2024/reskontra.csv`, `archive.zip/inner.csv`.
    pub name: String,
    /// How it is read, or why it is not.
    pub kind: FileKind,
    store: Option<Store>,
}

/// The tables of a file, and what the reader left out of it.
#[derive(Default)]
pub struct Opened {
    /// Each with its own header; a workbook has one per sheet.
    pub tables: Vec<Box<dyn RawTable>>,
    /// What was left out, in Swedish: sheets without a header row.
    pub notes: Vec<String>,
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<_> = self.tables.iter().map(|t| t.name()).collect();
        f.debug_struct("Opened").field("tables", &names).field("notes", &self.notes).finish()
    }
}

impl SourceFile {
    /// The file's bytes from the first to the last; a zip member is unpacked on the way.
    ///
    /// # Errors
    /// When the file cannot be opened, or is one that was skipped or failed.
    pub fn reader(&self) -> Result<Box<dyn Read + Send>, IntakeError> {
        self.store()?.reader().map_err(|e| self.unreadable(e))
    }

    /// The tables of a file that is not delimited text ([`FileKind::Csv`] gives none: its reader takes [`Self::reader`]).
    ///
    /// # Errors
    /// When the file is damaged, or holds nothing that is a table; the message says what to do.
    pub fn tables(&self) -> Result<Opened, IntakeError> {
        match &self.kind {
            FileKind::Csv => Ok(Opened::default()),
            FileKind::Xlsx => xlsx::open(&self.name, self.store()?.seekable().map_err(|e| self.unreadable(e))?),
            FileKind::Parquet => parquet::open(&self.name, self.store()?),
            FileKind::Sie => {
                let held = self.store()?.held().map_err(|e| self.unreadable(e))?;
                sie::open(&self.name, held.as_ref().to_vec()).map(one)
            }
            FileKind::Bolagsverket => bulk::bolagsverket::open(&self.name, self.reader()?).map(one),
            FileKind::Scb => bulk::scb::open(&self.name, self.reader()?).map(one),
            FileKind::Ocds => Ok(all(ocds::open_store(&self.name, self.store()?))),
            FileKind::Sie5 => Ok(all(sie5::open_store(&self.name, self.store()?))),
            FileKind::Ted => Ok(all(ted::open_store(&self.name, self.store()?))),
            FileKind::Ixbrl => Ok(all(ixbrl::open_store(&self.name, self.store()?))),
            FileKind::Aktivitetskort => Ok(all(aktivitetskort::open_store(&self.name, self.store()?))),
            FileKind::Paxml => Ok(all(paxml::open_store(&self.name, self.store()?))),
            FileKind::Skipped { .. } | FileKind::Failed { .. } => self.store().map(|_| Opened::default()),
        }
    }

    fn store(&self) -> Result<&Store, IntakeError> {
        self.store.as_ref().ok_or_else(|| {
            let detail = self.kind.reason().unwrap_or_default().to_owned();
            if matches!(self.kind, FileKind::Skipped { .. }) {
                return IntakeError::UnknownFormat { name: self.name.clone(), detail };
            }
            IntakeError::damaged(&self.name, detail)
        })
    }

    fn unreadable(&self, source: io::Error) -> IntakeError {
        IntakeError::read(&self.name, source)
    }
}

fn one(table: impl RawTable + 'static) -> Opened {
    Opened { tables: vec![Box::new(table)], notes: Vec::new() }
}

fn all(tables: Vec<Box<dyn RawTable>>) -> Opened {
    Opened { tables, notes: Vec::new() }
}

/// Lists every file under `paths`, in the order of `paths` and by name below them.
///
/// Hidden files (a leading dot, `__MACOSX`) are left out. What cannot be read is listed too, as
/// [`FileKind::Skipped`] or [`FileKind::Failed`] with the reason, so that nothing goes missing in silence.
///
/// # Errors
/// When one of `paths` itself does not exist or is not readable.
pub fn walk(paths: &[PathBuf]) -> Result<Vec<SourceFile>, IntakeError> {
    let mut found = Vec::new();
    for path in paths {
        let name = path.canonicalize().unwrap_or_else(|_| path.clone());
        let name = name.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        if let Err(source) = fs::metadata(path) {
            return Err(IntakeError::read(path.display().to_string(), source));
        }
        walk_path(path, name, 0, &mut found);
    }
    Ok(found)
}

fn walk_path(path: &Path, name: String, depth: usize, found: &mut Vec<SourceFile>) {
    if depth > DEPTH_LIMIT {
        return found.push(failed(name, "mappen ligger för djupt".into()));
    }
    match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => walk_folder(path, &name, depth, found),
        Ok(meta) if meta.is_file() => walk_store(Store::Disk(path.to_owned()), name, depth, found),
        Ok(_) => found.push(failed(name, "varken fil eller mapp".into())),
        Err(error) => found.push(failed(name, format!("filen kan inte läsas: {error}"))),
    }
}

fn walk_folder(path: &Path, name: &str, depth: usize, found: &mut Vec<SourceFile>) {
    let entries = fs::read_dir(path).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(error) => return found.push(failed(name.to_owned(), format!("mappen kan inte läsas: {error}"))),
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let file_name = entry.file_name().to_string_lossy().into_owned();
        if !is_hidden(&file_name) {
            walk_path(&entry.path(), format!("{name}/{file_name}"), depth + 1, found);
        }
    }
}

fn walk_store(store: Store, name: String, depth: usize, found: &mut Vec<SourceFile>) {
    if depth > DEPTH_LIMIT {
        return found.push(failed(name, "arkivet ligger i för många arkiv".into()));
    }
    match sniff(&name, &store) {
        Sniffed::Kind(kind) => {
            let store = kind.is_readable().then_some(store);
            found.push(SourceFile { name, kind, store });
        }
        Sniffed::Zip => walk_zip(&store, name, depth, found),
    }
}

fn walk_zip(store: &Store, name: String, depth: usize, found: &mut Vec<SourceFile>) {
    let mut entries = match archive::entry_list(store) {
        Ok(entries) => entries,
        Err(error) => return found.push(failed(name, format!("zip-arkivet kan inte läsas: {error}"))),
    };
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    for Entry { path, store } in entries {
        if path.split('/').any(is_hidden) {
            continue;
        }
        let name = if path.is_empty() { name.clone() } else { format!("{name}/{path}") };
        match store {
            Ok(store) => walk_store(store, name, depth + 1, found),
            Err(reason) => found.push(failed(name, reason)),
        }
    }
}

fn failed(name: String, reason: String) -> SourceFile {
    SourceFile { name, kind: FileKind::Failed { reason }, store: None }
}

fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || name == "__MACOSX" || name.starts_with("~$")
}
