//! `sayso serve` and `sayso demo`: the address comes first, the explorer answers, and what is no store is told.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use crate::runner::{Folder, sayso};

/// A server that ends with the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        self.0.kill().unwrap_or_default();
        self.0.wait().map(|_| ()).unwrap_or_default();
    }
}

/// Starts a server, and gives its host and token from the first line that it prints.
fn start(args: &[&str]) -> (Server, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(args)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut first = String::new();
    let out = child.stdout.take().expect("standard output is piped");
    BufReader::new(out).read_line(&mut first).expect("a line");
    let (host, token) = first
        .trim()
        .strip_prefix("http://")
        .and_then(|line| line.split_once("/#token="))
        .expect("the address with the token");
    (Server(child), host.to_owned(), token.to_owned())
}

fn get(host: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(host).expect("a connection");
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

#[test]
fn the_demo_tells_its_address_and_answers() {
    let (_server, host, token) = start(&["demo", "--port", "0"]);
    assert!(host.starts_with("127.0.0.1:") && token.len() == 32);
    let summary = get(&host, "/api/summary");
    assert!(
        summary.starts_with("HTTP/1.1 200") && summary.contains("\"reports\":16") && summary.contains("\"demo\":true")
    );
    assert!(get(&host, "/").contains("<html"));
    // A text whose headline is its first line is read again as it was read.
    let found = get(&host, "/api/records?document=2026-04-21-pressure&limit=1");
    let id = found.split("\"id\":\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a record");
    assert!(get(&host, &format!("/api/records/{}/why", id.replace('#', "%23"))).contains("\"same\":true"));
}

#[test]
fn what_cannot_be_served_is_told() {
    let folder = Folder::new("serve-faults");
    let missing = sayso(&["serve", "--store", &folder.path("none.sayso"), "--port", "0"]);
    assert!(missing.code == 2 && missing.err.contains("sayso add"), "{}", missing.err);
    let foreign = folder.file("notes.txt", b"just some notes, long enough to be no empty file");
    assert!(sayso(&["serve", "--store", &foreign, "--port", "0"]).err.contains("no store"));
    let short = sayso(&["demo", "--port", "0", "--token", "short"]);
    assert!(short.code == 2 && short.err.contains("16 characters"), "{}", short.err);
}
