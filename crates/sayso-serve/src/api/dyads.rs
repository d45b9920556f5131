//! Pairs of actors: which there are, what passed between them over time, and the network of all.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use axum::extract::State;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::actors::is_conflict;
use super::counts::{bounds, stretch};
use super::records::Paging;
use crate::app::App;
use crate::fault::FaultBody;
use crate::filter::Filter;
use crate::index::day::{Day, Stretch, text};
use crate::index::{Index, Part, Row};
use crate::params::Params;
use crate::reply::Reply;

/// Which pairs.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "tells the description of the interface what the handler reads")]
pub(crate) struct DyadParams {
    /// Both directions as one
    mutual: Option<bool>,
    /// How many to pass over
    offset: Option<usize>,
    /// How many at most, up to 1000
    limit: Option<usize>,
}

/// A pair and what passed from one to the other.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Dyad {
    a: String,
    a_label: String,
    b: String,
    b_label: String,
    count: u64,
    asserted: u64,
    /// All that is not asserted.
    claimed: u64,
    cooperation: u64,
    conflict: u64,
    /// Mean PLOVER score.
    intensity: f64,
}

/// Pairs, those with most records first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Dyads {
    total: usize,
    dyads: Vec<Dyad>,
}

#[derive(Clone, Debug, Default)]
struct Tally {
    count: u64,
    asserted: u64,
    conflict: u64,
    intensity: f64,
    first: Day,
    last: Day,
    bins: BTreeMap<Day, u64>,
}

impl Tally {
    fn add(&mut self, row: &Row) {
        self.count += 1;
        self.asserted += u64::from(row.asserted);
        self.conflict += u64::from(is_conflict(row.quad));
        self.intensity += f64::from(row.intensity);
        if row.day != 0 {
            self.first = if self.first == 0 { row.day } else { self.first.min(row.day) };
            self.last = self.last.max(row.day);
        }
    }
}

/// Gives each pair of source and target of a row, each once.
fn pairs(index: &Index, row: &Row, give: &mut dyn FnMut(u32, u32)) {
    let mut given: Vec<(u32, u32)> = Vec::new();
    let sources: Vec<u32> = index.part(row, Part::Source).map(|role| role.code).filter(|code| *code != 0).collect();
    let targets: Vec<u32> = index.part(row, Part::Target).map(|role| role.code).filter(|code| *code != 0).collect();
    // Of a reciprocal event all parties are sources.
    let others = if targets.is_empty() { &sources } else { &targets };
    for &source in &sources {
        for &target in others.iter().filter(|&&target| target != source) {
            if !given.contains(&(source, target)) {
                given.push((source, target));
                give(source, target);
            }
        }
    }
}

fn tallies(index: &Index, rows: &[u32], is_mutual: bool, by: Option<Stretch>) -> Vec<((u32, u32), Tally)> {
    let mut tallies: HashMap<(u32, u32), Tally> = HashMap::new();
    for &at in rows {
        let row = &index.rows[at as usize];
        let mut seen = Vec::new();
        pairs(index, row, &mut |a, b| {
            let is_turned = is_mutual && index.codes.get(a) > index.codes.get(b);
            let pair = if is_turned { (b, a) } else { (a, b) };
            if seen.contains(&pair) {
                return;
            }
            seen.push(pair);
            let tally = tallies.entry(pair).or_default();
            tally.add(row);
            if let Some(by) = by.filter(|_| row.day != 0) {
                *tally.bins.entry(by.start(row.day)).or_default() += 1;
            }
        });
    }
    let mut all: Vec<((u32, u32), Tally)> = tallies.into_iter().collect();
    let name = |pair: (u32, u32)| (index.codes.get(pair.0), index.codes.get(pair.1));
    all.sort_by(|(a, x), (b, y)| y.count.cmp(&x.count).then_with(|| name(*a).cmp(&name(*b))));
    all
}

/// Pairs of actors.
#[utoipa::path(get, path = "/api/dyads", tag = "actors", params(Filter, DyadParams),
    responses((status = 200, body = Dyads), (status = 400, body = FaultBody)))]
pub(crate) async fn list(State(app): State<Arc<App>>, mut params: Params) -> Reply<Dyads> {
    let filter = Filter::take(&mut params)?;
    let is_mutual = params.flag("mutual")?.unwrap_or(false);
    let paging = Paging::take(&mut params, 50, 1000)?;
    params.finish()?;
    app.work(move |desk| {
        let index = desk.index();
        let all = tallies(index, &desk.rows(&filter)?, is_mutual, None);
        let dyad = |((a, b), tally): &((u32, u32), Tally)| Dyad {
            a: index.codes.get(*a).to_owned(),
            a_label: index.label(*a).to_owned(),
            b: index.codes.get(*b).to_owned(),
            b_label: index.label(*b).to_owned(),
            count: tally.count,
            asserted: tally.asserted,
            claimed: tally.count - tally.asserted,
            cooperation: tally.count - tally.conflict,
            conflict: tally.conflict,
            intensity: mean(tally.intensity, tally.count),
        };
        Ok(Dyads { total: all.len(), dyads: paging.of(all.iter()).map(dyad).collect() })
    })
    .await
}

fn mean(sum: f64, count: u64) -> f64 {
    (sum / count.max(1) as f64 * 100.0).round() / 100.0
}

/// Which pair, and how to cut the time.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "tells the description of the interface what the handler reads")]
pub(crate) struct DyadSeriesParams {
    /// Code of the one, or its beginning
    a: String,
    /// Code of the other
    b: String,
    /// day, week, month, year or auto
    by: Option<String>,
    /// Both directions
    mutual: Option<bool>,
}

/// What the report itself says has occurred, and all else.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(crate) struct Told {
    asserted: u64,
    claimed: u64,
}

/// A stretch of time between two.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DyadBin {
    date: String,
    cooperation: Told,
    conflict: Told,
    /// Mean PLOVER score.
    intensity: f64,
}

/// What passed between two over time.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DyadSeries {
    a: String,
    a_label: String,
    b: String,
    b_label: String,
    mutual: bool,
    total: usize,
    by: &'static str,
    bins: Vec<DyadBin>,
    undated: u64,
}

/// What passed between two over time.
#[utoipa::path(get, path = "/api/dyads/series", tag = "actors", params(Filter, DyadSeriesParams),
    responses((status = 200, body = DyadSeries), (status = 400, body = FaultBody)))]
pub(crate) async fn series(State(app): State<Arc<App>>, mut params: Params) -> Reply<DyadSeries> {
    let filter = Filter::take(&mut params)?;
    let (a, b) = (params.needed("a")?, params.needed("b")?);
    let by = stretch(&mut params)?;
    let is_mutual = params.flag("mutual")?.unwrap_or(false);
    params.finish()?;
    app.work(move |desk| {
        let index = desk.index();
        let is = |wanted: &str| {
            let exact = wanted.strip_suffix('!').map(str::to_owned);
            index.codes.which(|code| {
                !code.is_empty() && exact.as_ref().map_or(code.starts_with(wanted), |exact| code == exact)
            })
        };
        let (is_a, is_b) = (is(&a), is(&b));
        let mut rows = desk.rows(&filter)?;
        rows.retain(|&at| {
            let mut is_theirs = false;
            pairs(index, &index.rows[at as usize], &mut |x, y| {
                let (x, y) = (x as usize, y as usize);
                is_theirs |= is_a[x] && is_b[y] || is_mutual && is_a[y] && is_b[x];
            });
            is_theirs
        });
        let (first, last) = bounds(desk, &rows);
        let by = by.unwrap_or_else(|| Stretch::fitting(first, last));
        let mut bins: BTreeMap<Day, (DyadBin, f64, u64)> = BTreeMap::new();
        let mut undated = 0;
        for &at in &rows {
            let row = &index.rows[at as usize];
            if row.day == 0 {
                undated += 1;
                continue;
            }
            let start = by.start(row.day);
            let (bin, sum, count) = bins.entry(start).or_insert_with(|| {
                let date = text(start).unwrap_or_default();
                (DyadBin { date, cooperation: Told::default(), conflict: Told::default(), intensity: 0.0 }, 0.0, 0)
            });
            let told = if is_conflict(row.quad) { &mut bin.conflict } else { &mut bin.cooperation };
            *(if row.asserted { &mut told.asserted } else { &mut told.claimed }) += 1;
            *sum += f64::from(row.intensity);
            *count += 1;
        }
        let label = |code: &str| super::facets::label(index, code.trim_end_matches('!'));
        let bins = bins.into_values().map(|(bin, sum, count)| DyadBin { intensity: mean(sum, count), ..bin }).collect();
        Ok(DyadSeries {
            a_label: label(&a),
            b_label: label(&b),
            a,
            b,
            mutual: is_mutual,
            total: rows.len(),
            by: by.as_str(),
            bins,
            undated,
        })
    })
    .await
}

/// How large a network.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "tells the description of the interface what the handler reads")]
pub(crate) struct NetworkParams {
    /// How many actors at most, up to 5000
    nodes: Option<usize>,
    /// day, week, month, year or auto
    by: Option<String>,
}

/// An actor of the network.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Node {
    id: String,
    label: String,
    country: Option<String>,
    /// Records that link it with another.
    count: u64,
}

/// What passed from one to another.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Edge {
    source: String,
    target: String,
    count: u64,
    asserted: u64,
    cooperation: u64,
    conflict: u64,
    first: Option<String>,
    last: Option<String>,
    /// Counts by first day of the stretch.
    bins: BTreeMap<String, u64>,
}

/// Who has to do with whom.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Network {
    nodes: Vec<Node>,
    edges: Vec<Edge>,
    first: Option<String>,
    last: Option<String>,
    by: &'static str,
    /// Actors that are left out, those with fewest records.
    left_out: usize,
}

/// Who has to do with whom.
#[utoipa::path(get, path = "/api/network", tag = "actors", params(Filter, NetworkParams),
    responses((status = 200, body = Network), (status = 400, body = FaultBody)))]
pub(crate) async fn network(State(app): State<Arc<App>>, mut params: Params) -> Reply<Network> {
    let filter = Filter::take(&mut params)?;
    let most = params.number("nodes", 1..=5000, 100)?;
    let by = stretch(&mut params)?;
    params.finish()?;
    app.work(move |desk| {
        let index = desk.index();
        let rows = desk.rows(&filter)?;
        let (first, last) = bounds(desk, &rows);
        let by = by.unwrap_or_else(|| Stretch::fitting(first, last));
        let tallies = tallies(index, &rows, false, Some(by));
        let mut counts: HashMap<u32, u64> = HashMap::new();
        for ((a, b), tally) in &tallies {
            *counts.entry(*a).or_default() += tally.count;
            *counts.entry(*b).or_default() += tally.count;
        }
        let mut nodes: Vec<(u32, u64)> = counts.into_iter().collect();
        nodes.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| index.codes.get(a.0).cmp(index.codes.get(b.0))));
        let left_out = nodes.len().saturating_sub(most);
        nodes.truncate(most);
        let shown: HashSet<u32> = nodes.iter().map(|(code, _)| *code).collect();
        let edges = tallies.iter().filter(|((a, b), _)| shown.contains(a) && shown.contains(b));
        let node = |&(code, count): &(u32, u64)| Node {
            id: index.codes.get(code).to_owned(),
            label: index.label(code).to_owned(),
            country: index
                .codes
                .get(code)
                .get(..3)
                .filter(|c| desk.app.gazetteer.country(c).is_some())
                .map(str::to_owned),
            count,
        };
        Ok(Network {
            nodes: nodes.iter().map(node).collect(),
            edges: edges.map(|(pair, tally)| edge(index, *pair, tally)).collect(),
            first: text(first),
            last: text(last),
            by: by.as_str(),
            left_out,
        })
    })
    .await
}

fn edge(index: &Index, (a, b): (u32, u32), tally: &Tally) -> Edge {
    Edge {
        source: index.codes.get(a).to_owned(),
        target: index.codes.get(b).to_owned(),
        count: tally.count,
        asserted: tally.asserted,
        cooperation: tally.count - tally.conflict,
        conflict: tally.conflict,
        first: text(tally.first),
        last: text(tally.last),
        bins: tally.bins.iter().filter_map(|(day, count)| Some((text(*day)?, *count))).collect(),
    }
}
