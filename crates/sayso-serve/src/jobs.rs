//! Files that are read into the store, one after the other.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use serde::Serialize;
use utoipa::ToSchema;

use crate::app::{App, lock};
use crate::fault::Fault;
use crate::host::Progress;

/// Jobs that are remembered after they are done.
const REMEMBERED: usize = 100;

/// Jobs that may wait.
const WAITING: usize = 20;

/// Endings of names that the program can read.
const KNOWN: [&str; 9] = ["txt", "html", "htm", "jsonl", "ndjson", "json", "csv", "tsv", "conllu"];

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum JobState {
    /// Another is being read.
    Waiting,
    /// It is being read.
    Running,
    /// All of it has been read.
    Done,
    /// It could not be read.
    Failed,
}

/// A file that is read.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Job {
    /// Its number.
    pub(crate) job: String,
    /// Name of the file.
    name: String,
    /// Where it stands.
    state: JobState,
    #[serde(flatten)]
    progress: Progress,
}

/// All jobs.
#[derive(Default)]
pub(crate) struct Jobs {
    all: Mutex<BTreeMap<u64, Job>>,
    turn: Mutex<()>,
}

impl Jobs {
    /// All jobs, latest first.
    pub(crate) fn list(&self) -> Vec<Job> {
        lock(&self.all).values().rev().cloned().collect()
    }

    /// One job.
    pub(crate) fn get(&self, number: &str) -> Option<Job> {
        lock(&self.all).get(&number.parse().ok()?).cloned()
    }

    /// The job that is under way.
    pub(crate) fn running(&self) -> Option<String> {
        let all = lock(&self.all);
        all.values().find(|job| job.state == JobState::Running).map(|job| job.job.clone())
    }

    fn change(&self, number: u64, change: impl FnOnce(&mut Job)) {
        if let Some(job) = lock(&self.all).get_mut(&number) {
            change(job);
        }
    }

    fn open(&self, name: &str) -> Result<u64, Fault> {
        let mut all = lock(&self.all);
        if all.values().filter(|job| job.state == JobState::Waiting).count() >= WAITING {
            return Err(Fault::conflict("too many files are waiting", "wait until some are read"));
        }
        let number = all.keys().next_back().map_or(1, |last| last + 1);
        let job = Job {
            job: number.to_string(),
            name: name.to_owned(),
            state: JobState::Waiting,
            progress: Progress::default(),
        };
        all.insert(number, job);
        while all.len() > REMEMBERED {
            all.pop_first();
        }
        Ok(number)
    }
}

/// Begins to read a file.
pub(crate) fn begin(app: &Arc<App>, name: &str, date: Option<String>, bytes: &[u8]) -> Result<String, Fault> {
    let name = plain(name)?;
    let number = app.jobs.open(&name)?;
    let failed = |error: std::io::Error| Fault::inside(format!("the file cannot be kept while it is read: {error}"));
    let folder = folder(number).map_err(failed)?;
    let file = folder.join(&name);
    std::fs::write(&file, bytes).map_err(failed)?;
    let app = Arc::clone(app);
    std::thread::spawn(move || {
        run(&app, number, &file, date.as_deref());
        // A folder that stays is in nobody's way.
        drop(std::fs::remove_dir_all(&folder));
    });
    Ok(number.to_string())
}

fn run(app: &Arc<App>, number: u64, file: &Path, date: Option<&str>) {
    let _turn = lock(&app.jobs.turn);
    app.jobs.change(number, |job| job.state = JobState::Running);
    let mut tell = |progress: &Progress| app.jobs.change(number, |job| job.progress = progress.clone());
    let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| app.host.add(file, date, &mut tell)));
    let read = read.unwrap_or_else(|_| Err("an error inside the program".to_owned()));
    let shown = app.remake().map_err(|fault| fault.message);
    app.jobs.change(number, |job| match read.and(shown) {
        Ok(()) => job.state = JobState::Done,
        Err(what) => {
            job.state = JobState::Failed;
            job.progress.problems.push(what);
        }
    });
}

/// A name without folders, made of plain characters, that ends as a file does that can be read.
fn plain(name: &str) -> Result<String, Fault> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let keep = |c: char| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ' ') { c } else { '_' };
    let plain: String = last.chars().take(120).map(keep).collect();
    let plain = plain.trim_matches(['.', ' ']).to_owned();
    let bare = plain.to_lowercase();
    let bare = bare.strip_suffix(".gz").or_else(|| bare.strip_suffix(".zst")).unwrap_or(&bare);
    match bare.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && KNOWN.contains(&ending) => Ok(plain),
        _ => Err(Fault::kind(&plain, &KNOWN)),
    }
}

/// A new folder that only this user can read.
fn folder(number: u64) -> std::io::Result<PathBuf> {
    let mut salt = [0; 8];
    getrandom::fill(&mut salt).map_err(std::io::Error::other)?;
    let salt: String = salt.iter().map(|byte| format!("{byte:02x}")).collect();
    let folder = std::env::temp_dir().join(format!("sayso-{number}-{salt}"));
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(&folder)?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn names_of_files_cannot_leave_their_folder() {
        assert_eq!(plain("../../etc/wire.jsonl").ok().as_deref(), Some("wire.jsonl"));
        assert_eq!(plain("..\\..\\a b?.txt.gz").ok().as_deref(), Some("a b_.txt.gz"));
        assert!(
            ["", "..", "/", ".txt", "passwd", "a.sayso", "x.exe", "...", "a\0"].iter().all(|name| plain(name).is_err())
        );
    }
}
