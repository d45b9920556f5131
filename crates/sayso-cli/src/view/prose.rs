//! Running text with marks, wrapped to a width.

use unicode_width::UnicodeWidthChar;

use super::ink::{Ink, Mark};

/// Text with a mark and a note for every character.
pub(crate) struct Prose {
    text: Vec<char>,
    marks: Vec<Mark>,
    /// Notes that stand after a character, in order.
    notes: Vec<(usize, String)>,
}

impl Prose {
    /// Unmarked text. Control characters are shown as blanks, lest the text steer the terminal.
    pub(crate) fn new(text: &str) -> Prose {
        let shown = |c: char| if c.is_control() && c != '\n' { ' ' } else { c };
        let text: Vec<char> = text.chars().map(shown).collect();
        Prose { marks: vec![Mark::default(); text.len()], text, notes: Vec::new() }
    }

    /// Changes the marks of a range of characters.
    pub(crate) fn mark(&mut self, span: [usize; 2], change: impl Fn(&mut Mark)) {
        let end = span[1].min(self.marks.len());
        self.marks[span[0].min(end)..end].iter_mut().for_each(change);
    }

    /// Puts a note after a range of characters.
    pub(crate) fn note(&mut self, span: [usize; 2], note: String) {
        if let Some(last) = span[1].min(self.text.len()).checked_sub(1) {
            self.notes.push((last, note));
        }
    }

    /// The lines of the text, wrapped.
    pub(crate) fn lines(mut self, width: usize, ink: Ink) -> Vec<String> {
        self.notes.sort_by_key(|&(at, _)| at);
        let mut lines = Vec::new();
        let mut start = 0;
        while start < self.text.len() {
            let end = self.text[start..].iter().position(|&c| c == '\n').map_or(self.text.len(), |n| start + n);
            self.paragraph(start..end, width, ink, &mut lines);
            start = end + 1;
        }
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        lines
    }

    fn paragraph(&self, range: std::ops::Range<usize>, width: usize, ink: Ink, lines: &mut Vec<String>) {
        let (mut line, mut used) = (String::new(), 0);
        let mut before: Option<Mark> = None;
        let mut at = range.start;
        while at < range.end {
            if self.text[at] == ' ' {
                at += 1;
                continue;
            }
            let word = at..range.end.min(at + self.text[at..range.end].iter().take_while(|&&c| c != ' ').count());
            let (shown, needed) = self.word(word.clone(), ink);
            if used > 0 && used + 1 + needed > width {
                lines.push(std::mem::take(&mut line));
                (used, before) = (0, None);
            }
            if used > 0 {
                let same = before.is_some_and(|mark| mark == self.marks[at]) && !self.has_note(at - 1);
                line.push_str(&if same { ink.mark(" ", self.marks[at]) } else { " ".to_owned() });
                used += 1;
            }
            line.push_str(&shown);
            used += needed;
            before = self.marks.get(word.end - 1).copied();
            at = word.end;
        }
        lines.push(line);
    }

    fn has_note(&self, at: usize) -> bool {
        self.notes.binary_search_by_key(&at, |&(end, _)| end).is_ok()
    }

    /// A word as it is shown, with its notes, and its width.
    fn word(&self, range: std::ops::Range<usize>, ink: Ink) -> (String, usize) {
        let (mut shown, mut width) = (String::new(), 0);
        let mut run = String::new();
        for at in range.clone() {
            run.push(self.text[at]);
            width += self.text[at].width().unwrap_or(0);
            let from = self.notes.partition_point(|&(end, _)| end < at);
            let notes = self.notes[from..].iter().take_while(|&&(end, _)| end == at);
            let notes: Vec<&str> = notes.map(|(_, note)| note.as_str()).collect();
            if at + 1 == range.end || self.marks[at] != self.marks[at + 1] || !notes.is_empty() {
                shown.push_str(&ink.mark(&run, self.marks[at]));
                run.clear();
            }
            if !notes.is_empty() {
                let note = format!("[{}]", notes.join(","));
                width += note.len();
                shown.push_str(&ink.faint(&note));
            }
        }
        (shown, width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::ink::Told;

    #[test]
    fn wraps_and_notes() {
        let mut prose = Prose::new("The army shelled the town.\n\nNobody was hurt.");
        prose.note([9, 16], "1".to_owned());
        assert_eq!(prose.lines(20, Ink::Plain), ["The army shelled[1]", "the town.", "", "Nobody was hurt."]);
    }

    #[test]
    fn marks_reach_across_blanks_and_past_the_end() {
        let mut prose = Prose::new("opened fire\u{1b}[2J");
        prose.mark([0, 11], |mark| mark.told = Some(Told::Denied));
        prose.mark([50, 90], |mark| mark.told = Some(Told::Fact));
        let lines = prose.lines(40, Ink::Styled);
        assert_eq!(lines.len(), 1);
        assert!(!lines[0].contains("\u{1b}[2J"), "the text cannot steer the terminal");
        assert_eq!(lines[0].matches("\u{1b}[9m").count(), 3, "two words and the blank between them: {:?}", lines[0]);
    }
}
