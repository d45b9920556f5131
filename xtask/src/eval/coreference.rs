//! Scores who is the same as whom on the documents of a treebank with entities (GUM), from its own words.
//!
//! A mention of the treebank and one of ours are the same if ours has its head among the words that the treebank marks as
//! the least of its. The measure is LEA (Moosavi and Strube 2016): each entity by its size, and for it the share of the links
//! between its mentions that the other side has too. Entities with one mention have no links and are left out.

mod treebank;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use sayso::Coder;
use sayso::document::{Header, from_tokens};

use treebank::{Marked, Text};

/// Kinds of entity that can act.
const ACTORS: [&str; 2] = ["person", "organization"];

/// Entities as sets of mentions; a mention is a number.
type Entities = Vec<BTreeSet<usize>>;

/// Recall and precision as sums of importance.
#[derive(Clone, Copy, Default)]
struct Score {
    recall: (f64, f64),
    precision: (f64, f64),
}

/// Codes the development part of the treebank below `data` and tells how the entities compare.
pub(crate) fn run(data: &Path) -> Result<String, String> {
    let texts = treebank::read(&data.join("corpora/ud/gum_free/en_gum_free-ud-dev.conllu.gz"))?;
    let coder = Coder::new().map_err(|e| e.to_string())?;
    let mut scores: BTreeMap<(&str, &str), Score> = BTreeMap::new();
    for text in &texts {
        let header = Header { id: text.id.clone(), ..Header::default() };
        let coded = coder.code(from_tokens(&text.sentences, None, header));
        // Words of the treebank are the tokens of the document, in order.
        let mentions: Vec<Found> = coded
            .entities
            .mentions
            .iter()
            .map(|m| Found { head: m.head.index(), entity: m.entity, is_actor: m.actor.is_some() })
            .collect();
        let is_news = text.id.contains("_news_") || text.id.contains("_interview_");
        let genres = ["all genres"].into_iter().chain(is_news.then_some("news and interviews"));
        for genre in genres {
            for (kind, actors_only) in [("all entities", false), ("persons and organisations", true)] {
                let (gold, given) = entities(text, &mentions, actors_only);
                scores.entry((genre, kind)).or_default().take(&gold, &given);
            }
        }
    }
    let mut told = format!("coreference, {} documents, LEA\n", texts.len());
    for ((genre, kind), score) in scores {
        told.push_str(&format!("{genre}, {kind}: {}\n", score.tell()));
    }
    Ok(told)
}

/// A mention that the program finds.
struct Found {
    head: usize,
    entity: u32,
    is_actor: bool,
}

/// Entities of the treebank and of the program over the same numbers.
fn entities(text: &Text, found: &[Found], actors_only: bool) -> (Entities, Entities) {
    let is_kind = |m: &Marked| !actors_only || ACTORS.contains(&m.kind.as_str());
    let mut gold: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (number, marked) in text.marked.iter().enumerate().filter(|(_, m)| is_kind(m)) {
        gold.entry(&marked.entity).or_default().insert(number);
    }
    let mut given: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
    for mention in found {
        let same = text.marked.iter().enumerate().filter(|(_, m)| m.least.contains(&mention.head));
        let same = same.min_by_key(|(_, m)| m.length);
        let number = match same {
            Some((number, marked)) if is_kind(marked) => number,
            None if !actors_only || mention.is_actor => text.marked.len() + mention.head,
            _ => continue,
        };
        given.entry(mention.entity).or_default().insert(number);
    }
    let several = |all: BTreeSet<usize>| (all.len() > 1).then_some(all);
    (gold.into_values().filter_map(several).collect(), given.into_values().filter_map(several).collect())
}

impl Score {
    fn take(&mut self, gold: &Entities, given: &Entities) {
        add(&mut self.recall, gold, given);
        add(&mut self.precision, given, gold);
    }

    fn tell(self) -> String {
        let share = |(right, all): (f64, f64)| if all == 0.0 { 0.0 } else { right / all };
        let (recall, precision) = (share(self.recall), share(self.precision));
        let sum = recall + precision;
        let f1 = if sum == 0.0 { 0.0 } else { 2.0 * recall * precision / sum };
        format!("recall {recall:.3}, precision {precision:.3}, F1 {f1:.3}")
    }
}

/// Adds the importance of entities, and of it what the others resolve.
fn add(sum: &mut (f64, f64), entities: &Entities, others: &Entities) {
    let links = |n: usize| (n * n.saturating_sub(1) / 2) as f64;
    for entity in entities {
        let shared: f64 = others.iter().map(|other| links(entity.intersection(other).count())).sum();
        sum.0 += entity.len() as f64 * shared / links(entity.len());
        sum.1 += entity.len() as f64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_measure_is_that_of_its_paper() {
        // Its worked example: recall (3 · 1/3 + 4 · 1/6) / 7, precision (2 · 1 + 2 · 0 + 4 · 1/6) / 8.
        let gold = vec![BTreeSet::from([1, 2, 3]), BTreeSet::from([4, 5, 6, 7])];
        let given = vec![BTreeSet::from([1, 2]), BTreeSet::from([3, 4]), BTreeSet::from([6, 7, 8, 9])];
        let mut score = Score::default();
        score.take(&gold, &given);
        assert_eq!(score.tell(), "recall 0.238, precision 0.333, F1 0.278");
    }
}
