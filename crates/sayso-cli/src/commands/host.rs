//! What the explorer asks of the program: the language engine, and reports read into the store.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use sayso::{Coded, Coder};
use sayso_serve::{Host, Progress};
use sayso_store::{Entry, Sqlite, Store};

use super::add::{coding_of, entry, hash, run_of};
use super::shared::ModelArgs;
use crate::corpus::{Done, Streaming, stream};
use crate::input::{InputOptions, Report, Reports};

/// Problems that are told of a file.
const TOLD: usize = 20;

/// The language engine and the store, for the explorer.
pub(super) struct Reader {
    store: PathBuf,
    any_language: bool,
    engine: Mutex<Engine>,
}

enum Engine {
    /// Not asked for yet.
    Resting(Option<ModelArgs>),
    Ready(Arc<Coder>),
}

impl Reader {
    pub(super) fn new(store: &Path, any_language: bool, model: ModelArgs) -> Reader {
        Reader { store: store.to_owned(), any_language, engine: Mutex::new(Engine::Resting(Some(model))) }
    }

    fn read(&self, file: &Path, date: Option<&str>, tell: &mut dyn FnMut(&Progress)) -> Result<(), String> {
        let coder = self.coder()?;
        let failed = |error: sayso_store::StoreError| error.to_string();
        let mut store = Sqlite::create(&self.store).map_err(failed)?;
        let known = Sqlite::open(&self.store).map_err(failed)?;
        let run = run_of(&coder);
        let number = store.begin(&run).map_err(failed)?;
        let coding = coding_of(&run);
        let as_now = coding.clone();
        let folder = file.parent().map(|folder| format!("{}/", folder.display())).unwrap_or_default();
        let options = InputOptions {
            inputs: vec![file.display().to_string()],
            date: date.map(str::to_owned),
            ..InputOptions::default()
        };
        let n_known = Arc::new(std::sync::atomic::AtomicU64::new(0));
        let counted = Arc::clone(&n_known);
        let fresh = Reports::new(options).filter(move |item| {
            let is_fresh =
                item.as_ref().map_or(true, |report| !known.has(&report.id, &hash(report, &as_now)).unwrap_or(false));
            counted.fetch_add(u64::from(!is_fresh), std::sync::atomic::Ordering::Relaxed);
            is_fresh
        });
        let make = |report: &Report, coded: &Coded| Ok(entry(report, coded, hash(report, &coding)));
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let (mut progress, mut failure) = (Progress::default(), None);
        let how = Streaming { coder: &coder, threads, any_language: self.any_language };
        stream(&how, fresh, &make, |batch| {
            let entries = taken(batch, &folder, &mut progress);
            progress.known = n_known.load(std::sync::atomic::Ordering::Relaxed);
            match store.add(number, &entries) {
                Ok(added) => {
                    progress.added += added.new as u64;
                    progress.changed += added.changed as u64;
                    tell(&progress);
                    ControlFlow::Continue(())
                }
                Err(error) => {
                    failure = Some(error);
                    ControlFlow::Break(())
                }
            }
        });
        progress.known = n_known.load(std::sync::atomic::Ordering::Relaxed);
        progress.read = progress.added + progress.changed + progress.known + progress.foreign + progress.failed;
        tell(&progress);
        failure.map_or(Ok(()), |error| Err(error.to_string()))
    }
}

/// The entries of a batch; what failed is told, without the folder in which the file lies for the while.
fn taken(batch: Vec<Done<Entry>>, folder: &str, progress: &mut Progress) -> Vec<Entry> {
    let mut entries = Vec::new();
    progress.read += batch.len() as u64;
    for done in batch {
        match done {
            Done::Coded { made, n_records, .. } => {
                progress.records += n_records as u64;
                entries.push(made);
            }
            Done::Foreign => progress.foreign += 1,
            Done::Failed(problem) => {
                progress.failed += 1;
                if progress.problems.len() < TOLD {
                    progress.problems.push(problem.to_string().replace(folder, ""));
                }
            }
        }
    }
    entries
}

impl Host for Reader {
    fn coder(&self) -> Result<Arc<Coder>, String> {
        let mut engine = self.engine.lock().unwrap_or_else(PoisonError::into_inner);
        let coder = match &mut *engine {
            Engine::Ready(coder) => return Ok(Arc::clone(coder)),
            Engine::Resting(model) => {
                let model = model.take().ok_or("the language engine could not be loaded")?;
                Arc::new(model.coder().map_err(|problem| problem.to_string())?)
            }
        };
        *engine = Engine::Ready(Arc::clone(&coder));
        Ok(coder)
    }

    fn add(&self, file: &Path, date: Option<&str>, tell: &mut dyn FnMut(&Progress)) -> Result<(), String> {
        self.read(file, date, tell)
    }
}
