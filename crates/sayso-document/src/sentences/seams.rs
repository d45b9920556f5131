//! Ends of sentences that no stop marks: in letters and e-mails, lists of files and links, after ruled lines and credits.

use super::Paragraph;
use crate::chars;

/// Words that a letter opens with, before a name.
const OPENERS: &[&str] = &["Dear", "Hi", "Hello", "Hey"];

/// Words that it closes with, before a comma and the name of the writer.
const CLOSERS: &[&str] =
    &["regards", "wishes", "sincerely", "thanks", "thx", "cheers", "truly", "yours", "respectfully"];

/// Words that those come after: "Best regards", "Many thanks".
const BEFORE_CLOSERS: &[&str] = &["Best", "Kind", "Kindest", "Warm", "Warmest", "With", "Many", "Yours", "Very"];

/// Endings of the names of files.
const FILES: &[&str] =
    &[".pdf", ".doc", ".docx", ".xls", ".xlsx", ".txt", ".htm", ".html", ".jpg", ".zip", ".ppt", ".csv"];

impl Paragraph<'_> {
    /// Whether a sentence that began at `start` ends before the token at `at`, which is a later one, without a stop.
    pub(super) fn is_seam(&self, start: usize, at: usize) -> bool {
        if !self.spaced(at) {
            return false;
        }
        self.is_ruled(start, at)
            || self.is_dashed_off(start, at)
            || (self.is_link(at) && self.is_link(at - 1))
            || self.is_before_stamp(at)
            || self.is_after_stamp(start, at)
            || self.is_after_address(at)
            || self.is_before_file(at)
            || self.is_after_opener(start, at)
            || self.is_after_closer(start, at)
            || self.is_after_signature(start, at)
            || self.is_after_smiley(at)
            || self.is_after_credit(start, at)
    }

    /// A line of one symbol: "=========", "*****". Capitals after one are its heading: "**** NOTICE ****".
    fn is_ruled(&self, start: usize, at: usize) -> bool {
        let is_rule = |at: usize| {
            let word = self.word(at).as_bytes();
            word.len() >= 5
                && matches!(word[0], b'*' | b'=' | b'_' | b'-' | b'~' | b'#')
                && word.iter().all(|b| *b == word[0])
        };
        let is_heading = at - 1 == start && chars::is_all_capitals(self.word(at), 2);
        (is_rule(at - 1) && !is_heading) || (self.word(at).starts_with("____") && is_rule(at))
    }

    /// Around the "--" between a letter and the name below it: "We left. -- Ada Roth".
    fn is_dashed_off(&self, start: usize, at: usize) -> bool {
        let follows = |at: usize| chars::is_capitalised(self.word(at)) && self.spaced(at);
        let after_stop = |at: usize| at > self.range.start && matches!(self.word(at - 1), "." | "!" | "?");
        (self.word(at) == "--" && after_stop(at) && follows(at + 1))
            || (self.word(at - 1) == "--" && at - 1 == start && after_stop(at - 1) && follows(at))
    }

    fn is_link(&self, at: usize) -> bool {
        self.word(at).contains("://")
    }

    fn is_address(&self, at: usize) -> bool {
        self.word(at).contains('@')
    }

    /// "4/16/2000".
    fn is_numeric_date(&self, at: usize) -> bool {
        let mut parts = self.word(at).split('/');
        let mut is_number = |digits: std::ops::RangeInclusive<usize>| {
            parts.next().is_some_and(|p| digits.contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()))
        };
        is_number(1..=2) && is_number(1..=2) && is_number(2..=4) && parts.next().is_none()
    }

    /// "3:48" or "15:04:59".
    fn is_clock(&self, at: usize) -> bool {
        let word = self.word(at);
        word.contains(':') && word.bytes().all(|b| b.is_ascii_digit() || b == b':')
    }

    /// A day and time behind the name or address of a sender, not in a sentence: "Ada Roth 4/16/2000 3:48 PM".
    fn is_stamp(&self, at: usize) -> bool {
        if at < self.range.start + 2 || !self.is_numeric_date(at) || !self.is_clock(at + 1) {
            return false;
        }
        let is_name = |at: usize| chars::is_capitalised(self.word(at)) && !self.tables.starters.contains(self.word(at));
        let sender = if self.word(at - 1) == "on" { at - 2 } else { at - 1 };
        self.is_address(sender)
            || self.word(sender) == ">"
            || (sender > self.range.start && is_name(sender) && is_name(sender - 1))
    }

    fn is_before_stamp(&self, at: usize) -> bool {
        self.is_stamp(at) && self.word(at - 1) != "on"
    }

    fn is_after_stamp(&self, start: usize, at: usize) -> bool {
        let last = if matches!(self.word(at - 1), "AM" | "PM" | "am" | "pm") { at - 2 } else { at - 1 };
        let is_noon = matches!(self.word(at), "AM" | "PM" | "am" | "pm");
        last > start && !is_noon && self.is_clock(last) && self.is_stamp(last - 1)
    }

    /// Behind the address of a sender: "<ada@roth.org> Good morning", "E-mail: ada@roth.org Phone: …".
    fn is_after_address(&self, at: usize) -> bool {
        let has = |n: usize| at >= self.range.start + n;
        let given = has(2) && self.word(at - 2) == ":" && (self.is_address(at - 1) || self.is_link(at - 1));
        let ends = self.word(at - 1) == ">"
            && at >= self.range.start + 3
            && self.is_address(at - 2)
            && self.word(at - 3) == "<";
        (ends || given) && chars::is_capitalised(self.word(at))
    }

    /// Before "- map.pdf" in a list, and behind "<< File: map.pdf >>".
    fn is_before_file(&self, at: usize) -> bool {
        let is_file = |at: usize| FILES.iter().any(|ending| self.word(at).to_ascii_lowercase().ends_with(ending));
        let item = self.word(at) == "-" && is_file(at + 1) && self.spaced(at + 1);
        item || (self.word(at - 1) == ">>" && at >= self.range.start + 2 && is_file(at - 2))
    }

    /// "Dear Ms. Roth, The map …".
    fn is_after_opener(&self, start: usize, at: usize) -> bool {
        self.word(at - 1) == ","
            && at - start <= 6
            && OPENERS.contains(&self.word(start))
            && chars::is_capitalised(self.word(at))
    }

    /// "Best regards, Ada".
    fn is_after_closer(&self, start: usize, at: usize) -> bool {
        let whole = at == start + 2 || (at <= start + 4 && BEFORE_CLOSERS.contains(&self.word(start)));
        whole && self.closes(at) && chars::is_capitalised(self.word(at))
    }

    /// Whether "Best regards," stands before `at`.
    fn closes(&self, at: usize) -> bool {
        at >= self.range.start + 2
            && self.word(at - 1) == ","
            && CLOSERS.contains(&self.word(at - 2).to_lowercase().as_str())
    }

    /// Behind the name of the writer, before a word that begins a sentence.
    fn is_after_signature(&self, start: usize, at: usize) -> bool {
        at - start <= 3
            && self.closes(start)
            && self.tables.starters.contains(self.word(at))
            && (start..at).all(|name| chars::is_capitalised(self.word(name)))
    }

    /// Before an item of a list that runs on in a line, outside brackets: "… 2) The bridge". Items in lower case go on
    /// with their sentence.
    pub(super) fn is_item(&self, at: usize) -> bool {
        let digit = matches!(self.word(at).as_bytes(), [b'1'..=b'9']) && self.spaced(at);
        let item = digit && self.word(at + 1) == ")" && !self.spaced(at + 1) && self.spaced(at + 2);
        item && chars::is_capitalised(self.word(at + 2))
            && !matches!(self.word(at - 1), "and" | "or" | "," | ":" | "—" | "–")
    }

    fn is_after_smiley(&self, at: usize) -> bool {
        matches!(self.word(at - 1), ":)" | ":-)" | ";)" | ";-)" | ":D" | ":-D") && chars::is_capitalised(self.word(at))
    }

    /// Behind the name of an agency in brackets, or a link, that a sentence begins with: "(Wire Service) Troops …"; behind
    /// that of a photographer: "WS Photo/Ada Roth Troops …".
    fn is_after_credit(&self, start: usize, at: usize) -> bool {
        let photo = self.word(start + 1) == "Photo" && self.word(start + 2) == "/" && at == start + 5;
        if photo && [start, start + 3, start + 4, at].iter().all(|&t| chars::is_capitalised(self.word(t))) {
            return true;
        }
        let inner = start + 1..at - 1;
        let bracketed =
            matches!((self.word(start), self.word(at - 1)), ("(", ")") | ("[", "]")) && (1..=4).contains(&inner.len());
        let is_name = |at: usize| {
            let word = self.word(at);
            (chars::is_capitalised(word) && !self.tables.starters.contains(word)) || self.is_link(at)
        };
        let goes_on = self.word(at).starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“' | '('));
        bracketed && goes_on && inner.clone().all(is_name)
    }
}
