//! A payment file: its payments, what could not be understood, and (kept private) where each stands.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::{self, Encoding};
use crate::{FileError, FileFault, Payment};
use crate::{csv, lb, pain, peppol, xml};

/// The largest file that is read. A hundred thousand payments are about eighty megabytes.
pub const LARGEST: usize = 512 << 20;

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// ISO 20022 customer credit transfer, `pain.001.001.03`.
    Pain03,
    /// The same, `pain.001.001.09`.
    Pain09,
    /// Bankgirot supplier payments.
    Lb,
    /// Bankgirot's account of what was paid. It orders nothing.
    LbReturn,
    /// An invoice in Peppol BIS Billing 3.
    PeppolInvoice,
    /// A credit note in Peppol BIS Billing 3.
    PeppolCreditNote,
    /// A payment proposal of an economy system, as a table.
    Csv,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pain03 => "pain.001.001.03",
            Self::Pain09 => "pain.001.001.09",
            Self::Lb => "Bankgirot LB",
            Self::LbReturn => "Bankgirot LB, återredovisning",
            Self::PeppolInvoice => "Peppol BIS Billing 3, faktura",
            Self::PeppolCreditNote => "Peppol BIS Billing 3, kreditfaktura",
            Self::Csv => "betalningsförslag i CSV",
        })
    }
}

/// A payment that cannot be understood. It is held, never dropped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reject {
    /// Its place among the payments of the file, from 1.
    pub order: u64,
    /// Its id as far as it has one.
    pub id: String,
    /// Where it stands: line, and element or record.
    pub place: String,
    /// The field that cannot be understood.
    pub field: String,
    /// What stands there.
    pub value: String,
    /// What is wrong and what to do, in Swedish.
    pub what: String,
}

impl fmt::Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} `{}`: {}", self.place, self.field, self.value, self.what)
    }
}

/// Something about a file or a payment that somebody should know; nothing is held for it alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Warning {
    /// The payment that it concerns, or none when it is the file.
    pub order: Option<u64>,
    /// Which rule: `SE-R-009`, `LB`, `CSV`.
    pub rule: String,
    /// Where.
    pub place: String,
    /// What was seen and what to do, in Swedish.
    pub text: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({})", self.place, self.text, self.rule)
    }
}

/// A payment file that was read.
#[derive(Debug, Clone)]
pub struct PaymentFile {
    /// The file as shown to the user.
    pub name: String,
    /// Its format.
    pub format: Format,
    /// The payments, in the order of the file.
    pub payments: Vec<Payment>,
    /// Those that cannot be understood: they are held.
    pub rejects: Vec<Reject>,
    /// What somebody should know.
    pub warnings: Vec<Warning>,
    pub(crate) text: String,
    pub(crate) encoding: Encoding,
    pub(crate) layout: Layout,
}

/// Where the payments of a file stand.
#[derive(Debug, Clone)]
pub(crate) enum Layout {
    Pain(pain::Layout),
    Lb(lb::Layout),
    /// One document, one payment.
    Whole,
    Csv(csv::Layout),
}

/// What a reader finds, in the order of the file.
#[derive(Debug)]
pub(crate) enum Found {
    Payment(Payment),
    Reject(Reject),
    Warning(Warning),
}

/// Takes what a reader finds.
pub(crate) type Sink<'a> = &'a mut dyn FnMut(Found);

impl PaymentFile {
    /// Number of payments, understood or not.
    #[must_use]
    pub fn count(&self) -> u64 {
        (self.payments.len() + self.rejects.len()) as u64
    }

    /// The sum of the payments that were understood, in hundredths, whatever their currencies.
    #[must_use]
    pub fn sum_ore(&self) -> i128 {
        self.payments.iter().map(|payment| i128::from(payment.amount_ore)).sum()
    }

    /// The bytes that were read.
    #[must_use]
    pub fn original(&self) -> Vec<u8> {
        self.encoding.encode(&self.text)
    }
}

/// Reads a payment file of any of the formats; `name` is shown in messages.
///
/// # Errors
/// [`FileError`] when the file as a whole cannot be trusted: nothing of it may then go. A payment that cannot be understood
/// is no error but a [`Reject`].
pub fn read(name: &str, bytes: &[u8]) -> Result<PaymentFile, FileError> {
    let (mut payments, mut rejects, mut warnings) = (Vec::new(), Vec::new(), Vec::new());
    let mut sink = |found| match found {
        Found::Payment(payment) => payments.push(payment),
        Found::Reject(reject) => rejects.push(reject),
        Found::Warning(warning) => warnings.push(warning),
    };
    let (text, encoding, format, layout) =
        parse(bytes, &mut sink).map_err(|fault| FileError { name: name.to_owned(), fault })?;
    let text = text.into_owned();
    payments.shrink_to_fit();
    Ok(PaymentFile { name: name.to_owned(), format, payments, rejects, warnings, text, encoding, layout })
}

type Parsed<'b> = (Cow<'b, str>, Encoding, Format, Layout);

/// Reads without copying and tells what is found.
pub(crate) fn parse<'b>(bytes: &'b [u8], sink: Sink<'_>) -> Result<Parsed<'b>, FileFault> {
    if bytes.is_empty() {
        return Err(FileFault::Empty);
    }
    if bytes.len() > LARGEST {
        return Err(FileFault::TooLarge { bytes: bytes.len(), most: LARGEST });
    }
    if looks_like_xml(bytes) {
        let (text, encoding) = text::of_xml(bytes)?;
        let (format, layout) = parse_xml(&text, sink)?;
        return Ok((text, encoding, format, layout));
    }
    let (text, encoding) = text::of_plain(bytes)?;
    let (format, layout) = if lb::looks_like(&text) {
        let (format, layout) = lb::parse(&text, sink)?;
        (format, Layout::Lb(layout))
    } else {
        (Format::Csv, Layout::Csv(csv::parse(&text, sink)?))
    };
    Ok((text, encoding, format, layout))
}

fn parse_xml(text: &str, sink: Sink<'_>) -> Result<(Format, Layout), FileFault> {
    xml::check_signs(text)?;
    let root = xml::root(text)?;
    if let Some(format) = pain::format_of(&root.1) {
        return Ok((format, Layout::Pain(pain::parse(text, sink)?)));
    }
    if peppol::is_known(&root.1) {
        return Ok((peppol::parse(text, sink)?, Layout::Whole));
    }
    Err(FileFault::UnknownFormat {
        detail: format!("XML med elementet `{}` i namnrymden `{}`", root.0, xml::shortened(&root.1)),
    })
}

/// Whether the first sign that is not blank is `<`, in any encoding.
fn looks_like_xml(bytes: &[u8]) -> bool {
    let mut signs = bytes.iter().filter(|byte| !matches!(byte, 0 | b' ' | b'\t' | b'\r' | b'\n' | 0xef | 0xbb | 0xbf));
    let first = signs.next();
    match (first, signs.next()) {
        (Some(0xfe | 0xff), Some(0xfe | 0xff)) => signs.next() == Some(&b'<'),
        _ => first == Some(&b'<'),
    }
}
