//! Lines in an order that gives nothing away, however many: each goes to a part chosen at random, and each part is shuffled
//! in memory when it is its turn. That is an even shuffle of all, and one part is all that memory holds.

use crate::draw::Draw;
use crate::error::TownError;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Lines in a part: some 15 megabytes.
const PART: u64 = 100_000;

/// Lines being laid out in parts.
#[derive(Debug)]
pub(super) struct Shuffle {
    draw: Draw,
    folder: PathBuf,
    parts: Vec<(PathBuf, BufWriter<File>)>,
}

impl Shuffle {
    /// Room for some number of lines, in a folder of its own that is removed at the end.
    pub(super) fn start(seed: u64, lines: u64, folder: PathBuf) -> Result<Self, TownError> {
        fs::create_dir_all(&folder).map_err(failed(&folder))?;
        let part = |number: u64| {
            let path = folder.join(number.to_string());
            let file = File::create(&path).map_err(failed(&path))?;
            Ok((path, BufWriter::with_capacity(1 << 15, file)))
        };
        let parts = (0..=lines / PART).map(part).collect::<Result<_, _>>()?;
        Ok(Self { draw: Draw::new(seed, "identities: order"), folder, parts })
    }

    /// Adds a line, which ends in a line break.
    pub(super) fn push(&mut self, line: &str) -> Result<(), TownError> {
        let at = self.draw.index(self.parts.len());
        match self.parts.get_mut(at) {
            Some((path, part)) => part.write_all(line.as_bytes()).map_err(failed(path)),
            None => Ok(()),
        }
    }

    /// Hands out every line, without its line break, in the new order.
    pub(super) fn finish(mut self, take: &mut dyn FnMut(&str) -> Result<(), TownError>) -> Result<(), TownError> {
        for (path, part) in &mut self.parts {
            part.flush().map_err(failed(path))?;
        }
        for (path, part) in self.parts {
            drop(part);
            let text = fs::read_to_string(&path).map_err(failed(&path))?;
            let mut lines: Vec<&str> = text.lines().collect();
            for left in (1..lines.len()).rev() {
                lines.swap(left, self.draw.index(left + 1));
            }
            lines.into_iter().try_for_each(&mut *take)?;
            fs::remove_file(&path).map_err(failed(&path))?;
        }
        fs::remove_dir(&self.folder).map_err(failed(&self.folder))
    }
}

fn failed(path: &Path) -> impl FnOnce(std::io::Error) -> TownError {
    let path = path.to_owned();
    move |source| TownError::Write { path, source }
}
