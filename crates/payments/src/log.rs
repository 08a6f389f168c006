//! The screening log of a server: what was answered, on disk before the answer leaves.
//!
//! A line holds the batches that were answered together: `<hash> <JSON>`, where the hash (blake3) covers the hash of the line
//! before and the JSON, so that no line can be changed, taken out or put in unseen. A line is written and synced to disk
//! before [`Log::append`] returns. A payment that was answered [`Verdict::Go`] once is never answered so again under another
//! idempotency key; the same key with the same payments gets the recorded answer again, so that a caller who lost it can
//! learn it.
//!
//! The log holds fingerprints, ids and reasons, but no names and no accounts. It may be open in one process only.

mod line;

use std::collections::{BTreeMap, BTreeSet, btree_map};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::{Basis, Payment, Reason, Screened, Verdict};

use line::{Entry, Hash, Print, Written, print_of};

/// The id under which a payment is held that was released before.
pub const RELEASED_BEFORE: &str = "released-before";

/// A batch that was screened and waits to be answered.
#[derive(Debug, Clone)]
pub struct Batch {
    /// The caller's idempotency key: the same for a repeated request.
    pub key: String,
    /// When, as the server says.
    pub at: String,
    /// What the answers rest on.
    pub basis: Basis,
    /// What was asked.
    pub payments: Vec<Payment>,
    /// One answer for each, in order.
    pub answers: Vec<Screened>,
}

/// An answer that is on disk and may leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The answers; a payment that was released before is held.
    pub answers: Vec<Screened>,
    /// When they were first given.
    pub at: String,
    /// Whether this batch was answered before and these are the answers of then.
    pub is_replay: bool,
}

/// An earlier release of a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// The idempotency key of its batch.
    pub key: String,
    /// When.
    pub at: String,
}

/// An unfinished last line, cut off on opening: it was never answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Torn {
    /// Where it began in the file.
    pub at: u64,
    /// What was cut off.
    pub bytes: Vec<u8>,
}

/// Why a batch is not recorded. It must not be answered; other batches are not concerned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// No idempotency key.
    #[error("anropet saknar idempotensnyckel; skicka en egen nyckel för varje omgång betalningar")]
    NoKey,
    /// The key was used for other payments.
    #[error("idempotensnyckeln `{key}` är redan använd för andra betalningar; skicka en ny nyckel")]
    KeyReused {
        /// The key.
        key: String,
    },
    /// Not one answer for each payment.
    #[error("granskningen gav {answers} svar på {payments} betalningar; inget har släppts, granska igen")]
    Answers {
        /// Payments asked.
        payments: usize,
        /// Answers given.
        answers: usize,
    },
}

/// Why the log cannot be used. Then nothing may be answered `Go`.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LogError {
    /// The file cannot be opened, read or written.
    #[error("granskningsloggen `{}` kan inte användas; kontrollera diskutrymme och rättigheter, inget släpps under tiden", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: io::Error,
    },
    /// Another process has it open.
    #[error("granskningsloggen `{}` används av en annan process; bara en server åt gången får ha den öppen", path.display())]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// A line is not what was written.
    #[error("rad {line} i granskningsloggen `{}` är ändrad eller skadad; återställ loggen ur säkerhetskopian före start", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// From 1.
        line: u64,
    },
    /// A write failed before, and what is on disk is not known.
    #[error("granskningsloggen `{}` kunde inte skrivas klart tidigare; starta om servern så läses den på nytt", path.display())]
    Broken {
        /// The file.
        path: PathBuf,
    },
    /// An entry cannot be written as JSON.
    #[error("en omgång kan inte skrivas i granskningsloggen")]
    Encode {
        /// Why.
        #[source]
        source: serde_json::Error,
    },
}

/// Where a batch stands.
#[derive(Debug, Clone, Copy)]
struct Place {
    at: u64,
    length: u64,
    batch: usize,
}

/// The log, open.
#[derive(Debug)]
pub struct Log {
    file: File,
    path: PathBuf,
    length: u64,
    tip: Hash,
    lines: u64,
    is_broken: bool,
    keys: BTreeMap<String, Place>,
    released: BTreeMap<Print, Place>,
}

/// What one append has met.
#[derive(Debug, Default)]
struct Seen {
    /// Payments that go in it.
    going: BTreeSet<Print>,
    /// Earlier batches that it has read, by line and place in the line.
    written: BTreeMap<(u64, usize), Written>,
}

impl Log {
    /// Opens a log, or begins one, and reads all of it. An unfinished last line is cut off and returned.
    ///
    /// # Errors
    /// [`LogError`]: no answer may be given without a log.
    pub fn open(path: impl AsRef<Path>) -> Result<(Self, Option<Torn>), LogError> {
        let path = path.as_ref().to_path_buf();
        let failed = |source| LogError::Io { path: path.clone(), source };
        let file = OpenOptions::new().read(true).append(true).create(true).open(&path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(LogError::Busy { path }),
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        if file.metadata().map_err(failed)?.len() == 0 {
            sync_folder(&path).map_err(failed)?;
        }
        let mut log = Self {
            file,
            path: path.clone(),
            length: 0,
            tip: line::genesis(),
            lines: 0,
            is_broken: false,
            keys: BTreeMap::new(),
            released: BTreeMap::new(),
        };
        let torn = log.load()?;
        Ok((log, torn))
    }

    /// Reads every line; cuts off what was never finished.
    fn load(&mut self) -> Result<Option<Torn>, LogError> {
        let mut reader = BufReader::new(self.file.try_clone().map_err(|source| self.io(source))?);
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            let count = reader.read_until(b'\n', &mut bytes).map_err(|source| self.io(source))?;
            if count == 0 {
                return Ok(None);
            }
            let Some((hash, entry)) = line::read(self.tip, &bytes) else {
                let is_last = reader.fill_buf().map_err(|source| self.io(source))?.is_empty();
                // A line that was being written when the power went lacks its end, or has holes where nothing was written.
                if is_last && (!bytes.ends_with(b"\n") || bytes.contains(&0)) {
                    return self.cut(bytes).map(Some);
                }
                return Err(LogError::Damaged { path: self.path.clone(), line: self.lines + 1 });
            };
            self.remember(hash, &entry, bytes.len() as u64);
        }
    }

    fn cut(&mut self, bytes: Vec<u8>) -> Result<Torn, LogError> {
        self.file.set_len(self.length).and_then(|()| self.file.sync_all()).map_err(|source| self.io(source))?;
        Ok(Torn { at: self.length, bytes })
    }

    fn remember(&mut self, hash: Hash, entry: &Entry, length: u64) {
        for (batch, written) in entry.batches.iter().enumerate() {
            let place = Place { at: self.length, length, batch };
            self.keys.insert(written.key.clone(), place);
            for print in written.gone() {
                self.released.insert(print, place);
            }
        }
        self.tip = hash;
        self.length += length;
        self.lines += 1;
    }

    /// Records batches with one write and one sync. What comes back may be answered, in the order of `batches`.
    ///
    /// # Errors
    /// [`LogError`]: then none of them is recorded and nothing may be answered.
    pub fn append(&mut self, batches: Vec<Batch>) -> Result<Vec<Result<Recorded, Refused>>, LogError> {
        if self.is_broken {
            return Err(LogError::Broken { path: self.path.clone() });
        }
        let mut results = Vec::with_capacity(batches.len());
        let mut entry = Entry::default();
        let mut seen = Seen::default();
        for batch in batches {
            results.push(self.prepare(batch, &mut entry, &mut seen)?);
        }
        if !entry.batches.is_empty() {
            let (hash, bytes) = line::write(self.tip, &entry).map_err(|source| LogError::Encode { source })?;
            self.write(&bytes)?;
            self.remember(hash, &entry, bytes.len() as u64);
        }
        Ok(results)
    }

    /// What will be answered, added to the entry when it is new.
    fn prepare(&self, batch: Batch, entry: &mut Entry, seen: &mut Seen) -> Result<Result<Recorded, Refused>, LogError> {
        if batch.key.trim().is_empty() {
            return Ok(Err(Refused::NoKey));
        }
        let prints: Vec<Print> = batch.payments.iter().map(print_of).collect();
        let earlier = match entry.batches.iter().find(|written| written.key == batch.key) {
            Some(written) => Some(written.clone()),
            None => self.keys.get(&batch.key).map(|place| self.written(*place)).transpose()?,
        };
        if let Some(written) = earlier {
            let is_same = written.prints == prints;
            let Written { key, at, answers, .. } = written;
            return Ok(if is_same {
                Ok(Recorded { answers, at, is_replay: true })
            } else {
                Err(Refused::KeyReused { key })
            });
        }
        let asked = batch.payments.iter().map(|payment| (payment.order, &payment.id));
        if batch.answers.len() != prints.len()
            || !asked.eq(batch.answers.iter().map(|answer| (answer.order, &answer.id)))
        {
            return Ok(Err(Refused::Answers { payments: prints.len(), answers: batch.answers.len() }));
        }
        let mut answers = batch.answers;
        for (answer, print) in answers.iter_mut().zip(&prints).filter(|(answer, _)| answer.verdict == Verdict::Go) {
            match self.released.get(print) {
                Some(place) => hold(answer, Some(self.remembered(*place, seen)?)),
                None if !seen.going.insert(*print) => hold(answer, None),
                None => {}
            }
        }
        let recorded = Recorded { answers: answers.clone(), at: batch.at.clone(), is_replay: false };
        let generation = batch.basis.generation;
        entry.batches.push(Written { key: batch.key, at: batch.at, generation, prints, answers });
        Ok(Ok(recorded))
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), LogError> {
        if let Err(source) = self.file.write_all(bytes) {
            // Half a line may stand there: away with it, or no line after it could be read.
            let is_clean = self.file.set_len(self.length).and_then(|()| self.file.sync_all()).is_ok();
            self.is_broken = !is_clean;
            return Err(self.io(source));
        }
        if let Err(source) = self.file.sync_data() {
            // After a failed sync nobody knows what is on disk: only reading it again tells.
            self.is_broken = true;
            return Err(self.io(source));
        }
        Ok(())
    }

    /// A batch whose line is read from the file once for a whole append: batches that are sent again often share one.
    fn remembered<'s>(&self, place: Place, seen: &'s mut Seen) -> Result<&'s Written, LogError> {
        match seen.written.entry((place.at, place.batch)) {
            btree_map::Entry::Occupied(known) => Ok(known.into_mut()),
            btree_map::Entry::Vacant(new) => Ok(new.insert(self.written(place)?)),
        }
    }

    /// A batch, read from the file again.
    fn written(&self, place: Place) -> Result<Written, LogError> {
        let damaged = || LogError::Damaged { path: self.path.clone(), line: 0 };
        let mut file = &self.file;
        let length = usize::try_from(place.length).map_err(|_| damaged())?;
        let mut bytes = vec![0; length];
        file.seek(SeekFrom::Start(place.at)).map_err(|source| self.io(source))?;
        io::Read::read_exact(&mut file, &mut bytes).map_err(|source| self.io(source))?;
        let entry = line::unchecked(&bytes).ok_or_else(damaged)?;
        entry.batches.into_iter().nth(place.batch).ok_or_else(damaged)
    }

    /// Whether the same payment (id, account, amount and day) was answered `Go` before, and when.
    ///
    /// # Errors
    /// [`LogError`] when the log cannot be read; then nothing may be answered.
    pub fn released(&self, payment: &Payment) -> Result<Option<Release>, LogError> {
        let Some(place) = self.released.get(&print_of(payment)) else { return Ok(None) };
        let Written { key, at, .. } = self.written(*place)?;
        Ok(Some(Release { key, at }))
    }

    /// The answer recorded under an idempotency key.
    ///
    /// # Errors
    /// As [`Log::released`].
    pub fn answered(&self, key: &str) -> Result<Option<Recorded>, LogError> {
        let Some(place) = self.keys.get(key) else { return Ok(None) };
        let Written { answers, at, .. } = self.written(*place)?;
        Ok(Some(Recorded { answers, at, is_replay: true }))
    }

    /// Number of lines.
    #[must_use]
    pub const fn lines(&self) -> u64 {
        self.lines
    }

    /// The hash of the last line, in hexadecimal: written down elsewhere, it proves all lines up to it.
    #[must_use]
    pub fn tip(&self) -> String {
        line::hex(&self.tip)
    }

    fn io(&self, source: io::Error) -> LogError {
        LogError::Io { path: self.path.clone(), source }
    }
}

/// Holds a payment that was released before, or stands twice in what is answered now.
fn hold(answer: &mut Screened, before: Option<&Written>) {
    let sentence = match before {
        Some(written) => format!(
            "Samma betalning (id, konto, belopp och dag) släpptes redan {} i omgången `{}`: betala inte en gång till.",
            written.at, written.key
        ),
        None => "Samma betalning (id, konto, belopp och dag) står två gånger: bara den första får gå.".to_owned(),
    };
    answer.verdict = Verdict::Hold;
    answer.reasons.push(Reason { check: RELEASED_BEFORE.to_owned(), version: 1, verdict: Verdict::Hold, sentence });
}

/// A new file is only safe when its folder is.
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}
