//! The sentences of `lexicons/ledger.tsv`: a row must fire in its positive sentences and in none of its negative ones.

use sayso::Coder;
use sayso::document::{Header, read};
use sayso_ledger::{Part, Vocabulary, Word, rows};

/// Whether a row fires in a sentence: in a trigger of one of its records, or in its words.
fn fires(coder: &Coder, row: &Word, sentence: &str) -> bool {
    let alone = Vocabulary::of(std::slice::from_ref(row));
    let coded = coder.code(read(sentence, None, Header::default()));
    coded.records.iter().any(|record| match row.part {
        Part::Act => alone.of_trigger(&record.trigger.text).has(row.meaning),
        Part::Sentence => alone.of_sentence(&record.evidence).has(row.meaning),
    })
}

#[test]
fn every_row_fires_where_it_must_and_only_there() {
    let coder = Coder::new().expect("the model and the tables");
    let known = include_str!("lexicon_of_the_ledger_known.tsv");
    let known: Vec<&str> = known.lines().skip(2).filter_map(|line| line.split('\t').next()).collect();
    let mut faults = Vec::new();
    for row in rows().expect("a sound table") {
        for (must, sentences) in [(true, &row.yes), (false, &row.no)] {
            // What is known to fail must fail, so that it is taken out as soon as it passes.
            let is_wrong = |sentence: &&String| {
                (fires(&coder, &row, sentence) != must) != (must && known.contains(&sentence.as_str()))
            };
            for sentence in sentences.iter().filter(is_wrong) {
                faults.push(format!(
                    "{}: “{}” must {}fire in “{sentence}”",
                    row.origin,
                    row.words,
                    if must { "" } else { "not " }
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
