//! Wording: how alike two sentences, names or triggers are.

use std::collections::BTreeSet;

/// Words that say nothing about which act it is.
const EMPTY: &str = "a an the of in on at to by for from with and or but as that which who it its his her their he she they we was \
were is are be been has have had will would could may might not no said says say told after before over into about monday tuesday \
wednesday thursday friday saturday sunday";

/// A word without its commonest endings: enough to see "killing" and "killed" together.
pub(crate) fn stem(word: &str) -> String {
    let word = word.to_lowercase();
    for ending in ["ings", "ing", "ed", "es", "s", "e"] {
        if let Some(rest) = word.strip_suffix(ending)
            && rest.chars().count() >= 3
        {
            let undoubled = rest.strip_suffix(['b', 'd', 'g', 'm', 'n', 'p', 'r', 't']);
            let doubled =
                undoubled.filter(|r| r.chars().last() == rest.chars().last() && ending.starts_with(['e', 'i']));
            return doubled.unwrap_or(rest).to_owned();
        }
    }
    word
}

/// The stems of the words of a text that say something, each once.
pub(crate) fn stems(text: &str) -> BTreeSet<String> {
    let empty: BTreeSet<&str> = EMPTY.split_whitespace().collect();
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 1 && !empty.contains(word.to_lowercase().as_str()))
        .map(stem)
        .collect()
}

/// Shared stems over all stems.
pub(crate) fn overlap(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let shared = a.intersection(b).count();
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

/// Whether two names are the same but for numbers, articles and endings.
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    let counted = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "least", "dozen", "more", "than",
    ];
    let core = |text: &str| -> BTreeSet<String> {
        stems(text)
            .into_iter()
            .filter(|s| !s.chars().all(|c| c.is_numeric()) && !counted.contains(&s.as_str()))
            .collect()
    };
    let (a, b) = (core(a), core(b));
    !a.is_empty() && !b.is_empty() && (a.is_subset(&b) || b.is_subset(&a))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_join_forms_of_a_word() {
        assert_eq!(stem("killing"), stem("killed"));
        assert_eq!(stem("shelling"), stem("shelled"));
        assert_eq!(stem("talks"), stem("talk"));
        assert_eq!(stem("dropped"), stem("drop"));
        assert_eq!(stem("violated"), stem("violate"));
    }

    #[test]
    fn names_are_the_same_but_for_numbers() {
        assert!(same_name("14 people", "six people"));
        assert!(!same_name("the mayor", "the rebels"));
    }
}
