//! What waits for a second person.

use store::{Error, ProposalFilter, ProposalState, Settlement};

use crate::{
    on_both,
    support::{BOARD, LATER, TOO_LATE, case, people, proposal},
};

fn approval(by: &str, at: &str) -> Settlement {
    Settlement {
        state: ProposalState::Approved,
        approver: Some(by.into()),
        settled_at: at.into(),
        approval: Some(b"signature".to_vec()),
    }
}

on_both! {
    async fn a_proposal_waits_and_is_approved_by_another(db: Db) {
        people(&db.store).await;
        db.store.proposal_put(&proposal("p")).await.unwrap();
        assert_eq!(db.store.proposal_get("p").await.unwrap(), Some(proposal("p")));
        db.store.proposal_settle("p", &approval("bo", LATER)).await.unwrap();
        let settled = db.store.proposal_get("p").await.unwrap().unwrap();
        assert_eq!(settled.state, ProposalState::Approved);
        assert_eq!(settled.approver.as_deref(), Some("bo"));
        assert_eq!(settled.settled_at.as_deref(), Some(LATER));
        assert_eq!(settled.approval.as_deref(), Some(&b"signature"[..]));
        assert_eq!(settled.body, b"signed");
    }

    async fn of_many_who_settle_at_once_exactly_one_succeeds(db: Db) {
        people(&db.store).await;
        for round in 0..5 {
            let id = format!("p{round}");
            db.store.proposal_put(&proposal(&id)).await.unwrap();
            let tasks: Vec<_> = (0..8)
                .map(|number| {
                    let (store, id) = (db.store.clone(), id.clone());
                    tokio::spawn(async move {
                        let mut settlement = approval(if number % 2 == 0 { "bo" } else { "cia" }, LATER);
                        if number > 5 {
                            settlement.state = ProposalState::Refused;
                        }
                        store.proposal_settle(&id, &settlement).await
                    })
                })
                .collect();
            let mut won = 0;
            for task in tasks {
                match task.await.unwrap() {
                    Ok(()) => won += 1,
                    Err(error) => assert!(matches!(error, Error::Conflict { act: "proposal_settle" }), "{error:?}"),
                }
            }
            assert_eq!(won, 1);
        }
    }

    async fn nobody_approves_what_they_proposed(db: Db) {
        people(&db.store).await;
        db.store.proposal_put(&proposal("p")).await.unwrap();
        let mut nobody = approval("anna", LATER);
        nobody.approver = None;
        for settlement in [approval("anna", LATER), nobody] {
            let error = db.store.proposal_settle("p", &settlement).await.unwrap_err();
            assert!(matches!(error, Error::Refused { act: "proposal_settle" }), "{error:?}");
        }
        assert_eq!(db.store.proposal_get("p").await.unwrap().unwrap().state, ProposalState::Open);
    }

    async fn a_proposer_may_withdraw(db: Db) {
        people(&db.store).await;
        db.store.proposal_put(&proposal("p")).await.unwrap();
        let mut withdrawal = approval("anna", LATER);
        withdrawal.state = ProposalState::Withdrawn;
        withdrawal.approval = None;
        db.store.proposal_settle("p", &withdrawal).await.unwrap();
        let error = db.store.proposal_settle("p", &approval("bo", LATER)).await.unwrap_err();
        assert!(matches!(error, Error::Conflict { .. }), "{error:?}");
    }

    async fn nothing_is_approved_after_its_time(db: Db) {
        people(&db.store).await;
        db.store.proposal_put(&proposal("p")).await.unwrap();
        let error = db.store.proposal_settle("p", &approval("bo", TOO_LATE)).await.unwrap_err();
        assert!(matches!(error, Error::Conflict { .. }), "{error:?}");
        assert_eq!(db.store.proposal_expire(LATER).await.unwrap(), []);
        let expired = db.store.proposal_expire(TOO_LATE).await.unwrap();
        assert_eq!(expired.len(), 1);
        assert_eq!(expired[0].state, ProposalState::Expired);
        assert_eq!(db.store.proposal_expire(TOO_LATE).await.unwrap(), []);
    }

    async fn a_settled_proposal_is_never_opened_again(db: Db) {
        people(&db.store).await;
        db.store.proposal_put(&proposal("p")).await.unwrap();
        let mut open = approval("bo", LATER);
        open.state = ProposalState::Open;
        let error = db.store.proposal_settle("p", &open).await.unwrap_err();
        assert!(matches!(error, Error::Conflict { .. }), "{error:?}");
        assert!(db.store.proposal_settle("none", &approval("bo", LATER)).await.is_err());
    }

    async fn proposals_are_listed_by_what_the_caller_asks_for(db: Db) {
        people(&db.store).await;
        db.store.case_open(&case("c1")).await.unwrap();
        let mut about = proposal("p1");
        about.case_id = Some("c1".into());
        about.expires_at = "2026-11-26T09:00:00Z".into();
        db.store.proposal_put(&about).await.unwrap();
        let mut by_bo = proposal("p2");
        by_bo.proposer = "bo".into();
        db.store.proposal_put(&by_bo).await.unwrap();
        db.store.proposal_put(&proposal("p3")).await.unwrap();
        db.store.proposal_settle("p3", &approval("bo", LATER)).await.unwrap();
        let list = async |filter: ProposalFilter| {
            let list = db.store.proposal_list(&filter).await.unwrap();
            list.into_iter().map(|proposal| proposal.id).collect::<Vec<_>>()
        };
        let none = ProposalFilter::default;
        assert_eq!(list(none()).await, ["p2", "p3", "p1"]);
        assert_eq!(list(ProposalFilter { state: Some(ProposalState::Open), ..none() }).await, ["p2", "p1"]);
        assert_eq!(list(ProposalFilter { case_id: Some("c1".into()), ..none() }).await, ["p1"]);
        assert_eq!(list(ProposalFilter { proposer: Some("bo".into()), ..none() }).await, ["p2"]);
        assert_eq!(list(ProposalFilter { authority: Some(BOARD.into()), ..none() }).await.len(), 3);
        assert!(list(ProposalFilter { authority: Some("kommunstyrelsen".into()), ..none() }).await.is_empty());
    }

    async fn a_proposal_names_what_is_there(db: Db) {
        people(&db.store).await;
        let mut lost = proposal("p");
        lost.case_id = Some("no such case".into());
        let error = db.store.proposal_put(&lost).await.unwrap_err();
        assert!(matches!(error, Error::Reference { act: "proposal_put" }), "{error:?}");
        db.store.proposal_put(&proposal("p")).await.unwrap();
        let error = db.store.proposal_put(&proposal("p")).await.unwrap_err();
        assert!(matches!(error, Error::Exists { act: "proposal_put" }), "{error:?}");
    }
}
