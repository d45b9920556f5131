//! `cargo xtask tables DATA_DIR [--check]`: makes every table anew from its sources and tells what changed.
//!
//! `DATA_DIR` holds `actors/`, `gazetteer/` and `lexicon/`, by themselves or below `corpora/`. Tables that people edit have no other
//! source than themselves; they are read to see that every row can be used. With `--check` nothing is written, and a
//! difference is a failure.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use sayso::Tables;

use crate::places;

/// Tables that `xtask/tables/actors.py` makes.
const MADE: &str = "lexicons/actors/made";

/// Most that all tables may weigh, in bytes. (How long they take to load is told only: a busy machine would fail it.)
const MOST_BYTES: u64 = 25_000_000;

/// Lines of a difference to show.
const SHOWN: usize = 5;

/// Makes the tables; the result is what to tell the user.
pub(crate) fn run(root: &Path, data: &Path, only_check: bool) -> Result<String, String> {
    let corpora = data.join("corpora");
    let data = if corpora.is_dir() { corpora } else { data.to_owned() };
    let mut told = vec![];
    let mut is_same = actors(root, &data, only_check, &mut told)?;
    if only_check {
        let (places, same) = places::check(&data)?;
        told.push(places);
        is_same &= same;
    } else {
        told.push(places::run(&data)?);
    }
    told.push(weight(root)?);
    match only_check && !is_same {
        true => Err(format!(
            "{}\ntables differ from their sources: run cargo xtask tables without --check",
            told.join("\n")
        )),
        false => Ok(told.join("\n")),
    }
}

/// Makes the actor tables in a folder of their own and compares them with those there are.
fn actors(root: &Path, data: &Path, only_check: bool, told: &mut Vec<String>) -> Result<bool, String> {
    let fresh = std::env::temp_dir().join(format!("sayso-tables-{}", std::process::id()));
    fs::create_dir_all(&fresh).map_err(|e| format!("{}: {e}", fresh.display()))?;
    let script = root.join("xtask/tables/actors.py");
    let run = Command::new("python3").arg(&script).arg(data.join("actors")).arg(&fresh).output();
    let run = run.map_err(|e| format!("python3: {e} (install Python 3, which makes the actor tables)"))?;
    if !run.status.success() {
        return Err(format!("{}: {}", script.display(), String::from_utf8_lossy(&run.stderr)));
    }
    let mut is_same = true;
    for path in sorted(&fresh)? {
        let name = path.file_name().map(PathBuf::from).unwrap_or_default();
        let (new, old) = (read(&path)?, fs::read_to_string(root.join(MADE).join(&name)).unwrap_or_default());
        told.push(difference(&format!("{MADE}/{}", name.display()), &old, &new));
        is_same &= old == new;
        if old != new && !only_check {
            fs::write(root.join(MADE).join(&name), new).map_err(|e| format!("{}: {e}", name.display()))?;
        }
    }
    fs::remove_dir_all(&fresh).map_err(|e| format!("{}: {e}", fresh.display()))?;
    Ok(is_same)
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}

/// Rows that have come and gone.
fn difference(name: &str, old: &str, new: &str) -> String {
    let (was, is): (BTreeSet<&str>, BTreeSet<&str>) = (old.lines().collect(), new.lines().collect());
    let n = new.lines().filter(|line| !line.starts_with('#')).count().saturating_sub(1);
    if old == new {
        return format!("{name}: as it was, {n} rows");
    }
    let (gone, come): (Vec<&&str>, Vec<&&str>) = (was.difference(&is).collect(), is.difference(&was).collect());
    let mut told = format!("{name}: {n} rows, {} new, {} gone", come.len(), gone.len());
    for (mark, rows) in [('+', come), ('-', gone)] {
        rows.iter().take(SHOWN).for_each(|row| told.push_str(&format!("\n  {mark} {row}")));
        if rows.len() > SHOWN {
            told.push_str(&format!("\n  {mark} …"));
        }
    }
    told
}

/// What all tables weigh, and how long they take to load.
fn weight(root: &Path) -> Result<String, String> {
    let bytes = size(&root.join("lexicons"))?;
    let best = (0..20).map(|_| load()).collect::<Result<Vec<f64>, String>>()?.into_iter().fold(f64::INFINITY, f64::min);
    let told = format!("all tables: {:.1} MB, loaded in {best:.1} ms", bytes as f64 / 1e6);
    if bytes > MOST_BYTES { Err(format!("{told}; at most {} MB", MOST_BYTES / 1_000_000)) } else { Ok(told) }
}

fn load() -> Result<f64, String> {
    let start = Instant::now();
    Tables::with(&[]).map_err(|e| format!("lexicon: {e}"))?;
    Ok(start.elapsed().as_secs_f64() * 1e3)
}

fn size(folder: &Path) -> Result<u64, String> {
    sorted(folder)?.iter().try_fold(0, |sum, path| {
        let own = if path.is_dir() { size(path)? } else { fs::metadata(path).map_err(|e| e.to_string())?.len() };
        Ok(sum + own)
    })
}
