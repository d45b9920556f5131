//! The user's tables, from files.

use std::fs;
use std::path::{Path, PathBuf};

use sayso::UserTable;

use crate::problem::Problem;

/// The tables of folders (read recursively) and files, in the order given; within a folder by name.
pub(crate) fn read(places: &[PathBuf]) -> Result<Vec<UserTable>, Problem> {
    let mut tables = Vec::new();
    for place in places {
        let before = tables.len();
        collect(place, &mut tables)?;
        if tables.len() == before {
            let shown = place.display().to_string();
            return Err(Problem::file(
                &shown,
                "no tables in it",
                "put files ending in .tsv there; see sayso lexicon show",
            ));
        }
    }
    Ok(tables)
}

fn collect(path: &Path, tables: &mut Vec<UserTable>) -> Result<(), Problem> {
    let shown = path.display().to_string();
    let failed =
        |e: std::io::Error| Problem::file(&shown, format!("cannot read: {e}"), "check the path of the lexicon");
    if path.is_dir() {
        let entries = fs::read_dir(path).map_err(failed)?;
        let mut paths: Vec<PathBuf> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
        paths.sort();
        let wanted = |p: &PathBuf| p.is_dir() || p.extension().is_some_and(|e| e == "tsv");
        return paths.iter().filter(|p| wanted(p)).try_for_each(|p| collect(p, tables));
    }
    let bytes = fs::read(path).map_err(failed)?;
    let text = String::from_utf8(bytes).map_err(|e| {
        let line = e.as_bytes()[..e.utf8_error().valid_up_to()].iter().filter(|&&b| b == b'\n').count() as u64 + 1;
        Problem::file(&shown, "not UTF-8", "save it as UTF-8").at(line)
    })?;
    let text = text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned);
    tables.push(UserTable { path: shown, text });
    Ok(())
}
