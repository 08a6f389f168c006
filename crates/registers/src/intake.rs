//! Files become a snapshot.
//!
//! Two readings. The first, `plan`, takes the fingerprint of every file, its encoding and its headers, and maps them:
//! after it the snapshot's id is known, and an import that would change nothing ends there. The second is a pipeline:
//! one thread cuts the files into units of some megabytes at record boundaries (`feed`), some threads type and encode
//! a unit each into a Parquet row group (`typer`, `pipeline`), and the caller's thread writes the row groups in file
//! order. Where units end depends on the files alone, so the bytes written do not depend on the number of threads.

mod feed;
mod fingerprint;
mod pipeline;
mod plan;
mod typer;
mod write;

use std::path::{Path, PathBuf};

use crate::IntakeError;
use crate::catalogue::Catalogue;
use crate::folder::{DataFolder, Locked};
use crate::profile::Profiles;
use crate::report::ImportReport;
use crate::snapshot::{FORMAT, Manifest, Part, Provenance};
use plan::Plan;

/// What to import, as what.
#[derive(Debug, Clone, Default)]
pub struct ImportRequest {
    /// Files, folders and zips.
    pub sources: Vec<PathBuf>,
    /// The register that they become.
    pub register: String,
    /// The authority whose register it is.
    pub authority: String,
    /// Why the rows may be held.
    pub provenance: Provenance,
    /// When, as the caller's clock says; only noted.
    pub imported_at: Option<String>,
    /// The profile to map by; without it one that fits is chosen, or the mapping is found.
    pub profile: Option<String>,
    /// Threads that type and encode; 0 counts as 1.
    pub threads: usize,
    /// Whether the rows are added to those of the latest snapshot instead of replacing them.
    pub add: bool,
}

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of the files typed so far, and in all.
    pub bytes: (u64, u64),
    /// Rows seen so far.
    pub rows: u64,
}

/// Imports files as a register of an authority.
///
/// A file that cannot be read does not stop the others: it stands in the report's `failed`. A row that cannot be used
/// stands in the rejects file.
///
/// # Errors
/// When no file could be used (the first file's own error), or when the data folder cannot be written; the latest
/// snapshot is then as it was.
pub fn import(
    folder: &DataFolder,
    catalogue: &Catalogue,
    profiles: &Profiles,
    request: &ImportRequest,
    progress: &mut dyn FnMut(Progress),
) -> Result<ImportReport, IntakeError> {
    let register = catalogue.register(&request.register)?;
    let plan = plan::of(register, profiles, request)?;
    let locked = folder.lock(&request.authority, &register.name)?;
    let base = if request.add { locked.manifest_current()? } else { None };
    let base_parts = base.map(|manifest| manifest.parts).unwrap_or_default();
    if base_parts.iter().any(|part| part.id == plan.id) {
        return unchanged(&locked, &plan, None, request);
    }
    let id = snapshot_id(&base_parts, &plan.id);
    if let Some(manifest) = locked.manifest(&id)? {
        return unchanged(&locked, &plan, Some(manifest), request);
    }
    let (part, mut report) = write::part(&locked, &plan, request.threads.max(1), progress)?;
    let Some(part) = part else { return Ok(report) };
    report.snapshot = Some(id.clone());
    let manifest = manifest(&locked, id, base_parts, part, (&plan, &report, request))?;
    locked.publish(&manifest)?;
    Ok(report)
}

/// One part is the snapshot; several make one together.
fn snapshot_id(base: &[Part], part: &str) -> String {
    if base.is_empty() {
        return part.to_owned();
    }
    let mut hash = blake3::Hasher::new();
    for id in base.iter().map(|part| part.id.as_str()).chain([part]) {
        hash.update(id.as_bytes());
        hash.update(b"\n");
    }
    short_hex(&hash)
}

fn short_hex(hash: &blake3::Hasher) -> String {
    hash.finalize().to_hex().as_str().chars().take(24).collect()
}

fn manifest(
    locked: &Locked,
    id: String,
    mut parts: Vec<Part>,
    part: Part,
    (plan, report, request): (&Plan<'_>, &ImportReport, &ImportRequest),
) -> Result<Manifest, IntakeError> {
    parts.push(part);
    let (rows, nulls) = Manifest::sum(&parts);
    // The data folder may be moved: the manifest knows only the name.
    let mut import = report.clone();
    import.rejects = report.rejects.as_deref().and_then(Path::file_name).map(PathBuf::from);
    Ok(Manifest {
        format: FORMAT,
        id,
        sequence: locked.sequence_next()?,
        register: plan.register.name.clone(),
        authority: request.authority.clone(),
        provenance: request.provenance.clone(),
        imported_at: request.imported_at.clone(),
        register_version: plan.register.version.clone(),
        rows,
        nulls,
        parts,
        import,
    })
}

/// The same contents were imported before: nothing is written, except that an older snapshot becomes the latest again,
/// or that the reason for holding the rows is new.
fn unchanged(
    locked: &Locked,
    plan: &Plan<'_>,
    known: Option<Manifest>,
    request: &ImportRequest,
) -> Result<ImportReport, IntakeError> {
    let current = locked.manifest_current()?;
    let Some(mut manifest) = known.or_else(|| current.clone()) else {
        return Err(IntakeError::Internal { detail: "manifestet försvann under inläsningen".to_owned() });
    };
    let is_current = current.is_some_and(|current| current.id == manifest.id);
    if manifest.provenance != request.provenance {
        manifest.provenance = request.provenance.clone();
        locked.publish(&manifest)?;
    } else if !is_current {
        locked.point_to(&manifest.id)?;
    }
    let mut report = manifest.import;
    report.rejects = report.rejects.map(|name| locked.path().join(name));
    if !report.files.iter().map(|file| &file.hash).eq(plan.files.iter().map(|file| &file.hash)) {
        // An earlier part of the snapshot: the manifest tells of the last one only.
        report = plan.report();
    }
    report.snapshot = Some(manifest.id);
    report.unchanged = true;
    Ok(report)
}
