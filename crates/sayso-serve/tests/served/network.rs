//! The server on a real port: it tells its address, answers, and ends when it is told to.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use super::site::{explorer, settings};

#[test]
fn it_listens_answers_and_ends() {
    let site = tokio::runtime::Runtime::new().expect("a runtime").block_on(async { explorer() });
    let (tell, told) = std::sync::mpsc::channel::<SocketAddr>();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let settings = settings(&site.store, Ipv4Addr::LOCALHOST.into());
    let server = std::thread::spawn(move || {
        let end = async { stopped.await.unwrap_or_default() };
        sayso_serve::serve(settings, move |address| tell.send(address).unwrap_or_default(), end)
    });
    let address = told.recv_timeout(Duration::from_secs(20)).expect("an address");
    assert!(address.ip().is_loopback() && address.port() != 0);
    let mut stream = TcpStream::connect(address).expect("a connection");
    write!(stream, "GET /api/summary HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"reports\":15"), "{answer}");
    // A connection that is left open does not keep it from ending.
    let _idle = TcpStream::connect(address).expect("a connection");
    let asked = Instant::now();
    stop.send(()).expect("it runs");
    server.join().expect("no panic").expect("no error");
    assert!(asked.elapsed() < Duration::from_secs(12));
    assert!(TcpStream::connect(address).is_err());
}
