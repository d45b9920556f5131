//! Finds the pages: those of `web/dist` where they are, else a plain one.

use std::path::Path;

fn main() {
    let here = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let (made, plain) = (Path::new(&here).join("../../web/dist"), Path::new(&here).join("pages"));
    let pages = if made.join("index.html").is_file() { &made } else { &plain };
    println!("cargo::rustc-env=SAYSO_PAGES={}", pages.display());
    for folder in [&made, &plain, &made.join("assets")] {
        println!("cargo::rerun-if-changed={}", folder.display());
    }
}
