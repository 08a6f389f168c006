//! The situations of the matrix: for each kind of resource the few that the rules tell apart.
//!
//! They are declared, not found: a rule that asks for something new needs a situation here to be seen in the table.

use chrono::NaiveDate;

use crate::{
    resource::{About, Case, CaseState, Declaration, Proposal, ProposalKind, Resource, ResourceKind, Signals, Touches},
    role::Role,
    subject::{Holding, Subject},
};

const ME: &str = "jag";
const MY_MANAGER: &str = "min chef";
const COLLEAGUE: &str = "en kollega";
const MINE: &str = "min nämnd";
const OTHER: &str = "en annan nämnd";

/// A resource in a state, and how the asker stands to it.
#[derive(Debug, Clone)]
pub struct Situation {
    /// Letter in the cells of the matrix; `x` everywhere stands for an employment that has ended.
    pub letter: char,
    /// In Swedish, for the legend.
    pub label: &'static str,
    /// The resource, but for the role of a proposer; see [`Situation::resource`].
    resource: Resource,
    /// Whether the asker's employment has ended.
    ended: bool,
}

impl Situation {
    /// The resource as it meets a role: an own proposal was made in that role, and a proposal from somebody with the same
    /// manager comes from the same role.
    #[must_use]
    pub fn resource(&self, role: Role) -> Resource {
        let mut resource = self.resource.clone();
        if let Resource::Proposal(proposal) = &mut resource
            && proposal.proposer_manager.as_deref() == Some(MY_MANAGER)
        {
            proposal.proposer_role = role;
        }
        resource
    }

    /// The asker in a role: employed, with a manager, holding that role alone in one authority.
    #[must_use]
    pub fn subject(&self, role: Role, today: NaiveDate) -> Subject {
        let mut subject = Subject::new(ME, MINE, role);
        subject.manager = Some(MY_MANAGER.to_owned());
        let yesterday = today.pred_opt().unwrap_or(today);
        subject.roles.push(Holding::new(role, MINE, yesterday));
        subject.employed_until = Some(if self.ended { yesterday } else { today });
        subject
    }
}

/// All situations of a kind of resource. For [`ResourceKind::Proposal`] those of every kind of proposal.
#[must_use]
pub fn situations(kind: ResourceKind) -> Vec<Situation> {
    match kind {
        ResourceKind::Self_ => vec![
            now('e', "det egna kontot", Resource::Self_ { person: ME.to_owned() }),
            now('k', "en kollegas konto", Resource::Self_ { person: COLLEAGUE.to_owned() }),
            ended(Resource::Self_ { person: ME.to_owned() }),
        ],
        ResourceKind::Signals => signals(),
        ResourceKind::Library => {
            vec![now('o', "det gemensamma biblioteket", Resource::Library), ended(Resource::Library)]
        }
        ResourceKind::Registers => of_authority(|authority| Resource::Registers { authority }),
        ResourceKind::Payments => of_authority(|authority| Resource::Payments { authority }),
        ResourceKind::Case => cases(),
        ResourceKind::Report => reports(),
        ResourceKind::Extract => extracts(),
        ResourceKind::Voices => of_authority(|authority| Resource::Voices { authority }),
        ResourceKind::Declaration => declarations(),
        ResourceKind::Proposal => ProposalKind::ALL.iter().flat_map(|kind| proposals(*kind)).collect(),
        ResourceKind::Journal => vec![now('o', "journalen", Resource::Journal), ended(Resource::Journal)],
        ResourceKind::Directory => directory(),
    }
}

/// The situations of one kind of proposal.
pub(crate) fn proposals(kind: ProposalKind) -> Vec<Situation> {
    let about = about(kind);
    let from = |proposer: &str, role: Role, manager: &str| {
        let proposal = Proposal {
            kind,
            authority: MINE.to_owned(),
            proposer: proposer.to_owned(),
            proposer_role: role,
            proposer_manager: Some(manager.to_owned()),
            about: about.clone(),
        };
        Resource::Proposal(proposal)
    };
    let colleagues = |change: &dyn Fn(&mut Proposal)| {
        let mut resource = from(COLLEAGUE, Role::Employee, "en annan chef");
        if let Resource::Proposal(proposal) = &mut resource {
            change(proposal);
        }
        resource
    };
    let mut all = vec![
        now('f', "ett förslag från en kollega med en annan roll och en annan chef", colleagues(&|_| {})),
        now('e', "ett eget förslag (i den mån rollen kan lägga det)", from(ME, Role::Employee, MY_MANAGER)),
        now(
            'l',
            "ett förslag från en kollega med samma roll och samma chef",
            from(COLLEAGUE, Role::Employee, MY_MANAGER),
        ),
        now('c', "ett förslag från den egna chefen", from(MY_MANAGER, Role::Employee, "en annan chef")),
        now('a', "ett förslag i en annan nämnd", colleagues(&|proposal| proposal.authority = OTHER.to_owned())),
    ];
    if kind.is_about_case() {
        let with = |members: &[&str], conflicted: &[&str], state| About::Case(case(MINE, members, conflicted, state));
        let outside = with(&[COLLEAGUE], &[], CaseState::Open);
        let conflicted = with(&[ME, COLLEAGUE], &[ME], CaseState::Open);
        let closed = with(&[ME, COLLEAGUE], &[], CaseState::Closed);
        let disposed = with(&[ME, COLLEAGUE], &[], CaseState::Disposed);
        all.extend([
            now('u', "som f, men inte medlem i ärendet", colleagues(&|proposal| proposal.about = outside.clone())),
            now('j', "som f, medlem men jävig", colleagues(&|proposal| proposal.about = conflicted.clone())),
            now('s', "som f, och ärendet är avslutat", colleagues(&|proposal| proposal.about = closed.clone())),
            now('g', "som f, och ärendet är gallrat", colleagues(&|proposal| proposal.about = disposed.clone())),
        ]);
    }
    if kind.is_about_report() {
        let with = |members: &[&str], state| About::Report(case(MINE, members, &[], state));
        let (outside, closed) = (with(&[COLLEAGUE], CaseState::Open), with(&[ME, COLLEAGUE], CaseState::Closed));
        all.extend([
            now(
                'u',
                "som f, men inte mottagare av rapporten",
                colleagues(&|proposal| proposal.about = outside.clone()),
            ),
            now('s', "som f, och rapporten är avslutad", colleagues(&|proposal| proposal.about = closed.clone())),
        ]);
    }
    if kind.is_about_signals() {
        for (letter, label, signals) in touching() {
            all.push(now(letter, label, colleagues(&|proposal| proposal.about = About::Signals(signals.clone()))));
        }
    }
    if kind.is_about_person() {
        let me = About::Person(ME.to_owned());
        all.push(now('i', "som f, men förslaget gäller en själv", colleagues(&|proposal| proposal.about = me.clone())));
    }
    all.push(ended(colleagues(&|_| {})));
    all
}

/// What a kind of proposal is about when nothing stands in the way.
fn about(kind: ProposalKind) -> About {
    if kind.is_about_case() {
        let state = if kind == ProposalKind::CaseDispose { CaseState::Closed } else { CaseState::Open };
        About::Case(case(MINE, &[ME, COLLEAGUE], &[], state))
    } else if kind.is_about_report() {
        let state = if kind == ProposalKind::ReportDispose { CaseState::Closed } else { CaseState::Open };
        About::Report(case(MINE, &[ME, COLLEAGUE], &[], state))
    } else if kind.is_about_signals() {
        About::Signals(Signals::new(MINE, "supplier-payments", Touches::Indirect))
    } else if kind.is_about_person() {
        About::Person("en annan kollega".to_owned())
    } else {
        About::Nothing
    }
}

fn now(letter: char, label: &'static str, resource: Resource) -> Situation {
    Situation { letter, label, resource, ended: false }
}

fn ended(resource: Resource) -> Situation {
    Situation { letter: 'x', label: "anställningen har upphört (annars som den första)", resource, ended: true }
}

fn of_authority(resource: impl Fn(String) -> Resource) -> Vec<Situation> {
    vec![
        now('o', "i den egna nämnden", resource(MINE.to_owned())),
        now('a', "i en annan nämnd", resource(OTHER.to_owned())),
        ended(resource(MINE.to_owned())),
    ]
}

fn case(authority: &str, members: &[&str], conflicted: &[&str], state: CaseState) -> Case {
    let people = |people: &[&str]| people.iter().map(|person| (*person).to_owned()).collect();
    Case { members: people(members), conflicted: people(conflicted), ..Case::new("ett ärende", authority, state) }
}

fn cases() -> Vec<Situation> {
    let of = |authority, members: &[&str], conflicted: &[&str], state| {
        Resource::Case(case(authority, members, conflicted, state))
    };
    vec![
        now('m', "öppet ärende, medlem", of(MINE, &[ME, COLLEAGUE], &[], CaseState::Open)),
        now('u', "öppet ärende, inte medlem", of(MINE, &[COLLEAGUE], &[], CaseState::Open)),
        now('j', "öppet ärende, medlem men jävig", of(MINE, &[ME, COLLEAGUE], &[ME], CaseState::Open)),
        now('s', "avslutat ärende, medlem", of(MINE, &[ME, COLLEAGUE], &[], CaseState::Closed)),
        now('t', "avslutat ärende, inte medlem", of(MINE, &[COLLEAGUE], &[], CaseState::Closed)),
        now('g', "gallrat ärende, medlem", of(MINE, &[ME, COLLEAGUE], &[], CaseState::Disposed)),
        now('a', "ärende i en annan nämnd, medlem", of(OTHER, &[ME, COLLEAGUE], &[], CaseState::Open)),
        ended(of(MINE, &[ME, COLLEAGUE], &[], CaseState::Open)),
    ]
}

fn reports() -> Vec<Situation> {
    let of = |authority, members: &[&str], state| Resource::Report(case(authority, members, &[], state));
    vec![
        now('m', "öppen rapport, mottagare", of(MINE, &[ME, COLLEAGUE], CaseState::Open)),
        now('u', "öppen rapport, inte mottagare", of(MINE, &[COLLEAGUE], CaseState::Open)),
        now('s', "avslutad rapport, mottagare", of(MINE, &[ME, COLLEAGUE], CaseState::Closed)),
        now('g', "gallrad rapport, mottagare", of(MINE, &[ME, COLLEAGUE], CaseState::Disposed)),
        now('a', "rapport i en annan nämnd, mottagare", of(OTHER, &[ME, COLLEAGUE], CaseState::Open)),
        ended(of(MINE, &[ME, COLLEAGUE], CaseState::Open)),
    ]
}

fn extracts() -> Vec<Situation> {
    let of = |authority, members: &[&str], state| Resource::Extract(case(authority, members, &[], state));
    vec![
        now('b', "utdrag som ska bevaras", of(MINE, &[], CaseState::Open)),
        now('m', "bevarat utdrag, har dess nyckel", of(MINE, &[ME, COLLEAGUE], CaseState::Closed)),
        now('u', "bevarat utdrag, har inte dess nyckel", of(MINE, &[COLLEAGUE], CaseState::Closed)),
        now('g', "gallrat utdrag, hade dess nyckel", of(MINE, &[ME, COLLEAGUE], CaseState::Disposed)),
        now('a', "utdrag i en annan nämnd, har dess nyckel", of(OTHER, &[ME, COLLEAGUE], CaseState::Closed)),
        ended(of(MINE, &[ME, COLLEAGUE], CaseState::Closed)),
    ]
}

/// Signals that ask for more than those about organisations.
fn touching() -> Vec<(char, &'static str, Signals)> {
    let of = |touches, purpose: Option<&str>| Signals {
        purpose: purpose.map(str::to_owned),
        ..Signals::new(MINE, "delegation", touches)
    };
    let named = Signals { named: [ME.to_owned()].into(), ..of(Touches::Indirect, None) };
    vec![
        ('k', "om klienter, med beslut om ändamål", of(Touches::Clients, Some("internal-control"))),
        ('p', "om personal, med beslut om ändamål", of(Touches::Staff, Some("internal-control"))),
        ('d', "om personal, utan beslut om ändamål", of(Touches::Staff, None)),
        ('n', "om organisationer, men signalen gäller en själv", named),
    ]
}

fn signals() -> Vec<Situation> {
    let ours = Resource::Signals(Signals::new(MINE, "supplier-payments", Touches::Indirect));
    let theirs = Resource::Signals(Signals::new(OTHER, "supplier-payments", Touches::Indirect));
    let mut all = vec![now('o', "om organisationer i den egna nämnden", ours.clone())];
    all.extend(touching().into_iter().map(|(letter, label, signals)| now(letter, label, Resource::Signals(signals))));
    all.extend([now('a', "om organisationer i en annan nämnd", theirs), ended(ours)]);
    all
}

fn declarations() -> Vec<Situation> {
    let of = |authority: &str, person: Option<&str>, manager: Option<&str>| {
        let (person, manager) = (person.map(str::to_owned), manager.map(str::to_owned));
        Resource::Declaration(Declaration { authority: authority.to_owned(), person, manager })
    };
    vec![
        now('o', "alla uppgifter i den egna nämnden", of(MINE, None, None)),
        now('n', "en uppgift från någon som man är närmaste chef för", of(MINE, Some(COLLEAGUE), Some(ME))),
        now('k', "en uppgift från någon annan", of(MINE, Some(COLLEAGUE), Some("en annan chef"))),
        now('u', "en uppgift från någon utan chef", of(MINE, Some(COLLEAGUE), None)),
        now('i', "den egna uppgiften", of(MINE, Some(ME), Some(MY_MANAGER))),
        now('a', "i en annan nämnd, från någon som man är närmaste chef för", of(OTHER, Some(COLLEAGUE), Some(ME))),
        ended(of(MINE, Some(COLLEAGUE), Some(ME))),
    ]
}

fn directory() -> Vec<Situation> {
    let of = |authority: &str, about: Option<&str>| Resource::Directory {
        authority: authority.to_owned(),
        about: about.map(str::to_owned),
    };
    vec![
        now('o', "den egna nämnden, ingen viss person", of(MINE, None)),
        now('k', "den egna nämnden, en kollega", of(MINE, Some(COLLEAGUE))),
        now('i', "den egna nämnden, en själv", of(MINE, Some(ME))),
        now('a', "en annan nämnd, en kollega", of(OTHER, Some(COLLEAGUE))),
        ended(of(MINE, Some(COLLEAGUE))),
    ]
}
