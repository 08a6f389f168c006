//! How much of a file is read, at most. A file that asks for more is refused or cut, and says so.

/// Bytes of a file.
pub const FILE_BYTES: usize = 10 * 1024 * 1024;

/// Elements within elements in XML, values within values in a PDF.
pub const DEPTH: usize = 64;

/// Elements of an XML file, values of a JSON file.
pub const NODES: usize = 100_000;

/// Periods, certificates and referees, of each.
pub const ENTRIES: usize = 300;

/// Characters of one value; the rest is cut.
pub const VALUE_CHARS: usize = 2_000;

/// Objects of a PDF.
pub const PDF_OBJECTS: usize = 50_000;

/// Values of all objects of a PDF, with those within others.
pub const PDF_VALUES: usize = 1_000_000;

/// Operators of all pages of a PDF.
pub const PDF_OPERATORS: usize = 1_000_000;

/// Codes of letters of all fonts of a PDF.
pub const PDF_CODES: usize = 400_000;

/// Bytes that all streams of a PDF together may become when they are unpacked.
pub const PDF_UNPACKED: usize = 48 * 1024 * 1024;

/// Pages of a PDF that are read; the rest are left.
pub const PDF_PAGES: usize = 60;

/// Characters of text that are taken out of a PDF.
pub const PDF_TEXT: usize = 400_000;
