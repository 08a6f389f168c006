//! What is proposed of a person: a role given or taken, and a second factor forgotten.

use app::proposal::RoleChange;

use super::{below, found, path_of, role_choices, roles_of};
use crate::failure::{Answer, Failure, redirect};
use crate::frame::Visit;
use crate::pages::ask::{Problems, asked, day, day_or_none};
use crate::part::{Choice, Description, Field, Markup};
use crate::sent::Sent;

/// A change of roles, as it is written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Change {
    /// `ge` or `ta`.
    pub(crate) how: String,
    /// The role.
    pub(crate) role: String,
    /// First day.
    pub(crate) from: String,
    /// Last day.
    pub(crate) to: String,
    /// Why.
    pub(crate) reason: String,
}

pub(crate) fn role_page(
    visit: &Visit,
    (id, name, roles): (&str, &str, &str),
    change: Change,
    problems: &Problems,
) -> Answer {
    let (t, path) = (visit.t(), path_of(id));
    let hows = vec![Choice::new("ge", t.admin_give()), Choice::new("ta", t.admin_take())];
    let fields = [
        ("how", Field::radios(t, "how", t.admin_role_how(), hows), change.how),
        ("role", Field::select(t, "role", t.admin_role_which(), role_choices(t)), change.role),
        ("from", Field::date(t, "from", t.admin_from()).with_hint(t.admin_from_hint()).optional(), change.from),
        ("to", Field::date(t, "to", t.admin_to()).with_hint(t.admin_to_hint()).optional(), change.to),
        ("reason", Field::area(t, "reason", t.two_reason()).with_hint(t.ask_reason_hint()).with_rows(3), change.reason),
    ];
    let mut form = visit.form(format!("{path}/roll")).with_error(problems.general());
    for (at, field, value) in fields {
        form = form.field(problems.on(at, field.with_value(value)));
    }
    let facts = Description::new().row(t.admin_roles(), roles);
    let form = form.submit(t.admin_propose()).or_back(path.as_str());
    asked(below(visit, t.admin_role_of(name)).below(path, name), t.admin_two_lead(), Markup::of(&facts), form)
}

/// The page with what the directory knows of the person.
async fn role_shown(visit: &Visit, change: Change, problems: &Problems) -> Answer {
    let (app, cx) = visit.acts()?;
    let directory = app.directory(cx).await?;
    let row = found(&directory, visit.param("id"))?;
    role_page(visit, (&row.person.id, &row.person.name, &roles_of(visit.t(), row)), change, problems)
}

pub(in crate::pages) async fn role(visit: Visit) -> Answer {
    let (_, cx) = visit.acts()?;
    visit.unlocked()?;
    let change = Change { how: "ge".to_owned(), from: cx.today().to_string(), ..Change::default() };
    role_shown(&visit, change, &Problems::default()).await
}

pub(in crate::pages) async fn role_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let t = visit.t();
    let text = |name: &str| sent.text(name).to_owned();
    let change =
        Change { how: text("how"), role: text("role"), from: text("from"), to: text("to"), reason: sent.area("reason") };
    let mut problems = Problems::default();
    let from = match change.how.as_str() {
        "ge" => Some(day(&visit, "from", &change.from, &mut problems)),
        "ta" => None,
        _ => {
            problems = problems.with("how", t.admin_role_choose());
            None
        }
    };
    let to = day_or_none(&visit, "to", &change.to, &mut problems);
    if problems.is_empty() {
        let person = visit.param("id").parse().map_err(|_| Failure::NotFound)?;
        let authority = cx.subject.authority.clone();
        let wish = RoleChange { person, role: change.role.clone(), authority, from, to };
        match app.role_propose(cx, wish, &change.reason).await {
            Ok(_) => return redirect("/administration?klart=foreslaget"),
            Err(error) => problems = Problems::of(error, &["role", "reason"])?,
        }
    }
    role_shown(&visit, change, &problems).await
}

async fn reset_shown(visit: &Visit, reason: &str, problems: &Problems) -> Answer {
    let ((app, cx), t) = (visit.acts()?, visit.t());
    let directory = app.directory(cx).await?;
    let row = found(&directory, visit.param("id"))?;
    let (path, name) = (path_of(&row.person.id), row.person.name.as_str());
    let reason = Field::area(t, "reason", t.two_reason()).with_hint(t.ask_reason_hint()).with_value(reason);
    let form = visit.form(format!("{path}/nollstall")).field(problems.on("reason", reason.with_rows(3)));
    let form = form.with_error(problems.general()).submit(t.admin_propose()).or_back(path.as_str());
    asked(below(visit, t.admin_reset_of(name)).below(path, name), t.admin_reset_lead(), Markup::default(), form)
}

pub(in crate::pages) async fn reset(visit: Visit) -> Answer {
    visit.unlocked()?;
    reset_shown(&visit, "", &Problems::default()).await
}

pub(in crate::pages) async fn reset_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let reason = sent.area("reason");
    let person = visit.param("id").parse().map_err(|_| Failure::NotFound)?;
    match app.second_factor_reset_propose(cx, person, &reason).await {
        Ok(_) => redirect("/administration?klart=foreslaget"),
        Err(error) => reset_shown(&visit, &reason, &Problems::of(error, &["reason"])?).await,
    }
}
