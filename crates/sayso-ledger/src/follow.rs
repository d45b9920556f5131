//! Follows items through the records, brought up to date record by record.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use sayso_document::Field;
use sayso_factuality::Status;

use crate::book::{Book, ItemSlot, Queue, Slot, later};
use crate::item::{Item, Kind, Parties};
use crate::party::identity;
use crate::shelf::Shelf;
use crate::signals::{Opening, opening};
use crate::standing::{REMEMBERED, Standing, Touch, item_id};
use crate::telling::{Order, Telling};

/// What a record does, item by item.
type Touches = BTreeMap<ItemSlot, Touch>;

impl Book {
    /// Judges records, and those after them that this may concern.
    pub(crate) fn follow<S: Shelf>(&mut self, shelf: &S, mut queue: Queue) -> Result<(), S::Error> {
        while let Some((order, slot)) = queue.pop_first() {
            let new = self.touches_of(shelf, slot)?;
            let old = &self.touches[slot];
            if new == *old {
                continue;
            }
            let is_other = |item: &&ItemSlot| new.get(item) != old.get(item);
            let items: BTreeSet<ItemSlot> = new.keys().chain(old.keys()).filter(is_other).copied().collect();
            self.changed.records.insert(slot);
            for &item in &items {
                self.load_item(shelf, item)?;
                let before = self.items[item].standing.as_ref().map(reach);
                match new.get(&item) {
                    Some(&touch) => self.touch(item, &order, slot, touch),
                    None => {
                        self.items[item].touched.remove(&order);
                        self.rebuild(item);
                    }
                }
                self.changed.items.insert(item);
                let after = self.items[item].standing.as_ref().map(reach);
                for (keys, last) in [before, after].into_iter().flatten() {
                    queue.extend(self.moved_after(shelf, item, &order, (&keys, last))?);
                }
            }
            self.touches[slot] = new;
        }
        Ok(())
    }

    /// Writes down what a record does to an item.
    fn touch(&mut self, item: ItemSlot, order: &Arc<Order>, slot: Slot, touch: Touch) {
        let chain = &mut self.items[item];
        let is_last = chain.touched.last_key_value().is_none_or(|(last, _)| *last < *order);
        chain.touched.insert(Arc::clone(order), (slot, touch));
        match &mut chain.standing {
            Some(standing) if is_last => {
                standing.take(&self.tellings[slot], touch);
                let keys = reach(standing).0;
                self.index(item, keys);
            }
            _ => self.rebuild(item),
        }
    }

    /// Works an item out from all that touches it.
    pub(crate) fn rebuild(&mut self, item: ItemSlot) {
        let standing = self.replayed(item, None);
        if let Some(standing) = &standing {
            self.index(item, reach(standing).0);
        }
        self.items[item].standing = standing;
    }

    fn index(&mut self, item: ItemSlot, keys: BTreeSet<String>) {
        for key in keys {
            self.items_by_key.entry(key).or_default().insert(item);
        }
    }

    /// An item as it stands before a record.
    pub(crate) fn replayed(&self, item: ItemSlot, before: Option<&Arc<Order>>) -> Option<Standing> {
        let mut touched =
            self.items[item].touched.iter().take_while(|(order, _)| before.is_none_or(|end| *order < end));
        let (_, &(slot, touch)) = touched.next()?;
        let first = &self.tellings[slot];
        let mut standing = Standing::open(first, opening(first).filter(|_| touch.has(Touch::OPENS))?)?;
        for (_, &(slot, touch)) in touched {
            standing.take(&self.tellings[slot], touch);
        }
        Some(standing)
    }

    /// An item as it stood at the end of a day; `None` where it was not there yet.
    ///
    /// # Errors
    /// If the shelf cannot be read.
    pub fn item_as_of<S: Shelf>(&mut self, shelf: &S, id: &str, day: Date) -> Result<Option<Item>, S::Error> {
        let item = self.item(id);
        self.load_item(shelf, item)?;
        let end = Arc::new(Order::start_of(later(day, 1)));
        Ok(self.replayed(item, Some(&end)).map(|standing| standing.at_end_of(day)))
    }

    fn standing_before(&self, item: ItemSlot, order: &Arc<Order>) -> Option<Cow<'_, Standing>> {
        let chain = &self.items[item];
        if chain.touched.last_key_value().is_some_and(|(last, _)| last < order) {
            return chain.standing.as_ref().map(Cow::Borrowed);
        }
        self.replayed(item, Some(order)).map(Cow::Owned)
    }

    /// What a record does in the light of all before it. It moves only the latest item of a kind that it can be about.
    fn touches_of<S: Shelf>(&mut self, shelf: &S, slot: Slot) -> Result<Touches, S::Error> {
        let telling = &self.tellings[slot];
        let (Some(told), Some(_)) = (telling.told, telling.day) else { return Ok(Touches::new()) };
        if self.gone.contains(&slot) || telling.record.status == Status::Possible {
            return Ok(Touches::new());
        }
        let keys = telling.keys.clone();
        self.load_alive(shelf, &keys, (told, told))?;
        let telling = &self.tellings[slot];
        let mut touches = Touches::new();
        let mut moved: BTreeSet<Kind> = BTreeSet::new();
        let mut standings = self.candidates(telling);
        for (item, standing) in &mut standings {
            let kind = standing.item.kind;
            if !moved.contains(&kind) && !standing.is_same_word(telling) && standing.moved(telling).is_some() {
                standing.to_mut().take(telling, Touch::MOVES);
                touches.insert(*item, Touch::MOVES);
                moved.insert(kind);
            }
        }
        let Some(opening) = opening(telling) else { return Ok(touches) };
        let known = standings.iter().find(|(_, s)| s.reaches(telling) && s.is_reopened_by(telling, &opening));
        match known {
            Some((item, _)) => {
                let touch = touches.entry(*item).or_default();
                *touch = touch.and(Touch::RETELLS);
            }
            None if telling.record.field == Field::Title || !opening.state_can_open() => {}
            None => {
                let id = item_id(opening.kind, &telling.record);
                let item = self.item(&id);
                // What this record opens, nothing else has touched before.
                self.load_item(shelf, item)?;
                touches.insert(item, Touch::OPENS);
            }
        }
        Ok(touches)
    }

    /// Items that a record can be about, the latest first, as they stand before it.
    fn candidates(&self, telling: &Telling) -> Vec<(ItemSlot, Cow<'_, Standing>)> {
        let items: BTreeSet<ItemSlot> =
            telling.keys.iter().filter_map(|key| self.items_by_key.get(key)).flatten().copied().collect();
        let standing = |item| self.standing_before(item, &telling.order).map(|standing| (item, standing));
        let mut found: Vec<_> = items.into_iter().filter_map(standing).filter(|(_, s)| s.reaches(telling)).collect();
        let opened = |item: ItemSlot| self.items[item].touched.first_key_value().map(|(order, _)| order);
        found.sort_by(|a, b| (opened(b.0), b.1.item.kind).cmp(&(opened(a.0), a.1.item.kind)));
        found
    }

    /// The records after one whose judgement may change when it does something else to an item.
    fn moved_after<S: Shelf>(
        &mut self,
        shelf: &S,
        item: ItemSlot,
        order: &Arc<Order>,
        (keys, last): (&BTreeSet<String>, Date),
    ) -> Result<Queue, S::Error> {
        let Some(told) = order.told else { return Ok(Queue::new()) };
        let to = later(last, REMEMBERED);
        self.load_around(shelf, &keys.iter().cloned().collect::<Vec<_>>(), (told, to))?;
        let mut concerned = self.later(keys, order, to);
        concerned.retain(|(order, other)| {
            let telling = &self.tellings[*other];
            telling.record.status != Status::Possible
                && (self.touches[*other].contains_key(&item)
                    || self.standing_before(item, order).is_some_and(|standing| is_concerned(&standing, telling)))
        });
        let touched = self.items[item].touched.range(Arc::clone(order)..);
        concerned.extend(touched.skip_while(|(at, _)| *at == order).map(|(at, &(slot, _))| (Arc::clone(at), slot)));
        Ok(concerned)
    }
}

fn is_concerned(standing: &Standing, telling: &Telling) -> bool {
    standing.reaches(telling)
        && (standing.moved(telling).is_some()
            || opening(telling).is_some_and(|opening| standing.is_reopened_by(telling, &opening)))
}

/// Under which keys, and up to which day, an item can be found.
fn reach(standing: &Standing) -> (BTreeSet<String>, Date) {
    (keys(&standing.item.parties), standing.last)
}

/// The keys of the parties of an item.
pub(crate) fn keys(parties: &Parties) -> BTreeSet<String> {
    parties.by.iter().chain(&parties.to).filter_map(identity).collect()
}

impl Opening {
    /// The end of something never told before opens nothing.
    fn state_can_open(&self) -> bool {
        !self.state.is_final() || self.kind == Kind::Negotiation
    }
}
