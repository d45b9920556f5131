//! Time of the stage per report, the layers before it given.

use criterion::{Criterion, criterion_group, criterion_main};
use sayso_attribution::{Cues, attribute};
use sayso_document::{Header, read};
use sayso_entities::{Knowledge, find};
use sayso_events::{Lexicon, code};
use sayso_factuality::{Embedders, rate};
use sayso_lexicon::Hedges;
use sayso_record::{Confidence, Layers, QuantityWords, build};
use sayso_suite::model_path;
use sayso_syntax::Model;

const REPORT: &str = "LOME - Togolese soldiers arrested nine smugglers near Dapaong on Monday, the defence ministry said. Burkina \
    Faso denied that its own troops had crossed the border, and urged Lome to release two herders. According to villagers, \
    a drone struck a mill on Sunday and may have killed the miller. The president, who had promised to send aid, refused \
    to name a day. \"We will not be hurried,\" he told reporters, and threatened to expel the envoy of the bloc.";

fn stage(c: &mut Criterion) {
    let model = Model::open(&model_path()).expect("models/base.sayso");
    let document = &read(REPORT, None, Header::default());
    let syntax = &sayso_syntax::parse(document, &model);
    let entities = &find(document, syntax, &Knowledge::built_in());
    let (cues, hedges) = (Cues::builtin().expect("a sound table"), Hedges::builtin().expect("a sound table"));
    let (lexicon, embedders) =
        (Lexicon::builtin().expect("sound tables"), Embedders::builtin().expect("a sound table"));
    let events = &code(document, syntax, entities, &lexicon);
    let attributions = &attribute(document, syntax, entities, &cues, &hedges);
    let below = sayso_factuality::Layers { document, syntax, entities, events, attributions };
    let ratings = &rate(below, &lexicon, &embedders, &hedges);
    let layers = Layers { document, syntax, entities, events, ratings };
    let words = QuantityWords::builtin().expect("a sound table");
    let confidence = Confidence::builtin().expect("a sound table");
    c.bench_function("records of a report of 80 words", |b| b.iter(|| build(layers, &words, &confidence)));
}

criterion_group!(benches, stage);
criterion_main!(benches);
