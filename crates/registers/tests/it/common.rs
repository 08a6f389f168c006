//! What several tests need: a data folder, an import, and the rows back out of a snapshot.

use std::fs;
use std::path::{Path, PathBuf};

use arrow::array::{Array, RecordBatch};
use arrow::compute::concat_batches;
use arrow::util::display::{ArrayFormatter, FormatOptions};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use registers::{Catalogue, DataFolder, ImportReport, ImportRequest, IntakeError, Profiles, Provenance, import};

pub(crate) const AUTHORITY: &str = "Modellstads kommun";

/// A data folder and a folder of source files, gone when dropped.
pub(crate) struct Bench {
    temp: tempfile::TempDir,
    pub(crate) catalogue: Catalogue,
    pub(crate) profiles: Profiles,
    pub(crate) request: ImportRequest,
}

impl Bench {
    pub(crate) fn new(register: &str) -> Self {
        let provenance = Provenance {
            purpose: "intern kontroll".to_owned(),
            legal_ground: "KL 6:6".to_owned(),
            owner: "kommunstyrelsen".to_owned(),
            retain_until: Some("2031-12-31".to_owned()),
        };
        let request = ImportRequest {
            register: register.to_owned(),
            authority: AUTHORITY.to_owned(),
            provenance,
            threads: 2,
            ..ImportRequest::default()
        };
        Self {
            temp: tempfile::tempdir().unwrap(),
            catalogue: Catalogue::embedded().unwrap(),
            profiles: Profiles::default(),
            request,
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.temp.path().join(name)
    }

    /// Writes a source file and makes it the only one to import.
    pub(crate) fn source(&mut self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        self.request.sources = vec![path.clone()];
        path
    }

    pub(crate) fn folder(&self) -> DataFolder {
        DataFolder::open(self.path("data")).unwrap()
    }

    /// The folder that the register's snapshots lie in.
    pub(crate) fn register_folder(&self) -> PathBuf {
        self.folder().register_path(AUTHORITY, &self.request.register)
    }

    pub(crate) fn import(&self) -> Result<ImportReport, IntakeError> {
        import(&self.folder(), &self.catalogue, &self.profiles, &self.request, &mut |_| {})
    }

    /// The rows of the latest snapshot.
    pub(crate) fn rows(&self) -> RecordBatch {
        let snapshot = self.folder().snapshot_latest(AUTHORITY, &self.request.register).unwrap().unwrap();
        let batches: Vec<RecordBatch> = snapshot.parquet_paths().iter().flat_map(|path| batches(path)).collect();
        concat_batches(&self.catalogue.get(&self.request.register).unwrap().arrow_schema(), &batches).unwrap()
    }

    /// The rejects file without its mark and header, by line and cell.
    pub(crate) fn rejects(&self, report: &ImportReport) -> Vec<Vec<String>> {
        let text = fs::read_to_string(report.rejects.as_ref().unwrap()).unwrap();
        let mut lines = text.strip_prefix('\u{feff}').unwrap().lines();
        assert_eq!(lines.next(), Some("källfil;rad;kolumn;värde;orsak"));
        lines.map(|line| line.split(';').map(str::to_owned).collect()).collect()
    }
}

fn batches(path: &Path) -> Vec<RecordBatch> {
    let file = fs::File::open(path).unwrap();
    ParquetRecordBatchReaderBuilder::try_new(file).unwrap().build().unwrap().map(Result::unwrap).collect()
}

/// A column as text, empty for null.
pub(crate) fn column(rows: &RecordBatch, name: &str) -> Vec<String> {
    let array = rows.column_by_name(name).unwrap();
    let options = FormatOptions::default();
    let format = ArrayFormatter::try_new(array.as_ref(), &options).unwrap();
    (0..array.len()).map(|row| format.value(row).to_string()).collect()
}

/// The names of the files in a folder, without the lock.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name != ".lock");
    names.sort();
    names
}
