//! Which column is which, by the headers that Swedish economy systems write.

use crate::FileFault;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Id,
    PayeeId,
    PayeeName,
    OrgNo,
    Bankgiro,
    Plusgiro,
    Clearing,
    Account,
    AccountKind,
    Iban,
    Amount,
    PayOn,
    InvoiceNo,
    Ocr,
    InvoiceDate,
    Currency,
    Kind,
    RegisteredBy,
    ApprovedBy,
}

/// Headers in small letters, without accents, blanks and signs; of several that are there, the first counts.
const HEADERS: &[(Column, &[&str])] = &[
    (
        Column::Id,
        &[
            "betalningsid",
            "endtoendid",
            "transaktionsid",
            "betalningsnummer",
            "betalningsnr",
            "betnr",
            "lopnummer",
            "lopnr",
            "verifikationsnummer",
            "verifikationsnr",
            "vernr",
            "verifikat",
            "id",
        ],
    ),
    (
        Column::PayeeId,
        &[
            "leverantorsnummer",
            "leverantorsnr",
            "leverantorsid",
            "leverantornr",
            "levnr",
            "levid",
            "mottagarnummer",
            "mottagarid",
            "kundnr",
        ],
    ),
    (
        Column::PayeeName,
        &[
            "leverantorsnamn",
            "leverantor",
            "levnamn",
            "betalningsmottagare",
            "mottagarnamn",
            "mottagarensnamn",
            "mottagare",
            "namn",
        ],
    ),
    (Column::OrgNo, &["organisationsnummer", "organisationsnr", "orgnummer", "orgnr", "orgno", "personorgnr"]),
    (Column::Bankgiro, &["bankgironummer", "bankgironr", "bankgiro", "bgnummer", "bgnr", "bg"]),
    (Column::Plusgiro, &["plusgironummer", "plusgironr", "plusgiro", "postgiro", "pgnummer", "pgnr", "pg"]),
    (Column::Clearing, &["clearingnummer", "clearingnr", "clearing", "bankclearing"]),
    (
        Column::Account,
        &[
            "mottagarkonto",
            "betalkonto",
            "betalningskonto",
            "tillkonto",
            "bankkontonummer",
            "bankkontonr",
            "bankkonto",
            "kontonummer",
            "kontonr",
            "konto",
        ],
    ),
    (Column::AccountKind, &["kontotyp", "betalningssatt", "betalsatt", "betalningstyp", "betalningsform"]),
    (Column::Iban, &["iban", "ibannummer", "ibannr"]),
    (
        Column::Amount,
        &[
            "betalningsbelopp",
            "betalbelopp",
            "attbetala",
            "belopp",
            "beloppsek",
            "beloppkr",
            "beloppinklmoms",
            "fakturabelopp",
            "totalbelopp",
            "summa",
        ],
    ),
    (
        Column::PayOn,
        &[
            "betalningsdatum",
            "betalningsdag",
            "betaldatum",
            "betaldag",
            "betdatum",
            "betdag",
            "utbetalningsdatum",
            "utbetalningsdag",
            "forfallodatum",
            "forfallodag",
            "forfdatum",
            "forfall",
        ],
    ),
    (
        Column::InvoiceNo,
        &["fakturanummer", "fakturanr", "leverantorsfakturanr", "faktnr", "faktura", "meddelande", "text"],
    ),
    (Column::Ocr, &["ocrnummer", "ocrnr", "ocr", "ocrreferens", "betalningsreferens", "referens"]),
    (Column::InvoiceDate, &["fakturadatum", "fakturadag", "faktdatum"]),
    (Column::Currency, &["valutakod", "valuta"]),
    (Column::Kind, &["betalningsslag", "slag", "typ"]),
    (Column::RegisteredBy, &["registreradav", "regav", "upplagdav", "skapadav", "konteradav"]),
    (
        Column::ApprovedBy,
        &["attesteradav", "attestav", "beslutsattestant", "beslutsattest", "attestant", "godkandav", "slutattest"],
    ),
];

/// Where each column stands.
#[derive(Debug)]
pub(super) struct Columns {
    places: Vec<(Column, usize)>,
    width: usize,
}

impl Columns {
    /// How many of the headers are known.
    pub(super) fn known(headers: &[String]) -> usize {
        find(headers).len()
    }

    /// The columns of a header row.
    pub(super) fn of(headers: &[String]) -> Result<Self, FileFault> {
        let columns = Self { places: find(headers), width: headers.len() };
        let has = |wanted: &[Column]| wanted.iter().any(|column| columns.place(*column).is_some());
        let needs: [(&str, &[Column]); 4] = [
            ("id (till exempel verifikationsnummer)", &[Column::Id, Column::InvoiceNo]),
            ("konto (till exempel bankgiro)", &[Column::Bankgiro, Column::Plusgiro, Column::Account, Column::Iban]),
            ("belopp", &[Column::Amount]),
            ("betalningsdatum", &[Column::PayOn]),
        ];
        let missing: Vec<&str> = needs.iter().filter(|(_, wanted)| !has(wanted)).map(|(name, _)| *name).collect();
        if missing.is_empty() {
            return Ok(columns);
        }
        Err(FileFault::Columns { missing: missing.join(", "), headers: headers.join(", ") })
    }

    fn place(&self, column: Column) -> Option<usize> {
        self.places.iter().find(|(known, _)| *known == column).map(|(_, at)| *at)
    }

    /// The cell of a column; empty when there is none.
    pub(super) fn cell<'c>(&self, cells: &'c [String], column: Column) -> &'c str {
        self.place(column).and_then(|at| cells.get(at)).map_or("", String::as_str)
    }

    /// Whether a row has content behind the last header: its cells have slid.
    pub(super) fn overflows(&self, cells: &[String]) -> bool {
        cells.iter().skip(self.width).any(|cell| !cell.is_empty())
    }
}

fn find(headers: &[String]) -> Vec<(Column, usize)> {
    let headers: Vec<String> = headers.iter().map(|header| simple(header)).collect();
    let first = |names: &[&str]| names.iter().find_map(|name| headers.iter().position(|header| header == name));
    HEADERS.iter().filter_map(|(column, names)| first(names).map(|at| (*column, at))).collect()
}

/// Small letters and digits, without accents.
pub(super) fn simple(text: &str) -> String {
    let plain = |c: char| match c {
        'å' | 'ä' | 'à' | 'á' => 'a',
        'ö' | 'ø' => 'o',
        'é' | 'è' => 'e',
        c => c,
    };
    text.to_lowercase().chars().map(plain).filter(char::is_ascii_alphanumeric).collect()
}
