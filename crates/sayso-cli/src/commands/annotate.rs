//! `sayso annotate`: a corpus to its layers.

use clap::{Args, ValueEnum};

use super::shared::{InputArgs, RunArgs, SelectArgs};
use crate::corpus::{self, CorpusOptions};
use crate::exit::{Outcome, Stop};
use crate::output::Shape;

/// Write the layers below the records: words, trees, actors, places, say-so, factuality
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct AnnotateArgs {
    #[command(flatten)]
    input: InputArgs,
    /// Shape of the layers
    #[arg(short, long, value_enum, default_value_t = LayerFormat::Jsonl, help_heading = "Output")]
    format: LayerFormat,
    #[command(flatten)]
    select: SelectArgs,
    #[command(flatten)]
    run: RunArgs,
}

const AFTER_HELP: &str = "\
Examples:
  sayso annotate report.txt | jq '.attributions'
  sayso annotate treebank.conllu -f conllu         new trees for the words of a treebank
  sayso annotate sentences.jsonl                   a line with \"tokens\" keeps its own words

Offsets are Unicode characters into the text (into the title where \"in\" is \"title\"), end exclusive.
Exit codes: 0 all done · 1 some inputs failed · 2 wrong usage, or nothing could be done.";

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LayerFormat {
    /// One JSON object a document
    Jsonl,
    /// CoNLL-U; sentences that come as CoNLL-U keep their words and comments
    Conllu,
}

impl AnnotateArgs {
    pub(super) fn run(self) -> Result<Outcome, Stop> {
        let shape = match self.format {
            LayerFormat::Jsonl => Shape::LayerLines,
            LayerFormat::Conllu => Shape::Conllu,
        };
        let options = CorpusOptions {
            input: self.input.resolve()?,
            selection: self.select.resolve(),
            threads: self.run.threads(),
            output: self.run.output,
            resume: self.run.resume,
            any_language: self.run.any_language,
            quiet: self.run.quiet,
        };
        corpus::run(options, shape, None, &self.run.model.coder()?)
    }
}
