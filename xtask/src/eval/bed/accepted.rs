//! The last accepted run: its figures and its records, a row each, and what a new run changes.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use sayso::record::{ActorRef, Record};

use super::figures::{Figures, Share};
use super::matching::{Judged, Verdict};

/// What is compared of a run.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Run {
    /// Name, right, all.
    pub(crate) figures: BTreeMap<String, Share>,
    /// Where a record stands, and what it says.
    rows: BTreeMap<String, String>,
}

/// The file of the accepted run.
pub(crate) fn path(root: &Path) -> PathBuf {
    root.join("suite/bed/accepted.tsv")
}

impl Run {
    /// Of judged texts.
    pub(crate) fn of(texts: &[Judged<'_>], figures: &Figures) -> Run {
        let mut run = Run::default();
        run.figures.extend(figures.headline().into_iter().map(|(name, share)| (name.to_owned(), share)));
        for judged in texts {
            for (record, verdict) in judged.records.iter().zip(&judged.verdicts) {
                let place = format!("{}\t{}\t{}", record.document, place(record), record.event_type.as_str());
                // A second record of one word and type: a claim beside its denial.
                let more = (1..).map(|n| format!("{place}{}", if n == 1 { String::new() } else { format!(" {n}") }));
                let Some(key) = more.into_iter().find(|key| !run.rows.contains_key(key)) else { continue };
                run.rows.insert(key, saying(record, *verdict));
            }
        }
        run
    }

    /// Reads an accepted run.
    pub(crate) fn read(path: &Path) -> Result<Run, String> {
        let text = std::fs::read_to_string(path)
            .map_err(|e| format!("{}: {e} (cargo xtask eval bed --accept writes it)", path.display()))?;
        let mut run = Run::default();
        for (i, line) in text.lines().enumerate() {
            let fault = || format!("{}:{}: not a row of an accepted run", path.display(), i + 1);
            if let Some(figure) = line.strip_prefix("# ") {
                let mut cells = figure.split('\t');
                let name = cells.next().ok_or_else(fault)?.to_owned();
                let mut number = || cells.next().and_then(|cell| cell.parse().ok()).ok_or_else(fault);
                run.figures.insert(name, Share { right: number()?, all: number()? });
            } else {
                let cells: Vec<&str> = line.splitn(4, '\t').collect();
                let [document, place, event_type, saying] = cells[..] else { return Err(fault()) };
                run.rows.insert(format!("{document}\t{place}\t{event_type}"), saying.to_owned());
            }
        }
        Ok(run)
    }

    /// Its form in the file.
    pub(crate) fn write(&self) -> String {
        let mut file = String::new();
        for (name, share) in &self.figures {
            let _ = writeln!(file, "# {name}\t{}\t{}", share.right, share.all);
        }
        for (key, saying) in &self.rows {
            let _ = writeln!(file, "{key}\t{saying}");
        }
        file
    }

    /// What this run changes against an earlier one: rows gained, lost, changed, then the figures that differ.
    pub(crate) fn against(&self, earlier: &Run) -> String {
        let mut told = String::new();
        let (mut gained, mut lost, mut changed) = (0, 0, 0);
        let keys: std::collections::BTreeSet<&String> = self.rows.keys().chain(earlier.rows.keys()).collect();
        for key in keys {
            let row = key.replace('\t', " ");
            let _ = match (earlier.rows.get(key), self.rows.get(key)) {
                (None, Some(now)) => {
                    gained += 1;
                    writeln!(told, "+ {row}: {}", now.replace('\t', " "))
                }
                (Some(then), None) => {
                    lost += 1;
                    writeln!(told, "- {row}: {}", then.replace('\t', " "))
                }
                (Some(then), Some(now)) if then != now => {
                    changed += 1;
                    writeln!(told, "~ {row}: {} → {}", then.replace('\t', " "), now.replace('\t', " "))
                }
                _ => Ok(()),
            };
        }
        let _ = writeln!(told, "rows gained {gained}, lost {lost}, changed {changed}");
        for (name, now) in &self.figures {
            let then = earlier.figures.get(name).copied().unwrap_or_default();
            if then != *now {
                let _ = writeln!(told, "{name}: {:.3} → {:.3}", then.value(), now.value());
            }
        }
        for fallen in self.fallen(earlier) {
            let _ = writeln!(told, "FALLEN by more than a standard error: {fallen}");
        }
        told
    }

    /// Figures that are below an earlier run's by more than one standard error.
    pub(crate) fn fallen(&self, earlier: &Run) -> Vec<String> {
        let mut fallen = Vec::new();
        for (name, then) in &earlier.figures {
            let now = self.figures.get(name).copied().unwrap_or_default();
            if now.value() < then.value() - then.error().max(0.005) {
                fallen.push(format!("{name}: {:.3} → {:.3}", then.value(), now.value()));
            }
        }
        fallen
    }
}

/// Where a record's trigger stands.
fn place(record: &Record) -> String {
    let [start, end] = record.trigger.span;
    let field = if record.field == sayso::document::Field::Title { "title " } else { "" };
    format!("{field}{start}-{end} {}", flat(&record.trigger.text))
}

/// What a record says, and what became of it.
fn saying(record: &Record, verdict: Verdict) -> String {
    let codes = |actors: &[ActorRef]| {
        let codes: Vec<&str> = actors.iter().map(|a| if a.code.is_empty() { "?" } else { a.code.as_str() }).collect();
        codes.join("+")
    };
    let speakers: Vec<String> = record.speakers.iter().map(|s| flat(&s.text)).collect();
    let verdict = match verdict {
        Verdict::Found(_) => "found",
        Verdict::Also(_) => "may be",
        Verdict::Mistyped(_) => "mistyped",
        Verdict::Repeat(_) => "repeat",
        Verdict::Folded => "folded",
        Verdict::Spurious => "spurious",
    };
    format!(
        "{}\t{}>{}\t{}\t{}\t{verdict}",
        record.mode.map_or("-", sayso::events::Mode::as_str),
        codes(&record.source),
        codes(&record.target),
        record.status.as_str(),
        if speakers.is_empty() { "-".to_owned() } else { speakers.join(" > ") },
    )
}

/// Words on one line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
