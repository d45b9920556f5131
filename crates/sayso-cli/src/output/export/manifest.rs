//! What is told of a file beside it: what was asked, what was written, by which versions, and what it is not.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sayso::record::SCHEMA;
use sayso_store::Run;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

/// Version of the manifest's form.
const FORM: u32 = 1;

/// What every export is, in plain words.
pub(crate) const NOTICE: &str = "These are claims made in reports, read by a machine. They are not verified incidents: what a \
    report asserts may be false, and what it says may have been misread.";

/// A manifest under way.
pub(crate) struct Manifest {
    all: Map<String, Value>,
}

impl Manifest {
    /// Of a file in this format.
    pub(crate) fn new(format: &str, rule: &str) -> Manifest {
        let mut manifest = Manifest { all: Map::new() };
        manifest.tell("manifest", FORM);
        manifest.tell("made_by", format!("sayso {}", env!("CARGO_PKG_VERSION")));
        manifest.tell("format", format);
        manifest.tell("record_schema", SCHEMA);
        manifest.tell("rule", rule);
        manifest
    }

    /// Tells one thing more.
    pub(crate) fn tell(&mut self, what: &str, value: impl Into<Value>) {
        self.all.insert(what.to_owned(), value.into());
    }

    /// Tells the versions that the records come from.
    pub(crate) fn coded_by(&mut self, runs: &[Run]) {
        let run = |run: &Run| json!({"program": run.program, "model": run.model, "lexicon": run.lexicon});
        self.tell("coded_by", runs.iter().map(run).collect::<Vec<_>>());
    }

    /// Tells what was counted.
    pub(crate) fn counted(mut self, records: u64, rows: u64, left_out: &BTreeMap<&'static str, u64>) -> Manifest {
        self.tell("records", records);
        self.tell("rows", rows);
        self.tell(
            "left_out",
            left_out.iter().map(|(why, n)| ((*why).to_owned(), Value::from(*n))).collect::<Map<_, _>>(),
        );
        self
    }

    /// Writes it beside the first of the files.
    pub(crate) fn write(mut self, files: &[PathBuf]) -> io::Result<()> {
        let Some(first) = files.first() else { return Ok(()) };
        let told = files.iter().map(|path| file(path)).collect::<io::Result<Vec<_>>>()?;
        self.tell("files", told);
        self.tell("notice", NOTICE);
        let mut text = serde_json::to_string_pretty(&self.all)?;
        text.push('\n');
        File::create(beside(first))?.write_all(text.as_bytes())
    }
}

/// Whether an output is a file, or will be: a device or a pipe has neither a second name nor a manifest.
pub(crate) fn is_file(path: &Path) -> bool {
    path.metadata().map_or(true, |meta| meta.is_file())
}

/// Where the manifest of a file lies.
pub(crate) fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".manifest.json");
    name.into()
}

fn file(path: &Path) -> io::Result<Value> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let mut file = File::open(path)?;
    let (mut hash, mut bytes, mut buffer) = (Sha256::new(), 0u64, vec![0; 64 << 10]);
    loop {
        let n = file.read(&mut buffer)?;
        if n == 0 {
            break;
        }
        bytes += n as u64;
        hash.update(&buffer[..n]);
    }
    let digits: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(json!({"file": name, "bytes": bytes, "sha256": digits}))
}
