//! Strings by number, each kept once.

use std::collections::HashMap;

/// Strings by number. Number 0 is the empty string.
#[derive(Debug)]
pub(crate) struct Names {
    all: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
}

impl Default for Names {
    fn default() -> Names {
        Names { all: vec!["".into()], numbers: HashMap::from([("".into(), 0)]) }
    }
}

impl Names {
    /// The number of a string, kept from now on.
    pub(crate) fn keep(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.numbers.get(text) {
            return number;
        }
        let number = self.all.len() as u32;
        self.all.push(text.into());
        self.numbers.insert(text.into(), number);
        number
    }

    /// The number of a string that is kept.
    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        self.numbers.get(text).copied()
    }

    /// A string by its number.
    pub(crate) fn get(&self, number: u32) -> &str {
        self.all.get(number as usize).map_or("", |text| text)
    }

    /// How many there are, the empty one included.
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// Which of them meet a condition, by number.
    pub(crate) fn which(&self, wanted: impl Fn(&str) -> bool) -> Vec<bool> {
        self.all.iter().map(|text| wanted(text)).collect()
    }
}
