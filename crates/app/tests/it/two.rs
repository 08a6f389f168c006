//! Four eyes: what takes two is never done by one.

use std::collections::BTreeSet;

use app::{
    AppError,
    case::two_to_be,
    proposal::{DelegationPut, ProposalRef, RoleChange},
    signal::Suppressing,
};
use casework::{
    Capacity, Declining, Event, Membership,
    event::{Disclosure, MemberAdded, MemberLeft},
    id::CaseId,
};
use chrono::TimeDelta;

use crate::{
    desks::{GROUP, SIGNAL},
    on_both,
    walk::{closing, decided},
    world::{World, day, everybody},
};

/// The kinds of act that the suite tries.
const KINDS: usize = 9;

impl World {
    /// Somebody proposes an act of a kind.
    async fn try_propose(&self, username: &str, kind: usize, id: CaseId) -> Result<ProposalRef, AppError> {
        let (app, cx) = (&self.app, self.cx(username).await);
        let (why, two, chef) = ("Det behövs.".to_owned(), two_to_be(&cx), self.id("chef"));
        let event = match kind {
            0 => decided(&cx, "polis", "MI-2"),
            1 => Event::MeasureDeclined(Declining { measure: "hotbild".to_owned(), because: why.clone(), two }),
            2 => {
                let member = Membership { person: chef, capacity: Capacity::Expert };
                Event::MemberAdded(MemberAdded { member, why: why.clone(), two })
            }
            3 => Event::MemberLeft(MemberLeft { person: self.id("controller"), why: why.clone(), two }),
            4 => Event::Disclosed(Disclosure {
                to: "Polismyndigheten".to_owned(),
                items: vec!["fakturan".to_owned()],
                law: "OSL 10:15 a".to_owned(),
                weighing: why.clone(),
                on: cx.today(),
                two,
            }),
            5 => {
                let (person, authority, from) = (chef, GROUP.to_owned(), Some(cx.today()));
                let change = RoleChange { person, role: "hr".to_owned(), authority, from, to: None };
                return self.once(app.role_propose(&cx, change, &why)).await;
            }
            6 => {
                let (authority, act, role) = (GROUP.to_owned(), "MI-9".to_owned(), "hr".to_owned());
                let (from, source) = (cx.today(), "KS § 2".to_owned());
                let point = DelegationPut { authority, act, role, limit_ore: None, from, to: None, source };
                return self.once(app.delegation_propose(&cx, point, &why)).await;
            }
            7 => return self.once(app.second_factor_reset_propose(&cx, chef, &why)).await,
            _ => {
                let (group, fingerprint) = (GROUP.to_owned(), SIGNAL.to_owned());
                let wish = Suppressing { group, fingerprint, to: cx.today() + TimeDelta::days(20), reason: why };
                return self.once(app.suppression_propose(&cx, wish)).await;
            }
        };
        self.once(app.case_propose(&cx, id, event, "Det behövs nu.")).await
    }
}

on_both! {
    async fn no_pair_without_the_right_and_nobody_alone_passes_any_act(world: World) {
        let id = world.case().await;
        let mut proposed = BTreeSet::new();
        for first in everybody() {
            for kind in 0..KINDS {
                let Ok(proposal) = world.try_propose(first, kind, id).await else { continue };
                proposed.insert(kind);
                assert!(world.approve(first, proposal).await.is_err(), "{first} alone, {kind}");
                for second in ["medarbetare", "chef", "revisor", "behorighet", "drift", "nyckel1"] {
                    assert!(world.approve(second, proposal).await.is_err(), "{first} and {second}, {kind}");
                }
                let cx = world.cx(first).await;
                world.once(world.app.proposal_withdraw(&cx, proposal)).await.unwrap();
                for second in everybody() {
                    assert!(world.approve(second, proposal).await.is_err(), "withdrawn, {second}, {kind}");
                }
            }
        }
        assert_eq!(proposed, (0..KINDS).collect());
    }

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
        let held = world.store.role_by_person(&world.id("samordnare").to_string()).await.unwrap();
        world.store.role_end(&held[0].id, "2026-11-21").await.unwrap();
        assert!(matches!(world.approve("direktor", proposal).await, Err(AppError::Denied { .. })));
        let anew = store::RoleHolding { id: "anew".to_owned(), ..held[0].clone() };
        world.store.role_put(&anew).await.unwrap();
        assert!(world.approve("direktor", proposal).await.is_err(), "the database gives no role back");
        let director = world.store.role_by_person(&world.id("direktor").to_string()).await.unwrap();
        world.store.role_end(&director[0].id, "2026-11-21").await.unwrap();
        assert!(world.seen("direktor").await.is_none());
    }

    async fn a_deputy_approves_nothing_by_another_persons_right(world: World) {
        let id = world.case().await;
        let proposal = world.propose(id, |cx| decided(cx, "polis", "MI-2")).await;
        for deputy in ["samordnare", "chef", "controller", "nyckel1"] {
            let (person, deputy_id) = (world.id("direktor").to_string(), world.id(deputy).to_string());
            let (from_day, to_day) = ("2026-01-01".to_owned(), "2027-01-01".to_owned());
            world.store.deputy_put(&store::Deputy { person, deputy: deputy_id, from_day, to_day }).await.unwrap();
            assert!(world.approve(deputy, proposal).await.is_err(), "{deputy}");
        }
    }

    async fn a_measure_needs_a_point_of_the_delegation_order_that_covers_the_day(world: World) {
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
