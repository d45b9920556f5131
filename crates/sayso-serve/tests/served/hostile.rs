//! Reports that would do harm where they were taken for more than text.

use axum::http::StatusCode;

use super::site::{explorer, over_reports};

#[tokio::test]
async fn what_a_report_holds_stays_text() {
    let long = "Kenya shelled the town of Busia ".repeat(30_000);
    let text = format!(
        "<script>alert(1)</script> Kenya attacked Uganda on Monday. Kenya attacked \u{202e}adnagU\u{202c} on Tuesday. \
         Uganda's army shelled \"><img src=x onerror=alert(1)> Busia on Friday.\n{long}"
    );
    let line = serde_json::json!({
        "id": "a/../b?c=<script>#%00\"'\u{202e}", "date": "2026-03-02", "title": "<script>alert('title')</script> Kenya attacks Uganda",
        "outlet": "<b>Wire</b>", "url": "javascript:alert(1)", "text": text,
    });
    let site = over_reports(&line.to_string());
    let records = site.get("/api/records?limit=100").await;
    assert_eq!((records.status, records.header("content-type")), (StatusCode::OK, "application/json"));
    let json = records.json();
    assert!(json["total"].as_u64() > Some(0));
    for record in json["records"].as_array().into_iter().flatten() {
        assert!(record["url"].is_null(), "no address of the web is no link");
        assert_eq!(record["outlet"], "<b>Wire</b>");
        let id: String = record["id"].as_str().unwrap_or_default().bytes().map(|byte| format!("%{byte:02X}")).collect();
        assert_eq!(site.get(&format!("/api/records/{id}")).await.json()["id"], record["id"]);
    }
    let id: String = line["id"].as_str().unwrap_or_default().bytes().map(|byte| format!("%{byte:02X}")).collect();
    let report = site.json(&format!("/api/reports/{id}")).await;
    assert_eq!(report["text"], line["text"], "to the character");
    assert!(report["url"].is_null());
    for format in ["jsonl", "csv", "geojson", "labelstudio", "brat"] {
        let file = site.get(&format!("/api/export/{format}?document={id}")).await;
        assert_eq!(file.status, StatusCode::OK, "{format}");
        let name = file.header("content-disposition");
        assert!(!name.contains("..") && !name.contains('/') && !name.contains('<'), "{name}");
        assert!(!file.header("content-type").contains("html"));
    }
}

#[tokio::test]
async fn files_are_added_from_the_page() {
    let site = explorer();
    let line = r#"{"id": "new-1", "date": "2026-05-01", "title": "Shelling", "text": "Kenya shelled the port of Kampala on Friday."}"#;
    let begun = site.post("/api/reports?name=new.jsonl", line).await;
    assert_eq!(begun.status, StatusCode::ACCEPTED, "{}", begun.text());
    let job = begun.json()["job"].as_str().unwrap_or_default().to_owned();
    for _ in 0..100 {
        let state = site.json(&format!("/api/jobs/{job}")).await;
        if state["state"] == "done" {
            assert_eq!((&state["added"], &state["name"]), (&1.into(), &"new.jsonl".into()));
            assert!(site.json("/api/records?document=new-1").await["total"].as_u64() > Some(0), "it is there at once");
            return;
        }
        assert_ne!(state["state"], "failed", "{state}");
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("the job does not end");
}

#[tokio::test]
async fn other_files_are_refused() {
    let site = explorer();
    for name in ["x.exe", "../../x", "", "%2e%2e%2f", "store.sayso", "x.txt.zip"] {
        let answer = site.post(&format!("/api/reports?name={name}"), "x").await;
        assert!(
            matches!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE | StatusCode::BAD_REQUEST),
            "{name}: {}",
            answer.status
        );
    }
    assert_eq!(site.post("/api/reports?name=a.txt&date=soon", "x").await.status, StatusCode::BAD_REQUEST);
}
