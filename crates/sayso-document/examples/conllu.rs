//! Cuts standard input, plain text, into CoNLL-U with empty analyses, to score words and sentences.

use std::io::{Read, Write};

use sayso_document::{Header, Lines, Options, read_with};

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let options = Options { lines: Lines::Paragraphs, ..Options::default() };
    let document = read_with(&text, None, Header::default(), &options);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for sentence in &document.sentences {
        let tokens = &document.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize];
        for (i, token) in tokens.iter().enumerate() {
            let number = i + 1;
            if token.words > 1 {
                let last = i + usize::from(token.words);
                let end = tokens[last - 1].span.end as usize;
                let form = &document.buffer[token.span.start as usize..end];
                writeln!(out, "{number}-{last}\t{form}\t_\t_\t_\t_\t_\t_\t_\t_")?;
            }
            let form = document.text(token.span);
            writeln!(out, "{number}\t{form}\t_\t_\t_\t_\t{i}\tdep\t_\t_")?;
        }
        writeln!(out)?;
    }
    out.flush()
}
