//! Declarations of secondary employment and ties: made by everybody, assessed by the nearest manager, forbidden by two,
//! asked for by HR, and held against what cases are about.

use std::collections::BTreeSet;

use app::{
    AppError, Cx,
    case::{CaseDraft, two_to_be},
    declaration::{Assessment, Forbidding, RoundDraft, event::Tie},
};
use casework::{
    Capacity, CaseError, Concerned, Event, Membership,
    declaration::{DeclarationError, Standing},
    event::{ConcernedKind, MemberAdded},
    id::CaseId,
};
use chrono::TimeDelta;

use crate::{
    on_both,
    world::{World, day, draft},
};

const FIRM: &str = "556677-8899";

fn tie(kind: &str, name: &str, org_no: Option<&str>) -> Tie {
    Tie {
        kind: kind.to_owned(),
        name: name.to_owned(),
        org_no: org_no.map(str::to_owned),
        what: "Hjälper till på helger.".to_owned(),
        ..Tie::default()
    }
}

fn assessment(conditions: Option<&str>) -> Assessment {
    Assessment { tie: 1, conditions: conditions.map(str::to_owned), why: "Ingen koppling till arbetet.".to_owned() }
}

fn forbidding(cx: &Cx) -> Forbidding {
    let (ground, why) = ("fortroendeskadlig".to_owned(), "Säljer till den egna enheten.".to_owned());
    Forbidding { tie: 1, ground, why, stop_by: cx.today() + TimeDelta::days(30) }
}

/// A case about a firm, known by name and perhaps by number.
fn about(name: &str, number: Option<&str>) -> CaseDraft {
    let (kind, id) = (ConcernedKind::Organisation, number.map(str::to_owned));
    CaseDraft { concerned: vec![Concerned { kind, id, name: name.to_owned(), person: None }], ..draft() }
}

impl World {
    async fn declares(&self, username: &str, ties: Vec<Tie>) -> Result<CaseId, AppError> {
        let cx = self.cx(username).await;
        self.once(self.app.declaration_make(&cx, ties)).await
    }

    /// Somebody has declared a firm.
    pub(crate) async fn declared(&self, username: &str) -> CaseId {
        self.declares(username, vec![tie("foretag", "Exempel Städ AB", Some(FIRM))]).await.unwrap()
    }

    async fn round(&self) {
        let cx = self.cx("hr").await;
        let last_day = cx.today() + TimeDelta::days(30);
        self.once(self.app.declaration_round_start(&cx, RoundDraft { units: Vec::new(), last_day })).await.unwrap();
    }

    async fn missing(&self, username: &str) -> Vec<String> {
        let cx = self.cx(username).await;
        self.once(self.app.declaration_missing(&cx)).await.unwrap()
    }

    async fn add(&self, id: CaseId, answer: Option<&str>) -> Result<app::proposal::ProposalRef, AppError> {
        let cx = self.cx("samordnare").await;
        let member = Membership { person: self.id("medarbetare"), capacity: Capacity::Expert };
        let (why, tie_answered) = ("Kan städavtalen.".to_owned(), answer.map(str::to_owned));
        let event = Event::MemberAdded(MemberAdded { member, why, tie_answered, two: two_to_be(&cx) });
        self.once(self.app.case_propose(&cx, id, event, "Kan städavtalen.")).await
    }
}

on_both! {
    async fn who_declares_sees_what_the_nearest_manager_wrote(world: World) {
        let id = world.declared("medarbetare").await;
        let cx = world.cx("chef").await;
        let list = world.once(world.app.declaration_list(&cx)).await.unwrap();
        assert_eq!(list.iter().map(|row| row.declaration.id).collect::<Vec<_>>(), [id]);
        assert!(list[0].is_mine_to_assess);
        assert!(world.app.notices(&cx).await.unwrap().iter().any(|notice| notice.text.contains("bisysslor")));
        let wish = assessment(Some("Inga ärenden om städning."));
        world.once(world.app.declaration_assess(&cx, id, wish)).await.unwrap();
        let own = world.cx("medarbetare").await;
        let mine = world.once(world.app.declaration_mine(&own)).await.unwrap();
        assert_eq!(mine.declarations[0].ties[0].standing(), Standing::Conditions);
        assert_eq!(mine.names.values().collect::<Vec<_>>(), ["Carl Exempelby"]);
        assert!(world.app.notices(&own).await.unwrap().iter().any(|notice| notice.text.contains("är bedömd")));
    }

    async fn a_change_is_a_new_declaration_and_the_old_one_is_kept_with_its_day(world: World) {
        let first = world.declared("medarbetare").await;
        world.wait(TimeDelta::days(40));
        let second = world.declares("medarbetare", Vec::new()).await.unwrap();
        let own = world.cx("medarbetare").await;
        let mine = world.app.declaration_mine(&own).await.unwrap();
        let seen: Vec<_> = mine.declarations.iter().map(|one| (one.id, one.declared_on())).collect();
        assert_eq!(seen, [(second, day("2027-01-01")), (first, day("2026-11-22"))]);
        let page = world.app.declaration_show(&world.cx("chef").await, first).await.unwrap();
        assert!(page.is_replaced && !page.may_assess);
        let late = world.once(world.app.declaration_assess(&world.cx("chef").await, first, assessment(None))).await;
        assert!(matches!(late, Err(AppError::Denied { .. })), "{late:?}");
        assert!(world.app.declaration_list(&world.cx("hr").await).await.unwrap().is_empty(), "nothing waits");
    }

    async fn only_the_nearest_manager_and_hr_read_it(world: World) {
        let id = world.declared("medarbetare").await;
        let may: BTreeSet<&str> = ["chef", "hr"].into();
        for username in crate::world::everybody() {
            let cx = world.cx(username).await;
            let shown = world.once(world.app.declaration_show(&cx, id)).await;
            assert_eq!(shown.is_ok(), may.contains(username), "{username}");
            let listed = world.app.declaration_list(&cx).await.unwrap();
            assert_eq!(!listed.is_empty(), may.contains(username), "{username}");
            let assessed = world.once(world.app.declaration_assess(&cx, id, assessment(None))).await;
            assert_eq!(assessed.is_ok(), username == "chef", "{username}");
        }
    }

    async fn whom_nobody_leads_hr_assesses(world: World) {
        let id = world.declared("chef").await;
        let (cx, director) = (world.cx("hr").await, world.cx("direktor").await);
        assert!(world.once(world.app.declaration_show(&director, id)).await.is_err());
        let forbid = world.once(world.app.declaration_forbid_propose(&cx, id, forbidding(&cx))).await.unwrap();
        world.approve("direktor", forbid).await.unwrap();
        let mine = world.app.declaration_mine(&world.cx("chef").await).await.unwrap();
        assert_eq!(mine.declarations[0].ties[0].standing(), Standing::Forbidden);
    }

    async fn a_manager_and_hr_forbid_together_and_tell_the_grounds(world: World) {
        let id = world.declared("medarbetare").await;
        let (chef, hr) = (world.cx("chef").await, world.cx("hr").await);
        let asked = world.app.declaration_forbid_propose(&chef, id, forbidding(&chef));
        let proposal = world.once(asked).await.unwrap();
        let page = world.once(world.app.proposal_show(&hr, proposal)).await.unwrap();
        assert!(page.hindrance.is_none(), "{:?}", page.hindrance);
        assert!(page.what.iter().any(|(_, value)| value.contains("Exempel Städ AB")), "{:?}", page.what);
        for other in ["samordnare", "medarbetare", "drift", "behorighet", "controller"] {
            let cx = world.cx(other).await;
            assert!(world.app.proposal_list(&cx).await.unwrap().is_empty(), "{other}");
        }
        world.approve("hr", proposal).await.unwrap();
        let shown = world.app.declaration_show(&hr, id).await.unwrap();
        assert_eq!(shown.declaration.ties[0].standing(), Standing::Forbidden);
        let names: Vec<&str> = shown.names.values().map(String::as_str).collect();
        assert!(names.contains(&"Carl Exempelby") && names.contains(&"Hanna Provberg"), "{names:?}");
        // The decision in writing: for who declared, the manager and HR, and nobody else.
        let own = world.cx("medarbetare").await;
        let mine = world.once(world.app.declaration_decision_mine(&own, id, 1)).await.unwrap();
        for cx in [&chef, &hr] {
            let pdf = world.once(world.app.declaration_decision(cx, id, 1)).await.unwrap();
            assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 5_000 && mine.len() > 5_000, "{}", pdf.len());
            let not_own = world.once(world.app.declaration_decision_mine(cx, id, 1)).await;
            assert!(matches!(not_own, Err(AppError::NotFound)), "{not_own:?}");
        }
        for other in ["samordnare", "medarbetare", "drift", "controller", "direktor"] {
            let cx = world.cx(other).await;
            assert!(world.once(world.app.declaration_decision(&cx, id, 1)).await.is_err(), "{other}");
        }
        let none = world.once(world.app.declaration_decision(&hr, id, 2)).await;
        assert!(matches!(none, Err(AppError::NotFound)), "{none:?}");
        let again = world.once(world.app.declaration_assess(&chef, id, assessment(None))).await;
        let again = again.unwrap_err();
        let AppError::Rule(CaseError::Declaration(DeclarationError::Forbidden)) = again else { panic!("{again:?}") };
    }

    async fn a_round_waits_for_everybody_until_they_have_declared(world: World) {
        world.declared("medarbetare").await;
        world.wait(TimeDelta::hours(1));
        let employee = world.cx("medarbetare").await;
        assert_eq!(world.app.declaration_waits(&employee).await.unwrap(), None);
        world.round().await;
        assert_eq!(world.app.declaration_waits(&employee).await.unwrap(), Some(day("2026-12-22")));
        assert_eq!(world.missing("chef").await, ["Malin Exempel"], "what was declared before is no answer");
        assert!(world.missing("samordnare").await.is_empty(), "only to the manager concerned");
        assert!(!world.missing("hr").await.contains(&"Malin Exempel".to_owned()));
        world.wait(TimeDelta::hours(1));
        world.declares("medarbetare", Vec::new()).await.unwrap();
        assert_eq!(world.app.declaration_waits(&employee).await.unwrap(), None);
        assert!(world.missing("chef").await.is_empty());
        let page = world.once(world.app.declaration_figures(&world.cx("hr").await)).await.unwrap();
        assert_eq!(page.answers.units, ["Utan enhet"]);
        let told = page.answers.table.rows.iter().flatten().filter(|cell| matches!(cell, casework::report::statistics::Cell::Shown(1..=4)));
        assert_eq!(told.count(), 0, "{:?}", page.answers);
    }

    async fn a_mail_without_content_reminds_who_has_not_answered(world: World) {
        let folder = world.data().join("mail");
        let mails = || std::fs::read_dir(&folder).map_or(0, Iterator::count);
        for username in crate::world::everybody() {
            let id = world.id(username);
            let mail = format!("update person set email = '{username}@exempel.invalid' where id = '{id}'");
            world.store.tamper(&mail).await.unwrap();
        }
        world.round().await;
        world.wait(TimeDelta::hours(1));
        for username in crate::world::everybody().filter(|username| *username != "medarbetare") {
            world.declares(username, Vec::new()).await.unwrap();
        }
        // The morning hour of the day before the last.
        world.wait(TimeDelta::days(29) - TimeDelta::hours(3));
        world.app.report_notices(&folder).await.unwrap();
        assert_eq!(mails(), 1);
        let file = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
        let text = std::fs::read_to_string(file).unwrap();
        assert!(text.contains("medarbetare@exempel.invalid") && !text.to_lowercase().contains("bisyssl"), "{text}");
    }

    async fn a_declared_firm_keeps_its_person_from_a_case_about_it(world: World) {
        world.declared("hr").await;
        let cx = world.cx("controller").await;
        let case = world.once(world.app.case_open(&cx, about("Annat namn", Some("5566778899")))).await.unwrap();
        let page = world.app.case_show(&cx, case).await.unwrap();
        assert!(!page.case.members.contains_key(&world.id("hr")));
        world.declared("medarbetare").await;
        assert!(matches!(world.add(case, Some("Det går bra.")).await, Err(AppError::Rule(_))));
    }

    async fn a_declared_name_that_a_case_is_about_must_be_answered_for(world: World) {
        let ties = vec![tie("leverantor", "Exempel-Städ AB", None)];
        world.declares("medarbetare", ties).await.unwrap();
        let cx = world.cx("controller").await;
        let case = world.once(world.app.case_open(&cx, about("Exempel Städ", None))).await.unwrap();
        let Err(AppError::Invalid(problems)) = world.add(case, None).await else { panic!("not asked about") };
        assert_eq!(problems[0].field, "tie");
        assert!(problems[0].text.contains("Exempel-Städ AB"), "{}", problems[0].text);
        world.add(case, Some("En annan firma i en annan stad.")).await.unwrap();
        world.declares("medarbetare", Vec::new()).await.unwrap();
        world.add(case, None).await.unwrap();
    }

    async fn the_register_is_what_the_catalogue_reads(world: World) {
        let id = world.declared("medarbetare").await;
        let chef = world.cx("chef").await;
        world.once(world.app.declaration_assess(&chef, id, assessment(None))).await.unwrap();
        world.declares("chef", Vec::new()).await.unwrap();
        let csv = world.once(world.app.declaration_export(&world.cx("hr").await)).await.unwrap();
        let text = String::from_utf8(csv).unwrap();
        let lines: Vec<&str> = text.lines().skip(1).collect();
        let none = "E5;;Inget att anmäla;2026-11-22;;;";
        let firm = "E6;5566778899;Eget företag eller ägande: Exempel Städ AB;2026-11-22;ja;;egen";
        assert_eq!(lines, [none, firm]);
    }

    async fn hr_disposes_of_what_is_old_but_of_nobodys_last(world: World) {
        world.declared("medarbetare").await;
        world.wait(TimeDelta::days(30));
        world.declares("medarbetare", Vec::new()).await.unwrap();
        let disposed = async || {
            let cx = world.cx("hr").await;
            world.once(world.app.declaration_dispose(&cx)).await.unwrap()
        };
        assert_eq!(disposed().await, 0);
        world.wait(TimeDelta::days(900));
        assert_eq!(disposed().await, 1);
        let mine = world.app.declaration_mine(&world.cx("medarbetare").await).await.unwrap();
        assert_eq!(mine.declarations.len(), 1);
        assert_eq!(disposed().await, 0);
    }

    async fn a_declaration_that_the_database_shortens_is_not_shown(world: World) {
        let id = world.declared("medarbetare").await;
        let chef = world.cx("chef").await;
        world.once(world.app.declaration_assess(&chef, id, assessment(None))).await.unwrap();
        world.store.tamper(&format!("delete from case_event where case_id = '{id}' and seq = 2")).await.unwrap();
        world.store.tamper(&format!("update case_record set events = 1 where id = '{id}'")).await.unwrap();
        let shown = world.app.declaration_show(&chef, id).await;
        assert!(matches!(shown, Err(AppError::NotWhole { .. })), "{shown:?}");
    }

    async fn who_the_database_says_manages_somebody_reads_nothing_by_it(world: World) {
        let id = world.declared("controller").await;
        let (person, chef) = (world.id("controller"), world.id("chef"));
        world.store.tamper(&format!("update person set manager = '{chef}' where id = '{person}'")).await.unwrap();
        let cx = world.cx("chef").await;
        assert!(world.once(world.app.declaration_show(&cx, id)).await.is_err());
        assert!(world.app.declaration_list(&cx).await.unwrap().is_empty());
    }
}
