//! Parses the words of a CoNLL-U file: `parse_conllu MODEL FILE.conllu > OUT.conllu`. Says on standard error how fast it
//! was. `SAYSO_KERNEL=portable` (or another kernel's name) chooses the kernel.

use std::error::Error;
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

use sayso_syntax::{Kernel, Model, Session, conllu};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(model), Some(file)) = (arguments.next(), arguments.next()) else {
        return Err("usage: parse_conllu MODEL FILE.conllu".into());
    };
    let wanted = std::env::var("SAYSO_KERNEL").unwrap_or_default();
    let kernel = Kernel::available().into_iter().find(|kernel| kernel.name() == wanted);
    let kernel = kernel.unwrap_or_else(Kernel::detect);

    let started = Instant::now();
    let model = Model::open(Path::new(&model))?;
    let loaded = started.elapsed();
    let given = conllu::read(&std::fs::read_to_string(file)?)?;
    let documents: Vec<_> = given.iter().map(|given| &given.document).collect();
    let words: usize = documents.iter().map(|document| document.tokens.len()).sum();

    let started = Instant::now();
    let syntaxes = Session::with_kernel(&model, kernel).parse_many(&documents);
    let seconds = started.elapsed().as_secs_f64();
    let mut out = std::io::stdout().lock();
    for (given, syntax) in given.iter().zip(&syntaxes) {
        out.write_all(conllu::write(&given.document, syntax, &given.comments).as_bytes())?;
    }
    let speed = words as f64 / seconds;
    writeln!(
        std::io::stderr(),
        "{}: model loaded in {loaded:.0?}, {words} words in {seconds:.2} s, {speed:.0} words/s",
        kernel.name()
    )?;
    Ok(())
}
