//! Whether referee and candidate speak for the same employer, as the register of company roles has it. It is asked for the
//! employers that the application names, and for no others.

use ids::OrgNo;
use linkage::standardise::{FullName, firm};

use crate::{Claims, Company, CompanyRole, Kind, Reality, Referee, Verdict, Words};

/// Those who look at a company from outside: no tie.
const OUTSIDE: [&str; 2] = ["auditor", "deputy_auditor"];

/// The roles of one company.
struct Board {
    company: Company,
    roles: Vec<CompanyRole>,
}

impl Board {
    /// The roles of somebody with a name.
    fn of(&self, name: &str) -> impl Iterator<Item = &CompanyRole> {
        let one = FullName::read(name);
        self.roles.iter().filter(move |role| is_same(one.as_ref(), FullName::read(&role.person).as_ref()))
    }
}

/// The tie of a referee to the candidate, by a company that they speak for.
pub(super) fn tie(claims: &Claims, reality: &Reality<'_>, referee: &Referee) -> Option<(Verdict, Words)> {
    let candidate = claims.person.as_deref()?;
    let boards = boards(claims, reality, referee);
    let together = boards.iter().find_map(|board| {
        let own: Vec<&CompanyRole> = board.of(candidate).collect();
        let pair = |role| own.iter().find(|own| is_at_once(own, role)).map(|own| (*own, role));
        board.of(&referee.name).find_map(pair).map(|(own, role)| (&board.company.name, own, role))
    });
    if let Some((company, own, role)) = together {
        let ((own_sv, own_en), (sv, en)) = (words(&own.kind), words(&role.kind));
        return Some((
            Verdict::Contradicted,
            Words::new(
                format!(
                    "Registret har den sökandes namn ({own_sv}) och referensens ({sv}) bland dem som företräder {company}. Namn kan delas av flera. Fråga dem."
                ),
                format!(
                    "The register has the candidate's name ({own_en}) and the referee's ({en}) among those who speak for {company}. Names may be shared. Ask them."
                ),
            ),
        ));
    }
    let spoken = firm(referee.organisation.as_deref()?)?;
    boards.iter().filter(|board| is_named(&board.company, &spoken)).find_map(|board| {
        let (company, (sv, en)) = (&board.company.name, words(&board.of(candidate).next()?.kind));
        Some((
            Verdict::NotVerified,
            Words::new(
                format!(
                    "Registret har den sökandes namn bland dem som företräder {company} ({sv}). Fråga om referensen är beroende av den sökande."
                ),
                format!(
                    "The register has the candidate's name among those who speak for {company} ({en}). Ask whether the referee depends on the candidate."
                ),
            ),
        ))
    })
}

/// That the register has the referee among those who speak for the employer.
pub(super) fn place(claims: &Claims, reality: &Reality<'_>, referee: &Referee) -> Option<(Verdict, Words)> {
    let spoken = firm(referee.organisation.as_deref()?)?;
    boards(claims, reality, referee).iter().filter(|board| is_named(&board.company, &spoken)).find_map(|board| {
        let (company, (sv, en)) = (&board.company.name, words(&board.of(&referee.name).next()?.kind));
        Some((
            Verdict::Verified,
            Words::new(
                format!("Registret har referensens namn bland dem som företräder {company} ({sv})."),
                format!("The register has the referee's name among those who speak for {company} ({en})."),
            ),
        ))
    })
}

/// The employers that the application names, by their numbers, else by a name that one company alone has.
fn boards(claims: &Claims, reality: &Reality<'_>, referee: &Referee) -> Vec<Board> {
    let companies = reality.companies;
    let by_name = |name: &str| {
        let mut found = companies.by_name(name);
        if found.len() == 1 { found.pop() } else { None }
    };
    let spoken = referee.organisation.as_deref().and_then(&by_name);
    let posts = claims.periods.iter().filter(|period| period.kind == Kind::Work).filter_map(|period| {
        let number = period.org_no.as_deref().and_then(|written| OrgNo::parse(written).ok());
        match number {
            Some(number) => companies.by_number(&number.to_string()),
            None => by_name(&period.organisation),
        }
    });
    let mut all: Vec<Company> = posts.chain(spoken).collect();
    all.sort_by(|one, other| one.org_no.cmp(&other.org_no));
    all.dedup_by(|one, other| one.org_no == other.org_no);
    let board = |company: Company| {
        let mut roles = companies.roles(&company.org_no);
        roles.retain(|role| !OUTSIDE.contains(&role.kind.as_str()));
        Board { company, roles }
    };
    all.into_iter().map(board).filter(|board| !board.roles.is_empty()).collect()
}

fn is_named(company: &Company, name: &str) -> bool {
    let earlier = company.earlier_names.iter().map(|earlier| &earlier.name);
    earlier.chain([&company.name]).any(|own| firm(own).as_deref() == Some(name))
}

/// The same surname, and all given names of the one among those of the other: `Anna` and `Anna Maria`.
fn is_same(one: Option<&FullName>, other: Option<&FullName>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    let (Some(given), Some(others)) = (&one.given, &other.given) else { return false };
    let has = |all: &str, some: &str| some.split(' ').all(|word| all.split(' ').any(|own| own == word));
    one.surname.is_some() && one.surname == other.surname && (has(given, others) || has(others, given))
}

/// An unknown day is no end.
fn is_at_once(one: &CompanyRole, other: &CompanyRole) -> bool {
    let is_before = |one: &CompanyRole, other: &CompanyRole| one.to.zip(other.from).is_some_and(|(to, from)| to < from);
    !is_before(one, other) && !is_before(other, one)
}

/// A role in both languages; one that is not known stands as it is written.
fn words(kind: &str) -> (&str, &str) {
    match kind {
        "chair" => ("ordförande", "chair"),
        "signatory" => ("firmatecknare", "signatory"),
        "managing_director" => ("vd", "managing director"),
        "board_member" => ("styrelseledamot", "board member"),
        "deputy" => ("suppleant", "deputy"),
        "treasurer" => ("kassör", "treasurer"),
        "owner" => ("ägare", "owner"),
        written => (written, written),
    }
}
