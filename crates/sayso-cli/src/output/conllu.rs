//! Trees as CoNLL-U. Sentences that came as CoNLL-U keep their comments, ranges, forms and last columns.

use std::io::{self, Write};
use std::ops::Range;

use sayso::Coded;
use sayso::document::{SentenceId, TokenId};

use crate::input::{Body, ConlluSentence, Line, Report};

/// Appends a document.
pub(crate) fn write(report: &Report, coded: &Coded, out: &mut Vec<u8>) -> io::Result<()> {
    match &report.body {
        Body::Conllu(given) => {
            let mut cut = coded.document.sentences.iter();
            for sentence in given {
                let tokens = if sentence.words().all(|form| form.trim().is_empty()) { None } else { cut.next() };
                write_given(sentence, coded, tokens.map(|s| s.tokens.clone()), out)?;
            }
        }
        _ => {
            for (id, _) in coded.document.sentences() {
                write_cut(coded, id, out)?;
            }
        }
    }
    Ok(())
}

/// A sentence as it came, with new trees.
fn write_given(
    sentence: &ConlluSentence,
    coded: &Coded,
    tokens: Option<Range<u32>>,
    out: &mut Vec<u8>,
) -> io::Result<()> {
    // Words of white space alone are no tokens: such a sentence has no tree.
    let tokens = tokens.filter(|tokens| tokens.len() == sentence.words().count());
    let mut number = 0;
    for line in &sentence.lines {
        match line {
            Line::Comment(text) => writeln!(out, "{text}")?,
            Line::Range { words, form, misc } => {
                writeln!(out, "{}-{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}", number + 1, number + words)?;
            }
            Line::Word { form, misc } => {
                match &tokens {
                    Some(tokens) => word(coded, tokens, number, form, misc, out)?,
                    None => writeln!(out, "{}\t{form}\t_\tX\t_\t_\t{}\tdep\t_\t{misc}", number + 1, number)?,
                }
                number += 1;
            }
        }
    }
    writeln!(out)
}

/// A sentence as the program cut it.
fn write_cut(coded: &Coded, id: SentenceId, out: &mut Vec<u8>) -> io::Result<()> {
    let document = &coded.document;
    let sentence = &document.sentences[id.index()];
    if id.0 == 0 {
        writeln!(out, "# newdoc id = {}", one_line(&document.header.id))?;
    }
    let before = id.index().checked_sub(1).map(|at| &document.sentences[at]);
    if before.is_none_or(|b| (b.field, b.paragraph) != (sentence.field, sentence.paragraph)) {
        writeln!(out, "# newpar")?;
    }
    writeln!(out, "# sent_id = {}-{}", one_line(&document.header.id), id.0 + 1)?;
    writeln!(out, "# text = {}", one_line(document.text(sentence.span)))?;
    for (number, at) in (0..).zip(sentence.tokens.clone()) {
        let token = document.tokens[at as usize];
        let last = at + u32::from(token.words.max(1));
        if token.words > 1 && last <= sentence.tokens.end {
            let whole = token.span.cover(document.tokens[last as usize - 1].span);
            let form = one_line(document.text(whole));
            let misc = spacing(coded, TokenId(last - 1));
            writeln!(out, "{}-{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}", number + 1, number + u32::from(token.words))?;
        }
        let inside = token.words != 1;
        let misc = if inside { "_" } else { spacing(coded, TokenId(at)) };
        word(coded, &sentence.tokens, number as usize, &one_line(document.word(TokenId(at))), misc, out)?;
    }
    writeln!(out)
}

fn word(
    coded: &Coded,
    tokens: &Range<u32>,
    number: usize,
    form: &str,
    misc: &str,
    out: &mut Vec<u8>,
) -> io::Result<()> {
    let word = coded.syntax.word(TokenId(tokens.start + number as u32));
    let head = word.head.map_or(0, |head| head.0 - tokens.start + 1);
    let feats = if word.feats.0.is_empty() { "_" } else { &word.feats.0 };
    let lemma = if word.lemma.is_empty() { "_".into() } else { one_line(&word.lemma) };
    let (upos, rel) = (word.upos.as_str(), word.rel.as_str());
    writeln!(out, "{}\t{form}\t{lemma}\t{upos}\t_\t{feats}\t{head}\t{rel}\t_\t{misc}", number + 1)
}

/// Whether white space follows a token.
fn spacing(coded: &Coded, token: TokenId) -> &'static str {
    let end = coded.document.tokens[token.index()].span.end as usize;
    match coded.document.buffer[end..].chars().next() {
        Some(next) if !next.is_whitespace() => "SpaceAfter=No",
        _ => "_",
    }
}

/// White space as single blanks: a column may hold no tab and no line end.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
