//! Runs the program on files of its own.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

/// What a run gave.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    /// The lines of standard output as JSON.
    pub(crate) fn json(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
    }

    /// The values of a key of every line.
    pub(crate) fn values(&self, key: &str) -> Vec<String> {
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        self.json().iter().map(|line| text(&line[key])).collect()
    }
}

/// Runs the program with arguments.
pub(crate) fn sayso(args: &[&str]) -> Run {
    sayso_with(args, b"")
}

/// Runs the program with arguments and standard input.
pub(crate) fn sayso_with(args: &[&str], input: &[u8]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(args)
        .env_remove("COLUMNS")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("standard input is piped");
    let output = std::thread::scope(|scope| {
        // The program may stop reading early.
        scope.spawn(move || stdin.write_all(input).unwrap_or_default());
        child.wait_with_output().expect("the program ends")
    });
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
    let code = output.status.code().expect("the program ends by itself");
    Run { code, out: text(output.stdout), err: text(output.stderr) }
}

/// An empty folder of a test's own.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Folder {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        if path.exists() {
            fs::remove_dir_all(&path).expect("an old folder can be removed");
        }
        fs::create_dir_all(&path).expect("a folder can be made");
        Folder(path)
    }

    /// The path of a file in it.
    pub(crate) fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("a path in UTF-8").to_owned()
    }

    /// Writes a file in it and gives its path.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder can be made");
        fs::write(path, bytes).expect("a file can be written");
        self.path(name)
    }

    /// Its own path.
    pub(crate) fn all(&self) -> String {
        self.path("")
    }
}

/// Bytes packed with gzip.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).expect("memory does not fail");
    packer.finish().expect("memory does not fail")
}

/// Bytes packed with Zstandard.
pub(crate) fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

/// A sentence that certainly is an event.
pub(crate) const EVENT: &str = "Turkish warplanes bombed rebel positions in northern Syria on Monday.";

/// A corpus of JSON lines with events in most of its documents.
pub(crate) fn wire(n: usize) -> String {
    let acts = [
        "Soldiers from Chad shelled a village near the border on Tuesday, witnesses said.",
        "France urged Mali to release the two journalists.",
        "The weather was mild for the season and the harvest looked good.",
        "Police in Nairobi arrested forty students, but the minister denied that anyone had been beaten.",
        "Peru threatened to expel the ambassador of Bolivia unless he apologised.",
    ];
    let line = |i: usize| {
        let text = format!("{} {}", acts[i % acts.len()], acts[(i / 5 + 3) % acts.len()]);
        let text = text.repeat(1 + i % 3);
        serde_json::json!({"id": format!("wire-{i:04}"), "date": "2026-03-10", "text": text}).to_string() + "\n"
    };
    (0..n).map(line).collect()
}
