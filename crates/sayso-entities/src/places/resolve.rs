//! Which of the places of a name is meant, judged by the whole document.

use std::collections::BTreeMap;

use sayso_document::TokenId;
use sayso_syntax::Rel;

use super::View;
use super::evidence::{Kept, head_of, is_contained, magnitude};
use crate::entities::PlaceMention;
use crate::gazetteer::{Detail, Kind, Record, RecordId, fold};

/// Words that go between a demonym and the name it qualifies: "the Iraqi city of Mosul".
const NEAR: usize = 6;

/// Places of at least this magnitude are known beyond their country.
const STRAY_SIZE: f64 = 5.0;

/// Places of at least this magnitude are what they are, whatever country is said to have them.
const KNOWN_SIZE: f64 = 6.5;

/// What a document must say of countries, in weights of [`Pointer`], before silence about one tells anything.
const STRAY_FOCUS: f64 = 3.0;

/// A word that speaks of a country or a first-level division.
struct Pointer {
    token: usize,
    country: [u8; 3],
    admin1: Option<RecordId>,
    weight: f64,
    /// Key of the name it comes from, which it does not speak for.
    key: String,
}

/// Picks a place for every name.
pub(super) fn resolve(view: &View<'_>, kept: Vec<Kept>) -> Vec<PlaceMention> {
    let pointers = pointers(view, &kept);
    let containers: Vec<Vec<usize>> = (0..kept.len()).map(|i| containers(view, &kept, i)).collect();
    let mut groups: BTreeMap<(String, bool), Vec<usize>> = BTreeMap::new();
    for (i, k) in kept.iter().enumerate() {
        let key = fold(view.document.text(k.candidate.span));
        groups.entry((key, !containers[i].is_empty())).or_default().push(i);
    }
    let mut picks: Vec<Option<Record>> = vec![None; kept.len()];
    for round in 0..2 {
        let previous = picks.clone();
        for ((key, _), members) in &groups {
            let choice = choose(&kept, members, key, &containers, &pointers, if round == 0 { &[] } else { &previous });
            for &i in members {
                picks[i] = choice;
            }
        }
        share_contained(&groups, &mut picks);
    }
    let denied: Vec<bool> = (0..kept.len()).map(|i| is_denied(view, &kept, i, &picks)).collect();
    kept.iter()
        .zip(picks)
        .zip(denied)
        .filter_map(|((k, pick), denied)| {
            let record = pick.filter(|_| !denied)?;
            let head = TokenId(head_of(view, &k.candidate) as u32);
            Some(PlaceMention { span: k.candidate.span, head, place: view.gazetteer.place(&record) })
        })
        .collect()
}

/// "North Region, Portugal": said to lie in a country where no place is known by that name.
fn is_denied(view: &View<'_>, kept: &[Kept], at: usize, picks: &[Option<Record>]) -> bool {
    let (Some(inner), Some(next)) = (&picks[at], kept.get(at + 1)) else { return false };
    let Some(outer) = picks[at + 1].filter(|o| o.kind == Kind::Country) else { return false };
    let (name, country) = (&kept[at].candidate, &next.candidate);
    let word = &view.syntax.words()[head_of(view, country)];
    let explains = word.rel == Rel::Appos && word.head.is_some_and(|h| h.index() == head_of(view, name));
    // "X, Y Province, Country"
    let between = name.tokens.end..country.tokens.start;
    let upwards = between.len() <= 5
        && name.sentence == country.sentence
        && between.clone().filter(|&t| view.word(t) == ",").count() == 2
        && between.into_iter().all(|t| view.word(t) == "," || view.is_capital(t));
    (upwards || explains && is_contained(view, name, country))
        && inner.country != outer.country
        && matches!(inner.kind, Kind::Admin1 | Kind::Admin2 | Kind::City)
        && magnitude(inner.population) < KNOWN_SIZE
}

/// A name once said with its container ("Paris, Texas") means the same elsewhere.
fn share_contained(groups: &BTreeMap<(String, bool), Vec<usize>>, picks: &mut [Option<Record>]) {
    for ((key, contained), members) in groups {
        if !contained && let Some(said) = groups.get(&(key.clone(), true)) {
            let said = picks[said[0]];
            for &i in members {
                picks[i] = said;
            }
        }
    }
}

/// Names that directly follow as the larger place: "X, Y, Z" gives Y and Z.
fn containers(view: &View<'_>, kept: &[Kept], at: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut last = at;
    while last + 1 < kept.len()
        && found.len() < 3
        && is_contained(view, &kept[last].candidate, &kept[last + 1].candidate)
    {
        found.push(last + 1);
        last += 1;
    }
    found.retain(|&j| !is_list(&kept[at], &kept[j]) && some_lies_in(&kept[at], &kept[j]));
    found
}

fn some_lies_in(inner: &Kept, outer: &Kept) -> bool {
    inner.records.iter().any(|(i, _)| outer.records.iter().any(|(o, _)| lies_in(i, o)))
}

/// "Niger, Nigeria" and "Oregon, Ohio" are lists, whatever small towns there are.
fn is_list(left: &Kept, right: &Kept) -> bool {
    let countries = |k: &Kept| k.records.iter().any(|(r, _)| r.kind == Kind::Country);
    let divisions = |k: &Kept| -> Vec<_> {
        k.records.iter().filter(|(r, _)| r.kind == Kind::Admin1).map(|(r, _)| r.country).collect()
    };
    let shared = divisions(left).iter().any(|c| divisions(right).contains(c));
    countries(left) && countries(right) || shared && !right.candidate.is_abbreviation
}

fn lies_in(inner: &Record, outer: &Record) -> bool {
    inner.id != outer.id
        && match outer.kind {
            Kind::Country => inner.country.is_some() && inner.country == outer.country && inner.kind != Kind::Country,
            Kind::Admin1 => inner.admin1 == Some(outer.id),
            Kind::Admin2 => inner.admin2 == Some(outer.id),
            Kind::City => {
                inner.kind == Kind::City
                    && inner.country == outer.country
                    && inner.distance(outer) < 40.0
                    && inner.population < outer.population
            }
            Kind::Region => inner.country.is_some() && inner.country == outer.country && outer.kind == Kind::Region,
            Kind::Feature => false,
        }
}

/// Words of the document that speak for a country: demonyms, and names that mean one country or division.
fn pointers(view: &View<'_>, kept: &[Kept]) -> Vec<Pointer> {
    let mut pointers = Vec::new();
    for token in 0..view.document.tokens.len() {
        if view.is_capital(token)
            && let Some(record) = view.gazetteer.demonym(view.word(token))
            && let Some(country) = record.country
        {
            let admin1 = (record.kind == Kind::Admin1).then_some(record.id);
            pointers.push(Pointer { token, country, admin1, weight: 0.8, key: String::new() });
        }
    }
    for k in kept {
        let Some(record) = clear_meaning(&k.records) else { continue };
        let Some(country) = record.country else { continue };
        let (weight, admin1) = match record.kind {
            Kind::Country => (1.0, None),
            Kind::Admin1 => (0.7, Some(record.id)),
            _ => (0.4, record.admin1),
        };
        let weight = if k.candidate.in_dateline { weight + 1.0 } else { weight };
        let key = fold(view.document.text(k.candidate.span));
        pointers.push(Pointer { token: k.candidate.tokens.start, country, admin1, weight, key });
    }
    pointers.sort_by_key(|p| p.token);
    pointers
}

/// The one place that a name means in the ordinary run of things, if there is one.
fn clear_meaning(records: &[(Record, bool)]) -> Option<&Record> {
    let best = records.iter().max_by(|a, b| prior(a, records).total_cmp(&prior(b, records)))?;
    let elsewhere = records.iter().filter(|r| r.0.country != best.0.country).map(|r| prior(r, records));
    let rival = elsewhere.fold(0.0, f64::max);
    (prior(best, records) >= rival + 1.5).then_some(&best.0)
}

/// How readily a place is meant when nothing else is known.
pub(super) fn prior((record, is_own_name): &(Record, bool), records: &[(Record, bool)]) -> f64 {
    let size = magnitude(record.population);
    let prior = match record.kind {
        Kind::Country => return 9.0,
        Kind::Region if record.detail == Detail::Continent => 6.0,
        Kind::Region => 2.5 + 0.35 * size,
        Kind::Admin1 => return 2.2 + 0.35 * size,
        Kind::Admin2 => 0.45 * size - 0.2,
        Kind::Feature if record.population >= 500_000 => 2.5 + 0.35 * size,
        Kind::Feature => 0.5 * size,
        Kind::City => {
            let rank = match record.detail {
                Detail::Capital if record.population > 100_000 => 2.2,
                Detail::Capital => 1.0,
                Detail::Seat1 => 0.5,
                Detail::Part => -0.4,
                _ => 0.0,
            };
            let own = 0.6 * size + rank;
            // Kandahar is the city before it is the province around it.
            let around = records.iter().find(|(r, _)| {
                r.kind == Kind::Admin1 && record.admin1 == Some(r.id) && record.population >= r.population / 4
            });
            around.map_or(own, |r| own.max(prior(r, &[]) + 0.3))
        }
    };
    if *is_own_name { prior } else { prior - 0.6 }
}

fn choose(
    kept: &[Kept],
    members: &[usize],
    key: &str,
    containers: &[Vec<usize>],
    pointers: &[Pointer],
    picks: &[Option<Record>],
) -> Option<Record> {
    let records = &kept[members[0]].records;
    let total: f64 = pointers.iter().filter(|p| p.key != key).map(|p| p.weight).sum();
    let score = |sense: &(Record, bool)| {
        let record = &sense.0;
        let mut score = prior(sense, records) + focus(record, key, pointers, total);
        for &i in members {
            let candidate = &kept[i].candidate;
            if let Some(level) = candidate.level {
                let place = level.kinds.iter().position(|&k| k == record.kind);
                score += place.map_or(-1.0, |p| 3.0 - p as f64);
            }
            let outer = containers[i].iter().any(|&j| kept[j].records.iter().any(|(o, _)| lies_in(record, o)));
            score += if outer { 7.0 } else { 0.0 };
            if candidate.has_article {
                let fits = matches!(record.kind, Kind::Country | Kind::Feature | Kind::Region);
                score += (if fits { 2.0 } else { -1.0 }) / members.len() as f64;
            }
            score += beside(record, candidate.tokens.start, &candidate.sentence, key, pointers) / members.len() as f64;
        }
        score + cluster(record, members, picks) + siblings(record, members, kept, picks)
    };
    let scored = records.iter().map(|r| (score(r), r));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.0.id.cmp(&a.1.0.id))).map(|(_, r)| r.0)?;
    let is_vouched_for = members.iter().any(|&i| !containers[i].is_empty() || kept[i].candidate.in_dateline);
    (is_vouched_for || !is_stray(&best, key, pointers, total)).then_some(best)
}

/// Whether a little-known place lies in a country of which the document, though it speaks of countries, says nothing: then
/// the name is more likely that of a place nearer by that no table has.
fn is_stray(record: &Record, key: &str, pointers: &[Pointer], total: f64) -> bool {
    let is_little_known = matches!(record.kind, Kind::City | Kind::Admin2 | Kind::Feature)
        && record.detail != Detail::Capital
        && magnitude(record.population) < STRAY_SIZE;
    let is_spoken_of = pointers.iter().any(|p| p.key != key && Some(p.country) == record.country);
    is_little_known && !is_spoken_of && total >= STRAY_FOCUS
}

/// What the document as a whole says of a place's country and division.
fn focus(record: &Record, key: &str, pointers: &[Pointer], total: f64) -> f64 {
    let Some(country) = record.country else { return 0.0 };
    let (mut for_country, mut for_admin1) = (0.0, false);
    for pointer in pointers.iter().filter(|p| p.key != key && p.country == country) {
        for_country += pointer.weight;
        for_admin1 |=
            pointer.admin1.is_some() && (pointer.admin1 == record.admin1 || pointer.admin1 == Some(record.id));
    }
    if for_country == 0.0 {
        return 0.0;
    }
    let state = if for_admin1 && record.kind != Kind::Country { 1.5 } else { 0.0 };
    // What is little known needs more than the country being spoken of.
    let size = if record.kind == Kind::City { (magnitude(record.population) / 5.0).min(1.0) } else { 1.0 };
    1.0 + 3.0 * size * for_country / total.max(1.0) + state
}

/// What a demonym or a country's name close by says.
fn beside(record: &Record, token: usize, sentence: &std::ops::Range<usize>, key: &str, pointers: &[Pointer]) -> f64 {
    let near = pointers
        .iter()
        .filter(|p| sentence.contains(&p.token) && p.key != key && p.token != token && p.token.abs_diff(token) <= NEAR);
    let fits = |p: &Pointer| Some(p.country) == record.country;
    if near.into_iter().any(fits) { 1.0 } else { 0.0 }
}

/// "Ohio, New York and Utah": things of one list are of one kind.
fn siblings(record: &Record, members: &[usize], kept: &[Kept], picks: &[Option<Record>]) -> f64 {
    let fits = |i: usize, j: usize| {
        let (a, b) = (&kept[i.min(j)].candidate, &kept[i.max(j)].candidate);
        let is_beside = a.sentence == b.sentence && (1..=2).contains(&(b.tokens.start - a.tokens.end));
        is_beside
            && picks.get(j).copied().flatten().is_some_and(|p| p.kind == record.kind && p.country == record.country)
    };
    let any = members.iter().any(|&i| (i > 0 && fits(i, i - 1)) || (i + 1 < kept.len() && fits(i, i + 1)));
    if any && record.kind == Kind::Admin1 { 1.5 } else { 0.0 }
}

/// How near a place lies to others of the document.
fn cluster(record: &Record, members: &[usize], picks: &[Option<Record>]) -> f64 {
    let others = picks.iter().enumerate().filter(|(i, _)| !members.contains(i)).filter_map(|(_, p)| p.as_ref());
    let local = others.filter(|o| o.kind != Kind::Country && o.detail != Detail::Continent);
    let nearest = local.map(|o| o.distance(record)).fold(f64::INFINITY, f64::min);
    match nearest {
        d if d < 60.0 => 1.5,
        d if d < 200.0 => 1.0,
        d if d < 500.0 => 0.5,
        _ => 0.0,
    }
}
