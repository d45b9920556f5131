//! The book: records, their acts and items, brought up to date record by record.
//!
//! What comes out is a function of the set of records. Records stand in an order of their own ([`Order`]); each is judged in the light of
//! those before it alone. When one comes in between, it is judged, and then those after it whose judgement it may change, and so on
//! until nothing changes any more: mostly at once. What a record cannot concern (no actor or place in common, too long ago) is never
//! looked at, and never loaded.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;
use sayso_record::Record;

use crate::shelf::{Kept, Shelf};
use crate::standing::{REMEMBERED, Standing, Touch};
use crate::telling::{Order, Telling};
use crate::vocabulary::Vocabulary;

/// Where a record stands in the book.
pub(crate) type Slot = usize;

/// Where an item stands in the book.
pub(crate) type ItemSlot = usize;

/// Records to be judged, first told first.
pub(crate) type Queue = BTreeSet<(Arc<Order>, Slot)>;

/// An item with the records that touch it.
#[derive(Debug, Default)]
pub(crate) struct Chain {
    pub(crate) id: String,
    pub(crate) touched: BTreeMap<Arc<Order>, (Slot, Touch)>,
    /// As it stands after all of them; `None` where nothing opens it.
    pub(crate) standing: Option<Standing>,
    pub(crate) is_loaded: bool,
}

/// Records, acts and items, or as much of them as is needed.
#[derive(Debug, Default)]
pub struct Book {
    pub(crate) tellings: Vec<Telling>,
    pub(crate) slots: HashMap<String, Slot>,
    pub(crate) gone: HashSet<Slot>,
    /// Records that the shelf may still have.
    taken_out: HashSet<String>,
    pub(crate) by_key: HashMap<String, BTreeMap<Arc<Order>, Slot>>,
    /// First record of the act of each record; `None` where it is not known (yet).
    pub(crate) first: Vec<Option<Slot>>,
    pub(crate) acts: HashMap<Slot, BTreeMap<Arc<Order>, Slot>>,
    pub(crate) touches: Vec<BTreeMap<ItemSlot, Touch>>,
    pub(crate) items: Vec<Chain>,
    pub(crate) item_slots: HashMap<String, ItemSlot>,
    pub(crate) items_by_key: HashMap<String, BTreeSet<ItemSlot>>,
    around: HashSet<(String, Date)>,
    alive: HashSet<(String, Date)>,
    pub(crate) changed: Changed,
}

/// What has changed since it was last asked.
#[derive(Debug, Default)]
pub(crate) struct Changed {
    pub(crate) records: BTreeSet<Slot>,
    pub(crate) acts: BTreeSet<Slot>,
    pub(crate) items: BTreeSet<ItemSlot>,
}

impl Book {
    /// An empty book.
    #[must_use]
    pub fn new() -> Book {
        Book::default()
    }

    /// How many records it holds at present.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tellings.len()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tellings.is_empty()
    }

    /// Takes in records; those of one report must come together, and none may be there already.
    ///
    /// # Errors
    /// If the shelf cannot be read.
    pub fn add<S: Shelf>(&mut self, shelf: &S, records: &[Record]) -> Result<(), S::Error> {
        let records: BTreeMap<&str, Arc<Record>> =
            records.iter().map(|record| (record.id.as_str(), Arc::new(record.clone()))).collect();
        let mut queue = Queue::new();
        for record in records.values() {
            if self.slots.contains_key(&record.id) {
                continue;
            }
            let parent = record.embedded_in.as_deref();
            let parent = match parent.and_then(|id| records.get(id).cloned().or_else(|| self.known(id))) {
                None => match parent {
                    Some(id) => shelf.record(id)?.map(|kept| Arc::new(kept.record)),
                    None => None,
                },
                found => found,
            };
            let slot = self.enter(Arc::clone(record), parent);
            self.changed.records.insert(slot);
            queue.insert((Arc::clone(&self.tellings[slot].order), slot));
        }
        self.group(shelf, queue.clone())?;
        self.follow(shelf, queue)
    }

    /// Takes records out.
    ///
    /// # Errors
    /// If the shelf cannot be read.
    pub fn remove<S: Shelf>(&mut self, shelf: &S, ids: &[String]) -> Result<(), S::Error> {
        let mut queue = Queue::new();
        for id in ids {
            if !self.slots.contains_key(id)
                && let Some(kept) = shelf.record(id)?
            {
                self.load(vec![kept], false);
            }
            let Some(&slot) = self.slots.get(id) else { continue };
            self.load_neighbours(shelf, slot)?;
            if self.first[slot].is_none() {
                self.join(slot, slot);
            }
            queue.insert((Arc::clone(&self.tellings[slot].order), slot));
        }
        for (order, slot) in &queue {
            self.gone.insert(*slot);
            self.taken_out.insert(self.tellings[*slot].record.id.clone());
            self.slots.remove(&self.tellings[*slot].record.id);
            for key in self.tellings[*slot].act_keys() {
                self.by_key.entry(key.clone()).or_default().remove(order);
            }
        }
        self.group(shelf, queue.clone())?;
        self.follow(shelf, queue)
    }

    fn known(&self, id: &str) -> Option<Arc<Record>> {
        self.slots.get(id).map(|&slot| Arc::clone(&self.tellings[slot].record))
    }

    fn enter(&mut self, record: Arc<Record>, parent: Option<Arc<Record>>) -> Slot {
        let telling = Telling::of(record, parent, Vocabulary::shipped());
        let slot = self.tellings.len();
        self.slots.insert(telling.record.id.clone(), slot);
        if telling.told.is_some() {
            for key in telling.act_keys() {
                self.by_key.entry(key.clone()).or_default().insert(Arc::clone(&telling.order), slot);
            }
        }
        self.tellings.push(telling);
        self.first.push(None);
        self.touches.push(BTreeMap::new());
        slot
    }

    /// Makes a record one of an act.
    pub(crate) fn join(&mut self, slot: Slot, first: Slot) {
        self.first[slot] = Some(first);
        self.acts.entry(first).or_default().insert(Arc::clone(&self.tellings[slot].order), slot);
    }

    /// Takes in what was kept. Where whole acts come, each record finds its act.
    fn load(&mut self, kept: Vec<Kept>, whole_acts: bool) -> Vec<Slot> {
        let mut loaded = Vec::new();
        for Kept { record, parent, act, touches } in kept {
            let slot = match self.slots.get(&record.id) {
                Some(&slot) => slot,
                None if self.taken_out.contains(&record.id) => continue,
                None => {
                    let slot = self.enter(Arc::new(record), parent.map(Arc::new));
                    let touches: Vec<_> = touches.into_iter().map(|(id, touch)| (self.item(&id), touch)).collect();
                    self.touches[slot].extend(touches);
                    slot
                }
            };
            loaded.push((slot, act));
        }
        if whole_acts {
            for (slot, act) in &loaded {
                if self.first[*slot].is_none()
                    && !self.changed.records.contains(slot)
                    && let Some(&first) = self.slots.get(act)
                {
                    self.join(*slot, first);
                }
            }
        }
        loaded.into_iter().map(|(slot, _)| slot).collect()
    }

    /// The slot of an item, which may not be loaded.
    pub(crate) fn item(&mut self, id: &str) -> ItemSlot {
        if let Some(&slot) = self.item_slots.get(id) {
            return slot;
        }
        let slot = self.items.len();
        self.items.push(Chain { id: id.to_owned(), ..Chain::default() });
        self.item_slots.insert(id.to_owned(), slot);
        slot
    }

    /// Makes sure that an item is here with all that touches it.
    pub(crate) fn load_item<S: Shelf>(&mut self, shelf: &S, item: ItemSlot) -> Result<(), S::Error> {
        if std::mem::replace(&mut self.items[item].is_loaded, true) {
            return Ok(());
        }
        let kept = shelf.touching(&self.items[item].id)?;
        for slot in self.load(kept, false) {
            if let Some(&touch) = self.touches[slot].get(&item) {
                let order = Arc::clone(&self.tellings[slot].order);
                self.items[item].touched.insert(order, (slot, touch));
            }
        }
        self.rebuild(item);
        Ok(())
    }

    /// Makes sure that all records under some keys, told between two days, are here with their acts.
    pub(crate) fn load_around<S: Shelf>(
        &mut self,
        shelf: &S,
        keys: &[String],
        (from, to): (Date, Date),
    ) -> Result<(), S::Error> {
        for key in keys {
            for month in months(from, to) {
                if self.around.insert((key.clone(), month)) {
                    let kept = shelf.around(key, month, month.last_of_month())?;
                    self.load(kept, true);
                }
            }
        }
        Ok(())
    }

    /// Makes sure that all items under some keys that a record of these days can concern are here.
    pub(crate) fn load_alive<S: Shelf>(
        &mut self,
        shelf: &S,
        keys: &[String],
        (from, to): (Date, Date),
    ) -> Result<(), S::Error> {
        for key in keys {
            for month in months(from, to) {
                if self.alive.insert((key.clone(), month)) {
                    let items = shelf.items(key, earlier(month, REMEMBERED), month.last_of_month())?;
                    for id in items {
                        let item = self.item(&id);
                        self.load_item(shelf, item)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn load_neighbours<S: Shelf>(&mut self, shelf: &S, slot: Slot) -> Result<(), S::Error> {
        let keys = self.tellings[slot].keys.clone();
        match self.tellings[slot].told {
            Some(told) => self.load_around(shelf, &keys, (told, told)),
            None => Ok(()),
        }
    }

    /// The records under some keys after `order`, told by a day; each once.
    pub(crate) fn later(&self, keys: &BTreeSet<String>, order: &Arc<Order>, to: Date) -> Queue {
        let end = Arc::new(Order::start_of(later(to, 1)));
        let of_key = |key: &String| {
            let records = self.by_key.get(key).filter(|_| **order < *end);
            let range = (std::ops::Bound::Excluded(Arc::clone(order)), std::ops::Bound::Excluded(Arc::clone(&end)));
            records.into_iter().flat_map(move |records| records.range(range.clone()))
        };
        keys.iter().flat_map(of_key).map(|(order, &slot)| (Arc::clone(order), slot)).collect()
    }
}

/// Some days before.
pub(crate) fn earlier(day: Date, days: i32) -> Date {
    day.checked_sub(days.days()).unwrap_or(Date::MIN)
}

/// Some days later.
pub(crate) fn later(day: Date, days: i32) -> Date {
    day.checked_add(days.days()).unwrap_or(Date::MAX)
}

/// The months of a stretch of days, by their first day.
fn months(from: Date, to: Date) -> impl Iterator<Item = Date> {
    let last = to.first_of_month();
    let next = |month: &Date| month.checked_add(1.month()).ok();
    std::iter::successors(Some(from.first_of_month()), next).take_while(move |month| *month <= last)
}
