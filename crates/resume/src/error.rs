//! Why a file could not be read as an application.

use crate::Words;

/// Why a file could not be read: the file, the place in it, what stands there, and the reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.words().sv)]
pub struct Unreadable {
    /// The file, as it was named to us.
    pub file: String,
    /// The place: a line, an object, a path; empty when it is the whole file.
    pub place: String,
    /// What stands there, at most 60 characters; empty when nothing helps.
    pub value: String,
    /// The reason.
    pub why: Why,
}

/// What is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Why {
    /// Nothing in it.
    Empty,
    /// More bytes than [`crate::limits::FILE_BYTES`].
    TooLarge,
    /// Neither JSON, XML nor PDF.
    UnknownFormat,
    /// XML or JSON that is not UTF-8.
    Encoding,
    /// JSON that breaks its own rules.
    BadJson,
    /// XML that breaks its own rules.
    BadXml,
    /// XML with a document type or entities of its own, which could make it endless.
    Entities,
    /// Deeper or with more parts than is read.
    TooMuch,
    /// JSON that is neither JSON Resume nor Europass.
    UnknownJson,
    /// XML that is not Europass.
    UnknownXml,
    /// A PDF that cannot be opened without its password.
    Encrypted,
    /// A PDF without a page that can be found.
    BadPdf,
    /// A PDF of pictures: it has no text.
    NoText,
    /// Well formed, but it says nothing about work or education.
    NoPeriods,
}

impl Unreadable {
    pub(crate) fn new(file: &str, place: impl Into<String>, value: &str, why: Why) -> Self {
        let value = value.chars().map(|c| if c.is_control() { ' ' } else { c }).take(60).collect();
        Self { file: file.to_owned(), place: place.into(), value, why }
    }

    /// What is wrong, where, and what to do, in both languages.
    #[must_use]
    pub fn words(&self) -> Words {
        let (sv, en) = self.why.texts();
        let (mut place_sv, mut place_en) = (String::new(), String::new());
        if !self.place.is_empty() {
            place_sv = format!(", {}", self.place);
            place_en = format!(", {}", self.place);
        }
        if !self.value.is_empty() {
            place_sv = format!("{place_sv}, där det står ”{}”", self.value);
            place_en = format!("{place_en}, where it says “{}”", self.value);
        }
        Words::new(
            format!("Filen ”{}”{place_sv}: {sv}", self.file),
            format!("The file “{}”{place_en}: {en}", self.file),
        )
    }
}

impl Why {
    const fn texts(self) -> (&'static str, &'static str) {
        match self {
            Self::Empty => ("filen är tom. Be om filen på nytt.", "the file is empty. Ask for it again."),
            Self::TooLarge => (
                "filen är större än 10 MB. Be om en mindre fil, eller skriv in uppgifterna för hand.",
                "the file is larger than 10 MB. Ask for a smaller one, or enter the details by hand.",
            ),
            Self::UnknownFormat => (
                "filen är varken JSON, XML eller PDF. Spara den som PDF, eller skriv in uppgifterna för hand.",
                "the file is neither JSON, XML nor PDF. Save it as PDF, or enter the details by hand.",
            ),
            Self::Encoding => (
                "texten är inte UTF-8. Exportera filen på nytt, eller skriv in uppgifterna för hand.",
                "the text is not UTF-8. Export the file again, or enter the details by hand.",
            ),
            Self::BadJson => (
                "filen är skadad eller ofullständig JSON. Exportera den på nytt.",
                "the file is damaged or incomplete JSON. Export it again.",
            ),
            Self::BadXml => (
                "filen är skadad eller ofullständig XML. Exportera den på nytt.",
                "the file is damaged or incomplete XML. Export it again.",
            ),
            Self::Entities => (
                "filen har en egen dokumenttyp eller egna förkortningar. Sådana läses inte. Exportera den på nytt från Europass.",
                "the file has a document type or entities of its own. Such files are not read. Export it again from Europass.",
            ),
            Self::TooMuch => (
                "filen har fler eller djupare delar än vi läser. Skriv in uppgifterna för hand.",
                "the file has more or deeper parts than we read. Enter the details by hand.",
            ),
            Self::UnknownJson => (
                "filen är JSON men varken JSON Resume eller Europass. Skriv in uppgifterna för hand.",
                "the file is JSON but neither JSON Resume nor Europass. Enter the details by hand.",
            ),
            Self::UnknownXml => (
                "filen är XML men inte Europass. Skriv in uppgifterna för hand.",
                "the file is XML but not Europass. Enter the details by hand.",
            ),
            Self::Encrypted => (
                "filen är låst med lösenord. Be om en fil utan lösenord.",
                "the file is locked with a password. Ask for one without.",
            ),
            Self::BadPdf => (
                "filen är en skadad PDF: ingen sida går att hitta. Be om filen på nytt.",
                "the file is a damaged PDF: no page can be found. Ask for it again.",
            ),
            Self::NoText => (
                "filen har ingen text, bara bilder. Skriv in uppgifterna för hand.",
                "the file has no text, only pictures. Enter the details by hand.",
            ),
            Self::NoPeriods => (
                "filen säger ingenting om arbete eller utbildning. Skriv in uppgifterna för hand.",
                "the file says nothing about work or education. Enter the details by hand.",
            ),
        }
    }
}
