//! Words beside a name that say whether it is a place, and of what sort.

use std::collections::BTreeMap;

use super::Kind;

const CONTEXT: &str = include_str!("../../../../lexicons/places/context.tsv");
const DIVISIONS: &str = include_str!("../../../../lexicons/places/division-words.tsv");

/// Where the word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Right before the name.
    Before,
    /// Right after it.
    After,
    /// Before it, with "of" between.
    Of,
    /// It is the verb whose subject the name is.
    Verb,
}

/// What the word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// The name is somebody's.
    Person,
    /// The name is part of that of an organisation, a work or an event.
    Body,
    /// The name is the place that an office is of.
    Office,
    /// The name is part of a longer name of a place.
    Feature,
    /// Its subject is a person, or a state.
    Speech,
    /// The name is a place's.
    Place,
}

impl Class {
    fn parse(text: &str) -> Option<Class> {
        Some(match text {
            "person" => Class::Person,
            "body" => Class::Body,
            "office" => Class::Office,
            "feature" => Class::Feature,
            "speech" => Class::Speech,
            "place" => Class::Place,
            _ => return None,
        })
    }
}

/// What sort of place a word like "province" makes of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    /// Kinds that fit, best first.
    pub kinds: &'static [Kind],
    /// Whether the word stands after the name ("Kunar Province").
    pub after: bool,
    /// Whether it stands before it, with "of" ("the city of Mosul").
    pub before: bool,
}

/// The words, by side and spelling.
#[derive(Clone, Debug, Default)]
pub struct ContextWords {
    classes: [BTreeMap<&'static str, Class>; 4],
    levels: BTreeMap<&'static str, Level>,
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).skip(1).map(|l| l.split('\t').collect())
}

impl ContextWords {
    /// The words that are part of the program.
    #[must_use]
    pub fn built_in() -> ContextWords {
        let mut words = ContextWords::default();
        for row in rows(CONTEXT) {
            let side = match row.get(1) {
                Some(&"before") => Side::Before,
                Some(&"after") => Side::After,
                Some(&"of") => Side::Of,
                _ => Side::Verb,
            };
            if let Some(class) = row.get(2).and_then(|c| Class::parse(c)) {
                words.classes[side as usize].insert(row[0], class);
            }
        }
        for row in rows(DIVISIONS) {
            let kinds: &'static [Kind] = match row.get(1) {
                Some(&"admin1") => &[Kind::Admin1, Kind::Region],
                Some(&"admin2") => &[Kind::Admin2, Kind::Admin1],
                Some(&"either") => &[Kind::Admin1, Kind::Region, Kind::Admin2],
                Some(&"feature") => &[Kind::Feature],
                _ => &[Kind::City],
            };
            let side = row.get(2).copied().unwrap_or("both");
            let level = Level { kinds, after: side != "before", before: side != "after" };
            words.levels.insert(row[0], level);
        }
        words
    }

    /// What a word (lower case, no full stop) says from a side.
    #[must_use]
    pub fn class(&self, side: Side, word: &str) -> Option<Class> {
        self.classes[side as usize].get(word).copied()
    }

    /// What a division word (lower case) makes of a name.
    #[must_use]
    pub fn level(&self, word: &str) -> Option<Level> {
        self.levels.get(word).copied()
    }
}
