//! The explorer: the pages and the JSON interface of a store, over HTTP.
//!
//! Not for reading reports and not for deciding what a record says: it shows what a store holds, keeps what people decide about it, and
//! hands files to the [`Host`] that can read them. Everything that a page needs is part of the program; nothing is fetched from elsewhere.
//! The server is bound to this machine unless told otherwise, and what changes the store needs a token.

mod api;
mod app;
mod assets;
mod book;
mod decisions;
mod export;
mod fault;
mod filter;
mod guard;
mod host;
mod index;
mod jobs;
mod listed;
mod marks;
mod params;
mod passed;
mod reply;
mod search;
mod sent;
mod words;

pub use host::{Host, Progress};

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware;
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

/// Longest that a request may take until its answer begins.
const LONGEST: Duration = Duration::from_secs(60);

/// How long answers that are under way may take after the server is told to end.
const GRACE: Duration = Duration::from_secs(5);

/// What to serve, and to whom.
pub struct Site {
    /// The store; it has to be there.
    pub store: PathBuf,
    /// Whether it holds the example story.
    pub is_demo: bool,
    /// What changes of the store, and any reading from elsewhere, must carry.
    pub token: String,
    /// Where to listen; port 0 is any that is free.
    pub address: SocketAddr,
    /// Names by which this machine may be called, beside its addresses and `localhost`.
    pub names: Vec<String>,
    /// Reads reports and holds the language engine.
    pub host: Box<dyn Host>,
}

/// A token that nobody can guess.
///
/// # Errors
/// If the system gives no random bytes.
pub fn token() -> io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The router of a site, and what works behind it.
fn router(site: Site) -> (Router, Arc<app::App>) {
    let guard = Arc::new(guard::Guard::new(&site.token, site.address.ip().is_loopback(), site.names));
    let app = app::App::new(site.store, site.is_demo, site.host);
    let (api, _) = api::routes();
    let router = api
        .fallback(assets::answer)
        .method_not_allowed_fallback(assets::no_method)
        .with_state(Arc::clone(&app))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, LONGEST))
        .layer(CatchPanicLayer::custom(broken))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(guard, guard::stand));
    (router, app)
}

fn broken(_: Box<dyn std::any::Any + Send>) -> axum::response::Response {
    axum::response::IntoResponse::into_response(fault::Fault::inside("an error inside the program"))
}

/// The router of a site alone, to be asked without a network.
pub fn site(site: Site) -> Router {
    router(site).0
}

/// Serves a site until `end` is there or the program is told to stop; `ready` hears the address.
///
/// # Errors
/// If the address cannot be listened at.
pub fn serve(
    site: Site,
    ready: impl FnOnce(SocketAddr) + Send,
    end: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).max_blocking_threads(32).enable_all().build()?;
    let served = runtime.block_on(async {
        let listener = TcpListener::bind(site.address).await?;
        let address = listener.local_addr()?;
        let (router, app) = router(site);
        // The columns are read while the browser opens.
        tokio::task::spawn_blocking(move || app.shelf().map(|_| ()));
        ready(address);
        let (ending, mut ended) = tokio::sync::watch::channel(false);
        let end = async move {
            tokio::select! { () = end => (), () = told_to_stop() => () }
            // The receiver below lives as long as this.
            let _ = ending.send(true);
        };
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let server = axum::serve(listener, service).with_graceful_shutdown(end);
        let grace = async {
            drop(ended.changed().await);
            tokio::time::sleep(GRACE).await;
        };
        tokio::select! { served = server.into_future() => served, () = grace => Ok(()) }
    });
    runtime.shutdown_timeout(GRACE);
    served
}

/// Waits for Ctrl-C, or for the system to end the program.
async fn told_to_stop() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! { () = interrupt => (), () = terminate => () }
}
