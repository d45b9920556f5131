//! Checks the pages of `suite/document`: each case is a text in a `text` block and what is expected in a `sentences`
//! block: one sentence a line, words separated by blanks, `|` within contracted forms, `Part:` before what is no report.

use std::fmt::Write;
use std::path::Path;

use sayso_document::{Document, Header, Options, Part, read_with};

/// The document as the pages write it.
fn shown(document: &Document) -> String {
    let mut out = String::new();
    for sentence in &document.sentences {
        if sentence.part != Part::Report {
            let _ = write!(out, "{:?}: ", sentence.part);
        }
        let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
        for (i, token) in document.tokens[range].iter().enumerate() {
            if i > 0 {
                out.push(if token.words == 0 { '|' } else { ' ' });
            }
            out.push_str(document.text(token.span));
        }
        out.push('\n');
    }
    out
}

/// The fenced blocks of a page: kind, line, content.
fn blocks(page: &str) -> Vec<(String, usize, String)> {
    let mut found: Vec<(String, usize, String)> = Vec::new();
    let mut open = false;
    for (i, line) in page.lines().enumerate() {
        match line.strip_prefix("```") {
            Some(kind) if !open => {
                found.push((kind.to_owned(), i + 1, String::new()));
                open = true;
            }
            Some(_) => open = false,
            None if open => {
                if let Some(block) = found.last_mut() {
                    block.2.push_str(line);
                    block.2.push('\n');
                }
            }
            None => {}
        }
    }
    found
}

#[test]
fn pages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/document");
    let mut paths: Vec<_> = std::fs::read_dir(&folder).expect("suite/document").flatten().map(|e| e.path()).collect();
    paths.sort();
    let (mut cases, mut wrong) = (0, String::new());
    for path in paths.iter().filter(|path| path.extension().is_some_and(|e| e == "md")) {
        let page = std::fs::read_to_string(path).expect("readable page");
        let blocks = blocks(&page);
        for pair in blocks.windows(2).filter(|pair| pair[1].0 == "sentences") {
            let options = Options { title_line: pair[0].0 == "text title", ..Options::default() };
            let got = shown(&read_with(pair[0].2.trim_end(), None, Header::default(), &options));
            cases += 1;
            if got != pair[1].2 {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let _ = write!(wrong, "{name}:{}\nexpected\n{}got\n{got}\n", pair[0].1, pair[1].2);
            }
        }
    }
    assert!(cases > 30, "only {cases} cases found");
    assert!(wrong.is_empty(), "{wrong}");
}

/// Every report of the news corpus in `$SAYSO_DATA/news` can be read, and its words tile the text.
#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn news_replay() {
    let Some(data) = std::env::var_os("SAYSO_DATA") else {
        return eprintln!("SAYSO_DATA is not set: news replay skipped");
    };
    let path = Path::new(&data).join("news/wikinews_2019_2020.jsonl");
    let text = std::fs::read_to_string(&path).expect("news corpus");
    for line in text.lines() {
        let document = read_with(line, None, Header::default(), &Options::default());
        let inked = line.chars().filter(|c| !c.is_whitespace()).count();
        let tokens: usize =
            document.tokens.iter().map(|t| document.text(t.span).chars().filter(|c| !c.is_whitespace()).count()).sum();
        assert_eq!(inked, tokens);
        assert!(document.sentences.len() > 1);
    }
}
