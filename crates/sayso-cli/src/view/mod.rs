//! Reports and records as a person wants to see them on a terminal.

mod explanation;
mod ink;
mod list;
mod page;
mod prose;
mod table;
mod words;

pub(crate) use explanation::explanation;
pub(crate) use ink::Ink;
pub(crate) use list::{records_table, rows_table};
pub(crate) use page::page;

use std::io::{self, IsTerminal};

/// How wide a line may be where standard output is no terminal.
const PLAIN_WIDTH: usize = 100;

/// Lines of prose longer than this are hard to read.
const MOST_WIDTH: usize = 120;

/// What standard output can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Screen {
    /// Columns.
    pub(crate) width: usize,
    /// Colours and line styles.
    pub(crate) ink: Ink,
}

impl Screen {
    /// Standard output: styles on a terminal, unless `NO_COLOR` is set; plain text elsewhere.
    pub(crate) fn of_stdout() -> Screen {
        let terminal = io::stdout().is_terminal();
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let size = terminal.then(terminal_size::terminal_size).flatten().map(|(width, _)| usize::from(width.0));
        let width = columns.or(size).unwrap_or(PLAIN_WIDTH).clamp(40, MOST_WIDTH);
        Screen { width, ink: if terminal && !no_color { Ink::Styled } else { Ink::Plain } }
    }
}
