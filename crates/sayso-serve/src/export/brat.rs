//! brat's standoff format: a text and its annotations for each report, in one ZIP file.

use std::fmt::Write as _;
use std::io::Write;

use sayso::record::Record;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Stopped, Task};

pub(super) fn write(
    tasks: &mut dyn Iterator<Item = Result<Task, Stopped>>,
    out: &mut dyn Write,
) -> Result<(), Stopped> {
    let mut zip = ZipWriter::new_stream(out);
    let failed = |error: zip::result::ZipError| Stopped::Io(std::io::Error::other(error));
    // The time of day is left out: the same records give the same file.
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    zip.start_file("annotation.conf", options).map_err(failed)?;
    zip.write_all(conf().as_bytes())?;
    for (at, task) in tasks.enumerate() {
        let task = task?;
        let name = name(at, &task.id);
        zip.start_file(format!("{name}.txt"), options).map_err(failed)?;
        zip.write_all(task.text().as_bytes())?;
        zip.start_file(format!("{name}.ann"), options).map_err(failed)?;
        zip.write_all(annotations(&task).as_bytes())?;
    }
    zip.finish().map_err(failed)?.into_inner().flush()?;
    Ok(())
}

/// A name of a file that no identifier of a report can turn into a path.
fn name(at: usize, id: &str) -> String {
    let plain: String =
        id.chars().take(80).map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect();
    format!("{:06}-{plain}", at + 1)
}

/// What brat must know of the annotations.
fn conf() -> String {
    let mut conf = "[entities]\nActor\nSpeaker\n\n[relations]\n\n[events]\n".to_owned();
    for kind in sayso::events::EventType::ALL {
        let _ = writeln!(conf, "{} Source*:Actor, Target*:Actor, Speaker*:Speaker", kind.as_str());
    }
    let statuses: Vec<&str> = sayso::factuality::Status::ALL.iter().map(|status| status.as_str()).collect();
    let _ = write!(conf, "\n[attributes]\nAsserted Arg:<EVENT>\nStatus Arg:<EVENT>, Value:{}\n", statuses.join("|"));
    conf
}

fn annotations(task: &Task) -> String {
    let chars: Vec<char> = task.text().chars().collect();
    let (mut out, mut n_spans, mut n_attributes) = (String::new(), 0, 0);
    for (at, record) in task.records.iter().enumerate() {
        let mut mark = |out: &mut String, label: &str, span: [usize; 2]| {
            let span = task.span(record, span).filter(|span| span[1] <= chars.len())?;
            n_spans += 1;
            let words: String = chars[span[0]..span[1]].iter().map(|&c| if c.is_control() { ' ' } else { c }).collect();
            let _ = writeln!(out, "T{n_spans}\t{label} {} {}\t{words}", span[0], span[1]);
            Some(n_spans)
        };
        let Some(trigger) = mark(&mut out, record.event_type.as_str(), record.trigger.span) else { continue };
        let mut event = format!("E{}\t{}:T{trigger}", at + 1, record.event_type.as_str());
        for (role, label, span) in roles(record) {
            if let Some(span) = mark(&mut out, label, span) {
                let _ = write!(event, " {role}:T{span}");
            }
        }
        n_attributes += 1;
        let _ = writeln!(out, "{event}\nA{n_attributes}\tStatus E{} {}", at + 1, record.status.as_str());
        if record.asserted {
            n_attributes += 1;
            let _ = writeln!(out, "A{n_attributes}\tAsserted E{}", at + 1);
        }
        let id: String = record.id.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let _ = writeln!(out, "#{}\tAnnotatorNotes E{}\t{id} confidence {}", at + 1, at + 1, record.confidence);
    }
    out
}

fn roles(record: &Record) -> Vec<(String, &'static str, [usize; 2])> {
    let numbered = |role: &'static str, label: &'static str, spans: Vec<[usize; 2]>| {
        let name = move |at: usize| if at == 0 { role.to_owned() } else { format!("{role}{}", at + 1) };
        spans.into_iter().enumerate().map(move |(at, span)| (name(at), label, span))
    };
    let sources = numbered("Source", "Actor", record.source.iter().map(|actor| actor.span).collect());
    let targets = numbered("Target", "Actor", record.target.iter().map(|actor| actor.span).collect());
    let speakers = numbered("Speaker", "Speaker", record.speakers.iter().map(|speaker| speaker.span).collect());
    sources.chain(targets).chain(speakers).collect()
}
