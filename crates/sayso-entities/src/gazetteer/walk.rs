//! Reading text through the key table, letter by letter.

use fst::raw::{CompiledAddr, Output};

use super::{Folded, Gazetteer, Name, fold_char};

/// A position in the key table. Feed it text; it dies as soon as no name continues so.
#[derive(Clone)]
pub struct Walk<'a> {
    gazetteer: &'a Gazetteer,
    at: Option<CompiledAddr>,
    output: Output,
    blank: bool,
    started: bool,
    /// What has been read, folded, where there are places of the user's.
    key: String,
}

impl<'a> Walk<'a> {
    pub(super) fn new(gazetteer: &'a Gazetteer) -> Walk<'a> {
        let at = Some(gazetteer.keys.root().addr());
        Walk { gazetteer, at, output: Output::zero(), blank: false, started: false, key: String::new() }
    }

    /// Whether some name still continues so.
    #[must_use]
    pub fn is_alive(&self) -> bool {
        self.at.is_some() || self.gazetteer.user.as_deref().is_some_and(|user| user.continues(&self.key))
    }

    fn byte(&mut self, byte: u8) {
        if self.gazetteer.user.is_some() {
            self.key.push(char::from(byte));
        }
        let Some(at) = self.at else { return };
        let node = self.gazetteer.keys.node(at);
        self.at = node.find_input(byte).map(|i| {
            let transition = node.transition(i);
            self.output = self.output.cat(transition.out);
            transition.addr
        });
    }

    fn letters(&mut self, letters: &[u8]) {
        if self.blank && self.started {
            self.byte(b' ');
        }
        self.blank = false;
        self.started = true;
        for &letter in letters {
            self.byte(letter);
        }
    }

    /// Reads on.
    pub fn read(&mut self, text: &str) {
        for c in text.chars() {
            if self.at.is_none() && self.gazetteer.user.is_none() {
                return;
            }
            match fold_char(c) {
                Folded::Letter(letter) => self.letters(&[letter]),
                Folded::Letters(letters) => self.letters(letters.as_bytes()),
                Folded::Blank => self.blank = true,
                Folded::Nothing => {}
            }
        }
    }

    /// The name read so far, if it is one.
    #[must_use]
    pub fn name(&self) -> Option<Name> {
        if let Some(name) = self.users() {
            return Some(name.clone());
        }
        let node = self.gazetteer.keys.node(self.at?);
        let output = self.output.cat(node.final_output());
        (self.started && node.is_final()).then(|| self.gazetteer.postings(output.value()))
    }

    /// Whether the text read so far is a name (cheaper than [`Walk::name`]).
    #[must_use]
    pub fn is_name(&self) -> bool {
        self.users().is_some() || self.started && self.at.is_some_and(|at| self.gazetteer.keys.node(at).is_final())
    }

    /// What the user's places make of the name read so far.
    fn users(&self) -> Option<&'a Name> {
        self.gazetteer.user.as_deref()?.names.get(&self.key)
    }
}
