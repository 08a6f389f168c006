//! What the core does beside its pages for the whistleblowing function: a turn with the listener every quarter of an hour,
//! on the quarter, and mails to recipients at fixed hours.

use std::{path::PathBuf, sync::Arc, time::Duration};

use anyhow::Context;
use app::{App, report::Listener};
use chrono::{DateTime, Timelike as _, Utc};
use vault::{OsRng, intake::IntakeKey};
use voices::Folder;

use crate::{clock, console};

/// Seconds between two turns.
const QUARTER: u32 = 15 * 60;

/// Where letters go.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mailroom {
    /// The folder that is shared with the listener.
    pub(crate) listener: Option<PathBuf>,
    /// The folder from which the mail server picks up.
    pub(crate) mail: Option<PathBuf>,
}

impl Mailroom {
    /// Takes turns until the process ends. A turn at the start, so that cards are there, and then on each quarter.
    ///
    /// # Errors
    /// When the key of the intake can not be read or made, or the folder can not be opened.
    pub(crate) fn open(self, app: Arc<App>, keys: PathBuf) -> anyhow::Result<()> {
        let listener = match &self.listener {
            Some(folder) => {
                let intake = IntakeKey::open_or_create(&keys.join("intake.key"), &mut OsRng)?;
                let folder =
                    Folder::open(folder).context("mappen som delas med de öppna sidorna går inte att öppna")?;
                Some((Arc::new(folder) as Listener, intake))
            }
            None => None,
        };
        if listener.is_some() || self.mail.is_some() {
            tokio::spawn(async move {
                loop {
                    self.turn(&app, listener.as_ref()).await;
                    tokio::time::sleep(to_the_quarter(clock::instant())).await;
                }
            });
        }
        Ok(())
    }

    /// What it says of a turn is numbers, and only when something could not be done: a line for each report would tell when
    /// it came in.
    async fn turn(&self, app: &App, listener: Option<&(Listener, IntakeKey)>) {
        if let Some((listener, intake)) = listener {
            match app.report_turn(listener, intake).await {
                Ok(turn) if turn.refused > 0 => {
                    console::error(&format!("{} rapporter gick inte att ta in och ligger kvar.", turn.refused));
                }
                Ok(_) => {}
                Err(error) => console::error(&format!("De öppna sidorna går inte att nå: {error}")),
            }
        }
        if let Some(folder) = &self.mail
            && let Err(error) = app.report_notices(folder).await
        {
            console::error(&format!("Meddelanden till mottagare kunde inte skrivas: {error}"));
        }
    }
}

/// How long it is to the next quarter.
fn to_the_quarter(now: DateTime<Utc>) -> Duration {
    let since = (now.minute() * 60 + now.second()) % QUARTER;
    Duration::from_secs(u64::from(QUARTER - since))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_is_on_the_quarter() {
        let wait = |at: &str| to_the_quarter(at.parse().unwrap()).as_secs();
        assert_eq!(wait("2026-11-22T09:00:00Z"), 900);
        assert_eq!(wait("2026-11-22T09:14:59Z"), 1);
        assert_eq!(wait("2026-11-22T09:50:00Z"), 600);
    }
}
