//! The people of the demo: one account per role, all invented, with passwords that everybody may know.

use access::Role;
use anyhow::Context;
use app::{App, Cx, SecretString, SessionId, setup::Founder};
use chrono::{DateTime, Utc};
use vault::totp::{Step, TotpSecret};
use web::{DemoPerson, RoleName};

/// The password of all of them.
const PASSWORD: &str = "Lindakers-demo-2026";

/// A person of the demo.
#[derive(Debug)]
struct DemoFounder {
    username: &'static str,
    name: &'static str,
    role: Role,
    manager: &'static str,
    who: [&'static str; 2],
    steps: [&'static [&'static str]; 2],
}

macro_rules! person {
    ($username:literal, $name:literal, $role:ident, $manager:literal, [$sv:literal, $en:literal], [$($step:literal),*], [$($step_en:literal),*]) => {
        DemoFounder {
            username: $username,
            name: $name,
            role: Role::$role,
            manager: $manager,
            who: [$sv, $en],
            steps: [&[$($step),*], &[$($step_en),*]],
        }
    };
}

/// Who they are.
#[expect(clippy::too_many_lines, reason = "a table: one entry for each role")]
fn demo_people() -> Vec<DemoFounder> {
    vec![
        person!(
            "controller",
            "Karin Provsson",
            Controller,
            "direktor",
            ["Granskar signaler och betalningar", "Looks at signals and payments"],
            [
                "Öppna den översta signalen och bedöm den",
                "Öppna ett ärende av en signal",
                "Föreslå att ett betalstopp hävs"
            ],
            ["Open the signal on top and judge it", "Open a case from a signal", "Propose that a hold is released"]
        ),
        person!(
            "controller2",
            "Kaj Exempelgren",
            Controller,
            "samordnare",
            ["Den andra controllern", "The other controller"],
            ["Godkänn det som Karin har föreslagit"],
            ["Approve what Karin has proposed"]
        ),
        person!(
            "samordnare",
            "Sara Påhittad",
            Coordinator,
            "direktor",
            ["Trygghetssamordnare, direkt under direktören", "Safety coordinator, directly under the director"],
            ["Ta ett ärende", "Föreslå åtgärder", "Skriv ett beslut som PDF", "Se vad som upprepas bland händelserna"],
            ["Take a case", "Propose measures", "Write a decision as PDF", "See what repeats among the incidents"]
        ),
        person!(
            "direktor",
            "Disa Fiktiv",
            Director,
            "",
            ["Förvaltningsdirektör", "Director"],
            ["Godkänn åtgärder i ärenden", "Upphäv ett beslut om kontroll"],
            ["Approve measures in cases", "Revoke a decision on control"]
        ),
        person!(
            "hr",
            "Hanna Provberg",
            Hr,
            "direktor",
            ["HR", "HR"],
            ["Läs fristerna i ett ärende"],
            ["Read the deadlines of a case"]
        ),
        person!(
            "chef",
            "Carl Exempelby",
            Manager,
            "direktor",
            ["Enhetschef", "Manager"],
            [
                "Öppna ett ärende om en misstanke",
                "Ta hand om en händelse och skriv in ett samtal",
                "Förbered en rekrytering och se vad du får kontrollera"
            ],
            [
                "Open a case about a suspicion",
                "Take an incident and write down a talk",
                "Prepare a recruitment and see what you may check"
            ]
        ),
        person!(
            "revisor",
            "Rut Testlund",
            Auditor,
            "",
            ["Revisor", "Auditor"],
            ["Läs journalen och kontrollera att den är hel"],
            ["Read the journal and verify that it is whole"]
        ),
        person!(
            "registrator",
            "Rolf Provlind",
            Registrar,
            "direktor",
            ["Registrator", "Registrar"],
            ["Hämta journalens kvitto till diariet", "Ange diarienummer under Diarium när du är med i ett ärende"],
            ["Get the line of the journal for the diary", "Set a diary number under Diary when you are in a case"]
        ),
        person!(
            "behorighet",
            "Berit Exempelås",
            UserAdmin,
            "direktor",
            ["Behörighetsadministratör: ser inga ärenden", "User administrator: sees no case"],
            ["Lägg upp en person", "Försök öppna ett ärende"],
            ["Add a person", "Try to open a case"]
        ),
        person!(
            "drift",
            "Dag Provström",
            Operator,
            "direktor",
            ["Driftadministratör: ser inga ärenden", "System operator: sees no case"],
            ["Försök öppna en signal"],
            ["Try to open a signal"]
        ),
        person!(
            "centralsakerhet",
            "Cecilia Påhitt",
            CentralSecurity,
            "",
            ["Central säkerhet i stadshuset", "Central security at the city hall"],
            ["Se hur kontrollerna mår"],
            ["See how the controls do"]
        ),
        person!(
            "mottagare",
            "Moa Fiktivsson",
            Recipient,
            "",
            ["Visselblåsarmottagare", "Whistleblowing recipient"],
            ["Läs en rapport och bekräfta att den har kommit in", "Se siffrorna om rapporter"],
            ["Read a report and acknowledge it", "See the figures of reports"]
        ),
        person!(
            "medarbetare",
            "Malin Exempel",
            Employee,
            "chef",
            ["Medarbetare", "Employee"],
            ["Rapportera en händelse", "Läs vägledningen och gå en kurs", "Lämna uppgift om en bisyssla"],
            ["Report an incident", "Read the guidance and take a course", "Declare secondary employment"]
        ),
        person!(
            "ombud",
            "Ove Exempelman",
            SafetyRep,
            "direktor",
            ["Skyddsombud", "Safety representative"],
            ["Läs en händelse med hot och bedöm om arbetsmiljön behöver ses över"],
            ["Read an incident with a threat and judge whether the work environment needs a review"]
        ),
        person!(
            "nyckel1",
            "Nils Provdahl",
            Custodian,
            "",
            ["Nyckelförvaltare", "Key custodian"],
            ["Kontrollera journalen", "Se vems nycklar som kan återskapas"],
            ["Verify the journal", "See whose keys can be recovered"]
        ),
        person!(
            "nyckel2",
            "Nora Exempelin",
            Custodian,
            "",
            ["Nyckelförvaltare", "Key custodian"],
            ["Kontrollera journalen", "Se vems nycklar som kan återskapas"],
            ["Verify the journal", "See whose keys can be recovered"]
        ),
    ]
}

/// Puts them in their places.
pub(super) async fn found(app: &App, authorities: &[String]) -> anyhow::Result<()> {
    let names = authorities.iter().map(|id| (id.clone(), called(id))).collect::<Vec<_>>();
    let own = authorities.iter().find(|id| *id == "kommunstyrelsen").or(authorities.first());
    let own = own.context("den påhittade kommunen har inga register")?.as_str();
    let founders = demo_people().into_iter().map(|person| {
        Ok(Founder {
            username: person.username.to_owned(),
            name: person.name.to_owned(),
            role: person.role,
            authority: own.to_owned(),
            manager: Some(person.manager.to_owned()).filter(|manager| !manager.is_empty()),
            employee_no: None,
            password: SecretString::from(PASSWORD),
            phrase: SecretString::from(phrase(person.username)),
            factor: Some(factor(person.username)?),
        })
    });
    let (from, source) = (app::swedish_day(app.now()), "delegationsordning för demot, påhittad");
    let points = names.iter().flat_map(|(id, _)| app.points_of_routine(id, from, source)).collect();
    Ok(app.found(&names, founders.collect::<anyhow::Result<Vec<_>>>()?, points).await?)
}

/// Somebody of the demo, in a session that ends here.
pub(super) async fn entered(app: &App, username: &str) -> anyhow::Result<Cx> {
    let signed = app.sign_in(username, SecretString::from(PASSWORD)).await?;
    let session = SessionId::of_secret(blake3::hash(username.as_bytes()).as_bytes());
    app.context(&signed.person, session).await?.with_context(|| format!("`{username}` kan inte logga in"))
}

/// What the demo shows of them.
pub(super) fn demo_page() -> Vec<DemoPerson> {
    let shown = |person: DemoFounder| DemoPerson {
        role: RoleName::parse(person.role.as_str()).unwrap_or(RoleName::Employee),
        username: person.username.to_owned(),
        password: PASSWORD.to_owned(),
        passphrase: phrase(person.username),
        code: code(person.username),
        who: person.who.map(str::to_owned),
        steps: person.steps.map(|steps| steps.iter().map(|step| (*step).to_owned()).collect()),
    };
    demo_people().into_iter().map(shown).collect()
}

pub(super) fn phrase(username: &str) -> String {
    format!("granen mossan bäcken {username}")
}

/// A second factor that everybody can compute: it guards nothing but the way through the pages.
fn factor(username: &str) -> anyhow::Result<TotpSecret> {
    let hash = blake3::derive_key("insyn demo second factor", username.as_bytes());
    Ok(TotpSecret::from_bytes(&hash[..20])?)
}

/// The code that the app of a demo person would show.
fn code(username: &'static str) -> web::DemoCode {
    web::DemoCode::new(move |now: DateTime<Utc>| {
        let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
        factor(username).map(|factor| factor.code(Step::at(seconds)).to_string()).unwrap_or_default()
    })
}

fn called(id: &str) -> String {
    match id {
        "kommunstyrelsen" => "Kommunstyrelsen".to_owned(),
        "socialnamnden" => "Socialnämnden".to_owned(),
        other => other.to_owned(),
    }
}
