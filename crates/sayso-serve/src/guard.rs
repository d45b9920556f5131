//! Who may ask what: names of this machine, pages of our own, the token, and how often.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::lock;
use crate::fault::Fault;

/// Requests of one address at once, and how many more in each second.
const BURST: f64 = 400.0;
const RATE: f64 = 100.0;

/// Wrong tokens of one address at once, and how many more in each second.
const TRIES: f64 = 10.0;
const TRY_RATE: f64 = 0.2;

/// Addresses that are remembered.
const REMEMBERED: usize = 10_000;

/// The policy of our pages: nothing from elsewhere, no script within a page.
const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; worker-src 'self'; \
     connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Who may ask what.
pub(crate) struct Guard {
    /// Hash of the token: comparing hashes takes the same time for any two.
    token: blake3::Hash,
    /// Whether only this machine can reach the server.
    is_private: bool,
    /// Names of this machine beside addresses and `localhost`.
    names: Vec<String>,
    seen: Mutex<HashMap<IpAddr, Seen>>,
}

/// How much one address has asked for.
#[derive(Clone, Copy)]
struct Seen {
    at: Instant,
    requests: f64,
    tries: f64,
}

impl Guard {
    pub(crate) fn new(token: &str, is_private: bool, names: Vec<String>) -> Guard {
        Guard { token: blake3::hash(token.as_bytes()), is_private, names, seen: Mutex::new(HashMap::new()) }
    }

    /// Whether the name by which we are called is one of ours. A page from elsewhere whose name was bent to this address has another.
    fn knows(&self, host: &str) -> bool {
        let bare = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) && !name.ends_with(':') => name,
            _ => host,
        };
        let bare = bare.trim_start_matches('[').trim_end_matches(']');
        let is_address = bare.parse::<IpAddr>().is_ok_and(|address| !self.is_private || address.is_loopback());
        is_address
            || bare.eq_ignore_ascii_case("localhost")
            || self.names.iter().any(|name| name.eq_ignore_ascii_case(bare))
    }

    fn has_token(&self, request: &Request) -> bool {
        let bearer = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let bearer = bearer.and_then(|value| value.strip_prefix("Bearer ")).map(str::to_owned);
        // A plain link cannot carry a header.
        let is_download =
            request.uri().path().starts_with("/api/export/") || request.uri().path() == "/api/review/gold";
        let in_query = || {
            let query = request.uri().query().unwrap_or_default();
            let mut pairs = form_urlencoded::parse(query.as_bytes());
            pairs.find(|(name, _)| name == "token").map(|(_, token)| token.into_owned())
        };
        let token = bearer.or_else(|| is_download.then(in_query).flatten());
        token.is_some_and(|token| blake3::hash(token.trim().as_bytes()) == self.token)
    }

    /// What speaks against a request.
    fn objection(&self, request: &Request) -> Option<Fault> {
        let text = |name: &HeaderName| request.headers().get(name).map(|value| value.to_str().unwrap_or("?"));
        let host = text(&header::HOST).or_else(|| request.uri().host()).unwrap_or_default();
        if !self.knows(host) {
            return Some(Fault::strange("another name of this machine"));
        }
        let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
        let is_api = request.uri().path().starts_with("/api/");
        let origin = text(&header::ORIGIN);
        let is_own = origin.is_none_or(|origin| origin.split_once("://").is_some_and(|(_, name)| name == host));
        if is_api && (!is_own || text(&HeaderName::from_static("sec-fetch-site")) == Some("cross-site")) {
            return Some(Fault::strange("another page"));
        }
        let address = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let address = address.unwrap_or(IpAddr::from([127, 0, 0, 1]));
        let needs_token = !is_read || is_api && !self.is_private;
        let is_wrong = needs_token && !self.has_token(request);
        if !self.may(address, is_wrong) {
            return Some(Fault::busy());
        }
        is_wrong.then(Fault::token)
    }

    /// Whether an address has not asked for too much.
    fn may(&self, address: IpAddr, is_wrong: bool) -> bool {
        let mut all = lock(&self.seen);
        let now = Instant::now();
        if all.len() >= REMEMBERED {
            all.retain(|_, seen| now.duration_since(seen.at).as_secs() < 60);
            if all.len() >= REMEMBERED {
                all.clear();
            }
        }
        let seen = all.entry(address).or_insert(Seen { at: now, requests: BURST, tries: TRIES });
        let passed = now.duration_since(seen.at).as_secs_f64();
        seen.at = now;
        seen.requests = (seen.requests + passed * RATE).min(BURST) - 1.0;
        seen.tries = (seen.tries + passed * TRY_RATE).min(TRIES) - if is_wrong { 1.0 } else { 0.0 };
        let may = seen.requests >= 0.0 && (!is_wrong || seen.tries >= 0.0);
        seen.requests = seen.requests.max(0.0);
        seen.tries = seen.tries.max(0.0);
        may
    }
}

/// Stands before every request.
pub(crate) async fn stand(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let mut response = match guard.objection(&request) {
        Some(fault) => fault.into_response(),
        None => next.run(without_token(request)).await,
    };
    let headers = response.headers_mut();
    for (name, value) in [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

/// Takes the token out of the query, where it has served.
fn without_token(mut request: Request) -> Request {
    let Some(query) = request.uri().query().filter(|query| query.contains("token=")) else { return request };
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("token=")).collect();
    let target = format!("{}?{}", request.uri().path(), kept.join("&"));
    if let Ok(uri) = target.parse() {
        *request.uri_mut() = uri;
    }
    request
}
