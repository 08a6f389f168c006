//! The folder that a town is written into: its files, workbooks and archives.

use crate::error::TownError;
use crate::form::{Cell, Dialect, SheetTable, TextTable};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use zip::write::{SimpleFileOptions, ZipWriter};

/// The folder that a town is written into, with the counts of what stands there.
#[derive(Debug)]
pub(crate) struct Folder {
    root: PathBuf,
    /// Files written.
    pub(crate) files: u64,
    /// Rows written.
    pub(crate) rows: u64,
}

impl Folder {
    /// Makes the folder.
    pub(crate) fn create(root: &Path) -> Result<Self, TownError> {
        make_dir(root)?;
        Ok(Self { root: root.to_owned(), files: 0, rows: 0 })
    }

    /// A whole small file.
    pub(crate) fn write(&mut self, name: &str, content: &str) -> Result<(), TownError> {
        let path = self.root.join(name);
        path.parent().map_or(Ok(()), make_dir)?;
        self.files += 1;
        fs::write(&path, content).map_err(|source| TownError::Write { path, source })
    }

    /// A whole small file of one byte for each letter.
    pub(crate) fn write_latin(&mut self, name: &str, content: &str) -> Result<(), TownError> {
        let path = self.root.join(name);
        path.parent().map_or(Ok(()), make_dir)?;
        self.files += 1;
        let bytes: Vec<u8> = content.chars().map(|char| u8::try_from(u32::from(char)).unwrap_or(b'?')).collect();
        fs::write(&path, bytes).map_err(|source| TownError::Write { path, source })
    }

    /// Starts a text file.
    pub(crate) fn text(&mut self, name: &str, dialect: Dialect, header: &[&str]) -> Result<Text, TownError> {
        let path = self.root.join(name);
        path.parent().map_or(Ok(()), make_dir)?;
        let failed = |source| TownError::Write { path: path.clone(), source };
        let file = File::create(&path).map_err(failed)?;
        let table = TextTable::start(BufWriter::with_capacity(1 << 18, file), dialect, header).map_err(failed)?;
        self.files += 1;
        Ok(Text { path, table })
    }

    /// Closes a text file.
    pub(crate) fn close(&mut self, text: Text) -> Result<(), TownError> {
        let Text { path, mut table } = text;
        self.rows += table.rows;
        table.out.flush().map_err(|source| TownError::Write { path, source })
    }

    /// Starts a workbook.
    pub(crate) fn sheet(&mut self, name: &str, title: &str, header: &[&str]) -> Result<Book, TownError> {
        let path = self.root.join(name);
        path.parent().map_or(Ok(()), make_dir)?;
        self.files += 1;
        let table = SheetTable::start(&path, title, header).map_err(|source| TownError::Workbook { path, source })?;
        Ok(Book(table))
    }

    /// Closes a workbook.
    pub(crate) fn close_sheet(&mut self, book: Book) -> Result<(), TownError> {
        let Book(mut table) = book;
        self.rows += table.rows;
        table.book.save(&table.path).map_err(|source| TownError::Workbook { path: table.path.clone(), source })
    }

    /// Starts an archive of text files.
    pub(crate) fn archive(&mut self, name: &str) -> Result<Archive, TownError> {
        let path = self.root.join(name);
        path.parent().map_or(Ok(()), make_dir)?;
        let file = File::create(&path).map_err(|source| TownError::Write { path: path.clone(), source })?;
        self.files += 1;
        Ok(Archive { path, zip: ZipWriter::new(BufWriter::with_capacity(1 << 18, file)), rows: 0 })
    }

    /// Closes an archive.
    pub(crate) fn close_archive(&mut self, archive: Archive) -> Result<(), TownError> {
        let Archive { path, zip, rows } = archive;
        self.rows += rows;
        let mut out = zip.finish().map_err(|source| TownError::Archive { path: path.clone(), source })?;
        out.flush().map_err(|source| TownError::Write { path, source })
    }
}

fn make_dir(path: &Path) -> Result<(), TownError> {
    fs::create_dir_all(path).map_err(|source| TownError::Write { path: path.to_owned(), source })
}

/// A text file being written.
pub(crate) struct Text {
    path: PathBuf,
    table: TextTable<BufWriter<File>>,
}

impl Text {
    /// Adds a row.
    pub(crate) fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), TownError> {
        self.table.row(cells).map_err(|source| TownError::Write { path: self.path.clone(), source })
    }
}

/// A workbook being written.
#[derive(Debug)]
pub(crate) struct Book(SheetTable);

impl Book {
    /// Adds a row.
    pub(crate) fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), TownError> {
        self.0.row(cells).map_err(|source| TownError::Workbook { path: self.0.path.clone(), source })
    }
}

/// An archive being written, one text file after the other.
pub(crate) struct Archive {
    path: PathBuf,
    zip: ZipWriter<BufWriter<File>>,
    rows: u64,
}

impl Archive {
    /// Adds a text file whose rows `fill` writes.
    pub(crate) fn member(
        &mut self,
        name: &str,
        dialect: Dialect,
        header: &[&str],
    ) -> Result<ArchiveMember<'_>, TownError> {
        let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
        self.zip.start_file(name, options).map_err(|source| TownError::Archive { path: self.path.clone(), source })?;
        let table = TextTable::start(&mut self.zip, dialect, header)
            .map_err(|source| TownError::Write { path: self.path.clone(), source })?;
        Ok(ArchiveMember { path: &self.path, rows: &mut self.rows, table })
    }
}

/// A text file inside an archive.
pub(crate) struct ArchiveMember<'a> {
    path: &'a Path,
    rows: &'a mut u64,
    table: TextTable<&'a mut ZipWriter<BufWriter<File>>>,
}

impl ArchiveMember<'_> {
    /// Adds a row.
    pub(crate) fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), TownError> {
        *self.rows += 1;
        self.table.row(cells).map_err(|source| TownError::Write { path: self.path.to_owned(), source })
    }
}
