//! The commonest errors: what goes wrong, how often, and where to look.

use std::collections::BTreeMap;

use sayso::record::Record;

use super::gold::Act;
use super::matching::{Judged, Verdict, roles_fit, side_fits, speakers_fit};

/// One kind of error and where it is seen.
#[derive(Debug)]
pub(crate) struct Kind {
    pub(crate) what: String,
    pub(crate) places: Vec<String>,
}

/// Kinds of errors, commonest first.
pub(crate) fn commonest(texts: &[Judged<'_>]) -> Vec<Kind> {
    let mut kinds: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for judged in texts {
        let mut take = |what: String, word: &str| {
            kinds.entry(what).or_default().push(format!("{} “{word}”", judged.text.id));
        };
        for (a, act) in judged.text.expect.iter().enumerate() {
            if judged.answer(a).is_none() && judged.mistyped(a).is_none() {
                take(format!("missed {}", act.types[0].as_str()), &act.trigger);
            }
        }
        for (record, verdict) in judged.records.iter().zip(&judged.verdicts) {
            let word = record.trigger.text.as_str();
            match verdict {
                Verdict::Spurious => take(format!("spurious {}", record.event_type.as_str()), word),
                Verdict::Mistyped(a) => {
                    let gold = judged.text.expect[*a].types[0].as_str();
                    take(format!("{} for {gold}", record.event_type.as_str()), word);
                }
                Verdict::Found(a) => {
                    faults(record, &judged.text.expect[*a]).into_iter().for_each(|what| take(what, word));
                }
                Verdict::Also(_) | Verdict::Repeat(_) | Verdict::Folded => {}
            }
        }
    }
    let mut kinds: Vec<Kind> = kinds.into_iter().map(|(what, places)| Kind { what, places }).collect();
    kinds.sort_by(|a, b| b.places.len().cmp(&a.places.len()).then(a.what.cmp(&b.what)));
    kinds
}

/// Records that come out as plain fact of acts that the text does not assert.
pub(crate) fn false_facts(texts: &[Judged<'_>]) -> Vec<String> {
    let mut found = Vec::new();
    for judged in texts {
        for (record, verdict) in judged.records.iter().zip(&judged.verdicts).filter(|(record, _)| record.asserted) {
            let act = match verdict {
                Verdict::Found(a) | Verdict::Mistyped(a) | Verdict::Repeat(a) => &judged.text.expect[*a],
                Verdict::Also(a) => &judged.text.also[*a],
                Verdict::Folded | Verdict::Spurious => continue,
            };
            if !act.is_fact() {
                found.push(format!("{} “{}”", judged.text.id, record.trigger.text));
            }
        }
    }
    found
}

/// What is wrong with a record that answers an act.
fn faults(record: &Record, act: &Act) -> Vec<String> {
    let mut faults = Vec::new();
    if !act.statuses.contains(&record.status) {
        faults.push(format!("status {} for {}", record.status.as_str(), act.statuses[0].as_str()));
    }
    if !roles_fit(act, record) {
        for (name, side, actors) in [("source", act.source(), &record.source), ("target", act.target(), &record.target)]
        {
            if !side_fits(side, actors) {
                let what = match (side.must.is_empty(), actors.iter().all(|a| a.code.is_empty())) {
                    (false, true) => "missing",
                    (true, false) => "where there is none",
                    _ => "wrong",
                };
                faults.push(format!("{name} {what}"));
            }
        }
    }
    if !speakers_fit(act, record) {
        let expected = act.by.as_ref().map_or(0, |by| by.iter().filter(|s| !s.ends_with('|')).count());
        faults.push(match record.speakers.len().cmp(&expected) {
            std::cmp::Ordering::Less => "speaker missing".to_owned(),
            std::cmp::Ordering::Equal => "speaker wrong".to_owned(),
            std::cmp::Ordering::Greater => "speaker too many".to_owned(),
        });
    }
    if let Some(modes) = act.modes.get(&record.event_type) {
        match record.mode {
            None => faults.push(format!("mode missing, {}", record.event_type.as_str())),
            Some(mode) if !modes.contains(&mode) => {
                faults.push(format!("mode {} for {}", mode.as_str(), modes[0].as_str()));
            }
            Some(_) => {}
        }
    }
    faults
}
