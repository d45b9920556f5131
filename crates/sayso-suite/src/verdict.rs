//! What is told of a run over many cases.

use std::fmt::Write;

/// Collects the cases that do not give what they should.
#[derive(Debug, Default)]
pub struct Verdict {
    n_cases: usize,
    faults: String,
}

impl Verdict {
    /// None so far.
    #[must_use]
    pub fn new() -> Verdict {
        Verdict::default()
    }

    /// Takes one case. One that is known to fail must fail, so that it is moved as soon as it no longer does.
    pub fn take(&mut self, place: &str, is_known: bool, fault: Option<&str>) {
        self.n_cases += 1;
        let told = match (is_known, fault) {
            (false, Some(fault)) => writeln!(self.faults, "{place}: {fault}"),
            (true, None) => writeln!(self.faults, "{place}: is known to fail, but no longer does: move it"),
            _ => Ok(()),
        };
        told.unwrap_or_default();
    }

    /// Compares what is expected of a case, line by line and in any order, with what was found.
    pub fn compare(&mut self, page: &str, case: &crate::Case, mut found: Vec<String>) {
        let mut expected = case.expected.clone();
        expected.retain(|line| line != "(nothing)");
        expected.sort();
        found.sort();
        let only = |these: &[String], those: &[String]| -> String {
            these.iter().filter(|line| !those.contains(line)).map(|line| format!("\n    {line}")).collect()
        };
        let fault = (expected != found).then(|| {
            format!(
                "{}\n  expected, not found:{}\n  found, not expected:{}",
                case.text,
                only(&expected, &found),
                only(&found, &expected)
            )
        });
        self.take(&format!("suite/{page}:{}", case.line), case.is_not_yet, fault.as_deref());
    }

    /// Ends the test.
    ///
    /// # Panics
    /// If a case failed, or fewer than `least` were seen.
    pub fn end(self, least: usize) {
        let n_faults = self.faults.lines().filter(|line| !line.starts_with(' ')).count();
        assert!(self.faults.is_empty(), "{n_faults} of {} cases\n{}", self.n_cases, self.faults);
        assert!(self.n_cases >= least, "only {} cases seen, at least {least} expected", self.n_cases);
    }
}
