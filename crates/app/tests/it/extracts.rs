//! Kept extracts: kept where the law says so and nowhere else, opened by HR and the director alone, every reading for a reason,
//! and disposed of by two when the time has run out. People are invented.

use app::{
    AppError,
    extract::{ExtractDraft, ExtractNote, FileKind},
};
use casework::{CaseError, extract::ExtractError, id::CaseId, recruitment::Register};
use chrono::TimeDelta;

use crate::{
    desks::GROUP,
    on_both,
    world::{World, day},
};

/// What stands in the file and nowhere else.
const CONTENT: &str = "Qz77kanariefågel";

fn pdf() -> Vec<u8> {
    format!("%PDF-1.7\n{CONTENT}\n%%EOF\n").into_bytes()
}

/// An extract of whoever begins on the first of December.
pub(crate) fn draft() -> ExtractDraft {
    let (check, register) = ("hvb".to_owned(), Register::Belastning);
    ExtractDraft { check, register, starts_on: day("2026-12-01"), returned_on: None, bytes: pdf() }
}

fn rule<T>(result: Result<T, AppError>) -> ExtractError {
    match result.map(drop) {
        Err(AppError::Rule(CaseError::Extract(error))) => error,
        other => panic!("{other:?}"),
    }
}

fn field<T>(result: Result<T, AppError>) -> &'static str {
    match result.map(drop) {
        Err(AppError::Invalid(problems)) => problems[0].field,
        other => panic!("{other:?}"),
    }
}

impl World {
    /// A recruitment in which somebody got the post, and the extract that the manager kept.
    pub(crate) async fn kept_extract(&self) -> (CaseId, CaseId) {
        let id = self.hired("hvb").await;
        let cx = self.cx("chef").await;
        (id, self.once(self.app.extract_keep(&cx, id, draft())).await.unwrap())
    }
}

on_both! {
    async fn an_extract_is_kept_for_hr_and_the_director_and_not_for_who_kept_it(world: World) {
        let (recruitment, id) = world.kept_extract().await;
        let app = &world.app;
        let everybody = ["chef", "medarbetare", "samordnare", "controller", "registrator", "revisor", "behorighet", "drift"];
        for username in everybody {
            let cx = world.cx(username).await;
            for refused in [
                world.once(app.extract_show(&cx, id)).await.map(drop),
                world.once(app.extract_read(&cx, id, "Nyfiken.")).await.map(drop),
                world.once(app.extract_note(&cx, id, ExtractNote::Share)).await,
                world.once(app.extract_dispose_propose(&cx, id)).await,
            ] {
                assert!(matches!(refused, Err(AppError::NotFound)), "{username}: {refused:?}");
            }
            assert!(world.once(app.extract_list(&cx)).await.unwrap().is_empty(), "{username}");
        }
        for username in ["hr", "direktor"] {
            let cx = world.cx(username).await;
            let rows = world.once(app.extract_list(&cx)).await.unwrap();
            assert_eq!((rows.len(), rows[0].keep_until), (1, Some(day("2028-12-01"))), "{username}");
            let page = world.once(app.extract_show(&cx, id)).await.unwrap();
            assert_eq!((page.extract.kept.name(), page.extract.kept_by), ("Petra Exempel", world.id("chef")));
            assert!(!page.lacks_holders);
        }
        // The wraps of those two and of nobody else.
        let mut holders: Vec<String> =
            world.store.case_members(&id.to_string()).await.unwrap().into_iter().map(|one| one.person).collect();
        holders.sort();
        let mut expected = ["hr", "direktor"].map(|username| world.id(username).to_string());
        expected.sort();
        assert_eq!(holders, expected);
        // Once, for each register; then what is left.
        let cx = world.cx("chef").await;
        assert_eq!(field(world.once(app.extract_keep(&cx, recruitment, draft())).await), "register");
        let page = world.once(app.extract_new(&cx, recruitment)).await.unwrap();
        let left: Vec<(Register, bool)> = page.extracts.iter().map(|one| (one.register, one.is_kept)).collect();
        assert_eq!(left, [(Register::Belastning, true), (Register::Misstanke, false)]);
        assert_eq!(page.holders.len(), 2);
        // Locked keys open nothing, and the list tells the day alone.
        let cx = world.cx("hr").await;
        world.once(app.lock(&cx)).await.unwrap();
        let row = world.once(app.extract_list(&cx)).await.unwrap().remove(0);
        assert_eq!((row.extract.is_none(), row.keep_until), (true, Some(day("2028-12-01"))));
        assert!(matches!(world.once(app.extract_read(&cx, id, "IVO.")).await, Err(AppError::Locked)));
    }

    async fn where_the_law_allows_only_the_note_there_is_nothing_to_keep(world: World) {
        let id = world.hired("home_care").await;
        let cx = world.cx("hr").await;
        let page = world.once(world.app.extract_new(&cx, id)).await.unwrap();
        assert!(page.chosen.is_some() && page.extracts.is_empty(), "{page:?}");
        for check in ["home_care", "hvb"] {
            let order = ExtractDraft { check: check.to_owned(), ..draft() };
            let kept = world.once(world.app.extract_keep(&cx, id, order)).await;
            assert!(matches!(kept, Err(AppError::NotFound)), "{check}: {kept:?}");
        }
        // Nor before somebody got the post, though the check is recorded.
        let early = world.recruitment(casework::recruitment::Form::Employee, &["hvb"]).await;
        let kept = world.once(world.app.extract_keep(&cx, early, draft())).await;
        assert!(matches!(kept, Err(AppError::NotFound)), "{kept:?}");
        assert!(world.once(world.app.extract_list(&cx)).await.unwrap().is_empty());
        // Who does not take part in the recruitment hands nothing in.
        let hired = world.hired("hvb").await;
        let cx = world.cx("direktor").await;
        assert!(matches!(world.once(world.app.extract_keep(&cx, hired, draft())).await, Err(AppError::NotFound)));
        let cx = world.cx("medarbetare").await;
        assert!(matches!(world.once(world.app.extract_keep(&cx, hired, draft())).await, Err(AppError::Denied { .. })));
    }

    async fn the_file_is_what_its_bytes_say_and_the_day_one_that_can_be(world: World) {
        let id = world.hired("hvb").await;
        let cx = world.cx("chef").await;
        let keeps = async |order: ExtractDraft| world.once(world.app.extract_keep(&cx, id, order)).await;
        for bytes in [
            Vec::new(),
            b"text".to_vec(),
            b"%PDF-1.7 without an end".to_vec(),
            b"\x89PNG\r\n\x1a\nno picture".to_vec(),
            b"PK\x03\x04".to_vec(),
            vec![b' '; app::extract::MOST + 1],
        ] {
            assert_eq!(field(keeps(ExtractDraft { bytes, ..draft() }).await), "file");
        }
        for start in ["2026-09-30", "2027-12-01"] {
            let error = rule(keeps(ExtractDraft { starts_on: day(start), ..draft() }).await);
            assert!(matches!(error, ExtractError::Start { .. }), "{start}: {error}");
        }
        let later = ExtractDraft { returned_on: Some(day("2026-11-23")), ..draft() };
        assert!(matches!(rule(keeps(later).await), ExtractError::Ahead { .. }));
        let other = ExtractDraft { register: Register::Polis, ..draft() };
        assert_eq!(rule(keeps(other).await), ExtractError::Register);
        // What was refused left nothing behind.
        assert!(world.app.extract_list(&world.cx("hr").await).await.unwrap().is_empty());
        keeps(draft()).await.unwrap();
    }

    async fn every_reading_has_a_reason_is_journalled_and_shown_to_the_others(world: World) {
        let (_, id) = world.kept_extract().await;
        let (app, cx) = (&world.app, world.cx("hr").await);
        let before = world.tip().await;
        let silent = rule(world.once(app.extract_read(&cx, id, "  ")).await);
        assert!(matches!(silent, ExtractError::Empty { .. }), "{silent}");
        let why = "IVO:s tillsyn, dnr IVO 2026-0001.";
        let file = world.once(app.extract_read(&cx, id, why)).await.unwrap();
        assert_eq!((file.kind, file.bytes), (FileKind::Pdf, pdf()));
        let page = world.once(app.extract_show(&world.cx("direktor").await, id)).await.unwrap();
        let [reading] = &page.extract.readings[..] else { panic!("{:?}", page.extract.readings) };
        assert_eq!((reading.by, reading.what.why.as_str()), (world.id("hr"), why));
        assert_eq!(page.names[&reading.by], "Hanna Provberg");
        let records = world.journal_from(before + 1).await;
        assert_eq!(records.iter().filter(|one| one.action == "extract_read").count(), 4, "two acts, opened and closed");
        assert!(records.iter().all(|one| !format!("{one:?}").contains("IVO")), "what was typed is not in the journal");
        // Nothing of it in the clear.
        let file = world.store.case_file_get(&id.to_string(), &page.extract.kept.file().to_string()).await;
        let sealed = file.unwrap().unwrap().sealed;
        assert!(!sealed.windows(CONTENT.len()).any(|one| one == CONTENT.as_bytes()));
    }

    async fn who_holds_the_role_now_is_given_the_key_by_one_who_has_it(world: World) {
        let (_, id) = world.kept_extract().await;
        let (app, hr) = (&world.app, world.cx("hr").await);
        assert_eq!(rule(world.once(app.extract_note(&hr, id, ExtractNote::Share)).await), ExtractError::NobodyNew);
        let admin = world.cx("behorighet").await;
        let (person, authority) = (world.id("controller"), GROUP.to_owned());
        let role = "hr".to_owned();
        let change = app::proposal::RoleChange { person, role, authority, from: Some(admin.today()), to: None };
        let proposal = world.once(app.role_propose(&admin, change, "Ny i HR.")).await.unwrap();
        world.approve("direktor", proposal).await.unwrap();
        let cx = world.cx("controller").await;
        world.once(app.role_choose(&cx, access::Role::Hr)).await.unwrap();
        let cx = world.cx("controller").await;
        let role_alone = world.once(app.extract_read(&cx, id, "IVO.")).await;
        assert!(matches!(role_alone, Err(AppError::NotFound)), "{role_alone:?}");
        let hr = world.cx("hr").await;
        assert!(world.once(app.extract_show(&hr, id)).await.unwrap().lacks_holders);
        world.once(app.extract_note(&hr, id, ExtractNote::Share)).await.unwrap();
        assert_eq!(world.once(app.extract_read(&cx, id, "IVO.")).await.unwrap().bytes, pdf());
        // And in the other role that they hold, nothing.
        world.once(app.role_choose(&cx, access::Role::Controller)).await.unwrap();
        let cx = world.cx("controller").await;
        assert!(matches!(world.once(app.extract_read(&cx, id, "IVO.")).await, Err(AppError::NotFound)));
    }

    async fn it_outlives_the_recruitment_and_is_disposed_of_by_two_after_its_day(world: World) {
        let (recruitment, id) = world.kept_extract().await;
        let (app, hr) = (&world.app, world.cx("hr").await);
        let starts = |on: &str| ExtractNote::Starts { on: day(on), why: "Sköts upp.".to_owned() };
        world.once(app.extract_note(&hr, id, starts("2026-12-08"))).await.unwrap();
        world.once(app.extract_note(&hr, id, ExtractNote::Returned { on: hr.today() })).await.unwrap();
        // Whoever writes the database moves the day of the record, and not the one that holds.
        let moved = format!("update case_record set retain_until = '2026-01-01' where id = '{id}'");
        world.store.tamper(&moved).await.unwrap();
        let until = day("2028-12-08");
        assert_eq!(rule(world.once(app.extract_dispose_propose(&hr, id)).await), ExtractError::Early { until });
        assert_eq!(rule(world.once(app.extract_dispose(&hr, id)).await), ExtractError::Early { until });
        assert_eq!(world.once(app.extract_list(&hr)).await.unwrap()[0].keep_until, Some(until));

        // 2028-12-08: the recruitment goes, the extract stays this day out.
        world.wait(TimeDelta::days(747));
        world.unlock_all().await;
        let kept = "Personalakten.".to_owned();
        let event = casework::recruitment::event::Event::DisposalProposed(casework::recruitment::event::Disposal { kept });
        world.recruits("hr", recruitment, event).await.unwrap();
        let chef = world.cx("chef").await;
        world.once(app.recruitment_dispose(&chef, recruitment)).await.unwrap();
        let hr = world.cx("hr").await;
        assert_eq!(rule(world.once(app.extract_dispose_propose(&hr, id)).await), ExtractError::Early { until });
        assert_eq!(world.once(app.extract_read(&hr, id, "IVO.")).await.unwrap().bytes, pdf());

        world.wait(TimeDelta::days(1));
        world.unlock_all().await;
        let (hr, director) = (world.cx("hr").await, world.cx("direktor").await);
        assert_eq!(rule(world.once(app.extract_dispose(&director, id)).await), ExtractError::Alone);
        world.once(app.extract_dispose_propose(&hr, id)).await.unwrap();
        assert_eq!(rule(world.once(app.extract_dispose(&hr, id)).await), ExtractError::Alone);
        assert_eq!(rule(world.once(app.extract_dispose_propose(&director, id)).await), ExtractError::Proposed);
        let before = world.tip().await;
        world.once(app.extract_dispose(&director, id)).await.unwrap();
        let records = world.journal_from(before + 1).await;
        assert!(records.iter().all(|one| one.action == "extract_dispose" && one.role == "director"), "{records:?}");
        assert!(world.once(app.extract_list(&hr)).await.unwrap().is_empty());
        assert!(matches!(world.once(app.extract_read(&hr, id, "IVO.")).await, Err(AppError::NotFound)));
        assert!(world.store.case_file_list(&id.to_string()).await.unwrap().is_empty());
        let shred = world.data().join("keys").join("shred").join(format!("{id}.key"));
        assert!(!shred.exists());
    }
}
