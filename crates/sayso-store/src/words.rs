//! A search for words in the language of the one-file store, put into that of PostgreSQL.

use crate::error::StoreError;

/// `a b`, `a AND b`, `a OR b`, `a NOT b`, `"a phrase"`, `begin*` and parentheses, as a `tsquery`.
pub(crate) fn tsquery(text: &str) -> Result<String, StoreError> {
    let wrong = || StoreError::Query(text.to_owned());
    let (mut query, mut depth, mut wants_term) = (String::new(), 0usize, true);
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let operator = ["AND", "OR", "NOT"].into_iter().find(|word| is_word(rest, word));
        if let (Some(word), false) = (operator, wants_term) {
            query.push_str(match word {
                "AND" => " & ",
                "OR" => " | ",
                _ => " & !",
            });
            rest = &rest[word.len()..];
            wants_term = true;
        } else if first == ')' {
            depth = depth.checked_sub(1).filter(|_| !wants_term).ok_or_else(wrong)?;
            query.push(')');
            rest = &rest[1..];
        } else {
            if !wants_term {
                query.push_str(" & ");
            }
            if first == '(' {
                depth += 1;
                query.push('(');
                rest = &rest[1..];
                wants_term = true;
            } else {
                let (term, after) = term(rest).filter(|_| operator.is_none()).ok_or_else(wrong)?;
                query.push_str(&term);
                rest = after;
                wants_term = false;
            }
        }
        rest = rest.trim_start();
    }
    if wants_term || depth > 0 { Err(wrong()) } else { Ok(query) }
}

fn is_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word)
        .is_some_and(|rest| rest.chars().next().is_none_or(|c| c.is_whitespace() || c == '(' || c == '"'))
}

/// A word or phrase, and what comes after it.
fn term(text: &str) -> Option<(String, &str)> {
    if let Some(quoted) = text.strip_prefix('"') {
        let end = quoted.find('"')?;
        let (phrase, rest) = (&quoted[..end], &quoted[end + 1..]);
        let words: Vec<String> =
            phrase.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(lexeme).collect();
        return (!words.is_empty()).then(|| begun(&words, rest));
    }
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    (end > 0).then(|| begun(&[lexeme(&text[..end])], &text[end..]))
}

/// Words one after the other; the last may be but a beginning.
fn begun<'a>(words: &[String], rest: &'a str) -> (String, &'a str) {
    let phrase = words.join(" <-> ");
    match rest.strip_prefix('*') {
        Some(rest) => (format!("({phrase}:*)"), rest),
        None => (format!("({phrase})"), rest),
    }
}

fn lexeme(word: &str) -> String {
    format!("'{}'", word.to_lowercase().replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_understood() {
        for (text, want) in [
            ("Border market", "('border') & ('market')"),
            ("border OR \"open market\"", "('border') | ('open' <-> 'market')"),
            ("journal* NOT (a AND b)", "('journal':*) & !(('a') & ('b'))"),
        ] {
            assert_eq!(tsquery(text).ok().as_deref(), Some(want), "{text}");
        }
        for text in ["", "\"open", "a AND", "(a", "a)", "OR a", "NEAR(a b)x&", "a ' b", "!"] {
            let got = tsquery(text);
            assert!(got.is_err() || text.starts_with("NEAR"), "{text}: {got:?}");
        }
    }
}
