//! Decisions held against the order, and the list for the board's next meeting.

use access::Action;
use casework::{
    delegation::ruling::{self, COLUMNS, Fault, Ruling, Terms},
    sheet::Unfit,
};
use chrono::NaiveDate;
use documents::Meta;
use std::sync::Arc;

use super::{Origin, registers_of};
use crate::{App, AppError, Cx, app::Ask, ports::DeskError};

/// The register that decisions stand in.
const REGISTER: &str = "decisions";

/// The controls that ask the same of the registers, and what they read here.
const CONTROLS: [(&str, &[&str]); 3] = [("DE-01", &[REGISTER]), ("DE-02", &[REGISTER]), ("DE-03", &[REGISTER])];

/// A decision and what is wrong with it.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The decision; who made it is a pseudonym.
    pub ruling: Ruling,
    /// What is wrong, the gravest first.
    pub faults: Vec<Fault>,
}

/// Decisions of a file, held against the order.
#[derive(Debug, Clone)]
pub struct Checked {
    /// Name of the file, or of the register and its snapshot.
    pub name: String,
    /// The authority, as it is called.
    pub authority: String,
    /// How many decisions could be read.
    pub read: usize,
    /// Those that something is wrong with.
    pub faulty: Vec<Judged>,
    /// Those to be notified at the next meeting.
    pub to_notify: Vec<Ruling>,
    /// Decisions made until this day are on the list.
    pub until: NaiveDate,
    /// Every cell that can not be used.
    pub unfit: Vec<Unfit>,
    /// The decisions on control that it rests on.
    pub decisions: Vec<String>,
}

impl App {
    /// Holds the decisions of a file against the order; gives the name that the result lies under for a few minutes. The
    /// file is not kept.
    ///
    /// # Errors
    /// [`AppError::Desk`] when no decision on control covers it, or the file can not be opened.
    pub async fn delegation_check(&self, cx: &Cx, from: Origin, until: NaiveDate) -> Result<String, AppError> {
        let resource = registers_of(cx);
        let ask = Ask { action: Action::DelegationCheck, resource: &resource, object: "delegation".to_owned() };
        self.perform(cx, ask, async {
            let newest = self.newest(cx, &from, REGISTER).await?;
            let decisions = self.covered(cx, &CONTROLS, newest.as_ref()).await?;
            let order = self.order_read(&cx.subject.authority).await?;
            if order.points.is_empty() {
                let why = "delegationsordningen är tom; läs in den först";
                return Err(DeskError::Refused(why.to_owned()).into());
            }
            let name = match (&from, newest) {
                (_, Some(newest)) => format!("{} {}", newest.label, newest.snapshot),
                (Origin::File(sent), None) => sent.name.clone(),
                (Origin::Snapshot, None) => REGISTER.to_owned(),
            };
            let (mut rulings, unfit) = ruling::rulings(&self.rows_from(cx, from, (REGISTER, &COLUMNS)).await?);
            for ruling in &mut rulings {
                ruling.decided_by = self.hidden(&cx.subject.authority, &ruling.decided_by);
            }
            let terms = Terms::on(cx.today());
            let judged =
                rulings.iter().map(|one| Judged { ruling: one.clone(), faults: ruling::judge(&order, one, terms) });
            let faulty = judged.filter(|one| !one.faults.is_empty()).collect();
            let to_notify = ruling::to_notify(&order, &rulings, until).into_iter().cloned().collect();
            let authority = self.authority_name(&cx.subject.authority).await?;
            let read = rulings.len();
            let checked = Checked { name, authority, read, faulty, to_notify, until, unfit, decisions };
            Ok(self.shelve_checked(cx, Arc::new(checked)))
        })
        .await
    }

    /// What was found.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is somebody else's, or was kept too long ago.
    pub async fn delegation_checked(&self, cx: &Cx, key: &str) -> Result<Arc<Checked>, AppError> {
        let resource = registers_of(cx);
        let ask = Ask { action: Action::DelegationCheck, resource: &resource, object: "delegation".to_owned() };
        self.perform(cx, ask, async { self.shelved_checked(cx, key).ok_or(AppError::NotFound) }).await
    }

    /// The list for the board's next meeting as PDF. It names posts, not persons.
    ///
    /// # Errors
    /// [`AppError::NotFound`] as [`App::delegation_checked`].
    pub async fn delegation_notification(&self, cx: &Cx, key: &str) -> Result<Vec<u8>, AppError> {
        let checked = self.delegation_checked(cx, key).await?;
        let list: Vec<&Ruling> = checked.to_notify.iter().collect();
        let letter = ruling::notification(&checked.authority, checked.until, &list);
        let meta = Meta { municipality: self.municipality().to_owned(), made_at: cx.at, author: cx.name.clone() };
        let made = crate::app::blocking(move || documents::pdf(&letter, &meta));
        made.await?.map_err(|error| AppError::Internal(error.to_string()))
    }
}
