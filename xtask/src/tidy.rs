//! Order, sizes and names: what no compiler checks.

use std::fs;
use std::path::{Path, PathBuf};

/// Most lines of a file, and the files that may have more, each with the reason.
const MOST_LINES: usize = 600;
const LONGER: &[(&str, &str)] = &[];

/// Names of places that a user does not have.
const FOREIGN_PATHS: &[&str] = &["/home/", "/root/"];

/// Checks the repository.
pub(crate) fn run(root: &Path) -> Result<String, String> {
    let mut faults = order(root)?;
    let mut files = Vec::new();
    for folder in ["crates", "xtask"] {
        collect(&root.join(folder), &mut files);
    }
    files.sort();
    for file in &files {
        let text = fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
        let name = file.strip_prefix(root).unwrap_or(file).display().to_string();
        let n_lines = text.lines().count();
        if n_lines > MOST_LINES && !LONGER.iter().any(|(longer, _)| *longer == name) {
            faults.push(format!("{name}: {n_lines} lines, at most {MOST_LINES}"));
        }
        let here = name.ends_with("tidy.rs");
        faults
            .extend(FOREIGN_PATHS.iter().filter(|path| !here && text.contains(*path)).map(|p| format!("{name}: {p}")));
    }
    if faults.is_empty() { Ok(format!("tidy: {} files in order", files.len())) } else { Err(faults.join("\n")) }
}

/// A crate may depend only on crates above it in the list of members.
fn order(root: &Path) -> Result<Vec<String>, String> {
    let read = |path: PathBuf| fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()));
    let manifest = read(root.join("Cargo.toml"))?;
    let list = manifest.split("members = [").nth(1).and_then(|rest| rest.split("\n]").next()).unwrap_or_default();
    let members: Vec<&str> = list.lines().filter_map(|line| line.split('"').nth(1)).collect();
    let mut faults = Vec::new();
    for (at, member) in members.iter().enumerate() {
        let own = read(root.join(member).join("Cargo.toml"))?;
        for later in &members[at + 1..] {
            let name = later.rsplit('/').next().unwrap_or(later);
            if own.lines().any(|line| line.split(['.', ' ', '=']).next() == Some(name)) {
                faults.push(format!("{member} depends on {name}, which stands below it"));
            }
        }
    }
    Ok(faults)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("generated") && !path.ends_with("target") {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}
