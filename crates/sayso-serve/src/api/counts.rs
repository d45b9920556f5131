//! Counts of all that a filter lets through: the sum, facets, the timeline, the map.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use axum::extract::State;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::values::Split;
use crate::app::{App, Desk, ranked};
use crate::fault::{Fault, FaultBody};
use crate::filter::Filter;
use crate::index::day::{Day, Stretch, text};
use crate::marks::Mark;
use crate::params::Params;
use crate::reply::Reply;

/// What matches a filter, in numbers.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(crate) struct Matching {
    records: usize,
    reports: usize,
    /// What the report itself says has occurred.
    asserted: usize,
    /// Without any day.
    undated: usize,
    /// With a decision.
    reviewed: usize,
    first: Option<String>,
    last: Option<String>,
}

/// The store in numbers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Summary {
    /// Version of the program.
    program: &'static str,
    /// Version of the record.
    schema: u32,
    /// Name of the store's file.
    store: String,
    demo: bool,
    /// Whether decisions and reports can be added, given the token.
    writable: bool,
    /// Another number after each change of the store.
    generation: u64,
    /// The job that is under way.
    coding: Option<String>,
    reports: usize,
    records: usize,
    outlets: usize,
    first: Option<String>,
    last: Option<String>,
    matching: Matching,
}

/// The store, and what of it a filter lets through, in numbers.
#[utoipa::path(get, path = "/api/summary", tag = "counts", params(Filter),
    responses((status = 200, body = Summary), (status = 400, body = FaultBody)))]
pub(crate) async fn summary(State(app): State<Arc<App>>, mut params: Params) -> Reply<Summary> {
    let filter = Filter::take(&mut params)?;
    params.finish()?;
    app.work(move |desk| {
        let (index, app) = (desk.index(), &desk.app);
        let rows = desk.rows(&filter)?;
        let all: Vec<u32> = (0..index.rows.len() as u32).collect();
        let (first, last) = days(desk, &all);
        Ok(Summary {
            program: env!("CARGO_PKG_VERSION"),
            schema: sayso::record::SCHEMA,
            store: app.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            demo: app.is_demo,
            writable: !app.path.metadata().is_ok_and(|file| file.permissions().readonly()),
            generation: app.generation(),
            coding: app.jobs.running(),
            reports: index.reports.len(),
            records: index.rows.len(),
            outlets: index.outlets.len() - 1,
            first,
            last,
            matching: matching(desk, &rows),
        })
    })
    .await
}

fn days(desk: &Desk, rows: &[u32]) -> (Option<String>, Option<String>) {
    let days = || rows.iter().map(|&row| desk.index().rows[row as usize].day).filter(|&day| day != 0);
    (days().min().and_then(text), days().max().and_then(text))
}

fn matching(desk: &Desk, rows: &[u32]) -> Matching {
    let index = desk.index();
    let (first, last) = days(desk, rows);
    let count = |wanted: &dyn Fn(u32) -> bool| rows.iter().filter(|&&row| wanted(row)).count();
    Matching {
        records: rows.len(),
        reports: rows.iter().map(|&row| index.rows[row as usize].report).collect::<HashSet<_>>().len(),
        asserted: count(&|row| index.rows[row as usize].asserted),
        undated: count(&|row| index.rows[row as usize].day == 0),
        reviewed: count(&|row| desk.shelf.marks.get(row) != Mark::None),
        first,
        last,
    }
}

/// How to cut the time.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "tells the description of the interface what the handler reads")]
pub(crate) struct TimelineParams {
    /// day, week, month, year or auto
    by: Option<String>,
    /// status, quad, type, asserted, kind, country, source, target, outlet or speaker
    split: Option<String>,
}

/// A stretch of time and what lies in it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Bin {
    /// Its first day.
    date: String,
    total: u64,
    split: BTreeMap<String, u64>,
}

/// Counts over time.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Timeline {
    by: &'static str,
    bins: Vec<Bin>,
    /// Without any day.
    undated: u64,
    /// What the counts are split by, largest first.
    keys: Vec<String>,
    first: Option<String>,
    last: Option<String>,
}

/// Most keys of a split.
const KEYS: usize = 12;

/// Counts over time of what a filter lets through.
#[utoipa::path(get, path = "/api/timeline", tag = "counts", params(Filter, TimelineParams),
    responses((status = 200, body = Timeline), (status = 400, body = FaultBody)))]
pub(crate) async fn timeline(State(app): State<Arc<App>>, mut params: Params) -> Reply<Timeline> {
    let filter = Filter::take(&mut params)?;
    let by = stretch(&mut params)?;
    let split = params.choice("split", Split::parse, &Split::names())?;
    params.finish()?;
    app.work(move |desk| {
        let (index, rows) = (desk.index(), desk.rows(&filter)?);
        let (first, last) = bounds(desk, &rows);
        let by = by.unwrap_or_else(|| Stretch::fitting(first, last));
        let (mut bins, mut sums, mut undated) =
            (BTreeMap::<Day, HashMap<u32, u64>>::new(), HashMap::<u32, u64>::new(), 0);
        let mut totals: BTreeMap<Day, u64> = BTreeMap::new();
        for &at in &rows {
            let row = &index.rows[at as usize];
            if row.day == 0 {
                undated += 1;
                continue;
            }
            let start = by.start(row.day);
            *totals.entry(start).or_default() += 1;
            let bin = bins.entry(start).or_default();
            if let Some(split) = split {
                split.each(index, row, &mut |value| {
                    *bin.entry(value).or_default() += 1;
                    *sums.entry(value).or_default() += 1;
                });
            }
        }
        let mut keys: Vec<u32> = ranked(sums).into_iter().map(|(key, _)| key).collect();
        let has_others = keys.len() > KEYS && split.is_some_and(Split::is_open);
        if has_others {
            keys.truncate(KEYS);
        }
        let name = |value: u32| split.map_or("", |split| split.value(index, value)).to_owned();
        let key = |value: u32| if keys.contains(&value) { name(value) } else { "other".to_owned() };
        let bins = bins.into_iter().map(|(start, counts)| {
            let mut split = BTreeMap::new();
            counts.into_iter().for_each(|(value, count)| *split.entry(key(value)).or_default() += count);
            Bin { date: text(start).unwrap_or_default(), total: totals[&start], split }
        });
        let bins = bins.collect();
        let mut keys: Vec<String> = keys.iter().map(|&key| name(key)).collect();
        if has_others {
            keys.push("other".to_owned());
        }
        Ok(Timeline { by: by.as_str(), bins, undated, keys, first: text(first), last: text(last) })
    })
    .await
}

/// The stretch that is asked for; `None` for one that fits.
pub(crate) fn stretch(params: &mut Params) -> Result<Option<Stretch>, Fault> {
    let parse = |text: &str| if text == "auto" { Some(None) } else { Stretch::parse(text).map(Some) };
    Ok(params.choice("by", parse, &["day", "week", "month", "year", "auto"])?.flatten())
}

/// First and last day of rows; 0 where there is none.
pub(crate) fn bounds(desk: &Desk, rows: &[u32]) -> (Day, Day) {
    let days = || rows.iter().map(|&row| desk.index().rows[row as usize].day).filter(|&day| day != 0);
    (days().min().unwrap_or(0), days().max().unwrap_or(0))
}
