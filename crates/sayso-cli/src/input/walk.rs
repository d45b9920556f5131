//! Which files to read: those named, and those of a known kind below the directories named, in the order of their names.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::format::{self, Format};
use crate::problem::Problem;

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Where it is; `None` is standard input.
    pub(crate) path: Option<PathBuf>,
    /// How to name it to the user.
    pub(crate) shown: String,
    /// Identifier of its report where it holds one without: name without extensions, below its directory.
    pub(crate) stem: String,
}

impl Found {
    fn stdin() -> Found {
        Found { path: None, shown: "standard input".to_owned(), stem: "stdin".to_owned() }
    }

    fn file(path: &Path, stem: &str) -> Found {
        Found {
            path: Some(path.to_owned()),
            shown: path.display().to_string(),
            stem: format::without_extensions(stem).replace('\\', "/"),
        }
    }

    /// Its name without directory and compression.
    pub(crate) fn plain_name(&self) -> String {
        let name = self.path.as_deref().and_then(Path::file_name).map(|n| n.to_string_lossy().into_owned());
        format::without_compression(&name.unwrap_or_default()).to_owned()
    }
}

/// Depth-first walk over inputs.
pub(crate) struct Walk {
    /// What is left, last first.
    stack: Vec<Result<Step, Problem>>,
}

enum Step {
    File(Found),
    Directory { path: PathBuf, below: String },
}

impl Walk {
    /// Over files, directories and `-`.
    pub(crate) fn new(inputs: &[String]) -> Walk {
        let mut uses: BTreeMap<String, usize> = BTreeMap::new();
        for input in inputs {
            *uses.entry(file_name(input)).or_default() += 1;
        }
        let step = |input: &String| {
            let path = Path::new(input);
            if input == "-" {
                Ok(Step::File(Found::stdin()))
            } else if path.is_dir() {
                let below = if inputs.len() > 1 { format!("{}/", file_name(input)) } else { String::new() };
                Ok(Step::Directory { path: path.to_owned(), below })
            } else if path.exists() {
                let name = file_name(input);
                Ok(Step::File(Found::file(path, if uses[&name] > 1 { input } else { &name })))
            } else {
                Err(Problem::file(input, "no such file or directory", "check the path"))
            }
        };
        let mut stack: Vec<_> = inputs.iter().map(step).collect();
        stack.reverse();
        Walk { stack }
    }

    fn descend(&mut self, path: &Path, below: &str) -> Result<(), Problem> {
        let failed = |e: std::io::Error| {
            Problem::file(&path.display().to_string(), format!("cannot list: {e}"), "check its permissions")
        };
        let mut entries = fs::read_dir(path).and_then(|dir| dir.collect::<Result<Vec<_>, _>>()).map_err(failed)?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries.into_iter().rev() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let Ok(kind) = entry.file_type() else { continue };
            if kind.is_dir() {
                let below = format!("{below}{name}/");
                self.stack.push(Ok(Step::Directory { path: entry.path(), below }));
            } else if entry.path().is_file() && is_known(&entry.path(), &name) {
                self.stack.push(Ok(Step::File(Found::file(&entry.path(), &format!("{below}{name}")))));
            }
        }
        Ok(())
    }
}

impl Iterator for Walk {
    type Item = Result<Found, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.stack.pop()? {
                Ok(Step::File(found)) => return Some(Ok(found)),
                Ok(Step::Directory { path, below }) => {
                    if let Err(problem) = self.descend(&path, &below) {
                        return Some(Err(problem));
                    }
                }
                Err(problem) => return Some(Err(problem)),
            }
        }
    }
}

/// Whether a file of a directory is to be read: by its name, or, as XML may be anything, because it begins as a feed does.
fn is_known(path: &Path, name: &str) -> bool {
    let begins_as_feed = || {
        let mut head = Vec::new();
        let read = fs::File::open(path).and_then(|file| file.take(4096).read_to_end(&mut head));
        read.is_ok()
            && format::is_feed(String::from_utf8_lossy(&head).trim_start_matches(['\u{feff}', ' ', '\r', '\n']))
    };
    Format::of_name(format::without_compression(name)).is_some() || (name.ends_with(".xml") && begins_as_feed())
}

fn file_name(input: &str) -> String {
    let path = Path::new(input);
    let canonical = path.file_name().is_none().then(|| path.canonicalize().ok()).flatten();
    let named = canonical.as_deref().unwrap_or(path);
    named.file_name().map_or_else(|| input.to_owned(), |n| n.to_string_lossy().into_owned())
}
