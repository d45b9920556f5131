//! `sayso code`: a corpus to records.

use clap::Args;
use sayso::Coder;
use sayso_store::Run;
use serde_json::{Map, Value};

use super::shared::{InputArgs, RunArgs, SelectArgs, share};
use crate::corpus::{self, CorpusOptions};
use crate::exit::{Outcome, Stop};
use crate::output::Shape;
use crate::output::export::ExportFormat;
use crate::output::export::manifest::Manifest;
use crate::problem::Problem;
use crate::select::Selection;

/// Turn a corpus into event records
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct CodeArgs {
    #[command(flatten)]
    input: InputArgs,
    /// Format of the records [default: by the name of the output, else jsonl]
    #[arg(short, long, value_enum, help_heading = "Output")]
    format: Option<ExportFormat>,
    /// With polecat, write what is not asserted, too, marked in Contexts
    #[arg(long, help_heading = "Output")]
    unasserted: bool,
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
  sayso code wire.warc.gz -o events.parquet        a web archive, for pandas, polars, DuckDB, R
  sayso code wire/ -f gdelt -o day.export.CSV      GDELT's Events, and its Mentions beside them
  sayso code wire/ -o events.jsonl --resume        go on where an earlier run was broken off
  sayso code wire.csv --text-field body --sample 200 --seed 7
  sayso code wire/ --min-confidence 0.7            fewer records, more of them right (docs/confidence.md)
  zcat wire.jsonl.gz | sayso code - | jq 'select(.asserted)'

GDELT, POLECAT and ICEWS have no column for who says so or what became of an act. In their formats only acts that a report
asserts in its own word are rows; what is demanded, promised, threatened, planned, possible, denied or told on somebody's word is
left out and counted. The demand or threat itself is a row of its own. A file gets FILE.manifest.json beside it.

A report that cannot be read is told on standard error, with its file, line and a remedy, and skipped.
Exit codes: 0 all done · 1 some inputs failed · 2 wrong usage, or nothing could be done.";

impl CodeArgs {
    pub(super) fn run(self) -> Result<Outcome, Stop> {
        let output = self.run.output.as_deref();
        let format = self.format.or_else(|| output.and_then(ExportFormat::of_path)).unwrap_or(ExportFormat::Jsonl);
        let shape = match format {
            ExportFormat::Jsonl => Some(Shape::RecordLines),
            ExportFormat::Csv => Some(Shape::RecordRows),
            _ => None,
        };
        if self.run.resume && shape.is_none() {
            let remedy = "code to jsonl or csv, or sayso add and then sayso find --format";
            return Err(Problem::usage(format!("--resume cannot go on with {}", format.name()), remedy).into());
        }
        let mut manifest = Manifest::new(&format.name(), format.rule(self.unasserted));
        manifest.tell("inputs", self.input.named().to_vec());
        manifest.tell("selection", selected(&self.select.resolve()));
        let options = CorpusOptions {
            threads: self.run.threads(),
            input: self.input.resolve()?,
            selection: self.select.resolve(),
            output: self.run.output,
            resume: self.run.resume,
            any_language: self.run.any_language,
            quiet: self.run.quiet,
        };
        let coder = self.run.model.coder()?.leaving_out_below(self.min_confidence.unwrap_or(0.0));
        manifest.coded_by(&[coding(&coder)]);
        match shape {
            Some(shape) => corpus::run(options, shape, Some(manifest), &coder),
            None => corpus::export(&options, format, self.unasserted, manifest, &coder),
        }
    }
}

/// A selection as a manifest tells it.
fn selected(selection: &Selection) -> Map<String, Value> {
    let shard = selection.shard.map(|(i, n)| ("shard", Value::from(format!("{i}/{n}"))));
    let sample = selection.sample.map(|n| ("sample", Value::from(n)));
    let seed = selection.sample.map(|_| ("seed", Value::from(selection.seed)));
    let limit = selection.limit.map(|n| ("limit", Value::from(n)));
    [shard, sample, seed, limit].into_iter().flatten().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// What codes.
fn coding(coder: &Coder) -> Run {
    let program = env!("CARGO_PKG_VERSION").to_owned();
    let model = format!("{} {}", coder.model().name(), coder.model().version());
    Run { lexicon: program.clone(), program, model }
}
