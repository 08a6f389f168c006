//! `insyn read`: an exported case, opened with its recipient's own key, on their own machine.

use std::{fs, path::Path};

use anyhow::{Context, bail};
use clap::ArgMatches;
use vault::export;

use super::text;
use crate::{Outcome, console, memory};

/// Opens the file, checks every hash, and writes what is in it to a folder that must not exist.
pub(crate) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    memory::close()?;
    let (file, identity, out) = (text(matches, "name"), text(matches, "identity"), Path::new(text(matches, "out")));
    if out.exists() {
        bail!("`{}` finns redan; ange en ny mapp med --out", out.display());
    }
    let key = fs::read_to_string(identity).with_context(|| format!("nyckelfilen `{identity}` går inte att läsa"))?;
    let bytes = fs::read(file).with_context(|| format!("`{file}` går inte att läsa"))?;
    let bundle = export::read(&vault::SecretString::from(key), &bytes)
        .with_context(|| format!("`{file}` går inte att öppna"))?;
    fs::create_dir_all(out)?;
    for part in bundle.files() {
        let path = out.join(&part.name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&path, &part.bytes).with_context(|| format!("`{}` går inte att skriva", path.display()))?;
        console::line(&format!("{}", path.display()))?;
    }
    Ok(Outcome::Clean)
}
