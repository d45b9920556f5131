//! What became of the lines of a file.

use std::collections::BTreeMap;
use std::fmt;

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fate {
    /// All of it is in our tables.
    Carried,
    /// Our tables say it already.
    Known,
    /// Some of it is; why not the rest.
    Partly(&'static str),
    /// None of it is; why.
    Left(&'static str),
    /// A comment, or blank.
    Blank,
}

/// The lines of a file by what became of them, and what it holds by its own count.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) file: String,
    pub(crate) source: &'static str,
    /// Entries, names, codes and so on, in the order in which they were first met.
    pub(crate) holds: Vec<(&'static str, usize)>,
    /// Numbers of the lines.
    fates: BTreeMap<Fate, Vec<usize>>,
}

impl Account {
    pub(crate) fn new(file: &str, source: &'static str) -> Account {
        Account { file: file.to_owned(), source, holds: Vec::new(), fates: BTreeMap::new() }
    }

    /// Notes what became of a line.
    pub(crate) fn line(&mut self, number: usize, fate: Fate) {
        self.fates.entry(fate).or_default().push(number);
    }

    /// Counts things that the file holds.
    pub(crate) fn count(&mut self, what: &'static str, n: usize) {
        match self.holds.iter_mut().find(|(name, _)| *name == what) {
            Some((_, count)) => *count += n,
            None => self.holds.push((what, n)),
        }
    }

    /// Number of lines accounted for.
    pub(crate) fn lines(&self) -> usize {
        self.fates.values().map(Vec::len).sum()
    }

    /// Fates with how they read and the lines they befell.
    pub(crate) fn fates(&self) -> impl Iterator<Item = (String, &[usize])> {
        self.fates.iter().map(|(fate, lines)| {
            let text = match fate {
                Fate::Carried => "carried over".to_owned(),
                Fate::Known => "known to sayso already".to_owned(),
                Fate::Partly(why) => format!("carried over in part: {why}"),
                Fate::Left(why) => format!("not carried over: {why}"),
                Fate::Blank => "comments and blank lines".to_owned(),
            };
            (text, lines.as_slice())
        })
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let holds: Vec<String> = self.holds.iter().map(|(what, n)| format!("{n} {what}")).collect();
        writeln!(f, "{} ({}): {} lines; {}", self.file, self.source, self.lines(), holds.join(", "))?;
        for (fate, lines) in self.fates() {
            let first: Vec<String> = lines.iter().take(4).map(usize::to_string).collect();
            let more = if lines.len() > 4 { ", …" } else { "" };
            writeln!(f, "  {:>7}  {fate} (line {}{more})", lines.len(), first.join(", "))?;
        }
        Ok(())
    }
}
