//! The shelf: all documents, embedded in the binary, overridden or added to by a folder on disk.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use include_dir::{Dir, include_dir};

use crate::{
    Check, Control, Course, Guidance, Interview, LawfulCheck, LibraryError, Link, Lookup, RecruitmentGuide, Routine,
};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../library");

/// All documents, by id.
#[derive(Debug, Clone, Default)]
pub struct Library {
    controls: BTreeMap<String, Control>,
    links: BTreeMap<String, Link>,
    models: BTreeMap<String, LinkageModel>,
    checks: BTreeMap<String, Check>,
    lookups: BTreeMap<String, Lookup>,
    routines: BTreeMap<String, Routine>,
    lawful: BTreeMap<String, LawfulCheck>,
    guides: BTreeMap<String, RecruitmentGuide>,
    interviews: BTreeMap<String, Interview>,
    guidance: BTreeMap<String, Guidance>,
    courses: BTreeMap<String, Course>,
}

/// A linkage model and what it has learnt, as they stand in their files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LinkageModel {
    /// `linkage/<name>.toml`.
    pub model: String,
    /// `linkage/<name>.json`.
    pub parameters: String,
}

impl Library {
    /// The documents that come with the program.
    ///
    /// # Errors
    /// The first document that breaks the format.
    pub fn embedded() -> Result<Self, LibraryError> {
        let mut files = BTreeMap::new();
        gather_embedded(&EMBEDDED, &mut files);
        Self::from_files(&files)
    }

    /// The embedded documents with those of a folder laid over them: same id overrides, new id adds.
    ///
    /// # Errors
    /// [`LibraryError::Read`] for the folder, or the first document that breaks the format.
    pub fn with_folder(folder: &Path) -> Result<Self, LibraryError> {
        let mut files = BTreeMap::new();
        gather_folder(folder, folder, &mut files)?;
        Self::with_files(&files)
    }

    /// The documents of a folder, alone.
    ///
    /// # Errors
    /// [`LibraryError::Read`] for the folder, or the first document that breaks the format.
    pub fn of_folder(folder: &Path) -> Result<Self, LibraryError> {
        let mut files = BTreeMap::new();
        gather_folder(folder, folder, &mut files)?;
        Self::from_files(&files)
    }

    /// The embedded documents with others laid over them, given as [`from_files`](Self::from_files) takes them.
    ///
    /// # Errors
    /// The first document that breaks the format, or an id that stands twice among the others.
    pub fn with_files(files: &BTreeMap<String, String>) -> Result<Self, LibraryError> {
        let mut library = Self::embedded()?;
        let added = Self::from_files(files)?;
        library.controls.extend(added.controls);
        library.links.extend(added.links);
        library.models.extend(added.models);
        library.checks.extend(added.checks);
        library.lookups.extend(added.lookups);
        library.routines.extend(added.routines);
        library.lawful.extend(added.lawful);
        library.guides.extend(added.guides);
        library.interviews.extend(added.interviews);
        library.guidance.extend(added.guidance);
        library.courses.extend(added.courses);
        Ok(library)
    }

    /// Documents given as path and text; paths begin with `controls/`, `links/`, `linkage/`, `screening/`, `lookups/`,
    /// `routines/`, `checks/`, `recruitment/`, `interviews/`, `guidance/` or `courses/`.
    ///
    /// # Errors
    /// The first document that breaks the format, or an id that stands twice.
    pub fn from_files(files: &BTreeMap<String, String>) -> Result<Self, LibraryError> {
        let mut library = Self::default();
        for (file, text) in files {
            if file.starts_with("controls/") {
                put(&mut library.controls, Control::parse(file, text)?)?;
            } else if file.starts_with("links/") {
                put(&mut library.links, Link::parse(file, text)?)?;
            } else if file.starts_with("screening/") {
                put(&mut library.checks, Check::parse(file, text)?)?;
            } else if file.starts_with("lookups/") {
                put(&mut library.lookups, Lookup::parse(file, text)?)?;
            } else if file.starts_with("routines/") {
                put(&mut library.routines, Routine::parse(file, text)?)?;
            } else if file.starts_with("checks/") {
                put(&mut library.lawful, LawfulCheck::parse(file, text)?)?;
            } else if file.starts_with("recruitment/") {
                put(&mut library.guides, RecruitmentGuide::parse(file, text)?)?;
            } else if file.starts_with("interviews/") {
                put(&mut library.interviews, Interview::parse(file, text)?)?;
            } else if file.starts_with("guidance/") {
                put(&mut library.guidance, Guidance::parse(file, text)?)?;
            } else if file.starts_with("courses/") {
                put(&mut library.courses, Course::parse(file, text)?)?;
            } else if let Some(name) = file.strip_prefix("linkage/") {
                if let Some(name) = name.strip_suffix(".toml") {
                    library.models.entry(name.to_owned()).or_default().model.clone_from(text);
                } else if let Some(name) = name.strip_suffix(".json") {
                    library.models.entry(name.to_owned()).or_default().parameters.clone_from(text);
                }
            }
        }
        Ok(library)
    }

    /// Controls by id.
    pub fn controls(&self) -> impl Iterator<Item = &Control> {
        self.controls.values()
    }

    /// A control by id, upper or lower case.
    #[must_use]
    pub fn control(&self, id: &str) -> Option<&Control> {
        self.controls.get(id.to_uppercase().as_str())
    }

    /// Link documents by table name, each after those that it reads.
    pub fn links(&self) -> impl Iterator<Item = &Link> {
        let mut ordered: Vec<&Link> = Vec::new();
        let mut rest: Vec<&Link> = self.links.values().collect();
        while !rest.is_empty() {
            let known = |link: &&Link| link.links.iter().all(|read| !rest.iter().any(|other| other.id == *read));
            let (ready, later): (Vec<&Link>, Vec<&Link>) = rest.iter().copied().partition(known);
            // Links that read each other in a circle stay in the order of their names; their queries then fail.
            rest = if ready.is_empty() { Vec::new() } else { later.clone() };
            ordered.extend(if ready.is_empty() { later } else { ready });
        }
        ordered.into_iter()
    }

    /// The link documents that controls read, each after those that it reads itself.
    #[must_use]
    pub fn links_for<'a>(&'a self, controls: impl IntoIterator<Item = &'a Control>) -> Vec<&'a Link> {
        self.links_named(controls.into_iter().flat_map(|control| &control.links))
    }

    /// The link documents that a link document reads, each after those that it reads itself.
    #[must_use]
    pub fn links_before<'a>(&'a self, link: &'a Link) -> Vec<&'a Link> {
        self.links_named(&link.links)
    }

    /// The link documents with these names, each after those that it reads itself.
    #[must_use]
    pub fn links_named<'a>(&'a self, names: impl IntoIterator<Item = &'a String>) -> Vec<&'a Link> {
        let mut wanted: BTreeSet<&str> = names.into_iter().map(String::as_str).collect();
        loop {
            let read = wanted.iter().filter_map(|id| self.links.get(*id)).flat_map(|link| &link.links);
            let more: Vec<&str> = read.map(String::as_str).filter(|id| !wanted.contains(id)).collect();
            if more.is_empty() {
                return self.links().filter(|link| wanted.contains(link.id.as_str())).collect();
            }
            wanted.extend(more);
        }
    }

    /// Checks of the payment stop by id.
    pub fn checks(&self) -> impl Iterator<Item = &Check> {
        self.checks.values()
    }

    /// A check of the payment stop by id, upper or lower case.
    #[must_use]
    pub fn check(&self, id: &str) -> Option<&Check> {
        self.checks.get(id.to_uppercase().as_str())
    }

    /// The lookups that checks read, each after those that its key reads; a name that no document has is left out.
    #[must_use]
    pub fn lookups_for<'a>(&'a self, checks: impl IntoIterator<Item = &'a Check>) -> Vec<&'a Lookup> {
        let mut ordered = Vec::new();
        for name in checks.into_iter().flat_map(|check| &check.lookups) {
            self.gather_lookups(name, &mut ordered, 0);
        }
        ordered
    }

    fn gather_lookups<'a>(&'a self, name: &str, ordered: &mut Vec<&'a Lookup>, depth: usize) {
        let Some(lookup) = self.lookups.get(name) else { return };
        // Deeper than there are documents is a circle; the key of the last then fails to plan.
        if ordered.iter().any(|known| known.id == lookup.id) || depth > self.lookups.len() {
            return;
        }
        for before in &lookup.lookups {
            self.gather_lookups(before, ordered, depth + 1);
        }
        if !ordered.iter().any(|known| known.id == lookup.id) {
            ordered.push(lookup);
        }
    }

    /// Routines by id.
    pub fn routines(&self) -> impl Iterator<Item = &Routine> {
        self.routines.values()
    }

    /// A routine by id.
    #[must_use]
    pub fn routine(&self, id: &str) -> Option<&Routine> {
        self.routines.get(id)
    }

    /// Lawful checks, in their order.
    #[must_use]
    pub fn lawful_checks(&self) -> Vec<&LawfulCheck> {
        let mut all: Vec<&LawfulCheck> = self.lawful.values().collect();
        all.sort_by_key(|check| check.order);
        all
    }

    /// A lawful check by id.
    #[must_use]
    pub fn lawful_check(&self, id: &str) -> Option<&LawfulCheck> {
        self.lawful.get(id)
    }

    /// The guide of recruitment by id.
    #[must_use]
    pub fn recruitment_guide(&self, id: &str) -> Option<&RecruitmentGuide> {
        self.guides.get(id)
    }

    /// Sheets of interviews by id.
    pub fn interviews(&self) -> impl Iterator<Item = &Interview> {
        self.interviews.values()
    }

    /// A sheet of interviews by id.
    #[must_use]
    pub fn interview(&self, id: &str) -> Option<&Interview> {
        self.interviews.get(id)
    }

    /// Guidance in the order that it is read.
    #[must_use]
    pub fn guidance(&self) -> Vec<&Guidance> {
        let mut all: Vec<&Guidance> = self.guidance.values().collect();
        all.sort_by_key(|one| (one.order, one.id.as_str()));
        all
    }

    /// A guidance by id.
    #[must_use]
    pub fn guidance_of(&self, id: &str) -> Option<&Guidance> {
        self.guidance.get(id)
    }

    /// Courses in their order.
    #[must_use]
    pub fn courses(&self) -> Vec<&Course> {
        let mut all: Vec<&Course> = self.courses.values().collect();
        all.sort_by_key(|one| (one.order, one.id.as_str()));
        all
    }

    /// A course by id.
    #[must_use]
    pub fn course(&self, id: &str) -> Option<&Course> {
        self.courses.get(id)
    }

    /// Links in guidance and courses that lead to no guidance: file and id.
    #[must_use]
    pub fn stray_links(&self) -> Vec<(String, String)> {
        let guidance = self.guidance.values().flat_map(|one| one.links().into_iter().map(|to| (one.file.clone(), to)));
        let courses = self.courses.values().flat_map(|one| one.links().into_iter().map(|to| (one.file.clone(), to)));
        guidance.chain(courses).filter(|(_, to)| !self.guidance.contains_key(to)).collect()
    }

    /// A linkage model by name.
    #[must_use]
    pub fn linkage_model(&self, name: &str) -> Option<&LinkageModel> {
        self.models.get(name)
    }
}

/// A document with an id of its own.
trait Document {
    /// Id.
    fn id(&self) -> &str;
    /// File in the library.
    fn file(&self) -> &str;
}

macro_rules! documents {
    ($($kind:ty),*) => {$(
        impl Document for $kind {
            fn id(&self) -> &str {
                &self.id
            }

            fn file(&self) -> &str {
                &self.file
            }
        }
    )*};
}

documents!(Control, Link, Check, Lookup, Routine, LawfulCheck, RecruitmentGuide, Guidance, Course);

impl Document for Interview {
    fn id(&self) -> &str {
        &self.sheet.id
    }

    fn file(&self) -> &str {
        &self.file
    }
}

/// Puts a document on its shelf.
fn put<D: Document>(shelf: &mut BTreeMap<String, D>, document: D) -> Result<(), LibraryError> {
    let id = document.id().to_owned();
    if let Some(other) = shelf.get(&id) {
        return Err(LibraryError::DuplicateId {
            id,
            first: other.file().to_owned(),
            second: document.file().to_owned(),
        });
    }
    shelf.insert(id, document);
    Ok(())
}

fn gather_embedded(dir: &Dir<'_>, files: &mut BTreeMap<String, String>) {
    for file in dir.files() {
        if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8())
            && is_document(path)
        {
            files.insert(path.to_owned(), text.to_owned());
        }
    }
    for inner in dir.dirs() {
        gather_embedded(inner, files);
    }
}

fn gather_folder(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) -> Result<(), LibraryError> {
    let failed = |source| LibraryError::Read { path: folder.to_owned(), source };
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            gather_folder(root, &path, files)?;
            continue;
        }
        let Some(name) = path.strip_prefix(root).ok().and_then(Path::to_str) else { continue };
        if is_document(name) {
            let text =
                std::fs::read_to_string(&path).map_err(|source| LibraryError::Read { path: path.clone(), source })?;
            files.insert(name.to_owned(), text);
        }
    }
    Ok(())
}

fn is_document(path: &str) -> bool {
    let kind = Path::new(path).extension().and_then(|kind| kind.to_str());
    match kind {
        Some("md") => !path.ends_with("README.md"),
        Some("toml" | "json") => path.starts_with("linkage/"),
        _ => false,
    }
}
