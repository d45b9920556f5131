//! Every format that is read, plain and packed, by name and by content.

use crate::runner::{EVENT, Folder, answer, archived, feed, gzip, page, parquet, sayso, sayso_with, zstd};

#[test]
fn directories_are_read_in_order_with_packed_files() {
    let folder = Folder::new("directory");
    folder.file("b/2026-03-11-late.txt", EVENT);
    folder.file("b/early.html", format!("<html><body><p>{EVENT}</p></body></html>"));
    folder.file("a.jsonl.gz", gzip(format!("{{\"text\": \"{EVENT}\"}}\n").as_bytes()));
    folder.file("c.csv.zst", zstd(format!("headline,id,body\nAir raid,c-1,\"{EVENT}\"\n").as_bytes()));
    folder.file("d.tsv", format!("text\tid\n{EVENT}\td-1\n"));
    folder.file("notes.md", "not a report");
    let run = sayso(&["code", &folder.all()]);
    assert_eq!(run.code, 0, "{}", run.err);
    let mut documents = run.values("document");
    documents.dedup();
    assert_eq!(documents, ["a.jsonl:1", "b/2026-03-11-late", "b/early", "c-1", "d-1"]);
    assert!(run.json().iter().any(|record| record["published"] == "2026-03-11"), "the day is in the file's name");
}

#[test]
fn packed_streams_may_have_several_parts() {
    let folder = Folder::new("members");
    let line = |id: &str| format!("{{\"id\": \"{id}\", \"text\": \"{EVENT}\"}}\n");
    let gz = [gzip(line("a").as_bytes()), gzip(line("b").as_bytes())].concat();
    let zst = [zstd(line("c").as_bytes()), zstd(line("d").as_bytes())].concat();
    let files = [folder.file("1.jsonl.gz", gz), folder.file("2.jsonl.zst", zst)];
    assert_eq!(sayso(&["annotate", &files[0], &files[1]]).values("id"), ["a", "b", "c", "d"]);
}

#[test]
fn standard_input_is_known_by_its_first_bytes() {
    let first = |input: &[u8]| sayso_with(&["annotate", "-", "-q"], input).json().remove(0);
    assert_eq!(first(b"{\"id\": \"j\", \"text\": \"One. Two.\"}")["id"], "j");
    assert_eq!(first(b"One. Two.")["text"], "One. Two.");
    assert_eq!(first(&gzip(b"One. Two."))["text"], "One. Two.");
    let page = first(b"<!DOCTYPE html><title>T</title><body><article><p>Troops left the town.</p></article>");
    assert!(!page["text"].as_str().expect("a text").contains('<'), "{page}");
}

#[test]
fn fields_and_columns_may_have_other_names() {
    let folder = Folder::new("names");
    let file = folder.file("x.jsonl", format!("{{\"nr\": 5, \"day\": \"3 May 2026\", \"story\": \"{EVENT}\"}}\n"));
    let args = ["code", &file, "-q", "--text-field", "story", "--id-field", "nr", "--date-field", "day"];
    let record = sayso(&args).json().remove(0);
    assert_eq!((&record["document"], &record["published"]), (&"5".into(), &"2026-05-03".into()));
    let run = sayso(&["code", &file]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("x.jsonl:1: no text (looked for text, body"), "{}", run.err);
}

#[test]
fn reports_without_a_day_get_that_of_the_command_line() {
    let run = sayso_with(&["code", "-", "-q", "--date", "4 April 2026"], EVENT.as_bytes());
    assert_eq!(run.json()[0]["published"], "2026-04-04");
    let run = sayso_with(&["code", "-", "--date", "soon"], EVENT.as_bytes());
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("“soon” is no date (write it as YYYY-MM-DD)"), "{}", run.err);
}

#[test]
fn words_that_are_given_are_kept() {
    let line = br#"{"id": "t", "tokens": ["Do", "n't", "shoot", ",", "he", "said", "."]}"#;
    let run = sayso_with(&["annotate", "-", "-q"], line);
    let tokens = run.json()[0]["sentences"][0]["tokens"].as_array().expect("tokens").clone();
    assert_eq!(
        tokens.iter().map(|t| t["text"].as_str().unwrap_or_default()).collect::<Vec<_>>(),
        ["Do", "n't", "shoot", ",", "he", "said", "."]
    );
}

#[test]
fn treebanks_keep_comments_and_ranges() {
    let given = "# newdoc id = d\n# sent_id = s1\n# text = They can't.\n1\tThey\t_\t_\t_\t_\t_\t_\t_\t_\n\
                 2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n2\tca\t_\t_\t_\t_\t_\t_\t_\t_\n\
                 3\tn't\t_\t_\t_\t_\t_\t_\t_\t_\n4\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
    let folder = Folder::new("treebank");
    let file = folder.file("bank.conllu", format!("{given}{}", given.replace("id = d", "id = e")));
    let run = sayso(&["annotate", &file, "-f", "conllu", "-q"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let head = |line: &str| line.split('\t').take(2).collect::<Vec<_>>().join("\t");
    let (want, got): (Vec<_>, Vec<_>) = (given.lines().map(head).collect(), run.out.lines().map(head).collect());
    assert_eq!(got[..want.len()], want);
    assert!(run.out.contains("# newdoc id = e"));
}

#[test]
fn offsets_count_characters() {
    let text = "🕊️ “Éire” ‏שלום‏ — Turkish warplanes bombed rebel positions in northern Syria on Monday. 🇺🇳";
    let line = serde_json::json!({"id": "e", "title": "Ünïcode: Syria accuses Turkey", "text": text}).to_string();
    let run = sayso_with(&["code", "-", "-q"], line.as_bytes());
    let title: Vec<char> = "Ünïcode: Syria accuses Turkey".chars().collect();
    let text: Vec<char> = text.chars().collect();
    assert!(!run.json().is_empty());
    for record in run.json() {
        let field = if record["in"] == "title" { &title } else { &text };
        let spans = record["source"].as_array().into_iter().chain(record["target"].as_array()).flatten();
        for part in spans.chain([&record["trigger"]]) {
            let at = |i: usize| part["span"][i].as_u64().expect("an offset") as usize;
            let there: String = field[at(0)..at(1)].iter().collect();
            assert_eq!(part["text"], there.as_str(), "{record}");
        }
    }
}

#[test]
fn parquet_columns_are_known_by_name() {
    let folder = Folder::new("parquet");
    let file = folder.file("wire.parquet", parquet(&[(Some(EVENT), "p-1"), (None, "p-2"), (Some(EVENT), "p-3")]));
    let run = sayso(&["code", &file, "--text-field", "story"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert_eq!(run.values("document"), ["p-1", "p-3"]);
    assert!(run.values("published").iter().all(|day| day == "2026-03-10"), "times of publication are days");
    assert!(run.err.contains("wire.parquet:2: the text is null (the row is skipped)"), "{}", run.err);
    let run = sayso(&["code", &file]);
    assert!(
        run.code == 1 && run.err.contains("the file has Story, id, date, n) (name the column with --text-field)"),
        "{}",
        run.err
    );
    let run = sayso(&["code", &file, "--text-field", "story", "--id-field", "n", "-q"]);
    assert_eq!(run.values("document")[0], "1773100800000000");
    let run = sayso_with(&["code", "-"], &parquet(&[(Some(EVENT), "p-1")]));
    assert!(run.err.contains("Parquet cannot be read from standard input (save it to a file first)"), "{}", run.err);
}

#[test]
fn feeds_give_their_entries() {
    let folder = Folder::new("feeds");
    folder.file("a.rss", feed(&[("f-1", EVENT), ("f-2", EVENT)]));
    folder.file("b.xml", feed(&[("f-3", EVENT)]));
    folder.file("c.xml", "<?xml version='1.0'?><notes>No feed, no report.</notes>");
    folder.file(
        "d.atom.gz",
        gzip(
            format!(
                "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>W</title><entry><id>f-4</id><title>Raid</title>\
             <updated>2026-03-11T01:00:00Z</updated><content type=\"text\">{EVENT}</content></entry></feed>"
            )
            .as_bytes(),
        ),
    );
    let run = sayso(&["annotate", &folder.all()]);
    assert_eq!(
        (run.code, run.values("id")),
        (0, ["f-1", "f-2", "f-3", "f-4"].map(str::to_owned).to_vec()),
        "{}",
        run.err
    );
    assert_eq!(run.json()[0]["text"].as_str().map(str::trim), Some(EVENT), "marks are no text");
    let run = sayso(&["code", &folder.all(), "-q"]);
    let published: Vec<String> = run.values("published");
    assert_eq!(
        (published.first().map(String::as_str), published.last().map(String::as_str)),
        (Some("2026-03-10"), Some("2026-03-11"))
    );
    let json = format!(
        "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"W\", \"items\": [{{\"id\": \"j-1\", \
         \"content_text\": \"{EVENT}\", \"url\": \"https://wire.example/j-1\"}}]}}"
    );
    assert_eq!(sayso_with(&["annotate", "-", "-q"], json.as_bytes()).values("id"), ["j-1"]);
}

#[test]
fn web_archives_give_their_pages() {
    let page = page(EVENT);
    let packed = gzip(page.as_bytes());
    let chunked = format!("{:x}\r\n{page}\r\n0\r\n\r\n", page.len());
    let uri = "https://wire.example/raid";
    let records = [
        archived("warcinfo", "", "00", b"software: x\r\n"),
        archived("request", uri, "01", b"GET / HTTP/1.1\r\n\r\n"),
        archived("response", uri, "w-1", &answer(200, "", page.as_bytes())),
        archived("response", uri, "w-2", &answer(200, "Content-Encoding: gzip\r\n", &packed)),
        archived("response", uri, "w-3", &answer(200, "Transfer-Encoding: chunked\r\n", chunked.as_bytes())),
        archived("response", uri, "w-4", &answer(404, "", page.as_bytes())),
        archived("conversion", uri, "w-5", EVENT.as_bytes()),
    ];
    let folder = Folder::new("archives");
    folder.file("plain.warc", records.concat());
    folder.file("members.warc.gz", records.iter().map(|record| gzip(record)).collect::<Vec<_>>().concat());
    for file in ["plain.warc", "members.warc.gz"] {
        let run = sayso(&["annotate", &folder.path(file)]);
        assert_eq!(
            (run.code, run.values("id")),
            (0, ["w-1", "w-2", "w-3", "w-5"].map(str::to_owned).to_vec()),
            "{file}: {}",
            run.err
        );
        let texts = run.values("text");
        assert!(
            texts.iter().all(|text| text.contains(EVENT) && !text.contains("Home") && !text.contains('<')),
            "{texts:?}"
        );
    }
    let run = sayso(&["code", &folder.path("plain.warc"), "-q"]);
    let first = &run.json()[0];
    assert_eq!(
        (&first["document"], &first["published"]),
        (&"w-1".into(), &"2026-03-10".into()),
        "the page's day, not the crawler's"
    );
}

#[test]
fn records_leave_in_the_formats_of_other_tools() {
    let folder = Folder::new("exports");
    let lines = format!(
        "{{\"id\": \"x-1\", \"date\": \"2026-03-10\", \"url\": \"https://wire.example/x-1\", \"text\": \"{EVENT} France urged Mali to \
         release the two journalists.\"}}\n"
    );
    let (file, store) = (folder.file("x.jsonl", lines), folder.path("x.sayso"));
    assert_eq!(sayso(&["add", &file, "--store", &store, "-q"]).code, 0);
    for (name, format) in [
        ("a.parquet", "parquet"),
        ("a.geojson", "geojson"),
        ("a.gexf", "gexf"),
        ("a.txt", "polecat"),
        ("a.export.CSV", "gdelt"),
        ("a.tab", "icews"),
        ("a.csv", "csv"),
        ("a.jsonl", "jsonl"),
    ] {
        let (coded, found) = (folder.path(&format!("code-{name}")), folder.path(&format!("find-{name}")));
        let run = sayso(&["code", &file, "-f", format, "-o", &coded]);
        assert_eq!(run.code, 0, "{format}: {}", run.err);
        assert_eq!(
            sayso(&["find", "--store", &store, "--sort", "document", "-f", format, "-o", &found]).code,
            0,
            "{format}"
        );
        let read = |path: &str| std::fs::read(path).expect("the output");
        let manifest: serde_json::Value =
            serde_json::from_slice(&read(&format!("{coded}.manifest.json"))).expect("a manifest");
        assert_eq!(manifest["format"], format);
        assert!(manifest["records"].as_u64() >= Some(3), "{manifest}");
        assert_eq!(manifest["coded_by"][0]["program"], env!("CARGO_PKG_VERSION"));
        if !matches!(format, "parquet" | "geojson") {
            let lines = |path: &str| {
                let mut lines: Vec<String> =
                    String::from_utf8(read(path)).expect("UTF-8").lines().map(str::to_owned).collect();
                lines.sort();
                lines
            };
            assert_eq!(lines(&coded), lines(&found), "{format}: code and find write the same rows");
        }
        if format == "gdelt" {
            assert!(!read(&folder.path("code-a.mentions.CSV")).is_empty());
            assert!(run.err.contains("left out: 1 demanded only"), "{}", run.err);
        }
    }
    let run = sayso(&["code", &file, "-f", "parquet", "-o", &folder.path("r.parquet"), "--resume"]);
    assert!(run.code == 2 && run.err.contains("--resume cannot go on with parquet"), "{}", run.err);
    let series = sayso(&["series", "--store", &store, "--split", "type", "-f", "jsonl"]);
    assert!(series.json().iter().any(|row| row["value"] == "ASSAULT" && row["records"] == 1), "{}", series.out);
    let wrong = sayso(&["find", "--store", &store, "--type", "BOMB"]);
    assert!(wrong.code == 2 && wrong.err.contains("“BOMB” is no type (one of AGREE, CONSULT"), "{}", wrong.err);
}
