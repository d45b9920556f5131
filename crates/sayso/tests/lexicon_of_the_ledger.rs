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
    let mut faults = Vec::new();
    for row in rows().expect("a sound table") {
        for (must, sentences) in [(true, &row.yes), (false, &row.no)] {
            for sentence in sentences.iter().filter(|sentence| fires(&coder, &row, sentence) != must) {
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
