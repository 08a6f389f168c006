//! One's own passkeys: to show anew who one is, to make one, to remove one.

use askama::Template;

use crate::desk::{Account, Factors, Passkey};
use crate::failure::{Answer, Failure, local, page, page_again, redirect};
use crate::frame::{Frame, Visit};
use crate::pages::Confirm;
use crate::pages::account::secret_page;
use crate::pages::door::{Second, Wrong, refused, tried};
use crate::part::{ANSWER, Ceremony, Description, Field, Form, Markup};
use crate::sent::Sent;
use crate::{DeskError, Hidden};

/// Where a passkey is made.
const NEW: &str = "/konto/passnycklar/ny";

/// Where one shows anew who one is, and goes on to make a passkey.
const PROVE: &str = "/konto/bekrafta?till=/konto/passnycklar/ny";

/// The longest name, in characters.
const NAME: usize = 60;

#[derive(Template)]
#[template(path = "account_proof.html")]
struct ProofPage {
    frame: Frame,
    lead: &'static str,
    form: Form,
    other: Markup,
}

pub(crate) fn proof_page(visit: &Visit, till: &str, factors: &Factors, wrong: &Wrong) -> Answer {
    let t = visit.t();
    let is_wrong = !wrong.is_empty();
    let Second { first, other } = Second::new(visit, "/konto/bekrafta", till, factors, wrong);
    let frame = visit.frame(t.proof_title()).below("/konto", t.account_title()).with_errors(is_wrong);
    let shown = ProofPage { frame, lead: t.proof_lead(), form: first.or_back("/konto"), other };
    if is_wrong { page_again(&shown) } else { page(&shown) }
}

pub(super) async fn proof(visit: Visit) -> Answer {
    let factors = visit.site().desk.factors(visit.session()?).await?;
    let till = visit.query("till");
    if !factors.has_code && !factors.has_passkeys {
        return redirect(till);
    }
    proof_page(&visit, till, &factors, &Wrong::default())
}

pub(super) async fn proof_sent(visit: Visit, sent: Sent) -> Answer {
    let till = sent.text("till");
    match tried(&visit, &sent).await? {
        None => redirect(local(till)),
        Some(wrong) => proof_page(&visit, till, &visit.site().desk.factors(visit.session()?).await?, &wrong),
    }
}

pub(crate) fn new_page(visit: &Visit, name: &str, options: Hidden, wrong: &Wrong) -> Answer {
    let t = visit.t();
    let field = Field::text(t, "namn", t.passkey_name()).with_hint(t.passkey_name_hint()).with_value(name);
    let form = visit
        .form(NEW)
        .field(field.with_error(wrong.of("namn")))
        .with_passkey(Ceremony::Make(options))
        .with_error(if wrong.general().is_empty() { wrong.of(ANSWER) } else { wrong.general() })
        .submit(t.passkey_new_submit())
        .or_back("/konto");
    secret_page(visit, t.passkey_new_title(), form)
}

pub(super) async fn new(visit: Visit) -> Answer {
    begun(&visit, "", &Wrong::default()).await
}

pub(super) async fn new_sent(visit: Visit, sent: Sent) -> Answer {
    let (t, name, answer) = (visit.t(), sent.text("namn"), sent.hidden(ANSWER));
    let mut wrong = Wrong::default();
    if name.is_empty() || name.chars().count() > NAME {
        wrong = wrong.field("namn", t.passkey_name_wrong());
    } else if answer.is_empty() {
        wrong = wrong.field(ANSWER, t.passkey_no_script());
    } else {
        match visit.site().desk.passkey_add(visit.session()?, name, &answer).await {
            Ok(()) => return redirect("/konto?klart=passnyckel"),
            Err(DeskError::Unproven) => return redirect(PROVE),
            Err(DeskError::Late) => wrong = wrong.field(ANSWER, t.passkey_late()),
            Err(error) => wrong = refused(t, error, t.passkey_wrong())?,
        }
    }
    begun(&visit, name, &wrong).await
}

/// The page with a passkey that is begun anew: what was asked before served once.
async fn begun(visit: &Visit, name: &str, wrong: &Wrong) -> Answer {
    match visit.site().desk.passkey_begin(visit.session()?).await {
        Ok(options) => new_page(visit, name, options, wrong),
        Err(DeskError::Unproven) => redirect(PROVE),
        // There are none here, or there are enough: the account says so.
        Err(DeskError::Wrong) => redirect("/konto"),
        Err(error) => Err(error.into()),
    }
}

pub(crate) fn remove_page(visit: &Visit, passkey: &Passkey) -> Answer {
    let t = visit.t();
    let facts = Description::new()
        .row(t.passkey_name(), passkey.name.as_str())
        .row(t.passkey_when(), t.moment(passkey.created_at));
    let form = visit.form(format!("/konto/passnycklar/{}/ta-bort", passkey.id));
    let form = form.submit(t.passkey_remove_submit()).grave().or_back("/konto");
    let frame = visit.frame(t.passkey_remove_title()).below("/konto", t.account_title());
    Confirm::answer(frame, t.passkey_remove_lead(), facts, &form)
}

pub(super) async fn remove(visit: Visit) -> Answer {
    let account = visit.site().desk.account(visit.session()?).await?;
    remove_page(&visit, removable(&account, visit.param("id"))?)
}

pub(super) async fn remove_sent(visit: Visit, _: Sent) -> Answer {
    let (desk, session) = (&visit.site().desk, visit.session()?);
    let account = desk.account(session).await?;
    let passkey = removable(&account, visit.param("id"))?;
    match desk.passkey_remove(session, &passkey.id).await {
        Ok(()) => redirect("/konto?klart=passnyckel-borta"),
        // The other one went in the meantime: the account says why this one stays.
        Err(DeskError::Wrong) => redirect("/konto"),
        Err(error) => Err(error.into()),
    }
}

/// A passkey of the account, when it can go.
fn removable<'a>(account: &'a Account, id: &str) -> Result<&'a Passkey, Failure> {
    let found = account.passkeys.iter().find(|passkey| passkey.id == id);
    found.filter(|_| account.is_passkey_removable()).ok_or(Failure::NotFound)
}
