//! `pain.001` by the conventions of several Swedish banks.

use chrono::NaiveDate;
use payments::{AccountKind, Format, PaymentKind, read};

use crate::common::{account, data, file};

#[test]
fn bankgiro_and_plusgiro_by_scheme_name() {
    let file = file("pain03-bgnr.xml");
    assert_eq!((file.format, file.rejects.len(), file.warnings.len()), (Format::Pain03, 0, 0));
    let accounts: Vec<_> = file.payments.iter().map(|payment| payment.account.clone()).collect();
    assert_eq!(
        accounts,
        [
            account(AccountKind::Bankgiro, "50509991"),
            account(AccountKind::Bankgiro, "50519990"),
            account(AccountKind::Plusgiro, "4839205"),
            account(AccountKind::Bankgiro, "5050-1056"),
            account(AccountKind::Bankgiro, "9912346"),
        ]
    );
    let first = &file.payments[0];
    assert_eq!((first.id.as_str(), first.amount_ore, first.currency.as_str()), ("V-1001", 1_250_000, "SEK"));
    assert_eq!(first.payee_name, "Exempel Städ & Fönster AB");
    assert_eq!((first.payee_org_no.as_str(), first.payee_id.as_str()), ("5599001236", "20177"));
    assert_eq!(first.pay_on, NaiveDate::from_ymd_opt(2026, 3, 2).unwrap());
    assert_eq!((first.ocr.as_str(), first.kind), ("260300173", PaymentKind::Supplier));
    assert_eq!(file.payments[1].amount_ore, 775_050, "one decimal");
    assert_eq!(file.payments[2].invoice_no, "Bidrag våren 2026");
    assert_eq!(file.payments[3].invoice_no, "2026-14");
    assert_eq!(file.payments[3].invoice_date, NaiveDate::from_ymd_opt(2026, 2, 1));
    assert_eq!(file.payments[4].pay_on, NaiveDate::from_ymd_opt(2026, 3, 9).unwrap());
    assert_eq!(file.payments.iter().map(|payment| payment.order).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert_eq!(file.sum_ore(), 6_125_050);
    assert_eq!(file.original(), data("pain03-bgnr.xml"));
}

#[test]
fn every_account_as_bban_told_apart_by_the_clearing_member() {
    let file = file("pain03-bban.xml");
    assert_eq!((file.format, file.rejects.len()), (Format::Pain03, 0));
    let accounts: Vec<_> = file.payments.iter().map(|payment| payment.account.clone()).collect();
    assert_eq!(
        accounts,
        [
            account(AccountKind::Bankgiro, "50509991"),
            account(AccountKind::Plusgiro, "4839205"),
            account(AccountKind::BankAccount, "6000123456002"),
            account(AccountKind::BankAccount, "6000123456002"),
        ]
    );
    let kinds: Vec<_> = file.payments.iter().map(|payment| payment.kind).collect();
    use PaymentKind::{Other, Salary, Supplier};
    assert_eq!(kinds, [Supplier, Supplier, Salary, Other]);
    assert_eq!(file.payments[1].payee_name, "Åkeriet i Exempel AB", "ISO-8859-1");
    assert_eq!(file.original(), data("pain03-bban.xml"));
}

#[test]
fn salaries_by_iban_and_bic() {
    let file = file("pain03-iban-salary.xml");
    assert_eq!(file.payments.len(), 2);
    assert!(file.payments.iter().all(|payment| payment.kind == PaymentKind::Salary));
    assert_eq!(file.payments[0].account, account(AccountKind::Iban, "SE7760000000000123456002"));
    assert_eq!(file.payments[0].payee_id, "anst-1");
}

#[test]
fn version_nine_has_the_day_as_day_or_time() {
    let file = file("pain09.xml");
    assert_eq!(file.format, Format::Pain09);
    let days: Vec<_> = file.payments.iter().map(|payment| payment.pay_on.to_string()).collect();
    assert_eq!(days, ["2026-03-05", "2026-03-06"]);
    assert_eq!(file.payments[1].currency, "EUR");
    assert_eq!(file.payments[0].payee_name, "Exempel El AB", "what a program adds of its own is not read");
    let reject = &file.rejects[0];
    assert_eq!((reject.order, reject.id.as_str(), reject.field.as_str()), (2, "N-2", "EqvtAmt"));
    assert!(reject.to_string().starts_with("rad 29, betalning 2 (`N-2`): EqvtAmt `100.00`:"), "{reject}");
}

#[test]
fn utf_16_says_the_same() {
    let (one, other) = (file("pain09.xml"), file("pain09-utf16.xml"));
    assert_eq!((one.payments, one.rejects), (other.payments, other.rejects));
}

/// The first transaction of the first file with something else in it.
fn changed(from: &str, to: &str) -> payments::PaymentFile {
    let text = String::from_utf8(data("pain03-bgnr.xml")).unwrap();
    assert!(text.contains(from), "{from}");
    read("prov.xml", text.replacen(from, to, 1).as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn a_payment_that_cannot_be_understood_is_a_reject_with_place_field_and_advice() {
    let amount = "<InstdAmt Ccy=\"SEK\">7750.5</InstdAmt>";
    let twice = "<CdtrAcct><Id><Othr><Id>50519990</Id><SchmeNm><Prtry>BGNR</Prtry></SchmeNm></Othr></Id></CdtrAcct>";
    for (from, to, field) in [
        ("<EndToEndId>V-1002</EndToEndId>", "<EndToEndId/>", "EndToEndId"),
        (" Ccy=\"SEK\">7750.5<", ">7750.5<", "Ccy"),
        ("<MmbId>9960</MmbId>", "<MmbId>9900</MmbId>", "CdtrAcct"),
        (twice, "", "CdtrAcct"),
        (twice, &format!("{twice}{}", twice.replace("50519990", "50501055")), "element"),
        (twice, &twice.replace("<Othr>", "<IBAN>SE3550000000054910000003</IBAN><Othr>"), "CdtrAcct"),
    ] {
        let file = changed(from, to);
        assert_eq!(file.payments.len(), 4, "{to}");
        assert_eq!(file.rejects[0].field, field, "{to}");
        assert!(file.rejects[0].place.starts_with("rad "), "{to}");
    }
    for wrong in ["0", "-7750.5", "7750,50", "7750.505", "sju"] {
        let text = String::from_utf8(data("pain03-bgnr.xml")).unwrap();
        let text = text.replace(amount, &amount.replace("7750.5", wrong)).replace("<CtrlSum>60250.50</CtrlSum>", "");
        let text = text.replace("<CtrlSum>61250.50</CtrlSum>", "");
        let file = read("prov.xml", text.as_bytes()).unwrap();
        assert_eq!((file.rejects[0].field.as_str(), file.rejects[0].value.as_str()), ("InstdAmt", wrong));
    }
}

#[test]
fn a_day_that_is_none_or_a_cheque_rejects_the_whole_group() {
    assert_eq!(changed(">2026-03-02<", ">2026-02-30<").rejects.len(), 4);
    assert_eq!(changed(">TRF<", ">CHK<").rejects.len(), 4);
    assert_eq!(changed(">2026-03-02<", ">2026-03-02+01:00<").rejects.len(), 0);
}

#[test]
fn other_ways_to_write_an_account_are_understood() {
    let bgnr = "<Id>50519990</Id><SchmeNm><Prtry>BGNR</Prtry></SchmeNm>";
    let agent = "<MmbId>9900</MmbId></ClrSysMmbId></FinInstnId></CdtrAgt>\n        <Cdtr><Nm>Påhittad";
    let cases = [
        ("<Id>5051-9990</Id><SchmeNm><Prtry>BGNR</Prtry></SchmeNm>", "9900", AccountKind::Bankgiro, "50519990"),
        ("<Id>50519990</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm>", "9900", AccountKind::Bankgiro, "50519990"),
        ("<Id>50519990</Id>", "9900", AccountKind::Bankgiro, "50519990"),
        ("<Id>4839205</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm>", "9960", AccountKind::Plusgiro, "4839205"),
        ("<Id>6000123456002</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm>", "6000", AccountKind::BankAccount, "6000123456002"),
        ("<Id>123456003</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm>", "6000", AccountKind::BankAccount, "6000-123456003"),
    ];
    for (id, member, kind, number) in cases {
        let text = String::from_utf8(data("pain03-bgnr.xml")).unwrap();
        let text = text.replace(bgnr, id).replace(agent, &agent.replace("9900", member));
        let file = read("prov.xml", text.as_bytes()).unwrap();
        assert_eq!(file.payments[1].account, account(kind, number), "{id} {member}");
    }
}
