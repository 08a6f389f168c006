//! What is hidden looks the same, whatever hides it.

use std::collections::BTreeSet;

use app::{AppError, case::CaseDraft};
use casework::{
    Concerned, Event, Layer, Note,
    event::ConcernedKind,
    id::{CaseId, ProposalId},
};

use crate::{desks::GROUP, on_both, walk::decided, world::draft};

on_both! {
    async fn a_case_that_is_not_there_is_as_one_that_others_have(world: World) {
        let (app, others) = (&world.app, world.case().await);
        let about_somebody = CaseDraft {
            concerned: vec![Concerned {
                kind: ConcernedKind::Employee,
                id: None,
                name: "Malin Exempel".to_owned(),
                person: Some(world.id("medarbetare")),
            }],
            ..draft()
        };
        let cx = world.cx("controller").await;
        let conflicted = world.once(app.case_open(&cx, about_somebody)).await.unwrap();
        let nothing = CaseId::from_bits(7);
        for who in ["chef", "medarbetare", "revisor", "behorighet", "drift", "registrator", "nyckel1", "controller2"] {
            let cx = world.cx(who).await;
            for id in [nothing, others, conflicted] {
                assert!(matches!(world.once(app.case_show(&cx, id)).await, Err(AppError::NotFound)), "{who}");
                assert!(matches!(world.once(app.case_openings(&cx, id)).await, Err(AppError::NotFound)), "{who}");
                assert!(matches!(world.once(app.case_take(&cx, id)).await, Err(AppError::NotFound)), "{who}");
                let proposed = app.case_propose(&cx, id, decided(&cx, "polis", "MI-2"), "Nu.");
                assert!(matches!(world.once(proposed).await, Err(AppError::NotFound)), "{who}");
                let note = Note { layer: Layer::All, text: "hej".to_owned(), corrects: None };
                let noted = app.case_event(&cx, id, Event::NoteWritten(note));
                assert!(matches!(world.once(noted).await, Err(AppError::NotFound)), "{who}");
            }
            assert!(world.once(app.case_list(&cx)).await.unwrap().is_empty(), "{who}");
        }
        let hr = world.cx("hr").await;
        let seen: BTreeSet<CaseId> =
            world.once(app.case_list(&hr)).await.unwrap().into_iter().map(|row| row.id).collect();
        assert_eq!(seen, BTreeSet::from([others, conflicted]), "a member has both");
        let proposal = world.propose(others, |cx| decided(cx, "polis", "MI-2")).await;
        for who in ["chef", "behorighet", "drift", "revisor"] {
            let cx = world.cx(who).await;
            assert!(world.once(app.proposal_list(&cx)).await.unwrap().is_empty(), "{who}");
            for id in [proposal, ProposalId::from_bits(9)] {
                assert!(matches!(world.once(app.proposal_show(&cx, id)).await, Err(AppError::NotFound)), "{who}");
            }
        }
    }

    async fn other_cases_about_the_same_are_told_by_authority_only(world: World) {
        let (first, _) = (world.case().await, world.case().await);
        let cx = world.cx("samordnare").await;
        let page = world.once(world.app.case_show(&cx, first)).await.unwrap();
        assert!(page.elsewhere.is_empty() || page.elsewhere == ["Kommunstyrelsen"], "{:?}", page.elsewhere);
    }

    async fn what_was_typed_never_stands_in_the_journal(world: World) {
        let app = &world.app;
        let controller = world.cx("controller").await;
        let typed = "19121212-1212 Ivar Påhittman";
        assert!(world.once(app.hold_show(&controller, typed)).await.is_err());
        assert!(world.once(app.signal_show(&controller, GROUP, typed)).await.is_err());
        assert!(world.once(app.signal_show(&controller, typed, typed)).await.is_err());
        assert!(world.once(app.signal_list(&controller, typed, &app::signal::Filter::default(), 0..50)).await.is_err());
        assert!(world.once(app.control_show(&controller, typed)).await.is_err());
        assert!(world.once(app.suppression_lift(&controller, GROUP, typed)).await.is_err());
        for record in world.journal_from(1).await {
            let line = format!("{record:?}");
            assert!(!line.contains("1212") && !line.contains("Ivar") && !line.contains("Påhitt"), "{line}");
        }
    }
}
