//! Records as the rows of two actors that CAMEO data sets are made of, and which records may be such rows.

use sayso::record::{ActorRef, Record};

/// Why a record is no row of a data set that has no column for who says so and what became of it.
pub(super) fn is_unasserted(record: &Record) -> Option<&'static str> {
    use sayso::factuality::Status as S;
    match record.status {
        S::Occurred if record.asserted => None,
        S::Occurred => Some("on somebody's word only"),
        S::Denied => Some("denied"),
        S::Demanded => Some("demanded only"),
        S::Promised => Some("promised only"),
        S::Threatened => Some("threatened only"),
        S::Refused => Some("refused"),
        S::Planned => Some("planned only"),
        S::Proposed => Some("proposed only"),
        S::Possible => Some("possible only"),
    }
}

/// What the manifest and the help say of it.
pub(super) const RULE: &str = "Only acts that a report asserts in its own word are rows: those told on somebody's word, demanded, \
    promised, threatened, planned, proposed, refused, possible or denied are left out, since no column of the format could tell \
    them from deeds. The speech act itself (the demand, the threat) is a row of its own.";

/// One source and one target of a record.
pub(super) type Dyad<'a> = (Option<&'a ActorRef>, Option<&'a ActorRef>);

/// All pairs of source and target. The parties of a reciprocal act, all of them sources, act on each other, in both directions.
pub(super) fn dyads(record: &Record) -> Vec<Dyad<'_>> {
    let (sources, targets) = (&record.source, &record.target);
    if targets.is_empty() && sources.len() > 1 {
        let on_others = |(at, one)| {
            sources
                .iter()
                .enumerate()
                .filter(move |(other, _)| *other != at)
                .map(move |(_, other)| (Some(one), Some(other)))
        };
        return sources.iter().enumerate().flat_map(on_others).collect();
    }
    let some = |actors: &'_ [ActorRef]| -> Vec<Option<usize>> {
        if actors.is_empty() { vec![None] } else { (0..actors.len()).map(Some).collect() }
    };
    let targets_at = some(targets);
    let pairs = some(sources).into_iter().flat_map(|source| targets_at.iter().map(move |&target| (source, target)));
    pairs.map(|(source, target)| (source.map(|at| &sources[at]), target.map(|at| &targets[at]))).collect()
}

/// What an actor is called.
pub(super) fn name(actor: &ActorRef) -> &str {
    if actor.name.is_empty() { &actor.text } else { &actor.name }
}

/// A number for a row, the same at every writing: below 2^53, so that every reader holds it.
pub(super) fn number(record: &Record, dyad: usize) -> u64 {
    let hash = *blake3::hash(format!("{}\u{1f}{dyad}", record.id).as_bytes()).as_bytes();
    hash[..8].iter().fold(0, |all, &byte| all << 8 | u64::from(byte)) >> 12
}

/// A value for a tab-separated row: no tab and no line end may come from a report.
pub(super) fn cell(text: &str) -> String {
    text.split(['\t', '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'])
        .collect::<Vec<_>>()
        .join(" ")
        .trim()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_breaks_a_row() {
        assert_eq!(cell(" a\tb\r\nc\u{2028}d\n"), "a b  c d");
    }
}
