//! A desk where everybody is the same invented person, and whom a visitor may be.

use crate::desk::AtDesk;
use crate::text::Lang;
use crate::{
    Account, Credentials, DemoPerson, Desk, DeskError, Enrolment, Factors, Hidden, Lock, Passkey, RoleName, Session,
    SignedIn, Viewer,
};

/// A desk for the gallery and for tests: the password is `rätt`, the code `123456`, the passphrase `rätt`, and what the
/// browser says of a passkey `rätt`; an account whose name begins with `två` has a code and a passkey, one whose name begins
/// with `nyckel` a passkey only.
#[derive(Debug, Default)]
pub struct SampleDesk;

/// The invented person.
pub(crate) fn viewer() -> Viewer {
    let may = [
        "session_list",
        "proposal_list",
        "signal_list",
        "case_list",
        "incident_report",
        "hold_list",
        "control_list",
        "run_list",
        "register_list",
    ];
    Viewer {
        name: "Astrid Exempelsson".to_owned(),
        roles: vec![RoleName::Coordinator, RoleName::Employee],
        acts_as: Some(RoleName::Coordinator),
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
        has_code: false,
        passkeys: vec![
            passkey(1, "Min telefon", Some("2026-11-20T07:48:00Z")),
            passkey(2, "Säkerhetsnyckeln i lådan", None),
        ],
        takes_passkeys: true,
        has_keys: true,
    }
}

fn passkey(number: u32, name: &str, used_at: Option<&str>) -> Passkey {
    let time = |text: &str| text.parse().unwrap_or_default();
    let created_at = time("2026-11-02T09:15:00Z");
    Passkey { id: format!("{number:032x}"), name: name.to_owned(), created_at, used_at: used_at.map(time) }
}

/// What an account has that is called so.
pub(super) fn factors(name: &str) -> Factors {
    let asked = r#"{"publicKey":{"challenge":"AAAA","rpId":"localhost","allowCredentials":[]}}"#;
    let has_passkeys = !name.starts_with("kod");
    Factors { has_code: !name.starts_with("nyckel"), has_passkeys, question: has_passkeys.then(|| Hidden::new(asked)) }
}

/// What a browser is given to make a passkey.
pub(super) fn options() -> Hidden {
    let user = r#"{"id":"AAAA","name":"samordnare","displayName":"Astrid Exempelsson"}"#;
    let rest = r#""rp":{"id":"localhost","name":"Insyn"},"pubKeyCredParams":[{"type":"public-key","alg":-7}]"#;
    Hidden::new(format!(r#"{{"publicKey":{{"challenge":"AAAA","user":{user},{rest}}}}}"#))
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
            "rätt" => Ok(SignedIn {
                needs_code: ["två", "nyckel", "kod"].iter().any(|begins| person.starts_with(begins)),
                person,
            }),
            "ofta" => Err(DeskError::TooOften { seconds: 30 }),
            "trasig" => Err(DeskError::Failed("disken är full".to_owned())),
            _ => Err(DeskError::Wrong),
        };
        Box::pin(async { answer })
    }

    fn factors<'a>(&'a self, session: &'a Session) -> AtDesk<'a, Factors> {
        let answer = factors(&session.person);
        Box::pin(async { Ok(answer) })
    }

    fn passkey<'a>(&'a self, _: &'a Session, answer: &'a Hidden) -> AtDesk<'a, ()> {
        if answer.reveal() == "sent" {
            return Box::pin(async { Err(DeskError::Late) });
        }
        tried(answer, "rätt")
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

    fn passkey_begin<'a>(&'a self, session: &'a Session) -> AtDesk<'a, Hidden> {
        let answer = if session.person == "obekräftad" { Err(DeskError::Unproven) } else { Ok(options()) };
        Box::pin(async { answer })
    }

    fn passkey_add<'a>(&'a self, _: &'a Session, _: &'a str, answer: &'a Hidden) -> AtDesk<'a, ()> {
        tried(answer, "rätt")
    }

    fn passkey_remove<'a>(&'a self, _: &'a Session, _: &'a str) -> AtDesk<'a, ()> {
        Box::pin(async { Ok(()) })
    }

    fn role_choose<'a>(&'a self, _: &'a Session, _: RoleName) -> AtDesk<'a, ()> {
        Box::pin(async { Ok(()) })
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
