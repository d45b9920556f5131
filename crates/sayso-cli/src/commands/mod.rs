//! One file for each command: its raw arguments, what they resolve to, and what it does.

mod actor;
mod add;
mod annotate;
mod backup;
mod code;
mod completions;
mod demo;
mod disputes;
mod explain;
mod find;
mod host;
mod ledger;
mod lexicon;
mod man;
mod place;
mod read;
mod recode;
mod series;
mod serve;
mod shared;
mod show;
mod stored;
mod verify;

use clap::{Parser, Subcommand};

use crate::exit::{Outcome, Stop};

/// Reads the news the way a careful analyst does: who did what to whom, when and where, on whose say-so, and did it
/// really happen.
#[derive(Debug, Parser)]
#[command(name = "sayso", version, propagate_version = true, disable_help_subcommand = true, after_help = AFTER_HELP)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Exit codes: 0 all done · 1 some inputs could not be read or coded (each is told on standard error, the rest is done) · \
2 wrong usage, or nothing could be done.
Everything runs on this machine; nothing is ever sent or fetched.";

#[derive(Debug, Subcommand)]
enum Command {
    Read(read::ReadArgs),
    Code(code::CodeArgs),
    Annotate(annotate::AnnotateArgs),
    Explain(explain::ExplainArgs),
    Actor(actor::ActorArgs),
    Place(place::PlaceArgs),
    Lexicon(lexicon::LexiconArgs),
    Add(add::AddArgs),
    Recode(recode::RecodeArgs),
    Find(find::FindArgs),
    Ledger(ledger::LedgerArgs),
    Disputes(disputes::DisputesArgs),
    Show(show::ShowArgs),
    Series(series::SeriesArgs),
    Serve(serve::ServeArgs),
    Demo(demo::DemoArgs),
    Verify(verify::VerifyArgs),
    Backup(backup::BackupArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
}

impl Cli {
    /// Runs the command.
    pub(crate) fn run(self) -> Result<Outcome, Stop> {
        match self.command {
            Command::Read(args) => args.run(),
            Command::Code(args) => args.run(),
            Command::Annotate(args) => args.run(),
            Command::Explain(args) => args.run(),
            Command::Actor(args) => args.run(),
            Command::Place(args) => args.run(),
            Command::Lexicon(args) => args.run(),
            Command::Add(args) => args.run(),
            Command::Recode(args) => args.run(),
            Command::Find(args) => args.run(),
            Command::Ledger(args) => args.run(),
            Command::Disputes(args) => args.run(),
            Command::Show(args) => args.run(),
            Command::Series(args) => args.run(),
            Command::Serve(args) => args.run(),
            Command::Demo(args) => args.run(),
            Command::Verify(args) => args.run(),
            Command::Backup(args) => args.run(),
            Command::Completions(args) => args.run(),
            Command::Man(args) => args.run(),
        }
    }
}
