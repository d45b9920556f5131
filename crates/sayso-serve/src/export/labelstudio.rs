//! Label Studio tasks: a report each, with the machine's records as predictions or people's as annotations.

use std::io::Write;

use sayso::record::Record;
use serde_json::{Value, json};

use super::{Stopped, Task};

pub(super) fn write(
    tasks: &mut dyn Iterator<Item = Result<Task, Stopped>>,
    is_gold: bool,
    out: &mut dyn Write,
) -> Result<(), Stopped> {
    out.write_all(b"[")?;
    for (at, task) in tasks.enumerate() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &shaped(&task?, is_gold))?;
    }
    Ok(out.write_all(b"\n]\n")?)
}

fn shaped(task: &Task, is_gold: bool) -> Value {
    let text = task.text();
    let chars: Vec<char> = text.chars().collect();
    let result: Vec<Value> = task.records.iter().flat_map(|record| result(task, record, &chars)).collect();
    let least = task.records.iter().map(|record| record.confidence).fold(1.0, f32::min);
    let data = json!({"text": text, "document": task.id, "title": task.title, "url": task.url, "outlet": task.outlet, "published": task.published});
    if is_gold {
        return json!({"data": data, "annotations": [{"result": result, "ground_truth": true}]});
    }
    let version = format!("sayso {}", env!("CARGO_PKG_VERSION"));
    json!({"data": data, "predictions": [{"model_version": version, "score": least, "result": result}]})
}

/// A region for each word or phrase in a role, and a relation from the trigger to each.
fn result(task: &Task, record: &Record, text: &[char]) -> Vec<Value> {
    let mut all = Vec::new();
    let region = |id: &str, label: &str, span: [usize; 2]| {
        let span = task.span(record, span).filter(|span| span[1] <= text.len())?;
        let words: String = text[span[0]..span[1]].iter().collect();
        Some(json!({
            "id": id, "from_name": "label", "to_name": "text", "type": "labels",
            "value": {"start": span[0], "end": span[1], "text": words, "labels": [label]},
        }))
    };
    let Some(mut trigger) = region(&record.id, record.event_type.as_str(), record.trigger.span) else { return all };
    trigger["score"] = record.confidence.into();
    trigger["meta"] = json!({
        "status": record.status.as_str(), "asserted": record.asserted, "mode": record.mode.map(|mode| mode.as_str()),
        "date": record.date, "place": record.place.as_ref().map(|place| &place.name),
    });
    all.push(trigger);
    let sources = record.source.iter().map(|actor| ("source", actor.span));
    let targets = record.target.iter().map(|actor| ("target", actor.span));
    let speakers = record.speakers.iter().map(|speaker| ("speaker", speaker.span));
    for (at, (role, span)) in sources.chain(targets).chain(speakers).enumerate() {
        let id = format!("{}-{role}-{at}", record.id);
        if let Some(region) = region(&id, role, span) {
            all.push(region);
            all.push(
                json!({"type": "relation", "from_id": record.id, "to_id": id, "direction": "right", "labels": [role]}),
            );
        }
    }
    all
}
