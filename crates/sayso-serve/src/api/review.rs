//! Review: the queue, decisions, and what was decided.

use std::sync::{Arc, PoisonError};

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use sayso::attribution::Stance;
use sayso::events::{EventType, Mode};
use sayso::factuality::{Aspect, Denial, Status};
use sayso_store::{Decision, Verdict, report_hash};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};

use super::judgement::{FIELDS, judged};
use super::records::{Paging, doubt};
use crate::app::{App, Desk};
use crate::decisions::{Decisions, ReviewView, view};
use crate::fault::{Fault, FaultBody};
use crate::filter::Filter;
use crate::index::day;
use crate::listed::{Eyes, Listed};
use crate::params::Params;
use crate::reply::Reply;
use crate::sent::Sent;

/// Longest note, and longest name of a reviewer, in characters.
const NOTE: usize = 2_000;
const NAME: usize = 80;

/// Largest body of a decision.
const SMALL: usize = 64 << 10;

/// Whose queue, and in what order.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "tells the description of the interface what the handler reads")]
pub(crate) struct QueueParams {
    /// uncertainty, confidence, date or disagreement
    order: Option<String>,
    /// Who reviews
    reviewer: Option<String>,
    /// Whether to hide what others decided
    blind: Option<bool>,
    /// Only what another has decided
    second: Option<bool>,
    /// How many to pass over
    offset: Option<usize>,
    /// How many at most, up to 200
    limit: Option<usize>,
}

/// What is left to review.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Queue {
    /// How many are left.
    total: usize,
    /// How many of those that match have been decided.
    done: usize,
    records: Vec<Listed>,
}

/// What a reviewer has not decided yet, what is least certain first.
#[utoipa::path(get, path = "/api/review/queue", tag = "review", params(Filter, QueueParams),
    responses((status = 200, body = Queue), (status = 400, body = FaultBody)))]
pub(crate) async fn queue(State(app): State<Arc<App>>, mut params: Params) -> Reply<Queue> {
    let filter = Filter::take(&mut params)?;
    let orders = ["uncertainty", "confidence", "date", "disagreement"];
    let order = params.choice("order", |text| orders.iter().position(|o| *o == text), &orders)?.unwrap_or(0);
    let reviewer = params.one("reviewer")?;
    let is_blind = params.flag("blind")?.unwrap_or(false);
    let is_second = params.flag("second")?.unwrap_or(false);
    let paging = Paging::take(&mut params, 20, 200)?;
    params.finish()?;
    app.work(move |desk| {
        let index = desk.index();
        let all = desk.rows(&filter)?;
        let decisions = desk.decisions();
        let has_decided = |row: u32| match &reviewer {
            Some(reviewer) => decisions.of_row(row).any(|review| review.decision.reviewer == *reviewer),
            None => decisions.final_of(row).is_some(),
        };
        let is_wanted = |&row: &u32| !has_decided(row) && (!is_second || decisions.final_of(row).is_some());
        let mut rows: Vec<u32> = all.iter().copied().filter(is_wanted).collect();
        let done = all.iter().filter(|&&row| has_decided(row)).count();
        let row = |at: &u32| &index.rows[*at as usize];
        match order {
            0 => rows.sort_by(|a, b| doubt(row(a)).total_cmp(&doubt(row(b)))),
            1 => rows.sort_by(|a, b| row(a).confidence.total_cmp(&row(b).confidence)),
            2 => rows.reverse(),
            _ => rows.sort_by_key(|&at| std::cmp::Reverse(differing(&decisions, at).len())),
        }
        drop(decisions);
        let eyes = if is_blind { Eyes::Blind(reviewer.clone().unwrap_or_default()) } else { Eyes::Open };
        let records = desk.list(paging.of(rows.iter().copied()), &eyes)?;
        Ok(Queue { total: rows.len(), done, records })
    })
    .await
}

/// The fields on which the reviewers of a row differ.
pub(crate) fn differing(decisions: &Decisions, row: u32) -> Vec<&'static str> {
    let by_reviewer = decisions.by_reviewer(row);
    let values: Vec<_> = by_reviewer.values().map(|review| judged(&review.decision)).collect();
    let differ = |field: &&&'static str| {
        let mut told = values.iter().filter_map(|judged| judged.get(**field));
        told.next().is_some_and(|first| told.any(|other| other != first))
    };
    FIELDS.iter().filter(differ).copied().collect()
}

/// A decision as the page sends it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewDecision {
    /// Identifier of the record.
    record: String,
    /// accept, reject or fix.
    verdict: String,
    /// What is put right, by field.
    #[serde(default)]
    #[schema(value_type = Object)]
    fields: Map<String, Value>,
    /// A word to colleagues.
    #[serde(default)]
    note: String,
    /// Who decides.
    reviewer: String,
    /// Whether it settles a case on which others differ.
    #[serde(default)]
    adjudicates: bool,
}

/// The decision that was kept.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Decided {
    review: ReviewView,
}

/// Decides on a record.
#[utoipa::path(post, path = "/api/review", tag = "review", request_body = NewDecision, security(("token" = [])),
    responses((status = 201, body = Decided), (status = 400, body = FaultBody), (status = 401, body = FaultBody), (status = 404, body = FaultBody)))]
pub(crate) async fn decide(
    State(app): State<Arc<App>>,
    params: Params,
    Sent(body): Sent<SMALL>,
) -> Result<Response, Fault> {
    params.finish()?;
    let new: NewDecision = serde_json::from_slice(&body).map_err(|e| Fault::body(e.to_string()))?;
    let verdict = Verdict::parse(&new.verdict)
        .ok_or_else(|| crate::params::unknown("verdict", &new.verdict, &["accept", "reject", "fix"]))?;
    let fields = checked(verdict, new.fields)?;
    let reviewer = named(&new.reviewer)?;
    if new.note.chars().count() > NOTE {
        return Err(Fault::parameter("note", "the note is too long", format!("at most {NOTE} characters")));
    }
    let (id, note, adjudicates) = (new.record, new.note, new.adjudicates);
    let decided = app.work(move |desk| {
        let row = desk.index().row_of(&id).ok_or_else(|| Fault::missing("record", &id))?;
        let record = desk.store()?.record(&id)?.ok_or_else(|| Fault::missing("record", &id))?;
        let words = desk.store()?.words_of(&record.document)?;
        let (title, text) = words.ok_or_else(|| Fault::missing("report", &record.document))?;
        let report = report_hash(&title, &text);
        let decision = Decision { record, report, verdict, fields, note, reviewer, adjudicates };
        let review = desk.app.with_reviews(|reviews| reviews.decide(decision))?;
        let shown = view(&review, Some(row), desk.index());
        desk.shelf.decisions.write().unwrap_or_else(PoisonError::into_inner).push(review, Some(row), &desk.shelf.marks);
        desk.app.next_generation();
        Ok(Decided { review: shown })
    });
    Ok((StatusCode::CREATED, decided.await?).into_response())
}

fn named(reviewer: &str) -> Result<String, Fault> {
    let name = reviewer.trim();
    let is_fit = !name.is_empty() && name.chars().count() <= NAME && !name.chars().any(char::is_control);
    let fault = || Fault::parameter("reviewer", "the reviewer has no fit name", format!("1 to {NAME} characters"));
    is_fit.then(|| name.to_owned()).ok_or_else(fault)
}

/// What is put right, checked field by field.
fn checked(verdict: Verdict, fields: Map<String, Value>) -> Result<Map<String, Value>, Fault> {
    if verdict != Verdict::Fix {
        return if fields.is_empty() {
            Ok(fields)
        } else {
            Err(Fault::parameter("fields", "only a fix has fields", "send the verdict fix"))
        };
    }
    if fields.is_empty() {
        return Err(Fault::parameter("fields", "a fix says what it puts right", "send at least one field"));
    }
    for (name, value) in &fields {
        let code = |parse: &dyn Fn(&str) -> bool, or_null: bool| match value {
            Value::Null => or_null,
            Value::String(text) => parse(text),
            _ => false,
        };
        let is_fit = match name.as_str() {
            "type" => code(&|text| EventType::parse(text).is_some(), false),
            "mode" => code(&|text| Mode::parse(text).is_some(), true),
            "status" => code(&|text| Status::parse(text).is_some(), false),
            "aspect" => code(&|text| Aspect::parse(text).is_some(), true),
            "denial" => code(&|text| Denial::parse(text).is_some(), true),
            "date" => code(&|text| day::day(text) != 0, true),
            "source" | "target" | "speakers" => is_people(value),
            "place" => is_place(value),
            _ => {
                return Err(Fault::parameter("fields", format!("a fix has no field “{name}”"), FIELDS[1..].join(", ")));
            }
        };
        if !is_fit {
            let shown: String = value.to_string().chars().take(60).collect();
            return Err(Fault::parameter(
                "fields",
                format!("{shown} is no {name}"),
                "see /api/codes and /api/openapi.json",
            ));
        }
    }
    Ok(fields)
}

fn is_word(value: Option<&Value>) -> bool {
    value.is_none_or(|value| value.as_str().is_some_and(|text| text.chars().count() <= 300))
}

fn is_people(value: &Value) -> bool {
    let is_span =
        |span: &Value| serde_json::from_value::<[usize; 2]>(span.clone()).is_ok_and(|[start, end]| start <= end);
    let is_person = |person: &Value| {
        person.as_object().is_some_and(|person| {
            let known = ["text", "name", "code", "span", "stance"];
            person.keys().all(|key| known.contains(&key.as_str()))
                && ["text", "name", "code"].iter().all(|key| is_word(person.get(*key)))
                && person.get("span").is_none_or(is_span)
                && person
                    .get("stance")
                    .is_none_or(|stance| stance.as_str().is_some_and(|text| Stance::parse(text).is_some()))
        })
    };
    value.as_array().is_some_and(|people| people.len() <= 50 && people.iter().all(is_person))
}

fn is_place(value: &Value) -> bool {
    let is_place = |place: &Map<String, Value>| {
        place.keys().all(|key| matches!(key.as_str(), "name" | "country"))
            && !place.is_empty()
            && is_word(place.get("name"))
            && is_word(place.get("country"))
    };
    value.is_null() || value.as_object().is_some_and(is_place)
}

/// Whose decision to take back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Undo {
    /// Who takes it back; only what was decided by the same name.
    reviewer: String,
    /// Which; without it the latest.
    #[serde(default)]
    number: Option<i64>,
}

/// The decision that was taken back.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Undone {
    undone: ReviewView,
}

/// Takes back a decision.
#[utoipa::path(post, path = "/api/review/undo", tag = "review", request_body = Undo, security(("token" = [])),
    responses((status = 200, body = Undone), (status = 401, body = FaultBody), (status = 404, body = FaultBody)))]
pub(crate) async fn undo(State(app): State<Arc<App>>, params: Params, Sent(body): Sent<SMALL>) -> Reply<Undone> {
    params.finish()?;
    let undo: Undo = serde_json::from_slice(&body).map_err(|e| Fault::body(e.to_string()))?;
    let reviewer = named(&undo.reviewer)?;
    app.work(move |desk| {
        let undone = desk.app.with_reviews(|reviews| reviews.undo(&reviewer, undo.number))?;
        let undone = undone.ok_or_else(|| Fault::missing("decision of", &reviewer))?;
        let mut decisions = desk.shelf.decisions.write().unwrap_or_else(PoisonError::into_inner);
        let row = decisions.all.iter().find(|(review, _)| review.number == undone.number).and_then(|(_, row)| *row);
        decisions.remove(undone.number, &desk.shelf.marks);
        desk.app.next_generation();
        Ok(Undone { undone: view(&undone, row, desk.index()) })
    })
    .await
}

/// Which decisions.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "tells the description of the interface what the handler reads")]
pub(crate) struct HistoryParams {
    /// On this record
    record: Option<String>,
    /// By this reviewer
    reviewer: Option<String>,
    /// How many to pass over
    offset: Option<usize>,
    /// How many at most, up to 500
    limit: Option<usize>,
}

/// Decisions, latest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct History {
    total: usize,
    reviews: Vec<ReviewView>,
}

/// What was decided, latest first.
#[utoipa::path(get, path = "/api/review/history", tag = "review", params(HistoryParams), responses((status = 200, body = History)))]
pub(crate) async fn history(State(app): State<Arc<App>>, mut params: Params) -> Reply<History> {
    let (record, reviewer) = (params.one("record")?, params.one("reviewer")?);
    let paging = Paging::take(&mut params, 50, 500)?;
    params.finish()?;
    app.work(move |desk| {
        let decisions = desk.decisions();
        let mut all: Vec<ReviewView> =
            decisions.all.iter().rev().map(|(review, row)| view(review, *row, desk.index())).collect();
        all.retain(|review| {
            record.as_ref().is_none_or(|id| *id == review.record)
                && reviewer.as_ref().is_none_or(|name| *name == review.reviewer)
        });
        Ok(History { total: all.len(), reviews: paging.of(all).collect() })
    })
    .await
}

/// A reviewer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Reviewer {
    name: String,
    decisions: u64,
}

/// All reviewers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReviewerList {
    reviewers: Vec<Reviewer>,
}

/// Who has decided how much.
#[utoipa::path(get, path = "/api/review/reviewers", tag = "review", responses((status = 200, body = ReviewerList)))]
pub(crate) async fn reviewers(State(app): State<Arc<App>>, params: Params) -> Reply<ReviewerList> {
    params.finish()?;
    app.work(|desk: &Desk| {
        let decisions = desk.decisions();
        let mut counts = std::collections::HashMap::new();
        for (review, _) in &decisions.all {
            *counts.entry(review.decision.reviewer.as_str()).or_default() += 1;
        }
        let reviewer = |(name, decisions): (&str, u64)| Reviewer { name: name.to_owned(), decisions };
        Ok(ReviewerList { reviewers: crate::app::ranked(counts).into_iter().map(reviewer).collect() })
    })
    .await
}
