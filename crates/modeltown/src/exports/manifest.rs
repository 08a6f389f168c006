//! The list of what to import, and the truth in a folder of its own.

use crate::error::TownError;
use crate::folder::Folder;
use crate::world::World;
use serde::Serialize;
use std::fmt::Write as _;

/// File or pattern, register.
const EXECUTIVE: [(&str, &str); 39] = [
    ("leverantorer.csv", "suppliers"),
    ("leverantorsandringar.csv", "supplier_changes"),
    ("reskontra/*.csv", "ledger"),
    ("attester.txt", "approvals"),
    ("utbetalningar.zip", "payments"),
    ("inkopsordrar.csv", "purchase_orders"),
    ("avtal.xlsx", "contracts"),
    ("avtalsandringar.csv", "contract_changes"),
    ("underleverantorer.csv", "subcontractors"),
    ("personalliggare.csv", "site_attendance"),
    ("upphandlingar.xlsx", "tenders"),
    ("anbud.csv", "bids"),
    ("tilldelningar.csv", "awards"),
    ("personal.csv", "employees"),
    ("lon/*.csv", "payroll"),
    ("loneandringar.csv", "employee_changes"),
    ("arbetsintyg.csv", "work_certificates"),
    ("arbetspass.txt", "shifts"),
    ("franvaro.csv", "absences"),
    ("bisysslor.xlsx", "secondary_employments"),
    ("foretagsuppgifter.csv", "companies"),
    ("funktionarer.csv", "company_roles"),
    ("foretagshandelser.csv", "company_events"),
    ("giroregister.csv", "giro_register"),
    ("pantsatta_konton.xlsx", "account_pledges"),
    ("uteslutna.xlsx", "excluded_parties"),
    ("foreningar.xlsx", "associations"),
    ("bidrag.csv", "grants"),
    ("narvaro.csv", "attendance"),
    ("tillstand.csv", "permits"),
    ("arrenden.xlsx", "leases"),
    ("hyreskontrakt.csv", "tenancies"),
    ("folkbokforing.txt", "residence"),
    ("bostadsko.csv", "housing_queue"),
    ("anvandare.csv", "users"),
    ("behorigheter.csv", "entitlements"),
    ("delegationsbeslut.csv", "decisions"),
    ("delegationsordning.xlsx", "delegations"),
    ("bekraftade_arenden.csv", "confirmed_cases"),
];

const SOCIAL: [(&str, &str); 10] = [
    ("bistandsarenden.csv", "assistance_cases"),
    ("bistandsutbetalningar.csv", "assistance_payments"),
    ("arendetilldelning.csv", "case_assignments"),
    ("ssbtek_svar.txt", "external_incomes"),
    ("anvandare.csv", "users"),
    ("personal.csv", "employees"),
    ("folkbokforing.txt", "residence"),
    ("foretagsuppgifter.csv", "companies"),
    ("funktionarer.csv", "company_roles"),
    ("logg/*.csv", "access_log"),
];

/// Writes both.
pub(super) fn write(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let mut text = String::from(
        "# Lindåkers kommun, påhittad. Vad som ska läsas in, och med vilket ändamål och stöd.\n# Mappen facit hör inte till registren.\n",
    );
    for (file, register) in EXECUTIVE {
        entry(&mut text, "kommunstyrelsen", (file, register));
    }
    for (file, register) in SOCIAL {
        entry(&mut text, "socialnamnden", (file, register));
    }
    folder.write("insyn.toml", &text)?;
    folder.write("facit/schemes.json", &json(&world.truth.schemes))?;
    folder.write("facit/decoys.json", &json(&world.truth.decoys))
}

/// Why each register is kept, by whose law, and who answers for it.
fn kept(authority: &str, register: &str) -> [&'static str; 3] {
    match (authority, register) {
        ("socialnamnden", "access_log") => {
            ["log-review", "Lag (2001:454) 6 §, HSLF-FS 2016:40 4 kap. 9 §", "Socialchefen"]
        }
        ("socialnamnden", "users" | "employees" | "residence" | "companies" | "company_roles") => {
            ["internal-control", "Kommunallagen (2017:725) 6 kap. 6 §", "Socialchefen"]
        }
        ("socialnamnden", _) => ["economic-assistance", "Lag (2001:454) 6 §", "Socialchefen"],
        (
            _,
            "employees"
            | "employee_changes"
            | "work_certificates"
            | "payroll"
            | "shifts"
            | "absences"
            | "secondary_employments",
        ) => ["internal-control", "Kommunallagen (2017:725) 6 kap. 6 §", "HR-chefen"],
        (
            _,
            "tenders" | "bids" | "awards" | "contracts" | "contract_changes" | "subcontractors" | "site_attendance"
            | "excluded_parties",
        ) => ["internal-control", "Kommunallagen (2017:725) 6 kap. 6 §", "Upphandlingschefen"],
        _ => ["internal-control", "Kommunallagen (2017:725) 6 kap. 6 §", "Ekonomichefen"],
    }
}

fn entry(text: &mut String, authority: &str, (file, register): (&str, &str)) {
    let [purpose, ground, owner] = kept(authority, register);
    let _ = write!(
        text,
        "\n[[import]]\nfile = \"{authority}/{file}\"\nregister = \"{register}\"\nauthority = \"{authority}\"\npurpose = \"{purpose}\"\nground = \"{ground}\"\nowner = \"{owner}\"\nretention = \"2028-12-31\"\n",
    );
}

fn json<T: Serialize>(value: &T) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
