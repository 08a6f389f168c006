//! What pages ask beside the walk: the number in the menu, register cards, a case opened again, a decision revoked, and
//! messages with names.

use app::{AppError, case::two_to_be};
use casework::{
    Capacity, Event, Membership, Note, SecrecyMark,
    event::{DiaryNumber, Layer, MemberAdded, MemberLeft, Provision, Reopening},
    id::CaseId,
};
use chrono::TimeDelta;

use crate::{
    desks::DECISION,
    on_both,
    walk::decided,
    world::{World, everybody},
};

impl World {
    /// The number in the menu, which is always that of the list.
    async fn waiting(&self, username: &str) -> usize {
        let cx = self.cx(username).await;
        let before = self.tip().await;
        let number = self.app.proposals_waiting(&cx).await.unwrap();
        assert_eq!(self.tip().await, before, "a number in the menu is no entry in the journal");
        let list = self.app.proposal_list(&cx).await.unwrap();
        assert_eq!(number, list.iter().filter(|row| !row.is_own).count(), "{username}");
        number
    }

    /// The registrar becomes a member.
    pub(crate) async fn register(&self, id: CaseId) {
        let member = Membership { person: self.id("registrator"), capacity: Capacity::Registrar };
        let why = "Ärendet ska diarieföras.".to_owned();
        self.together(id, |cx| Event::MemberAdded(MemberAdded { member, why, tie_answered: None, two: two_to_be(cx) }))
            .await;
    }
}

on_both! {
    async fn the_number_in_the_menu_is_that_of_the_list_for_everybody_at_every_moment(world: World) {
        let id = world.case().await;
        for username in everybody() {
            assert_eq!(world.waiting(username).await, 0, "{username}");
        }
        let proposal = world.propose(id, |cx| decided(cx, "polis", "MI-2")).await;
        let mut numbers = Vec::new();
        for username in everybody() {
            numbers.push((username, world.waiting(username).await));
        }
        numbers.retain(|(_, number)| *number > 0);
        assert_eq!(numbers, [("direktor", 1), ("hr", 1)], "not the proposer, and nobody outside");
        world.approve("direktor", proposal).await.unwrap();
        assert_eq!(world.waiting("hr").await, 0, "at once");
        world.propose(id, |cx| decided(cx, "hotbild", "MI-3")).await;
        assert_eq!(world.waiting("hr").await, 1, "at once");
        world.wait(TimeDelta::hours(73));
        assert_eq!(world.waiting("hr").await, 0, "its time is over");
    }

    async fn a_registrar_sees_the_register_card_of_a_case_and_nothing_of_its_content(world: World) {
        let id = world.case().await;
        let (app, cx) = (&world.app, world.cx("registrator").await);
        assert!(world.once(app.case_card_list(&cx)).await.unwrap().is_empty(), "a role opens no case");
        assert!(matches!(world.once(app.case_card_show(&cx, id)).await, Err(AppError::NotFound)));
        world.register(id).await;
        let number = DiaryNumber { number: "KS 2026/7".to_owned(), on: cx.today() };
        world.once(app.case_event(&cx, id, Event::DiaryNumberSet(number.clone()))).await.unwrap();
        let provision = Provision { chapter: 39, section: "3".to_owned() };
        let mark = SecrecyMark { provision, reason: "personaladministration".to_owned(), on: None };
        world.once(app.case_event(&cx, id, Event::SecrecyMarked(mark.clone()))).await.unwrap();
        let card = world.once(app.case_card_show(&cx, id)).await.unwrap();
        let content = card.sealed.clone().unwrap();
        assert_eq!((content.diary_number, content.marks), (Some(number), vec![mark]));
        assert_eq!(world.once(app.case_card_list(&cx)).await.unwrap(), [card]);
        assert!(world.once(app.case_show(&cx, id)).await.is_err());
        assert!(world.once(app.case_list(&cx)).await.unwrap().is_empty(), "no title");
        let note = Note { layer: Layer::All, text: "Läst.".to_owned(), corrects: None };
        assert!(world.once(app.case_event(&cx, id, Event::NoteWritten(note))).await.is_err());
        app.lock(&cx).await.unwrap();
        let locked = world.once(app.case_card_list(&cx)).await.unwrap();
        assert!(locked.len() == 1 && locked[0].sealed.is_none());
        for other in ["samordnare", "direktor", "revisor", "drift"] {
            let cx = world.cx(other).await;
            assert!(world.once(app.case_card_show(&cx, id)).await.is_err(), "{other}");
        }
    }

    async fn a_closed_case_is_opened_again_by_two_and_by_nobody_alone(world: World) {
        let id = world.case().await;
        let reopened = |cx: &app::Cx| Event::Reopened(Reopening { why: "En ny faktura.".to_owned(), two: two_to_be(cx) });
        let cx = world.cx("samordnare").await;
        let early = world.once(world.app.case_propose(&cx, id, reopened(&cx), "En ny faktura.")).await;
        assert!(matches!(early, Err(AppError::Rule(_))), "it is open");
        world.finish(id).await;
        world.close(id).await;
        let proposal = world.propose(id, reopened).await;
        for alone in ["samordnare", "controller", "chef", "registrator"] {
            assert!(world.approve(alone, proposal).await.is_err(), "{alone}");
        }
        assert!(world.app.case_show(&cx, id).await.unwrap().case.closed.is_some());
        world.approve("direktor", proposal).await.unwrap();
        assert!(world.app.case_show(&cx, id).await.unwrap().case.closed.is_none());
        let note = Note { layer: Layer::All, text: "Ny faktura.".to_owned(), corrects: None };
        world.once(world.app.case_event(&cx, id, Event::NoteWritten(note))).await.unwrap();
    }

    async fn a_decision_on_control_is_revoked_by_the_director_with_a_reason_and_once(world: World) {
        let app = &world.app;
        for other in ["controller", "samordnare", "hr", "revisor", "drift"] {
            let cx = world.cx(other).await;
            let refused = world.once(app.decision_revoke(&cx, DECISION, "Grunden brister.")).await;
            assert!(matches!(refused, Err(AppError::Denied { .. })), "{other}");
        }
        let cx = world.cx("direktor").await;
        assert!(matches!(world.once(app.decision_revoke(&cx, DECISION, " ")).await, Err(AppError::Invalid(_))));
        let other = world.once(app.decision_revoke(&cx, "2026-99", "Grunden brister.")).await;
        assert!(matches!(other, Err(AppError::NotFound)));
        assert!(app.decision_show(&cx, DECISION).await.unwrap().in_force().is_some());
        world.once(app.decision_revoke(&cx, DECISION, "Grunden brister.")).await.unwrap();
        let record = world.once(app.decision_show(&cx, DECISION)).await.unwrap();
        assert!(record.in_force().is_none());
        let revoked = record.revoked().unwrap();
        assert_eq!((revoked.by.as_str(), revoked.reason.as_str()), ("Disa Fiktiv (direktor)", "Grunden brister."));
        assert!(world.once(app.decision_revoke(&cx, DECISION, "Igen.")).await.is_err());
    }

    async fn a_message_names_people_and_shows_no_id(world: World) {
        let id = world.case().await;
        let cx = world.cx("samordnare").await;
        let chef = world.id("chef");
        let left = MemberLeft { person: chef, why: "Behövs inte.".to_owned(), two: two_to_be(&cx) };
        let refused = world.once(world.app.case_propose(&cx, id, Event::MemberLeft(left), "Behövs inte.")).await;
        assert_eq!(refused.unwrap_err().to_string(), "Carl Exempelby är inte med i ärendet");
        let member = Membership { person: world.id("hr"), capacity: Capacity::Hr };
        let again = MemberAdded { member, why: "Igen.".to_owned(), tie_answered: None, two: two_to_be(&cx) };
        let refused = world.once(world.app.case_propose(&cx, id, Event::MemberAdded(again), "Igen.")).await;
        assert_eq!(refused.unwrap_err().to_string(), "personen Hanna Provberg är redan med i den egenskapen");
    }
}
