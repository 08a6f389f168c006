//! The tar inside an export, written so that the same bundle gives the same bytes, and read without trust.

use std::{collections::BTreeMap, io::Read as _};

use tar::{Archive, Builder, EntryType, Header};
use zeroize::Zeroizing;

use super::{Bundle, ExportError, File, Manifest, manifest::FORM};

const MANIFEST: &str = "manifest.json";
const SUMS: &str = "SHA256SUMS";
const FOLDER: &str = "files/";

/// The bundle as a tar.
pub(super) fn pack(bundle: &Bundle) -> Result<Zeroizing<Vec<u8>>, ExportError> {
    let broken = ExportError::Broken { act: "tar" };
    let mut manifest = serde_json::to_vec_pretty(bundle.manifest()).map_err(|_| broken.clone())?;
    manifest.push(b'\n');
    let content: usize = bundle.files().iter().map(|file| file.bytes.len() + 1024).sum();
    // Room for all of it at once, so that no half copy stays in memory.
    let mut tar = Zeroizing::new(Vec::with_capacity(content + 2 * manifest.len() + 8192));
    let mut builder = Builder::new(&mut *tar);
    let mut add = |path: &str, bytes: &[u8]| {
        let mut header = Header::new_ustar();
        header.set_entry_type(EntryType::Regular);
        header.set_size(bytes.len() as u64);
        header.set_mode(0o600);
        header.set_mtime(0);
        header.set_uid(0);
        header.set_gid(0);
        builder.append_data(&mut header, path, bytes)
    };
    let mut write = || {
        add(MANIFEST, &manifest)?;
        add(SUMS, bundle.sums().as_bytes())?;
        bundle.files().iter().try_for_each(|file| add(&format!("{FOLDER}{}", file.name), &file.bytes))
    };
    write().map_err(|_| broken.clone())?;
    builder.into_inner().map_err(|_| broken)?;
    Ok(tar)
}

/// The bundle in a tar, once manifest, hashes and files agree.
pub(super) fn unpack(tar: &[u8]) -> Result<Bundle, ExportError> {
    let mut members = members(tar)?;
    let manifest = members.remove(MANIFEST).ok_or_else(|| not(format!("{MANIFEST} saknas")))?;
    let manifest: Manifest = serde_json::from_slice(&manifest).map_err(|error| not(format!("{MANIFEST}: {error}")))?;
    if manifest.form != FORM {
        return Err(not(format!("formen är `{}`, inte `{FORM}`", manifest.form)));
    }
    let sums = members.remove(SUMS).ok_or_else(|| not(format!("{SUMS} saknas")))?;
    let files = members
        .into_iter()
        .map(|(path, bytes)| match path.strip_prefix(FOLDER) {
            Some(name) => Ok(File { name: name.to_owned(), bytes }),
            None => Err(ExportError::Differs { name: path, detail: "hör inte till en export" }),
        })
        .collect::<Result<_, _>>()?;

    // Made anew from the files, the bundle must be the one that was sent.
    let bundle = Bundle::new(manifest.context.clone(), files)?;
    compare(&manifest, bundle.manifest())?;
    if bundle.sums().as_bytes() != sums {
        return Err(ExportError::Differs { name: SUMS.to_owned(), detail: "har andra kontrollsummor" });
    }
    Ok(bundle)
}

/// Regular files by path. Links, devices, sparse files and the like do not occur in an export, and some of them would
/// make a large thing of a small one.
fn members(tar: &[u8]) -> Result<BTreeMap<String, Vec<u8>>, ExportError> {
    let damaged = |_| not("arkivet är skadat".to_owned());
    let mut archive = Archive::new(tar);
    let mut members = BTreeMap::new();
    for entry in archive.entries().map_err(damaged)?.raw(true) {
        let entry = entry.map_err(damaged)?;
        let path =
            String::from_utf8(entry.path_bytes().into_owned()).map_err(|_| not("ett namn är inte UTF-8".to_owned()))?;
        if entry.header().entry_type() != EntryType::Regular {
            return Err(ExportError::Differs { name: path, detail: "är ingen vanlig fil" });
        }
        let size = entry.size();
        if size > tar.len() as u64 {
            return Err(ExportError::Differs { name: path, detail: "säger sig vara större än hela exporten" });
        }
        let mut bytes = Vec::new();
        entry.take(size).read_to_end(&mut bytes).map_err(damaged)?;
        if bytes.len() as u64 != size {
            return Err(ExportError::Differs { name: path, detail: "är avklippt" });
        }
        if members.insert(path.clone(), bytes).is_some() {
            return Err(ExportError::Differs { name: path, detail: "finns två gånger" });
        }
    }
    Ok(members)
}

/// The manifest that was sent, and the one made from the files.
fn compare(sent: &Manifest, made: &Manifest) -> Result<(), ExportError> {
    let differs = |name: &str, detail| Err(ExportError::Differs { name: name.to_owned(), detail });
    for entry in &sent.files {
        match made.files.iter().find(|file| file.name == entry.name) {
            None => return differs(&entry.name, "saknas"),
            Some(file) if file.bytes != entry.bytes => return differs(&entry.name, "har en annan storlek"),
            Some(file) if file.sha256 != entry.sha256 => return differs(&entry.name, "har ett annat innehåll"),
            Some(_) => {}
        }
    }
    if let Some(file) = made.files.iter().find(|file| sent.files.iter().all(|entry| entry.name != file.name)) {
        return differs(&file.name, "står inte i förteckningen");
    }
    if sent != made {
        return differs(MANIFEST, "har filer två gånger eller i fel ordning");
    }
    Ok(())
}

fn not(detail: String) -> ExportError {
    ExportError::NotAnExport { detail }
}
