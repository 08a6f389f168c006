//! Whether schools existed, and whether there was time for the degree.
//!
//! A year of study is 60 credits (högskoleförordningen 6:2): a kandidatexamen has 180, a masterexamen 120, a magisterexamen
//! 60, a civilingenjörsexamen 300 (bilaga 2).

use chrono::NaiveDate;

use super::{Findings, confirmed, core};
use crate::country::is_sweden;
use crate::{Claims, Fact, Kind, Period, Reality, Subject, Verdict, Words};

/// Degrees and their credits, the more particular first.
const DEGREES: &[(&str, i64)] = &[
    ("civilingenjör", 300),
    ("läkarexamen", 330),
    ("juristexamen", 270),
    ("psykologexamen", 300),
    ("civilekonom", 240),
    ("socionom", 210),
    ("sjuksköterske", 180),
    ("högskoleingenjör", 180),
    ("förskollärar", 210),
    ("ämneslärar", 270),
    ("grundlärar", 240),
    ("kandidat", 180),
    ("bachelor", 180),
    ("magister", 60),
    ("master", 120),
    ("högskoleexamen", 120),
    ("doktor", 240),
    ("ph.d", 240),
    ("phd", 240),
];

/// Examines each education.
pub(super) fn examine(claims: &Claims, reality: &Reality<'_>, today: NaiveDate, findings: &mut Findings) {
    for (at, period) in claims.periods.iter().enumerate().filter(|(_, period)| period.kind == Kind::Education) {
        let about = Subject::Period(at);
        let (verdict, reason) = confirmed(reality.confirmations, about).unwrap_or_else(|| {
            (
                Verdict::NotVerified,
                Words::new(
                    "Ingen utfärdare har svarat ännu. Fråga lärosätet.",
                    "No issuer has answered yet. Ask the school.",
                ),
            )
        });
        findings.add(Fact::DegreeConfirmed, about, verdict, reason);
        school(period, about, reality, today, findings);
        study_time(period, about, findings);
    }
}

fn school(period: &Period, about: Subject, reality: &Reality<'_>, today: NaiveDate, findings: &mut Findings) {
    if period.organisation.is_empty() || period.country.as_deref().and_then(is_sweden) == Some(false) {
        return;
    }
    let schools = reality.companies.by_name(&period.organisation);
    // Whoever has only a last day was there on that day.
    let days = core(period, today).or_else(|| period.to.map(|to| (to.latest(), to.latest())));
    let (Some(days), false) = (days, schools.is_empty()) else {
        let reason = Words::new("Skolan finns inte i registret.", "The school is not in the register.");
        findings.add(Fact::SchoolExisted, about, Verdict::NotComputable, reason);
        return;
    };
    let existed = schools.iter().find(|school| {
        school.registered.is_none_or(|registered| registered <= days.1)
            && school.deregistered.is_none_or(|gone| gone >= days.0)
    });
    let (verdict, reason) = match (existed, schools.first()) {
        (Some(school), _) if school.registered.is_some() => (
            Verdict::Verified,
            Words::new(
                format!("{} fanns under perioden.", school.name),
                format!("{} existed in the period.", school.name),
            ),
        ),
        (None, Some(school)) => {
            let since = school.registered.map(|day| day.to_string()).unwrap_or_default();
            let until = school.deregistered.map(|day| day.to_string()).unwrap_or_default();
            (
                Verdict::Contradicted,
                Words::new(
                    format!("{} fanns inte under perioden, utan {since} – {until}.", school.name),
                    format!("{} did not exist in the period but {since} – {until}.", school.name),
                ),
            )
        }
        _ => (
            Verdict::NotVerified,
            Words::new(
                "Registret säger inte sedan när skolan finns.",
                "The register does not say since when the school exists.",
            ),
        ),
    };
    findings.add(Fact::SchoolExisted, about, verdict, reason);
}

/// The credits that a title speaks of: as written, else those of its degree.
fn credits(title: &str) -> Option<i64> {
    let title = title.to_lowercase();
    let written = title.match_indices("hp").find_map(|(at, _)| {
        let before = title.get(..at)?.trim_end();
        let digits = before.chars().rev().take_while(char::is_ascii_digit).count();
        before.get(before.len() - digits..)?.parse().ok().filter(|credits| (30..=420).contains(credits))
    });
    written.or_else(|| DEGREES.iter().find(|(name, _)| title.contains(name)).map(|(_, credits)| *credits))
}

/// Half of the normal time is little: somebody should ask, since credits may have been taken over from elsewhere.
fn study_time(period: &Period, about: Subject, findings: &mut Findings) {
    let (Some(credits), Some(from), Some(to)) = (credits(&period.title), period.from, period.to) else { return };
    let longest = (to.latest() - from.earliest()).num_days();
    let normal = credits * 365 / 60;
    if longest < 0 {
        return;
    }
    if longest * 2 < normal {
        let months = (normal + 15) / 30;
        let reason = Words::new(
            format!(
                "Perioden är kortare än hälften av den normala studietiden, omkring {months} månader. Fråga om tillgodoräknade poäng."
            ),
            format!(
                "The period is shorter than half of the normal time of study, about {months} months. Ask about credits taken over."
            ),
        );
        findings.add(Fact::StudyTime, about, Verdict::NotVerified, reason);
    } else {
        let reason = Words::new("Perioden räcker för examen.", "The period is enough for the degree.");
        findings.add(Fact::StudyTime, about, Verdict::Verified, reason);
    }
}
