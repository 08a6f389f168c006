//! People who come, go, have ties and share names.

use app::{AppError, case::CaseDraft, directory::PersonPut};
use casework::{Capacity, Concerned, event::ConcernedKind};
use chrono::TimeDelta;
use signals::pseudonym::{Key, Pseudonym};

use crate::{
    desks::GROUP,
    on_both,
    world::{day, draft},
};

const HEADER: &str = "anstallningsnr;namn;epost;enhet;chef;slutdatum";

on_both! {
    async fn who_has_left_by_the_file_of_hr_is_out_the_same_day(world: World) {
        let id = world.case().await;
        let left = world.cx("controller").await;
        let hr = world.cx("hr").await;
        let file = format!("{HEADER}\nE3;Karin Provsson;;;E0;2026-11-21\nE2;Hanna Provberg;;;;\n");
        let imported = world.once(world.app.person_import(&hr, &file)).await.unwrap();
        assert_eq!((imported.ended, imported.rejected.len()), (1, 1), "nobody changes their own row: {imported:?}");
        assert!(world.seen("controller").await.is_none());
        assert!(world.app.sessions_of(&world.id("controller").to_string()).await.unwrap().is_empty());
        assert!(!world.app.is_unlocked(&left), "the keys are forgotten");
        assert!(world.app.case_show(&left, id).await.is_err());
        let back = format!("{HEADER}\nE3;Karin Provsson;;;E0;\n");
        let imported = world.once(world.app.person_import(&hr, &back)).await.unwrap();
        assert_eq!(imported.rejected.len(), 1, "no file gives access back: {imported:?}");
        assert!(world.once(world.app.person_end(&hr, world.id("controller"), day("2030-01-01"))).await.is_err());
        assert!(world.seen("controller").await.is_none());
    }

    async fn hr_says_when_somebody_begins_one_by_one_and_by_a_file(world: World) {
        let (hr, about) = (world.cx("hr").await, world.id("medarbetare"));
        let first = async |who: &str| {
            let directory = world.app.directory(&world.cx("hr").await).await.unwrap();
            let id = world.id(who).to_string();
            directory.people.into_iter().find(|row| row.person.id == id).unwrap().employed_from
        };
        world.once(world.app.person_begin(&hr, about, Some(day("2026-11-01")))).await.unwrap();
        assert_eq!(first("medarbetare").await, Some(day("2026-11-01")));
        let own = world.once(world.app.person_begin(&hr, world.id("hr"), Some(day("2026-11-01")))).await;
        assert!(matches!(own, Err(AppError::Denied { .. })), "{own:?}");
        for wrong in ["1890-01-01", "2090-01-01"] {
            let wrong = world.once(world.app.person_begin(&hr, about, Some(day(wrong)))).await;
            assert!(matches!(wrong, Err(AppError::Invalid(_))), "{wrong:?}");
        }
        // As the row says, with a first day; an empty cell leaves what is known.
        let row = world.store.person_get(&about.to_string()).await.unwrap().unwrap();
        let file = |day: &str| format!("{HEADER};startdatum\nE6;{};;;E5;;{day}\n", row.name);
        let imported = world.once(world.app.person_import(&hr, &file("2026-10-01"))).await.unwrap();
        assert_eq!((imported.changed, imported.rejected.len()), (1, 0), "{imported:?}");
        assert_eq!(first("medarbetare").await, Some(day("2026-10-01")));
        for same in ["2026-10-01", ""] {
            let imported = world.once(world.app.person_import(&hr, &file(same))).await.unwrap();
            assert_eq!((imported.changed, imported.rejected.len()), (0, 0), "{imported:?}");
        }
        let imported = world.once(world.app.person_import(&hr, &file("i fjol"))).await.unwrap();
        assert!(imported.rejected[0].1.contains("startdatum `i fjol`"), "{imported:?}");
        assert_eq!(first("medarbetare").await, Some(day("2026-10-01")));
        // What is written of one person is not another's.
        let [from, to] = ["medarbetare", "chef"].map(|who| format!("employed-from/{}", world.id(who)));
        let kept = world.store.setting_get(&from).await.unwrap().unwrap();
        world.store.setting_put(&to, &kept).await.unwrap();
        assert_eq!(first("chef").await, None);
        world.once(world.app.person_begin(&hr, about, None)).await.unwrap();
        assert_eq!(first("medarbetare").await, None);
    }

    async fn a_person_of_another_authority_is_not_changed(world: World) {
        let person = world.store.person_get(&world.id("chef").to_string()).await.unwrap().unwrap();
        world.store.person_put(&store::Person { authority: "socialnamnden".to_owned(), ..person }).await.unwrap();
        let cx = world.cx("behorighet").await;
        let put = PersonPut {
            id: Some(world.id("chef")),
            name: "Carl".to_owned(),
            username: "chef".to_owned(),
            email: String::new(),
            employee_no: String::new(),
            unit: String::new(),
            manager: None,
        };
        assert!(matches!(world.once(world.app.person_put(&cx, put)).await, Err(AppError::Denied { .. })));
        let new = PersonPut {
            id: None,
            name: "Nils Nylund".to_owned(),
            username: "ny".to_owned(),
            email: String::new(),
            employee_no: String::new(),
            unit: String::new(),
            manager: None,
        };
        world.once(world.app.person_put(&cx, new)).await.unwrap();
    }

    async fn who_has_declared_a_tie_takes_no_part(world: World) {
        let tie = store::Tie {
            person: world.id("medarbetare").to_string(),
            other: world.id("hr").to_string(),
            kind: "family".to_owned(),
            declared_at: "2026-03-01T09:00:00Z".to_owned(),
        };
        world.store.tie_put(&tie).await.unwrap();
        for by_account in [true, false] {
            let concerned = vec![Concerned {
                kind: ConcernedKind::Employee,
                id: (!by_account).then(|| "E6".to_owned()),
                name: "Malin Exempel".to_owned(),
                person: by_account.then(|| world.id("medarbetare")),
            }];
            let cx = world.cx("controller").await;
            let id = world.once(world.app.case_open(&cx, CaseDraft { concerned, ..draft() })).await.unwrap();
            let page = world.once(world.app.case_show(&cx, id)).await.unwrap();
            assert!(!page.case.members.contains_key(&world.id("hr")), "{by_account}");
            let samordnare = world.cx("samordnare").await;
            let member = casework::Membership { person: world.id("hr"), capacity: Capacity::Hr };
            let two = app::case::two_to_be(&samordnare);
            let added = casework::event::MemberAdded { member, why: "HR behövs.".to_owned(), tie_answered: None, two };
            let event = casework::Event::MemberAdded(added);
            let asked = world.app.case_propose(&samordnare, id, event, "HR behövs.");
            assert!(matches!(world.once(asked).await, Err(AppError::Rule(_))), "{by_account}");
        }
    }

    async fn two_of_one_name_are_two(world: World) {
        let controller = world.cx("controller").await;
        let (group, fingerprint) = (GROUP.to_owned(), crate::desks::SIGNAL.to_owned());
        let (to, reason) = (controller.today() + TimeDelta::days(20), "Förklarat.".to_owned());
        let wish = app::signal::Suppressing { group, fingerprint, to, reason };
        let proposal = world.once(world.app.suppression_propose(&controller, wish)).await.unwrap();
        world.approve("controller2", proposal).await.unwrap();
        let pseudonym = Pseudonym::of(&Key::new([7; 32]), "E6");
        let cx = world.cx("controller").await;
        let until = cx.today() + TimeDelta::days(5);
        let samordnare = world.cx("samordnare").await;
        let asked = world.app.reveal_propose(&samordnare, GROUP, pseudonym, (until, "Utredning."));
        assert!(world.once(asked).await.is_ok());
        let other = world.cx("controller2").await;
        assert_eq!(cx.name, other.name);
        assert_ne!(cx.signature().unwrap(), other.signature().unwrap());
    }
}
