//! Hostile words in every place that the description of the interface names: never an error inside.

use axum::body::Body;
use axum::http::StatusCode;
use serde_json::Value;

use super::site::{Explorer, TOKEN, explorer, request};

const HOSTILE: [&str; 18] = [
    "'; DROP TABLE records; --",
    "\" OR 1=1 --",
    "') UNION SELECT body FROM records --",
    "../../../../etc/passwd",
    "\0",
    "%00%ff",
    "\u{202e}\u{feff}",
    "<script>alert(1)</script>",
    "99999999999999999999",
    "-1",
    "1e309",
    "NaN",
    "0000-00-00",
    "9999-12-31",
    "* NEAR(\" ^ :",
    "\u{1f980}\u{1f980}",
    "!",
    "a,b,,,",
];

fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// A path with a value in every place that takes one.
fn filled(path: &str, value: &str) -> String {
    path.split('/')
        .map(|part| if part.starts_with('{') { escaped(value) } else { part.to_owned() })
        .collect::<Vec<_>>()
        .join("/")
}

async fn ask(site: &Explorer, method: &str, path: &str, body: &str) {
    let sent = request(&method.to_uppercase(), path).header("authorization", format!("Bearer {TOKEN}"));
    let answer = site.send(sent.body(Body::from(body.to_owned())).expect("a request")).await;
    assert!(!answer.status.is_server_error(), "{method} {path}: {} {}", answer.status, answer.text());
    assert_ne!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{method} {path}");
    if answer.status.is_client_error() {
        let error = answer.json()["error"].clone();
        assert!(error["message"].is_string() && error["remedy"].is_string(), "{method} {path}: {}", answer.text());
    }
}

#[tokio::test]
async fn nothing_hostile_breaks_anything() {
    let site = explorer();
    let api = site.json("/api/openapi.json").await;
    let paths = api["paths"].as_object().expect("paths");
    assert!(paths.len() >= 28, "the description is whole");
    for (path, methods) in paths {
        for (method, told) in methods.as_object().into_iter().flatten() {
            let parameters: Vec<&Value> = told["parameters"].as_array().into_iter().flatten().collect();
            let known = filled(path, "jsonl");
            for hostile in HOSTILE {
                ask(&site, method, &filled(path, hostile), hostile).await;
                for parameter in parameters.iter().filter(|parameter| parameter["in"] == "query") {
                    let name = parameter["name"].as_str().unwrap_or_default();
                    ask(&site, method, &format!("{known}?{name}={}", escaped(hostile)), "").await;
                }
            }
            let long = "x".repeat(20_000);
            ask(&site, method, &format!("{known}?q={long}"), "").await;
            ask(&site, method, &format!("{known}?{}=1&type=&type=%", escaped(&long[..200])), "").await;
        }
    }
    assert_eq!(site.json("/api/summary").await["reports"], 15, "all is as it was");
    assert_eq!(site.json("/api/review/history").await["total"], 0);
}

#[tokio::test]
async fn hostile_decisions_are_refused_or_kept_as_they_are() {
    let site = explorer();
    let id = site.json("/api/records?limit=1").await["records"][0]["id"].clone();
    for hostile in HOSTILE {
        for body in [
            serde_json::json!({"record": hostile, "verdict": hostile, "reviewer": hostile}),
            serde_json::json!({"record": id, "verdict": "accept", "reviewer": hostile, "note": hostile}),
            serde_json::json!({"record": id, "verdict": "fix", "reviewer": "x", "fields": {"source": [{"text": hostile, "code": hostile}]}}),
            serde_json::json!({"record": id, "verdict": "fix", "reviewer": "x", "fields": {hostile: hostile}}),
            serde_json::json!([hostile]),
        ] {
            ask(&site, "POST", "/api/review", &body.to_string()).await;
        }
    }
    for path in [
        "/api/review/gold",
        "/api/review/gold?format=labelstudio",
        "/api/review/gold?format=brat",
        "/api/review/agreement",
        "/api/review/score",
    ] {
        ask(&site, "GET", path, "").await;
    }
    assert_eq!(site.json("/api/summary").await["reports"], 15);
}
