//! Work spread over threads, results in order, with a bounded number of items on the way.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;

/// Runs `work` on every item, on `threads` threads, and hands the results to `consume` in the order of the items. Items
/// are drawn on a thread of their own, and no more than a few a thread are on their way at any time.
pub(crate) fn ordered<T: Send, U: Send>(
    threads: usize,
    items: impl Iterator<Item = T> + Send,
    work: impl Fn(T) -> U + Sync,
    mut consume: impl FnMut(U) -> ControlFlow<()>,
) {
    let threads = threads.max(1);
    let in_flight = threads * 2 + 1;
    thread::scope(|scope| {
        let (give_ticket, tickets) = mpsc::sync_channel(in_flight);
        let (give_item, queue) = mpsc::sync_channel(in_flight);
        let (give_result, results) = mpsc::sync_channel(in_flight);
        for _ in 0..in_flight {
            // There is room for all of them.
            give_ticket.send(()).unwrap_or_default();
        }
        scope.spawn(move || draw(items, &tickets, &give_item));
        let queue = std::sync::Arc::new(Mutex::new(queue));
        for _ in 0..threads {
            let (queue, give_result, work) = (queue.clone(), give_result.clone(), &work);
            scope.spawn(move || labour(&queue, &give_result, work));
        }
        drop(give_result);
        let mut early = BTreeMap::new();
        let mut next = 0;
        for (number, result) in results {
            early.insert(number, result);
            while let Some(result) = early.remove(&next) {
                next += 1;
                if consume(result).is_break() {
                    return;
                }
                // Nobody draws any more once the items are at an end.
                give_ticket.send(()).unwrap_or_default();
            }
        }
    });
}

/// Draws an item for every ticket. Ends with the items, or when nobody takes them any more.
fn draw<T>(items: impl Iterator<Item = T>, tickets: &Receiver<()>, give: &SyncSender<(usize, T)>) {
    for numbered in items.enumerate() {
        if tickets.recv().is_err() || give.send(numbered).is_err() {
            return;
        }
    }
}

/// Works through the queue. Ends with the queue, or when nobody takes the results any more.
fn labour<T, U>(queue: &Mutex<Receiver<(usize, T)>>, give: &SyncSender<(usize, U)>, work: &impl Fn(T) -> U) {
    loop {
        let taken = match queue.lock() {
            Ok(queue) => queue.recv(),
            Err(_) => return,
        };
        let Ok((number, item)) = taken else { return };
        if give.send((number, work(item))).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    #[test]
    fn results_come_in_order_whoever_is_slow() {
        let mut got = Vec::new();
        let slow = |n: usize| {
            thread::sleep(Duration::from_micros(if n.is_multiple_of(7) { 3000 } else { 10 }));
            n * 2
        };
        ordered(4, 0..100, slow, |n| {
            got.push(n);
            ControlFlow::Continue(())
        });
        assert_eq!(got, (0..100).map(|n| n * 2).collect::<Vec<_>>());
    }

    #[test]
    fn a_break_ends_it_all_and_few_items_are_drawn() {
        let drawn = AtomicUsize::new(0);
        let items = (0..).inspect(|_| {
            drawn.fetch_add(1, Ordering::Relaxed);
        });
        ordered(2, items, |n: usize| n, |n| if n == 10 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) });
        assert!(drawn.load(Ordering::Relaxed) < 30);
    }
}
