//! Bankgirot LB and its return file.

use payments::{AccountKind, FileFault, Format, read};

use crate::common::{account, data, file, halves};

fn latin(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

fn lines(bytes: Option<&Vec<u8>>) -> Vec<String> {
    latin(bytes.unwrap()).lines().map(str::to_owned).collect()
}

#[test]
fn every_kind_of_payment_is_read() {
    let file = file("lb.txt");
    assert_eq!((file.format, file.rejects.len(), file.warnings.len()), (Format::Lb, 0, 0));
    let found: Vec<_> =
        file.payments.iter().map(|p| (p.id.as_str(), p.amount_ore, p.pay_on.to_string(), p.account.clone())).collect();
    let bankgiro = |number| account(AccountKind::Bankgiro, number);
    assert_eq!(
        found,
        [
            ("V-2001", 1_250_000, "2026-03-02".to_owned(), bankgiro("50509991")),
            ("V-2002", 775_050, "2026-03-04".to_owned(), bankgiro("50519990")),
            ("V-2003", 500_000, "2026-03-01".to_owned(), bankgiro("5991237")),
            ("V-2004", -100_000, "2026-04-01".to_owned(), bankgiro("5991237")),
            ("V-2005", 420_000, "2026-03-02".to_owned(), account(AccountKind::BankAccount, "6000123456002")),
            ("V-2006", 50_000, "2026-03-02".to_owned(), account(AccountKind::Plusgiro, "4839205")),
        ]
    );
    assert_eq!((file.payments[0].ocr.as_str(), file.payments[0].invoice_no.as_str()), ("260300173", "Avtal 17"));
    assert_eq!(file.payments[4].payee_name, "ANNA EXEMPEL");
    assert_eq!(file.payments[5].invoice_no, "MEDLEMSAVGIFT 2026");
}

#[test]
fn the_return_file_tells_what_was_paid() {
    let file = file("lb-return.txt");
    assert_eq!(file.format, Format::LbReturn);
    assert_eq!(file.payments.len(), 3);
    assert!(file.payments.iter().all(|payment| payment.pay_on.to_string() == "2026-03-02"));
}

#[test]
fn a_cut_counts_record_29_anew_and_takes_what_belongs_along() {
    let (_, split) = halves(&data("lb.txt"), &[1, 5]);
    let go = lines(split.go.as_ref());
    assert!(go.last().unwrap().starts_with("29005050105500000004000001225050"), "{go:?}");
    assert!(!go.iter().any(|line| line.starts_with("25") || line.starts_with("26") || line.starts_with("40")));
    let held = lines(split.held.as_ref());
    let codes: Vec<&str> = held.iter().map(|line| &line[..2]).collect();
    assert_eq!(codes, ["11", "13", "14", "25", "26", "27", "40", "14", "29"]);
    assert!(held.last().unwrap().starts_with("29005050105500000002000001670000"));
    assert!(held.iter().all(|line| line.chars().count() == 80));
}

#[test]
fn a_credit_is_held_with_the_payment_that_it_is_drawn_from() {
    for hold in [3, 4] {
        let (_, split) = halves(&data("lb.txt"), &[hold]);
        assert_eq!(split.bound.keys().collect::<Vec<_>>(), [&(7 - hold)], "{hold}");
        assert!(split.bound.values().all(|why| why.contains("kreditpost")));
        assert_eq!((split.held_count, split.held_ore), (2, 400_000));
    }
}

#[test]
fn a_wrong_sum_or_count_or_a_missing_end_refuses_the_file() {
    let text = latin(&data("lb.txt"));
    let bytes = |text: String| text.chars().map(|c| u8::try_from(c).unwrap()).collect::<Vec<u8>>();
    for (from, to) in
        [("00000006000002895050", "00000006000002895051"), ("00000006000002895050", "00000004000002895050")]
    {
        let error = read("lb", &bytes(text.replace(from, to))).unwrap_err();
        assert!(matches!(error.fault, FileFault::Sums { .. }), "{error}");
    }
    let end = text.find("\r\n29").unwrap();
    let error = read("lb", &bytes(text[..end].to_owned())).unwrap_err();
    assert!(error.to_string().contains("slutposten (29) saknas"), "{error}");
}

#[test]
fn systems_that_count_or_sum_without_credits_are_read_and_written_their_way() {
    let text = latin(&data("lb.txt")).replace("00000006000002895050", "00000005000002995050");
    let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(c).unwrap()).collect();
    let (_, split) = halves(&bytes, &[1]);
    assert!(lines(split.go.as_ref()).last().unwrap()[12..].starts_with("00000004000001745050"));
}

#[test]
fn an_unknown_record_is_kept_and_warned_of() {
    let text = latin(&data("lb.txt")).replace("\r\n26", "\r\n77 NYTT\r\n26");
    let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(c).unwrap()).collect();
    let (file, split) = halves(&bytes, &[3]);
    assert_eq!(file.warnings.len(), 1);
    assert_eq!(file.warnings[0].place, "rad 8 (post 77)");
    assert!(latin(&split.held.unwrap()).contains("77 NYTT"), "it travels with the credit before it");
    assert!(!latin(&split.go.unwrap()).contains("77 NYTT"));
}

#[test]
fn a_payment_without_day_or_amount_or_account_is_a_reject() {
    let text = latin(&data("lb.txt"));
    for (from, to, field) in [
        ("000000775050260304", "000000775050260399", "betalningsdag"),
        ("14005051999", "1400505199X", "mottagare"),
        ("40000000001 ", "40000000002 ", "mottagare"),
    ] {
        assert!(text.contains(from), "{from}");
        let bytes: Vec<u8> = text.replace(from, to).chars().map(|c| u8::try_from(c).unwrap()).collect();
        let (file, split) = halves(&bytes, &[]);
        assert_eq!(file.rejects.len(), 1, "{to}");
        assert_eq!(file.rejects[0].field, field);
        assert_eq!(split.held_count, 1);
    }
}

#[test]
fn the_seal_of_a_cut_file_is_left_out_and_warned_of() {
    let sealed = [b"00SIGILL\r\n".to_vec(), data("lb.txt"), b"99SIGILL\r\n".to_vec()].concat();
    let (_, split) = halves(&sealed, &[1]);
    assert_eq!(split.warnings.len(), 1);
    assert!(!latin(&split.go.unwrap()).contains("SIGILL"));
    let (_, whole) = halves(&sealed, &[]);
    assert_eq!(whole.go, Some(sealed));
}
