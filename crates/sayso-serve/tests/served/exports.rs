//! Files of what a filter shows.

use serde_json::{Value, json};

use super::site::explorer;

#[tokio::test]
async fn every_row_and_no_other_is_in_the_file() {
    let site = explorer();
    for filter in ["", "status=denied", "q=troops&asserted=true", "type=ASSAULT&type=RETREAT"] {
        let total = site.json(&format!("/api/records?{filter}")).await["total"].as_u64().unwrap_or(0);
        let jsonl = site.get(&format!("/api/export/jsonl?{filter}")).await;
        let lines: Vec<Value> =
            jsonl.text().lines().map(|line| serde_json::from_str(line).expect("a record")).collect();
        assert_eq!((lines.len() as u64, jsonl.header("x-sayso-rows")), (total, total.to_string().as_str()));
        assert!(jsonl.header("content-disposition").starts_with("attachment; filename=\"sayso-story"));
        let csv = site.get(&format!("/api/export/csv?{filter}")).await;
        assert_eq!(csv::Reader::from_reader(csv.body.as_slice()).records().count() as u64, total);
        let geo: Value = site.get(&format!("/api/export/geojson?{filter}")).await.json();
        let features = geo["features"].as_array().cloned().unwrap_or_default();
        assert_eq!(features.len() as u64, total);
        for feature in &features {
            let is_vague = matches!(feature["properties"]["place_precision"].as_str(), None | Some("country"));
            assert_eq!(feature["geometry"].is_null(), is_vague, "no country is a point");
        }
        let manifest = site.json(&format!("/api/export/jsonl/manifest?{filter}")).await;
        assert_eq!(manifest["rows"].as_u64(), Some(total));
        assert_eq!(manifest["blake3"], blake3::hash(&jsonl.body).to_hex().as_str());
    }
}

#[tokio::test]
async fn texts_with_marks() {
    let site = explorer();
    let tasks = site.get("/api/export/labelstudio?type=ASSAULT").await.json();
    for task in tasks.as_array().into_iter().flatten() {
        let text: Vec<char> = task["data"]["text"].as_str().unwrap_or_default().chars().collect();
        let result = task["predictions"][0]["result"].as_array().cloned().unwrap_or_default();
        assert!(result.iter().any(|region| region["value"]["labels"][0] == "ASSAULT"));
        for region in result.iter().filter(|region| region["type"] == "labels") {
            let at = |name: &str| region["value"][name].as_u64().unwrap_or(0) as usize;
            assert_eq!(region["value"]["text"], text[at("start")..at("end")].iter().collect::<String>().as_str());
        }
    }
    let brat = site.get("/api/export/brat?document=story-05").await;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(brat.body)).expect("a ZIP file");
    let mut read = |name: &str| std::io::read_to_string(zip.by_name(name).expect("a file")).expect("UTF-8");
    let (text, marks) = (read("000001-story-05.txt"), read("000001-story-05.ann"));
    assert!(read("annotation.conf").contains("ASSAULT Source*:Actor"));
    let text: Vec<char> = text.chars().collect();
    let spans = marks.lines().filter(|line| line.starts_with('T'));
    let mut n_spans = 0;
    for line in spans {
        let cells: Vec<&str> = line.split('\t').collect();
        let place: Vec<usize> = cells[1].split(' ').skip(1).filter_map(|n| n.parse().ok()).collect();
        assert_eq!(text[place[0]..place[1]].iter().collect::<String>(), cells[2]);
        n_spans += 1;
    }
    assert!(n_spans > 4 && marks.contains("Status E1") && marks.contains("Speaker:T"));
}

#[tokio::test]
async fn decisions_are_exported_as_gold() {
    let site = explorer();
    let queue = site.json("/api/review/queue?limit=2&document=story-05").await;
    let id = |at: usize| queue["records"][at]["id"].clone();
    let fix = json!({"record": id(0), "verdict": "fix", "fields": {"status": "possible", "source": [{"code": "UGAMIL"}]}, "reviewer": "anna"});
    site.post("/api/review", &fix.to_string()).await;
    site.post("/api/review", &json!({"record": id(1), "verdict": "reject", "reviewer": "anna"}).to_string()).await;
    let lines = site.get("/api/review/gold").await.text();
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("a line")).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(
        (&lines[0]["gold"]["status"], &lines[0]["gold"]["source"][0]["code"]),
        (&"possible".into(), &"UGAMIL".into())
    );
    assert_eq!((&lines[0]["gold"]["asserted"], &lines[0]["machine"]["id"]), (&false.into(), &id(0)));
    assert!(lines[1]["gold"].is_null() && lines[1]["verdict"] == "reject");
    let tasks = site.get("/api/review/gold?format=labelstudio").await.json();
    assert_eq!(tasks[0]["annotations"][0]["ground_truth"], true);
    assert_eq!(site.get("/api/review/gold?format=brat").await.header("content-type"), "application/zip");
}
