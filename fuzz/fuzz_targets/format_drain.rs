//! What every import format promises: any bytes are refused, or become rows as wide as the header and rejects that say
//! where and why; and the same bytes become the same again.

use registers::source::RawTable;

/// Reads tables to their end. Gives the number of rows and rejects.
pub fn drain(tables: impl IntoIterator<Item = Box<dyn RawTable>>) -> (usize, usize) {
    let (mut rows, mut rejects) = (0, 0);
    for mut table in tables {
        let width = table.header().len();
        while let Ok(Some(chunk)) = table.next_chunk() {
            assert_eq!(chunk.width(), width);
            assert!(chunk.rows() + chunk.rejects.len() > 0);
            assert!(chunk.rejects.iter().all(|reject| reject.line > 0 && !reject.reason.is_empty()));
            rows += chunk.rows();
            rejects += chunk.rejects.len();
        }
    }
    (rows, rejects)
}
