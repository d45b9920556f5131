//! Time of the language engine per report, one by one and several at once.

use criterion::{Criterion, criterion_group, criterion_main};
use sayso_document::{Header, read};
use sayso_suite::model_path;
use sayso_syntax::{Model, Session};

const REPORT: &str = "LOME - Togolese soldiers arrested nine smugglers near Dapaong on Monday, the defence ministry said. Burkina \
    Faso denied that its own troops had crossed the border, and urged Lome to release two herders. According to villagers, \
    a drone struck a mill on Sunday and may have killed the miller. The president, who had promised to send aid, refused \
    to name a day. \"We will not be hurried,\" he told reporters, and threatened to expel the envoy of the bloc.";

fn stage(c: &mut Criterion) {
    let model = Model::open(&model_path()).expect("models/base.sayso");
    let document = read(REPORT, None, Header::default());
    let mut session = Session::new(&model);
    c.bench_function("syntax of a report of 80 words", |b| b.iter(|| session.parse(&document)));
    let documents = vec![&document; 20];
    c.bench_function("syntax of 20 reports at once", |b| b.iter(|| session.parse_many(&documents)));
}

criterion_group!(benches, stage);
criterion_main!(benches);
