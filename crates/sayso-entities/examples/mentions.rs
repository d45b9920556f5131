//! Prints the mentions of reports as JSON lines: `mentions MODEL REPORTS.jsonl`, each line with `id`, `text` and, where
//! known, `title` and `date`.

use std::path::Path;

use sayso_document::{Field, Header};
use sayso_entities::{Knowledge, find};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [model, reports] = arguments.as_slice() else { return Err("usage: mentions MODEL REPORTS.jsonl".into()) };
    let model = sayso_syntax::Model::open(Path::new(model))?;
    let knowledge = Knowledge::built_in();
    let mut out = String::new();
    for line in std::fs::read_to_string(reports)?.lines().filter(|l| !l.trim().is_empty()) {
        let report: serde_json::Value = serde_json::from_str(line)?;
        let field = |name: &str| report[name].as_str();
        let header = Header {
            id: field("id").unwrap_or_default().to_owned(),
            published: field("date").map(str::to_owned),
            ..Header::default()
        };
        let document = sayso_document::read(field("text").unwrap_or_default(), field("title"), header);
        let syntax = sayso_syntax::parse(&document, &model);
        let entities = find(&document, &syntax, &knowledge);
        for mention in &entities.mentions {
            let at = document.locate(mention.span);
            let codes: Vec<&str> = mention.actors().map(|a| a.code.as_str()).collect();
            let sectors: Vec<&str> = mention.actors().flat_map(|a| a.sectors.iter().map(|s| s.as_str())).collect();
            let row = serde_json::json!({
                "id": document.header.id, "in": if at.field == Field::Title { "title" } else { "text" },
                "start": at.start, "end": at.end, "head": document.word(mention.head),
                "text": document.text(mention.span), "kind": format!("{:?}", mention.kind), "entity": mention.entity,
                "codes": codes, "sectors": sectors, "territory": mention.territory,
                "resolved_by": mention.resolved_by.map(|m| m.0),
                "rel": syntax.rel(mention.head).as_str(),
            });
            out.push_str(&row.to_string());
            out.push('\n');
        }
    }
    use std::io::Write as _;
    std::io::stdout().write_all(out.as_bytes())?;
    Ok(())
}
