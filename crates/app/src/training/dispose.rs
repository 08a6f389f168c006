//! Disposal of what is written of people's training, when its time is over: by who arranges training, and by the program
//! itself where the board's own plan says how long. Counts alone are left.

use access::Action;
use casework::training::{
    Record,
    keep::{Disposed, Plan, Proposal, is_over, proposed},
    occasion::Occasion,
};
use chrono::NaiveDate;
use journal::{Outcome, Phase, Record as Line};

use super::{RECORDS, ask, directory};
use crate::{App, AppError, Cx, stamp};

/// Where the counts of what was disposed of lie.
const COUNTS: &str = "training-disposed/";

/// What the disposal would take, and what it has taken.
#[derive(Debug, Clone)]
pub struct DisposalPage {
    /// How long, as the board's own plan says.
    pub plan: Option<Plan>,
    /// How long, as the library proposes: holds without a plan.
    pub proposed: Option<Proposal>,
    /// What its time is over for.
    pub over: Disposed,
    /// What was disposed of before.
    pub before: Disposed,
}

/// What a disposal does.
#[derive(Debug, Default)]
struct Due {
    records: Vec<(String, Option<Record>)>,
    occasions: Vec<Occasion>,
    counts: Disposed,
}

impl App {
    /// How long training is kept in the person's authority, what its time is over for, and what was disposed of before.
    ///
    /// # Errors
    /// When the person may not.
    pub async fn training_disposal(&self, cx: &Cx) -> Result<DisposalPage, AppError> {
        let resource = directory(cx);
        self.perform(cx, ask(Action::TrainingDispose, &resource), async {
            let authority = &cx.subject.authority;
            Ok(DisposalPage {
                plan: self.demand_of(authority).await?.keep,
                proposed: proposed(cx.today()).cloned(),
                over: self.training_due(authority, cx.today()).await?.counts,
                before: self.training_disposed(authority).await?,
            })
        })
        .await
    }

    /// Disposes of what its time is over for, in the person's authority; what that was, as counts.
    ///
    /// # Errors
    /// When the person may not, or the database fails.
    pub async fn training_dispose(&self, cx: &Cx) -> Result<Disposed, AppError> {
        let resource = directory(cx);
        let done = self.training_dispose_now(&cx.subject.authority, cx.today());
        self.perform(cx, ask(Action::TrainingDispose, &resource), done).await
    }

    /// Disposes of what its time is over for in every authority whose own plan says how long; in how many there was
    /// something. Done by the program, for nobody; it stands in the journal as an act of the program.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn training_dispose_planned(&self) -> Result<usize, AppError> {
        let (today, mut done) = (crate::swedish_day(self.now()), 0);
        for authority in self.store.authority_list().await.map_err(AppError::Store)? {
            let is_planned = self.demand_of(&authority.id).await?.keep.is_some();
            if !is_planned || self.training_due(&authority.id, today).await?.counts.is_empty() {
                continue;
            }
            let opens = self.disposal_line(&authority.id, Phase::Opened).await?;
            let result = self.training_dispose_now(&authority.id, today).await;
            let outcome = if result.is_ok() { Outcome::Done } else { Outcome::Failed };
            self.disposal_line(&authority.id, Phase::Closed { opens, outcome }).await?;
            result?;
            done += 1;
        }
        Ok(done)
    }

    async fn training_dispose_now(&self, authority: &str, today: NaiveDate) -> Result<Disposed, AppError> {
        let _alone = self.training.lock().await;
        let due = self.training_due(authority, today).await?;
        // The counts first: what is told of in them may still be there after a crash, never the other way round.
        let mut counts = self.training_disposed(authority).await?;
        counts.add(&due.counts);
        if !due.counts.is_empty() {
            self.training_keep(authority, &format!("{COUNTS}{authority}"), &counts).await?;
        }
        for (person, record) in due.records {
            let name = format!("{RECORDS}{person}");
            match record {
                Some(record) => self.training_keep(&person, &name, &record).await?,
                None => {
                    self.store.setting_remove(&name).await.map_err(AppError::Store)?;
                    self.employed_from_keep(&person, None).await?;
                }
            }
        }
        for occasion in due.occasions {
            self.occasion_remove(&occasion).await?;
        }
        Ok(due.counts)
    }

    /// What its time is over for on a day.
    async fn training_due(&self, authority: &str, today: NaiveDate) -> Result<Due, AppError> {
        let plan = self.demand_of(authority).await?.keep.map(|plan| plan.months);
        let Some(months) = plan.or_else(|| proposed(today).map(|one| one.months)) else { return Ok(Due::default()) };
        let (mut due, mut records) = (Due::default(), self.records().await?);
        let firsts = self.employments().await?;
        for person in self.store.person_list(Some(authority)).await.map_err(AppError::Store)? {
            let record = records.remove(&person.id);
            if record.is_none() && !firsts.contains_key(&person.id) {
                continue;
            }
            let mut record = record.unwrap_or_default();
            let last: Option<NaiveDate> = person.employed_until.as_deref().and_then(|day| day.parse().ok());
            // Whoever writes the database could end somebody's employment, and so have what they passed disposed of.
            if last.is_some_and(|last| is_over(last, months, today)) && self.is_person_written(&person).await? {
                due.counts.add(&record.counted());
                due.records.push((person.id, None));
                continue;
            }
            let taken = record.dispose(months, today);
            if !taken.is_empty() {
                due.counts.add(&taken);
                due.records.push((person.id, Some(record)));
            }
        }
        for occasion in self.occasions().await? {
            if occasion.authority == authority && occasion.is_over(months, today) {
                due.counts.sessions += 1;
                due.counts.came += u64::try_from(occasion.came.len()).unwrap_or(u64::MAX);
                due.occasions.push(occasion);
            }
        }
        Ok(due)
    }

    async fn training_disposed(&self, authority: &str) -> Result<Disposed, AppError> {
        let name = format!("{COUNTS}{authority}");
        match self.store.setting_get(&name).await.map_err(AppError::Store)? {
            Some(bytes) => self.training_open(authority, &name, bytes),
            None => Ok(Disposed::default()),
        }
    }

    /// An entry of the journal for what the program disposes of by itself.
    async fn disposal_line(&self, authority: &str, phase: Phase) -> Result<u64, AppError> {
        let line = Line {
            at: stamp(self.now()),
            actor: self.blind.person("insyn"),
            role: "insyn".to_owned(),
            authority: authority.to_owned(),
            action: Action::TrainingDispose.as_str().to_owned(),
            object: "training".to_owned(),
            phase,
            payload: String::new(),
        };
        self.journal.write(line).await.map_err(AppError::Store)
    }
}
