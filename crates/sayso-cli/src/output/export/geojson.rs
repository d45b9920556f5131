//! GeoJSON (RFC 7946): a point a record, longitude first.

use std::io::{self, Write};

use sayso::record::{ActorRef, Record};
use sayso_store::Origin;
use serde_json::{Value, json};

use super::codes::{Grain, day, grain};
use super::{Export, Out, Taken, dyads};

/// A feature collection.
pub(super) struct GeoJson {
    out: Out,
    any: bool,
}

impl GeoJson {
    /// Opens the collection.
    pub(super) fn begin(mut out: Out) -> io::Result<GeoJson> {
        out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
        Ok(GeoJson { out, any: false })
    }
}

impl Export for GeoJson {
    fn record(&mut self, origin: &Origin, record: &Record) -> io::Result<Taken> {
        let Some(place) = &record.place else { return Ok(Taken::LeftOut("without a place")) };
        let precision = match grain(place) {
            Grain::Country => "country",
            Grain::Division => "division",
            Grain::Place => "place",
        };
        let feature = json!({
            "type": "Feature",
            "id": record.id,
            "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
            "properties": {
                "document": record.document, "url": origin.url, "outlet": origin.outlet,
                "published": record.published, "date": day(record), "date_precision": record.date_precision.as_str(),
                "type": record.event_type.as_str(), "mode": record.mode.map(|mode| mode.as_str()),
                "quad": record.quad.as_str(), "cameo": record.cameo,
                "source": names(&record.source), "source_code": codes(&record.source),
                "target": names(&record.target), "target_code": codes(&record.target),
                "status": record.status.as_str(), "asserted": record.asserted,
                "speakers": record.speakers.iter().map(|s| if s.name.is_empty() { &s.text } else { &s.name }).collect::<Vec<_>>(),
                "place": place.name, "country": place.country, "admin1": place.admin1, "geonames": place.geonames,
                "precision": precision, "place_basis": record.place_basis.map(|basis| basis.as_str()),
                "confidence": rounded(record.confidence), "evidence": record.evidence,
            },
        });
        self.out.write_all(if self.any { b",\n" } else { b"\n" })?;
        self.any = true;
        serde_json::to_writer(&mut self.out, &feature)?;
        Ok(Taken::Rows(1))
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()
    }
}

fn names(actors: &[ActorRef]) -> Vec<&str> {
    actors.iter().map(dyads::name).collect()
}

fn codes(actors: &[ActorRef]) -> Vec<&str> {
    actors.iter().map(|actor| actor.code.as_str()).collect()
}

/// A figure as short as it was written.
fn rounded(value: f32) -> Value {
    serde_json::from_str(&value.to_string()).unwrap_or_default()
}
