//! Words as people type them into a search box, made into a search that the store understands.

/// Most words of a search.
const MOST: usize = 32;

/// The search for `words` all of which must be there, "a phrase", begin*, either OR, -without; `None` where no word is left.
pub(crate) fn search(text: &str) -> Option<String> {
    let (mut wanted, mut unwanted) = (Vec::<String>::new(), Vec::new());
    let mut is_alternative = false;
    for (term, is_phrase) in terms(text).take(MOST) {
        if !is_phrase && matches!(term.as_str(), "OR" | "|") {
            is_alternative = !wanted.is_empty();
            continue;
        }
        let (term, is_not) = match term.strip_prefix('-').filter(|_| !is_phrase) {
            Some(rest) => (rest.to_owned(), true),
            None => (term, false),
        };
        let Some(quoted) = quoted(&term, is_phrase) else { continue };
        match (is_not, is_alternative, wanted.last_mut()) {
            (true, ..) => unwanted.push(quoted),
            (false, true, Some(last)) => *last = format!("{last} OR {quoted}"),
            _ => wanted.push(quoted),
        }
        is_alternative = false;
    }
    let all = wanted.iter().map(|term| format!("({term})")).collect::<Vec<_>>().join(" AND ");
    match (all.is_empty(), unwanted.is_empty()) {
        (true, _) => None,
        (false, true) => Some(all),
        (false, false) => Some(format!("({all}) NOT ({})", unwanted.join(" OR "))),
    }
}

/// Words, and phrases in quotes.
fn terms(text: &str) -> impl Iterator<Item = (String, bool)> + '_ {
    text.split('"').enumerate().flat_map(|(at, part)| {
        let is_phrase = at % 2 == 1;
        let words: Vec<String> =
            if is_phrase { vec![part.to_owned()] } else { part.split_whitespace().map(str::to_owned).collect() };
        words.into_iter().map(move |word| (word, is_phrase))
    })
}

/// A term that no character of it can turn into anything but words.
fn quoted(term: &str, is_phrase: bool) -> Option<String> {
    let plain: String = term.chars().map(|c| if c == '"' || c.is_control() { ' ' } else { c }).collect();
    if !plain.chars().any(char::is_alphanumeric) {
        return None;
    }
    let star = if !is_phrase && plain.ends_with('*') { "*" } else { "" };
    Some(format!("\"{}\"{star}", plain.trim_end_matches('*').trim()))
}

#[cfg(test)]
mod tests {
    use super::search;

    #[test]
    fn words_become_a_search() {
        let made = |text: &str| search(text).unwrap_or_default();
        assert_eq!(made("border talks"), r#"("border") AND ("talks")"#);
        assert_eq!(made(r#""border talks" army"#), r#"("border talks") AND ("army")"#);
        assert_eq!(made("shell* OR bomb* -market"), r#"(("shell"* OR "bomb"*)) NOT ("market")"#);
        assert_eq!(
            made(r#"a" NEAR(b c) "#),
            r#"("a") AND (" NEAR(b c) ")"#.replace("(\" NEAR(b c) \")", r#"("NEAR(b c)")"#)
        );
        assert_eq!(search("  -x  OR ' -- \" ) "), None);
        assert_eq!(search("\0 * ( \""), None);
    }
}
