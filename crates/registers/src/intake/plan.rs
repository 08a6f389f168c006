//! The plan of an import: which files and tables, how each is read, which column comes from where.

use std::collections::BTreeSet;
use std::io::Read;
use std::sync::Arc;

use super::fingerprint::{self, Fingerprint};
use super::{ImportRequest, short_hex};
use crate::IntakeError;
use crate::catalogue::Register;
use crate::csv::{self, Layout};
use crate::encoding::Encoding;
use crate::mapping::{Mapping, Table, folded};
use crate::profile::{Profile, Profiles, Reading};
use crate::report::{FileNote, FileReport, HeaderReport, ImportReport};
use crate::snapshot::FORMAT;
use crate::source::{self, FileKind, RawTable, SourceFile};
use crate::value::DecimalMark;

/// So much of the beginning of a file is looked at for separator, header and contents.
const HEAD: u64 = 256 << 10;
const SAMPLE_ROWS: usize = 200;

/// What an import will do.
#[derive(Debug)]
pub(super) struct Plan<'r> {
    pub(super) register: &'r Arc<Register>,
    pub(super) authority: String,
    /// The id of the part that it makes.
    pub(super) id: String,
    pub(super) files: Vec<PlannedFile>,
    pub(super) tables: Vec<PlannedTable>,
    pub(super) failed: Vec<FileNote>,
    pub(super) skipped: Vec<FileNote>,
    pub(super) warnings: Vec<String>,
}

/// A file whose tables are read.
#[derive(Debug)]
pub(super) struct PlannedFile {
    pub(super) source: SourceFile,
    pub(super) hash: String,
    pub(super) bytes: u64,
    pub(super) encoding: Option<Encoding>,
    /// Its tables: positions in [`Plan::tables`], each with its position among the tables of the file.
    pub(super) tables: Vec<(usize, usize)>,
}

/// A table and how it is read.
#[derive(Debug)]
pub(super) struct PlannedTable {
    pub(super) name: String,
    pub(super) file: usize,
    pub(super) header: Vec<String>,
    pub(super) mapping: Mapping,
    pub(super) decimal: DecimalMark,
    /// Of delimited text only.
    pub(super) text: Option<TextPlan>,
}

/// How delimited text is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextPlan {
    pub(super) separator: u8,
    pub(super) is_cr_only: bool,
    pub(super) encoding: Encoding,
    pub(super) skip_lines: u64,
}

/// Looks at every file and decides.
pub(super) fn of<'r>(
    register: &'r Arc<Register>,
    profiles: &Profiles,
    request: &ImportRequest,
) -> Result<Plan<'r>, IntakeError> {
    let named = request.profile.as_deref().map(|name| profiles.profile(name)).transpose()?;
    let mut planner = Planner {
        profiles,
        named,
        known: known_headers(register, profiles),
        first_error: None,
        plan: Plan {
            register,
            authority: request.authority.clone(),
            id: String::new(),
            files: Vec::new(),
            tables: Vec::new(),
            failed: Vec::new(),
            skipped: Vec::new(),
            warnings: Vec::new(),
        },
    };
    let readable = planner.sort_out(source::walk(&request.sources)?);
    let fingerprints = fingerprint::all(&readable, request.threads.max(1));
    for (source, fingerprint) in readable.into_iter().zip(fingerprints) {
        let name = source.name.clone();
        if let Err(error) = fingerprint.and_then(|fingerprint| planner.file(source, fingerprint)) {
            planner.fail(name, error);
        }
    }
    planner.finish()
}

struct Planner<'r, 'p> {
    profiles: &'p Profiles,
    named: Option<&'p Profile>,
    /// Headers of the register and of its profiles, folded.
    known: BTreeSet<String>,
    first_error: Option<IntakeError>,
    plan: Plan<'r>,
}

fn known_headers(register: &Register, profiles: &Profiles) -> BTreeSet<String> {
    let columns = register.columns.iter();
    let named = columns
        .flat_map(|column| [&column.name, &column.label.sv, &column.label.en].into_iter().chain(&column.synonyms));
    let of_profiles = profiles.iter().filter(|profile| profile.register == register.name);
    let mut known: BTreeSet<String> =
        named.chain(of_profiles.flat_map(|profile| &profile.matches.headers)).map(|name| folded(name)).collect();
    known.remove("");
    known
}

impl<'r> Planner<'r, '_> {
    fn sort_out(&mut self, files: Vec<SourceFile>) -> Vec<SourceFile> {
        let mut readable = Vec::new();
        for file in files {
            match &file.kind {
                FileKind::Skipped { reason } => {
                    self.plan.skipped.push(FileNote { name: file.name, reason: reason.clone() });
                }
                FileKind::Failed { reason } => {
                    let error = IntakeError::damaged(&file.name, reason);
                    self.fail(file.name, error);
                }
                _ => readable.push(file),
            }
        }
        readable
    }

    fn fail(&mut self, name: String, error: IntakeError) {
        self.plan.failed.push(FileNote { name, reason: message(&error) });
        self.first_error.get_or_insert(error);
    }

    fn file(&mut self, source: SourceFile, fingerprint: Fingerprint) -> Result<(), IntakeError> {
        let at = self.plan.files.len();
        let mut file = PlannedFile {
            hash: fingerprint.hash,
            bytes: fingerprint.bytes,
            encoding: None,
            tables: Vec::new(),
            source,
        };
        let first = self.plan.tables.len();
        if file.source.kind == FileKind::Csv {
            let reading = self.named.map(|profile| profile.reading.clone()).unwrap_or_default();
            let encoding = encoding(&reading, self.named)?.unwrap_or_else(|| fingerprint.census.guess());
            if fingerprint.census.is_mixed() {
                let name = &file.source.name;
                self.plan.warnings.push(format!("`{name}` blandar UTF-8 och Windows-1252: kontrollera å, ä och ö"));
            }
            let table = self.text_table(&file.source, at, encoding, &reading)?;
            file.encoding = table.text.map(|text| text.encoding);
            self.plan.tables.push(table);
            file.tables.push((first, 0));
        } else {
            self.raw_tables(&mut file, at)?;
            if file.tables.is_empty() {
                return Ok(());
            }
        }
        self.plan.files.push(file);
        Ok(())
    }

    fn text_table(
        &self,
        source: &SourceFile,
        file: usize,
        encoding: Encoding,
        reading: &Reading,
    ) -> Result<PlannedTable, IntakeError> {
        let mut head = Vec::new();
        let read = |error| IntakeError::read(&source.name, error);
        text_reader(source, encoding)?.take(HEAD).read_to_end(&mut head).map_err(read)?;
        let is_cut = head.len() as u64 == HEAD;
        let text = text_encoding(encoding).decode(&head);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let separator = reading.separator.and_then(|separator| u8::try_from(separator).ok());
        let known = |cell: &str| self.known.contains(&folded(cell));
        let mut layout = csv::sniff(text, separator, is_cut, &known);
        if !reading.header.is_empty() {
            layout.take_as_data(&reading.header);
        }
        if layout.header.iter().all(String::is_empty) {
            return Err(IntakeError::NoHeader { name: source.name.clone() });
        }
        let Layout { dialect, header, skip_lines, sample } = layout;
        let table = Table { name: &source.name, header: &header, sample: &sample };
        let mapping = self.mapping(table)?;
        let chosen = self.reading(&mapping);
        let encoding = if self.named.is_none() { self.encoding_of(&mapping)?.unwrap_or(encoding) } else { encoding };
        let text = TextPlan { separator: dialect.separator, is_cr_only: dialect.is_cr_only, encoding, skip_lines };
        let decimal = decimal(&chosen);
        Ok(PlannedTable { name: source.name.clone(), file, header, mapping, decimal, text: Some(text) })
    }

    /// Each sheet or section by itself; one that is no table of this register is skipped as long as another is.
    fn raw_tables(&mut self, file: &mut PlannedFile, at: usize) -> Result<(), IntakeError> {
        let opened = file.source.tables()?;
        self.plan.warnings.extend(opened.notes);
        let (mut first_error, mut others, mut is_of_register) = (None, Vec::new(), false);
        for (position, mut table) in opened.tables.into_iter().enumerate() {
            if let Some(other) = table.register().filter(|register| *register != self.plan.register.name) {
                others.push(format!("`{other}`"));
                continue;
            }
            let is_native = table.register().is_some();
            is_of_register |= is_native;
            match self.raw_table(table.as_mut(), at) {
                Ok(planned) => {
                    file.tables.push((self.plan.tables.len(), position));
                    self.plan.tables.push(planned);
                }
                // One notice of a folder of notices, say: it feeds this register, but has nothing for it.
                Err(error @ IntakeError::NoRows { .. }) if is_native => self.skip(error, table.name()),
                Err(error) => {
                    self.plan.skipped.push(FileNote { name: table.name().to_owned(), reason: message(&error) });
                    first_error.get_or_insert(error);
                }
            }
        }
        match first_error {
            Some(error) if file.tables.is_empty() => {
                let prefix = format!("{}#", file.source.name);
                self.plan.skipped.retain(|note| note.name != file.source.name && !note.name.starts_with(&prefix));
                Err(error)
            }
            None if !is_of_register && !others.is_empty() => {
                let (name, register) = (file.source.name.clone(), self.plan.register.name.clone());
                self.skip(IntakeError::OtherRegister { name, register, holds: others.join(", ") }, &file.source.name);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// A file that is no table of this register, but of another, or of none of its rows.
    fn skip(&mut self, error: IntakeError, name: &str) {
        self.plan.skipped.push(FileNote { name: name.to_owned(), reason: message(&error) });
        self.first_error.get_or_insert(error);
    }

    fn raw_table(&self, raw: &mut dyn RawTable, file: usize) -> Result<PlannedTable, IntakeError> {
        let header = raw.header().to_vec();
        let name = raw.name().to_owned();
        let sample = match raw.next_chunk()? {
            Some(chunk) => (0..chunk.rows().min(SAMPLE_ROWS))
                .map(|row| (0..chunk.width()).map(|column| chunk.cell(row, column).to_owned()).collect())
                .collect(),
            None => Vec::new(),
        };
        let is_native = raw.register().is_some() && self.named.is_none();
        let (mapping, decimal) = if is_native {
            (Mapping::native(self.plan.register, &header), DecimalMark::Point)
        } else {
            let mapping = self.mapping(Table { name: &name, header: &header, sample: &sample })?;
            let decimal = decimal(&self.reading(&mapping));
            (mapping, decimal)
        };
        Ok(PlannedTable { name, file, header, mapping, decimal, text: None })
    }

    fn mapping(&self, table: Table<'_>) -> Result<Mapping, IntakeError> {
        Mapping::of(self.plan.register, self.profiles, self.named.map(|profile| profile.name.as_str()), table)
    }

    fn reading(&self, mapping: &Mapping) -> Reading {
        let profile = mapping.profile.as_deref().and_then(|name| self.profiles.profile(name).ok());
        profile.map(|profile| profile.reading.clone()).unwrap_or_default()
    }

    fn encoding_of(&self, mapping: &Mapping) -> Result<Option<Encoding>, IntakeError> {
        match mapping.profile.as_deref().and_then(|name| self.profiles.profile(name).ok()) {
            Some(profile) => encoding(&profile.reading, Some(profile)),
            None => Ok(None),
        }
    }

    fn finish(mut self) -> Result<Plan<'r>, IntakeError> {
        if self.plan.tables.is_empty() {
            let about = |note: &FileNote| format!("`{}`: {}", note.name, note.reason);
            let detail = self.plan.skipped.iter().map(about).collect::<Vec<_>>().join("; ");
            let detail = if detail.is_empty() { "mappen är tom".to_owned() } else { detail };
            return Err(self.first_error.unwrap_or(IntakeError::NothingToImport { detail }));
        }
        self.plan.id = self.plan.hash();
        Ok(self.plan)
    }
}

impl Plan<'_> {
    /// Contents, mapping, register and authority.
    fn hash(&self) -> String {
        let mut hash = blake3::Hasher::new();
        let mut add = |text: &str| {
            hash.update(&(text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        };
        add(&FORMAT.to_string());
        add(&self.register.name);
        add(&self.register.version);
        add(&self.authority);
        for file in &self.files {
            add(&file.source.name);
            add(&file.hash);
            for (table, position) in
                file.tables.iter().filter_map(|(at, position)| Some((self.tables.get(*at)?, position)))
            {
                add(&position.to_string());
                add(&format!("{:?}{:?}{:?}", table.text, table.decimal, table.mapping));
            }
        }
        for note in &self.failed {
            add(&note.name);
        }
        short_hex(&hash)
    }

    /// The report as far as the plan knows it.
    pub(super) fn report(&self) -> ImportReport {
        let file = |file: &PlannedFile| FileReport {
            name: file.source.name.clone(),
            hash: file.hash.clone(),
            bytes: file.bytes,
            encoding: file.encoding.map(|encoding| encoding.name().to_owned()),
            ..FileReport::default()
        };
        let mut headers: Vec<HeaderReport> = Vec::new();
        for table in &self.tables {
            let mapping = table.mapping.text();
            match headers.iter_mut().find(|known| known.headers == table.header && known.mapping == mapping) {
                Some(known) => known.tables.push(table.name.clone()),
                None => headers.push(HeaderReport {
                    headers: table.header.clone(),
                    tables: vec![table.name.clone()],
                    mapping,
                }),
            }
        }
        ImportReport {
            register: self.register.name.clone(),
            authority: self.authority.clone(),
            files: self.files.iter().map(file).collect(),
            headers,
            failed: self.failed.clone(),
            skipped: self.skipped.clone(),
            warnings: self.warnings.clone(),
            ..ImportReport::default()
        }
    }
}

/// The bytes of a text file; UTF-16 comes as UTF-8.
pub(super) fn text_reader(source: &SourceFile, encoding: Encoding) -> Result<Box<dyn Read + Send>, IntakeError> {
    let reader = source.reader()?;
    Ok(match encoding {
        Encoding::Utf16Le | Encoding::Utf16Be => Box::new(crate::encoding::Utf16Reader::new(reader, encoding)),
        Encoding::Utf8 | Encoding::Windows1252 | Encoding::Iso885915 | Encoding::Cp437 => reader,
    })
}

/// The encoding of what [`text_reader`] gives.
pub(super) fn text_encoding(encoding: Encoding) -> Encoding {
    match encoding {
        Encoding::Utf16Le | Encoding::Utf16Be => Encoding::Utf8,
        other => other,
    }
}

fn encoding(reading: &Reading, profile: Option<&Profile>) -> Result<Option<Encoding>, IntakeError> {
    let Some(name) = &reading.encoding else { return Ok(None) };
    let known = Encoding::ALL.map(Encoding::name).join(", ");
    Encoding::parse(name).map(Some).ok_or_else(|| IntakeError::Profile {
        profile: profile.map_or_else(String::new, |profile| profile.name.clone()),
        detail: format!("okänd teckenkodning `{name}`; de som finns är {known}"),
    })
}

fn decimal(reading: &Reading) -> DecimalMark {
    match reading.decimal {
        Some(',') => DecimalMark::Comma,
        Some('.') => DecimalMark::Point,
        _ => DecimalMark::Either,
    }
}

/// An error with its causes.
pub(super) fn message(error: &IntakeError) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text
}
