//! How many are covered: the table, the curve, and the report of them for managers and the board.

use std::collections::BTreeMap;

use access::{Action, Resource};
use casework::{
    letter::{Block, Letter},
    training::{
        Group, Standing,
        coverage::{Counted, Heat, Point, Share, curve, heat},
    },
};
use chrono::NaiveDate;
use documents::Meta;
use library::Text;

use super::{ask, directory};
use crate::{App, AppError, Cx, incident::BoardFile};

/// Months of the curve that have passed, and that are to come.
const MONTHS: (u32, u32) = (11, 6);

/// How many are covered.
#[derive(Debug, Clone)]
pub struct CoveragePage {
    /// The authority.
    pub authority: String,
    /// The day.
    pub day: NaiveDate,
    /// The courses that are required of somebody: id and title, in the order of the tables.
    pub courses: Vec<(String, Text)>,
    /// By unit; the rows are names.
    pub units: Heat,
    /// By role or duty; the rows are words of groups. Everybody is what all rows together are, and no row.
    pub groups: Heat,
    /// By authority, for those who may see others; the rows are names.
    pub authorities: Option<Heat>,
    /// Everything that is required, over time.
    pub curve: Vec<Point>,
    /// The shares whose course ends within so many days, as [`casework::training::SOON_DAYS`] says; one for each course.
    pub soon: Vec<Share>,
}

impl App {
    /// How many have passed what is required of them, in the person's authority; and by authority for central security.
    ///
    /// # Errors
    /// When the person may not.
    pub async fn training_coverage(&self, cx: &Cx) -> Result<CoveragePage, AppError> {
        let resource = directory(cx);
        self.perform(cx, ask(Action::TrainingCoverage, &resource), self.coverage(cx)).await
    }

    /// The same as a document for managers and the board.
    ///
    /// # Errors
    /// When the person may not, or the document can not be made.
    pub async fn training_board(&self, cx: &Cx, file: BoardFile) -> Result<Vec<u8>, AppError> {
        let resource = directory(cx);
        self.perform(cx, ask(Action::TrainingCoverage, &resource), async {
            let letter = letter(&self.coverage(cx).await?);
            let meta = Meta { municipality: self.municipality().to_owned(), made_at: cx.at, author: cx.name.clone() };
            let made = crate::app::blocking(move || match file {
                BoardFile::Pdf => documents::pdf(&letter, &meta),
                BoardFile::Workbook => documents::workbook(&letter, &meta),
            });
            made.await?.map_err(|error| AppError::Internal(error.to_string()))
        })
        .await
    }

    async fn coverage(&self, cx: &Cx) -> Result<CoveragePage, AppError> {
        let (authority, today) = (&cx.subject.authority, cx.today());
        let people = self.counted_training(authority, today).await?;
        let units = self.store.unit_list(Some(authority)).await.map_err(AppError::Store)?;
        let unit =
            |id: &str| units.iter().find(|unit| unit.id == id).map_or_else(|| id.to_owned(), |unit| unit.name.clone());
        let courses = self.library.courses().into_iter();
        let courses = courses.filter(|one| people.iter().any(|(_, counted)| counted.required.contains(&one.id)));
        let courses: Vec<(String, Text)> = courses.map(|one| (one.id.clone(), one.title.clone())).collect();
        let ids: Vec<String> = courses.iter().map(|(id, _)| id.clone()).collect();
        let under = |rows: &dyn Fn(&super::count::Under) -> Vec<String>| -> Vec<Counted> {
            people.iter().map(|(at, counted)| Counted { rows: rows(at), ..counted.clone() }).collect()
        };
        let by_unit = under(&|at| at.unit.iter().map(|id| unit(id)).collect());
        let by_group = under(&|at| {
            let some = at.groups.iter().filter(|group| **group != Group::All);
            some.map(|group| group.word().to_owned()).collect()
        });
        Ok(CoveragePage {
            authority: self.authority_name(authority).await?,
            day: today,
            units: heat(&by_unit, &ids, today),
            groups: heat(&by_group, &ids, today),
            authorities: self.by_authority(cx, &ids).await?,
            curve: curve(&by_unit, today, MONTHS),
            soon: ids.iter().map(|course| soon(&by_unit, course, today)).collect(),
            courses,
        })
    }

    /// The authorities whose coverage the person may see, when there are others than their own.
    async fn by_authority(&self, cx: &Cx, courses: &[String]) -> Result<Option<Heat>, AppError> {
        let all = self.store.authority_list().await.map_err(AppError::Store)?;
        let row = |one: store::Authority| (Resource::Directory { authority: one.id.clone(), about: None }, one);
        let seen: Vec<store::Authority> =
            self.policies.filter(&cx.subject, Action::TrainingCoverage, all.into_iter().map(row), cx.today());
        if seen.len() < 2 {
            return Ok(None);
        }
        let mut people = Vec::new();
        for one in seen {
            let counted = self.counted_training(&one.id, cx.today()).await?;
            people.extend(counted.into_iter().map(|(_, counted)| Counted { rows: vec![one.name.clone()], ..counted }));
        }
        Ok(Some(heat(&people, courses, cx.today())))
    }
}

/// The share whose course counts and ends soon.
fn soon(people: &[Counted], course: &str, today: NaiveDate) -> Share {
    let asked = people.iter().filter(|person| person.covered(course, today).is_some());
    let ends = |person: &&Counted| matches!(person.record.standing(course, today), Standing::Soon(_));
    let number = |many: usize| u64::try_from(many).unwrap_or_default();
    Share::of(number(asked.clone().filter(ends).count()), number(asked.count()))
}

/// What a group of people is called in a document.
fn group(word: &str) -> String {
    let words: BTreeMap<&str, &str> = BTreeMap::from([
        ("authority", "Myndighetsutövning"),
        ("welfare", "Välfärd"),
        ("recruiter", "Rekryterande"),
        ("manager", "Chefer"),
        ("elected", "Förtroendevalda"),
    ]);
    words.get(word).map_or_else(|| word.to_owned(), |shown| (*shown).to_owned())
}

/// The report, in Swedish.
fn letter(page: &CoveragePage) -> Letter {
    let head = |first: &str| -> Vec<String> {
        let titles = page.courses.iter().map(|(_, title)| title.sv.clone());
        [first.to_owned(), "Personer".to_owned()].into_iter().chain(titles).collect()
    };
    let texts = |shares: &[Share]| shares.iter().map(|share| share.text()).collect::<Vec<_>>();
    let table = |(first, small, all): (&str, &str, &str), heat: &Heat, name: &dyn Fn(&str) -> String| {
        let row = |row: &casework::training::coverage::Row| {
            let name = row.of.as_deref().map_or_else(|| small.to_owned(), name);
            [name, row.people.to_string()].into_iter().chain(texts(&row.shares)).collect::<Vec<_>>()
        };
        let all = [all.to_owned(), String::new()].into_iter().chain(texts(&heat.all)).collect();
        Block::Table {
            caption: format!("Andel som har gått varje kurs, per {}", first.to_lowercase()),
            head: head(first),
            rows: heat.rows.iter().map(row).chain([all]).collect(),
        }
    };
    let heading = |text: &str| Block::Heading { level: 1, text: text.to_owned() };
    let text = |text: &str| Block::Paragraph { text: text.to_owned() };
    let as_it_is = |name: &str| name.to_owned();
    let mut blocks = vec![
        text("Andelen av dem som ska gå en kurs som har gått den och där den fortfarande gäller."),
        text(
            "Andelarna är avrundade nedåt till steg om minst fem personer, och rader med färre än fem visas tillsammans, så att ingen enskild kan räknas ut. Ett streck betyder färre än fem.",
        ),
    ];
    if page.courses.is_empty() {
        blocks.push(text("Ingen kurs krävs av någon än."));
    } else {
        let here = format!("Alla i {}", page.authority);
        if let Some(authorities) = &page.authorities {
            let words = ("Nämnd eller bolag", "Mindre nämnder och bolag tillsammans", "Alla nämnder och bolag");
            blocks.extend([heading("Per nämnd och bolag"), table(words, authorities, &as_it_is)]);
        }
        let words = ("Enhet", "Mindre enheter tillsammans", here.as_str());
        blocks.extend([heading("Per enhet"), table(words, &page.units, &as_it_is)]);
        let words = ("Roll eller uppgift", "Mindre grupper tillsammans", here.as_str());
        blocks.extend([heading("Per roll eller uppgift"), table(words, &page.groups, &group)]);
        let point = |point: &Point| {
            let when = if point.is_ahead { "om inget görs" } else { "" };
            vec![point.day.to_string(), point.share.text(), when.to_owned()]
        };
        let rows = page.curve.iter().map(point).collect();
        let head = ["Dag", "Andel", "Anmärkning"].map(str::to_owned).into();
        blocks.push(heading("Över tid"));
        blocks.push(text("Andelen av dem som arbetar här nu som har gått allt som krävs av dem."));
        blocks.push(Block::Table { caption: "Andel över tid".to_owned(), head, rows });
    }
    Letter {
        title: "Utbildning mot otillåten påverkan och möjliggörare".to_owned(),
        language: "sv".to_owned(),
        authority: page.authority.clone(),
        day: page.day,
        diary_no: None,
        secrecy_marks: Vec::new(),
        blocks,
    }
}
