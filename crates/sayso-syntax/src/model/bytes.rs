//! Where the bytes of a model live: in the binary, in a file, or in memory of our own; always aligned to 64.

use std::borrow::Cow;
use std::fs::File;
use std::path::Path;

use bytemuck::{Pod, Zeroable};
use memmap2::Mmap;

/// Alignment of the file in memory and of tensors in the file.
pub(crate) const ALIGNMENT: usize = 64;

/// Aligns what it holds to 64 bytes, so that an included model can be used in place.
#[derive(Debug)]
#[repr(C, align(64))]
pub struct Aligned<T: ?Sized>(pub T);

/// The bytes of a model file as part of the binary, aligned for [`crate::Model::from_bytes`].
#[macro_export]
macro_rules! include_model {
    ($path:expr) => {{
        static MODEL: &$crate::Aligned<[u8]> = &$crate::Aligned(*include_bytes!($path));
        &MODEL.0
    }};
}

#[derive(Clone, Copy, Pod, Zeroable)]
#[repr(C, align(64))]
pub(crate) struct Block([u8; ALIGNMENT]);

pub(crate) enum Bytes {
    Static(&'static [u8]),
    Mapped(Mmap),
    Owned(Vec<Block>, usize),
}

impl Bytes {
    pub(crate) fn from_cow(bytes: Cow<'static, [u8]>) -> Bytes {
        match bytes {
            Cow::Borrowed(bytes) if bytes.as_ptr().addr().is_multiple_of(ALIGNMENT) => Bytes::Static(bytes),
            bytes => Bytes::copy(&bytes),
        }
    }

    fn copy(bytes: &[u8]) -> Bytes {
        let mut blocks = vec![Block([0; ALIGNMENT]); bytes.len().div_ceil(ALIGNMENT)];
        bytemuck::cast_slice_mut(&mut blocks)[..bytes.len()].copy_from_slice(bytes);
        Bytes::Owned(blocks, bytes.len())
    }

    #[allow(unsafe_code)]
    pub(crate) fn map(path: &Path) -> std::io::Result<Bytes> {
        let file = File::open(path)?;
        // SAFETY: the map is private to the model and read-only. That the file is not changed meanwhile is asked of
        // the caller of `Model::open`, as with every memory map.
        Ok(Bytes::Mapped(unsafe { Mmap::map(&file)? }))
    }

    pub(crate) fn as_slice(&self) -> &[u8] {
        match self {
            Bytes::Static(bytes) => bytes,
            Bytes::Mapped(map) => map,
            Bytes::Owned(blocks, len) => &bytemuck::cast_slice(blocks)[..*len],
        }
    }
}
