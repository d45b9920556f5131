//! What all requests share: the store, its columns, the decisions, the ledger and the jobs.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant};

use sayso::entities::gazetteer::Gazetteer;
use sayso_store::{Explorer, Reviews, StoreError};
use tokio::sync::Semaphore;

use crate::book::Book;
use crate::decisions::Decisions;
use crate::fault::Fault;
use crate::filter::Filter;
use crate::host::Host;
use crate::index::Index;
use crate::jobs::Jobs;
use crate::marks::Marks;
use crate::passed::{Passed, PassedBy};
use crate::reply::{Json, Reply};

/// Connections that are kept open.
const POOL: usize = 4;

/// Requests that are worked on at one time.
const AT_ONCE: usize = 8;

/// Longest wait for a turn.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often the store is asked whether it has changed.
const LOOK: Duration = Duration::from_millis(500);

/// What all requests share.
pub(crate) struct App {
    pub(crate) path: PathBuf,
    pub(crate) is_demo: bool,
    pub(crate) host: Box<dyn Host>,
    pub(crate) gazetteer: Gazetteer,
    pub(crate) book: Book,
    pub(crate) jobs: Jobs,
    pool: Mutex<Vec<Explorer>>,
    shelf: RwLock<Option<Arc<Shelf>>>,
    making: Mutex<()>,
    is_remaking: AtomicBool,
    watch: Mutex<Watch>,
    reviews: Mutex<Option<Reviews>>,
    generation: AtomicU64,
    turns: Arc<Semaphore>,
}

/// The columns of the store with the decisions on them.
#[derive(Debug)]
pub(crate) struct Shelf {
    pub(crate) index: Index,
    pub(crate) marks: Marks,
    pub(crate) decisions: RwLock<Decisions>,
    pub(crate) passed: PassedBy,
}

struct Watch {
    store: Option<Explorer>,
    version: i64,
    /// What the reports of the store were when its columns were read.
    state: Option<Signature>,
    looked: Instant,
}

/// Tells one state of the reports from another: how many, the last one's number and hash.
type Signature = (i64, i64, String);

/// What a request works with.
pub(crate) struct Desk {
    pub(crate) app: Arc<App>,
    pub(crate) shelf: Arc<Shelf>,
    store: Option<Explorer>,
}

impl App {
    pub(crate) fn new(path: PathBuf, is_demo: bool, host: Box<dyn Host>) -> Arc<App> {
        Arc::new(App {
            path,
            is_demo,
            host,
            gazetteer: Gazetteer::built_in(),
            book: Book::default(),
            jobs: Jobs::default(),
            pool: Mutex::new(Vec::new()),
            shelf: RwLock::new(None),
            making: Mutex::new(()),
            is_remaking: AtomicBool::new(false),
            watch: Mutex::new(Watch { store: None, version: 0, state: None, looked: Instant::now() }),
            reviews: Mutex::new(None),
            generation: AtomicU64::new(0),
            turns: Arc::new(Semaphore::new(AT_ONCE)),
        })
    }

    /// Does a piece of work for a request, off the threads that talk to the network.
    pub(crate) async fn work<T, F>(self: &Arc<App>, work: F) -> Reply<T>
    where
        T: Send + 'static,
        F: FnOnce(&Desk) -> Result<T, Fault> + Send + 'static,
    {
        let turn = tokio::time::timeout(PATIENCE, Arc::clone(&self.turns).acquire_owned()).await;
        let Ok(Ok(turn)) = turn else { return Err(Fault::busy()) };
        let app = Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            work(&app.desk()?)
        });
        done.await.unwrap_or_else(|_| Err(Fault::inside("an error inside the program"))).map(Json)
    }

    /// A place to work at.
    pub(crate) fn desk(self: &Arc<App>) -> Result<Desk, Fault> {
        let shelf = self.shelf()?;
        let store = lock(&self.pool).pop();
        let store = store.map_or_else(|| Explorer::open(&self.path), Ok)?;
        Ok(Desk { app: Arc::clone(self), shelf, store: Some(store) })
    }

    /// The columns of the store: those at hand, while others are made where the store has changed.
    pub(crate) fn shelf(self: &Arc<App>) -> Result<Arc<Shelf>, Fault> {
        let at_hand = self.shelf.read().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(at_hand) = at_hand else {
            let _made_once = lock(&self.making);
            let made = self.shelf.read().unwrap_or_else(PoisonError::into_inner).clone();
            return made.map_or_else(|| self.make(), Ok);
        };
        if self.has_changed() && !self.is_remaking.swap(true, Ordering::AcqRel) {
            let app = Arc::clone(self);
            std::thread::spawn(move || {
                let _made_once = lock(&app.making);
                // Where it fails the columns at hand stay, and the next request tries again.
                drop(app.make());
                app.is_remaking.store(false, Ordering::Release);
            });
        }
        Ok(at_hand)
    }

    /// Reads the columns anew, after reports have come in.
    pub(crate) fn remake(self: &Arc<App>) -> Result<(), Fault> {
        let _made_once = lock(&self.making);
        self.make().map(|_| ())
    }

    fn make(&self) -> Result<Arc<Shelf>, Fault> {
        let reviews = self.with_reviews(|reviews| reviews.all())?;
        let store = Explorer::open(&self.path)?;
        let state = store.signature()?;
        let index = Index::load(&store, &self.gazetteer, self.next_generation())?;
        let marks = Marks::new(index.rows.len());
        let decisions = RwLock::new(Decisions::of(reviews, &index, &marks, &store)?);
        let shelf = Arc::new(Shelf { index, marks, decisions, passed: PassedBy::default() });
        lock(&self.watch).state = Some(state);
        *self.shelf.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&shelf));
        Ok(shelf)
    }

    /// Counts a change of what the store holds.
    pub(crate) fn next_generation(&self) -> u64 {
        self.generation.fetch_add(1, Ordering::AcqRel) + 1
    }

    /// The number of the present state of the store.
    pub(crate) fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
    }

    /// Whether reports have come in or gone since the columns were read.
    fn has_changed(&self) -> bool {
        let Ok(mut watch) = self.watch.try_lock() else { return false };
        if watch.store.is_some() && watch.looked.elapsed() < LOOK {
            return false;
        }
        watch.looked = Instant::now();
        if watch.store.is_none() {
            watch.store = Explorer::open(&self.path).ok();
        }
        let Some(store) = &watch.store else { return false };
        let Ok(version) = store.generation() else { return false };
        if version == watch.version {
            return false;
        }
        let state = store.signature().ok();
        let has_changed = state.is_some() && state != watch.state;
        if !has_changed {
            watch.version = version;
        }
        has_changed
    }

    /// Works with the table of decisions, opened when it is first needed.
    pub(crate) fn with_reviews<T>(&self, work: impl FnOnce(&mut Reviews) -> Result<T, StoreError>) -> Result<T, Fault> {
        let mut reviews = lock(&self.reviews);
        if reviews.is_none() {
            *reviews = Some(Reviews::open(&self.path)?);
        }
        match reviews.as_mut() {
            Some(reviews) => Ok(work(reviews)?),
            None => Err(Fault::inside("the decisions cannot be opened")),
        }
    }
}

impl Desk {
    /// The store.
    pub(crate) fn store(&self) -> Result<&Explorer, Fault> {
        self.store.as_ref().ok_or_else(|| Fault::inside("the store is closed"))
    }

    pub(crate) fn index(&self) -> &Index {
        &self.shelf.index
    }

    /// The decisions that stand.
    pub(crate) fn decisions(&self) -> std::sync::RwLockReadGuard<'_, Decisions> {
        self.shelf.decisions.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The rows that a filter lets through, in order of day.
    pub(crate) fn rows(&self, filter: &Filter) -> Result<Vec<u32>, Fault> {
        Ok(self.passed(filter, false)?.rows.clone())
    }

    /// What a filter lets through, with how well each row fits a search where that is wanted.
    pub(crate) fn passed(&self, filter: &Filter, is_ranked: bool) -> Result<Arc<Passed>, Fault> {
        let (index, marks) = (self.index(), &self.shelf.marks);
        let work = || Ok(Passed::of(filter.sieve(index, marks, self.store()?, is_ranked)?, index));
        self.shelf.passed.get(filter, is_ranked, marks.n_changes(), work)
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if let Some(store) = self.store.take() {
            let mut pool = lock(&self.app.pool);
            if pool.len() < POOL {
                pool.push(store);
            }
        }
    }
}

/// Counts by something, most first, and those that are equal in order.
pub(crate) fn ranked<K: Ord>(counts: HashMap<K, u64>) -> Vec<(K, u64)> {
    let mut all: Vec<(K, u64)> = counts.into_iter().collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all
}

/// A lock that a panic elsewhere does not close for good.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
