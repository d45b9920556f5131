//! The program from outside: arguments and files in, bytes and exit codes out.

mod corpus;
mod formats;
mod help;
mod hostile;
mod lexicon;
mod records;
mod resume;
mod runner;
mod serve;
mod store;
mod story;
mod views;
