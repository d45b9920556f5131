//! Lines of bounded length.

use std::io::{self, BufRead};

use super::bytes::Bytes;

/// Lines with their numbers.
pub(crate) struct Lines {
    bytes: Bytes,
    number: u64,
    limit: usize,
}

/// A line as it came.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum RawLine {
    /// Its bytes, without the line end.
    Bytes(Vec<u8>),
    /// It was longer than the limit and has been passed over.
    TooLong,
}

impl Lines {
    /// Lines of at most `limit` bytes.
    pub(crate) fn new(bytes: Bytes, limit: usize) -> Lines {
        Lines { bytes, number: 0, limit }
    }

    /// The number of the line given last, counted from 1.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    /// The next line; `None` at the end.
    pub(crate) fn next(&mut self) -> io::Result<Option<RawLine>> {
        let mut line = Vec::new();
        let mut too_long = false;
        let mut any = false;
        loop {
            let chunk = match self.bytes.fill_buf() {
                Ok(chunk) => chunk,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => {
                    self.number += 1;
                    return Err(e);
                }
            };
            if chunk.is_empty() {
                break;
            }
            any = true;
            let end = chunk.iter().position(|&b| b == b'\n');
            let used = end.unwrap_or(chunk.len());
            if line.len() + used > self.limit {
                too_long = true;
                line = Vec::new();
            }
            if !too_long {
                line.extend_from_slice(&chunk[..used]);
            }
            self.bytes.consume(end.map_or(used, |e| e + 1));
            if end.is_some() {
                break;
            }
        }
        if !any {
            return Ok(None);
        }
        self.number += 1;
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        Ok(Some(if too_long { RawLine::TooLong } else { RawLine::Bytes(line) }))
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Cursor};

    use super::*;

    #[test]
    fn long_lines_are_passed_over_and_the_rest_kept() {
        let text = format!("one\r\n{}\n\nlast", "x".repeat(100));
        let bytes: Bytes = Box::new(BufReader::with_capacity(7, Cursor::new(text.into_bytes())));
        let mut lines = Lines::new(bytes, 10);
        let mut all = Vec::new();
        while let Some(line) = lines.next().expect("memory does not fail") {
            all.push((lines.number(), line));
        }
        let bytes = |text: &str| RawLine::Bytes(text.as_bytes().to_vec());
        assert_eq!(all, [(1, bytes("one")), (2, RawLine::TooLong), (3, bytes("")), (4, bytes("last"))]);
    }
}
