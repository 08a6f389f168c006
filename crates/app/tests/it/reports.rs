//! Whistleblowers' reports from the listener to the certificate: who can open them, and who can not.

use app::{
    AppError,
    report::{Appointing, Identity, OralDraft, Redaction, VoiceChange},
};
use casework::report::{
    event::{Event, Message, Minutes, Outcome, Signing},
    recipients::Level,
};
use chrono::TimeDelta;
use store::Backend;
use vault::{DraftKey, OsRng, receipt::Receipt};
use voices::draft::Draft;

use crate::{
    desks::GROUP,
    on_both,
    voices::{NAME, SAID, draft},
    world::{everybody, phrase, run},
};

const RECIPIENTS: [&str; 3] = ["mottagare1", "mottagare2", "mottagare3"];

on_both! {
    async fn a_report_goes_from_the_listener_to_the_certificate(world: World) {
        let (id, receipt) = world.comes_in(draft()).await;
        let cx = world.cx("mottagare1").await;
        let [row] = &world.once(world.app.report_list(&cx)).await.unwrap()[..] else { panic!("one report") };
        assert!(row.is_unread && row.matter.is_some());
        assert_eq!(row.days_left, Some(7));
        let page = world.once(world.app.report_show(&cx, id)).await.unwrap();
        assert!(page.report.answers.iter().any(|answer| answer.text.contains("Fakturorna delas")));
        let ask = Event::MessageToReporter(Message { text: "Vilken månad?".to_owned(), files: Vec::new() });
        world.once(world.app.report_write(&cx, id, ask)).await.unwrap();
        world.report_finish(id).await;

        // The reporter comes back with the words.
        let host = world.host();
        let turn = world.app.report_turn(&host.listener, &host.intake).await.unwrap();
        assert_eq!(turn.sent, 4, "opened, a message, an acknowledgement, feedback; the note is not told");
        let opened = host.letterbox.unlock(&receipt).unwrap();
        let mine = host.letterbox.page(&opened, cx.today()).unwrap();
        assert_eq!(mine.seen.len(), 1, "told once, by role: {:?}", mine.seen);
        assert!(mine.lines.iter().any(|line| line.text == "Vilken månad?"));
        assert!(!mine.is_unacknowledged);
        let answer = |files| Event::MessageFromReporter(Message { text: "I oktober.".to_owned(), files });
        let key = DraftKey::generate(&mut OsRng);
        host.letterbox.send(&opened, answer, (&host.drawers, &key, &[]), world.now()).unwrap();
        world.app.report_turn(&host.listener, &host.intake).await.unwrap();
        let page = world.once(world.app.report_show(&cx, id)).await.unwrap();
        assert!(page.report.dialogue.iter().any(|line| line.from_reporter && line.message.text == "I oktober."));
        assert_eq!(page.unreadable, 0);

        world.report_close(id).await;
        let early = world.app.report_dispose_propose(&cx, id, None, "Tiden är ute.").await;
        assert!(matches!(early, Err(AppError::Denied { .. })), "it was not written for the archive");
        let archived = world.once(world.app.report_archive(&cx, id)).await.unwrap();
        assert!(archived.pdf.starts_with(b"%PDF"));
        let proposal = world.once(world.app.report_dispose_propose(&cx, id, None, "Tiden är ute.")).await.unwrap();
        let second = world.cx("mottagare2").await;
        world.once(world.app.proposal_approve(&second, proposal)).await.unwrap();
        assert!(matches!(world.app.report_show(&cx, id).await, Err(AppError::NotFound)));
        assert!(world.app.report_list(&cx).await.unwrap().is_empty());
        let list = world.once(world.app.voice_list(&world.cx("registrator").await)).await.unwrap();
        let [certificate] = &list.certificates[..] else { panic!("one certificate") };
        assert!(certificate.body.contains(&archived.hash) && certificate.body.contains("Mats Exempelholm"));
        assert!(!certificate.body.contains("Faktur"));
        world.app.report_turn(&host.listener, &host.intake).await.unwrap();
        assert!(world.host().letterbox.unlock(&receipt).is_err(), "the listener has forgotten it");
    }
}

on_both! {
    async fn an_oral_report_is_written_in_and_its_reporter_corrects_and_signs_the_minutes(world: World) {
        world.channel().await;
        let (cx, second) = (world.cx("mottagare1").await, world.cx("mottagare2").await);
        let offered = world.once(world.app.report_record_new(&cx)).await.unwrap();
        assert!(offered.keeps_names && offered.others.len() == 2);
        let identity = Some(Identity { name: NAME.to_owned(), contact: "070-000 00 00".to_owned() });
        let excluded = [world.id("mottagare3")].into();
        let draft = OralDraft { id: offered.id, excluded, identity, ..world.oral() };
        let recorded = world.once(world.app.report_record(&cx, draft.clone())).await.unwrap();
        let id = recorded.report;
        assert_eq!((id, recorded.recipients.len()), (offered.id, 2));
        let again = world.once(world.app.report_record(&cx, draft)).await;
        assert!(matches!(again, Err(AppError::Denied { .. })), "sent twice, it is one report: {again:?}");

        // New to the other recipient and not to whoever heard it; nothing at all to the one who was left out.
        let unread = async |cx: &app::Cx| world.app.report_list(cx).await.unwrap().iter().map(|row| row.is_unread).collect::<Vec<_>>();
        assert_eq!((unread(&cx).await, unread(&second).await), (vec![false], vec![true]));
        let out = world.cx("mottagare3").await;
        assert!(world.app.report_list(&out).await.unwrap().is_empty());
        assert!(matches!(world.app.report_show(&out, id).await, Err(AppError::NotFound)));
        let members = world.store.case_members(&id.to_string()).await.unwrap();
        assert!(members.iter().all(|member| member.person != world.id("mottagare3").to_string()));
        let page = world.once(world.app.report_show(&second, id)).await.unwrap();
        assert_eq!(page.report.minutes.as_ref().unwrap().minutes.text, SAID);
        assert!(page.report.named);

        // The reporter comes back with the words, corrects and signs.
        let host = world.host();
        world.app.report_turn(&host.listener, &host.intake).await.unwrap();
        host.letterbox.refresh().unwrap();
        let opened = host.letterbox.unlock(&Receipt::parse(&recorded.words).unwrap()).unwrap();
        let mine = host.letterbox.page(&opened, cx.today()).unwrap();
        assert_eq!(mine.minutes.as_ref().unwrap().text, SAID);
        let say = |event: Event| {
            let key = DraftKey::generate(&mut OsRng);
            host.letterbox.send(&opened, |_| event, (&host.drawers, &key, &[]), world.now()).unwrap();
        };
        let right = format!("{SAID} Sedan i maj.");
        say(Event::MinutesCorrected(Minutes { text: right.clone() }));
        world.app.report_turn(&host.listener, &host.intake).await.unwrap();
        world.once(world.app.report_show(&second, id)).await.unwrap();
        world.app.report_turn(&host.listener, &host.intake).await.unwrap();
        let mine = host.letterbox.page(&opened, cx.today()).unwrap().minutes.unwrap();
        assert_eq!((mine.text.as_str(), mine.is_corrected), (right.as_str(), false), "taken in, and to be signed");
        say(Event::MinutesSigned(Signing { version: mine.version }));
        world.app.report_turn(&host.listener, &host.intake).await.unwrap();
        let page = world.once(world.app.report_show(&cx, id)).await.unwrap();
        let version = page.report.minutes.clone().unwrap();
        assert!(version.signed.is_some() && version.minutes.text == right);
        assert_eq!(page.unreadable, 0);
    }
}

#[test]
fn whoever_is_concerned_writes_no_oral_report_in_and_nothing_of_it_is_left() {
    run(Backend::Sqlite, async |world| {
        world.channel().await;
        let cx = world.cx("mottagare1").await;
        let keys = || std::fs::read_dir(world.data().join("keys/shred")).map_or(0, Iterator::count);
        let before = keys();
        let own = OralDraft { names: vec!["Maja Proväng och andra".to_owned()], ..world.oral() };
        let excluded = OralDraft { excluded: [cx.person].into(), ..world.oral() };
        for draft in [own, excluded] {
            let refused = world.once(world.app.report_record(&cx, draft)).await;
            assert!(matches!(refused, Err(AppError::Denied { .. })), "{refused:?}");
        }
        let ahead = OralDraft { on: cx.today() + TimeDelta::days(1), ..world.oral() };
        assert!(matches!(world.once(world.app.report_record(&cx, ahead)).await, Err(AppError::Invalid(_))));
        assert_eq!(keys(), before);
        // Another, who is not concerned, writes it in; the one it is about gets nothing.
        let other = world.cx("mottagare2").await;
        let draft = OralDraft { names: vec!["maja proväng".to_owned()], ..world.oral() };
        world.once(world.app.report_record(&other, draft)).await.unwrap();
        assert!(world.app.report_list(&cx).await.unwrap().is_empty());
        assert_eq!(world.app.report_list(&other).await.unwrap().len(), 1);
        for file in ["insyn.db", "insyn.db-wal"] {
            let bytes = std::fs::read(world.data().join(file)).unwrap_or_default();
            assert!(!bytes.windows(SAID.len()).any(|at| at == SAID.as_bytes()), "{file}");
        }
    });
}

#[test]
fn nobody_but_its_recipients_finds_a_report_or_anything_of_it() {
    run(Backend::Sqlite, async |world| {
        let id = world.report().await;
        for username in everybody().filter(|username| !RECIPIENTS.contains(username)) {
            let cx = world.cx(username).await;
            assert!(world.app.report_list(&cx).await.unwrap().is_empty(), "{username}");
            assert!(matches!(world.app.report_show(&cx, id).await, Err(AppError::NotFound)), "{username}");
            assert!(matches!(world.app.case_show(&cx, id).await, Err(AppError::NotFound)), "{username}");
            assert!(world.app.proposal_list(&cx).await.unwrap().is_empty(), "{username}");
        }
        for username in RECIPIENTS {
            let cx = world.cx(username).await;
            assert!(world.app.report_show(&cx, id).await.is_ok(), "{username}");
            assert!(matches!(world.app.case_show(&cx, id).await, Err(AppError::NotFound)), "it is no case");
            assert!(world.app.case_list(&cx).await.unwrap().is_empty(), "nor listed as one");
        }
    });
}

#[test]
fn nothing_of_a_report_or_of_its_reporter_lies_in_the_database_or_in_the_journal() {
    run(Backend::Sqlite, async |world| {
        let id = world.report().await;
        let cx = world.cx("mottagare1").await;
        world.app.report_show(&cx, id).await.unwrap();
        world.report_finish(id).await;
        for file in ["insyn.db", "insyn.db-wal"] {
            let bytes = std::fs::read(world.data().join(file)).unwrap_or_default();
            for secret in [NAME, "Fakturorna delas", "070-000 00 00", "Fakturorna är granskade"] {
                assert!(!bytes.windows(secret.len()).any(|at| at == secret.as_bytes()), "{secret} in {file}");
            }
        }
        for record in world.journal_from(1).await.iter().filter(|record| record.action == "report_adopt") {
            assert!(record.at.ends_with("T12:00:00Z"), "a report is kept by its day: {}", record.at);
        }
    });
}

#[test]
fn reporter_and_recipients_see_on_which_days_the_report_was_opened() {
    run(Backend::Sqlite, async |world| {
        let excluded = [world.id("mottagare3")].into();
        let (id, receipt) = world.comes_in(Draft { excluded, ..draft() }).await;
        let first = world.cx("mottagare1").await.today();
        for (username, days) in [("mottagare1", 0), ("mottagare1", 0), ("mottagare2", 0), ("mottagare1", 1)] {
            world.wait(TimeDelta::days(days));
            let cx = world.cx(username).await;
            world.app.unlock(&cx, phrase(username)).await.unwrap();
            world.once(world.app.report_show(&cx, id)).await.unwrap();
        }
        let out = world.cx("mottagare3").await;
        assert!(matches!(world.app.report_show(&out, id).await, Err(AppError::NotFound)));
        let host = world.host();
        world.app.report_turn(&host.listener, &host.intake).await.unwrap();
        let opened = host.letterbox.unlock(&receipt).unwrap();
        let today = world.cx("mottagare1").await.today();
        let seen = host.letterbox.page(&opened, today).unwrap().seen;
        let days: Vec<_> = seen.iter().map(|(on, role, ..)| (*on, role.as_str())).collect();
        let role = "behörig mottagare";
        assert_eq!(days, [(first, role), (first, role), (today, role)], "each person once a day, by role alone");

        let cx = world.cx("mottagare2").await;
        world.app.unlock(&cx, phrase("mottagare2")).await.unwrap();
        let page = world.once(world.app.report_show(&cx, id)).await.unwrap();
        let rows: Vec<_> = page.openings.iter().map(|one| (one.on, one.who.as_str())).collect();
        let name = |username: &str| page.names.get(&world.id(username)).unwrap().as_str();
        let mut expected = vec![
            (today, name("mottagare1")),
            (today, name("mottagare2")),
            (first, name("mottagare1")),
            (first, name("mottagare2")),
        ];
        expected.sort_by(|one, other| other.cmp(one));
        assert_eq!(rows, expected, "who tried in vain stands nowhere");
    });
}

#[test]
fn whom_the_reporter_leaves_out_is_let_in_by_nobody() {
    run(Backend::Sqlite, async |world| {
        let excluded = [world.id("mottagare3")].into();
        let (id, _) = world.comes_in(Draft { excluded, ..draft() }).await;
        let cx = world.cx("mottagare1").await;
        let page = world.once(world.app.report_show(&cx, id)).await.unwrap();
        assert_eq!(page.report.recipients.len(), 2);
        assert!(page.successors.iter().all(|(one, _)| one.person != world.id("mottagare3")));
        let out = world.cx("mottagare3").await;
        assert!(world.app.report_list(&out).await.unwrap().is_empty());
        assert!(matches!(world.app.report_show(&out, id).await, Err(AppError::NotFound)));
        let recused = world.app.report_recuse(&cx, id, world.id("mottagare3"), "Min bror.".to_owned()).await;
        assert!(matches!(recused, Err(AppError::Invalid(_))), "{recused:?}");
        let members = world.store.case_members(&id.to_string()).await.unwrap();
        assert!(members.iter().all(|member| member.person != world.id("mottagare3").to_string()));
    });
}

#[test]
fn who_steps_down_is_out_at_once_and_somebody_is_always_left() {
    run(Backend::Sqlite, async |world| {
        let excluded = [world.id("mottagare3")].into();
        let (id, _) = world.comes_in(Draft { excluded, ..draft() }).await;
        let cx = world.cx("mottagare1").await;
        let second = world.id("mottagare2");
        world.once(world.app.report_recuse(&cx, id, second, "Min bror.".to_owned())).await.unwrap();
        assert!(matches!(world.app.report_show(&cx, id).await, Err(AppError::NotFound)));
        let other = world.cx("mottagare2").await;
        let page = world.once(world.app.report_show(&other, id)).await.unwrap();
        assert_eq!(page.report.recipients.len(), 1);
        let alone = world.app.report_recuse(&other, id, world.id("mottagare1"), "Jag med.".to_owned()).await;
        assert!(alone.is_err(), "the last one is followed by nobody who may");
    });
}

#[test]
fn a_name_is_read_by_a_recipient_once_a_custodian_has_released_it() {
    run(Backend::Sqlite, async |world| {
        let id = world.report().await;
        let cx = world.cx("mottagare1").await;
        let early = world.once(world.app.report_identity_show(&cx, id)).await;
        assert!(matches!(early, Err(AppError::Denied { .. })));
        let asked = world.app.report_identity_propose(&cx, id, "Samtalet kräver det.");
        let proposal = world.once(asked).await.unwrap();
        let other = world.cx("mottagare2").await;
        assert!(world.once(world.app.proposal_approve(&other, proposal)).await.is_err(), "a recipient is no custodian");
        let custodian = world.cx("nyckel1").await;
        let shown = world.once(world.app.proposal_show(&custodian, proposal)).await.unwrap();
        assert!(!format!("{:?}", shown.what).contains("Faktur"), "{:?}", shown.what);
        world.once(world.app.proposal_approve(&custodian, proposal)).await.unwrap();
        assert!(matches!(world.app.report_show(&custodian, id).await, Err(AppError::NotFound)));
        let first = world.once(world.app.report_identity_show(&other, id)).await;
        assert!(matches!(first, Err(AppError::Denied { .. })), "who asked reads it first");
        assert_eq!(world.once(world.app.report_identity_show(&cx, id)).await.unwrap().name, NAME);
        assert_eq!(world.once(world.app.report_identity_show(&other, id)).await.unwrap().name, NAME);
        let page = world.once(world.app.report_show(&cx, id)).await.unwrap();
        let two = page.report.identity_released.clone().unwrap().two;
        assert_eq!((two.proposer.person, two.approver.person), (cx.person, custodian.person));
    });
}

#[test]
fn what_is_taken_out_is_gone_and_the_report_is_whole() {
    run(Backend::Sqlite, async |world| {
        let id = world.report().await;
        let cx = world.cx("mottagare1").await;
        let take = |passage: &str| Redaction {
            of: 1,
            passage: passage.to_owned(),
            kind: "hälsa hos en utomstående".to_owned(),
            why: "Det säger inget om fakturorna.".to_owned(),
        };
        let wrong = world.once(world.app.report_redact(&cx, id, take("Hon är frisk."))).await;
        assert!(matches!(wrong, Err(AppError::Invalid(_))));
        let before = world.store.case_events(&id.to_string()).await.unwrap();
        world.once(world.app.report_redact(&cx, id, take("Hon är sjuk."))).await.unwrap();
        let after = world.store.case_events(&id.to_string()).await.unwrap();
        assert_ne!(before[0], after[0]);
        let page = world.once(world.app.report_show(&cx, id)).await.unwrap();
        let text = serde_json::to_string(&page.entries).unwrap();
        assert!(!text.contains("Hon är sjuk.") && text.contains("[borttaget"), "{text}");
        assert_eq!(page.report.redacted.get(&1), Some(&2));
        // Again, and then the old row in its place: the journal tells otherwise.
        world.once(world.app.report_redact(&cx, id, take("i oktober"))).await.unwrap();
        assert!(world.app.report_show(&cx, id).await.is_ok());
        let hex: String = before[0].iter().map(|byte| format!("{byte:02x}")).collect();
        world.store.tamper(&format!("update case_event set sealed = x'{hex}' where seq = 1")).await.unwrap();
        assert!(matches!(world.app.report_show(&cx, id).await, Err(AppError::NotWhole { .. })));
    });
}

#[test]
fn an_appointment_that_two_did_not_write_is_none() {
    run(Backend::Sqlite, async |world| {
        world.channel().await;
        let person = world.id("chef");
        let forged = format!(
            "insert into voice_appointment values ('f1', '{person}', '{GROUP}', 'own', 'KS 1', '2026-01-01', null, 'p')"
        );
        assert_eq!(world.store.tamper(&forged).await.unwrap(), 1);
        let list = world.once(world.app.voice_list(&world.cx("registrator").await)).await.unwrap();
        assert_eq!(list.channel.appointments.len(), 3);
        let host = world.host();
        world.app.report_turn(&host.listener, &host.intake).await.unwrap();
        host.letterbox.refresh().unwrap();
        let card = host.letterbox.channel(GROUP).unwrap();
        assert!(card.receivers.iter().all(|one| one.appointment.person != person));
        assert_eq!(card.custodians.len(), 2);
    });
}

#[test]
fn nobody_authorises_themselves_and_only_who_holds_the_role_is_authorised() {
    run(Backend::Sqlite, async |world| {
        let one = |username: &str| {
            VoiceChange::Appoint(Appointing {
                authority: GROUP.to_owned(),
                person: world.id(username),
                level: Level::Above,
                decision: "KS 2026/12 § 5, påhittat".to_owned(),
                from: "2026-01-01".parse().unwrap(),
                to: None,
            })
        };
        let hr = world.cx("hr").await;
        let without = world.once(world.app.voice_propose(&hr, one("chef"), "Enligt beslutet.")).await;
        assert!(matches!(without, Err(AppError::Invalid(_))), "{without:?}");
        for username in ["direktor", "drift", "behorighet", "mottagare1"] {
            let cx = world.cx(username).await;
            let denied = world.once(world.app.voice_propose(&cx, one("mottagare1"), "Enligt beslutet.")).await;
            assert!(matches!(denied, Err(AppError::Denied { .. })), "{username}: {denied:?}");
        }
    });
}

#[test]
fn figures_hide_what_is_few_and_count_only_reports_that_one_receives() {
    run(Backend::Sqlite, async |world| {
        let id = world.report().await;
        world.report_finish(id).await;
        world.report_close(id).await;
        let cx = world.cx("mottagare1").await;
        let period = app::report::Period::of(cx.today());
        let figures = world.once(world.app.report_statistics(&cx, period)).await.unwrap();
        let shown = figures.outcomes.rows.iter().flatten().filter(|cell| cell.text() != "–").count();
        assert_eq!(shown, 0, "one report is too few for any number");
        assert_eq!(Outcome::ALL.len() + 1, figures.outcomes.rows[0].len());
    });
}

#[test]
fn mails_go_out_at_fixed_hours_to_recipients_alone_and_tell_nothing() {
    run(Backend::Sqlite, async |world| {
        for username in everybody() {
            let row = world.store.person_get(&world.id(username).to_string()).await.unwrap().unwrap();
            let email = Some(format!("{username}@exempel.invalid"));
            world.store.person_put(&store::Person { email, ..row }).await.unwrap();
        }
        let folder = world.data().join("mail");
        assert_eq!(world.app.report_notices(&folder).await.unwrap(), 0, "nothing has come in");
        let excluded = [world.id("mottagare3")].into();
        world.comes_in(Draft { excluded, ..draft() }).await;
        assert_eq!(world.app.report_notices(&folder).await.unwrap(), 0, "not before the next hour");
        // 10:00 in Sweden; 13:00 is the next.
        world.wait(TimeDelta::minutes(185));
        assert_eq!(world.app.report_notices(&folder).await.unwrap(), 2);
        assert_eq!(world.app.report_notices(&folder).await.unwrap(), 0, "once an hour that has come");
        let mails: Vec<String> = std::fs::read_dir(&folder)
            .unwrap()
            .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
            .collect();
        assert_eq!(mails.len(), 2);
        for mail in &mails {
            assert!(mail.contains("12:00:00 +0000"), "the hour, and not the time: {mail}");
            assert!(!mail.contains("mottagare3") && !mail.to_lowercase().contains("rapport"), "{mail}");
        }
    });
}

#[test]
fn a_listener_that_was_lost_is_filled_by_the_next_turn_so_that_the_reporter_comes_back() {
    run(Backend::Sqlite, async |world| {
        let (id, receipt) = world.comes_in(draft()).await;
        let cx = world.cx("mottagare1").await;
        let text = "Vi läser.".to_owned();
        let said = Event::MessageToReporter(Message { text, files: Vec::new() });
        world.once(world.app.report_write(&cx, id, said)).await.unwrap();
        let host = world.host();
        let turn = world.app.report_turn(&host.listener, &host.intake).await.unwrap();
        assert_eq!(turn.filled, 0, "nothing is lost");
        std::fs::remove_dir_all(world.data().join("host")).unwrap();
        let host = world.host();
        let before = world.tip().await;
        let turn = world.app.report_turn(&host.listener, &host.intake).await.unwrap();
        assert_eq!(turn.filled, 1);
        let written = world.journal_from(before + 1).await;
        assert_eq!(written.iter().filter(|record| record.action == "report_refill").count(), 2, "opened and closed");
        assert_eq!(world.app.report_turn(&host.listener, &host.intake).await.unwrap().filled, 0);
        let host = world.host();
        assert!(host.letterbox.channel(GROUP).is_some(), "the card is there again");
        let opened = host.letterbox.unlock(&receipt).unwrap();
        let mine = host.letterbox.page(&opened, cx.today()).unwrap();
        assert!(mine.lines.iter().any(|line| line.text == "Vi läser."));
        // What was disposed of does not come back.
        world.report_finish(id).await;
        world.report_close(id).await;
        let ground = Some("planen 7".to_owned());
        let proposal = world.once(world.app.report_dispose_propose(&cx, id, ground, "Tiden är ute.")).await.unwrap();
        let second = world.cx("mottagare2").await;
        world.once(world.app.proposal_approve(&second, proposal)).await.unwrap();
        world.app.report_turn(&host.listener, &host.intake).await.unwrap();
        assert_eq!(world.app.report_turn(&host.listener, &host.intake).await.unwrap().filled, 0);
        assert!(world.host().letterbox.unlock(&receipt).is_err());
    });
}
