//! The case shape of a word, the one thing that lower-casing loses.

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// Number of shapes; 0 stands for the marks at either end of a sentence.
pub(crate) const SHAPES: usize = 8;

/// The shape of a word, 1 to 7.
pub(crate) fn shape(word: &str) -> u8 {
    let mut chars = word.chars();
    let first = chars.next();
    let rest = chars.as_str();
    if is_lower(word) {
        1
    } else if is_upper(word) {
        if rest.is_empty() { 3 } else { 2 }
    } else if first.is_some_and(char::is_uppercase) && is_lower(rest) {
        4
    } else if word.chars().any(is_digit) {
        5
    } else if word.chars().any(|c| c.general_category_group() == GeneralCategoryGroup::Letter) {
        6
    } else {
        7
    }
}

/// At least one letter that has case, and all of these in lower case.
fn is_lower(text: &str) -> bool {
    let other_case = |c: char| c.is_uppercase() || c.general_category() == GeneralCategory::TitlecaseLetter;
    text.chars().any(char::is_lowercase)
        && (text.is_ascii() || !text.chars().any(other_case))
        && !text.bytes().any(|b| b.is_ascii_uppercase())
}

/// Likewise in upper case.
fn is_upper(text: &str) -> bool {
    let other_case = |c: char| c.is_lowercase() || c.general_category() == GeneralCategory::TitlecaseLetter;
    text.chars().any(char::is_uppercase) && !text.chars().any(other_case)
}

/// Decimal digits, and the superscripts, subscripts and enclosed ones that stand for a digit.
fn is_digit(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_digit();
    }
    match c.general_category() {
        GeneralCategory::DecimalNumber => true,
        GeneralCategory::OtherNumber => {
            matches!(c, '²' | '³' | '¹' | '\u{2070}'..='\u{2089}' | '\u{2460}'..='\u{2468}' | '\u{2474}'..='\u{247C}'
                | '\u{2488}'..='\u{2490}' | '\u{24EA}' | '\u{24F5}'..='\u{24FD}' | '\u{24FF}' | '\u{2776}'..='\u{277E}'
                | '\u{2780}'..='\u{2788}' | '\u{278A}'..='\u{2792}')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        let cases = [
            ("talks", 1),
            ("it's", 1),
            ("b2", 1),
            ("NATO", 2),
            ("U.S.", 2),
            ("A", 3),
            ("Élan", 4),
            ("Kyiv", 4),
            ("2019", 5),
            ("x²Y", 5),
            ("McBride", 6),
            ("Al-Qaeda", 6),
            ("和平", 6),
            ("-", 7),
            ("½", 7),
            ("", 7),
            ("ǅ", 6),
        ];
        for (word, expected) in cases {
            assert_eq!(shape(word), expected, "{word}");
        }
    }
}
