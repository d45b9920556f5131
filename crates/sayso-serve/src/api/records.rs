//! Records: pages of them, and one with everything around it.

use std::cmp::Ordering;
use std::sync::Arc;

use axum::extract::{Path, State};
use sayso::record::{Record, SpeakerRef};
use sayso_store::Entry;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::reports::locate;
use crate::app::{App, Desk};
use crate::decisions::{ReviewView, view};
use crate::fault::{Fault, FaultBody};
use crate::filter::Filter;
use crate::index::{Index, Part, Row};
use crate::listed::{Eyes, Listed};
use crate::params::Params;
use crate::passed::Passed;
use crate::reply::Reply;

/// Which page, and in what order.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "tells the description of the interface what Paging reads")]
pub(crate) struct PageParams {
    /// date, confidence, uncertainty, type, status, source, target, place, outlet, document, relevance
    sort: Option<String>,
    /// asc or desc
    order: Option<String>,
    /// How many to pass over
    offset: Option<usize>,
    /// How many at most, up to 500
    limit: Option<usize>,
}

/// A page of a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paging {
    pub(crate) offset: usize,
    pub(crate) limit: usize,
}

impl Paging {
    pub(crate) fn take(params: &mut Params, usual: usize, most: usize) -> Result<Paging, Fault> {
        Ok(Paging {
            offset: params.number("offset", 0..=usize::MAX, 0)?,
            limit: params.number("limit", 1..=most, usual)?,
        })
    }

    /// This page of a list.
    pub(crate) fn of<T>(self, list: impl IntoIterator<Item = T>) -> impl Iterator<Item = T> {
        list.into_iter().skip(self.offset).take(self.limit)
    }
}

/// A page of records.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Records {
    /// How many there are in all.
    total: usize,
    offset: usize,
    limit: usize,
    records: Vec<Listed>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Date,
    Confidence,
    Uncertainty,
    Type,
    Status,
    Source,
    Target,
    Place,
    Outlet,
    Document,
    Relevance,
}

const SORTS: [(&str, Sort); 11] = [
    ("date", Sort::Date),
    ("confidence", Sort::Confidence),
    ("uncertainty", Sort::Uncertainty),
    ("type", Sort::Type),
    ("status", Sort::Status),
    ("source", Sort::Source),
    ("target", Sort::Target),
    ("place", Sort::Place),
    ("outlet", Sort::Outlet),
    ("document", Sort::Document),
    ("relevance", Sort::Relevance),
];

/// Records that a filter lets through, a page of them.
#[utoipa::path(get, path = "/api/records", tag = "records", params(Filter, PageParams),
    responses((status = 200, body = Records), (status = 400, body = FaultBody)))]
pub(crate) async fn list(State(app): State<Arc<App>>, mut params: Params) -> Reply<Records> {
    let filter = Filter::take(&mut params)?;
    let parse = |text: &str| SORTS.iter().find(|(name, _)| *name == text).map(|(_, sort)| *sort);
    let sort = params.choice("sort", parse, &SORTS.map(|(name, _)| name))?.unwrap_or(Sort::Date);
    let is_down = params.choice("order", |text| ["asc", "desc"].iter().position(|o| *o == text), &["asc", "desc"])?;
    let is_down = is_down.map_or(sort == Sort::Date || sort == Sort::Confidence, |at| at == 1);
    let paging = Paging::take(&mut params, 50, 500)?;
    params.finish()?;
    app.work(move |desk| {
        let passed = desk.passed(&filter, sort == Sort::Relevance)?;
        let rows = page(&passed, sort, is_down, paging, desk.index());
        let records = desk.list(rows.into_iter(), &Eyes::Open)?;
        Ok(Records { total: passed.rows.len(), offset: paging.offset, limit: paging.limit, records })
    })
    .await
}

/// A page of what a filter lets through, in an order. Rows that are equal stand by day. No more of it is sorted than the page needs.
fn page(passed: &Passed, sort: Sort, is_down: bool, paging: Paging, index: &Index) -> Vec<u32> {
    let rows = passed.rows.iter().copied();
    if sort == Sort::Date {
        return if is_down { paging.of(rows.rev()).collect() } else { paging.of(rows).collect() };
    }
    let order = |a: &u32, b: &u32| {
        let order = compare(*a, *b, sort, index, passed).then(a.cmp(b));
        if is_down { order.reverse() } else { order }
    };
    let mut rows: Vec<u32> = rows.collect();
    let end = paging.offset.saturating_add(paging.limit);
    if end < rows.len() {
        rows.select_nth_unstable_by(end, order);
        rows.truncate(end);
    }
    rows.sort_unstable_by(order);
    paging.of(rows).collect()
}

fn compare(a: u32, b: u32, sort: Sort, index: &Index, passed: &Passed) -> Ordering {
    let row = |at: u32| &index.rows[at as usize];
    let (x, y) = (row(a), row(b));
    let first = |row, part| index.part(row, part).next().map_or("", |role| actor_key(index, role.code, role.name));
    let place = |row| index.place(row).map_or("\u{10ffff}", |place| index.place_names.get(place.name));
    let outlet = |row| index.outlets.get(index.report(row).outlet);
    let document = |row| &*index.report(row).id;
    match sort {
        Sort::Date => Ordering::Equal,
        Sort::Confidence => x.confidence.total_cmp(&y.confidence),
        Sort::Uncertainty => doubt(x).total_cmp(&doubt(y)),
        Sort::Type => x.event_type.as_str().cmp(y.event_type.as_str()),
        Sort::Status => x.status.cmp(&y.status),
        Sort::Source => first(x, Part::Source).cmp(first(y, Part::Source)),
        Sort::Target => first(x, Part::Target).cmp(first(y, Part::Target)),
        Sort::Place => place(x).cmp(place(y)),
        Sort::Outlet => outlet(x).cmp(outlet(y)),
        Sort::Document => document(x).cmp(document(y)).then(x.at.cmp(&y.at)),
        Sort::Relevance => passed.rank(a).total_cmp(&passed.rank(b)),
    }
}

fn actor_key(index: &Index, code: u32, name: u32) -> &str {
    match index.codes.get(code) {
        "" => index.names.get(name),
        code => code,
    }
}

/// How far a confidence is from even chances: the least sure come first.
pub(crate) fn doubt(row: &Row) -> f32 {
    (row.confidence - 0.5).abs()
}

/// A piece of a sentence, and what it is in the record.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Piece {
    text: String,
    /// trigger, source, target, place, condition, deadline, quantity, speaker:N, cue:N
    roles: Vec<String>,
}

/// A link of the chain of speakers, outermost first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ChainLink {
    text: String,
    name: String,
    code: String,
    /// The word of saying.
    cue: String,
    /// How the speaker stands to what is said.
    stance: &'static str,
    unnamed: bool,
}

/// The act that a record tells of.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ActView {
    id: String,
    /// All records that tell of it, this one among them.
    records: Vec<Listed>,
}

/// An item of the ledger that rests on a record.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ItemRef {
    item: String,
    kind: &'static str,
    state: &'static str,
}

/// A record with everything around it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FullRecord {
    #[serde(flatten)]
    record: Listed,
    sentence_text: String,
    /// Where the sentence stands in its field; null where it cannot be found there.
    sentence_span: Option<[usize; 2]>,
    /// The sentence cut at every edge.
    parts: Vec<Piece>,
    chain: Vec<ChainLink>,
    /// The record whose content this one is.
    embedding: Option<Listed>,
    /// The records that are this one's content.
    embedded: Vec<Listed>,
    /// What it tells of, with all records that tell of the same.
    act: Option<ActView>,
    /// Null until the ledger is worked out.
    ledger: Option<Vec<ItemRef>>,
    /// All decisions on it, earliest first.
    reviews: Vec<ReviewView>,
}

/// One record with its sentence, its speakers, its kin and its reviews.
#[utoipa::path(get, path = "/api/records/{id}", tag = "records", params(("id" = String, Path, description = "Identifier")),
    responses((status = 200, body = FullRecord), (status = 404, body = FaultBody)))]
pub(crate) async fn one(State(app): State<Arc<App>>, Path(id): Path<String>, params: Params) -> Reply<FullRecord> {
    params.finish()?;
    app.work(move |desk| full(desk, &id)).await
}

fn full(desk: &Desk, id: &str) -> Result<FullRecord, Fault> {
    let index = desk.index();
    let row = index.row_of(id).ok_or_else(|| Fault::missing("record", id))?;
    let record = desk.listed(row, &Eyes::Open)?;
    let report = desk.store()?.report(&record.record.document)?.unwrap_or_default();
    let span = sentence_span(&report, &record.record);
    let ledger = desk.app.book.at_hand(index.generation);
    let act = desk.store()?.act_of(id)?.map(|act| {
        let records = desk.list_by_id(act.records.iter().map(String::as_str).take(50))?;
        Ok::<ActView, Fault>(ActView { id: act.id.clone(), records })
    });
    let items = ledger.as_ref().map(|ledger| {
        let rests = |item: &&sayso_ledger::Item| item.moves.iter().any(|m| m.record.as_deref() == Some(id));
        let item = |item: &sayso_ledger::Item| ItemRef {
            item: item.id.clone(),
            kind: item.kind.as_str(),
            state: item.state.as_str(),
        };
        ledger.items.iter().filter(rests).map(item).collect()
    });
    let decisions = desk.decisions();
    Ok(FullRecord {
        sentence_text: record.record.evidence.clone(),
        sentence_span: span,
        parts: pieces(&record.record, span),
        chain: record.record.speakers.iter().map(chain_link).collect(),
        embedding: desk.list_by_id(record.record.embedded_in.as_deref().into_iter())?.pop(),
        embedded: desk.list_by_id(record.record.embeds.iter().map(String::as_str))?,
        act: act.transpose()?,
        ledger: items,
        reviews: decisions.of_row(row).map(|review| view(review, Some(row), index)).collect(),
        record,
    })
}

fn chain_link(speaker: &SpeakerRef) -> ChainLink {
    ChainLink {
        text: speaker.text.clone(),
        name: speaker.name.clone(),
        code: speaker.code.clone(),
        cue: speaker.cue.text.clone(),
        stance: speaker.stance.as_str(),
        unnamed: speaker.text.is_empty() && speaker.name.is_empty(),
    }
}

/// Where the sentence of a record stands in its field.
fn sentence_span(report: &Entry, record: &Record) -> Option<[usize; 2]> {
    let start = record.trigger.span[0];
    let spans = locate(report);
    let holds =
        |&&(field, span): &&(&str, [usize; 2])| field == field_of(record) && (span[0]..span[1]).contains(&start);
    spans.iter().flatten().find(holds).map(|(_, span)| *span)
}

/// Name of the field that the spans of a record point into.
pub(crate) fn field_of(record: &Record) -> &'static str {
    match record.field {
        sayso::document::Field::Title => "title",
        sayso::document::Field::Text => "text",
    }
}

/// The sentence cut at every edge of a role.
fn pieces(record: &Record, span: Option<[usize; 2]>) -> Vec<Piece> {
    let text: Vec<char> = record.evidence.chars().collect();
    let Some([start, end]) = span.filter(|span| span[1].saturating_sub(span[0]) == text.len()) else {
        return vec![Piece { text: record.evidence.clone(), roles: Vec::new() }];
    };
    let marks = roles(record, &text, start);
    let inside: Vec<&(String, [usize; 2])> =
        marks.iter().filter(|(_, [a, b])| start <= *a && a < b && *b <= end).collect();
    let mut edges: Vec<usize> = inside.iter().flat_map(|(_, span)| *span).chain([start, end]).collect();
    edges.sort_unstable();
    edges.dedup();
    edges
        .windows(2)
        .map(|edge| Piece {
            text: text[edge[0] - start..edge[1] - start].iter().collect(),
            roles: inside
                .iter()
                .filter(|(_, [a, b])| *a <= edge[0] && edge[1] <= *b)
                .map(|(role, _)| role.clone())
                .collect(),
        })
        .collect()
}

/// What stands where. Words that carry no span are looked for in the sentence.
fn roles(record: &Record, text: &[char], start: usize) -> Vec<(String, [usize; 2])> {
    let mut marks = vec![("trigger".to_owned(), record.trigger.span)];
    marks.extend(record.source.iter().map(|actor| ("source".to_owned(), actor.span)));
    marks.extend(record.target.iter().map(|actor| ("target".to_owned(), actor.span)));
    for (at, speaker) in record.speakers.iter().enumerate() {
        marks.push((format!("speaker:{at}"), speaker.span));
        marks.push((format!("cue:{at}"), speaker.cue.span));
    }
    let mut look = |role: &str, words: &str| {
        let words: Vec<char> = words.chars().collect();
        let found = (!words.is_empty()).then(|| text.windows(words.len()).position(|window| window == words)).flatten();
        if let Some(at) = found {
            marks.push((role.to_owned(), [start + at, start + at + words.len()]));
        }
    };
    if let Some(place) = &record.place {
        look("place", &place.text);
    }
    look("condition", record.condition.as_deref().unwrap_or_default());
    look("deadline", record.deadline.as_deref().unwrap_or_default());
    record.quantities.iter().for_each(|quantity| look("quantity", &quantity.text));
    marks
}
