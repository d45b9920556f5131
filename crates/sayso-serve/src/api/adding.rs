//! Adding reports from the page.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use crate::app::{App, Desk};
use crate::fault::{Fault, FaultBody};
use crate::index::day;
use crate::jobs::{Job, begin};
use crate::params::Params;
use crate::reply::{Json, Reply};
use crate::sent::Sent;

/// Largest file.
const LARGEST: usize = 64 << 20;

/// What the file is called, and of which day its reports are.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "tells the description of the interface what the handler reads")]
pub(crate) struct AddParams {
    /// Name of the file; its ending tells what it is
    name: String,
    /// Day of publication of reports that give none
    date: Option<String>,
}

/// A job that has begun.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Begun {
    job: String,
}

/// Adds the reports of a file.
#[utoipa::path(post, path = "/api/reports", tag = "reports", params(AddParams), security(("token" = [])),
    request_body(content = String, content_type = "application/octet-stream"),
    responses((status = 202, body = Begun), (status = 401, body = FaultBody), (status = 413, body = FaultBody), (status = 415, body = FaultBody)))]
pub(crate) async fn add(
    State(app): State<Arc<App>>,
    mut params: Params,
    Sent(bytes): Sent<LARGEST>,
) -> Result<Response, Fault> {
    let name = params.needed("name")?;
    let date = params.one("date")?;
    params.finish()?;
    if let Some(date) = date.as_deref().filter(|date| day::day(date) == 0) {
        return Err(Fault::parameter("date", format!("“{date}” is no day"), "write it as YYYY-MM-DD"));
    }
    let Json(job) = app.work(move |desk: &Desk| begin(&desk.app, &name, date, &bytes)).await?;
    Ok((StatusCode::ACCEPTED, Json(Begun { job })).into_response())
}

/// All jobs.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JobList {
    jobs: Vec<Job>,
}

/// All jobs, latest first.
#[utoipa::path(get, path = "/api/jobs", tag = "reports", responses((status = 200, body = JobList)))]
pub(crate) async fn jobs(State(app): State<Arc<App>>, params: Params) -> Reply<JobList> {
    params.finish()?;
    Ok(Json(JobList { jobs: app.jobs.list() }))
}

/// How far a job has come.
#[utoipa::path(get, path = "/api/jobs/{job}", tag = "reports", params(("job" = String, Path, description = "Number")),
    responses((status = 200, body = Job), (status = 404, body = FaultBody)))]
pub(crate) async fn job(State(app): State<Arc<App>>, Path(job): Path<String>, params: Params) -> Reply<Job> {
    params.finish()?;
    app.jobs.get(&job).map(Json).ok_or_else(|| Fault::missing("job", &job))
}
