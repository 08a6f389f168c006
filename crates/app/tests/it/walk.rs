//! A suspicion from the signal to the disposal, each step journalled once.

use std::collections::BTreeMap;

use app::{
    AppError, Cx,
    case::two_to_be,
    journal_book::Wholeness,
    proposal::ProposalRef,
    signal::{Judging, Outcome},
};
use casework::{
    CaseError, Closing, Decision, Declining, Event,
    event::{ClockStop, How},
    id::CaseId,
};
use chrono::{NaiveDate, TimeDelta};

use crate::{
    desks::{GROUP, SIGNAL},
    on_both,
    world::{World, day},
};

pub(crate) fn decided(cx: &Cx, measure: &str, point: &str) -> Event {
    Event::MeasureDecided(Box::new(Decision {
        measure: measure.to_owned(),
        option: None,
        text: "Vi gör det.".to_owned(),
        why: "Det behövs.".to_owned(),
        law: "KL 6:6".to_owned(),
        delegation: point.to_owned(),
        conditions: vec![],
        from: cx.today(),
        to: None,
        two: two_to_be(cx),
    }))
}

pub(crate) fn closing(cx: &Cx, retain_until: NaiveDate) -> Event {
    Event::Closed(Box::new(Closing {
        outcome: casework::event::Outcome::Unfounded,
        why: "Fakturorna gällde två leveranser.".to_owned(),
        lesson: "Numret ska skrivas tydligare.".to_owned(),
        effects: vec![],
        typology: None,
        nobody_told_because: Some("Ingen behöver veta.".to_owned()),
        retain_until,
        retention_ground: "Gallringsplan 2026, påhittad".to_owned(),
        two: two_to_be(cx),
    }))
}

impl World {
    /// The coordinator proposes.
    pub(crate) async fn propose(&self, id: CaseId, event: impl FnOnce(&Cx) -> Event) -> ProposalRef {
        let cx = self.cx("samordnare").await;
        self.once(self.app.case_propose(&cx, id, event(&cx), "Det behövs nu.")).await.unwrap()
    }

    pub(crate) async fn approve(&self, username: &str, proposal: ProposalRef) -> Result<(), AppError> {
        let cx = self.cx(username).await;
        self.once(self.app.proposal_approve(&cx, proposal)).await
    }

    /// Proposed by the coordinator and approved by the director.
    pub(crate) async fn together(&self, id: CaseId, event: impl FnOnce(&Cx) -> Event) {
        let proposal = self.propose(id, event).await;
        self.approve("direktor", proposal).await.unwrap();
    }

    /// Every measure is decided or declined, and the clock is stopped.
    pub(crate) async fn finish(&self, id: CaseId) {
        for (measure, point) in [("intern-utredning", "MI-1"), ("polis", "MI-2"), ("hotbild", "MI-3")] {
            self.together(id, |cx| decided(cx, measure, point)).await;
        }
        for measure in ["anstallning", "arbetsmiljo", "central-sakerhet", "lardomar"] {
            let because = "Det finns inget skäl.".to_owned();
            let event = |cx: &Cx| {
                Event::MeasureDeclined(Declining { measure: measure.to_owned(), because, two: two_to_be(cx) })
            };
            self.together(id, event).await;
        }
        let cx = self.cx("samordnare").await;
        let page = self.once(self.app.case_show(&cx, id)).await.unwrap();
        for clock in page.deadlines {
            let stop = ClockStop {
                clock: clock.clock,
                started_by: clock.started_by,
                how: How::NotApplicable,
                on: cx.today(),
                why: "Ingen avskedas.".to_owned(),
            };
            self.once(self.app.case_event(&cx, id, Event::ClockStopped(stop))).await.unwrap();
        }
    }

    pub(crate) async fn close(&self, id: CaseId) {
        self.together(id, |cx| closing(cx, day("2027-01-31"))).await;
    }
}

on_both! {
    async fn a_suspicion_goes_from_the_signal_to_the_disposal(world: World) {
        let app = &world.app;
        let controller = world.cx("controller").await;
        let judging = Judging {
            group: GROUP.to_owned(),
            fingerprint: SIGNAL.to_owned(),
            outcome: Outcome::FraudOrCrime,
            note: "Två betalningar av samma faktura.".to_owned(),
        };
        world.once(app.signal_judge(&controller, judging)).await.unwrap();
        let page = world.once(app.signal_show(&controller, GROUP, SIGNAL)).await.unwrap();
        assert_eq!(page.judgements.len(), 1);
        let id = world.case().await;
        let samordnare = world.cx("samordnare").await;
        assert_eq!(world.once(app.case_list(&samordnare)).await.unwrap().len(), 1);
        world.once(app.case_take(&samordnare, id)).await.unwrap();
        let early = app.case_propose(&samordnare, id, closing(&samordnare, day("2027-01-31")), "Klart.");
        let unfinished = world.once(early).await.unwrap_err();
        assert!(matches!(&unfinished, AppError::Rule(CaseError::Unfinished { left }) if left.len() == 8), "{unfinished}");
        world.finish(id).await;
        let page = world.once(app.case_show(&samordnare, id)).await.unwrap();
        let decision = page.case.measures["polis"].decisions[0].decided.seq;
        let answers = [("horande", "Ingen har hörts."), ("overklagande", "Kan inte överklagas.")];
        let answers: BTreeMap<String, String> =
            answers.into_iter().map(|(id, text)| (id.to_owned(), text.to_owned())).collect();
        let made = app.case_document_make(&samordnare, id, ("beslut", Some(decision)), &answers);
        let file = world.once(made).await.unwrap();
        let (_, pdf) = world.once(app.case_document_show(&samordnare, id, file)).await.unwrap();
        assert!(pdf.starts_with(b"%PDF-"));
        world.close(id).await;
        let too_early = world.once(app.case_dispose_propose(&samordnare, id, "Tiden är ute.")).await;
        assert!(matches!(too_early, Err(AppError::Denied { .. })));
        world.wait(TimeDelta::days(72));
        world.unlock_all().await;
        let samordnare = world.cx("samordnare").await;
        let proposal = world.once(app.case_dispose_propose(&samordnare, id, "Tiden är ute.")).await.unwrap();
        world.approve("direktor", proposal).await.unwrap();
        assert!(matches!(world.once(app.case_show(&samordnare, id)).await, Err(AppError::NotFound)));
        let revisor = world.cx("revisor").await;
        let whole = world.once(app.journal_verify(&revisor)).await.unwrap();
        assert!(matches!(whole, Wholeness::Whole { unfinished: 1, .. }), "{whole:?}");
    }
}
