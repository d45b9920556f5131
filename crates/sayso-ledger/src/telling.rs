//! A record with its neighbours in the report, and what of it is compared with others, worked out once.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use jiff::civil::Date;
use sayso_document::Field;
use sayso_events::EventType;
use sayso_factuality::{Aspect, Status};
use sayso_record::Record;

use crate::bits::Weighed;
use crate::day::{day_of, knowable, own_day};
use crate::deadline;
use crate::party::{Party, identity, parties, voice};
use crate::signs;
use crate::vocabulary::{Meaning, Meanings, Vocabulary};
use crate::words::Stems;

/// Where a record stands among all: by the day on which it was told, text before headlines (which say in short what the text says in
/// full), then by the day of the act and by identifier. What stood at the end of a day is what is told up to it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Order {
    pub(crate) told: Option<Date>,
    is_title: bool,
    day: Option<Date>,
    document: String,
    sentence: usize,
    /// In one sentence the answer may stand before what it answers: "agreed to leave after the council asked him to".
    is_answer: bool,
    span: [usize; 2],
    id: String,
}

impl Order {
    pub(crate) fn of(record: &Record) -> Order {
        Order {
            told: knowable(record),
            is_title: record.field == Field::Title,
            day: day_of(record),
            document: record.document.clone(),
            sentence: record.sentence,
            is_answer: !matches!(record.status, Status::Demanded | Status::Proposed | Status::Threatened),
            span: record.trigger.span,
            id: record.id.clone(),
        }
    }

    /// Before everything that is told on a day.
    pub(crate) fn start_of(day: Date) -> Order {
        Order { told: Some(day), ..Order::default() }
    }
}

/// Names of a sentence under which it is looked for, the rarest first.
const NAMES: usize = 4;

/// Bits of a name that is rare enough for that.
const RARE_NAME: f64 = 8.0;

/// A record in its surroundings.
#[derive(Clone, Debug)]
pub(crate) struct Telling {
    pub(crate) record: Arc<Record>,
    pub(crate) order: Arc<Order>,
    pub(crate) sources: Vec<Party>,
    pub(crate) targets: Vec<Party>,
    pub(crate) parent_sources: Vec<Party>,
    pub(crate) parent_targets: Vec<Party>,
    pub(crate) own_day: Option<Date>,
    pub(crate) told: Option<Date>,
    /// The day on which it counts: that of the speech act where it is the content of one.
    pub(crate) day: Option<Date>,
    /// Stems of its own trigger.
    pub(crate) trigger: Stems,
    /// Stems of its sentence.
    pub(crate) words: Stems,
    /// Those that neither name its parties nor are its trigger: what is told of this act and hardly of another.
    pub(crate) content: Stems,
    /// Names in its sentence, other than of countries and its place.
    pub(crate) proper: Stems,
    /// The same with what they tell; its sentence; the words about its trigger.
    pub(crate) named: Weighed,
    pub(crate) weighed: Weighed,
    pub(crate) near: Weighed,
    /// The words for its targets.
    pub(crate) acted_on: Weighed,
    /// Numbers in its sentence.
    pub(crate) numbers: Stems,
    /// The act in the words of its sentence: from its trigger on, without condition and deadline.
    pub(crate) phrase: String,
    pub(crate) phrase_words: Stems,
    pub(crate) condition: Option<String>,
    /// The words of its deadline.
    pub(crate) deadline: Option<String>,
    means: Meanings,
    names: Meanings,
    mentions: Meanings,
    /// Under what it is looked for: homes and names of everyone in it, and the country of its place.
    pub(crate) keys: Vec<String>,
    /// Rare names in its sentence, under which it is looked for when acts are.
    pub(crate) name_keys: Vec<String>,
}

impl Telling {
    /// Of a record and the one that embeds it.
    pub(crate) fn of(record: Arc<Record>, parent: Option<Arc<Record>>, vocabulary: &Vocabulary) -> Telling {
        let of_parent = |role: fn(&Record) -> &Vec<sayso_record::ActorRef>| {
            parent.as_deref().map(|parent| parties(role(parent))).unwrap_or_default()
        };
        let (parent_sources, parent_targets) = (of_parent(|p| &p.source), of_parent(|p| &p.target));
        let triggers = || std::iter::once(&record).chain(&parent).map(|record| record.trigger.text.as_str());
        let sum = |of: &dyn Fn(&str) -> Meanings| triggers().map(of).fold(Meanings::default(), Meanings::with);
        let phrase = phrase(&record, parent.as_deref());
        let condition = record.condition.clone().or_else(|| parent.as_ref().and_then(|p| p.condition.clone()));
        let condition = condition.or_else(|| unless(&record)).map(|words| bare(&words).to_owned());
        let deadline = record.deadline.clone().or_else(|| parent.as_ref().and_then(|p| p.deadline.clone()));
        let in_condition = || condition.as_deref().and_then(deadline::in_condition).map(str::to_owned);
        let mut telling = Telling {
            order: Arc::new(Order::of(&record)),
            sources: parties(&record.source),
            targets: parties(&record.target),
            own_day: own_day(&record),
            told: knowable(&record),
            day: parent.as_deref().filter(|_| !is_claim(&record)).and_then(day_of).or_else(|| day_of(&record)),
            trigger: record.trigger.text.split_whitespace().collect(),
            words: Stems::of(&record.evidence),
            content: Stems::default(),
            proper: Stems::default(),
            named: Weighed::default(),
            weighed: Weighed::default(),
            near: Weighed::of(&signs::about(&record)),
            acted_on: Weighed::of(&signs::acted_on(&record)),
            numbers: signs::numbers(&record.evidence),
            phrase_words: Stems::of(&phrase),
            phrase,
            deadline: deadline.or_else(in_condition),
            condition,
            means: sum(&|text| vocabulary.of_trigger(text)),
            names: sum(&|text| vocabulary.named_by_trigger(text)),
            mentions: vocabulary.of_sentence(&record.evidence),
            keys: Vec::new(),
            name_keys: Vec::new(),
            parent_sources,
            parent_targets,
            record,
        };
        telling.keys = telling.keys();
        let named = |stem: u64| PEOPLES.contains(&stem) || vocabulary.is_title(stem);
        telling.content = telling.content().but(named);
        let place = telling.record.place.iter().flat_map(|place| [place.text.as_str(), place.name.as_str()]);
        let place = Stems::of(&place.collect::<Vec<_>>().join(" "));
        telling.proper = Stems::of_names(&telling.record.evidence, named).without(&place);
        telling.named = Weighed::of(&telling.proper);
        telling.weighed = Weighed::of(&telling.words);
        telling.name_keys = telling.named.rare(NAMES, RARE_NAME).into_iter().map(|stem| format!("={stem:x}")).collect();
        telling
    }

    /// Everything under which it is looked for when acts are.
    pub(crate) fn act_keys(&self) -> impl Iterator<Item = &String> {
        self.keys.iter().chain(&self.name_keys)
    }

    fn keys(&self) -> Vec<String> {
        let everyone = self.sources.iter().chain(&self.targets).chain(&self.parent_sources).chain(&self.parent_targets);
        let place = self.record.place.as_ref().map(|place| place.country.clone()).filter(|code| !code.is_empty());
        let mut keys: Vec<String> = everyone.filter_map(identity).chain(place).collect();
        // Two accounts in one report may name nobody that is known.
        keys.push(format!("#{}", self.record.document));
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    fn content(&self) -> Stems {
        let record = &self.record;
        // A long description ("the border district of Busia") tells more than whom it is coded as.
        let short = |actor: &&sayso_record::ActorRef| actor.text.split_whitespace().count() <= 3;
        let actors =
            record.source.iter().chain(&record.target).filter(short).flat_map(|actor| [&actor.text, &actor.name]);
        let speakers = record.speakers.iter().flat_map(|speaker| [&speaker.text, &speaker.cue.text]);
        let place = record.place.iter().filter(|place| is_country(place)).flat_map(|place| [&place.text, &place.name]);
        let names: Vec<&str> = actors.chain(speakers).chain(place).map(String::as_str).collect();
        self.words.without(&Stems::of(&names.join(" "))).without(&self.trigger)
    }

    /// Whether it says no more than that somebody denies what was said: the act has no word of its own.
    pub(crate) fn is_bare_denial(&self) -> bool {
        self.record.status == Status::Denied
            && self.record.speakers.last().is_some_and(|speaker| speaker.cue.span == self.record.trigger.span)
    }

    /// Everyone in it, each once.
    pub(crate) fn everyone(&self) -> Vec<Party> {
        let all: Vec<_> = self.record.source.iter().chain(&self.record.target).cloned().collect();
        parties(&all)
    }

    /// On whose word.
    pub(crate) fn voice(&self) -> Option<Party> {
        voice(&self.record)
    }

    /// Whether it tells of something as done or not done, rather than as wanted, meant or feared.
    pub(crate) fn is_claim(&self) -> bool {
        is_claim(&self.record)
    }

    /// Whether its parties act together.
    pub(crate) fn is_mutual(&self) -> bool {
        matches!(self.record.event_type, EventType::Consult | EventType::Cooperate)
    }

    /// Whether its content is a record too.
    pub(crate) fn has_content(&self) -> bool {
        !self.record.embeds.is_empty()
    }

    /// Whether the trigger, or that of the act above, has this meaning.
    pub(crate) fn means(&self, meaning: Meaning) -> bool {
        self.means.has(meaning)
    }

    /// Whether the trigger, or that of the act above, names this.
    pub(crate) fn names(&self, meaning: Meaning) -> bool {
        self.names.has(meaning)
    }

    /// Whether the sentence has a word for this.
    pub(crate) fn mentions(&self, meaning: Meaning) -> bool {
        self.mentions.has(meaning)
    }
}

/// Columns of the table of countries: name, other names, demonyms.
const COUNTRY_NAME: usize = 2;
const COUNTRY_WORDS: std::ops::Range<usize> = 2..5;

const COUNTRY_TABLE: &str = include_str!("../../../lexicons/places/countries.tsv");

/// Stems of the names of countries and their people.
static PEOPLES: LazyLock<HashSet<u64>> = LazyLock::new(|| {
    let rows = COUNTRY_TABLE.lines().filter(|line| !line.starts_with('#'));
    let cells = rows.flat_map(|line| line.split('\t').take(COUNTRY_WORDS.end).skip(COUNTRY_WORDS.start));
    cells.flat_map(|cell| Stems::of(cell).iter().collect::<Vec<_>>()).collect()
});

static COUNTRIES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    COUNTRY_TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split('\t').nth(COUNTRY_NAME))
        .collect()
});

/// Whether a place is a whole country.
pub(crate) fn is_country(place: &sayso_record::PlaceRef) -> bool {
    place.admin1.is_none() && COUNTRIES.contains(place.name.as_str())
}

/// Whether a record tells of something as done or not done.
pub(crate) fn is_claim(record: &Record) -> bool {
    matches!(record.status, Status::Occurred | Status::Denied)
}

/// "Unless …" after the trigger is its condition, whatever the parse made of it.
fn unless(record: &Record) -> Option<String> {
    if is_claim(record) && record.event_type != EventType::Threaten && record.event_type != EventType::Request {
        return None;
    }
    let rest = &record.evidence[record.evidence.find(&record.trigger.text)?..];
    let rest = &rest[rest.find(" unless ")?..];
    let end = rest.find([';', '.']).unwrap_or(rest.len());
    Some(rest[..end].trim().to_owned())
}

/// A condition without what joins it to its sentence.
fn bare(words: &str) -> &str {
    words.trim_start_matches([',', ';', '–', '—', ' '])
}

/// The act in the words of its sentence: from its trigger on, without condition and deadline.
pub(crate) fn phrase(record: &Record, parent: Option<&Record>) -> String {
    const ENDS: [&str; 13] = [
        ", ",
        "; ",
        ". ",
        " if ",
        " unless ",
        " until ",
        " by ",
        " within ",
        " before ",
        " after ",
        " but ",
        " on ",
        " because ",
    ];
    let evidence = &record.evidence;
    let from = parent.and_then(|p| evidence.find(&p.trigger.text).map(|at| at + p.trigger.text.len())).unwrap_or(0);
    let rest = evidence.get(from..).unwrap_or(evidence);
    let at_trigger = rest.find(&record.trigger.text);
    // "An end to the air strikes": that it is to end is said before.
    let from = if record.aspect == Some(Aspect::Ended) && from > 0 { at_trigger.map(|_| 0) } else { at_trigger };
    let rest = from.and_then(|at| rest.get(at..)).map(str::trim_start);
    let Some(rest) = rest.or_else(|| evidence.find(&record.trigger.text).and_then(|at| evidence.get(at..))) else {
        return record.trigger.text.clone();
    };
    let body = rest.find(&record.trigger.text).unwrap_or(0) + record.trigger.text.len();
    let end = ENDS.iter().filter_map(|end| rest.get(body..)?.find(end)).min().map_or(rest.len(), |at| at + body);
    let words: Vec<&str> = rest[..end].split_whitespace().collect();
    let shown = words[..words.len().min(16)].join(" ");
    shown.trim_end_matches(['.', '”', '"', '’', '?', '!']).to_owned()
}
