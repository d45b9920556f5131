//! The explorer from outside: requests in, answers out, over the store of the story.

mod answers;
mod exports;
mod fuzz;
mod hostile;
mod network;
mod review;
mod safety;
mod site;
