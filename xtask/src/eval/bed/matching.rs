//! Which record answers which gold act.
//!
//! A record can answer an act of its text if its type is one of the act's and either their triggers overlap, or they stand
//! in one sentence and share a coded actor on the same side, or the mode. Of all such pairs, the best goes first: overlapping triggers
//! before all else, then the right status, then sources, targets and speakers; a record answers one act and an act has
//! one record. What is left is tried on the acts that may be found, which any number of records may answer. A record whose
//! trigger overlaps an act that nothing answers, but whose type is another, is that act mistyped. A record of the title
//! that tells an act of the text once more counts neither way, nor does the speech act that a bare future is folded into. All other records are spurious, all other acts missed.

use sayso::document::{Document, Field};
use sayso::events::{EventType, Quad};
use sayso::factuality::Status;
use sayso::record::{ActorRef, Record, SpeakerRef};

use super::gold::{Act, Side, Text};

/// What became of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Answers this expected act.
    Found(usize),
    /// Answers this act that may be found.
    Also(usize),
    /// Stands for this expected act under another type.
    Mistyped(usize),
    /// Tells in the title what the text tells.
    Repeat(usize),
    /// The speech act that a bare future of an expected act is folded into.
    Folded,
    /// Answers nothing.
    Spurious,
}

/// The records of a text and their verdicts.
pub(crate) struct Judged<'a> {
    pub(crate) text: &'a Text,
    pub(crate) records: &'a [Record],
    pub(crate) verdicts: Vec<Verdict>,
}

impl<'a> Judged<'a> {
    /// Finds what each record answers.
    pub(crate) fn new(text: &'a Text, document: &Document, records: &'a [Record]) -> Judged<'a> {
        let mut verdicts = vec![Verdict::Spurious; records.len()];
        let mut is_answered = vec![false; text.expect.len()];
        for (_, r, a) in pairs(&text.expect, document, records) {
            if verdicts[r] == Verdict::Spurious && !is_answered[a] {
                verdicts[r] = Verdict::Found(a);
                is_answered[a] = true;
            }
        }
        for (_, r, a) in pairs(&text.also, document, records) {
            if verdicts[r] == Verdict::Spurious {
                verdicts[r] = Verdict::Also(a);
            }
        }
        for (r, record) in records.iter().enumerate().filter(|(_, record)| record.field == Field::Text) {
            let mistyped = (0..text.expect.len()).find(|&a| !is_answered[a] && overlaps(&text.expect[a], record));
            if let (Verdict::Spurious, Some(a)) = (verdicts[r], mistyped) {
                verdicts[r] = Verdict::Mistyped(a);
                is_answered[a] = true;
            }
        }
        for (r, record) in records.iter().enumerate().filter(|(_, record)| record.field == Field::Title) {
            let same = |act: &&Act| act.types.contains(&record.event_type);
            if let Some(a) = text.expect.iter().position(|act| same(&act)) {
                verdicts[r] = Verdict::Repeat(a);
            }
        }
        for (r, record) in records.iter().enumerate().filter(|(_, record)| record.folded) {
            if verdicts[r] == Verdict::Spurious && text.expect.iter().any(|act| is_fold(act, record)) {
                verdicts[r] = Verdict::Folded;
            }
        }
        Judged { text, records, verdicts }
    }

    /// The records that answer expected acts, with those.
    pub(crate) fn found(&self) -> impl Iterator<Item = (&Record, &Act)> {
        self.records.iter().zip(&self.verdicts).filter_map(|(record, verdict)| match verdict {
            Verdict::Found(a) => Some((record, &self.text.expect[*a])),
            _ => None,
        })
    }

    /// The record that answers an expected act.
    pub(crate) fn answer(&self, act: usize) -> Option<&Record> {
        self.verdicts.iter().position(|v| *v == Verdict::Found(act)).map(|r| &self.records[r])
    }

    /// The record that stands for an expected act under another type.
    pub(crate) fn mistyped(&self, act: usize) -> Option<&Record> {
        self.verdicts.iter().position(|v| *v == Verdict::Mistyped(act)).map(|r| &self.records[r])
    }
}

/// Pairs of a record and an act that it can answer, best first, each with its points.
fn pairs(acts: &[Act], document: &Document, records: &[Record]) -> Vec<(u32, usize, usize)> {
    let mut pairs = Vec::new();
    for (r, record) in records.iter().enumerate().filter(|(_, record)| record.field == Field::Text) {
        for (a, act) in acts.iter().enumerate().filter(|(_, act)| act.types.contains(&record.event_type)) {
            let near = overlaps(act, record);
            if near
                || (in_its_sentence(act, document, record) && (shares_actor(act, record) || shares_mode(act, record)))
            {
                pairs.push((points(act, record, near), r, a));
            }
        }
    }
    pairs.sort_by(|x, y| y.0.cmp(&x.0).then(x.1.cmp(&y.1)).then(x.2.cmp(&y.2)));
    pairs
}

fn points(act: &Act, record: &Record, is_near: bool) -> u32 {
    let point = |holds: bool, worth: u32| if holds { worth } else { 0 };
    point(is_near, 8)
        + point(act.statuses.contains(&record.status), 4)
        + point(side_fits(act.source(), &record.source), 1)
        + point(side_fits(act.target(), &record.target), 1)
        + point(speakers_fit(act, record), 1)
}

fn overlaps(act: &Act, record: &Record) -> bool {
    let [start, end] = record.trigger.span;
    record.field == Field::Text && act.spans().any(|[from, to]| start < to && from < end)
}

fn in_its_sentence(act: &Act, document: &Document, record: &Record) -> bool {
    let body = document.sentences.iter().filter(|s| s.field == Field::Text);
    let Some(sentence) = body.map(|s| document.locate(s.span)).nth(record.sentence) else { return false };
    act.spans().any(|[start, end]| sentence.start <= start && end <= sentence.end)
}

fn shares_actor(act: &Act, record: &Record) -> bool {
    let shared = |side: Side<'_>, actors: &[ActorRef]| {
        side.must.iter().any(|code| actors.iter().any(|actor| covers(code, &actor.code)))
    };
    shared(act.source(), &record.source) || shared(act.target(), &record.target)
}

fn shares_mode(act: &Act, record: &Record) -> bool {
    record.mode.is_some_and(|mode| act.modes.get(&record.event_type).is_some_and(|modes| modes.contains(&mode)))
}

/// Whether a record is the promise, concession or threat that PLOVER makes of an act to come.
fn is_fold(act: &Act, record: &Record) -> bool {
    let to_come = [Status::Planned, Status::Promised, Status::Threatened, Status::Proposed];
    let folds = |of: &EventType| match (of, of.quad()) {
        (EventType::Retreat | EventType::Concede, _) => &[EventType::Concede, EventType::Agree][..],
        (_, Quad::VerbalCooperation | Quad::MaterialCooperation) => &[EventType::Agree],
        (_, Quad::VerbalConflict | Quad::MaterialConflict) => &[EventType::Threaten],
    };
    overlaps(act, record)
        && act.statuses.iter().any(|status| to_come.contains(status))
        && act.types.iter().any(|of| folds(of).contains(&record.event_type))
}

/// Whether an actor's code is one of `A|B` or below it.
fn covers(expected: &str, code: &str) -> bool {
    expected.split('|').any(|one| code.starts_with(one))
}

/// Whether all that must stand on a side do, and no country that may not.
pub(crate) fn side_fits(side: Side<'_>, actors: &[ActorRef]) -> bool {
    let country = |code: &str| code.chars().take(3).collect::<String>();
    let all_there = side.must.iter().all(|code| actors.iter().any(|actor| covers(code, &actor.code)));
    let allowed: Vec<String> = side.must.iter().chain(side.may).flat_map(|code| code.split('|')).map(country).collect();
    all_there && actors.iter().filter(|a| !a.code.is_empty()).all(|a| allowed.contains(&country(&a.code)))
}

/// Whether no coded actor stands where none of its country may; parties to a mutual act may stand on either side.
pub(crate) fn no_stranger(act: &Act, record: &Record) -> bool {
    let known = |side: Side<'_>, actors: &[ActorRef]| {
        side_fits(Side { must: &[], may: &[side.must, side.may].concat() }, actors)
    };
    roles_fit(act, record) || (known(act.source(), &record.source) && known(act.target(), &record.target))
}

/// Whether the roles are right. Parties to a mutual act may stand on either side.
pub(crate) fn roles_fit(act: &Act, record: &Record) -> bool {
    if side_fits(act.source(), &record.source) && side_fits(act.target(), &record.target) {
        return true;
    }
    let mutual = [EventType::Consult, EventType::Agree, EventType::Cooperate, EventType::Support];
    let must: Vec<String> = act.source().must.iter().chain(act.target().must).cloned().collect();
    let may: Vec<String> = act.source().may.iter().chain(act.target().may).cloned().collect();
    let actors: Vec<ActorRef> = record.source.iter().chain(&record.target).cloned().collect();
    mutual.contains(&record.event_type) && side_fits(Side { must: &must, may: &may }, &actors)
}

/// Whether the chain of speakers is the expected one; true where it is not judged.
pub(crate) fn speakers_fit(act: &Act, record: &Record) -> bool {
    let Some(by) = &act.by else { return true };
    let least = by.iter().filter(|speaker| !speaker.ends_with('|')).count();
    (least..=by.len()).contains(&record.speakers.len())
        && by.iter().zip(&record.speakers).all(|(expected, speaker)| is_speaker(expected, speaker))
}

fn is_speaker(expected: &str, speaker: &SpeakerRef) -> bool {
    let text = speaker.text.to_lowercase();
    expected.trim_end_matches('|').split('|').any(|one| match one {
        "" => text.is_empty(),
        _ => text.contains(&one.to_lowercase()) || speaker.code.contains(&one.to_uppercase()),
    })
}
