//! What BERT's uncased tokeniser does to a word before it looks for pieces.

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// Writes the word to `out`: control characters gone, accents stripped, in lower case; white space and the bounds of
/// ideographs become spaces.
pub(crate) fn normalise(word: &str, out: &mut String) {
    out.clear();
    if word.is_ascii() {
        for b in word.bytes() {
            match b {
                b'\t' | b'\n' | b'\r' | b' ' => out.push(' '),
                b' '..=b'~' => out.push(char::from(b.to_ascii_lowercase())),
                _ => {}
            }
        }
        return;
    }
    let kept = word.chars().filter(|&c| c != '\u{FFFD}' && !is_control(c));
    let spaced = kept.flat_map(|c| {
        let ideograph = is_ideograph(c);
        let c = if c.is_whitespace() { ' ' } else { c };
        [ideograph.then_some(' '), Some(c), ideograph.then_some(' ')].into_iter().flatten()
    });
    let plain = spaced.nfd().filter(|c| c.general_category() != GeneralCategory::NonspacingMark);
    out.extend(plain.flat_map(char::to_lowercase));
}

/// Whether a character is a piece of its own.
pub(crate) fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    c.general_category_group() == GeneralCategoryGroup::Punctuation
}

fn is_control(c: char) -> bool {
    use GeneralCategory::{Control, Format, PrivateUse};
    !matches!(c, '\t' | '\n' | '\r') && matches!(c.general_category(), Control | Format | PrivateUse)
}

fn is_ideograph(c: char) -> bool {
    matches!(u32::from(c), 0x4E00..=0x9FFF | 0x3400..=0x4DBF | 0x20000..=0x2A6DF | 0x2A700..=0x2B73F
        | 0x2B740..=0x2B81F | 0x2B920..=0x2CEAF | 0xF900..=0xFAFF | 0x2F800..=0x2FA1F)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        let cases = [
            ("Talks", "talks"),
            ("Élysée", "elysee"),
            ("a\u{200B}b", "ab"),
            ("\u{7}", ""),
            ("和平", " 和  平 "),
            ("İzmir", "izmir"),
            ("a\u{A0}b", "a b"),
            ("\u{FFFD}", ""),
        ];
        let mut out = String::new();
        for (word, expected) in cases {
            normalise(word, &mut out);
            assert_eq!(out, expected, "{word}");
        }
    }
}
