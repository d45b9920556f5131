//! The word lists in `lexicons/` that cutting rests on, read once.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// How an abbreviation stands to the end of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// Before a name or inside a phrase: never the last word of a sentence.
    Inner,
    /// An abbreviation only before a number: "No. 5".
    Number,
    /// May end a sentence: "Inc.", "a.m."
    End,
    /// Like `End`, but there its stop is a token: "etc."
    Apart,
}

/// What stands for one kind of text that is no report.
#[derive(Clone, Debug)]
pub(crate) struct Furniture {
    pub(crate) part: &'static str,
    pub(crate) place: &'static str,
    pub(crate) words: &'static str,
    pub(crate) longest: usize,
}

/// All lists. Only looked up, never iterated in hash order.
pub(crate) struct Tables {
    pub(crate) abbreviations: HashMap<&'static str, Abbreviation>,
    /// Contracted forms without an apostrophe, and the bytes at which their later words start.
    pub(crate) contractions: HashMap<&'static str, usize>,
    pub(crate) prefixes: HashSet<&'static str>,
    /// Strings that stay whole: "w/o", ":-)", "'em".
    pub(crate) wholes: HashSet<&'static str>,
    /// First bytes and the greatest length of `wholes`.
    pub(crate) whole_starts: [bool; 256],
    pub(crate) longest_whole: usize,
    pub(crate) units: HashSet<&'static str>,
    pub(crate) domains: HashSet<&'static str>,
    pub(crate) starters: HashSet<&'static str>,
    /// Small words after which a capital letter with a stop is an initial.
    pub(crate) introducers: HashSet<&'static str>,
    /// Of East Asian given names.
    pub(crate) syllables: HashSet<&'static str>,
    /// Function words of English alone.
    pub(crate) english: HashSet<&'static str>,
    /// Function words of other languages in Latin letters.
    pub(crate) foreign: HashSet<&'static str>,
    pub(crate) sayings: HashSet<&'static str>,
    pub(crate) furniture: Vec<Furniture>,
}

/// The rows of a table: no comments, no blank lines, no header.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with("# ") && !line.trim().is_empty())
        .skip(1)
        .map(|line| line.split('\t').collect())
}

impl Tables {
    /// The one copy.
    pub(crate) fn get() -> &'static Tables {
        static TABLES: LazyLock<Tables> = LazyLock::new(Tables::load);
        &TABLES
    }

    fn load() -> Tables {
        let abbreviations = rows(include_str!("../../../lexicons/abbreviations.tsv"))
            .map(|row| {
                let kind = match row[1] {
                    "end" => Abbreviation::End,
                    "apart" => Abbreviation::Apart,
                    "number" => Abbreviation::Number,
                    _ => Abbreviation::Inner,
                };
                (row[0], kind)
            })
            .collect();
        let contractions = rows(include_str!("../../../lexicons/contractions.tsv"))
            .map(|row| (row[0], row[1].find('|').unwrap_or(row[0].len())))
            .collect();
        let mut lists: HashMap<&str, HashSet<&'static str>> = HashMap::new();
        for row in rows(include_str!("../../../lexicons/word_parts.tsv")) {
            lists.entry(row[1]).or_default().insert(row[0]);
        }
        let mut take = |name: &str| lists.remove(name).unwrap_or_default();
        let wholes = take("whole");
        let mut whole_starts = [false; 256];
        for whole in &wholes {
            whole_starts[usize::from(whole.as_bytes()[0])] = true;
        }
        let furniture = rows(include_str!("../../../lexicons/furniture.tsv"))
            .map(|row| Furniture {
                part: row[0],
                place: row[1],
                words: row[2],
                longest: row[3].parse().unwrap_or(usize::MAX),
            })
            .collect();
        Tables {
            abbreviations,
            contractions,
            prefixes: take("prefix"),
            longest_whole: wholes.iter().map(|whole| whole.len()).max().unwrap_or(0),
            wholes,
            whole_starts,
            units: take("unit"),
            domains: take("domain"),
            starters: take("starter"),
            introducers: take("introducer"),
            syllables: take("syllable"),
            english: take("english"),
            foreign: take("foreign"),
            sayings: take("saying"),
            furniture,
        }
    }
}
