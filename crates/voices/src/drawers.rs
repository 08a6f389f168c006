//! Drawers: what reporters have under way, sealed with keys that lie in their browsers, for an hour.
//!
//! Answers lie in memory, files on disk. Neither opens without the key, which comes with a request and is forgotten after
//! it. A drawer that nobody has opened for an hour is emptied, and all are when the listener starts.

use std::{
    collections::BTreeMap,
    fmt, fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use casework::id::FileId;
use chrono::{DateTime, TimeDelta, Utc};
use vault::{
    CryptoRngCore, DraftKey, Sealed,
    clean::{Clean, Media, clean},
};
use zeroize::Zeroizing;

use crate::{
    Opened, VoicesError,
    draft::{CleanCopy, Draft, DraftFile, MOST_FILES},
    folder,
    reveals::{Kind, Revealed},
};

/// How long a drawer is kept after it was last opened.
pub(crate) const KEPT: TimeDelta = TimeDelta::hours(1);
/// Bytes of a file that are sealed together.
const PIECE: usize = 1 << 20;
/// The largest file.
pub(crate) const MOST_FILE: u64 = 200 << 20;
/// The largest file that is looked at whole.
const MOST_LOOKED: u64 = 64 << 20;
/// Bytes of all files of a drawer.
const MOST_OF_ONE: u64 = 500 << 20;
/// Bytes of all drawers together.
const MOST_OF_ALL: u64 = 8 << 30;
/// How many drawers there are at most.
const MOST_DRAWERS: usize = 20_000;
const ANSWERS: &str = "answers";

/// All drawers of a listener.
pub struct Drawers {
    folder: PathBuf,
    kept: Mutex<BTreeMap<String, Drawer>>,
}

#[derive(Default)]
struct Drawer {
    answers: Option<Sealed>,
    opened: Option<Arc<Opened>>,
    /// While a report is made of it, nobody else can.
    is_busy: bool,
    bytes: u64,
    seen: DateTime<Utc>,
}

/// A file that is coming in, sealed piece by piece: memory stays flat however large it is.
#[derive(Debug)]
pub struct Incoming {
    drawers: Arc<Drawers>,
    key: DraftKey,
    id: FileId,
    rest: Zeroizing<Vec<u8>>,
    pieces: u64,
    size: u64,
    is_kept: bool,
}

impl fmt::Debug for Drawers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Drawers(…)")
    }
}

impl Drawers {
    /// Empty drawers, with files below this folder, which is emptied.
    ///
    /// # Errors
    /// When the folder cannot be emptied or made.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, VoicesError> {
        let folder = folder.into().join("drafts");
        folder::remove_all(&folder)?;
        folder::make(&folder)?;
        Ok(Self { folder, kept: Mutex::default() })
    }

    /// The draft under a key; none when there is none, or no longer.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn draft(&self, key: &DraftKey, now: DateTime<Utc>) -> Result<Option<Draft>, VoicesError> {
        let sealed = match self.lock().get_mut(&key.name()) {
            Some(drawer) if now - drawer.seen < KEPT => {
                drawer.seen = now;
                drawer.answers.clone()
            }
            _ => None,
        };
        let Some(sealed) = sealed else { return Ok(None) };
        serde_json::from_slice(&key.open(ANSWERS, &sealed)?).map(Some).map_err(VoicesError::Write)
    }

    /// Keeps a draft under a key.
    ///
    /// # Errors
    /// [`VoicesError::Full`] when there are too many drawers.
    pub fn put(
        &self,
        key: &DraftKey,
        draft: &Draft,
        now: DateTime<Utc>,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), VoicesError> {
        let plain = serde_json::to_vec(draft).map(Zeroizing::new).map_err(VoicesError::Write)?;
        let sealed = key.seal(ANSWERS, &plain, rng)?;
        let mut kept = self.lock();
        if kept.len() >= MOST_DRAWERS && !kept.contains_key(&key.name()) {
            return Err(VoicesError::Full);
        }
        let drawer = kept.entry(key.name()).or_default();
        (drawer.answers, drawer.seen) = (Some(sealed), now);
        Ok(())
    }

    /// Puts an opened report in a drawer, for who came back with the words.
    ///
    /// # Errors
    /// As [`Drawers::put`].
    pub fn put_opened(
        &self,
        key: &DraftKey,
        opened: Opened,
        now: DateTime<Utc>,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), VoicesError> {
        let draft = Draft { channel: opened.head().channel.to_string(), ..Draft::default() };
        self.put(key, &draft, now, rng)?;
        if let Some(drawer) = self.lock().get_mut(&key.name()) {
            drawer.opened = Some(Arc::new(opened));
        }
        Ok(())
    }

    /// The report that was opened under a key.
    #[must_use]
    pub fn opened(&self, key: &DraftKey, now: DateTime<Utc>) -> Option<Arc<Opened>> {
        let mut kept = self.lock();
        let drawer = kept.get_mut(&key.name()).filter(|drawer| now - drawer.seen < KEPT)?;
        drawer.seen = now;
        drawer.opened.clone()
    }

    /// Takes a drawer for the making of its report; false when somebody has, so that a second press makes no second
    /// report.
    #[must_use]
    pub fn begin(&self, key: &DraftKey) -> bool {
        self.lock().get_mut(&key.name()).is_some_and(|drawer| !std::mem::replace(&mut drawer.is_busy, true))
    }

    /// Ends what [`Drawers::begin`] began.
    pub fn end(&self, key: &DraftKey) {
        if let Some(drawer) = self.lock().get_mut(&key.name()) {
            drawer.is_busy = false;
        }
    }

    /// Begins a file. It is in the draft once [`Incoming::done`] is put there.
    ///
    /// # Errors
    /// When there is no draft, or it has as many files as it may.
    pub fn incoming(self: &Arc<Self>, key: &DraftKey, draft: &Draft, id: FileId) -> Result<Incoming, VoicesError> {
        if draft.files.len() >= MOST_FILES {
            return Err(VoicesError::TooMuch { what: "antalet filer", most: MOST_FILES as u64 });
        }
        folder::make(&self.of(key))?;
        let (drawers, key) = (Arc::clone(self), key.clone());
        Ok(Incoming { drawers, key, id, rest: Zeroizing::default(), pieces: 0, size: 0, is_kept: false })
    }

    /// A file of a draft, or its clean copy, whole.
    ///
    /// # Errors
    /// [`VoicesError::Forgotten`] when it is not there any more.
    pub fn file(&self, key: &DraftKey, file: &DraftFile) -> Result<Zeroizing<Vec<u8>>, VoicesError> {
        match file.copy.as_ref().filter(|_| file.is_copy_chosen) {
            Some(copy) => self.whole(key, &copied(file.id), copy.size),
            None => self.whole(key, &file.id.to_string(), file.size),
        }
    }

    /// Takes a file of a draft away, with its copy.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn remove(&self, key: &DraftKey, file: &DraftFile) -> Result<(), VoicesError> {
        let sizes =
            [(file.id.to_string(), file.size), (copied(file.id), file.copy.as_ref().map_or(0, |copy| copy.size))];
        for (name, size) in sizes {
            for piece in 0..pieces(size) {
                folder::remove(&self.of(key).join(format!("{name}.{piece}")))?;
            }
            self.less(key, size);
        }
        Ok(())
    }

    /// Empties a drawer.
    ///
    /// # Errors
    /// When its files cannot be removed.
    pub fn forget(&self, key: &DraftKey) -> Result<(), VoicesError> {
        self.lock().remove(&key.name());
        folder::remove_all(&self.of(key))
    }

    /// Empties every drawer that nobody has opened for an hour.
    ///
    /// # Errors
    /// When files cannot be removed.
    pub fn sweep(&self, now: DateTime<Utc>) -> Result<(), VoicesError> {
        let mut old = Vec::new();
        self.lock().retain(|name, drawer| {
            let is_old = now - drawer.seen >= KEPT;
            if is_old {
                old.push(name.clone());
            }
            !is_old
        });
        old.iter().try_for_each(|name| folder::remove_all(&self.folder.join(name)))
    }

    fn whole(&self, key: &DraftKey, name: &str, size: u64) -> Result<Zeroizing<Vec<u8>>, VoicesError> {
        let room = usize::try_from(size).map_err(|_| VoicesError::TooMuch { what: "filen", most: MOST_FILE })?;
        let mut whole = Zeroizing::new(Vec::with_capacity(room));
        for piece in 0..pieces(size) {
            let object = format!("{name}.{piece}");
            let sealed = folder::read(&self.of(key).join(&object), folder::MOST)?.ok_or(VoicesError::Forgotten)?;
            whole.extend_from_slice(&key.open(&object, &Sealed::from_bytes(sealed)?)?);
        }
        Ok(whole)
    }

    fn of(&self, key: &DraftKey) -> PathBuf {
        self.folder.join(key.name())
    }

    /// Room for so many bytes more, in this drawer and in all.
    fn more(&self, key: &DraftKey, bytes: u64) -> Result<(), VoicesError> {
        let mut kept = self.lock();
        if kept.values().map(|drawer| drawer.bytes).sum::<u64>() + bytes > MOST_OF_ALL {
            return Err(VoicesError::Full);
        }
        let drawer = kept.get_mut(&key.name()).ok_or(VoicesError::Forgotten)?;
        if drawer.bytes + bytes > MOST_OF_ONE {
            return Err(VoicesError::TooMuch { what: "filerna tillsammans", most: MOST_OF_ONE });
        }
        drawer.bytes += bytes;
        Ok(())
    }

    fn less(&self, key: &DraftKey, bytes: u64) {
        if let Some(drawer) = self.lock().get_mut(&key.name()) {
            drawer.bytes = drawer.bytes.saturating_sub(bytes);
        }
    }

    fn put_piece(
        &self,
        key: &DraftKey,
        object: &str,
        plain: &[u8],
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), VoicesError> {
        self.more(key, plain.len() as u64)?;
        // A draft need not outlive the power: nothing waits for the disk.
        let path: &Path = &self.of(key).join(object);
        fs::write(path, key.seal(object, plain, rng)?.as_bytes()).map_err(folder::fault(path, "skrivas"))
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Drawer>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Incoming {
    /// Takes the next bytes of the file.
    ///
    /// # Errors
    /// [`VoicesError::TooMuch`] when it is too large, [`VoicesError::Full`] when there is no room.
    pub fn add(&mut self, bytes: &[u8], rng: &mut dyn CryptoRngCore) -> Result<(), VoicesError> {
        self.size += bytes.len() as u64;
        if self.size > MOST_FILE {
            return Err(VoicesError::TooMuch { what: "filen", most: MOST_FILE });
        }
        self.rest.extend_from_slice(bytes);
        while self.rest.len() >= PIECE {
            let later = self.rest.split_off(PIECE);
            let piece = std::mem::replace(&mut self.rest, Zeroizing::new(later));
            self.keep(&piece, rng)?;
        }
        Ok(())
    }

    fn keep(&mut self, piece: &[u8], rng: &mut dyn CryptoRngCore) -> Result<(), VoicesError> {
        self.drawers.put_piece(&self.key, &format!("{}.{}", self.id, self.pieces), piece, rng)?;
        self.pieces += 1;
        Ok(())
    }

    /// The file has come: what it reveals, and a clean copy of a picture, which is what is sent unless the reporter
    /// chooses otherwise. Decoding takes up to seconds.
    ///
    /// # Errors
    /// As [`Incoming::add`].
    pub fn done(mut self, name: &str, rng: &mut dyn CryptoRngCore) -> Result<DraftFile, VoicesError> {
        let rest = std::mem::take(&mut self.rest);
        if !rest.is_empty() {
            self.keep(&rest, rng)?;
        }
        drop(rest);
        let (drawers, key) = (Arc::clone(&self.drawers), self.key.clone());
        let looked = drawers.whole(&key, &self.id.to_string(), self.size.min(MOST_LOOKED))?;
        let revealed = Revealed::of(&looked);
        let copy = if revealed.kind == Kind::Picture && self.size <= MOST_LOOKED { clean(&looked) } else { clean(b"") };
        let copy = match copy {
            Clean::Picture { bytes, media, .. } => {
                for (piece, no) in bytes.chunks(PIECE).zip(0_u64..) {
                    drawers.put_piece(&key, &format!("{}.{no}", copied(self.id)), piece, rng)?;
                }
                let ending = if media == Media::Png { "png" } else { "jpg" };
                Some(CleanCopy { size: bytes.len() as u64, ending: ending.to_owned() })
            }
            Clean::Text { .. } | Clean::NotShown(_) => None,
        };
        self.is_kept = true;
        let is_copy_chosen = copy.is_some();
        Ok(DraftFile { id: self.id, name: name.to_owned(), size: self.size, revealed, copy, is_copy_chosen })
    }
}

/// A file that was broken off leaves nothing.
impl Drop for Incoming {
    fn drop(&mut self) {
        if self.is_kept {
            return;
        }
        for piece in 0..self.pieces {
            drop(folder::remove(&self.drawers.of(&self.key).join(format!("{}.{piece}", self.id))));
        }
        self.drawers.less(&self.key, self.pieces.saturating_mul(PIECE as u64).min(self.size));
    }
}

fn copied(file: FileId) -> String {
    format!("{file}.copy")
}

/// How many pieces bytes make.
fn pieces(size: u64) -> u64 {
    size.div_ceil(PIECE as u64)
}
