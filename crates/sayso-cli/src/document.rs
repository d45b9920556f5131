//! From a report as read to a document cut into words.

use sayso::document::{Document, GivenSentence, GivenToken, Header, Lines, Options, from_tokens, html, read_with};

use crate::input::{Body, Report};

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
        Body::Text(text) => {
            let options = Options { title_line: title.is_none(), ..Options::default() };
            read_with(text, title, header, &options)
        }
        Body::Html(page) => article(html::extract(page), title, header),
        Body::Tokens(tokens) => {
            let token = |form: &String| GivenToken { form: form.clone(), words: Vec::new(), space_after: true };
            let tokens = tokens.iter().map(token).collect();
            from_tokens(&[GivenSentence { tokens, starts_paragraph: true }], title, header)
        }
        Body::Conllu(given) => {
            let mut document = given.document.clone();
            document.header = header;
            document
        }
    }
}

/// The article of a web page; what the page says of itself goes before the day in its file's name, and what a feed says of an
/// entry before what stands in the entry.
fn article(article: html::Article, title: Option<&str>, header: Header) -> Document {
    let header = Header {
        published: article.published.or(header.published),
        url: article.url.or(header.url),
        outlet: article.outlet.or(header.outlet),
        ..header
    };
    let options = Options { lines: Lines::Paragraphs, ..Options::default() };
    read_with(&article.text, title.or(article.title.as_deref()), header, &options)
}
