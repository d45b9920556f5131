//! Review: decisions are kept, outlive a new coding, and are measured.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::site::{Explorer, add, entries, explorer};

async fn first(site: &Explorer, query: &str) -> Value {
    site.json(&format!("/api/review/queue?limit=1&{query}")).await["records"][0].clone()
}

async fn decide(site: &Explorer, decision: Value) -> Value {
    let answer = site.post("/api/review", &decision.to_string()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    answer.json()["review"].clone()
}

#[tokio::test]
async fn a_decision_moves_the_queue_on_and_can_be_taken_back() {
    let site = explorer();
    let record = first(&site, "reviewer=anna").await;
    let id = &record["id"];
    decide(&site, json!({"record": id, "verdict": "accept", "reviewer": "anna"})).await;
    assert_ne!(first(&site, "reviewer=anna").await["id"], *id);
    let queue = site.json("/api/review/queue?reviewer=anna").await;
    assert_eq!(queue["done"], 1);
    let accepted = site.json("/api/records?review=accepted").await;
    assert_eq!((&accepted["total"], &accepted["records"][0]["review"]["verdict"]), (&1.into(), &"accept".into()));
    let undone = site.post("/api/review/undo", r#"{"reviewer": "anna"}"#).await;
    assert_eq!(undone.json()["undone"]["record"], *id);
    assert_eq!(first(&site, "reviewer=anna").await["id"], *id);
    assert_eq!(site.json("/api/records?review=accepted").await["total"], 0);
    assert_eq!(site.post("/api/review/undo", r#"{"reviewer": "anna"}"#).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_queue_begins_with_what_is_least_certain() {
    let site = explorer();
    let queue = site.json("/api/review/queue?limit=200").await;
    let doubts: Vec<f64> = queue["records"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|record| (record["confidence"].as_f64().unwrap_or(0.0) - 0.5).abs())
        .collect();
    assert!(doubts.len() > 10 && doubts.windows(2).all(|pair| pair[0] <= pair[1] + 1e-6));
}

#[tokio::test]
async fn a_fix_is_checked_field_by_field() {
    let site = explorer();
    let id = first(&site, "reviewer=anna").await["id"].clone();
    for (fields, verdict) in [
        (json!({"status": "nonsense"}), "fix"),
        (json!({"type": null}), "fix"),
        (json!({"date": "2026-02-31"}), "fix"),
        (json!({"source": "KEN"}), "fix"),
        (json!({"source": [{"code": 5}]}), "fix"),
        (json!({"source": [{"code": "KEN", "span": [9, 3]}]}), "fix"),
        (json!({"place": {"planet": "Mars"}}), "fix"),
        (json!({"confidence": 1}), "fix"),
        (json!({}), "fix"),
        (json!({"status": "denied"}), "accept"),
        (json!({}), "maybe"),
    ] {
        let body = json!({"record": id, "verdict": verdict, "fields": fields, "reviewer": "anna"});
        let answer = site.post("/api/review", &body.to_string()).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
    }
    let body = json!({"record": id, "verdict": "accept", "reviewer": " "});
    assert_eq!(site.post("/api/review", &body.to_string()).await.status, StatusCode::BAD_REQUEST);
    let body = json!({"record": "nothing#000000", "verdict": "accept", "reviewer": "anna"});
    assert_eq!(site.post("/api/review", &body.to_string()).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.post("/api/review", "{\"record\":").await.status, StatusCode::BAD_REQUEST);
    let fields = json!({"status": "denied", "denial": "never", "mode": null, "date": null, "source": [{"code": "UGAMIL", "name": "Uganda"}],
                        "speakers": [], "place": {"name": "Busia", "country": "UGA"}});
    decide(&site, json!({"record": id, "verdict": "fix", "fields": fields, "reviewer": "anna", "note": "see page 2"}))
        .await;
    assert_eq!(site.json("/api/records?review=fixed").await["records"][0]["id"], id);
}

#[tokio::test]
async fn two_reviewers_differ_agree_and_are_settled() {
    let site = explorer();
    let queue = site.json("/api/review/queue?limit=4").await;
    let ids: Vec<Value> =
        queue["records"].as_array().into_iter().flatten().map(|record| record["id"].clone()).collect();
    for id in &ids {
        decide(&site, json!({"record": id, "verdict": "accept", "reviewer": "anna"})).await;
    }
    let second = site.json("/api/review/queue?reviewer=ben&second=true&blind=true").await;
    assert_eq!(second["total"], 4);
    let shown = second["records"].as_array().cloned().unwrap_or_default();
    assert!(shown.iter().all(|record| record["review"].is_null()), "the second does not see the first");
    decide(&site, json!({"record": ids[0], "verdict": "reject", "reviewer": "ben"})).await;
    decide(&site, json!({"record": ids[1], "verdict": "fix", "fields": {"status": "refused"}, "reviewer": "ben"}))
        .await;
    decide(&site, json!({"record": ids[2], "verdict": "accept", "reviewer": "ben"})).await;
    let cases = site.json("/api/review/disagreements").await;
    assert_eq!(cases["total"], 2);
    let agreement = site.json("/api/review/agreement").await;
    let field = |name: &str| {
        let fields = agreement["fields"].as_array().cloned().unwrap_or_default();
        fields.into_iter().find(|field| field["field"] == name).unwrap_or_default()
    };
    assert_eq!(agreement["records"], 3);
    assert_eq!((&field("event")["units"], &field("event")["percent"]), (&3.into(), &0.6667.into()));
    assert_eq!((&field("status")["units"], &field("status")["percent"]), (&2.into(), &0.5.into()));
    let settle = json!({"record": ids[0], "verdict": "reject", "reviewer": "carla", "adjudicates": true});
    decide(&site, settle).await;
    assert_eq!(site.json("/api/review/disagreements").await["total"], 1);
    assert_eq!(site.json("/api/records?review=rejected").await["records"][0]["id"], ids[0]);
    let score = site.json("/api/review/score").await;
    assert_eq!((&score["judged"], &score["rejected"], &score["fixed"]), (&4.into(), &1.into(), &1.into()));
    assert_eq!(score["precision"], 0.75);
}

#[tokio::test]
async fn decisions_outlive_a_new_coding_and_a_new_start() {
    let site = explorer();
    let record = first(&site, "document=story-05").await;
    decide(
        &site,
        json!({"record": record["id"], "verdict": "fix", "fields": {"status": "possible"}, "reviewer": "anna"}),
    )
    .await;
    // Another coding gives the record another identifier, but the same words, trigger and type.
    let lines = include_str!("../../../../examples/story/reports.jsonl");
    let line = lines.lines().find(|line| line.contains("story-05")).unwrap_or_default();
    let mut again = entries(line, "another coding ");
    for record in again.iter_mut().flat_map(|entry| &mut entry.records) {
        record.id = record.id.replace('#', "#f").chars().take("story-05#".len() + 6).collect();
    }
    add(&site.store, &again);
    let fresh = super::site::over(&site.store, std::net::Ipv4Addr::LOCALHOST.into());
    let fixed = fresh.json("/api/records?review=fixed").await;
    assert_eq!(fixed["total"], 1);
    let now = &fixed["records"][0];
    assert_ne!(now["id"], record["id"]);
    assert_eq!((&now["trigger"], &now["type"]), (&record["trigger"], &record["type"]));
    assert_eq!((&now["review"]["carried"], &now["review"]["fields"]["status"]), (&true.into(), &"possible".into()));
}

#[tokio::test]
async fn reports_added_beside_the_server_show_up() {
    let site = explorer();
    let before = site.json("/api/summary").await;
    add(
        &site.store,
        &entries(
            r#"{"id": "later", "date": "2026-05-01", "text": "Kenya shelled the port of Mombasa on Friday."}"#,
            "",
        ),
    );
    for _ in 0..50 {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        let now = site.json("/api/summary").await;
        if now["reports"] != before["reports"] {
            assert_ne!(now["generation"], before["generation"]);
            return;
        }
    }
    panic!("the report did not show up");
}
