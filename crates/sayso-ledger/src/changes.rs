//! What has changed in a book, as rows for a shelf.

use std::collections::BTreeSet;

use jiff::civil::Date;
use sayso_record::Record;

use crate::acts::Act;
use crate::book::{Book, Changed, ItemSlot, Slot, later};
use crate::disputes::{Dispute, dispute_of, is_disputed};
use crate::follow::keys;
use crate::item::{Item, Link};
use crate::links::{LINKED, link, linked_kinds};
use crate::shelf::Shelf;
use crate::speakers::{Saying, sayings};
use crate::standing::{Standing, Touch};

/// Everything to be written anew.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Records whose act or items are others than before.
    pub records: Vec<RecordChange>,
    /// Acts that are others than before, by their first record; `None` where there is none any more.
    pub acts: Vec<(String, Option<ActRow>)>,
    /// Items that are others than before; `None` where there is none any more.
    pub items: Vec<(String, Option<ItemRow>)>,
    /// Links from or to the items above, all of them: from, link.
    pub links: Vec<(String, Link)>,
}

/// What the book makes of a record.
#[derive(Clone, Debug)]
pub struct RecordChange {
    /// The record.
    pub id: String,
    /// The first record of its act.
    pub act: String,
    /// Items that it opens or moves.
    pub touches: Vec<(String, Touch)>,
    /// Under what it is looked for.
    pub keys: Vec<String>,
    /// The day on which it was told.
    pub told: Option<Date>,
}

/// An act as it is kept.
#[derive(Clone, Debug)]
pub struct ActRow {
    /// The act.
    pub act: Act,
    /// Last day on which it was told of.
    pub last: Option<Date>,
    /// The dispute about it.
    pub dispute: Option<Dispute>,
    /// What named speakers say of it.
    pub sayings: Vec<Saying>,
}

/// An item as it is kept: without what time alone makes of it.
#[derive(Clone, Debug)]
pub struct ItemRow {
    /// The item.
    pub item: Item,
    /// Day of its deadline.
    pub due: Option<Date>,
    /// Day on which its first word was told.
    pub opened: Option<Date>,
    /// Last day on which it was told of.
    pub last: Date,
    /// Under what it is looked for.
    pub keys: BTreeSet<String>,
}

impl Book {
    /// What has changed since this was last asked.
    ///
    /// # Errors
    /// If the shelf cannot be read.
    pub fn changes<S: Shelf>(&mut self, shelf: &S) -> Result<Changes, S::Error> {
        let Changed { records, acts, mut items } = std::mem::take(&mut self.changed);
        // An act that is newly disputed makes what rests on it so.
        for member in acts.iter().flat_map(|act| self.members(*act)) {
            items.extend(self.touches[member].keys());
        }
        let mut changes = Changes::default();
        for slot in records.into_iter().filter(|slot| !self.gone.contains(slot)) {
            changes.records.push(self.record_change(slot));
        }
        // A record that was taken out and came back under its name stands later.
        for &act in &acts {
            changes.acts.push((self.tellings[act].record.id.clone(), self.act_row(act)));
        }
        for &item in &items {
            self.load_item(shelf, item)?;
            let row = self.item_row(shelf, item)?;
            let links = match &self.items[item].standing {
                Some(standing) => self.links(shelf, item, &standing.clone())?,
                None => Vec::new(),
            };
            changes.items.push((self.items[item].id.clone(), row));
            changes.links.extend(links);
        }
        changes.links.sort();
        changes.links.dedup();
        Ok(changes)
    }

    fn record_change(&self, slot: Slot) -> RecordChange {
        let telling = &self.tellings[slot];
        let first = self.first[slot].unwrap_or(slot);
        RecordChange {
            id: telling.record.id.clone(),
            act: self.tellings[first].record.id.clone(),
            touches: self.touches[slot].iter().map(|(&item, &touch)| (self.items[item].id.clone(), touch)).collect(),
            keys: telling.act_keys().cloned().collect(),
            told: telling.told,
        }
    }

    pub(crate) fn members(&self, act: Slot) -> Vec<Slot> {
        self.acts.get(&act).map(|all| all.values().copied().collect()).unwrap_or_default()
    }

    fn act_row(&self, act: Slot) -> Option<ActRow> {
        let members = self.members(act);
        let records: Vec<&Record> = members.iter().map(|&slot| &*self.tellings[slot].record).collect();
        Some(ActRow {
            act: Act::of(&records)?,
            last: members.iter().filter_map(|&slot| self.tellings[slot].told).max(),
            dispute: dispute_of(&records),
            sayings: sayings(&records),
        })
    }

    fn item_row<S: Shelf>(&self, shelf: &S, item: ItemSlot) -> Result<Option<ItemRow>, S::Error> {
        let chain = &self.items[item];
        let Some(standing) = &chain.standing else { return Ok(None) };
        let mut item = standing.item.clone();
        let mut contradicted = BTreeSet::new();
        for id in item.moves.iter().filter_map(|m| m.record.as_deref()) {
            if self.is_contradicted(shelf, id)? {
                contradicted.insert(id.to_owned());
            }
        }
        item.disputed = is_disputed(&item, |id| contradicted.contains(id));
        Ok(Some(ItemRow {
            keys: keys(&item.parties),
            item,
            due: standing.due,
            opened: chain.touched.first_key_value().and_then(|(order, _)| order.told),
            last: standing.last,
        }))
    }

    fn is_contradicted<S: Shelf>(&self, shelf: &S, id: &str) -> Result<bool, S::Error> {
        let first = self.slots.get(id).and_then(|&slot| self.first[slot]);
        let Some(first) = first else { return shelf.is_contradicted(id) };
        let records: Vec<&Record> = self.members(first).iter().map(|&slot| &*self.tellings[slot].record).collect();
        Ok(records.len() > 1 && dispute_of(&records).is_some_and(|dispute| dispute.is_contradiction()))
    }

    /// The links from and to an item.
    fn links<S: Shelf>(
        &mut self,
        shelf: &S,
        item: ItemSlot,
        standing: &Standing,
    ) -> Result<Vec<(String, Link)>, S::Error> {
        let keys: Vec<String> = keys(&standing.item.parties).into_iter().collect();
        self.load_alive(shelf, &keys, (standing.opened, later(standing.last, LINKED)))?;
        let others: BTreeSet<ItemSlot> = keys
            .iter()
            .filter_map(|key| self.items_by_key.get(key))
            .flatten()
            .copied()
            .filter(|o| *o != item)
            .collect();
        let mut found = Vec::new();
        for other in others.into_iter().filter_map(|other| self.items[other].standing.as_ref()) {
            let (one, two) = (&standing.item, &other.item);
            if (standing.opened - other.opened).get_days().abs() > LINKED {
                continue;
            }
            if linked_kinds(one.kind).contains(&two.kind) {
                found.extend(link(one, two).map(|link| (one.id.clone(), link)));
            }
            if linked_kinds(two.kind).contains(&one.kind) {
                found.extend(link(two, one).map(|link| (two.id.clone(), link)));
            }
        }
        Ok(found)
    }
}
