//! What the screener says is checked before it counts.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use payments::{Account, AccountKind};

use super::*;

fn payment(id: &str, account: &str) -> Payment {
    let account = Account::new(AccountKind::Other, account);
    Payment { order: 1, ..Payment::new(id, account, 100, "2026-03-02".parse().unwrap()) }
}

fn go(payments: &[Payment]) -> Vec<Screened> {
    let answer = |payment: &Payment| Screened {
        order: payment.order,
        id: payment.id.clone(),
        verdict: Verdict::Go,
        reasons: Vec::new(),
    };
    payments.iter().map(answer).collect()
}

type Act = fn(&[Payment]) -> Result<Vec<Screened>, ScreenError>;

/// A screener that remembers what it was asked, and whose generation rises as told.
struct Told {
    act: Act,
    warnings: Vec<String>,
    generations: AtomicU64,
    stands_at: u64,
    asked: Mutex<Vec<Vec<String>>>,
}

fn told(act: Act) -> Told {
    Told { act, warnings: Vec::new(), generations: AtomicU64::new(0), stands_at: 0, asked: Mutex::new(Vec::new()) }
}

impl Screener for Told {
    fn screen(&self, payments: &[Payment]) -> Result<Vec<Screened>, ScreenError> {
        self.asked.lock().unwrap().push(payments.iter().map(|payment| payment.id.clone()).collect());
        (self.act)(payments)
    }

    fn basis(&self) -> Basis {
        let generation = self.generations.fetch_add(1, Ordering::SeqCst).min(self.stands_at);
        Basis { generation, warnings: self.warnings.clone(), ..Basis::default() }
    }
}

fn verdict(answers: &Answers) -> Option<Verdict> {
    answers.as_ref().ok().map(|(_, answers)| answers[0].verdict)
}

fn one_verdict(screener: &Told) -> Option<Verdict> {
    verdict(&screened(screener, &[&[payment("A", "1")]])[0])
}

#[test]
fn a_clean_answer_stands() {
    assert_eq!(one_verdict(&told(|payments| Ok(go(payments)))), Some(Verdict::Go));
}

#[test]
fn a_warning_leaves_no_go() {
    let screener = Told { warnings: vec!["Gammalt.".to_owned()], ..told(|payments| Ok(go(payments))) };
    let answers = screened(&screener, &[&[payment("A", "1")]]);
    let (_, answers) = answers[0].as_ref().unwrap();
    assert_eq!((answers[0].verdict, answers[0].reasons[0].check.as_str()), (Verdict::Look, BASIS));
    assert!(answers[0].reasons[0].sentence.contains("Gammalt."));
}

#[test]
fn a_verdict_is_never_milder_than_its_reasons() {
    let screener = told(|payments| {
        let reason = Reason { check: "X".to_owned(), version: 1, verdict: Verdict::Hold, sentence: "x".to_owned() };
        Ok(go(payments).into_iter().map(|answer| Screened { reasons: vec![reason.clone()], ..answer }).collect())
    });
    assert_eq!(one_verdict(&screener), Some(Verdict::Hold));
}

#[test]
fn answers_that_do_not_belong_to_the_payments_are_none() {
    let acts: [Act; 4] = [
        |_| Ok(Vec::new()),
        |payments| Ok([go(payments), go(payments)].concat()),
        |payments| Ok(go(payments).into_iter().map(|answer| Screened { id: "B".to_owned(), ..answer }).collect()),
        |payments| Ok(go(payments).into_iter().map(|answer| Screened { order: 2, ..answer }).collect()),
    ];
    for act in acts {
        assert_eq!(one_verdict(&told(act)), None);
    }
}

#[test]
fn a_panic_is_a_failure() {
    assert_eq!(one_verdict(&told(|_| panic!("tested"))), None);
}

#[test]
fn an_index_exchanged_under_the_question_is_asked_again() {
    let steady = Told { stands_at: 1, ..told(|payments| Ok(go(payments))) };
    let answers = screened(&steady, &[&[payment("A", "1")]]);
    let (basis, answers) = answers[0].as_ref().unwrap();
    assert_eq!((answers[0].verdict, basis.generation), (Verdict::Go, 1));
    assert_eq!(steady.asked.lock().unwrap().len(), 2);
    let restless = Told { stands_at: 9, ..told(|payments| Ok(go(payments))) };
    assert_eq!(one_verdict(&restless), Some(Verdict::Look));
}

#[test]
fn requests_are_asked_about_together_unless_they_repeat_each_other() {
    let screener = told(|payments| Ok(go(payments)));
    let [a, b, c] = [("A", "1"), ("B", "2"), ("C", "1")].map(|(id, account)| [payment(id, account)]);
    let two = [c.clone(), c].concat();
    let requests: [&[Payment]; 4] = [&a, &b, &two, &a];
    let answers = screened(&screener, &requests);
    let ids = |answers: &Answers| answers.as_ref().unwrap().1.iter().map(|answer| answer.id.clone()).collect();
    let ids: Vec<Vec<String>> = answers.iter().map(ids).collect();
    assert_eq!(ids, [vec!["A"], vec!["B"], vec!["C", "C"], vec!["A"]]);
    let asked = screener.asked.lock().unwrap();
    assert_eq!(*asked, [vec!["A", "B"], vec!["C", "C"], vec!["A"]]);
}

#[test]
fn one_bad_request_does_not_take_the_others_with_it() {
    let screener = told(|payments| {
        if payments.iter().any(|payment| payment.id == "BAD") {
            return Err(ScreenError::Failed { detail: "x".to_owned() });
        }
        Ok(go(payments))
    });
    let [a, bad, c] = [payment("A", "1"), payment("BAD", "2"), payment("C", "3")];
    let answers = screened(&screener, &[&[a], &[bad], &[c]]);
    let verdicts: Vec<_> = answers.iter().map(verdict).collect();
    assert_eq!(verdicts, [Some(Verdict::Go), None, Some(Verdict::Go)]);
}
