//! The life of signals on the command line: what is new and gone, suppression, judgement, samples.

use signals::{Signal, life::read_lines};

use crate::support::{Place, Ran};

/// An invented control of severity 3: every payment of at least 100 000 kronor.
const CONTROL: &str = include_str!("ZZ-01.md");
const LIFE: &str = "data/signals/kommunstyrelsen/life.jsonl";
const SIGNALS: &str = "insyn-result/signals.jsonl";

/// A place with a decision, the invented control, and these payments: invoice, amount, account.
pub(crate) fn place(payments: &[[&str; 3]]) -> Place {
    let place = Place::new();
    place.decide(&["kommunstyrelsen"]);
    place.write("egna/controls/supplier-payments/ZZ-01.md", CONTROL);
    pay(&place, payments);
    place
}

/// Imports the payments in place of those before; each supplier has the name of its invoice.
pub(crate) fn pay(place: &Place, payments: &[[&str; 3]]) {
    let rows = payments.iter().map(|[no, amount, account]| format!("L{no};{no};2026-03-03;{amount};{account};4711\n"));
    let header = "Leverantörsnr;Fakturanr;Betaldatum;Belopp;Konto;Registrerad av\n";
    place.write("reskontra.csv", &std::iter::once(header.to_owned()).chain(rows).collect::<String>());
    place.import_ledger("reskontra.csv", &[]);
}

pub(crate) fn scan(place: &Place, on: &str, more: &[&str]) -> Ran {
    let ran = place.run(&[&["scan", "--library", "egna", "--control", "ZZ-01", "--on", on], more].concat());
    assert!(ran.code < 2, "{}\n{}", ran.out, ran.err);
    ran
}

/// The signals of the last scan.
fn found(place: &Place) -> Vec<Signal> {
    place.read(SIGNALS).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The id of the signal about an invoice, in the last scan.
pub(crate) fn id(place: &Place, invoice: &str) -> String {
    found(place).into_iter().find(|signal| signal.key == invoice).unwrap().fingerprint
}

fn keys(place: &Place) -> Vec<String> {
    let mut keys: Vec<String> = found(place).into_iter().map(|signal| signal.key).collect();
    keys.sort();
    keys
}

const THREE: [[&str; 3]; 3] = [["A1", "200000,00", "1"], ["A2", "300000,00", "1"], ["A3", "400000,00", "1"]];

#[test]
fn two_scans_tell_what_is_new_the_same_changed_and_gone() {
    let place = place(&THREE);
    let first = scan(&place, "2026-06-01", &[]);
    assert!(first.out.contains("nya 3, desamma 0, ändrade 0, borta 0, okända 0"), "{}", first.out);
    assert!(first.out.contains("ingen signal är bedömd"), "{}", first.out);
    let written = place.read(LIFE);
    let again = scan(&place, "2026-06-02", &[]);
    assert!(again.out.contains("samma körning som den förra"), "{}", again.out);
    assert_eq!(place.read(LIFE), written);
    pay(&place, &[["A1", "200000,00", "1"], ["A2", "300000,00", "2"], ["A4", "500000,00", "1"]]);
    let later = scan(&place, "2026-07-01", &[]);
    assert!(later.out.contains("nya 1, desamma 1, ändrade 1, borta 1, okända 0"), "{}", later.out);
    let list = |state: &str| place.expect(1, &["signals", "list", "--state", state, "--on", "2026-07-01"]).out;
    assert!(list("gone").contains("leverantör LA3") && !list("gone").contains("LA1"));
    assert!(list("changed").contains("ändrad: account_id"), "{}", list("changed"));
    let all = place.expect(1, &["signals", "list", "--on", "2026-07-01"]).out;
    assert!(all.contains("LA4") && !all.contains("LA3"), "{all}");
}

#[test]
fn a_line_that_was_cut_off_does_not_stop_the_next_scan() {
    let place = place(&THREE);
    scan(&place, "2026-06-01", &[]);
    let whole = place.read(LIFE);
    place.write(LIFE, &format!("{whole}{{\"at\":\"2026-06-0"));
    pay(&place, &THREE[..2]);
    scan(&place, "2026-07-01", &[]);
    let text = place.read(LIFE);
    assert!(text.starts_with(&whole) && text.len() > whole.len());
    assert_eq!(read_lines(&text).unwrap().whole, text.len());
}

#[test]
fn a_control_that_no_decision_covers_makes_its_signals_unknown_never_gone() {
    let place = place(&THREE);
    scan(&place, "2026-06-01", &[]);
    let ran = place.expect(2, &["scan", "--library", "egna", "--control", "ZZ-01", "--on", "2027-06-01"]);
    assert!(ran.out.contains("okända 3") && ran.out.contains("borta 0"), "{}", ran.out);
    let listed = place.expect(1, &["signals", "list", "--state", "unknown", "--on", "2027-06-01"]).out;
    assert!(listed.contains("LA1"), "{listed}");
}

#[test]
fn a_trial_with_another_parameter_says_nothing_of_the_life() {
    let place = place(&THREE);
    let ran = scan(&place, "2026-06-01", &["--set", "ZZ-01.limit=300000"]);
    assert!(ran.out.contains("Körningen är ett prov"), "{}", ran.out);
    assert!(!place.path(LIFE).exists());
    assert_eq!(keys(&place), ["A2", "A3"]);
}

fn suppress(place: &Place, invoice: &str, to: &str) -> Ran {
    let id = id(place, invoice);
    let who = ["--reason", "hyra", "--owner", "Ekonomichefen", "--by", "Anna Prov", "--on", "2026-06-02"];
    place.run(&[&["signals", "suppress", &id, "--to", to], &who[..]].concat())
}

/// The id `D-…` that the output names.
fn suppression(out: &str) -> String {
    out.split_whitespace().find(|word| word.starts_with("D-")).unwrap().trim_end_matches('.').to_owned()
}

#[test]
fn a_suppressed_signal_is_counted_but_not_shown_and_re_arms_when_its_account_changes() {
    let place = place(&THREE);
    scan(&place, "2026-06-01", &[]);
    let long = suppress(&place, "A1", "2026-12-31");
    assert!(long.code == 2 && long.err.contains("högst 180 dagar"), "{}", long.err);
    let made = suppress(&place, "A1", "2026-10-31");
    assert!(made.code == 0 && made.out.contains("gäller 2026-06-02 till 2026-10-31"), "{}{}", made.out, made.err);
    let hidden = scan(&place, "2026-06-03", &[]);
    assert!(hidden.out.contains("Dämpade: 1 signaler av 1 dämpningar"), "{}", hidden.out);
    assert!(hidden.out.contains("Ekonomichefen svarar för den"), "{}", hidden.out);
    assert_eq!(keys(&place), ["A2", "A3"]);
    assert!(place.read("insyn-result/report.html").contains("1 signaler är dämpade"));
    scan(&place, "2026-06-03", &["--show-suppressed"]);
    assert_eq!(keys(&place), ["A1", "A2", "A3"]);
    let report = place.expect(0, &["signals", "suppressed", "--on", "2026-06-03"]).out;
    assert!(report.contains("1 av 3 signaler är dämpade") && report.contains("hyra"), "{report}");
    assert!(report.contains("organisation leverantör LA1: 1 signaler"), "{report}");
    let mut moved = THREE;
    moved[0][2] = "9";
    pay(&place, &moved);
    let armed = scan(&place, "2026-07-01", &[]);
    assert!(armed.out.contains("ändrade 1") && !armed.out.contains("Dämpade:"), "{}", armed.out);
    assert_eq!(keys(&place), ["A1", "A2", "A3"]);
    let report = place.expect(0, &["signals", "suppressed", "--on", "2026-07-01"]).out;
    assert!(report.contains("bröts 2026-07-01") && report.contains("kontot ändrades"), "{report}");
}

#[test]
fn a_suppression_ends_by_its_day_or_when_it_is_lifted() {
    let place = place(&THREE);
    scan(&place, "2026-06-01", &[]);
    let id = suppression(&suppress(&place, "A1", "2026-06-30").out);
    scan(&place, "2026-07-01", &[]);
    assert_eq!(keys(&place), ["A1", "A2", "A3"]);
    scan(&place, "2026-06-30", &[]);
    assert_eq!(keys(&place), ["A2", "A3"]);
    place.expect(0, &["signals", "lift", &id, "--by", "Bo Prov", "--on", "2026-06-10"]);
    scan(&place, "2026-06-30", &[]);
    assert_eq!(keys(&place), ["A1", "A2", "A3"]);
    let report = place.expect(0, &["signals", "suppressed", "--on", "2026-06-30"]).out;
    assert!(report.contains("hävd av Bo Prov"), "{report}");
}

#[test]
fn a_control_can_be_suppressed_for_a_subject_by_their_ids() {
    let place = place(&THREE);
    scan(&place, "2026-06-01", &[]);
    let who = ["--reason", "hyra", "--owner", "Chefen", "--by", "Anna", "--to", "2026-08-01", "--on", "2026-06-02"];
    let of = |subject: &str| {
        place.run(&[&["signals", "suppress", "--control", "zz-01", "--subject", subject], &who[..]].concat())
    };
    assert_eq!(of("leverantör LA2").code, 0);
    let stranger = of("leverantör L9");
    assert!(stranger.code == 2 && stranger.err.contains("det finns inget att dämpa"), "{}", stranger.err);
    scan(&place, "2026-06-03", &[]);
    assert_eq!(keys(&place), ["A1", "A3"]);
}

#[test]
fn nobody_suppresses_a_grave_signal_alone() {
    let place = Place::new();
    place.decide(&["kommunstyrelsen"]);
    let twice =
        "Leverantörsnr;Fakturanr;Betaldatum;Belopp\nS1;77001;2026-03-03;4 000,00\nS1;77 001;2026-03-20;4 000,00\n";
    place.write("reskontra.csv", twice);
    place.import_ledger("reskontra.csv", &[]);
    let scan = |code| place.expect(code, &["scan", "--control", "SP-01", "--on", "2026-06-03"]);
    scan(1);
    let id = found(&place)[0].fingerprint.clone();
    let who = ["--reason", "utrett", "--owner", "Chefen", "--by", "Anna", "--to", "2026-08-01", "--on", "2026-06-02"];
    let asked = place.expect(0, &[&["signals", "suppress", &id], &who[..]].concat()).out;
    assert!(asked.contains("allvar 4 och väntar på en andra person"), "{asked}");
    scan(1);
    let waiting = place.expect(0, &["signals", "suppressed", "--on", "2026-06-03"]).out;
    assert!(waiting.contains("väntar på en andra person"), "{waiting}");
    let suppression = suppression(&asked);
    let confirm = |by: &str, code| {
        place.expect(code, &["signals", "suppress-confirm", &suppression, "--by", by, "--on", "2026-06-02"])
    };
    assert!(confirm("ANNA", 2).err.contains("kan inte bekräfta sitt eget förslag"));
    scan(1);
    confirm("Bo", 0);
    let hidden = scan(0);
    assert!(hidden.out.contains("Dämpade: 1 signaler"), "{}", hidden.out);
    assert!(confirm("Cia", 2).err.contains("väntar"));
}

#[test]
fn what_was_judged_shows_in_the_list_the_health_and_the_ranking() {
    let place = place(&THREE);
    scan(&place, "2026-06-01", &[]);
    let judge = |invoice: &str, more: &[&str]| {
        let id = id(&place, invoice);
        let who = ["--note", "ringde", "--by", "Anna", "--on", "2026-06-05"];
        place.run(&[&["signals", "judge", &id], more, &who[..]].concat())
    };
    assert_eq!(judge("A1", &["--outcome", "corrected", "--recovered", "1250"]).code, 0);
    assert_eq!(judge("A2", &["--outcome", "data"]).code, 0);
    assert_eq!(judge("A3", &["--outcome", "not-worked"]).code, 0);
    assert_eq!(judge("A3", &["--outcome", "fraud", "--recovered", "5"]).code, 2);
    let list = place.expect(1, &["signals", "list", "--on", "2026-06-11"]).out;
    assert!(list.contains("fel som rättats") && list.contains("inte utredd"), "{list}");
    place.expect(0, &["signals", "list", "--open", "--on", "2026-06-11"]);
    let health = place.expect(0, &["signals", "health", "--html", "halsa.html", "--on", "2026-06-11"]).out;
    assert!(health.contains("1 av 2") && health.contains("1\u{a0}250\u{a0}kr"), "{health}");
    let page = place.read("halsa.html");
    assert!(page.contains("<svg role=\"img\"") && page.contains("1 av 2") && !page.contains("<script"), "{page}");
    let ranked = scan(&place, "2026-06-12", &[]).out;
    assert!(ranked.contains("hur ofta kontrollerna haft rätt (2 bedömda signaler"), "{ranked}");
    let mut changed = THREE;
    changed[1][2] = "7";
    pay(&place, &changed);
    scan(&place, "2026-07-01", &[]);
    let open = place.expect(1, &["signals", "list", "--open", "--on", "2026-07-01"]).out;
    assert!(open.contains("förklarat av uppgifter (ändrad sedan dess)") && !open.contains("LA1"), "{open}");
}

#[test]
fn what_was_in_order_is_drawn_at_random_and_bounds_what_is_missed() {
    let small: Vec<String> = (0..30).map(|no| format!("B{no}")).collect();
    let payments: Vec<[&str; 3]> = small.iter().map(|no| [no.as_str(), "20,00", "1"]).chain(THREE).collect();
    let place = place(&payments);
    scan(&place, "2026-06-01", &["--sample", "4"]);
    let sample = place.expect(0, &["signals", "sample"]).out;
    assert!(sample.contains("ZZ-01: 30 i ordning, 0 draget och bedömt"), "{sample}");
    let drawn: Vec<String> = sample
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next())
        .map(str::to_owned)
        .collect();
    assert_eq!(drawn.len(), 4, "{sample}");
    assert!(!sample.contains("4711"), "the one who registered is a person: {sample}");
    scan(&place, "2026-06-02", &["--sample", "4"]);
    assert_eq!(place.expect(0, &["signals", "sample"]).out, sample, "the same registers draw the same");
    let judge = |id: &str, outcome: &str| {
        place
            .expect(0, &["signals", "sample-judge", id, "--outcome", outcome, "--note", "såg fakturan", "--by", "Anna"])
    };
    judge(&drawn[0], "in-order");
    judge(&drawn[1], "missed");
    let judged = place.expect(0, &["signals", "sample"]).out;
    assert!(judged.contains("2 draget och bedömt, 1 borde ha hittats; högst 97,5 %"), "{judged}");
    let strange =
        place.expect(2, &["signals", "sample-judge", "zz", "--outcome", "missed", "--note", "x", "--by", "A"]);
    assert!(strange.err.contains("inget draget fall"), "{}", strange.err);
}
