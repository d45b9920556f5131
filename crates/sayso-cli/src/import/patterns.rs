//! Verb patterns of PETRARCH2 as conditions of ours.

use super::plain;

/// Small words that belong to the verb.
const PARTICLES: [&str; 22] = [
    "out", "off", "up", "down", "forward", "aside", "away", "back", "over", "apart", "together", "through", "along",
    "ahead", "around", "aboard", "ashore", "forth", "free", "ablaze", "afire", "captive",
];

/// A pattern in our terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pattern {
    /// Particles of the verb.
    pub(super) particles: Vec<String>,
    /// Conditions as the tables write them.
    pub(super) when: Vec<String>,
    /// Whether a condition takes the object.
    pub(super) takes_object: bool,
}

/// A piece of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece<'a> {
    Word(&'a str),
    /// Inside `{}`: the last word heads it.
    Phrase(&'a str),
    /// Inside `()`: a preposition with what follows it.
    Group(&'a str),
}

fn pieces(text: &str) -> Option<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (piece, after) = if let Some(inner) = rest.strip_prefix('{') {
            let (inner, after) = inner.split_once('}')?;
            (Piece::Phrase(inner), after)
        } else if let Some(inner) = rest.strip_prefix('(') {
            let (inner, after) = inner.split_once(')')?;
            (Piece::Group(inner), after)
        } else {
            let end = rest.find([' ', '\t', '{', '(']).unwrap_or(rest.len());
            (Piece::Word(&rest[..end]), &rest[end..])
        };
        pieces.push(piece);
        rest = after.trim_start();
    }
    Some(pieces)
}

/// Reads what stands before and after the verb; `None` where it cannot be read.
pub(super) fn read(text: &str) -> Option<Pattern> {
    let (before, after) = text.split_once('*')?;
    let mut pattern = Pattern::default();
    let subject = words(&pieces(before)?.iter().filter_map(bare).collect::<Vec<_>>());
    pattern.when.extend(subject.map(|words| format!("subj:{words}")));
    let after = pieces(after)?;
    let mut object = Vec::new();
    for word in after.iter().filter_map(bare) {
        let lower = word.to_lowercase();
        if PARTICLES.contains(&lower.as_str()) && object.is_empty() {
            pattern.particles.push(lower)
        } else {
            object.push(word)
        }
    }
    if let Some(words) = words(&object) {
        pattern.takes_object = true;
        pattern.when.push(format!("obj:{words}"));
    }
    for group in after.iter().filter_map(|piece| if let Piece::Group(inner) = piece { Some(*inner) } else { None }) {
        let inner = group.replace(['{', '}'], " ");
        let (preposition, nouns) = inner.trim().split_once(' ').unwrap_or((inner.trim(), ""));
        let preposition = preposition.trim_matches('_').to_lowercase();
        if preposition.is_empty() || !preposition.bytes().all(|b| b.is_ascii_lowercase()) {
            return None;
        }
        let nouns: Vec<&str> = nouns.split_whitespace().filter(|w| *w != "^").collect();
        pattern.when.push(match words(&nouns) {
            // "to" begins infinitives as well.
            Some(words) if preposition == "to" => format!("to,clause:{words}"),
            Some(words) => format!("{preposition}:{words}"),
            None => format!("+{preposition}"),
        });
    }
    let sound = pattern.when.iter().all(|c| !c.contains(['$', '%', '[', ']', ';']));
    sound.then_some(pattern)
}

fn bare<'a>(piece: &Piece<'a>) -> Option<&'a str> {
    match piece {
        Piece::Word(word) | Piece::Phrase(word) => Some(word.trim()).filter(|w| !w.is_empty() && *w != "^"),
        Piece::Group(_) => None,
    }
}

/// Words of a noun phrase as a list of lemmas: a synonym set by its class, else the words with the last in the singular.
fn words(words: &[&str]) -> Option<String> {
    if let Some(set) = words.iter().find(|w| w.starts_with('&')) {
        return Some(format!("@{}", class(set)));
    }
    let phrase = plain(&words.join(" ")).to_lowercase();
    if phrase.is_empty() {
        return None;
    }
    let single = singular(&phrase);
    Some(if single == phrase { phrase } else { format!("{single}|{phrase}") })
}

/// The name of a synonym set among our classes.
pub(super) fn class(set: &str) -> String {
    format!("cameo_{}", set.trim_start_matches('&').trim_end_matches('_').to_lowercase())
}

/// A phrase with its last word in the singular, by the regular endings.
pub(super) fn singular(phrase: &str) -> String {
    let stem = |end: &str| phrase.strip_suffix(end).filter(|s| s.len() > 2);
    if let Some(stem) = stem("ies") {
        return format!("{stem}y");
    }
    if let Some(stem) =
        ["ches", "shes", "sses", "xes"].iter().find(|end| phrase.ends_with(*end)).and_then(|_| stem("es"))
    {
        return stem.to_owned();
    }
    match stem("s") {
        Some(stem) if !phrase.ends_with("ss") && !phrase.ends_with("us") && !phrase.ends_with("is") => stem.to_owned(),
        _ => phrase.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_become_conditions() {
        let when = |text: &str| read(text).map(|p| (p.particles.join(" "), p.when.join("; ")));
        let is = |particles: &str, when: &str| Some((particles.to_owned(), when.to_owned()));
        assert_eq!(when("&BOATS * {MOCK RAIDS}"), is("", "subj:@cameo_boats; obj:mock raid|mock raids"));
        assert_eq!(when("* UP BARRICADE (IN PROTEST)"), is("up", "obj:barricade; in:protest"));
        assert_eq!(when("* (TO {A VOTE}) (ON ^)"), is("", "to,clause:a vote; +on"));
        assert_eq!(when("no verb"), None);
    }
}
