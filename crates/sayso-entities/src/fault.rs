//! What is wrong with a row of a user's table.

/// A row that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// 1-based line.
    pub line: usize,
    /// What is wrong, and the remedy.
    pub message: String,
}

impl Fault {
    pub(crate) fn new(line: usize, message: impl Into<String>) -> Fault {
        Fault { line, message: message.into() }
    }
}

/// The rows of a user's table with their lines: at least `needed` cells, filled up to `columns`.
pub(crate) fn rows(text: &str, needed: usize, columns: usize) -> (Vec<(usize, Vec<&str>)>, Vec<Fault>) {
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    for (at, line) in lines.skip(1) {
        let mut cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        if cells.len() < needed || cells.len() > columns {
            let n = cells.len();
            faults.push(Fault::new(at + 1, format!("{n} cells where {columns} are needed: separate them with tabs")));
            continue;
        }
        cells.resize(columns, "");
        rows.push((at + 1, cells));
    }
    (rows, faults)
}

/// Whether a cell is empty or a day as `YYYY-MM-DD`.
pub(crate) fn is_day(text: &str) -> bool {
    let part = |range: std::ops::Range<usize>| text.get(range).and_then(|t| t.parse::<u32>().ok());
    let dashes = text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
    let (Some(year), Some(month), Some(day)) = (part(0..4), part(5..7), part(8..10)) else { return text.is_empty() };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    dashes && (1..=12).contains(&month) && (1..=days).contains(&day)
}
