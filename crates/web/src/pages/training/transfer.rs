//! Completed courses in from the city's learning system, and out as statements without names.

use app::training::ImportedTraining;
use chrono::{Months, NaiveDate};

use super::{many, reading};
use crate::failure::{Answer, Failure};
use crate::frame::{Access, Page, Part, Upload, Visit};
use crate::pages::approval::swedish;
use crate::pages::ask::{Problems, Sections, asked, sentence};
use crate::pages::case::bytes_sent;
use crate::part::{Column, Description, Field, Markup, Table, escaped};

const IMPORT: Access = Access::Act("training_import");
const EXPORT: Access = Access::Act("training_export");

/// The most bytes of a file.
const MOST: usize = 20 << 20;

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/utbildning/las-in", IMPORT, new),
        Page::upload("/utbildning/las-in", IMPORT, MOST + (64 << 10), sent),
        Page::get("/utbildning/xapi", EXPORT, export),
        Page::get("/utbildning/xapi.json", EXPORT, statements),
    ]
}

async fn new(visit: Visit) -> Answer {
    visit.acts()?;
    import_page(&visit, &Problems::default())
}

/// The form.
pub(crate) fn import_page(visit: &Visit, problems: &Problems) -> Answer {
    let t = visit.t();
    let file = Field::file(t, "file", t.training_file(), ".csv,.txt,.xlsx").with_hint(t.training_file_hint());
    let form = visit
        .form("/utbildning/las-in")
        .with_error(problems.general())
        .field(problems.on("file", file))
        .submit(t.training_import())
        .or_back("/utbildning");
    let frame = visit.frame(t.training_import_title()).below("/utbildning", t.training_title());
    asked(frame, t.training_import_lead(), Markup::default(), form)
}

async fn sent(visit: Visit, mut upload: Upload) -> Answer {
    let ((app, cx), t) = (visit.acts()?, visit.t());
    let mut given = None;
    while let Some(part) = upload.part().await? {
        if let Part::File(file) = part
            && file.name == "file"
        {
            given = Some((file.file_name.clone(), file.bytes(MOST).await?));
        }
    }
    let Some((name, bytes)) = given.filter(|(_, bytes)| !bytes.is_empty()) else {
        return import_page(&visit, &Problems::default().with("file", t.ask_file()));
    };
    match app.training_import(cx, name, bytes).await {
        Ok(imported) => imported_page(&visit, &imported),
        Err(error) => import_page(&visit, &Problems::of(error, &["file"])?),
    }
}

/// The page of what a file gave.
pub(crate) fn imported_page(visit: &Visit, imported: &ImportedTraining) -> Answer {
    let t = visit.t();
    let facts = Description::new()
        .row(t.training_imported_new(), t.number(many(imported.taken)))
        .row(t.training_imported_known(), t.number(many(imported.known)))
        .row(t.admin_imported_rejected(), t.number(many(imported.rejected.len())));
    let row = |(line, why): &(u64, String)| -> Vec<Markup> {
        vec![t.number(i64::try_from(*line).unwrap_or(i64::MAX)).into(), swedish(t, &sentence(why))]
    };
    let columns = vec![Column::number(t.register_line()), Column::text(t.register_reason())];
    let table = Table::new(t, "avvisade", t.admin_imported_rejected(), columns).under_heading();
    let table = table.rows(imported.rejected.iter().map(row)).when_empty(t.admin_imported_all());
    let frame = visit.frame(t.training_imported()).below("/utbildning", t.training_title());
    Sections::new(frame, t.training_imported_lead())
        .link("/utbildning/las-in", t.training_import_title())
        .section(t.training_imported(), Markup::of(&facts))
        .section(t.admin_imported_rejected(), Markup::of(&table))
        .answer()
}

async fn export(visit: Visit) -> Answer {
    let (_, cx) = visit.acts()?;
    export_page(&visit, cx.today())
}

/// The page that says what is given out, and from which day.
pub(crate) fn export_page(visit: &Visit, today: NaiveDate) -> Answer {
    let t = visit.t();
    let since = today.checked_sub_months(Months::new(12)).unwrap_or(today);
    let field = Field::date(t, "fran", t.training_since()).with_value(since.to_string());
    let form = format!(
        r#"<form method="get" action="/utbildning/xapi.json">{field}<div class="actions"><button class="button button--primary" type="submit">{}</button></div></form>"#,
        escaped(t.training_export())
    );
    let frame = visit.frame(t.training_export_title()).below("/utbildning", t.training_title());
    reading(frame, Markup::text(t.training_export_lead()).paragraph().then(&Markup::raw(form)))
}

async fn statements(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let since = visit.query("fran").parse().map_err(|_| Failure::Form)?;
    let text = app.training_export(cx, since).await?;
    let name = format!("attachment; filename=\"xapi-{}.json\"", cx.today());
    Ok(bytes_sent(text.into_bytes(), "application/json", &name))
}
