//! What the weights of `lexicons/genuine.tsv` and `models/leaning.sayso` are learned from: the acts that words of texts could name,
//! whatever the program makes of them, with their features and the vectors of their sentences. `training/genuine.py` calls this.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use sayso::document::{Header, read};
use sayso::events::{Genuine, candidates};
use sayso::syntax::Session;
use serde_json::json;

/// Reads JSON lines of `id`, `date` and `text`, and writes a line an act; the first line names the features.
pub(crate) fn run(texts: &Path, out: &Path) -> Result<String, String> {
    let failed = |path: &Path, e: std::io::Error| format!("{}: {e}", path.display());
    let coder = sayso::Coder::new().map_err(|e| e.to_string())?;
    let mut session = Session::new(coder.model());
    let input = BufReader::new(File::open(texts).map_err(|e| failed(texts, e))?);
    let mut output = BufWriter::new(File::create(out).map_err(|e| failed(out, e))?);
    let names: Vec<&str> = Genuine::names().collect();
    writeln!(output, "{}", json!(names)).map_err(|e| failed(out, e))?;
    let mut count = 0;
    for line in input.lines() {
        let line = line.map_err(|e| failed(texts, e))?;
        let text: serde_json::Value = serde_json::from_str(&line).map_err(|e| format!("{}: {e}", texts.display()))?;
        let given = |name: &str| text[name].as_str().map(str::to_owned);
        let header = Header { id: given("id").unwrap_or_default(), published: given("date"), ..Header::default() };
        let document = read(text["text"].as_str().unwrap_or_default(), None, header);
        let syntax = session.parse(&document);
        let entities = sayso::entities::find(&document, &syntax, coder.knowledge());
        let acts = candidates(&document, &syntax, &entities, coder.triggers());
        let vectors = if acts.is_empty() { Vec::new() } else { session.sentence_vectors(&document) };
        for (act, values) in acts {
            let vector = &vectors[document.sentence_of(act.head()).index()];
            let rounded: Vec<f64> = vector.iter().map(|x| (f64::from(*x) * 1e5).round() / 1e5).collect();
            let told = json!({ "id": text["id"], "rule": act.rule, "values": values, "vector": rounded });
            writeln!(output, "{told}").map_err(|e| failed(out, e))?;
            count += 1;
        }
    }
    output.flush().map_err(|e| failed(out, e))?;
    Ok(format!("{count} acts"))
}
