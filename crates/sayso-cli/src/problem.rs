//! What went wrong with one input: where, why, and what to do about it.

use std::fmt;

/// Something that could not be read or coded. Everything else goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// The file as the user named it; empty where no file is at fault.
    pub(crate) file: String,
    /// Line in it, counted from 1, where there is one to name.
    pub(crate) line: Option<u64>,
    /// What is wrong.
    pub(crate) reason: String,
    /// What would put it right.
    pub(crate) remedy: String,
}

impl Problem {
    /// A problem with a whole file.
    pub(crate) fn file(file: &str, reason: impl Into<String>, remedy: impl Into<String>) -> Problem {
        Problem { file: file.to_owned(), line: None, reason: reason.into(), remedy: remedy.into() }
    }

    /// A problem with how the program was called or set up.
    pub(crate) fn usage(reason: impl Into<String>, remedy: impl Into<String>) -> Problem {
        Problem::file("", reason, remedy)
    }

    /// The same problem, at a line.
    pub(crate) fn at(self, line: u64) -> Problem {
        Problem { line: Some(line), ..self }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.file.is_empty(), self.line) {
            (true, _) => {}
            (false, None) => write!(f, "{}: ", self.file)?,
            (false, Some(line)) => write!(f, "{}:{line}: ", self.file)?,
        }
        write!(f, "{}", self.reason)?;
        if !self.remedy.is_empty() {
            write!(f, " ({})", self.remedy)?;
        }
        Ok(())
    }
}
