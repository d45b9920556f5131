//! The article of a web page.

use sayso_document::html::{PublishedBasis, extract};

const PAGE: &str = r#"<!DOCTYPE html><html lang="en-GB"><head><title>Two towns agree on water | The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post">
<meta property="og:title" content="Two towns agree on water">
<link rel="canonical" href="https://harbour.example/2026/03/08/water">
<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2026-03-09T06:00:00Z"}</script>
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Two towns agree on water</h1><p class="byline">By Lena Ostrova</p>
<p>The councils of the two towns signed an agreement on Sunday that divides the water of the river between them, ending a quarrel of nine years that had twice come to blows.</p>
<p>The mayor of the upper town, who had long refused to meet her neighbour, said that the &ldquo;tap will stay open&rdquo; through the summer, and that a joint office would read the meters.</p>
<p>Farmers on the plain were less pleased: they told the council that the share left to them, a third of the flow, would not carry their orchards through a dry August.</p></article>
<footer><p>Copyright The Harbour Post</p></footer></body></html>"#;

#[test]
fn article_of_a_page() {
    let article = extract(PAGE);
    assert_eq!(article.title.as_deref(), Some("Two towns agree on water"));
    assert_eq!(article.outlet.as_deref(), Some("The Harbour Post"));
    assert_eq!(article.published.as_deref(), Some("2026-03-09"));
    assert_eq!(article.published_basis, Some(PublishedBasis::JsonLd));
    assert_eq!(article.url.as_deref(), Some("https://harbour.example/2026/03/08/water"));
    assert_eq!(article.language.as_deref(), Some("en-GB"));
    let paragraphs: Vec<&str> = article.text.split("\n\n").filter(|line| line.len() > 60).collect();
    assert_eq!(paragraphs.len(), 3, "{}", article.text);
    assert!(paragraphs[1].contains("“tap will stay open”"));
    assert!(!article.text.contains("Sport"));
}

#[test]
fn day_by_what_the_page_has() {
    let without = PAGE.replace("datePublished", "dateSeen");
    assert_eq!(extract(&without).published_basis, Some(PublishedBasis::Url));
    assert_eq!(extract(&without).published.as_deref(), Some("2026-03-08"));
    let timed = without.replace("<h1>", "<time datetime='2026-03-07'>Saturday</time><h1>");
    assert_eq!(extract(&timed).published_basis, Some(PublishedBasis::Time));
    let meta = timed.replace("<title>", "<meta property='article:published_time' content='2026-02-30'><title>");
    assert_eq!(extract(&meta).published.as_deref(), Some("2026-03-07"), "there is no 30 February");
}

#[test]
fn deep_and_broken_markup() {
    for tag in ["div", "b", "span", "table", "blockquote", "a", "ul><li"] {
        let open = format!("<{tag}>");
        let deep = open.repeat(10_000) + "The bridge was reopened on Monday." + &"</div>".repeat(10_000);
        assert!(extract(&deep).text.contains("The bridge was reopened on Monday."), "{tag}");
    }
    for broken in [
        "",
        "<",
        "<p",
        "</p></p>",
        "<!-- ",
        "<p>No end",
        "plain text, no markup",
        "<script>if (a < b) {}</script>",
        "<é>",
    ] {
        let _ = extract(broken);
    }
}
