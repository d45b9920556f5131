//! The embedder lexicon: words that are no event themselves but carry or alter one ("managed to", "rumours of").

use sayso_document::TokenId;
use sayso_lexicon::table::{self, OFF, Row, TableError};
use sayso_lexicon::{HeadIndex, Lemma, Sign, Slot, Text};
use sayso_syntax::{Rel, Upos};

/// One embedder.
#[derive(Clone, Debug)]
pub struct Embedder {
    /// The words.
    pub lemma: Lemma,
    /// What they do to the act.
    pub sign: Sign,
    /// Where the act stands.
    pub complement: Vec<Slot>,
    /// Sentences in which the row must fire.
    pub yes: Vec<String>,
    /// Sentences in which it must not.
    pub no: Vec<String>,
    /// Name of the row.
    pub rule: String,
    /// File and line.
    pub origin: String,
}

/// All embedders.
#[derive(Clone, Debug)]
pub struct Embedders {
    /// All rows.
    pub rows: Vec<Embedder>,
    index: HeadIndex,
}

impl Embedders {
    /// The table that ships with sayso.
    ///
    /// # Errors
    /// A row that does not parse, with file, line and what to do about it.
    pub fn builtin() -> Result<Embedders, TableError> {
        let table = table::rows("embedders", include_str!("../../../lexicons/embedders.tsv"), COLUMNS)?;
        let rows = table.iter().map(embedder).collect::<Result<Vec<Embedder>, TableError>>()?;
        let index = HeadIndex::new(rows.iter().map(|row| &row.lemma));
        Ok(Embedders { rows, index })
    }

    /// Lays a user's table over this one: a row of the same words replaces ours, the sign `off` takes it away. Returns what
    /// is wrong with rows that cannot be used.
    pub fn add(&mut self, file: &str, text: &str) -> Vec<TableError> {
        let parse = |row: &Row<'_>| match row.cell(2) {
            OFF => Ok((Lemma::read(row, 0, 1)?, None)),
            _ => embedder(row).map(|embedder| (embedder.lemma.clone(), Some(embedder))),
        };
        let faults = table::lay_over(&mut self.rows, (file, text, COLUMNS), |row| &row.lemma, parse);
        self.index = HeadIndex::new(self.rows.iter().map(|row| &row.lemma));
        faults
    }

    /// The row headed at `head` that carries `act` in its complement.
    #[must_use]
    pub fn carrying(&self, text: &Text<'_>, head: TokenId, act: TokenId) -> Option<&Embedder> {
        let pos = text.syntax.upos(head);
        let mut rows = self.index.headed_by(text.key(head)).map(|i| &self.rows[i]);
        rows.find(|row| {
            row.lemma.at(text, head, pos).is_some_and(|tokens| {
                !tokens.contains(&act) && row.complement.iter().any(|slot| stands_in(text, &tokens, slot, act))
            })
        })
    }
}

/// Columns of the table.
const COLUMNS: usize = 7;

fn embedder(row: &Row<'_>) -> Result<Embedder, TableError> {
    let known = || Sign::ALL.iter().map(|s| s.as_str()).collect::<Vec<_>>().join(", ");
    Ok(Embedder {
        lemma: Lemma::read(row, 0, 1)?,
        sign: Sign::parse(row.cell(2))
            .ok_or_else(|| row.error(format!("unknown sign {:?}: one of {}", row.cell(2), known())))?,
        complement: Slot::list(row.cell(3)),
        yes: row.examples(4),
        no: row.examples(5),
        rule: format!("embedder: {}", row.cell(0)),
        origin: row.origin(),
    })
}

impl Embedders {
    /// The row by which a modifier gives the lie to what it modifies: "false reports", "falsely claimed".
    #[must_use]
    pub fn belying(&self, text: &Text<'_>, modifier: TokenId) -> Option<&Embedder> {
        let pos = text.syntax.upos(modifier);
        let of = |key: &str| {
            let mut rows = self.index.headed_by(key).map(|i| &self.rows[i]);
            rows.find(|r| matches!(r.sign, Sign::Untrue | Sign::Invent) && r.lemma.at(text, modifier, pos).is_some())
        };
        of(text.key(modifier)).or_else(|| of(&text.document.word(modifier).to_lowercase()))
    }

    /// Whether a verb says or announces something, so that a time beside it is not its own.
    #[must_use]
    pub fn announces(&self, text: &Text<'_>, verb: TokenId) -> bool {
        let mut rows = self.index.headed_by(text.key(verb)).map(|i| &self.rows[i]);
        rows.any(|row| {
            row.lemma.pos() == Upos::Verb
                && matches!(
                    row.sign,
                    Sign::Say
                        | Sign::Claim
                        | Sign::Fact
                        | Sign::Demand
                        | Sign::Promise
                        | Sign::Threaten
                        | Sign::Plan
                        | Sign::Propose
                        | Sign::Believe
                )
        })
    }

    /// Whether a verb only says that something takes place or is done: "take place", "carry out", "begin".
    #[must_use]
    pub fn brings_about(&self, text: &Text<'_>, verb: TokenId) -> bool {
        let pos = text.syntax.upos(verb);
        let mut rows = self.index.headed_by(text.key(verb)).map(|i| &self.rows[i]);
        rows.any(|row| {
            matches!(row.sign, Sign::Happen | Sign::Manage | Sign::Start) && row.lemma.at(text, verb, pos).is_some()
        })
    }

    /// Whether a noun names something said or claimed.
    #[must_use]
    pub fn names_claim(&self, text: &Text<'_>, noun: TokenId) -> bool {
        let mut rows = self.index.headed_by(text.key(noun)).map(|i| &self.rows[i]);
        rows.any(|row| row.lemma.pos() == Upos::Noun && matches!(row.sign, Sign::Claim | Sign::Say | Sign::Doubt))
    }
}

/// Whether `act` stands in a slot of the predicate made of `tokens`: itself, as a conjunct, or as the gerund that a
/// preposition ties to a verb ("charged *with killing*", "aimed *at closing*").
pub(crate) fn stands_in(text: &Text<'_>, tokens: &[TokenId], slot: &Slot, act: TokenId) -> bool {
    let Slot::Prep(preposition) = slot else { return text.fillers(tokens, slot).contains(&act) };
    let syntax = text.syntax;
    let head = tokens.first().copied();
    let own = syntax.head(act) == head && matches!(syntax.rel(act), Rel::Advcl | Rel::Xcomp | Rel::Obl | Rel::Ccomp);
    // "Acquitted the general of killing two nuns", the gerund hung on whom it is said of
    let of_object = syntax.rel(act) == Rel::Acl && head.and_then(|h| syntax.child(h, &[Rel::Obj])) == syntax.head(act);
    let gerund = (own || of_object)
        && syntax.upos(act) == Upos::Verb
        && text.document.word(act).ends_with("ing")
        && syntax
            .child(act, &[Rel::Nsubj, Rel::Aux])
            .is_none_or(|t| syntax.rel(t) == Rel::Aux && text.key(t) == "have")
        && syntax.mark(act).as_deref() == Some(preposition.as_str());
    gerund || text.fillers(tokens, slot).contains(&act)
}
