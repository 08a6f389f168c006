//! What whoever leads a session sees and does.

use access::{Action, Resource};
use casework::{
    id::PersonId,
    training::{
        How,
        occasion::{Occasion, Seat, day},
    },
};

use super::{directory, occasion::of_authority, outline};
use crate::{App, AppError, Cx, app::Ask};

/// Somebody who is enrolled.
#[derive(Debug, Clone)]
pub struct Attendee {
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// With a place, waiting, or came.
    pub seat: Seat,
}

/// What leading a session is done to: the trainer's own, or the training of the authority that arranges it.
pub(super) fn resource(cx: &Cx, occasion: &Occasion) -> Resource {
    match occasion.trainer_id {
        Some(trainer) if trainer == cx.person => Resource::Self_ { person: trainer.to_string() },
        _ => of_authority(occasion),
    }
}

impl App {
    /// The code of the room and who is enrolled, after a change by whoever leads the session.
    pub(super) async fn lead(
        &self,
        cx: &Cx,
        id: &str,
        change: impl FnOnce(&mut Occasion) -> Result<Vec<PersonId>, AppError>,
    ) -> Result<(String, Vec<Attendee>), AppError> {
        let resource = match self.occasion_of(id).await {
            Ok(occasion) => resource(cx, &occasion),
            Err(_) => directory(cx),
        };
        let ask = Ask { action: Action::OccasionLead, resource: &resource, object: self.object("occasion", id) };
        self.perform(cx, ask, async {
            let (occasion, came) = {
                let _alone = self.training.lock().await;
                let before = self.occasion_of(id).await?;
                let mut occasion = before.clone();
                let came = change(&mut occasion)?;
                if occasion != before {
                    self.occasion_keep(&occasion).await?;
                }
                (occasion, came)
            };
            self.came(&occasion, &came).await?;
            let names = self.names(occasion.enrolled.iter().map(|one| one.person).collect::<Vec<_>>()).await?;
            let row = |person: PersonId| Attendee {
                person,
                name: names.get(&person).cloned().unwrap_or_default(),
                seat: occasion.seat(person),
            };
            let rows = occasion.enrolled.iter().map(|one| row(one.person)).collect();
            Ok((occasion.code.clone(), rows))
        })
        .await
    }

    /// Those who came have passed the course; when the library has it no longer, only that they came is kept.
    pub(super) async fn came(&self, occasion: &Occasion, people: &[PersonId]) -> Result<(), AppError> {
        let Some(course) = self.library.course(&occasion.course) else { return Ok(()) };
        let outline = outline(course);
        for person in people {
            let how = How::Session(occasion.id.clone());
            self.record_change(&person.to_string(), |record| Ok(record.passed(&outline, day(occasion), how))).await?;
        }
        Ok(())
    }
}
