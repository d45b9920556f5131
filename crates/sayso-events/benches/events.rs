//! Time of the stage per report, the layers before it given.

use criterion::{Criterion, criterion_group, criterion_main};
use sayso_document::{Header, read};
use sayso_entities::{Knowledge, find};
use sayso_events::{Lexicon, code};
use sayso_suite::model_path;
use sayso_syntax::Model;

const REPORT: &str = "LOME - Togolese soldiers arrested nine smugglers near Dapaong on Monday, the defence ministry said. Burkina \
    Faso denied that its own troops had crossed the border, and urged Lome to release two herders. According to villagers, \
    a drone struck a mill on Sunday and may have killed the miller. The president, who had promised to send aid, refused \
    to name a day. \"We will not be hurried,\" he told reporters, and threatened to expel the envoy of the bloc.";

fn stage(c: &mut Criterion) {
    let model = Model::open(&model_path()).expect("models/base.sayso");
    let document = read(REPORT, None, Header::default());
    let syntax = sayso_syntax::parse(&document, &model);
    let entities = find(&document, &syntax, &Knowledge::built_in());
    let lexicon = Lexicon::builtin().expect("sound tables");
    c.bench_function("events of a report of 80 words", |b| b.iter(|| code(&document, &syntax, &entities, &lexicon)));
    c.bench_function("load the triggers", |b| b.iter(Lexicon::builtin));
}

criterion_group!(benches, stage);
criterion_main!(benches);
