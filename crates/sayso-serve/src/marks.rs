//! What people have decided about each record, beside the index.

use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

/// Where a record stands in review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Mark {
    None,
    Accepted,
    Rejected,
    Fixed,
}

impl Mark {
    pub(crate) const ALL: [Mark; 4] = [Mark::None, Mark::Accepted, Mark::Rejected, Mark::Fixed];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Mark::None => "none",
            Mark::Accepted => "accepted",
            Mark::Rejected => "rejected",
            Mark::Fixed => "fixed",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Mark> {
        Mark::ALL.into_iter().find(|mark| mark.as_str() == text)
    }
}

/// The marks of all rows of an index.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    all: Vec<AtomicU8>,
    n_changes: AtomicU64,
}

impl Marks {
    pub(crate) fn new(n_rows: usize) -> Marks {
        Marks { all: (0..n_rows).map(|_| AtomicU8::new(0)).collect(), n_changes: AtomicU64::new(0) }
    }

    pub(crate) fn get(&self, row: u32) -> Mark {
        let mark = self.all.get(row as usize).map_or(0, |mark| mark.load(Ordering::Relaxed));
        Mark::ALL[usize::from(mark & 3)]
    }

    pub(crate) fn set(&self, row: u32, mark: Mark) {
        if let Some(slot) = self.all.get(row as usize) {
            slot.store(mark as u8, Ordering::Relaxed);
            // Counted after it is set: whoever reads this number sees the mark too.
            self.n_changes.fetch_add(1, Ordering::Release);
        }
    }

    /// How often any of them has changed.
    pub(crate) fn n_changes(&self) -> u64 {
        self.n_changes.load(Ordering::Acquire)
    }
}
