//! Places and times of reports: JSON lines with `id`, `text` and perhaps `date` in, JSON lines with `id`, `places` and
//! `times` out. `SAYSO_MODEL=… cargo run --release --example places < reports.jsonl`.

use std::io::{BufRead, Write};

use sayso_document::{Header, read};
use sayso_entities::gazetteer::Gazetteer;
use sayso_entities::{places, times};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let model = sayso_syntax::Model::open(std::path::Path::new(&std::env::var("SAYSO_MODEL")?))?;
    let gazetteer = Gazetteer::built_in();
    let mut stdout = std::io::stdout().lock();
    let mut spent = [std::time::Duration::ZERO; 3];
    for line in std::io::stdin().lock().lines() {
        let line: Value = serde_json::from_str(&line?)?;
        let field = |name: &str| line[name].as_str().unwrap_or("").to_owned();
        let published = line["date"].as_str().map(str::to_owned);
        let header = Header { id: field("id"), published, ..Header::default() };
        let document = read(&field("text"), line["title"].as_str(), header);
        let start = std::time::Instant::now();
        let syntax = sayso_syntax::parse(&document, &model);
        spent[0] += start.elapsed();
        let start = std::time::Instant::now();
        let found = places::find(&document, &syntax, &gazetteer);
        spent[1] += start.elapsed();
        let start = std::time::Instant::now();
        let when = times::find(&document, &syntax);
        spent[2] += start.elapsed();
        let rows = found.iter().map(|m| {
            let at = document.locate(m.span);
            json!({"start": at.start, "end": at.end, "text": document.text(m.span), "name": m.place.name,
                "kind": m.place.kind, "lat": m.place.lat, "lon": m.place.lon, "country": m.place.country})
        });
        let whens = when.iter().map(|t| {
            let at = document.locate(t.span);
            json!({"start": at.start, "end": at.end, "text": document.text(t.span), "from": t.start, "to": t.end,
                "precision": t.precision})
        });
        let out = json!({"id": field("id"), "places": rows.collect::<Vec<_>>(), "times": whens.collect::<Vec<_>>()});
        writeln!(stdout, "{out}")?;
    }
    writeln!(std::io::stderr(), "syntax {:?}, places {:?}, times {:?}", spent[0], spent[1], spent[2])?;
    Ok(())
}
