//! Every format against what was accepted (`SAYSO_ACCEPT=1` accepts anew: read the difference first).

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use ::parquet::file::reader::{FileReader, SerializedFileReader};
use sayso::record::Record;
use sayso_store::Origin;

use super::manifest::Manifest;
use super::{Export, Out};
use super::{ExportFormat, Exporting, Taken, gdelt, geojson, gexf, icews, left_out_line, lines, parquet, polecat};

/// An output that is kept.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no other thread").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn records() -> Vec<Record> {
    let lines = include_str!("golden/records.jsonl").lines();
    lines.map(|line| serde_json::from_str(line).expect("a record")).collect()
}

fn origin(record: &Record) -> Origin {
    let url = (record.document == "wire-1").then(|| "https://wire.example/2026/03/10/1?a=1&b=2".to_owned());
    Origin { url, outlet: Some("The Wire".to_owned()), length: 412 }
}

/// What a format makes of the records, and how many rows it says it wrote.
fn written(begin: impl Fn(Out) -> Box<dyn Export>) -> (Vec<u8>, u64) {
    let kept = Kept::default();
    let mut export = begin(Box::new(kept.clone()));
    let mut rows = 0;
    for record in records() {
        match export.record(&origin(&record), &record).expect("memory does not fail") {
            Taken::Rows(n) => rows += n,
            Taken::LeftOut(reason) => assert!(!reason.is_empty()),
        }
    }
    export.finish().expect("memory does not fail");
    let bytes = kept.0.lock().expect("no other thread").clone();
    (bytes, rows)
}

fn accepted(name: &str, got: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/output/export/golden").join(name);
    if std::env::var_os("SAYSO_ACCEPT").is_some() {
        fs::write(&path, got).expect("the accepted file can be written");
    }
    let want = fs::read_to_string(&path).unwrap_or_default();
    assert!(want == got, "{name} differs:\n--- accepted\n{want}\n--- got\n{got}");
}

fn text(begin: impl Fn(Out) -> Box<dyn Export>) -> (String, u64) {
    let (bytes, rows) = written(begin);
    (String::from_utf8(bytes).expect("UTF-8"), rows)
}

/// The fields of every row.
fn fields(text: &str) -> Vec<Vec<&str>> {
    text.lines().map(|line| line.split('\t').collect()).collect()
}

#[test]
fn polecat_has_40_columns_and_only_what_is_asserted() {
    let (table, rows) = text(|out| Box::new(polecat::Polecat::begin(out, false).expect("memory does not fail")));
    accepted("polecat.tsv", &table);
    let all = fields(&table);
    assert!(all.iter().all(|row| row.len() == 40), "{table}");
    assert_eq!(all.len() as u64, rows + 1);
    assert!(all.iter().all(|row| row.iter().all(|cell| !cell.is_empty())), "what is missing is None");
    assert!(!table.contains("RETREAT"), "a demand is no deed");
}

#[test]
fn polecat_marks_what_is_not_asserted_where_it_is_wanted() {
    let (table, _) = text(|out| Box::new(polecat::Polecat::begin(out, true).expect("memory does not fail")));
    accepted("polecat-unasserted.tsv", &table);
    for row in fields(&table).iter().skip(1) {
        let marks = ["future", "hypothetical", "negation", "attributed"];
        let is_marked = row[6].split("; ").any(|context| marks.contains(&context));
        assert_eq!(is_marked, row[2] == "RETREAT" || row[2] == "ASSAULT" && row[3] != "aerial", "{row:?}");
    }
}

#[test]
fn gdelt_has_61_columns_and_mentions_16() {
    let (table, rows) = text(|out| Box::new(gdelt::Gdelt { events: Some(out), mentions: None }));
    accepted("gdelt.export.csv", &table);
    let events = fields(&table);
    assert!(events.iter().all(|row| row.len() == 61), "{table}");
    assert_eq!(events.len() as u64, rows);
    let (mentions, _) = text(|out| Box::new(gdelt::Gdelt { events: None, mentions: Some(out) }));
    accepted("gdelt.mentions.csv", &mentions);
    let mentions = fields(&mentions);
    assert!(mentions.iter().all(|row| row.len() == 16));
    let ids = |rows: &[Vec<&str>]| rows.iter().map(|row| row[0].to_owned()).collect::<Vec<_>>();
    assert_eq!(ids(&events), ids(&mentions));
    assert!(events.iter().any(|row| row[26] == "040" && row[28] == "04"), "the zero of a code counts");
    assert!(events.iter().any(|row| row[26] == "195" && row[53] == "SY"), "places have FIPS codes");
    assert!(events.iter().all(|row| row[34].is_empty()), "there is no tone");
    assert!(events.iter().any(|row| row[17] == "ROM" && row[26] == "1041"), "actors have CAMEO's countries");
    assert!(events.iter().any(|row| row[12] == "HLH"), "PLOVER's MED is CAMEO's HLH");
    assert!(events.iter().all(|row| row[26] != "0841" && row[26] != "194" && row[26] != "180"));
}

#[test]
fn icews_has_20_columns() {
    let (table, rows) = text(|out| Box::new(icews::Icews::begin(out).expect("memory does not fail")));
    accepted("icews.tab", &table);
    let all = fields(&table);
    assert!(all.iter().all(|row| row.len() == 20), "{table}");
    assert_eq!(all.len() as u64, rows + 1);
}

#[test]
fn geojson_has_longitude_first() {
    let (text, _) = text(|out| Box::new(geojson::GeoJson::begin(out).expect("memory does not fail")));
    accepted("records.geojson", &text);
    let all: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(all["features"][0]["geometry"]["coordinates"][0], 38.28);
    assert_eq!(all["features"][1]["properties"]["precision"], "country");
}

#[test]
fn gexf_is_sound() {
    let (text, rows) = text(|out| Box::new(gexf::Gexf::new(out)));
    accepted("records.gexf", &text);
    assert_eq!(text.matches("<edge ").count() as u64, rows);
    assert_eq!(text.matches("<node ").count(), text.matches("</node>").count());
}

#[test]
fn lines_are_the_records() {
    let (text_, _) = text(|out| Box::new(lines::Jsonl(out)));
    let again: Vec<Record> = text_.lines().map(|line| serde_json::from_str(line).expect("a record")).collect();
    assert_eq!(again, records());
    let (rows, _) = text(|out| Box::new(lines::Csv::begin(out).expect("memory does not fail")));
    accepted("records.csv", &rows);
}

#[test]
fn parquet_is_read_back() {
    let (bytes, rows) = written(|out| Box::new(parquet::Parquet::begin(out).expect("memory does not fail")));
    let file = SerializedFileReader::new(bytes::Bytes::from(bytes)).expect("a Parquet file");
    let read: Vec<String> = file.get_row_iter(None).expect("rows").map(|row| row.expect("a row").to_string()).collect();
    assert_eq!(read.len() as u64, rows);
    accepted("parquet.txt", &(read.join("\n") + "\n"));
}

#[test]
fn files_are_whole_or_not_there_and_have_a_manifest() {
    let folder = std::env::temp_dir().join(format!("sayso-export-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder can be made");
    let path: PathBuf = folder.join("day.export.CSV");
    assert_eq!(ExportFormat::of_path(&path), Some(ExportFormat::Gdelt));
    let mut exporting = Exporting::begin(ExportFormat::Gdelt, false, Some(&path)).expect("the file can be made");
    for record in records() {
        exporting.record(&origin(&record), &record).expect("the file can be written");
    }
    assert!(!path.exists(), "it has its name only once it is whole");
    let left_out = left_out_line(&exporting.left_out).expect("some are left out");
    assert!(left_out.contains("1 demanded only") && left_out.contains("1 on somebody's word only"), "{left_out}");
    exporting.finish(Manifest::new("gdelt", ExportFormat::Gdelt.rule(false))).expect("the file can be written");
    let manifest = fs::read_to_string(folder.join("day.export.CSV.manifest.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    assert_eq!((&manifest["records"], &manifest["rows"]), (&7.into(), &5.into()));
    assert_eq!(manifest["left_out"]["denied"], 1);
    assert_eq!(manifest["files"][1]["file"], "day.mentions.CSV");
    assert_eq!(manifest["files"][0]["sha256"].as_str().map(str::len), Some(64));
    assert!(manifest["notice"].as_str().is_some_and(|notice| notice.contains("not verified incidents")));
    fs::remove_dir_all(&folder).expect("the folder can be removed");
}
