//! Records in Parquet: every part of a record is a column with its type. What a record has several of is a list; the parts of one
//! actor or speaker stand at one place in each of their lists.

use std::io;

use sayso::record::{ActorRef, Record, SpeakerRef};
use sayso_store::Origin;

use super::columnar::{Kind, Table, Value};
use super::{Export, Out, Taken};

/// A column: its name, what it holds, and how a record fills it.
type Column = (&'static str, Kind, fn(&Record, &Origin) -> Value);

/// All columns, in order: those of the comma-separated rows under the same names, and what these leave out.
#[rustfmt::skip]
const COLUMNS: &[Column] = &[
    ("schema", Kind::Integer, |r, _| int(r.schema)),
    ("id", Kind::Text, |r, _| text(Some(&r.id))),
    ("document", Kind::Text, |r, _| text(Some(&r.document))),
    ("url", Kind::Text, |_, o| text(o.url.as_ref())),
    ("outlet", Kind::Text, |_, o| text(o.outlet.as_ref())),
    ("sentence", Kind::Integer, |r, _| int(r.sentence as i64)),
    ("published", Kind::Day, |r, _| text(r.published.as_ref())),
    ("date", Kind::Day, |r, _| text(r.date.as_ref())),
    ("date_precision", Kind::Text, |r, _| text(Some(r.date_precision.as_str()))),
    ("date_basis", Kind::Text, |r, _| text(r.date_basis.map(|b| b.as_str()))),
    ("type", Kind::Text, |r, _| text(Some(r.event_type.as_str()))),
    ("mode", Kind::Text, |r, _| text(r.mode.map(|m| m.as_str()))),
    ("contexts", Kind::Texts, |r, _| texts(r.contexts.iter().map(|c| c.as_str()))),
    ("quad", Kind::Text, |r, _| text(Some(r.quad.as_str()))),
    ("cameo", Kind::Text, |r, _| text(Some(&r.cameo))),
    ("intensity", Kind::Real, |r, _| real(Some(shortest(r.intensity)))),
    ("folded", Kind::Flag, |r, _| Value::Flag(r.folded)),
    ("in", Kind::Text, |r, _| text(Some(if r.field == sayso::document::Field::Title { "title" } else { "text" }))),
    ("trigger", Kind::Text, |r, _| text(Some(&r.trigger.text))),
    ("trigger_start", Kind::Integer, |r, _| int(r.trigger.span[0] as i64)),
    ("trigger_end", Kind::Integer, |r, _| int(r.trigger.span[1] as i64)),
    ("source_actor", Kind::Texts, |r, _| actors(&r.source, |a| &a.name)),
    ("source_code", Kind::Texts, |r, _| actors(&r.source, |a| &a.code)),
    ("source_country", Kind::Texts, |r, _| actors(&r.source, |a| a.country.as_deref().unwrap_or_default())),
    ("source_sectors", Kind::Texts, |r, _| sectors(&r.source)),
    ("source_text", Kind::Texts, |r, _| actors(&r.source, |a| &a.text)),
    ("source_start", Kind::Integers, |r, _| spans(&r.source, 0)),
    ("source_end", Kind::Integers, |r, _| spans(&r.source, 1)),
    ("source_kb", Kind::Texts, |r, _| actors(&r.source, |a| a.kb.as_deref().unwrap_or_default())),
    ("target_actor", Kind::Texts, |r, _| actors(&r.target, |a| &a.name)),
    ("target_code", Kind::Texts, |r, _| actors(&r.target, |a| &a.code)),
    ("target_country", Kind::Texts, |r, _| actors(&r.target, |a| a.country.as_deref().unwrap_or_default())),
    ("target_sectors", Kind::Texts, |r, _| sectors(&r.target)),
    ("target_text", Kind::Texts, |r, _| actors(&r.target, |a| &a.text)),
    ("target_start", Kind::Integers, |r, _| spans(&r.target, 0)),
    ("target_end", Kind::Integers, |r, _| spans(&r.target, 1)),
    ("target_kb", Kind::Texts, |r, _| actors(&r.target, |a| a.kb.as_deref().unwrap_or_default())),
    ("status", Kind::Text, |r, _| text(Some(r.status.as_str()))),
    ("aspect", Kind::Text, |r, _| text(r.aspect.map(|a| a.as_str()))),
    ("denial", Kind::Text, |r, _| text(r.denial.map(|d| d.as_str()))),
    ("asserted", Kind::Flag, |r, _| Value::Flag(r.asserted)),
    ("speaker", Kind::Texts, |r, _| speakers(r, |s| &s.name)),
    ("speaker_code", Kind::Texts, |r, _| speakers(r, |s| &s.code)),
    ("speaker_text", Kind::Texts, |r, _| speakers(r, |s| &s.text)),
    ("speaker_start", Kind::Integers, |r, _| places(r, |s| s.span[0])),
    ("speaker_end", Kind::Integers, |r, _| places(r, |s| s.span[1])),
    ("speaker_stance", Kind::Texts, |r, _| speakers(r, |s| s.stance.as_str())),
    ("speaker_cue", Kind::Texts, |r, _| speakers(r, |s| &s.cue.text)),
    ("speaker_cue_start", Kind::Integers, |r, _| places(r, |s| s.cue.span[0])),
    ("speaker_cue_end", Kind::Integers, |r, _| places(r, |s| s.cue.span[1])),
    ("embedded_in", Kind::Text, |r, _| text(r.embedded_in.as_ref())),
    ("embeds", Kind::Texts, |r, _| texts(r.embeds.iter())),
    ("condition", Kind::Text, |r, _| text(r.condition.as_ref())),
    ("deadline", Kind::Text, |r, _| text(r.deadline.as_ref())),
    ("place", Kind::Text, |r, _| text(r.place.as_ref().map(|p| &p.name))),
    ("place_text", Kind::Text, |r, _| text(r.place.as_ref().map(|p| &p.text))),
    ("place_country", Kind::Text, |r, _| text(r.place.as_ref().map(|p| &p.country))),
    ("place_admin1", Kind::Text, |r, _| text(r.place.as_ref().and_then(|p| p.admin1.as_ref()))),
    ("lat", Kind::Real, |r, _| real(r.place.as_ref().map(|p| p.lat))),
    ("lon", Kind::Real, |r, _| real(r.place.as_ref().map(|p| p.lon))),
    ("geonames", Kind::Integer, |r, _| Value::Integer(r.place.as_ref().and_then(|p| p.geonames).map(i64::from))),
    ("place_basis", Kind::Text, |r, _| text(r.place_basis.map(|b| b.as_str()))),
    ("quantity_kind", Kind::Texts, |r, _| texts(r.quantities.iter().map(|q| &q.kind))),
    ("quantity_min", Kind::Texts, |r, _| texts(r.quantities.iter().map(|q| figure(q.min)))),
    ("quantity_max", Kind::Texts, |r, _| texts(r.quantities.iter().map(|q| figure(q.max)))),
    ("quantity_text", Kind::Texts, |r, _| texts(r.quantities.iter().map(|q| &q.text))),
    ("confidence", Kind::Real, |r, _| real(Some(shortest(r.confidence)))),
    ("rule", Kind::Text, |r, _| text(Some(&r.rule))),
    ("evidence", Kind::Text, |r, _| text(Some(&r.evidence))),
];

/// A writer of records.
pub(super) struct Parquet(Table);

impl Parquet {
    /// Begins the table.
    pub(super) fn begin(out: Out) -> io::Result<Parquet> {
        let columns: Vec<(&str, Kind)> = COLUMNS.iter().map(|(name, kind, _)| (*name, *kind)).collect();
        Table::begin(out, &columns).map(Parquet)
    }
}

impl Export for Parquet {
    fn record(&mut self, origin: &Origin, record: &Record) -> io::Result<Taken> {
        self.0.row(COLUMNS.iter().map(|(_, _, value)| value(record, origin)).collect())?;
        Ok(Taken::Rows(1))
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        self.0.finish()
    }
}

fn text<T: ToString>(value: Option<T>) -> Value {
    Value::Text(value.map(|value| value.to_string()))
}

fn int(value: impl Into<i64>) -> Value {
    Value::Integer(Some(value.into()))
}

fn real(value: Option<f64>) -> Value {
    Value::Real(value)
}

/// The figure as it is written, not as its 32 bits lie between two others.
fn shortest(value: f32) -> f64 {
    value.to_string().parse().unwrap_or_else(|_| f64::from(value))
}

fn texts<T: ToString>(values: impl Iterator<Item = T>) -> Value {
    Value::Texts(values.map(|value| value.to_string()).collect())
}

fn figure(value: Option<u64>) -> String {
    value.map(|n| n.to_string()).unwrap_or_default()
}

fn actors(actors: &[ActorRef], part: fn(&ActorRef) -> &str) -> Value {
    texts(actors.iter().map(part))
}

fn sectors(actors: &[ActorRef]) -> Value {
    texts(actors.iter().map(|a| a.sectors.iter().map(|sector| sector.as_str()).collect::<Vec<_>>().join(" ")))
}

fn spans(actors: &[ActorRef], end: usize) -> Value {
    Value::Integers(actors.iter().map(|a| a.span[end] as i64).collect())
}

fn speakers(record: &Record, part: fn(&SpeakerRef) -> &str) -> Value {
    texts(record.speakers.iter().map(part))
}

fn places(record: &Record, part: fn(&SpeakerRef) -> usize) -> Value {
    Value::Integers(record.speakers.iter().map(|s| part(s) as i64).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_rows_are_kept() {
        let own: Vec<&str> = COLUMNS.iter().map(|(name, ..)| *name).collect();
        for (name, _) in sayso::record::COLUMNS {
            assert!(own.contains(name) || *name == "quantities", "{name}");
        }
    }

    #[test]
    fn figures_are_as_written() {
        assert_eq!(shortest(0.91), 0.91);
    }
}
