//! One report: its text with highlights, and a table of its events.

use std::collections::BTreeMap;

use sayso::Coded;
use sayso::record::Record;

use super::Screen;
use super::ink::{Ink, Mark, Role, Told};
use super::prose::Prose;
use super::table::{Cell, Table};
use super::words;

/// The lines of a coded report.
pub(crate) fn page(coded: &Coded, screen: Screen) -> Vec<String> {
    let document = &coded.document;
    let mut lines = Vec::new();
    if document.body_start > 0 {
        let title = marked(document.title(), &coded.records, true).lines(screen.width, screen.ink);
        lines.extend(title.iter().map(|line| screen.ink.strong(line)));
    }
    let about = [&document.header.outlet, &document.header.published, &document.header.url];
    let about: Vec<&str> = about.into_iter().filter_map(|part| part.as_deref()).collect();
    if !about.is_empty() {
        lines.push(screen.ink.faint(&words::one_line(&about.join(" · "))));
    }
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(marked(document.body(), &coded.records, false).lines(screen.width, screen.ink));
    lines.push(String::new());
    if coded.records.is_empty() {
        lines.push("No political events found.".to_owned());
        return lines;
    }
    if screen.ink == Ink::Styled {
        lines.extend([legend(screen.ink), String::new()]);
    }
    lines.extend(events(&coded.records).lines(screen.width, screen.ink));
    lines
}

/// A field with the marks of the records that point into it.
fn marked(text: &str, records: &[Record], title: bool) -> Prose {
    let mut prose = Prose::new(text);
    for (number, record) in (1..).zip(records).filter(|(_, record)| words::in_title(record) == title) {
        let mut role = |span: [usize; 2], role: Role| prose.mark(span, |mark| mark.role = mark.role.max(Some(role)));
        record.source.iter().for_each(|actor| role(actor.span, Role::Source));
        record.target.iter().for_each(|actor| role(actor.span, Role::Target));
        for speaker in &record.speakers {
            role(speaker.span, Role::Speaker);
            role(speaker.cue.span, Role::Cue);
        }
        let told = Told::of(record.status, record.asserted);
        prose.mark(record.trigger.span, |mark| mark.told = Some(mark.told.filter(|_| record.folded).unwrap_or(told)));
        prose.note(record.trigger.span, number.to_string());
    }
    prose
}

fn legend(ink: Ink) -> String {
    let told = |text: &str, told| ink.mark(text, Mark { told: Some(told), role: None });
    let role = |text: &str, role| ink.mark(text, Mark { told: None, role: Some(role) });
    [
        told("told as fact", Told::Fact),
        told("claimed", Told::Claim),
        told("denied", Told::Denied),
        told("wanted, feared, planned, possible", Told::Open),
        role("source", Role::Source),
        role("target", Role::Target),
        role("speaker", Role::Speaker),
    ]
    .join("  ")
}

/// The events, those embedded in another directly under it.
fn events(records: &[Record]) -> Table {
    let names = vec!["#", "who", "did what", "to whom", "status", "on whose say-so", "where", "when", "figures"];
    let numbers: BTreeMap<&str, usize> = records.iter().map(|record| record.id.as_str()).zip(1..).collect();
    let row = |record: &Record| {
        let outer = record.embedded_in.as_deref().and_then(|id| numbers.get(id));
        let number = numbers.get(record.id.as_str()).copied().unwrap_or(0);
        let told = Mark { told: Some(Told::of(record.status, record.asserted)), role: None };
        let coloured = |text: String, role| Cell { text, mark: Mark { role: Some(role), told: None } };
        vec![
            Cell::from(number.to_string()),
            coloured(words::actors(&record.source), Role::Source),
            Cell::from(format!("{}{}", outer.map(|n| format!("in {n}: ")).unwrap_or_default(), words::act(record))),
            coloured(words::actors(&record.target), Role::Target),
            Cell { text: words::status(record), mark: told },
            coloured(words::speakers(record), Role::Speaker),
            Cell::from(words::place(record)),
            Cell::from(words::date(record)),
            Cell::from(words::quantities(record)),
        ]
    };
    Table { names, rows: records.iter().map(row).collect() }
}
