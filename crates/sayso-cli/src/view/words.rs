//! Parts of a record in words.

use sayso::attribution::Stance;
use sayso::document::Field;
use sayso::factuality::{Aspect, Denial};
use sayso::record::{ActorRef, PlaceBasis, Precision, Record, SpeakerRef};

/// Who stands in a role, each with its code.
pub(crate) fn actors(actors: &[ActorRef]) -> String {
    let one = |actor: &ActorRef| {
        let name = if actor.name.is_empty() { &actor.text } else { &actor.name };
        if actor.code.is_empty() { name.clone() } else { format!("{name} [{}]", actor.code) }
    };
    actors.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The act: its words and its type.
pub(crate) fn act(record: &Record) -> String {
    let kind = record.event_type.as_str();
    let mode = record.mode.map(|mode| format!(" {}", mode.as_str())).unwrap_or_default();
    let folded = if record.folded { " implied by" } else { "" };
    format!("{kind}{mode}{folded} “{}”", one_line(&record.trigger.text))
}

/// What became of it.
pub(crate) fn status(record: &Record) -> String {
    let detail = match (record.aspect, record.denial) {
        (_, Some(Denial::Never)) => "did not happen",
        (_, Some(Denial::NotYet)) => "not yet",
        (_, Some(Denial::Failed)) => "failed",
        (_, Some(Denial::Cancelled)) => "called off",
        (_, Some(Denial::Invented)) => "invented",
        (_, Some(Denial::Retracted)) => "taken back",
        (Some(Aspect::Ongoing), None) => "ongoing",
        (Some(Aspect::Recurring), None) => "again and again",
        (Some(Aspect::Started), None) => "has begun",
        (Some(Aspect::Ended), None) => "is over",
        (Some(Aspect::Completed) | None, None) => "",
    };
    let mut all = record.status.as_str().to_owned();
    for (before, part) in [
        (", ", Some(detail).filter(|detail| !detail.is_empty())),
        ("; if: ", record.condition.as_deref()),
        ("; by: ", record.deadline.as_deref()),
    ] {
        if let Some(part) = part {
            all.push_str(before);
            all.push_str(&one_line(part));
        }
    }
    all
}

/// On whose say-so, outermost first.
pub(crate) fn speakers(record: &Record) -> String {
    if record.speakers.is_empty() {
        return "the report".to_owned();
    }
    record.speakers.iter().map(speaker).collect::<Vec<_>>().join(" › ")
}

fn speaker(speaker: &SpeakerRef) -> String {
    let name = match (speaker.text.is_empty(), speaker.name.is_empty()) {
        (false, _) => one_line(&speaker.text),
        (true, false) => speaker.name.clone(),
        (true, true) if speaker.cue.text.is_empty() => "unnamed".to_owned(),
        (true, true) => format!("unnamed (“{}”)", one_line(&speaker.cue.text)),
    };
    match speaker.stance {
        Stance::Asserts => name,
        other => format!("{name} {}", other.as_str()),
    }
}

/// Where it happened, or was to.
pub(crate) fn place(record: &Record) -> String {
    let Some(place) = &record.place else { return String::new() };
    let inferred = match record.place_basis {
        Some(PlaceBasis::Dateline) => " (dateline)",
        _ => "",
    };
    match place.country.as_str() {
        "" => format!("{}{inferred}", place.name),
        country => format!("{} [{country}]{inferred}", place.name),
    }
}

/// When it happened, or is to; as precisely as is known.
pub(crate) fn date(record: &Record) -> String {
    let Some(date) = &record.date else { return String::new() };
    let month = date.get(..7).unwrap_or(date);
    let year = date.get(..4).unwrap_or(date);
    match record.date_precision {
        Precision::Day => date.clone(),
        Precision::Week => format!("week of {date}"),
        Precision::Month => month.to_owned(),
        Precision::Year => year.to_owned(),
        Precision::Unknown => String::new(),
    }
}

/// What is counted.
pub(crate) fn quantities(record: &Record) -> String {
    record.quantities.iter().map(|q| format!("{}: {}", q.kind, one_line(&q.text))).collect::<Vec<_>>().join("; ")
}

/// Whether the spans of a record point into the title.
pub(crate) fn in_title(record: &Record) -> bool {
    record.field == Field::Title
}

/// White space as single blanks.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
