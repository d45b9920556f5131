//! A corpus through the coder: read, spread over threads, write in order, tell what went wrong.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::Ordering;

use sayso::document::{Document, Language, language};
use sayso::record::Record;
use sayso::{Coded, Coder};
use sayso_store::Origin;

use crate::document::document;
use crate::exit::{Outcome, Stop};
use crate::input::{Body, InputOptions, MAX_REPORT, Report, Reports};
use crate::output::export::manifest::{self, Manifest};
use crate::output::export::{ExportFormat, Exporting, left_out_line};
use crate::output::{self, Shape};
use crate::pipeline;
use crate::problem::Problem;
use crate::progress::{Progress, say};
use crate::select::Selection;

/// A batch is full at so many reports or so many bytes of text.
const BATCH_REPORTS: usize = 64;
const BATCH_BYTES: usize = 48 << 10;

/// Batches with more text than this are coded one at a time, lest memory grow with the number of threads.
const LARGE: usize = 256 << 10;

/// What to code, how, and where to.
#[derive(Clone, Debug)]
pub(crate) struct CorpusOptions {
    pub(crate) input: InputOptions,
    pub(crate) selection: Selection,
    /// `None` is standard output.
    pub(crate) output: Option<PathBuf>,
    /// Go on after the last complete document of the output.
    pub(crate) resume: bool,
    pub(crate) threads: usize,
    /// Code texts that are plainly not English, too.
    pub(crate) any_language: bool,
    /// Neither progress nor summary.
    pub(crate) quiet: bool,
}

/// What became of a report.
pub(crate) enum Done<T> {
    /// Coded, and made into what is wanted of it.
    Coded {
        /// What is wanted of it.
        made: T,
        /// How many records it has.
        n_records: usize,
        /// How many words it has.
        n_words: usize,
    },
    /// Plainly not English.
    Foreign,
    /// Not coded.
    Failed(Problem),
}

/// What is made of a coded report.
pub(crate) type Make<'a, T> = &'a (dyn Fn(&Report, &Coded) -> io::Result<T> + Sync);

/// Counts for the summary.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) coded: u64,
    pub(crate) foreign: u64,
    pub(crate) failed: u64,
    pub(crate) records: u64,
    pub(crate) words: u64,
}

/// Codes a corpus into a shape that an interrupted run can go on with. What it is gets a manifest beside its file, if one is given.
pub(crate) fn run(
    mut options: CorpusOptions,
    shape: Shape,
    manifest: Option<Manifest>,
    coder: &Coder,
) -> Result<Outcome, Stop> {
    let mut out = open(&mut options, shape)?;
    let make = |report: &Report, coded: &Coded| {
        let mut bytes = Vec::new();
        shape.write(report, coded, &mut bytes).map(|()| bytes)
    };
    let (tally, is_met) = through(&options, coder, &make, &mut |made: Option<Vec<u8>>| match made {
        Some(bytes) => out.write_all(&bytes),
        None => out.flush(),
    })?;
    out.flush().map_err(|e| unwritable(&e, options.output.as_deref()))?;
    let is_resumed = options.selection.from.is_some();
    if let Some(id) = options.selection.from.filter(|_| !is_met) {
        return Err(Stop::Fatal(Problem::usage(
            format!("cannot resume: document “{id}”, the last of the output, is not among the inputs"),
            "give the inputs and options of the earlier run, or leave out --resume to begin anew",
        )));
    }
    if let (Some(manifest), Some(path)) = (manifest, options.output.filter(|path| manifest::is_file(path))) {
        // What an earlier run read is not known to one that goes on with it.
        let manifest = if is_resumed { manifest } else { read(manifest, &tally) };
        let told = output::count(&path, shape)
            .and_then(|n| manifest.counted(n, n, &Default::default()).write(std::slice::from_ref(&path)));
        told.map_err(|e| unwritable(&e, Some(&path)))?;
    }
    Ok(if tally.failed > 0 { Outcome::SomeFailed } else { Outcome::Done })
}

/// Codes a corpus into a format of another tool.
pub(crate) fn export(
    options: &CorpusOptions,
    format: ExportFormat,
    unasserted: bool,
    manifest: Manifest,
    coder: &Coder,
) -> Result<Outcome, Stop> {
    let path = options.output.as_deref();
    let failed = |e: io::Error| unwritable(&e, path);
    let mut exporting = Exporting::begin(format, unasserted, path).map_err(failed)?;
    let make = |report: &Report, coded: &Coded| Ok((origin(report, coded), coded.records.clone()));
    let coded = through(options, coder, &make, &mut |made: Option<(Origin, Vec<Record>)>| match made {
        Some((origin, records)) => records.iter().try_for_each(|record| exporting.record(&origin, record)),
        None => Ok(()),
    });
    let (tally, _) = match coded {
        Ok(coded) => coded,
        Err(stop) => {
            exporting.give_up();
            return Err(stop);
        }
    };
    if let Some(line) = left_out_line(&exporting.left_out).filter(|_| !options.quiet) {
        say(&line);
    }
    exporting.finish(read(manifest, &tally)).map_err(failed)?;
    Ok(if tally.failed > 0 { Outcome::SomeFailed } else { Outcome::Done })
}

/// Tells what became of the inputs.
fn read(mut manifest: Manifest, tally: &Tally) -> Manifest {
    manifest.tell("reports_coded", tally.coded);
    manifest.tell("reports_not_english", tally.foreign);
    manifest.tell("reports_failed", tally.failed);
    manifest
}

/// What a report tells of itself.
fn origin(report: &Report, coded: &Coded) -> Origin {
    let header = &coded.document.header;
    Origin {
        url: header.url.clone().or_else(|| report.url.clone()),
        outlet: header.outlet.clone().or_else(|| report.outlet.clone()),
        length: coded.document.body().chars().count() as u64,
    }
}

/// Codes the reports and hands over what is made of each, and nothing after each batch; tells whether the report to begin with was met.
fn through<T: Send>(
    options: &CorpusOptions,
    coder: &Coder,
    make: Make<'_, T>,
    take: &mut dyn FnMut(Option<T>) -> io::Result<()>,
) -> Result<(Tally, bool), Stop> {
    let reports = Reports::new(options.input.clone());
    let progress = Progress::new(&reports, options.quiet);
    let (selected, met) = options.selection.clone().of(reports);
    let (mut tally, mut failure) = (Tally::default(), None);
    let how = Streaming { coder, threads: options.threads, any_language: options.any_language };
    stream(&how, selected, make, |batch| match deliver(batch, take, &mut tally, &progress) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            failure = Some(error);
            ControlFlow::Break(())
        }
    });
    progress.finish(&tally);
    match failure {
        Some(error) => Err(unwritable(&error, options.output.as_deref())),
        None => Ok((tally, met.load(Ordering::Relaxed))),
    }
}

/// How reports are streamed through the coder.
pub(crate) struct Streaming<'a> {
    pub(crate) coder: &'a Coder,
    pub(crate) threads: usize,
    /// Code texts that are plainly not English, too.
    pub(crate) any_language: bool,
}

/// Codes reports over threads, and hands what is made of them to `consume`, batch by batch and in order.
pub(crate) fn stream<T: Send>(
    how: &Streaming<'_>,
    reports: impl Iterator<Item = Item> + Send,
    make: Make<'_, T>,
    consume: impl FnMut(Vec<Done<T>>) -> ControlFlow<()>,
) {
    let large = Mutex::new(());
    pipeline::ordered(how.threads, Batches { reports }, |batch: Vec<Item>| code(how, make, &large, &batch), consume);
}

/// Opens the output: empty with its header, or cut back to what stands of an earlier run.
fn open(options: &mut CorpusOptions, shape: Shape) -> Result<Box<dyn Write>, Stop> {
    let Some(path) = options.output.clone() else {
        let mut out = BufWriter::new(io::stdout());
        out.write_all(&shape.header()).map_err(|e| unwritable(&e, None))?;
        return Ok(Box::new(out));
    };
    let failed = |e: io::Error| unwritable(&e, Some(&path));
    let kept = if options.resume { output::kept(&path, shape).map_err(failed)? } else { output::Kept::default() };
    let file = OpenOptions::new().create(true).truncate(false).append(true).open(&path).map_err(failed)?;
    // A device or a pipe has no length.
    let is_file = file.metadata().is_ok_and(|known| known.is_file());
    if kept.from.is_none() && is_file {
        file.set_len(0).map_err(failed)?;
    }
    let mut out = BufWriter::new(Resumed { file, cut: is_file.then_some(kept.bytes) });
    if kept.bytes == 0 {
        out.write_all(&shape.header()).map_err(failed)?;
    }
    options.selection.from = kept.from;
    Ok(Box::new(out))
}

/// An output that is cut back only when there is something to write: not where the inputs turn out to be others.
struct Resumed {
    file: File,
    cut: Option<u64>,
}

impl Write for Resumed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(length) = self.cut.take() {
            self.file.set_len(length)?;
        }
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// A reader that has gone away is no failure.
pub(crate) fn unwritable(error: &io::Error, path: Option<&Path>) -> Stop {
    if path.is_none() && error.kind() == ErrorKind::BrokenPipe {
        return Stop::ReaderGone;
    }
    let name = path.map_or_else(|| "standard output".to_owned(), |path| path.display().to_string());
    Stop::Fatal(Problem::file(
        &name,
        format!("cannot write: {error}"),
        "check the path, its permissions and free space",
    ))
}

type Item = Result<Report, Problem>;

/// Reports in even pieces.
struct Batches<I> {
    reports: I,
}

impl<I: Iterator<Item = Item>> Iterator for Batches<I> {
    type Item = Vec<Item>;

    fn next(&mut self) -> Option<Vec<Item>> {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while batch.len() < BATCH_REPORTS && bytes < BATCH_BYTES {
            let Some(item) = self.reports.next() else { break };
            bytes += item.as_ref().map_or(0, Report::size);
            batch.push(item);
        }
        (!batch.is_empty()).then_some(batch)
    }
}

/// Codes a batch. What cannot be coded is told, and the rest is coded.
fn code<T>(how: &Streaming<'_>, make: Make<'_, T>, large: &Mutex<()>, batch: &[Item]) -> Vec<Done<T>> {
    let bytes: usize = batch.iter().flatten().map(Report::size).sum();
    let _alone = (bytes > LARGE).then(|| large.lock());
    let attempt = |items: &[Item]| catch_unwind(AssertUnwindSafe(|| code_all(how, make, items))).ok();
    // Where something goes wrong inside: find out with which report.
    let alone = |item: &Item| attempt(std::slice::from_ref(item)).and_then(|mut one| one.pop());
    attempt(batch).unwrap_or_else(|| batch.iter().map(|item| alone(item).unwrap_or_else(|| broken(item))).collect())
}

fn broken<T>(item: &Item) -> Done<T> {
    Done::Failed(match item {
        Err(problem) => problem.clone(),
        Ok(report) => report.problem("an error inside the program", "please report it with this text; it is skipped"),
    })
}

fn code_all<T>(how: &Streaming<'_>, make: Make<'_, T>, items: &[Item]) -> Vec<Done<T>> {
    let mut documents = Vec::with_capacity(items.len());
    let mut refused = Vec::with_capacity(items.len());
    for item in items {
        let (document, done) = match prepare(item, how.any_language) {
            Ok(document) => (Some(document), None),
            Err(done) => (None, Some(done)),
        };
        documents.extend(document);
        refused.push(done);
    }
    let mut coded = how.coder.code_many(documents).into_iter();
    let done = |(item, refused): (&Item, Option<Done<T>>)| match (refused, item) {
        (Some(done), _) => Some(done),
        (None, Ok(report)) => Some(made(make, report, &coded.next()?)),
        (None, Err(_)) => None,
    };
    items.iter().zip(refused).filter_map(done).collect()
}

fn too_long<T>(report: &Report) -> Done<T> {
    let reason = format!("longer than {} MB, so hardly one report", MAX_REPORT >> 20);
    Done::Failed(report.problem(reason, "split it into reports"))
}

/// The document to code, or why there is none.
fn prepare<T>(item: &Item, any_language: bool) -> Result<Document, Done<T>> {
    let report = item.as_ref().map_err(|problem| Done::Failed(problem.clone()))?;
    let raw = matches!(report.body, Body::Text(_) | Body::Html(_));
    if matches!(report.body, Body::Text(_)) && report.size() > MAX_REPORT {
        return Err(too_long(report));
    }
    let document = document(report);
    if raw && document.body().len() > MAX_REPORT {
        return Err(too_long(report));
    }
    if raw && !any_language && matches!(language(document.body()), Language::Other(_)) {
        return Err(Done::Foreign);
    }
    Ok(document)
}

fn made<T>(make: Make<'_, T>, report: &Report, coded: &Coded) -> Done<T> {
    match make(report, coded) {
        Ok(made) => Done::Coded { made, n_records: coded.records.len(), n_words: coded.document.tokens.len() },
        Err(error) => Done::Failed(report.problem(format!("cannot be written: {error}"), "please report it")),
    }
}

fn deliver<T>(
    batch: Vec<Done<T>>,
    take: &mut dyn FnMut(Option<T>) -> io::Result<()>,
    tally: &mut Tally,
    progress: &Progress,
) -> io::Result<()> {
    for done in batch {
        match done {
            Done::Coded { made, n_records, n_words } => {
                take(Some(made))?;
                tally.coded += 1;
                tally.records += n_records as u64;
                tally.words += n_words as u64;
            }
            Done::Foreign => tally.foreign += 1,
            Done::Failed(problem) => {
                tally.failed += 1;
                progress.tell(&problem);
            }
        }
    }
    progress.advance(tally);
    take(None)
}
