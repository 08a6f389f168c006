//! Where one person is alone: the picture of an authority, made of a file with steps, with pseudonyms.

use std::collections::BTreeMap;

use access::{Action, Role};
use casework::hands::{self, CanAll, Effect, FlowFigures, Period, Picture, Terms};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Origin, Sent, first_unfit, registers_of};
use crate::{App, AppError, Cx, app::Ask, ports::DeskError};

/// The register that steps stand in.
const REGISTER: &str = "approvals";

/// The control that asks the same of the registers, and what is read here.
const STEPS: (&str, &[&str]) = ("DE-05", &[REGISTER]);
/// As it, for rights.
const RIGHTS: (&str, &[&str]) = ("DE-06", &["entitlements"]);

/// What a picture is made of.
#[derive(Debug, Clone)]
pub struct HandsFile {
    /// The steps.
    pub steps: Origin,
    /// The rights, when they are there.
    pub rights: Option<Sent>,
    /// The last day.
    pub to: NaiveDate,
    /// How many days.
    pub days: u64,
    /// After how many months without anybody else a step is at risk.
    pub months: u32,
    /// The first day of a measure, whose effect is asked for.
    pub measure_on: Option<NaiveDate>,
}

/// A picture as it is kept until the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandsKept {
    /// When it was made.
    pub made_at: String,
    /// How many rows people did.
    pub rows: usize,
    /// How many rows a machine did.
    pub machines: usize,
    /// How many cells could not be used.
    pub unfit: usize,
    /// The picture.
    pub picture: Picture,
    /// What a measure did, when that was asked.
    pub effect: Option<Effect>,
}

/// The picture as it may be shown.
#[derive(Debug, Clone)]
pub struct HandsPage {
    /// The picture; none before the first.
    pub kept: Option<HandsKept>,
    /// The names of those whose manager looks, by pseudonym.
    pub names: BTreeMap<String, String>,
    /// The decisions on control that it rests on; empty when none is in force.
    pub decisions: Vec<String>,
    /// Why nothing is shown, when no decision covers it.
    pub refused: String,
}

impl App {
    /// Makes the picture of the person's authority from a file or a snapshot. A file is not kept; the picture is, until the next.
    ///
    /// # Errors
    /// [`AppError::Desk`] when no decision on control covers it, the file can not be opened, or no row can be used.
    pub async fn hands_measure(&self, cx: &Cx, file: HandsFile) -> Result<(), AppError> {
        let resource = registers_of(cx);
        let ask = Ask { action: Action::HandsMeasure, resource: &resource, object: "hands".to_owned() };
        self.perform(cx, ask, async {
            let asked: Vec<(&str, &[&str])> = [STEPS].into_iter().chain(file.rights.as_ref().map(|_| RIGHTS)).collect();
            let newest = self.newest(cx, &file.steps, REGISTER).await?;
            self.covered(cx, &asked, newest.as_ref()).await?;
            let authority = cx.subject.authority.as_str();
            let mut sheet = self.rows_from(cx, file.steps, (REGISTER, &hands::COLUMNS)).await?;
            if newest.is_some() {
                // The register has no unit: its steps are counted for the whole authority.
                hands::in_one_unit(&mut sheet, &self.authority_name(authority).await?);
            }
            let mut rows = hands::rows(&sheet);
            if rows.handled.is_empty() {
                return Err(
                    DeskError::Refused(format!("ingen rad kunde användas; {}", first_unfit(&rows.unfit))).into()
                );
            }
            for row in &mut rows.handled {
                row.person = self.hidden(authority, &row.person);
            }
            let (mut can_all, mut unfit): (Vec<CanAll>, usize) = (Vec::new(), rows.unfit.len());
            if let Some(sent) = file.rights {
                let (mut rights, wrong) = hands::rights(&self.sheet(sent, &hands::RIGHTS).await?);
                for right in &mut rights {
                    right.person = self.hidden(authority, &right.person);
                }
                can_all = hands::can_all(&rights, file.to);
                unfit += wrong.len();
            }
            let terms = Terms { months: file.months, ..Terms::default() };
            let effect = file.measure_on.map(|day| hands::effect(&rows.handled, &can_all, (day, file.days), terms));
            let picture = hands::picture(&rows.handled, can_all, Period::ending(file.to, file.days), terms);
            let (made_at, rows, machines) = (cx.stamp(), rows.handled.len(), rows.machines);
            self.hands_keep(authority, &HandsKept { made_at, rows, machines, unfit, picture, effect }).await
        })
        .await
    }

    /// The picture of the person's authority. A manager sees the flows that their own people are in, with names; others
    /// see all, with pseudonyms.
    ///
    /// # Errors
    /// When the person may not.
    pub async fn hands_show(&self, cx: &Cx) -> Result<HandsPage, AppError> {
        let resource = registers_of(cx);
        let ask = Ask { action: Action::HandsShow, resource: &resource, object: "hands".to_owned() };
        self.perform(cx, ask, async {
            let authority = cx.subject.authority.as_str();
            let decisions = match self.covered(cx, &[STEPS], None).await {
                Ok(decisions) => decisions,
                Err(AppError::Desk(DeskError::Refused(refused))) => {
                    // What nothing covers any more is not kept either.
                    self.store.setting_remove(&setting(authority)).await.map_err(AppError::Store)?;
                    return Ok(HandsPage { kept: None, names: BTreeMap::new(), decisions: Vec::new(), refused });
                }
                Err(error) => return Err(error),
            };
            let mut kept = self.hands_kept(authority).await?;
            let mut names = BTreeMap::new();
            if cx.role() == Role::Manager {
                names = self.own_people(cx).await?;
                if let Some(kept) = &mut kept {
                    keep_own(kept, &names);
                }
            }
            Ok(HandsPage { kept, names, decisions, refused: String::new() })
        })
        .await
    }

    /// The people whose nearest manager the person is, by the pseudonyms that they may have.
    async fn own_people(&self, cx: &Cx) -> Result<BTreeMap<String, String>, AppError> {
        let (me, authority) = (cx.person.to_string(), cx.subject.authority.as_str());
        let mut names = BTreeMap::new();
        for row in self.store.person_list(Some(authority)).await.map_err(AppError::Store)? {
            if row.manager.as_deref() != Some(me.as_str()) || !self.is_person_written(&row).await? {
                continue;
            }
            let account = self.account_read(&row.id).await?.map(|account| account.username);
            for id in account.into_iter().chain(row.employee_no.clone()) {
                names.insert(self.hidden(authority, &id), row.name.clone());
            }
        }
        Ok(names)
    }

    async fn hands_keep(&self, authority: &str, kept: &HandsKept) -> Result<(), AppError> {
        let text = serde_json::to_string(kept).map_err(|error| AppError::Internal(crate::error::place(&error)))?;
        let marked = self.marked(KIND, &[authority.as_bytes()], &text);
        self.store.setting_put(&setting(authority), marked.as_bytes()).await.map_err(AppError::Store)
    }

    async fn hands_kept(&self, authority: &str) -> Result<Option<HandsKept>, AppError> {
        let kept = self.store.setting_get(&setting(authority)).await.map_err(AppError::Store)?;
        let kept = kept.and_then(|kept| String::from_utf8(kept).ok());
        // One that somebody else wrote, or that another version wrote, is made anew.
        let text = kept.and_then(|kept| self.unmarked(KIND, &[authority.as_bytes()], &kept));
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }
}

const KIND: &str = "where one person is alone";

fn setting(authority: &str) -> String {
    format!("hands/{authority}")
}

/// Only the flows that some of these people are in.
fn keep_own(kept: &mut HandsKept, names: &BTreeMap<String, String>) {
    let is_own = |flow: &FlowFigures| {
        let by = flow.by.iter().map(|(person, _)| person);
        let pairs = flow.pairs.iter().flat_map(|pair| [&pair.first, &pair.second]);
        let only = flow.only.iter().map(|only| &only.person);
        by.chain(&flow.factor).chain(pairs).chain(only).any(|person| names.contains_key(person))
    };
    let pictures = std::iter::once(&mut kept.picture);
    let effects = kept.effect.iter_mut().flat_map(|effect| [&mut effect.before, &mut effect.after]);
    for picture in pictures.chain(effects) {
        picture.flows.retain(is_own);
        picture.can_all.retain(|can| names.contains_key(&can.person));
    }
}
