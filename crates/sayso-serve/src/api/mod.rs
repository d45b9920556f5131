//! The interface: one file for each of its parts. Its description is made from the same code as its paths.

mod actors;
mod adding;
mod codes;
mod counts;
mod dyads;
mod exports;
mod facets;
mod judgement;
mod ledger;
mod map;
mod records;
mod reports;
mod review;
mod values;
mod why;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{ComponentsBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::params::Params;
use crate::reply::{Json, Reply};

/// The paths of the interface and their description.
pub(crate) fn routes() -> (Router<Arc<App>>, OpenApi) {
    let (router, api) = OpenApiRouter::with_openapi(description())
        .routes(routes!(counts::summary))
        .routes(routes!(counts::timeline))
        .routes(routes!(facets::facets))
        .routes(routes!(map::map))
        .routes(routes!(codes::codes))
        .routes(routes!(records::list))
        .routes(routes!(records::one))
        .routes(routes!(why::why))
        .routes(routes!(reports::list, adding::add))
        .routes(routes!(reports::one))
        .routes(routes!(actors::list))
        .routes(routes!(actors::one))
        .routes(routes!(dyads::list))
        .routes(routes!(dyads::series))
        .routes(routes!(dyads::network))
        .routes(routes!(ledger::list))
        .routes(routes!(ledger::one))
        .routes(routes!(ledger::disputes))
        .routes(routes!(review::queue))
        .routes(routes!(review::decide))
        .routes(routes!(review::undo))
        .routes(routes!(review::history))
        .routes(routes!(review::reviewers))
        .routes(routes!(judgement::disagreements))
        .routes(routes!(judgement::agreement))
        .routes(routes!(judgement::score))
        .routes(routes!(exports::gold))
        .routes(routes!(exports::export))
        .routes(routes!(exports::manifest))
        .routes(routes!(adding::jobs))
        .routes(routes!(adding::job))
        .split_for_parts();
    let told = Arc::new(api.clone());
    let describe = move |params: Params| async move {
        params.finish()?;
        Reply::Ok(Json(OpenApi::clone(&told)))
    };
    (router.route("/api/openapi.json", get(describe)), api)
}

fn description() -> OpenApi {
    let about = "The records of a store: who did what to whom, on whose say-so, and did it happen. All reads are GET with all state in the query.";
    let info = InfoBuilder::new()
        .title("sayso")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(about))
        .license(Some(LicenseBuilder::new().name("MIT OR Apache-2.0").build()))
        .build();
    let token = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    OpenApiBuilder::new()
        .info(info)
        .components(Some(ComponentsBuilder::new().security_scheme("token", token).build()))
        .build()
}
