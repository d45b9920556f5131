//! One sentence taken apart: tree, actors, say-so, and how each event came about.

use sayso::Coded;
use sayso::attribution::Attribution;
use sayso::document::{SentenceId, Span, TokenId};
use sayso::entities::Actor;
use sayso::events::{Event, EventId, Field, Lexicon};
use sayso::factuality::{Rating, Speaker, Telling};
use sayso::lexicon::Text;

use sayso::syntax::Upos;

use super::Screen;
use super::table::{Cell, Table};
use super::words;

/// The lines that explain a sentence.
pub(crate) fn explanation(coded: &Coded, triggers: &Lexicon, id: SentenceId, screen: Screen) -> Vec<String> {
    let view = Sentence { coded, id };
    let sentence = &coded.document.sentences[id.index()];
    let mut lines = vec![screen.ink.strong(&words::one_line(coded.document.text(sentence.span))), String::new()];
    let mut section = |name: &str, part: Vec<String>| {
        if !part.is_empty() {
            lines.push(screen.ink.faint(name));
            lines.extend(part.into_iter().map(|line| format!("  {line}")));
            lines.push(String::new());
        }
    };
    section("Tree", view.tree(screen));
    section("Actors", view.actors());
    section("Places and times", view.places_and_times());
    section("Say-so", view.attributions());
    let (events, left_out) = (view.events(), view.left_out());
    if events.is_empty() && left_out.is_empty() {
        section("Events", vec![view.no_event(triggers)]);
    }
    for event in events {
        section("Event", view.event(event));
    }
    section("Left out", left_out);
    lines
}

struct Sentence<'a> {
    coded: &'a Coded,
    id: SentenceId,
}

impl Sentence<'_> {
    fn tokens(&self) -> impl Iterator<Item = TokenId> + use<> {
        self.coded.document.sentences[self.id.index()].tokens.clone().map(TokenId)
    }

    fn holds(&self, token: TokenId) -> bool {
        self.coded.document.sentences[self.id.index()].tokens.contains(&token.0)
    }

    fn span(&self, span: Span) -> String {
        words::one_line(self.coded.document.text(span))
    }

    fn words(&self, tokens: &[TokenId]) -> String {
        let mut tokens = tokens.to_vec();
        tokens.sort_unstable();
        tokens.iter().map(|&token| self.coded.document.word(token)).collect::<Vec<_>>().join(" ")
    }

    /// A row for each word, indented by its depth in the tree.
    fn tree(&self, screen: Screen) -> Vec<String> {
        let syntax = &self.coded.syntax;
        let row = |token: TokenId| {
            let word = syntax.word(token);
            let depth = syntax.ancestors(token).take(12).count();
            let head = word.head.map(|head| self.coded.document.word(head).to_owned()).unwrap_or_default();
            [
                format!("{}{}", "· ".repeat(depth), words::one_line(self.coded.document.word(token))),
                word.lemma.clone(),
                word.upos.as_str().to_owned(),
                word.rel.as_str().to_owned(),
                head,
                word.ner.map(|(tag, _)| tag.as_str().to_owned()).unwrap_or_default(),
            ]
            .map(Cell::from)
            .to_vec()
        };
        let names = vec!["word", "lemma", "kind", "relation", "to", "name of"];
        Table { names, rows: self.tokens().map(row).collect() }.lines(screen.width.saturating_sub(2), screen.ink)
    }

    fn actors(&self) -> Vec<String> {
        let entities = &self.coded.entities;
        let line = |mention: &sayso::entities::Mention| {
            let actor = mention.actor.as_ref()?;
            let through = mention.resolved_by.and_then(|id| entities.mentions.get(id.0 as usize));
            let through = through.map(|other| format!(", through “{}”", self.span(other.span))).unwrap_or_default();
            Some(format!("{} = {}{through}", self.span(mention.span), named(actor)))
        };
        entities.mentions.iter().filter(|mention| self.holds(mention.head)).filter_map(line).collect()
    }

    fn places_and_times(&self) -> Vec<String> {
        let entities = &self.coded.entities;
        let places = entities.places.iter().filter(|place| self.holds(place.head)).map(|mention| {
            let place = &mention.place;
            let at = format!("{:.2}, {:.2}", place.lat, place.lon);
            format!("{} = {} ({} {}) at {at}", self.span(mention.span), place.name, place.kind, place.country)
        });
        let times = entities.times.iter().filter(|time| self.holds(time.head)).map(|time| {
            let days =
                if time.start == time.end { time.start.clone() } else { format!("{} to {}", time.start, time.end) };
            format!("{} = {days} ({})", self.span(time.span), time.precision)
        });
        places.chain(times).collect()
    }

    fn attributions(&self) -> Vec<String> {
        let here = |a: &&Attribution| a.cue.iter().chain(&a.roots).any(|&token| self.holds(token));
        let line = |attribution: &Attribution| {
            let speaker = attribution.speaker.map_or_else(|| "unnamed".to_owned(), |head| self.mention(head));
            let content: Vec<String> = attribution.content.iter().map(|&span| self.span(span)).collect();
            format!(
                "{speaker} {} (“{}”, rule {}): “{}”",
                attribution.stance.as_str(),
                self.words(&attribution.cue),
                attribution.rule,
                content.join(" … ")
            )
        };
        self.coded.attributions.attributions.iter().filter(here).map(line).collect()
    }

    fn mention(&self, head: TokenId) -> String {
        match self.coded.entities.mention_at(head) {
            Some(mention) => self.span(mention.span),
            None => self.coded.document.word(head).to_owned(),
        }
    }

    fn events(&self) -> Vec<EventId> {
        let all = &self.coded.events.events;
        (0..all.len() as u32).filter(|&i| self.holds(all[i as usize].head())).map(EventId).collect()
    }

    /// What reads as no political act of the day.
    fn left_out(&self) -> Vec<String> {
        let all = self.coded.events.left_out.iter().filter(|act| self.holds(act.trigger[0]));
        let line = |act: &sayso::events::LeftOut| {
            format!(
                "“{}” could be {} (lexicon row {}), but here it reads as no political act of the day (likelihood that it is one: {:.2})",
                self.words(&act.trigger),
                act.event_type.as_str(),
                act.rule,
                act.likelihood
            )
        };
        all.map(line).collect()
    }

    /// Why there is none.
    fn no_event(&self, triggers: &Lexicon) -> String {
        if !self.coded.document.sentences[self.id.index()].is_report {
            return "none: this is no text of the report".to_owned();
        }
        let syntax = &self.coded.syntax;
        let known = |token: &TokenId| {
            matches!(syntax.upos(*token), Upos::Verb | Upos::Noun | Upos::Adj)
                && triggers.has_head(&syntax.lemma(*token).to_lowercase())
        };
        let known: Vec<&str> = self.tokens().filter(known).map(|token| self.coded.document.word(token)).collect();
        let text = Text::new(&self.coded.document, syntax, &self.coded.entities);
        let surroundings = triggers.fields.read(&text);
        let field = surroundings.field(self.id).filter(|_| surroundings.public(self.id) < 0.2).map(Field::as_str);
        match known.as_slice() {
            words if !words.is_empty() && field.is_some() => format!(
                "none: {} could be, but no sense of it in the lexicon fits here, or it is out of place in a sentence of {} (public affairs: {:.2})",
                words.join(", "),
                field.unwrap_or_default(),
                surroundings.public(self.id)
            ),
            [] => "none: no word here is in the lexicon of triggers".to_owned(),
            words => format!("none: {} could be, but no sense of it in the lexicon fits here", words.join(", ")),
        }
    }

    fn event(&self, id: EventId) -> Vec<String> {
        let (event, rating) = (self.coded.events.get(id), &self.coded.ratings.ratings[id.0 as usize]);
        let mode = event.mode.map(|mode| format!(" {}", mode.as_str())).unwrap_or_default();
        let mut lines = vec![
            format!("“{}” is {}{mode}", self.words(&event.trigger), event.event_type.as_str()),
            format!("by lexicon row {} ({})", event.rule, event.origin),
            self.role("source", &event.sources),
            self.role("target", &event.targets),
            "status: occurred, unless a word above it says otherwise".to_owned(),
        ];
        lines.extend(rating.trace.iter().map(|step| format!("  {step}")));
        lines.extend(rating.factuality.map(engine));
        lines.extend(rating.differs.iter().map(|why| format!("  they differ: {why}")));
        lines.push(self.result(event, rating));
        for telling in self.coded.ratings.tellings.iter().filter(|t| t.of == id && !t.rating.is_void) {
            lines.extend(self.telling(telling));
        }
        lines
    }

    /// The act told once more, by which words and on whose say-so.
    fn telling(&self, telling: &Telling) -> Vec<String> {
        let at = telling.at.map(|at| format!(" by “{}”", self.coded.document.word(at))).unwrap_or_default();
        let mut lines = vec![format!("told once more{at}: occurred, unless a word above it says otherwise")];
        lines.extend(telling.rating.trace.iter().map(|step| format!("  {step}")));
        let named = |s: &Speaker| s.mention.map_or_else(|| "somebody unnamed".to_owned(), |head| self.mention(head));
        let cue =
            |s: &Speaker| if s.cue.is_empty() { String::new() } else { format!(" (“{}”)", self.words(&s.cue)) };
        let speakers: Vec<String> =
            telling.rating.speakers.iter().map(|s| format!("{} {}{}", named(s), s.stance.as_str(), cue(s))).collect();
        let say_so = if speakers.is_empty() { "the report".to_owned() } else { speakers.join(" › ") };
        let denial = telling.rating.denial.map(|d| format!(" ({})", d.as_str())).unwrap_or_default();
        lines.push(format!("→ {}{denial}, on the say-so of {say_so}", telling.rating.status.as_str()));
        lines
    }

    fn role(&self, name: &str, heads: &[TokenId]) -> String {
        let who: Vec<String> = heads.iter().map(|&head| self.mention(head)).collect();
        format!("{name}: {}", if who.is_empty() { "nobody named".to_owned() } else { who.join("; ") })
    }

    fn result(&self, event: &Event, rating: &Rating) -> String {
        if rating.is_void {
            return "no record: nobody says that this happened or is to happen".to_owned();
        }
        let head = self.coded.document.locate(self.coded.document.tokens[event.head().index()].span);
        let at = |record: &&sayso::record::Record| {
            let [start, end] = record.trigger.span;
            record.field == head.field
                && start <= head.start
                && head.end <= end
                && record.event_type == event.event_type
        };
        match self.coded.records.iter().find(at) {
            Some(record) => {
                let say_so = words::speakers(record);
                format!("→ record {}: {}, on the say-so of {say_so}", record.id, words::status(record))
            }
            None => "no record of its own: the same act is told by another word of the sentence".to_owned(),
        }
    }
}

/// What the language engine makes of an act, in words.
fn engine(value: f32) -> String {
    let reading = match value {
        v if v > 1.0 => "happened",
        v if v < -1.0 => "did not happen",
        _ => "open",
    };
    format!("  engine: factuality {value:.1} of -3 to 3 ({reading})")
}

fn named(actor: &Actor) -> String {
    let code = if actor.code.is_empty() { "no code" } else { &actor.code };
    let row = actor.kb.as_deref().map(|row| format!(", {row}")).unwrap_or_default();
    format!("{} [{code}{row}]", actor.name)
}
