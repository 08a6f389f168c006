//! What a municipality buys: classification, account, text and an ordinary price.

/// A kind of purchase.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Trade {
    /// CPV code.
    pub(crate) cpv: &'static str,
    /// SNI code of those who sell it.
    pub(crate) sni: &'static str,
    /// Account in the municipal chart of accounts.
    pub(crate) account: &'static str,
    /// The account's text.
    pub(crate) account_text: &'static str,
    /// What such a company calls itself.
    pub(crate) word: &'static str,
    /// Texts on the lines.
    pub(crate) lines: [&'static str; 3],
    /// An ordinary invoice outside contracts, in öre.
    pub(crate) level: i64,
    /// VAT in per cent.
    pub(crate) vat: i64,
}

const fn trade(
    [cpv, sni, account, account_text, word]: [&'static str; 5],
    lines: [&'static str; 3],
    (level, vat): (i64, i64),
) -> Trade {
    Trade { cpv, sni, account, account_text, word, lines, level: level * 100, vat }
}

/// Goods without any service: for invoices from sellers without F-tax.
pub(crate) const GOODS: usize = 4;
/// Consultants: for invoices that are plainly services.
pub(crate) const CONSULTANTS: usize = 0;
/// Cleaning.
pub(crate) const CLEANING: usize = 1;
/// Building works.
pub(crate) const BUILDING: usize = 2;
/// Care bought from private providers.
pub(crate) const CARE: usize = 8;
/// Staffing.
pub(crate) const STAFFING: usize = 7;
/// Transport.
pub(crate) const TRANSPORT: usize = 9;
/// Power.
pub(crate) const POWER: usize = 14;
/// Rents.
pub(crate) const RENT: usize = 15;
/// Training and lectures.
pub(crate) const TRAINING: usize = 11;
/// Catering.
pub(crate) const CATERING: usize = 21;
/// Guards.
pub(crate) const GUARDS: usize = 12;

/// All of them.
pub(crate) const TRADES: [Trade; 24] = [
    trade(
        ["79411000", "70220", "7430", "Konsulttjänster", "Konsult"],
        ["Konsultarvode", "Utredning", "Projektledning"],
        (9_000, 25),
    ),
    trade(
        ["90911200", "81210", "6160", "Städning och renhållning", "Städ"],
        ["Städning", "Fönsterputs", "Golvvård"],
        (4_000, 25),
    ),
    trade(
        ["45453100", "41200", "6610", "Reparation och underhåll fastigheter", "Bygg"],
        ["Byggarbete", "Reparation", "Material och arbete"],
        (11_000, 25),
    ),
    trade(
        ["45310000", "43210", "6620", "Elinstallationer", "El"],
        ["Elarbete", "Felsökning", "Installation armatur"],
        (6_000, 25),
    ),
    trade(
        ["39162000", "47410", "6440", "Förbrukningsmaterial", "Handel"],
        ["Material", "Förbrukningsvaror", "Frakt"],
        (2_600, 25),
    ),
    trade(["15000000", "46390", "6460", "Livsmedel", "Livs"], ["Livsmedel", "Mejeri", "Frukt och grönt"], (3_200, 12)),
    trade(
        ["30213000", "46510", "6420", "Datorer och kringutrustning", "Data"],
        ["Datorer", "Tillbehör", "Licenser"],
        (7_000, 25),
    ),
    trade(
        ["79620000", "78200", "7530", "Inhyrd personal", "Bemanning"],
        ["Inhyrd personal", "Timmar enligt bilaga", "Vikarie"],
        (9_500, 25),
    ),
    trade(
        ["85312000", "88101", "4630", "Köp av omsorgsverksamhet", "Omsorg"],
        ["Placering", "Omsorgsdygn", "Hemtjänsttimmar"],
        (10_000, 0),
    ),
    trade(
        ["60130000", "49320", "7010", "Transporttjänster", "Transport"],
        ["Skolskjuts", "Budkörning", "Transport"],
        (3_500, 25),
    ),
    trade(
        ["79100000", "69101", "7440", "Juridiska tjänster", "Juridik"],
        ["Arvode", "Rådgivning", "Ombud"],
        (9_800, 25),
    ),
    trade(
        ["80500000", "85592", "7690", "Utbildningstjänster", "Utbildning"],
        ["Föreläsning", "Kursavgift", "Handledning"],
        (5_500, 25),
    ),
    trade(
        ["79710000", "80100", "7540", "Bevakningstjänster", "Bevakning"],
        ["Bevakning", "Rondering", "Larm"],
        (6_500, 25),
    ),
    trade(
        ["71320000", "71122", "7420", "Tekniska konsulter", "Teknik"],
        ["Projektering", "Besiktning", "Mätning"],
        (9_900, 25),
    ),
    trade(
        ["09310000", "35140", "6210", "Elenergi", "Energi"],
        ["Elförbrukning", "Nätavgift", "Fast avgift"],
        (8_500, 25),
    ),
    trade(["70310000", "68203", "6010", "Lokalhyra", "Fastigheter"], ["Hyra", "Hyra förråd", "Tillägg"], (9_000, 25)),
    trade(
        ["22111000", "58110", "6430", "Läromedel", "Förlag"],
        ["Läroböcker", "Digitala läromedel", "Licens"],
        (2_800, 6),
    ),
    trade(
        ["77310000", "81300", "6630", "Skötsel av grönytor", "Trädgård"],
        ["Gräsklippning", "Beskärning", "Plantering"],
        (5_000, 25),
    ),
    trade(
        ["50110000", "45201", "6640", "Fordonsreparationer", "Bil"],
        ["Service", "Däckbyte", "Reparation"],
        (4_200, 25),
    ),
    trade(
        ["33600000", "46460", "6470", "Sjukvårdsmaterial", "Medicin"],
        ["Handskar", "Inkontinensartiklar", "Plåster"],
        (3_900, 25),
    ),
    trade(["79800000", "18122", "7210", "Tryckeritjänster", "Tryck"], ["Tryck", "Broschyr", "Skyltar"], (3_600, 25)),
    trade(["55520000", "56210", "7310", "Catering och förtäring", "Mat"], ["Förtäring", "Lunch", "Fika"], (1_900, 12)),
    trade(
        ["90500000", "38110", "6170", "Avfallshantering", "Åkeri"],
        ["Sophämtning", "Container", "Slamtömning"],
        (4_800, 25),
    ),
    trade(
        ["48000000", "62010", "7450", "Programvara och systemdrift", "System"],
        ["Licens", "Drift", "Support"],
        (8_800, 25),
    ),
];

/// The trade with that index.
pub(crate) fn trade_of(index: usize) -> Trade {
    TRADES.get(index).copied().unwrap_or_default()
}
