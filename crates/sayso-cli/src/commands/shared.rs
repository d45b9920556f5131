//! Arguments that several commands have.

use std::path::PathBuf;
use std::thread;

use clap::Args;
use sayso::{Coder, Tables};

use crate::input::{FieldNames, Format, InputOptions, parse_date};
use crate::lexicon;
use crate::problem::Problem;
use crate::progress::say;
use crate::select::Selection;

/// What to read and how.
#[derive(Debug, Args)]
pub(crate) struct InputArgs {
    /// Files, directories (read recursively) or `-` for standard input. Known: .txt .html .jsonl .csv .tsv .conllu, feeds
    /// (.rss .atom, .xml that is one) and web archives (.warc .wet), each also .gz or .zst; .parquet
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<String>,
    /// Take the inputs for this format, whatever their names say
    #[arg(long, value_enum, value_name = "FORMAT", help_heading = "Input")]
    input_format: Option<Format>,
    /// Day of publication, YYYY-MM-DD, of reports that give none (else the day in their file's name, if any)
    #[arg(long, value_name = "DAY", help_heading = "Input")]
    date: Option<String>,
    /// Name of the key or column that holds the text [usual names are found]
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    text_field: Option<String>,
    /// … the title
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    title_field: Option<String>,
    /// … the identifier (without one: FILE:LINE, by row, entry or record too, or the name of a file that holds one report)
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    id_field: Option<String>,
    /// … the day of publication (web pages, feeds and archives tell their own; the day of capture is none)
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    date_field: Option<String>,
}

impl InputArgs {
    /// The inputs as the user named them.
    pub(crate) fn named(&self) -> &[String] {
        &self.inputs
    }

    pub(crate) fn resolve(self) -> Result<InputOptions, Problem> {
        Ok(InputOptions {
            inputs: self.inputs,
            format: self.input_format,
            date: self.date.map(|text| day(&text)).transpose()?,
            names: FieldNames {
                text: self.text_field,
                title: self.title_field,
                id: self.id_field,
                date: self.date_field,
            },
        })
    }
}

/// A day that the user gave.
pub(crate) fn day(text: &str) -> Result<String, Problem> {
    parse_date(text).ok_or_else(|| Problem::usage(format!("“{text}” is no date"), "write it as YYYY-MM-DD"))
}

/// Which reports to take.
#[derive(Debug, Args)]
pub(crate) struct SelectArgs {
    /// Take no more than the first N reports
    #[arg(long, value_name = "N", help_heading = "Selection")]
    limit: Option<usize>,
    /// Take N reports, drawn evenly; they are held in memory
    #[arg(long, value_name = "N", help_heading = "Selection")]
    sample: Option<usize>,
    /// What the draw of --sample depends on
    #[arg(long, value_name = "S", default_value_t = 0, requires = "sample", help_heading = "Selection")]
    seed: u64,
    /// Take every n-th report from the i-th on, so that n machines can share a corpus
    #[arg(long, value_name = "I/N", help_heading = "Selection", value_parser = shard)]
    shard: Option<(u64, u64)>,
}

impl SelectArgs {
    pub(crate) fn resolve(&self) -> Selection {
        Selection { shard: self.shard, sample: self.sample, seed: self.seed, limit: self.limit, from: None }
    }
}

fn shard(text: &str) -> Result<(u64, u64), String> {
    let parsed = text.split_once('/').and_then(|(i, n)| Some((i.parse().ok()?, n.parse().ok()?)));
    parsed.filter(|&(i, n)| 1 <= i && i <= n).ok_or_else(|| "write it as 1/4, 2/4, 3/4 or 4/4".to_owned())
}

/// A share from 0 to 1.
pub(super) fn share(text: &str) -> Result<f32, String> {
    let share = text.parse::<f32>().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "not a number from 0 to 1".to_owned())
}

/// How to run.
#[derive(Debug, Args)]
pub(crate) struct RunArgs {
    /// Write to this file instead of standard output; of records, what it holds is told in FILE.manifest.json
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub(crate) output: Option<PathBuf>,
    /// Go on after the last complete document of the output file
    #[arg(long, requires = "output", help_heading = "Output")]
    pub(crate) resume: bool,
    /// Threads [default: all cores]; the output is the same for any number
    #[arg(short = 'j', long, value_name = "N", help_heading = "Running")]
    threads: Option<usize>,
    /// Take texts that are plainly not English, too
    #[arg(long, help_heading = "Running")]
    pub(crate) any_language: bool,
    /// No progress bar and no summary
    #[arg(short, long, help_heading = "Running")]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) model: ModelArgs,
}

impl RunArgs {
    pub(crate) fn threads(&self) -> usize {
        self.threads.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from)).max(1)
    }
}

/// What to read with.
#[derive(Debug, Args)]
pub(crate) struct ModelArgs {
    /// Use this model file instead of the one inside the program
    #[arg(long, value_name = "FILE", env = "SAYSO_MODEL", hide_env = true, help_heading = "Running")]
    model: Option<PathBuf>,
    #[command(flatten)]
    lexicon: LexiconArgs,
}

impl ModelArgs {
    pub(crate) fn coder(self) -> Result<Coder, Problem> {
        let named = self.model.as_deref().map(|path| path.display().to_string()).unwrap_or_default();
        let tables = self.lexicon.tables()?;
        Coder::of(self.model.as_deref(), tables).map_err(|e| {
            Problem::file(
                &named,
                format!("cannot load: {e}"),
                "give a model made for this version, or leave out --model",
            )
        })
    }
}

/// The user's tables.
#[derive(Debug, Args)]
pub(crate) struct LexiconArgs {
    /// Lay the tables of this folder (or file) over those inside the program; may be given several times, later ones go
    /// over earlier ones. See sayso lexicon --help
    #[arg(long, value_name = "DIR", help_heading = "Running")]
    lexicon: Vec<PathBuf>,
    /// Take options from this file [default: sayso.toml in the working directory or above]; its keys are the names of
    /// options
    #[arg(long, value_name = "FILE", help_heading = "Running")]
    config: Option<PathBuf>,
}

impl LexiconArgs {
    /// Our tables with the user's over them. Faults are told one by one.
    pub(crate) fn tables(self) -> Result<Tables, Problem> {
        let shown: Vec<String> = self.lexicon.iter().map(|path| path.display().to_string()).collect();
        let user = lexicon::read(&self.lexicon)?;
        let (tables, faults) =
            Tables::with(&user).map_err(|e| Problem::usage(format!("lexicon: {e}"), "please report it"))?;
        faults.iter().for_each(|fault| say(&fault.to_string()));
        match faults.len() {
            0 => Ok(tables),
            n => {
                let reason = format!("{n} rows of the lexicon cannot be used");
                Err(Problem::file(
                    &shown.join(", "),
                    reason,
                    "correct the lines named above; sayso lexicon check tries them",
                ))
            }
        }
    }
}
