//! `sayso demo`: the explorer on a small story, so that one can look before one has anything.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use sayso_serve::Host;

use super::host::Reader;
use super::serve::{NetArgs, serve};
use super::shared::ModelArgs;
use crate::exit::{Outcome, Stop};
use crate::problem::Problem;

/// The reports of the story, and one longer report.
const STORY: [(&str, &str, Option<&str>); 2] = [
    ("story.jsonl", include_str!("../../../../examples/story/reports.jsonl"), None),
    ("2026-04-21-pressure.txt", include_str!("../../../../examples/2026-04-21-pressure.txt"), Some("2026-04-21")),
];

/// Look around in the explorer with a small story, kept for the while only
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct DemoArgs {
    #[command(flatten)]
    net: NetArgs,
    #[command(flatten)]
    model: ModelArgs,
}

const AFTER_HELP: &str = "\
Examples:
  sayso demo --open
  sayso demo --port 0

Fifteen short reports on a quarrel between neighbours and a longer one, all
invented, are read into a store that is thrown away at the end. Everything
works as in sayso serve, reviewing and adding reports included.

To see first: tick \"denied\" on the left, open a record, press e (why it is so)
and r (correct it); then Ledger, and Disputes. ? lists the keys, Ctrl-C ends it.";

impl DemoArgs {
    pub(super) fn run(self) -> Result<Outcome, Stop> {
        let folder = Folder::new()?;
        let store = folder.0.join("demo.sayso");
        let reader = Reader::new(&store, false, self.model);
        for (name, text, date) in STORY {
            let file = folder.0.join(name);
            fs::write(&file, text).map_err(|error| unwritable(&file, &error))?;
            reader.add(&file, date, &mut |_| {}).map_err(|reason| Problem::usage(reason, "see sayso demo --help"))?;
        }
        serve(&store, true, self.net, reader)
    }
}

/// A folder that goes away with the program.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Folder, Stop> {
        let salt = sayso_serve::token()?;
        let path = std::env::temp_dir().join(format!("sayso-demo-{}", &salt[..12]));
        fs::create_dir(&path).map_err(|error| unwritable(&path, &error))?;
        Ok(Folder(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What stays is in a folder for what may go.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn unwritable(path: &Path, error: &std::io::Error) -> Problem {
    Problem::file(&path.display().to_string(), format!("cannot write: {error}"), "check TMPDIR and free space")
}
