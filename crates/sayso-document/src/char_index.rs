//! From byte to character number in constant time.

/// Characters before every 128th byte of a text; nothing for ASCII, where bytes are characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CharIndex {
    samples: Vec<u32>,
}

const STEP: usize = 128;

impl CharIndex {
    pub(crate) fn new(text: &str) -> CharIndex {
        if text.is_ascii() {
            return CharIndex::default();
        }
        let mut before = 0u32;
        let samples = text
            .as_bytes()
            .chunks(STEP)
            .map(|chunk| {
                let at = before;
                before += starts(chunk) as u32;
                at
            })
            .collect();
        CharIndex { samples }
    }

    /// Characters that start before byte `at` of `text`, the text that the index was made from.
    pub(crate) fn chars_before(&self, text: &str, at: usize) -> usize {
        match self.samples.get(at / STEP) {
            Some(&before) => before as usize + starts(&text.as_bytes()[at / STEP * STEP..at]),
            None if self.samples.is_empty() => at,
            // `at` is the end of a text whose length is a multiple of the step.
            None => {
                let last = self.samples.len() - 1;
                self.samples[last] as usize + starts(&text.as_bytes()[last * STEP..at])
            }
        }
    }

    /// The byte at which character `number` of `text` starts; the length of the text where there are fewer.
    pub(crate) fn byte_of(&self, text: &str, number: usize) -> usize {
        if self.samples.is_empty() {
            return number.min(text.len());
        }
        let chunk = self.samples.partition_point(|&before| before as usize <= number) - 1;
        let bytes = text.as_bytes();
        let mut left = number - self.samples[chunk] as usize;
        for (at, &byte) in bytes.iter().enumerate().skip(chunk * STEP) {
            if is_start(byte) {
                if left == 0 {
                    return at;
                }
                left -= 1;
            }
        }
        bytes.len()
    }
}

fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| is_start(b)).count()
}

#[cfg(test)]
mod tests {
    use super::CharIndex;

    #[test]
    fn agrees_with_counting() {
        for text in ["", "plain", &"é–x😀 ".repeat(100), &"é".repeat(128), &"é".repeat(64)] {
            let index = CharIndex::new(text);
            for (number, (at, _)) in text.char_indices().enumerate() {
                assert_eq!(index.chars_before(text, at), number);
                assert_eq!(index.byte_of(text, number), at);
            }
            assert_eq!(index.chars_before(text, text.len()), text.chars().count());
            assert_eq!(index.byte_of(text, text.chars().count()), text.len());
        }
    }
}
