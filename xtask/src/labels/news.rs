//! News items that labels point into.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use super::Item;

/// The items of some names, from the JSON lines of a folder, packed or not.
pub(super) fn find<'a>(folder: &Path, names: impl Iterator<Item = &'a str>) -> Result<Vec<Item>, String> {
    let wanted: BTreeSet<&str> = names.collect();
    let failed = |e: std::io::Error| format!("{}: {e}", folder.display());
    let entries = std::fs::read_dir(folder).map_err(failed)?;
    let mut paths: Vec<_> = entries.filter_map(Result::ok).map(|e| e.path()).collect();
    paths.sort();
    let mut items = Vec::new();
    for path in paths {
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
        if !name.contains(".jsonl") {
            continue;
        }
        let file = File::open(&path).map_err(failed)?;
        let plain: Box<dyn Read> =
            if name.ends_with(".gz") { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
        for line in BufReader::new(plain).lines() {
            items.extend(parse(&line.map_err(failed)?).filter(|item| wanted.contains(item.id.as_str())));
        }
    }
    Ok(items)
}

fn parse(line: &str) -> Option<Item> {
    let object: serde_json::Value = serde_json::from_str(line).ok()?;
    let field = |name: &str| object[name].as_str().map(str::to_owned);
    Some(Item { id: field("id")?, date: field("date")?, title: field("title"), text: field("text")? })
}
