//! How fast plain text is cut into words and sentences.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sayso_document::{Header, language, read};

const REPORT: &str = "ARDEN, 12 May - The government said on Tuesday that it won't reopen the border crossing at Mile 7, where \
three guards were wounded last week in a 40-minute exchange of fire.\n\n\"We've asked for guarantees, and we haven't had \
them,\" Col. Mira Tolan told reporters. She put the cost of the closure at $2.5m a day, or roughly 3% of the province's \
trade.\n\nAid agencies, whose lorries have waited since 9 a.m. on Sunday, urged both sides to let food through.\n\n";

fn bench(c: &mut Criterion) {
    let text = REPORT.repeat(200);
    let mut group = c.benchmark_group("document");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("read", |b| b.iter(|| read(&text, Some("Border stays shut"), Header::default())));
    group.throughput(Throughput::Bytes(REPORT.len() as u64));
    group.bench_function("language", |b| b.iter(|| language(REPORT)));
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
