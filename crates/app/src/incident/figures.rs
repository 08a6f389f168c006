//! Figures and patterns, and the report for the board as a file.

use access::{Action, Resource};
use casework::incident::{
    Incident,
    board::{self, Figures},
    pattern::Pattern,
};
use documents::Meta;

use crate::{App, AppError, Cx, app::Ask};

/// Figures of a year, and what repeats now.
#[derive(Debug, Clone)]
pub struct FiguresPage {
    /// The figures.
    pub figures: Figures,
    /// The years that have incidents.
    pub years: Vec<i32>,
    /// What repeats.
    pub patterns: Vec<Pattern>,
}

/// The report for the board as a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoardFile {
    /// A tagged PDF.
    Pdf,
    /// A workbook.
    Workbook,
}

impl App {
    /// The figures of a year, of the incidents that the person has, and what repeats among them.
    ///
    /// # Errors
    /// [`AppError::Locked`] when the keys are locked.
    pub async fn incident_figures(&self, cx: &Cx, year: i32) -> Result<FiguresPage, AppError> {
        let resource = figures_of(cx);
        let ask = Ask { action: Action::IncidentFigures, resource: &resource, object: "incidents/figures".to_owned() };
        self.perform(cx, ask, async {
            self.keys(cx)?;
            let incidents = self.counted(cx).await?;
            let all: Vec<&Incident> = incidents.iter().collect();
            Ok(FiguresPage {
                figures: board::figures(&self.incidents, &all, year, cx.today()),
                years: board::years(&all),
                patterns: self.patterns_of(cx, &incidents).await?,
            })
        })
        .await
    }

    /// The report for the board: the figures of a year, small numbers hidden, without patterns.
    ///
    /// # Errors
    /// [`AppError::Locked`] when the keys are locked.
    pub async fn incident_board(&self, cx: &Cx, year: i32, file: BoardFile) -> Result<Vec<u8>, AppError> {
        let resource = figures_of(cx);
        let ask = Ask { action: Action::IncidentFigures, resource: &resource, object: "incidents/board".to_owned() };
        self.perform(cx, ask, async {
            self.keys(cx)?;
            let incidents = self.counted(cx).await?;
            let all: Vec<&Incident> = incidents.iter().collect();
            let authority = self.authority_name(&cx.subject.authority).await?;
            let figures = board::figures(&self.incidents, &all, year, cx.today());
            let letter = figures.letter(&self.incidents, &authority, cx.today());
            let meta = Meta { municipality: self.municipality().to_owned(), made_at: cx.at, author: cx.name.clone() };
            let made = crate::app::blocking(move || match file {
                BoardFile::Pdf => documents::pdf(&letter, &meta),
                BoardFile::Workbook => documents::workbook(&letter, &meta),
            });
            made.await?.map_err(|error| AppError::Internal(error.to_string()))
        })
        .await
    }
}

/// The figures of the person's own authority, for the policies: an incident of it that the person handles.
fn figures_of(cx: &Cx) -> Resource {
    let mut one = access::Case::new("", cx.subject.authority.clone(), access::CaseState::Open);
    one.members.insert(cx.person.to_string());
    Resource::Case(one)
}
