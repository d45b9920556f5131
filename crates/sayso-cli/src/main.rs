//! The `sayso` command.
mod input;
mod problem;
fn main() {}
