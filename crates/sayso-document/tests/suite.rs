//! Checks the pages of `suite/document`: each case is a text in a `text` block and what is expected in a `sentences`
//! block: one sentence a line, words separated by blanks, `|` within contracted forms, `Part:` before what is no report.

use std::fmt::Write;
use std::path::Path;

use sayso_document::{Document, Header, Options, Part, read_with};
use sayso_suite::{Verdict, blocks};

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

#[test]
fn pages() {
    let mut verdict = Verdict::new();
    for (name, page) in sayso_suite::pages("document") {
        let blocks = blocks(&page);
        for pair in blocks.windows(2).filter(|pair| pair[1].kind == "sentences") {
            let options = Options { title_line: pair[0].kind == "text title", ..Options::default() };
            let got = shown(&read_with(pair[0].content.trim_end(), None, Header::default(), &options));
            let fault = (got != pair[1].content).then(|| format!("expected\n{}got\n{got}", pair[1].content));
            verdict.take(&format!("suite/{name}:{}", pair[0].line), pair[0].is_not_yet, fault.as_deref());
        }
    }
    verdict.end(30);
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
