//! Tables whose cells wrap to the width of the screen.

use unicode_width::UnicodeWidthStr;

use super::ink::{Ink, Mark};

/// Blanks between columns.
const GAP: usize = 2;

/// A column is not made narrower than this for the sake of others.
const LEAST: usize = 9;

/// A cell: its text and how it is marked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cell {
    pub(crate) text: String,
    pub(crate) mark: Mark,
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell { text, mark: Mark::default() }
    }
}

/// Rows under a row of names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    pub(crate) names: Vec<&'static str>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

impl Table {
    /// The lines of the table. Columns without any text are left out.
    pub(crate) fn lines(&self, width: usize, ink: Ink) -> Vec<String> {
        let used: Vec<usize> =
            (0..self.names.len()).filter(|&c| self.rows.iter().any(|r| !r[c].text.is_empty())).collect();
        let natural: Vec<usize> = used.iter().map(|&c| self.natural_width(c)).collect();
        let words: Vec<usize> = used.iter().map(|&c| self.word_width(c)).collect();
        let widths = shrink(natural, &words, width.saturating_sub(GAP * used.len().saturating_sub(1)));
        let mut lines = Vec::new();
        let names: Vec<Cell> = used.iter().map(|&c| Cell::from(self.names[c].to_owned())).collect();
        row_lines(&names.iter().collect::<Vec<_>>(), &widths, |text, _| ink.strong(text), &mut lines);
        for row in &self.rows {
            let cells: Vec<&Cell> = used.iter().map(|&c| &row[c]).collect();
            row_lines(&cells, &widths, |text, mark| ink.mark(text, mark), &mut lines);
        }
        lines
    }

    /// Width of the widest word of a column.
    fn word_width(&self, column: usize) -> usize {
        let cells = self.rows.iter().map(|row| row[column].text.as_str()).chain([self.names[column]]);
        cells.flat_map(|text| text.split(' ')).map(str::width).max().unwrap_or(0)
    }

    fn natural_width(&self, column: usize) -> usize {
        let cells = self.rows.iter().map(|row| row[column].text.width());
        cells.max().unwrap_or(0).max(self.names[column].width())
    }
}

/// Takes width from the widest columns until all fit: first where no word is broken, then anywhere.
fn shrink(mut widths: Vec<usize>, words: &[usize], room: usize) -> Vec<usize> {
    for least in [words, &vec![LEAST; words.len()]] {
        while widths.iter().sum::<usize>() > room {
            let wide = widths.iter_mut().zip(least).filter(|(width, least)| **width > **least);
            let Some((widest, _)) = wide.max_by_key(|(width, _)| **width) else { break };
            *widest -= 1;
        }
    }
    widths
}

fn row_lines(cells: &[&Cell], widths: &[usize], paint: impl Fn(&str, Mark) -> String, lines: &mut Vec<String>) {
    let wrapped: Vec<Vec<String>> = cells.iter().zip(widths).map(|(cell, &width)| wrap(&cell.text, width)).collect();
    for at in 0..wrapped.iter().map(Vec::len).max().unwrap_or(0) {
        let mut line = String::new();
        let mut pending = 0;
        for ((cell, parts), &width) in cells.iter().zip(&wrapped).zip(widths) {
            let part = parts.get(at).map_or("", String::as_str);
            if !part.is_empty() {
                line.extend(std::iter::repeat_n(' ', pending));
                line.push_str(&paint(part, cell.mark));
                pending = 0;
            }
            pending += width - part.width().min(width) + GAP;
        }
        lines.push(line);
    }
}

/// Breaks text at blanks; a word that is too wide is broken anywhere.
fn wrap(text: &str, width: usize) -> Vec<String> {
    // A text cannot steer the terminal.
    let text = text.replace(char::is_control, " ");
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().map_or(0, |line| line.width());
        if line > 0 && line + 1 + word.width() > width {
            lines.push(String::new());
        } else if line > 0
            && let Some(line) = lines.last_mut()
        {
            line.push(' ');
        }
        for c in word.chars() {
            let mut shown = [0; 4];
            let c = c.encode_utf8(&mut shown);
            if lines.last().is_some_and(|line| !line.is_empty() && line.width() + c.width() > width) {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                line.push_str(c);
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_wrap_and_empty_columns_go() {
        let row = |cells: [&str; 3]| cells.iter().map(|text| Cell::from((*text).to_owned())).collect();
        let table = Table {
            names: vec!["who", "where", "what"],
            rows: vec![row(["the interior ministry", "", "denied it"]), row(["police", "", "beat them"])],
        };
        assert_eq!(
            table.lines(22, Ink::Plain),
            ["who          what", "the          denied it", "interior", "ministry", "police       beat them"]
        );
    }

    #[test]
    fn wide_words_are_broken() {
        assert_eq!(wrap("abcdefghijklm no", 5), ["abcde", "fghij", "klm", "no"]);
    }
}
