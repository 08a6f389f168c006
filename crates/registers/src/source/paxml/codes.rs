//! The codes of PAXml in words that start as the controls expect them.

/// What an absence code means; none when the code is no absence.
pub(super) fn absence(code: &str) -> Option<&'static str> {
    Some(match code {
        "SJK" => "sjuk",
        "SJK_KAR" => "sjuk, karens",
        "SJK_LÖN" => "sjuk, sjuklön",
        "SJK_ERS" => "sjuk, ersättning",
        "SJK_PEN" => "sjuk, sjukpension",
        "ASK" => "sjuk, arbetsskada",
        "HAV" => "havandeskap",
        "FPE" => "föräldraledig",
        "VAB" => "vård av barn",
        "SMB" => "smittbärare",
        "UTB" => "utbildning",
        "MIL" => "militärtjänst",
        "SVE" => "svenskundervisning",
        "NÄR" => "närståendevård",
        "TJL" => "tjänstledig",
        "SEM" => "semester",
        "SEM_BET" => "semester, betald",
        "SEM_SPA" => "semester, sparad",
        "SEM_OBE" => "semester, obetald",
        "SEM_FÖR" => "semester, i förskott",
        "KOM" => "kompledig",
        "PEM" => "permission",
        "PER" => "permitterad",
        "FAC" => "facklig tid",
        "ATK" => "arbetstidskonto",
        "KON" => "kontaktdag",
        "PAP" => "pappaledig",
        "ATF" => "arbetstidsförkortning",
        "FR1" => "frånvaro 1",
        "FR2" => "frånvaro 2",
        "FR3" => "frånvaro 3",
        "FR4" => "frånvaro 4",
        "FR5" => "frånvaro 5",
        "FR6" => "frånvaro 6",
        "FR7" => "frånvaro 7",
        "FR8" => "frånvaro 8",
        "FR9" => "frånvaro 9",
        _ => return None,
    })
}

/// Whether a time code is time at work. Supplements (OB), stand-by and balances lie on top of it.
pub(super) fn is_work(code: &str) -> bool {
    let starts = ["TID", "ARB", "MER", "ÖT", "ÖK", "NV"];
    starts.iter().any(|start| code.starts_with(start))
}

/// What a pay code means; empty when the code says it itself.
pub(super) fn pay(code: &str) -> &'static str {
    match code {
        "TID" | "ARB" => "arbetad tid",
        "MER" => "mertid",
        "ÖT1" | "ÖT2" | "ÖT3" | "ÖT4" | "ÖT5" => "övertid",
        "ÖK1" | "ÖK2" | "ÖK3" | "ÖK4" | "ÖK5" => "övertid, komp",
        "OB1" | "OB2" | "OB3" | "OB4" | "OB5" => "ob-tillägg",
        "JR1" | "JR2" | "JR3" => "jour",
        "BE1" | "BE2" | "BE3" => "beredskap",
        "RE1" | "RE2" | "RE3" => "restid",
        "HLG" => "helglön",
        "SKI" => "skifttillägg",
        "MÅNLÖN" => "månadslön",
        "TIMLÖN" => "timlön",
        "BONUS" => "bonus",
        "PROVISION" => "provision",
        "FÖRSKOTT" => "förskott",
        "UTLÄGG" => "utlägg",
        "RESERS" => "reseersättning",
        _ => "",
    }
}
