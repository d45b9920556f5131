//! Whether a text is English.

use crate::tables::Tables;

/// The language of a text, as far as sayso needs to know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Surely another language: its ISO 639-3 code.
    Other(&'static str),
    /// Too short, too mixed or too unusual to say.
    Unknown,
}

/// Characters that are looked at: enough to be sure, few enough to be quick.
const SAMPLE: usize = 6000;
/// Share of function words of English above which a text is English without further question.
const SURELY: f64 = 0.18;
/// Share of function words of other languages that shows another language.
const FOREIGN: f64 = 0.12;
/// Fewer letters say nothing.
const FEWEST_LETTERS: usize = 20;

/// The language of a report's body; one sentence is enough. A text is called another language only on evidence: letters
/// of another script, or function words of other languages and hardly one of English. Headlines without any function
/// word are often `Unknown`, so what is `Unknown` is best read as English.
#[must_use]
pub fn language(text: &str) -> Language {
    let end = text.char_indices().nth(SAMPLE).map_or(text.len(), |(at, _)| at);
    let text = &text[..end];
    let (latin, other) = letters(text);
    if latin + other < FEWEST_LETTERS && other <= latin {
        return Language::Unknown;
    }
    let shares = shares(text);
    if other <= latin && shares.english >= SURELY && shares.english > shares.foreign {
        return Language::English;
    }
    // Statistics of letters are those of small ones.
    let shouted = !text.contains(char::is_lowercase);
    let small = if shouted { text.to_lowercase() } else { String::new() };
    let Some(info) = whatlang::detect(if shouted { &small } else { text }) else { return Language::Unknown };
    if other > latin {
        return if info.script() == whatlang::Script::Latin {
            Language::Unknown
        } else {
            Language::Other(info.lang().code())
        };
    }
    if info.lang() == whatlang::Lang::Eng {
        return Language::English;
    }
    let long = latin > 400 && info.confidence() > 0.3;
    let other_words = shares.foreign >= FOREIGN && shares.foreign > 2.0 * shares.english;
    let accents = text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).count();
    let likely =
        latin >= 40 && info.confidence() > 0.6 && shares.english == 0.0 && (accents > 1 || shares.foreign > 0.05);
    if info.script() == whatlang::Script::Latin && (other_words || likely || (long && shares.english < 0.03)) {
        return Language::Other(info.lang().code());
    }
    if shares.english > shares.foreign { Language::English } else { Language::Unknown }
}

/// Letters of the Latin script, and others.
fn letters(text: &str) -> (usize, usize) {
    let (mut latin, mut other) = (0, 0);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        let is_latin =
            c.is_ascii() || matches!(c, '\u{AA}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' | '\u{2C60}'..='\u{2C7F}');
        if is_latin { latin += 1 } else { other += 1 }
    }
    (latin, other)
}

/// Shares of the words of a text that are function words.
struct Shares {
    english: f64,
    foreign: f64,
}

fn shares(text: &str) -> Shares {
    let tables = Tables::get();
    let (mut words, mut english, mut foreign) = (0usize, 0usize, 0usize);
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|word| !word.is_empty()) {
        words += 1;
        if word.len() <= 8 {
            let lower = word.to_lowercase();
            english += usize::from(tables.english.contains(lower.as_str()));
            foreign += usize::from(tables.foreign.contains(lower.as_str()));
        }
    }
    let share = |found: usize| found as f64 / words.max(1) as f64;
    Shares { english: share(english), foreign: share(foreign) }
}
