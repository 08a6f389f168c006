//! Who had no keys when a case was opened gets its key once, when they have made them.

use app::{AppError, case::CaseDraft, directory::PersonPut, proposal::RoleChange};
use casework::id::{CaseId, PersonId};
use store::{Account, PersonKey};

use crate::{
    desks::GROUP,
    on_both,
    world::{World, draft, phrase},
};

impl World {
    /// A manager who is new here: with a role by two and a second factor, and without keys.
    async fn newcomer(&mut self) -> PersonId {
        let admin = self.cx("behorighet").await;
        let put = PersonPut {
            id: None,
            name: "Nina Nyprov".to_owned(),
            username: "ny".to_owned(),
            email: String::new(),
            employee_no: "E77".to_owned(),
            unit: String::new(),
            manager: Some(self.id("direktor")),
        };
        let person = self.once(self.app.person_put(&admin, put)).await.unwrap().person;
        let (authority, from) = (GROUP.to_owned(), Some(admin.today()));
        let change = RoleChange { person, role: "manager".to_owned(), authority, from, to: None };
        let proposal = self.once(self.app.role_propose(&admin, change, "Ny chef.")).await.unwrap();
        self.approve("direktor", proposal).await.unwrap();
        let account = self.store.account_get(&person.to_string()).await.unwrap().unwrap();
        self.store.account_put(&Account { second_factor: Some(vec![1]), ..account }).await.unwrap();
        self.comes("ny", person).await;
        person
    }

    async fn opened_by_the_newcomer(&self) -> CaseId {
        let cx = self.cx("ny").await;
        self.once(self.app.case_open(&cx, CaseDraft { signals: Vec::new(), ..draft() })).await.unwrap()
    }

    async fn reads(&self, username: &str, id: CaseId) -> Result<(), AppError> {
        self.once(self.app.case_show(&self.cx(username).await, id)).await.map(|_| ())
    }
}

on_both! {
    async fn who_opens_a_case_without_keys_gets_its_key_at_the_next_opening(world: World) {
        let person = world.newcomer().await;
        let id = world.opened_by_the_newcomer().await;
        assert!(world.reads("ny", id).await.is_err());
        world.reads("samordnare", id).await.unwrap();
        assert!(world.reads("ny", id).await.is_err(), "there is no key to give it to");
        let cx = world.cx("ny").await;
        world.once(world.app.keys_create(&cx, phrase("ny"))).await.unwrap();
        assert!(world.reads("ny", id).await.is_err(), "nobody has been there to give it");
        let samordnare = world.cx("samordnare").await;
        let page = world.once(world.app.case_show(&samordnare, id)).await.unwrap();
        assert!(page.timeline.iter().any(|entry| entry.event == "key_given"), "the others see it");
        assert!(page.without_keys.is_empty() && page.case.members.contains_key(&person));
        world.reads("ny", id).await.unwrap();
    }

    async fn keys_made_anew_behind_a_members_back_are_given_no_case(world: World) {
        world.newcomer().await;
        let id = world.opened_by_the_newcomer().await;
        let cx = world.cx("ny").await;
        world.once(world.app.keys_create(&cx, phrase("ny"))).await.unwrap();
        world.reads("samordnare", id).await.unwrap();
        // Somebody takes away the keys and the rows of two members, and signs in as them.
        for username in ["hr", "ny"] {
            let person = world.id(username);
            for table in ["case_member", "recovery_share", "person_key"] {
                let rows = format!("delete from {table} where person = '{person}'");
                world.store.tamper(&rows).await.unwrap();
            }
            let cx = world.cx(username).await;
            world.once(world.app.lock(&cx)).await.unwrap();
            let anew = world.once(world.app.keys_create(&cx, phrase("tjuv"))).await;
            assert!(matches!(anew, Err(AppError::Denied { .. })), "{username}: the journal knows of the first");
        }
        // Even with the journal silenced.
        world.store.tamper("delete from journal_entry where object like 'keys/%'").await.unwrap();
        for username in ["hr", "ny"] {
            let (person, cx) = (world.id(username), world.cx(username).await);
            world.app.keys_create(&cx, phrase("tjuv")).await.unwrap();
            let samordnare = world.cx("samordnare").await;
            world.app.case_show(&samordnare, id).await.unwrap();
            assert!(world.app.case_show(&cx, id).await.is_err(), "{username}");
            let members = world.store.case_members(&id.to_string()).await.unwrap();
            assert!(members.iter().all(|member| member.person != person.to_string()), "{username}");
        }
    }

    async fn keys_that_somebody_wrote_into_the_database_are_given_no_case(world: World) {
        let person = world.newcomer().await;
        let id = world.opened_by_the_newcomer().await;
        let thief = vault::PersonKeys::generate(&mut vault::OsRng).unwrap();
        let (public, verifying) = (thief.public().recipient, thief.public().verifying.to_vec());
        let created_at = "2026-11-22T09:00:00Z".to_owned();
        let key = PersonKey { person: person.to_string(), version: 1, public, verifying, wrapped: vec![1], created_at };
        world.store.person_key_put(&key, &[]).await.unwrap();
        world.reads("samordnare", id).await.unwrap();
        let members = world.store.case_members(&id.to_string()).await.unwrap();
        assert!(members.iter().all(|member| member.person != person.to_string()));
    }
}
