//! The trigger lexicon: the words that make events, one file per event type.

use std::collections::{BTreeMap, BTreeSet};

use sayso_document::TokenId;
use sayso_lexicon::table::{self, OFF, Row, TableError};
use sayso_lexicon::{Classes, Constraint, Lemma, Sign, Slot, Text};
use sayso_syntax::{Rel, Upos};

use crate::commitment;
use crate::context::ContextWords;
use crate::field::Fields;
use crate::genuine::Genuine;
use crate::ontology::{Context, EventType, Mode};

/// One reading of a trigger word.
#[derive(Clone, Debug)]
pub struct Trigger {
    /// The words.
    pub lemma: Lemma,
    /// What kind of event they make.
    pub event_type: EventType,
    /// How.
    pub mode: Option<Mode>,
    /// Best-fitting CAMEO code.
    pub cameo: String,
    /// What the words themselves say about the context.
    pub contexts: Vec<Context>,
    /// Where the doer stands, best slot first.
    pub source: Vec<Slot>,
    /// Where what is acted on stands, best slot first.
    pub target: Vec<Slot>,
    /// What they do to an act in their complement.
    pub sign: Sign,
    /// Whether the row says that the words are no event where its conditions hold.
    pub is_off: bool,
    /// Conditions, all of which must hold.
    pub when: Vec<Constraint>,
    /// Sentences in which the row must fire.
    pub yes: Vec<String>,
    /// Sentences in which it must not.
    pub no: Vec<String>,
    /// Name of the row, `assault: open fire`.
    pub rule: String,
    /// File and line.
    pub origin: String,
}

/// All trigger rows, and the noun classes that their conditions name.
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// All rows.
    pub triggers: Vec<Trigger>,
    /// Noun classes.
    pub classes: Classes,
    /// What words say of the walk of life that a sentence tells of.
    pub fields: Fields,
    /// What tells a political act of the day from other uses of its words.
    pub(crate) genuine: Genuine,
    /// Words that show what an act is about.
    pub(crate) context_words: ContextWords,
    /// Head lemma → rows, most specific first.
    by_head: BTreeMap<String, Vec<usize>>,
}

const FILES: &[(&str, &str)] = &[
    ("assault", include_str!("../../../lexicons/triggers/assault.tsv")),
    ("coerce", include_str!("../../../lexicons/triggers/coerce.tsv")),
    ("mobilize", include_str!("../../../lexicons/triggers/mobilize.tsv")),
    ("protest", include_str!("../../../lexicons/triggers/protest.tsv")),
    ("sanction", include_str!("../../../lexicons/triggers/sanction.tsv")),
    ("retreat", include_str!("../../../lexicons/triggers/retreat.tsv")),
    ("aid", include_str!("../../../lexicons/triggers/aid.tsv")),
    ("cooperate", include_str!("../../../lexicons/triggers/cooperate.tsv")),
    ("agree", include_str!("../../../lexicons/triggers/agree.tsv")),
    ("consult", include_str!("../../../lexicons/triggers/consult.tsv")),
    ("support", include_str!("../../../lexicons/triggers/support.tsv")),
    ("concede", include_str!("../../../lexicons/triggers/concede.tsv")),
    ("request", include_str!("../../../lexicons/triggers/request.tsv")),
    ("accuse", include_str!("../../../lexicons/triggers/accuse.tsv")),
    ("reject", include_str!("../../../lexicons/triggers/reject.tsv")),
    ("threaten", include_str!("../../../lexicons/triggers/threaten.tsv")),
];

impl Lexicon {
    /// The tables that ship with sayso.
    ///
    /// # Errors
    /// A row that does not parse, with file, line and what to do about it.
    pub fn builtin() -> Result<Lexicon, TableError> {
        Lexicon::with_classes(Classes::builtin()?)
    }

    /// The tables that ship with sayso, with these noun classes.
    ///
    /// # Errors
    /// A row that does not parse, with file, line and what to do about it.
    pub fn with_classes(classes: Classes) -> Result<Lexicon, TableError> {
        let context_words = ContextWords::new(&classes);
        let (fields, genuine) = (Fields::builtin()?, Genuine::builtin()?);
        let mut lexicon =
            Lexicon { triggers: Vec::new(), classes, fields, genuine, context_words, by_head: BTreeMap::new() };
        for (name, text) in FILES {
            let event_type = EventType::parse(&name.to_uppercase())
                .ok_or_else(|| TableError::new(name, 0, "the file is named after no event type"))?;
            for row in table::rows(name, text, COLUMNS)? {
                let trigger = lexicon.trigger(event_type, &row)?;
                lexicon.triggers.push(trigger);
            }
        }
        lexicon.index();
        Ok(lexicon)
    }

    /// Lays a user's table of a type over ours: a row of the same words and conditions replaces ours, any other is one more
    /// reading, which goes before ours where both fit equally. A row whose sign is `off` says that the words are no event
    /// where its conditions hold; without conditions it takes away all our readings of the words under this type.
    /// Returns what is wrong with rows that cannot be used.
    pub fn add(&mut self, event_type: EventType, file: &str, text: &str) -> Vec<TableError> {
        let (rows, mut faults) = table::sound_rows(file, text, COLUMNS);
        let mut new = Vec::new();
        for row in &rows {
            match self.trigger(event_type, row) {
                Ok(trigger) => new.push(trigger),
                Err(fault) => faults.push(fault),
            }
        }
        let replaces = |new: &Trigger, old: &Trigger| {
            new.lemma == old.lemma
                && (new.when == old.when && new.event_type == old.event_type
                    || new.is_off && new.when.is_empty() && new.event_type == old.event_type)
        };
        let words: BTreeSet<&str> = new.iter().map(|t| t.lemma.head()).collect();
        self.triggers.retain(|old| !words.contains(old.lemma.head()) || !new.iter().any(|new| replaces(new, old)));
        new.retain(|trigger| !(trigger.is_off && trigger.when.is_empty()));
        self.triggers.splice(0..0, new);
        self.index();
        faults
    }

    fn trigger(&self, event_type: EventType, row: &Row<'_>) -> Result<Trigger, TableError> {
        let contexts = row.list(4).map(|c| {
            let known = || Context::ALL.iter().map(|c| c.as_str()).collect::<Vec<_>>().join(", ");
            Context::parse(c).ok_or_else(|| row.error(format!("unknown context {c:?}: one of {}", known())))
        });
        let is_off = row.cell(7) == OFF;
        Ok(Trigger {
            lemma: Lemma::read(row, 0, 1)?,
            event_type,
            mode: mode(event_type, row)?,
            cameo: cameo(event_type, row)?,
            contexts: contexts.collect::<Result<_, _>>()?,
            source: Slot::list(row.cell(5)),
            target: Slot::list(row.cell(6)),
            sign: if is_off { Sign::Plain } else { sign(row)? },
            is_off,
            when: Constraint::list(row, row.cell(8), &self.classes)?,
            yes: row.examples(9),
            no: row.examples(10),
            rule: format!("{}: {}", event_type.as_str().to_lowercase(), row.cell(0)),
            origin: row.origin(),
        })
    }

    fn index(&mut self) {
        self.by_head.clear();
        for (i, trigger) in self.triggers.iter().enumerate() {
            self.by_head.entry(trigger.lemma.head().to_string()).or_default().push(i);
        }
        for rows in self.by_head.values_mut() {
            rows.sort_by_key(|&i| {
                let row = &self.triggers[i];
                std::cmp::Reverse((row.lemma.n_words(), row.when.iter().map(Constraint::specificity).sum::<usize>()))
            });
        }
    }

    /// Whether a lemma heads any trigger.
    #[must_use]
    pub fn has_head(&self, lemma: &str) -> bool {
        self.by_head.contains_key(lemma)
    }

    /// Whether a verb only carries the act that its object names: "carried out an attack".
    #[must_use]
    pub fn is_light(&self, text: &Text<'_>, verb: TokenId) -> bool {
        if text.syntax.upos(verb) != Upos::Verb {
            return false;
        }
        let particle =
            text.syntax.child(verb, &[Rel::CompoundPrt]).map(|p| format!("{} {}", text.key(verb), text.key(p)));
        self.classes.has("light", particle.as_deref().unwrap_or(text.key(verb)))
    }

    /// The best row at a token, with the tokens that make it up (head first).
    #[must_use]
    pub fn trigger_at<'l>(&'l self, text: &Text<'_>, token: TokenId) -> Option<(&'l Trigger, Vec<TokenId>)> {
        let pos = text.syntax.upos(token);
        if is_headline_verb(text, token)
            && let Some(found) = self.row_for(text, token, text.key(token), Upos::Verb)
        {
            return Some(found);
        }
        if let Some(found) = hyphenated(text, token).and_then(|key| self.row_for(text, token, &key, pos)) {
            return Some(found);
        }
        self.row_for(text, token, text.key(token), pos).or_else(|| {
            let gerund = text.document.word(token).to_lowercase();
            let is_gerund = pos == Upos::Noun && gerund.ends_with("ing");
            let as_noun = (is_gerund && gerund != text.key(token)).then(|| self.row_for(text, token, &gerund, pos));
            as_noun.flatten().or_else(|| {
                let verbs = gerund_verbs(&gerund).into_iter().filter(|_| is_gerund);
                verbs.into_iter().find_map(|verb| self.row_for(text, token, &verb, Upos::Verb))
            })
        })
    }

    fn row_for(&self, text: &Text<'_>, token: TokenId, key: &str, pos: Upos) -> Option<(&Trigger, Vec<TokenId>)> {
        let found = self.by_head.get(key)?.iter().find_map(|&i| {
            let row = &self.triggers[i];
            let tokens = row.lemma.at(text, token, pos)?;
            let fits = row.when.iter().all(|c| c.holds(text, &tokens)) && commitment::fits(text, row, &tokens);
            fits.then_some((row, tokens))
        });
        found.filter(|(row, _)| !row.is_off)
    }
}

/// Columns of a table.
const COLUMNS: usize = 12;

fn mode(event_type: EventType, row: &Row<'_>) -> Result<Option<Mode>, TableError> {
    let text = row.cell(2);
    if text == "-" {
        return Ok(None);
    }
    let known = || event_type.modes().map(Mode::as_str).collect::<Vec<_>>().join(", ");
    let name = event_type.as_str();
    let mode = Mode::parse(text).filter(|&mode| event_type.modes().any(|m| m == mode));
    let fault = || match known() {
        none if none.is_empty() => row.error(format!("unknown mode {text:?}: {name} has none, write -")),
        known => row.error(format!("unknown mode {text:?}: {name} has {known}, or - for none")),
    };
    mode.map(Some).ok_or_else(fault)
}

/// The CAMEO code of a row; the type's own where the row has none.
fn cameo(event_type: EventType, row: &Row<'_>) -> Result<String, TableError> {
    match row.cell(3) {
        "-" => Ok(event_type.default_cameo().to_string()),
        code if matches!(code.len(), 3 | 4) && code.bytes().all(|b| b.is_ascii_digit()) => Ok(code.to_string()),
        code => Err(row.error(format!("{code:?} is no CAMEO code: write three or four digits, or -"))),
    }
}

fn sign(row: &Row<'_>) -> Result<Sign, TableError> {
    let known = || Sign::ALL.iter().map(|s| s.as_str()).collect::<Vec<_>>().join(", ");
    Sign::parse(row.cell(7)).ok_or_else(|| row.error(format!("unknown sign {:?}: one of {}", row.cell(7), known())))
}

/// Whether what the tagger calls a noun is a verb by its object: "Border police *arrest* nine men", "police *arrest* and
/// detain nine men".
#[must_use]
pub(crate) fn is_headline_verb(text: &Text<'_>, token: TokenId) -> bool {
    let object = || text.syntax.child(token, &[Rel::Obj]).or_else(|| shared_object(text, token));
    text.syntax.upos(token) == Upos::Noun
        && object().is_some_and(|o| o > token)
        && text.syntax.child(token, &[Rel::Det, Rel::NmodPoss]).is_none()
        && !text.document.word(token).ends_with("ing")
}

/// The object of the verb that goes with what the tagger calls a noun: "police arrest and detain *nine men*".
#[must_use]
pub(crate) fn shared_object(text: &Text<'_>, token: TokenId) -> Option<TokenId> {
    let syntax = text.syntax;
    syntax.child(token, &[Rel::Compound]).filter(|&doer| doer < token)?;
    let with = syntax.children_by(token, &[Rel::Conj]).find(|&c| syntax.upos(c) == Upos::Verb)?;
    syntax.child(with, &[Rel::Obj]).filter(|&o| o > with && syntax.child(with, &[Rel::Nsubj]).is_none())
}

/// A word and what a hyphen ties to it, where the engine made three words of it: "sit-in", "test-fired".
fn hyphenated(text: &Text<'_>, token: TokenId) -> Option<String> {
    let spans = |t: u32| text.document.tokens[TokenId(t).index()].span;
    let at = token.0.checked_sub(2)?;
    let joined = text.document.word(TokenId(at + 1)) == "-"
        && spans(at).end == spans(at + 1).start
        && spans(at + 1).end == spans(token.0).start;
    joined.then(|| format!("{}-{}", text.key(TokenId(at)), text.key(token)))
}

/// The verbs that a noun in -ing may come from: "bombing" → bomb, "seizing" → seize, "stopping" → stop.
fn gerund_verbs(noun: &str) -> Vec<String> {
    let Some(stem) = noun.strip_suffix("ing").filter(|s| s.len() > 2 && s.is_ascii()) else { return Vec::new() };
    let mut verbs = vec![stem.to_string(), format!("{stem}e")];
    let bytes = stem.as_bytes();
    if bytes[bytes.len() - 1] == bytes[bytes.len() - 2] {
        verbs.push(stem[..stem.len() - 1].to_string());
    }
    verbs
}
