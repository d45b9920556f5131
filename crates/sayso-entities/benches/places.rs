//! Time of places and times per report.

use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use sayso_document::Header;
use sayso_entities::gazetteer::Gazetteer;
use sayso_entities::{places, times};

const REPORT: &str = "NIAMEY - Gunmen attacked two villages near Tillaberi in western Niger on Friday, the interior ministry \
    said. Last week a convoy was ambushed on the road from Gao to Ansongo, Mali. Officials in Bamako and Ouagadougou will \
    meet on 3 July to plan joint patrols along the border of Burkina Faso. Similar talks in Paris, in May, had failed.";

fn stages(c: &mut Criterion) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/base.sayso");
    let model = sayso_syntax::Model::open(&path).expect("models/base.sayso");
    let gazetteer = Gazetteer::built_in();
    let header = Header { published: Some("2024-06-12".to_owned()), ..Header::default() };
    let document = sayso_document::read(REPORT, None, header);
    let syntax = sayso_syntax::parse(&document, &model);
    c.bench_function("places of a report of 70 words", |b| b.iter(|| places::find(&document, &syntax, &gazetteer)));
    c.bench_function("times of a report of 70 words", |b| b.iter(|| times::find(&document, &syntax)));
    c.bench_function("open the gazetteer", |b| b.iter(Gazetteer::built_in));
}

criterion_group!(benches, stages);
criterion_main!(benches);
