//! The letterbox: where reports are handed in, and where reporters come back with their words.

mod page;
mod writing;

use std::{
    collections::BTreeMap,
    fs,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use casework::{
    id::{CaseId, FileId},
    local,
    report::event::Event,
};
use chrono::{DateTime, Utc};
use vault::{
    Context, Cost, CryptoRngCore, DraftKey,
    intake::send,
    receipt::{Receipt, ReporterKeys},
};

use crate::{
    Card, Drawers, Head, SignedCard, VoicesError,
    draft::{Draft, DraftFile},
    folder,
    letter::{Said, file_object, in_object},
};

use writing::{Writing, about};

pub use page::{Clock, Line, Mine, Minutes, Side};

/// The most letters that a reporter can have waiting: far more than anybody needs, and not endless.
const MOST_WAITING: usize = 500;
/// From which size of its files a report is large.
const LARGE: u64 = 32 << 20;

/// A letterbox over a folder. It holds public keys and ciphertext, and no secret between two requests.
pub struct Letterbox {
    folder: PathBuf,
    cost: Cost,
    index: Mutex<Index>,
    /// Letters are numbered one at a time, and of large reports one is sealed at a time: each is held in memory.
    writing: Mutex<()>,
}

/// Reports with their locks, by locator.
type Locks = BTreeMap<String, Vec<(CaseId, Vec<u8>)>>;

/// What is known without opening anything, read anew by [`Letterbox::refresh`].
#[derive(Default)]
struct Index {
    core: Option<String>,
    cards: BTreeMap<String, Arc<Card>>,
    /// Locks by locator, in memory: a known locator costs no more time than an unknown one.
    locks: Locks,
}

/// A report that its reporter has opened with the words. Wiped when let go.
pub struct Opened {
    head: Head,
    keys: ReporterKeys,
}

impl std::fmt::Debug for Letterbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Letterbox(…)")
    }
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Opened(…)")
    }
}

impl Opened {
    /// What stands of it in the clear.
    #[must_use]
    pub const fn head(&self) -> &Head {
        &self.head
    }
}

impl Letterbox {
    /// The letterbox of a folder; locks are made with `cost`, usually [`Cost::RECEIPT`].
    ///
    /// # Errors
    /// When the folder cannot be made or read.
    pub fn open(folder: impl Into<PathBuf>, cost: Cost) -> Result<Self, VoicesError> {
        let folder = folder.into();
        for name in ["cards", "reports"] {
            folder::make(&folder.join(name))?;
        }
        // What was written aside when the listener stopped was never promised to anybody.
        for name in fs::read_dir(folder.join("reports")).map_err(folder::fault(&folder, "läsas"))?.flatten() {
            if name.file_name().to_string_lossy().starts_with('.') {
                folder::remove_all(&name.path())?;
            }
        }
        let letterbox = Self { folder, cost, index: Mutex::default(), writing: Mutex::default() };
        letterbox.refresh()?;
        Ok(letterbox)
    }

    /// Reads cards and locks anew: what the core has put there since. Gives back what was wrong with single cards, for
    /// whoever keeps the listener; the cards of before stay in their place.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn refresh(&self) -> Result<Vec<VoicesError>, VoicesError> {
        // Held to the end: a report that is handed in meanwhile must not be lost from the index.
        let mut index = self.index();
        let (mut core, mut cards) = (index.core.clone(), index.cards.clone());
        let pinned = self.folder.join("core.txt");
        if core.is_none() {
            core = folder::read(&pinned, 1_000)?.map(|text| String::from_utf8_lossy(&text).trim().to_owned());
        }
        let mut wrong = Vec::new();
        for name in folder::names(&self.folder.join("cards"))? {
            let Some(channel) = name.strip_suffix(".json") else { continue };
            let read = folder::read_json::<SignedCard>(&self.folder.join("cards").join(&name));
            let proved = read.and_then(|signed| {
                let signed = signed.ok_or_else(|| VoicesError::Channel { channel: channel.to_owned() })?;
                let key = core.get_or_insert_with(|| signed.by.clone());
                signed.proved(key, channel)
            });
            match proved {
                Ok(card) if cards.get(channel).is_none_or(|old| old.serial <= card.serial) => {
                    cards.insert(channel.to_owned(), Arc::new(card));
                }
                Ok(_) => wrong.push(VoicesError::Card { channel: channel.to_owned() }),
                Err(error) => wrong.push(error),
            }
        }
        // A key is kept only when it has proved a card.
        if let Some(core) = core.as_ref().filter(|_| !cards.is_empty() && !pinned.is_file()) {
            folder::write(&pinned, core.as_bytes(), None)?;
        }
        let core = core.filter(|_| !cards.is_empty());
        let locks = self.locks()?;
        *index = Index { core, cards, locks };
        Ok(wrong)
    }

    /// The key that cards are proved with, to compare with the one that the core shows.
    #[must_use]
    pub fn core(&self) -> Option<String> {
        self.index().core.clone()
    }

    /// Every channel, by address.
    #[must_use]
    pub fn channels(&self) -> Vec<Arc<Card>> {
        self.index().cards.values().cloned().collect()
    }

    /// The channel of an address.
    #[must_use]
    pub fn channel(&self, name: &str) -> Option<Arc<Card>> {
        self.index().cards.get(name).cloned()
    }

    /// Hands in what a draft holds. It is on the disk when the receipt comes back. Takes the memory and time of the cost,
    /// and of the files: run it where it may block.
    ///
    /// # Errors
    /// When the channel is closed, nobody is left who could receive it, a file is gone, or the disk fails; nothing is left
    /// behind then.
    pub fn hand_in(
        &self,
        (drawers, key, draft): (&Drawers, &DraftKey, &Draft),
        now: DateTime<Utc>,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Receipt, VoicesError> {
        let closed = || VoicesError::Channel { channel: draft.channel.clone() };
        let card = self.channel(&draft.channel).filter(|card| card.is_open).ok_or_else(closed)?;
        let day = local::day(now);
        let routed = card.routed(draft.about(), &draft.excluded, day)?;
        let mut bits = [0; 16];
        rng.fill_bytes(&mut bits);
        let report = CaseId::from_bits(u128::from_be_bytes(bits));
        let is_large = draft.files.iter().map(|file| file.size).sum::<u64>() > LARGE;
        let _one = is_large.then(|| self.writing.lock().unwrap_or_else(PoisonError::into_inner));
        let receipt = self.receipt(rng);
        let path = self.of(report);
        let aside = folder::aside(&path);
        let written = Writing { card: &card, day, report, aside: &aside, routed, cost: self.cost };
        let written = written.all((drawers, key, draft), &receipt, rng).and_then(|lock| {
            let mut index = self.index();
            fs::rename(&aside, &path).map_err(folder::fault(&path, "skapas"))?;
            folder::sync(&self.folder.join("reports")).map_err(folder::fault(&path, "skapas"))?;
            index.locks.entry(receipt.locator().to_owned()).or_default().push((report, lock));
            Ok(())
        });
        if let Err(error) = written {
            folder::remove_all(&aside)?;
            return Err(error);
        }
        Ok(receipt)
    }

    /// A receipt whose locator no other report has, and which no other gets meanwhile.
    fn receipt(&self, rng: &mut dyn CryptoRngCore) -> Receipt {
        let mut index = self.index();
        let receipt = Receipt::generate(|word| index.locks.contains_key(word), rng);
        index.locks.entry(receipt.locator().to_owned()).or_default();
        receipt
    }

    /// The report that words open. Takes the memory and time of the cost, also when there is none: run it where it may
    /// block.
    ///
    /// # Errors
    /// [`vault::VaultError::Receipt`] when the words open nothing.
    pub fn unlock(&self, receipt: &Receipt) -> Result<Opened, VoicesError> {
        let locks = self.index().locks.get(receipt.locator()).cloned().unwrap_or_default();
        let bytes: Vec<&[u8]> = locks.iter().map(|(_, lock)| lock.as_slice()).collect();
        let (at, keys) = ReporterKeys::unlock(&bytes, receipt, self.cost)?;
        let report = locks.get(at).map(|(report, _)| *report).ok_or(VoicesError::NoReport)?;
        let head = folder::read_json(&self.of(report).join("head.json"))?.ok_or(VoicesError::NoReport)?;
        Ok(Opened { head, keys })
    }

    /// Sends something to the case: an event of the reporter, with the files of a draft.
    ///
    /// # Errors
    /// [`VoicesError::TooMuch`] when far too much waits; when a file is gone or the disk fails.
    pub fn send(
        &self,
        opened: &Opened,
        event: impl FnOnce(Vec<FileId>) -> Event,
        (drawers, key, files): (&Drawers, &DraftKey, &[DraftFile]),
        now: DateTime<Utc>,
    ) -> Result<(), VoicesError> {
        let head = &opened.head;
        let (path, day) = (self.of(head.report), local::day(now));
        let _one = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        if !path.join("head.json").is_file() {
            return Err(VoicesError::NoReport);
        }
        for name in ["in", "own", "files"] {
            folder::make(&path.join(name))?;
        }
        if folder::numbers(&path.join("in"))?.len() >= MOST_WAITING {
            return Err(VoicesError::TooMuch { what: "meddelanden som väntar", most: MOST_WAITING as u64 });
        }
        let report = head.report.to_string();
        let mut abouts = Vec::new();
        for (file, place) in files.iter().zip(1..) {
            let bytes = drawers.file(key, file)?;
            let about = about(file, place, &bytes);
            let sealed = send(&head.case, &Context::new(&report, &file_object(file.id)), &bytes)?;
            folder::write(&path.join("files").join(file.id.to_string()), &sealed, Some(day))?;
            abouts.push(about);
        }
        let after = folder::numbers(&path.join("out"))?.last().copied().unwrap_or(0);
        let number = folder::numbers(&path.join("own"))?.last().copied().unwrap_or(0) + 1;
        let event = event(abouts.iter().map(|about| about.id).collect());
        let said = Said { on: day, after, event, files: abouts };
        let plain = serde_json::to_vec(&said).map(zeroize::Zeroizing::new).map_err(VoicesError::Write)?;
        let place = in_object(number);
        let place = Context::new(&report, &place);
        let own = send(&head.reporter, &place, &plain)?;
        folder::write(&path.join("in").join(number.to_string()), &send(&head.case, &place, &plain)?, Some(day))?;
        folder::write(&path.join("own").join(number.to_string()), &own, Some(day))
    }

    fn of(&self, report: CaseId) -> PathBuf {
        self.folder.join("reports").join(report.to_string())
    }

    fn locks(&self) -> Result<Locks, VoicesError> {
        let mut locks = Locks::new();
        for name in folder::names(&self.folder.join("reports"))? {
            let Ok(report) = name.parse::<CaseId>() else { continue };
            let path = self.of(report);
            let head: Option<Head> = folder::read_json(&path.join("head.json"))?;
            let lock = folder::read(&path.join("lock"), folder::MOST)?;
            if let Some((head, lock)) = head.zip(lock) {
                locks.entry(head.locator).or_default().push((report, lock));
            }
        }
        Ok(locks)
    }

    fn index(&self) -> MutexGuard<'_, Index> {
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
