//! Signals: see, judge, suppress, and learn who somebody is.

mod label;
mod view;
mod words;

use std::{collections::BTreeSet, ops::Range, sync::Arc};

use access::{Action, Resource, Signals, Touches};
use chrono::NaiveDate;
use signals::{
    health::health,
    pseudonym::{LONGEST_DAYS, Reveal},
    suppress::{Period, Suppression, report},
};

use crate::{
    App, AppError, Cx,
    app::{Ask, desk},
    ports::{Book, Judged},
    proposal::{Act, ProposalRef},
};

pub use ids::hide_person_nos;
pub use signals::{
    BestControl, ControlRef, ControlRun, EvidenceTable, Fact, Missing, OutcomeCount, OutcomeKind, PictureLine,
    RankedSubject, Signal, Subject, SubjectPicture,
    health::Health,
    judge::{Judgement, Outcome},
    life::{Because, State, Trait},
    precision::{Band, Precision, Prior, Tally},
    pseudonym::{LONGEST_DAYS as REVEAL_DAYS, Pseudonym},
    suppress::{LONGEST_DAYS as SUPPRESSION_DAYS, Report, Row, Status, Target},
};
pub use view::{Counted, Filter, Group, Order, SignalList, SignalPage, SignalRow, SubjectPage};
pub use words::{subject_id, subject_place};

/// What a person says of a signal.
#[derive(Debug, Clone)]
pub struct Judging {
    /// The group it belongs to.
    pub group: String,
    /// Its fingerprint.
    pub fingerprint: String,
    /// What it was.
    pub outcome: Outcome,
    /// In the person's words.
    pub note: String,
}

/// What a person wants suppressed.
#[derive(Debug, Clone)]
pub struct Suppressing {
    /// The group.
    pub group: String,
    /// The signal from which it comes: its control's family and its first subject are suppressed.
    pub fingerprint: String,
    /// Last day.
    pub to: NaiveDate,
    /// Why.
    pub reason: String,
}

impl App {
    /// The groups whose signals the person may see something of.
    ///
    /// # Errors
    /// When the signals can not be read.
    pub async fn signal_groups(&self, cx: &Cx) -> Result<Vec<String>, AppError> {
        self.listed(cx, Action::SignalList, "groups", async {
            let port = Arc::clone(&self.signals);
            let groups = desk(move || port.groups()).await?;
            let rows = groups.into_iter().map(|group| (self.list_of(cx, &group), group));
            Ok(self.policies.filter(&cx.subject, Action::SignalList, rows, cx.today()))
        })
        .await
    }

    /// The groups whose controls the person may see the numbers of.
    ///
    /// # Errors
    /// When the signals can not be read.
    pub async fn health_groups(&self, cx: &Cx) -> Result<Vec<String>, AppError> {
        self.listed(cx, Action::SignalHealth, "groups", async {
            let port = Arc::clone(&self.signals);
            let groups = desk(move || port.groups()).await?;
            let rows = groups.into_iter().map(|group| (Resource::Signals(open_signals(&group)), group));
            Ok(self.policies.filter(&cx.subject, Action::SignalHealth, rows, cx.today()))
        })
        .await
    }

    /// What a list of a group's signals is to the policies. Who may see only those about staff has a list of them.
    fn list_of(&self, cx: &Cx, group: &str) -> Resource {
        let (open, staff) = (Resource::Signals(open_signals(group)), Resource::Signals(staff_signals(group)));
        let only_staff = !self.may(cx, Action::SignalList, &open) && self.may(cx, Action::SignalList, &staff);
        if only_staff { staff } else { open }
    }

    /// The signals of a group that the person may see, filtered, in the order to look at them: those at the places `window`.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the group was never scanned.
    pub async fn signal_list(
        &self,
        cx: &Cx,
        group: &str,
        filter: &Filter,
        window: Range<usize>,
    ) -> Result<SignalList, AppError> {
        let resource = self.list_of(cx, group);
        let ask = Ask { action: Action::SignalList, resource: &resource, object: self.group_object(group, "") };
        self.perform(cx, ask, async {
            let book = self.book(group).await?;
            let own = self.own_pseudonym(cx, group).await?;
            let rows =
                book.run.signals.iter().map(|signal| (self.resource_of(cx, &book, signal, own.as_ref()), signal));
            let seen = self.policies.filter(&cx.subject, Action::SignalShow, rows, cx.today());
            Ok(SignalList::new(&book, &self.library, seen, (filter, window), cx.today()))
        })
        .await
    }

    /// One signal, with its evidence and what was said of it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none, or the person may not see it.
    pub async fn signal_show(&self, cx: &Cx, group: &str, fingerprint: &str) -> Result<SignalPage, AppError> {
        let Ok((book, signal, resource)) = self.signal_of(cx, group, fingerprint).await else {
            return self.refuse(cx, Action::SignalShow, self.object("signal", fingerprint), AppError::NotFound).await;
        };
        let ask = Ask { action: Action::SignalShow, resource: &resource, object: self.object("signal", fingerprint) };
        let labels = self.registers.labels();
        let known = (&self.library, labels.as_slice());
        let shown = self.perform(cx, ask, async { SignalPage::new(&book, known, &signal, cx.today()) }).await;
        // Whoever may not see it is not told that there is one.
        shown.map_err(|error| if matches!(error, AppError::Denied { .. }) { AppError::NotFound } else { error })
    }

    /// A subject with all of its signals that the person may see.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none, or the person may see none of them.
    pub async fn subject_show(&self, cx: &Cx, group: &str, kind: &str, id: &str) -> Result<SubjectPage, AppError> {
        let resource = self.list_of(cx, group);
        let ask = Ask { action: Action::SignalList, resource: &resource, object: self.group_object(group, "/subject") };
        self.perform(cx, ask, async {
            let book = self.book(group).await?;
            let own = self.own_pseudonym(cx, group).await?;
            let about =
                |signal: &&Signal| signal.subjects.iter().any(|subject| subject.kind == kind && subject.id == id);
            let rows = book.run.signals.iter().filter(about);
            let rows = rows.map(|signal| (self.resource_of(cx, &book, signal, own.as_ref()), signal));
            let seen = self.policies.filter(&cx.subject, Action::SignalShow, rows, cx.today());
            SubjectPage::new(&book, &self.library, (kind, id), &seen, cx.today()).ok_or(AppError::NotFound)
        })
        .await
    }

    /// Says what a signal turned out to be.
    ///
    /// # Errors
    /// [`AppError::Invalid`] without a note, [`AppError::NotFound`] when there is no such signal.
    pub async fn signal_judge(&self, cx: &Cx, judging: Judging) -> Result<(), AppError> {
        let note = judging.note.trim().to_owned();
        let object = self.object("signal", &judging.fingerprint);
        let Ok((_, _, resource)) = self.signal_of(cx, &judging.group, &judging.fingerprint).await else {
            return self.refuse(cx, Action::SignalJudge, object, AppError::NotFound).await;
        };
        let ask = Ask { action: Action::SignalJudge, resource: &resource, object };
        self.perform(cx, ask, async {
            if note.is_empty() {
                return Err(AppError::field("note", "Skriv vad som framkom."));
            }
            let judged = Judged { outcome: judging.outcome, note, by: signature(cx)?, at: cx.stamp() };
            let port = Arc::clone(&self.signals);
            desk(move || port.judge(&judging.group, &judging.fingerprint, judged)).await
        })
        .await
    }

    /// What is suppressed in a group, for whom, the longest first.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the group was never scanned.
    pub async fn suppression_list(&self, cx: &Cx, group: &str) -> Result<Report, AppError> {
        let resource = Resource::Signals(open_signals(group));
        let ask =
            Ask { action: Action::SignalHealth, resource: &resource, object: self.group_object(group, "/suppressed") };
        self.perform(cx, ask, async { Ok(report(&self.book(group).await?.life, cx.today())) }).await
    }

    /// How the controls of a group do: volume, precision, share suppressed, age.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the group was never scanned.
    pub async fn signal_health(&self, cx: &Cx, group: &str) -> Result<Vec<Health>, AppError> {
        let resource = Resource::Signals(open_signals(group));
        let ask =
            Ask { action: Action::SignalHealth, resource: &resource, object: self.group_object(group, "/health") };
        self.perform(cx, ask, async {
            let book = self.book(group).await?;
            Ok(health(&book.life, &book.priors, cx.today()))
        })
        .await
    }

    /// The controls of a group's latest run: their four counts, or why there are none, and how they do.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the group was never scanned.
    pub async fn control_counts(&self, cx: &Cx, group: &str) -> Result<Vec<Counted>, AppError> {
        let resource = Resource::Signals(open_signals(group));
        let ask =
            Ask { action: Action::SignalHealth, resource: &resource, object: self.group_object(group, "/controls") };
        self.perform(cx, ask, async { Ok(Counted::all(&*self.book(group).await?, cx.today())) }).await
    }

    /// Proposes to suppress a control's family for the first subject of a signal. Another person must approve it.
    ///
    /// # Errors
    /// [`AppError::Invalid`] without a reason or when the end is too far off.
    pub async fn suppression_propose(&self, cx: &Cx, wish: Suppressing) -> Result<ProposalRef, AppError> {
        let object = self.object("signal", &wish.fingerprint);
        let Ok((book, signal, resource)) = self.signal_of(cx, &wish.group, &wish.fingerprint).await else {
            return self.refuse(cx, Action::SuppressionPropose, object, AppError::NotFound).await;
        };
        let ask = Ask { action: Action::SuppressionPropose, resource: &resource, object };
        self.perform(cx, ask, async {
            let subject = signal.subjects.first().ok_or(AppError::NotFound)?;
            let subject = (subject.kind.clone(), subject.id.clone());
            let target = Target { family: signal.family.clone(), subject, counterpart: None };
            let period = Period::new(cx.today(), wish.to).map_err(|error| AppError::field("to", error.to_string()))?;
            let what = Suppression::new(&book.life, target, period, signature(cx)?)
                .map_err(|error| AppError::field("to", error.to_string()))?;
            self.propose(
                cx,
                Act::Suppress { group: wish.group, what: Box::new(what), about: wish.fingerprint },
                &wish.reason,
            )
            .await
        })
        .await
    }

    /// Ends a suppression before its day. One person may: it shows more, not less.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is no such suppression.
    pub async fn suppression_lift(&self, cx: &Cx, group: &str, suppression: &str) -> Result<(), AppError> {
        let resource = Resource::Signals(open_signals(group));
        let object = self.object("suppression", suppression);
        let ask = Ask { action: Action::SuppressionLift, resource: &resource, object };
        self.perform(cx, ask, async {
            let (port, by, at) = (Arc::clone(&self.signals), signature(cx)?, cx.stamp());
            let (group, suppression) = (group.to_owned(), suppression.to_owned());
            desk(move || port.lift(&group, &suppression, &by, &at)).await
        })
        .await
    }

    /// Whether the person may propose to see a name behind a pseudonym in the group.
    #[must_use]
    pub fn may_reveal(&self, cx: &Cx, group: &str) -> bool {
        self.may(cx, Action::RevealPropose, &Resource::Signals(staff_signals(group)))
    }

    /// Proposes that a name may be seen, from today to a day.
    ///
    /// # Errors
    /// [`AppError::Invalid`] without a reason or when the end is too far off.
    pub async fn reveal_propose(
        &self,
        cx: &Cx,
        group: &str,
        pseudonym: Pseudonym,
        (until, reason): (NaiveDate, &str),
    ) -> Result<ProposalRef, AppError> {
        let resource = Resource::Signals(staff_signals(group));
        let ask = Ask {
            action: Action::RevealPropose,
            resource: &resource,
            object: self.object("pseudonym", pseudonym.as_str()),
        };
        self.perform(cx, ask, async {
            let days = (until - cx.today()).num_days();
            if !(0..LONGEST_DAYS).contains(&days) {
                return Err(AppError::field("until", format!("Välj en dag inom {LONGEST_DAYS} dagar.")));
            }
            let what = Reveal { pseudonym, from: cx.today(), until };
            self.propose(cx, Act::Reveal { group: group.to_owned(), what }, reason).await
        })
        .await
    }

    /// The names behind a pseudonym, when two people have agreed that they may be seen.
    ///
    /// # Errors
    /// When no such act is in force.
    pub async fn reveal_show(&self, cx: &Cx, group: &str, pseudonym: Pseudonym) -> Result<Vec<String>, AppError> {
        let resource = Resource::Signals(staff_signals(group));
        let ask = Ask {
            action: Action::RevealShow,
            resource: &resource,
            object: self.object("pseudonym", pseudonym.as_str()),
        };
        self.perform(cx, ask, async {
            let (port, by, at, on) = (Arc::clone(&self.signals), signature(cx)?, cx.stamp(), cx.today());
            let group = group.to_owned();
            desk(move || port.names(&group, &pseudonym, &by, &at, on)).await
        })
        .await
    }

    /// The group's book.
    pub(crate) async fn book(&self, group: &str) -> Result<Arc<Book>, AppError> {
        let (port, group) = (Arc::clone(&self.signals), group.to_owned());
        desk(move || port.book(&group)).await
    }

    /// A signal of a book, and what the policies must know of it.
    pub(crate) async fn one(&self, cx: &Cx, book: &Book, fingerprint: &str) -> Result<(Signal, Resource), AppError> {
        let own = self.own_pseudonym(cx, &book.group).await?;
        let signal =
            book.run.signals.iter().find(|signal| signal.fingerprint == fingerprint).ok_or(AppError::NotFound)?;
        Ok((signal.clone(), self.resource_of(cx, book, signal, own.as_ref())))
    }

    /// A signal by group and fingerprint, and what the policies must know of it.
    async fn signal_of(
        &self,
        cx: &Cx,
        group: &str,
        fingerprint: &str,
    ) -> Result<(Arc<Book>, Signal, Resource), AppError> {
        let book = self.book(group).await?;
        let (signal, resource) = self.one(cx, &book, fingerprint).await?;
        Ok((book, signal, resource))
    }

    /// What the journal calls the signals of a group. A group is a name of the program's, but somebody may type another.
    fn group_object(&self, group: &str, part: &str) -> String {
        let is_known = self.signals.groups().is_ok_and(|groups| groups.iter().any(|known| known == group));
        if is_known { format!("signals/{group}{part}") } else { format!("{}{part}", self.object("signals", group)) }
    }

    /// The pseudonym of the person who asks, when they are an employee in the registers.
    async fn own_pseudonym(&self, cx: &Cx, group: &str) -> Result<Option<Pseudonym>, AppError> {
        let person = self.store.person_get(&cx.person.to_string()).await.map_err(AppError::Store)?;
        let Some(employee_no) = person.and_then(|person| person.employee_no) else {
            return Ok(None);
        };
        let (port, group) = (Arc::clone(&self.signals), group.to_owned());
        Ok(Some(desk(move || port.pseudonym(&group, &employee_no)).await?))
    }

    /// What the policies must know of a signal: what its control touches, and whether it names the one who asks.
    fn resource_of(&self, cx: &Cx, book: &Book, signal: &Signal, own: Option<&Pseudonym>) -> Resource {
        let control = self.library.control(&signal.control);
        let touches = control.and_then(|control| control.personal_data.parse().ok()).unwrap_or(Touches::Clients);
        let is_own = own.is_some_and(|own| signal.subjects.iter().any(|subject| subject.id == own.as_str()));
        Resource::Signals(Signals {
            authority: book.group.clone(),
            flow: control.map(|control| control.flow.clone()).unwrap_or_default(),
            touches,
            // The gate ran the control on a decision, which names the purpose that the document asks for.
            purpose: control.map(|control| control.purpose.clone()),
            named: if is_own { BTreeSet::from([cx.person.to_string()]) } else { BTreeSet::new() },
        })
    }
}

/// The signals of a group as far as every list goes: what touches nobody.
fn open_signals(group: &str) -> Signals {
    Signals::new(group, "", Touches::None)
}

/// Those that touch staff, as far as acts on a pseudonym go.
pub(crate) fn staff_signals(group: &str) -> Signals {
    Signals { purpose: Some("internal-control".to_owned()), ..Signals::new(group, "", Touches::Staff) }
}

/// The person's name as it stands in the registers' own journals.
pub(crate) fn signature(cx: &Cx) -> Result<quorum::Person, AppError> {
    cx.signature().ok_or_else(|| AppError::Internal(format!("namnet `{}` kan inte stå i en journal", cx.name)))
}
