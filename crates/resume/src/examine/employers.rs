//! Whether employers existed, under that number and name, and were not bankrupt.
//!
//! A limited company may be run for six months before it is registered (aktiebolagslagen 2 kap.: registration is to be sought
//! within six months). Notice is at most six months for who is employed by the act alone (LAS 11 §), so a post can go on for
//! so long when the employer has become bankrupt. Both are let pass.

use chrono::{Days, NaiveDate};
use ids::{LegalForm, OrgNo, legal_form};
use linkage::standardise::firm;

use super::{Findings, confirmed, core};
use crate::country::is_sweden;
use crate::{Claims, Companies, Company, Fact, Kind, Period, Reality, Subject, Verdict, Words};

/// Half a year.
const HALF_YEAR: Days = Days::new(183);

/// Days that a post may outlive its employer's registration, for a last salary and a deregistration in the middle of a month.
const MONTH: Days = Days::new(31);

/// Examines each post.
pub(super) fn examine(claims: &Claims, reality: &Reality<'_>, today: NaiveDate, findings: &mut Findings) {
    for (at, period) in claims.periods.iter().enumerate().filter(|(_, period)| period.kind == Kind::Work) {
        let about = Subject::Period(at);
        if let Some((verdict, reason)) = confirmed(reality.confirmations, about) {
            findings.add(Fact::EmploymentConfirmed, about, verdict, reason);
        }
        if period.organisation.is_empty() && period.org_no.is_none() {
            let reason = Words::new("Ingen arbetsgivare är angiven.", "No employer is named.");
            findings.add(Fact::EmployerExisted, about, Verdict::NotComputable, reason);
            continue;
        }
        if period.country.as_deref().and_then(is_sweden) == Some(false) {
            let reason = Words::new(
                "Arbetsgivaren är utländsk och finns inte i Bolagsverkets register. Be om ett intyg från arbetsgivaren.",
                "The employer is foreign and not in the Swedish register. Ask for a certificate from the employer.",
            );
            findings.add(Fact::EmployerExisted, about, Verdict::NotComputable, reason);
            continue;
        }
        Post { about, period, companies: reality.companies, days: core(period, today) }.examine(findings);
    }
}

struct Post<'a> {
    about: Subject,
    period: &'a Period,
    companies: &'a dyn Companies,
    days: Option<(NaiveDate, NaiveDate)>,
}

impl Post<'_> {
    fn add(&self, findings: &mut Findings, fact: Fact, verdict: Verdict, reason: Words) {
        findings.add(fact, self.about, verdict, reason);
    }

    fn examine(&self, findings: &mut Findings) {
        let Some(as_of) = self.companies.as_of() else {
            let (sv, en) = (
                "Det finns inga uppgifter från Bolagsverket att jämföra med.",
                "There are no data from the companies register.",
            );
            self.add(findings, Fact::EmployerExisted, Verdict::NotComputable, Words::new(sv, en));
            return;
        };
        let candidates = match self.period.org_no.as_deref() {
            Some(number) => self.by_number(number, findings),
            None => self.by_name(findings),
        };
        let Some(candidates) = candidates else { return };
        let Some((from, to)) = self.days else {
            let (sv, en) = ("Perioden saknar första eller sista dag.", "The period has no first or last day.");
            self.add(findings, Fact::EmployerExisted, Verdict::NotComputable, Words::new(sv, en));
            return;
        };
        if from > as_of {
            let sv = format!("Uppgifterna från Bolagsverket är från {as_of}, före perioden.");
            let en = format!("The data of the companies register are of {as_of}, before the period.");
            self.add(findings, Fact::EmployerExisted, Verdict::NotComputable, Words::new(sv, en));
            return;
        }
        let days = (from, to.min(as_of));
        let existences = candidates.iter().map(|company| (existence(company, self.companies, days), company));
        let Some(((mut verdict, reason), company)) = existences.min_by_key(|((verdict, _), _)| rank(*verdict)) else {
            return;
        };
        let is_named_only = self.period.org_no.is_none();
        let is_complete = self.companies.complete_from().is_some_and(|complete| complete <= from);
        if verdict == Verdict::Contradicted && is_named_only && !is_complete {
            // Another company of that name may have been taken out before the data begin.
            verdict = Verdict::NotVerified;
        }
        findings.add(Fact::EmployerExisted, self.about, verdict, reason);
        // A name may belong to several: only when all that existed were bankrupt is it said.
        let solvencies = candidates.iter().filter(|other| is_named_only || other.org_no == company.org_no);
        let worst = solvencies.map(|company| solvency(company, days, as_of)).min_by_key(|(verdict, ..)| rank(*verdict));
        if let Some((verdict, days, reason)) = worst {
            match days {
                Some(days) => findings.add_days(Fact::EmployerSolvent, vec![self.about], days, (verdict, reason)),
                None => findings.add(Fact::EmployerSolvent, self.about, verdict, reason),
            }
        }
    }

    /// The company of the number, after it was looked whether the number is one and belongs to the name.
    fn by_number(&self, written: &str, findings: &mut Findings) -> Option<Vec<Company>> {
        let digits = written.chars().filter(char::is_ascii_digit).count();
        let Ok(number) = OrgNo::parse(written) else {
            if digits == 10 || digits == 12 {
                let sv = "Numret är inget organisationsnummer: kontrollsiffran eller formen stämmer inte.";
                self.add(
                    findings,
                    Fact::OrganisationNumber,
                    Verdict::Contradicted,
                    Words::new(sv, "The number is no organisation number: its check digit or form is wrong."),
                );
            } else {
                let sv = "Numret är inget svenskt organisationsnummer.";
                self.add(
                    findings,
                    Fact::OrganisationNumber,
                    Verdict::NotComputable,
                    Words::new(sv, "The number is no Swedish organisation number."),
                );
            }
            return self.by_name(findings);
        };
        let number = number.to_string();
        let form = legal_form(&number);
        if matches!(form, Some(LegalForm::SoleTrader | LegalForm::Public | LegalForm::Estate)) {
            let (sv, en) = (
                "Arbetsgivaren är en myndighet eller en enskild firma. Den finns inte bland bolagen. Fråga arbetsgivaren.",
                "The employer is an authority or a sole trader and not among the companies. Ask the employer.",
            );
            self.add(findings, Fact::EmployerExisted, Verdict::NotComputable, Words::new(sv, en));
            return None;
        }
        let Some(company) = self.companies.by_number(&number) else {
            let end = self.days.map(|(_, to)| to);
            let is_certain =
                self.companies.complete_from().is_some_and(|complete| end.is_some_and(|end| complete <= end));
            if form == Some(LegalForm::LimitedCompany) && is_certain {
                let sv = "Inget aktiebolag har haft organisationsnumret under perioden.";
                self.add(
                    findings,
                    Fact::EmployerExisted,
                    Verdict::Contradicted,
                    Words::new(sv, "No limited company has had the organisation number in the period."),
                );
            } else {
                let sv = "Organisationsnumret finns inte i uppgifterna från Bolagsverket.";
                self.add(
                    findings,
                    Fact::EmployerExisted,
                    Verdict::NotVerified,
                    Words::new(sv, "The organisation number is not in the data of the companies register."),
                );
            }
            return None;
        };
        self.name_of_number(&company, findings);
        Some(vec![company])
    }

    /// Whether the number belongs to the name.
    fn name_of_number(&self, company: &Company, findings: &mut Findings) {
        let Some(name) = firm(&self.period.organisation) else { return };
        let has_name = |company: &Company| {
            let earlier = company.earlier_names.iter().map(|earlier| &earlier.name);
            earlier.chain([&company.name]).any(|own| firm(own).as_ref() == Some(&name))
        };
        let into = company.merged_into.as_deref().and_then(|number| self.companies.by_number(number));
        let merged = self.companies.merged_into(&company.org_no);
        if has_name(company) {
            self.add(
                findings,
                Fact::OrganisationNumber,
                Verdict::Verified,
                Words::new("Numret hör till arbetsgivarens namn.", "The number belongs to the employer's name."),
            );
        } else if into.iter().chain(&merged).any(has_name) {
            let (sv, en) = (
                "Numret hör till ett bolag som har gått samman med arbetsgivaren.",
                "The number belongs to a company merged with the employer.",
            );
            self.add(findings, Fact::OrganisationNumber, Verdict::Verified, Words::new(sv, en));
        } else {
            let is_of_another = !self.companies.by_name(&self.period.organisation).is_empty();
            let shares_word = firm(&company.name).is_some_and(|own| {
                own.split(' ').any(|word| word.len() > 3 && name.split(' ').any(|other| other == word))
            });
            let verdict = if is_of_another && !shares_word { Verdict::Contradicted } else { Verdict::NotVerified };
            let sv = format!("Numret hör till {}, inte till det namn som ansökan anger.", company.name);
            let en = format!("The number belongs to {}, not to the name in the application.", company.name);
            self.add(findings, Fact::OrganisationNumber, verdict, Words::new(sv, en));
        }
    }

    fn by_name(&self, findings: &mut Findings) -> Option<Vec<Company>> {
        let found = self.companies.by_name(&self.period.organisation);
        if found.is_empty() {
            let (sv, en) = (
                "Namnet finns inte i uppgifterna från Bolagsverket. Det kan vara en myndighet, en förening eller ett namn som används i dagligt tal. Fråga efter organisationsnumret.",
                "The name is not in the data of the companies register. It may be an authority, an association or a name in daily use. Ask for the organisation number.",
            );
            self.add(findings, Fact::EmployerExisted, Verdict::NotVerified, Words::new(sv, en));
            return None;
        }
        Some(found)
    }
}

/// The better comes first: the candidate is believed when any company of the name fits.
const fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Verified => 0,
        Verdict::NotVerified => 1,
        Verdict::NotComputable => 2,
        Verdict::Contradicted => 3,
    }
}

/// Whether a company existed from the first day to the last.
fn existence(company: &Company, companies: &dyn Companies, (from, to): (NaiveDate, NaiveDate)) -> (Verdict, Words) {
    let name = &company.name;
    if let Some(gone) = company.deregistered.filter(|gone| *gone + MONTH < to) {
        let successor = company.merged_into.as_deref().and_then(|number| companies.by_number(number));
        return match successor {
            Some(successor) => (
                Verdict::Verified,
                Words::new(
                    format!("{name} gick upp i {} {gone}.", successor.name),
                    format!("{name} was merged into {} on {gone}.", successor.name),
                ),
            ),
            None if company.merged_into.is_some() => (
                Verdict::NotVerified,
                Words::new(
                    format!("{name} gick upp i ett annat bolag {gone}. Fråga vilket."),
                    format!("{name} was merged into another company on {gone}. Ask which."),
                ),
            ),
            None => (
                Verdict::Contradicted,
                Words::new(
                    format!("{name} avregistrerades {gone}. Ansökan säger att anställningen pågick till {to}."),
                    format!(
                        "{name} was taken out of the register on {gone}. The application says that the post went on until {to}."
                    ),
                ),
            ),
        };
    }
    let Some(registered) = company.registered else {
        return (
            Verdict::NotVerified,
            Words::new(
                format!("{name} finns, men registret säger inte sedan när."),
                format!("{name} exists, but the register does not say since when."),
            ),
        );
    };
    if registered <= from {
        return (
            Verdict::Verified,
            Words::new(format!("{name} fanns under hela perioden."), format!("{name} existed in the whole period.")),
        );
    }
    let merged = companies.merged_into(&company.org_no);
    if let Some(earlier) = merged.iter().find(|earlier| earlier.registered.is_some_and(|registered| registered <= from))
    {
        return (
            Verdict::Verified,
            Words::new(
                format!("{} gick upp i {name}.", earlier.name),
                format!("{} was merged into {name}.", earlier.name),
            ),
        );
    }
    let verdict = if from + HALF_YEAR >= registered { Verdict::NotVerified } else { Verdict::Contradicted };
    (
        verdict,
        Words::new(
            format!(
                "{name} registrerades {registered}. Ansökan säger att anställningen började senast {from}. Verksamheten kan ha drivits i annan form före det."
            ),
            format!(
                "{name} was registered on {registered}. The application says that the post began by {from}. The business may have been run in another form before."
            ),
        ),
    )
}

/// Whether a company was bankrupt in the period.
fn solvency(
    company: &Company,
    (from, to): (NaiveDate, NaiveDate),
    as_of: NaiveDate,
) -> (Verdict, Option<(NaiveDate, NaiveDate)>, Words) {
    let name = &company.name;
    let touching = company.bankruptcies.iter().filter(|(start, end)| *start <= to && end.unwrap_or(as_of) >= from);
    let judged = touching.map(|(start, end)| {
        let is_after = from > *start || to > *start + HALF_YEAR;
        let days = (from.max(*start), to.min(end.unwrap_or(as_of)));
        (if is_after { Verdict::Contradicted } else { Verdict::NotVerified }, start, days)
    });
    match judged.max_by_key(|(verdict, start, _)| (rank(*verdict), **start)) {
        None => (
            Verdict::Verified,
            None,
            Words::new(
                format!("{name} var inte i konkurs under perioden."),
                format!("{name} was not bankrupt in the period."),
            ),
        ),
        Some((verdict, start, days)) => {
            let (sv, en) = if verdict == Verdict::Contradicted {
                (
                    "Anställningen ligger efter konkursen, längre än en uppsägningstid.",
                    "The post goes on after the bankruptcy for longer than a time of notice.",
                )
            } else {
                ("Anställningen slutade i samband med konkursen.", "The post ended with the bankruptcy.")
            };
            (
                verdict,
                Some(days),
                Words::new(
                    format!("{name} gick i konkurs {start}. {sv}"),
                    format!("{name} became bankrupt on {start}. {en}"),
                ),
            )
        }
    }
}
