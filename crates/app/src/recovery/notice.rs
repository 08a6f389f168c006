//! Notices: a line for a person on the start page, without content, that needs no keys to be written or read.

use access::Action;
use serde::{Deserialize, Serialize};

use crate::{App, AppError, Cx, app::Ask, session::own, stamp};

/// A notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Its id, to take it away by.
    pub id: String,
    /// When.
    pub at: String,
    /// What, in Swedish.
    pub text: String,
    /// What it is about.
    pub about: About,
}

/// What a notice is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The person's own keys.
    OwnKeys,
    /// Cases of the person.
    #[default]
    Cases,
    /// Incidents that came to the person.
    Incidents,
    /// Declarations of secondary employment and ties.
    Declarations,
    /// Courses and sessions of the person.
    Training,
    /// Recruitments that the person takes part in.
    Recruitments,
}

/// As kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    at: String,
    text: String,
    #[serde(default)]
    about: About,
}

impl App {
    /// The person's notices, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn notices(&self, cx: &Cx) -> Result<Vec<Notice>, AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::SessionList, resource: &resource, object: "notices".to_owned() };
        self.perform(cx, ask, async {
            let prefix = prefix(&cx.person.to_string());
            let kept = self.store.setting_list(&prefix).await.map_err(AppError::Store)?;
            let mut notices: Vec<Notice> = kept
                .into_iter()
                .filter_map(|row| {
                    let Kept { at, text, about } = serde_json::from_slice(&row.value).ok()?;
                    Some(Notice { id: row.name.strip_prefix(&prefix)?.to_owned(), at, text, about })
                })
                .collect();
            notices.sort_by(|a, b| b.at.cmp(&a.at));
            Ok(notices)
        })
        .await
    }

    /// Takes away one of the person's notices.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none.
    pub async fn notice_dismiss(&self, cx: &Cx, id: &str) -> Result<(), AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::SessionList, resource: &resource, object: "notice".to_owned() };
        self.perform(cx, ask, async {
            let name = format!("{}{id}", prefix(&cx.person.to_string()));
            let was_there = self.store.setting_remove(&name).await.map_err(AppError::Store)?;
            if was_there { Ok(()) } else { Err(AppError::NotFound) }
        })
        .await
    }

    /// Leaves a notice for a person.
    pub(crate) async fn notify(&self, person: &str, about: About, text: &str) -> Result<(), AppError> {
        let kept = Kept { at: stamp(self.now()), text: text.to_owned(), about };
        let kept = serde_json::to_vec(&kept).map_err(|error| AppError::Internal(error.to_string()))?;
        let name = format!("{}{:032x}", prefix(person), self.random_bits());
        self.store.setting_put(&name, &kept).await.map_err(AppError::Store)
    }
}

fn prefix(person: &str) -> String {
    format!("notice/{person}/")
}
