//! The map: what is known of where, as precisely as it is known and no more.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::State;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use super::facets::country;
use crate::app::{App, Desk};
use crate::fault::FaultBody;
use crate::filter::Filter;
use crate::index::{NONE, Place};
use crate::params::Params;
use crate::reply::Reply;

/// Most points of a map.
const POINTS: usize = 10_000;

/// From this zoom on nothing is clustered.
const CLOSE: usize = 9;

/// How near the map is seen.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "tells the description of the interface what the handler reads")]
pub(crate) struct MapParams {
    /// 0 is all the world; each step doubles
    zoom: Option<usize>,
}

/// Acts of which no more than the country is known.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CountryCount {
    /// ISO 3166-1 alpha-3.
    country: String,
    name: String,
    count: u64,
    asserted: u64,
}

/// Acts at one place, or at several that lie near each other.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PlaceCount {
    /// Name of the largest.
    name: String,
    lat: f64,
    lon: f64,
    country: String,
    /// The coarsest of them: city, feature, admin2, admin1, region.
    precision: &'static str,
    count: u64,
    asserted: u64,
    /// How many places these are.
    places: u64,
    /// How far they lie from the middle.
    radius_km: f64,
}

/// Where the acts that a filter lets through happened.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Map {
    total: usize,
    /// Without any place.
    nowhere: u64,
    zoom: usize,
    countries: Vec<CountryCount>,
    places: Vec<PlaceCount>,
    /// Points that are left out, the smallest.
    left_out: usize,
}

/// Counts by country and by place.
#[utoipa::path(get, path = "/api/map", tag = "counts", params(Filter, MapParams),
    responses((status = 200, body = Map), (status = 400, body = FaultBody)))]
pub(crate) async fn map(State(app): State<Arc<App>>, mut params: Params) -> Reply<Map> {
    let filter = Filter::take(&mut params)?;
    let zoom = params.number("zoom", 0..=20, 2)?;
    params.finish()?;
    app.work(move |desk| {
        let index = desk.index();
        let rows = desk.rows(&filter)?;
        let mut counts = vec![(0u64, 0u64); index.places.len()];
        let mut nowhere = 0;
        for &at in &rows {
            let row = &index.rows[at as usize];
            if row.place == NONE {
                nowhere += 1;
                continue;
            }
            let count = &mut counts[row.place as usize];
            count.0 += 1;
            count.1 += u64::from(row.asserted);
        }
        let (countries, mut places) = split(desk, &counts, zoom);
        let left_out = places.len().saturating_sub(POINTS);
        places.truncate(POINTS);
        Ok(Map { total: rows.len(), nowhere, zoom, countries, places, left_out })
    })
    .await
}

/// A place with how many records it has, and how many of these the report itself asserts.
type Counted<'a> = (&'a Place, (u64, u64));

fn split(desk: &Desk, counts: &[(u64, u64)], zoom: usize) -> (Vec<CountryCount>, Vec<PlaceCount>) {
    let index = desk.index();
    let mut by_country: HashMap<u32, (u64, u64)> = HashMap::new();
    let mut cells: HashMap<(i64, i64), Vec<Counted<'_>>> = HashMap::new();
    for (at, (place, &count)) in index.places.iter().zip(counts).enumerate().filter(|(_, (_, count))| count.0 > 0) {
        if place.precision == "country" {
            let sum = by_country.entry(place.country).or_default();
            *sum = (sum.0 + count.0, sum.1 + count.1);
        } else {
            let cell = if zoom >= CLOSE { (i64::MAX, at as i64) } else { cell(place, zoom) };
            cells.entry(cell).or_default().push((place, count));
        }
    }
    let mut countries: Vec<CountryCount> = by_country
        .into_iter()
        .map(|(code, (count, asserted))| {
            let code = index.countries.get(code);
            CountryCount { country: code.to_owned(), name: country(desk, code), count, asserted }
        })
        .collect();
    countries.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.country.cmp(&b.country)));
    let mut places: Vec<PlaceCount> = cells.values().map(|cell| cluster(desk, cell)).collect();
    places.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| (&a.name, &a.country).cmp(&(&b.name, &b.country))));
    (countries, places)
}

/// The cell of the map that a place lies in: about as wide as a thumb at this zoom.
fn cell(place: &Place, zoom: usize) -> (i64, i64) {
    let width = 12.0 / f64::from(1u32 << zoom);
    ((place.lon / width).floor() as i64, (place.lat / width).floor() as i64)
}

fn cluster(desk: &Desk, cell: &[Counted<'_>]) -> PlaceCount {
    let index = desk.index();
    let sum = |of: &dyn Fn(&Counted<'_>) -> f64| cell.iter().map(of).sum::<f64>();
    let count: u64 = cell.iter().map(|(_, count)| count.0).sum();
    let weight = count.max(1) as f64;
    let lat = sum(&|(place, count)| place.lat * count.0 as f64) / weight;
    let lon = sum(&|(place, count)| place.lon * count.0 as f64) / weight;
    let largest = cell.iter().max_by_key(|(place, count)| (count.0, std::cmp::Reverse(place.name)));
    let coarsest = cell.iter().max_by_key(|(place, _)| coarseness(place.precision));
    let far = |(place, _): &Counted<'_>| {
        let (dy, dx) = (place.lat - lat, (place.lon - lon) * lat.to_radians().cos());
        111.2 * (dx * dx + dy * dy).sqrt()
    };
    PlaceCount {
        name: largest.map(|(place, _)| index.place_names.get(place.name).to_owned()).unwrap_or_default(),
        country: largest.map(|(place, _)| index.countries.get(place.country).to_owned()).unwrap_or_default(),
        lat,
        lon,
        precision: coarsest.map_or("region", |(place, _)| place.precision),
        count,
        asserted: cell.iter().map(|(_, count)| count.1).sum(),
        places: cell.len() as u64,
        radius_km: cell.iter().map(far).fold(0.0, f64::max).round(),
    }
}

fn coarseness(precision: &str) -> usize {
    ["city", "feature", "admin2", "admin1", "region"].iter().position(|known| *known == precision).unwrap_or(4)
}
