//! From a report as read to a document cut into words.

use sayso::document::{Document, GivenSentence, GivenToken, Header, Options, from_tokens, read_with};

use crate::input::{Body, ConlluSentence, Line, Report};

/// Cuts a report into words, or takes the words that it brings.
pub(crate) fn document(report: &Report) -> Document {
    let header = Header {
        id: report.id.clone(),
        published: report.date.clone(),
        url: report.url.clone(),
        outlet: report.outlet.clone(),
    };
    let title = report.title.as_deref();
    match &report.body {
        Body::Text(text) | Body::Html(text) => {
            let options = Options { title_line: title.is_none(), ..Options::default() };
            read_with(text, title, header, &options)
        }
        Body::Tokens(tokens) => {
            let token = |form: &String| GivenToken { form: form.clone(), words: Vec::new(), space_after: true };
            let tokens = tokens.iter().map(token).collect();
            from_tokens(&[GivenSentence { tokens, starts_paragraph: true }], title, header)
        }
        Body::Conllu(sentences) => {
            let given: Vec<_> = sentences.iter().map(given).collect();
            from_tokens(&given, title, header)
        }
    }
}

fn given(sentence: &ConlluSentence) -> GivenSentence {
    let mut tokens: Vec<GivenToken> = Vec::new();
    let mut inside = 0;
    for line in &sentence.lines {
        match line {
            Line::Comment(_) => {}
            Line::Range { words, form, misc } => {
                inside = *words;
                tokens.push(token(form, misc));
            }
            Line::Word { form, .. } if inside > 0 => {
                inside -= 1;
                if let Some(range) = tokens.last_mut() {
                    range.words.push(form.clone());
                }
            }
            Line::Word { form, misc } => tokens.push(token(form, misc)),
        }
    }
    let starts_paragraph = ["newpar", "newdoc", "newpar id", "newdoc id"].iter().any(|k| sentence.comment(k).is_some());
    GivenSentence { tokens, starts_paragraph }
}

fn token(form: &str, misc: &str) -> GivenToken {
    let space_after = !misc.split('|').any(|feature| feature == "SpaceAfter=No");
    GivenToken { form: form.to_owned(), words: Vec::new(), space_after }
}
