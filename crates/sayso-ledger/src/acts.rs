//! Acts: records that tell of the same thing, each claim kept.
//!
//! Records are taken in an order of their own, so the order of arrival does not show. A record joins the act to all of whose records it
//! is kin and to which it is most so; where none is near enough it opens one. That every pair must fit keeps a chain of half-alike
//! reports from growing into one act.

use std::collections::BTreeMap;

use jiff::civil::Date;
use sayso_events::EventType;
use sayso_record::Record;
use serde::Serialize;

use crate::day::day_of;
use crate::features::Features;
use crate::kinship::{ENOUGH, kinship};
use crate::short_id;

/// Only the acts of so many days before a record can be meant by it.
const REACH: i32 = 31;

/// One act and the records that tell of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Act {
    /// `act-` and eight hexadecimal digits.
    pub id: String,
    /// First day that any record gives.
    pub day: Option<String>,
    /// PLOVER type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Identifiers of the records, first told first.
    pub records: Vec<String>,
}

struct Draft<'a> {
    members: Vec<usize>,
    last: Option<Date>,
    first: &'a Record,
}

/// The acts of records that stand in order.
pub(crate) fn cluster(ordered: &[&Record]) -> Vec<Act> {
    let features: Vec<Features<'_>> = ordered.iter().map(|record| Features::of(record)).collect();
    let mut open: BTreeMap<EventType, Vec<Draft<'_>>> = BTreeMap::new();
    let mut closed = Vec::new();
    let mut today = None;
    for (at, record) in features.iter().enumerate() {
        if record.told > today {
            today = record.told;
            let gone = |draft: &mut Draft<'_>| !within_reach(draft, record);
            open.values_mut().for_each(|block| closed.extend(block.extract_if(.., gone)));
        }
        let block = open.entry(record.record.event_type).or_default();
        match nearest(block, &features, record) {
            Some(draft) => {
                draft.members.push(at);
                draft.last = draft.last.max(record.told);
            }
            None => block.push(Draft { members: vec![at], last: record.told, first: record.record }),
        }
    }
    let drafts = closed.into_iter().chain(open.into_values().flatten());
    let mut acts: Vec<Act> = drafts.map(|draft| act(&draft, &features)).collect();
    acts.sort_by(|a, b| (&a.day, &a.id).cmp(&(&b.day, &b.id)));
    acts
}

fn act(draft: &Draft<'_>, features: &[Features<'_>]) -> Act {
    let records = || draft.members.iter().map(|&at| features[at].record);
    Act {
        id: short_id("act", &draft.first.id),
        day: records().filter_map(day_of).min().map(|day| day.to_string()),
        event_type: draft.first.event_type.as_str().to_owned(),
        records: records().map(|record| record.id.clone()).collect(),
    }
}

fn within_reach(draft: &Draft<'_>, record: &Features<'_>) -> bool {
    match (record.told, draft.last) {
        (Some(now), Some(last)) => (now - last).get_days() <= REACH,
        _ => false,
    }
}

/// The act that a record belongs to.
fn nearest<'d, 'a>(
    block: &'d mut [Draft<'a>],
    features: &[Features<'a>],
    record: &Features<'a>,
) -> Option<&'d mut Draft<'a>> {
    let mut found: Option<(f64, usize)> = None;
    for (at, draft) in block.iter().enumerate().rev() {
        if within_reach(draft, record)
            && let Some(score) = mean(draft, features, record)
            && found.is_none_or(|(best, _)| score > best)
        {
            found = Some((score, at));
        }
    }
    found.filter(|(score, _)| *score >= ENOUGH).map(|(_, at)| &mut block[at])
}

fn mean(draft: &Draft<'_>, features: &[Features<'_>], record: &Features<'_>) -> Option<f64> {
    let mut sum = 0.0;
    for &member in &draft.members {
        sum += kinship(&features[member], record)?.score;
    }
    Some(sum / draft.members.len() as f64)
}
