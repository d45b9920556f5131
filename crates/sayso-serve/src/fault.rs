//! What goes wrong with a request, and what to do about it.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sayso_store::StoreError;
use serde::Serialize;
use utoipa::ToSchema;

/// What went wrong, as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Fault {
    /// HTTP status.
    pub(crate) status: u16,
    /// What went wrong.
    pub(crate) message: String,
    /// What to do about it.
    pub(crate) remedy: String,
    /// The parameter that is at fault.
    pub(crate) parameter: Option<String>,
}

/// The body of an error.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FaultBody {
    error: Fault,
}

impl Fault {
    fn new(status: StatusCode, message: impl Into<String>, remedy: impl Into<String>) -> Fault {
        Fault { status: status.as_u16(), message: message.into(), remedy: remedy.into(), parameter: None }
    }

    /// A parameter that cannot be understood.
    pub(crate) fn parameter(name: &str, message: impl Into<String>, remedy: impl Into<String>) -> Fault {
        Fault { parameter: Some(name.to_owned()), ..Fault::new(StatusCode::BAD_REQUEST, message, remedy) }
    }

    /// A body that cannot be understood.
    pub(crate) fn body(message: impl Into<String>) -> Fault {
        Fault::new(
            StatusCode::BAD_REQUEST,
            message,
            "send a JSON object as the description at /api/openapi.json has it",
        )
    }

    /// Nothing of this name.
    pub(crate) fn missing(what: &str, id: &str) -> Fault {
        Fault::new(
            StatusCode::NOT_FOUND,
            format!("there is no {what} “{id}”"),
            "it may have gone with a new coding; search anew",
        )
    }

    /// No such path.
    pub(crate) fn no_path() -> Fault {
        Fault::new(StatusCode::NOT_FOUND, "there is no such path", "see /api/openapi.json")
    }

    /// A path that does not take this method.
    pub(crate) fn method() -> Fault {
        Fault::new(StatusCode::METHOD_NOT_ALLOWED, "this path does not take this method", "see /api/openapi.json")
    }

    /// No token, or a wrong one.
    pub(crate) fn token() -> Fault {
        Fault::new(
            StatusCode::UNAUTHORIZED,
            "the token is missing or wrong",
            "open the address that sayso serve printed",
        )
    }

    /// A request that did not come from our own page.
    pub(crate) fn strange(what: &str) -> Fault {
        let remedy = "open the address that sayso serve printed (another name for this machine: --host-name)";
        Fault::new(StatusCode::FORBIDDEN, format!("a request by way of {what} is refused"), remedy)
    }

    /// A body that is too large.
    pub(crate) fn large(limit: usize) -> Fault {
        let remedy = "split it, or use sayso add";
        Fault::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("the body is larger than {} MB", (limit >> 20).max(1)),
            remedy,
        )
    }

    /// A kind of file that cannot be read.
    pub(crate) fn kind(name: &str, known: &[&str]) -> Fault {
        let remedy = format!("a file that ends in .{} (also .gz or .zst)", known.join(", ."));
        Fault::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, format!("“{name}” is no file of reports"), remedy)
    }

    /// Too many requests.
    pub(crate) fn busy() -> Fault {
        Fault::new(StatusCode::TOO_MANY_REQUESTS, "too many requests", "wait a second and try again")
    }

    /// What cannot be done now.
    pub(crate) fn conflict(message: impl Into<String>, remedy: impl Into<String>) -> Fault {
        Fault::new(StatusCode::CONFLICT, message, remedy)
    }

    /// An error inside.
    pub(crate) fn inside(message: impl Into<String>) -> Fault {
        Fault::new(StatusCode::INTERNAL_SERVER_ERROR, message, "see what sayso serve prints; please report it")
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Fault {
        match error {
            StoreError::Query(words) => Fault::parameter(
                "q",
                format!("“{words}” cannot be understood"),
                "use plain words, or a phrase in quotes",
            ),
            other => Fault::inside(other.to_string()),
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let wait = (status == StatusCode::TOO_MANY_REQUESTS).then_some([(header::RETRY_AFTER, "1")]);
        let challenge = (status == StatusCode::UNAUTHORIZED).then_some([(header::WWW_AUTHENTICATE, "Bearer")]);
        (status, wait, challenge, crate::reply::Json(FaultBody { error: self })).into_response()
    }
}
