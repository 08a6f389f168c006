//! Certificates of disposal in the data folder, and the disposals that wait for a second person.

use std::path::PathBuf;

use registers::{DataFolder, folder::slug};
use signals::retention::{Certificate, Disposal};

use crate::{journal::replace, waiting::Waiting};

const FOLDER: &str = "certificates";

/// The disposals that wait for a second person.
pub(crate) fn waiting(folder: &DataFolder) -> anyhow::Result<Waiting<Disposal>> {
    Waiting::open(&folder.path().join(FOLDER), "waiting.json")
}

/// Writes a certificate down, as JSON and as text, under what it is about; the path of the text.
pub(crate) fn keep(folder: &DataFolder, certificate: &Certificate, about: &[&str]) -> anyhow::Result<PathBuf> {
    let hash = certificate.hash();
    let mut name = vec![certificate.disposed_on().to_string()];
    name.extend(about.iter().map(|part| slug(part)));
    name.push(hash.chars().take(8).collect());
    let path = folder.path().join(FOLDER).join(name.join("-"));
    replace(&path.with_extension("json"), serde_json::to_string_pretty(certificate)?.as_bytes())?;
    let text = format!("{}Intygets kontrollsumma: {hash}\n", certificate.text());
    replace(&path.with_extension("txt"), text.as_bytes())?;
    Ok(path.with_extension("txt"))
}
