//! Registers of the authority, and how a file becomes one: sent, looked at, read in.

use app::ports::{ImportOrder, Preview, RegisterState};

use crate::failure::{Answer, redirect};
use crate::frame::Visit;
use crate::pages::approval::swedish;
use crate::pages::ask::{Problems, Sections, asked, day, done, listed, select, sentence};
use crate::pages::screening::kept;
use crate::part::{Cell, Choice, Column, Description, Field, Markup, Notice, Table, Tone};
use crate::sent::{Part, Sent, Upload};
use crate::text::T;

/// The most bytes of a register.
pub(super) const MOST: usize = 50 << 20;

/// The fields of the confirmation, as the use case calls them.
const FIELDS: [&str; 4] = ["purpose", "legal_ground", "owner", "retain_until"];

fn whole(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn row(t: T, register: &RegisterState) -> Vec<Cell> {
    vec![
        register.label.as_str().into(),
        t.number(whole(register.rows)).into(),
        t.number(whole(register.rejected)).into(),
        t.stamped_day(&register.imported_at).into(),
        register.purpose.as_str().into(),
        register.legal_ground.as_str().into(),
        register.owner.as_str().into(),
        Markup::text(if register.retain_until.is_empty() { t.register_not_said() } else { &register.retain_until }),
    ]
}

pub(crate) fn list_page(visit: &Visit, registers: &[RegisterState], may_import: bool) -> Answer {
    let t = visit.t();
    let columns = vec![
        Column::text(t.register_register()),
        Column::number(t.register_rows()),
        Column::number(t.register_rejected()),
        Column::text(t.register_at()),
        Column::text(t.register_purpose()),
        Column::text(t.register_ground()),
        Column::text(t.register_owner()),
        Column::text(t.register_retain()),
    ];
    let table = Table::new(t, "registers", t.register_caption(), columns);
    let table = table.rows(registers.iter().map(|register| row(t, register))).when_empty(t.register_empty());
    let said = [("inlast", t.register_done()), ("oforandrat", t.register_done_unchanged())];
    let shown = Sections::new(visit.frame(t.register_title()), t.register_lead()).notice(done(visit, &said));
    let shown = if may_import { shown.primary("/register/ny", t.register_new()) } else { shown };
    shown.section(t.register_caption(), Markup::of(&table.under_heading())).answer()
}

pub(super) async fn list(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let registers = app.register_list(cx).await?;
    list_page(&visit, &registers, !app.acts_somewhere(cx, ["import_commit"]).is_empty())
}

pub(crate) fn new_page(visit: &Visit, catalogue: Vec<(String, String)>, chosen: &str, problems: &Problems) -> Answer {
    let t = visit.t();
    let mut choices = vec![Choice::new("", t.register_find_out())];
    choices.extend(catalogue.into_iter().map(|(name, label)| Choice::new(name, label)));
    let register = select(t, "register", t.register_register(), choices, chosen).with_hint(t.register_register_hint());
    let file = Field::file(t, "file", t.register_file(), ".csv,.txt,.xlsx").with_hint(t.register_file_hint());
    let form = visit
        .form("/register/ny")
        .field(register)
        .field(problems.on("file", file))
        .with_error(problems.general())
        .submit(t.register_look())
        .or_back("/register");
    let frame = visit.frame(t.register_new()).below("/register", t.register_title());
    asked(frame, t.register_new_lead(), Markup::default(), form)
}

pub(super) async fn new(visit: Visit) -> Answer {
    let (app, _) = visit.acts()?;
    new_page(&visit, app.register_catalogue(), "", &Problems::default())
}

pub(super) async fn new_sent(visit: Visit, mut upload: Upload) -> Answer {
    let (app, cx) = visit.acts()?;
    let (mut register, mut given) = (String::new(), None);
    while let Some(part) = upload.part().await? {
        match part {
            Part::Text { name, text } if name == "register" => register = text,
            Part::File(file) if file.name == "file" && !file.file_name.is_empty() => {
                given = Some((file.file_name.clone(), file.bytes(MOST).await?));
            }
            _ => {}
        }
    }
    let problems = match given.filter(|(_, bytes)| !bytes.is_empty()) {
        None => Problems::default().with("file", visit.t().ask_file()),
        Some((name, bytes)) => match app.import_keep(cx, register.clone(), name, bytes).await {
            Ok(key) => return redirect(&format!("/register/ny/{key}")),
            Err(error) => Problems::of(error, &["file"])?,
        },
    };
    new_page(&visit, app.register_catalogue(), &register, &problems)
}

fn columns_of(t: T, preview: &Preview) -> Markup {
    let columns =
        vec![Column::text(t.register_column()), Column::text(t.register_header()), Column::text(t.register_examples())];
    let rows = preview.columns.iter().map(|column| -> Vec<Cell> {
        let header = match (column.header.as_str(), column.is_required) {
            ("", true) => t.register_missing_required(),
            ("", false) => t.register_missing(),
            (header, _) => header,
        };
        vec![swedish(t, &column.label), header.into(), column.examples.join(", ").into()]
    });
    Markup::of(&Table::new(t, "columns", t.register_columns(), columns).rows(rows).under_heading())
}

fn rejects_of(t: T, preview: &Preview) -> Markup {
    let columns = vec![
        Column::number(t.register_line()),
        Column::text(t.register_column()),
        Column::text(t.register_value()),
        Column::text(t.register_reason()),
    ];
    let rows = preview.rejects.iter().map(|reject| -> Vec<Cell> {
        let (value, reason) = (reject.value.as_str(), swedish(t, &sentence(&reject.reason)));
        vec![t.number(whole(reject.line)).into(), reject.column.as_str().into(), value.into(), reason]
    });
    Markup::of(&Table::new(t, "rejects", t.register_rejects(), columns).rows(rows).under_heading())
}

/// What the preview says, as one block above the form.
fn told_of(t: T, file: &str, preview: &Preview) -> Markup {
    let facts = Description::new()
        .row(t.register_register(), preview.label.as_str())
        .row(t.register_file(), file)
        .row(t.register_accepted(), t.number(whole(preview.accepted)))
        .row(t.register_rejected(), t.number(whole(preview.rejected)));
    let heading = |text: &str| Markup::raw(format!("<h2>{}</h2>", crate::part::escaped(text)));
    let mut all = Markup::of(&facts);
    if !preview.notes.is_empty() {
        let notes = listed(preview.notes.iter().map(|note| swedish(t, &sentence(note))));
        all = all.then(&Markup::of(&Notice::new(Tone::Info, t.register_notes()).with(notes)));
    }
    all = all.then(&heading(t.register_columns())).then(&columns_of(t, preview));
    if !preview.unused.is_empty() {
        let unused = listed(preview.unused.iter().map(|header| Markup::text(header)));
        all = all.then(&heading(t.register_unused())).then(&unused);
    }
    if !preview.rejects.is_empty() {
        all = all.then(&heading(t.register_rejects())).then(&rejects_of(t, preview));
    }
    all.then(&heading(t.register_confirm()))
}

pub(crate) fn preview_page(
    visit: &Visit,
    (key, file): (&str, &str),
    preview: &Preview,
    given: &[String; 4],
    problems: &Problems,
) -> Answer {
    let t = visit.t();
    let [purpose, ground, owner, retain] = given;
    let fields = [
        ("purpose", Field::text(t, "purpose", t.register_purpose()).with_hint(t.register_purpose_hint()), purpose),
        (
            "legal_ground",
            Field::text(t, "legal_ground", t.register_ground()).with_hint(t.register_ground_hint()),
            ground,
        ),
        ("owner", Field::text(t, "owner", t.register_owner()).with_hint(t.register_owner_hint()), owner),
        (
            "retain_until",
            Field::date(t, "retain_until", t.register_retain()).with_hint(t.register_retain_hint()),
            retain,
        ),
    ];
    let mut form = visit.form(format!("/register/ny/{key}")).with_error(problems.general());
    for (name, field, value) in fields {
        form = form.field(problems.on(name, field.with_value(value.as_str())));
    }
    let form = form.submit(t.register_commit()).or_back("/register/ny");
    let frame = visit.frame(t.register_preview()).below("/register", t.register_title());
    let frame = frame.below("/register/ny", t.register_new());
    asked(frame, t.register_preview_lead(app::shelf::MINUTES), told_of(t, file, preview), form)
}

pub(super) async fn preview(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let key = visit.param("key");
    let file = kept(&visit, app.import_kept(cx, key).await)?;
    preview_page(&visit, (key, &file.name), &file.preview, &Default::default(), &Problems::default())
}

pub(super) async fn commit(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let key = visit.param("key");
    let file = kept(&visit, app.import_kept(cx, key).await)?;
    let given = FIELDS.map(|name| sent.text(name).to_owned());
    let mut problems = Problems::default();
    let [purpose, legal_ground, owner, retain_until] = given.clone();
    let retain_until = day(&visit, "retain_until", &retain_until, &mut problems);
    if problems.is_empty() {
        let order = ImportOrder {
            authority: String::new(),
            register: file.preview.register.clone(),
            name: file.name.clone(),
            bytes: file.bytes.clone(),
            purpose,
            legal_ground,
            owner,
            retain_until,
            at: String::new(),
        };
        match app.import_commit(cx, order).await {
            Ok(imported) => {
                app.unshelve(cx, key);
                let done = if imported.is_unchanged { "oforandrat" } else { "inlast" };
                return redirect(&format!("/register?klart={done}"));
            }
            Err(error) => problems = Problems::of(error, &FIELDS)?,
        }
    }
    preview_page(&visit, (key, &file.name), &file.preview, &given, &problems)
}
