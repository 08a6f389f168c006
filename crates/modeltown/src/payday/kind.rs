//! What may be wrong with a payment, or only look wrong, and what a screening must make of it.

use super::due::Form;

/// Why a payment stands in the truth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    ChangedAccount,
    UnknownPair,
    CheckDigit,
    DuplicatePaid,
    DuplicateInFile,
    Sham,
    Deregistered,
    Bankrupt,
    NoFTax,
    NoContract,
    AboveLimit,
    SelfAttested,
    StaffAccount,
    ExcludedParty,
    PeppolPayee,
    ConfirmedCase,
    Pledged,
    MovedWithCallBack,
    Migrated,
    SameRent,
    Foreign,
    Estate,
    NewWithContract,
    GoodsWithoutFTax,
    Association,
    Expenses,
    Robot,
    Namesake,
    Merged,
    OwnIban,
}

const BY_GIRO: &[Form] = &[Form::Bankgiro, Form::Lb, Form::Proposal];
const NAMED: &[Form] = &[Form::Bankgiro, Form::Proposal];
const PROPOSAL: &[Form] = &[Form::Proposal];

impl Kind {
    /// Name in the truth, what a screening must say at least (`hold`, `look`) or at most (`go`), and why, in Swedish.
    pub(crate) const fn tell(self) -> [&'static str; 3] {
        match self {
            Self::ChangedAccount => [
                "changed_account",
                "hold",
                "Leverantörens konto byttes via mejl några dagar före betalningen, ingen ringde upp och det nya kontot är någon annans.",
            ],
            Self::UnknownPair => {
                ["unknown_pair", "hold", "Kontot har aldrig hört till mottagaren och finns inte i något register."]
            }
            Self::CheckDigit => ["check_digit", "hold", "Kontots kontrollsiffra stämmer inte."],
            Self::DuplicatePaid => {
                ["duplicate_paid", "hold", "Fakturan är redan betald; numret är skrivet på annat sätt."]
            }
            Self::DuplicateInFile => ["duplicate_in_file", "hold", "Samma faktura står två gånger i filen."],
            Self::Sham => [
                "sham_invoice",
                "hold",
                "Bluffaktura: nybildat bolag utan verksamhet, upplagt samma vecka, utan beställning och avtal.",
            ],
            Self::Deregistered => ["deregistered", "hold", "Mottagaren är avregistrerad."],
            Self::Bankrupt => {
                ["bankrupt", "hold", "Mottagaren är i konkurs och pengarna går till bolagets eget konto, inte boets."]
            }
            Self::NoFTax => {
                ["no_f_tax", "hold", "Tjänst utan F-skatt hos mottagaren, och inget skatteavdrag är gjort."]
            }
            Self::NoContract => {
                ["no_contract", "look", "Betalningen ligger över direktupphandlingsgränsen och inget avtal täcker den."]
            }
            Self::AboveLimit => ["above_limit", "hold", "Beloppet är högre än den som attesterade får besluta om."],
            Self::SelfAttested => ["self_attested", "hold", "Samma person har registrerat och attesterat."],
            Self::StaffAccount => ["staff_account", "hold", "Kontot är en anställds lönekonto."],
            Self::ExcludedParty => ["excluded_party", "hold", "Mottagaren står på listan över uteslutna leverantörer."],
            Self::PeppolPayee => ["peppol_payee", "hold", "E-fakturans konto är ett annat än leverantörsregistrets."],
            Self::ConfirmedCase => ["confirmed_case", "hold", "Mottagaren är part i ett bekräftat ärende."],
            Self::Pledged => ["pledged", "go", "Fordran är pantsatt och betalas till finansbolaget."],
            Self::MovedWithCallBack => {
                ["moved_with_call_back", "go", "Kontot byttes för länge sedan, av två personer och efter motringning."]
            }
            Self::Migrated => {
                ["migrated", "go", "Kontot flyttades för månader sedan i en körning med många leverantörer."]
            }
            Self::SameRent => ["same_rent", "go", "Samma hyra varje månad, nytt fakturanummer."],
            Self::Foreign => ["foreign", "go", "Utländsk leverantör som betalas på IBAN."],
            Self::Estate => ["estate", "go", "Bolaget är i konkurs och betalas till konkursboets kontrollerade konto."],
            Self::NewWithContract => ["new_with_contract", "go", "Ny leverantör med upphandlat avtal."],
            Self::GoodsWithoutFTax => ["goods_without_f_tax", "go", "Varor från en säljare utan F-skatt."],
            Self::Association => ["association", "go", "Ideell förening utan F-skatt."],
            Self::Expenses => ["expenses", "go", "Anställd som får ett utlägg betalt till sitt lönekonto."],
            Self::Robot => ["robot", "go", "Abonnemangsfaktura som en automat både registrerar och attesterar."],
            Self::Namesake => ["namesake", "go", "Bolag med samma namn som ett uteslutet, men ett annat nummer."],
            Self::Merged => ["merged", "go", "Bolaget har gått upp i ett annat genom fusion."],
            Self::OwnIban => ["own_iban", "go", "Leverantörens eget konto, skrivet som IBAN."],
        }
    }

    /// The files it may stand in, when its account does not decide.
    pub(crate) const fn forms(self) -> &'static [Form] {
        match self {
            Self::AboveLimit | Self::SelfAttested | Self::Robot => PROPOSAL,
            Self::PeppolPayee => &[Form::Peppol],
            Self::UnknownPair | Self::Namesake | Self::NewWithContract | Self::Estate => NAMED,
            _ => BY_GIRO,
        }
    }
}

/// What the register was prepared for: a payment to this supplier on the day.
#[derive(Debug, Clone)]
pub(crate) struct Wish {
    /// Index into suppliers.
    pub(crate) supplier: usize,
    /// What is the matter with it.
    pub(crate) kind: Kind,
    /// Where the money goes, when not to the supplier's own account.
    pub(crate) account: Option<super::due::Account>,
}
