//! The report of `examples/`: all its records as one page that a person can judge, and what must hold of it whatever else
//! changes. `SAYSO_ACCEPT=1` writes the page anew.

use std::path::Path;

use sayso::Coder;
use sayso::document::{Header, read};
use sayso::events::{EventType, Mode};
use sayso::factuality::{Denial, Status};
use sayso::record::{ActorRef, Record, SpeakerRef};
use sayso_suite::{Verdict, root};

const NAME: &str = "2026-04-21-pressure";

fn records() -> Vec<Record> {
    let path = root().join("examples").join(NAME).with_extension("txt");
    let text = std::fs::read_to_string(path).expect("the example");
    let header = Header { id: NAME.to_owned(), published: Some("2026-04-21".to_owned()), ..Header::default() };
    Coder::new().expect("the model and the tables").code(read(&text, None, header)).records
}

fn actors(actors: &[ActorRef]) -> String {
    let told = |actor: &ActorRef| match actor.code.as_str() {
        "" => actor.text.clone(),
        code => format!("{} [{code}]", actor.text),
    };
    if actors.is_empty() { "–".to_owned() } else { actors.iter().map(told).collect::<Vec<_>>().join(" and ") }
}

fn speakers(speakers: &[SpeakerRef]) -> String {
    let told = |speaker: &SpeakerRef| {
        let who = if speaker.text.is_empty() { "somebody" } else { &speaker.text };
        format!("{who} {}", speaker.stance.as_str())
    };
    if speakers.is_empty() { "the report".to_owned() } else { speakers.iter().map(told).collect::<Vec<_>>().join(": ") }
}

/// A record on one line: sentence, who, type and mode, to whom, status, on whose word, by which words.
fn line(record: &Record) -> String {
    let mode = record.mode.map_or_else(String::new, |mode| format!("/{}", mode.as_str()));
    let denial = record.denial.map_or_else(String::new, |denial| format!(" ({})", denial.as_str()));
    format!(
        "{:>2}  {} | {}{mode}{} | {} | {}{denial} | {} | “{}”",
        record.sentence,
        actors(&record.source),
        record.event_type.as_str(),
        if record.folded { " (folded)" } else { "" },
        actors(&record.target),
        record.status.as_str(),
        speakers(&record.speakers),
        record.trigger.text
    )
}

#[test]
fn the_page_of_records_is_as_accepted() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/example.records.txt");
    let page: String = records().iter().map(|record| line(record) + "\n").collect();
    if std::env::var_os("SAYSO_ACCEPT").is_some() {
        std::fs::write(&path, &page).expect("the page can be written");
    }
    let accepted = std::fs::read_to_string(&path).unwrap_or_default();
    let (new, old): (Vec<&str>, Vec<&str>) = (page.lines().collect(), accepted.lines().collect());
    let only = |these: &[&str], those: &[&str], sign: &str| -> String {
        these.iter().filter(|l| !those.contains(l)).map(|l| format!("{sign} {l}\n")).collect()
    };
    assert!(
        new == old,
        "the records differ from tests/example.records.txt (SAYSO_ACCEPT=1 accepts them):\n{}{}",
        only(&old, &new, "-"),
        only(&new, &old, "+")
    );
}

/// What must hold, and whether it does not yet.
type Must = (&'static str, bool, fn(&[Record]) -> bool);

fn by(record: &Record, code: &str) -> bool {
    record.source.iter().any(|actor| actor.code.starts_with(code))
}

fn to(record: &Record, code: &str) -> bool {
    record.target.iter().any(|actor| actor.code.starts_with(code))
}

fn word_of(record: &Record, speaker: &str) -> bool {
    record.speakers.iter().any(|s| s.text.contains(speaker))
}

fn is(record: &Record, event_type: EventType, status: Status) -> bool {
    (record.event_type, record.status) == (event_type, status)
}

fn about(record: &Record, words: &str) -> bool {
    record.evidence.contains(words)
}

const MUSTS: &[Must] = &[
    ("the demand is made", false, |all| {
        all.iter().any(|r| is(r, EventType::Request, Status::Occurred) && r.asserted && by(r, "RUS") && to(r, "TJK"))
    }),
    ("the army is sent only on demand, by Tajikistan", false, |all| {
        let mut sent = all.iter().filter(|r| r.trigger.text == "send" && about(r, "is pressing Tajikistan"));
        sent.clone().any(|r| r.status == Status::Demanded && by(r, "TJK")) && sent.all(|r| !r.asserted)
    }),
    ("the offensive has not begun", false, |all| !all.iter().any(|r| r.trigger.text == "offensive" && r.asserted)),
    ("nobody moves on demand", false, |all| {
        !all.iter()
            .any(|r| about(r, "to move before the end of May") && r.event_type == EventType::Mobilize && r.asserted)
    }),
    ("the president refuses, as officials say", false, |all| {
        all.iter().any(|r| is(r, EventType::Reject, Status::Occurred) && word_of(r, "two officials"))
    }),
    ("the Kremlin threatens; the loan is not withheld", false, |all| {
        all.iter().any(|r| is(r, EventType::Threaten, Status::Occurred) && by(r, "RUS"))
            && all
                .iter()
                .any(|r| r.trigger.text == "withhold" && r.status == Status::Threatened && r.condition.is_some())
    }),
    ("helicopters are offered, as a lawmaker says", false, |all| {
        all.iter().any(|r| r.trigger.text == "offered" && by(r, "RUS") && word_of(r, "lawmaker"))
            && !all.iter().any(|r| about(r, "send helicopters") && r.asserted)
    }),
    ("the drones strike, as villagers say", false, |all| {
        let struck = |r: &&Record| is(r, EventType::Assault, Status::Occurred) && by(r, "RUS");
        all.iter().filter(struck).any(|r| word_of(r, "villagers") && !r.asserted)
    }),
    ("Moscow denies having fired at the mill", false, |all| {
        all.iter().any(|r| is(r, EventType::Assault, Status::Denied) && word_of(r, "Moscow") && about(r, "at the mill"))
    }),
    ("the villages were burned as the groups say, not as a fact", false, |all| {
        let mut burned =
            all.iter().filter(|r| about(r, "having burned two villages") && r.event_type == EventType::Assault);
        burned.clone().any(|r| word_of(r, "groups")) && burned.all(|r| !r.asserted)
    }),
    ("nobody has met: no meeting is a fact", false, |all| {
        !all.iter().any(|r| r.event_type == EventType::Consult && r.asserted)
    }),
    ("the meeting is what three newspapers wrote", false, |all| {
        all.iter().any(|r| is(r, EventType::Consult, Status::Occurred) && word_of(r, "newspapers") && by(r, "TJK"))
    }),
    ("the correspondents do not believe in it", false, |all| {
        all.iter().any(|r| is(r, EventType::Consult, Status::Denied) && word_of(r, "correspondents"))
    }),
    ("two officers say that it was invented", false, |all| {
        let invented = |r: &Record| r.denial == Some(Denial::Invented) && word_of(r, "intelligence officers");
        all.iter().any(|r| is(r, EventType::Consult, Status::Denied) && invented(r))
    }),
    ("the officers do not say that there was a meeting", false, |all| {
        !all.iter().any(|r| is(r, EventType::Consult, Status::Occurred) && word_of(r, "intelligence officers"))
    }),
    ("the engineers were seized", false, |all| {
        let seized = |r: &Record| is(r, EventType::Assault, Status::Occurred) && r.mode == Some(Mode::Abduct);
        all.iter().any(|r| seized(r) && r.asserted && to(r, "RUS"))
    }),
    ("a ceasefire is ruled out", false, |all| {
        all.iter().any(|r| r.mode == Some(Mode::Ceasefire) && r.status == Status::Refused)
            && all.iter().any(|r| is(r, EventType::Reject, Status::Occurred))
    }),
    ("nobody was released", false, |all| !all.iter().any(|r| r.mode == Some(Mode::Release) && r.asserted)),
    ("the visit is planned, the crossing closed only in a threat", false, |all| {
        let visit = |r: &Record| is(r, EventType::Consult, Status::Planned) && by(r, "UZB") && to(r, "RUS");
        let closed = |r: &Record| r.trigger.text == "close" && r.status == Status::Threatened && by(r, "UZB");
        all.iter().any(visit) && all.iter().any(closed)
    }),
    ("people marched", true, |all| {
        all.iter().any(|r| is(r, EventType::Protest, Status::Occurred) && r.asserted && r.trigger.text == "marched")
    }),
];

#[test]
fn nothing_that_is_only_said_is_a_fact() {
    let records = records();
    let mut verdict = Verdict::new();
    for (must, is_not_yet, holds) in MUSTS {
        verdict.take(&format!("{NAME}, {must}"), *is_not_yet, (!holds(&records)).then_some(*must));
    }
    verdict.end(MUSTS.len());
}
