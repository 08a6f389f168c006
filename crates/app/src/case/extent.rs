//! How far a case reaches, as the journal tells of it.
//!
//! Whoever writes the database can take away the last sealed events of a case and lower its counter: what is left folds to a
//! case as good as any. So the journal tells, with every act that adds events, how many there are then and a hash over all
//! of them, and who opens the case compares. The hash is made with a key of the server, or an entry of an earlier day could
//! be made to fit what is left; entries that are changed or taken away are found when the journal is verified.
//!
//! More events than the journal tells of are as they should be: the program was stopped between the two, and nobody adds an
//! event without the key of the case.

use std::fmt;

use super::*;

/// Digits of the number of events.
const DIGITS: usize = 16;

/// A number of events, and a hash over them in order.
#[derive(Clone)]
pub(crate) struct Extent {
    events: u64,
    hash: blake3::Hash,
    key: Zeroizing<[u8; 32]>,
}

impl fmt::Debug for Extent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Extent")
    }
}

impl Extent {
    /// With one event more, as it is sealed.
    pub(crate) fn with(mut self, sealed: &[u8]) -> Self {
        let mut hasher = blake3::Hasher::new_keyed(&self.key);
        self.hash = hasher.update(self.hash.as_bytes()).update(sealed).finalize();
        self.events += 1;
        self
    }

    /// As the journal tells it: hexadecimal digits, the number first.
    pub(crate) fn payload(&self) -> String {
        format!("{:0DIGITS$x}{}", self.events, self.hash.to_hex())
    }
}

/// What the journal told: how many events, and the whole payload.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Told {
    events: u64,
    payload: String,
}

impl App {
    /// A case before its first event.
    pub(crate) fn extent(&self, case: &str) -> Extent {
        let key = self.server.subkey("how far cases reach");
        Extent { events: 0, hash: blake3::keyed_hash(&key, case.as_bytes()), key }
    }

    /// The furthest that the journal ever told of a case; `None` when it told nothing.
    ///
    /// Read before the events: what is added in between is more than was told, and not less.
    pub(crate) async fn told_of_case(&self, case: &CaseId) -> Result<Option<Told>, AppError> {
        let object = self.case_object(case);
        let links = self.store.journal_told(&object).await.map_err(AppError::Store)?;
        let told = links.iter().filter_map(|link| {
            let payload = link.entry().ok()?.record.payload;
            let events = u64::from_str_radix(payload.get(..DIGITS)?, 16).ok()?;
            Some(Told { events, payload })
        });
        // The furthest, and not the last: acts close in another order than they add, and an old entry written anew at the
        // end is no way back.
        Ok(told.max())
    }

    /// How far the events of a case reach, if nothing is missing or changed of what the journal told.
    pub(crate) fn whole(&self, plain: &Plain, told: Option<&Told>, events: &[Vec<u8>]) -> Result<Extent, AppError> {
        let counted = told.map_or(0, |told| told.events).max(plain.record.events);
        if (events.len() as u64) < counted {
            return Err(not_whole(format!("det ska ha {counted} händelser och har {}", events.len())));
        }
        let mut extent = self.extent(&plain.record.id);
        for sealed in events {
            extent = extent.with(sealed);
            if told.is_some_and(|told| told.events == extent.events && told.payload != extent.payload()) {
                return Err(not_whole("händelser i det är ändrade".to_owned()));
            }
        }
        Ok(extent)
    }
}

fn not_whole(what: String) -> AppError {
    let why = format!(
        "Ärendet är inte som journalen säger: {what}. Någon har ändrat i databasen eller återställt en äldre kopia. Skriv \
         inget mer i det. Be driften om en kopia där det är helt, och revisorn att kontrollera journalen."
    );
    AppError::NotWhole { why }
}
