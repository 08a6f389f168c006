//! Whoever writes the database or administers the accounts opens no content.

use app::{AppError, SessionId, session::Session};
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

    async fn a_reset_of_a_second_factor_opens_no_content(world: World) {
        let id = world.case().await;
        let person = world.id("hr").to_string();
        let theirs = world.store.account_get(&person).await.unwrap().unwrap();
        world.store.account_put(&Account { second_factor: None, ..theirs }).await.unwrap();
        let signed_in = world.app.sign_in("hr", password()).await.unwrap();
        assert!(!signed_in.needs_code);
        let cx = world.cx("hr").await;
        world.once(world.app.lock(&cx)).await.unwrap();
        assert!(cx.subject.roles.is_empty(), "until there is a second factor");
        let wrong = world.once(world.app.unlock(&cx, phrase("behorighet"))).await;
        assert!(matches!(wrong, Err(AppError::Invalid(_))));
        assert!(world.once(world.app.case_show(&cx, id)).await.is_err());
    }

    async fn a_password_put_into_the_database_lets_nobody_in(world: World) {
        let mine = world.store.account_get(&world.id("behorighet").to_string()).await.unwrap().unwrap();
        let theirs = world.store.account_get(&world.id("hr").to_string()).await.unwrap().unwrap();
        for password_of_mine in [mine.password.expose().to_owned(), mine.password.expose()[65..].to_owned()] {
            let account = Account { password: Secret::new(password_of_mine), ..theirs.clone() };
            world.store.account_put(&account).await.unwrap();
            assert!(matches!(world.app.sign_in("hr", password()).await, Err(AppError::Invalid(_))));
            assert!(world.seen("hr").await.is_none(), "nor does a session that goes on");
        }
        // A new account of one's own for another person neither.
        let account = Account { person: theirs.person.clone(), username: "tjuv".to_owned(), ..mine };
        world.store.account_put(&account).await.unwrap();
        assert!(matches!(world.app.sign_in("tjuv", password()).await, Err(AppError::Invalid(_))));
        world.store.account_put(&theirs).await.unwrap();
        assert!(world.app.sign_in("hr", password()).await.unwrap().needs_code, "what was written is read again");
    }

    async fn a_session_put_into_the_database_is_nobodys(world: World) {
        let at = world.now();
        let own = Session {
            id: SessionId::of_hash([9; 32]),
            person: world.id("drift").to_string(),
            created_at: at,
            seen_at: at,
            device: "Firefox på Linux".to_owned(),
        };
        world.app.session_keep(&own).await.unwrap();
        assert_eq!(world.app.session_find(own.id).await.unwrap().as_ref(), Some(&own));
        let row = world.store.session_get(&[9; 32]).await.unwrap().unwrap();
        let person = world.id("direktor").to_string();
        world.store.tamper(&format!("update session set person = '{person}' where device = '{}'", row.device)).await.unwrap();
        assert_eq!(world.app.session_find(own.id).await.unwrap(), None);
        let forged = store::Session { hash: vec![8; 32], person: person.clone(), ..row };
        world.store.session_put(&forged).await.unwrap();
        assert_eq!(world.app.session_find(SessionId::of_hash([8; 32])).await.unwrap(), None);
        let theirs = world.app.sessions_of(&person).await.unwrap();
        assert!(theirs.iter().all(|session| session.device != own.device), "{theirs:?}");
    }

    async fn a_manager_or_a_last_day_changed_in_the_database_ends_access_and_is_not_written_over(world: World) {
        let row = world.store.person_get(&world.id("hr").to_string()).await.unwrap().unwrap();
        for changed in [
            store::Person { manager: Some(world.id("drift").to_string()), ..row.clone() },
            store::Person { employed_until: Some("2030-01-01".to_owned()), ..row.clone() },
            store::Person { authority: "socialnamnden".to_owned(), ..row.clone() },
        ] {
            let cx = world.cx("hr").await;
            world.store.person_put(&changed).await.unwrap();
            assert!(world.seen("hr").await.is_none(), "{changed:?}");
            assert!(matches!(world.once(world.app.locale_choose(&cx, "en")).await, Err(AppError::Denied { .. })));
            world.store.person_put(&row).await.unwrap();
        }
        assert!(world.seen("hr").await.is_some());
    }

    async fn a_point_of_delegation_or_a_deputy_put_into_the_database_counts_for_nothing(world: World) {
        let id = world.case().await;
        let points = world.store.delegation_list(Some(GROUP)).await.unwrap();
        let given = world.once(world.app.directory(&world.cx("behorighet").await)).await.unwrap().delegations;
        assert_eq!(given, points);
        for point in points {
            let wider = store::Delegation { limit_ore: Some(1), ..point };
            world.store.delegation_put(&wider).await.unwrap();
        }
        assert_eq!(world.once(world.app.directory(&world.cx("behorighet").await)).await.unwrap().delegations, []);
        let (person, deputy) = (world.id("direktor"), world.id("chef").to_string());
        let (from_day, to_day) = ("2026-01-01".to_owned(), "2028-01-01".to_owned());
        let row = store::Deputy { person: person.to_string(), deputy, from_day, to_day };
        world.store.deputy_put(&row).await.unwrap();
        assert_eq!(world.once(world.app.deputy_list(&world.cx("behorighet").await, person)).await.unwrap(), []);
        let cx = world.cx("samordnare").await;
        let proposed = world.app.case_propose(&cx, id, decided(&cx, "polis", "MI-2"), "Utan ordning.");
        assert!(world.once(proposed).await.is_err());
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
