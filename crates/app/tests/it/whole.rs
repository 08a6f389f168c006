//! What is taken out of a case behind its back is found when it is opened.

use app::{AppError, journal_book::Wholeness};
use casework::{Event, Layer, Note, id::CaseId};
use journal::{Outcome, Phase};

use crate::{on_both, world::World};

impl World {
    async fn note(&self, id: CaseId, text: &str) -> Result<(), AppError> {
        let cx = self.cx("hr").await;
        let note = Note { layer: Layer::All, text: text.to_owned(), corrects: None };
        self.once(self.app.case_event(&cx, id, Event::NoteWritten(note))).await
    }

    async fn tamper(&self, statement: String) {
        assert!(self.store.tamper(&statement).await.unwrap() > 0, "{statement}");
    }

    /// Nobody opens or adds to it, it is said why, and the journal keeps that it was tried.
    async fn is_found_out(&self, id: CaseId, what: &str) {
        let cx = self.cx("samordnare").await;
        let shown = self.once(self.app.case_show(&cx, id)).await.unwrap_err();
        let AppError::NotWhole { why } = &shown else { panic!("{what}: {shown:?}") };
        assert!(why.starts_with("Ärendet är inte som journalen säger"), "{why}");
        let closed = self.journal_from(self.tip().await).await.remove(0);
        assert!(matches!(closed.phase, Phase::Closed { outcome: Outcome::Failed, .. }), "{what}");
        assert!(matches!(self.note(id, "Mer.").await, Err(AppError::NotWhole { .. })), "{what}");
        let listed = self.once(self.app.case_list(&cx)).await.unwrap();
        assert!(listed.iter().any(|row| row.id == id && row.title.is_none()), "{what}");
    }

    /// The last events go, and so do all numbers that tell of them.
    async fn drop_last(&self, id: CaseId, left: u64) {
        self.tamper(format!("delete from case_event where case_id = '{id}' and seq > {left}")).await;
        self.tamper(format!("update case_record set events = {left}, revision = 0 where id = '{id}'")).await;
    }

    async fn events(&self, id: CaseId) -> u64 {
        self.store.case_get(&id.to_string()).await.unwrap().unwrap().events
    }
}

on_both! {
    async fn the_last_events_of_a_case_do_not_go_without_being_missed(world: World) {
        let id = world.case().await;
        let begun = world.events(id).await;
        world.note(id, "Ett.").await.unwrap();
        world.note(id, "Två.").await.unwrap();
        assert_eq!(world.events(id).await, begun + 2);
        world.drop_last(id, begun + 1).await;
        world.is_found_out(id, "the last").await;
        world.drop_last(id, 1).await;
        world.is_found_out(id, "all but the first").await;
        let revisor = world.cx("revisor").await;
        assert!(matches!(world.once(world.app.journal_verify(&revisor)).await.unwrap(), Wholeness::Whole { .. }));
    }

    async fn a_decision_by_two_does_not_go_without_being_missed(world: World) {
        let id = world.case().await;
        world.together(id, |cx| crate::walk::decided(cx, "polis", "MI-2")).await;
        world.drop_last(id, world.events(id).await - 1).await;
        world.is_found_out(id, "the decision").await;
    }

    async fn what_a_case_began_with_does_not_go_without_being_missed(world: World) {
        let id = world.case().await;
        world.drop_last(id, world.events(id).await - 1).await;
        world.is_found_out(id, "the evidence").await;
    }

    async fn events_that_are_changed_or_change_places_are_found(world: World) {
        let [moved, mixed, counted] = [world.case().await, world.case().await, world.case().await];
        for (from, to) in [(2, 99), (3, 2), (99, 3)] {
            world.tamper(format!("update case_event set seq = {to} where case_id = '{moved}' and seq = {from}")).await;
        }
        world.is_found_out(moved, "reordered").await;
        let of = |seq: u64| format!("(select sealed from case_event where case_id = '{moved}' and seq = {seq})");
        world.tamper(format!("update case_event set sealed = {} where case_id = '{mixed}' and seq = 2", of(2))).await;
        world.is_found_out(mixed, "replaced").await;
        world.tamper(format!("delete from case_event where case_id = '{counted}' and seq > 2")).await;
        world.is_found_out(counted, "the counter left").await;
    }

    async fn an_entry_of_an_earlier_day_written_anew_is_no_way_back(world: World) {
        let id = world.case().await;
        let begun = world.events(id).await;
        let told = world.journal_from(1).await;
        let earlier = told.iter().find(|record| !record.payload.is_empty()).unwrap().clone();
        world.note(id, "Ett.").await.unwrap();
        world.drop_last(id, begun).await;
        // Whoever writes the database can also add to the chain: no key is needed for that.
        let mut chain = journal::Chain::from(world.store.journal_tip().await.unwrap());
        let opened = chain.append(journal::Record { phase: Phase::Opened, ..earlier.clone() }).unwrap();
        let phase = Phase::Closed { opens: opened.seq, outcome: Outcome::Done };
        let closed = chain.append(journal::Record { phase, ..earlier }).unwrap();
        world.store.journal_append(&[opened, closed]).await.unwrap();
        world.is_found_out(id, "the old entry").await;
    }

    async fn a_case_whose_entry_was_never_closed_opens(world: World) {
        let id = world.case().await;
        world.note(id, "Ett.").await.unwrap();
        // As if the program had stopped after the event and before the entry.
        let object = world.journal_from(world.tip().await).await.remove(0).object;
        let tip = world.tip().await;
        world.tamper(format!("delete from journal_entry where seq = {tip} and object = '{object}'")).await;
        let cx = world.cx("samordnare").await;
        assert_eq!(world.app.case_show(&cx, id).await.unwrap().notes.len(), 1);
        world.note(id, "Två.").await.unwrap();
        world.drop_last(id, world.events(id).await - 1).await;
        world.is_found_out(id, "the one after").await;
    }
}
