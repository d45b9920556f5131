//! Reads the pages of `suite/whole-pipeline`: texts, and all their records.

use sayso::Coder;
use sayso::document::{Header, read};
use sayso::record::{ActorRef, Record};
use sayso_suite::{Verdict, cases, pages};

fn codes(actors: &[ActorRef]) -> String {
    let code = |actor: &ActorRef| if actor.code.is_empty() { "?".to_owned() } else { actor.code.clone() };
    if actors.is_empty() { "–".to_owned() } else { actors.iter().map(code).collect::<Vec<_>>().join("+") }
}

fn told(record: &Record) -> String {
    let mode = record.mode.map_or_else(String::new, |mode| format!("/{}", mode.as_str()));
    let target = if record.target.is_empty() { String::new() } else { format!(" {}", codes(&record.target)) };
    let denial = record.denial.map_or_else(String::new, |denial| format!(" {}", denial.as_str()));
    let speakers = record.speakers.iter().map(|speaker| match (speaker.code.as_str(), speaker.text.as_str()) {
        ("", "") => " by unnamed".to_owned(),
        ("", text) => format!(" by {text}"),
        (code, _) => format!(" by {code}"),
    });
    format!(
        "{} {}{mode}{target} {}{denial}{}{}",
        codes(&record.source),
        record.event_type.as_str(),
        record.status.as_str(),
        if record.folded { " folded" } else { "" },
        speakers.collect::<String>()
    )
}

#[test]
fn records_are_those_of_the_pages() {
    let coder = Coder::new().expect("the model and the tables");
    let mut verdict = Verdict::new();
    for (name, page) in pages("whole-pipeline") {
        for case in cases(&page) {
            let header = Header { published: Some("2024-06-12".to_owned()), ..Header::default() };
            let coded = coder.code(read(&case.text, None, header));
            verdict.compare(&name, &case, coded.records.iter().map(told).collect());
        }
    }
    verdict.end(10);
}
