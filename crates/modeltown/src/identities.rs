//! Made-up Swedish persons as many registers would have them, with the truth about who is who: for trying and measuring
//! record linkage.
//!
//! Two files are written. `persons.csv` has a record to a line: `record_id`, `given_name`, `surname`, `person_no` (twelve
//! digits), `birth_date` (`YYYY-MM-DD`), `street`, `street_number` (`12B`), `post_code` (five digits), `city`, `phone` (ten
//! digits), `email`; an empty cell is one that the register does not know, and no cell needs quotation marks.
//! `truth.csv` has, in the same order, `record_id`, `person` and `household`, two numbers.
//!
//! # The model
//! A million records are of about 400 000 persons: records per person are geometric with mean 2.5, at most 15. Persons live
//! in households that share an address and mostly a surname; two in five live alone. About 1.2 per cent have a twin, 18 per
//! cent have moved, 3.5 per cent have changed surname, 8 per cent phone, 15 per cent mail. One household in four has names
//! that are not Swedish. Names, towns and streets are as unevenly common as in life.
//!
//! A record is made at a moment of the person's life and holds what was true then. Personal number is missing in 45 per cent
//! and wrong in 3 per cent of the rest, birth date 12 and 6, phone 55 and 3, mail 60 and 3, address 4.5. Double names lose
//! a part, call names stand alone, names are spelt as heard (Karl and Carl, Lindqvist and Lindkvist, Mohamed and Muhammad),
//! 4 names in 100 are mistyped; given name and surname are swapped in 1.2 per cent, the given name is an initial in 1.5,
//! å, ä and ö are lost in 3 and misread in 0.6. All of this is a guess at the world: gains measured on it are indications.
//!
//! Personal numbers are of Skatteverket's series for tests as long as it lasts (see `numbering`), phones are pagers', mail
//! ends in `.example`. Nobody is meant.

mod lottery;
mod names;
mod numbering;
mod people;
mod places;
mod record;
mod shuffle;
mod spoil;
mod towns;
mod words;

use self::people::People;
use self::record::{COLUMNS, Record};
use self::shuffle::Shuffle;
use crate::draw::Draw;
use crate::error::TownError;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

/// The most records that one person has.
const MOST_RECORDS: u64 = 15;

/// How many persons' records to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Records, exactly. 1 to 20 000 000.
    pub records: u64,
    /// The same number and seed give the same files, byte by byte.
    pub seed: u64,
    /// The folder to write to; made when missing, files of the same name are replaced.
    pub out: PathBuf,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Records.
    pub records: u64,
    /// Persons that they are of.
    pub persons: u64,
    /// Households that these live in.
    pub households: u64,
    /// Pairs of records of the same person: what a perfect linkage finds.
    pub pairs: u64,
}

/// Makes up persons and writes `persons.csv` and `truth.csv` to `settings.out`. `progress` hears how many of how many
/// steps are done; a record takes two.
///
/// ```
/// use modeltown::identities::{Settings, generate};
/// let out = tempfile::tempdir().unwrap();
/// let settings = Settings { records: 1_000, seed: 7, out: out.path().join("persons") };
/// let summary = generate(&settings, &mut |_, _| {}).unwrap();
/// assert_eq!(summary.records, 1_000);
/// assert!((350..450).contains(&summary.persons));
/// ```
///
/// # Errors
/// When the number of records is out of bounds or a file cannot be written.
pub fn generate(settings: &Settings, progress: &mut dyn FnMut(u64, u64)) -> Result<Summary, TownError> {
    let Settings { records, seed, ref out } = *settings;
    if !(1..=20_000_000).contains(&records) {
        return Err(TownError::Settings { what: "1 to 20 000 000 records", value: records });
    }
    let mut people = People::new(seed);
    let mut shuffle = Shuffle::start(seed, records, out.join("parts"))?;
    let mut summary = Summary::default();
    let mut draw = Draw::new(seed, "identities: records");
    let mut line = String::new();
    while summary.records < records {
        for person in people.household() {
            let wanted = records_of_one(&mut draw).min(records - summary.records);
            for _ in 0..wanted {
                line.clear();
                let record = Record::of(&mut draw, people.names(), &person);
                let _ = writeln!(line, "{},{},{}", person.number, person.household, record.cells().join(","));
                shuffle.push(&line)?;
            }
            summary.records += wanted;
            summary.persons += u64::from(wanted > 0);
            summary.pairs += wanted * wanted.saturating_sub(1) / 2;
        }
        summary.households += 1;
        if summary.households.is_multiple_of(1 << 12) {
            progress(summary.records, records * 2);
        }
    }
    write(shuffle, out, records, progress)?;
    Ok(summary)
}

/// How many records a person has: geometric with mean 2.5.
fn records_of_one(draw: &mut Draw) -> u64 {
    let mut records = 1;
    while records < MOST_RECORDS && draw.chance(600) {
        records += 1;
    }
    records
}

/// Writes the shuffled lines as two files, numbering the records in their order.
fn write(shuffle: Shuffle, out: &Path, records: u64, progress: &mut dyn FnMut(u64, u64)) -> Result<(), TownError> {
    let mut persons = Output::create(out.join("persons.csv"), &format!("record_id,{}", COLUMNS.join(",")))?;
    let mut truth = Output::create(out.join("truth.csv"), "record_id,person,household")?;
    let mut id = 0_u64;
    shuffle.finish(&mut |line| {
        id += 1;
        let mut parts = line.splitn(3, ',');
        let (person, household, cells) = (parts.next(), parts.next(), parts.next());
        persons.line(format_args!("{id},{}", cells.unwrap_or_default()))?;
        truth.line(format_args!("{id},{},{}", person.unwrap_or_default(), household.unwrap_or_default()))?;
        if id.is_multiple_of(1 << 14) {
            progress(records + id, records * 2);
        }
        Ok(())
    })?;
    persons.close()?;
    truth.close()
}

/// A file being written line by line.
struct Output {
    path: PathBuf,
    file: BufWriter<File>,
}

impl Output {
    fn create(path: PathBuf, header: &str) -> Result<Self, TownError> {
        let file = match File::create(&path) {
            Ok(file) => BufWriter::with_capacity(1 << 18, file),
            Err(source) => return Err(TownError::Write { path, source }),
        };
        let mut output = Self { path, file };
        output.line(format_args!("{header}"))?;
        Ok(output)
    }

    fn line(&mut self, text: std::fmt::Arguments<'_>) -> Result<(), TownError> {
        let written = self.file.write_fmt(text).and_then(|()| self.file.write_all(b"\n"));
        written.map_err(|source| TownError::Write { path: self.path.clone(), source })
    }

    fn close(mut self) -> Result<(), TownError> {
        self.file.flush().map_err(|source| TownError::Write { path: self.path, source })
    }
}
