//! What the tests of all crates share: the pages of `suite/`, and where things lie in the repository.
//!
//! - `page`: fenced blocks and cases of a Markdown page
//! - `verdict`: what is told of cases that fail, and of known failures that no longer do

mod page;
mod verdict;

use std::path::{Path, PathBuf};

pub use page::{Block, Case, blocks, cases};
pub use verdict::Verdict;

/// The folder of the repository.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The model that tests run: that of `$SAYSO_MODEL`, else the one in the repository.
#[must_use]
pub fn model_path() -> PathBuf {
    std::env::var_os("SAYSO_MODEL").map_or_else(|| root().join("models/base.sayso"), PathBuf::from)
}

/// The pages of a stage, in the order of their names: each with its name below `suite/`.
///
/// # Panics
/// Without such a folder, or where a page cannot be read.
#[must_use]
pub fn pages(stage: &str) -> Vec<(String, String)> {
    let folder = root().join("suite").join(stage);
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    let read = |path: &PathBuf| {
        let name = format!("{stage}/{}", path.file_name().unwrap_or_default().to_string_lossy());
        (name, std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display())))
    };
    paths.iter().map(read).collect()
}
