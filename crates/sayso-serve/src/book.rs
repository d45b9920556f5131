//! The ledger of the store, worked out once for each state of the store and day.

use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use jiff::civil::Date;
use sayso_ledger::Ledger;
use sayso_store::{Sqlite, Store};

use crate::app::{Desk, lock};
use crate::fault::Fault;

/// Days for which the ledger is kept.
const KEPT: usize = 12;

/// How long a request waits for the ledger before it is told to ask again.
const PATIENCE: Duration = Duration::from_secs(4);

type Key = (u64, Option<Date>);

#[derive(Clone)]
enum Page {
    Working,
    Done(Arc<Ledger>),
    Failed(String),
}

/// The ledgers at hand.
#[derive(Default)]
pub(crate) struct Book {
    pages: Mutex<HashMap<Key, Page>>,
    turned: Condvar,
}

impl Book {
    /// The ledger as it stood on a day; `None` while it is being worked out.
    pub(crate) fn ledger(&self, desk: &Desk, as_of: Option<Date>) -> Result<Option<Arc<Ledger>>, Fault> {
        let key = (desk.index().generation, as_of);
        let mut pages = lock(&self.pages);
        if !pages.contains_key(&key) {
            // Ledgers of earlier states of the store are of no more use.
            pages.retain(|(generation, _), _| *generation == key.0);
            while pages.len() >= KEPT {
                let done = pages.iter().find(|(_, page)| !matches!(page, Page::Working)).map(|(key, _)| *key);
                match done {
                    Some(other) => pages.remove(&other),
                    None => return Ok(None),
                };
            }
            pages.insert(key, Page::Working);
            let app = Arc::clone(&desk.app);
            std::thread::spawn(move || {
                let page = work_out(&app.path, as_of);
                lock(&app.book.pages).insert(key, page);
                app.book.turned.notify_all();
            });
        }
        let working = |pages: &mut HashMap<Key, Page>| matches!(pages.get(&key), Some(Page::Working));
        let (pages, _) =
            self.turned.wait_timeout_while(pages, PATIENCE, working).unwrap_or_else(PoisonError::into_inner);
        match pages.get(&key) {
            Some(Page::Done(ledger)) => Ok(Some(Arc::clone(ledger))),
            Some(Page::Failed(what)) => Err(Fault::inside(what.clone())),
            Some(Page::Working) | None => Ok(None),
        }
    }

    /// The ledger of the present, where it is at hand.
    pub(crate) fn at_hand(&self, generation: u64) -> Option<Arc<Ledger>> {
        match lock(&self.pages).get(&(generation, None)) {
            Some(Page::Done(ledger)) => Some(Arc::clone(ledger)),
            _ => None,
        }
    }
}

fn work_out(path: &std::path::Path, as_of: Option<Date>) -> Page {
    let ledger = std::panic::catch_unwind(|| Sqlite::open(path)?.ledger(as_of));
    match ledger {
        Ok(Ok(ledger)) => Page::Done(Arc::new(ledger)),
        Ok(Err(error)) => Page::Failed(error.to_string()),
        Err(_) => Page::Failed("the ledger could not be worked out".to_owned()),
    }
}
