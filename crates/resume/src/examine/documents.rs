//! Whether what a file says about itself agrees with what stands in it. A day or an author is easily wrong for innocent
//! reasons, so only what cannot be is contradicted.

use chrono::{Days, NaiveDate};
use linkage::standardise::name;

use super::Findings;
use crate::{Claims, Document, Fact, Format, Reality, Subject, Verdict, Words};

/// What may be between the clocks of two machines.
const CLOCKS: Days = Days::new(2);

/// How long before it begins a post may be written into a CV.
const PLANNED: Days = Days::new(92);

/// Programs in which somebody writes or draws: an issuer's certificate rarely comes from one.
const EDITORS: &[&str] = &[
    "word",
    "writer",
    "pages",
    "canva",
    "photoshop",
    "illustrator",
    "indesign",
    "gimp",
    "inkscape",
    "publisher",
    "powerpoint",
    "ilovepdf",
    "sejda",
    "pdfescape",
    "foxit phantom",
    "smallpdf",
    "google docs",
];

/// Examines the application's file, and the files of its certificates.
pub(super) fn examine(claims: &Claims, reality: &Reality<'_>, today: NaiveDate, findings: &mut Findings) {
    if claims.document.format != Format::Entered {
        own_days(claims, reality.received.unwrap_or(today), findings);
        own_author(claims, findings);
    }
    for attached in reality.documents {
        let Some(certificate) = claims.certificates.get(attached.certificate) else { continue };
        let (about, document) = (Subject::Certificate(attached.certificate), &attached.document);
        let before = certificate.issued.zip(document.made).filter(|(issued, made)| *made + CLOCKS < issued.earliest());
        if let Some((issued, made)) = before {
            let reason = Words::new(
                format!("Intygets fil gjordes {made}, före intygets datum {issued}."),
                format!("The certificate's file was made on {made}, before its date {issued}."),
            );
            findings.add(Fact::DocumentDates, about, Verdict::Contradicted, reason);
        } else {
            changed(document, about, findings);
        }
        author_of_certificate(claims, document, about, findings);
    }
}

fn changed(document: &Document, about: Subject, findings: &mut Findings) {
    let (verdict, reason) = match (document.made, document.changed) {
        (Some(made), Some(changed)) if changed + CLOCKS < made => (
            Verdict::Contradicted,
            Words::new(
                format!("Filen ändrades {changed}, innan den gjordes {made}."),
                format!("The file was changed on {changed}, before it was made on {made}."),
            ),
        ),
        (None, None) => (
            Verdict::NotComputable,
            Words::new("Filen säger inte när den gjordes.", "The file does not say when it was made."),
        ),
        _ => (
            Verdict::Verified,
            Words::new(
                "Filens egna datum motsäger inte innehållet.",
                "The file's own dates do not contradict what stands in it.",
            ),
        ),
    };
    findings.add(Fact::DocumentDates, about, verdict, reason);
}

fn own_days(claims: &Claims, received: NaiveDate, findings: &mut Findings) {
    let document = &claims.document;
    let about = Subject::Application;
    if let Some(made) = document.made.filter(|made| *made > received + CLOCKS) {
        let reason = Words::new(
            format!("Filen gjordes {made}, efter att ansökan kom in {received}."),
            format!("The file was made on {made}, after the application came in on {received}."),
        );
        findings.add(Fact::DocumentDates, about, Verdict::Contradicted, reason);
        return;
    }
    let Some(last) = document.made.max(document.changed) else {
        changed(document, about, findings);
        return;
    };
    let begun = claims.periods.iter().filter_map(|period| period.from).map(crate::Stamp::earliest);
    let issued = claims.certificates.iter().filter_map(|certificate| certificate.issued).map(crate::Stamp::earliest);
    let latest =
        begun.filter(|from| *from > last + PLANNED).chain(issued.filter(|issued| *issued > last + CLOCKS)).max();
    if let Some(latest) = latest {
        let reason = Words::new(
            format!("Filen ändrades senast {last} men berättar om något som hände {latest}."),
            format!("The file was last changed on {last} but tells of something that happened on {latest}."),
        );
        findings.add(Fact::DocumentDates, about, Verdict::Contradicted, reason);
    } else {
        changed(document, about, findings);
    }
}

/// Words of a name.
fn words(text: &str) -> Vec<String> {
    name(text)
        .map(|name| name.split(' ').filter(|word| word.len() > 1).map(str::to_owned).collect())
        .unwrap_or_default()
}

fn names_candidate(claims: &Claims, author: &str) -> Option<bool> {
    let own = words(claims.person.as_deref()?);
    let author = words(author);
    (!own.is_empty() && !author.is_empty()).then(|| author.iter().any(|word| own.contains(word)))
}

fn own_author(claims: &Claims, findings: &mut Findings) {
    let author = claims.document.author.as_deref();
    let (verdict, reason) = match author.and_then(|author| names_candidate(claims, author)) {
        None => (
            Verdict::NotComputable,
            Words::new("Filen säger inte vem som har gjort den.", "The file does not say who made it."),
        ),
        Some(true) => {
            (Verdict::Verified, Words::new("Filen är gjord av den sökande.", "The file was made by the candidate."))
        }
        Some(false) => (
            Verdict::NotVerified,
            Words::new(
                "Filen anger ett annat namn än den sökandes som författare. Någon kan ha hjälpt till, eller så är filen någon annans.",
                "The file names another author than the candidate. Somebody may have helped, or the file is somebody else's.",
            ),
        ),
    };
    findings.add(Fact::DocumentAuthor, Subject::Application, verdict, reason);
}

fn author_of_certificate(claims: &Claims, document: &Document, about: Subject, findings: &mut Findings) {
    let program = [&document.program, &document.producer].into_iter().flatten().find(|program| {
        let program = program.to_lowercase();
        EDITORS.iter().any(|editor| program.contains(editor))
    });
    let is_own = document.author.as_deref().and_then(|author| names_candidate(claims, author)) == Some(true);
    if is_own || program.is_some() {
        let program = program.map_or("?", String::as_str);
        let (sv, en) = if is_own { ("av den sökande", "by the candidate") } else { ("", "") };
        let reason = Words::new(
            format!("Intygets fil är gjord {sv} i {program}. Be utfärdaren bekräfta intyget.").replace("  ", " "),
            format!("The certificate's file was made {en} in {program}. Ask the issuer to confirm it.")
                .replace("  ", " "),
        );
        findings.add(Fact::DocumentAuthor, about, Verdict::NotVerified, reason);
    }
}
