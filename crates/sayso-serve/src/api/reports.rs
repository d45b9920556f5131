//! Reports: pages of them, and one with its words and all of its acts.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Path, State};
use sayso_store::Entry;
use serde::Serialize;
use utoipa::ToSchema;

use super::records::{PageParams, Paging};
use crate::app::{App, Desk};
use crate::fault::{Fault, FaultBody};
use crate::filter::Filter;
use crate::index::day;
use crate::listed::{Eyes, Listed, is_web};
use crate::params::Params;
use crate::reply::Reply;

/// A report in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReportRow {
    id: String,
    title: String,
    outlet: Option<String>,
    url: Option<String>,
    published: Option<String>,
    /// How many of its records match.
    records: u64,
}

/// A page of reports.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Reports {
    total: usize,
    offset: usize,
    limit: usize,
    reports: Vec<ReportRow>,
}

/// Reports with records that a filter lets through.
#[utoipa::path(get, path = "/api/reports", tag = "reports", params(Filter, PageParams),
    responses((status = 200, body = Reports), (status = 400, body = FaultBody)))]
pub(crate) async fn list(State(app): State<Arc<App>>, mut params: Params) -> Reply<Reports> {
    let filter = Filter::take(&mut params)?;
    let sorts = ["date", "records"];
    let by = params.choice("sort", |text| sorts.iter().position(|sort| *sort == text), &sorts)?.unwrap_or(0);
    let order =
        params.choice("order", |text| ["asc", "desc"].iter().position(|o| *o == text), &["asc", "desc"])?.unwrap_or(1);
    let paging = Paging::take(&mut params, 50, 500)?;
    params.finish()?;
    app.work(move |desk| {
        let mut counts: HashMap<u32, u64> = HashMap::new();
        for row in desk.rows(&filter)? {
            *counts.entry(desk.index().rows[row as usize].report).or_default() += 1;
        }
        let reports = &desk.index().reports;
        let mut all: Vec<(u32, u64)> = counts.into_iter().collect();
        let key = |&(report, records): &(u32, u64)| {
            (if by == 1 { records } else { 0 }, reports[report as usize].published, report)
        };
        all.sort_by_key(key);
        if order == 1 {
            all.reverse();
        }
        let rows = paging.of(all.iter()).map(|&(report, records)| row(desk, &reports[report as usize].id, records));
        Ok(Reports {
            total: all.len(),
            offset: paging.offset,
            limit: paging.limit,
            reports: rows.collect::<Result<_, _>>()?,
        })
    })
    .await
}

fn row(desk: &Desk, id: &str, records: u64) -> Result<ReportRow, Fault> {
    let heading = desk.store()?.heading(id)?.unwrap_or_default();
    Ok(ReportRow {
        id: id.to_owned(),
        title: heading.title,
        outlet: heading.outlet,
        url: heading.url.filter(|url| is_web(url)),
        published: heading.published,
        records,
    })
}

/// A sentence of a report.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SentenceView {
    text: String,
    /// title or text.
    r#in: Option<&'static str>,
    /// Characters of that field; null where the words cannot be found in it.
    span: Option<[usize; 2]>,
}

/// A report with its words and all of its acts.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FullReport {
    id: String,
    title: String,
    text: String,
    outlet: Option<String>,
    url: Option<String>,
    published: Option<String>,
    /// Reports of nearly the same words.
    near: Vec<String>,
    sentences: Vec<SentenceView>,
    /// Its records in the order of the text.
    records: Vec<Listed>,
    /// The report before it by day of publication.
    previous: Option<String>,
    /// The report after it.
    next: Option<String>,
}

/// One report with its words and all of its acts.
#[utoipa::path(get, path = "/api/reports/{id}", tag = "reports", params(("id" = String, Path, description = "Identifier")),
    responses((status = 200, body = FullReport), (status = 404, body = FaultBody)))]
pub(crate) async fn one(State(app): State<Arc<App>>, Path(id): Path<String>, params: Params) -> Reply<FullReport> {
    params.finish()?;
    app.work(move |desk| full(desk, &id)).await
}

fn full(desk: &Desk, id: &str) -> Result<FullReport, Fault> {
    let index = desk.index();
    let at = index.report_of(id).ok_or_else(|| Fault::missing("report", id))?;
    let entry = desk.store()?.report(id)?.ok_or_else(|| Fault::missing("report", id))?;
    let spans = locate(&entry);
    let sentences = entry.sentences.iter().zip(spans).map(|(text, found)| SentenceView {
        text: text.clone(),
        r#in: found.map(|(field, _)| field),
        span: found.map(|(_, span)| span),
    });
    let (previous, next) = neighbours(desk, at);
    Ok(FullReport {
        sentences: sentences.collect(),
        near: desk.store()?.near(id)?,
        records: desk.list(index.rows_of(&index.reports[at as usize]).iter().copied(), &Eyes::Open)?,
        url: entry.url.filter(|url| is_web(url)),
        outlet: entry.outlet,
        published: entry.published.filter(|published| day::day(published) != 0),
        id: entry.id,
        title: entry.title,
        text: entry.text,
        previous,
        next,
    })
}

/// The reports beside one by day of publication.
fn neighbours(desk: &Desk, at: u32) -> (Option<String>, Option<String>) {
    let reports = &desk.index().reports;
    let key = |other: u32| (reports[other as usize].published, other);
    let others = || (0..reports.len() as u32).filter(|&other| other != at);
    let previous = others().filter(|&other| key(other) < key(at)).max_by_key(|&other| key(other));
    let next = others().filter(|&other| key(other) > key(at)).min_by_key(|&other| key(other));
    let id = |other: u32| reports[other as usize].id.to_string();
    (previous.map(id), next.map(id))
}

/// Where each sentence of a report stands: its field and its characters.
pub(crate) fn locate(entry: &Entry) -> Vec<Option<(&'static str, [usize; 2])>> {
    let (mut bytes, mut chars, mut in_title) = (0, 0, 0);
    let mut found = Vec::with_capacity(entry.sentences.len());
    for sentence in &entry.sentences {
        // Sentences stand in order, those of the title first.
        let title =
            (chars == 0).then(|| entry.title.get(in_title..).and_then(|rest| rest.find(sentence.as_str()))).flatten();
        if let Some(at) = title.filter(|_| !sentence.is_empty()) {
            let start = entry.title[..in_title + at].chars().count();
            found.push(Some(("title", [start, start + sentence.chars().count()])));
            in_title += at + sentence.len();
            continue;
        }
        let Some(at) = entry.text[bytes..].find(sentence.as_str()) else {
            found.push(None);
            continue;
        };
        let start = chars + entry.text[bytes..bytes + at].chars().count();
        let end = start + sentence.chars().count();
        found.push(Some(("text", [start, end])));
        (bytes, chars) = (bytes + at + sentence.len(), end);
    }
    found
}
