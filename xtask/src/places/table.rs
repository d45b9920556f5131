//! Tab-separated tables with a header row and `#` comment lines, plain or gzipped.

use std::fs::File;
use std::io::Read;
use std::path::Path;

/// A table in memory.
pub(crate) struct Table {
    columns: Vec<String>,
    lines: Vec<String>,
}

/// One line of a table.
pub(crate) struct Line<'a> {
    columns: &'a [String],
    fields: Vec<&'a str>,
}

impl Table {
    pub(crate) fn read(path: &Path) -> Result<Table, String> {
        let fault = |e: std::io::Error| format!("{}: {e}", path.display());
        let mut text = String::new();
        let mut file = File::open(path).map_err(fault)?;
        if path.extension().is_some_and(|e| e == "gz") {
            flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text).map_err(fault)?;
        } else {
            file.read_to_string(&mut text).map_err(fault)?;
        }
        let mut lines = text.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).map(str::to_owned);
        let header = lines.next().ok_or_else(|| format!("{}: empty table", path.display()))?;
        Ok(Table { columns: header.split('\t').map(str::to_owned).collect(), lines: lines.collect() })
    }

    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = Line<'_>> {
        self.lines.iter().map(|l| Line { columns: &self.columns, fields: l.split('\t').collect() })
    }
}

impl<'a> Line<'a> {
    /// A field by the name of its column; empty where there is none.
    pub(crate) fn get(&self, column: &str) -> &'a str {
        let at = self.columns.iter().position(|c| c == column);
        at.and_then(|i| self.fields.get(i).copied()).unwrap_or("")
    }

    /// A field that lists several things.
    pub(crate) fn list(&self, column: &str) -> impl Iterator<Item = &'a str> {
        self.get(column).split('|').map(str::trim).filter(|v| !v.is_empty())
    }
}
