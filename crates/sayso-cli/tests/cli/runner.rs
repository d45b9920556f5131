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

/// A Parquet file of reports: optional text, identifier, a time of publication and a number, two rows a group.
pub(crate) fn parquet(rows: &[(Option<&str>, &str)]) -> Vec<u8> {
    use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
    let schema = "message m { optional binary Story (STRING); required binary id (STRING); required int64 date (TIMESTAMP(MICROS,true)); \
                  required int64 n; }";
    let schema = parquet::schema::parser::parse_message_type(schema).expect("a schema");
    let mut file = Vec::new();
    let properties = parquet::file::properties::WriterProperties::builder()
        .set_compression(parquet::basic::Compression::SNAPPY)
        .build();
    let mut writer =
        parquet::file::writer::SerializedFileWriter::new(&mut file, schema.into(), properties.into()).expect("memory");
    for rows in rows.chunks(2) {
        let mut group = writer.next_row_group().expect("memory");
        let texts: Vec<ByteArray> = rows.iter().filter_map(|(text, _)| text.map(ByteArray::from)).collect();
        let levels: Vec<i16> = rows.iter().map(|(text, _)| i16::from(text.is_some())).collect();
        let ids: Vec<ByteArray> = rows.iter().map(|(_, id)| ByteArray::from(*id)).collect();
        let numbers = vec![1_773_100_800_000_000; rows.len()];
        let mut column = group.next_column().expect("memory").expect("a column");
        column.typed::<ByteArrayType>().write_batch(&texts, Some(&levels), None).expect("memory");
        column.close().expect("memory");
        let mut column = group.next_column().expect("memory").expect("a column");
        column.typed::<ByteArrayType>().write_batch(&ids, None, None).expect("memory");
        column.close().expect("memory");
        for _ in 0..2 {
            let mut column = group.next_column().expect("memory").expect("a column");
            column.typed::<Int64Type>().write_batch(&numbers, None, None).expect("memory");
            column.close().expect("memory");
        }
        group.close().expect("memory");
    }
    writer.close().expect("memory");
    file
}

/// A record of a web archive.
pub(crate) fn archived(kind: &str, uri: &str, id: &str, block: &[u8]) -> Vec<u8> {
    let media = if kind == "response" { "application/http; msgtype=response" } else { "text/plain" };
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2026-03-20T10:00:00Z\r\n\
         WARC-Record-ID: <urn:uuid:{id}>\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// An answer of a web server.
pub(crate) fn answer(status: u16, more: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 {status} X\r\nContent-Type: text/html; charset=utf-8\r\n{more}\r\n").as_bytes(), body].concat()
}

/// A web page with one report.
pub(crate) fn page(text: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>Air raid</title><meta property=\"article:published_time\" content=\"2026-03-10T08:00:00Z\">\
         </head><body><nav><a href=\"/\">Home</a></nav><article><h1>Air raid</h1><p>{text}</p><p>{text}</p></article></body></html>"
    )
}

/// A feed.
pub(crate) fn feed(items: &[(&str, &str)]) -> String {
    let item = |(id, text): &(&str, &str)| {
        format!(
            "<item><title>Raid &amp; ruin</title><guid>{id}</guid><link>https://wire.example/{id}</link>\
             <pubDate>Tue, 10 Mar 2026 08:00:00 GMT</pubDate><description><![CDATA[<p>{text}</p>]]></description></item>"
        )
    };
    let items: String = items.iter().map(item).collect();
    format!("<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>The Wire</title>{items}</channel></rss>")
}
