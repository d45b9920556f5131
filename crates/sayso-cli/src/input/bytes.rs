//! Bytes of a file, unpacked on the way.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::walk::Found;
use crate::problem::Problem;

/// An open file.
pub(crate) type Bytes = Box<dyn BufRead + Send>;

const BUFFER: usize = 64 << 10;

/// Opens a file, or standard input; gzip and Zstandard are told by their first bytes.
pub(crate) fn open(file: &Found, consumed: Arc<AtomicU64>) -> Result<Bytes, Problem> {
    let raw: Box<dyn Read + Send> = match &file.path {
        None => Box::new(io::stdin()),
        Some(path) => Box::new(File::open(path).map_err(|e| unreadable(&file.shown, &e))?),
    };
    let mut packed = BufReader::with_capacity(BUFFER, Counted { inner: raw, consumed });
    let head = packed.fill_buf().map_err(|e| unreadable(&file.shown, &e))?;
    if head.starts_with(&[0x1f, 0x8b]) {
        return Ok(Box::new(BufReader::with_capacity(BUFFER, flate2::bufread::MultiGzDecoder::new(packed))));
    }
    if head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        return Ok(Box::new(BufReader::with_capacity(BUFFER, Frames { inner: packed, frame: None })));
    }
    Ok(Box::new(packed))
}

/// The first bytes of an open file, left in place.
pub(crate) fn peek<'a>(shown: &str, bytes: &'a mut Bytes) -> Result<&'a [u8], Problem> {
    bytes.fill_buf().map_err(|e| unreadable(shown, &e))
}

/// What to tell of a failed read.
pub(crate) fn unreadable(file: &str, error: &io::Error) -> Problem {
    let remedy = match error.kind() {
        io::ErrorKind::NotFound => "check the path",
        io::ErrorKind::PermissionDenied => "check its permissions",
        io::ErrorKind::UnexpectedEof => "the compressed file is cut short: fetch it again; what came before is kept",
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::Other => {
            "the compressed file is damaged: fetch it again; what came before is kept"
        }
        _ => "try again",
    };
    Problem::file(file, format!("cannot read: {error}"), remedy)
}

/// Counts the bytes that pass.
struct Counted<R> {
    inner: R,
    consumed: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.consumed.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

type Packed = BufReader<Counted<Box<dyn Read + Send>>>;

/// Zstandard frames one after the other, as `zstd` itself reads them.
struct Frames {
    inner: Packed,
    frame: Option<Box<ruzstd::decoding::FrameDecoder>>,
}

impl Frames {
    fn begin(&mut self) -> io::Result<bool> {
        if self.inner.fill_buf()?.is_empty() {
            return Ok(false);
        }
        let mut frame = Box::new(ruzstd::decoding::FrameDecoder::new());
        frame.init(&mut self.inner).map_err(io::Error::other)?;
        self.frame = Some(frame);
        Ok(true)
    }
}

impl Read for Frames {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let Some(frame) = self.frame.as_mut() else {
                if !self.begin()? {
                    return Ok(0);
                }
                continue;
            };
            if frame.can_collect() == 0 && !frame.is_finished() {
                let strategy = ruzstd::decoding::BlockDecodingStrategy::UptoBytes(buffer.len().max(1));
                frame.decode_blocks(&mut self.inner, strategy).map_err(io::Error::other)?;
            }
            let n = frame.read(buffer)?;
            if n > 0 || buffer.is_empty() {
                return Ok(n);
            }
            if frame.is_finished() {
                self.frame = None;
            }
        }
    }
}
