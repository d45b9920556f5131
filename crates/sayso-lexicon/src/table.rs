//! Tab-separated tables with a header row and `#` comments, as `lexicons/` holds them.

use crate::lemma::Lemma;

/// A row that cannot be used: where it stands and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableError {
    /// File name without folder and ending.
    pub file: String,
    /// 1-based line, 0 for the file as a whole.
    pub line: usize,
    /// What is wrong, and the remedy.
    pub message: String,
}

impl TableError {
    /// An error at a line of a file.
    #[must_use]
    pub fn new(file: &str, line: usize, message: impl Into<String>) -> TableError {
        TableError { file: file.to_string(), line, message: message.into() }
    }
}

impl std::fmt::Display for TableError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            0 => write!(f, "{}.tsv: {}", self.file, self.message),
            line => write!(f, "{}.tsv:{line}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for TableError {}

/// One row of a table.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    file: &'a str,
    line: usize,
    cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// The text of a cell, trimmed; "-" where it is empty.
    #[must_use]
    pub fn cell(&self, column: usize) -> &'a str {
        match self.cells.get(column).map(|c| c.trim()) {
            None | Some("") => "-",
            Some(text) => text,
        }
    }

    /// A comma list, empty for "-".
    pub fn list(&self, column: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        self.cell(column).split(',').map(str::trim).filter(|c| !c.is_empty() && *c != "-")
    }

    /// Example sentences, separated by ` / `.
    #[must_use]
    pub fn examples(&self, column: usize) -> Vec<String> {
        let sentences = self.cell(column).split(" / ").map(str::trim);
        sentences.filter(|e| !e.is_empty() && *e != "-").map(str::to_string).collect()
    }

    /// The file's name.
    #[must_use]
    pub fn file(&self) -> &'a str {
        self.file
    }

    /// `file.tsv:line`.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("{}.tsv:{}", self.file, self.line)
    }

    /// An error at this row.
    #[must_use]
    pub fn error(&self, message: impl Into<String>) -> TableError {
        TableError::new(self.file, self.line, message)
    }
}

/// What stands in place of a code where a row of the user's switches a row of ours off.
pub const OFF: &str = "off";

/// The rows of a table: comment lines, blank lines and the header left out.
///
/// # Errors
/// A row with fewer than `columns` cells (trailing empty cells may be left out where only the last is missing).
pub fn rows<'a>(file: &'a str, text: &'a str, columns: usize) -> Result<Vec<Row<'a>>, TableError> {
    let (rows, faults) = sound_rows(file, text, columns);
    faults.into_iter().next().map_or(Ok(rows), Err)
}

/// The rows of a table that have all cells, and what is wrong with the others.
#[must_use]
pub fn sound_rows<'a>(file: &'a str, text: &'a str, columns: usize) -> (Vec<Row<'a>>, Vec<TableError>) {
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    let mut header_seen = false;
    for (i, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        if !std::mem::replace(&mut header_seen, true) {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        if cells.len() + 1 < columns {
            let message = format!("{} cells where {columns} are needed: separate them with tabs", cells.len());
            faults.push(TableError::new(file, i + 1, message));
        } else {
            rows.push(Row { file, line: i + 1, cells });
        }
    }
    (rows, faults)
}

/// Lays the rows of a user's table over those there are: a row with a lemma of theirs gives way, and `None` puts nothing
/// in its place. Returns what is wrong with rows that cannot be used.
pub fn lay_over<T>(
    rows: &mut Vec<T>,
    (file, text, columns): (&str, &str, usize),
    lemma: impl Fn(&T) -> &Lemma,
    parse: impl Fn(&Row<'_>) -> Result<(Lemma, Option<T>), TableError>,
) -> Vec<TableError> {
    let (given, mut faults) = sound_rows(file, text, columns);
    let (mut lemmas, mut new) = (Vec::new(), Vec::new());
    for row in &given {
        match parse(row) {
            Ok((lemma, row)) => {
                lemmas.push(lemma);
                new.extend(row);
            }
            Err(fault) => faults.push(fault),
        }
    }
    rows.retain(|row| !lemmas.contains(lemma(row)));
    rows.append(&mut new);
    faults
}
