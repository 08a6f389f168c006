//! The table that a format makes of an XML file, element by element.

use super::{Broken, Xml};
use crate::IntakeError;
use crate::source::bytes::Store;
use crate::source::{RawChunk, RawReject, RawTable};

const CHUNK_ROWS: usize = 4096;

/// What a format makes of its elements.
pub(crate) trait Rows: Send {
    /// Reads on until there are rows, rejects or nothing more; says whether there may be more.
    fn more(&mut self, xml: &mut Xml, chunk: &mut RawChunk) -> Result<bool, Broken>;
}

/// One register's rows of an XML file.
pub(crate) struct XmlTable {
    name: String,
    register: &'static str,
    header: Vec<String>,
    store: Store,
    /// What there is none of when there are no rows; Swedish.
    none: &'static str,
    /// Begins anew at the beginning of the file.
    rows: Box<dyn Fn() -> Box<dyn Rows> + Send>,
    reading: Option<(Xml, Box<dyn Rows>)>,
    is_over: bool,
    given: u64,
}

impl XmlTable {
    pub(crate) fn boxed(
        (name, store): (&str, &Store),
        register: &'static str,
        columns: &[&str],
        none: &'static str,
        rows: impl Fn() -> Box<dyn Rows> + Send + 'static,
    ) -> Box<dyn RawTable> {
        Box::new(Self {
            name: name.to_owned(),
            register,
            header: columns.iter().map(|&column| column.to_owned()).collect(),
            store: store.clone(),
            none,
            rows: Box::new(rows),
            reading: None,
            is_over: false,
            given: 0,
        })
    }

    fn damaged(&self, broken: &Broken) -> IntakeError {
        IntakeError::damaged(&self.name, format!("rad {}: {}", broken.line, broken.reason))
    }
}

impl RawTable for XmlTable {
    fn name(&self) -> &str {
        &self.name
    }

    fn header(&self) -> &[String] {
        &self.header
    }

    fn register(&self) -> Option<&str> {
        Some(self.register)
    }

    fn next_chunk(&mut self) -> Result<Option<RawChunk>, IntakeError> {
        let mut chunk = RawChunk::new(self.header.len());
        let (mut xml, mut rows) = match self.reading.take() {
            Some(reading) => reading,
            None => {
                let reader = self.store.reader().and_then(Xml::new);
                (reader.map_err(|error| IntakeError::read(&self.name, error))?, (self.rows)())
            }
        };
        while !self.is_over && chunk.rows() + chunk.rejects.len() < CHUNK_ROWS {
            match rows.more(&mut xml, &mut chunk) {
                Ok(has_more) => self.is_over = !has_more,
                Err(broken) if self.given == 0 && chunk.rows() + chunk.rejects.len() == 0 => {
                    return Err(self.damaged(&broken));
                }
                Err(broken) => {
                    self.is_over = true;
                    chunk.rejects.push(RawReject {
                        line: broken.line,
                        column: String::new(),
                        value: String::new(),
                        reason: format!(
                            "Filen kan inte läsas längre än till rad {}: {}. Det som står före är läst; hämta filen på nytt.",
                            broken.line, broken.reason
                        ),
                    });
                }
            }
        }
        self.reading = Some((xml, rows));
        let count = (chunk.rows() + chunk.rejects.len()) as u64;
        if count == 0 && self.given == 0 {
            return Err(IntakeError::NoRows { name: self.name.clone(), detail: self.none.to_owned() });
        }
        self.given += count;
        Ok((count > 0).then_some(chunk))
    }
}
