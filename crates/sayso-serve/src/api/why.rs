//! Why a record is what it is: the report read anew, and its sentence taken apart.

use std::sync::Arc;

use axum::extract::{Path, State};
use sayso::Coded;
use sayso::document::{Located, Sentence, Span, TokenId};
use sayso::record::Record;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::{App, Desk};
use crate::fault::{Fault, FaultBody};
use crate::params::Params;
use crate::reply::Reply;

/// A word with its place in the tree.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TokenView {
    text: String,
    lemma: String,
    upos: &'static str,
    rel: &'static str,
    /// Index of the word that it hangs on; null for the root.
    head: Option<usize>,
    /// What kind of name it is part of.
    name: Option<&'static str>,
    /// Characters of the field.
    span: [usize; 2],
}

/// A mention and whom it stands for.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MentionView {
    text: String,
    name: String,
    code: String,
    /// Row of the actor table.
    row: Option<String>,
    /// The mention through which it was found.
    through: Option<String>,
}

/// A place name and the place.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlaceView {
    text: String,
    name: String,
    kind: String,
    country: String,
    lat: f64,
    lon: f64,
}

/// Words of time and the days that they cover.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TimeView {
    text: String,
    start: String,
    end: String,
    precision: String,
}

/// Who says what.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SayView {
    /// Null where nobody is named.
    speaker: Option<String>,
    stance: &'static str,
    cue: String,
    rule: String,
    content: Vec<String>,
}

/// An act, and how its status came about.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EventView {
    trigger: String,
    r#type: &'static str,
    mode: Option<&'static str>,
    /// Row of the lexicon.
    rule: String,
    origin: String,
    sources: Vec<String>,
    targets: Vec<String>,
    trace: Vec<String>,
    /// The record that tells it; null where there is none.
    record: Option<String>,
    /// Whether that is the record in question.
    this: bool,
}

/// Why a record is what it is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Why {
    record: String,
    rule: String,
    /// Whether the program reads it now as it did then.
    same: bool,
    note: Option<String>,
    tokens: Vec<TokenView>,
    actors: Vec<MentionView>,
    places: Vec<PlaceView>,
    times: Vec<TimeView>,
    say_so: Vec<SayView>,
    events: Vec<EventView>,
}

/// Why a record is what it is: words, tree, actors, say-so, rules, and how each status came about.
#[utoipa::path(get, path = "/api/records/{id}/why", tag = "records", params(("id" = String, Path, description = "Identifier")),
    responses((status = 200, body = Why), (status = 404, body = FaultBody)))]
pub(crate) async fn why(State(app): State<Arc<App>>, Path(id): Path<String>, params: Params) -> Reply<Why> {
    params.finish()?;
    app.work(move |desk| explain(desk, &id)).await
}

fn explain(desk: &Desk, id: &str) -> Result<Why, Fault> {
    let record = desk.store()?.record(id)?.ok_or_else(|| Fault::missing("record", id))?;
    let entry = desk.store()?.report(&record.document)?.ok_or_else(|| Fault::missing("report", &record.document))?;
    let coder = desk.app.host.coder().map_err(Fault::inside)?;
    let coded = coder.code(entry.read());
    let now = coded.records.iter().find(|now| now.id == record.id);
    let same = now.is_some_and(|now| now.status == record.status && now.speakers == record.speakers);
    let [start, end] = record.trigger.span;
    let trigger = coded.document.span_of(Located { field: record.field, start, end });
    let is_here = |sentence: &&Sentence| sentence.span.start <= trigger.start && trigger.end <= sentence.span.end;
    let sentence = coded.document.sentences.iter().find(is_here);
    let view = sentence.map(|sentence| Taken { coded: &coded, sentence });
    let note = match (same, now) {
        (true, _) => None,
        (false, Some(_)) => {
            Some("The program now reads it with another status or speaker: add the report again.".to_owned())
        }
        (false, None) => Some("The program now reads this sentence otherwise: add the report again.".to_owned()),
    };
    Ok(Why {
        tokens: view.as_ref().map(Taken::tokens).unwrap_or_default(),
        actors: view.as_ref().map(Taken::actors).unwrap_or_default(),
        places: view.as_ref().map(Taken::places).unwrap_or_default(),
        times: view.as_ref().map(Taken::times).unwrap_or_default(),
        say_so: view.as_ref().map(Taken::say_so).unwrap_or_default(),
        events: view.as_ref().map(|view| view.events(&record)).unwrap_or_default(),
        rule: record.rule.clone(),
        record: record.id,
        same,
        note,
    })
}

/// A sentence with its layers.
struct Taken<'a> {
    coded: &'a Coded,
    sentence: &'a Sentence,
}

impl Taken<'_> {
    fn holds(&self, token: TokenId) -> bool {
        self.sentence.tokens.contains(&token.0)
    }

    fn text(&self, span: Span) -> String {
        crate::words::one_line(self.coded.document.text(span))
    }

    fn words(&self, tokens: &[TokenId]) -> String {
        let mut tokens = tokens.to_vec();
        tokens.sort_unstable();
        tokens.iter().map(|&token| self.coded.document.word(token)).collect::<Vec<_>>().join(" ")
    }

    fn mention(&self, head: TokenId) -> String {
        match self.coded.entities.mention_at(head) {
            Some(mention) => self.text(mention.span),
            None => self.coded.document.word(head).to_owned(),
        }
    }

    fn tokens(&self) -> Vec<TokenView> {
        let token = |token: TokenId| {
            let word = self.coded.syntax.word(token);
            let place = self.coded.document.locate(self.coded.document.tokens[token.index()].span);
            TokenView {
                text: self.coded.document.word(token).to_owned(),
                lemma: word.lemma.clone(),
                upos: word.upos.as_str(),
                rel: word.rel.as_str(),
                head: word
                    .head
                    .filter(|&head| self.holds(head))
                    .map(|head| (head.0 - self.sentence.tokens.start) as usize),
                name: word.ner.map(|(tag, _)| tag.as_str()),
                span: [place.start, place.end],
            }
        };
        self.sentence.tokens.clone().map(TokenId).map(token).collect()
    }

    fn actors(&self) -> Vec<MentionView> {
        let entities = &self.coded.entities;
        let view = |mention: &sayso::entities::Mention| {
            let actor = mention.actor.as_ref()?;
            let through = mention.resolved_by.and_then(|id| entities.mentions.get(id.0 as usize));
            Some(MentionView {
                text: self.text(mention.span),
                name: actor.name.clone(),
                code: actor.code.clone(),
                row: actor.kb.clone(),
                through: through.map(|other| self.text(other.span)),
            })
        };
        entities.mentions.iter().filter(|mention| self.holds(mention.head)).filter_map(view).collect()
    }

    fn places(&self) -> Vec<PlaceView> {
        let here = self.coded.entities.places.iter().filter(|place| self.holds(place.head));
        let view = |mention: &sayso::entities::PlaceMention| PlaceView {
            text: self.text(mention.span),
            name: mention.place.name.clone(),
            kind: mention.place.kind.clone(),
            country: mention.place.country.clone(),
            lat: mention.place.lat,
            lon: mention.place.lon,
        };
        here.map(view).collect()
    }

    fn times(&self) -> Vec<TimeView> {
        let here = self.coded.entities.times.iter().filter(|time| self.holds(time.head));
        let view = |time: &sayso::entities::TimeMention| TimeView {
            text: self.text(time.span),
            start: time.start.to_string(),
            end: time.end.to_string(),
            precision: time.precision.to_string(),
        };
        here.map(view).collect()
    }

    fn say_so(&self) -> Vec<SayView> {
        let all = self.coded.attributions.attributions.iter();
        let here = all.filter(|a| a.cue.iter().chain(&a.roots).any(|&token| self.holds(token)));
        let view = |attribution: &sayso::attribution::Attribution| SayView {
            speaker: attribution.speaker.map(|head| self.mention(head)),
            stance: attribution.stance.as_str(),
            cue: self.words(&attribution.cue),
            rule: attribution.rule.to_string(),
            content: attribution.content.iter().map(|&span| self.text(span)).collect(),
        };
        here.map(view).collect()
    }

    fn events(&self, record: &Record) -> Vec<EventView> {
        let events = self.coded.events.events.iter().zip(&self.coded.ratings.ratings);
        let here = events.filter(|(event, _)| self.holds(event.head()));
        here.map(|(event, rating)| {
            let head = self.coded.document.locate(self.coded.document.tokens[event.head().index()].span);
            let told = self.coded.records.iter().find(|record| {
                let [start, end] = record.trigger.span;
                record.field == head.field
                    && start <= head.start
                    && head.end <= end
                    && record.event_type == event.event_type
            });
            let told = told.filter(|_| !rating.is_void);
            EventView {
                trigger: self.words(&event.trigger),
                r#type: event.event_type.as_str(),
                mode: event.mode.map(|mode| mode.as_str()),
                rule: event.rule.to_string(),
                origin: event.origin.to_string(),
                sources: event.sources.iter().map(|&head| self.mention(head)).collect(),
                targets: event.targets.iter().map(|&head| self.mention(head)).collect(),
                trace: rating.trace.iter().map(ToString::to_string).collect(),
                record: told.map(|told| told.id.clone()),
                this: told.is_some_and(|told| told.id == record.id),
            }
        })
        .collect()
    }
}
