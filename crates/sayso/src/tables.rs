//! Tables of the user's: which is which, and how they are laid over ours.

use sayso_attribution::Cues;
use sayso_entities::{Fault, Knowledge};
use sayso_events::{EventType, Lexicon};
use sayso_factuality::Embedders;
use sayso_lexicon::{Classes, Hedges, TableError};

use crate::discards::Discards;

/// A table of the user's, in one of the formats of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserTable {
    /// Path as the user knows it; names it in messages, and the event type of a trigger table.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// What a table holds, which its header tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableKind {
    /// Names of actors.
    Actors,
    /// Role nouns.
    Agents,
    /// Places.
    Places,
    /// Noun classes.
    Classes,
    /// Words that report acts of a type, which the file's name tells.
    Triggers,
    /// Words that carry or alter the act in their complement.
    Embedders,
    /// Words of saying.
    Cues,
    /// Small words that decide whether an act happened.
    Hedges,
    /// Texts whose sentence or report is passed over.
    Discards,
    /// Topics of a PETRARCH issue file: kept for other programs, not used here.
    Issues,
}

/// Kinds of tables with their columns, in the order in which they are laid over ours.
pub const TABLES: [(TableKind, &str); 10] = [
    (TableKind::Actors, "code kind names short from until source"),
    (TableKind::Agents, "phrases sector takes kind state source"),
    (TableKind::Places, "name other_names kind detail lat lon country weight geonames source"),
    (TableKind::Classes, "class lemmas note"),
    (TableKind::Triggers, "lemma pos mode cameo contexts source target sign when yes no source_note"),
    (TableKind::Embedders, "lemma pos sign comp yes no source_note"),
    (TableKind::Cues, "lemma pos kind stance speaker_slot addressee_slot content_slot yes no source_note"),
    (TableKind::Hedges, "lemma pos effect yes no source_note"),
    (TableKind::Discards, "text drops match source"),
    (TableKind::Issues, "phrase issue category exclusions source"),
];

impl TableKind {
    /// The name of the command-line and the documentation.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            TableKind::Actors => "actors",
            TableKind::Agents => "agents",
            TableKind::Places => "places",
            TableKind::Classes => "classes",
            TableKind::Triggers => "triggers",
            TableKind::Embedders => "embedders",
            TableKind::Cues => "cues",
            TableKind::Hedges => "hedges",
            TableKind::Discards => "discards",
            TableKind::Issues => "issues",
        }
    }

    /// The columns, separated by blanks.
    #[must_use]
    pub fn columns(self) -> &'static str {
        TABLES[self as usize].1
    }
}

impl UserTable {
    /// Path without its ending, as messages give it.
    fn stem(&self) -> &str {
        self.path.strip_suffix(".tsv").unwrap_or(&self.path)
    }

    fn fault(&self, line: usize, message: impl Into<String>) -> TableError {
        TableError::new(self.stem(), line, message)
    }

    /// What it holds, from its header.
    ///
    /// # Errors
    /// A header that is none of ours, or no header at all.
    pub fn kind(&self) -> Result<TableKind, TableError> {
        let is_row = |line: &str| !line.trim().is_empty() && !line.starts_with('#');
        let Some((at, header)) = self.text.lines().enumerate().find(|(_, line)| is_row(line)) else {
            return Err(self.fault(0, "no rows and no header: begin with a line of column names"));
        };
        let columns: Vec<&str> = header.split('\t').map(str::trim).collect();
        let found = TABLES.iter().find(|(_, own)| own.split(' ').eq(columns.iter().copied()));
        found.map(|(kind, _)| *kind).ok_or_else(|| {
            // The kind that shares most columns is the one meant.
            let shared = |own: &str| own.split(' ').filter(|c| columns.contains(c)).count();
            let (kind, own) = TABLES.iter().max_by_key(|(_, own)| shared(own)).copied().unwrap_or(TABLES[0]);
            let known = match shared(own) {
                0 | 1 => "see `sayso lexicon show` for the tables and their columns".to_owned(),
                _ => format!("for a table of {} write, with tabs between: {own}", kind.name()),
            };
            self.fault(at + 1, format!("this is no header of a table: {known}"))
        })
    }

    /// The event type that a trigger table is named after: `assault.tsv`, `assault-more.tsv`.
    ///
    /// # Errors
    /// A name of no event type.
    pub fn event_type(&self) -> Result<EventType, TableError> {
        let name = self.stem().rsplit(['/', '\\']).next().unwrap_or_default();
        let first = name.split(['-', '_', '.']).next().unwrap_or_default();
        EventType::parse(&first.to_uppercase()).ok_or_else(|| {
            let known: Vec<String> = EventType::ALL.iter().map(|t| t.as_str().to_lowercase()).collect();
            let message =
                format!("“{name}” is no event type: name a table of triggers after one of {}", known.join(", "));
            self.fault(0, message)
        })
    }
}

/// A hash of our tables and of the user's, in the order given. Names count by their last part, so that a folder may lie anywhere.
fn version(user: &[UserTable]) -> String {
    let ours = env!("SAYSO_LEXICONS");
    if user.is_empty() {
        return ours.to_owned();
    }
    let mut hash = blake3::Hasher::new();
    hash.update(ours.as_bytes());
    for table in user {
        let name = table.path.rsplit(['/', '\\']).next().unwrap_or_default();
        for part in [name, table.text.as_str()] {
            hash.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
        }
    }
    hash.finalize().to_hex()[..16].to_owned()
}

/// All tables that users can extend.
#[derive(Clone, Debug)]
pub struct Tables {
    /// Actors and places.
    pub knowledge: Knowledge,
    /// Words that report acts.
    pub triggers: Lexicon,
    /// Words of saying.
    pub cues: Cues,
    /// Small words.
    pub hedges: Hedges,
    /// Words that carry or alter acts.
    pub embedders: Embedders,
    /// Texts to pass over.
    pub discards: Discards,
    /// Version: a hash of our tables and those of the user's.
    pub version: String,
}

impl Tables {
    /// Ours, with those of the user's laid over them in the order given; and what is wrong with rows of the user's that
    /// cannot be used.
    ///
    /// # Errors
    /// A row of ours that does not parse.
    pub fn with(user: &[UserTable]) -> Result<(Tables, Vec<TableError>), TableError> {
        let mut faults = Vec::new();
        let mut sorted: Vec<(TableKind, &UserTable)> = Vec::new();
        for table in user {
            match table.kind() {
                Ok(kind) => sorted.push((kind, table)),
                Err(fault) => faults.push(fault),
            }
        }
        let of = |wanted: TableKind| sorted.iter().filter(move |(kind, _)| *kind == wanted).map(|(_, table)| *table);
        let mut classes = Classes::builtin()?;
        of(TableKind::Classes).for_each(|table| faults.extend(classes.add(table.stem(), &table.text)));
        // Side by side, since together they are most of what it takes to start.
        let (knowledge, triggers) = std::thread::scope(|scope| {
            let triggers = scope.spawn(|| Lexicon::with_classes(classes));
            let knowledge = Knowledge::built_in();
            let broken = || Err(TableError::new("triggers", 0, "cannot be read: please report it"));
            (knowledge, triggers.join().unwrap_or_else(|_| broken()))
        });
        let mut tables = Tables {
            knowledge,
            triggers: triggers?,
            cues: Cues::builtin()?,
            hedges: Hedges::builtin()?,
            embedders: Embedders::builtin()?,
            discards: Discards::default(),
            version: version(user),
        };
        for (kind, table) in &sorted {
            faults.extend(tables.lay_over(*kind, table));
        }
        faults.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        Ok((tables, faults))
    }

    fn lay_over(&mut self, kind: TableKind, table: &UserTable) -> Vec<TableError> {
        let (file, text) = (table.stem(), table.text.as_str());
        let named = |faults: Vec<Fault>| faults.into_iter().map(|f| TableError::new(file, f.line, f.message)).collect();
        match kind {
            TableKind::Actors => named(self.knowledge.add_names(&table.path, text)),
            TableKind::Agents => named(self.knowledge.add_agents(&table.path, text)),
            TableKind::Places => named(self.knowledge.add_places(&table.path, text)),
            TableKind::Triggers => match table.event_type() {
                Ok(event_type) => self.triggers.add(event_type, file, text),
                Err(fault) => vec![fault],
            },
            TableKind::Embedders => self.embedders.add(file, text),
            TableKind::Cues => self.cues.add(file, text),
            TableKind::Hedges => self.hedges.add(file, text),
            TableKind::Discards => self.discards.add(file, text),
            TableKind::Classes | TableKind::Issues => Vec::new(),
        }
    }
}
