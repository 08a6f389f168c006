//! Units of an authority, and who stands in for whom.

use super::*;

/// A unit to be added or changed.
#[derive(Debug, Clone, Default)]
pub struct UnitPut {
    /// Its id: a short name of letters and digits.
    pub id: String,
    /// As people call it.
    pub name: String,
    /// The unit that it is part of; empty for none.
    pub parent: String,
    /// Who manages it.
    pub manager: Option<PersonId>,
}

/// Who stands in for whom.
#[derive(Debug, Clone)]
pub struct DeputyPut {
    /// For whom.
    pub person: PersonId,
    /// Who.
    pub deputy: PersonId,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

impl App {
    /// Adds or changes a unit of the person's authority.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when something is missing, or the unit is another authority's.
    pub async fn unit_put(&self, cx: &Cx, put: UnitPut) -> Result<(), AppError> {
        let resource = directory_of(cx, None);
        let ask = Ask { action: Action::UnitPut, resource: &resource, object: "directory".to_owned() };
        self.perform(cx, ask, async {
            let (id, name) = (put.id.trim().to_lowercase(), put.name.trim().to_owned());
            let is_short = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
            if id.is_empty() || id.len() > 60 || !is_short(&id) {
                let text = "Skriv ett kortnamn av a-z, 0-9 och bindestreck, till exempel `ifo-vux`.";
                return Err(AppError::field("id", text));
            }
            if name.is_empty() {
                return Err(AppError::field("name", "Skriv vad enheten heter."));
            }
            let own = &cx.subject.authority;
            let known = self.store.unit_get(&id).await.map_err(AppError::Store)?;
            if known.is_some_and(|unit| unit.authority != *own) {
                return Err(AppError::field("id", "Kortnamnet används redan. Välj ett annat."));
            }
            let parent = Some(put.parent.trim().to_owned()).filter(|parent| !parent.is_empty());
            if parent.as_ref() == Some(&id) {
                return Err(AppError::field("parent", "En enhet kan inte ingå i sig själv."));
            }
            let manager = put.manager.map(|manager| manager.to_string());
            let unit = store::Unit { id, authority: own.clone(), name, parent, manager };
            match self.store.unit_put(&unit).await {
                Err(store::Error::Reference { .. }) => {
                    Err(AppError::field("parent", "Enheten finns inte. Välj en i listan."))
                }
                result => result.map_err(AppError::Store),
            }
        })
        .await
    }

    /// Appoints somebody to stand in for a person. It gives no role.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when nobody stands in for themselves and days run forwards.
    pub async fn deputy_put(&self, cx: &Cx, put: DeputyPut) -> Result<(), AppError> {
        let resource = directory_of(cx, Some(put.person.to_string()));
        let ask = Ask { action: Action::DeputyPut, resource: &resource, object: "directory".to_owned() };
        self.perform(cx, ask, async {
            if put.person == put.deputy {
                return Err(AppError::field("deputy", "Ingen kan ersätta sig själv. Välj någon annan."));
            }
            if put.to < put.from {
                return Err(AppError::field("to", "Sista dagen ligger före den första."));
            }
            let deputy = store::Deputy {
                person: put.person.to_string(),
                deputy: put.deputy.to_string(),
                from_day: put.from.to_string(),
                to_day: put.to.to_string(),
            };
            match self.deputy_keep(&deputy).await {
                Err(store::Error::Reference { .. }) => Err(AppError::NotFound),
                result => result.map_err(AppError::Store),
            }
        })
        .await
    }

    /// Who stands in for a person of the directory, and for whom that person stands in.
    ///
    /// # Errors
    /// When the person may not.
    pub async fn deputy_list(&self, cx: &Cx, person: PersonId) -> Result<Vec<store::Deputy>, AppError> {
        let resource = directory_of(cx, Some(person.to_string()));
        let ask = Ask { action: Action::PersonList, resource: &resource, object: "directory".to_owned() };
        self.perform(cx, ask, async { self.deputies_written(&person.to_string()).await }).await
    }
}
