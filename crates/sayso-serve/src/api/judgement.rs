//! What decisions say of each field, how far reviewers agree, and how often the machine was right.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use axum::extract::State;
use sayso::record::{ActorRef, Record};
use sayso_store::{Decision, Review, Verdict};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::review::differing;
use crate::app::{App, Desk};
use crate::decisions::{ReviewView, view};
use crate::fault::{Fault, FaultBody};
use crate::filter::Filter;
use crate::listed::{Eyes, Listed};
use crate::params::Params;
use crate::reply::Reply;

/// What reviewers judge: first whether there is an event at all.
pub(crate) const FIELDS: [&str; 11] =
    ["event", "type", "mode", "status", "aspect", "denial", "source", "target", "speakers", "date", "place"];

/// What a decision says of each field. A record that is rejected has no fields but that it is none.
pub(crate) fn judged(decision: &Decision) -> BTreeMap<&'static str, String> {
    if decision.verdict == Verdict::Reject {
        return BTreeMap::from([("event", "no".to_owned())]);
    }
    let mut values = machine(&decision.record);
    for field in &FIELDS[1..] {
        if let Some(value) = decision.fields.get(*field) {
            values.insert(field, told(value));
        }
    }
    values
}

/// What the machine says of each field.
pub(crate) fn machine(record: &Record) -> BTreeMap<&'static str, String> {
    let who = |actors: &[ActorRef]| set(actors.iter().map(|a| key(&a.code, &a.name, &a.text)));
    let place = record.place.as_ref();
    BTreeMap::from([
        ("event", "yes".to_owned()),
        ("type", record.event_type.as_str().to_owned()),
        ("mode", record.mode.map(|mode| mode.as_str().to_owned()).unwrap_or_default()),
        ("status", record.status.as_str().to_owned()),
        ("aspect", record.aspect.map(|aspect| aspect.as_str().to_owned()).unwrap_or_default()),
        ("denial", record.denial.map(|denial| denial.as_str().to_owned()).unwrap_or_default()),
        ("source", who(&record.source)),
        ("target", who(&record.target)),
        ("speakers", set(record.speakers.iter().map(|s| key(&s.code, &s.name, &s.text)))),
        ("date", record.date.clone().unwrap_or_default()),
        ("place", place.map(|place| format!("{}, {}", place.name, place.country)).unwrap_or_default()),
    ])
}

/// A value of a fix in the same words.
fn told(value: &Value) -> String {
    let word = |of: &Value, name: &str| of.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    match value {
        Value::String(text) => text.clone(),
        Value::Array(people) => set(people.iter().map(|p| key(&word(p, "code"), &word(p, "name"), &word(p, "text")))),
        Value::Object(_) => format!("{}, {}", word(value, "name"), word(value, "country")),
        _ => String::new(),
    }
}

/// Someone by code, else by name, else by words.
fn key(code: &str, name: &str, text: &str) -> String {
    let first = [code, name, text].into_iter().find(|part| !part.is_empty());
    first.unwrap_or("(unnamed)").to_owned()
}

fn set(keys: impl Iterator<Item = String>) -> String {
    keys.collect::<BTreeSet<String>>().into_iter().collect::<Vec<_>>().join("; ")
}

/// A case on which reviewers differ.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Case {
    record: Listed,
    /// The latest decision of each.
    reviews: Vec<ReviewView>,
    /// On what they differ.
    fields: Vec<&'static str>,
}

/// Cases on which reviewers differ and that nobody has settled.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Cases {
    total: usize,
    cases: Vec<Case>,
}

/// Cases on which reviewers differ and that nobody has settled.
#[utoipa::path(get, path = "/api/review/disagreements", tag = "review", params(Filter),
    responses((status = 200, body = Cases), (status = 400, body = FaultBody)))]
pub(crate) async fn disagreements(State(app): State<Arc<App>>, mut params: Params) -> Reply<Cases> {
    let filter = Filter::take(&mut params)?;
    let paging = super::records::Paging::take(&mut params, 50, 500)?;
    params.finish()?;
    app.work(move |desk| {
        let mut found = Vec::new();
        {
            let decisions = desk.decisions();
            for row in desk.rows(&filter)? {
                let is_settled = decisions.of_row(row).any(|review| review.decision.adjudicates);
                let fields = if is_settled { Vec::new() } else { differing(&decisions, row) };
                if !fields.is_empty() {
                    let reviews = decisions
                        .by_reviewer(row)
                        .values()
                        .map(|r| view(r, Some(row), desk.index()))
                        .collect::<Vec<_>>();
                    found.push((row, reviews, fields));
                }
            }
        }
        let total = found.len();
        let case = |(row, reviews, fields)| Ok(Case { record: desk.listed(row, &Eyes::Open)?, reviews, fields });
        Ok(Cases { total, cases: paging.of(found).map(case).collect::<Result<_, Fault>>()? })
    })
    .await
}

/// How far reviewers agree on a field.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FieldAgreement {
    field: &'static str,
    /// Records that at least two have judged.
    units: usize,
    /// Share of pairs of judgements that are the same.
    percent: Option<f64>,
    /// Cohen's kappa, where there are two reviewers.
    kappa: Option<f64>,
    /// Krippendorff's alpha for names.
    alpha: Option<f64>,
}

/// How far reviewers agree.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Agreement {
    /// Records that at least two have judged.
    records: usize,
    reviewers: Vec<String>,
    fields: Vec<FieldAgreement>,
}

/// How far reviewers agree, field by field.
#[utoipa::path(get, path = "/api/review/agreement", tag = "review", params(Filter),
    responses((status = 200, body = Agreement), (status = 400, body = FaultBody)))]
pub(crate) async fn agreement(State(app): State<Arc<App>>, mut params: Params) -> Reply<Agreement> {
    let filter = Filter::take(&mut params)?;
    params.finish()?;
    app.work(move |desk| {
        let decisions = desk.decisions();
        let mut units: Vec<Vec<(&str, BTreeMap<&'static str, String>)>> = Vec::new();
        for row in desk.rows(&filter)? {
            let by_reviewer = decisions.by_reviewer(row);
            if by_reviewer.len() >= 2 {
                units.push(by_reviewer.into_iter().map(|(name, review)| (name, judged(&review.decision))).collect());
            }
        }
        let reviewers: BTreeSet<&str> = units.iter().flatten().map(|(name, _)| *name).collect();
        let field = |field: &'static str| {
            let told = |unit: &Vec<(&str, BTreeMap<&'static str, String>)>| {
                unit.iter().filter_map(|(_, values)| values.get(field).cloned()).collect::<Vec<String>>()
            };
            let told: Vec<Vec<String>> = units.iter().map(told).filter(|values| values.len() >= 2).collect();
            FieldAgreement {
                field,
                units: told.len(),
                percent: percent(&told).map(rounded),
                kappa: (reviewers.len() == 2).then(|| kappa(&told)).flatten().map(rounded),
                alpha: alpha(&told).map(rounded),
            }
        };
        let fields = FIELDS.iter().map(|name| field(name)).collect();
        Ok(Agreement { records: units.len(), reviewers: reviewers.into_iter().map(str::to_owned).collect(), fields })
    })
    .await
}

fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

/// Share of pairs of judgements that are the same.
fn percent(units: &[Vec<String>]) -> Option<f64> {
    let (mut same, mut all) = (0u64, 0u64);
    for unit in units {
        for (at, a) in unit.iter().enumerate() {
            for b in &unit[..at] {
                all += 1;
                same += u64::from(a == b);
            }
        }
    }
    (all > 0).then(|| same as f64 / all as f64)
}

/// Cohen's kappa of two reviewers, whose judgements stand in the same order in each unit.
fn kappa(units: &[Vec<String>]) -> Option<f64> {
    let pairs: Vec<(&String, &String)> = units.iter().filter_map(|unit| Some((unit.first()?, unit.get(1)?))).collect();
    let n = pairs.len() as f64;
    let (mut first, mut second) = (HashMap::<&String, f64>::new(), HashMap::<&String, f64>::new());
    for (a, b) in &pairs {
        *first.entry(a).or_default() += 1.0;
        *second.entry(b).or_default() += 1.0;
    }
    let observed = pairs.iter().filter(|(a, b)| a == b).count() as f64 / n;
    let mut values: Vec<&&String> = first.keys().collect();
    values.sort();
    let expected: f64 = values.iter().map(|v| first[**v] * second.get(**v).copied().unwrap_or(0.0) / (n * n)).sum();
    (n > 0.0 && expected < 1.0).then(|| (observed - expected) / (1.0 - expected))
}

/// Krippendorff's alpha for names: one less the share of observed to expected disagreement.
fn alpha(units: &[Vec<String>]) -> Option<f64> {
    let mut totals: BTreeMap<&String, f64> = BTreeMap::new();
    let mut observed = 0.0;
    for unit in units.iter().filter(|unit| unit.len() >= 2) {
        let mut here: BTreeMap<&String, f64> = BTreeMap::new();
        unit.iter().for_each(|value| *here.entry(value).or_default() += 1.0);
        let m = unit.len() as f64;
        observed += here.values().map(|n| n * (m - n)).sum::<f64>() / (m - 1.0);
        here.into_iter().for_each(|(value, n)| *totals.entry(value).or_default() += n);
    }
    let n: f64 = totals.values().sum();
    let expected = totals.values().map(|v| v * (n - v)).sum::<f64>() / (n - 1.0);
    (n > 1.0 && expected > 0.0).then(|| 1.0 - observed / expected)
}

/// How often the machine was right on a field.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FieldScore {
    field: &'static str,
    judged: u64,
    right: u64,
    share: Option<f64>,
}

/// How often records of one confidence were right.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Bracket {
    from: f64,
    to: f64,
    records: u64,
    /// Accepted as they were.
    right: u64,
}

/// The machine against the decisions.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Score {
    judged: u64,
    accepted: u64,
    fixed: u64,
    rejected: u64,
    /// Share of records whose event is there.
    precision: Option<f64>,
    /// Share of records that are right in every field.
    exact: Option<f64>,
    fields: Vec<FieldScore>,
    calibration: Vec<Bracket>,
}

/// The machine against the decisions, field by field.
#[utoipa::path(get, path = "/api/review/score", tag = "review", params(Filter),
    responses((status = 200, body = Score), (status = 400, body = FaultBody)))]
pub(crate) async fn score(State(app): State<Arc<App>>, mut params: Params) -> Reply<Score> {
    let filter = Filter::take(&mut params)?;
    params.finish()?;
    app.work(move |desk: &Desk| {
        let decisions = desk.decisions();
        let reviews: Vec<&Review> = desk.rows(&filter)?.into_iter().filter_map(|row| decisions.final_of(row)).collect();
        Ok(scored(&reviews))
    })
    .await
}

fn scored(reviews: &[&Review]) -> Score {
    let count = |verdict| reviews.iter().filter(|review| review.decision.verdict == verdict).count() as u64;
    let (accepted, fixed, rejected) = (count(Verdict::Accept), count(Verdict::Fix), count(Verdict::Reject));
    let judgements: Vec<_> =
        reviews.iter().map(|review| (machine(&review.decision.record), judged(&review.decision))).collect();
    let field = |field: &'static str| {
        let told = judgements.iter().filter_map(|(machine, people)| Some((machine.get(field)?, people.get(field)?)));
        let told: Vec<_> = told.collect();
        let right = told.iter().filter(|(machine, people)| machine == people).count() as u64;
        FieldScore { field, judged: told.len() as u64, right, share: share(right, told.len() as u64) }
    };
    let bracket = |at: u32| {
        let (from, to) = (f64::from(at) / 10.0, f64::from(at + 1) / 10.0);
        let is_in = |review: &&&Review| {
            let confidence = f64::from(review.decision.record.confidence);
            from <= confidence && (confidence < to || at == 9 && confidence <= 1.0)
        };
        let here: Vec<_> = reviews.iter().filter(is_in).collect();
        let right = here.iter().filter(|review| review.decision.verdict == Verdict::Accept).count() as u64;
        Bracket { from, to, records: here.len() as u64, right }
    };
    let judged = reviews.len() as u64;
    Score {
        judged,
        accepted,
        fixed,
        rejected,
        precision: share(accepted + fixed, judged),
        exact: share(accepted, judged),
        fields: FIELDS.iter().map(|name| field(name)).collect(),
        calibration: (0..10).map(bracket).filter(|bracket| bracket.records > 0).collect(),
    }
}

fn share(part: u64, all: u64) -> Option<f64> {
    (all > 0).then(|| rounded(part as f64 / all as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|value| (*value).to_owned()).collect()).collect()
    }

    #[test]
    fn measures_are_those_of_the_textbooks() {
        // Two coders, ten units, binary: observed 0.6, alpha 0.095 (Krippendorff's own example).
        let a = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0];
        let b = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0];
        let rows: Vec<Vec<String>> = a.iter().zip(b).map(|(a, b)| vec![a.to_string(), b.to_string()]).collect();
        assert!((percent(&rows).unwrap_or_default() - 0.6).abs() < 1e-9);
        assert!((alpha(&rows).unwrap_or_default() - 0.095).abs() < 1e-3);
        assert!((kappa(&rows).unwrap_or_default() - 0.0909).abs() < 1e-3);
        let same = units(&[&["x", "x"], &["y", "y"]]);
        assert_eq!((percent(&same), kappa(&same), alpha(&same)), (Some(1.0), Some(1.0), Some(1.0)));
        assert_eq!((percent(&[]), kappa(&[]), alpha(&units(&[&["x", "x"]]))), (None, None, None));
    }
}
