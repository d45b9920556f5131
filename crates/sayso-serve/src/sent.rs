//! What a request sends, up to a limit.

use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, Request};
use axum::http::header;

use crate::fault::Fault;

/// A body of no more than so many bytes.
pub(crate) struct Sent<const LIMIT: usize>(pub(crate) Bytes);

impl<S: Sync, const LIMIT: usize> FromRequest<S> for Sent<LIMIT> {
    type Rejection = Fault;

    async fn from_request(request: Request, _: &S) -> Result<Sent<LIMIT>, Fault> {
        let told =
            request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
        if told.is_some_and(|told| told > LIMIT) {
            return Err(Fault::large(LIMIT));
        }
        to_bytes(request.into_body(), LIMIT).await.map(Sent).map_err(|_| Fault::large(LIMIT))
    }
}
