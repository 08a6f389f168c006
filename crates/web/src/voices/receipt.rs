//! The receipt: the report is handed in here, and the words are shown until the reporter has saved them.

use std::sync::Arc;

use vault::DraftKey;
use voices::{Letterbox, VoicesError, draft::Draft};

use super::Call;
use super::call::taken_back;
use super::sheet::paragraphs;
use super::steps::View;
use crate::failure::{Answer, Failure, redirect};
use crate::frame::Sent;
use crate::part::{Choice, Field, Markup, Notice, Tone};

/// How often a page that waits for room looks again, in seconds.
const LOOK: u32 = 5;

pub(super) async fn show(call: Call) -> Answer {
    let (key, draft) = call.draft()?;
    if !draft.words.is_empty() {
        return page(&call.view(), &draft.words, "");
    }
    if !draft.is_sent {
        return redirect(&call.to("/ny/kontrollera"));
    }
    if !call.voices.drawers.begin(key) {
        return waiting(&call.view(), LOOK);
    }
    let handed = begun(&call, key).await;
    call.voices.drawers.end(key);
    match handed? {
        Some(words) => page(&call.view(), &words, ""),
        None => waiting(&call.view(), LOOK),
    }
}

/// The words of the report that is made of the draft now, or was a moment ago; none while there is no room.
async fn begun(call: &Call, key: &DraftKey) -> Result<Option<String>, Failure> {
    // Read anew: whoever had the drawer before may have handed it in.
    let (_, draft) = call.draft()?;
    if !draft.words.is_empty() {
        return Ok(Some(draft.words));
    }
    if !call.voices.rates.may_hand_in(call.card()?.channel.as_str(), call.now()) {
        return Ok(None);
    }
    // Carried to its end also when the reader goes away.
    let handed = tokio::spawn(hand_in(call.clone(), key.clone(), draft)).await;
    handed.map_err(|_| Failure::Internal("inlämningen slutade i förtid".to_owned()))?.map(Some)
}

/// Hands the draft in and keeps the words in its place.
async fn hand_in(call: Call, key: DraftKey, draft: Draft) -> Result<String, Failure> {
    let voices = Arc::clone(&call.voices);
    let (drawers, letterbox): (_, Arc<Letterbox>) = (Arc::clone(&voices.drawers), Arc::clone(&voices.letterbox));
    let (now, mut rng, own) = (call.now(), (voices.generator)(), key.clone());
    let work = move || -> Result<String, VoicesError> {
        let receipt = letterbox.hand_in((&drawers, &own, &draft), now, &mut *rng)?;
        let words = receipt.words().join(" ");
        let kept = Draft { channel: draft.channel.clone(), words: words.clone(), ..Draft::default() };
        // What was written is not kept beside the report; the files go with the drawer.
        drawers.put(&own, &kept, now, &mut *rng)?;
        for file in &draft.files {
            drawers.remove(&own, file)?;
        }
        Ok(words)
    };
    let done = tokio::task::spawn_blocking(work).await;
    Ok(done.map_err(|_| Failure::Internal("inlämningen slutade i förtid".to_owned()))??)
}

/// The reporter has the words: here they are forgotten.
pub(super) async fn saved(call: Call, sent: Sent) -> Answer {
    let (key, draft) = call.draft()?;
    if draft.words.is_empty() {
        return redirect(&call.to("/kvitto"));
    }
    if !sent.has("sparat") {
        return page(&call.view(), &draft.words, call.t.voices_receipt_not_saved());
    }
    call.voices.drawers.forget(key)?;
    redirect(&call.to("/mina")).map(taken_back)
}

/// The page that waits for room, and looks again by itself after so many seconds.
pub(crate) fn waiting(view: &View, seconds: u32) -> Answer {
    let t = view.t;
    let sheet = view.sheet(t.voices_wait(), t.voices_tab_wait()).refreshed(seconds);
    let link = Markup::link(&view.to("/kvitto"), t.voices_wait_now()).paragraph();
    view.answer(sheet, vec![paragraphs(t.voices_wait_what()), link])
}

/// The page with the words.
pub(crate) fn page(view: &View, words: &str, wrong: &str) -> Answer {
    let t = view.t;
    let items: String = words.split(' ').map(|word| format!("<li>{}</li>", Markup::text(word))).collect();
    let saved = vec![Choice::new("ja", t.voices_receipt_have())];
    let field = Field::checks(t, "sparat", t.voices_receipt_saved(), saved).with_error(wrong);
    let form = view.form("/kvitto").field(field).submit(t.voices_receipt_done());
    let blocks = vec![
        Markup::of(&Notice::new(Tone::Done, t.voices_receipt_handed_in())),
        paragraphs(t.voices_receipt_lead()),
        Markup::raw(format!("<ol class=\"words\" lang=\"sv\">{items}</ol>")),
        paragraphs(t.voices_receipt_how()),
        Markup::heading(t.voices_receipt_next()),
        paragraphs(t.voices_receipt_next_what()),
        Markup::of(&form),
    ];
    let sheet = view.sheet(t.voices_receipt(), t.voices_tab_receipt()).with_errors(!wrong.is_empty());
    view.answer(sheet, blocks)
}
