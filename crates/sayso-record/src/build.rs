//! From layers to records.

mod actors;
mod amounts;
mod places;
mod quantities;
mod times;

use sayso_document::{Document, Span, TokenId};
use sayso_entities::Entities;
use sayso_events::{Event, EventId, EventType, Events, Mode, mode_of_content};
use sayso_factuality::{Aspect, Fold, Rating, Ratings, Speaker, Status, Telling};
use sayso_lexicon::{Sign, Text};
use sayso_syntax::{Rel, Syntax, middle};

use crate::confidence::{Confidence, Features};
use crate::id::{IdKey, record_ids};
use crate::record::{ActorRef, Record, SCHEMA, SpeakerRef, TriggerRef};
use crate::wording::Wording;

pub use quantities::QuantityWords;

/// The layers that a record is made from.
#[derive(Clone, Copy, Debug)]
pub struct Layers<'a> {
    /// Words and sentences.
    pub document: &'a Document,
    /// Trees.
    pub syntax: &'a Syntax,
    /// Mentions, places, times.
    pub entities: &'a Entities,
    /// Acts.
    pub events: &'a Events,
    /// What became of them.
    pub ratings: &'a Ratings,
}

/// A record before it has its identifier.
struct Draft {
    record: Record,
    key: IdKey,
    event: EventId,
    embedded_in: Option<EventId>,
    /// What its confidence rests on.
    features: Features,
    /// Its trigger's head, for the order of the records.
    at: TokenId,
}

/// Whether a word is of what its sentence tells anew, as far as its own place goes: what hangs from a noun, says when or why something
/// else happened, or has an article that points back is of what is known.
fn is_told(syntax: &Syntax, token: TokenId) -> bool {
    match syntax.rel(token) {
        Rel::Root | Rel::Conj | Rel::Parataxis | Rel::Ccomp | Rel::Xcomp => true,
        Rel::Advcl => syntax.child(token, &[Rel::Mark]).is_none() && syntax.child(token, &[Rel::Case]).is_none(),
        Rel::Obj | Rel::Nsubj | Rel::NsubjPass => {
            let points_back = |det: TokenId| ["the", "this", "that", "these", "those"].contains(&syntax.lemma(det));
            let is_owned = syntax.child(token, &[Rel::NmodPoss]).is_some();
            !is_owned && !syntax.child(token, &[Rel::Det]).is_some_and(points_back)
        }
        _ => false,
    }
}

/// Makes the records of a document, in order of their triggers; a folded speech act comes before its act.
#[must_use]
pub fn build(layers: Layers<'_>, words: &QuantityWords, confidence: &Confidence) -> Vec<Record> {
    let rated = build_with_features(layers, words);
    let rate = |(record, features): (Record, Features)| Record { confidence: confidence.rate(&features), ..record };
    rated.into_iter().map(rate).collect()
}

/// The records of [`build`] without their confidence, each with what it rests on.
#[must_use]
pub fn build_with_features(layers: Layers<'_>, words: &QuantityWords) -> Vec<(Record, Features)> {
    let text = Text::new(layers.document, layers.syntax, layers.entities);
    let builder = Builder { text: &text, layers, words };
    let mut drafts: Vec<Draft> = Vec::new();
    for (i, (event, rating)) in layers.events.events.iter().zip(&layers.ratings.ratings).enumerate() {
        if rating.is_void {
            continue;
        }
        let id = EventId(i as u32);
        let fold = layers.ratings.folds.iter().find(|f| f.of == Some(id));
        drafts.extend(fold.map(|fold| builder.folded(id, event, rating, fold)));
        drafts.push(builder.draft(id, event, rating));
    }
    drafts.extend(layers.ratings.tellings.iter().filter(|t| !t.rating.is_void).map(|t| builder.telling(t)));
    for fold in layers.ratings.folds.iter().filter(|f| f.of.is_none()) {
        drafts.push(builder.call(fold));
    }
    drafts.sort_by_key(|d| d.at);
    link(layers.document, without_repeats(drafts))
}

struct Builder<'a> {
    text: &'a Text<'a>,
    layers: Layers<'a>,
    words: &'a QuantityWords,
}

impl Builder<'_> {
    fn draft(&self, id: EventId, event: &Event, rating: &Rating) -> Draft {
        let (sources, targets) = self.roles(id, event, rating);
        let document = self.layers.document;
        let sentence_id = document.sentence_of(event.head());
        let sentence = &document.sentences[sentence_id.index()];
        let first = document.sentences.iter().position(|s| s.field == sentence.field).unwrap_or(0);
        let when = times::of(self.text, event);
        let recast = self.layers.ratings.recast.get(&id);
        let event_type = recast.copied().unwrap_or(event.event_type);
        let own_mode = event.mode.filter(|_| recast.is_none());
        let by_content = self.mode_of_content(id, event_type).filter(|_| own_mode.is_none());
        let mode = own_mode.or(by_content.map(|found| found.0));
        let cameo = if recast.is_some() { event_type.default_cameo() } else { event.cameo.as_str() };
        let cameo = by_content.filter(|_| cameo == event_type.default_cameo()).map_or(cameo, |found| found.1);
        let place = places::of(self.text, event, rating.status);
        let record = Record {
            schema: SCHEMA,
            id: String::new(),
            document: document.header.id.clone(),
            sentence: sentence_id.index() - first,
            published: document.header.published.clone(),
            date: when.date,
            date_precision: when.precision,
            date_basis: when.basis,
            event_type,
            mode,
            contexts: event.contexts.clone(),
            quad: event_type.quad(),
            cameo: cameo.to_string(),
            intensity: event_type.intensity(mode),
            folded: false,
            field: document.locate(self.trigger_span(event)).field,
            trigger: self.words_ref(self.trigger_span(event)),
            source: sources,
            target: targets,
            status: rating.status,
            aspect: rating.aspect,
            denial: rating.denial,
            asserted: rating.status == Status::Occurred && rating.speakers.is_empty(),
            factuality: rating.factuality,
            differs: rating.differs.clone(),
            speakers: self.speakers(&rating.speakers),
            embedded_in: None,
            embeds: Vec::new(),
            condition: times::condition(self.text, event).map(|s| document.text(s).to_string()),
            deadline: when.deadline,
            place_basis: place.as_ref().map(|p| p.1),
            place: place.map(|p| p.0),
            quantities: quantities::of(self.text, event, self.layers.events, self.words),
            confidence: 0.0,
            rule: event.rule.clone(),
            evidence: document.text(sentence.span).to_string(),
            wording: self.wording(event),
        };
        let key = IdKey {
            trigger: self.trigger_span(event),
            event_type: event.event_type,
            roles: event.sources.iter().chain(&event.targets).map(|&t| actors::span(self.text, t)).collect(),
        };
        let features = Features::of(self.text, event, rating, &record);
        Draft { record, key, event: id, embedded_in: rating.embedded_in, features, at: event.head() }
    }

    /// How the trigger reads to the language engine.
    fn wording(&self, event: &Event) -> Wording {
        let syntax = self.layers.syntax;
        let known: Vec<_> = event.trigger.iter().filter_map(|&token| syntax.wording(token)).collect();
        let vector = if known.is_empty() { Vec::new() } else { middle(known).to_vec() };
        let head = event.head();
        let is_known = !std::iter::once(head).chain(syntax.ancestors(head)).all(|token| is_told(syntax, token));
        Wording { vector, is_known }
    }

    /// How something is asked, refused or threatened, by the act that stands below it.
    fn mode_of_content(&self, id: EventId, speech: EventType) -> Option<(Mode, &'static str)> {
        let ratings = &self.layers.ratings.ratings;
        let acts = self.layers.events.events.iter().zip(ratings).filter(|(_, rating)| rating.embedded_in == Some(id));
        acts.into_iter().find_map(|(act, _)| mode_of_content(speech, act.event_type, act.mode))
    }

    /// An act told once more. A denial takes no agent that its own clause does not name.
    fn telling(&self, telling: &Telling) -> Draft {
        let event = self.layers.events.get(telling.of);
        match telling.at {
            None => self.draft(telling.of, event, &telling.rating),
            Some(at) => {
                let apart = Event { trigger: vec![at], sources: Vec::new(), targets: Vec::new(), ..event.clone() };
                self.draft(telling.of, &apart, &telling.rating)
            }
        }
    }

    /// The speech act that a bare future amounts to.
    fn folded(&self, id: EventId, event: &Event, rating: &Rating, fold: &Fold) -> Draft {
        let mut draft = self.draft(id, event, rating);
        let record = &mut draft.record;
        record.event_type = fold.event_type;
        let found = mode_of_content(fold.event_type, event.event_type, event.mode);
        record.mode = found.map(|(mode, _)| mode);
        record.quad = fold.event_type.quad();
        record.cameo = found.map_or(fold.event_type.default_cameo(), |(_, cameo)| cameo).to_string();
        record.intensity = fold.event_type.intensity(record.mode);
        record.folded = true;
        record.status = Status::Occurred;
        record.aspect = Some(Aspect::Completed);
        record.denial = None;
        record.speakers = self.speakers(&fold.speakers);
        record.asserted = fold.speakers.is_empty();
        record.quantities.clear();
        record.rule = format!("fold: {}", event.rule);
        draft.features = Features::of(self.text, event, rating, record);
        draft.key.event_type = fold.event_type;
        draft
    }

    /// The demand that somebody's "must" amounts to.
    fn call(&self, fold: &Fold) -> Draft {
        let event = Event {
            trigger: vec![fold.trigger],
            event_type: fold.event_type,
            mode: None,
            cameo: fold.event_type.default_cameo().to_string(),
            contexts: Vec::new(),
            sources: fold.sources.clone(),
            targets: fold.targets.clone(),
            sign: Sign::Demand,
            complement: Vec::new(),
            consequences: Vec::new(),
            rule: "what somebody says that another must do".to_string(),
            origin: String::new(),
        };
        let rating = Rating { speakers: fold.speakers.clone(), ..Rating::occurred() };
        let mut draft = self.folded(EventId(u32::MAX), &event, &rating, fold);
        draft.embedded_in = None;
        draft
    }

    /// Roles as actors. What a speech act is about takes a missing doer from the speech act; a commitment without an
    /// addressee is made to whom the act would be done.
    fn roles(&self, id: EventId, event: &Event, rating: &Rating) -> (Vec<ActorRef>, Vec<ActorRef>) {
        let mut sources = event.sources.clone();
        let mut targets = event.targets.clone();
        if sources.is_empty()
            && let Some(speech) = rating.embedded_in.map(|id| self.layers.events.get(id))
        {
            sources.extend(match speech.sign {
                Sign::Demand | Sign::Accuse | Sign::Permit => &speech.targets,
                // a demand that is turned down is another's
                Sign::Refuse | Sign::Accept if event.sign != Sign::Plain => &event.sources,
                Sign::Promise | Sign::Threaten | Sign::Refuse | Sign::Plan | Sign::Accept => &speech.sources,
                _ => &event.sources,
            });
            sources.retain(|s| !event.targets.contains(s));
        }
        if targets.is_empty()
            && matches!(event.sign, Sign::Promise | Sign::Threaten | Sign::Propose | Sign::Refuse | Sign::Accept)
        {
            let about = self.layers.ratings.ratings.iter().position(|r| r.embedded_in == Some(id) && !r.is_void);
            targets.extend(about.map(|i| &self.layers.events.events[i].targets).into_iter().flatten());
            targets.retain(|t| !event.sources.contains(t));
        }
        (actors::sources(self.text, &sources), actors::targets(self.text, &targets, &sources))
    }

    fn speakers(&self, speakers: &[Speaker]) -> Vec<SpeakerRef> {
        speakers.iter().map(|s| self.speaker(s)).collect()
    }

    fn speaker(&self, speaker: &Speaker) -> SpeakerRef {
        let cue = match (speaker.cue.first(), speaker.cue.last()) {
            (Some(&first), Some(_)) => self.words_ref(self.span_of(&speaker.cue, first)),
            _ => TriggerRef::default(),
        };
        let mention = speaker.mention.map(|m| actors::one(self.text, m));
        let known = mention.unwrap_or_default();
        SpeakerRef {
            text: known.text,
            span: known.span,
            name: known.name,
            code: known.code,
            cue,
            stance: speaker.stance,
        }
    }

    /// The words of a trigger: from its first to its last token where they are neighbours, else its head alone.
    fn trigger_span(&self, event: &Event) -> Span {
        self.span_of(&event.trigger, event.head())
    }

    fn span_of(&self, tokens: &[TokenId], head: TokenId) -> Span {
        let span = |t: TokenId| self.layers.document.tokens[t.index()].span;
        let (first, last) =
            (tokens.iter().min().copied().unwrap_or(head), tokens.iter().max().copied().unwrap_or(head));
        let adjacent = (last.0 - first.0) as usize + 1 == tokens.len();
        if adjacent { span(first).cover(span(last)) } else { span(head) }
    }

    fn words_ref(&self, span: Span) -> TriggerRef {
        let located = self.layers.document.locate(span);
        TriggerRef { text: self.layers.document.text(span).to_string(), span: [located.start, located.end] }
    }
}

/// One act told twice in a sentence (a verb and the noun beside it) is one record: the one with more roles filled.
fn without_repeats(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut kept: Vec<Draft> = Vec::new();
    for draft in drafts {
        match kept.iter_mut().find(|k| repeats(&k.record, &draft.record) && k.embedded_in == draft.embedded_in) {
            Some(earlier) if roles_filled(&earlier.record) < roles_filled(&draft.record) => *earlier = draft,
            Some(_) => {}
            None => kept.push(draft),
        }
    }
    kept
}

fn roles_filled(record: &Record) -> usize {
    record.source.len() + record.target.len()
}

fn repeats(a: &Record, b: &Record) -> bool {
    let codes = |actors: &[ActorRef]| actors.iter().map(|x| x.code.clone()).collect::<Vec<_>>();
    let agree = |x: &[ActorRef], y: &[ActorRef]| x.is_empty() || y.is_empty() || codes(x) == codes(y);
    a.sentence == b.sentence
        && a.field == b.field
        && a.event_type == b.event_type
        && a.folded == b.folded
        && a.status == b.status
        && a.speakers == b.speakers
        && agree(&a.source, &b.source)
        && agree(&a.target, &b.target)
}

/// Gives the records their ids and ties acts to the speech acts that they are about.
fn link(document: &Document, drafts: Vec<Draft>) -> Vec<(Record, Features)> {
    let keys: Vec<IdKey> = drafts.iter().map(|d| d.key.clone()).collect();
    let ids = record_ids(&document.header.id, &keys);
    let mut records: Vec<Record> = drafts.iter().map(|d| d.record.clone()).collect();
    for (i, draft) in drafts.iter().enumerate() {
        let folded_before = i
            .checked_sub(1)
            .filter(|&j| drafts[j].record.folded && !draft.record.folded && drafts[j].event == draft.event);
        let speech = draft
            .embedded_in
            .and_then(|id| drafts.iter().position(|d| d.event == id && !d.record.folded))
            .filter(|_| !draft.record.folded);
        if let Some(outer) = speech.or(folded_before).filter(|&o| o != i) {
            records[i].embedded_in = Some(ids[outer].clone());
            records[outer].embeds.push(ids[i].clone());
        }
    }
    for (record, id) in records.iter_mut().zip(&ids) {
        record.id.clone_from(id);
    }
    records.into_iter().zip(drafts.iter().map(|draft| draft.features)).collect()
}
