//! Every format that is read, plain and packed, by name and by content.

use crate::runner::{EVENT, Folder, gzip, sayso, sayso_with, zstd};

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
