//! What the payment day of a town promises.

use super::{digits, files, luhn_holds, make, town};
use modeltown::{Habit, Settings, write_payments};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Kinds of payments that must be stopped or looked at.
const BAD: [&str; 16] = [
    "above_limit",
    "bankrupt",
    "changed_account",
    "check_digit",
    "confirmed_case",
    "deregistered",
    "duplicate_in_file",
    "duplicate_paid",
    "excluded_party",
    "no_contract",
    "no_f_tax",
    "peppol_payee",
    "self_attested",
    "sham_invoice",
    "staff_account",
    "unknown_pair",
];

/// Rows of a text file of the town, by header.
fn rows(town: &Path, file: &str, delimiter: char) -> Vec<BTreeMap<String, String>> {
    let bytes = fs::read(town.join(file)).unwrap();
    let text =
        String::from_utf8(bytes.clone()).unwrap_or_else(|_| bytes.iter().map(|byte| char::from(*byte)).collect());
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let header: Vec<String> = lines.next().unwrap().split(delimiter).map(str::to_owned).collect();
    let cells = |line: &str| header.iter().cloned().zip(line.split(delimiter).map(str::to_owned)).collect();
    lines.map(cells).collect()
}

/// What stands between the first start tag and its end tag.
fn inner<'a>(text: &'a str, tag: &str) -> &'a str {
    let (_, rest) = text.split_once(&format!("<{tag}")).unwrap();
    let (_, rest) = rest.split_once('>').unwrap();
    rest.split_once(&format!("</{tag}>")).unwrap().0
}

fn parts<'a>(text: &'a str, tag: &str) -> Vec<&'a str> {
    text.split(&format!("<{tag}>")).skip(1).map(|rest| rest.split_once(&format!("</{tag}>")).unwrap().0).collect()
}

fn ore(text: &str) -> i64 {
    let (kronor, ore) = text.split_once(['.', ',']).unwrap();
    kronor.parse::<i64>().unwrap() * 100 + ore.parse::<i64>().unwrap()
}

/// The ids of a payment file, in its order.
fn ids(town: &Path, file: &str) -> Vec<String> {
    if file.ends_with(".csv") {
        return rows(town, file, ';').iter().map(|row| row["Betalnings-id"].clone()).collect();
    }
    if file.ends_with(".lb") {
        let text: String = fs::read(town.join(file)).unwrap().iter().map(|byte| char::from(*byte)).collect();
        let payments = text.lines().filter(|line| line.starts_with("14") || line.starts_with("54"));
        return payments.map(|line| line.chars().skip(60).collect::<String>().trim().to_owned()).collect();
    }
    let text = fs::read_to_string(town.join(file)).unwrap();
    if file.contains("peppol") {
        return vec![inner(&text, "cbc:ID").to_owned()];
    }
    parts(&text, "EndToEndId").into_iter().map(str::to_owned).collect()
}

#[test]
fn every_row_of_the_truth_is_the_payment_in_that_place_of_its_file() {
    let truth = rows(town(), "facit/payments.csv", ';');
    let mut seen = BTreeSet::new();
    for row in &truth {
        let order: usize = row["order"].parse().unwrap();
        assert_eq!(ids(town(), &row["file"]).get(order - 1), Some(&row["id"]), "{row:?}");
        assert!(seen.insert((row["file"].clone(), order)), "twice: {row:?}");
        let stopped = BAD.contains(&row["kind"].as_str());
        assert!(matches!(row["must"].as_str(), "hold" | "look") == stopped, "{row:?}");
        assert!(row["explanation"].len() > 20);
    }
    for kind in BAD {
        let count = truth.iter().filter(|row| row["kind"] == kind).count();
        assert!(count >= 2, "{kind}: {count}");
    }
    let innocent: BTreeSet<&str> =
        truth.iter().filter(|row| row["must"] == "go").map(|row| row["kind"].as_str()).collect();
    assert!(innocent.len() >= 11, "{innocent:?}");
}

#[test]
fn the_bad_ones_are_spread_over_the_files_and_few_among_the_good() {
    let truth = rows(town(), "facit/payments.csv", ';');
    let listed: BTreeSet<&str> =
        truth.iter().filter(|row| row["must"] != "go").map(|row| row["file"].as_str()).collect();
    assert!(listed.len() >= 5, "{listed:?}");
    let folder = town().join("betalfiler");
    let all: usize =
        files(&folder).keys().map(|name| ids(town(), &format!("betalfiler/{}", name.display())).len()).sum();
    let bad = truth.iter().filter(|row| row["must"] != "go").count();
    assert!(all > 4 * bad, "{bad} of {all}");
}

#[test]
fn counts_and_sums_of_the_messages_are_right() {
    for name in ["betalning-bankgiro.xml", "betalning-plusgiro.xml", "betalning-konto.xml"] {
        let text = fs::read_to_string(town().join("betalfiler").join(name)).unwrap();
        let check = |part: &str, head: &str| {
            let amounts = part.split("<InstdAmt Ccy=\"SEK\">").skip(1);
            let amounts: Vec<i64> = amounts.map(|rest| ore(rest.split_once('<').unwrap().0)).collect();
            assert!(amounts.iter().all(|amount| *amount > 0));
            assert_eq!(inner(head, "NbOfTxs").parse::<usize>().unwrap(), amounts.len(), "{name}");
            assert_eq!(ore(inner(head, "CtrlSum")), amounts.iter().sum::<i64>(), "{name}");
        };
        check(&text, inner(&text, "GrpHdr"));
        let batches = parts(&text, "PmtInf");
        assert_eq!(batches.len(), 2);
        batches.iter().for_each(|batch| check(batch, batch));
        assert!(!text.contains(" & ") && text.contains('å'), "{name}");
    }
}

#[test]
fn the_three_conventions_of_accounts_are_used() {
    let read = |name: &str| fs::read_to_string(town().join("betalfiler").join(name)).unwrap();
    let bankgiro = read("betalning-bankgiro.xml");
    assert!(bankgiro.contains("pain.001.001.03") && bankgiro.contains("<MmbId>9900</MmbId>"));
    assert!(bankgiro.contains("<SchmeNm><Prtry>BGNR</Prtry></SchmeNm>"));
    let plusgiro = read("betalning-plusgiro.xml");
    assert!(plusgiro.contains("<MmbId>9960</MmbId>") && plusgiro.contains("<SchmeNm><Cd>BBAN</Cd></SchmeNm>"));
    assert!(plusgiro.contains("<SchmeNm><Prtry>PGNR</Prtry></SchmeNm>"));
    let account = read("betalning-konto.xml");
    assert!(account.contains("pain.001.001.09") && account.contains("<ReqdExctnDt><Dt>2026-07-03</Dt>"));
    assert!(account.contains("<IBAN>DE") && account.contains("<MmbId>5"));
    assert!(bankgiro.contains("<Cd>SCOR</Cd>") && bankgiro.contains("<Ustrd>") && bankgiro.contains("<Cd>CINV</Cd>"));
}

#[test]
fn the_records_of_bankgirot_are_eighty_letters_and_the_end_record_is_right() {
    let bytes = fs::read(town().join("betalfiler/leverantorsbetalningar.lb")).unwrap();
    let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).collect();
    assert!(lines.iter().all(|line| line.len() == 81 && line.ends_with(b"\r")));
    let field = |line: &[u8], from: usize, to: usize| String::from_utf8(line[from..to].to_vec()).unwrap();
    let payments: Vec<&&[u8]> =
        lines.iter().filter(|line| line.starts_with(b"14") || line.starts_with(b"54")).collect();
    let total: i64 = payments.iter().map(|line| field(line, 37, 49).parse::<i64>().unwrap()).sum();
    let (first, last) = (lines[0], lines[lines.len() - 1]);
    assert!(first.starts_with(b"11") && last.starts_with(b"29"));
    assert_eq!(field(last, 12, 20).parse::<usize>().unwrap(), payments.len());
    assert_eq!(field(last, 20, 32).parse::<i64>().unwrap(), total);
    assert_eq!(field(first, 40, 46), "260703");
    assert!(lines.iter().any(|line| line.starts_with(b"40")) && lines.iter().any(|line| line.starts_with(b"54")));
}

#[test]
fn electronic_invoices_add_up_and_name_a_swedish_account() {
    let folder = town().join("betalfiler/peppol");
    let all = files(&folder);
    assert!(all.len() >= 8);
    for bytes in all.values() {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let net = ore(inner(&text, "cbc:TaxExclusiveAmount"));
        let vat = ore(inner(inner(&text, "cac:TaxTotal"), "cbc:TaxAmount"));
        let rate: i64 = inner(&text, "cbc:Percent").parse().unwrap();
        assert_eq!(vat * 100, net * rate);
        assert_eq!(ore(inner(&text, "cbc:PayableAmount")), net + vat);
        assert!(matches!(rate, 0 | 6 | 12 | 25));
        let means = inner(&text, "cac:PaymentMeans");
        assert_eq!(inner(means, "cbc:PaymentMeansCode"), "30");
        assert!(
            means.contains("SE:BANKGIRO") && luhn_holds(inner(inner(means, "cac:PayeeFinancialAccount"), "cbc:ID"))
        );
        assert!(text.contains("GODKÄND FÖR F-SKATT"));
    }
}

#[test]
fn what_the_registers_must_say_about_the_planted_they_say() {
    let truth = rows(town(), "facit/payments.csv", ';');
    let proposal = rows(town(), "betalfiler/betalningsforslag.csv", ';');
    let suppliers = rows(town(), "kommunstyrelsen/leverantorer.csv", ';');
    let giro = |supplier: &str| {
        let found = suppliers.iter().find(|row| row["Leverantörsnr"] == supplier).unwrap();
        found["Bankgiro"].clone()
    };
    let of = |kind: &str| -> Vec<&BTreeMap<String, String>> {
        let ids: BTreeSet<&String> = truth.iter().filter(|row| row["kind"] == kind).map(|row| &row["id"]).collect();
        proposal.iter().filter(|row| ids.contains(&row["Betalnings-id"])).collect()
    };
    for row in of("self_attested") {
        assert_eq!(row["Registrerad av"], row["Attesterad av"]);
    }
    for row in of("above_limit") {
        assert!(ore(&row["Belopp"]) > 60_000_000);
        assert_eq!(row["Konto"], giro(&row["Leverantörsnr"]));
    }
    for row in of("unknown_pair") {
        assert_ne!(row["Konto"], giro(&row["Leverantörsnr"]));
        assert!(luhn_holds(&row["Konto"]));
    }
    let changes = rows(town(), "kommunstyrelsen/leverantorsandringar.csv", ';');
    let recent =
        |change: &&BTreeMap<String, String>| change["Ändrad"].as_str() >= "2026-06-28" && change["Motringd"].is_empty();
    assert!(changes.iter().filter(recent).filter(|change| change["Fält"] == "bankgiro").count() >= 2);
    let listed: Vec<String> = rows(town(), "kommunstyrelsen/bekraftade_arenden.csv", ';')
        .iter()
        .map(|row| digits(&row["Organisationsnummer"]))
        .collect();
    assert!(listed.len() >= 2 && listed.iter().all(|org| luhn_holds(org)));
    let good = proposal.iter().filter(|row| truth.iter().all(|known| known["id"] != row["Betalnings-id"]));
    assert!(good.clone().count() > 60);
    assert!(good.into_iter().all(|row| row["Registrerad av"] != row["Attesterad av"]));
}

#[test]
fn an_invoice_that_comes_again_was_paid_under_the_same_digits_and_sum() {
    let truth = rows(town(), "facit/payments.csv", ';');
    let mut paid: BTreeSet<(String, i64)> = BTreeSet::new();
    let mut sums: BTreeMap<(String, String), i64> = BTreeMap::new();
    for name in files(&town().join("kommunstyrelsen/reskontra")).keys() {
        let file = format!("kommunstyrelsen/reskontra/{}", name.display());
        let first = fs::read(town().join(&file)).unwrap();
        let delimiter = if first.contains(&b'\t') { '\t' } else { ';' };
        for row in rows(town(), &file, delimiter) {
            let gross = ["Belopp inkl moms", "Bruttobelopp"].iter().find_map(|name| row.get(*name)).unwrap();
            let number = ["Fakturanr", "Fakturanummer"].iter().find_map(|name| row.get(*name)).unwrap();
            let id = ["Löpnr", "Faktura-id"].iter().find_map(|name| row.get(*name)).unwrap();
            let gross = gross.replace(' ', "");
            if !gross.is_empty() && !gross.starts_with('-') {
                *sums.entry((id.clone(), number.clone())).or_default() += ore(&gross);
            }
        }
    }
    paid.extend(sums.into_iter().map(|((_, number), gross)| (digits(&number), gross)));
    let ids: BTreeSet<&String> =
        truth.iter().filter(|row| row["kind"] == "duplicate_paid").map(|row| &row["id"]).collect();
    let mut found = 0;
    for row in rows(town(), "betalfiler/betalningsforslag.csv", ';') {
        if ids.contains(&row["Betalnings-id"]) {
            assert!(paid.contains(&(digits(&row["Fakturanr"]), ore(&row["Belopp"]))), "{row:?}");
            found += 1;
        }
    }
    let text = fs::read_to_string(town().join("betalfiler/betalning-bankgiro.xml")).unwrap();
    for part in parts(&text, "CdtTrfTxInf") {
        if ids.contains(&inner(part, "EndToEndId").to_owned()) {
            let amount = part.split_once("SEK\">").unwrap().1.split_once('<').unwrap().0;
            let same = |known: &&(String, i64)| known.1 == ore(amount);
            assert!(paid.iter().any(|known| same(&known) && digits(inner(part, "RmtInf")).contains(&known.0)));
            found += 1;
        }
    }
    assert!(found > 0);
}

#[test]
fn a_large_file_holds_as_many_payments_as_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("stor.xml");
    let settings =
        Settings { inhabitants: 2_000, years: 1, seed: 7, later: 0, habit: Habit::Ordinary, out: PathBuf::new() };
    write_payments(&settings, 3_000, &file).unwrap();
    let text = fs::read_to_string(&file).unwrap();
    assert_eq!(parts(&text, "EndToEndId").into_iter().collect::<BTreeSet<_>>().len(), 3_000);
    assert_eq!(inner(&text, "NbOfTxs"), "3000");
    assert!(text.contains("<IBAN>DE") && text.contains(">PGNR<") && text.contains(">BGNR<"));
}

#[test]
fn payment_files_are_the_same_for_the_same_seed() {
    let again = tempfile::tempdir().unwrap();
    make(again.path().to_owned(), 7);
    assert!(files(&again.path().join("betalfiler")) == files(&town().join("betalfiler")));
}
