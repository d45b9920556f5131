//! Bytes that nobody should send: each is told by file, line and remedy, and costs nothing else of the corpus.

use crate::runner::{EVENT, Folder, Run, answer, archived, feed, gzip, page, parquet, sayso};

/// Runs over a folder whose `a…` and `z…` files are sound; they must survive whatever lies between them.
fn between(name: &str, file: &str, bytes: impl AsRef<[u8]>) -> Run {
    let folder = Folder::new(name);
    folder.file("a.txt", EVENT);
    folder.file(file, bytes);
    folder.file("z.txt", EVENT);
    let run = sayso(&["annotate", &folder.all()]);
    let ids = run.values("id");
    assert_eq!(ids.first().map(String::as_str), Some("a"), "{}", run.err);
    assert_eq!(ids.last().map(String::as_str), Some("z"), "{}", run.err);
    let coded = sayso(&["code", &folder.all(), "-j2"]);
    assert_eq!(coded.code, run.code, "{}", coded.err);
    let documents = coded.values("document");
    assert_eq!([documents.first(), documents.last()].map(|d| d.map(String::as_str)), [Some("a"), Some("z")]);
    assert!(sayso(&["code", &folder.all(), "-j1"]).out == coded.out, "the threads do not show");
    run
}

fn line(id: &str) -> String {
    format!("{{\"id\": \"{id}\", \"text\": \"{EVENT}\"}}\n")
}

#[test]
fn empty_files() {
    for file in ["m.txt", "m.html", "m.jsonl", "m.csv", "m.conllu", "m.txt.gz", "m.warc", "m.warc.gz"] {
        let run = between("empty", file, "");
        assert_eq!(run.code, 0, "{file}: {}", run.err);
    }
    let folder = Folder::new("empty-folder");
    assert_eq!(sayso(&["code", &folder.all()]).out, "");
}

#[test]
fn a_line_of_20_megabytes() {
    let long = format!("{EVENT} ").repeat((20 << 20) / EVENT.len());
    let run = between("long-text", "m.txt", &long);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("m.txt: longer than 1 MB, so hardly one report (split it into reports"), "{}", run.err);
    let lines = format!("{}{{\"text\": \"{long}\"}}\n{}", line("m1"), line("m3"));
    let run = between("long-line", "m.jsonl", lines);
    assert_eq!((run.code, run.values("id")), (1, ["a", "m1", "m3", "z"].map(str::to_owned).to_vec()));
    assert!(run.err.contains("m.jsonl:2: line of more than 4 MB (split the report)"), "{}", run.err);
}

#[test]
fn invalid_utf_8() {
    let mut lines = line("m1").into_bytes();
    lines.extend_from_slice(b"{\"text\": \"caf\xe9\"}\n");
    lines.extend_from_slice(line("m3").as_bytes());
    let run = between("utf8-lines", "m.jsonl", lines);
    assert_eq!((run.code, run.values("id")), (1, ["a", "m1", "m3", "z"].map(str::to_owned).to_vec()));
    assert!(run.err.contains("m.jsonl:2: not UTF-8 at byte 14 of the line (convert the file"), "{}", run.err);
    let run = between("utf8-text", "m.txt", b"The caf\xe9 was \x93closed\x94.");
    assert_eq!(run.json()[1]["text"], "The café was “closed”.", "a single text is read as Windows-1252");
}

#[test]
fn nul_bytes() {
    let run = between("nul", "m.txt", "Troops\0 left\0 the town on Monday, residents said.\0");
    assert_eq!((run.code, run.json().len()), (0, 3));
    let run = between("binary", "m.txt", [0u8, 1, 2, 3].repeat(1000));
    assert_eq!(run.code, 1);
    assert!(run.err.contains("m.txt: not a text file (extract its text first)"), "{}", run.err);
}

#[test]
fn emoji_and_direction_marks() {
    let text = "\u{202e}\u{2067}😀😀\u{200d}👩‍👩‍👧 \u{feff}مرحبا \u{2069} 🇫🇷".repeat(200);
    let run = between("emoji", "m.jsonl", serde_json::json!({"id": "m", "text": text}).to_string());
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn a_sentence_of_3000_words() {
    let run = between("long-sentence", "m.txt", format!("Police arrested {} students.", "very ".repeat(3000)));
    assert_eq!((run.code, run.json().len()), (0, 3), "{}", run.err);
    let unbroken = format!("Police arrested {}.", "x".repeat(300_000));
    assert_eq!(between("long-word", "m.txt", unbroken).code, 0);
}

#[test]
fn markup_10000_deep() {
    let deep = format!("<html><body>{}<p>{EVENT}</p>{}", "<div><b>".repeat(10_000), "</b></div>".repeat(10_000));
    assert_eq!(between("deep", "m.html", deep).code, 0);
    let open = format!("<html><body>{}", "<p><table><tr><td><![CDATA[".repeat(5000));
    assert_eq!(between("open", "m.html", open).code, 0);
}

#[test]
fn a_packed_file_cut_short() {
    let lines: String = (0..4000).map(|i| line(&format!("m{i}-{}", i * 7919 % 1009))).collect();
    let packed = gzip(lines.as_bytes());
    let run = between("cut", "m.jsonl.gz", &packed[..packed.len() / 2]);
    assert_eq!(run.code, 1);
    assert!(run.json().len() > 500, "what came before is kept");
    assert!(run.err.contains("m.jsonl.gz:") && run.err.contains("fetch it again"), "{}", run.err);
    let mut damaged = packed.clone();
    damaged[packed.len() / 2] ^= 0x55;
    let run = between("damaged", "m.jsonl.gz", damaged);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.err.contains("fetch it again"), "{}", run.err);
}

#[test]
fn packed_bombs() {
    let zeros = gzip(&vec![b' '; 64 << 20]);
    let run = between("bomb-text", "m.txt.gz", &zeros);
    assert!(run.code == 1 && run.err.contains("longer than 1 MB"), "{}", run.err);
    let run = between("bomb-lines", "m.jsonl.gz", &zeros);
    assert!(run.code == 1 && run.err.contains("m.jsonl.gz:1: line of more than 4 MB"), "{}", run.err);
}

#[test]
fn a_quotation_mark_that_is_not_closed() {
    let rows = format!("id,text\nm1,\"{EVENT}\"\nm2,\"{}", format!("{EVENT}\n").repeat(100_000));
    let run = between("quote", "m.csv", rows);
    assert_eq!((run.code, run.values("id")), (1, ["a", "m1", "z"].map(str::to_owned).to_vec()));
    assert!(run.err.contains("m.csv:3: a row of more than 4 MB begins here"), "{}", run.err);
}

#[test]
fn rows_and_lines_that_are_none() {
    let run = between("rows", "m.csv", format!("id,text\nm1,{EVENT}\nm2\n\"m3\",{EVENT},more\n"));
    assert_eq!((run.code, run.values("id")), (1, ["a", "m1", "m3", "z"].map(str::to_owned).to_vec()));
    assert!(run.err.contains("m.csv:3: the row has 1 columns, text is column 2"), "{}", run.err);
    let run = between("header", "m.csv", "a,b\n1,2\n");
    assert!(run.code == 1 && run.err.contains("m.csv:1: no column of text"), "{}", run.err);
    let run = between("lines", "m.jsonl", format!("[1]\n{{\"text\": null}}\n{}{{\"text\":", line("m4")));
    assert_eq!(run.values("id"), ["a", "m4", "z"]);
    for told in ["m.jsonl:1: not a JSON object", "m.jsonl:2: no text", "m.jsonl:4: not JSON"] {
        assert!(run.err.contains(told), "{told}: {}", run.err);
    }
    let deep = format!("{}{}\n{}", "[".repeat(100_000), "]".repeat(100_000), line("m2"));
    assert_eq!(between("nested", "m.jsonl", deep).values("id"), ["a", "m2", "z"]);
    let run = between("columns", "m.conllu", "1\tHe\t_\n\n# newdoc id = m2\n1\tHe\t_\t_\t_\t_\t_\t_\t_\t_\n\n");
    assert_eq!(run.values("id"), ["a", "m2", "z"]);
    assert!(run.err.contains("m.conllu:1: 3 columns"), "{}", run.err);
}

#[test]
fn files_that_are_none() {
    let folder = Folder::new("none");
    let sound = folder.file("sound.txt", EVENT);
    let portable = folder.file("report.pdf", "%PDF-1.7 …");
    let missing = folder.path("missing.txt");
    let run = sayso(&["annotate", &missing, &portable, &sound]);
    assert_eq!((run.code, run.values("id")), (1, vec!["sound".to_owned()]));
    assert!(run.err.contains("missing.txt: no such file or directory (check the path)"), "{}", run.err);
    assert!(run.err.contains("report.pdf: this is a PDF document (extract its text first"), "{}", run.err);
}

#[test]
fn damaged_parquet() {
    let rows: Vec<(Option<&str>, &str)> = (0..40).map(|_| (Some(EVENT), "m")).collect();
    let whole = parquet(&rows);
    let run = between("parquet-cut", "m.parquet", &whole[..whole.len() / 2]);
    assert!(run.code == 1 && run.err.contains("m.parquet: not a sound Parquet file"), "{}", run.err);
    let run = between("parquet-empty", "m.parquet", "");
    assert!(run.code == 1 && run.err.contains("m.parquet: not a sound Parquet file"), "{}", run.err);
    let run = between("parquet-text", "m.parquet", EVENT.repeat(100));
    assert_eq!(run.code, 1, "{}", run.err);
    let run = between("parquet-packed", "m.parquet", gzip(&whole));
    assert!(run.err.contains("a Parquet file that is packed once more (unpack it first)"), "{}", run.err);
    let folder = Folder::new("parquet-bits");
    for at in (4..whole.len()).step_by(whole.len() / 16) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0xff;
        let file = folder.file("m.parquet", damaged);
        let run = sayso(&["annotate", &file, "--text-field", "story", "-q"]);
        assert!(matches!(run.code, 0 | 1), "byte {at}: {} {}", run.code, run.err);
    }
}

#[test]
fn damaged_feeds() {
    let whole = feed(&[("m1", EVENT), ("m2", EVENT), ("m3", EVENT)]);
    let run = between("feed-cut", "m.rss", &whole[..whole.rfind("<guid>").expect("three items")]);
    assert_eq!((run.code, run.values("id")), (1, ["a", "m1", "m2", "z"].map(str::to_owned).to_vec()), "{}", run.err);
    assert!(
        run.err.contains("m.rss:3: not a sound feed") && run.err.contains("the entries before the break are kept"),
        "{}",
        run.err
    );
    let deep = format!("<rss version=\"2.0\"><channel>{}", "<item><a>".repeat(100_000));
    let run = between("feed-deep", "m.rss", deep);
    assert!(run.code == 1 && run.err.contains("deep, as in no feed"), "{}", run.err);
    for (name, text) in [
        ("none", "My notes."),
        ("empty", ""),
        ("html", "<html><body>Hello</body></html>"),
        ("item", "<rss version=\"2.0\"><channel><item></item></channel></rss>"),
    ] {
        let run = between(&format!("feed-{name}"), "m.rss", text);
        assert_eq!(run.code, 1, "{name}: {}", run.err);
    }
    let entities =
        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
            .to_owned()
            + &feed(&[("m1", "&b;&b;&b;")]).replace("<?xml version=\"1.0\"?>\n", "");
    assert!(matches!(between("feed-entities", "m.rss", entities).code, 0 | 1));
}

#[test]
fn damaged_archives() {
    let page = page(EVENT);
    let record = |id: &str| archived("response", "https://wire.example/", id, &answer(200, "", page.as_bytes()));
    let whole = [record("m1"), record("m2"), record("m3")].concat();
    let run = between("warc-cut", "m.warc", &whole[..whole.len() - 200]);
    assert_eq!((run.code, run.values("id")), (1, ["a", "m1", "m2", "z"].map(str::to_owned).to_vec()), "{}", run.err);
    assert!(run.err.contains("m.warc:3: the archive is cut short (the record begins at byte"), "{}", run.err);
    let junk = [record("m1"), b"junk\n".repeat(50), record("m3")].concat();
    let run = between("warc-junk", "m.warc", junk);
    assert_eq!((run.code, run.values("id")), (1, ["a", "m1", "m3", "z"].map(str::to_owned).to_vec()), "{}", run.err);
    assert!(run.err.contains("bytes before this record belong to none"), "{}", run.err);
    let large = archived("response", "u", "m2", &answer(200, "", "x ".repeat(5 << 20).as_bytes()));
    let run = between("warc-large", "m.warc", [record("m1"), large, record("m3")].concat());
    assert_eq!((run.code, run.values("id")), (1, ["a", "m1", "m3", "z"].map(str::to_owned).to_vec()), "{}", run.err);
    let bomb = gzip(&vec![b' '; 64 << 20]);
    let bomb = archived("response", "u", "m2", &answer(200, "Content-Encoding: gzip\r\n", &bomb));
    let run = between("warc-bomb", "m.warc", [record("m1"), bomb, record("m3")].concat());
    assert_eq!((run.code, run.values("id")), (1, ["a", "m1", "m3", "z"].map(str::to_owned).to_vec()), "{}", run.err);
    let headless = archived("response", "u", "m2", b"no answer at all");
    let run = between("warc-headless", "m.warc", [record("m1"), headless, record("m3")].concat());
    assert_eq!(run.values("id"), ["a", "m1", "m3", "z"], "{}", run.err);
    let run = between("warc-gz-cut", "m.warc.gz", &gzip(&whole)[..200]);
    assert_eq!(run.code, 1, "{}", run.err);
}
