//! The delegation order from a file to a decision that broke it, and where one person is alone.

use app::{
    AppError, Cx,
    delegation::{Change, Fault, HandsFile, Limit, OrderFile, Origin, Point, Sent},
    ports::DeskError,
    proposal::ProposalRef,
};
use casework::hands::Measure;

use crate::{
    calls::About,
    desks::STAFF_DECISION,
    on_both,
    world::{World, day},
};

const DECISION: &str = "KS 2026-01-14, 7 §";

fn csv(name: &str, text: &str) -> Sent {
    Sent { name: name.to_owned(), bytes: text.as_bytes().to_vec() }
}

fn rulings() -> Origin {
    let text = "Besluts-id;Beslutstyp;Belopp;Beslutsfattare;Roll;Beslutsdatum;Delegationspunkt;Anmäld\n\
        B-1;Köp;199 000;E77;Enhetschef;2026-11-20;1.1;\n\
        B-2;Köp;250 000;E77;Enhetschef;2026-11-21;1.1;2026-11-21\n\
        B-3;Köp;250 000;E78;Förvaltningschef;2026-11-21;1.1;2026-11-21\n\
        B-4;Köp;i fjol;E78;Förvaltningschef;2026-11-21;1.1;\n";
    Origin::File(csv("beslut.csv", text))
}

/// Twelve invoices that `chef`'s own employee does alone, and twelve that two share.
fn steps() -> Sent {
    let mut text = "Enhet;Faktura-id;Steg;Användare;Tidpunkt\n".to_owned();
    for no in 1..=12 {
        for (unit, hands) in [("Enhet 1", ["medarbetare"; 3]), ("Enhet 2", ["anna1", "bo1", "anna1"])] {
            for (step, person) in ["Registrerad", "Attesterad", "Släppt"].into_iter().zip(hands) {
                text += &format!("{unit};{unit}-{no};{step};{person};2026-11-{no:02} 10:00\n");
            }
        }
    }
    csv("steg.csv", &text)
}

fn rights() -> Sent {
    let row = |role: &str| format!("medarbetare;Ekonomi;{role};2025-01-01;\n");
    let rows = ["Registrera faktura", "Attestera faktura", "Släppa betalning"].map(row).concat();
    csv("behorigheter.csv", &format!("Användare;System;Roll;Från;Till\n{rows}"))
}

fn hands_file() -> HandsFile {
    let (to, measure_on) = (day("2026-11-22"), Some(day("2026-11-10")));
    HandsFile { steps: Origin::File(steps()), rights: Some(rights()), to, days: 90, months: 6, measure_on }
}

impl World {
    pub(crate) async fn calls_delegation(&self, cx: &Cx, what: &str, _: &About) -> Result<(), AppError> {
        let (app, on) = (&self.app, day("2026-01-14"));
        match what {
            "delegation_show" => app.delegation_show(cx).await.map(drop),
            "delegation_file" => app.delegation_file(cx, OrderFile::Template).await.map(drop),
            "delegation_change_propose" => {
                let change = Change::Put(point(Some(Limit::Ore(1))));
                app.delegation_change_propose(cx, change, (DECISION, on), "Nytt.").await.map(drop)
            }
            "delegation_import" => app
                .delegation_import(cx, csv("a.csv", "Punkt;Ärende;Delegat\n1;A;B\n"), (DECISION, on), on)
                .await
                .map(drop),
            "delegation_import_kept" => app.delegation_import_kept(cx, "ab12").await.map(drop),
            "delegation_import_propose" => app.delegation_import_propose(cx, "ab12", "Ny.").await.map(drop),
            "delegation_check" => app.delegation_check(cx, rulings(), on).await.map(drop),
            "delegation_checked" => app.delegation_checked(cx, "ab12").await.map(drop),
            "delegation_notification" => app.delegation_notification(cx, "ab12").await.map(drop),
            "hands_measure" => app.hands_measure(cx, hands_file()).await,
            "hands_show" => app.hands_show(cx).await.map(drop),
            other => panic!("{other} is called nowhere"),
        }
    }

    /// An order of two points, proposed by the registrator and confirmed by the director.
    async fn adopt(&self) -> ProposalRef {
        let registrar = self.cx("registrator").await;
        let text = "Punkt;Ärende;Delegat;Beloppsgräns (kr);Anmäls till nämnden\n\
            1.1;Köp av varor;Enhetschef;200 000;ja\n1.1;Köp av varor;Förvaltningschef;;ja\n";
        let sent = csv("ordning.csv", text);
        let (decided_on, from) = (day("2026-01-14"), day("2026-01-15"));
        let read = self.app.delegation_import(&registrar, sent, (DECISION, decided_on), from);
        let key = self.once(read).await.unwrap();
        let read = self.once(self.app.delegation_import_kept(&registrar, &key)).await.unwrap();
        assert_eq!((read.points.len(), read.unfit.len()), (2, 0), "{:?}", read.unfit);
        self.app.delegation_import_propose(&registrar, &key, "Nämnden har antagit den.").await.unwrap()
    }
}

fn point(limit: Option<Limit>) -> Point {
    let [number, matter, holder, source] = ["1.1", "Köp", "Enhetschef", DECISION].map(str::to_owned);
    Point { number, matter, holder, limit, from: day("2026-12-01"), to: None, onward: false, notify: true, source }
}

on_both! {
    async fn an_order_goes_from_a_file_over_two_people_to_a_decision_above_its_limit(world: World) {
        let proposal = world.adopt().await;
        let registrar = world.cx("registrator").await;
        assert!(world.once(world.app.delegation_show(&registrar)).await.unwrap().order.points.is_empty(), "one is too few");
        assert!(world.once(world.app.proposal_approve(&registrar, proposal)).await.is_err());
        let director = world.cx("direktor").await;
        let told = world.once(world.app.proposal_show(&director, proposal)).await.unwrap().what;
        assert!(told.iter().any(|(_, value)| value.contains("Enhetschef") && value.contains("200")), "{told:?}");
        world.once(world.app.proposal_approve(&director, proposal)).await.unwrap();
        let employee = world.cx("medarbetare").await;
        let page = world.once(world.app.delegation_show(&employee)).await.unwrap();
        assert_eq!(page.order.on(day("2026-11-22")).len(), 2, "everybody may read it");
        assert_eq!(page.order.adopted.len(), 1);
        for file in [OrderFile::Pdf(day("2026-11-22")), OrderFile::Table] {
            assert!(world.once(world.app.delegation_file(&employee, file)).await.unwrap().len() > 1_000);
        }

        let key = world.once(world.app.delegation_check(&registrar, rulings(), day("2026-11-22"))).await.unwrap();
        let checked = world.once(world.app.delegation_checked(&registrar, &key)).await.unwrap();
        assert_eq!((checked.read, checked.unfit.len()), (3, 1));
        let [faulty] = &checked.faulty[..] else { panic!("{:?}", checked.faulty) };
        assert_eq!((faulty.ruling.id.as_str(), &faulty.faults), ("B-2", &vec![Fault::AboveLimit(Limit::Ore(20_000_000), 20_000_000)]));
        assert!(faulty.ruling.decided_by.starts_with("person ") && !faulty.ruling.decided_by.contains("E77"));
        assert_eq!(checked.to_notify.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["B-1"]);
        let pdf = world.app.delegation_notification(&registrar, &key).await.unwrap();
        assert!(pdf.starts_with(b"%PDF"));
    }

    async fn a_change_that_was_proposed_on_another_order_is_not_made(world: World) {
        let first = world.adopt().await;
        let late = world.adopt().await;
        let director = world.cx("direktor").await;
        world.once(world.app.proposal_approve(&director, first)).await.unwrap();
        let said = world.once(world.app.proposal_approve(&director, late)).await.unwrap_err().to_string();
        assert!(said.contains("har ändrats sedan"), "{said}");
        let registrar = world.cx("registrator").await;
        let (change, on) = (Change::Put(point(Some(Limit::Ore(10_000_000)))), day("2026-11-20"));
        let change = world.app.delegation_change_propose(&registrar, change, ("KS 2026-11-20, 3 §", on), "Sänkt.");
        let change = world.once(change).await.unwrap();
        world.once(world.app.proposal_approve(&director, change)).await.unwrap();
        let order = world.once(world.app.delegation_show(&registrar)).await.unwrap().order;
        let changed = order.between(day("2026-11-30"), day("2026-12-01"));
        let [one] = &changed[..] else { panic!("{changed:?}") };
        let limits = [one.before, one.after].map(|point| point.unwrap().limit);
        assert_eq!(limits, [20_000_000, 10_000_000].map(|ore| Some(Limit::Ore(ore))));
    }

    async fn decisions_and_steps_are_taken_from_the_newest_snapshot(world: World) {
        let first = world.adopt().await;
        let (director, registrar) = (world.cx("direktor").await, world.cx("registrator").await);
        world.once(world.app.proposal_approve(&director, first)).await.unwrap();
        let none = world.once(world.app.delegation_check(&registrar, Origin::Snapshot, day("2026-11-22"))).await;
        let Err(AppError::Desk(DeskError::Refused(why))) = none else { panic!("{none:?}") };
        assert!(why.contains("`decisions` är inte inläst"), "{why}");
        let Origin::File(sent) = rulings() else { panic!("a file") };
        let steps = String::from_utf8(steps().bytes).unwrap();
        world.desks.read_in("decisions", &String::from_utf8(sent.bytes).unwrap());
        world.desks.read_in("approvals", &steps);
        let key = world.once(world.app.delegation_check(&registrar, Origin::Snapshot, day("2026-11-22"))).await.unwrap();
        let checked = world.once(world.app.delegation_checked(&registrar, &key)).await.unwrap();
        assert_eq!((checked.name.as_str(), checked.read), ("Register decisions s2", 3));
        assert_eq!(checked.faulty.len(), 1);
        assert!(checked.faulty[0].ruling.decided_by.starts_with("person "));
        let coordinator = world.cx("samordnare").await;
        let file = HandsFile { steps: Origin::Snapshot, ..hands_file() };
        world.once(world.app.hands_measure(&coordinator, file)).await.unwrap();
        assert!(world.app.hands_show(&coordinator).await.unwrap().kept.unwrap().rows > 0);
        // What the register was read in for counts, as for the controls.
        world.desks.is_for("other");
        let refused = world.once(world.app.delegation_check(&registrar, Origin::Snapshot, day("2026-11-22"))).await;
        assert!(matches!(refused, Err(AppError::Desk(DeskError::Refused(_)))), "{refused:?}");
        let file = world.once(world.app.delegation_check(&registrar, rulings(), day("2026-11-22"))).await;
        assert!(file.is_ok(), "a file is another thing: {file:?}");
    }

    async fn a_limit_in_base_amounts_is_read_by_the_year_of_the_decision(world: World) {
        let first = world.adopt().await;
        let (director, registrar) = (world.cx("direktor").await, world.cx("registrator").await);
        world.once(world.app.proposal_approve(&director, first)).await.unwrap();
        let limit = Limit::Base(200);
        let change = Change::Put(Point { from: day("2026-02-01"), ..point(Some(limit)) });
        let put = world.app.delegation_change_propose(&registrar, change, ("KS 2026-01-28, 3 §", day("2026-01-28")), "Följer basbeloppet.");
        let put = world.once(put).await.unwrap();
        let told = world.once(world.app.proposal_show(&director, put)).await.unwrap().what;
        assert!(told.iter().any(|(_, value)| value.contains("2 prisbasbelopp (118\u{a0}400\u{a0}kr 2026)")), "{told:?}");
        world.once(world.app.proposal_approve(&director, put)).await.unwrap();
        let key = world.once(world.app.delegation_check(&registrar, rulings(), day("2026-11-22"))).await.unwrap();
        let checked = world.once(world.app.delegation_checked(&registrar, &key)).await.unwrap();
        let faults: Vec<&Fault> = checked.faulty.iter().flat_map(|one| &one.faults).collect();
        assert!(faults.contains(&&Fault::AboveLimit(limit, 11_840_000)), "{faults:?}");
        for file in [OrderFile::Pdf(day("2026-11-22")), OrderFile::Table, OrderFile::Template] {
            assert!(world.once(world.app.delegation_file(&registrar, file)).await.unwrap().len() > 1_000);
        }
    }

    async fn an_order_that_was_changed_in_the_database_counts_for_nothing(world: World) {
        let proposal = world.adopt().await;
        let director = world.cx("direktor").await;
        world.once(world.app.proposal_approve(&director, proposal)).await.unwrap();
        let kept = world.store.setting_list("delegation-order/").await.unwrap();
        let [kept] = &kept[..] else { panic!("one order") };
        let text = String::from_utf8(kept.value.clone()).unwrap().replace("20000000", "90000000");
        world.store.setting_put(&kept.name, text.as_bytes()).await.unwrap();
        let said = world.once(world.app.delegation_show(&director)).await.unwrap_err().to_string();
        assert!(said.contains("utanför Insyn"), "{said}");
    }

    async fn where_one_is_alone_is_shown_with_pseudonyms_and_to_the_manager_with_a_name(world: World) {
        let coordinator = world.cx("samordnare").await;
        world.once(world.app.hands_measure(&coordinator, hands_file())).await.unwrap();
        let page = world.once(world.app.hands_show(&coordinator)).await.unwrap();
        let kept = page.kept.unwrap();
        let alone: Vec<_> = kept.picture.flows.iter().filter(|one| one.is_alone).collect();
        let [alone] = &alone[..] else { panic!("{alone:?}") };
        assert_eq!((alone.unit.as_str(), alone.judged, alone.alone), ("Enhet 1", 12, 12));
        assert!(alone.measures.contains(&Measure::SplitRight), "{:?}", alone.measures);
        let effect = kept.effect.unwrap();
        assert_eq!([&effect.before, &effect.after].map(|picture| picture.flows[0].matters), [9, 3]);
        let shown = format!("{:?}", kept.picture);
        assert!(page.names.is_empty() && !shown.contains("medarbetare") && !shown.contains("anna1"));

        let manager = world.cx("chef").await;
        let page = world.once(world.app.hands_show(&manager)).await.unwrap();
        assert_eq!(page.kept.unwrap().picture.flows.len(), 1, "the flows of the own people");
        assert!(page.names.values().all(|name| name == "Malin Exempel") && !page.names.is_empty());
        let hr = world.cx("hr").await;
        assert!(world.once(world.app.hands_show(&hr)).await.unwrap().names.is_empty());
        for username in ["behorighet", "drift", "controller", "medarbetare"] {
            let cx = world.cx(username).await;
            assert!(world.once(world.app.hands_show(&cx)).await.is_err(), "{username}");
        }
    }

    async fn without_a_decision_on_control_nothing_is_read_and_the_picture_goes(world: World) {
        let (coordinator, director) = (world.cx("samordnare").await, world.cx("direktor").await);
        world.once(world.app.hands_measure(&coordinator, hands_file())).await.unwrap();
        world.once(world.app.decision_revoke(&director, STAFF_DECISION, "Behövs inte.")).await.unwrap();
        let page = world.once(world.app.hands_show(&coordinator)).await.unwrap();
        assert!(page.kept.is_none() && page.refused.contains("DE-05"), "{}", page.refused);
        assert!(world.store.setting_list("hands/").await.unwrap().is_empty());
        let refused = world.once(world.app.hands_measure(&coordinator, hands_file())).await;
        assert!(matches!(refused, Err(AppError::Desk(DeskError::Refused(_)))), "{refused:?}");
        let registrar = world.cx("registrator").await;
        let refused = world.once(world.app.delegation_check(&registrar, rulings(), day("2026-11-22"))).await;
        assert!(matches!(refused, Err(AppError::Desk(DeskError::Refused(_)))));
    }

    async fn a_file_with_wrong_cells_is_told_cell_by_cell_and_not_proposed(world: World) {
        let registrar = world.cx("registrator").await;
        let text = "Nr;Ärendegrupp;Befattning;Beloppsgräns;Från\n4.2;Köp;Chef;mycket;2026-13-01\n4.2;;Chef;5;\n";
        let read = world.app.delegation_import(&registrar, csv("a.csv", text), (DECISION, day("2026-01-14")), day("2026-01-15"));
        let key = world.once(read).await.unwrap();
        let read = world.once(world.app.delegation_import_kept(&registrar, &key)).await.unwrap();
        let told: Vec<_> = read.unfit.iter().map(|one| (one.line, one.column.as_str())).collect();
        assert!(told.starts_with(&[(2, "Beloppsgräns"), (2, "Gäller från"), (3, "Ärende")]), "{told:?}");
        assert!(world.app.delegation_import_propose(&registrar, &key, "Ny.").await.is_err());
    }
}
