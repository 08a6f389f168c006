//! Whether the days agree: order, gaps, and posts at the same time.

use chrono::{Days, NaiveDate};
use linkage::standardise::firm;

use super::{Findings, core};
use crate::{Claims, Fact, Kind, Period, Subject, Verdict, Words};

/// Days without account that are not asked about: three months.
const GAP: i64 = 92;

/// Days of two full-time posts together that are not asked about, since one may be on notice: two months.
const OVERLAP: i64 = 62;

/// Order of first and last day, and days in the future.
pub(super) fn dates(claims: &Claims, today: NaiveDate, findings: &mut Findings) {
    for (at, period) in claims.periods.iter().enumerate() {
        let about = Subject::Period(at);
        match (period.from, period.to) {
            (Some(from), Some(to)) if to.latest() < from.earliest() => findings.add(
                Fact::Dates,
                about,
                Verdict::Contradicted,
                Words::new(
                    format!("Perioden slutar ({to}) innan den börjar ({from})."),
                    format!("The period ends ({to}) before it begins ({from})."),
                ),
            ),
            (Some(from), _) if from.earliest() > today => findings.add(
                Fact::Dates,
                about,
                Verdict::NotVerified,
                Words::new(
                    format!("Perioden börjar efter i dag ({from})."),
                    format!("The period begins after today ({from})."),
                ),
            ),
            (None, _) if period.kind == Kind::Education && period.to.is_some() => {}
            (Some(_), None) if period.is_current => {}
            (None, _) | (_, None) => findings.add(
                Fact::Dates,
                about,
                Verdict::NotComputable,
                Words::new("Perioden saknar första eller sista dag.", "The period has no first or last day."),
            ),
            (Some(_), Some(_)) => {}
        }
    }
    for (at, certificate) in claims.certificates.iter().enumerate() {
        if let Some(issued) = certificate.issued.filter(|issued| issued.earliest() > today) {
            findings.add(
                Fact::Dates,
                Subject::Certificate(at),
                Verdict::Contradicted,
                Words::new(
                    format!("Intyget är daterat efter i dag ({issued})."),
                    format!("The certificate is dated after today ({issued})."),
                ),
            );
        }
    }
    let is_clean =
        ![Verdict::Contradicted, Verdict::NotVerified].iter().any(|verdict| findings.has(Fact::Dates, *verdict));
    if is_clean && claims.periods.iter().any(|period| period.from.is_some()) {
        let reason = Words::new("Alla datum står i ordning.", "All dates stand in order.");
        findings.add(Fact::Dates, Subject::Application, Verdict::Verified, reason);
    }
}

/// Time from the first period to the day the application came in that no period accounts for.
pub(super) fn gaps(claims: &Claims, until: NaiveDate, findings: &mut Findings) {
    let mut spans: Vec<Span> =
        claims.periods.iter().enumerate().filter_map(|(at, period)| Span::of(at, period, until)).collect();
    spans.sort_by_key(|span| (span.from, span.to, span.at));
    let mut spans = spans.into_iter();
    let Some(mut last) = spans.next() else {
        let reason = Words::new("Ingen period har datum.", "No period has dates.");
        findings.add(Fact::Gap, Subject::Application, Verdict::NotComputable, reason);
        return;
    };
    for span in spans {
        gap(findings, &last, Some(&span), span.from);
        if span.to >= last.to {
            last = span;
        }
    }
    gap(findings, &last, None, until);
    if ![Verdict::NotVerified, Verdict::NotComputable].iter().any(|verdict| findings.has(Fact::Gap, *verdict)) {
        let reason = Words::new(
            "Det finns ingen tid på mer än tre månader som inte är redovisad.",
            "There is no time of more than three months that is not accounted for.",
        );
        findings.add(Fact::Gap, Subject::Application, Verdict::Verified, reason);
    }
}

/// The longest that a period can mean.
struct Span {
    at: usize,
    from: NaiveDate,
    to: NaiveDate,
    /// The first day of the last year or month, and the last of the first.
    inner: (NaiveDate, NaiveDate),
    has_years: bool,
}

impl Span {
    fn of(at: usize, period: &Period, until: NaiveDate) -> Option<Self> {
        let from = period.from.or(period.to)?;
        let (to, early) = match period.to {
            Some(to) => (to.latest(), to.earliest()),
            None if period.is_current => (until, until),
            None => (from.latest(), from.latest()),
        };
        let has_years = from.is_year() || period.to.is_some_and(crate::Stamp::is_year);
        (from.earliest() <= to).then_some(Self {
            at,
            from: from.earliest(),
            to,
            inner: (from.latest(), early),
            has_years,
        })
    }
}

/// The time between the last period and the next, or the end.
fn gap(findings: &mut Findings, last: &Span, next: Option<&Span>, until: NaiveDate) {
    let mut about = vec![Subject::Period(last.at)];
    about.extend(next.map(|next| Subject::Period(next.at)));
    let missing = (until - last.to).num_days() - 1;
    if missing > GAP {
        let days = (last.to + Days::new(1), until - Days::new(1));
        let months = (missing + 15) / 30;
        let reason = Words::new(
            format!(
                "Ansökan säger inget om tiden från {} till {}, omkring {months} månader. Fråga den sökande.",
                days.0, days.1
            ),
            format!(
                "The application says nothing about {} to {}, about {months} months. Ask the candidate.",
                days.0, days.1
            ),
        );
        findings.add_days(Fact::Gap, about, days, (Verdict::NotVerified, reason));
        return;
    }
    let most = next.map_or(0, |next| (next.inner.0 - last.inner.1).num_days());
    if most > GAP * 2 && next.is_some_and(|next| next.has_years || last.has_years) && missing >= -1 {
        let reason = Words::new(
            "Perioderna har bara årtal. Mellan dem kan finnas tid som inte är redovisad.",
            "The periods have years only. Between them may be time that is not accounted for.",
        );
        let days = (last.to, until);
        let days = (days.0.min(days.1), days.0.max(days.1));
        findings.add_days(Fact::Gap, about, days, (Verdict::NotComputable, reason));
    }
}

/// Posts at the same time that together are more than a person can hold.
pub(super) fn overlaps(claims: &Claims, today: NaiveDate, findings: &mut Findings) {
    let posts: Vec<(usize, &Period, (NaiveDate, NaiveDate))> = claims
        .periods
        .iter()
        .enumerate()
        .filter(|(_, period)| period.kind == Kind::Work && !period.is_leave)
        .filter_map(|(at, period)| Some((at, period, core(period, today)?)))
        .collect();
    let mut is_unsaid = false;
    for (i, (at, post, days)) in posts.iter().enumerate() {
        for (other_at, other, other_days) in posts.iter().skip(i + 1) {
            let (from, to) = (days.0.max(other_days.0), days.1.min(other_days.1));
            if (to - from).num_days() < OVERLAP || is_same_employer(post, other) {
                continue;
            }
            let about = vec![Subject::Period(*at), Subject::Period(*other_at)];
            match (post.extent, other.extent) {
                (Some(one), Some(two)) if u16::from(one) + u16::from(two) >= 150 => {
                    let reason = Words::new(
                        format!("Två anställningar på {one} och {two} procent pågår samtidigt från {from} till {to}."),
                        format!("Two posts of {one} and {two} per cent go on at the same time from {from} to {to}."),
                    );
                    findings.add_days(Fact::Overlap, about, (from, to), (Verdict::Contradicted, reason));
                }
                (Some(_), Some(_)) => {}
                (Some(1..=60), None) | (None, Some(1..=60)) => is_unsaid = true,
                _ => {
                    let reason = Words::new(
                        format!(
                            "Två anställningar pågår samtidigt från {from} till {to}. Ansökan säger inte hur mycket av heltid. Fråga den sökande."
                        ),
                        format!(
                            "Two posts go on at the same time from {from} to {to}. The application does not say how much of full time. Ask the candidate."
                        ),
                    );
                    findings.add_days(Fact::Overlap, about, (from, to), (Verdict::NotVerified, reason));
                }
            }
        }
    }
    let is_clean =
        ![Verdict::NotVerified, Verdict::Contradicted].iter().any(|verdict| findings.has(Fact::Overlap, *verdict));
    if is_clean && !is_unsaid && !posts.is_empty() {
        let reason =
            Words::new("Inga anställningar på heltid pågår samtidigt.", "No full-time posts go on at the same time.");
        findings.add(Fact::Overlap, Subject::Application, Verdict::Verified, reason);
    }
}

fn is_same_employer(one: &Period, two: &Period) -> bool {
    let same_number = one.org_no.is_some() && one.org_no == two.org_no;
    same_number || (firm(&one.organisation).is_some() && firm(&one.organisation) == firm(&two.organisation))
}
