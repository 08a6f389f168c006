//! The first people of an installation: those who are there before anybody can agree to anything.

use std::collections::BTreeSet;

use access::Role;
use casework::id::PersonId;
use chrono::NaiveDate;
use vault::{
    BlindKey, PersonKeys, SecretString,
    totp::{Step, TotpSecret},
};

use crate::{App, AppError, case::blind_setting, proposal::DelegationPut};

/// One of the first.
#[derive(Debug)]
pub struct Founder {
    /// User name.
    pub username: String,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Authority of the role.
    pub authority: String,
    /// User name of the nearest manager.
    pub manager: Option<String>,
    /// Employee number, when the registers have one.
    pub employee_no: Option<String>,
    /// Password.
    pub password: SecretString,
    /// Passphrase of the keys.
    pub phrase: SecretString,
    /// Second factor; `None` has it set up at the first sign-in.
    pub factor: Option<TotpSecret>,
}

impl App {
    /// Whether nobody is there yet.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn is_empty(&self) -> Result<bool, AppError> {
        Ok(self.store.person_list(None).await.map_err(AppError::Store)?.is_empty())
    }

    /// Puts the first people in their places, and the first points of the delegation order. Only when nobody is there: from
    /// then on it takes two.
    ///
    /// # Errors
    /// [`AppError::Denied`] when somebody is there already.
    pub async fn found(
        &self,
        authorities: &[(String, String)],
        people: Vec<Founder>,
        points: Vec<DelegationPut>,
    ) -> Result<(), AppError> {
        if !self.is_empty().await? {
            return Err(AppError::Denied {
                why: "Det finns redan personer här; nya får sina roller av två.".to_owned(),
            });
        }
        for (id, name) in authorities {
            let row = store::Authority { id: id.clone(), name: name.clone(), parent: None };
            self.store.authority_put(&row).await.map_err(AppError::Store)?;
        }
        for point in points {
            let id = format!("{:032x}", self.random_bits());
            self.delegation_keep(&point.into_row(id)).await?;
        }
        let ids: Vec<PersonId> = people.iter().map(|_| PersonId::from_bits(self.random_bits())).collect();
        let id_of = |username: &str| people.iter().position(|one| one.username == username).and_then(|at| ids.get(at));
        let mut rows = Vec::new();
        for (founder, id) in people.iter().zip(&ids) {
            rows.push(store::Person {
                id: id.to_string(),
                name: founder.name.clone(),
                email: None,
                employee_no: founder.employee_no.clone(),
                authority: founder.authority.clone(),
                unit: None,
                manager: founder.manager.as_deref().and_then(id_of).map(ToString::to_string),
                employed_until: None,
                locale: "sv".to_owned(),
            });
        }
        self.person_keep_all(&rows).await?;
        let blind = self.with_random(BlindKey::generate);
        let mut made = Vec::new();
        for (founder, id) in people.into_iter().zip(ids) {
            made.push((id.to_string(), self.place(founder, id, &blind).await?));
        }
        // Only now are the custodians there with keys.
        for (person, keys) in made {
            self.split_keys(&person, &keys).await?;
        }
        Ok(())
    }

    /// The points of an authority's delegation order that the measures of the routine name, each to the roles that the
    /// routine has decide: what a board that follows the routine as it stands would have decided.
    #[must_use]
    pub fn points_of_routine(&self, authority: &str, from: NaiveDate, source: &str) -> Vec<DelegationPut> {
        let measures = &self.routine.measures;
        let options = measures.iter().flat_map(|measure| &measure.options).flat_map(|option| &option.deciders);
        let deciders = measures.iter().flat_map(|measure| &measure.deciders).chain(options);
        let points: BTreeSet<(&str, &str)> =
            deciders.map(|decider| (decider.act.as_str(), decider.role.as_str())).collect();
        let point = |(act, role): (&str, &str)| DelegationPut {
            authority: authority.to_owned(),
            act: act.to_owned(),
            role: role.to_owned(),
            limit_ore: None,
            from,
            to: None,
            source: source.to_owned(),
        };
        points.into_iter().map(point).collect()
    }

    async fn place(&self, founder: Founder, id: PersonId, blind: &BlindKey) -> Result<PersonKeys, AppError> {
        let person = id.to_string();
        let second_factor = match &founder.factor {
            Some(factor) => Some(self.seal_factor(&person, factor, Step(0))?),
            None => None,
        };
        let account = store::Account {
            person: person.clone(),
            username: founder.username.trim().to_lowercase(),
            password: self.password_hash(founder.password).await?,
            second_factor,
            disabled: false,
        };
        self.account_keep(&account).await.map_err(AppError::Store)?;
        let holding = store::RoleHolding {
            id: format!("{:032x}", self.random_bits()),
            person: person.clone(),
            role: founder.role.as_str().to_owned(),
            authority: founder.authority,
            from_day: casework::local::day(self.now()).to_string(),
            to_day: None,
            proposal: None,
        };
        self.role_give(&holding).await?;
        let keys = self.make_keys(&person, founder.phrase).await?;
        if HANDLES.contains(&founder.role) {
            let wrapped = blind.wrap_to(&keys.public())?;
            self.store.setting_put(&blind_setting(&person), &wrapped).await.map_err(AppError::Store)?;
        }
        Ok(keys)
    }
}

/// The roles that handle cases, and so hold the key of the blind index.
const HANDLES: [Role; 3] = [Role::Coordinator, Role::Hr, Role::Director];
