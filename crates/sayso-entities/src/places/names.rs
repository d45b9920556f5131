//! Stretches of text that the gazetteer knows as names.

use std::ops::Range;

use sayso_document::{Sentence, Span};

use sayso_syntax::Rel;

use super::View;
use crate::gazetteer::{Kind, Level, Name, Sense};

/// A stretch of text that some place is called by.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its bytes.
    pub span: Span,
    /// Tokens of its sentence.
    pub sentence: Range<usize>,
    /// Whether the sentence is the dateline.
    pub in_dateline: bool,
    /// Whether most words of the sentence start with a capital, so that capitals tell nothing.
    pub in_title_case: bool,
    /// What the gazetteer says.
    pub name: Name,
    /// What a word beside it ("province", "the city of") says of its kind.
    pub level: Option<Level>,
    /// Whether "the" stands before it and it is no mere modifier ("the Atlantic").
    pub has_article: bool,
    /// Whether it is a short form that needs a larger place's company ("Tex.").
    pub is_abbreviation: bool,
}

/// All candidates of a document, in text order, none overlapping.
pub(super) fn collect(view: &View<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (id, sentence) in view.document.sentences() {
        let in_dateline = view.document.dateline == Some(id);
        if sentence.is_report || in_dateline {
            collect_sentence(view, sentence, in_dateline, &mut found);
        }
    }
    found
}

fn collect_sentence(view: &View<'_>, sentence: &Sentence, in_dateline: bool, found: &mut Vec<Candidate>) {
    let tokens = sentence.tokens.start as usize..sentence.tokens.end as usize;
    let in_title_case = is_title_case(view, tokens.clone());
    let mut at = tokens.start;
    while at < tokens.end {
        let Some((end, name, is_abbreviation)) = name_at(view, at, tokens.end) else {
            at += 1;
            continue;
        };
        let (first, last) = (view.document.tokens[at].span, view.document.tokens[end - 1].span);
        let level = level(view, at..end, &tokens);
        found.push(Candidate {
            tokens: at..end,
            span: first.cover(last),
            sentence: tokens.clone(),
            in_dateline,
            in_title_case,
            name,
            level,
            has_article: has_article(view, at..end, &tokens),
            is_abbreviation,
        });
        at = end;
    }
}

fn is_title_case(view: &View<'_>, tokens: Range<usize>) -> bool {
    let words = tokens.filter(|&t| view.word(t).chars().all(char::is_alphabetic) && view.word(t).len() > 3);
    let (mut capital, mut all) = (0, 0);
    for token in words {
        all += 1;
        capital += usize::from(view.is_capital(token));
    }
    all >= 3 && capital * 10 >= all * 8
}

/// The longest name that starts at a token: where it ends, what it can mean, and whether it is a short form.
fn name_at(view: &View<'_>, start: usize, limit: usize) -> Option<(usize, Name, bool)> {
    let first = view.word(start);
    if !view.is_capital(start) {
        return None;
    }
    let mut walk = view.gazetteer.walk();
    let mut best = None;
    for token in start..limit {
        let word = view.word(token);
        if token > start && !view.touches_previous(token) {
            walk.read(" ");
        }
        if !is_name_part(word) {
            break;
        }
        walk.read(word);
        if !walk.is_alive() {
            break;
        }
        let closes = word.contains(char::is_uppercase)
            || word.starts_with(|c: char| c.is_ascii_digit() || c == '\'' || c == '’');
        let cut = token + 1 < limit && view.touches_previous(token + 1) && joins(view.word(token + 1));
        if closes && !cut && walk.is_name() {
            best = Some((token + 1, walk.clone()));
        }
    }
    if let Some((end, walk)) = best
        && let Some(name) = walk.name().filter(|n| !n.places.is_empty())
        && !name.flags.not_place
        && (end > start + 1 || is_long_enough(view, first, &name))
    {
        return Some((end, name, false));
    }
    abbreviation_at(view, start, limit)
}

/// Whether a word glued to the end of a name makes it another one: "Jordan" in "Jordan's" stands by itself.
fn joins(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_alphanumeric)
}

fn is_name_part(word: &str) -> bool {
    word.chars().any(char::is_alphanumeric) || matches!(word, "-" | "'" | "’" | "‘")
}

/// Names of two or three letters count only in capitals ("US", "UAE", "Ur" does not), and words of two to four capitals
/// only where they are a country's or a region's ("US", "UAE", "FAO" is none).
fn is_long_enough(view: &View<'_>, word: &str, name: &Name) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let is_large = || {
        let first = name.places.first().map(|s| view.gazetteer.record(s.place).kind);
        matches!(first, Some(Kind::Country | Kind::Region))
    };
    match letters {
        0 | 1 => false,
        2..=4 if capitals == letters => is_large(),
        2 => false,
        3 => !name.flags.word,
        _ => true,
    }
}

/// "Tex." and "TX" after a comma; "N.S.W." and "NSW" anywhere.
fn abbreviation_at(view: &View<'_>, start: usize, limit: usize) -> Option<(usize, Name, bool)> {
    let word = view.word(start);
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let all_capitals = word.chars().all(|c| c.is_uppercase() || c == '.');
    let after_comma = start > 0 && view.word(start - 1) == ",";
    let dotted = word.ends_with('.') || (start + 1 < limit && view.word(start + 1) == ".");
    let stands_alone = all_capitals && (letters == 3 || word == "D.C.");
    let is_short_form = all_capitals || dotted;
    if !(stands_alone || after_comma && is_short_form) {
        return None;
    }
    let record = view.gazetteer.abbreviation(word)?;
    Some((start + 1, Name { places: vec![Sense { place: record.id, is_own_name: true }], ..Name::default() }, true))
}

fn has_article(view: &View<'_>, tokens: Range<usize>, sentence: &Range<usize>) -> bool {
    let modifies = view.syntax.words()[tokens.end - 1].head.is_some_and(|h| h.index() >= tokens.end);
    let compound = matches!(view.syntax.words()[tokens.end - 1].rel, Rel::Compound | Rel::Amod | Rel::NmodPoss);
    let article = tokens.start.checked_sub(1).filter(|&t| t >= sentence.start);
    article.is_some_and(|t| view.word(t).eq_ignore_ascii_case("the")) && !(modifies && compound)
}

/// "Kunar Province", "the city of Mosul".
fn level(view: &View<'_>, tokens: Range<usize>, sentence: &Range<usize>) -> Option<Level> {
    let words = view.gazetteer.context();
    if tokens.end < sentence.end
        && let Some(level) = words.level(&view.plain(tokens.end))
        && level.after
    {
        return Some(level);
    }
    let of = tokens.start.checked_sub(1).filter(|&t| t > sentence.start && view.word(t) == "of")?;
    words.level(&view.plain(of - 1)).filter(|l| l.before)
}
