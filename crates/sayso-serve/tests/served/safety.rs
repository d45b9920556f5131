//! Who may ask what.

use axum::body::Body;
use axum::http::StatusCode;
use serde_json::json;

use super::site::{TOKEN, explorer, over, request};

#[tokio::test]
async fn writing_needs_the_token() {
    let site = explorer();
    let record = site.json("/api/records?limit=1").await["records"][0]["id"].clone();
    let body = json!({"record": record, "verdict": "accept", "reviewer": "anna"}).to_string();
    for path in ["/api/review", "/api/review/undo", "/api/reports?name=a.jsonl"] {
        for token in [None, Some("Bearer wrong"), Some("Bearer "), Some(TOKEN), Some("Basic dGVzdA==")] {
            let mut sent = request("POST", path);
            if let Some(token) = token {
                sent = sent.header("authorization", token);
            }
            let answer = site.send(sent.body(Body::from(body.clone())).expect("a request")).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path} {token:?}");
        }
    }
    let in_query = format!("/api/review?token={TOKEN}");
    let answer = site.send(request("POST", &in_query).body(Body::from(body)).expect("a request")).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "an address is no place for the token");
    assert_eq!(site.json("/api/review/history").await["total"], 0);
}

#[tokio::test]
async fn wrong_tokens_run_out() {
    let site = explorer();
    let from = std::net::SocketAddr::from(([10, 99, 0, 1], 1));
    let mut last = StatusCode::OK;
    for _ in 0..15 {
        let mut sent = request("POST", "/api/review")
            .header("authorization", "Bearer guess")
            .body(Body::empty())
            .expect("a request");
        sent.extensions_mut().insert(axum::extract::ConnectInfo(from));
        last = site.send(sent).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn from_elsewhere_everything_needs_the_token() {
    let site = over(&explorer().store, std::net::Ipv4Addr::UNSPECIFIED.into());
    assert_eq!(site.get("/").await.status, StatusCode::OK, "the page itself holds nothing");
    assert_eq!(site.get("/api/summary").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(site.get(&format!("/api/summary?token={TOKEN}")).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(site.get("/api/export/csv").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(site.get(&format!("/api/export/csv?type=ASSAULT&token={TOKEN}")).await.status, StatusCode::OK);
    let sent = request("GET", "/api/summary").header("authorization", format!("Bearer {TOKEN}"));
    assert_eq!(site.send(sent.body(Body::empty()).expect("a request")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn names_and_pages_of_others_are_refused() {
    let site = explorer();
    let ask = |host: &'static str, origin: Option<&'static str>| {
        let mut sent = axum::http::Request::builder().uri("/api/summary").header("host", host);
        if let Some(origin) = origin {
            sent = sent.header("origin", origin);
        }
        let site = &site;
        async move { site.send(sent.body(Body::empty()).expect("a request")).await.status }
    };
    for host in ["localhost:7717", "127.0.0.1", "[::1]:7717", "lab.example", "LOCALHOST"] {
        assert_eq!(ask(host, None).await, StatusCode::OK, "{host}");
    }
    for host in [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example:80",
        "",
        "192.168.0.9",
        "localhost@evil",
        "[::2]",
    ] {
        assert_eq!(ask(host, None).await, StatusCode::FORBIDDEN, "{host}");
    }
    assert_eq!(ask("localhost:7717", Some("http://localhost:7717")).await, StatusCode::OK);
    for origin in ["http://evil.example", "null", "http://localhost:80", "localhost:7717"] {
        assert_eq!(ask("localhost:7717", Some(origin)).await, StatusCode::FORBIDDEN, "{origin}");
    }
    let sent = request("GET", "/api/records").header("sec-fetch-site", "cross-site");
    assert_eq!(site.send(sent.body(Body::empty()).expect("a request")).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn every_answer_carries_the_policy() {
    let site = explorer();
    for path in ["/", "/api/summary", "/api/nothing", "/assets/nothing.js", "/api/records?x=1", "/api/export/csv"] {
        let answer = site.get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'self'") && policy.contains("script-src 'self'"), "{path}");
        assert!(!policy.contains("unsafe"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "DENY", "{path}");
        assert!(answer.header("access-control-allow-origin").is_empty(), "{path}");
    }
}

#[tokio::test]
async fn paths_lead_nowhere_else() {
    let site = explorer();
    for path in [
        "/../../etc/passwd",
        "/assets/../../../etc/passwd",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/assets/..%5c..%5cx",
        "/index.html/../x",
        "//etc/passwd",
        "/assets//etc/passwd",
        "/%00",
        "/.git/config",
        "/Cargo.toml",
        "/api/../Cargo.toml",
        "/api/records/..%2f..%2fetc%2fpasswd",
        "/api/reports/%2e%2e%2fstory.sayso",
        "/api/export/..%2fjsonl",
        "/api/jobs/..%2f1",
    ] {
        let answer = site.get(path).await;
        assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
        assert!(!answer.text().contains("root:") && !answer.text().contains("[package]"), "{path}");
    }
}

#[tokio::test]
async fn bodies_have_a_limit() {
    let site = explorer();
    let large = "x".repeat(70 << 10);
    assert_eq!(site.post("/api/review", &large).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(site.post("/api/review/undo", &large).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let sent = request("POST", "/api/reports?name=a.jsonl").header("authorization", format!("Bearer {TOKEN}"));
    let told = sent.header("content-length", (65usize << 20).to_string()).body(Body::empty()).expect("a request");
    assert_eq!(site.send(told).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let untold = request("POST", "/api/reports?name=a.jsonl").header("authorization", format!("Bearer {TOKEN}"));
    let untold = untold.body(Body::from(vec![b'x'; (64 << 20) + 1])).expect("a request");
    assert_eq!(site.send(untold).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn methods_are_those_described() {
    let site = explorer();
    for (method, path) in [
        ("DELETE", "/api/records"),
        ("PUT", "/api/review"),
        ("POST", "/api/records"),
        ("POST", "/"),
        ("PATCH", "/api/reports"),
    ] {
        let sent = request(method, path).header("authorization", format!("Bearer {TOKEN}"));
        let answer = site.send(sent.body(Body::empty()).expect("a request")).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {path}");
    }
}
