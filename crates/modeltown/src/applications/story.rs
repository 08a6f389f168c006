//! An application, and how an honest one comes about.

use super::world::{Company, World};
use crate::calendar::Day;
use crate::draw::Draw;
use crate::names;
use crate::numbers::org_dashed;

/// How it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    JsonResume,
    Europass,
    OldEuropass,
    Pdf,
}

/// A period of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Post {
    pub(super) is_education: bool,
    pub(super) title: String,
    pub(super) organisation: String,
    /// With its hyphen; empty when it is not told.
    pub(super) org: String,
    /// Two letters and the name; empty for Sweden.
    pub(super) country: (&'static str, &'static str),
    pub(super) from: Day,
    pub(super) to: Option<Day>,
    /// »Heltid«, »Föräldraledig hela perioden.«
    pub(super) note: String,
    /// Written with years only.
    pub(super) is_years: bool,
}

/// A certificate.
#[derive(Debug, Clone)]
pub(super) struct Paper {
    pub(super) title: &'static str,
    pub(super) issuer: String,
    pub(super) number: String,
    pub(super) issued: Day,
}

/// The file of a certificate.
#[derive(Debug, Clone)]
pub(super) struct Attached {
    pub(super) made: Day,
    pub(super) author: String,
    pub(super) program: &'static str,
}

/// Somebody with a name and ways to be reached.
#[derive(Debug, Clone, Default)]
pub(super) struct Person {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) mail: String,
    pub(super) phone: String,
    /// The employer that a referee speaks for.
    pub(super) organisation: String,
}

/// What an issuer answered about a period.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) period: usize,
    pub(super) by: String,
    pub(super) outcome: &'static str,
}

/// A tie of a referee.
#[derive(Debug, Clone)]
pub(super) struct Tie {
    pub(super) referee: usize,
    pub(super) to: &'static str,
    pub(super) what: &'static str,
    pub(super) source: &'static str,
}

/// An application.
#[derive(Debug, Clone)]
pub(super) struct Application {
    pub(super) number: u64,
    pub(super) form: Form,
    pub(super) person: Person,
    /// Work first, then education, as every form has them.
    pub(super) posts: Vec<Post>,
    pub(super) papers: Vec<Paper>,
    pub(super) referees: Vec<Person>,
    pub(super) received: Day,
    pub(super) made: Day,
    pub(super) author: String,
    pub(super) answers: Vec<Answer>,
    pub(super) ties: Vec<Tie>,
    pub(super) attached: Vec<Attached>,
}

const TITLES: [&str; 12] = [
    "Handläggare",
    "Projektledare",
    "Ekonom",
    "Administratör",
    "Undersköterska",
    "Inköpare",
    "Samordnare",
    "Vaktmästare",
    "Kock",
    "Bygglovsarkitekt",
    "Kundtjänstmedarbetare",
    "Enhetschef",
];

const DEGREES: [&str; 5] = [
    "Kandidatexamen i ekonomi",
    "Kandidatexamen i statskunskap",
    "Socionomexamen",
    "Högskoleingenjörsexamen",
    "Kandidatexamen i socialt arbete",
];

const PAPERS: [&str; 5] =
    ["Truckutbildning", "Diplomerad upphandlare", "Brandskydd", "Diplomerad löneadministratör", "Hjärt-lungräddning"];

const AUTHORITIES: [&str; 6] =
    ["Norrby kommun", "Åsens kommun", "Brukstorps kommun", "Kvarnviks kommun", "Region Sjölunda", "Lindåkers kommun"];

impl Application {
    /// An honest application: education, then posts after each other with at most two months between.
    pub(super) fn honest(draw: &mut Draw, world: &mut World, number: u64) -> Self {
        let received = Day::new(2026, 6, 1).plus(draw.days(0, 25));
        let person = person(draw, world, number);
        let begins = Day::new(2003 + draw.days(0, 12), 9, 1);
        let ends = begins.month_plus(45).month_plus(draw.days(0, 2));
        let school = pick(draw, &world.schools);
        let mut posts = Vec::new();
        let mut at = ends.month_plus(1 + draw.days(0, 2));
        while at < Day::new(2026, 1, 1) {
            let to = at.month_plus(draw.days(11, 70));
            let to = (to < Day::new(2025, 10, 1)).then_some(to);
            posts.push(post(draw, world, at, to));
            at = to.map_or(Day::new(2027, 1, 1), |to| to.month_plus(1 + draw.days(0, 2)));
        }
        posts.push(Post {
            is_education: true,
            title: draw.pick(&DEGREES).to_owned(),
            organisation: school.name,
            from: begins,
            to: Some(ends),
            ..Post::default()
        });
        let form = [Form::JsonResume, Form::Europass, Form::Pdf, Form::OldEuropass];
        let mut application = Self {
            number,
            form: form.get(draw.index(4)).copied().unwrap_or(Form::Pdf),
            author: person.name.clone(),
            person,
            posts,
            papers: Vec::new(),
            referees: Vec::new(),
            received,
            made: received.plus(-draw.days(0, 20)),
            answers: Vec::new(),
            ties: Vec::new(),
            attached: Vec::new(),
        };
        if application.form != Form::OldEuropass && draw.chance(600) {
            application.add_paper(draw, world);
        }
        if application.form != Form::OldEuropass && draw.chance(600) {
            application.add_referee(draw, world);
        }
        application
    }

    /// A certificate of a known issuer, with a number of its own.
    pub(super) fn add_paper(&mut self, draw: &mut Draw, world: &World) {
        let issued = self.received.plus(-draw.days(200, 2_500));
        let number = format!("EX-{:05}{:02}", self.number, self.papers.len());
        let issuer = pick(draw, &world.steady).name;
        self.papers.push(Paper { title: draw.pick(&PAPERS), issuer, number, issued });
    }

    /// A referee of one of the employers.
    pub(super) fn add_referee(&mut self, draw: &mut Draw, world: &mut World) {
        let organisation =
            self.posts.get(draw.index(self.work())).map(|post| post.organisation.clone()).unwrap_or_default();
        let id = 1_000_000 + self.number * 4 + self.referees.len() as u64;
        self.referees.push(Person { organisation, ..person(draw, world, id) });
    }

    /// How many periods are of work.
    pub(super) fn work(&self) -> usize {
        self.posts.iter().filter(|post| !post.is_education).count()
    }

    /// The period in the middle of work; the last still goes on.
    pub(super) fn middle(&mut self) -> Option<&mut Post> {
        let at = self.work().saturating_sub(2);
        self.posts.get_mut(at)
    }

    /// A form that can hold certificates and referees.
    pub(super) fn in_full(&mut self) {
        if self.form == Form::OldEuropass {
            self.form = Form::JsonResume;
        }
    }

    /// The name of its file.
    pub(super) fn file(&self) -> String {
        let ending = match self.form {
            Form::JsonResume => "json",
            Form::Europass | Form::OldEuropass => "xml",
            Form::Pdf => "pdf",
        };
        format!("{:05}.{ending}", self.number)
    }

    /// The name of the file of a certificate.
    pub(super) fn paper_file(&self, at: usize) -> String {
        format!("{:05}-intyg-{at}.pdf", self.number)
    }
}

/// A post at a steady company or an authority.
pub(super) fn post(draw: &mut Draw, world: &World, from: Day, to: Option<Day>) -> Post {
    let mut post = Post { title: draw.pick(&TITLES).to_owned(), from, to, ..Post::default() };
    if draw.chance(250) {
        draw.pick(&AUTHORITIES).clone_into(&mut post.organisation);
    } else {
        post.at(&pick(draw, &world.steady), draw.chance(500));
    }
    if draw.chance(400) {
        "Heltid.".clone_into(&mut post.note);
    }
    post
}

/// How a period tells of its organisation.
impl Post {
    pub(super) fn at(&mut self, company: &Company, tells_number: bool) {
        company.name.clone_into(&mut self.organisation);
        self.org = if tells_number { org_dashed(&company.org) } else { String::new() };
    }
}

fn person(draw: &mut Draw, world: &mut World, id: u64) -> Person {
    let name = names::person(draw);
    let mail = format!("{}.{id}@exempel.example", names::plain(&name));
    let phone = names::phone_written(&world.mint.phone(), 0);
    Person { id: format!("sokande-{id}"), name, mail, phone, organisation: String::new() }
}

/// One of the companies.
pub(super) fn pick(draw: &mut Draw, companies: &[Company]) -> Company {
    companies.get(draw.index(companies.len())).cloned().unwrap_or_default()
}
