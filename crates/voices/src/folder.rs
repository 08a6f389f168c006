//! Files of the folder: whole or not there, on the disk before they have their name, and without the hour.

use std::{
    fs::{self, File, FileTimes, OpenOptions},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use chrono::{NaiveDate, NaiveTime};
use serde::{Serialize, de::DeserializeOwned};

use crate::VoicesError;

/// The most that a file of the folder may hold, beside the files of reporters.
pub(crate) const MOST: u64 = 4 << 20;

pub(crate) fn fault(path: &Path, act: &'static str) -> impl FnOnce(io::Error) -> VoicesError {
    let path = path.to_owned();
    move |source| VoicesError::Disk { path, act, source }
}

/// Makes a folder for its owner alone.
pub(crate) fn make(folder: &Path) -> Result<(), VoicesError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder).map_err(fault(folder, "skapas"))
}

/// Writes a file aside, brings it to the disk and gives it its name and the noon of a day.
pub(crate) fn write(path: &Path, bytes: &[u8], day: Option<NaiveDate>) -> Result<(), VoicesError> {
    let beside = aside(path);
    let failed = || fault(path, "skrivas");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(&beside).map_err(failed())?;
    file.write_all(bytes).map_err(failed())?;
    if let Some(day) = day {
        timed(&file, day).map_err(failed())?;
    }
    file.sync_all().map_err(failed())?;
    fs::rename(&beside, path).map_err(failed())?;
    sync(path.parent().unwrap_or(path)).map_err(failed())
}

/// Writes a value as JSON.
pub(crate) fn write_json(path: &Path, value: &impl Serialize, day: Option<NaiveDate>) -> Result<(), VoicesError> {
    write(path, &serde_json::to_vec(value).map_err(VoicesError::Write)?, day)
}

/// Noon of a day, in the time of a file.
fn timed(file: &File, day: NaiveDate) -> io::Result<()> {
    let noon = day.and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default()).and_utc().timestamp();
    let noon = SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(noon).unwrap_or(0));
    file.set_times(FileTimes::new().set_accessed(noon).set_modified(noon))
}

/// Sets the time of a folder to noon of a day; where that is not allowed, it is left.
pub(crate) fn time_folder(folder: &Path, day: NaiveDate) {
    drop(File::open(folder).and_then(|folder| timed(&folder, day)));
}

/// A whole file, of at most so many bytes; none when there is none.
pub(crate) fn read(path: &Path, most: u64) -> Result<Option<Vec<u8>>, VoicesError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(fault(path, "läsas")(error)),
    };
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes).map_err(fault(path, "läsas"))?;
    if bytes.len() as u64 > most { Err(VoicesError::TooMuch { what: "filen", most }) } else { Ok(Some(bytes)) }
}

/// A value of a JSON file; none when there is none.
pub(crate) fn read_json<T: DeserializeOwned>(path: &Path) -> Result<Option<T>, VoicesError> {
    let Some(bytes) = read(path, MOST)? else { return Ok(None) };
    serde_json::from_slice(&bytes).map(Some).map_err(|source| VoicesError::Form { path: path.to_owned(), source })
}

/// The names in a folder, in order; none when there is no folder. Names of what is written aside are left out.
pub(crate) fn names(folder: &Path) -> Result<Vec<String>, VoicesError> {
    let listed = match fs::read_dir(folder) {
        Ok(listed) => listed,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(fault(folder, "läsas")(error)),
    };
    let mut names = Vec::new();
    for entry in listed {
        let name = entry.map_err(fault(folder, "läsas"))?.file_name();
        names.extend(name.to_str().filter(|name| !name.starts_with('.')).map(str::to_owned));
    }
    names.sort();
    Ok(names)
}

/// The numbers that name files of a folder, in order.
pub(crate) fn numbers(folder: &Path) -> Result<Vec<u64>, VoicesError> {
    let mut numbers: Vec<u64> = names(folder)?.iter().filter_map(|name| name.parse().ok()).collect();
    numbers.sort_unstable();
    Ok(numbers)
}

/// Takes a file away; one that is gone is no error.
pub(crate) fn remove(path: &Path) -> Result<(), VoicesError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(fault(path, "tas bort")(error)),
        _ => Ok(()),
    }
}

/// Takes a folder away with all in it; one that is gone is no error.
pub(crate) fn remove_all(path: &Path) -> Result<(), VoicesError> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(fault(path, "tas bort")(error)),
        _ => Ok(()),
    }
}

/// Brings names of a folder to the disk.
pub(crate) fn sync(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Where something is before it has its name.
pub(crate) fn aside(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!(".{name}"))
}
