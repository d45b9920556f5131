//! Scores records on labelled acts of news: found or not, type, roles, status, speakers, asserted or not.

use std::collections::BTreeMap;
use std::path::Path;

use sayso::document::{Field, Header, read};
use sayso::record::{ActorRef, Record, SpeakerRef};
use sayso::{Coded, Coder};

use super::{BATCH, Item};

/// Somebody whom a chain of speakers names.
enum Voice {
    /// One who is not named.
    Unnamed,
    /// One of whose words these characters are.
    At(usize, usize),
}

/// What is right for one act.
pub(super) struct Act {
    pub(super) item: String,
    start: usize,
    end: usize,
    /// None where the table says nothing of types and roles.
    types: Option<Vec<String>>,
    source: Vec<String>,
    target: Vec<String>,
    statuses: Vec<String>,
    chains: Vec<Vec<Voice>>,
}

/// The acts of a table of five columns (status and speakers) or eight (type, source and target before them).
pub(super) fn table(path: &Path) -> Result<Vec<Act>, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let rows = text.lines().enumerate().filter(|(_, l)| !l.starts_with('#')).skip(1);
    rows.map(|(n, line)| parse(line).ok_or_else(|| format!("{}:{}: no act", path.display(), n + 1))).collect()
}

fn parse(line: &str) -> Option<Act> {
    let fields: Vec<&str> = line.split('\t').collect();
    let list = |field: &str| field.split('|').map(str::to_owned).collect::<Vec<_>>();
    let (item, start, end, told, status, speakers) = match fields[..] {
        [item, start, end, status, speakers] => (item, start, end, None, status, speakers),
        [item, start, end, kind, source, target, status, speakers] => {
            (item, start, end, Some((list(kind), list(source), list(target))), status, speakers)
        }
        _ => return None,
    };
    let (types, source, target) = match told {
        Some((types, source, target)) => (Some(types), source, target),
        None => (None, Vec::new(), Vec::new()),
    };
    Some(Act {
        item: item.to_owned(),
        start: start.parse().ok()?,
        end: end.parse().ok()?,
        types,
        source,
        target,
        statuses: list(status),
        chains: speakers.split('|').map(chain).collect::<Option<_>>()?,
    })
}

fn chain(speakers: &str) -> Option<Vec<Voice>> {
    if speakers == "report" {
        return Some(Vec::new());
    }
    let voice = |part: &str| match part.split_once('-') {
        None if part == "?" => Some(Voice::Unnamed),
        None => None,
        Some((start, end)) => Some(Voice::At(start.parse().ok()?, end.parse().ok()?)),
    };
    speakers.split('>').map(voice).collect()
}

impl Act {
    fn has_type(&self, record: &Record) -> bool {
        let right = |t: &String| t == "*" || t == record.event_type.as_str();
        self.types.as_ref().is_none_or(|types| types.iter().any(right))
    }

    fn has_status(&self, record: &Record) -> bool {
        self.statuses.iter().any(|s| s == record.status.as_str())
    }

    fn has_speakers(&self, record: &Record) -> bool {
        let same = |(voice, speaker): (&Voice, &SpeakerRef)| match *voice {
            Voice::Unnamed => speaker.text.is_empty(),
            Voice::At(start, end) => speaker.span[0] < end && start < speaker.span[1],
        };
        let is = |c: &Vec<Voice>| c.len() == record.speakers.len() && c.iter().zip(&record.speakers).all(same);
        self.chains.iter().any(is)
    }

    /// Whether it may be told as the report's own fact.
    fn may_be_fact(&self) -> bool {
        self.statuses.iter().any(|s| s == "occurred") && self.chains.iter().any(Vec::is_empty)
    }

    /// Whether nothing else is right.
    fn is_fact(&self) -> bool {
        self.statuses.iter().all(|s| s == "occurred") && self.chains.iter().all(Vec::is_empty)
    }

    /// The record that answers it best: one of its words, or the announcement that a bare future of its sentence amounts to.
    fn answer<'a>(&self, coded: &'a Coded) -> Option<&'a Record> {
        let of_text = |r: &&Record| r.field == Field::Text;
        let over = |r: &&Record| r.trigger.span[0] < self.end && self.start < r.trigger.span[1];
        let fitness = |r: &&Record| (self.has_type(r), !r.folded, self.has_status(r), self.has_speakers(r));
        let best = coded.records.iter().filter(of_text).filter(over).max_by_key(fitness);
        let here = || {
            let holds = |s: &sayso::document::Sentence| {
                let at = coded.document.locate(s.span);
                at.field == Field::Text && at.start <= self.start && self.start < at.end
            };
            coded.document.sentences.iter().position(holds)
        };
        let announced =
            |r: &&Record| r.folded && self.types.is_some() && self.has_type(r) && Some(r.sentence) == here();
        let folded = || coded.records.iter().filter(of_text).find(announced);
        best.filter(|r| self.has_type(r)).or_else(folded).or(best)
    }
}

/// Whether the actors of a side are among those that are right.
fn has_side(right: &[String], actors: &[ActorRef]) -> bool {
    let codes: Vec<&str> = actors.iter().map(|a| a.code.as_str()).filter(|c| !c.is_empty()).collect();
    right.iter().any(|one| match one.as_str() {
        "*" => true,
        "-" => codes.is_empty(),
        sector if sector.starts_with('~') => codes.iter().any(|c| c.ends_with(&sector[1..])),
        all => {
            let wanted: Vec<&str> = all.split('+').collect();
            wanted.iter().all(|w| codes.iter().any(|c| c.starts_with(w)))
                && codes.iter().all(|c| wanted.iter().any(|w| c.starts_with(w)))
        }
    })
}

/// Right ones of all.
#[derive(Clone, Copy, Default)]
struct Share(usize, usize);

impl Share {
    fn add(&mut self, is_right: bool) {
        self.0 += usize::from(is_right);
        self.1 += 1;
    }

    fn tell(self) -> String {
        format!("{}/{} = {:.3}", self.0, self.1, self.0 as f64 / self.1.max(1) as f64)
    }
}

/// Codes the items of some acts.
pub(super) fn code(coder: &Coder, items: &[Item]) -> BTreeMap<String, Coded> {
    let document = |item: &Item| {
        let header = Header { id: item.id.clone(), published: Some(item.date.clone()), ..Header::default() };
        read(&item.text, item.title.as_deref(), header)
    };
    let coded = items.chunks(BATCH).flat_map(|batch| coder.code_many(batch.iter().map(document).collect()));
    items.iter().map(|item| item.id.clone()).zip(coded).collect()
}

/// How the records answer the acts, with a line a miss if asked for.
pub(super) fn compare(
    name: &str,
    acts: &[Act],
    coded: &BTreeMap<String, Coded>,
    lists_misses: bool,
) -> Result<String, String> {
    let mut shares: BTreeMap<&str, Share> = BTreeMap::new();
    let mut misses = String::new();
    for act in acts {
        let text = coded.get(&act.item).ok_or_else(|| format!("{}: no such item", act.item))?;
        let answer = act.answer(text);
        let mut wrong: Vec<&str> = Vec::new();
        let mut add = |key: &'static str, is_right: bool| {
            shares.entry(key).or_default().add(is_right);
            if !is_right {
                wrong.push(key);
            }
        };
        add("found", answer.is_some());
        if let Some(record) = answer {
            if act.types.is_some() {
                let (source, target) = (has_side(&act.source, &record.source), has_side(&act.target, &record.target));
                add("type", act.has_type(record));
                add("source", source);
                add("target", target);
                add("type and roles", act.has_type(record) && source && target);
            }
            add("status", act.has_status(record));
            add("speakers", act.has_speakers(record));
            if record.asserted {
                add("asserted that are", act.may_be_fact());
            }
            if act.is_fact() {
                add("facts that are asserted", record.asserted);
            }
        }
        if lists_misses && !wrong.is_empty() {
            misses.push_str(&miss(act, answer, &wrong.join(", ")));
        }
    }
    let told = ORDER.iter().filter_map(|&key| Some(format!("{key} {}", shares.get(key)?.tell())));
    Ok(format!("{misses}{name}: {}\n\n", told.collect::<Vec<_>>().join("; ")))
}

/// In this order the shares are told; all but the first are of the acts found.
const ORDER: &[&str] = &[
    "found",
    "type",
    "source",
    "target",
    "type and roles",
    "status",
    "speakers",
    "asserted that are",
    "facts that are asserted",
];

fn miss(act: &Act, answer: Option<&Record>, wrong: &str) -> String {
    let Some(record) = answer else {
        return format!("{} {}-{}: not found\n", act.item, act.start, act.end);
    };
    let codes = |side: &[ActorRef]| side.iter().map(|a| a.code.as_str()).collect::<Vec<_>>().join("+");
    let by = record.speakers.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" > ");
    format!(
        "{} {}-{}: {wrong}: got {} {} > {} {} by [{by}] for {:?}: {}\n",
        act.item,
        act.start,
        act.end,
        record.event_type.as_str(),
        codes(&record.source),
        codes(&record.target),
        record.status.as_str(),
        record.trigger.text,
        record.evidence,
    )
}
