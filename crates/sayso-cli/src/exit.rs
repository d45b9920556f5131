//! How the program ends.

use std::process::ExitCode;

use crate::problem::Problem;
use crate::progress::say;

/// How a command went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All done.
    Done,
    /// Some inputs failed and were told; the rest is done.
    SomeFailed,
}

/// Why a command stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// It cannot go on.
    Fatal(Problem),
    /// Nobody reads what it writes any more.
    ReaderGone,
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Stop {
        Stop::Fatal(problem)
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Stop {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return Stop::ReaderGone;
        }
        Stop::Fatal(Problem::file("standard output", format!("cannot write: {error}"), "check free space"))
    }
}

/// The exit code of a command; tells why where it stopped.
pub(crate) fn code(result: Result<Outcome, Stop>) -> ExitCode {
    match result {
        Ok(Outcome::Done) | Err(Stop::ReaderGone) => ExitCode::SUCCESS,
        Ok(Outcome::SomeFailed) => ExitCode::from(1),
        Err(Stop::Fatal(problem)) => {
            say(&problem.to_string());
            ExitCode::from(2)
        }
    }
}
