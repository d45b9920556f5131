//! Which of the reports to take: a shard, a sample, the first few, those after a known one.

use std::collections::BinaryHeap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::input::Report;
use crate::problem::Problem;

type Item = Result<Report, Problem>;

/// A part of the reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Selection {
    /// Every n-th, from the i-th on: `(i, n)`, `i` counted from 1.
    pub(crate) shard: Option<(u64, u64)>,
    /// So many, drawn evenly.
    pub(crate) sample: Option<usize>,
    /// What the draw depends on.
    pub(crate) seed: u64,
    /// No more than so many.
    pub(crate) limit: Option<usize>,
    /// None before the one with this identifier.
    pub(crate) from: Option<String>,
}

impl Selection {
    /// The selected reports, in order; and whether the report that `from` names has been met.
    pub(crate) fn of(
        self,
        reports: impl Iterator<Item = Item> + Send + 'static,
    ) -> (Box<dyn Iterator<Item = Item> + Send>, Arc<AtomicBool>) {
        let mut all: Box<dyn Iterator<Item = Item> + Send> = Box::new(reports);
        if let Some((i, n)) = self.shard {
            all = Box::new(all.zip(0u64..).filter(move |(_, at)| at % n == i - 1).map(|(item, _)| item));
        }
        if let Some(size) = self.sample {
            all = Box::new(std::iter::once_with(move || sample(all, size, self.seed)).flatten());
        }
        if let Some(limit) = self.limit {
            all = Box::new(limited(all, limit));
        }
        let met = Arc::new(AtomicBool::new(self.from.is_none()));
        if let Some(id) = self.from {
            let met = Arc::clone(&met);
            all = Box::new(all.skip_while(move |item| {
                let here = item.as_ref().is_ok_and(|report| report.id == id);
                met.fetch_or(here, Ordering::Relaxed);
                !here
            }));
        }
        (all, met)
    }
}

/// The first `limit` reports, with the problems on the way.
fn limited(all: impl Iterator<Item = Item>, limit: usize) -> impl Iterator<Item = Item> {
    let mut taken = 0;
    let mut all = all;
    std::iter::from_fn(move || {
        if taken >= limit {
            return None;
        }
        let item = all.next()?;
        taken += usize::from(item.is_ok());
        Some(item)
    })
}

/// Those `size` reports whose numbers hash lowest, in order, after the problems met.
fn sample(all: impl Iterator<Item = Item>, size: usize, seed: u64) -> impl Iterator<Item = Item> {
    let mut problems = Vec::new();
    let mut lowest: BinaryHeap<Drawn> = BinaryHeap::with_capacity(size.min(1 << 16));
    for (number, item) in (0u64..).zip(all) {
        match item {
            Err(problem) => problems.push(Err(problem)),
            Ok(report) => {
                let key = (mix(seed ^ mix(number)), number);
                if lowest.len() < size {
                    lowest.push(Drawn { key, report });
                } else if lowest.peek().is_some_and(|highest| key < highest.key) {
                    lowest.pop();
                    lowest.push(Drawn { key, report });
                }
            }
        }
    }
    let mut drawn = lowest.into_vec();
    drawn.sort_by_key(|d| d.key.1);
    problems.into_iter().chain(drawn.into_iter().map(|d| Ok(d.report)))
}

/// The finaliser of SplitMix64.
fn mix(x: u64) -> u64 {
    let x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

struct Drawn {
    key: (u64, u64),
    report: Report,
}

impl PartialEq for Drawn {
    fn eq(&self, other: &Drawn) -> bool {
        self.key == other.key
    }
}

impl Eq for Drawn {}

impl PartialOrd for Drawn {
    fn partial_cmp(&self, other: &Drawn) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Drawn {
    fn cmp(&self, other: &Drawn) -> std::cmp::Ordering {
        self.key.cmp(&other.key)
    }
}

#[cfg(test)]
mod tests {
    use crate::input::Body;

    use super::*;

    fn reports(n: usize) -> impl Iterator<Item = Item> + Send + 'static {
        (0..n).map(|i| {
            Ok(Report {
                id: i.to_string(),
                date: None,
                odd_date: None,
                title: None,
                body: Body::Text(String::new()),
                url: None,
                outlet: None,
                file: "f".into(),
                line: None,
            })
        })
    }

    fn ids(selection: Selection, n: usize) -> Vec<String> {
        selection.of(reports(n)).0.map(|item| item.expect("no problems here").id).collect()
    }

    #[test]
    fn shards_tile_the_corpus() {
        let mut all: Vec<usize> = Vec::new();
        for i in 1..=3 {
            let shard = Selection { shard: Some((i, 3)), ..Selection::default() };
            all.extend(ids(shard, 10).iter().map(|id| id.parse::<usize>().expect("a number")));
        }
        all.sort_unstable();
        assert_eq!(all, (0..10).collect::<Vec<_>>());
    }

    #[test]
    fn samples_depend_on_the_seed_alone() {
        let sample = |seed| ids(Selection { sample: Some(5), seed, ..Selection::default() }, 100);
        assert_eq!(sample(1), sample(1));
        assert_ne!(sample(1), sample(2));
        assert_eq!(sample(1).len(), 5);
        assert!(sample(1).is_sorted_by_key(|id| id.parse::<usize>().ok()));
    }

    #[test]
    fn from_and_limit() {
        let selection = Selection { from: Some("7".to_owned()), limit: Some(9), ..Selection::default() };
        assert_eq!(ids(selection, 20), ["7", "8"]);
        let (items, met) = Selection { from: Some("x".to_owned()), ..Selection::default() }.of(reports(3));
        assert_eq!(items.count(), 0);
        assert!(!met.load(Ordering::Relaxed));
    }
}
