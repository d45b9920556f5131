//! Time from raw text to records, and of loading all that this takes.

use criterion::{Criterion, criterion_group, criterion_main};
use sayso::Coder;
use sayso::document::{Header, read};

const REPORT: &str = "LOME - Togolese soldiers arrested nine smugglers near Dapaong on Monday, the defence ministry said. Burkina \
    Faso denied that its own troops had crossed the border, and urged Lome to release two herders. According to villagers, \
    a drone struck a mill on Sunday and may have killed the miller. The president, who had promised to send aid, refused \
    to name a day. \"We will not be hurried,\" he told reporters, and threatened to expel the envoy of the bloc.";

fn stage(c: &mut Criterion) {
    let coder = Coder::new().expect("the model and the tables");
    let document = || read(REPORT, None, Header::default());
    c.bench_function("text to records, a report of 80 words", |b| b.iter(|| coder.code(document())));
    c.bench_function("text to records, 20 reports at once", |b| b.iter(|| coder.code_many(vec![document(); 20])));
    c.bench_function("load the model and the tables", |b| b.iter(Coder::new));
}

criterion_group!(benches, stage);
criterion_main!(benches);
