//! A record in a sentence that a person can read.

use sayso::factuality::{Aspect, Denial, Status};
use sayso::record::{ActorRef, Record, SpeakerRef};
use serde::Serialize;
use utoipa::ToSchema;

/// A record in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Words {
    /// Who did what to whom.
    pub(crate) text: String,
    /// What became of it.
    pub(crate) status: String,
    /// On whose say-so.
    pub(crate) say_so: String,
}

impl Words {
    pub(crate) fn of(record: &Record) -> Words {
        Words { text: act(record), status: status(record), say_so: say_so(&record.speakers) }
    }
}

fn act(record: &Record) -> String {
    let kind = record.event_type.as_str().to_lowercase();
    let mode = record.mode.map(|mode| format!(", {}", mode.as_str())).unwrap_or_default();
    let who = if record.source.is_empty() { "someone".to_owned() } else { actors(&record.source) };
    let implied = if record.folded { " implied by" } else { "" };
    let mut text = format!("{who}:{implied} “{}” ({kind}{mode})", one_line(&record.trigger.text));
    if !record.target.is_empty() {
        text.push_str(" → ");
        text.push_str(&actors(&record.target));
    }
    if let Some(place) = &record.place {
        text.push_str(", ");
        text.push_str(&place.name);
    }
    text
}

fn actors(actors: &[ActorRef]) -> String {
    let one = |actor: &ActorRef| if actor.name.is_empty() { one_line(&actor.text) } else { actor.name.clone() };
    actors.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn status(record: &Record) -> String {
    let told = if record.speakers.is_empty() { "reported" } else { "said" };
    match record.status {
        // What is announced is a record of its own; this one is the announcement.
        Status::Occurred if record.folded => format!("{told} as announced; the act itself is a record of its own"),
        Status::Occurred => match record.aspect {
            Some(Aspect::Ongoing) => format!("{told} to be happening"),
            Some(Aspect::Recurring) => format!("{told} to happen again and again"),
            Some(Aspect::Started) => format!("{told} to have begun"),
            Some(Aspect::Ended) => format!("{told} to be over"),
            Some(Aspect::Completed) | None => format!("{told} to have happened"),
        },
        Status::Denied => match record.denial {
            Some(Denial::NotYet) => format!("{told} not to have happened yet"),
            Some(Denial::Failed) => format!("{told} to have failed"),
            Some(Denial::Cancelled) => format!("{told} to have been called off"),
            Some(Denial::Invented) => format!("{told} to have been made up"),
            Some(Denial::Retracted) => "said before, now taken back".to_owned(),
            Some(Denial::Never) | None => format!("{told} not to have happened"),
        },
        Status::Possible => "possible; not reported to have happened".to_owned(),
        other => format!("{}; not reported to have happened", other.as_str()),
    }
}

fn say_so(speakers: &[SpeakerRef]) -> String {
    if speakers.is_empty() {
        return "the report itself".to_owned();
    }
    speakers.iter().map(speaker).collect::<Vec<_>>().join(", who cites ")
}

/// A speaker by name, by words, or as someone unnamed.
pub(crate) fn speaker(speaker: &SpeakerRef) -> String {
    match (speaker.name.is_empty(), speaker.text.is_empty()) {
        (false, _) => speaker.name.clone(),
        (true, false) => one_line(&speaker.text),
        (true, true) if speaker.cue.text.is_empty() => "someone unnamed".to_owned(),
        (true, true) => format!("someone unnamed (“{}”)", one_line(&speaker.cue.text)),
    }
}

/// White space as single blanks.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
