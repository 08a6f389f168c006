//! Payment initiations of ISO 20022 (pain.001), with the Swedish ways to write bankgiro, plusgiro and bank accounts.

use super::due::{Account, Due};
use super::{Payer, Placed, dashed, escape, sum};
use crate::calendar::Day;
use crate::world::World;
use std::fmt::Write as _;

/// A version of the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Version {
    schema: &'static str,
    bic: &'static str,
    /// Whether the day of payment stands in an element of its own.
    nested_day: bool,
}

/// pain.001.001.03.
pub(super) const THREE: Version = Version { schema: "pain.001.001.03", bic: "BIC", nested_day: false };
/// pain.001.001.09.
pub(super) const NINE: Version = Version { schema: "pain.001.001.09", bic: "BICFI", nested_day: true };

/// The whole message: two batches, the second paid on the next working day.
pub(super) fn document(world: &World, payer: &Payer, payments: &[Placed], (version, on): (Version, Day)) -> String {
    let mut out = String::with_capacity(900 * payments.len() + 2_000);
    let made = dashed(world.span.last.plus(1));
    let total: i64 = payments.iter().map(|one| one.due.gross()).sum();
    let message = payments.first().map_or("BETALNING", |one| one.id.as_str());
    let _ = write!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:{}\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n  <CstmrCdtTrfInitn>\n    <GrpHdr>\n      <MsgId>M-{message}</MsgId>\n      <CreDtTm>{made}T08:15:00</CreDtTm>\n      <NbOfTxs>{}</NbOfTxs>\n      <CtrlSum>{}</CtrlSum>\n      <InitgPty>\n        {}\n      </InitgPty>\n    </GrpHdr>\n",
        version.schema,
        payments.len(),
        sum(total),
        party(payer.name, &payer.org),
    );
    let (first, second) = payments.split_at_checked(payments.len() * 2 / 3).unwrap_or((payments, &[]));
    for (number, (batch, day)) in (1..).zip([(first, on), (second, on.plus(1).workday())]) {
        if !batch.is_empty() {
            batch_of(&mut out, (world, payer), (version, day), (number, message, batch));
        }
    }
    out.push_str("  </CstmrCdtTrfInitn>\n</Document>\n");
    out
}

/// Name and organisation number.
fn party(name: &str, org: &str) -> String {
    let name = escape(name);
    if org.is_empty() {
        return format!("<Nm>{name}</Nm>");
    }
    format!("<Nm>{name}</Nm><Id><OrgId><Othr><Id>{org}</Id><SchmeNm><Cd>COID</Cd></SchmeNm></Othr></OrgId></Id>")
}

fn batch_of(
    out: &mut String,
    (world, payer): (&World, &Payer),
    (version, day): (Version, Day),
    (number, message, payments): (u64, &str, &[Placed]),
) {
    let total: i64 = payments.iter().map(|one| one.due.gross()).sum();
    let day = if version.nested_day { format!("<Dt>{}</Dt>", dashed(day)) } else { dashed(day) };
    let giro = payments.iter().all(|one| matches!(one.due.account, Account::Bankgiro(_)));
    let account = if giro {
        format!("<Id><Othr><Id>{}</Id><SchmeNm><Prtry>BGNR</Prtry></SchmeNm></Othr></Id><Ccy>SEK</Ccy>", payer.bankgiro)
    } else {
        format!("<Id><IBAN>{}</IBAN></Id><Ccy>SEK</Ccy>", payer.iban)
    };
    let _ = write!(
        out,
        "    <PmtInf>\n      <PmtInfId>B{number}-{message}</PmtInfId>\n      <PmtMtd>TRF</PmtMtd>\n      <NbOfTxs>{}</NbOfTxs>\n      <CtrlSum>{}</CtrlSum>\n      <PmtTpInf><SvcLvl><Cd>NURG</Cd></SvcLvl><CtgyPurp><Cd>SUPP</Cd></CtgyPurp></PmtTpInf>\n      <ReqdExctnDt>{day}</ReqdExctnDt>\n      <Dbtr>{}</Dbtr>\n      <DbtrAcct>{account}</DbtrAcct>\n      <DbtrAgt><FinInstnId><{bic}>LINDSESS</{bic}></FinInstnId></DbtrAgt>\n",
        payments.len(),
        sum(total),
        party(payer.name, &payer.org),
        bic = version.bic,
    );
    for one in payments {
        transfer(out, world, version, one);
    }
    out.push_str("    </PmtInf>\n");
}

fn transfer(out: &mut String, world: &World, version: Version, one: &Placed) {
    let due = &one.due;
    let supplier = world.suppliers.get(due.supplier);
    // Every third payment names its payee's number; the rest are known by name and account alone.
    let org = supplier.filter(|_| one.order.is_multiple_of(3)).map_or("", |found| found.org.as_str());
    let country = match &due.account {
        Account::Iban(iban) => iban.get(..2).unwrap_or("SE"),
        _ => "SE",
    };
    let town = supplier.map_or("", |found| found.city.as_str());
    let name = escape(&due.name);
    let id = if org.is_empty() {
        String::new()
    } else {
        format!("<Id><OrgId><Othr><Id>{org}</Id><SchmeNm><Cd>COID</Cd></SchmeNm></Othr></OrgId></Id>")
    };
    let _ = write!(
        out,
        "      <CdtTrfTxInf>\n        <PmtId><InstrId>{order}</InstrId><EndToEndId>{id_}</EndToEndId></PmtId>\n        <Amt><InstdAmt Ccy=\"SEK\">{amount}</InstdAmt></Amt>\n{agent}        <Cdtr><Nm>{name}</Nm><PstlAdr><TwnNm>{town}</TwnNm><Ctry>{country}</Ctry></PstlAdr>{id}</Cdtr>\n        <CdtrAcct><Id>{account}</Id></CdtrAcct>\n        <RmtInf>{remittance}</RmtInf>\n      </CdtTrfTxInf>\n",
        order = one.order,
        id_ = one.id,
        amount = sum(due.gross()),
        agent = agent(version, one, country),
        town = escape(town),
        account = account(one),
        remittance = remittance(one.order, due),
    );
}

/// The payee's bank: a clearing number in Sweden, a BIC abroad, nothing for a Swedish IBAN.
fn agent(version: Version, one: &Placed, country: &str) -> String {
    let clearing = |number: &str| {
        format!(
            "        <CdtrAgt><FinInstnId><ClrSysMmbId><ClrSysId><Cd>SESBA</Cd></ClrSysId><MmbId>{number}</MmbId></ClrSysMmbId></FinInstnId></CdtrAgt>\n"
        )
    };
    match &one.due.account {
        Account::Bankgiro(_) => clearing("9900"),
        Account::Plusgiro(_) => clearing("9960"),
        Account::Bank(digits) => clearing(digits.get(..4).unwrap_or_default()),
        Account::Iban(_) if country == "SE" => String::new(),
        Account::Iban(_) => format!(
            "        <CdtrAgt><FinInstnId><{bic}>LIND{country}22</{bic}></FinInstnId></CdtrAgt>\n",
            bic = version.bic
        ),
    }
}

fn account(one: &Placed) -> String {
    let other = |digits: &str, scheme: &str| format!("<Othr><Id>{digits}</Id><SchmeNm>{scheme}</SchmeNm></Othr>");
    match &one.due.account {
        Account::Bankgiro(digits) => other(digits, "<Prtry>BGNR</Prtry>"),
        // Banks want plusgiro in two ways.
        Account::Plusgiro(digits) if one.order.is_multiple_of(2) => other(digits, "<Prtry>PGNR</Prtry>"),
        Account::Plusgiro(digits) => other(digits, "<Cd>BBAN</Cd>"),
        Account::Bank(digits) => other(digits.get(4..).unwrap_or_default(), "<Cd>BBAN</Cd>"),
        Account::Iban(iban) => format!("<IBAN>{iban}</IBAN>"),
    }
}

/// A reference where the supplier has one; otherwise the number of the invoice in one of the ways that are seen.
fn remittance(order: u64, due: &Due) -> String {
    let number = escape(&due.number);
    let document = format!(
        "<RfrdDocInf><Tp><CdOrPrtry><Cd>CINV</Cd></CdOrPrtry></Tp><Nb>{number}</Nb><RltdDt>{}</RltdDt></RfrdDocInf>",
        dashed(due.dated)
    );
    if !due.ocr.is_empty() {
        let known = if order.is_multiple_of(2) { document.as_str() } else { "" };
        return format!(
            "<Strd>{known}<CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>{}</Ref></CdtrRefInf></Strd>",
            due.ocr
        );
    }
    match order % 12 {
        0..=6 => format!("<Ustrd>{number}</Ustrd>"),
        7..=9 => format!("<Strd>{document}</Strd>"),
        10 => format!("<Ustrd>Faktura {number}</Ustrd>"),
        _ => format!("<Ustrd>Faktura {number}, {} &amp; moms &lt;{}&gt;</Ustrd>", escape(due.text), sum(due.vat)),
    }
}
