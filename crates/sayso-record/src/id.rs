//! Stable identifiers: re-coding a document yields a diff, not new rows.

use std::collections::BTreeSet;

use sayso_document::Span;
use sayso_events::EventType;

/// What an identifier is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdKey {
    /// The trigger.
    pub trigger: Span,
    /// The type.
    pub event_type: EventType,
    /// Sources and targets, in the record's order.
    pub roles: Vec<Span>,
}

impl IdKey {
    fn digits(&self, round: u32) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.event_type.as_str().as_bytes());
        for span in std::iter::once(&self.trigger).chain(&self.roles) {
            hasher.update(&span.start.to_le_bytes());
            hasher.update(&span.end.to_le_bytes());
        }
        if round > 0 {
            hasher.update(&round.to_le_bytes());
        }
        hasher.finalize().to_hex()[..6].to_owned()
    }
}

/// The identifiers of the records of one document, in order: its id, `#`, six hexadecimal digits of a hash of the key.
/// Records that share a key (one act, two tellings) are told apart by their order.
#[must_use]
pub fn record_ids(document: &str, keys: &[IdKey]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let fresh = |key: &IdKey| {
        let digits = (0..).map(|round| key.digits(round)).find(|digits| taken.insert(digits.clone()));
        format!("{document}#{}", digits.unwrap_or_default())
    };
    keys.iter().map(fresh).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(start: usize) -> IdKey {
        IdKey { trigger: Span::new(start, start + 4), event_type: EventType::Aid, roles: vec![Span::new(0, 3)] }
    }

    #[test]
    fn ids_are_stable_and_distinct() {
        let ids = record_ids("d", &[key(4), key(9), key(4)]);
        assert_eq!(ids[0], record_ids("d", &[key(4)])[0]);
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 3);
        assert!(ids.iter().all(|id| id.len() == 8 && id.starts_with("d#")));
    }
}
