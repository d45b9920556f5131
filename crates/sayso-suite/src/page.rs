//! Markdown pages of cases.

/// A fenced block of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What stands behind the opening fence.
    pub kind: String,
    /// Line of the opening fence, counted from 1.
    pub line: usize,
    /// The lines between the fences.
    pub content: String,
    /// Whether it stands below a heading "Not yet": what it holds is expected to fail.
    pub is_not_yet: bool,
}

/// A text and what is expected of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Line of the text, counted from 1.
    pub line: usize,
    /// The text.
    pub text: String,
    /// What is expected, line by line.
    pub expected: Vec<String>,
    /// Whether it stands below a heading "Not yet".
    pub is_not_yet: bool,
}

/// The fenced blocks of a page.
#[must_use]
pub fn blocks(page: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let (mut is_open, mut is_not_yet) = (false, false);
    for (i, line) in page.lines().enumerate() {
        match line.strip_prefix("```") {
            Some(kind) if !is_open => {
                found.push(Block { kind: kind.to_owned(), line: i + 1, content: String::new(), is_not_yet });
                is_open = true;
            }
            Some(_) => is_open = false,
            None if is_open => {
                if let Some(block) = found.last_mut() {
                    block.content.push_str(line);
                    block.content.push('\n');
                }
            }
            None if line.starts_with('#') => is_not_yet = line.trim_start_matches('#').trim() == "Not yet",
            None => {}
        }
    }
    found
}

/// The cases in the blocks without a kind. A text may go on in lines that begin with `> `; a lone `>` begins a paragraph.
/// What is expected of it stands behind it, after ` | `, or below it, one an indented line.
#[must_use]
pub fn cases(page: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for block in blocks(page).into_iter().filter(|block| block.kind.is_empty()) {
        for (i, line) in block.content.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            if let (Some(expected), Some(case)) = (line.strip_prefix("  "), cases.last_mut()) {
                case.expected.push(expected.trim_end().to_owned());
                continue;
            }
            if let (">", Some(case)) = (line.trim_end(), cases.last_mut()) {
                case.text.push_str("\n\n");
                continue;
            }
            let mut fields = line.split(" | ");
            let text = fields.next().unwrap_or_default();
            let expected = fields.map(|field| field.trim().to_owned());
            match (text.strip_prefix("> "), cases.last_mut()) {
                (Some(more), Some(case)) => {
                    let space = if case.text.ends_with('\n') { "" } else { " " };
                    case.text.push_str(space);
                    case.text.push_str(more);
                    case.expected.extend(expected);
                }
                _ => cases.push(Case {
                    line: block.line + 1 + i,
                    text: text.to_owned(),
                    expected: expected.collect(),
                    is_not_yet: block.is_not_yet,
                }),
            }
        }
    }
    cases
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read() {
        let page = "# Page\n```\nOne. | a = b | c\n> Two. | d\n```\n```text\nnone\n```\n## Not yet\n```\n\nThree.\n  x y | z\n```\n";
        let found = cases(page);
        let case = |line, text: &str, expected: &[&str], is_not_yet| Case {
            line,
            text: text.to_owned(),
            expected: expected.iter().map(|e| (*e).to_owned()).collect(),
            is_not_yet,
        };
        assert_eq!(found, [case(3, "One. Two.", &["a = b", "c", "d"], false), case(12, "Three.", &["x y | z"], true)]);
        assert_eq!(blocks(page)[1].kind, "text");
    }
}
