//! Authorities, units, people, ties, deputies, roles and delegation.

use store::{Delegation, Deputy, Error, RoleHolding, Tie, Unit};

use crate::{
    on_both,
    support::{BOARD, NOW, people, person},
};

fn unit(id: &str, name: &str, parent: Option<&str>) -> Unit {
    Unit {
        id: id.into(),
        authority: BOARD.into(),
        name: name.into(),
        parent: parent.map(str::to_owned),
        manager: Some("bo".into()),
    }
}

fn holding(id: &str, person: &str, from_day: &str, to_day: Option<&str>) -> RoleHolding {
    RoleHolding {
        id: id.into(),
        person: person.into(),
        role: "controller".into(),
        authority: BOARD.into(),
        from_day: from_day.into(),
        to_day: to_day.map(str::to_owned),
        proposal: None,
    }
}

fn line(id: &str) -> Delegation {
    Delegation {
        id: id.into(),
        authority: BOARD.into(),
        act: "suspension".into(),
        holder_role: Some("director".into()),
        holder_person: None,
        limit_ore: Some(500_000_000),
        from_day: "2026-01-01".into(),
        to_day: None,
        source: "SN 2026-01-14 § 7 (påhittat)".into(),
    }
}

on_both! {
    async fn a_person_is_kept_whole_and_can_change(db: Db) {
        people(&db.store).await;
        db.store.unit_put(&unit("skola", "Exempelskolan", None)).await.unwrap();
        let mut person = person("dan", "Dan Ödman");
        person.employee_no = Some("1017".into());
        person.unit = Some("skola".into());
        person.manager = Some("someone HR has not sent yet".into());
        db.store.person_put(&person).await.unwrap();
        assert_eq!(db.store.person_get("dan").await.unwrap(), Some(person.clone()));
        person.name = "Dan Ödman Ek".into();
        person.email = None;
        db.store.person_put(&person).await.unwrap();
        assert_eq!(db.store.person_get("dan").await.unwrap(), Some(person));
        assert_eq!(db.store.person_get("nobody").await.unwrap(), None);
    }

    async fn people_are_listed_in_swedish_order(db: Db) {
        people(&db.store).await;
        for (id, name) in [("o", "Örn Z"), ("z", "Zetterlund Z"), ("a", "åberg Z"), ("e", "Édouard Z")] {
            db.store.person_put(&person(id, name)).await.unwrap();
        }
        let mut elsewhere = person("x", "Xerxes");
        elsewhere.authority = "kommunstyrelsen".into();
        db.store.person_put(&elsewhere).await.unwrap();
        let names = |list: Vec<store::Person>| list.into_iter().map(|person| person.name).collect::<Vec<_>>();
        assert_eq!(
            names(db.store.person_list(Some(BOARD)).await.unwrap()),
            ["Anna Ek", "Bo Åkesson", "Cia Ärling", "Édouard Z", "Zetterlund Z", "åberg Z", "Örn Z"]
        );
        assert_eq!(db.store.person_list(None).await.unwrap().len(), 8);
        assert_eq!(db.store.person_list(Some("inget")).await.unwrap(), []);
    }

    async fn many_people_are_put_all_or_none(db: Db) {
        people(&db.store).await;
        let mut lost = person("f", "Fia");
        lost.authority = "no such board".into();
        let error = db.store.person_put_all(&[person("e", "Eva"), lost]).await.unwrap_err();
        assert!(matches!(error, Error::Reference { act: "person_put_all" }), "{error:?}");
        assert_eq!(db.store.person_get("e").await.unwrap(), None);
    }

    async fn an_employee_number_is_one_persons_within_an_authority(db: Db) {
        people(&db.store).await;
        let mut one = person("d", "Dan");
        one.employee_no = Some("7".into());
        let mut other = person("e", "Eva");
        other.employee_no = Some("7".into());
        db.store.person_put(&one).await.unwrap();
        let error = db.store.person_put(&other).await.unwrap_err();
        assert!(matches!(error, Error::Exists { act: "person_put" }), "{error:?}");
        other.authority = "kommunstyrelsen".into();
        db.store.person_put(&other).await.unwrap();
    }

    async fn authorities_and_units_are_trees(db: Db) {
        people(&db.store).await;
        let mut board = db.store.authority_get(BOARD).await.unwrap().unwrap();
        board.parent = Some("kommunstyrelsen".into());
        db.store.authority_put(&board).await.unwrap();
        assert_eq!(db.store.authority_get(BOARD).await.unwrap(), Some(board.clone()));
        assert_eq!(db.store.authority_list().await.unwrap()[1], board);
        db.store.unit_put(&unit("o", "Östra skolan", None)).await.unwrap();
        db.store.unit_put(&unit("a", "Ängsskolan", Some("o"))).await.unwrap();
        let units = db.store.unit_list(Some(BOARD)).await.unwrap();
        assert_eq!(units, [unit("a", "Ängsskolan", Some("o")), unit("o", "Östra skolan", None)]);
        assert_eq!(db.store.unit_list(None).await.unwrap().len(), 2);
        assert_eq!(db.store.unit_get("a").await.unwrap(), Some(unit("a", "Ängsskolan", Some("o"))));
        let error = db.store.unit_put(&unit("x", "X", Some("none"))).await.unwrap_err();
        assert!(matches!(error, Error::Reference { act: "unit_put" }), "{error:?}");
    }

    async fn a_tie_is_seen_from_both_sides(db: Db) {
        people(&db.store).await;
        let tie = |at: &str| Tie { person: "anna".into(), other: "bo".into(), kind: "family".into(), declared_at: at.into() };
        db.store.tie_put(&tie(NOW)).await.unwrap();
        db.store.tie_put(&tie("2026-11-23T09:00:00Z")).await.unwrap();
        let expected = [tie("2026-11-23T09:00:00Z")];
        assert_eq!(db.store.tie_list("anna").await.unwrap(), expected);
        assert_eq!(db.store.tie_list("bo").await.unwrap(), expected);
        assert_eq!(db.store.tie_list("cia").await.unwrap(), []);
        assert!(db.store.tie_end("anna", "bo", "family").await.unwrap());
        assert!(!db.store.tie_end("anna", "bo", "family").await.unwrap());
    }

    async fn a_deputy_is_seen_by_both(db: Db) {
        people(&db.store).await;
        let deputy = |to: &str| Deputy {
            person: "anna".into(),
            deputy: "bo".into(),
            from_day: "2026-12-01".into(),
            to_day: to.into(),
        };
        db.store.deputy_put(&deputy("2026-12-10")).await.unwrap();
        db.store.deputy_put(&deputy("2026-12-20")).await.unwrap();
        assert_eq!(db.store.deputy_list("bo").await.unwrap(), [deputy("2026-12-20")]);
        assert_eq!(db.store.deputy_list("anna").await.unwrap(), [deputy("2026-12-20")]);
        assert_eq!(db.store.deputy_list("cia").await.unwrap(), []);
    }

    async fn roles_are_listed_by_the_day(db: Db) {
        people(&db.store).await;
        db.store.role_put(&holding("r1", "anna", "2026-01-01", Some("2026-06-30"))).await.unwrap();
        db.store.role_put(&holding("r2", "anna", "2026-07-01", None)).await.unwrap();
        db.store.role_put(&holding("r3", "bo", "2026-06-30", None)).await.unwrap();
        let on = async |authority: Option<&str>, day: &str| {
            let list = db.store.role_list(authority, day).await.unwrap();
            list.into_iter().map(|holding| holding.id).collect::<Vec<_>>()
        };
        assert_eq!(on(Some(BOARD), "2026-06-30").await, ["r1", "r3"]);
        assert_eq!(on(None, "2026-07-01").await, ["r3", "r2"]);
        assert!(on(Some("kommunstyrelsen"), "2026-07-01").await.is_empty());
        assert_eq!(db.store.role_by_person("anna").await.unwrap().len(), 2);
        assert!(db.store.role_end("r2", "2026-07-31").await.unwrap());
        assert!(!db.store.role_end("r2", "2026-08-31").await.unwrap(), "an end is not moved forward");
        assert!(!db.store.role_end("r9", "2026-08-31").await.unwrap());
        assert_eq!(on(None, "2026-08-01").await, ["r3"]);
    }

    async fn a_line_of_delegation_has_a_role_or_a_person(db: Db) {
        people(&db.store).await;
        db.store.delegation_put(&line("d1")).await.unwrap();
        let mut personal = line("d2");
        personal.holder_role = None;
        personal.holder_person = Some("bo".into());
        personal.limit_ore = None;
        db.store.delegation_put(&personal).await.unwrap();
        assert_eq!(db.store.delegation_list(Some(BOARD)).await.unwrap(), [line("d1"), personal.clone()]);
        assert_eq!(db.store.delegation_list(None).await.unwrap().len(), 2);
        for (role, holder) in [(None, None), (Some("hr"), Some("bo"))] {
            let mut bad = line("d3");
            bad.holder_role = role.map(str::to_owned);
            bad.holder_person = holder.map(str::to_owned);
            let error = db.store.delegation_put(&bad).await.unwrap_err();
            assert!(matches!(error, Error::Refused { act: "delegation_put" }), "{error:?}");
        }
    }
}
