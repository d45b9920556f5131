//! A site over a store of its own.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode};
use sayso::document::{Header, read};
use sayso::{Coded, Coder};
use sayso_serve::{Host, Progress, Site};
use sayso_store::{Entry, Run, Sqlite, Store};
use serde_json::Value;
use tower::ServiceExt;

pub(crate) const TOKEN: &str = "the-token-of-the-tests";

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("no JSON ({e}): {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// A site over a store of its own, which goes away with it.
pub(crate) struct Explorer {
    pub(crate) router: Router,
    pub(crate) store: PathBuf,
    folder: PathBuf,
}

impl Drop for Explorer {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.folder).unwrap_or_default();
    }
}

/// The language engine, loaded once.
pub(crate) fn coder() -> Arc<Coder> {
    static CODER: OnceLock<Arc<Coder>> = OnceLock::new();
    Arc::clone(CODER.get_or_init(|| Arc::new(Coder::new().expect("the model is sound"))))
}

/// The store of the story, coded once.
fn story() -> &'static Path {
    static STORE: OnceLock<PathBuf> = OnceLock::new();
    STORE.get_or_init(|| {
        let path = fresh_folder().join("story.sayso");
        let text = include_str!("../../../../examples/story/reports.jsonl");
        add(&path, &entries(text, ""));
        path
    })
}

fn fresh_folder() -> PathBuf {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("sayso-serve-test-{}-{number}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

/// The reports of JSON lines, coded.
pub(crate) fn entries(lines: &str, salt: &str) -> Vec<Entry> {
    lines.lines().filter(|line| !line.trim().is_empty()).map(|line| entry(line, salt)).collect()
}

fn entry(line: &str, salt: &str) -> Entry {
    let report: Value = serde_json::from_str(line).expect("a report");
    let word = |name: &str| report[name].as_str().map(str::to_owned);
    let header = Header {
        id: word("id").unwrap_or_default(),
        published: word("date"),
        url: word("url"),
        outlet: word("outlet"),
    };
    let coded = coder().code(read(&word("text").unwrap_or_default(), word("title").as_deref(), header));
    kept(&coded, format!("{salt}{}", coded.document.buffer))
}

fn kept(coded: &Coded, hash: String) -> Entry {
    let document = &coded.document;
    Entry {
        id: document.header.id.clone(),
        hash,
        published: document.header.published.clone(),
        title: document.title().to_owned(),
        url: document.header.url.clone(),
        outlet: document.header.outlet.clone(),
        text: document.body().to_owned(),
        sentences: document.sentences.iter().map(|s| document.text(s.span).to_owned()).collect(),
        records: coded.records.clone(),
    }
}

pub(crate) fn add(store: &Path, entries: &[Entry]) {
    let mut store = Sqlite::create(store).expect("a store");
    let run = store.begin(&Run::default()).expect("a run");
    store.add(run, entries).expect("reports are kept");
}

/// Reads JSON lines into the store.
struct Reader(PathBuf);

impl Host for Reader {
    fn coder(&self) -> Result<Arc<Coder>, String> {
        Ok(coder())
    }

    fn add(&self, file: &Path, date: Option<&str>, tell: &mut dyn FnMut(&Progress)) -> Result<(), String> {
        let text = std::fs::read_to_string(file).map_err(|e| e.to_string())?;
        assert!(date.is_none_or(|date| date.len() == 10), "the day was checked");
        let entries = entries(&text, "");
        add(&self.0, &entries);
        let records = entries.iter().map(|entry| entry.records.len() as u64).sum();
        tell(&Progress { read: entries.len() as u64, added: entries.len() as u64, records, ..Progress::default() });
        Ok(())
    }
}

/// The site of the story, for this machine alone.
pub(crate) fn explorer() -> Explorer {
    over(story(), Ipv4Addr::LOCALHOST.into())
}

/// The site of a copy of a store.
pub(crate) fn over(store: &Path, bind: IpAddr) -> Explorer {
    let folder = fresh_folder();
    let copy = folder.join("story.sayso");
    Sqlite::open(store).and_then(|store| store.backup(&copy)).expect("a store can be copied");
    Explorer { router: sayso_serve::site(settings(&copy, bind)), store: copy, folder }
}

/// A site over reports of a test's own.
pub(crate) fn over_reports(lines: &str) -> Explorer {
    let folder = fresh_folder();
    let store = folder.join("own.sayso");
    add(&store, &entries(lines, ""));
    Explorer { router: sayso_serve::site(settings(&store, Ipv4Addr::LOCALHOST.into())), store, folder }
}

pub(crate) fn settings(store: &Path, bind: IpAddr) -> Site {
    Site {
        store: store.to_owned(),
        is_demo: false,
        token: TOKEN.to_owned(),
        address: SocketAddr::new(bind, 0),
        names: vec!["lab.example".to_owned()],
        host: Box::new(Reader(store.to_owned())),
    }
}

/// A request from an address of its own, so that tests do not use up each other's share.
pub(crate) fn request(method: &str, path: &str) -> axum::http::request::Builder {
    static ADDRESS: AtomicU32 = AtomicU32::new(0x0a00_0000);
    let address = Ipv4Addr::from(ADDRESS.fetch_add(1, Ordering::Relaxed));
    Request::builder()
        .method(method)
        .uri(path)
        .header("host", "127.0.0.1:7717")
        .extension(ConnectInfo(SocketAddr::from((address, 1234))))
}

impl Explorer {
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("the router answers");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("the body ends").to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(request("GET", path).body(Body::empty()).expect("a request")).await
    }

    /// A good answer as JSON.
    pub(crate) async fn json(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        answer.json()
    }

    pub(crate) async fn post(&self, path: &str, body: &str) -> Answer {
        let request = request("POST", path).header("authorization", format!("Bearer {TOKEN}"));
        self.send(request.body(Body::from(body.to_owned())).expect("a request")).await
    }
}
