//! Files: what each reveals, a clean copy of pictures, and the choice.

use casework::id::FileId;
use vault::DraftKey;
use voices::{
    draft::{Draft, DraftFile, MOST_FILES},
    reveals::{Kind, Trace},
};

use super::Call;
use super::sheet::{list, paragraphs};
use super::steps::{Step, View};
use crate::failure::{Answer, Failure, redirect};
use crate::frame::{File, Part, Sent, Upload};
use crate::part::{Field, Form, Markup, Notice, Tone};
use crate::text::T;

/// The most bytes of one form with files.
pub(super) const MOST: usize = (200 << 20) + (1 << 20);

/// Where files are added: to a report that is being written, or to one that was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Where {
    Draft,
    Later,
}

impl Where {
    const fn path(self) -> &'static str {
        match self {
            Self::Draft => "/ny/filer",
            Self::Later => "/mina/fil",
        }
    }
}

pub(super) async fn show(call: Call) -> Answer {
    let (_, draft) = call.draft()?;
    page(&call.view(), Where::Draft, &draft, "")
}

pub(super) async fn show_later(call: Call) -> Answer {
    call.opened().ok_or(Failure::Token)?;
    let (_, draft) = call.draft()?;
    page(&call.view(), Where::Later, &draft, "")
}

pub(super) async fn taken(call: Call, upload: Upload) -> Answer {
    let (_, draft) = call.draft()?;
    if draft.is_sent || !draft.words.is_empty() {
        return redirect(&call.to("/kvitto"));
    }
    take(call, upload, Where::Draft).await
}

pub(super) async fn taken_later(call: Call, upload: Upload) -> Answer {
    call.opened().ok_or(Failure::Token)?;
    take(call, upload, Where::Later).await
}

async fn take(call: Call, mut upload: Upload, place: Where) -> Answer {
    let (key, mut draft) = call.draft()?;
    let key = key.clone();
    let mut count = 0;
    while let Some(part) = upload.part().await? {
        let Part::File(file) = part else { continue };
        if draft.files.len() >= MOST_FILES {
            return page(&call.view(), place, &draft, call.t.voices_files_too_many());
        }
        if let Some(file) = one(&call, (&key, &draft), *file).await? {
            draft.files.push(file);
            call.keep(&key, &draft)?;
            count += 1;
        }
    }
    match count {
        0 => page(&call.view(), place, &draft, call.t.voices_files_none()),
        _ => redirect(&call.to(place.path())),
    }
}

/// A file that comes in, sealed piece by piece; none for a field in which nothing was chosen.
async fn one(call: &Call, (key, draft): (&DraftKey, &Draft), mut file: File<'_>) -> Result<Option<DraftFile>, Failure> {
    let generator = || (call.voices.generator)();
    let mut bits = [0; 16];
    generator().fill_bytes(&mut bits);
    let id = FileId::from_bits(u128::from_be_bytes(bits));
    let mut incoming = call.voices.drawers.incoming(key, draft, id)?;
    let mut is_empty = true;
    while let Some(piece) = file.piece().await? {
        is_empty &= piece.is_empty();
        incoming.add(&piece, &mut *generator())?;
    }
    if is_empty {
        return Ok(None);
    }
    let name = if file.file_name.is_empty() { "fil".to_owned() } else { file.file_name.clone() };
    let mut rng = generator();
    // A picture is decoded here, within the limits of the vault.
    let done = tokio::task::spawn_blocking(move || incoming.done(&name, &mut *rng)).await;
    let done = done.map_err(|_| Failure::Internal("en fil kunde inte läsas".to_owned()))?;
    Ok(Some(done?))
}

pub(super) async fn chosen(call: Call, sent: Sent) -> Answer {
    let (key, mut draft) = call.draft()?;
    if draft.is_sent || !draft.words.is_empty() {
        return redirect(&call.to("/kvitto"));
    }
    if sent.text("gor") == "vidare" {
        draft.passed.insert(Step::Files.slug().to_owned());
        call.keep(key, &draft)?;
        return redirect(&call.to(&Step::Files.next(&draft).path()));
    }
    choose(&call, (key, draft), &sent, Where::Draft)
}

pub(super) async fn chosen_later(call: Call, sent: Sent) -> Answer {
    let (key, opened) = call.opened().ok_or(Failure::Token)?;
    let (_, draft) = call.draft()?;
    if sent.text("gor") == "vidare" {
        return super::mine::send_files(&call, (key, opened), draft).await;
    }
    choose(&call, (key, draft), &sent, Where::Later)
}

fn choose(call: &Call, (key, mut draft): (&DraftKey, Draft), sent: &Sent, place: Where) -> Answer {
    let id: FileId = sent.text("fil").parse().map_err(|_| Failure::NotFound)?;
    let at = draft.files.iter().position(|file| file.id == id).ok_or(Failure::NotFound)?;
    if sent.text("gor") == "bort" {
        let file = draft.files.remove(at);
        call.voices.drawers.remove(key, &file)?;
    } else if let Some(file) = draft.files.get_mut(at) {
        file.is_copy_chosen = file.copy.is_some() && sent.text("gor") == "kopia";
    }
    call.keep(key, &draft)?;
    redirect(&call.to(place.path()))
}

/// The page with the files of a draft.
pub(crate) fn page(view: &View, place: Where, draft: &Draft, wrong: &str) -> Answer {
    let t = view.t;
    let path = format!("{}/val", place.path());
    let mut blocks = vec![paragraphs(t.voices_files_lead())];
    let more = Field::file(t, "fil", t.voices_files_label(), "").several().with_hint(t.voices_files_hint());
    let more = view.form(place.path()).field(more.with_error(wrong)).submit(t.voices_files_add()).quiet();
    blocks.push(Markup::of(&more));
    for (file, no) in draft.files.iter().zip(1..) {
        blocks.push(card(view, file, no, &path));
    }
    let on = |text: &str| view.form(&path).field(Field::hidden(t, "gor", "vidare")).submit(text);
    let (title, tab) = match place {
        Where::Draft => (Step::Files.title(t), Step::Files.tab(t)),
        Where::Later => (t.voices_mine_files(), t.voices_tab_mine().to_owned()),
    };
    match (place, draft.files.is_empty()) {
        (Where::Draft, true) => blocks.push(Markup::of(&on(t.voices_files_without()))),
        (Where::Draft, false) => blocks.push(Markup::of(&on(t.voices_on()))),
        (Where::Later, true) => {}
        (Where::Later, false) => blocks.push(Markup::of(&on(t.voices_mine_files_send()))),
    }
    if place == Where::Later {
        blocks.push(Markup::link(&view.to("/mina"), t.voices_mine_back()).paragraph());
    }
    view.answer(view.sheet(title, tab).with_errors(!wrong.is_empty()), blocks)
}

/// A file with what it reveals and what can be done with it.
fn card(view: &View, file: &DraftFile, no: i64, path: &str) -> Markup {
    let t = view.t;
    let size = t.voices_files_size(kilobytes(file.size));
    let head = format!("{}<p>{}</p>", Markup::heading(&t.voices_files_one(no, &file.name)), Markup::text(&size));
    let found: Vec<&str> = file.revealed.traces.iter().map(|trace| trace_text(t, *trace)).collect();
    let told = if file.is_copy_chosen {
        Notice::new(Tone::Done, t.voices_files_copy()).with(paragraphs(t.voices_files_copy_what()))
    } else if file.tells() {
        let notice = Notice::new(Tone::Warning, kind_text(t, file.revealed.kind));
        match found.is_empty() {
            true => notice.with(paragraphs(t.voices_files_not_found())),
            false => notice.with(paragraphs(t.voices_files_found()).then(&list(found))),
        }
    } else {
        Notice::new(Tone::Info, kind_text(t, file.revealed.kind))
    };
    let act = |gor: &str, text: String| -> Form {
        let fields = view.form(path).field(Field::hidden(t, "gor", gor));
        fields.field(Field::hidden(t, "fil", file.id.to_string())).submit(text).quiet()
    };
    let mut forms = Vec::new();
    if file.copy.is_some() {
        forms.push(match file.is_copy_chosen {
            true => act("original", t.voices_files_take_original(no)),
            false => act("kopia", t.voices_files_take_copy(no)),
        });
    }
    forms.push(act("bort", t.voices_files_remove(no)));
    let forms: String = forms.iter().map(ToString::to_string).collect();
    Markup::raw(format!("<section class=\"file-sent\">{head}{told}<div class=\"choices\">{forms}</div></section>"))
}

fn kilobytes(bytes: u64) -> i64 {
    i64::try_from(bytes.div_ceil(1_000)).unwrap_or(i64::MAX)
}

fn kind_text(t: T, kind: Kind) -> &'static str {
    match kind {
        Kind::Picture => t.voices_kind_picture(),
        Kind::OtherPicture => t.voices_kind_other_picture(),
        Kind::Pdf => t.voices_kind_pdf(),
        Kind::Office => t.voices_kind_office(),
        Kind::Mail => t.voices_kind_mail(),
        Kind::Recording => t.voices_kind_recording(),
        Kind::Text => t.voices_kind_text(),
        Kind::Archive => t.voices_kind_archive(),
        Kind::Other => t.voices_kind_other(),
    }
}

fn trace_text(t: T, trace: Trace) -> &'static str {
    match trace {
        Trace::Place => t.voices_trace_place(),
        Trace::Device => t.voices_trace_device(),
        Trace::Author => t.voices_trace_author(),
        Trace::Comments => t.voices_trace_comments(),
        Trace::Within => t.voices_trace_within(),
        Trace::Addresses => t.voices_trace_addresses(),
    }
}
