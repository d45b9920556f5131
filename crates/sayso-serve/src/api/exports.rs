//! Files of all that a filter shows, streamed.

use std::io::{self, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use http_body::Frame;
use serde::Serialize;
use tokio::sync::mpsc;
use utoipa::{IntoParams, ToSchema};

use crate::app::{App, Desk};
use crate::export::{Format, Stopped, Task, corrected, gold_line, write, write_gold};
use crate::fault::{Fault, FaultBody};
use crate::filter::Filter;
use crate::params::Params;
use crate::reply::{Json, Reply};

/// Bytes that are sent at once.
const PIECE: usize = 64 << 10;

/// A body that is written while it is sent.
struct Stream(mpsc::Receiver<io::Result<Bytes>>);

impl HttpBody for Stream {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.0.poll_recv(context).map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }
}

/// Writes into a body; who reads it sets the pace.
struct Pieces {
    to: mpsc::Sender<io::Result<Bytes>>,
    held: Vec<u8>,
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        if self.held.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.held.is_empty() {
            return Ok(());
        }
        let piece = Bytes::from(std::mem::take(&mut self.held));
        self.to.blocking_send(Ok(piece)).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

/// A download that is written by a thread of its own. Where that fails the connection is broken off, so that no part is taken for all.
fn download(
    format: Format,
    name: &str,
    rows: usize,
    work: impl FnOnce(&mut dyn Write) -> Result<(), Stopped> + Send + 'static,
) -> Response {
    let (to, from) = mpsc::channel(4);
    tokio::task::spawn_blocking(move || {
        let mut pieces = Pieces { to, held: Vec::new() };
        if let Err(stopped) = work(&mut pieces).and_then(|()| Ok(pieces.flush()?)) {
            let error = match stopped {
                Stopped::Io(error) => error,
                Stopped::Fault(fault) => io::Error::other(fault.message),
            };
            // Nobody may be there any more to hear of it.
            drop(pieces.to.blocking_send(Err(error)));
        }
    });
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(format.media())),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("attachment")),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (HeaderName::from_static("x-sayso-rows"), HeaderValue::from(rows)),
    ];
    (headers, Body::new(Stream(from))).into_response()
}

fn format_of(text: &str) -> Result<Format, Fault> {
    Format::parse(text).ok_or_else(|| crate::params::unknown("format", text, &Format::names()))
}

/// A name that says what is in the file.
fn file_name(desk: &Desk, what: &str, filter: &Filter, format: Format) -> String {
    let store = desk.app.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let mut name = format!("sayso-{store}{what}");
    for (parameter, values) in filter.told() {
        let values = values.as_array().into_iter().flatten().filter_map(|value| value.as_str());
        name.push_str(&format!("-{parameter}-{}", values.collect::<Vec<_>>().join("-")));
    }
    let plain = name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' });
    format!("{}.{}", plain.take(120).collect::<String>(), format.ending())
}

/// Every record that a filter shows, as a file.
#[utoipa::path(get, path = "/api/export/{format}", tag = "export",
    params(("format" = String, Path, description = "jsonl, csv, geojson, labelstudio or brat"), Filter),
    responses((status = 200, content_type = "application/octet-stream", body = String), (status = 400, body = FaultBody)))]
pub(crate) async fn export(
    State(app): State<Arc<App>>,
    Path(format): Path<String>,
    mut params: Params,
) -> Result<Response, Fault> {
    let format = format_of(&format)?;
    let filter = Filter::take(&mut params)?;
    params.finish()?;
    let Json((desk, rows, name)) = app
        .work(move |desk| {
            let rows = desk.rows(&filter)?;
            Ok((desk.app.desk()?, rows, file_name(desk, "", &filter, format)))
        })
        .await?;
    Ok(download(format, &name, rows.len(), move |out| write(&desk, &rows, format, out)))
}

/// What a file holds.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Manifest {
    /// Version of the record.
    schema: u32,
    /// Version of the program.
    program: &'static str,
    store: String,
    format: &'static str,
    /// What was asked for, by parameter.
    #[schema(value_type = Object)]
    filter: serde_json::Map<String, serde_json::Value>,
    rows: usize,
    /// BLAKE3 of the file.
    blake3: String,
    bytes: u64,
    file: String,
    citation: String,
}

struct Hashed {
    hasher: blake3::Hasher,
    bytes: u64,
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.hasher.update(bytes);
        self.bytes += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What the file of the same request would hold.
#[utoipa::path(get, path = "/api/export/{format}/manifest", tag = "export",
    params(("format" = String, Path, description = "jsonl, csv, geojson, labelstudio or brat"), Filter),
    responses((status = 200, body = Manifest), (status = 400, body = FaultBody)))]
pub(crate) async fn manifest(
    State(app): State<Arc<App>>,
    Path(format): Path<String>,
    mut params: Params,
) -> Reply<Manifest> {
    let format = format_of(&format)?;
    let filter = Filter::take(&mut params)?;
    params.finish()?;
    app.work(move |desk| {
        let rows = desk.rows(&filter)?;
        let mut hashed = Hashed { hasher: blake3::Hasher::new(), bytes: 0 };
        write(desk, &rows, format, &mut hashed).map_err(|stopped| match stopped {
            Stopped::Fault(fault) => fault,
            Stopped::Io(error) => Fault::inside(error.to_string()),
        })?;
        let program = env!("CARGO_PKG_VERSION");
        Ok(Manifest {
            schema: sayso::record::SCHEMA,
            program,
            store: desk.app.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            format: format.as_str(),
            filter: filter.told(),
            rows: rows.len(),
            blake3: hashed.hasher.finalize().to_hex().to_string(),
            bytes: hashed.bytes,
            file: file_name(desk, "", &filter, format),
            citation: format!(
                "Records coded by sayso {program}, {} rows, schema {}.",
                rows.len(),
                sayso::record::SCHEMA
            ),
        })
    })
    .await
}

/// Which shape.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "tells the description of the interface what the handler reads")]
pub(crate) struct GoldParams {
    /// jsonl, labelstudio or brat
    format: Option<String>,
}

/// All decisions, as a file to measure or train by.
#[utoipa::path(get, path = "/api/review/gold", tag = "export", params(GoldParams),
    responses((status = 200, content_type = "application/octet-stream", body = String), (status = 400, body = FaultBody)))]
pub(crate) async fn gold(State(app): State<Arc<App>>, mut params: Params) -> Result<Response, Fault> {
    let known = ["jsonl", "labelstudio", "brat"];
    let parse = |text: &str| Format::parse(text).filter(|format| known.contains(&format.as_str()));
    let format = params.choice("format", parse, &known)?.unwrap_or(Format::Jsonl);
    params.finish()?;
    let Json((lines, tasks, name)) = app
        .work(move |desk| {
            let name = file_name(desk, "-gold", &Filter::default(), format);
            let decisions = desk.decisions();
            if format == Format::Jsonl {
                let lines: Vec<_> = decisions.all.iter().map(|(review, _)| gold_line(review)).collect();
                return Ok((lines, Vec::new(), name));
            }
            Ok((Vec::new(), gold_tasks(desk)?, name))
        })
        .await?;
    let rows = lines.len() + tasks.iter().map(|task| task.records.len()).sum::<usize>();
    Ok(download(format, &name, rows, move |out| {
        if format != Format::Jsonl {
            return write_gold(tasks, format, out);
        }
        for line in &lines {
            serde_json::to_writer(&mut *out, line)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }))
}

/// The reports that hold decisions, each with its records as they should be.
fn gold_tasks(desk: &Desk) -> Result<Vec<Task>, Fault> {
    let decisions = desk.decisions();
    let index = desk.index();
    let mut by_report: std::collections::BTreeMap<u32, Vec<_>> = std::collections::BTreeMap::new();
    for row in decisions.rows() {
        let of = by_report.entry(index.rows[row as usize].report).or_default();
        of.extend(decisions.final_of(row).and_then(|review| corrected(&review.decision)));
    }
    let task = |(report, records)| Task::of(desk, &index.reports[report as usize].id, records);
    by_report.into_iter().map(task).collect()
}
