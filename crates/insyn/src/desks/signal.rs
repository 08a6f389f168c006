//! Signals and their lives, as they lie in the data folder.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Arc, Mutex},
};

use ::registers::DataFolder;
use app::ports::{Book, DeskError, Judged, SignalDesk};
use chrono::NaiveDate;
use quorum::{Agreed, Person};
use signals::{
    Run,
    pseudonym::{Pseudonym, Reveal},
    suppress::Suppressed,
};

use super::{
    error::desk,
    kept::{Stamp, held},
};
use crate::{
    keys,
    lives::{self, LifeBook},
    reveals::{Names, Nobody, RevealBook, RevealEvent, Shown, check},
    runs,
};

/// The signals of a data folder. A book is held in memory until its files change.
#[derive(Debug)]
pub struct Signals {
    folder: DataFolder,
    threads: usize,
    books: Mutex<BTreeMap<String, Kept>>,
}

/// A book, and its files as they were when it was read.
#[derive(Debug)]
struct Kept {
    files: Files,
    book: Arc<Book>,
}

#[derive(Debug, PartialEq, Eq)]
struct Files {
    life: Stamp,
    priors: Stamp,
    run: Stamp,
}

impl Files {
    fn of(folder: &Path) -> Self {
        let stamp = |name: &str| Stamp::of(&folder.join(name));
        Self { life: stamp(lives::FILE), priors: stamp(lives::PRIORS), run: stamp(runs::FILE) }
    }
}

impl Signals {
    /// The signals of the folder; names are looked for by so many threads.
    #[must_use]
    pub fn new(folder: &DataFolder, threads: usize) -> Self {
        Self { folder: folder.clone(), threads, books: Mutex::default() }
    }

    /// The folder name of a group that was scanned. A name that is none is not looked for among files.
    fn known(&self, group: &str) -> Result<(), DeskError> {
        let is_name = lives::group(&group.split('+').map(str::to_owned).collect::<Vec<_>>()) == group;
        if is_name && lives::folder(&self.folder, group).is_dir() {
            return Ok(());
        }
        Err(DeskError::NotFound(format!("myndigheten `{group}` har inga signaler; kör dess kontroller först")))
    }

    /// The life of a group, locked while it is open.
    fn life(&self, group: &str) -> Result<LifeBook, DeskError> {
        self.known(group)?;
        LifeBook::open(&self.folder, group).map_err(desk)
    }

    /// Reads what changed, while nobody writes.
    fn read(&self, group: &str, before: Option<Kept>) -> Result<Kept, DeskError> {
        let life = self.life(group)?;
        let files = Files::of(life.folder());
        let same_run = before.filter(|before| before.files.run == files.run).map(|before| before.book);
        let (run, made_at): (Arc<Run>, String) = match same_run {
            Some(book) => (Arc::clone(&book.run), book.made_at.clone()),
            None => {
                let latest = runs::read(life.folder()).map_err(desk)?;
                let none = || format!("körningen hos `{group}` är inte sparad; kör dess kontroller på nytt");
                let latest = latest.ok_or_else(|| DeskError::NotFound(none()))?;
                (Arc::new(latest.run), latest.made_at)
            }
        };
        let priors = life.priors().map_err(desk)?;
        let life = Arc::new(life.into_life());
        let book = Book { group: group.to_owned(), run, made_at, life, priors };
        Ok(Kept { files, book: Arc::new(book) })
    }
}

impl SignalDesk for Signals {
    fn groups(&self) -> Result<Vec<String>, DeskError> {
        lives::known(&self.folder).map_err(desk)
    }

    fn book(&self, group: &str) -> Result<Arc<Book>, DeskError> {
        self.known(group)?;
        let mut books = held(&self.books);
        let now = Files::of(&lives::folder(&self.folder, group));
        if let Some(kept) = books.get(group).filter(|kept| kept.files == now) {
            return Ok(Arc::clone(&kept.book));
        }
        let before = books.remove(group);
        let kept = self.read(group, before)?;
        let book = Arc::clone(&kept.book);
        books.insert(group.to_owned(), kept);
        Ok(book)
    }

    fn pseudonym(&self, group: &str, employee_no: &str) -> Result<Pseudonym, DeskError> {
        self.known(group)?;
        let authorities: Vec<String> = group.split('+').map(str::to_owned).collect();
        let key = keys::key(&self.folder, &authorities).map_err(desk)?;
        Ok(Pseudonym::of(&key, employee_no))
    }

    fn judge(&self, group: &str, fingerprint: &str, judged: Judged) -> Result<(), DeskError> {
        let Judged { outcome, note, by, at } = judged;
        self.life(group)?.judge(fingerprint, (outcome, &note), (by, at)).map_err(desk)
    }

    fn suppress(&self, group: &str, act: Suppressed, at: &str) -> Result<(), DeskError> {
        self.life(group)?.suppress(act, at.to_owned()).map_err(desk)
    }

    fn lift(&self, group: &str, suppression: &str, by: &Person, at: &str) -> Result<(), DeskError> {
        self.life(group)?.lift(suppression, (by.clone(), at.to_owned())).map_err(desk)
    }

    fn reveal(&self, group: &str, act: Agreed<Reveal>) -> Result<(), DeskError> {
        self.known(group)?;
        check(act.what(), act.reason()).map_err(desk)?;
        let pseudonym = &act.what().pseudonym;
        let names = Names { folder: &self.folder, group, pseudonym, threads: self.threads };
        if names.persons().map_err(desk)?.is_empty() {
            return Err(desk(Nobody(pseudonym.clone()).into()));
        }
        let book = RevealBook::open(&lives::folder(&self.folder, group));
        book.and_then(|mut book| book.record(RevealEvent::Agreed(act))).map_err(desk)
    }

    fn names(
        &self,
        group: &str,
        pseudonym: &Pseudonym,
        by: &Person,
        at: &str,
        on: NaiveDate,
    ) -> Result<Vec<String>, DeskError> {
        self.known(group)?;
        let names = Names { folder: &self.folder, group, pseudonym, threads: self.threads };
        match names.show((by, at), on).map_err(desk)? {
            Shown::Names(names) => Ok(names),
            Shown::Refused(error) => Err(DeskError::Refused(error.to_string())),
            Shown::NoAct => Err(DeskError::Refused(format!(
                "två personer ska ha beslutat att {pseudonym} får visas; föreslå det och låt en annan bekräfta"
            ))),
        }
    }
}
