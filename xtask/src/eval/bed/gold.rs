//! The texts of the test bed and what should be recorded of each.

use std::collections::BTreeMap;
use std::path::Path;

use sayso::events::{Context, EventType, Mode};
use sayso::factuality::{Aspect, Denial, Status};
use serde::Deserialize;

/// The files of the bed, below `suite/bed`.
const FILES: [&str; 2] = ["sentences.jsonl", "reports.jsonl"];

/// A text with its gold records.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Text {
    pub(crate) id: String,
    pub(crate) phenomenon: String,
    /// Finer than the phenomenon; for those who read the bed.
    #[serde(default, rename = "tags")]
    _tags: Vec<String>,
    #[serde(rename = "register")]
    _register: String,
    pub(crate) date: String,
    #[serde(default)]
    pub(crate) outlet: Option<String>,
    #[serde(default)]
    pub(crate) title: Option<String>,
    pub(crate) text: String,
    pub(crate) expect: Vec<Act>,
    /// Acts that may be found or not.
    pub(crate) also: Vec<Act>,
    pub(crate) forbid: Vec<Forbidden>,
}

/// A gold record.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Act {
    #[serde(rename = "type", deserialize_with = "types")]
    pub(crate) types: Vec<EventType>,
    /// Modes that are right, by type.
    #[serde(default, rename = "mode", deserialize_with = "modes")]
    pub(crate) modes: BTreeMap<EventType, Vec<Mode>>,
    pub(crate) trigger: String,
    span: [usize; 2],
    #[serde(default)]
    other_spans: Vec<[usize; 2]>,
    source: Vec<String>,
    target: Vec<String>,
    #[serde(default)]
    source_may: Vec<String>,
    #[serde(default)]
    target_may: Vec<String>,
    #[serde(rename = "status", deserialize_with = "statuses")]
    pub(crate) statuses: Vec<Status>,
    /// `None` where the speakers are not judged.
    pub(crate) by: Option<Vec<String>>,
    #[serde(default)]
    pub(crate) embedded_in: Option<usize>,
    #[serde(default, deserialize_with = "contexts")]
    pub(crate) contexts: Vec<Context>,
    #[serde(default)]
    pub(crate) quantities: Vec<Amount>,
    #[serde(default)]
    pub(crate) place: Option<String>,
    #[serde(default)]
    pub(crate) date: Option<String>,
    #[serde(default, deserialize_with = "aspect")]
    pub(crate) aspect: Option<Aspect>,
    #[serde(default, deserialize_with = "denial")]
    pub(crate) denial: Option<Denial>,
}

/// A number that the text tells of an act.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Amount {
    pub(crate) kind: String,
    pub(crate) min: Option<u64>,
    pub(crate) max: Option<u64>,
}

/// A record that must not come out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Forbidden {
    #[serde(rename = "type")]
    pub(crate) event_type: String,
    pub(crate) status: String,
    #[serde(default)]
    pub(crate) trigger: Option<String>,
    #[serde(default)]
    pub(crate) source: Vec<String>,
    /// Present: forbidden as the report's own word only.
    #[serde(default)]
    pub(crate) by: Option<Vec<String>>,
}

/// Codes on one side of an act: those that must be covered, and those that may stand there too.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Side<'a> {
    pub(crate) must: &'a [String],
    pub(crate) may: &'a [String],
}

impl Act {
    pub(crate) fn spans(&self) -> impl Iterator<Item = [usize; 2]> {
        std::iter::once(self.span).chain(self.other_spans.iter().copied())
    }

    pub(crate) fn source(&self) -> Side<'_> {
        Side { must: &self.source, may: &self.source_may }
    }

    pub(crate) fn target(&self) -> Side<'_> {
        Side { must: &self.target, may: &self.target_may }
    }

    /// Whether the text says as its own word that it happened.
    pub(crate) fn is_fact(&self) -> bool {
        self.statuses.contains(&Status::Occurred)
            && self.by.as_ref().is_none_or(|by| by.iter().all(|speaker| speaker.ends_with('|')))
    }
}

/// Reads the bed and checks what its form alone does not: that ids are there once, spans hold their words, and indices
/// and places lead somewhere.
pub(crate) fn read(folder: &Path) -> Result<Vec<Text>, String> {
    let mut texts: Vec<Text> = Vec::new();
    for file in FILES {
        let path = folder.join(file);
        let lines = std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        for (i, line) in lines.lines().enumerate() {
            let at = |fault: String| format!("{}:{}: {fault}", path.display(), i + 1);
            let text: Text = serde_json::from_str(line).map_err(|e| at(e.to_string()))?;
            if texts.iter().any(|t| t.id == text.id) {
                return Err(at(format!("{} is there twice", text.id)));
            }
            text.check().map_err(at)?;
            texts.push(text);
        }
    }
    Ok(texts)
}

impl Text {
    fn check(&self) -> Result<(), String> {
        let chars: Vec<char> = self.text.chars().collect();
        for act in self.expect.iter().chain(&self.also) {
            let words = |[start, end]: [usize; 2]| chars.get(start..end).map(|c| c.iter().collect::<String>());
            let fault = |what: &str| Err(format!("{} ({}): {what}", self.id, act.trigger));
            if words(act.span).as_ref() != Some(&act.trigger) {
                return fault("the span holds other words");
            }
            if act.spans().any(|[start, end]| start >= end || end > chars.len()) {
                return fault("a span lies outside the text");
            }
            if act.embedded_in.is_some_and(|i| i >= self.expect.len()) {
                return fault("embedded in an act that is not there");
            }
            if act.modes.iter().any(|(t, modes)| modes.iter().any(|m| !t.modes().any(|own| own == *m))) {
                return fault("a mode that its type does not have");
            }
            if act.place.as_ref().is_some_and(|place| !self.text.to_lowercase().contains(&place.to_lowercase())) {
                return fault("the place is not in the text");
            }
        }
        Ok(())
    }
}

/// Reads `A|B` as a list of codes.
fn codes<T, E: serde::de::Error>(text: &str, parse: fn(&str) -> Option<T>) -> Result<Vec<T>, E> {
    text.split('|').map(|code| parse(code).ok_or_else(|| E::custom(format!("unknown code {code:?}")))).collect()
}

/// Reads one code.
fn code<'de, T, D>(from: D, parse: fn(&str) -> Option<T>) -> Result<T, D::Error>
where
    D: serde::Deserializer<'de>,
{
    let text = String::deserialize(from)?;
    parse(&text).ok_or_else(|| serde::de::Error::custom(format!("unknown code {text:?}")))
}

fn types<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<EventType>, D::Error> {
    codes(&String::deserialize(from)?, EventType::parse)
}

fn statuses<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<Status>, D::Error> {
    codes(&String::deserialize(from)?, Status::parse)
}

fn contexts<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<Context>, D::Error> {
    Vec::<String>::deserialize(from)?.iter().map(|c| codes(c, Context::parse).map(|mut c| c.remove(0))).collect()
}

fn modes<'de, D: serde::Deserializer<'de>>(from: D) -> Result<BTreeMap<EventType, Vec<Mode>>, D::Error> {
    let given = BTreeMap::<String, String>::deserialize(from)?;
    let entry = |(t, m): (&String, &String)| Ok((codes(t, EventType::parse)?.remove(0), codes(m, Mode::parse)?));
    given.iter().map(entry).collect()
}

fn aspect<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Aspect>, D::Error> {
    code(from, Aspect::parse).map(Some)
}

fn denial<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Denial>, D::Error> {
    code(from, Denial::parse).map(Some)
}
