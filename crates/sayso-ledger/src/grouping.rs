//! Which records tell of one act, brought up to date record by record.
//!
//! A record joins the act to all of whose records before it it is kin (as far as they can be compared), and to which it is most so; where none is near enough it opens
//! one. That every pair must fit keeps a chain of half-alike reports from growing into one act.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::book::{Book, Queue, Slot, earlier, later};
use crate::kinship::{ENOUGH, can_compare, kinship};
use crate::shelf::Shelf;
use crate::telling::Order;

/// Only the acts of so many days before a record can be meant by it.
const REACH: i32 = 31;

impl Book {
    /// Judges records, and those after them that this may concern.
    pub(crate) fn group<S: Shelf>(&mut self, shelf: &S, mut queue: Queue) -> Result<(), S::Error> {
        while let Some((order, slot)) = queue.pop_first() {
            let keys: Vec<String> = self.tellings[slot].act_keys().cloned().collect();
            if let Some(told) = order.told {
                self.load_around(shelf, &keys, (earlier(told, REACH), told))?;
            }
            let new = if self.gone.contains(&slot) { None } else { Some(self.nearest(slot).unwrap_or(slot)) };
            let old = self.first[slot];
            if new == old {
                continue;
            }
            self.changed.records.insert(slot);
            self.changed.acts.extend([old, new].into_iter().flatten());
            if let Some(old) = old {
                self.acts.entry(old).or_default().remove(&order);
                self.first[slot] = None;
            }
            if let Some(new) = new {
                self.join(slot, new);
            }
            for act in [old, new].into_iter().flatten() {
                let concerned = self.concerned(shelf, act, slot)?;
                queue.extend(concerned);
            }
        }
        Ok(())
    }

    /// The act that a record belongs to, by its first record.
    fn nearest(&self, slot: Slot) -> Option<Slot> {
        let telling = &self.tellings[slot];
        let from = Arc::new(Order::start_of(earlier(telling.told?, REACH)));
        let mut candidates = BTreeSet::new();
        for key in telling.act_keys() {
            let before =
                self.by_key.get(key).into_iter().flat_map(|all| all.range(Arc::clone(&from)..telling.order.clone()));
            let alike = before.filter(|&(_, &other)| self.may_be_one(slot, other));
            candidates.extend(alike.filter_map(|(_, &other)| self.first[other]));
        }
        let scored = candidates.into_iter().filter_map(|act| Some((self.score(act, slot)?, act)));
        let of = |&(score, act): &(f64, Slot)| (score, Arc::clone(&self.tellings[act].order));
        let best = scored.max_by(|a, b| of(a).partial_cmp(&of(b)).unwrap_or(std::cmp::Ordering::Equal));
        best.filter(|(score, _)| *score >= ENOUGH).map(|(_, act)| act)
    }

    fn may_be_one(&self, a: Slot, b: Slot) -> bool {
        can_compare(&self.tellings[a], &self.tellings[b])
    }

    /// How near a record is to the records of an act before it; `None` where it fits not with all.
    fn score(&self, act: Slot, slot: Slot) -> Option<f64> {
        let telling = &self.tellings[slot];
        let members = self.acts.get(&act)?.range(..Arc::clone(&telling.order));
        let (mut sum, mut n) = (0.0, 0u32);
        for (at, (_, &member)) in members.rev().enumerate() {
            let member = &self.tellings[member];
            if at == 0 && (telling.told? - member.told?).get_days() > REACH {
                return None;
            }
            // A plan is not held against a denial, but what happened is against both.
            if can_compare(member, telling) {
                sum += kinship(member, telling)?.score;
                n += 1;
            }
        }
        (n > 0).then(|| sum / f64::from(n))
    }

    /// The records after one whose judgement may change when it joins or leaves an act.
    fn concerned<S: Shelf>(&mut self, shelf: &S, act: Slot, slot: Slot) -> Result<Queue, S::Error> {
        let order = Arc::clone(&self.tellings[slot].order);
        let members: Vec<Slot> =
            self.acts.get(&act).into_iter().flat_map(|all| all.values().copied()).chain([slot]).collect();
        let keys: BTreeSet<String> = members.iter().flat_map(|&m| self.tellings[m].act_keys().cloned()).collect();
        let last = members.iter().filter_map(|&m| self.tellings[m].told).max();
        let (Some(told), Some(last)) = (order.told, last) else { return Ok(Queue::new()) };
        let to = later(last, REACH);
        self.load_around(shelf, &keys.iter().cloned().collect::<Vec<_>>(), (told, to))?;
        let is_concerned = |&(_, other): &(Arc<Order>, Slot)| {
            self.may_be_one(slot, other)
                && self.first[other]
                    .is_some_and(|own| own == act || self.score(act, other).is_some_and(|score| score >= ENOUGH))
        };
        Ok(self.later(&keys, &order, to).into_iter().filter(is_concerned).collect())
    }
}
