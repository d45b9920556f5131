//! Web pages: the article in a page, its title, author, outlet and day.

mod day;
mod depth;

use dom_query::Document as Page;
use dom_smoothie::{Config, Readability, TextMode};

/// The article of a web page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// Headline, without the outlet's name where the page appends it.
    pub title: Option<String>,
    /// The text, a blank line between paragraphs.
    pub text: String,
    /// Author line.
    pub byline: Option<String>,
    /// Publisher.
    pub outlet: Option<String>,
    /// Day of publication, `YYYY-MM-DD`.
    pub published: Option<String>,
    /// What shows the day of publication.
    pub published_basis: Option<PublishedBasis>,
    /// Address that the page gives for itself.
    pub url: Option<String>,
    /// Language that the page declares, as in `en-GB`.
    pub language: Option<String>,
}

/// What shows a day of publication, the most trustworthy first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PublishedBasis {
    /// `datePublished` in the page's JSON-LD.
    JsonLd,
    /// A `meta` element such as `article:published_time`.
    Meta,
    /// The first `time` element with a day.
    Time,
    /// `/2026/03/08/` in the address.
    Url,
}

impl PublishedBasis {
    /// A short name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            PublishedBasis::JsonLd => "json-ld",
            PublishedBasis::Meta => "meta",
            PublishedBasis::Time => "time",
            PublishedBasis::Url => "url",
        }
    }
}

/// Finds the article of a page. A page without one that can be told from its menus gives the text of all of it; markup
/// nested deeper than any page needs is flattened first, so that no input exhausts the stack.
#[must_use]
pub fn extract(html: &str) -> Article {
    let page = Page::from(depth::flattened(html).as_ref());
    let url = first_of(&page, &[("link[rel='canonical']", "href"), ("meta[property='og:url']", "content")]);
    let (published, published_basis) = day::published(&page, url.as_deref()).unzip();
    let outlet =
        first_of(&page, &[("meta[property='og:site_name']", "content"), ("meta[name='application-name']", "content")]);
    let language = first_of(&page, &[("html", "lang")]);
    let headline = first_of(&page, &[("meta[property='og:title']", "content")]);
    let everything = paragraphs(&page.formatted_text());
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let found = Readability::with_document(page, None, Some(config)).ok().and_then(|mut page| page.parse().ok());
    let Some(found) = found else {
        return Article {
            title: headline,
            text: everything,
            outlet,
            published,
            published_basis,
            url,
            language,
            byline: None,
        };
    };
    let text = paragraphs(&found.text_content);
    Article {
        title: filled(Some(found.title.to_string())).or(headline),
        text: if text.is_empty() { everything } else { text },
        byline: filled(found.byline),
        outlet: outlet.or_else(|| filled(found.site_name)),
        published,
        published_basis,
        url: url.or_else(|| filled(found.url)),
        language,
    }
}

/// The first of some attributes that is there and not blank.
fn first_of(page: &Page, places: &[(&str, &str)]) -> Option<String> {
    places.iter().find_map(|(selector, attribute)| {
        filled(page.select(selector).iter().find_map(|found| found.attr(attribute)).map(|value| value.to_string()))
    })
}

/// Without the white space around it; nothing where that is all.
fn filled(text: Option<String>) -> Option<String> {
    text.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
}

/// One line a paragraph, a blank line between them, single blanks between words.
fn paragraphs(text: &str) -> String {
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n\n")
}
