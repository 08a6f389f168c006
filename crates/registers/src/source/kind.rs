//! What a file is, by its first bytes and then by its name.

use super::archive;
use super::bytes::Store;
use super::xml;

/// How a source file is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileKind {
    /// Delimited text, any delimiter and encoding.
    Csv,
    /// An Excel workbook.
    Xlsx,
    /// Parquet of any schema.
    Parquet,
    /// Accounting vouchers, SIE 4E or 4I.
    Sie,
    /// The company register's free bulk file.
    Bolagsverket,
    /// Statistics Sweden's free bulk file of enterprises.
    Scb,
    /// Procurement as OCDS: releases, records or packages of them.
    Ocds,
    /// Accounting vouchers, SIE 5: the full file or the entry file.
    Sie5,
    /// A notice of TED in eForms.
    Ted,
    /// An annual report as inline XBRL.
    Ixbrl,
    /// Attendance cards of associations.
    Aktivitetskort,
    /// Payroll as PAXml 2.0.
    Paxml,
    /// Not a table: listed, never read.
    Skipped {
        /// Why, in Swedish.
        reason: String,
    },
    /// Should have been read and cannot be.
    Failed {
        /// Why and what to do, in Swedish.
        reason: String,
    },
}

impl FileKind {
    /// Whether the file holds rows that can be read.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        self.reason().is_none()
    }

    /// Why the file is not read.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Skipped { reason } | Self::Failed { reason } => Some(reason),
            Self::Csv | Self::Xlsx | Self::Parquet | Self::Sie | Self::Bolagsverket | Self::Scb => None,
            Self::Ocds | Self::Sie5 | Self::Ted | Self::Ixbrl | Self::Aktivitetskort | Self::Paxml => None,
        }
    }
}

/// What [`sniff`] found: a readable kind, or an archive to look into.
pub(crate) enum Sniffed {
    Kind(FileKind),
    Zip,
}

const HEAD: u64 = 16 * 1024;

/// Looks at the first bytes of a file, then at its name.
pub(crate) fn sniff(name: &str, store: &Store) -> Sniffed {
    let head = match store.head(HEAD) {
        Ok(head) => head,
        Err(error) => return failed(format!("filen kan inte läsas: {error}")),
    };
    let extension = name.rsplit_once('.').map(|(_, e)| e.to_lowercase()).unwrap_or_default();
    if head.is_empty() {
        return skipped("filen är tom");
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return packed(store, &extension);
    }
    if head.starts_with(b"PAR1") {
        return Sniffed::Kind(FileKind::Parquet);
    }
    match extension.as_str() {
        "zip" => failed("den heter .zip men är inget zip-arkiv"),
        "xlsx" | "xlsm" => failed("den heter .xlsx men är ingen Excelarbetsbok"),
        "parquet" => failed("den heter .parquet men saknar Parquets inledning"),
        _ if head.starts_with(b"\xd0\xcf\x11\xe0") => {
            skipped("gammalt Officeformat; spara tabellen som .xlsx eller .csv")
        }
        _ if head.starts_with(b"%PDF") => skipped("PDF är ingen tabell; begär ut uppgifterna som .csv eller .xlsx"),
        _ => Sniffed::Kind(text_kind(&head, &extension)),
    }
}

fn packed(store: &Store, extension: &str) -> Sniffed {
    let names = archive::name_list(store);
    let has = |wanted: &str| names.iter().any(|n| n.eq_ignore_ascii_case(wanted));
    match extension {
        _ if has("xl/workbook.xml") => Sniffed::Kind(FileKind::Xlsx),
        _ if has("xl/workbook.bin") => skipped("binär Excelarbetsbok (.xlsb); spara den som .xlsx"),
        _ if has("word/document.xml") => {
            skipped("Worddokument är ingen tabell; begär ut uppgifterna som .csv eller .xlsx")
        }
        _ if has("content.xml") && has("mimetype") => skipped("OpenDocument; spara kalkylbladet som .xlsx eller .csv"),
        "xlsx" | "xlsm" => failed("Excelarbetsboken kan inte öppnas"),
        "docx" | "pptx" | "ods" | "odt" => skipped("filformatet är ingen tabell som kan läsas"),
        _ => Sniffed::Zip,
    }
}

fn text_kind(head: &[u8], extension: &str) -> FileKind {
    if let Some(kind) = xml_kind(head, extension) {
        return kind;
    }
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let is_utf16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    if is_utf16 {
        return FileKind::Csv;
    }
    if head.contains(&0) {
        return FileKind::Skipped { reason: "filen är varken text eller något annat format som kan läsas".into() };
    }
    let text = String::from_utf8_lossy(head);
    let first = text.trim_start().lines().next().unwrap_or_default();
    if is_sie(&text, extension) {
        return FileKind::Sie;
    }
    if let Some(kind) = json_kind(text.trim_start(), extension) {
        return kind;
    }
    if first.contains("organisationsidentitet") && first.contains("organisationsnamn") && first.contains(';') {
        return FileKind::Bolagsverket;
    }
    if first.contains('\t') && first.split('\t').any(|h| h.trim().trim_matches('"').eq_ignore_ascii_case("peorgnr")) {
        return FileKind::Scb;
    }
    match extension {
        "csv" | "tsv" | "tab" | "skv" => FileKind::Csv,
        "txt" | "dat" | "asc" | "lst" | "" if looks_delimited(&text) => FileKind::Csv,
        "sie" | "si" | "se" => FileKind::Failed {
            reason: "varken SIE 4-etiketter eller SIE 5 i en fil med SIE-namn: exportera som SIE 4E eller SIE 5".into(),
        },
        _ => FileKind::Skipped {
            reason:
                "filen är ingen tabell som kan läsas (CSV, XLSX, Parquet, SIE 4 och 5, OCDS, TED, PAXml, aktivitetskort, iXBRL, zip)"
                    .into(),
        },
    }
}

/// What an XML file is by its root; none when it is no XML.
fn xml_kind(head: &[u8], extension: &str) -> Option<FileKind> {
    let beginning = head.get(..head.len().min(400)).unwrap_or_default();
    // In UTF-16 every other byte of the markup is zero.
    let signs: Vec<u8> = match beginning {
        [0xff, 0xfe, wide @ ..] | [0xfe, 0xff, wide @ ..] => wide.iter().copied().filter(|byte| *byte != 0).collect(),
        narrow => narrow.strip_prefix(b"\xef\xbb\xbf").unwrap_or(narrow).to_vec(),
    };
    if !signs.trim_ascii_start().starts_with(b"<") {
        return None;
    }
    let skipped = |reason: String| Some(FileKind::Skipped { reason });
    let root = match xml::root(head) {
        Ok(root) => root,
        Err(_) if is_delimited_name(extension) => return None,
        Err(_) if matches!(extension, "html" | "htm") && memchr::memmem::find(head, b"inlineXBRL").is_none() => {
            return skipped("webbsida; begär ut uppgifterna som .csv eller .xlsx".to_owned());
        }
        Err(reason) => return Some(FileKind::Failed { reason }),
    };
    match root.name.as_str() {
        "Sie" | "SieEntry" => Some(FileKind::Sie5),
        "paxml" => Some(FileKind::Paxml),
        "Aktivitetskort" => Some(FileKind::Aktivitetskort),
        "ContractNotice" | "ContractAwardNotice" | "PriorInformationNotice" => Some(FileKind::Ted),
        "TED_EXPORT" => {
            skipped("annons i TED:s äldre format; hämta den i eForms, eller begär ut uppgifterna".to_owned())
        }
        "html" if root.attributes.iter().any(|(_, value)| value.contains("inlineXBRL")) => Some(FileKind::Ixbrl),
        _ if is_delimited_name(extension) => None,
        "html" => skipped("webbsida; begär ut uppgifterna som .csv eller .xlsx".to_owned()),
        other => {
            let other: String = other.chars().take(40).collect();
            skipped(format!("XML med rotelementet `{other}` läses inte; begär ut uppgifterna som .csv eller .xlsx"))
        }
    }
}

/// Of JSON only OCDS is read; it names its process, or its list of releases or records, early.
fn json_kind(text: &str, extension: &str) -> Option<FileKind> {
    let mut signs = text.chars().filter(|c| !c.is_whitespace());
    // Headers of a database export stand in brackets as well, `[Id];[Namn]`.
    match (signs.next(), signs.next()) {
        (Some('{'), Some('"' | '}')) | (Some('['), Some('{' | '[' | ']' | '"')) => {}
        _ => return None,
    }
    let names = ["\"ocid\"", "\"releases\"", "\"records\"", "\"compiledRelease\"", "\"tender\"", "ocds-"];
    if names.iter().any(|name| text.contains(name)) {
        return Some(FileKind::Ocds);
    }
    if is_delimited_name(extension) {
        return None;
    }
    let reason = "JSON som inte är OCDS; begär ut uppgifterna som .csv eller .xlsx".to_owned();
    Some(FileKind::Skipped { reason })
}

/// Whether files with such names are tables of text, whatever they begin with.
fn is_delimited_name(extension: &str) -> bool {
    matches!(extension, "csv" | "tsv" | "tab" | "skv" | "txt" | "dat" | "asc" | "lst")
}

/// SIE begins with labels; the flag line comes first, but some programs leave it out.
fn is_sie(text: &str, extension: &str) -> bool {
    let mut labels = text
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .take(12)
        .map(|line| line.split_whitespace().next().unwrap_or_default().to_ascii_uppercase());
    let Some(first) = labels.next() else { return false };
    if first == "#FLAGGA" {
        return true;
    }
    let known = ["#SIETYP", "#PROGRAM", "#FORMAT", "#GEN", "#KONTO", "#FNAMN"];
    first.starts_with('#')
        && (matches!(extension, "sie" | "si" | "se")
            || std::iter::once(first).chain(labels).filter(|l| known.contains(&l.as_str())).count() >= 2)
}

fn looks_delimited(text: &str) -> bool {
    let mut lines = text.lines().filter(|l| !l.trim().is_empty()).take(30);
    lines.any(|line| [';', '\t', ',', '|'].into_iter().any(|d| line.contains(d)))
}

fn skipped(reason: &str) -> Sniffed {
    Sniffed::Kind(FileKind::Skipped { reason: reason.to_owned() })
}

fn failed(reason: impl Into<String>) -> Sniffed {
    Sniffed::Kind(FileKind::Failed { reason: reason.into() })
}
