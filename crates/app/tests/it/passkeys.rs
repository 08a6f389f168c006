//! Passkeys as a second factor: made, shown, taken away, and what nobody can do with them.

use app::{
    AppError, Cx, SessionId,
    session::{Factors, Shown},
};
use chrono::TimeDelta;
use journal::{Outcome, Phase};
use store::{Account, Passkey};

use crate::{
    device::{Device, base64url},
    on_both,
    world::{ORIGIN, World, password},
};

/// A session halfway in: the password was right.
const HALFWAY: [u8; 32] = [5; 32];

fn halfway() -> SessionId {
    SessionId::of_hash(HALFWAY)
}

/// Somebody without a second factor, as everybody is on their first day.
async fn newcomer(world: &World) -> Cx {
    let person = world.id("hr").to_string();
    let account = world.store.account_get(&person).await.unwrap().unwrap();
    world.store.account_put(&Account { second_factor: None, ..account }).await.unwrap();
    world.cx("hr").await
}

/// Makes a passkey in the session of somebody who may.
async fn add(world: &World, username: &str, device: &mut Device) -> Result<(), AppError> {
    let options = world.once(world.app.passkey_begin(&world.cx(username).await)).await?;
    let answer = device.make(&options);
    world.once(world.app.passkey_add(&world.cx(username).await, "Min telefon", &answer)).await
}

async fn asked(world: &World, username: &str, session: SessionId) -> Factors {
    world.app.factors(&world.id(username).to_string(), session).await.unwrap()
}

/// Signs in with a device, after the password.
async fn enter(world: &World, username: &str, device: &mut Device) -> Result<(), AppError> {
    let signed = world.app.sign_in(username, password()).await.unwrap();
    assert!(signed.needs_code);
    let question = asked(world, username, halfway()).await.question.unwrap();
    let answer = device.show(&question);
    world.app.sign_in_second(&signed.person, Shown::Passkey(halfway(), &answer)).await
}

/// Shows anew who one is, with a device, in one's own session.
async fn prove(world: &World, username: &str, device: &mut Device) -> Result<(), AppError> {
    let cx = world.cx(username).await;
    let question = asked(world, username, cx.session).await.question.unwrap();
    let answer = device.show(&question);
    world.once(world.app.prove(&cx, Shown::Passkey(cx.session, &answer))).await
}

on_both! {
    async fn who_has_no_second_factor_begins_with_a_passkey_and_signs_in_with_it(world: World) {
        let cx = newcomer(world).await;
        assert!(cx.subject.roles.is_empty(), "nothing but the own account is open");
        let mut device = Device::new(ORIGIN, 1);
        add(world, "hr", &mut device).await.unwrap();
        assert!(!world.cx("hr").await.subject.roles.is_empty());
        enter(world, "hr", &mut device).await.unwrap();
        let account = world.once(world.app.account(&world.cx("hr").await)).await.unwrap();
        assert!(!account.has_code);
        let [passkey] = &account.passkeys[..] else { panic!("{account:?}") };
        assert_eq!((passkey.name.as_str(), passkey.created_at, passkey.used_at), ("Min telefon", world.now(), Some(world.now())));
    }

    async fn what_a_device_said_serves_once_and_for_five_minutes(world: World) {
        newcomer(world).await;
        let person = world.id("hr").to_string();
        let mut device = Device::new(ORIGIN, 1);
        add(world, "hr", &mut device).await.unwrap();
        let answer = device.show(&asked(world, "hr", halfway()).await.question.unwrap());
        world.app.sign_in_second(&person, Shown::Passkey(halfway(), &answer)).await.unwrap();
        let again = world.app.sign_in_second(&person, Shown::Passkey(halfway(), &answer)).await;
        assert!(matches!(again, Err(AppError::Invalid(problems)) if problems[0].field == "question"));
        let answer = device.show(&asked(world, "hr", halfway()).await.question.unwrap());
        world.wait(TimeDelta::minutes(5));
        assert!(world.app.sign_in_second(&person, Shown::Passkey(halfway(), &answer)).await.is_err());
        enter(world, "hr", &mut device).await.unwrap();
    }

    async fn what_was_asked_in_one_session_is_not_answered_in_another(world: World) {
        newcomer(world).await;
        let mut device = Device::new(ORIGIN, 1);
        add(world, "hr", &mut device).await.unwrap();
        let answer = device.show(&asked(world, "hr", halfway()).await.question.unwrap());
        let other = Shown::Passkey(SessionId::of_hash([6; 32]), &answer);
        assert!(world.app.sign_in_second(&world.id("hr").to_string(), other).await.is_err());
        assert!(world.app.sign_in_second(&world.id("chef").to_string(), Shown::Passkey(halfway(), &answer)).await.is_err());
    }

    async fn a_passkey_that_is_not_taken_is_journalled_and_makes_one_wait(world: World) {
        newcomer(world).await;
        add(world, "hr", &mut Device::new(ORIGIN, 1)).await.unwrap();
        for _ in 0..5 {
            let mut forger = Device { id: Device::new(ORIGIN, 1).id, ..Device::new(ORIGIN, 2) };
            let before = world.tip().await;
            assert!(matches!(enter(world, "hr", &mut forger).await, Err(AppError::Invalid(_))));
            let records = world.journal_from(before + 1).await;
            let last = records.last().unwrap();
            assert_eq!(last.action, "sign_in");
            assert!(matches!(last.phase, Phase::Closed { outcome: Outcome::Denied, .. }), "{last:?}");
        }
        let person = world.id("hr").to_string();
        let code = world.app.sign_in_second(&person, Shown::Code("000000")).await;
        assert!(matches!(code, Err(AppError::Wait { .. })), "codes and passkeys are tried together");
        assert!(matches!(world.app.sign_in("hr", password()).await, Err(AppError::Wait { .. })));
    }

    async fn a_copy_of_a_device_is_found_when_its_count_goes_back(world: World) {
        newcomer(world).await;
        let mut device = Device::new(ORIGIN, 1);
        add(world, "hr", &mut device).await.unwrap();
        let mut copy = device.clone();
        for _ in 0..2 {
            enter(world, "hr", &mut device).await.unwrap();
        }
        assert!(enter(world, "hr", &mut copy).await.is_err());
    }

    async fn another_second_factor_takes_the_one_that_there_is(world: World) {
        newcomer(world).await;
        let (mut first, mut second) = (Device::new(ORIGIN, 1), Device::new(ORIGIN, 2));
        add(world, "hr", &mut first).await.unwrap();
        assert!(matches!(add(world, "hr", &mut second).await, Err(AppError::Unproven)));
        let cx = world.cx("hr").await;
        assert!(matches!(world.once(world.app.second_factor_begin(&cx)).await, Err(AppError::Unproven)));
        assert!(prove(world, "hr", &mut second).await.is_err(), "a device of another");
        prove(world, "hr", &mut first).await.unwrap();
        add(world, "hr", &mut second).await.unwrap();
        assert!(matches!(add(world, "hr", &mut Device::new(ORIGIN, 3)).await, Err(AppError::Unproven)), "serves once");
        prove(world, "hr", &mut second).await.unwrap();
        world.wait(TimeDelta::minutes(5));
        assert!(matches!(add(world, "hr", &mut Device::new(ORIGIN, 3)).await, Err(AppError::Unproven)), "is over");
        prove(world, "hr", &mut second).await.unwrap();
        world.once(world.app.second_factor_begin(&world.cx("hr").await)).await.unwrap();
    }

    async fn who_has_codes_shows_one_before_they_add_a_passkey(world: World) {
        let (code, fresh) = world.codes("chef");
        let person = world.id("chef").to_string();
        world.app.sign_in_second(&person, Shown::Code(&code)).await.unwrap();
        let mut device = Device::new(ORIGIN, 1);
        assert!(matches!(add(world, "chef", &mut device).await, Err(AppError::Unproven)));
        let cx = world.cx("chef").await;
        assert!(world.once(world.app.prove(&cx, Shown::Code(&code))).await.is_err(), "a code serves once");
        world.once(world.app.prove(&cx, Shown::Code(&fresh))).await.unwrap();
        add(world, "chef", &mut device).await.unwrap();
        enter(world, "chef", &mut device).await.unwrap();
        let factors = asked(world, "chef", halfway()).await;
        assert!(factors.has_code && factors.has_passkeys);
    }

    async fn the_last_second_factor_stays_and_nobody_removes_another_s(world: World) {
        newcomer(world).await;
        let (mut first, mut second) = (Device::new(ORIGIN, 1), Device::new(ORIGIN, 2));
        add(world, "hr", &mut first).await.unwrap();
        prove(world, "hr", &mut first).await.unwrap();
        add(world, "hr", &mut second).await.unwrap();
        let rows = world.store.passkey_list(&world.id("hr").to_string()).await.unwrap();
        let chef = world.cx("chef").await;
        assert!(matches!(world.once(world.app.passkey_remove(&chef, &rows[0].id)).await, Err(AppError::NotFound)));
        let cx = world.cx("hr").await;
        world.once(world.app.passkey_remove(&cx, &rows[0].id)).await.unwrap();
        let last = world.once(world.app.passkey_remove(&cx, &rows[1].id)).await;
        assert!(matches!(last, Err(AppError::Denied { .. })));
        assert_eq!(asked(world, "hr", halfway()).await.question.map(|asked| asked.matches("\"id\"").count()), Some(1));
    }

    async fn a_reset_by_two_takes_the_passkeys_too(world: World) {
        newcomer(world).await;
        add(world, "hr", &mut Device::new(ORIGIN, 1)).await.unwrap();
        world.unlock_all().await;
        let asks = world.cx("behorighet").await;
        let proposal = world.app.second_factor_reset_propose(&asks, world.id("hr"), "Telefonen är borta").await.unwrap();
        world.app.proposal_approve(&world.cx("direktor").await, proposal).await.unwrap();
        assert_eq!(world.store.passkey_list(&world.id("hr").to_string()).await.unwrap(), []);
        assert!(!world.app.sign_in("hr", password()).await.unwrap().needs_code);
    }

    async fn whoever_writes_the_database_gets_in_with_no_passkey_of_theirs(world: World) {
        newcomer(world).await;
        let mut theirs = Device::new(ORIGIN, 1);
        add(world, "hr", &mut theirs).await.unwrap();
        let [row] = &world.store.passkey_list(&world.id("hr").to_string()).await.unwrap()[..] else { panic!() };
        let text = String::from_utf8_lossy(&row.sealed).into_owned();
        assert!(!text.contains(&base64url(&theirs.id)) && !text.contains("telefon"), "sealed at rest");
        let moved = Passkey { id: "1".repeat(32), person: world.id("direktor").to_string(), ..row.clone() };
        world.store.passkey_put(&moved).await.unwrap();
        assert!(world.app.factors(&moved.person, halfway()).await.is_err(), "what is another's does not open");
    }

    async fn a_passkey_needs_a_name_and_an_account_has_ten_at_most(world: World) {
        newcomer(world).await;
        let mut device = Device::new(ORIGIN, 1);
        let options = world.app.passkey_begin(&world.cx("hr").await).await.unwrap();
        let answer = device.make(&options);
        for name in [" ", &"å".repeat(61)] {
            let unnamed = world.once(world.app.passkey_add(&world.cx("hr").await, name, &answer)).await;
            assert!(matches!(unnamed, Err(AppError::Invalid(problems)) if problems[0].field == "name"));
        }
        world.once(world.app.passkey_add(&world.cx("hr").await, &"å".repeat(60), &answer)).await.unwrap();
        for number in 2..=10 {
            prove(world, "hr", &mut device).await.unwrap();
            add(world, "hr", &mut Device::new(ORIGIN, number)).await.unwrap();
        }
        prove(world, "hr", &mut device).await.unwrap();
        assert!(matches!(add(world, "hr", &mut Device::new(ORIGIN, 11)).await, Err(AppError::Denied { .. })));
    }
}
