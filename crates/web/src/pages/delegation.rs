//! The delegation order, decisions held against it, and where one person is alone.

mod alone;
mod change;
mod decisions;
mod import;
mod order;
mod words;

pub(crate) use alone::{measure_page, show_page as alone_page};
pub(crate) use change::{end_page, put_page};
pub(crate) use decisions::{list_page as notification_page, result_page, upload_page as check_page};
pub(crate) use import::{preview_page, upload_page as import_page};
pub(crate) use order::{Asked, between_page, point_page, show_page};

use crate::failure::Failure;
use crate::frame::{Access, Frame, Page, Visit};
use crate::sent::{Part, Upload};

const SHOW: Access = Access::Act("delegation_show");
const PROPOSE: Access = Access::Act("delegation_put_propose");
const CHECK: Access = Access::Act("delegation_check");
const ALONE: Access = Access::Act("hands_show");
const MEASURE: Access = Access::Act("hands_measure");

/// The most bytes of a file.
const MOST: usize = 20 << 20;
/// The most bytes of a form with two of them.
const FORM_MOST: usize = 2 * MOST + (64 << 10);

/// The pages of delegation.
pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/delegation", SHOW, order::show),
        Page::get("/delegation/jamfor", SHOW, order::between),
        Page::post("/delegation/jamfor", SHOW, order::between_sent),
        Page::get("/delegation/punkt/{number}", SHOW, order::point),
        Page::get("/delegation/fil/{file}", SHOW, order::file),
        Page::get("/delegation/andra", PROPOSE, change::put),
        Page::post("/delegation/andra", PROPOSE, change::put_sent),
        Page::get("/delegation/upphor", PROPOSE, change::end),
        Page::post("/delegation/upphor", PROPOSE, change::end_sent),
        Page::get("/delegation/las-in", PROPOSE, import::upload),
        Page::upload("/delegation/las-in", PROPOSE, FORM_MOST, import::upload_sent),
        Page::get("/delegation/las-in/{key}", PROPOSE, import::preview),
        Page::post("/delegation/las-in/{key}", PROPOSE, import::preview_sent),
        Page::get("/delegation/beslut", CHECK, decisions::upload),
        Page::upload("/delegation/beslut", CHECK, FORM_MOST, decisions::upload_sent),
        Page::get("/delegation/beslut/{key}", CHECK, decisions::result),
        Page::get("/delegation/beslut/{key}/anmalan", CHECK, decisions::list),
        Page::get("/delegation/beslut/{key}/anmalan.pdf", CHECK, decisions::list_pdf),
        Page::get("/delegation/ensam", ALONE, alone::show),
        Page::get("/delegation/ensam/las-in", MEASURE, alone::measure),
        Page::upload("/delegation/ensam/las-in", MEASURE, FORM_MOST, alone::measure_sent),
    ]
}

/// The frame of a page below the order.
fn below(visit: &Visit, title: impl Into<String>) -> Frame {
    visit.frame(title).below("/delegation", visit.t().delegation_title())
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// What came with a form: its fields, and its files by name of the field.
#[derive(Default)]
struct Came {
    fields: Vec<(String, String)>,
    files: Vec<(String, app::delegation::Sent)>,
}

impl Came {
    async fn of(mut upload: Upload) -> Result<Self, Failure> {
        let mut came = Self::default();
        while let Some(part) = upload.part().await? {
            match part {
                Part::Text { name, text } => came.fields.push((name, text)),
                Part::File(file) if !file.file_name.is_empty() => {
                    let (field, name) = (file.name.clone(), file.file_name.clone());
                    let bytes = file.bytes(MOST).await?;
                    came.files.push((field, app::delegation::Sent { name, bytes }));
                }
                Part::File(_) => {}
            }
        }
        Ok(came)
    }

    fn text(&self, name: &str) -> String {
        self.fields.iter().find(|(key, _)| key == name).map(|(_, text)| text.clone()).unwrap_or_default()
    }

    /// The rows: of the newest snapshot, or of a file; none when neither or both were chosen.
    fn from(&mut self, name: &str) -> Option<app::delegation::Origin> {
        match (self.text("newest") == "ja", self.file(name)) {
            (true, None) => Some(app::delegation::Origin::Snapshot),
            (false, Some(sent)) => Some(app::delegation::Origin::File(sent)),
            _ => None,
        }
    }

    fn file(&mut self, name: &str) -> Option<app::delegation::Sent> {
        let at = self.files.iter().position(|(key, sent)| key == name && !sent.bytes.is_empty())?;
        Some(self.files.swap_remove(at).1)
    }
}
