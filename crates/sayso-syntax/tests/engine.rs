//! Every kernel gives the same, whatever comes in; damaged models are refused.

use std::path::{Path, PathBuf};

use sayso_document::{Document, GivenSentence, GivenToken, Header, from_tokens};
use sayso_syntax::{Kernel, Model, ModelError, Session};

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/base.sayso")
}

fn file() -> Vec<u8> {
    std::fs::read(path()).expect("the base model is in the repository")
}

fn document(words: &[&str]) -> Document {
    let token = |word: &&str| GivenToken { form: (*word).to_owned(), words: Vec::new(), space_after: true };
    let sentence = GivenSentence { tokens: words.iter().map(token).collect(), starts_paragraph: true };
    from_tokens(&[sentence], None, Header::default())
}

#[test]
fn kernels_batches_and_odd_words() {
    let model = Model::from_bytes(file()).expect("a good model");
    let odd = "x\u{301}".repeat(300);
    let long: Vec<&str> = ["the", "envoy", "left", ";"].into_iter().cycle().take(1500).collect();
    let documents = [
        document(&[]),
        document(&["Talks"]),
        document(&["Ministers", "met", "rebels", "near", "the", "border", "on", "Friday", "."]),
        document(&["\u{200B}", "𓀀", "和平", &odd, "!?!?!?", "ǅ"]),
        document(&long),
    ];
    let documents: Vec<_> = documents.iter().collect();
    let expected = Session::with_kernel(&model, Kernel::detect()).parse_many(&documents);
    for syntax in &expected[1..] {
        assert_eq!(syntax.words().iter().filter(|word| word.head.is_none()).count(), 1);
    }
    for kernel in Kernel::available() {
        let mut session = Session::with_kernel(&model, kernel);
        for (document, expected) in documents[..4].iter().zip(&expected) {
            assert_eq!(session.parse(document), *expected, "{}", kernel.name());
        }
    }
}

#[test]
fn the_base_model_keeps_to_the_limits_of_the_kernels() {
    Model::open(&path()).expect("a good model");
}

#[test]
fn damaged_models_are_refused() {
    let good = file();
    let load = |bytes: &[u8]| Model::from_bytes(bytes.to_vec()).expect_err("a damaged model");
    assert!(matches!(load(b""), ModelError::Magic));
    assert!(matches!(load(b"GGUF 0123456789"), ModelError::Magic));
    assert!(matches!(load(&good[..10]), ModelError::Truncated { .. }));
    assert!(matches!(load(&good[..good.len() / 2]), ModelError::Truncated { .. }));
    let mut bytes = good.clone();
    bytes[8] = 9;
    assert!(matches!(load(&bytes), ModelError::Version { found: 9 }));
    bytes[8] = good[8];
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    assert!(matches!(load(&bytes), ModelError::Checksum));
}
