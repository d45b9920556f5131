//! `sayso code`: a corpus to records.

use clap::{Args, ValueEnum};

use super::shared::{InputArgs, RunArgs, SelectArgs, share};
use crate::corpus::{self, CorpusOptions};
use crate::exit::{Outcome, Stop};
use crate::output::Shape;

/// Turn a corpus into event records
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct CodeArgs {
    #[command(flatten)]
    input: InputArgs,
    /// Shape of the records
    #[arg(short, long, value_enum, default_value_t = RecordFormat::Jsonl, help_heading = "Output")]
    format: RecordFormat,
    /// Leave out records that sayso is less sure of (0 to 1)
    #[arg(long, value_name = "SHARE", value_parser = share, help_heading = "Output")]
    min_confidence: Option<f32>,
    #[command(flatten)]
    select: SelectArgs,
    #[command(flatten)]
    run: RunArgs,
}

const AFTER_HELP: &str = "\
Examples:
  sayso code wire/ -o events.jsonl                 every report below wire/
  sayso code wire.jsonl.gz -f csv -o events.csv    for a spreadsheet
  sayso code wire/ -o events.jsonl --resume        go on where an earlier run was broken off
  sayso code wire.csv --text-field body --sample 200 --seed 7
  sayso code wire/ --min-confidence 0.7            fewer records, more of them right (docs/confidence.md)
  zcat wire.jsonl.gz | sayso code - | jq 'select(.asserted)'

A report that cannot be read is told on standard error, with its file, line and a remedy, and skipped.
Exit codes: 0 all done · 1 some inputs failed · 2 wrong usage, or nothing could be done.";

#[derive(Clone, Copy, Debug, ValueEnum)]
enum RecordFormat {
    /// One JSON object a line, schema 1
    Jsonl,
    /// Rows with a header; lists joined by “; ”
    Csv,
}

impl CodeArgs {
    pub(super) fn run(self) -> Result<Outcome, Stop> {
        let options = CorpusOptions {
            input: self.input.resolve()?,
            selection: self.select.resolve(),
            shape: match self.format {
                RecordFormat::Jsonl => Shape::RecordLines,
                RecordFormat::Csv => Shape::RecordRows,
            },
            threads: self.run.threads(),
            output: self.run.output,
            resume: self.run.resume,
            any_language: self.run.any_language,
            quiet: self.run.quiet,
        };
        let coder = self.run.model.coder()?.leaving_out_below(self.min_confidence.unwrap_or(0.0));
        corpus::run(options, &coder)
    }
}
