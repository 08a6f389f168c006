//! A desk where everybody is the same invented person, and whom a visitor may be.

use crate::desk::AtDesk;
use crate::text::Lang;
use crate::{
    Account, Credentials, DemoPerson, Desk, DeskError, Enrolment, Hidden, Lock, RoleName, Session, SignedIn, Viewer,
};

/// A desk for the gallery and for tests: the password is `rätt`, the code `123456`, the passphrase `rätt`; an account whose
/// name begins with `två` has a second factor.
#[derive(Debug, Default)]
pub struct SampleDesk;

/// The invented person.
pub(crate) fn viewer() -> Viewer {
    let may = [
        "session_list",
        "proposal_list",
        "signal_list",
        "case_list",
        "hold_list",
        "control_list",
        "run_list",
        "register_list",
    ];
    Viewer {
        name: "Astrid Exempelsson".to_owned(),
        roles: vec![RoleName::Coordinator],
        lang: None,
        lock: Lock::Locked,
        may: may.map(str::to_owned).into(),
        waiting: 3,
        cx: None,
    }
}

pub(super) fn account() -> Account {
    Account {
        username: "samordnare".to_owned(),
        name: "Astrid Exempelsson".to_owned(),
        has_second_factor: false,
        has_keys: true,
    }
}

pub(super) fn enrolment() -> Enrolment {
    let secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    Enrolment {
        uri: Hidden::new(format!("otpauth://totp/Insyn:samordnare?secret={secret}&issuer=Insyn")),
        secret: Hidden::new("JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP"),
    }
}

/// Right when it is the word that everybody knows.
fn tried<'a>(given: &Hidden, right: &str) -> AtDesk<'a, ()> {
    let answer = if given.reveal() == right { Ok(()) } else { Err(DeskError::Wrong) };
    Box::pin(async { answer })
}

impl Desk for SampleDesk {
    fn viewer<'a>(&'a self, session: &'a Session) -> AtDesk<'a, Option<Viewer>> {
        let answer = if session.person == "gone" { None } else { Some(viewer()) };
        Box::pin(async { Ok(answer) })
    }

    fn sign_in<'a>(&'a self, credentials: &'a Credentials) -> AtDesk<'a, SignedIn> {
        let person = credentials.username.clone();
        let answer = match credentials.password.reveal() {
            "rätt" => Ok(SignedIn { needs_code: person.starts_with("två"), person }),
            "ofta" => Err(DeskError::TooOften { seconds: 30 }),
            "trasig" => Err(DeskError::Failed("disken är full".to_owned())),
            _ => Err(DeskError::Wrong),
        };
        Box::pin(async { answer })
    }

    fn code<'a>(&'a self, _: &'a Session, code: &'a Hidden) -> AtDesk<'a, ()> {
        tried(code, "123456")
    }

    fn sign_out<'a>(&'a self, _: &'a Session) -> AtDesk<'a, ()> {
        Box::pin(async { Ok(()) })
    }

    fn unlock<'a>(&'a self, _: &'a Session, passphrase: &'a Hidden) -> AtDesk<'a, ()> {
        tried(passphrase, "rätt")
    }

    fn lock<'a>(&'a self, _: &'a Session) -> AtDesk<'a, ()> {
        Box::pin(async { Ok(()) })
    }

    fn account<'a>(&'a self, _: &'a Session) -> AtDesk<'a, Account> {
        Box::pin(async { Ok(account()) })
    }

    fn password_change<'a>(&'a self, _: &'a Session, old: &'a Hidden, new: &'a Hidden) -> AtDesk<'a, ()> {
        if new.reveal().chars().count() < 12 {
            return Box::pin(async { Err(DeskError::Weak) });
        }
        tried(old, "rätt")
    }

    fn passphrase_change<'a>(&'a self, _: &'a Session, old: &'a Hidden, _: &'a Hidden) -> AtDesk<'a, ()> {
        tried(old, "rätt")
    }

    fn second_factor_begin<'a>(&'a self, _: &'a Session) -> AtDesk<'a, Enrolment> {
        Box::pin(async { Ok(enrolment()) })
    }

    fn second_factor_confirm<'a>(&'a self, _: &'a Session, code: &'a Hidden) -> AtDesk<'a, ()> {
        tried(code, "123456")
    }

    fn language_choose<'a>(&'a self, _: &'a Session, _: Lang) -> AtDesk<'a, ()> {
        Box::pin(async { Ok(()) })
    }
}

/// Some whom a visitor of the gallery may be.
#[must_use]
pub fn demo_people() -> Vec<DemoPerson> {
    let person = |role, username: &str, who: [&str; 2], steps: [&[&str]; 2]| DemoPerson {
        role,
        username: username.to_owned(),
        password: "rätt".to_owned(),
        passphrase: "rätt".to_owned(),
        code: crate::DemoCode::new(|_| "123 456".to_owned()),
        who: who.map(str::to_owned),
        steps: steps.map(|steps| steps.iter().map(|step| (*step).to_owned()).collect()),
    };
    vec![
        person(
            RoleName::Controller,
            "controller",
            [
                "Granskar betalningar och kör kontroller på kommunstyrelsen.",
                "Screens payments and runs controls at the municipal executive board.",
            ],
            [
                &["Öppna den översta signalen och bedöm den.", "Öppna ett ärende om misstanke."],
                &["Open the signal on top and judge it.", "Open a case of suspicion."],
            ],
        ),
        person(
            RoleName::Coordinator,
            "samordnare",
            [
                "Leder ärenden och kallar arbetsgruppen, direkt under direktören.",
                "Leads cases and calls the working group, directly under the director.",
            ],
            [
                &["Ta ärendet som väntar.", "Föreslå tre åtgärder, och låt direktören godkänna dem."],
                &["Take the case that waits.", "Propose three measures and let the director approve them."],
            ],
        ),
        person(
            RoleName::Auditor,
            "revisor",
            ["Läser journalen och intygar att den är hel.", "Reads the journal and verifies that it is whole."],
            [&["Öppna journalen och verifiera den."], &["Open the journal and verify it."]],
        ),
    ]
}
