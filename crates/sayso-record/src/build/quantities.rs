//! Numbers told of an act: killed, wounded, arrested, protesters, troops, money.

use std::collections::BTreeMap;

use sayso_document::TokenId;
use sayso_events::{Event, EventType, Events, Mode};
use sayso_lexicon::Text;
use sayso_lexicon::table::{self, TableError};
use sayso_syntax::{Rel, Upos};

use super::amounts;
use crate::record::Quantity;

/// Which words count what, and what number words mean.
#[derive(Clone, Debug)]
pub struct QuantityWords {
    kinds: BTreeMap<String, String>,
    numbers: BTreeMap<String, (u64, Option<u64>)>,
}

impl QuantityWords {
    /// The table that ships with sayso: predicates and nouns with what they count, and number words with their range.
    ///
    /// # Errors
    /// A row that does not parse.
    pub fn builtin() -> Result<QuantityWords, TableError> {
        let mut words = QuantityWords { kinds: BTreeMap::new(), numbers: BTreeMap::new() };
        for row in table::rows("quantities", include_str!("../../../../lexicons/quantities.tsv"), 4)? {
            let bound = |column: usize| row.cell(column).parse::<u64>().ok();
            match row.cell(1) {
                "number" => {
                    let least = bound(2).ok_or_else(|| row.error("a number word needs its least value in column 3"))?;
                    words.numbers.insert(row.cell(0).to_string(), (least, bound(3)));
                }
                kind => {
                    words.kinds.insert(row.cell(0).to_string(), kind.to_string());
                }
            }
        }
        Ok(words)
    }

    /// Least and greatest value of a number word or number.
    pub(super) fn value(&self, text: &Text<'_>, token: TokenId) -> Option<(u64, Option<u64>)> {
        let word = text.document.word(token).to_lowercase();
        let digits: String = word.chars().filter(|c| *c != ',').collect();
        let number = digits.parse::<u64>().ok().map(|n| (n, Some(n)));
        number.or_else(|| self.numbers.get(&word).copied()).or_else(|| self.numbers.get(text.key(token)).copied())
    }

    /// The unit that a plural number noun counts in: thousands → 1,000.
    pub(super) fn numbers_unit(&self, text: &Text<'_>, token: TokenId) -> Option<u64> {
        self.numbers.get(text.key(token)).map(|n| n.0).filter(|&n| n >= 100)
    }

    fn kind(&self, text: &Text<'_>, token: TokenId) -> Option<&str> {
        let word = || self.kinds.get(text.document.word(token)).map(String::as_str);
        self.kinds.get(text.key(token)).map(String::as_str).or_else(word)
    }

    /// Whether a token is a unit of money.
    pub(super) fn is_money(&self, text: &Text<'_>, token: TokenId) -> bool {
        self.kind(text, token) == Some("money")
    }
}

/// The quantities of an event.
pub(crate) fn of(text: &Text<'_>, event: &Event, events: &Events, words: &QuantityWords) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let mut taken: Vec<TokenId> = Vec::new();
    let told = event.trigger.iter().take(1).chain(&event.consequences).copied();
    let predicates: Vec<TokenId> = told.chain(toll_words(text, event, events, words)).collect();
    for predicate in predicates {
        let Some(kind) = words.kind(text, predicate).filter(|kind| fits(kind, event)) else { continue };
        if found.iter().any(|q| q.kind == kind) {
            continue;
        }
        let counted = counted(text, words, event, predicate, kind).filter(|c| !taken.contains(c));
        let counted = counted.or_else(|| just_before(text, words, predicate));
        taken.extend(counted);
        found.extend(counted.and_then(|c| amounts::total(text, words, kind, c)));
    }
    found.extend(money(text, event, words));
    found
}

/// Whether an event can have a kind of quantity: only those who are abducted count as such.
fn fits(kind: &str, event: &Event) -> bool {
    match kind {
        "abducted" => event.mode == Some(Mode::Abduct),
        "detained" => matches!(event.mode, Some(Mode::Arrest | Mode::Convict)),
        "released" => event.event_type == EventType::Retreat,
        "expelled" => matches!(event.event_type, EventType::Sanction | EventType::Coerce),
        "protesters" => event.event_type == EventType::Protest,
        "troops" => matches!(event.event_type, EventType::Mobilize | EventType::Retreat),
        _ => kind != "money",
    }
}

/// Words of harm in the sentence that are nobody else's: "…, with *wounded* numbering 20", where the sentence tells of one
/// assault only.
fn toll_words(text: &Text<'_>, event: &Event, events: &Events, words: &QuantityWords) -> Vec<TokenId> {
    let sentence = text.document.sentence_of(event.head());
    let alone = event.event_type == EventType::Assault
        && !events.events.iter().any(|e| {
            e.head() != event.head()
                && e.event_type == EventType::Assault
                && text.document.sentence_of(e.head()) == sentence
        });
    if !alone {
        return Vec::new();
    }
    let tokens = text.document.sentences[sentence.index()].tokens.clone().map(TokenId);
    let harm = |t: &TokenId| matches!(words.kind(text, *t), Some("killed" | "wounded" | "missing" | "displaced"));
    tokens.filter(|t| harm(t) && !events.events.iter().any(|e| e.head() == *t)).collect()
}

/// The nominal whose number counts.
fn counted(text: &Text<'_>, words: &QuantityWords, event: &Event, predicate: TokenId, kind: &str) -> Option<TokenId> {
    let syntax = text.syntax;
    if kind == "protesters" {
        return event.sources.first().copied();
    }
    if text.key(predicate) == "toll" {
        let governor = syntax.head(predicate).unwrap_or(predicate);
        let stated = [(predicate, "of"), (governor, "to"), (governor, "at")];
        return stated.iter().find_map(|(t, preposition)| syntax.obliques(*t, preposition).first().copied());
    }
    match syntax.upos(predicate) {
        // "left nine soldiers *dead*", "12 are *missing*"
        Upos::Adj => {
            let raised = syntax.head(predicate).filter(|_| syntax.rel(predicate) == Rel::Xcomp);
            let object = raised.and_then(|g| syntax.child(g, &[Rel::Obj]));
            object.or_else(|| syntax.surface_subject(predicate))
        }
        Upos::Verb => syntax.logical_object(predicate).or_else(|| syntax.surface_subject(predicate)),
        _ => {
            let of = syntax.obliques(predicate, "of").first().copied();
            of.filter(|&t| amounts::number_of(text, words, t).is_some()).or(Some(predicate))
        }
    }
}

/// A nominal with a number right before a word of harm that the tree ties to something else: "…and *248 others* injured".
fn just_before(text: &Text<'_>, words: &QuantityWords, predicate: TokenId) -> Option<TokenId> {
    let near = (predicate.0.saturating_sub(2)..predicate.0).rev().map(TokenId);
    let mut numbered = near.filter(|&t| amounts::number_of(text, words, t).is_some());
    numbered.next()
}

/// The sum that is given, lent, paid or withheld.
fn money(text: &Text<'_>, event: &Event, words: &QuantityWords) -> Option<Quantity> {
    let transfers = matches!(
        event.event_type,
        EventType::Aid | EventType::Cooperate | EventType::Agree | EventType::Sanction | EventType::Coerce
    );
    let head = event.head();
    let start = text.syntax.logical_object(head).filter(|_| text.syntax.upos(head) == Upos::Verb).unwrap_or(head);
    let inside = std::iter::once(start).chain(text.descendants(start, 3));
    let sum = inside
        .filter(|&t| transfers && words.is_money(text, t))
        .find(|&t| amounts::number_of(text, words, t).is_some())?;
    amounts::total(text, words, "money", sum)
}
