//! Time of the stage per report, the tables loaded before, and of loading them.

use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use sayso_document::Header;
use sayso_entities::{Knowledge, find};

const REPORT: &str = "BAMAKO - Malian soldiers killed at least 12 rebels near Gao on Monday, the defence ministry said. \
    It gave no names. The president of Niger, who arrived in the capital for talks with his counterpart, praised the \
    army and promised that his country would send more troops. \"We will not leave our neighbours alone,\" he told \
    reporters. Opposition lawmakers accused the two governments of hiding their losses.";

fn stage(c: &mut Criterion) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/base.sayso");
    let model = sayso_syntax::Model::open(&path).expect("models/base.sayso");
    let knowledge = Knowledge::built_in();
    let document = sayso_document::read(REPORT, None, Header::default());
    let syntax = sayso_syntax::parse(&document, &model);
    c.bench_function("entities of a report of 80 words", |b| b.iter(|| find(&document, &syntax, &knowledge)));
    c.bench_function("load the tables", |b| b.iter(Knowledge::built_in));
}

criterion_group!(benches, stage);
criterion_main!(benches);
