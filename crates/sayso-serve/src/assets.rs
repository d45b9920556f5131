//! The pages, which are part of the program.

use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use include_dir::{Dir, include_dir};

use crate::fault::Fault;

static PAGES: Dir<'_> = include_dir!("$SAYSO_PAGES");

/// Answers what is no path of the interface: a file of the page, or the page itself, which finds out by its address what to show.
pub(crate) async fn answer(request: Request) -> Response {
    let path = request.uri().path();
    if path == "/api" || path.starts_with("/api/") {
        return Fault::no_path().into_response();
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return Fault::method().into_response();
    }
    let is_crooked =
        path.contains("/.") || path.contains("..") || path.contains('\\') || path.contains("//") || path.contains('%');
    if is_crooked {
        return Fault::no_path().into_response();
    }
    let name = path.trim_start_matches('/');
    // Names are looked up in a table inside the program; there is no file system to break out to.
    match PAGES.get_file(name).filter(|_| !name.is_empty()) {
        Some(file) => {
            let cache = if name.starts_with("assets/") && !name.ends_with(".txt") {
                "public, max-age=31536000, immutable"
            } else {
                "no-cache"
            };
            let headers = [(header::CONTENT_TYPE, media(name)), (header::CACHE_CONTROL, cache)];
            (headers, file.contents()).into_response()
        }
        None if name.starts_with("assets/") || name.rsplit('/').next().is_some_and(|last| last.contains('.')) => {
            Fault::no_path().into_response()
        }
        None => page(&request),
    }
}

fn page(request: &Request) -> Response {
    let Some(index) = PAGES.get_file("index.html") else {
        return (StatusCode::NOT_FOUND, "this program was built without its pages").into_response();
    };
    let tag = format!("\"{}\"", &blake3::hash(index.contents()).to_hex()[..16]);
    let is_known = request.headers().get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let tag = HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\""));
    let headers = [(header::ETAG, tag), (header::CACHE_CONTROL, HeaderValue::from_static("no-cache"))];
    let mut response = if is_known {
        (StatusCode::NOT_MODIFIED, headers).into_response()
    } else {
        (headers, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], index.contents()).into_response()
    };
    if let Some(twin) = twin(request.uri().path(), request.uri().query()) {
        response.headers_mut().insert(header::LINK, twin);
    }
    response
}

/// The same as JSON.
fn twin(path: &str, query: Option<&str>) -> Option<HeaderValue> {
    let twin = match path {
        "/" => "/api/records",
        "/actors" => "/api/actors",
        "/network" => "/api/network",
        "/map" => "/api/map",
        "/pair" => "/api/dyads/series",
        "/ledger" => "/api/ledger",
        "/disputes" => "/api/disputes",
        "/review" => "/api/review/queue",
        "/report" | "/actor" => {
            let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
            let wanted = if path == "/report" { "id" } else { "code" };
            let id = pairs.into_iter().find(|(name, _)| name == wanted)?.1;
            let id: String = form_urlencoded::byte_serialize(id.as_bytes()).collect::<String>().replace('+', "%20");
            let list = if path == "/report" { "reports" } else { "actors" };
            return link(&format!("/api/{list}/{id}"));
        }
        _ => return None,
    };
    match query {
        Some(query) => link(&format!("{twin}?{query}")),
        None => link(twin),
    }
}

fn link(to: &str) -> Option<HeaderValue> {
    let plain = to.replace(['<', '>', '"'], "");
    HeaderValue::from_str(&format!("<{plain}>; rel=\"alternate\"; type=\"application/json\"")).ok()
}

fn media(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// What answers a path that does not take a method.
pub(crate) async fn no_method() -> Response {
    Fault::method().into_response()
}
