//! What looking up costs: no word of running text takes memory that no name takes.

use allocation_counter::measure;

use crate::Knowledge;
use crate::gazetteer::fold;

const TEXT: &str = "The interior ministry of Kenya said on Monday that police officers had stopped members of the Free Example \
    Front near the town of Garissa, while Labour Party lawmakers in London asked the European Union for help.";

/// How many look-ups of names, role nouns and places the text gives, all lengths of all starts.
fn look_up(knowledge: &Knowledge, words: &[&str], keys: &[String], text: &str) -> usize {
    let (names, agents) = (&knowledge.names, &knowledge.agents);
    let mut found = 0;
    let mut from = 0;
    for key in keys {
        let left = &text[from..];
        for n in names.lengths(key) {
            let span = run(left, n);
            found += span.map_or(0, |s| names.of_name(s, "Example").count());
        }
        for n in agents.lengths(key) {
            found += usize::from(run(left, n).and_then(|s| agents.of_phrase(s)).is_some());
        }
        from += key.len() + 1;
    }
    for start in 0..words.len() {
        let mut walk = knowledge.gazetteer.walk();
        for word in &words[start..] {
            walk.read(word);
            if !walk.is_alive() {
                break;
            }
            found += usize::from(walk.is_name());
            walk.read(" ");
        }
    }
    found
}

/// The first `n` words.
fn run(text: &str, n: usize) -> Option<&str> {
    match text.match_indices(' ').nth(n - 1) {
        Some((end, _)) => Some(&text[..end]),
        None => (text.split(' ').count() == n).then_some(text),
    }
}

#[test]
fn looking_up_allocates_nothing() {
    let knowledge = Knowledge::built_in();
    let words: Vec<&str> = TEXT.split_whitespace().collect();
    let keys: Vec<String> = words.iter().map(|w| fold(w)).collect();
    let text = keys.join(" ");
    let mut found = 0;
    let cost = measure(|| found = look_up(&knowledge, &words, &keys, &text));
    assert!(found > 15, "{found} names found");
    assert_eq!(cost.count_total, 0, "{} allocations", cost.count_total);
}
