//! Four eyes: what takes two is never done by one.

use app::{AppError, proposal::RoleChange};
use chrono::TimeDelta;

use crate::{
    desks::GROUP,
    on_both,
    walk::{closing, decided},
    world::{day, everybody},
};

on_both! {
    async fn of_two_approvals_at_once_exactly_one_carries_it_out(world: World) {
        let id = world.case().await;
        let proposal = world.propose(id, |cx| decided(cx, "lardomar", "MI-7")).await;
        let (hr, direktor) = (world.cx("hr").await, world.cx("direktor").await);
        let both = tokio::join!(world.app.proposal_approve(&hr, proposal), world.app.proposal_approve(&direktor, proposal));
        assert!(both.0.is_ok() != both.1.is_ok(), "{both:?}");
        let page = world.app.case_show(&hr, id).await.unwrap();
        assert_eq!(page.case.measures["lardomar"].decisions.len(), 1);
        assert!(world.approve("direktor", proposal).await.is_err(), "replayed");
    }

    async fn a_proposal_lasts_72_hours_and_not_a_second_more(world: World) {
        let id = world.case().await;
        let [late, early] = [
            world.propose(id, |cx| decided(cx, "polis", "MI-2")).await,
            world.propose(id, |cx| decided(cx, "hotbild", "MI-3")).await,
        ];
        world.wait(TimeDelta::hours(72) - TimeDelta::seconds(1));
        world.unlock_all().await;
        world.approve("direktor", early).await.unwrap();
        world.wait(TimeDelta::seconds(1));
        assert!(matches!(world.approve("direktor", late).await, Err(AppError::Denied { .. })));
    }

    async fn who_has_lost_the_role_is_no_hand_of_an_act(world: World) {
        let id = world.case().await;
        let proposal = world.propose(id, |cx| decided(cx, "polis", "MI-2")).await;
        let (admin, person) = (world.cx("behorighet").await, world.id("samordnare"));
        let (role, authority) = ("coordinator".to_owned(), GROUP.to_owned());
        let change = RoleChange { person, role, authority, from: None, to: None };
        let taken = world.once(world.app.role_propose(&admin, change, "Byter arbete.")).await.unwrap();
        world.approve("direktor", taken).await.unwrap();
        assert!(matches!(world.approve("direktor", proposal).await, Err(AppError::Denied { .. })));
        let back = format!("update role_holding set to_day = null where person = '{person}'");
        world.store.tamper(&back).await.unwrap();
        assert!(world.approve("direktor", proposal).await.is_err(), "the database gives no role back");
        let director = world.store.role_by_person(&world.id("direktor").to_string()).await.unwrap();
        world.store.role_end(&director[0].id, "2026-11-21").await.unwrap();
        assert!(world.seen("direktor").await.is_none());
    }

    async fn a_deputy_approves_nothing_by_another_persons_right(world: World) {
        let id = world.case().await;
        let proposal = world.propose(id, |cx| decided(cx, "polis", "MI-2")).await;
        for deputy in ["samordnare", "chef", "controller", "nyckel1"] {
            world.deputy("direktor", deputy).await;
            let cx = world.cx("behorighet").await;
            let seen = world.once(world.app.deputy_list(&cx, world.id(deputy))).await.unwrap();
            assert_eq!(seen.len(), 1);
            assert!(world.approve(deputy, proposal).await.is_err(), "{deputy}");
        }
    }

    async fn a_measure_needs_a_point_of_the_delegation_order_as_it_was_decided(world: World) {
        let id = world.case().await;
        let proposal = world.propose(id, |cx| decided(cx, "polis", "MI-2")).await;
        let points = world.store.delegation_list(Some(GROUP)).await.unwrap();
        for point in points.into_iter().filter(|point| point.act == "MI-2") {
            let ended = store::Delegation { to_day: Some("2026-11-21".to_owned()), ..point };
            world.store.delegation_put(&ended).await.unwrap();
        }
        let direktor = world.cx("direktor").await;
        let page = world.once(world.app.proposal_show(&direktor, proposal)).await.unwrap();
        assert!(page.hindrance.is_some_and(|why| why.contains("MI-2")));
        assert!(matches!(world.approve("direktor", proposal).await, Err(AppError::Denied { .. })));
        let samordnare = world.cx("samordnare").await;
        let again = world.app.case_propose(&samordnare, id, decided(&samordnare, "polis", "MI-2"), "Igen.");
        assert!(world.once(again).await.is_err());
    }

    async fn a_proposal_that_was_changed_in_the_database_is_none(world: World) {
        let id = world.case().await;
        let [one, two] = [
            world.propose(id, |cx| decided(cx, "polis", "MI-2")).await,
            world.propose(id, |cx| decided(cx, "hotbild", "MI-3")).await,
        ];
        let row = world.store.proposal_get(&one.to_string()).await.unwrap().unwrap();
        // The body of another; a copy with an id of its own; the same as something that more people may approve.
        let other = world.store.proposal_get(&two.to_string()).await.unwrap().unwrap();
        let copies = [
            store::Proposal { id: "a".repeat(32), ..row.clone() },
            store::Proposal { id: "b".repeat(32), body: other.body, kind: "case_member".to_owned(), ..row.clone() },
            store::Proposal { id: "c".repeat(32), body: vec![7; 64], ..row },
        ];
        for copy in copies {
            world.store.proposal_put(&copy).await.unwrap();
            assert!(world.approve("direktor", copy.id.parse().unwrap()).await.is_err());
        }
        world.store.tamper(&format!("update proposal set kind = 'case_member' where id = '{one}'")).await.unwrap();
        for second in ["direktor", "controller", "hr"] {
            assert!(world.approve(second, one).await.is_err(), "{second}");
        }
        world.approve("direktor", two).await.unwrap();
        world.store.tamper(&format!("update proposal set state = 'open', approver = null, settled_at = null, approval = null where id = '{two}'")).await.unwrap();
        assert!(matches!(world.approve("direktor", two).await, Err(AppError::Rule(_))), "replayed");
    }

    async fn closing_and_disposing_take_two(world: World) {
        let id = world.case().await;
        world.finish(id).await;
        let proposal = world.propose(id, |cx| closing(cx, day("2027-01-31"))).await;
        for alone in everybody().filter(|username| !["direktor", "hr"].contains(username)) {
            assert!(world.approve(alone, proposal).await.is_err(), "{alone}");
        }
        world.approve("direktor", proposal).await.unwrap();
        world.wait(TimeDelta::days(72));
        world.unlock_all().await;
        let cx = world.cx("samordnare").await;
        let proposal = world.once(world.app.case_dispose_propose(&cx, id, "Tiden är ute.")).await.unwrap();
        for alone in everybody().filter(|username| *username != "direktor") {
            assert!(world.approve(alone, proposal).await.is_err(), "{alone}");
        }
        world.approve("direktor", proposal).await.unwrap();
    }
}
