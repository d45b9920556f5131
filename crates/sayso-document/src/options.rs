//! How a text is to be read.

/// What a line end means in a body without markup.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lines {
    /// Look at the text: lines broken to a width are joined, otherwise each line is a paragraph.
    #[default]
    Detect,
    /// Each line is a paragraph.
    Paragraphs,
    /// Lines are broken to a width: only blank lines, list items and short lines end a paragraph.
    Wrapped,
}

/// How a text is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Take the first line for the title where no title is given and the line looks like one: at most 25 words and
    /// 200 bytes, no final stop (a question mark is allowed), a blank line after it and more text below, no byline or
    /// dateline itself. The buffer stays the text as given and the body still starts at byte 0, so that offsets count
    /// from the start of the text; the title's sentences have [`crate::Field::Title`].
    pub title_line: bool,
    /// What a line end means.
    pub lines: Lines,
    /// Sentences of more tokens than this are cut at the last semicolon, comma, dash or conjunction before the limit,
    /// or at the limit. At least 8.
    pub longest_sentence: usize,
}

impl Default for Options {
    fn default() -> Options {
        Options { title_line: false, lines: Lines::Detect, longest_sentence: 400 }
    }
}
