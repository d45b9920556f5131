//! What a store lists, as tables.

use sayso::record::Record;

use super::Screen;
use super::table::{Cell, Table};
use super::words;

/// Rows under names, wrapped to the screen.
pub(crate) fn rows_table(names: Vec<&'static str>, rows: Vec<Vec<String>>, screen: Screen) -> Vec<String> {
    let cells = |row: Vec<String>| row.iter().map(|text| Cell::from(words::one_line(text))).collect();
    let table = Table { names, rows: rows.into_iter().map(cells).collect() };
    if table.rows.is_empty() { Vec::new() } else { table.lines(screen.width, screen.ink) }
}

/// Records as a table.
pub(crate) fn records_table(records: &[Record], screen: Screen) -> Vec<String> {
    let row = |record: &Record| {
        vec![
            words::date(record),
            words::actors(&record.source),
            words::act(record),
            words::actors(&record.target),
            words::status(record),
            words::speakers(record),
            record.id.clone(),
        ]
    };
    let names = vec!["when", "who", "did what", "to whom", "status", "on whose say-so", "id"];
    rows_table(names, records.iter().map(row).collect(), screen)
}
