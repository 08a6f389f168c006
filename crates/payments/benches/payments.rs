//! Reading and splitting a `pain.001` file of 100 000 payments, and appending to the screening log.
//!
//! `cargo bench -p payments`; peak memory is that of `/usr/bin/time -v` on the same command with `--profile-time 1`.
#![expect(clippy::unwrap_used, reason = "a benchmark")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use payments::log::{Batch, Log};
use payments::{Account, AccountKind, Basis, Payment, Screened, Verdict, read, split};

const PAYMENTS: u64 = 100_000;

/// A file as an economy system writes it: indented, ten groups.
fn pain() -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.03\">\n  \
         <CstmrCdtTrfInitn>\n    <GrpHdr>\n      <MsgId>BENCH</MsgId>\n      <CreDtTm>2026-03-01T09:15:00</CreDtTm>\n",
    );
    let sum: u64 = (1..=PAYMENTS).map(|at| 10_000 + at).sum();
    let money = |ore: u64| format!("{}.{:02}", ore / 100, ore % 100);
    writeln!(text, "      <NbOfTxs>{PAYMENTS}</NbOfTxs>\n      <CtrlSum>{}</CtrlSum>", money(sum)).unwrap();
    text.push_str("      <InitgPty><Nm>Exempel kommun</Nm></InitgPty>\n    </GrpHdr>\n");
    for group in 0..10 {
        writeln!(
            text,
            "    <PmtInf>\n      <PmtInfId>G{group}</PmtInfId>\n      <PmtMtd>TRF</PmtMtd>\n      \
             <ReqdExctnDt>2026-03-02</ReqdExctnDt>\n      <Dbtr><Nm>Exempel kommun</Nm></Dbtr>\n      \
             <DbtrAcct><Id><IBAN>SE3550000000054910000003</IBAN></Id></DbtrAcct>\n      \
             <DbtrAgt><FinInstnId><BIC>ESSESESS</BIC></FinInstnId></DbtrAgt>"
        )
        .unwrap();
        for at in group * PAYMENTS / 10 + 1..=(group + 1) * PAYMENTS / 10 {
            writeln!(
                text,
                "      <CdtTrfTxInf>\n        <PmtId><EndToEndId>V-{at}</EndToEndId></PmtId>\n        \
                 <Amt><InstdAmt Ccy=\"SEK\">{}</InstdAmt></Amt>\n        <CdtrAgt><FinInstnId><ClrSysMmbId><ClrSysId>\
                 <Cd>SESBA</Cd></ClrSysId><MmbId>9900</MmbId></ClrSysMmbId></FinInstnId></CdtrAgt>\n        \
                 <Cdtr><Nm>Påhittad Leverantör {} AB</Nm></Cdtr>\n        <CdtrAcct><Id><Othr><Id>50501055</Id>\
                 <SchmeNm><Prtry>BGNR</Prtry></SchmeNm></Othr></Id></CdtrAcct>\n        <RmtInf><Strd><CdtrRefInf><Tp>\
                 <CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>260300173</Ref></CdtrRefInf></Strd></RmtInf>\n      \
                 </CdtTrfTxInf>",
                money(10_000 + at),
                at % 3_000
            )
            .unwrap();
        }
        text.push_str("    </PmtInf>\n");
    }
    text.push_str("  </CstmrCdtTrfInitn>\n</Document>\n");
    text
}

fn files(c: &mut Criterion) {
    let text = pain();
    let hold: BTreeSet<u64> = (1..=PAYMENTS).filter(|order| order % 97 == 0).collect();
    let mut group = c.benchmark_group("pain.001 with 100 000 payments");
    group.sample_size(10).throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("read", |b| b.iter(|| read("bench.xml", black_box(text.as_bytes())).unwrap()));
    group.bench_function("read and split", |b| {
        b.iter(|| {
            let file = read("bench.xml", black_box(text.as_bytes())).unwrap();
            split(&file, &hold).unwrap().go_count
        });
    });
    group.finish();
}

fn log(c: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let (mut log, _) = Log::open(folder.path().join("bench.log")).unwrap();
    let mut count = 0_u64;
    c.bench_function("append one payment to the log, synced", |b| {
        b.iter(|| {
            count += 1;
            let id = format!("E{count}");
            let account = Account::new(AccountKind::Bankgiro, "5050-1055");
            let payment = Payment::new(id.clone(), account, 100, "2026-03-02".parse().unwrap());
            let answers = vec![Screened { order: 0, id: id.clone(), verdict: Verdict::Go, reasons: Vec::new() }];
            let at = "2026-03-01T08:00".to_owned();
            let batch = Batch { key: id, at, basis: Basis::default(), payments: vec![payment], answers };
            log.append(vec![batch]).unwrap().len()
        });
    });
}

criterion_group!(benches, files, log);
criterion_main!(benches);
