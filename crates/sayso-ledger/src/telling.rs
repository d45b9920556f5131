//! A record with its neighbours in the report: the act that embeds it and those that it embeds.

use std::collections::BTreeMap;

use jiff::civil::Date;
use sayso_record::Record;

use crate::day::day_of;
use crate::deadline;
use crate::party::{Party, parties, voice};
use crate::words::{stem, stems};

/// Records by identifier.
pub(crate) type Index<'a> = BTreeMap<&'a str, &'a Record>;

/// A record in its surroundings.
#[derive(Clone, Copy)]
pub(crate) struct Telling<'a> {
    pub(crate) record: &'a Record,
    /// The act whose content it is.
    pub(crate) parent: Option<&'a Record>,
}

impl<'a> Telling<'a> {
    /// Of a record.
    pub(crate) fn of(record: &'a Record, index: &Index<'a>) -> Telling<'a> {
        Telling { record, parent: record.embedded_in.as_deref().and_then(|id| index.get(id)).copied() }
    }

    pub(crate) fn sources(&self) -> Vec<Party> {
        parties(&self.record.source)
    }

    pub(crate) fn targets(&self) -> Vec<Party> {
        parties(&self.record.target)
    }

    /// Everyone in it.
    pub(crate) fn everyone(&self) -> Vec<Party> {
        let all: Vec<_> = self.record.source.iter().chain(&self.record.target).cloned().collect();
        parties(&all)
    }

    pub(crate) fn parent_sources(&self) -> Vec<Party> {
        self.parent.map(|parent| parties(&parent.source)).unwrap_or_default()
    }

    pub(crate) fn parent_targets(&self) -> Vec<Party> {
        self.parent.map(|parent| parties(&parent.target)).unwrap_or_default()
    }

    /// The day on which it counts: that of the speech act where it is the content of one.
    pub(crate) fn day(&self) -> Option<Date> {
        self.parent.filter(|_| !crate::features::is_claim(self.record)).and_then(day_of).or_else(|| day_of(self.record))
    }

    /// On whose word.
    pub(crate) fn voice(&self) -> Option<Party> {
        voice(self.record)
    }

    pub(crate) fn condition(&self) -> Option<String> {
        let own = self.record.condition.clone();
        own.or_else(|| self.parent.and_then(|parent| parent.condition.clone()))
    }

    /// The words of its deadline.
    pub(crate) fn deadline(&self) -> Option<String> {
        let own = self.record.deadline.clone().or_else(|| self.parent.and_then(|parent| parent.deadline.clone()));
        own.or_else(|| self.condition().as_deref().and_then(deadline::in_condition).map(str::to_owned))
    }

    /// Whether the trigger, or that of the act above, is one of these stems.
    pub(crate) fn triggered_by(&self, words: &[&str]) -> bool {
        let of = |record: &Record| {
            record.trigger.text.split_whitespace().any(|word| words.iter().any(|known| stem(known) == stem(word)))
        };
        of(self.record) || self.parent.is_some_and(of)
    }

    /// Whether the sentence has one of these stems.
    pub(crate) fn mentions(&self, words: &[&str]) -> bool {
        let stems = stems(&self.record.evidence);
        words.iter().any(|word| stems.contains(&stem(word)))
    }

    /// The act in the words of its sentence: from its trigger on, without condition and deadline.
    pub(crate) fn phrase(&self) -> String {
        let evidence = &self.record.evidence;
        let from =
            self.parent.and_then(|p| evidence.find(&p.trigger.text).map(|at| at + p.trigger.text.len())).unwrap_or(0);
        let rest = evidence.get(from..).unwrap_or(evidence);
        let Some(rest) = rest.find(&self.record.trigger.text).and_then(|at| rest.get(at..)) else {
            return self.record.trigger.text.clone();
        };
        const ENDS: [&str; 12] = [
            ", ", "; ", ". ", " if ", " unless ", " until ", " by ", " within ", " before ", " after ", " but ", " on ",
        ];
        let body = self.record.trigger.text.len();
        let end = ENDS.iter().filter_map(|end| rest.get(body..)?.find(end)).min().map_or(rest.len(), |at| at + body);
        let words: Vec<&str> = rest[..end].split_whitespace().collect();
        let shown = words[..words.len().min(16)].join(" ");
        shown.trim_end_matches(['.', '”', '"', '’', '?', '!']).to_owned()
    }
}
