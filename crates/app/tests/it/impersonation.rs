//! Whoever writes the database or administers the accounts opens no content.

use app::AppError;
use casework::id::CaseId;
use store::{Account, Member, PersonKey, RoleHolding, Secret};
use vault::{CaseKey, OsRng, PersonKeys, ShredKeys};

use crate::{
    desks::GROUP,
    on_both,
    walk::decided,
    world::{World, draft, everybody, password, phrase},
};

impl World {
    async fn opens_nothing(&self, username: &str, id: CaseId) {
        let (app, cx) = (&self.app, self.cx(username).await);
        assert!(self.once(app.case_show(&cx, id)).await.is_err(), "{username}");
        assert!(self.once(app.case_list(&cx)).await.unwrap().iter().all(|row| row.title.is_none()), "{username}");
    }

    fn member(&self, id: CaseId, username: &str, wrapped_key: Option<Vec<u8>>) -> Member {
        let (case_id, person) = (id.to_string(), self.id(username).to_string());
        Member { case_id, person, wrapped_key, since: "2026-11-22T08:00:00Z".to_owned(), until: None, proposal: None }
    }
}

on_both! {
    async fn a_member_row_with_a_key_of_ones_own_or_of_another_opens_nothing(world: World) {
        let id = world.case().await;
        let shred = ShredKeys::new(world.data().join("keys/shred")).get(&id.to_string()).unwrap();
        // Also who has the server's files makes no key that opens what is sealed with another.
        let public = world.store.person_key_get(&world.id("chef").to_string()).await.unwrap().unwrap();
        let verifying = <[u8; 32]>::try_from(public.verifying).unwrap();
        let public = vault::PublicKeys { recipient: public.public, verifying };
        let own = CaseKey::generate(&mut OsRng).unwrap().wrap_to(&public, &shred, &mut OsRng).unwrap();
        world.store.case_member_put(&world.member(id, "chef", Some(own))).await.unwrap();
        world.opens_nothing("chef", id).await;
        let members = world.store.case_members(&id.to_string()).await.unwrap();
        let theirs = members.into_iter().find(|one| one.person == world.id("hr").to_string()).unwrap().wrapped_key;
        for thief in ["controller2", "behorighet", "drift"] {
            world.store.case_member_put(&world.member(id, thief, theirs.clone())).await.unwrap();
            world.opens_nothing(thief, id).await;
        }
    }

    async fn every_role_written_into_the_database_opens_nothing(world: World) {
        let id = world.case().await;
        for role in ["coordinator", "hr", "director", "controller", "manager"] {
            let holding = RoleHolding {
                id: format!("forged {role}"),
                person: world.id("medarbetare").to_string(),
                role: role.to_owned(),
                authority: GROUP.to_owned(),
                from_day: "2026-01-01".to_owned(),
                to_day: None,
                proposal: None,
            };
            world.store.role_put(&holding).await.unwrap();
        }
        let cx = world.cx("medarbetare").await;
        assert_eq!(cx.subject.roles_held(cx.today()), [access::Role::Employee], "a role that two gave");
        for role in access::Role::all().filter(|role| *role != access::Role::Employee) {
            assert!(world.once(world.app.role_choose(&cx, role)).await.is_err(), "{role}");
        }
        world.opens_nothing("medarbetare", id).await;
        // Nor is one that was taken held again, or one turned into another.
        let held = format!("person = '{}'", world.id("chef"));
        world.store.tamper(&format!("update role_holding set role = 'director' where {held}")).await.unwrap();
        assert!(world.seen("chef").await.is_none());
    }

    async fn whom_the_database_calls_coordinator_or_custodian_gets_no_case_and_no_share(world: World) {
        for (person, role) in [("medarbetare", "coordinator"), ("medarbetare", "custodian"), ("chef", "custodian")] {
            let holding = RoleHolding {
                id: format!("0 forged {person} {role}"),
                person: world.id(person).to_string(),
                role: role.to_owned(),
                authority: GROUP.to_owned(),
                from_day: "2026-01-01".to_owned(),
                to_day: None,
                proposal: None,
            };
            world.store.role_put(&holding).await.unwrap();
        }
        let id = world.case().await;
        let members = world.store.case_members(&id.to_string()).await.unwrap();
        assert!(members.iter().all(|member| member.person != world.id("medarbetare").to_string()));
        // The next unlock splits the keys anew when the custodians are others.
        world.unlock("hr").await;
        let shares = world.store.recovery_share_list(&world.id("hr").to_string(), 1).await.unwrap();
        let custodians: Vec<String> = ["nyckel1", "nyckel2"].map(|name| world.id(name).to_string()).into();
        assert!(shares.len() == 2 && shares.iter().all(|share| custodians.contains(&share.custodian)));
    }

    async fn a_reset_of_password_and_second_factor_opens_no_content(world: World) {
        let id = world.case().await;
        let person = world.id("hr").to_string();
        let mine = world.store.account_get(&world.id("behorighet").to_string()).await.unwrap().unwrap();
        let theirs = world.store.account_get(&person).await.unwrap().unwrap();
        let password_of_mine = Secret::new(mine.password.expose().to_owned());
        world.store.account_put(&Account { password: password_of_mine, second_factor: None, ..theirs }).await.unwrap();
        let signed_in = world.app.sign_in("hr", password()).await.unwrap();
        assert!(!signed_in.needs_code);
        let cx = world.cx("hr").await;
        world.once(world.app.lock(&cx)).await.unwrap();
        assert!(cx.subject.roles.is_empty(), "until there is a second factor");
        let wrong = world.once(world.app.unlock(&cx, phrase("behorighet"))).await;
        assert!(matches!(wrong, Err(AppError::Invalid(_))));
        assert!(world.once(world.app.case_show(&cx, id)).await.is_err());
    }

    async fn a_public_key_put_in_anothers_place_is_sealed_to_by_nobody(world: World) {
        let thief = PersonKeys::generate(&mut OsRng).unwrap();
        let known = world.store.person_key_get(&world.id("hr").to_string()).await.unwrap().unwrap();
        let (public, verifying) = (thief.public().recipient, thief.public().verifying.to_vec());
        let key = PersonKey { version: known.version + 1, public: public.clone(), verifying, ..known };
        world.store.person_key_put(&key, &[]).await.unwrap();
        let cx = world.cx("controller").await;
        let opened = world.once(world.app.case_open(&cx, draft())).await;
        assert!(opened.is_err(), "a case would be sealed to the thief");
        // Nor does a signature of it count as theirs, though the earlier key is still known.
        assert!(world.store.person_key_list(&world.id("hr").to_string()).await.unwrap().len() == 2);
    }

    async fn administrator_and_operator_open_nothing_even_as_members(world: World) {
        let id = world.case().await;
        let proposal = world.propose(id, |cx| decided(cx, "polis", "MI-2")).await;
        for username in ["behorighet", "drift"] {
            world.opens_nothing(username, id).await;
            let (app, cx) = (&world.app, world.cx(username).await);
            assert!(world.once(app.proposal_show(&cx, proposal)).await.is_err());
            assert!(world.once(app.case_openings(&cx, id)).await.is_err());
            assert!(world.once(app.case_open(&cx, draft())).await.is_err());
            assert!(world.once(app.signal_list(&cx, GROUP, &app::signal::Filter::default(), 0..50)).await.is_err());
            assert!(world.once(app.journal_read(&cx, None)).await.is_err());
        }
        let readers: Vec<&str> = {
            let mut readers = Vec::new();
            for username in everybody() {
                let cx = world.cx(username).await;
                if world.app.case_show(&cx, id).await.is_ok() {
                    readers.push(username);
                }
            }
            readers
        };
        assert_eq!(readers, ["direktor", "samordnare", "hr", "controller"]);
    }
}
