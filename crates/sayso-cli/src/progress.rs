//! What the user sees on standard error while a corpus is coded.

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::corpus::Tally;
use crate::input::Reports;
use crate::problem::Problem;

/// A progress bar where standard error is a terminal, problems as they come, and a summary.
pub(crate) struct Progress {
    bar: ProgressBar,
    consumed: Arc<AtomicU64>,
    quiet: bool,
    begun: Instant,
}

impl Progress {
    /// For a run over `reports`.
    pub(crate) fn new(reports: &Reports, quiet: bool) -> Progress {
        let bar = if quiet || !io::stderr().is_terminal() {
            ProgressBar::hidden()
        } else {
            match reports.total_bytes() {
                Some(total) => ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr())
                    .with_style(style("{wide_bar} {percent}% {msg} {eta} left")),
                None => ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())
                    .with_style(style("{spinner} {msg} {elapsed}")),
            }
        };
        Progress { bar, consumed: reports.consumed(), quiet, begun: Instant::now() }
    }

    /// For a run whose length is not known in bytes.
    pub(crate) fn without_end(quiet: bool) -> Progress {
        let bar = if quiet || !io::stderr().is_terminal() {
            ProgressBar::hidden()
        } else {
            ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())
                .with_style(style("{spinner} {msg} {elapsed}"))
        };
        Progress { bar, consumed: Arc::default(), quiet, begun: Instant::now() }
    }

    /// Tells of a problem.
    pub(crate) fn tell(&self, problem: &Problem) {
        self.bar.suspend(|| say(&problem.to_string()));
    }

    /// Moves the bar.
    pub(crate) fn advance(&self, tally: &Tally) {
        self.bar.set_position(self.consumed.load(Ordering::Relaxed));
        self.bar.set_message(format!("{} documents, {} records", tally.coded, tally.records));
    }

    /// Takes the bar away and sums up.
    pub(crate) fn finish(&self, tally: &Tally) {
        self.bar.finish_and_clear();
        if self.quiet {
            return;
        }
        let seconds = self.begun.elapsed().as_secs_f64();
        let mut line = format!("{} coded", count(tally.coded, "document"));
        if tally.foreign > 0 {
            line += &format!(", {} not English (--any-language codes them)", tally.foreign);
        }
        if tally.failed > 0 {
            line += &format!(", {} failed", tally.failed);
        }
        let speed = tally.words as f64 / seconds.max(1e-9);
        line += &format!(
            "; {} from {} in {seconds:.1} s ({speed:.0} words/s)",
            count(tally.records, "record"),
            count(tally.words, "word"),
        );
        say(&line);
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

fn count(n: u64, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// A line on standard error. There is nowhere to tell that this failed.
pub(crate) fn say(line: &str) {
    writeln!(io::stderr(), "sayso: {line}").unwrap_or_default();
}
