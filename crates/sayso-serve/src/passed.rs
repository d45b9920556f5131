//! What each filter lets through, worked out once and shared by all that a page asks about it: records, counts, time line and map.
//!
//! It belongs to one reading of the store and goes with it. Decisions change while a reading lasts; a filter by them is known by their number too.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use crate::app::lock;
use crate::fault::Fault;
use crate::filter::{Dimension, Filter, Passing, Sieve};
use crate::index::Index;

/// Most filters that are kept.
const KEPT: usize = 32;

/// Most rows that are kept of all filters together, the latest one apart.
const KEPT_ROWS: usize = 4_000_000;

/// What a filter lets through.
#[derive(Debug, Default)]
pub(crate) struct Passed {
    /// In order of day.
    pub(crate) rows: Vec<u32>,
    /// The rows that one parameter alone keeps out.
    pub(crate) barred: Vec<(Dimension, Vec<u32>)>,
    /// How well the words of each row fit the search, where that was asked for.
    ranks: HashMap<u32, f64>,
}

/// What tells one answer from another.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    filter: Filter,
    is_ranked: bool,
    /// How often decisions had changed, where the filter is about them.
    decided: u64,
}

/// Whoever comes first works it out while the others wait for the lock.
type Slot = Arc<Mutex<Option<Arc<Passed>>>>;

/// The answers at hand, the latest used last.
#[derive(Debug, Default)]
pub(crate) struct PassedBy {
    slots: Mutex<Vec<(Key, Slot)>>,
}

impl Passed {
    /// All rows of an index, each tried once.
    pub(crate) fn of(sieve: Sieve<'_>, index: &Index) -> Passed {
        let mut passed = Passed::default();
        for (at, row) in (0u32..).zip(&index.rows) {
            match sieve.verdict(at, row) {
                Some(Passing::All) => passed.rows.push(at),
                Some(Passing::But(dimension)) => passed.barred_by(dimension).push(at),
                None => {}
            }
        }
        passed.ranks = sieve.ranks;
        passed
    }

    fn barred_by(&mut self, dimension: Dimension) -> &mut Vec<u32> {
        let at = self.barred.iter().position(|(other, _)| *other == dimension).unwrap_or_else(|| {
            self.barred.push((dimension, Vec::new()));
            self.barred.len() - 1
        });
        &mut self.barred[at].1
    }

    /// How well the words of a row fit the search; less is better.
    pub(crate) fn rank(&self, at: u32) -> f64 {
        self.ranks.get(&at).copied().unwrap_or_default()
    }

    fn size(&self) -> usize {
        self.rows.len() + self.barred.iter().map(|(_, rows)| rows.len()).sum::<usize>() + 4 * self.ranks.len()
    }
}

impl PassedBy {
    /// What a filter lets through: what is at hand, else what `work` gives.
    pub(crate) fn get(
        &self,
        filter: &Filter,
        is_ranked: bool,
        decided: u64,
        work: impl FnOnce() -> Result<Passed, Fault>,
    ) -> Result<Arc<Passed>, Fault> {
        let decided = if filter.is_about_decisions() { decided } else { 0 };
        let slot = self.slot(Key { filter: filter.clone(), is_ranked, decided });
        let mut answer = lock(&slot);
        if let Some(passed) = &*answer {
            return Ok(Arc::clone(passed));
        }
        let passed = Arc::new(work()?);
        *answer = Some(Arc::clone(&passed));
        drop(answer);
        self.bound();
        Ok(passed)
    }

    fn slot(&self, key: Key) -> Slot {
        let mut slots = lock(&self.slots);
        let found = slots.iter().position(|(other, _)| *other == key);
        let latest = found.map_or_else(|| (key, Slot::default()), |at| slots.remove(at));
        let slot = Arc::clone(&latest.1);
        slots.push(latest);
        slot
    }

    /// Drops what was used longest ago, until the rest is little enough.
    fn bound(&self) {
        let mut slots = lock(&self.slots);
        let (mut n_kept, mut n_rows) = (0, 0);
        let first = slots.iter().rposition(|(_, slot)| {
            // One that is being worked out is counted when it is done.
            n_rows += slot.try_lock().ok().and_then(|slot| slot.as_ref().map(|passed| passed.size())).unwrap_or(0);
            n_kept += 1;
            n_kept > KEPT || n_kept > 1 && n_rows > KEPT_ROWS
        });
        if let Some(last_dropped) = first {
            slots.drain(..=last_dropped);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{KEPT, KEPT_ROWS, Passed, PassedBy};
    use crate::fault::Fault;
    use crate::filter::Filter;
    use crate::params::Params;

    fn asking(words: &str) -> Filter {
        filter(&format!("q={words}"))
    }

    fn filter(query: &str) -> Filter {
        Filter::take(&mut Params::of(query)).unwrap_or_default()
    }

    fn of(n_rows: usize) -> Result<Passed, Fault> {
        Ok(Passed { rows: vec![0; n_rows], ..Passed::default() })
    }

    fn again() -> Result<Passed, Fault> {
        Err(Fault::inside("worked out again"))
    }

    #[test]
    fn a_filter_is_worked_out_once() {
        let all = PassedBy::default();
        let first = all.get(&asking("talks"), false, 1, || of(3)).map(|passed| passed.rows.len());
        assert_eq!(first.ok(), Some(3));
        // A decision changes nothing for a filter that is not about decisions.
        assert!(all.get(&asking("talks"), false, 2, again).is_ok());
        assert!(all.get(&asking("talks"), true, 2, again).is_err(), "ranks were not asked for before");
        // What failed is tried anew.
        assert!(all.get(&asking("talks"), true, 2, || of(3)).is_ok());
    }

    #[test]
    fn a_decision_makes_a_filter_by_decisions_another() {
        let all = PassedBy::default();
        let filter = filter("review=accepted");
        assert!(all.get(&filter, false, 1, || of(3)).is_ok());
        assert!(all.get(&filter, false, 1, again).is_ok());
        assert!(all.get(&filter, false, 2, again).is_err());
    }

    #[test]
    fn few_are_kept_and_the_latest_always() {
        let all = PassedBy::default();
        for at in 0..3 * KEPT {
            assert!(all.get(&asking(&at.to_string()), false, 0, || of(1)).is_ok());
            assert!(all.get(&asking("0"), false, 0, || of(1)).is_ok());
        }
        assert_eq!(super::lock(&all.slots).len(), KEPT);
        assert!(all.get(&asking("0"), false, 0, again).is_ok(), "used a moment ago");
        assert!(all.get(&asking("1"), false, 0, again).is_err(), "used long ago");
        assert!(all.get(&asking("large"), false, 0, || of(2 * KEPT_ROWS)).is_ok());
        assert!(all.get(&asking("large"), false, 0, again).is_ok());
        assert!(all.get(&asking("0"), false, 0, again).is_err(), "no room beside the large one");
    }

    #[test]
    fn those_that_come_together_share_the_work() {
        let all = Arc::new(PassedBy::default());
        let n_worked = Arc::new(std::sync::atomic::AtomicU64::new(0));
        let ask = || {
            let (all, n_worked) = (Arc::clone(&all), Arc::clone(&n_worked));
            std::thread::spawn(move || {
                let work = || {
                    n_worked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                    std::thread::sleep(std::time::Duration::from_millis(30));
                    of(3)
                };
                all.get(&asking("talks"), false, 0, work).is_ok()
            })
        };
        let threads: Vec<_> = (0..5).map(|_| ask()).collect();
        assert!(threads.into_iter().all(|thread| thread.join().is_ok_and(|is_ok| is_ok)));
        assert_eq!(n_worked.load(std::sync::atomic::Ordering::Relaxed), 1);
    }
}
