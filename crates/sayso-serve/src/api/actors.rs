//! Actors: who did, was done to, spoke, and was spoken about.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use axum::extract::{Path, State};
use sayso::events::Quad;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::facets::{Count, named};
use super::records::Paging;
use super::values::Split;
use crate::app::{App, Desk, ranked};
use crate::fault::{Fault, FaultBody};
use crate::filter::Filter;
use crate::index::day::{Day, text};
use crate::index::{Index, Part, Row};
use crate::listed::{Eyes, Listed};
use crate::params::Params;
use crate::reply::Reply;

/// Records of a sheet.
const NEWEST: usize = 10;

/// Which actors, in what order.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "tells the description of the interface what the handler reads")]
pub(crate) struct ActorParams {
    /// Part of a name or code
    like: Option<String>,
    /// count, name, source, target or speaker
    sort: Option<String>,
    /// How many to pass over
    offset: Option<usize>,
    /// How many at most, up to 500
    limit: Option<usize>,
}

/// An actor in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ActorRow {
    code: String,
    label: String,
    /// Its commonest names.
    names: Vec<String>,
    /// Records in which it is the source.
    source: u64,
    target: u64,
    speaker: u64,
    /// Records of others' word on it.
    about: u64,
    first: Option<String>,
    last: Option<String>,
}

/// A page of actors.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Actors {
    total: usize,
    offset: usize,
    limit: usize,
    actors: Vec<ActorRow>,
}

#[derive(Clone, Debug, Default)]
struct Tally {
    source: u64,
    target: u64,
    speaker: u64,
    about: u64,
    first: Day,
    last: Day,
}

impl Tally {
    fn total(&self) -> u64 {
        self.source + self.target + self.speaker
    }
}

/// Actors with a code, by how often they occur.
#[utoipa::path(get, path = "/api/actors", tag = "actors", params(Filter, ActorParams),
    responses((status = 200, body = Actors), (status = 400, body = FaultBody)))]
pub(crate) async fn list(State(app): State<Arc<App>>, mut params: Params) -> Reply<Actors> {
    let filter = Filter::take(&mut params)?;
    let like = params.one("like")?.map(|like| like.to_lowercase());
    let sorts = ["count", "name", "source", "target", "speaker"];
    let sort = params.choice("sort", |text| sorts.iter().position(|sort| *sort == text), &sorts)?.unwrap_or(0);
    let paging = Paging::take(&mut params, 50, 500)?;
    params.finish()?;
    app.work(move |desk| {
        let index = desk.index();
        let tallies = tallies(index, &desk.rows(&filter)?);
        let named = like.as_deref().map(|like| codes_like(index, like));
        let wanted = |code: &u32| named.as_ref().is_none_or(|named| named[*code as usize]);
        let mut all: Vec<u32> = tallies.keys().copied().filter(wanted).collect();
        let key = |code: &u32| {
            let tally = &tallies[code];
            [tally.total(), 0, tally.source, tally.target, tally.speaker][sort]
        };
        all.sort_by(|a, b| {
            let names = || (index.label(*a), index.codes.get(*a)).cmp(&(index.label(*b), index.codes.get(*b)));
            key(b).cmp(&key(a)).then_with(names)
        });
        let page: Vec<u32> = paging.of(all.iter().copied()).collect();
        let names = names_of(index, &page);
        let row = |code: u32| row(index, code, &tallies[&code], &names);
        let actors = page.iter().map(|&code| row(code)).collect();
        Ok(Actors { total: all.len(), offset: paging.offset, limit: paging.limit, actors })
    })
    .await
}

fn tallies(index: &Index, rows: &[u32]) -> HashMap<u32, Tally> {
    let mut tallies: HashMap<u32, Tally> = HashMap::new();
    for &at in rows {
        let row = &index.rows[at as usize];
        let roles = index.roles(row);
        let is_said = !index.is_reports_own(row);
        for (at, role) in roles.iter().enumerate().filter(|(_, role)| role.code != 0) {
            if roles[..at].iter().any(|other| other.code == role.code && other.part == role.part) {
                continue;
            }
            let tally = tallies.entry(role.code).or_default();
            match role.part {
                Part::Source => tally.source += 1,
                Part::Target => tally.target += 1,
                Part::Speaker => tally.speaker += 1,
            }
            tally.about +=
                u64::from(role.part != Part::Speaker && is_said && is_told_by_another(index, row, role.code));
            if row.day != 0 {
                tally.first = if tally.first == 0 { row.day } else { tally.first.min(row.day) };
                tally.last = tally.last.max(row.day);
            }
        }
    }
    tallies
}

fn is_told_by_another(index: &Index, row: &Row, code: u32) -> bool {
    index.part(row, Part::Speaker).any(|role| role.code != code)
}

/// Codes that themselves, by what they are called, or by a name of theirs hold some letters.
fn codes_like(index: &Index, like: &str) -> Vec<bool> {
    let names = index.names.which(|name| name.to_lowercase().contains(like));
    let mut codes = index.codes.which(|code| code.to_lowercase().contains(like));
    for (code, is_like) in codes.iter_mut().enumerate() {
        *is_like |= index.label(code as u32).to_lowercase().contains(like);
    }
    for role in index.roles.iter().filter(|role| names[role.name as usize]) {
        codes[role.code as usize] = true;
    }
    codes
}

/// The names of some codes, commonest first.
fn names_of(index: &Index, codes: &[u32]) -> BTreeMap<u32, Vec<(u32, u64)>> {
    let mut counts: BTreeMap<u32, HashMap<u32, u64>> = codes.iter().map(|&code| (code, HashMap::new())).collect();
    for role in &index.roles {
        if let Some(names) = counts.get_mut(&role.code) {
            *names.entry(role.name).or_default() += 1;
        }
    }
    counts.into_iter().map(|(code, names)| (code, ranked(names))).collect()
}

fn row(index: &Index, code: u32, tally: &Tally, names: &BTreeMap<u32, Vec<(u32, u64)>>) -> ActorRow {
    let names = names.get(&code).into_iter().flatten().take(5);
    ActorRow {
        code: index.codes.get(code).to_owned(),
        label: index.label(code).to_owned(),
        names: names.map(|(name, _)| index.names.get(*name).to_owned()).collect(),
        source: tally.source,
        target: tally.target,
        speaker: tally.speaker,
        about: tally.about,
        first: text(tally.first),
        last: text(tally.last),
    }
}

/// Records of one kind about an actor.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Sheet {
    total: usize,
    asserted: usize,
    types: Vec<Count>,
    status: Vec<Count>,
    /// The newest.
    records: Vec<Listed>,
}

/// A name of an actor.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NameCount {
    name: String,
    count: u64,
}

/// Another actor, and what passed between the two.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Partner {
    code: String,
    label: String,
    /// Records of what this actor did to it.
    to: u64,
    /// Records of what it did to this actor.
    from: u64,
    cooperation: u64,
    conflict: u64,
}

/// An actor.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ActorView {
    code: String,
    label: String,
    names: Vec<NameCount>,
    first: Option<String>,
    last: Option<String>,
    did: Sheet,
    was_done_to: Sheet,
    said: Sheet,
    was_said_about: Sheet,
    partners: Vec<Partner>,
}

/// What an actor did, had done to it, said, and was said about.
#[utoipa::path(get, path = "/api/actors/{code}", tag = "actors", params(("code" = String, Path, description = "Code"), Filter),
    responses((status = 200, body = ActorView), (status = 404, body = FaultBody)))]
pub(crate) async fn one(State(app): State<Arc<App>>, Path(id): Path<String>, mut params: Params) -> Reply<ActorView> {
    let filter = Filter::take(&mut params)?;
    params.finish()?;
    app.work(move |desk| {
        let index = desk.index();
        let code = index.codes.find(&id).filter(|&code| code != 0).ok_or_else(|| Fault::missing("actor", &id))?;
        let rows = desk.rows(&filter)?;
        let with = |wanted: &dyn Fn(&Row) -> bool| {
            rows.iter().copied().filter(|&at| wanted(&index.rows[at as usize])).collect::<Vec<u32>>()
        };
        let is = |row: &Row, part| index.part(row, part).any(|role| role.code == code);
        let did = with(&|row| is(row, Part::Source));
        let done_to = with(&|row| is(row, Part::Target));
        let said = with(&|row| is(row, Part::Speaker));
        let about =
            with(&|row| (is(row, Part::Source) || is(row, Part::Target)) && is_told_by_another(index, row, code));
        let mut all: Vec<Day> =
            [&did, &done_to, &said].into_iter().flatten().map(|&at| index.rows[at as usize].day).collect();
        all.retain(|&day| day != 0);
        let names = names_of(index, &[code]).remove(&code).unwrap_or_default();
        let names =
            names.into_iter().take(20).map(|(name, count)| NameCount { name: index.names.get(name).to_owned(), count });
        Ok(ActorView {
            code: id,
            label: index.label(code).to_owned(),
            names: names.collect(),
            first: all.iter().min().copied().and_then(text),
            last: all.iter().max().copied().and_then(text),
            did: sheet(desk, &did)?,
            was_done_to: sheet(desk, &done_to)?,
            said: sheet(desk, &said)?,
            was_said_about: sheet(desk, &about)?,
            partners: partners(index, code, &did, &done_to),
        })
    })
    .await
}

fn sheet(desk: &Desk, rows: &[u32]) -> Result<Sheet, Fault> {
    let index = desk.index();
    let count = |split: Split| {
        let mut counts = vec![0u64; split.size(index)];
        rows.iter()
            .for_each(|&at| split.each(index, &index.rows[at as usize], &mut |value| counts[value as usize] += 1));
        let counts = (0u32..).zip(counts).filter(|(_, count)| *count > 0).collect();
        ranked(counts).into_iter().map(|(value, n)| named(desk, split, split.value(index, value), n)).collect()
    };
    Ok(Sheet {
        total: rows.len(),
        asserted: rows.iter().filter(|&&at| index.rows[at as usize].asserted).count(),
        types: count(Split::Type),
        status: count(Split::Status),
        records: desk.list(rows.iter().rev().copied().take(NEWEST), &Eyes::Open)?,
    })
}

fn partners(index: &Index, code: u32, did: &[u32], done_to: &[u32]) -> Vec<Partner> {
    let mut all: BTreeMap<u32, [u64; 4]> = BTreeMap::new();
    for (at, rows, other) in [(0, did, Part::Target), (1, done_to, Part::Source)] {
        for &row in rows {
            let row = &index.rows[row as usize];
            for role in index.part(row, other).filter(|role| role.code != 0 && role.code != code) {
                let partner = all.entry(role.code).or_default();
                partner[at] += 1;
                partner[if is_conflict(row.quad) { 3 } else { 2 }] += 1;
            }
        }
    }
    let partner = |(code, [to, from, cooperation, conflict]): (u32, [u64; 4])| Partner {
        code: index.codes.get(code).to_owned(),
        label: index.label(code).to_owned(),
        to,
        from,
        cooperation,
        conflict,
    };
    let mut partners: Vec<Partner> = all.into_iter().map(partner).collect();
    partners.sort_by(|a, b| (b.to + b.from).cmp(&(a.to + a.from)).then_with(|| a.code.cmp(&b.code)));
    partners.truncate(50);
    partners
}

/// Whether a quadrant is one of conflict.
pub(crate) fn is_conflict(quad: Quad) -> bool {
    matches!(quad, Quad::VerbalConflict | Quad::MaterialConflict)
}
