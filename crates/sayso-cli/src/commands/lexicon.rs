//! `sayso lexicon`: the tables, and the user's own.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use sayso::lexicon::TableError;
use sayso::{Coder, Examples, TABLES, TableKind, Tables, UserTable};

use crate::exit::{Outcome, Stop};
use crate::import::{Account, Importer, Source};
use crate::lexicon;
use crate::problem::Problem;
use crate::progress::say;

/// Check, show and import tables of your own: actors, role nouns, places, words
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP, subcommand_required = true)]
pub(crate) struct LexiconArgs {
    #[command(subcommand)]
    task: Task,
}

const AFTER_HELP: &str = "\
A lexicon is a folder of tab-separated tables (.tsv). The line of column names says what a table holds, wherever it lies.
A row of yours replaces ours of the same key; `off` in the place of the code, sign, stance or effect switches ours off.

To teach sayso an actor, put this into my-lexicon/actors.tsv (with tabs between the cells) and check it:
  code    kind   names                                short  from        until  source
  MLIREB  group  Front for Example|FFE                       2024-05-01         my notes
  sayso lexicon check my-lexicon
  sayso code wire/ --lexicon my-lexicon

Examples:
  sayso lexicon show                    the tables, their columns and keys
  sayso lexicon show triggers           one of them, column by column
  sayso lexicon check my-lexicon
  sayso lexicon import Phoenix/ -o my-lexicon";

#[derive(Debug, Subcommand)]
enum Task {
    Check(CheckArgs),
    Show(ShowArgs),
    Import(ImportArgs),
}

/// Check every row of a lexicon, and try the sentences inside
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sayso lexicon check my-lexicon
  sayso lexicon check my-lexicon --no-examples     rows only, in an instant
Exit codes: 0 all is well · 1 a row cannot be used, or a sentence fails · 2 wrong usage.")]
struct CheckArgs {
    /// Folder or file
    #[arg(required = true, value_name = "DIR")]
    lexicon: Vec<PathBuf>,
    /// Do not try the sentences
    #[arg(long)]
    no_examples: bool,
}

/// Show which tables there are, and what their columns mean
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  sayso lexicon show\n  sayso lexicon show actors")]
struct ShowArgs {
    /// actors, agents, places, triggers, embedders, cues, hedges, classes, discards or issues
    table: Option<String>,
}

/// Turn dictionaries of PETRARCH2, TABARI and PLOVER into a lexicon, and account for every line
#[derive(Debug, Args)]
#[command(after_help = "\
Reads actor, agent, verb, discard, issue and preposition files; what a file holds is told by its name (…actors.txt,
…agents.txt, …verbs.txt, discards, Issue) or its lines. CAMEO codes become PLOVER's. Where sayso has a reading of a name
or verb of its own, that stays unless you give --all.
Examples:
  sayso lexicon import dictionaries/ -o my-lexicon
  sayso lexicon import CAMEO.2.0.txt -o my-lexicon --all
  sayso lexicon import dictionaries/ -o my-lexicon --lines > lines.txt
Exit codes: 0 all lines accounted for · 1 a file is none of these · 2 wrong usage, or nothing could be done.")]
struct ImportArgs {
    /// Folders or files
    #[arg(required = true, value_name = "SRC")]
    sources: Vec<PathBuf>,
    /// Folder for the tables
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Take over rows, too, that compete with sayso's own
    #[arg(long)]
    all: bool,
    /// Tell what became of every single line
    #[arg(long)]
    lines: bool,
}

impl LexiconArgs {
    pub(super) fn run(self) -> Result<Outcome, Stop> {
        match self.task {
            Task::Check(args) => args.run(),
            Task::Show(args) => args.run(),
            Task::Import(args) => args.run(),
        }
    }
}

fn ours(error: &TableError) -> Problem {
    Problem::usage(format!("lexicon: {error}"), "please report it")
}

impl CheckArgs {
    fn run(self) -> Result<Outcome, Stop> {
        let user = lexicon::read(&self.lexicon)?;
        let (tables, mut faults) = Tables::with(&user).map_err(|e| ours(&e))?;
        faults.extend(user.iter().flat_map(doubles));
        faults.iter().for_each(|fault| say(&fault.to_string()));
        let mut out = io::stdout().lock();
        for table in &user {
            let kind = table.kind().map_or("no table of ours", TableKind::name);
            writeln!(out, "{}: {kind}, {} rows", table.path, rows(table).count())?;
        }
        let mut examples = Examples::default();
        if !self.no_examples {
            examples = try_all(&user, tables)?;
            writeln!(out, "{} sentences tried, {} failed", examples.n_tried, examples.failures.len())?;
            if examples.without > 0 {
                writeln!(out, "{} rows have no sentence in which they must be found: give each one", examples.without)?;
            }
        }
        writeln!(out, "{} faults", faults.len() + examples.failures.len())?;
        let is_sound = faults.is_empty() && examples.failures.is_empty();
        Ok(if is_sound { Outcome::Done } else { Outcome::SomeFailed })
    }
}

/// Lines and cells of the rows of a table.
fn rows(table: &UserTable) -> impl Iterator<Item = (usize, Vec<&str>)> {
    let lines = table.text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'));
    lines.skip(1).map(|(at, line)| (at + 1, line.split('\t').map(str::trim).collect()))
}

/// Rows that say the same thing twice.
fn doubles(table: &UserTable) -> Vec<TableError> {
    let keys: &[usize] = match table.kind() {
        Ok(TableKind::Actors) => &[0, 1, 2, 4, 5],
        Ok(TableKind::Agents | TableKind::Classes) => &[0],
        Ok(TableKind::Places) => &[0, 2, 6],
        Ok(TableKind::Triggers) => &[0, 1, 8],
        Ok(TableKind::Embedders) => &[0, 1, 3],
        Ok(TableKind::Cues | TableKind::Hedges) => &[0, 1],
        _ => return Vec::new(),
    };
    let mut seen = std::collections::BTreeMap::new();
    let mut faults = Vec::new();
    for (line, cells) in rows(table) {
        let key: Vec<String> =
            keys.iter().map(|&at| cells.get(at).copied().unwrap_or_default().to_lowercase()).collect();
        if let Some(first) = seen.insert(key, line) {
            let file = table.path.strip_suffix(".tsv").unwrap_or(&table.path);
            faults.push(TableError::new(file, line, format!("has the key of line {first}: keep one of the two")));
        }
    }
    faults
}

/// Tries the sentences of the user's tables.
fn try_all(user: &[UserTable], tables: Tables) -> Result<Examples, Stop> {
    let coder = Coder::of(None, tables).map_err(|e| Problem::usage(format!("cannot load: {e}"), "please report it"))?;
    let mut all = Examples::default();
    for table in user {
        let tried = coder.try_examples(&format!("{}:", table.path));
        for failure in &tried.failures {
            let (must, remedy) = match failure.wanted {
                true => ("is not found in", "see sayso explain for how the sentence is read"),
                false => ("is found, though it must not be, in", "give the row a condition that keeps it out"),
            };
            say(&format!("{}: the row {must} “{}” ({}; {remedy})", failure.origin, failure.sentence, failure.instead));
        }
        all.n_tried += tried.n_tried;
        all.without += tried.without;
        all.failures.extend(tried.failures);
    }
    Ok(all)
}

impl ShowArgs {
    fn run(self) -> Result<Outcome, Stop> {
        let mut out = io::stdout().lock();
        let guide = include_str!("../../../../docs/lexicons.md");
        let Some(name) = self.table else {
            writeln!(out, "Tables that you can extend (tabs between the columns):\n")?;
            for (kind, columns) in TABLES {
                writeln!(out, "{:<10} {columns}", kind.name())?;
            }
            writeln!(out, "\nsayso lexicon show TABLE explains one column by column.")?;
            return Ok(Outcome::Done);
        };
        let section = guide.split("\n### ").find(|section| section.lines().next() == Some(name.as_str()));
        let Some(section) = section else {
            let known: Vec<&str> = TABLES.iter().map(|(kind, _)| kind.name()).collect();
            return Err(Problem::usage(format!("no table “{name}”"), format!("one of {}", known.join(", "))).into());
        };
        let section = section.split("\n## ").next().unwrap_or_default();
        writeln!(out, "{}", section.trim_end())?;
        Ok(Outcome::Done)
    }
}

impl ImportArgs {
    fn run(self) -> Result<Outcome, Stop> {
        let (tables, _) = Tables::with(&[]).map_err(|e| ours(&e))?;
        let mut importer = Importer::new(&tables, self.all);
        let mut outcome = Outcome::Done;
        let mut out = io::stdout().lock();
        let mut n_read = 0;
        for path in files(&self.sources)? {
            let shown = path.display().to_string();
            let bytes =
                fs::read(&path).map_err(|e| Problem::file(&shown, format!("cannot read: {e}"), "check the path"))?;
            // Old dictionaries mix encodings; no line may be lost to that.
            let text =
                String::from_utf8(bytes).unwrap_or_else(|e| e.as_bytes().iter().map(|&b| char::from(b)).collect());
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            let Some(source) = Source::of(&name, &text) else {
                say(&Problem::file(
                    &shown,
                    "no dictionary that can be told",
                    "name it …actors.txt, …agents.txt, …verbs.txt",
                )
                .to_string());
                outcome = Outcome::SomeFailed;
                continue;
            };
            let account = importer.take(&name, source, &text);
            write!(out, "{account}")?;
            if self.lines {
                every_line(&account, &text, &mut out)?;
            }
            n_read += 1;
        }
        if n_read == 0 {
            return Err(Problem::usage("nothing to import", "give dictionaries of PETRARCH2, TABARI or PLOVER").into());
        }
        for (path, text, n) in importer.sheets.files() {
            let path = self.output.join(path);
            write_file(&path, &text)?;
            writeln!(out, "{}: {n} rows", path.display())?;
        }
        Ok(outcome)
    }
}

fn every_line(account: &Account, text: &str, out: &mut impl Write) -> io::Result<()> {
    let lines: Vec<&str> = text.lines().collect();
    let mut fates: Vec<(usize, String)> = Vec::new();
    for (fate, numbers) in account.fates() {
        fates.extend(numbers.iter().map(|&number| (number, fate.clone())));
    }
    fates.sort();
    fates.iter().try_for_each(|(number, fate)| {
        let line = lines.get(number - 1).map_or("", |line| line.trim());
        writeln!(out, "{}:{number}\t{fate}\t{line}", account.file)
    })
}

/// The files named, and those in the folders named, by name.
fn files(sources: &[PathBuf]) -> Result<Vec<PathBuf>, Problem> {
    let mut found = Vec::new();
    for source in sources {
        if source.is_dir() {
            let shown = source.display().to_string();
            let failed = |e: io::Error| Problem::file(&shown, format!("cannot read: {e}"), "check the path");
            let mut inside: Vec<PathBuf> =
                fs::read_dir(source).map_err(failed)?.filter_map(|e| e.ok().map(|e| e.path())).collect();
            inside.retain(|path| path.is_file());
            inside.sort();
            found.extend(inside);
        } else {
            found.push(source.clone());
        }
    }
    Ok(found)
}

fn write_file(path: &Path, text: &str) -> Result<(), Problem> {
    let shown = path.display().to_string();
    let failed = |e: io::Error| Problem::file(&shown, format!("cannot write: {e}"), "check the path and free space");
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(path, text).map_err(failed)
}
