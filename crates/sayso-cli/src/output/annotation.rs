//! The layers of a document as one JSON object. Offsets are Unicode characters, end exclusive.

use sayso::Coded;
use sayso::attribution::Attribution;
use sayso::document::{Document, Field, SentenceId, Span, TokenId};
use sayso::entities::{Mention, PlaceMention};
use sayso::syntax::{Rel, Syntax, Upos};
use serde::Serialize;

/// A document.
#[derive(Serialize)]
pub(crate) struct Annotation<'a> {
    id: &'a str,
    text: &'a str,
    sentences: Vec<SentenceOut<'a>>,
    entities: Vec<EntityOut<'a>>,
    places: Vec<PlaceOut<'a>>,
    attributions: Vec<AttributionOut>,
    factuality: Vec<FactualityOut>,
}

#[derive(Serialize)]
struct SentenceOut<'a> {
    start: usize,
    end: usize,
    #[serde(rename = "in")]
    field: &'static str,
    tokens: Vec<TokenOut<'a>>,
}

#[derive(Serialize)]
struct TokenOut<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    lemma: &'a str,
    upos: &'static str,
    feats: &'a str,
    /// 1-based in the sentence, 0 for the root.
    head: u32,
    deprel: &'static str,
}

#[derive(Serialize)]
struct EntityOut<'a> {
    start: usize,
    end: usize,
    #[serde(rename = "in")]
    field: &'static str,
    text: &'a str,
    /// Mentions of one entity share this number.
    entity: u32,
    name: &'a str,
    code: &'a str,
    kb: Option<&'a str>,
}

#[derive(Serialize)]
struct PlaceOut<'a> {
    start: usize,
    end: usize,
    #[serde(rename = "in")]
    field: &'static str,
    name: &'a str,
    lat: f64,
    lon: f64,
    kind: &'a str,
    country: &'a str,
    admin1: Option<&'a str>,
    geonames: Option<u32>,
}

#[derive(Serialize)]
struct AttributionOut {
    speaker: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    content: Vec<[usize; 2]>,
    stance: &'static str,
    #[serde(rename = "in")]
    field: &'static str,
}

#[derive(Serialize)]
struct FactualityOut {
    /// Counted from 0 over the document.
    token: u32,
    /// -3 (certainly not) to 3 (certainly).
    value: f32,
}

/// Gathers the layers of a document.
pub(crate) fn annotation(coded: &Coded) -> Annotation<'_> {
    let document = &coded.document;
    Annotation {
        id: &document.header.id,
        text: document.body(),
        sentences: document.sentences().map(|(id, _)| sentence(coded, id)).collect(),
        entities: coded.entities.mentions.iter().filter_map(|m| entity(document, m)).collect(),
        places: coded.entities.places.iter().map(|p| place(document, p)).collect(),
        attributions: coded
            .attributions
            .attributions
            .iter()
            .filter(|a| a.is_sure)
            .map(|a| attribution(coded, a))
            .collect(),
        factuality: predicates(document, &coded.syntax).map(|token| factuality(coded, token)).collect(),
    }
}

fn field_name(field: Field) -> &'static str {
    match field {
        Field::Title => "title",
        Field::Text => "text",
    }
}

fn sentence(coded: &Coded, id: SentenceId) -> SentenceOut<'_> {
    let document = &coded.document;
    let sentence = &document.sentences[id.index()];
    let first = sentence.tokens.start;
    let place = document.locate(sentence.span);
    let token = |token: TokenId| {
        let (word, place) = (coded.syntax.word(token), document.locate(document.tokens[token.index()].span));
        TokenOut {
            start: place.start,
            end: place.end,
            text: document.word(token),
            lemma: &word.lemma,
            upos: word.upos.as_str(),
            feats: &word.feats.0,
            head: word.head.map_or(0, |head| head.0 - first + 1),
            deprel: word.rel.as_str(),
        }
    };
    SentenceOut {
        start: place.start,
        end: place.end,
        field: field_name(place.field),
        tokens: sentence.tokens.clone().map(TokenId).map(token).collect(),
    }
}

fn entity<'a>(document: &'a Document, mention: &'a Mention) -> Option<EntityOut<'a>> {
    let actor = mention.actor.as_ref()?;
    let place = document.locate(mention.span);
    Some(EntityOut {
        start: place.start,
        end: place.end,
        field: field_name(place.field),
        text: document.text(mention.span),
        entity: mention.entity,
        name: &actor.name,
        code: &actor.code,
        kb: actor.kb.as_deref(),
    })
}

fn place<'a>(document: &Document, mention: &'a PlaceMention) -> PlaceOut<'a> {
    let located = document.locate(mention.span);
    let place = &mention.place;
    PlaceOut {
        start: located.start,
        end: located.end,
        field: field_name(located.field),
        name: &place.name,
        lat: place.lat,
        lon: place.lon,
        kind: &place.kind,
        country: &place.country,
        admin1: place.admin1.as_deref(),
        geonames: place.geonames,
    }
}

fn attribution(coded: &Coded, attribution: &Attribution) -> AttributionOut {
    let document = &coded.document;
    let token_span = |token: TokenId| document.tokens[token.index()].span;
    let speaker = &attribution.voice;
    let mut cue: Vec<TokenId> = attribution.cue.clone();
    cue.sort_unstable();
    let cue = joined(document, cue.into_iter().map(token_span));
    let first = attribution.content.first().or(cue.first()).or(speaker.first());
    let characters = |span: &Span| {
        let place = document.locate(*span);
        [place.start, place.end]
    };
    AttributionOut {
        speaker: speaker.iter().map(characters).collect(),
        cue: cue.iter().map(characters).collect(),
        content: attribution.content.iter().map(characters).collect(),
        stance: attribution.stance.as_str(),
        field: first.map_or("text", |span| field_name(document.locate(*span).field)),
    }
}

/// Spans with nothing but white space between them as one.
fn joined(document: &Document, spans: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut all: Vec<Span> = Vec::new();
    for span in spans {
        match all.last_mut() {
            Some(last) if document.buffer[last.end as usize..span.start as usize].trim().is_empty() => {
                last.end = span.end;
            }
            _ => all.push(span),
        }
    }
    all
}

/// Heads of clauses: verbs, and whatever else has a subject or stands where a clause does.
fn predicates<'a>(document: &'a Document, syntax: &'a Syntax) -> impl Iterator<Item = TokenId> + 'a {
    const CLAUSES: &[Rel] = &[
        Rel::Root,
        Rel::Ccomp,
        Rel::Xcomp,
        Rel::Advcl,
        Rel::AdvclRelcl,
        Rel::Acl,
        Rel::AclRelcl,
        Rel::Csubj,
        Rel::CsubjPass,
        Rel::Parataxis,
    ];
    (0..document.tokens.len() as u32).map(TokenId).filter(|&token| {
        let word = syntax.word(token);
        let clause = |token: TokenId| CLAUSES.contains(&syntax.rel(token));
        word.upos != Upos::Punct
            && (word.upos == Upos::Verb
                || clause(token)
                || (word.rel == Rel::Conj && word.head.is_some_and(clause))
                || syntax.children(token).iter().any(|&child| syntax.rel(child).is_subject()))
    })
}

fn factuality(coded: &Coded, token: TokenId) -> FactualityOut {
    FactualityOut { token: token.0, value: (coded.syntax.word(token).factuality[0] * 1000.0).round() / 1000.0 }
}
