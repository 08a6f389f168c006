//! Incidents: reported by anybody, handled by those whom the routine names, closed by two, and told of to whoever reported.

use app::{
    AppError,
    case::{CaseDraft, Clean},
    incident::{BoardFile, IncidentDraft, NewPicture, suspicion_of},
};
use casework::{
    id::{CaseId, FileId},
    incident::{
        IncidentError, Notice,
        event::{Agreed, Closing, Event, Place, Police, Review, Taken, Talk, Words},
    },
};
use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    on_both,
    world::{World, day, phrase},
};

/// A picture of four pixels by four.
pub(crate) const PICTURE: [u8; 73] = [
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 4, 0, 0, 0, 4, 8, 2, 0, 0, 0, 38, 147, 9,
    41, 0, 0, 0, 16, 73, 68, 65, 84, 120, 156, 99, 112, 104, 56, 0, 71, 12, 196, 113, 0, 104, 82, 24, 1, 110, 45, 53,
    125, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];

/// A threat, with a picture.
pub(crate) fn draft(now: &DateTime<Utc>) -> IncidentDraft {
    let picture = NewPicture { title: "skärm.png".to_owned(), taken: None, bytes: PICTURE.to_vec() };
    IncidentDraft {
        kind: "hot".to_owned(),
        happened_on: app::swedish_day(*now),
        time: "14".to_owned(),
        place: Place::Phone,
        unit: "Enhet 4".to_owned(),
        process: "handlaggning".to_owned(),
        colleague: None,
        whole_unit: false,
        source: "okänt nummer".to_owned(),
        grave: false,
        called_112: false,
        text: "En påhittad röst sade: vi vet var du bor.".to_owned(),
        witnesses: String::new(),
        left_out: Vec::new(),
        pictures: vec![picture],
    }
}

fn words(text: &str) -> Words {
    Words { text: text.to_owned() }
}

impl World {
    /// Somebody reports.
    async fn reports(&self, username: &str, change: impl FnOnce(&mut IncidentDraft)) -> Result<CaseId, AppError> {
        let mut draft = draft(&self.now());
        change(&mut draft);
        let cx = self.cx(username).await;
        self.once(self.app.incident_report(&cx, draft)).await
    }

    /// Reported by the employee; with its picture. Members: chef, samordnare.
    pub(crate) async fn incident(&self) -> (CaseId, FileId) {
        let id = self.reports("medarbetare", |_| {}).await.unwrap();
        let page = self.app.incident_show(&self.cx("samordnare").await, id).await.unwrap();
        (id, page.incident.pictures[0].file)
    }

    async fn handles(&self, username: &str, id: CaseId, event: Event) -> Result<(), AppError> {
        let cx = self.cx(username).await;
        self.once(self.app.incident_event(&cx, id, event)).await
    }

    /// The roles of those whom it went to.
    async fn went_to(&self, username: &str, id: CaseId) -> Vec<String> {
        let page = self.app.incident_show(&self.cx(username).await, id).await.unwrap();
        let mut names: Vec<String> = page.incident.members.keys().map(|person| page.names[person].clone()).collect();
        names.sort();
        names
    }
}

on_both! {
    async fn an_incident_goes_from_the_report_to_the_end_and_whoever_reported_follows_it_without_keys(world: World) {
        let app = &world.app;
        app.lock(&world.cx("medarbetare").await).await.unwrap();
        let id = world.reports("medarbetare", |_| {}).await.unwrap();
        assert_eq!(world.went_to("samordnare", id).await, ["Carl Exempelby", "Sara Påhittad"]);
        for username in ["hr", "direktor", "revisor", "behorighet", "drift", "medarbetare"] {
            let shown = world.once(app.incident_show(&world.cx(username).await, id)).await;
            assert!(matches!(shown, Err(AppError::NotFound)), "{username}: {shown:?}");
        }
        for username in ["chef", "samordnare"] {
            let notices = app.notices(&world.cx(username).await).await.unwrap();
            assert!(notices.iter().any(|notice| notice.text.contains("händelse")), "{username}");
        }
        world.handles("chef", id, Event::Taken(Taken {})).await.unwrap();
        let on = world.cx("chef").await.today();
        let talk = Event::Talked(Talk { on, text: "Vill ha larm.".to_owned() });
        let why = "Hot mot tjänsteman.".to_owned();
        let police = Event::PoliceDecided(Police { reported: true, on, number: String::new(), why });
        let review = Event::ReviewDecided(Review { needed: false, why: "En gång.".to_owned() });
        for event in [talk.clone(), talk, police, review, Event::Told(words("Vi ringer i morgon."))] {
            world.handles("chef", id, event).await.unwrap();
        }
        let (outcome, lesson) = ("Polisen utreder.".to_owned(), "Två på mötet.".to_owned());
        let closing = Closing { outcome, lesson, retain_until: day("2029-01-01") };
        world.handles("chef", id, Event::ClosingProposed(closing)).await.unwrap();
        let proposed = app.incident_show(&world.cx("chef").await, id).await.unwrap().incident.closing.clone().unwrap().seq;
        let alone = world.handles("chef", id, Event::Closed(Agreed { proposed })).await;
        assert!(matches!(alone, Err(AppError::Incident(IncidentError::Alone))), "{alone:?}");
        world.handles("samordnare", id, Event::Closed(Agreed { proposed })).await.unwrap();
        let mine = world.once(app.incident_mine(&world.cx("medarbetare").await)).await.unwrap();
        let told: Vec<&Notice> = mine[0].told.iter().map(|told| &told.notice).collect();
        assert_eq!((mine.len(), mine[0].id, told.len()), (1, id, 8));
        assert!(matches!(told[0], Notice::Received { to, .. } if to.len() == 2));
        assert!(matches!(told[7], Notice::Closed { outcome } if outcome == "Polisen utreder."));
        assert_eq!(world.once(app.incident_mine(&world.cx("hr").await)).await.unwrap(), []);
        let row = &world.once(app.incident_list(&world.cx("chef").await)).await.unwrap()[0];
        assert_eq!((row.state.as_str(), row.next.is_none()), ("closed", true));
    }

    async fn whoever_the_report_points_out_never_gets_it_and_somebody_else_steps_in(world: World) {
        let id = world.reports("medarbetare", |draft| draft.source = "carl exempelby".to_owned()).await.unwrap();
        assert_eq!(world.went_to("samordnare", id).await, ["Hanna Provberg", "Sara Påhittad"]);
        let id = world.reports("medarbetare", |draft| draft.left_out = vec!["manager".to_owned()]).await.unwrap();
        assert_eq!(world.went_to("hr", id).await, ["Hanna Provberg", "Sara Påhittad"]);
        let all = ["manager", "safety_rep", "coordinator", "hr", "central_security"].map(str::to_owned);
        let nobody = world.reports("medarbetare", |draft| draft.left_out = all.into()).await;
        assert!(matches!(nobody, Err(AppError::Incident(IncidentError::Nobody))), "{nobody:?}");
    }

    async fn a_report_for_a_colleague_goes_to_the_colleagues_manager_and_both_follow_it(world: World) {
        let id = world.reports("drift", |draft| draft.colleague = Some("Malin Exempel".to_owned())).await.unwrap();
        assert_eq!(world.went_to("samordnare", id).await, ["Carl Exempelby", "Sara Påhittad"]);
        for username in ["drift", "medarbetare"] {
            let mine = world.app.incident_mine(&world.cx(username).await).await.unwrap();
            assert_eq!(mine[0].id, id, "{username}");
        }
    }

    async fn what_is_missing_or_no_picture_is_told_beside_its_field(world: World) {
        let fields = |result: Result<CaseId, AppError>| match result {
            Err(AppError::Invalid(problems)) => problems.into_iter().map(|one| one.field).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        let empty = world.reports("medarbetare", |draft| {
            draft.text = " ".to_owned();
            draft.unit = String::new();
            draft.colleague = Some(String::new());
        });
        assert_eq!(fields(empty.await), ["text", "unit", "colleague"]);
        let text = world.reports("medarbetare", |draft| draft.pictures[0].bytes = b"MZ no picture".to_vec());
        assert_eq!(fields(text.await), ["pictures"]);
        let many = world.reports("medarbetare", |draft| draft.pictures = vec![draft.pictures[0].clone(); 11]);
        assert_eq!(fields(many.await), ["pictures"]);
    }

    async fn a_picture_is_kept_once_with_its_hash_and_shown_as_a_clean_copy(world: World) {
        let id = world.reports("medarbetare", |draft| draft.pictures = vec![draft.pictures[0].clone(); 2]).await.unwrap();
        let cx = world.cx("chef").await;
        let pictures = world.once(world.app.incident_show(&cx, id)).await.unwrap().incident.pictures.clone();
        let [picture] = &pictures[..] else { panic!("{pictures:?}") };
        assert_eq!(picture.hash, blake3::hash(&PICTURE).to_hex().to_string());
        let shown = world.once(world.app.incident_file_show(&cx, id, picture.file)).await.unwrap();
        let Clean::Picture { bytes, .. } = shown.clean else { panic!("no picture") };
        assert_ne!(bytes, PICTURE);
        let other = world.once(world.app.incident_file_show(&cx, id, FileId::from_bits(1))).await;
        assert!(matches!(other, Err(AppError::NotFound)));
    }

    async fn an_incident_is_no_case_and_a_case_is_no_incident(world: World) {
        let (incident, _) = world.incident().await;
        let case = world.case().await;
        let cx = world.cx("samordnare").await;
        assert!(matches!(world.once(world.app.case_show(&cx, incident)).await, Err(AppError::NotFound)));
        assert!(matches!(world.once(world.app.incident_show(&cx, case)).await, Err(AppError::NotFound)));
        let cases: Vec<CaseId> = world.app.case_list(&cx).await.unwrap().iter().map(|row| row.id).collect();
        let incidents: Vec<CaseId> = world.app.incident_list(&cx).await.unwrap().iter().map(|row| row.id).collect();
        assert_eq!((cases, incidents), (vec![case], vec![incident]));
    }

    async fn an_incident_becomes_a_suspicion_by_one_act_and_does_not_tell_of_it(world: World) {
        let (id, _) = world.incident().await;
        let cx = world.cx("samordnare").await;
        let before = world.app.incident_show(&cx, id).await.unwrap().incident;
        let begun = suspicion_of(&before);
        assert!(begun.summary.contains("vi vet var du bor") && begun.summary.contains(&before.pictures[0].hash));
        let case = world.once(world.app.incident_suspect(&cx, id, begun)).await.unwrap();
        assert_eq!(world.app.incident_show(&cx, id).await.unwrap().incident, before);
        assert_eq!(world.app.case_show(&cx, case).await.unwrap().case.facts.len(), 1);
        let chef = world.cx("chef").await;
        assert!(matches!(world.app.case_show(&chef, case).await, Err(AppError::NotFound)));
        let empty = CaseDraft { title: String::new(), ..suspicion_of(&before) };
        assert!(matches!(world.once(world.app.incident_suspect(&cx, id, empty)).await, Err(AppError::Invalid(_))));
    }

    async fn figures_and_the_report_for_the_board_are_for_those_who_may_count(world: World) {
        for _ in 0..6 {
            world.reports("medarbetare", |_| {}).await.unwrap();
        }
        let cx = world.cx("samordnare").await;
        let page = world.once(world.app.incident_figures(&cx, 2026)).await.unwrap();
        assert!(page.figures.is_empty(), "the quarter has not passed");
        assert!(page.patterns.iter().all(|pattern| !pattern.label.contains("okänt nummer")), "{:?}", page.patterns);
        assert!(page.patterns.iter().any(|pattern| pattern.label.starts_with("källa ")));
        world.wait(TimeDelta::days(60));
        world.unlock_all().await;
        let cx = world.cx("samordnare").await;
        let page = world.once(world.app.incident_figures(&cx, 2026)).await.unwrap();
        assert!(!page.figures.is_empty());
        for (file, start) in [(BoardFile::Pdf, &b"%PDF-"[..]), (BoardFile::Workbook, &b"PK"[..])] {
            assert!(world.once(world.app.incident_board(&cx, 2026, file)).await.unwrap().starts_with(start));
        }
        for username in ["chef", "medarbetare", "direktor", "drift"] {
            let refused = world.once(world.app.incident_figures(&world.cx(username).await, 2026)).await;
            assert!(refused.is_err(), "{username}");
        }
    }

    async fn an_incident_whose_end_was_cut_off_does_not_open(world: World) {
        let (id, _) = world.incident().await;
        world.handles("chef", id, Event::NoteWritten(words("Ringt."))).await.unwrap();
        let cut = "delete from case_event where seq = 2";
        let lowered = "update case_record set events = 1";
        for statement in [cut, lowered] {
            assert!(world.store.tamper(statement).await.unwrap() > 0);
        }
        let shown = world.app.incident_show(&world.cx("chef").await, id).await;
        assert!(matches!(shown, Err(AppError::NotWhole { .. })), "{shown:?}");
    }
}

on_both! {
    async fn an_incident_is_disposed_of_by_two_and_a_certificate_is_left(world: World) {
        let app = &world.app;
        let (id, _) = world.incident().await;
        let on = world.cx("chef").await.today();
        let talk = Event::Talked(Talk { on, text: "Vill ha larm.".to_owned() });
        let police = Event::PoliceDecided(Police { reported: false, on, number: String::new(), why: "Ringa.".to_owned() });
        let review = Event::ReviewDecided(Review { needed: false, why: "En gång.".to_owned() });
        let (outcome, lesson) = ("Inget mer.".to_owned(), "Två på mötet.".to_owned());
        let closing = Event::ClosingProposed(Closing { outcome, lesson, retain_until: on });
        for event in [talk.clone(), talk, police, review, closing] {
            world.handles("chef", id, event).await.unwrap();
        }
        let proposed = app.incident_show(&world.cx("chef").await, id).await.unwrap().incident.closing.clone().unwrap().seq;
        world.handles("samordnare", id, Event::Closed(Agreed { proposed })).await.unwrap();
        let early = world.once(app.incident_dispose_propose(&world.cx("chef").await, id, "Planen 4.2")).await;
        assert!(matches!(early, Err(AppError::Incident(IncidentError::Kept { .. }))), "{early:?}");
        world.wait(TimeDelta::days(1));
        let (first, second) = (world.cx("chef").await, world.cx("samordnare").await);
        for (cx, username) in [(&first, "chef"), (&second, "samordnare")] {
            app.unlock(cx, phrase(username)).await.unwrap();
        }
        world.once(app.incident_dispose_propose(&first, id, "Planen 4.2")).await.unwrap();
        let alone = world.once(app.incident_dispose(&first, id)).await;
        assert!(matches!(alone, Err(AppError::Incident(IncidentError::DisposesAlone))), "{alone:?}");
        world.once(app.incident_dispose(&second, id)).await.unwrap();
        for cx in [&first, &second] {
            assert!(matches!(app.incident_show(cx, id).await, Err(AppError::NotFound)));
            assert!(app.incident_list(cx).await.unwrap().is_empty());
        }
        assert!(world.once(app.incident_mine(&world.cx("medarbetare").await)).await.unwrap().is_empty());
        assert!(!world.data().join(format!("keys/shred/{id}.key")).exists());
        let certificates = world.once(app.incident_certificates(&second)).await.unwrap();
        let [certificate] = &certificates[..] else { panic!("one certificate") };
        for part in ["Planen 4.2", "Carl Exempelby", "Sara Påhittad", &id.to_string()] {
            assert!(certificate.body.contains(part), "{part} in {}", certificate.body);
        }
        assert!(!certificate.body.contains("larm") && !certificate.body.contains("Malin"));
        // Those of reports are others.
        assert!(world.once(app.voice_list(&world.cx("registrator").await)).await.unwrap().certificates.is_empty());
    }

    async fn somebody_more_is_let_in_and_never_who_is_pointed_out_or_left_out(world: World) {
        let app = &world.app;
        let (id, _) = world.incident().await;
        let (chef, hr) = (world.cx("chef").await, world.cx("hr").await);
        assert!(matches!(world.once(app.incident_show(&hr, id)).await, Err(AppError::NotFound)));
        assert!(matches!(world.once(app.incident_join(&hr, id, hr.person, "Jag vill.")).await, Err(AppError::NotFound)));
        let joiners = world.once(app.incident_joiners(&chef, id)).await.unwrap();
        assert!(joiners.iter().any(|one| one.person == hr.person && one.role == "hr"), "{joiners:?}");
        assert!(joiners.iter().all(|one| one.person != chef.person && one.person != world.id("medarbetare")));
        let nobody = world.once(app.incident_join(&chef, id, world.id("medarbetare"), "Ska med.")).await;
        assert!(matches!(nobody, Err(AppError::Invalid(_))), "{nobody:?}");
        world.once(app.incident_join(&chef, id, hr.person, "Ska med.")).await.unwrap();
        let page = world.once(app.incident_show(&hr, id)).await.unwrap();
        assert_eq!(page.incident.members.get(&hr.person).map(String::as_str), Some("hr"));
        assert!(app.notices(&hr).await.unwrap().iter().any(|notice| notice.text.contains("händelse")));
        // By name, and by role: neither is offered, and neither comes in.
        let by_name = world.reports("medarbetare", |draft| draft.source = "carl exempelby".to_owned()).await.unwrap();
        let left_out = vec!["manager".to_owned()];
        let by_role = world.reports("medarbetare", |draft| draft.left_out = left_out).await.unwrap();
        let who = world.cx("samordnare").await;
        for id in [by_name, by_role] {
            let joiners = world.once(app.incident_joiners(&who, id)).await.unwrap();
            assert!(joiners.iter().all(|one| one.person != chef.person), "{joiners:?}");
            let refused = world.once(app.incident_join(&who, id, chef.person, "Ska med.")).await;
            assert!(matches!(refused, Err(AppError::Invalid(_))), "{refused:?}");
            let members = world.store.case_members(&id.to_string()).await.unwrap();
            assert!(members.iter().all(|member| member.person != chef.person.to_string()));
        }
    }
}
