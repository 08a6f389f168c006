//! Everything that takes two, and how each is proposed here.

use access::Role;
use app::{
    AppError, Cx,
    case::{ExportOrder, ExportPart, two_to_be},
    declaration::Forbidding,
    delegation::{Change, Point},
    directory::PersonPut,
    payment::End,
    proposal::{Act, DelegationPut, ProposalRef, RoleChange},
    register::{Decision, PersonalData, name},
    signal::Suppressing,
};
use casework::{
    Capacity, Concerned, Conflicted, Declining, Event, Lifting, Membership,
    event::{
        Bars, ConcernAdded, ConcernedKind, ConflictNoted, Disclosure, MemberAdded, MemberLeft, Reopening,
        RoutineRenewed,
    },
    id::CaseId,
    report::event::{HandedOver, Identity, Leaving, Outcome},
};
use chrono::TimeDelta;
use serde_json::Value;
use signals::pseudonym::{Key, Pseudonym};
use store::{ProposalFilter, ProposalState};

use crate::{
    desks::{GROUP, HOLD, SIGNAL},
    voices::opening,
    walk::{closing, decided},
    world::{PEOPLE, World, day},
};

/// Writes the enum and all of it.
macro_rules! tries {
    ($($variant:ident)*) => {
        /// An act that takes two.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Try { $($variant,)* }

        impl Try {
            pub(crate) const ALL: &[Self] = &[$(Self::$variant),*];
        }
    };
}

tries! {
    Suppress Reveal Decide EndHold RoutineRenewed ConcernAdded ConflictNoted MemberAdded MemberLeft MeasureDecided
    MeasureDeclined MeasureLifted Disclosed Closed Reopened Export Dispose RoleGiven RoleTaken Managers Delegate Amend
    RecoverKeys ResetSecondFactor Forbid Voice ReportLeft ReportHandedOver ReportIdentity ReportClosed ReportDisposed
    ConfirmLaw
}

/// What tries an act. An act or an event that is new does not compile until it is tried.
pub(crate) fn tried_by(act: &Act, cx: &Cx) -> Option<Try> {
    match act {
        Act::Suppress { .. } => Some(Try::Suppress),
        Act::Reveal { .. } => Some(Try::Reveal),
        Act::Decide(_) => Some(Try::Decide),
        Act::EndHold { .. } => Some(Try::EndHold),
        Act::Case { event, .. } => of_event(event, cx),
        Act::Export { .. } => Some(Try::Export),
        Act::Dispose { .. } => Some(Try::Dispose),
        Act::Voice(_) => Some(Try::Voice),
        Act::Report { event, .. } => Some(match event["event"].as_str().unwrap() {
            "recipient_left" => Try::ReportLeft,
            "handed_over" => Try::ReportHandedOver,
            "closed" => Try::ReportClosed,
            other => panic!("{other} is proposed by nobody"),
        }),
        Act::ReleaseIdentity { .. } => Some(Try::ReportIdentity),
        Act::DisposeReport { .. } => Some(Try::ReportDisposed),
        Act::Forbid { .. } => Some(Try::Forbid),
        Act::Role(change) => Some(if change.from.is_some() { Try::RoleGiven } else { Try::RoleTaken }),
        Act::Managers { .. } => Some(Try::Managers),
        Act::Delegate(_) => Some(Try::Delegate),
        Act::ConfirmLaw(_) => Some(Try::ConfirmLaw),
        Act::Amend { .. } => Some(Try::Amend),
        Act::RecoverKeys { .. } => Some(Try::RecoverKeys),
        Act::ResetSecondFactor { .. } => Some(Try::ResetSecondFactor),
    }
}

fn of_event(event: &Value, cx: &Cx) -> Option<Try> {
    let mut event = event.clone();
    event.as_object_mut().unwrap().insert("two".to_owned(), serde_json::to_value(two_to_be(cx)).unwrap());
    match serde_json::from_value(event).unwrap() {
        Event::RoutineRenewed(_) => Some(Try::RoutineRenewed),
        Event::ConcernAdded(_) => Some(Try::ConcernAdded),
        Event::ConflictNoted(_) => Some(Try::ConflictNoted),
        Event::MemberAdded(_) => Some(Try::MemberAdded),
        Event::MemberLeft(_) => Some(Try::MemberLeft),
        Event::MeasureDecided(_) => Some(Try::MeasureDecided),
        Event::MeasureDeclined(_) => Some(Try::MeasureDeclined),
        Event::MeasureLifted(_) => Some(Try::MeasureLifted),
        Event::Disclosed(_) => Some(Try::Disclosed),
        Event::Closed(_) => Some(Try::Closed),
        Event::Reopened(_) => Some(Try::Reopened),
        // By one.
        Event::Opened(_)
        | Event::Recused(_)
        | Event::KeyGiven(_)
        | Event::Taken(_)
        | Event::FactLearnt(_)
        | Event::ClockStopped(_)
        | Event::NoteWritten(_)
        | Event::EvidenceTaken(_)
        | Event::CustodyAdded(_)
        | Event::SignalLinked(_)
        | Event::MeasureProposed(_)
        | Event::TaskSet(_)
        | Event::TaskDone(_)
        | Event::TaskMoved(_)
        | Event::SecrecyMarked(_)
        | Event::DiaryNumberSet(_)
        | Event::DocumentMade(_)
        | Event::Told(_) => None,
    }
}

/// What a case must be for an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ground {
    /// No case.
    None,
    /// One that is worked on.
    Open,
    /// One with a decision.
    Decided,
    /// One that can be closed.
    Finished,
    /// One that is closed.
    Closed,
    /// One that is closed and has been kept long enough.
    Old,
    /// A report.
    Report,
    /// A report that can be closed.
    ReportFinished,
    /// A report that is closed.
    ReportClosed,
    /// A declaration of the employee.
    Declared,
}

impl Try {
    /// Who may propose it, and who may approve what others propose: what the policies, the routine and the rules of
    /// handling mean, written down a second time.
    pub(crate) fn hands(self) -> (&'static [&'static str], &'static [&'static str]) {
        const LEAD: &[&str] = &["samordnare", "hr"];
        const WORK: &[&str] = &["samordnare", "hr", "direktor"];
        const MONEY: &[&str] = &["controller", "controller2", "samordnare"];
        const BOARD: &[&str] = &["direktor", "samordnare"];
        const RECEIVE: &[&str] = &["mottagare1", "mottagare2", "mottagare3"];
        const FILES: &[&str] = &["samordnare", "hr", "registrator"];
        match self {
            Self::Voice => (FILES, FILES),
            Self::Forbid => (&["chef"], &["hr"]),
            Self::ReportIdentity => (RECEIVE, &["nyckel1", "nyckel2"]),
            Self::ReportLeft | Self::ReportHandedOver | Self::ReportClosed | Self::ReportDisposed => (RECEIVE, RECEIVE),
            Self::Suppress | Self::EndHold => (MONEY, MONEY),
            Self::Reveal => (LEAD, LEAD),
            Self::Decide => (&["controller", "controller2", "samordnare", "hr"], &["direktor"]),
            Self::MemberAdded => (LEAD, &["samordnare", "hr", "direktor", "controller"]),
            Self::MeasureDecided => (LEAD, BOARD),
            Self::RoutineRenewed
            | Self::ConcernAdded
            | Self::ConflictNoted
            | Self::MemberLeft
            | Self::MeasureDeclined
            | Self::MeasureLifted
            | Self::Disclosed
            | Self::Closed
            | Self::Reopened
            | Self::Export => (LEAD, WORK),
            Self::Dispose => (LEAD, &["direktor"]),
            Self::RoleGiven | Self::RoleTaken => (&["behorighet"], BOARD),
            Self::Managers => (&["behorighet", "hr"], BOARD),
            Self::Delegate | Self::Amend => (&["samordnare", "registrator", "behorighet"], &["direktor"]),
            Self::ConfirmLaw => (&["samordnare", "hr"], &["direktor"]),
            Self::RecoverKeys => (&["samordnare", "nyckel1", "nyckel2"], &["nyckel1", "nyckel2"]),
            Self::ResetSecondFactor => (&["behorighet"], &["direktor", "samordnare", "hr"]),
        }
    }

    /// Those who make the two with somebody who proposes: never the same, never answering to the first, and of another
    /// role or under another manager that is known.
    pub(crate) fn seconds(self, first: &str) -> Vec<&'static str> {
        let of = |username: &str| *PEOPLE.iter().find(|(known, ..)| *known == username).unwrap();
        let (first, _, role, manager) = of(first);
        let makes_two = |second: &&&str| {
            let (second, _, as_role, under) = of(second);
            let is_other = as_role != role || (under.is_some() && manager.is_some() && under != manager);
            second != first && under != Some(first) && is_other
        };
        self.hands().1.iter().filter(makes_two).copied().collect()
    }

    pub(crate) fn ground(self) -> Ground {
        match self {
            Self::Suppress
            | Self::Reveal
            | Self::Decide
            | Self::EndHold
            | Self::RoleGiven
            | Self::RoleTaken
            | Self::Managers
            | Self::Delegate
            | Self::ConfirmLaw
            | Self::Amend
            | Self::RecoverKeys
            | Self::Voice
            | Self::ResetSecondFactor => Ground::None,
            Self::ReportLeft | Self::ReportHandedOver | Self::ReportIdentity => Ground::Report,
            Self::ReportClosed => Ground::ReportFinished,
            Self::ReportDisposed => Ground::ReportClosed,
            Self::Forbid => Ground::Declared,
            Self::MeasureLifted => Ground::Decided,
            Self::Closed => Ground::Finished,
            Self::Reopened => Ground::Closed,
            Self::Dispose => Ground::Old,
            _ => Ground::Open,
        }
    }

    /// Whether carrying it out leaves the case as it must be for the next.
    pub(crate) fn repeats(self) -> bool {
        !matches!(
            self,
            Self::ConcernAdded
                | Self::MemberAdded
                | Self::MemberLeft
                | Self::MeasureLifted
                | Self::Closed
                | Self::Reopened
                | Self::Dispose
                | Self::ReportLeft
                | Self::ReportIdentity
                | Self::ReportClosed
                | Self::ReportDisposed
                | Self::Forbid
        )
    }
}

impl World {
    pub(crate) async fn ground(&self, ground: Ground) -> CaseId {
        if ground == Ground::None {
            return CaseId::from_bits(0);
        }
        if let Ground::Report | Ground::ReportFinished | Ground::ReportClosed = ground {
            let id = self.report().await;
            if ground != Ground::Report {
                self.report_finish(id).await;
            }
            if ground == Ground::ReportClosed {
                self.report_close(id).await;
            }
            return id;
        }
        if ground == Ground::Declared {
            return self.declared("medarbetare").await;
        }
        let id = self.case().await;
        match ground {
            Ground::Declared => {}
            Ground::Report | Ground::ReportFinished | Ground::ReportClosed => {}
            Ground::None | Ground::Open => {}
            Ground::Decided => self.together(id, |cx| decided(cx, "polis", "MI-2")).await,
            Ground::Finished => self.finish(id).await,
            Ground::Closed | Ground::Old => {
                self.finish(id).await;
                self.close(id).await;
            }
        }
        id
    }

    /// Somebody proposes an act.
    pub(crate) async fn tries(&self, first: &str, act: Try, id: CaseId) -> Result<ProposalRef, AppError> {
        let (app, cx) = (&self.app, self.cx(first).await);
        let why = "Det behövs.".to_owned();
        let (person, authority, from) = (self.id("medarbetare"), GROUP.to_owned(), Some(cx.today()));
        let group = authority.clone();
        match act {
            Try::Suppress => {
                let to = cx.today() + TimeDelta::days(20);
                let wish = Suppressing { group, fingerprint: SIGNAL.to_owned(), to, reason: why };
                self.once(app.suppression_propose(&cx, wish)).await
            }
            Try::Reveal => {
                let (whose, until) = (Pseudonym::of(&Key::new([7; 32]), "E6"), cx.today() + TimeDelta::days(5));
                self.once(app.reveal_propose(&cx, GROUP, whose, (until, &why))).await
            }
            Try::Decide => self.once(app.decision_propose(&cx, decision(&cx), &why)).await.map(Option::unwrap),
            Try::EndHold => self.once(app.hold_end_propose(&cx, HOLD, End::Released, &why)).await,
            Try::RoleGiven => {
                let change = RoleChange { person, role: "manager".to_owned(), authority, from, to: None };
                self.once(app.role_propose(&cx, change, &why)).await
            }
            Try::RoleTaken => {
                let change = RoleChange { person, role: "manager".to_owned(), authority, from: None, to: None };
                self.once(app.role_propose(&cx, change, &why)).await
            }
            Try::Managers => self.try_manager(&cx).await,
            Try::Delegate => {
                let (act, role, source) = ("MI-9".to_owned(), "hr".to_owned(), "KS § 2".to_owned());
                let point = DelegationPut { authority, act, role, limit_ore: None, from: cx.today(), to: None, source };
                self.once(app.delegation_propose(&cx, point, &why)).await
            }
            Try::ConfirmLaw => self.once(app.lawful_propose(&cx, self.law_answer(&cx), &why)).await,
            Try::Amend => {
                let [number, matter, holder, source] = ["1.1", "Köp", "Enhetschef", "KS § 2"].map(str::to_owned);
                let (from, to) = (cx.today(), None);
                let point =
                    Point { number, matter, holder, limit: None, from, to, onward: false, notify: true, source };
                let change = Change::Whole { from, points: vec![point] };
                self.once(app.delegation_change_propose(&cx, change, ("KS § 2", cx.today()), &why)).await
            }
            Try::RecoverKeys => self.once(app.recovery_propose(&cx, self.id("hr"), &why)).await,
            Try::ResetSecondFactor => self.once(app.second_factor_reset_propose(&cx, person, &why)).await,
            Try::Forbid => {
                let (ground, stop_by) = ("fortroendeskadlig".to_owned(), cx.today() + TimeDelta::days(30));
                let forbidding = Forbidding { tie: 1, ground, why, stop_by };
                self.once(app.declaration_forbid_propose(&cx, id, forbidding)).await
            }
            Try::Voice => self.once(app.voice_propose(&cx, opening(), &why)).await,
            Try::ReportLeft => {
                let people = (self.id("mottagare3"), self.id("mottagare1"));
                self.once(app.report_leave_propose(&cx, id, people, Leaving::Ends { why })).await
            }
            Try::ReportHandedOver => {
                let (to, items, need) = ("Polismyndigheten".to_owned(), vec!["fakturan".to_owned()], why);
                let (identity, on, two) = (Identity::Withheld, cx.today(), two_to_be(&cx));
                let handed = HandedOver { to, items, need, identity, on, two };
                self.once(app.report_hand_over_propose(&cx, id, handed)).await
            }
            Try::ReportIdentity => self.once(app.report_identity_propose(&cx, id, &why)).await,
            Try::ReportClosed => self.once(app.report_close_propose(&cx, id, Outcome::Unfounded, why)).await,
            Try::ReportDisposed => {
                let ground = Some("dokumenthanteringsplanen 7".to_owned());
                self.once(app.report_dispose_propose(&cx, id, ground, &why)).await
            }
            Try::Dispose => self.once(app.case_dispose_propose(&cx, id, &why)).await,
            Try::Export => {
                let key = vault::PersonKeys::generate(&mut vault::OsRng).unwrap().public().recipient;
                let order = ExportOrder {
                    to: "Polismyndigheten".to_owned(),
                    recipient: key,
                    purpose: "förundersökning".to_owned(),
                    law: "OSL 10:24".to_owned(),
                    weighing: why.clone(),
                    parts: [ExportPart::Facts].into(),
                };
                self.once(app.case_export_propose(&cx, id, order, &why)).await
            }
            _ => self.once(app.case_propose(&cx, id, self.event(act, &cx), &why)).await,
        }
    }

    /// The chef gets another manager: by the directory, or, by HR, with a file.
    async fn try_manager(&self, cx: &Cx) -> Result<ProposalRef, AppError> {
        let chef = self.store.person_get(&self.id("chef").to_string()).await.unwrap().unwrap();
        let (under, number) = if chef.manager == Some(self.id("direktor").to_string()) {
            ("samordnare", "E1")
        } else {
            ("direktor", "E0")
        };
        if cx.role() != Role::Hr {
            let put = PersonPut {
                id: Some(self.id("chef")),
                name: chef.name,
                username: "chef".to_owned(),
                email: String::new(),
                employee_no: "E5".to_owned(),
                unit: String::new(),
                manager: Some(self.id(under)),
            };
            return self.once(self.app.person_put(cx, put)).await.map(|put| put.manager.unwrap());
        }
        let file = format!("anstallningsnr;namn;epost;enhet;chef;slutdatum\nE5;{};;;{number};\n", chef.name);
        let imported = self.once(self.app.person_import(cx, &file)).await?;
        assert_eq!((imported.proposed, imported.rejected.len()), (1, 0), "{imported:?}");
        let filter = ProposalFilter { state: Some(ProposalState::Open), ..ProposalFilter::default() };
        let rows = self.store.proposal_list(&filter).await.unwrap();
        Ok(rows.into_iter().find(|row| row.kind == "managers").unwrap().id.parse().unwrap())
    }

    fn event(&self, act: Try, cx: &Cx) -> Event {
        let (why, two) = ("Det behövs.".to_owned(), two_to_be(cx));
        match act {
            Try::RoutineRenewed => {
                Event::RoutineRenewed(Box::new(RoutineRenewed { routine: self.app.routine().clone(), why, two }))
            }
            Try::ConcernAdded => {
                let (kind, id, name) = (ConcernedKind::Organisation, None, "Påhittade Bygg AB".to_owned());
                Event::ConcernAdded(ConcernAdded { concerned: Concerned { kind, id, name, person: None }, two })
            }
            Try::ConflictNoted => {
                let conflict = Conflicted { person: self.id("chef"), bars: Bars::Everything, why };
                Event::ConflictNoted(ConflictNoted { conflict, two })
            }
            Try::MemberAdded => {
                let member = Membership { person: self.id("chef"), capacity: Capacity::Expert };
                Event::MemberAdded(MemberAdded { member, why, tie_answered: None, two })
            }
            Try::MemberLeft => Event::MemberLeft(MemberLeft { person: self.id("controller"), why, two }),
            Try::MeasureDecided => decided(cx, "polis", "MI-2"),
            Try::MeasureDeclined => {
                Event::MeasureDeclined(Declining { measure: "hotbild".to_owned(), because: why, two })
            }
            // What a case begins with is the opening, a fact, a signal and its evidence: the decision is the fifth event.
            Try::MeasureLifted => Event::MeasureLifted(Lifting { decision: 5, on: cx.today(), why, two }),
            Try::Disclosed => {
                let (to, law) = ("Polismyndigheten".to_owned(), "OSL 10:15 a".to_owned());
                let items = vec!["fakturan".to_owned()];
                Event::Disclosed(Disclosure { to, items, law, weighing: why, on: cx.today(), two })
            }
            Try::Closed => closing(cx, day("2027-01-31")),
            Try::Reopened => Event::Reopened(Reopening { why, two }),
            other => panic!("{other:?} is no event of a case"),
        }
    }
}

/// A decision on data about staff, which takes two.
pub(crate) fn decision(cx: &Cx) -> Decision {
    let set = |text: &str| [text.to_owned()].into();
    Decision {
        id: "2026-01".to_owned(),
        case_number: "KS 2026/1, påhittat".to_owned(),
        controls: set("SP-01"),
        authorities: set(GROUP),
        registers: set("ledger"),
        personal_data: [PersonalData::Staff].into(),
        purpose: "internal-control".to_owned(),
        grounds: set("KL 6:6"),
        decided_by: name("Disa Fiktiv").unwrap(),
        delegation: "KS-1".to_owned(),
        from: cx.today(),
        to: cx.today() + TimeDelta::days(30),
        staff_informed_on: Some(cx.today()),
        dpia: "DPIA 1".to_owned(),
        sharing_ground: String::new(),
        further_use_ground: String::new(),
    }
}
