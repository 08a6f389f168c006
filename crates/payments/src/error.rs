//! What can go wrong, in Swedish: the person who reads it is the one who can mend it.

/// Why a payment file could not be read. Nothing of it may go.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` läses inte: {fault}")]
pub struct FileError {
    /// The file as shown to the user.
    pub name: String,
    /// What is wrong with it.
    #[source]
    pub fault: FileFault,
}

/// What is wrong with a payment file. Lines count from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FileFault {
    /// Nothing in it.
    #[error("filen är tom; hämta den på nytt ur ekonomisystemet")]
    Empty,
    /// Larger than any payment file.
    #[error("filen är {bytes} byte men får vara högst {most}; dela upp den i ekonomisystemet")]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// The most that is read.
        most: usize,
    },
    /// None of the formats.
    #[error(
        "formatet känns inte igen ({detail}); det ska vara pain.001.001.03 eller .09, Bankgirot LB, Peppol BIS Billing 3 \
         eller ett betalningsförslag i CSV"
    )]
    UnknownFormat {
        /// What was seen.
        detail: String,
    },
    /// The bytes are not the text that they say they are.
    #[error("teckenkodningen stämmer inte ({detail}); skapa filen på nytt med den kodning som den själv anger")]
    Encoding {
        /// What was seen.
        detail: String,
    },
    /// A document type, with which entities and foreign files come in.
    #[error(
        "rad {line} har en dokumenttyp (<!DOCTYPE>); en betalningsfil har aldrig en sådan och den kan vara ett angrepp: \
         kontakta avsändaren och släpp inte filen"
    )]
    Doctype {
        /// Where.
        line: u64,
    },
    /// An entity that XML itself does not define.
    #[error("rad {line} hänvisar till entiteten `&{entity};`; bara &amp; &lt; &gt; &quot; &apos; får förekomma")]
    Entity {
        /// Where.
        line: u64,
        /// Its name.
        entity: String,
    },
    /// Elements within elements without end.
    #[error("rad {line} har fler än {most} element i varandra; en betalningsfil har färre än 20, så filen är felaktig")]
    TooDeep {
        /// Where.
        line: u64,
        /// The most that is read.
        most: usize,
    },
    /// Not well-formed XML.
    #[error("rad {line} är inte giltig XML ({detail}); filen är avklippt eller ändrad för hand, hämta den på nytt")]
    Xml {
        /// Where.
        line: u64,
        /// What was seen.
        detail: String,
    },
    /// An element of a namespace that does not belong in the format.
    #[error("rad {line}: elementet `{element}` hör inte till formatets namnrymd; skapa filen på nytt")]
    Namespace {
        /// Where.
        line: u64,
        /// The element.
        element: String,
    },
    /// Something that the format cannot be without.
    #[error("{place}: {what} saknas; filen är ofullständig, hämta den på nytt")]
    Missing {
        /// Where.
        place: String,
        /// What.
        what: String,
    },
    /// Something that stands where it cannot be understood.
    #[error("{place}: {what}")]
    Structure {
        /// Where.
        place: String,
        /// What is wrong and what to do.
        what: String,
    },
    /// A count or sum in the file disagrees with its payments.
    #[error(
        "{place}: {field} säger {stated} men betalningarna ger {counted}; filen har ändrats eller klippts av, så inget av \
         den får gå: skapa den på nytt i ekonomisystemet"
    )]
    Sums {
        /// Where.
        place: String,
        /// Which count or sum.
        field: String,
        /// As the file says.
        stated: String,
        /// As the payments say.
        counted: String,
    },
    /// Columns that a payment proposal cannot be without.
    #[error("kolumn saknas för {missing}; filens rubriker är {headers}: byt rubrik eller lägg till kolumnen")]
    Columns {
        /// What was not found.
        missing: String,
        /// What was.
        headers: String,
    },
}

/// Why a file could not be split. Then there is no new file at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SplitError {
    /// The file tells what was paid; it orders nothing.
    #[error("`{name}` är en återredovisning från Bankgirot och beställer inga betalningar; den kan inte delas")]
    NotAnOrder {
        /// The file.
        name: String,
    },
    /// A payment is to be held that is not there.
    #[error("betalning {order} ska hållas men finns inte i `{name}`; granska samma fil som delas")]
    NoSuchPayment {
        /// The place asked for.
        order: u64,
        /// The file.
        name: String,
    },
    /// The two files together are not the original.
    #[error(
        "delningen av `{name}` kunde inte bevisas ({detail}); inga filer skrivs, håll hela filen och rapportera felet"
    )]
    Unproven {
        /// The file.
        name: String,
        /// The first difference.
        detail: String,
    },
}

/// Why payments could not be screened. Nothing may go on such an answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScreenError {
    /// The index is not built yet, or is of no use.
    #[error("betalningar kan inte granskas än ({detail}): försök igen om en stund; inget har släppts")]
    NotReady {
        /// What is missing, in Swedish.
        detail: String,
    },
    /// A check stopped without an answer.
    #[error("granskningen avbröts ({detail}): inget har släppts, granska igen eller kontakta den som driver systemet")]
    Failed {
        /// What happened.
        detail: String,
    },
}
