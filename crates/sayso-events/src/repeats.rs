//! One act told by the headline and again by the first sentences of the report is one event: the report tells more.

use sayso_document::{Field, TokenId};
use sayso_lexicon::Text;

use crate::event::Event;

/// Sentences of the report in which the headline's act is looked for.
const OPENING: usize = 2;

/// Drops the events of the title that the opening of the text tells too. `events` stay in order.
pub(crate) fn drop_headlines(text: &Text<'_>, events: &mut Vec<Event>) {
    let sentences = &text.document.sentences;
    let field_of = |e: &Event| sentences[text.document.sentence_of(e.head()).index()].field;
    let Some(first) = sentences.iter().position(|s| s.field != Field::Title) else { return };
    let opening: Vec<Event> = events
        .iter()
        .filter(|e| {
            let at = text.document.sentence_of(e.head()).index();
            (first..first + OPENING).contains(&at)
        })
        .cloned()
        .collect();
    events.retain(|e| field_of(e) != Field::Title || !opening.iter().any(|o| same_act(text, e, o)));
}

/// Whether two events may be one act: of one type, by and to nobody else.
fn same_act(text: &Text<'_>, headline: &Event, told: &Event) -> bool {
    let same_kind = headline.event_type == told.event_type
        && (headline.mode == told.mode || headline.mode.is_none() || told.mode.is_none());
    same_kind
        && agree(text, &headline.sources, &told.sources)
        && agree(text, &headline.targets, &told.targets)
        && (text.key(headline.head()) == text.key(told.head())
            || !headline.sources.is_empty()
            || !headline.targets.is_empty())
}

/// Whether the codes of two roles do not contradict: equal countries or bodies, or nobody known on one side.
fn agree(text: &Text<'_>, a: &[TokenId], b: &[TokenId]) -> bool {
    let codes = |tokens: &[TokenId]| -> Vec<String> {
        let mentions = tokens.iter().filter_map(|t| text.entities.mention_at(*t));
        mentions
            .flat_map(|m| m.actors())
            .map(|x| x.code.chars().take(3).collect())
            .filter(|c: &String| !c.is_empty())
            .collect()
    };
    let (a, b) = (codes(a), codes(b));
    a.is_empty() || b.is_empty() || a.iter().any(|code| b.contains(code))
}
