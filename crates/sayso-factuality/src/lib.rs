//! Did it happen: the status and the speaker chain of every event.

mod status;

pub use status::{Aspect, Denial, Status};
