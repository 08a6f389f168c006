//! Sessions: laid out, listed, enrolled to.

use access::Action;
use casework::{
    id::PersonId,
    training::{
        TrainingError, ical,
        occasion::{Occasion, Place, Seat, order, series},
    },
};
use chrono::{DateTime, NaiveDateTime, Utc};
use library::Text;

use super::{Attendee, ask, directory};
use crate::{App, AppError, Cx, Problem, app::Ask, recovery::About, session::own};

/// Where sessions lie.
const OCCASIONS: &str = "training-occasion/";

/// The longest session, and the most places.
const MINUTES: u32 = 600;
const PLACES: u32 = 2_000;

/// A session as anybody sees it: nobody's name but the trainer's.
#[derive(Debug, Clone)]
pub struct OccasionView {
    /// Id.
    pub id: String,
    /// The course, by id.
    pub course: String,
    /// Its title; none when the library has it no longer.
    pub title: Option<Text>,
    /// The authority that arranges it, as it is called.
    pub authority: String,
    /// When it begins.
    pub starts: DateTime<Utc>,
    /// When it ends.
    pub ends: DateTime<Utc>,
    /// Where.
    pub place: Place,
    /// Who leads it.
    pub trainer: String,
    /// Places.
    pub places: u32,
    /// Places that nobody has.
    pub free: usize,
    /// How many wait.
    pub waiting: usize,
    /// Whether it is cancelled.
    pub cancelled: bool,
    /// Whether it has begun.
    pub has_begun: bool,
    /// How the person stands to it.
    pub seat: Seat,
}

/// A session with what the one who leads it sees.
#[derive(Debug, Clone)]
pub struct OccasionPage {
    /// The session.
    pub view: OccasionView,
    /// Whether the person may tick who came.
    pub may_lead: bool,
    /// Whether the person may cancel it.
    pub may_put: bool,
}

/// A session, or a series of them, to be laid out.
#[derive(Debug, Clone)]
pub struct OccasionPut {
    /// The course, by id.
    pub course: String,
    /// The first time, as a Swedish clock shows it.
    pub starts: NaiveDateTime,
    /// How long.
    pub minutes: u32,
    /// Where.
    pub place: Place,
    /// Who leads it: a user name, or a name.
    pub trainer: String,
    /// Places.
    pub places: u32,
    /// Months between sessions.
    pub every_months: u32,
    /// How many.
    pub many: u32,
}

impl App {
    pub(super) async fn occasion_of(&self, id: &str) -> Result<Occasion, AppError> {
        let is_id = id.len() == 32 && id.bytes().all(|sign| sign.is_ascii_hexdigit());
        let name = format!("{OCCASIONS}{id}");
        let kept = if is_id { self.store.setting_get(&name).await.map_err(AppError::Store)? } else { None };
        self.training_open(id, &name, kept.ok_or(AppError::NotFound)?)
    }

    pub(super) async fn occasion_keep(&self, occasion: &Occasion) -> Result<(), AppError> {
        self.training_keep(&occasion.id, &format!("{OCCASIONS}{}", occasion.id), occasion).await
    }

    pub(super) async fn occasion_remove(&self, occasion: &Occasion) -> Result<(), AppError> {
        let name = format!("{OCCASIONS}{}", occasion.id);
        self.store.setting_remove(&name).await.map(|_| ()).map_err(AppError::Store)
    }

    pub(super) async fn occasions(&self) -> Result<Vec<Occasion>, AppError> {
        let rows = self.store.setting_list(OCCASIONS).await.map_err(AppError::Store)?;
        let read = rows.into_iter().filter_map(|row| {
            let id = row.name.strip_prefix(OCCASIONS)?.to_owned();
            self.training_open(&id, &row.name, row.value).ok()
        });
        Ok(read.collect())
    }

    pub(super) async fn occasion_view(&self, cx: &Cx, occasion: &Occasion) -> Result<OccasionView, AppError> {
        Ok(OccasionView {
            id: occasion.id.clone(),
            course: occasion.course.clone(),
            title: self.library.course(&occasion.course).map(|course| course.title.clone()),
            authority: self.authority_name(&occasion.authority).await?,
            starts: occasion.starts,
            ends: occasion.ends(),
            place: occasion.place.clone(),
            trainer: occasion.trainer.clone(),
            places: occasion.places,
            free: occasion.free(),
            waiting: occasion.waiting().len(),
            cancelled: occasion.cancelled,
            has_begun: occasion.has_begun(cx.at),
            seat: occasion.seat(cx.person),
        })
    }

    /// All sessions: those to come, the nearest first, then those that were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn occasion_list(&self, cx: &Cx) -> Result<Vec<OccasionView>, AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::OccasionList, resource: &resource, object: "occasions".to_owned() };
        self.perform(cx, ask, async {
            let mut all = self.occasions().await?;
            order(&mut all, cx.at);
            let mut views = Vec::with_capacity(all.len());
            for occasion in &all {
                views.push(self.occasion_view(cx, occasion).await?);
            }
            Ok(views)
        })
        .await
    }

    /// A session.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none.
    pub async fn occasion_show(&self, cx: &Cx, id: &str) -> Result<OccasionPage, AppError> {
        let resource = own(cx);
        let object = self.object("occasion", id);
        let ask = Ask { action: Action::OccasionList, resource: &resource, object };
        self.perform(cx, ask, async {
            let occasion = self.occasion_of(id).await?;
            Ok(OccasionPage {
                view: self.occasion_view(cx, &occasion).await?,
                may_lead: self.may(cx, Action::OccasionLead, &super::lead::resource(cx, &occasion)),
                may_put: self.may(cx, Action::OccasionPut, &of_authority(&occasion)),
            })
        })
        .await
    }

    /// A session as a calendar entry.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none.
    pub async fn occasion_calendar(&self, cx: &Cx, id: &str) -> Result<String, AppError> {
        let resource = own(cx);
        let object = self.object("occasion", id);
        let ask = Ask { action: Action::OccasionList, resource: &resource, object };
        self.perform(cx, ask, async {
            let occasion = self.occasion_of(id).await?;
            let title = self.library.course(&occasion.course).map_or("Utbildning", |course| course.title.sv.as_str());
            let host = self.origin.split("://").nth(1).filter(|host| !host.is_empty()).unwrap_or("insyn.invalid");
            Ok(ical::calendar(&occasion, (title, host), cx.at))
        })
        .await
    }

    /// Lays out a session or a series of them; gives their ids.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when something is missing or can not be.
    pub async fn occasion_put(&self, cx: &Cx, put: OccasionPut) -> Result<Vec<String>, AppError> {
        let resource = directory(cx);
        self.perform(cx, ask(Action::OccasionPut, &resource), async {
            self.check_occasion(&put)?;
            let times = series(put.starts, put.every_months, put.many)?;
            if times.first().is_none_or(|first| *first <= cx.at) {
                return Err(AppError::field("day", "Välj en dag och en tid som inte har varit."));
            }
            let named = put.trainer.trim().to_lowercase();
            let account = self.store.account_by_username(&named).await.map_err(AppError::Store)?;
            let person = match account {
                Some(account) => self.person_read(&account.person).await?,
                None => None,
            };
            let trainer_id: Option<PersonId> = person.as_ref().and_then(|person| person.id.parse().ok());
            let trainer = person.map_or_else(|| put.trainer.trim().to_owned(), |person| person.name);
            let mut ids = Vec::new();
            for starts in times {
                let id = format!("{:032x}", self.random_bits());
                let code = u64::try_from(self.random_bits() % 1_000_000).unwrap_or_default();
                let occasion = Occasion {
                    id: id.clone(),
                    course: put.course.clone(),
                    authority: cx.subject.authority.clone(),
                    starts,
                    minutes: put.minutes,
                    place: put.place.clone(),
                    trainer: trainer.clone(),
                    trainer_id,
                    places: put.places,
                    code: format!("{code:06}"),
                    enrolled: Vec::new(),
                    came: std::collections::BTreeMap::new(),
                    cancelled: false,
                    sequence: 0,
                };
                self.occasion_keep(&occasion).await?;
                ids.push(id);
            }
            Ok(ids)
        })
        .await
    }

    fn check_occasion(&self, put: &OccasionPut) -> Result<(), AppError> {
        let mut problems = Vec::new();
        let mut wrong = |field, text: String| problems.push(Problem { field, text });
        if self.library.course(&put.course).is_none() {
            wrong("course", "Välj en kurs i listan.".to_owned());
        }
        if !(1..=MINUTES).contains(&put.minutes) {
            wrong("minutes", format!("Skriv 1 till {MINUTES} minuter."));
        }
        if !(1..=PLACES).contains(&put.places) {
            wrong("places", format!("Skriv 1 till {PLACES} platser."));
        }
        if put.trainer.trim().is_empty() {
            wrong("trainer", "Skriv vem som håller i tillfället.".to_owned());
        }
        match &put.place {
            Place::Room(room) if room.trim().is_empty() => wrong("place", "Skriv var det är.".to_owned()),
            Place::Online(address) if !address.starts_with("https://") => {
                wrong("place", "Skriv adressen till mötet; den börjar med https://.".to_owned());
            }
            Place::Room(_) | Place::Online(_) => {}
        }
        if problems.is_empty() { Ok(()) } else { Err(AppError::Invalid(problems)) }
    }

    /// Cancels a session and tells those who are enrolled.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none, [`AppError::Invalid`] when it has begun.
    pub async fn occasion_cancel(&self, cx: &Cx, id: &str) -> Result<(), AppError> {
        let resource = match self.occasion_of(id).await {
            Ok(occasion) => of_authority(&occasion),
            Err(_) => directory(cx),
        };
        let ask = Ask { action: Action::OccasionPut, resource: &resource, object: self.object("occasion", id) };
        self.perform(cx, ask, async {
            let _alone = self.training.lock().await;
            let mut occasion = self.occasion_of(id).await?;
            occasion.cancel(cx.at)?;
            self.occasion_keep(&occasion).await?;
            let text = "Ett utbildningstillfälle som du är anmäld till är inställt. Öppna Utbildning.";
            for one in &occasion.enrolled {
                self.notify(&one.person.to_string(), About::Training, text).await?;
            }
            Ok(())
        })
        .await
    }

    /// Enrols the person: with a place, or last in the waiting list.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none, [`AppError::Invalid`] with what the rules say no to.
    pub async fn occasion_enrol(&self, cx: &Cx, id: &str) -> Result<Seat, AppError> {
        self.own_seat(cx, id, |occasion| Ok((occasion.enrol(cx.person, cx.at)?, None))).await
    }

    /// The person leaves a session; the next in the waiting list gets the place and is told.
    ///
    /// # Errors
    /// As [`App::occasion_enrol`].
    pub async fn occasion_leave(&self, cx: &Cx, id: &str) -> Result<(), AppError> {
        self.own_seat(cx, id, |occasion| Ok(((), occasion.leave(cx.person, cx.at)?))).await
    }

    /// The person is in the room and types in the code that is shown there: they came, and the course is passed.
    ///
    /// # Errors
    /// As [`App::occasion_enrol`]; [`AppError::Wait`] after many wrong codes.
    pub async fn occasion_code(&self, cx: &Cx, id: &str, code: &str) -> Result<(), AppError> {
        let tries = format!("code of a session/{}", cx.person);
        let show = |occasion: &mut Occasion| {
            if let Some(seconds) = self.attempts.wait(&tries, cx.at) {
                return Err(AppError::Wait { seconds });
            }
            match occasion.show(cx.person, code, cx.at) {
                Ok(()) => self.attempts.right(&tries),
                Err(error) => {
                    if error == TrainingError::WrongCode {
                        self.attempts.wrong(&tries, cx.at);
                    }
                    return Err(error.into());
                }
            }
            Ok(((), None))
        };
        self.own_seat(cx, id, show).await
    }

    /// Changes how the person stands to a session.
    async fn own_seat<T>(
        &self,
        cx: &Cx,
        id: &str,
        change: impl FnOnce(&mut Occasion) -> Result<(T, Option<PersonId>), AppError>,
    ) -> Result<T, AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::OccasionEnrol, resource: &resource, object: self.object("occasion", id) };
        self.perform(cx, ask, async {
            let (occasion, done, next) = {
                let _alone = self.training.lock().await;
                let mut occasion = self.occasion_of(id).await?;
                let (done, next) = change(&mut occasion)?;
                self.occasion_keep(&occasion).await?;
                (occasion, done, next)
            };
            if let Some(next) = next {
                let text = "Du har fått en plats vid ett utbildningstillfälle. Öppna Utbildning.";
                self.notify(&next.to_string(), About::Training, text).await?;
            }
            if occasion.seat(cx.person) == Seat::Came {
                self.came(&occasion, &[cx.person]).await?;
            }
            Ok(done)
        })
        .await
    }

    /// Who is enrolled and who waits, with names, for whoever leads a session.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none.
    pub async fn occasion_lead(&self, cx: &Cx, id: &str) -> Result<(String, Vec<Attendee>), AppError> {
        self.lead(cx, id, |_| Ok(Vec::new())).await
    }

    /// Ticks who came, of those who are enrolled. Each of them has passed the course.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when the session has not begun.
    pub async fn occasion_tick(&self, cx: &Cx, id: &str, people: &[PersonId]) -> Result<(), AppError> {
        self.lead(cx, id, |occasion| Ok(occasion.tick(people, cx.at)?)).await.map(drop)
    }
}

/// The training of the authority that arranges a session.
pub(super) fn of_authority(occasion: &Occasion) -> access::Resource {
    access::Resource::Directory { authority: occasion.authority.clone(), about: None }
}
