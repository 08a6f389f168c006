//! Files with one key each: made once, readable by their owner only, gone when destroyed.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read as _, Write as _},
    path::Path,
};

use zeroize::Zeroizing;

use crate::{VaultError, secret::Bytes32};

/// Writes a key to a file that must not exist, and returns once it is on the disk.
pub(crate) fn create(path: &Path, key: &[u8; 32]) -> Result<(), VaultError> {
    let failed = |source| fault(path, "skapas", source);
    if let Some(folder) = path.parent() {
        private_folder(folder).map_err(failed)?;
    }
    let mut file = owner_only(OpenOptions::new().write(true).create_new(true)).open(path).map_err(failed)?;
    file.write_all(key).and_then(|()| file.sync_all()).and_then(|()| sync_folder(path)).map_err(|source| {
        // What is half written is no key: leave nothing that looks like one.
        let _ = fs::remove_file(path);
        failed(source)
    })
}

/// The key in a file.
pub(crate) fn read(path: &Path) -> Result<Bytes32, VaultError> {
    let failed = |source| fault(path, "läsas", source);
    let file = File::open(path).map_err(failed)?;
    owners_alone(path, &file)?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(33));
    file.take(33).read_to_end(&mut bytes).map_err(failed)?;
    let key = <[u8; 32]>::try_from(bytes.as_slice()).map(Zeroizing::new);
    // A key of zeros is one that was overwritten and not yet removed.
    key.ok().filter(|key| key.iter().any(|byte| *byte != 0)).ok_or(VaultError::KeyFileForm { path: path.to_owned() })
}

/// Overwrites a key and removes its file, each step on the disk before the next.
///
/// A file system that never writes in place (a journal of data, snapshots, flash memory) can keep the old block, which
/// is why backups of these files are short-lived and the disk beneath should be encrypted.
pub(crate) fn destroy(path: &Path) -> Result<(), VaultError> {
    let failed = |source| fault(path, "förstöras", source);
    let mut file = OpenOptions::new().write(true).open(path).map_err(failed)?;
    file.write_all(&[0; 32])
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::remove_file(path))
        .and_then(|()| sync_folder(path))
        .map_err(failed)
}

fn fault(path: &Path, act: &'static str, source: io::Error) -> VaultError {
    VaultError::KeyFile { path: path.to_owned(), act, source }
}

#[cfg(unix)]
fn owner_only(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600)
}

#[cfg(not(unix))]
fn owner_only(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// The folder, made for its owner alone when it is not there.
#[cfg(unix)]
fn private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// Refuses a key that others may read.
#[cfg(unix)]
fn owners_alone(path: &Path, file: &File) -> Result<(), VaultError> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = file.metadata().map_err(|source| fault(path, "läsas", source))?.permissions().mode() & 0o777;
    if mode & 0o077 == 0 { Ok(()) } else { Err(VaultError::KeyFileOpen { path: path.to_owned(), mode }) }
}

#[cfg(not(unix))]
fn owners_alone(_: &Path, _: &File) -> Result<(), VaultError> {
    Ok(())
}

/// A name in a folder is on the disk only once the folder is; and so the folder, which may be new, in the one above.
fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    let mut folders = path.ancestors().skip(1).map(|folder| match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    });
    folders.next().map_or(Ok(()), |folder| File::open(folder)?.sync_all())?;
    // Further up, somebody else's folder need not let itself be opened: what is old there is on the disk.
    for folder in folders.take(2) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
    Ok(())
}
