//! Wording: how alike two sentences, names or triggers are.

/// Words that say nothing about which act it is, in alphabetical order.
const EMPTY: [&str; 66] = [
    "a",
    "about",
    "after",
    "an",
    "and",
    "are",
    "as",
    "at",
    "be",
    "been",
    "before",
    "but",
    "by",
    "could",
    "for",
    "friday",
    "from",
    "had",
    "has",
    "have",
    "he",
    "her",
    "his",
    "in",
    "into",
    "is",
    "it",
    "its",
    "may",
    "might",
    "monday",
    "no",
    "not",
    "of",
    "on",
    "or",
    "over",
    "said",
    "saturday",
    "say",
    "says",
    "she",
    "sunday",
    "that",
    "the",
    "their",
    "they",
    "thursday",
    "to",
    "told",
    "tuesday",
    "was",
    "we",
    "wednesday",
    "were",
    "which",
    "who",
    "will",
    "with",
    "would",
    "mr",
    "ms",
    "mrs",
    "dr",
    "also",
    "this",
];

/// Words by which people are counted.
const COUNTED: [&str; 14] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "least", "dozen", "more", "than"];

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

/// Stems of words, as numbers in order, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stems(Vec<u64>);

impl Stems {
    /// Of the words of a text that say something.
    pub(crate) fn of(text: &str) -> Stems {
        let said = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().nth(1).is_some());
        Stems::from_iter(said.filter(|word| !EMPTY.contains(&word.to_lowercase().as_str())))
    }

    /// Of the core of a name: without numbers and what people are counted by.
    pub(crate) fn of_name(text: &str) -> Stems {
        let core =
            |word: &&str| !word.chars().all(char::is_numeric) && !COUNTED.contains(&word.to_lowercase().as_str());
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().nth(1).is_some());
        Stems::from_iter(words.filter(core).filter(|word| !EMPTY.contains(&word.to_lowercase().as_str())))
    }

    /// Of the words of a text that are written like names: with a capital, and not the first of a sentence.
    pub(crate) fn of_names(text: &str, is_none: impl Fn(u64) -> bool) -> Stems {
        let mut names = Vec::new();
        let mut begins = true;
        for word in text.split_whitespace() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let bare = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s")).unwrap_or(bare);
            if !begins && bare.chars().next().is_some_and(char::is_uppercase) {
                names.extend(Stems::of(bare).iter().filter(|stem| !is_none(*stem)));
            }
            begins = word.ends_with(['.', '?', '!', ':']);
        }
        names.sort_unstable();
        names.dedup();
        Stems(names)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = u64> + '_ {
        self.0.iter().copied()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// How many both have.
    pub(crate) fn shared(&self, other: &Stems) -> usize {
        let (mut a, mut b, mut n) = (0, 0, 0);
        while let (Some(x), Some(y)) = (self.0.get(a), other.0.get(b)) {
            n += usize::from(x == y);
            a += usize::from(x <= y);
            b += usize::from(y <= x);
        }
        n
    }

    /// Those that `other` has not.
    pub(crate) fn without(&self, other: &Stems) -> Stems {
        Stems(self.0.iter().copied().filter(|stem| other.0.binary_search(stem).is_err()).collect())
    }

    /// Those for which this does not hold.
    pub(crate) fn but(&self, left_out: impl Fn(u64) -> bool) -> Stems {
        Stems(self.0.iter().copied().filter(|stem| !left_out(*stem)).collect())
    }

    /// Shared stems over all stems.
    pub(crate) fn overlap(&self, other: &Stems) -> f64 {
        let shared = self.shared(other);
        let all = self.len() + other.len() - shared;
        if all == 0 { 0.0 } else { shared as f64 / all as f64 }
    }
}

impl<'a> FromIterator<&'a str> for Stems {
    fn from_iter<I: IntoIterator<Item = &'a str>>(words: I) -> Stems {
        let mut all: Vec<u64> = words.into_iter().map(|word| number(&stem(word))).collect();
        all.sort_unstable();
        all.dedup();
        Stems(all)
    }
}

/// A stem as a number (FNV-1a).
pub(crate) fn number(stem: &str) -> u64 {
    stem.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Whether two names are the same but for numbers, articles and endings.
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    if a == b {
        return !a.is_empty();
    }
    let (a, b) = (Stems::of_name(a), Stems::of_name(b));
    let shared = a.shared(&b);
    shared > 0 && (shared == a.len() || shared == b.len())
}

/// Whether a text names somebody, rather than tells what they are: it has a capital past its first word.
pub(crate) fn is_proper(name: &str) -> bool {
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let mut words = name.split_whitespace().filter(|word| !["The", "A", "An"].contains(word));
    let first = words.next().unwrap_or_default();
    words.any(capital) || (capital(first) && !name.contains(' '))
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
        let (a, b) = (Stems::of("The rebels shelled the old market"), Stems::of("shelling of a market by rebels"));
        assert_eq!((a.shared(&b), a.without(&b).len()), (3, 1));
    }

    #[test]
    fn names_are_the_same_but_for_numbers() {
        assert!(same_name("14 soldiers", "six soldiers"));
        assert!(!same_name("the mayor", "the rebels"));
        assert!(is_proper("the Haqqani network") && !is_proper("the rebels"));
    }
}
