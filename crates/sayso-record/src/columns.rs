//! The record as one flat row, for spreadsheets. Lists are joined by `; `, absent values are empty.

use sayso_entities::Sector;

use crate::codes::field;
use crate::record::{ActorRef, Quantity, Record, SpeakerRef};

/// A column: its name, and how a record fills it.
pub type Column = (&'static str, fn(&Record) -> String);

/// All columns, in order.
#[rustfmt::skip]
pub const COLUMNS: &[Column] = &[
    ("id", |r| r.id.clone()),
    ("document", |r| r.document.clone()),
    ("sentence", |r| r.sentence.to_string()),
    ("published", |r| text(r.published.as_ref())),
    ("date", |r| text(r.date.as_ref())),
    ("date_precision", |r| r.date_precision.as_str().to_owned()),
    ("date_basis", |r| text(r.date_basis.map(|b| b.as_str()))),
    ("type", |r| r.event_type.as_str().to_owned()),
    ("mode", |r| text(r.mode.map(|m| m.as_str()))),
    ("contexts", |r| joined(r.contexts.iter().map(|c| c.as_str()))),
    ("quad", |r| r.quad.as_str().to_owned()),
    ("cameo", |r| r.cameo.clone()),
    ("intensity", |r| r.intensity.to_string()),
    ("folded", |r| r.folded.to_string()),
    ("in", |r| field::as_str(r.field).to_owned()),
    ("trigger", |r| r.trigger.text.clone()),
    ("trigger_start", |r| r.trigger.span[0].to_string()),
    ("trigger_end", |r| r.trigger.span[1].to_string()),
    ("source_actor", |r| names(&r.source)),
    ("source_code", |r| joined(r.source.iter().map(|a| a.code.as_str()))),
    ("source_country", |r| countries(&r.source)),
    ("source_sectors", |r| sectors(&r.source)),
    ("source_text", |r| joined(r.source.iter().map(|a| a.text.as_str()))),
    ("target_actor", |r| names(&r.target)),
    ("target_code", |r| joined(r.target.iter().map(|a| a.code.as_str()))),
    ("target_country", |r| countries(&r.target)),
    ("target_sectors", |r| sectors(&r.target)),
    ("target_text", |r| joined(r.target.iter().map(|a| a.text.as_str()))),
    ("status", |r| r.status.as_str().to_owned()),
    ("aspect", |r| text(r.aspect.map(|a| a.as_str()))),
    ("denial", |r| text(r.denial.map(|d| d.as_str()))),
    ("asserted", |r| r.asserted.to_string()),
    ("speaker", |r| joined(r.speakers.iter().map(speaker))),
    ("speaker_code", |r| joined(r.speakers.iter().map(|s| s.code.as_str()))),
    ("speaker_stance", |r| joined(r.speakers.iter().map(|s| s.stance.as_str()))),
    ("speaker_cue", |r| joined(r.speakers.iter().map(|s| s.cue.text.as_str()))),
    ("embedded_in", |r| text(r.embedded_in.as_ref())),
    ("embeds", |r| joined(r.embeds.iter().map(String::as_str))),
    ("condition", |r| text(r.condition.as_ref())),
    ("deadline", |r| text(r.deadline.as_ref())),
    ("place", |r| text(r.place.as_ref().map(|p| &p.name))),
    ("place_text", |r| text(r.place.as_ref().map(|p| &p.text))),
    ("place_country", |r| text(r.place.as_ref().map(|p| &p.country))),
    ("place_admin1", |r| text(r.place.as_ref().and_then(|p| p.admin1.as_ref()))),
    ("lat", |r| text(r.place.as_ref().map(|p| p.lat))),
    ("lon", |r| text(r.place.as_ref().map(|p| p.lon))),
    ("geonames", |r| text(r.place.as_ref().and_then(|p| p.geonames))),
    ("place_basis", |r| text(r.place_basis.map(|b| b.as_str()))),
    ("quantities", |r| joined(r.quantities.iter().map(quantity))),
    ("confidence", |r| r.confidence.to_string()),
    ("rule", |r| r.rule.clone()),
    ("evidence", |r| r.evidence.clone()),
];

/// The record as one row, in the order of [`COLUMNS`].
#[must_use]
pub fn columns(record: &Record) -> Vec<String> {
    COLUMNS.iter().map(|(_, value)| value(record)).collect()
}

fn text<T: ToString>(value: Option<T>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}

fn joined<T: AsRef<str>>(parts: impl Iterator<Item = T>) -> String {
    let mut all = String::new();
    for (i, part) in parts.enumerate() {
        if i > 0 {
            all.push_str("; ");
        }
        all.push_str(part.as_ref());
    }
    all
}

fn names(actors: &[ActorRef]) -> String {
    joined(actors.iter().map(|a| if a.name.is_empty() { a.text.as_str() } else { a.name.as_str() }))
}

fn countries(actors: &[ActorRef]) -> String {
    joined(actors.iter().map(|a| a.country.as_deref().unwrap_or_default()))
}

fn sectors(actors: &[ActorRef]) -> String {
    let one = |a: &ActorRef| a.sectors.iter().copied().map(Sector::as_str).collect::<Vec<_>>().join(" ");
    joined(actors.iter().map(one))
}

fn speaker(speaker: &SpeakerRef) -> &str {
    match (speaker.name.is_empty(), speaker.text.is_empty()) {
        (false, _) => &speaker.name,
        (true, false) => &speaker.text,
        (true, true) => "(unnamed)",
    }
}

fn quantity(quantity: &Quantity) -> String {
    let number = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    match (quantity.min, quantity.max) {
        (Some(min), Some(max)) if min == max => format!("{} {min}", quantity.kind),
        (min, max) => format!("{} {}–{}", quantity.kind, number(min), number(max)),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn column_names_are_distinct() {
        let names: BTreeSet<_> = COLUMNS.iter().map(|(name, _)| name).collect();
        assert_eq!(names.len(), COLUMNS.len());
    }
}
