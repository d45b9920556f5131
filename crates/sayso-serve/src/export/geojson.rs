//! GeoJSON (RFC 7946): a point where a place is known, no geometry where no more than the country is.

use std::io::Write;

use serde_json::{Map, Value, json};

use super::{Stopped, record};
use crate::app::Desk;
use crate::index::day;

pub(super) fn write(desk: &Desk, rows: &[u32], out: &mut dyn Write) -> Result<(), Stopped> {
    out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
    for (at, &row) in rows.iter().enumerate() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &feature(desk, row)?)?;
    }
    Ok(out.write_all(b"\n]}\n")?)
}

fn feature(desk: &Desk, row: u32) -> Result<Value, Stopped> {
    let index = desk.index();
    let at = &index.rows[row as usize];
    let record = record(desk, row)?;
    let heading = desk.store()?.heading(&record.document)?.unwrap_or_default();
    let precision = index.place(at).map(|place| place.precision);
    let point = record.place.as_ref().filter(|_| precision != Some("country"));
    let geometry = point.map(|place| json!({"type": "Point", "coordinates": [place.lon, place.lat]}));
    let mut properties: Map<String, Value> = sayso::record::COLUMNS
        .iter()
        .filter(|(name, _)| !matches!(*name, "lat" | "lon"))
        .map(|(name, value)| ((*name).to_owned(), Value::String(value(&record))))
        .collect();
    properties.insert("day".to_owned(), day::text(at.day).into());
    properties.insert("place_precision".to_owned(), precision.into());
    properties.insert("asserted".to_owned(), record.asserted.into());
    properties.insert("confidence".to_owned(), record.confidence.into());
    properties.insert("title".to_owned(), heading.title.into());
    properties.insert("outlet".to_owned(), heading.outlet.into());
    properties.insert("url".to_owned(), heading.url.into());
    properties.insert("review".to_owned(), desk.shelf.marks.get(row).as_str().into());
    Ok(json!({"type": "Feature", "id": record.id, "geometry": geometry, "properties": properties}))
}
