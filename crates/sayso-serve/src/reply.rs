//! Answers as JSON.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::fault::Fault;

/// An answer, or what went wrong.
pub(crate) type Reply<T> = Result<Json<T>, Fault>;

/// A value as JSON, never kept by the browser.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(bytes) => {
                let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
                (headers, bytes).into_response()
            }
            Err(error) => {
                (StatusCode::INTERNAL_SERVER_ERROR, format!("the answer cannot be written: {error}")).into_response()
            }
        }
    }
}
