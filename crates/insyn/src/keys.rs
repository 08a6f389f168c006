//! The keys of pseudonyms: one per authority, below `keys/` in the data folder, made the first time and readable by the
//! owner only.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::Path,
};

use ::registers::DataFolder;
use anyhow::{Context, bail};
use signals::pseudonym::Key;

use crate::lives;

/// The key of an authority, or of several that are read together.
pub(crate) fn key(folder: &DataFolder, authorities: &[String]) -> anyhow::Result<Key> {
    let keys = folder.path().join("keys");
    let path = keys.join(format!("{}.pseudonyms", lives::group(authorities)));
    if !path.exists() {
        fs::create_dir_all(&keys)?;
        make(&path).with_context(|| format!("nyckeln `{}` går inte att skapa", path.display()))?;
    }
    let text = fs::read_to_string(&path).with_context(|| format!("nyckeln `{}` går inte att läsa", path.display()))?;
    match blake3::Hash::from_hex(text.trim()) {
        Ok(bytes) => Ok(Key::new(*bytes.as_bytes())),
        Err(_) => bail!("nyckeln `{}` är skadad; återställ den ur säkerhetskopian", path.display()),
    }
}

fn make(path: &Path) -> anyhow::Result<()> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("datorn ger inga slumptal: {error}"))?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    writeln!(file, "{}", blake3::Hash::from_bytes(bytes).to_hex())?;
    Ok(file.sync_all()?)
}
