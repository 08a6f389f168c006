//! Signals, payments and registers in memory, with one invented signal.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use app::ports::{
    Book, Company, CompanyRole, CompanyTable, DeskError, ImportOrder, Imported, Judged, PaymentDesk, Preview, Progress,
    RegisterDesk, RegisterState, Row, RunNote, ScreenedFile, Sheet, SignalDesk,
};
use chrono::NaiveDate;
use payments::{
    Account, AccountKind, Payment, Reason, Verdict,
    hold::{Answered, Ended, HoldEvent, Holds, Opened},
};
use quorum::{Agreed, Person, Proposal};
use signals::{
    ControlRef, ControlRun, EvidenceTable, Fact, Run, Signal, Subject,
    gate::{Decision, Decisions, PersonalData, Record, Registry, Revocation},
    life::{Act, Covered, Event, Life, Observation, Seen},
    pseudonym::{Key, Pseudonym, Reveal},
    sample::Sampled,
    suppress::Suppressed,
};

/// The only group.
pub(crate) const GROUP: &str = "kommunstyrelsen";
/// The only signal.
pub(crate) const SIGNAL: &str = "0123456789abcdef0123456789abcdef";

/// The only hold.
pub(crate) const HOLD: &str = "00112233445566778899aabbccddeeff";

/// All three desks.
#[derive(Debug)]
pub(crate) struct Desks {
    life: Mutex<Life>,
    decisions: Mutex<Registry>,
    read: Mutex<BTreeMap<String, Read>>,
}

/// A register that was read in: its text, and what it was read in for.
#[derive(Debug)]
struct Read {
    text: String,
    purpose: &'static str,
}

impl Desks {
    pub(crate) fn new() -> Arc<Self> {
        let controls = BTreeMap::from([("SP-01".to_owned(), Covered::computed(1, "00"))]);
        let seen = Observation::new(&["s1"], controls, vec![Seen::of(&signal())]);
        let mut life = Life::default();
        for event in life.observe(&seen, &Person::new("Insyn").unwrap(), "2026-11-20T09:00:00Z") {
            life.apply(&event).unwrap();
        }
        let mut decisions = Registry::default();
        decisions.propose(decision()).unwrap();
        decisions.propose(staff_decision()).unwrap();
        let second = Person::new("Disa Fiktiv").unwrap();
        decisions.confirm(STAFF_DECISION, second, "2025-12-21T09:00:00Z").unwrap();
        Arc::new(Self { life: Mutex::new(life), decisions: Mutex::new(decisions), read: Mutex::default() })
    }

    /// A register is read in: text apart by semicolons, under the labels of its columns.
    pub(crate) fn read_in(&self, register: &str, text: &str) {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let (text, purpose) = (text.to_owned(), "internal-control");
        read.insert(register.to_owned(), Read { text, purpose });
    }

    /// What was read in was so for another purpose.
    pub(crate) fn is_for(&self, purpose: &'static str) {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.values_mut().for_each(|one| one.purpose = purpose);
    }

    fn happens(&self, at: String, by: Person, act: Act) -> Result<(), DeskError> {
        let mut life = self.life.lock().unwrap_or_else(PoisonError::into_inner);
        life.apply(&Event { at, by, act }).map_err(|error| DeskError::Refused(error.to_string()))
    }
}

/// One employer and two who speak for it, invented; the number is of a block that is not handed out.
fn companies() -> CompanyTable {
    let as_of = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
    let registered = NaiveDate::from_ymd_opt(2001, 1, 1);
    let (org_no, name) = ("5570000009".to_owned(), "Exempelbolaget AB".to_owned());
    let company = Company { org_no: org_no.clone(), name, registered, ..Company::default() };
    let role = |(person, kind): (&str, &str)| CompanyRole {
        org_no: org_no.clone(),
        person: person.to_owned(),
        kind: kind.to_owned(),
        from: registered,
        to: None,
    };
    let roles = [("Exempel, Petra", "board_member"), ("Påhitt, Sven", "chair")].map(role);
    CompanyTable::new(as_of, None, [company]).with_roles(roles)
}

/// The decision on control that there is.
pub(crate) const DECISION: &str = "2026-01";

/// It, invented.
fn decision() -> Proposal<Decision> {
    let set = |word: &str| [word.to_owned()].into();
    let what = Decision {
        id: DECISION.to_owned(),
        case_number: "KS 2026/1".to_owned(),
        controls: set("SP-*"),
        authorities: set(GROUP),
        registers: set("*"),
        personal_data: [].into(),
        purpose: "internal-control".to_owned(),
        grounds: set("KL (2017:725) 6:6"),
        decided_by: Person::new("Disa Fiktiv").unwrap(),
        delegation: "3.14".to_owned(),
        from: "2026-01-01".parse().unwrap(),
        to: "2026-12-31".parse().unwrap(),
        staff_informed_on: None,
        dpia: String::new(),
        sharing_ground: String::new(),
        further_use_ground: String::new(),
    };
    let by = Person::new("Karin Provsson").unwrap();
    Proposal { what, reason: "internkontrollplanen".to_owned(), by, at: "2025-12-20T09:00:00Z".to_owned() }
}

/// The decision on control that covers the delegation of staff.
pub(crate) const STAFF_DECISION: &str = "2026-02";

/// It, invented.
fn staff_decision() -> Proposal<Decision> {
    let Proposal { what, reason, by, at } = decision();
    let rights = "Dataskyddsförordningen (EU) 2016/679 art. 32";
    let grounds = ["KL (2017:725) 6:6", "KL (2017:725) 6:37-41 och 7:5-8", rights];
    let what = Decision {
        id: STAFF_DECISION.to_owned(),
        case_number: "KS 2026/2".to_owned(),
        controls: ["DE-*".to_owned()].into(),
        personal_data: [PersonalData::Staff].into(),
        grounds: grounds.map(str::to_owned).into(),
        staff_informed_on: Some("2025-11-01".parse().unwrap()),
        dpia: "KS 2026/3".to_owned(),
        ..what
    };
    Proposal { what, reason, by, at }
}

/// The invented signal.
pub(crate) fn signal() -> Signal {
    Signal {
        fingerprint: SIGNAL.to_owned(),
        control: "SP-01".to_owned(),
        control_version: 1,
        parameter_hash: "00".to_owned(),
        snapshots: vec!["s1".to_owned()],
        family: "duplicate".to_owned(),
        severity: 4,
        key: "4711".to_owned(),
        subjects: vec![Subject {
            kind: "organisation".to_owned(),
            id: "2120001355".to_owned(),
            name: "Påhittade Bygg AB".to_owned(),
        }],
        amount_ore: Some(1_250_000),
        from: None,
        to: None,
        sentence: "Påhittade Bygg AB fick 12 500 kr två gånger.".to_owned(),
        facts: vec![Fact { name: "days".to_owned(), value: "3".to_owned() }],
        evidence: EvidenceTable {
            columns: vec!["Faktura".to_owned(), "Rad".to_owned()],
            rows: vec![vec!["4711".to_owned(), "17".to_owned()]],
        },
        tried: vec![],
    }
}

/// The control that found it.
fn control() -> ControlRun {
    let text = String::new;
    ControlRun {
        control: ControlRef {
            id: "SP-01".to_owned(),
            version: 1,
            parameter_hash: "00".to_owned(),
            title: "Samma faktura betald två gånger".to_owned(),
            question: text(),
            flow: "supplier-payments".to_owned(),
            family: "duplicate".to_owned(),
            severity: 4,
            unit: "betalningar".to_owned(),
            investigate: text(),
            false_alarms: text(),
        },
        missing: vec![],
        refused: vec![],
        outcomes: vec![],
        comparisons: vec![],
        band_warning: None,
        sampled: Sampled::default(),
    }
}

impl SignalDesk for Desks {
    fn groups(&self) -> Result<Vec<String>, DeskError> {
        Ok(vec![GROUP.to_owned()])
    }

    fn book(&self, group: &str) -> Result<Arc<Book>, DeskError> {
        if group != GROUP {
            return Err(DeskError::NotFound("ingen sådan grupp".to_owned()));
        }
        let signals = vec![signal()];
        let subjects = signals::rank(&signals);
        let run = Run { snapshots: vec![], controls: vec![control()], signals, subjects, pictures: vec![] };
        let life = self.life.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Ok(Arc::new(Book {
            group: group.to_owned(),
            run: Arc::new(run),
            made_at: "2026-11-20T09:00:00Z".to_owned(),
            life: Arc::new(life),
            priors: BTreeMap::new(),
        }))
    }

    fn pseudonym(&self, _: &str, employee_no: &str) -> Result<Pseudonym, DeskError> {
        Ok(Pseudonym::of(&Key::new([7; 32]), employee_no))
    }

    fn judge(&self, _: &str, fingerprint: &str, judged: Judged) -> Result<(), DeskError> {
        let act = Act::Judged { fingerprint: fingerprint.to_owned(), outcome: judged.outcome, note: judged.note };
        self.happens(judged.at, judged.by, act)
    }

    fn suppress(&self, _: &str, _: Suppressed, _: &str) -> Result<(), DeskError> {
        Ok(())
    }

    fn lift(&self, _: &str, _: &str, _: &Person, _: &str) -> Result<(), DeskError> {
        Err(DeskError::NotFound("ingen sådan dämpning".to_owned()))
    }

    fn reveal(&self, _: &str, _: Agreed<Reveal>) -> Result<(), DeskError> {
        Ok(())
    }

    fn names(&self, _: &str, _: &Pseudonym, _: &Person, _: &str, _: NaiveDate) -> Result<Vec<String>, DeskError> {
        Err(DeskError::Refused("ingen har beslutat det".to_owned()))
    }
}

impl PaymentDesk for Desks {
    fn holds(&self) -> Result<Arc<Holds>, DeskError> {
        let mut holds = Holds::default();
        let day: NaiveDate = "2026-12-01".parse().unwrap();
        let account = Account::new(AccountKind::Bankgiro, "5050-1055");
        let sentence = "Kontot är nytt sedan i går.".to_owned();
        let opened = Opened {
            hold: HOLD.to_owned(),
            payment: Payment::new("V-1", account, 1_250_000, day),
            reasons: vec![Reason { check: "SC-01".to_owned(), version: 1, verdict: Verdict::Hold, sentence }],
            at: "2026-11-21T08:00:00Z".to_owned(),
            decide_by: day,
        };
        holds.apply(HoldEvent::Opened(Box::new(opened))).unwrap();
        Ok(Arc::new(holds))
    }

    fn answer(&self, _: Answered) -> Result<(), DeskError> {
        Ok(())
    }

    /// The hold stays, for the next who tries.
    fn end(&self, _: Ended) -> Result<(), DeskError> {
        Ok(())
    }

    fn screen(&self, _: &str, _: &str, _: &[u8], _: NaiveDate) -> Result<ScreenedFile, DeskError> {
        Err(DeskError::Refused("filen går inte att läsa".to_owned()))
    }
}

impl RegisterDesk for Desks {
    fn authorities(&self) -> Result<Vec<String>, DeskError> {
        Ok(vec![GROUP.to_owned()])
    }

    /// Each register as two snapshots, of which the second is the newest.
    fn registers(&self, _: &str) -> Result<Vec<RegisterState>, DeskError> {
        let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let state = |(register, read): (&String, &Read), at: u64| RegisterState {
            register: register.clone(),
            label: format!("Register {register}"),
            snapshot: format!("s{at}"),
            rows: read.text.lines().count() as u64,
            rejected: 0,
            imported_at: format!("2026-11-2{at} 09:00 UTC"),
            purpose: read.purpose.to_owned(),
            legal_ground: "KL (2017:725) 6:6".to_owned(),
            owner: "Ekonomi".to_owned(),
            retain_until: "2027-12-31".to_owned(),
        };
        Ok([2, 1].into_iter().flat_map(|at| read.iter().map(move |one| state(one, at))).collect())
    }

    fn rows(&self, authority: &str, register: &str) -> Result<Option<Sheet>, DeskError> {
        assert_eq!(authority, GROUP);
        let text = {
            let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
            read.get(register).map(|one| one.text.clone())
        };
        let Some(text) = text else { return Ok(None) };
        Ok(self.sheets(register, text.as_bytes(), &[])?.pop())
    }

    fn companies(&self) -> Result<Arc<CompanyTable>, DeskError> {
        Ok(Arc::new(companies()))
    }

    fn catalogue(&self) -> Vec<(String, String)> {
        vec![]
    }

    fn preview(&self, _: &str, _: &str, _: &[u8]) -> Result<Preview, DeskError> {
        Err(DeskError::Refused("filen går inte att läsa".to_owned()))
    }

    /// Text apart by semicolons. Workbooks are read by `registers::table`, which has tests of its own.
    fn sheets(&self, name: &str, bytes: &[u8], _: &[String]) -> Result<Vec<Sheet>, DeskError> {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let cells = |line: &str| line.split(';').map(str::to_owned).collect();
        let mut lines = (1_u64..).zip(text.lines());
        let (_, header) = lines.next().ok_or_else(|| DeskError::Refused("filen är tom".to_owned()))?;
        let rows = lines.map(|(line, text)| Row { line, cells: cells(text) }).collect();
        Ok(vec![Sheet { name: name.to_owned(), header: cells(header), rows }])
    }

    fn import(&self, _: ImportOrder) -> Result<Imported, DeskError> {
        Err(DeskError::Refused("filen går inte att läsa".to_owned()))
    }

    fn decisions(&self) -> Result<Vec<Record>, DeskError> {
        let decisions = self.decisions.lock().unwrap_or_else(PoisonError::into_inner);
        decisions.list().map_err(|error| DeskError::Failed(error.to_string()))
    }

    fn decide(&self, _: Proposal<Decision>) -> Result<(), DeskError> {
        Ok(())
    }

    fn decide_together(&self, _: Agreed<Decision>) -> Result<(), DeskError> {
        Ok(())
    }

    fn revoke(&self, decision: &str, revoked: Revocation) -> Result<(), DeskError> {
        let mut decisions = self.decisions.lock().unwrap_or_else(PoisonError::into_inner);
        decisions.revoke(decision, revoked).map(drop).map_err(|error| DeskError::Refused(error.to_string()))
    }

    fn runs(&self) -> Result<Vec<RunNote>, DeskError> {
        Ok(vec![])
    }

    fn start(&self, _: &str, _: &Person, _: &str) -> Result<(), DeskError> {
        Err(DeskError::Refused("inget beslut".to_owned()))
    }

    fn progress(&self, _: &str) -> Progress {
        Progress::Idle
    }
}
