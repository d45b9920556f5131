//! What holds of every document, whatever the text.

use proptest::prelude::*;
use sayso_document::{Document, Field, GivenSentence, GivenToken, Header, Lines, Options, from_tokens, read_with};

/// White space, control characters, marks of direction and order.
fn is_blank(c: char) -> bool {
    let mark = matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    c.is_whitespace() || c.is_control() || mark
}

/// Tokens tile the characters that are not white space, sentences tile the tokens, spans can be located and found again.
fn check(document: &Document) {
    check_words(document, char::is_whitespace);
}

/// The same where the words are cut here: none holds a blank, not even a control character.
fn check_cut(document: &Document) {
    check(document);
    let inside = |word: &str| word.contains(char::is_control);
    assert!(!document.tokens.iter().any(|token| inside(document.text(token.span))), "a control character in a word");
    check_words(document, is_blank);
}

fn check_words(document: &Document, is_outside: impl Fn(char) -> bool) {
    let mut at = 0;
    for token in &document.tokens {
        let range = token.span.range();
        assert!(document.buffer[at..range.start].chars().all(is_blank), "uncovered before {range:?}");
        let word = document.text(token.span);
        assert!(!word.is_empty() && !word.starts_with(&is_outside) && !word.ends_with(&is_outside));
        at = range.end;
    }
    assert!(document.buffer[at..].chars().all(is_blank), "uncovered at the end");
    let mut next = 0;
    let mut paragraph = (Field::Title, 0);
    for sentence in &document.sentences {
        assert_eq!(sentence.tokens.start, next);
        assert!(sentence.tokens.end > next);
        next = sentence.tokens.end;
        assert!((sentence.field, sentence.paragraph) >= paragraph);
        paragraph = (sentence.field, sentence.paragraph);
        assert_eq!(sentence.is_report, sentence.part.is_report());
        assert_eq!(sentence.span.start, document.tokens[sentence.tokens.start as usize].span.start);
        assert_eq!(sentence.span.end, document.tokens[sentence.tokens.end as usize - 1].span.end);
        let located = document.locate(sentence.span);
        assert_eq!(document.span_of(located), sentence.span);
        let mut left = 0;
        for token in &document.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize] {
            match token.words {
                0 => {
                    assert!(left > 0);
                    left -= 1;
                }
                n => {
                    assert_eq!(left, 0);
                    left = n - 1;
                }
            }
        }
        assert_eq!(left, 0, "a contracted form is cut by a sentence");
    }
    assert_eq!(next as usize, document.tokens.len());
}

fn options() -> impl Strategy<Value = Options> {
    let lines = prop_oneof![Just(Lines::Detect), Just(Lines::Paragraphs), Just(Lines::Wrapped)];
    (any::<bool>(), lines, 0usize..40).prop_map(|(title_line, lines, longest_sentence)| Options {
        title_line,
        lines,
        longest_sentence,
    })
}

/// Text out of the characters and pieces that the rules look at.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Z]{1,6}",
        "[0-9]{1,4}",
        "[.,:;!?'\"’‘“”(){}\\[\\]/&@#$%+*_=<>|~`^-]{1,3}",
        "[ \n\r\t\u{a0}\u{2028}]{1,2}",
        prop::sample::select(vec![
            "n't",
            "'s",
            "U.S.",
            "Mr.",
            "No.",
            "www.",
            "http://",
            ".com",
            "By ",
            "PARIS",
            "—",
            " - ",
            "...",
            "😀",
            "🇫🇷",
            "👩\u{200d}🚀",
            "é",
            "e\u{301}",
            "\u{200b}",
            "\u{feff}",
            "\0",
            "中文",
            "cannot",
            "dont",
            "ß",
            "İ",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in any::<String>(), title in prop::option::of(any::<String>()), options in options()) {
        let document = read_with(&text, title.as_deref(), Header::default(), &options);
        prop_assert_eq!(document.body(), &text);
        check_cut(&document);
    }

    #[test]
    fn likely_text(text in pieces(), title in prop::option::of(pieces()), options in options()) {
        let document = read_with(&text, title.as_deref(), Header::default(), &options);
        prop_assert_eq!(document.body(), &text);
        check_cut(&document);
    }

    #[test]
    fn given_words(forms in prop::collection::vec((pieces(), prop::collection::vec("[a-z]{0,4}", 0..4), any::<bool>(), any::<bool>()), 0..20)) {
        let sentences: Vec<GivenSentence> = forms
            .chunks(4)
            .map(|chunk| GivenSentence {
                tokens: chunk
                    .iter()
                    .map(|(form, words, space_after, _)| GivenToken { form: form.clone(), words: words.clone(), space_after: *space_after })
                    .collect(),
                starts_paragraph: chunk[0].3,
            })
            .collect();
        check(&from_tokens(&sentences, None, Header::default()));
        check(&from_tokens(&sentences, Some("A title"), Header::default()));
    }
}

/// A line of many megabytes, and sentences that never end, take time in proportion to their length.
#[test]
fn long_lines() {
    for piece in [
        "word ",
        "a.",
        "\"",
        "(",
        "don't ",
        "'",
        "x-",
        "U.S. ",
        "- ",
        "1,",
        "http://x.y/",
        "[1]",
        ".",
        "é",
        "@",
        "a'b'",
    ] {
        let document = read_with(&piece.repeat(400_000 / piece.len()), None, Header::default(), &Options::default());
        check(&document);
        let longest = document.sentences.iter().map(|s| s.tokens.len()).max().unwrap_or(0);
        assert!(longest <= Options::default().longest_sentence, "{piece}: {longest}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_page(parts in prop::collection::vec(prop_oneof![
        pieces(),
        prop::sample::select(vec![
            "<p>", "</p>", "<div>", "</div>", "<article>", "<a href='/x'>", "</a>", "<script>", "</script>", "<!--", "-->",
            "<table><tr><td>", "<time datetime='2026-01-31'>", "<meta name=date content='x'>", "&amp;", "&#0;", "<br/>",
            "<script type='application/ld+json'>{\"datePublished\": \"", "<h1>", "<html lang=en>", "<img src=x>", "<ul><li>",
        ]).prop_map(str::to_owned),
    ], 0..40)) {
        let article = sayso_document::html::extract(&parts.concat());
        check(&read_with(&article.text, article.title.as_deref(), Header::default(), &Options::default()));
    }
}
