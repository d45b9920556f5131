//! Dictionaries of PETRARCH2, TABARI's heirs and PLOVER, made into tables of ours.
//!
//! Every line of a file meets one [`Fate`], which the [`Account`] counts: nothing is dropped silently.

mod account;
mod actors;
mod agents;
mod codes;
mod dates;
mod issues;
mod patterns;
mod verbs;

use std::collections::{BTreeMap, BTreeSet};

use sayso::entities::Knowledge;
use sayso::{TABLES, TableKind, Tables};

pub(crate) use account::Account;
use account::Fate;
use codes::Codes;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Actors,
    Agents,
    Verbs,
    Discards,
    Issues,
    Prepositions,
}

impl Source {
    /// From the name of a file, else from what it holds.
    pub(crate) fn of(name: &str, text: &str) -> Option<Source> {
        let name = name.to_lowercase();
        let lines = || text.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#'));
        let named = [
            ("agents", Source::Agents),
            ("actors", Source::Actors),
            ("discard", Source::Discards),
            ("issue", Source::Issues),
            ("preposition", Source::Prepositions),
            ("verb", Source::Verbs),
        ];
        let by_name = named.into_iter().find(|(part, _)| name.contains(part)).map(|(_, source)| source);
        by_name.or_else(|| {
            let any = |start: &str| lines().any(|l| l.starts_with(start));
            if any("---") || any("- ") && any("&") {
                Some(Source::Verbs)
            } else if any("<ISSUE") {
                Some(Source::Issues)
            } else if lines().any(|l| l.contains("[~") || l.contains("~]")) {
                Some(Source::Agents)
            } else {
                lines().any(|l| l.contains('[') && l.contains(']')).then_some(Source::Actors)
            }
        })
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Source::Actors => "actors",
            Source::Agents => "agents",
            Source::Verbs => "verbs",
            Source::Discards => "discards",
            Source::Issues => "issues",
            Source::Prepositions => "prepositions",
        }
    }
}

/// The tables in the making: rows by the path below the folder that they go to.
#[derive(Debug, Default)]
pub(crate) struct Sheets {
    files: BTreeMap<String, (TableKind, Vec<String>)>,
    /// All rows but for their last cell, which names their source.
    said: BTreeSet<(String, String)>,
}

impl Sheets {
    /// Adds a row, once; cells lose tabs and line ends.
    fn add(&mut self, path: &str, kind: TableKind, cells: &[&str]) {
        let clean = |cell: &&str| cell.replace(['\t', '\n', '\r'], " ").trim().to_owned();
        let row = cells.iter().map(clean).collect::<Vec<_>>().join("\t");
        let says = row.rsplit_once('\t').map_or("", |(says, _)| says).to_owned();
        if self.said.insert((path.to_owned(), says)) {
            self.files.entry(path.to_owned()).or_insert_with(|| (kind, Vec::new())).1.push(row);
        }
    }

    /// The files: path, text, number of rows.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, String, usize)> {
        self.files.iter().map(|(path, (kind, rows))| {
            let columns = TABLES.iter().find(|(k, _)| k == kind).map_or("", |(_, columns)| columns);
            let header = "# Made by `sayso lexicon import`. Edit it freely; sayso lexicon check tries it.\n";
            (path.as_str(), format!("{header}{}\n{}\n", columns.replace(' ', "\t"), rows.join("\n")), rows.len())
        })
    }
}

/// What an import looks things up in, and where it writes.
pub(crate) struct Importer<'a> {
    knowledge: &'a Knowledge,
    /// Verbs of which our tables have some reading.
    verbs: BTreeSet<String>,
    codes: Codes,
    /// Write rows, too, that compete with ours.
    all: bool,
    pub(crate) sheets: Sheets,
}

impl<'a> Importer<'a> {
    pub(crate) fn new(tables: &'a Tables, all: bool) -> Importer<'a> {
        let triggers = tables.triggers.triggers.iter().map(|t| &t.rule);
        let rules = triggers.chain(tables.embedders.rows.iter().map(|e| &e.rule));
        let rules = rules.chain(tables.cues.rows.iter().map(|c| &c.rule));
        let verbs = rules.filter_map(|rule| rule.split_once(": ")).map(|(_, words)| words.to_owned()).collect();
        let (codes, sheets) = (Codes::built_in(), Sheets::default());
        Importer { knowledge: &tables.knowledge, verbs, codes, all, sheets }
    }

    fn own_verbs(&self) -> &BTreeSet<String> {
        &self.verbs
    }

    /// Takes in a file and tells what became of its lines.
    pub(crate) fn take(&mut self, name: &str, source: Source, text: &str) -> Account {
        let mut account = Account::new(name, source.name());
        match source {
            Source::Actors => actors::take(self, name, text, &mut account),
            Source::Agents => agents::take(self, name, text, &mut account),
            Source::Verbs => verbs::take(self, text, &mut account),
            Source::Discards => issues::discards(self, name, text, &mut account),
            Source::Issues => issues::issues(self, name, text, &mut account),
            Source::Prepositions => {
                for (at, line) in text.lines().enumerate() {
                    let reason = "not needed: the language engine knows prepositions";
                    let fate = if is_blank(line) { Fate::Blank } else { Fate::Left(reason) };
                    account.line(at + 1, fate);
                }
            }
        }
        account
    }
}

fn is_blank(line: &str) -> bool {
    let line = line.trim();
    line.is_empty() || line.starts_with('#')
}

/// A line without its comment.
fn without_comment(line: &str) -> &str {
    line.split('#').next().unwrap_or_default().trim_end()
}

/// Words as our tables write them: blanks for underscores, no doubled blanks.
fn plain(name: &str) -> String {
    name.replace('_', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}
