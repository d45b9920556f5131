//! The version of the lexicons: a hash over all tables, so that what was coded with others can be told apart.

use std::path::{Path, PathBuf};
use std::{fs, io};

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lexicons");
    let mut files = Vec::new();
    collect(&root, &mut files)?;
    files.sort();
    let mut hash = blake3::Hasher::new();
    for file in &files {
        let name = file.strip_prefix(&root).unwrap_or(file).to_string_lossy().replace('\\', "/");
        let bytes = fs::read(file)?;
        hash.update(&(name.len() as u64).to_le_bytes()).update(name.as_bytes());
        hash.update(&(bytes.len() as u64).to_le_bytes()).update(&bytes);
    }
    // Cargo reads what to do from here.
    io::Write::write_all(
        &mut io::stdout(),
        format!(
            "cargo::rerun-if-changed={}\ncargo::rustc-env=SAYSO_LEXICONS={}\n",
            root.display(),
            &hash.finalize().to_hex()[..16]
        )
        .as_bytes(),
    )
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
