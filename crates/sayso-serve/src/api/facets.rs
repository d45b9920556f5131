//! Facets: what there is of each column, each counted without its own part of the filter.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::values::Split;
use crate::app::{App, Desk};
use crate::fault::{Fault, FaultBody};
use crate::filter::{Dimension, Filter};
use crate::index::Index;
use crate::marks::Mark;
use crate::params::Params;
use crate::reply::Reply;

/// A value and how many records have it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Count {
    value: String,
    /// What to call it.
    label: String,
    count: u64,
}

/// Which facets.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "tells the description of the interface what the handler reads")]
pub(crate) struct FacetParams {
    /// Names of facets, joined by commas
    fields: Option<String>,
    /// Most values of a facet, up to 1000
    top: Option<usize>,
}

/// Counts by facet.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Facets {
    total: u64,
    facets: BTreeMap<&'static str, Vec<Count>>,
    /// How many values there are in all, where the list is cut.
    more: BTreeMap<&'static str, usize>,
}

const FACETS: [Split; 14] = [
    Split::Type,
    Split::Mode,
    Split::Context,
    Split::Quad,
    Split::Status,
    Split::Aspect,
    Split::Asserted,
    Split::Speaker,
    Split::Actor,
    Split::Source,
    Split::Target,
    Split::Place,
    Split::Country,
    Split::Outlet,
];

/// Counts of each value of each facet.
#[utoipa::path(get, path = "/api/facets", tag = "counts", params(Filter, FacetParams),
    responses((status = 200, body = Facets), (status = 400, body = FaultBody)))]
pub(crate) async fn facets(State(app): State<Arc<App>>, mut params: Params) -> Reply<Facets> {
    let filter = Filter::take(&mut params)?;
    let top = params.number("top", 1..=1000, 50)?;
    let fields = params.one("fields")?;
    params.finish()?;
    let (wanted, has_review) = wanted(fields.as_deref())?;
    app.work(move |desk| count(desk, &filter, &wanted, has_review, top)).await
}

fn wanted(fields: Option<&str>) -> Result<(Vec<Split>, bool), Fault> {
    let Some(fields) = fields else { return Ok((FACETS.to_vec(), true)) };
    let (mut wanted, mut has_review) = (Vec::new(), false);
    for name in fields.split(',').map(str::trim) {
        match Split::parse(name).filter(|split| FACETS.contains(split)) {
            Some(split) => wanted.push(split),
            None if name == "review" => has_review = true,
            None => {
                let known: Vec<&str> = FACETS.iter().map(|split| split.as_str()).chain(["review"]).collect();
                return Err(crate::params::unknown("fields", name, &known));
            }
        }
    }
    Ok((wanted, has_review))
}

fn count(desk: &Desk, filter: &Filter, wanted: &[Split], has_review: bool, top: usize) -> Result<Facets, Fault> {
    let (index, passed) = (desk.index(), desk.passed(filter, false)?);
    let total = passed.rows.len() as u64;
    let barred = |dimension: Dimension| {
        passed.barred.iter().filter(move |(other, _)| *other == dimension).flat_map(|(_, rows)| rows)
    };
    let tally = |split: &Split| {
        let mut counts = vec![0u64; split.size(index)];
        let rows = passed.rows.iter().chain(barred(split.dimension()));
        rows.for_each(|&at| split.each(index, &index.rows[at as usize], &mut |value| counts[value as usize] += 1));
        counts
    };
    let mut reviews = [0u64; 4];
    for &at in passed.rows.iter().chain(barred(Dimension::Review)) {
        reviews[desk.shelf.marks.get(at) as usize] += 1;
    }
    let mut facets = Facets { total, facets: BTreeMap::new(), more: BTreeMap::new() };
    for split in wanted {
        let counts = (0u32..).zip(tally(split)).filter(|(_, count)| *count > 0).collect();
        let (largest, n_values) = largest(index, *split, counts, top);
        if n_values > top {
            facets.more.insert(split.as_str(), n_values);
        }
        facets
            .facets
            .insert(split.as_str(), largest.into_iter().map(|(value, n)| named(desk, *split, value, n)).collect());
    }
    if has_review {
        let all = Mark::ALL.iter().zip(reviews).filter(|(_, count)| *count > 0);
        let all =
            all.map(|(mark, count)| Count { value: mark.as_str().to_owned(), label: mark.as_str().to_owned(), count });
        facets.facets.insert("review", all.collect());
    }
    Ok(facets)
}

/// The values with the largest counts, and how many values there are. What is not among them is not put in order.
fn largest(index: &Index, split: Split, mut counts: Vec<(u32, u64)>, top: usize) -> (Vec<(&str, u64)>, usize) {
    let n_values = counts.len();
    let order = |a: &(u32, u64), b: &(u32, u64)| {
        b.1.cmp(&a.1).then_with(|| split.value(index, a.0).cmp(split.value(index, b.0)))
    };
    if top < n_values {
        counts.select_nth_unstable_by(top, order);
        counts.truncate(top);
    }
    counts.sort_unstable_by(order);
    let mut largest: Vec<(&str, u64)> = Vec::with_capacity(counts.len());
    for (value, count) in counts {
        let value = split.value(index, value);
        // A speaker without a code may be called as another's code is.
        match largest.iter_mut().find(|(other, _)| *other == value) {
            Some((_, sum)) => *sum += count,
            None => largest.push((value, count)),
        }
    }
    (largest, n_values)
}

/// A value of a column with what to call it.
pub(crate) fn named(desk: &Desk, split: Split, value: &str, count: u64) -> Count {
    let index = desk.index();
    let label = match split {
        Split::Actor | Split::Source | Split::Target => label(index, value),
        Split::Speaker => match value {
            "report" => "the report itself".to_owned(),
            "unnamed" => "someone unnamed".to_owned(),
            value => label(index, value),
        },
        Split::Country => country(desk, value),
        Split::Asserted => if value == "true" { "asserted by the report" } else { "not asserted" }.to_owned(),
        _ => value.to_owned(),
    };
    Count { value: value.to_owned(), label, count }
}

/// How a code is called; a name is called itself.
pub(crate) fn label(index: &Index, value: &str) -> String {
    index.codes.find(value).map_or_else(|| value.to_owned(), |code| index.label(code).to_owned())
}

/// How a country is called.
pub(crate) fn country(desk: &Desk, code: &str) -> String {
    let gazetteer = &desk.app.gazetteer;
    gazetteer.country(code).map_or_else(|| code.to_owned(), |record| gazetteer.name(record.id))
}
